//! Editions: what is refused, and, where the official files are at hand, how much of them is understood.

use customs::HtsNumber;
use std::path::PathBuf;
use tariff::{Edition, ImportReport, Tariff, Under};

fn reference() -> Option<PathBuf> {
    let found = std::env::var_os("ENTRYDESK_REFERENCE").map(PathBuf::from);
    if found.is_none() {
        println!("SKIPPED: set ENTRYDESK_REFERENCE to the folder of the reference shelf to run this test on the official editions");
    }
    found
}

fn import(reference: &std::path::Path, file: &str) -> (Edition, ImportReport) {
    let bytes = std::fs::read(reference.join("data/hts").join(file)).unwrap();
    Edition::import(file, &bytes).unwrap()
}

fn refused(name: &str, bytes: &[u8]) -> String {
    Edition::import(name, bytes).unwrap_err().to_string()
}

#[test]
fn what_is_not_an_edition_is_refused_in_words() {
    for (bytes, words) in [
        (&b""[..], "the file is empty"),
        (&b"   \n"[..], "the file is empty"),
        (&b"{\"a\": 1}"[..], "not the schedule's export"),
        (&b"[{\"htsno\": \"0101\", \"indent\": \"0\""[..], "line 1, column 32: the file ends too early"),
        (&b"[{\"htsno\": 5}]"[..], "line 1, column 12: it is not the schedule's JSON export"),
        (&b"[{\"htsno\": \"0101\", \"indent\": \"x\", \"description\": \"\"}]"[..], "row 1: the indent `x` is not a number"),
        (&b"[{\"htsno\": \"0101\", \"indent\": \"0\", \"description\": \"Horses\"}]"[..], "only 1 rows, where an edition has some 35,000"),
        (&b"SKU,Price\n1,2\n"[..], "row 1: there is no column `HTS Number`"),
        (&[0x1f, 0x8b, 1, 2, 3][..], "the gzip file cannot be unpacked"),
    ] {
        let said = refused("hts_2026_rev_10.json", bytes);
        assert!(said.starts_with("hts_2026_rev_10.json: ") && said.contains(words), "{said}");
    }
    assert!(refused("my schedule.csv", b"").contains("the name does not tell which edition this is"));
}

#[test]
fn a_product_list_says_what_it_refuses() {
    let mut tariff = Tariff::starter().unwrap();
    let report = tariff.add_program_list("s301_product_lists__2026-06.csv", b"hts8,list,ch99_code\n61091000,4A,9903.88.15\nsocks,4A,9903.88.15\n").unwrap();
    assert_eq!((report.list.as_str(), report.rows, report.refused.as_slice()), ("301-china", 1, &["row 3: `socks` is not an HTS number".to_owned()][..]));
    let said = tariff.add_program_list("favourites.csv", b"hts8\n61091000\n").unwrap_err().to_string();
    assert!(said.contains("does not tell which product list this is; call it one of 301-china, 122-exempt"), "{said}");
    let said = tariff.add_program_list("301-china", b"hts8,list\n61091000,4A\n").unwrap_err().to_string();
    assert!(said.contains("row 1: there is no column `ch99_code`"), "{said}");
    let said = tariff.add_program_list("122-exempt", b"number\n61091000\n").unwrap_err().to_string();
    assert!(said.contains("no column whose heading begins with `hts`"), "{said}");
    let said = tariff.add_program_list("122-exempt", b"hts8\n").unwrap_err().to_string();
    assert!(said.contains("no row holds an HTS number"), "{said}");
    assert!(tariff.program_lists().iter().any(|l| l.id == "301-china" && l.imported));
}

#[test]
fn the_starter_finds_by_number_and_words() {
    let tariff = Tariff::starter().unwrap();
    let on = "2026-06-10".parse().unwrap();
    let numbers = |asked: &str| tariff.find(asked, on, 5).lines.into_iter().map(|l| l.number).collect::<Vec<_>>();
    assert_eq!(numbers("6109.10.00"), ["6109.10.0004", "6109.10.0007", "6109.10.0012", "6109.10.0014", "6109.10.0018"]);
    assert!(numbers("men cotton t-shirt").contains(&"6109.10.0012".to_owned()));
    assert_eq!(numbers("candles")[0], "3406.00.0000");
    assert_eq!(numbers("zeppelin"), Vec::<String>::new());
    assert_eq!(numbers("..."), Vec::<String>::new());
    let line = tariff.line(&"6109.10.0012".parse().unwrap(), on).unwrap();
    assert_eq!(
        (line.general.as_str(), line.column2.as_str(), line.units.join(" ").as_str(), line.path[0].as_str()),
        ("16.5%", "90%", "doz. kg", "Apparel, knitted")
    );
    assert!(line.is_starter && line.enterable && line.edition.contains("2026 HTS Revision 10"));
    assert_eq!(tariff.closest(&"8423.10.0000".parse().unwrap(), on), ["8423.10.0010", "8423.10.0060"]);
    assert!(tariff.editions()[0].rows > 400);
}

