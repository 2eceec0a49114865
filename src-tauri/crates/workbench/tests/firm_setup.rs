//! The firm's numbers and ports, the identifiers it types, and the authority of its clients.

mod bench;

use bench::Bench;
use serde_json::{Value, json};

fn firm(bench: &Bench, change: Value) -> Result<Value, String> {
    bench.call("sample_client", json!({}));
    let mut firm = bench.call("status", json!({}))["firm"].clone();
    for (key, value) in change.as_object().unwrap() {
        firm[key] = value.clone();
    }
    bench.try_call("firm_save", json!({ "firm": firm })).map_err(|e| e.message)
}

#[test]
fn a_firm_is_refused_with_every_fault_named() {
    let bench = Bench::new();
    let said = firm(
        &bench,
        json!({ "surety": "99", "default_port": "JFK", "ports": ["4701", "4601", "4701"], "next_entry_number": 5, "last_entry_number": 20,
            "further_ranges": [{ "first": 20, "last": 30, "note": "" }] }),
    )
    .unwrap_err();
    for part in [
        "The ranges 5 to 20 and 20 to 30 overlap: a number would be drawn twice.",
        "`99` is not a surety code: it has three digits; 999 where no bond is required.",
        "`JFK` is not a port code: Schedule D has four digits, like 4701 for New York JFK.",
        "Port 4701 is named twice, the second time in place 3.",
    ] {
        assert!(said.contains(part), "{said}");
    }
    firm(&bench, json!({ "ports": ["4701"], "mailing_address": { "name": "Harbor", "city": "Jamaica" }, "email": "desk@example.com" })).unwrap();
}

#[test]
fn numbers_running_low_are_said_here_and_on_today() {
    let bench = Bench::new();
    firm(&bench, json!({ "next_entry_number": 1_000_001, "last_entry_number": 1_000_020 })).unwrap();
    let numbers = bench.call("numbers", json!({}));
    assert_eq!(numbers["sentence"], "20 entry numbers are left. Enter the next range before they run out.");
    assert_eq!((&numbers["low"], &numbers["next"]), (&json!(true), &json!("9HB-1000001-8")));
    assert!(bench.call("overview", json!({}))["attention"].to_string().contains("20 entry numbers are left"));
    firm(&bench, json!({ "further_ranges": [{ "first": 2_000_000, "last": 2_000_999, "note": "second" }] })).unwrap();
    let numbers = bench.call("numbers", json!({}));
    assert_eq!((&numbers["left"], &numbers["low"]), (&json!(1020), &json!(false)));
    let view = bench.call("numbers_set_aside", json!({ "first": 2_000_000, "last": 2_000_009, "why": "misprinted" }));
    assert_eq!(view["left"], 1010, "numbers set aside are not left");
    bench.call("numbers_set_aside", json!({ "first": 1_000_001, "last": 1_000_002, "why": "used in the ABI program" }));
    let numbers = bench.call("numbers", json!({}));
    assert_eq!((&numbers["spent"], &numbers["without_entry"][11]["why"]), (&json!(12), &json!("used in the ABI program")));
    assert_eq!(bench.call("journal_verify", json!({}))["sound"], true);
}

#[test]
fn ports_are_the_brokers_to_correct() {
    let bench = Bench::new();
    let name = |ports: &Value, code: &str| ports.as_array().unwrap().iter().find(|p| p["code"] == code).map(|p| p["name"].clone());
    let ports = bench.call("ports", json!({}));
    assert_eq!(name(&ports, "4701").unwrap(), "John F. Kennedy International Airport");
    let ports = bench.call("port_save", json!({ "port": { "code": "4772", "name": " Express  hub ", "state": "ny" } }));
    assert_eq!(name(&ports, "4772").unwrap(), "Express hub");
    let ports = bench.call("port_save", json!({ "port": { "code": "4701", "name": "JFK", "state": "NY" } }));
    assert_eq!(name(&ports, "4701").unwrap(), "JFK");
    let ports = bench.call("port_remove", json!({ "code": "0101" }));
    assert_eq!(name(&ports, "0101"), None);
    let refused = |port: Value| bench.try_call("port_save", json!({ "port": port })).unwrap_err().message;
    assert_eq!(
        refused(json!({ "code": "47A1", "name": "x", "state": "NY" })),
        "`47A1` is not a port code: Schedule D has four digits, like 4701 for New York JFK."
    );
    assert_eq!(refused(json!({ "code": "4799", "name": " ", "state": "NY" })), "Port 4799 needs a name.");
    assert_eq!(refused(json!({ "code": "4799", "name": "x", "state": "New York" })), "`NEW YORK` is not a state or territory of two letters, like NY.");
    assert_eq!(bench.try_call("port_remove", json!({ "code": "9999" })).unwrap_err().code, "not-found");
}

