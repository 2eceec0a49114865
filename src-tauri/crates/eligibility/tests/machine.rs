//! The date machine, the dry run, the firm's overlay and CBP's own table, as library calls.

use customs::shipment::Batch;
use customs::{Outcome, Route, Shipment};
use eligibility::{Change, decide, dry_run, what_if};
use rulebook::{PgaTable, Rulebook};

fn book() -> Rulebook {
    Rulebook::built_in().unwrap()
}

/// A lamp from Graz for Ruth Sandoval, worth $120.
fn lamp() -> Shipment {
    serde_json::from_value(serde_json::json!({
        "id": "1", "arrival": "2024-06-03", "mode": "air", "country_of_shipment": "AT",
        "shipper": {"name": "Almhof Versand GmbH", "country": "AT"},
        "consignee": {"name": "Ruth Sandoval", "address1": "48 Birch Lane", "postal_code": "45402", "country": "US"},
        "lines": [{"description": "brass desk lamp", "value": "120.00", "origin": "AT", "hts": "9405.21.6010"}]
    }))
    .unwrap()
}

#[test]
fn the_same_lamp_today_differs_in_one_test() {
    let found = what_if(&lamp(), &Change { arrival: "2026-11-20".parse().ok(), ..Default::default() }, &[], &book()).unwrap();
    assert_eq!((found.now.route, found.then.route), (Route::Section321, Route::Informal));
    let differ: Vec<&str> = found.differences.iter().map(|d| d.test.as_str()).collect();
    assert_eq!(differ, ["exemption-in-force", "informal-ceiling"]);
    assert!(found.then.would_have_qualified);
}

#[test]
fn another_value_is_shared_by_the_lines_to_the_cent() {
    let mut two = lamp();
    two.lines.push(two.lines[0].clone());
    let found = what_if(&two, &Change { value: "800.01".parse().ok(), ..Default::default() }, &[], &book()).unwrap();
    assert_eq!(found.then.person_day_total.map(|t| t.to_string()).as_deref(), Some("800.01"));
    assert_eq!(found.then.outcome("value-ceiling"), Some(Outcome::Fail));
}

#[test]
fn another_origin_meets_the_suspension_of_its_own() {
    let mut may = lamp();
    may.arrival = "2025-06-02".parse().ok();
    let found = what_if(&may, &Change { origin: Some("CN".into()), ..Default::default() }, &[], &book()).unwrap();
    assert_eq!((found.now.route, found.then.route), (Route::Section321, Route::Informal));
}

#[test]
fn a_dry_run_names_what_goes_another_way() {
    let overlay = "firm = \"Keel Brokers\"\n[[limit]]\nreason = \"house rule\"\nceiling = \"100.00\"\nfrom = 2024-01-01\n";
    let strict = book().with_overlay("firm.toml", overlay).unwrap();
    let cheap = Shipment {
        id: "2".into(),
        arrival: "2024-06-09".parse().ok(),
        lines: vec![customs::Line { value: "20.00".parse().ok(), ..lamp().lines[0].clone() }],
        ..lamp()
    };
    let batch = Batch { shipments: vec![lamp(), cheap], history: Vec::new() };
    assert_eq!(dry_run(&batch, &book(), &strict), ["1"]);
    assert!(dry_run(&batch, &book(), &book()).is_empty());
    let decided = decide(&batch, &strict);
    assert!(decided.rulebook.version.ends_with("with Keel Brokers"));
    let said = decided.decisions[0].tests.iter().find(|t| t.id == "firm-rules").unwrap();
    assert_eq!(said.outcome, Outcome::Review);
    assert!(said.because.starts_with("Keel Brokers looks at everything above $100.00 (its own rule since 1 Jan 2024): house rule."), "{}", said.because);
}

#[test]
fn a_barred_shipper_is_never_routed_silently() {
    let overlay = "firm = \"Keel Brokers\"\n[[barred]]\nreason = \"unpaid bills\"\nshipper = \"Almhof Versand\"\nfrom = 2024-01-01\n";
    let strict = book().with_overlay("firm.toml", overlay).unwrap();
    for day in ["2024-06-03", "2026-11-20"] {
        let s = Shipment { arrival: day.parse().ok(), ..lamp() };
        let decided = decide(&Batch { shipments: vec![s], history: Vec::new() }, &strict);
        assert_eq!((decided.decisions[0].route, decided.decisions[0].exempt), (Route::Review, None), "{day}");
    }
}

#[test]
fn the_official_table_outranks_the_prefixes() {
    let tea = |hts: &str| {
        let mut s = lamp();
        s.arrival = "2025-08-01".parse().ok();
        s.lines[0].description = "dried apple rings".into();
        s.lines[0].hts = Some(hts.into());
        s
    };
    let outcome =
        |s: &Shipment, book: &Rulebook| decide(&Batch { shipments: vec![s.clone()], history: Vec::new() }, book).decisions[0].outcome("partner-agency");
    let rows = [("0813300000", vec!["FD4".to_owned()]), ("0813401000", Vec::new()), ("9405216010", vec!["FD2".to_owned()])];
    let official = book().with_pga_table(PgaTable::new("2026-02-21", rows));
    assert_eq!(outcome(&tea("0813.30.0000"), &book()), Some(Outcome::Fail));
    assert_eq!(outcome(&tea("0813.30.0000"), &official), Some(Outcome::Fail));
    // The table knows this number and has no flag for it, whatever our prefix says.
    assert_eq!(outcome(&tea("0813.40.1000"), &book()), Some(Outcome::Fail));
    assert_eq!(outcome(&tea("0813.40.1000"), &official), Some(Outcome::Pass));
    // And it flags what no prefix of ours does.
    assert_eq!(outcome(&lamp(), &book()), Some(Outcome::Pass));
    assert_eq!(outcome(&lamp(), &official), Some(Outcome::Fail));
}

#[test]
fn two_shipments_with_one_number_are_put_to_a_person() {
    let decided = decide(&Batch { shipments: vec![lamp(), lamp()], history: Vec::new() }, &book());
    for d in &decided.decisions {
        assert_eq!(d.route, Route::Review);
        assert!(d.tests[0].because.contains("nother shipment of the batch has the same number"), "{}", d.tests[0].because);
    }
}

#[test]
fn a_stored_shipment_decided_again_counts_once() {
    let decided = decide(&Batch { shipments: vec![lamp()], history: vec![lamp()] }, &book());
    assert_eq!(decided.decisions[0].person_day_total.map(|t| t.to_string()).as_deref(), Some("120.00"));
}
