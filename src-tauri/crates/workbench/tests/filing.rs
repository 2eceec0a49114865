//! Files for the filing software, and what comes back from it.

mod bench;

use bench::Bench;
use serde_json::{Value, json};

/// A desk with two entries, complete and ready but for what a test takes away.
fn ready() -> (Bench, Vec<String>) {
    let bench = Bench::new();
    bench.call("sample_client", json!({}));
    let client = bench.client("Suedwind");
    bench.store(client, "s.csv", "2026-11-20", &[("SW-1", "Ann Example", "12 Oak St", "S1", "90.00"), ("SW-2", "Bob Example", "2 Elm St", "S2", "120.00")]);
    let made = bench.run("entries_make", json!({ "shipment_ids": bench.ids(""), "carrier": "LH", "master_bill": "020-12345675" }));
    let mut numbers: Vec<String> = made["made"].as_array().unwrap().iter().map(|e| e["number"].as_str().unwrap().to_owned()).collect();
    numbers.sort();
    for (n, number) in numbers.iter().enumerate() {
        let mut blocks = bench.call("entry", json!({ "number": number }))["summary"].clone();
        for (block, value) in [
            ("bills", json!(["020-12345675", format!("SW-{}", n + 1)])),
            ("manufacturer_id", json!("DESUEHAN12HAM")),
            ("export_date", json!("2026-11-19")),
            ("location", json!("E372")),
            ("file_number", json!(format!("SW-{}", n + 1))),
        ] {
            blocks[block] = value;
        }
        bench.call("entry_save", blocks);
        bench.call("entry_state", json!({ "number": number, "state": "ready", "note": "" }));
    }
    (bench, numbers)
}

fn reasons(answer: &Value) -> Vec<String> {
    let told = |r: &Value| ["entry", "record", "field", "because"].map(|k| r[k].as_str().unwrap().to_owned()).join(" | ");
    answer["reasons"].as_array().unwrap().iter().map(told).collect()
}

#[test]
fn ready_entries_become_a_file_of_80_columns() {
    let (bench, numbers) = ready();
    let answer = bench.run("catair_export", json!({ "numbers": numbers, "kind": "AE", "trip": "LH404", "packages_per_bill": 1 }));
    assert_eq!(reasons(&answer), [""; 0]);
    let text = std::fs::read_to_string(answer["path"].as_str().unwrap()).unwrap();
    assert_eq!(text.lines().filter(|l| l.starts_with("10A9HB")).count(), 2);
    assert_eq!(text.lines().count() as u64, answer["records"].as_u64().unwrap());
    assert!(text.lines().all(|l| l.len() == 80));
    assert!(answer["notes"].to_string().contains("left to the filing software"));
    let answer = bench.run("catair_export", json!({ "numbers": numbers, "kind": "SE", "trip": "LH404", "packages_per_bill": 1 }));
    assert_eq!(reasons(&answer), [""; 0]);
}

#[test]
fn a_file_that_would_be_rejected_is_not_written() {
    let (bench, numbers) = ready();
    let answer = bench.run("catair_export", json!({ "numbers": numbers, "kind": "AE" }));
    assert_eq!(answer["path"], Value::Null);
    assert_eq!(
        reasons(&answer)[0],
        format!(
            "{} | 22 | packages | block 34B, the manifest quantity, is empty on every line: fill it, or say how many packages each house bill has",
            numbers[0]
        )
    );
    assert!(!bench.folder.path().join("documents/exports").exists(), "nothing is left on the disk");
    bench.call("entry_state", json!({ "number": numbers[1], "state": "void", "note": "wrong consignee" }));
    let answer = bench.run("catair_export", json!({ "numbers": numbers, "kind": "AE", "packages_per_bill": 1 }));
    assert_eq!(reasons(&answer), [format!("{} |  | state of the entry | it is void: nothing is filed under its number", numbers[1])]);
    let said = bench.try_run("catair_export", json!({ "numbers": [], "kind": "AE" }), false).unwrap_err().message;
    assert_eq!(said, "Choose the entries to write: at least one, and 9999 at most.");
}

