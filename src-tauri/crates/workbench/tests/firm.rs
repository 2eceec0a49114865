//! The firm's own rules and CBP's report of agency flags, from the command table to the decision.

mod bench;

use bench::Bench;
use serde_json::{Value, json};
use workbench::ApiError;

impl Bench {
    /// A desk of an invented firm with the client Nordlicht.
    fn of_a_firm() -> Self {
        let bench = Self::new();
        bench.call("sample_client", json!({}));
        bench
    }

    fn client_without_authority(&self, name: &str) -> i64 {
        let client = json!({ "id": 0, "name": name, "importer_number": "98-7654321", "default_port": "4701", "default_mode": "air", "default_country_of_shipment": "DE",
            "address": { "name": name, "street": "5 Market St", "city": "Hamburg", "country": "DE" }, "power_of_attorney": null });
        self.call("client_save", json!({ "client": client }))["id"].as_i64().unwrap()
    }

    /// Stores parcels of the client, each to another person: bill, goods, value.
    fn store_goods(&self, client: i64, arrival: &str, parcels: &[(&str, &str, &str)]) {
        let mut csv = String::from("House bill,Consignee,Address,City,State,ZIP,Country,Order number,Description,HTS,Origin,Quantity,Value,Currency\n");
        for (bill, goods, value) in parcels {
            csv.push_str(&format!(
                "{bill},Ann {bill} Example,{} Oak Street,Springfield,IL,62704,US,O-{bill},{goods},8516.79.0000,DE,1,{value},USD\n",
                value.len() * 7 + bill.len()
            ));
        }
        let ticket = self.offer(&format!("{}.csv", parcels[0].0), csv);
        self.run("intake_store", json!({ "ticket": ticket, "client_id": client, "arrival": arrival }));
    }

    fn decision(&self, bill: &str) -> Value {
        let view = self.call("shipments_view", json!({ "query": { "text": bill, "routes": [], "sort": "bill" } }));
        self.call("shipment", json!({ "id": view["ids"][0] }))["decision"].clone()
    }

    fn import_pga(&self, text: &str) -> Result<Value, ApiError> {
        self.try_run("import_pga", json!({ "ticket": self.offer("pga.csv", text) }), false)
    }
}

fn said(decision: &Value, test: &str) -> String {
    decision["tests"].as_array().unwrap().iter().find(|t| t["id"] == test).unwrap()["because"].as_str().unwrap().to_owned()
}

const KETTLE: &str = "stainless steel electric kettle";

fn limit(ceiling: &str) -> Value {
    json!({ "limits": [{ "ceiling": ceiling, "reason": "the insurer asks for it", "from": "2024-01-01", "last_day": "2024-12-31" }] })
}

