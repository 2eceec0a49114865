//! Use cases over a real desk file: people across clients, edits, entries, confidentiality.

mod bench;

use bench::Bench;
use serde_json::json;

#[test]
fn a_run_of_parcels_to_one_person_is_seen_over_files_and_days() {
    let desk = Bench::new();
    let north = desk.client("Nordlicht");
    let asked = |bill: &str| {
        let detail = desk.detail(bill);
        let tests = detail["decision"]["tests"].as_array().unwrap();
        tests.iter().find(|t| t["id"] == "repeated-shipments").unwrap()["outcome"].as_str().unwrap().to_owned()
    };
    for (file, day, bill) in [("a.csv", "2024-06-03", "NK-1"), ("b.csv", "2024-06-05", "NK-2"), ("c.csv", "2024-06-20", "NK-9")] {
        desk.store(north, file, day, &[(bill, "Ann Example", "12 Oak Street", bill, "790.00")]);
    }
    assert_eq!([asked("NK-1"), asked("NK-2"), asked("NK-9")], ["pass", "pass", "pass"], "two kettles are a kettle and a present");
    desk.store(north, "d.csv", "2024-06-07", &[("NK-3", "Ann Example", "12 Oak Street", "NK-3", "790.00")]);
    assert_eq!([asked("NK-1"), asked("NK-2"), asked("NK-3")], ["review", "review", "review"], "three within a week, each just under the limit");
    assert_eq!(asked("NK-9"), "pass", "it came two weeks later");
    desk.store(north, "e.csv", "2024-06-08", &[("NK-4", "Bo Other", "12 Oak Street", "NK-4", "790.00")]);
    assert_eq!(asked("NK-4"), "pass", "another person");
}

#[test]
fn a_second_clients_file_changes_what_was_decided_about_the_first() {
    let desk = Bench::new();
    let (north, south) = (desk.client("Nordlicht"), desk.client("Suedwind"));
    desk.store(north, "n.csv", "2024-06-03", &[("NK-1", "Ann Example", "12 Oak Street", "N1", "450.00")]);
    assert_eq!(desk.detail("NK-1")["decision"]["route"], "section-321");

    let stored = desk.store(south, "s.csv", "2024-06-03", &[("SW-9", "EXAMPLE, ANN", "12 Oak St.", "S9", "400.00")]);
    assert_eq!(stored["redecided"], 1);
    let first = desk.detail("NK-1");
    assert_eq!(first["decision"]["route"], "informal");
    assert_eq!(first["decision"]["person_day_total"], "850.00");
    assert_eq!(first["decisions"], 2, "the first decision is still on record");

    // Neither client's view holds the other's bill, order or name; the person and the amount it does.
    let seen = first.to_string();
    for secret in ["SW-9", "S9\"", "Suedwind"] {
        assert!(!seen.contains(secret), "{secret} of another client is in the view: {seen}");
    }
    let parcels = first["person_day"]["parcels"].as_array().unwrap();
    assert!(parcels.iter().any(|p| p["client"] == "another client" && p["value_usd"] == "400.00" && p["bill"] == ""));
    assert!(!desk.detail("SW-9").to_string().contains("NK-1"));
}

#[test]
fn a_chain_of_contacts_is_followed_to_its_end_over_three_files() {
    let desk = Bench::new();
    let north = desk.client("Nordlicht");
    let send = |name: &str, row: &str| {
        let csv = format!("House bill,Consignee,Address,City,State,ZIP,Country,E-mail,Phone,Description,HTS,Origin,Quantity,Value,Currency\n{row}\n");
        let ticket = desk.offer(name, csv.into_bytes());
        desk.run("intake_store", json!({ "ticket": ticket, "client_id": north, "arrival": "2024-06-03" }))
    };
    send("c.csv", "C-1,Ann Example,77 Pine Road,Springfield,IL,62704,US,,217-555-0177,kettle,8516.79.0000,DE,1,300.00,USD");
    send("b.csv", "B-1,Ann Example,5 Elm Court,Springfield,IL,62704,US,ann@example.com,217-555-0177,kettle,8516.79.0000,DE,1,300.00,USD");
    assert_eq!(desk.detail("C-1")["decision"]["person_day_total"], "600.00");
    // A shares nothing with C but the person between them: her e-mail is B's, B's telephone is C's.
    send("a.csv", "A-1,Ann Example,12 Oak Street,Springfield,IL,62704,US,ann@example.com,,kettle,8516.79.0000,DE,1,300.00,USD");
    for bill in ["A-1", "B-1", "C-1"] {
        let decision = &desk.detail(bill)["decision"];
        assert_eq!((&decision["person_day_total"], &decision["route"]), (&json!("900.00"), &json!("informal")), "{bill}");
    }
}

