//! What another client's parcels may do to a decision: count, and nothing else (19 CFR 111.24).

use customs::shipment::Batch;
use customs::{Decision, Line, Mode, Outcome, Party, Shipment, TestResult};
use rulebook::Rulebook;
use std::sync::LazyLock;

static BOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::built_in().unwrap());

/// A parcel of 3 June 2024 to somebody at 12 Oak Street, Springfield.
fn parcel(bill: &str, name: &str, value: &str) -> Shipment {
    let consignee = Party {
        name: Some(name.into()),
        address1: Some("12 Oak Street".into()),
        city: Some("Springfield".into()),
        region: Some("IL".into()),
        postal_code: Some("62704".into()),
        country: Some("US".into()),
        ..Default::default()
    };
    Shipment {
        id: bill.into(),
        arrival: "2024-06-03".parse().ok(),
        mode: Some(Mode::Air),
        country_of_shipment: Some("DE".into()),
        shipper: Some(Party { name: Some(format!("Shop of {bill}")), country: Some("DE".into()), ..Default::default() }.into()),
        consignee: Some(consignee.into()),
        lines: vec![Line {
            description: "stainless steel electric kettle".into(),
            quantity: Some(1.into()),
            value: value.parse().ok(),
            hts: Some("8516.79.0000".into()),
            origin: Some("DE".into()),
            ..Default::default()
        }],
        ..Default::default()
    }
}

fn of_another_client(shipment: Shipment) -> Shipment {
    Shipment { confidential: true, ..shipment }
}

fn decide(shipment: Shipment, history: Vec<Shipment>) -> Decision {
    eligibility::decide(&Batch { shipments: vec![shipment], history }, &BOOK).decisions.remove(0)
}

fn day(decision: &Decision) -> &TestResult {
    decision.tests.iter().find(|t| t.id == "person-day-aggregate").unwrap()
}

#[test]
fn another_clients_parcel_counts_by_its_amount_alone() {
    let decision = decide(parcel("NK-1", "Ann Example", "450.00"), vec![of_another_client(parcel("SW-9", "Ann Example", "400.00"))]);
    assert_eq!(
        day(&decision).because,
        "Ann Example received two shipments on 3 Jun 2024 worth $850.00 together (NK-1 and another client's parcel worth $400.00); \
         the exemption ends at $800.00, over by $50.00."
    );
    assert_eq!(decision.person.as_ref().unwrap().shipments, ["NK-1", "another client's parcel worth $400.00"]);
    let all = serde_json::to_string(&decision).unwrap();
    assert!(!all.contains("SW-9"), "{all}");
}

#[test]
fn a_near_name_on_another_clients_parcel_is_asked_about_and_not_said() {
    let theirs = of_another_client(parcel("SW-9", "Anne Exampel", "400.00"));
    let decision = decide(parcel("NK-1", "Ann Example", "450.00"), vec![theirs]);
    assert_eq!(day(&decision).outcome, Outcome::Review);
    assert_eq!(
        day(&decision).because,
        "Is Ann Example (shipment NK-1) the same person as the recipient of another client's parcel worth $400.00? Together they received $850.00 on 3 Jun 2024; \
         the exemption ends at $800.00."
    );
    assert_eq!(day(&decision).facts["may_be"], "the recipient of another client's parcel worth $400.00");
    let all = serde_json::to_string(&decision).unwrap();
    assert!(!all.contains("SW-9") && !all.contains("Exampel"), "{all}");
}

#[test]
fn a_near_name_is_said_where_the_clients_own_parcels_bear_it_too() {
    let history = vec![parcel("NK-2", "Anne Exampel", "200.00"), of_another_client(parcel("SW-9", "Anne Exampel", "300.00"))];
    let decision = decide(parcel("NK-1", "Ann Example", "450.00"), history);
    assert_eq!(day(&decision).facts["may_be"], "Anne Exampel (shipment NK-2 and another client's parcel worth $300.00)");
}

#[test]
fn another_clients_parcel_without_a_value_says_so_and_keeps_its_bill_to_itself() {
    let mut theirs = of_another_client(parcel("SW-9", "Ann Example", "400.00"));
    theirs.lines[0].value = None;
    let decision = decide(parcel("NK-1", "Ann Example", "450.00"), vec![theirs]);
    assert_eq!(decision.person.as_ref().unwrap().shipments, ["NK-1", "another client's parcel of unknown value"]);
}

#[test]
fn the_same_bill_of_another_client_is_another_parcel() {
    let decision = decide(parcel("A-1", "Ann Example", "450.00"), vec![of_another_client(parcel("A-1", "Ann Example", "400.00"))]);
    assert_eq!(decision.person_day_total, "850.00".parse().ok());
}