#[test]
fn a_stricter_limit_changes_the_next_decision_and_is_named_in_it() {
    let desk = Bench::of_a_firm();
    let north = desk.client_without_authority("Nordlicht");
    desk.store_goods(north, "2024-06-03", &[("NK-1", KETTLE, "450.00")]);
    assert_eq!(desk.decision("NK-1")["route"], "section-321");
    let before = desk.call("status", json!({}))["rulebook"]["version"].clone();

    let saved = desk.call("firm_rules_save", json!({ "rules": limit(" 400 ") }));
    assert_eq!(
        saved["rules"]["limits"][0],
        json!({ "ceiling": "400.00", "reason": "the insurer asks for it", "from": "2024-01-01", "last_day": "2024-12-31" })
    );
    let version = saved["rulebook"]["version"].as_str().unwrap();
    let firm = desk.call("status", json!({}))["firm"]["name"].as_str().unwrap().to_owned();
    assert!(version != before && version.ends_with(&format!("with {firm}")), "{version}");
    assert_eq!(desk.decision("NK-1")["route"], "section-321", "what was decided stays on record as it was");

    desk.store_goods(north, "2024-06-04", &[("NK-2", KETTLE, "450.00"), ("NK-30", KETTLE, "399.00")]);
    let decided = desk.decision("NK-2");
    assert_eq!(decided["route"], "review");
    let because = said(&decided, "firm-rules");
    assert!(because.starts_with(&format!("{firm} looks at everything above $400.00 (its own rule since 1 Jan 2024): the insurer asks for it.")), "{because}");
    assert_eq!(desk.decision("NK-30")["route"], "section-321");
    desk.store_goods(north, "2025-01-01", &[("NK-400", KETTLE, "450.00")]);
    assert_eq!(desk.decision("NK-400")["route"], "section-321", "the rule ended with its last day");

    // It is in the desk file, and in the journal.
    let desk = desk.again();
    assert_eq!(desk.call("firm_rules", json!({}))["rules"], saved["rules"]);
    assert!(desk.call("journal", json!({ "limit": 20 })).to_string().contains("setting:firm-rules"));
    assert_eq!(desk.call("journal_verify", json!({}))["sound"], true);
    let none = desk.call("firm_rules_save", json!({ "rules": {} }));
    assert_eq!((&none["text"], &none["rulebook"]["version"]), (&json!(""), &before));
}

#[test]
fn stored_shipments_are_decided_anew_when_asked_and_nothing_old_is_lost() {
    let desk = Bench::of_a_firm();
    let client = json!({ "id": 0, "name": "Nordlicht", "importer_number": "98-7654321", "default_port": "4701", "default_mode": "air", "default_country_of_shipment": "DE",
        "address": { "name": "Nordlicht", "street": "5 Market St", "city": "Hamburg", "country": "DE" }, "power_of_attorney": { "signer": "Greta Sample", "signed": "2020-01-02" } });
    let north = desk.call("client_save", json!({ "client": client }))["id"].as_i64().unwrap();
    desk.store_goods(
        north,
        "2024-06-03",
        &[("NK-1", KETTLE, "450.00"), ("NK-20", KETTLE, "399.00"), ("NK-300", KETTLE, "900.00"), ("NK-4000", KETTLE, "950.00")],
    );
    for bill in ["NK-300", "NK-4000"] {
        let view = desk.call("shipments_view", json!({ "query": { "text": bill, "routes": [], "sort": "bill" } }));
        let made = desk.run("entries_make", json!({ "shipment_ids": view["ids"], "carrier": "LH" }));
        let number = &made["made"][0]["number"];
        if bill == "NK-4000" {
            desk.call("entry_state", json!({ "number": number, "state": "ready" }));
            desk.call("entry_state", json!({ "number": number, "state": "filed" }));
        }
    }
    desk.call("firm_rules_save", json!({ "rules": limit("400") }));

    let outside = desk.run("decide_again", json!({ "from": "2025-01-01" }));
    assert_eq!(outside["sentence"], "No stored shipment was decided anew.");
    let again = desk.run("decide_again", json!({ "from": "2024-06-01", "to": "2024-06-30" }));
    assert_eq!((&again["shipments"], &again["stopped"]), (&json!(3), &json!(false)), "what was filed is left: {again}");
    assert_eq!(desk.decision("NK-1")["route"], "review");
    assert_eq!(desk.decision("NK-20")["route"], "section-321");
    assert_eq!(desk.decision("NK-4000")["route"], "informal", "it stands by the rules it was filed under");
    let once_more = desk.run("decide_again", json!({}));
    assert_eq!(once_more["sentence"], "3 shipments decided anew; every decision stays as it was.");
    assert_eq!(desk.call("journal_verify", json!({}))["sound"], true);
    assert!(desk.try_run("decide_again", json!({ "from": "2024-06-30", "to": "2024-06-01" }), false).unwrap_err().message.contains("before it begins"));
}