#[test]
fn a_shops_words_find_what_the_schedule_says() {
    let tariff = Tariff::starter().unwrap();
    let on = "2026-06-10".parse().unwrap();
    let first = |asked: &str| tariff.find(asked, on, 3).lines.first().map(|l| l.number.clone()).unwrap_or_default();
    for (asked, heading) in [("hoodie", "61"), ("women's dresses", "6"), ("backpack", "4202"), ("earbuds", "8518"), ("plush toy", "9503"), ("mugs", "6912")] {
        assert!(first(asked).starts_with(heading), "{asked}: {} {:?}", first(asked), tariff.find(asked, on, 3).note);
    }
    let found = tariff.find("cotton zeppelin", on, 3);
    assert_eq!(found.note.as_deref(), Some("No line has all of these words. The best lack: zeppelin."));
    assert!(found.lines.iter().all(|l| format!("{} {}", l.path.join(" "), l.description).to_lowercase().contains("cotton")), "{found:?}");
    assert_eq!(tariff.find("zeppelin", on, 3), tariff::TariffFound::default());
}

#[test]
fn a_dead_number_offers_the_closest_live_ones() {
    let tariff = Tariff::starter().unwrap();
    let found = tariff.find("6109.10.0099", "2026-06-10".parse().unwrap(), 50);
    assert_eq!(found.note.as_deref(), Some("6109.10.0099 is not in the Starter tariff (rates of 2026 HTS Revision 10). These live numbers are closest to it."));
    assert_eq!(found.lines.len(), 5);
    assert!(found.lines.iter().all(|l| l.enterable && l.number.starts_with("6109.10")));
}

#[test]
fn the_tree_is_walked_from_the_chapters_down() {
    let tariff = Tariff::starter().unwrap();
    let on = "2026-06-10".parse().unwrap();
    let chapters = tariff.browse(on, Under::Root).nodes;
    let apparel = chapters.iter().find(|c| c.chapter == "61").unwrap();
    assert_eq!((apparel.description.as_str(), apparel.enterable, apparel.notes.len()), ("Apparel, knitted or crocheted", false, 1));
    assert!(chapters.is_sorted_by_key(|c| c.chapter.clone()) && chapters.iter().all(|c| !c.description.is_empty()));
    let groups = tariff.browse(on, Under::Chapter("61")).nodes;
    assert_eq!((groups.len(), groups[0].description.as_str(), groups[0].number.as_deref()), (apparel.below, "Apparel, knitted", None));
    let lines = tariff.browse(on, Under::Row(groups[0].row.unwrap())).nodes;
    assert_eq!(lines.len(), groups[0].below);
    let shirts = lines.iter().find(|l| l.number.as_deref() == Some("6109.10.0012")).unwrap();
    assert!(shirts.enterable && shirts.general == "16.5%" && shirts.below == 0);
    // the way the search tells leads to the same row
    let line = tariff.line(&"6109.10.0012".parse().unwrap(), on).unwrap();
    assert_eq!(line.branch, [groups[0].row.unwrap(), shirts.row.unwrap()]);
    assert!(tariff.browse(on, Under::Chapter("77")).nodes.is_empty() && tariff.browse(on, Under::Row(99_999)).nodes.is_empty());
}

#[test]
fn the_official_tree_and_search_answer_at_once() {
    let Some(reference) = reference() else { return };
    let mut tariff = Tariff::starter().unwrap();
    tariff.add_edition(import(&reference, "hts_2026_rev_10.json.gz").0);
    let on = "2026-06-10".parse().unwrap();
    let chapters = tariff.browse(on, Under::Root).nodes;
    assert_eq!(chapters.len(), 98, "1 to 99 without 77");
    assert!(chapters.iter().all(|c| !c.description.is_empty() && c.below > 0));
    for asked in ["women cotton dress", "hoodie", "stainless steel kitchen knives", "6109", "bluetooth speaker", "wooden bed frame", "cotton zeppelin", "a"] {
        let start = std::time::Instant::now();
        let found = tariff.find(asked, on, 60);
        let took = start.elapsed();
        let first = found.lines.first().map(|l| format!("{} {} › {}", l.number, l.path.join(" › "), l.description)).unwrap_or_default();
        println!("{:>9.2} ms  {asked:<32} {:>3}  {first} {}", took.as_secs_f64() * 1000.0, found.lines.len(), found.note.unwrap_or_default());
    }
    let line = tariff.line(&"6109.10.0012".parse().unwrap(), on).unwrap();
    assert!(line.footnotes.iter().any(|n| n.contains("9903.88.15")), "{:?}", line.footnotes);
    assert_eq!(line.branch.len(), line.path.len() + 1);
}