#[test]
fn packs_of_one_client_hold_nothing_of_another() {
    let desk = Bench::new();
    let (north, south) = (desk.client("Nordlicht"), desk.client("Suedwind"));
    desk.store(north, "n.csv", "2024-06-03", &[("NK-1", "Ann Example", "12 Oak Street", "N1", "450.00")]);
    desk.store(south, "s.csv", "2024-06-03", &[("SW-9", "EXAMPLE, ANN", "12 Oak St.", "S9", "400.00")]);
    let saved = desk.run("audit_export", json!({ "scope": { "kind": "client", "client_id": north } }));
    let bytes = std::fs::read(saved["path"].as_str().unwrap()).unwrap();
    let ticket = desk.offer("pack.zip", bytes);
    let verdict = desk.call("audit_verify", json!({ "ticket": ticket }));
    assert_eq!(verdict["sound"], true, "{verdict}");
    let journal = desk.call("journal", json!({ "limit": 50 }));
    assert!(journal.to_string().contains("Suedwind"), "the broker's own journal has both");
}

#[test]
fn an_edit_decides_anew_marks_the_entry_stale_and_can_be_taken_back() {
    let desk = Bench::new();
    desk.call("sample_client", json!({}));
    let north = desk.client("Nordlicht");
    desk.store(north, "n.csv", "2024-06-03", &[("NK-1", "Ann Example", "12 Oak Street", "N1", "900.00")]);
    let id = desk.ids("NK-1")[0];
    let made = desk.run("entries_make", json!({ "shipment_ids": [id], "carrier": "LH" }));
    let number = made["made"][0]["number"].as_str().unwrap().to_owned();
    assert_eq!(number, "9HB-1000001-8");
    let again = desk.run("entries_make", json!({ "shipment_ids": [id] }));
    assert!(again["refused"][0]["why"].as_str().unwrap().contains(&number));

    let mut shipment = desk.detail("NK-1")["shipment"].clone();
    shipment["lines"][0]["value"] = json!("700.00");
    desk.call("shipment_save", json!({ "id": id, "shipment": shipment }));
    assert_eq!(desk.detail("NK-1")["decision"]["route"], "section-321");
    assert_eq!(desk.call("entry", json!({ "number": number }))["stale"], true);
    let refused = desk.try_call("entry_state", json!({ "number": number, "state": "ready" })).unwrap_err();
    assert!(refused.message.contains("Build it again"), "{refused}");

    desk.call("undo", json!({}));
    assert_eq!(desk.detail("NK-1")["shipment"]["lines"][0]["value"], "900.00");
    assert_eq!(desk.try_call("undo", json!({})).unwrap_err().message, "There is nothing to undo.");
    assert_eq!(desk.call("journal_verify", json!({}))["sound"], true);
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    let desk = Bench::new();
    let north = desk.client("Nordlicht");
    let ticket = desk.offer("n.csv", b"House bill,Consignee,Description,Value,Currency\nA-1,Ann,tea,5.00,USD\n".to_vec());
    let stopped = desk.try_run("intake_store", json!({ "ticket": ticket, "client_id": north, "arrival": "2024-06-03" }), true).unwrap_err();
    assert_eq!(stopped.code, "cancelled");
    assert_eq!(desk.call("imports", json!({})), json!([]));
}

#[test]
fn an_entry_needs_a_power_of_attorney_that_covers_its_date() {
    let desk = Bench::new();
    desk.call("sample_client", json!({}));
    let late = json!({ "id": 0, "name": "Late Signer", "importer_number": "98-7654321", "default_port": "4701", "default_mode": "air", "default_country_of_shipment": "DE",
        "power_of_attorney": { "signer": "L. Sample", "signed": "2024-06-04" } });
    let id = desk.call("client_save", json!({ "client": late }))["id"].as_i64().unwrap();
    desk.store(id, "l.csv", "2024-06-03", &[("LS-1", "Ann Example", "12 Oak Street", "N1", "900.00")]);
    let plan = desk.call("entries_plan", json!({ "shipment_ids": desk.ids("LS-1") }));
    assert!(plan["refused"][0]["why"].as_str().unwrap().contains("signed on 2024-06-04"), "{plan}");
}

#[test]
fn the_date_machine_shows_the_same_parcel_under_another_days_law() {
    let desk = Bench::new();
    let north = desk.client("Nordlicht");
    desk.store(north, "n.csv", "2024-06-03", &[("NK-1", "Ann Example", "12 Oak Street", "N1", "90.00")]);
    let id = desk.ids("NK-1")[0];
    let answer = desk.call("what_if", json!({ "id": id, "arrival": "2026-11-20" }));
    assert_eq!(answer["as_is"]["route"], "section-321");
    assert_eq!(answer["changed"]["route"], "informal");
    assert_eq!(answer["changed"]["would_have_qualified"], true);
    assert!(answer["differs"].as_array().unwrap().iter().any(|t| t == "exemption-in-force"));
}

#[test]
fn unknown_commands_and_arguments_are_refused_with_a_sentence() {
    let desk = Bench::new();
    assert!(desk.try_call("format_disk", json!({})).unwrap_err().message.contains("format_disk"));
    assert_eq!(desk.try_call("shipment", json!({ "id": "x" })).unwrap_err().code, "bad-arguments");
    assert_eq!(desk.try_call("shipment", json!({ "id": 77 })).unwrap_err().code, "not-found");
    assert!(desk.try_call("set_user", json!({ "name": " " })).unwrap_err().message.contains("name or initials"));
}