#[test]
fn identifiers_are_checked_where_they_are_typed() {
    let bench = Bench::new();
    let check = |kind: &str, text: &str| {
        let answer = bench.call("identifier_check", json!({ "kind": kind, "text": text }));
        (answer["proper"].as_str().unwrap_or_default().to_owned(), answer["sentence"].as_str().unwrap().to_owned())
    };
    for (kind, typed, proper) in [
        ("entry-number", "91651875055", "916-5187505-5"),
        ("importer-number", "12-3456789", "12-345678900"),
        ("air-waybill", "58981140743", "589-81140743"),
        ("ocean-bill", "maeu 123456", "MAEU123456"),
        ("house-bill", "NK-20412", "NK20412"),
        ("in-bond", "123456782", "123456782"),
        ("manufacturer-id", "auozr92mel", "AUOZR92MEL"),
        ("carrier", "lh", "LH"),
        ("firms", "e372", "E372"),
        ("filer-code", "9hb", "9HB"),
    ] {
        assert_eq!(check(kind, typed), (proper.to_owned(), String::new()), "{kind}");
    }
    assert_eq!(check("port", "4601"), ("4601".into(), "Newark, NJ".into()));
    assert_eq!(check("port", "4799"), ("4799".into(), "Port 4799 is not in the desk's list. Check it, and add it in Settings, Ports.".into()));
    assert!(check("air-waybill", "58981140744").1.contains("modulo 7, here 3"));
    assert!(check("entry-number", "916-5187505-6").1.contains("check digit of this entry number is 5"));
    assert_eq!(bench.try_call("identifier_check", json!({ "kind": "horoscope", "text": "" })).unwrap_err().message, "there is no identifier `horoscope`");
    let maker = bench.call("manufacturer_id", json!({ "country": "AU", "name": "Ozrock", "street": "92 Alice Springs Road", "city": "Melbourne" }));
    assert_eq!(maker["id"], "AUOZR92MEL");
    assert_eq!(maker["parts"][2], json!({ "what": "Street number", "text": "92" }));
}

/// A client with the power of attorney, and whatever else is given.
fn client(bench: &Bench, power: Value, more: Value) -> i64 {
    let id = bench.client("Suedwind");
    let mut client = bench.call("clients", json!({}))[0]["client"].clone();
    assert_eq!(client["id"], id);
    client["power_of_attorney"] = power;
    for (key, value) in more.as_object().unwrap() {
        client[key] = value.clone();
    }
    bench.call("client_save", json!({ "client": client }));
    id
}

/// What is found for informal and formal entries: `!` before what blocks.
fn found(bench: &Bench, id: i64, which: &str) -> Vec<String> {
    let view = bench.call("client_authority", json!({ "id": id }));
    let sign = |f: &Value| format!("{}{}", if f["blocks"] == true { "! " } else { "" }, f["sentence"].as_str().unwrap());
    view[which].as_array().unwrap().iter().map(sign).collect()
}