#[test]
fn barred_shippers_and_watch_words_want_a_person() {
    let desk = Bench::of_a_firm();
    let (north, south) = (desk.client_without_authority("Nordlicht GmbH"), desk.client_without_authority("Suedwind"));
    desk.call(
        "firm_rules_save",
        json!({ "rules": {
            "barred": [{ "shipper": "NORDLICHT", "reason": "unpaid bills", "from": "2024-01-01" }],
            "watches": [{ "words": ["kettle"], "reason": "recall of spring", "from": "2024-01-01" }] } }),
    );
    desk.store_goods(north, "2024-06-03", &[("NK-1", "cotton bath towel", "20.00")]);
    desk.store_goods(south, "2024-06-03", &[("SW-22", KETTLE, "20.00"), ("SW-333", "steel toaster", "20.00")]);
    assert_eq!(desk.decision("NK-1")["route"], "review");
    assert!(said(&desk.decision("NK-1"), "firm-rules").contains("does not serve the shipper “NORDLICHT” (its own rule since 1 Jan 2024): unpaid bills."));
    assert!(said(&desk.decision("SW-22"), "firm-rules").contains("recall of spring"));
    assert!(said(&desk.decision("SW-333"), "firm-rules").starts_with("No rule of "));
}

#[test]
fn rules_that_are_not_right_are_refused_by_row_and_column_and_nothing_changes() {
    let desk = Bench::of_a_firm();
    desk.call("firm_rules_save", json!({ "rules": limit("400.00") }));
    let before = desk.call("firm_rules", json!({}));
    assert_eq!(
        desk.refused("firm_rules_save", json!({ "rules": limit("800.00") })),
        "Value limits, row 1, ceiling: $800.00 is not below the law's $800.00; the firm's own limit may only be stricter"
    );
    let barred = json!([{ "shipper": "Acme", "reason": "unpaid", "from": "2024-01-01" }, { "shipper": " ", "reason": "unpaid", "from": "2024-01-01" }]);
    assert_eq!(desk.refused("firm_rules_save", json!({ "rules": { "barred": barred } })), "Barred shippers, row 2, shipper: give the shipper's name");
    let day = desk.refused("firm_rules_save", json!({ "rules": { "barred": [{ "shipper": "Acme", "reason": "unpaid", "from": "June" }] } }));
    assert!(day.starts_with("`firm_rules_save` was asked for something it does not understand"), "{day}");
    assert_eq!(desk.call("firm_rules", json!({})), before);
}

#[test]
fn a_dry_run_counts_what_would_differ_and_stores_nothing() {
    let desk = Bench::of_a_firm();
    let (north, south) = (desk.client_without_authority("Nordlicht"), desk.client_without_authority("Suedwind"));
    desk.store_goods(north, "2024-06-03", &[("NK-1", KETTLE, "450.00"), ("NK-22", KETTLE, "40.00")]);
    // The same bill of another client is another parcel.
    desk.store_goods(south, "2024-06-05", &[("NK-22", KETTLE, "620.00")]);
    desk.store_goods(north, "2024-09-01", &[("NK-4444", KETTLE, "450.00")]);
    let events = desk.call("status", json!({}))["journal"].clone();
    let dry = |rules: Value, from: &str, to: &str| desk.try_run("rules_dry_run", json!({ "rules": rules, "from": from, "to": to }), false);

    let answer = dry(limit("400.00"), "2024-06-01", "2024-06-30").unwrap();
    assert_eq!((&answer["shipments"], &answer["differ"]), (&json!(3), &json!(2)), "{answer}");
    assert_eq!(answer["sentence"], "With these rules 2 of 3 decisions between 1 Jun 2024 and 30 Jun 2024 differ.");
    let rows: Vec<_> =
        answer["rows"].as_array().unwrap().iter().map(|r| (r["bill"].clone(), r["client"].clone(), r["now"].clone(), r["then"].clone())).collect();
    let row = |bill: &str, client: &str| (json!(bill), json!(client), json!("section-321"), json!("review"));
    assert_eq!(rows, [row("NK-1", "Nordlicht"), row("NK-22", "Suedwind")]);
    assert!(answer["rows"][0]["because"].as_str().unwrap().contains("looks at everything above $400.00"));

    assert_eq!(
        dry(limit("700.00"), "2024-06-01", "2024-06-30").unwrap()["sentence"],
        "With these rules all 3 decisions between 1 Jun 2024 and 30 Jun 2024 stay as they are."
    );
    assert_eq!(dry(limit("400.00"), "2023-06-01", "2023-06-01").unwrap()["sentence"], "No stored shipment arrived on 1 Jun 2023.");
    assert_eq!(dry(limit("400.00"), "2024-06-30", "2024-06-01").unwrap_err().message, "The period ends on 2024-06-01, before it begins on 2024-06-30.");
    assert!(dry(limit("900.00"), "2024-06-01", "2024-06-30").unwrap_err().message.starts_with("Value limits, row 1, ceiling:"));
    assert_eq!(desk.call("status", json!({}))["journal"], events, "trying leaves no trace");
    assert_eq!(desk.call("firm_rules", json!({}))["text"], "");

    // Against rules in force, taking them away is a difference too.
    desk.call("firm_rules_save", json!({ "rules": limit("400.00") }));
    let without = dry(json!({}), "2024-06-01", "2024-06-30").unwrap();
    assert_eq!((&without["differ"], &without["rows"][0]["now"]), (&json!(2), &json!("review")));
}

