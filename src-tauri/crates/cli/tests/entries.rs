//! Entries by the command line: made together or apart, printed, moved on, exported, and brought up to date by a status file.

mod program;

use program::{CLIENT, json_of, printed, run, said};
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

struct Desk {
    folder: TempDir,
    desk: String,
}

impl Desk {
    /// The sample firm, and three parcels for one person by one flight; two of them are the same article.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = folder.path().join("d.entrydesk").to_string_lossy().into_owned();
        let made = Self { folder, desk };
        let ended = run(&["sample", "--desk", &made.desk, "--out", &made.path("received")]);
        assert_eq!(ended.status.code(), Some(0), "{}", said(&ended));
        let mut csv = String::from(
            "House bill,Consignee,Address,City,State,ZIP,Country,Shipper,Shipper address,Shipper city,Shipper country,Description,HTS,Origin,Quantity,Value,Currency,Weight (kg)\n",
        );
        for (bill, goods, hts, value) in [
            ("NK20501", "stainless steel electric kettle", "8516.79.0000", "300.40"),
            ("NK20502", "stainless steel electric kettle", "8516.79.0000", "300.40"),
            ("NK20503", "stoneware mugs", "6912.00.4400", "310.00"),
        ] {
            csv.push_str(&format!(
                "{bill},Ann Example,12 Oak Street,Springfield,IL,62704,US,Nordlicht Handel,Hafenstr 5,Hamburg,DE,{goods},{hts},DE,24,{value},USD,2\n"
            ));
        }
        std::fs::write(made.path("orders.csv"), csv).unwrap();
        let stored = run(&["import", "--desk", &made.desk, &made.path("orders.csv"), "--client", CLIENT, "--arrival", "2026-10-01"]);
        assert!(matches!(stored.status.code(), Some(0 | 1)), "{}", said(&stored));
        made
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    /// Entries of the client, made with these words; by number.
    fn entries(&self, words: &[&str]) -> Vec<Value> {
        let answer = run(&[&["entries", "--desk", &self.desk, "--client", CLIENT, "--json"], words].concat());
        assert!(matches!(answer.status.code(), Some(0 | 1)), "{}", said(&answer));
        let mut entries = json_of(&answer)["entries"].as_array().unwrap().clone();
        entries.sort_by_key(|e| e["number"].as_str().unwrap().to_owned());
        entries
    }
}

fn number(entry: &Value) -> String {
    entry["number"].as_str().unwrap().to_owned()
}