fn offer(bench: &Bench, csv: String) -> String {
    bench.bench.offer("status.csv", csv.into_bytes()).ticket
}

#[test]
fn a_status_file_is_shown_and_then_taken_whole() {
    let (bench, numbers) = ready();
    let csv = format!(
        "Entry No.;Status;Status date;Remarks\n{};Accepted;11/21/2026;\n{};Accepted;2026-11-21;\n{};Released;11/22/2026 08:10;by 1C\n",
        numbers[0],
        numbers[1].replace('-', ""),
        numbers[0]
    );
    let ticket = offer(&bench, csv);
    let preview = bench.call("status_preview", json!({ "ticket": ticket }));
    assert_eq!(preview["columns"], json!({ "number": "Entry No.", "state": "Status", "date": "Status date", "note": "Remarks" }));
    assert_eq!((&preview["changes"], &preview["problems"]), (&json!(3), &json!(0)), "{preview}");
    assert_eq!(preview["sentence"], "3 rows would change an entry, 0 rows would not.");
    assert_eq!(bench.call("entry", json!({ "number": numbers[0] }))["state"], "ready", "a preview changes nothing");
    assert_eq!(bench.call("status_apply", json!({ "ticket": ticket }))["sentence"], "3 steps taken on 2 entries.");
    assert_eq!(bench.call("entry", json!({ "number": numbers[0] }))["state"], "released");
    assert_eq!(bench.call("entry", json!({ "number": numbers[1] }))["state"], "filed");
    let again = bench.call("status_preview", json!({ "ticket": offer(&bench, format!("Entry,Status\n{},filed\n", numbers[1])) }));
    assert_eq!((&again["same"], &again["sentence"]), (&json!(1), &json!("The desk knows all of this already.")));
    assert_eq!(bench.call("journal_verify", json!({}))["sound"], true);
}

#[test]
fn one_row_that_cannot_be_done_keeps_all_from_being_done() {
    let (bench, numbers) = ready();
    let csv = format!(
        "Entry number,Status,Date\n{},filed,2026-11-21\n9HB-9999999-8,filed,2026-11-21\n9HB-1999999-6,filed,2026-11-21\n{},paid,2026-11-21\n{},lost,2026-11-21\n{},filed,yesterday\n",
        numbers[0], numbers[1], numbers[1], numbers[1]
    );
    let ticket = offer(&bench, csv);
    let preview = bench.call("status_preview", json!({ "ticket": ticket }));
    let because: Vec<&str> = preview["rows"].as_array().unwrap().iter().map(|r| r["because"].as_str().unwrap()).collect();
    assert_eq!(because[0], "");
    assert!(because[1].contains("check digit"), "{because:?}");
    assert_eq!(because[2], "9HB-1999999-6 is not an entry of this desk");
    assert!(because[3].contains("it cannot become paid"), "{because:?}");
    assert_eq!(because[4], "`lost` is no status the desk knows");
    assert_eq!(because[5], "`yesterday` is not a day, like 2026-11-23 or 11/23/2026");
    let refused = bench.try_call("status_apply", json!({ "ticket": ticket })).unwrap_err().message;
    assert_eq!(refused, "5 rows cannot be done: put the file right, or leave them out of it. Nothing is changed while one is there.");
    assert_eq!(bench.call("entry", json!({ "number": numbers[0] }))["state"], "ready");
    let said = |csv: &str| bench.try_call("status_preview", json!({ "ticket": offer(&bench, csv.into()) })).unwrap_err().message;
    assert_eq!(
        said("Number of pages,Colour\n1,red\n"),
        "Say which column has the entry number and which the status. The columns are: Number of pages, Colour."
    );
    assert_eq!(said("just words\n"), "status.csv: a status file has at least two columns, the entry number and its status");
}