#[test]
fn the_grammar_covers_the_official_edition() {
    let Some(reference) = reference() else { return };
    for file in ["hts_2025_basic.json.gz", "hts_2026_rev_4_usitc.csv", "hts_2026_rev_10.json.gz"] {
        let (edition, report) = import(&reference, file);
        println!("{}: {} rows, {} ten-digit lines, from {} to {:?}", report.edition, report.rows, report.lines, report.from, report.to);
        for (name, column, least) in [("general", &report.general, 9940), ("column 2", &report.column2, 9900)] {
            let points = column.basis_points();
            println!("  {name}: {} of {} understood = {}.{:02} %", column.understood, column.printed, points / 100, points % 100);
            for (family, count) in &column.families {
                println!("    {count:6} {family}");
            }
            assert!(points >= least, "{file}, {name}: {points}; {:?}", column.asks);
        }
        println!(
            "  without parent: {:?}\n  odd numbers: {:?}\n  unknown units: {:?}\n  unit mismatches: {}",
            report.without_parent,
            report.odd_numbers,
            report.unknown_units,
            report.unit_mismatches.len()
        );
        // the export itself indents some rows of chapters 98 and 99 wrongly
        assert!(report.odd_numbers.is_empty() && report.without_parent.iter().all(|row| row.contains(": 98") || row.contains(": 99")));
        assert!(edition.rows() > 35_000);
    }
    let (_, newest) = import(&reference, "hts_2026_rev_10.json.gz");
    println!("asks for the amount:\n  {}", newest.general.asks.join("\n  "));
    assert_eq!((newest.rows, newest.lines), (35_509, 19_856));
}

#[test]
fn the_two_shapes_of_one_edition_agree() {
    let Some(reference) = reference() else { return };
    let (json, _) = import(&reference, "hts_2026_rev_4.json.gz");
    let (csv, _) = import(&reference, "hts_2026_rev_4_usitc.csv");
    let (json_numbers, csv_numbers): (Vec<_>, Vec<_>) = (json.numbers().collect(), csv.numbers().collect());
    assert_eq!(json_numbers, csv_numbers);
    let apart: Vec<String> = json_numbers.into_iter().filter(|n| json.general(n) != csv.general(n)).map(ToString::to_string).collect();
    assert!(apart.is_empty(), "{apart:?}");
}

#[test]
fn starter_rates_agree_with_the_edition_they_come_from() {
    let Some(reference) = reference() else { return };
    let (edition, _) = import(&reference, "hts_2026_rev_10.json.gz");
    let on = edition.from();
    let starter = Tariff::starter().unwrap();
    let mut official = starter.clone();
    official.add_edition(edition);
    let lines: Vec<_> = (1..=97).flat_map(|chapter| starter.find(&format!("{chapter:02}"), on, 1000).lines).collect();
    assert!(lines.len() >= 400, "{}", lines.len());
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in &lines {
        let number: HtsNumber = line.number.parse().unwrap();
        let theirs = official.line(&number, on).unwrap();
        assert!(!theirs.is_starter && theirs.enterable, "{}", line.number);
        assert_eq!(
            (&line.general, tidy(&line.special), &line.column2, &line.units),
            (&theirs.general, tidy(&theirs.special), &theirs.column2, &theirs.units),
            "{}",
            line.number
        );
    }
    println!("{} starter lines agree", lines.len());
}

#[test]
fn a_new_edition_tells_what_it_changes() {
    let Some(reference) = reference() else { return };
    let mut tariff = Tariff::starter().unwrap();
    for file in ["hts_2025_basic.json.gz", "hts_2026_rev_10.json.gz"] {
        tariff.add_edition(import(&reference, file).0);
    }
    let numbers: Vec<HtsNumber> = ["6109.10.0012", "8507.60.0020", "8507.60.0090"].iter().map(|n| n.parse().unwrap()).collect();
    let changes = tariff.differences("2025 HTS Basic Edition", "2026 HTS Revision 10", &numbers).unwrap();
    let count = tariff.change_count("2025 HTS Basic Edition", "2026 HTS Revision 10").unwrap();
    assert_eq!((count.new, count.gone, count.rates, count.units), (223, 98, 0, 21));
    let said: Vec<String> = changes.iter().map(|c| format!("{} {} {}", c.number, c.what.join("; "), c.closest.join(" "))).collect();
    assert_eq!(said, ["8507.60.0020 is gone from 2026 HTS Revision 10 8507.60.0010 8507.60.0030 8507.60.0090", "8507.60.0090 is new in 2026 HTS Revision 10 "]);
    assert!(tariff.differences("2019 HTS", "2026 HTS Revision 10", &numbers).is_none());
}