fn pdfs(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().map(|f| f.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn shipments_are_entered_alone_together_or_with_their_lines_merged() {
    let alone = Desk::new().entries(&["--make", "--carrier", "LH"]);
    let of = |entries: &[Value], key: &str| entries.iter().map(|e| e[key].to_string().replace('"', "")).collect::<Vec<_>>();
    assert_eq!((of(&alone, "shipments"), of(&alone, "lines")), (vec!["1".into(), "1".into(), "1".into()], vec!["1".into(); 3]));
    assert_eq!(of(&alone, "entered_value"), ["300", "300", "310"]);

    let together = Desk::new().entries(&["--make", "--consolidate", "--carrier", "LH"]);
    assert_eq!((of(&together, "shipments"), of(&together, "lines"), of(&together, "entered_value")), (vec!["3".into()], vec!["3".into()], vec!["910".into()]));
    let recipient = Desk::new().entries(&["--make", "--consolidate", "recipient"]);
    assert_eq!(of(&recipient, "shipments"), ["3"], "all three go to one person");

    // 300.40 + 300.40 is 600.80: the merged line is rounded once.
    let merged = Desk::new().entries(&["--make", "--consolidate", "--merge-lines"]);
    assert_eq!((of(&merged, "lines"), of(&merged, "entered_value")), (vec!["2".into()], vec!["911".into()]));

    let desk = Desk::new();
    for (words, because) in [
        (&["--consolidate"][..], "--make"),
        (&["--merge-lines"], "--make"),
        (&["--packages-per-bill", "2"], "--make"),
        (&["--make", "--consolidate", "everything"], "recipient, consignment"),
        (&["--make", "--due"], "--due"),
    ] {
        let refused = run(&[&["entries", "--desk", &desk.desk], words].concat());
        assert!(refused.status.code() == Some(2) && said(&refused).contains(because), "{words:?}: {}", said(&refused));
    }
}

#[test]
fn entries_are_moved_on_and_what_cannot_follow_is_said() {
    let desk = Desk::new();
    let entries = desk.entries(&["--make", "--carrier", "LH", "--packages-per-bill", "1", "--related", "false"]);
    let (first, second) = (number(&entries[0]), number(&entries[1]));
    let both = format!("{first},{second}");
    let step =
        |state: &str, entry: &str, on: &str| run(&["entries", "--desk", &desk.desk, "--state", state, "--entry", entry, "--on", on, "--note", "by night job"]);
    let ready = step("ready", &both, "2026-10-02");
    assert_eq!((ready.status.code(), printed(&ready)), (Some(0), format!("{first} is ready\n{second} is ready\n")), "{}", said(&ready));
    let early = step("released", &first, "2026-10-02");
    assert_eq!(
        (early.status.code(), said(&early)),
        (Some(1), format!("Entry {first} is ready; it cannot become released. What can follow: filed, draft, void.\n"))
    );
    assert_eq!(step("filed", &first, "2026-10-02").status.code(), Some(0));
    assert_eq!(desk.entries(&[]).iter().map(|e| e["state"].as_str().unwrap()).collect::<Vec<_>>(), ["filed", "ready", "draft"]);
    let unknown = step("sleeping", &first, "2026-10-02");
    assert_eq!(unknown.status.code(), Some(2), "{}", said(&unknown));
    let nowhere = run(&["entries", "--desk", &desk.desk, "--state", "filed"]);
    assert!(nowhere.status.code() == Some(2) && said(&nowhere).contains("--entry"), "a state without an entry: {}", said(&nowhere));

    // The entries of an arrival long past are overdue, and a nightly job hears it by the exit code.
    let due = run(&["entries", "--desk", &desk.desk, "--due"]);
    assert_eq!(due.status.code(), Some(1), "{}", printed(&due));
    assert!(printed(&due).contains(&second) && printed(&due).contains("15 days after arrival, on 1 Oct 2026."), "{}", printed(&due));
    let due = json_of(&run(&["entries", "--desk", &desk.desk, "--due", "--json"]));
    assert!(due["overdue"].as_u64().unwrap() >= 2);
    // A desk without entries has nothing due.
    let empty = Desk::new();
    assert_eq!(run(&["entries", "--desk", &empty.desk, "--due"]).status.code(), Some(0));
}

#[test]
fn papers_are_a_file_each_or_one_merged_file_and_a_wrong_name_is_refused() {
    let desk = Desk::new();
    let entries = desk.entries(&["--make", "--carrier", "LH"]);
    let out = desk.path("apart");
    let apart = run(&["paperwork", "--desk", &desk.desk, "--entry", "all", "--form", "7501,7501-2022,duty", "--out", &out]);
    assert_eq!(apart.status.code(), Some(0), "{}", said(&apart));
    let files = pdfs(&out);
    assert_eq!((files.len(), printed(&apart).lines().count()), (9, 9), "three entries, three papers each");
    assert!(files.iter().all(|f| std::fs::read(f).unwrap().starts_with(b"%PDF-1.7")));
    assert!(files[0].file_name().unwrap().to_string_lossy().starts_with(&number(&entries[0])), "{}", files[0].display());

    let out = desk.path("merged");
    let merged = run(&["paperwork", "--desk", &desk.desk, "--entry", "all", "--form", "7501,duty", "--merged", "--out", &out]);
    assert_eq!((merged.status.code(), pdfs(&out).len()), (Some(0), 1), "{}", said(&merged));
    assert_eq!(pdfs(&out)[0].file_name().unwrap().to_string_lossy(), "3 entries papers.pdf");
    let again = run(&["paperwork", "--desk", &desk.desk, "--entry", &number(&entries[0]), "--merged", "--out", &desk.path("one")]);
    assert_eq!((again.status.code(), pdfs(&desk.path("one")).len()), (Some(0), 1), "{}", said(&again));

    let unknown = run(&["paperwork", "--desk", &desk.desk, "--entry", "all", "--form", "7502", "--out", &out]);
    assert!(unknown.status.code() == Some(2) && said(&unknown).contains("there is no paper `7502`; the papers are 7501"), "{}", said(&unknown));
    let nobody = run(&["paperwork", "--desk", &desk.desk, "--entry", "9HB-0000000-0", "--out", &out]);
    assert_eq!(nobody.status.code(), Some(2), "{}", said(&nobody));
}

#[test]
fn tables_of_entries_and_their_lines_are_exported() {
    let desk = Desk::new();
    desk.entries(&["--make", "--consolidate", "--carrier", "LH", "--packages-per-bill", "1", "--related", "false"]);
    let out = desk.path("lines.csv");
    let columns = "line,hts,net_quantity,manifest_quantity,related,line_value";
    let done = run(&["export", "--desk", &desk.desk, "--rows", "entry-lines", "--columns", columns, "--out", &out]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let text = std::fs::read_to_string(&out).unwrap();
    let of_goods: Vec<&str> = text.lines().skip(1).filter(|l| !l.contains(",99")).collect();
    assert_eq!(of_goods, ["1,8516.79.0000,24 NO,1 PKG,no,300", "2,8516.79.0000,24 NO,1 PKG,no,300", "3,6912.00.4400,2 DPC,1 PKG,no,310"], "{text}");
    let book = desk.path("entries.xlsx");
    assert_eq!(run(&["export", "--desk", &desk.desk, "--rows", "entries", "--out", &book]).status.code(), Some(0));
    assert!(std::fs::read(&book).unwrap().starts_with(b"PK"), "a workbook");
    let listed = run(&["export", "--desk", &desk.desk, "--rows", "entry-lines", "--list"]);
    assert!(printed(&listed).contains("net_quantity") && printed(&listed).contains("Block 34B; once for each line"), "{}", printed(&listed));
    for (words, because) in [
        (&["--rows", "parcels"][..], "`parcels` is nothing that can be exported; choose one of"),
        (&["--rows", "entries", "--columns", "number,colour"], "colour"),
    ] {
        let refused = run(&[&["export", "--desk", &desk.desk, "--out", &desk.path("x.csv")], words].concat());
        assert!(refused.status.code() == Some(2) && said(&refused).contains(because), "{words:?}: {}", said(&refused));
        assert!(!Path::new(&desk.path("x.csv")).exists());
    }
}

#[test]
fn a_status_file_is_shown_first_and_done_whole_or_not_at_all() {
    let desk = Desk::new();
    let entries = desk.entries(&["--make", "--carrier", "LH"]);
    let (first, second) = (number(&entries[0]), number(&entries[1]));
    run(&["entries", "--desk", &desk.desk, "--state", "ready", "--entry", &format!("{first},{second}")]);
    let file = desk.path("status.csv");
    let states = |desk: &Desk| desk.entries(&[]).iter().map(|e| e["state"].as_str().unwrap().to_owned()).collect::<Vec<_>>();

    std::fs::write(&file, format!("Entry Number,Status,Date\n{first},Filed,10/02/2026\n{second},Dancing,10/02/2026\n")).unwrap();
    let wrong = run(&["status", "--desk", &desk.desk, &file, "--yes"]);
    assert_eq!(wrong.status.code(), Some(1), "{}", said(&wrong));
    assert!(printed(&wrong).contains("`Dancing` is no status the desk knows"), "{}", printed(&wrong));
    assert!(printed(&wrong).contains("1 row cannot be done"), "{}", printed(&wrong));
    assert_eq!(states(&desk), ["ready", "ready", "draft"], "nothing is done while one row cannot be");

    std::fs::write(&file, format!("Entry Number,Status,Date\n{first},Filed,10/02/2026\n{first},Released,10/05/2026\n{second},Filed,2026-10-02\n")).unwrap();
    let shown = run(&["status", "--desk", &desk.desk, &file]);
    assert!(shown.status.code() == Some(0) && printed(&shown).contains("3 rows would change an entry, 0 rows would not."), "{}", printed(&shown));
    assert_eq!(states(&desk), ["ready", "ready", "draft"], "it was only shown");
    let done = run(&["status", "--desk", &desk.desk, &file, "--yes"]);
    assert_eq!((done.status.code(), states(&desk)), (Some(0), vec!["released".into(), "filed".into(), "draft".into()]), "{}", said(&done));
    let again = run(&["status", "--desk", &desk.desk, &file]);
    assert_eq!(again.status.code(), Some(1), "an entry that was released is not filed again: {}", printed(&again));

    std::fs::write(&file, "Name,Colour\nAnn,red\n").unwrap();
    let strange = run(&["status", "--desk", &desk.desk, &file]);
    assert_eq!(strange.status.code(), Some(2), "{}", printed(&strange));
}
