//! Retention, holds and purges through the command table.

mod bench;

use bench::Bench;
use serde_json::{Value, json};

/// A client with an old file on an entry, an old free file, and a new one; a second client with an old file.
fn four_files() -> (Bench, i64, i64) {
    let desk = Bench::new();
    let firm = json!({ "name": "Harbor Lane Customs Brokers", "filer_code": "9HB", "next_entry_number": 417, "last_entry_number": 999, "licence": "12345" });
    let known: Value = desk.call("status", json!({}))["firm"].clone();
    let mut all = known.as_object().unwrap().clone();
    all.extend(firm.as_object().unwrap().clone());
    desk.call("firm_save", json!({ "firm": all }));
    let (north, south) = (desk.client("Nordlicht Keramik GmbH"), desk.client("Southwind Traders"));
    desk.store(north, "old.csv", "2019-05-06", &[("NK-1", "Ada Quill", "1 Elm", "O-1", "920.00"), ("NK-2", "Bo Finch", "2 Elm", "O-2", "30.00")]);
    desk.store(north, "older.csv", "2018-05-06", &[("NK-3", "Cy Heron", "3 Elm", "O-3", "40.00")]);
    desk.store(north, "new.csv", "2026-11-20", &[("NK-4", "Di Wren", "4 Elm", "O-4", "50.00")]);
    desk.store(south, "south.csv", "2019-05-06", &[("ST-1", "Ed Rook", "5 Elm", "O-5", "60.00")]);
    (desk, north, south)
}

fn row<'a>(view: &'a Value, subject: &str) -> &'a Value {
    view["rows"].as_array().unwrap().iter().find(|row| row["subject"] == subject).unwrap_or_else(|| panic!("{subject}: {view:#}"))
}

fn refusal(desk: &Bench, name: &str, args: Value) -> String {
    desk.try_call(name, args).unwrap_err().message
}

fn purge(desk: &Bench, client: i64, subjects: &[&str]) -> Value {
    let seen = desk.call("purge_preview", json!({ "client_id": client, "subjects": subjects }));
    desk.run("records_purge", json!({ "client_id": client, "subjects": subjects, "token": seen["token"], "word": "PURGE" }))
}

#[test]
fn what_is_past_its_day_may_go_and_what_holds_it_is_said() {
    let (desk, north, _) = four_files();
    let view = desk.call("retention", json!({}));
    assert_eq!(view["sentence"], "3 records are past the day until which they must be kept; all of them may go.");
    let old = row(&view, "import:1");
    assert_eq!((&old["until"], &old["may_go"], &old["client_until"]), (&json!("2024-05-06"), &json!(true), &json!("2021-05-06")));
    assert_eq!(row(&view, "import:3")["may_go"], false);
    // The client's own terms are told as that, and as unverified.
    assert_eq!(view["client_terms"].as_array().unwrap().len(), 3);
    assert!(view["client_terms"][2]["sentence"].as_str().unwrap().starts_with("Packing lists: 60 days after the release"));
    assert_eq!(view["client_terms"][2]["citations"][0]["confidence"], "unverified");
    // A hold on one shipment holds the file it came in.
    let held = desk.ids("NK-1")[0];
    let view = desk.call("hold_set", json!({ "subject": format!("shipment:{held}"), "reason": "CBP audit 24-117" }));
    let old = row(&view, "import:1");
    assert_eq!((&old["may_go"], &old["stays"]), (&json!(false), &json!("Held since 23 Nov 2026 by DH: CBP audit 24-117.")));
    assert_eq!(view["sentence"], "3 records are past the day until which they must be kept; 2 of them may go.");
    assert_eq!(
        refusal(&desk, "purge_preview", json!({ "client_id": north, "subjects": ["import:1"] })),
        "File old.csv with 2 shipments is not purged. Held since 23 Nov 2026 by DH: CBP audit 24-117."
    );
    // One on the client holds everything of it, and nothing of the other.
    let view = desk.call("hold_set", json!({ "subject": format!("client:{north}"), "reason": "litigation" }));
    assert_eq!((&row(&view, "import:2")["may_go"], &row(&view, "import:4")["may_go"]), (&json!(false), &json!(true)));
    let view = desk.call("hold_lift", json!({ "id": 2, "why": "settled out of court" }));
    assert_eq!(row(&view, "import:2")["may_go"], true);
}