#[test]
fn no_entry_is_made_without_a_power_that_is_good_that_day() {
    let bench = Bench::new();
    bench.call("sample_client", json!({}));
    let id = bench.client("Suedwind");
    bench.store(id, "s.csv", "2026-11-20", &[("SW-1", "Ann Example", "12 Oak St", "S1", "90.00")]);
    let with = |power: Value| {
        let mut client = bench.call("clients", json!({}))[1]["client"].clone();
        client["power_of_attorney"] = power;
        bench.call("client_save", json!({ "client": client }));
        let plan = bench.call("entries_plan", json!({ "shipment_ids": bench.ids("SW-1") }));
        plan["refused"][0]["why"].as_str().map(str::to_owned)
    };
    assert_eq!(with(Value::Null).unwrap(), "there is no power of attorney from Suedwind on file (19 CFR 141.46)");
    assert_eq!(with(json!({ "signed": "2026-11-21" })).unwrap(), "the power of attorney was signed on 2026-11-21, after 2026-11-20 (19 CFR 141.46)");
    assert_eq!(
        with(json!({ "signed": "2024-11-19", "partnership": true })).unwrap(),
        "the power of attorney ended on 2026-11-19, before 2026-11-20 (19 CFR 141.34, not read at its source)"
    );
    assert_eq!(
        with(json!({ "signed": "2020-01-01", "revoked": "2026-11-20" })).unwrap(),
        "the power of attorney was revoked on 2026-11-20, before 2026-11-20 (19 CFR 141.46)"
    );
    assert_eq!(with(json!({ "signer": "Greta" })).unwrap(), "the power of attorney has no date of signature (19 CFR 141.46)");
    assert_eq!(with(json!({ "signed": "2024-11-20", "partnership": true })), None, "the last day of the two years still counts");
}

#[test]
fn a_formal_entry_wants_a_bond_that_covers_its_day() {
    let bench = Bench::new();
    let power = json!({ "signed": "2020-01-02", "agent_for_service": "Harbor Brokerage, Jamaica NY" });
    let id = client(&bench, power, json!({}));
    assert_eq!(found(&bench, id, "formal"), ["! a formal entry needs a bond, and none of Suedwind is on file"]);
    assert!(found(&bench, id, "informal").is_empty());
    let mut client = bench.call("clients", json!({}))[0]["client"].clone();
    client["bond"] = json!({ "continuous": true, "surety": "036", "amount": "50000", "from": "2025-01-01", "until": "2026-01-01" });
    bench.call("client_save", json!({ "client": client }));
    assert_eq!(found(&bench, id, "formal"), ["! a formal entry needs a bond: the bond ended on 2026-01-01, before 2026-11-23"]);
    client["bond"]["until"] = Value::Null;
    bench.call("client_save", json!({ "client": client }));
    assert!(found(&bench, id, "formal").is_empty());
    client["bond"]["surety"] = json!("36");
    assert_eq!(bench.try_call("client_save", json!({ "client": client })).unwrap_err().message, "`36` is not a surety code: it has three digits.");
}

#[test]
fn what_is_to_be_known_of_an_authority_is_said_without_blocking() {
    let bench = Bench::new();
    let power = json!({ "signed": "2020-01-02", "kind": "limited", "scope": "entries at port 4701" });
    let id = client(&bench, power, json!({ "legal_form": "partnership", "importer_number": null, "last_entry_elsewhere": "2025-11-22" }));
    assert_eq!(
        found(&bench, id, "informal"),
        [
            "the power of attorney is limited: entries at port 4701",
            "the client is a partnership, but its power of attorney is not marked as one",
            "the client is not in the United States, and its power of attorney names no agent for service of process there",
            "the client has no importer number; block 27 will be empty",
            "the last entry known under its importer number is of 2025-11-22, 366 days before: CBP may hold it inactive, and asks for CBP Form 5106 again",
        ]
    );
    let view = bench.call("client_authority", json!({ "id": id, "day": "2026-07-15" }));
    assert!(!view["informal"].to_string().contains("inactive"), "the rule is of 16 July 2026");
}

#[test]
fn an_importer_number_is_shown_on_record() {
    let bench = Bench::new();
    let id = bench.client("Suedwind");
    let shown = bench.call("importer_number_show", json!({ "id": id }));
    assert_eq!(shown, json!({ "number": "98-765432100", "kind": "IRS number" }));
    let events = bench.call("journal", json!({ "limit": 1 }));
    assert_eq!((&events[0]["kind"], &events[0]["subject"]), (&json!("importer-number-shown"), &json!(format!("client:{id}"))));
    assert!(!events[0]["body"].to_string().contains("98-76"), "the record says that it was shown, not what");
    assert_eq!(bench.call("journal_verify", json!({}))["sound"], true);
}