const REPORT: &str =
    "HTS Date:,2/21/2026,,\n,,,\nTariff Number,Description,PGA 1,PGA 2\n8516790000,OTHER ELECTROTHERMIC APPLIANCES,FD2,\n6302600020,TOWELS,,\n";

#[test]
fn cbps_own_table_outranks_the_books_prefixes() {
    let desk = Bench::of_a_firm();
    let north = desk.client_without_authority("Nordlicht");
    desk.store_goods(north, "2025-08-01", &[("NK-1", KETTLE, "40.00")]);
    assert_eq!(desk.decision("NK-1")["route"], "section-321");

    let loaded = desk.import_pga(REPORT).unwrap();
    let info = json!({ "file": "pga.csv", "edition": "2026-02-21", "numbers": 2, "flagged": 1, "flags": ["FD2"], "in_force": true });
    assert_eq!(loaded, info);
    desk.store_goods(north, "2025-08-02", &[("NK-22", KETTLE, "40.00")]);
    let decided = desk.decision("NK-22");
    assert_ne!(decided["route"], "section-321");
    assert!(said(&decided, "partner-agency").contains("CBP's table"), "{}", said(&decided, "partner-agency"));

    // An older report is kept, but the newer one goes on deciding; and both are there when the desk is opened again.
    let older = desk.import_pga(&REPORT.replace("2/21/2026", "1/5/2026").replace("FD2", "")).unwrap();
    assert_eq!(older["in_force"], false);
    let desk = desk.again();
    let reports = desk.call("pga_reports", json!({}));
    assert_eq!((&reports[0], &reports[1]["edition"]), (&info, &json!("2026-01-05")));
    desk.store_goods(desk.call("clients", json!({}))[0]["client"]["id"].as_i64().unwrap(), "2025-08-03", &[("NK-333", KETTLE, "40.00")]);
    assert_ne!(desk.decision("NK-333")["route"], "section-321");
}

#[test]
fn a_broken_report_names_row_and_column_and_is_not_kept() {
    let desk = Bench::of_a_firm();
    let refused = desk.import_pga(&REPORT.replace("6302600020", "630260")).unwrap_err().message;
    assert_eq!(refused, "pga.csv, row 5, column Tariff Number: `630260` is not a tariff number of ten digits; a spreadsheet may have dropped leading zeros");
    assert_eq!(desk.call("pga_reports", json!({})), json!([]));
}