#[test]
fn a_purge_is_seen_first_meant_and_certified() {
    let (desk, north, south) = four_files();
    let seen = desk.call("purge_preview", json!({ "client_id": north }));
    assert_eq!(seen["records"].as_array().unwrap().len(), 2, "both old files of this client, none of the other");
    let said: Vec<&str> = seen["sentences"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(said[0], "These go for good: 2 files as received and 3 shipments with their decisions.");
    let ask = |word: &str, token: &Value| desk.try_run("records_purge", json!({ "client_id": north, "token": token, "word": word }), false);
    assert_eq!(ask("purge", &seen["token"]).unwrap_err().message, "Type PURGE to take these records out for good. Nothing was purged.");
    assert_eq!(ask("PURGE", &json!("another")).unwrap_err().message, "The records that may go have changed since you looked. Nothing was purged; look again.");
    let done = ask("PURGE", &seen["token"]).unwrap();
    assert_eq!(done["sentence"], "Purged: 2 files as received and 3 shipments with their decisions.");
    assert_eq!(desk.call("journal_verify", json!({}))["sound"], true);
    assert!(desk.ids("NK-1").is_empty() && desk.ids("NK-4").len() == 1 && desk.ids("ST-1").len() == 1);
    let certificate = std::fs::read(done["certificate"]["json"].as_str().unwrap()).unwrap();
    let data: Value = serde_json::from_slice(&certificate).unwrap();
    assert_eq!((&data["client"], data["records"].as_array().unwrap().len()), (&json!("Nordlicht Keramik GmbH"), 2));
    assert_eq!(data["event"]["seq"], done["purge"]["seq"].to_string());
    // Nobody who was on a parcel is named, and no other client.
    let text = String::from_utf8(certificate).unwrap();
    assert!(!["Ada Quill", "NK-1", "Southwind"].iter().any(|name| text.contains(name)), "{text}");
    // The certificate can be had again, byte for byte.
    let again = desk.call("purge_certificate", json!({ "seq": done["purge"]["seq"] }));
    let read = |path: &Value| std::fs::read(path.as_str().unwrap()).unwrap();
    assert_eq!(read(&again["pdf"]), read(&done["certificate"]["pdf"]));
    assert_ne!(again["pdf"], done["certificate"]["pdf"]);
    let view = desk.call("retention", json!({}));
    assert_eq!((view["purges"].as_array().unwrap().len(), &view["purges"][0]["client"]), (1, &json!("Nordlicht Keramik GmbH")));
    assert_eq!(refusal(&desk, "purge_certificate", json!({ "seq": 1 })), "Event 1 is no purge.");
    assert_eq!(refusal(&desk, "purge_preview", json!({ "client_id": north })), "No record of Nordlicht Keramik GmbH may go: every one must still be kept.");
    // The file is no stranger's now: it may come again, as new.
    purge(&desk, south, &["import:4"]);
    assert_eq!(desk.call("journal_verify", json!({}))["sound"], true);
}

#[test]
fn a_file_goes_with_its_entry_or_not_at_all() {
    let (desk, north, _) = four_files();
    let ids = desk.ids("NK-1");
    let made = desk.run("entries_make", json!({ "shipment_ids": ids, "entry_date": "2026-11-20", "carrier": "DHL" }));
    let number = made["made"][0]["number"].as_str().unwrap_or_else(|| panic!("{made:#}")).to_owned();
    let view = desk.call("retention", json!({}));
    let (file, entry) = (row(&view, "import:1"), row(&view, &format!("entry:{number}")));
    assert_eq!(file["group"], entry["group"]);
    assert_eq!(file["stays"], format!("Entry {number} goes with it, and is kept until 20 Nov 2031."));
    assert_eq!(row(&view, "import:2")["may_go"], true);
    let done = purge(&desk, north, &[]);
    assert_eq!(done["purge"]["sentence"], "1 file as received and 1 shipment with its decisions");
    assert!(desk.ids("NK-3").is_empty() && desk.ids("NK-1").len() == 1);
}

#[test]
fn a_pack_made_later_says_that_records_were_purged() {
    let (desk, north, south) = four_files();
    purge(&desk, north, &["import:2"]);
    for (client, says) in [(north, true), (south, false)] {
        let pack = workbench::headless::audit_pack(&desk.bench, json!({ "scope": { "kind": "client", "client_id": client } }), &|_, _, _| ()).unwrap();
        assert!(workbench::headless::verify_pack(&pack, None).sound);
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(pack)).unwrap();
        let data: Value = serde_json::from_reader(zip.by_name("data/gaps.json").unwrap()).unwrap();
        let gaps = data.to_string();
        let sentence = "Purged on 2026-11-23 by DH, past the years they had to be kept: 1 file as received and 1 shipment with its decisions (event ";
        assert_eq!(gaps.contains(sentence), says, "{gaps}");
    }
}

#[test]
fn restoring_a_backup_of_before_says_that_purged_records_come_back() {
    let (desk, north, _) = four_files();
    let backup = desk.call("backup", json!({}))["path"].as_str().unwrap().to_owned();
    purge(&desk, north, &["import:2"]);
    let seen = desk.call("purge_preview", json!({ "client_id": north }));
    assert!(seen["sentences"][2].as_str().unwrap().contains("still have them until they are rotated out; the oldest is of 23 Nov 2026."));
    let name = std::path::Path::new(&backup).file_name().unwrap().to_str().unwrap();
    let preview = desk.call("backup_preview", json!({ "name": name }));
    assert!(
        preview["sentence"].as_str().unwrap().ends_with("Records were purged since: restored, they are on the desk again, and want to be purged again."),
        "{preview:#}"
    );
    desk.call("backup_restore", json!({ "name": name }));
    assert_eq!(desk.ids("NK-3").len(), 1);
}
