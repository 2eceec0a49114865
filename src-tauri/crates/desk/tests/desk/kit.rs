//! A small brokerage to test with.

use chrono::{DateTime, Days, NaiveDate, Utc};
use customs::decision::RulebookStamp;
use customs::{
    Advisory, Arrival, Citation, Client, Confidence, Decision, EntryLine, EntryNumber, EntryState, EntrySummary, EntryTariffRow, Firm, Limb, Line,
    NamedAddress, Outcome, Party, PersonCounted, Route, Shipment, TestResult,
};
use desk::{Act, Desk, DeskError, EntryMove, NewImport, NewShipment, Stored};
use std::path::PathBuf;
use tempfile::TempDir;

pub fn act() -> Act {
    Act::new("2024-06-03T14:00:00Z".parse::<DateTime<Utc>>().unwrap(), "MO")
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn rulebook() -> RulebookStamp {
    RulebookStamp { version: "2026.11-abc".into(), verified_through: day("2026-11-01") }
}

/// A desk in a folder of its own, with a firm and one client.
pub struct Office {
    pub desk: Desk,
    pub client: i64,
    pub folder: TempDir,
}

impl Office {
    pub fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(&folder.path().join("test.entrydesk"), &act()).unwrap();
        let firm = Firm {
            name: "Harbor Lane Customs Brokers".into(),
            filer_code: Some("916".parse().unwrap()),
            next_entry_number: 1,
            last_entry_number: 9,
            ..Firm::default()
        };
        desk.save_firm(&firm, &act()).unwrap();
        let client = desk.save_client(&Client { name: "Wren & Thistle".into(), ..Client::default() }, &act()).unwrap();
        Self { desk, client, folder }
    }

    pub fn file(&self) -> PathBuf {
        self.desk.path().to_path_buf()
    }

    /// Closes the desk; its folder stays.
    pub fn close(self) -> (PathBuf, TempDir) {
        let file = self.file();
        drop(self.desk);
        (file, self.folder)
    }

    /// An entry goes to another state on the day of [`act`], with a note.
    pub fn step(&self, number: &str, to: EntryState) -> Result<(), DeskError> {
        let step = EntryMove { number: number.into(), to, on: day("2024-06-03"), note: "by ABI".into() };
        self.desk.move_entry(&step, day("2024-06-03"), &act())
    }

    pub fn store(&self, rows: &[NewShipment]) -> Stored {
        self.try_store(rows).unwrap()
    }

    pub fn try_store(&self, rows: &[NewShipment]) -> Result<Stored, DeskError> {
        self.desk.store_import(&import(self.client, rows), rows, &[], &rulebook(), &act(), &|_| false)
    }
}

/// A file whose bytes follow from its shipments.
pub fn import(client_id: i64, rows: &[NewShipment]) -> NewImport {
    NewImport {
        client_id,
        file_name: "orders.csv".into(),
        bytes: rows.iter().map(|r| format!("{},{}\n", r.shipment.id, client_id)).collect::<String>().into_bytes().into(),
        mapping_json: r#"{"bill":"Name"}"#.into(),
        source_json: r#"{"encoding":"UTF-8"}"#.into(),
        fingerprint: "name|email|total".into(),
        arrival_note: "3 June 2024 for all".into(),
        port: "2704".into(),
    }
}

/// Shipment number `n`: a $25 tee from China for one of a hundred people.
pub fn shipment(n: usize) -> Shipment {
    let person = n % 100;
    Shipment {
        id: format!("WT-{n:06}"),
        arrival: Some(Arrival::Day(day("2024-06-03").checked_add_days(Days::new(n as u64 % 5)).unwrap())),
        consignee: Some(Party { name: Some(format!("Zoë O'Brien {person}")), city: Some("Akron".into()), ..Party::default() }.into()),
        order_number: Some(format!("#10{n}")),
        lines: vec![Line {
            description: "Cotton tee, knitted".into(),
            value: Some("25.00".parse().unwrap()),
            hts: Some("6109.10.0012".into()),
            origin: Some("CN".into()),
            ..Line::default()
        }],
        ..Shipment::default()
    }
}

pub fn decision(id: &str, route: Route) -> Decision {
    let test = |test: &str, outcome, because: String| TestResult {
        id: test.into(),
        outcome,
        because,
        citations: vec![Citation::new("19 USC 1321(a)(2)(C)", Confidence::Primary), Citation::new("19 CFR 10.151", Confidence::Primary)],
        facts: [("ceiling".to_string(), "800.00".to_string())].into(),
    };
    let failed = route != Route::Section321;
    Decision {
        id: id.into(),
        route,
        exempt: Some(!failed),
        limb: (!failed).then_some(Limb::C),
        entry_type: Some(if failed { "11" } else { "86" }.into()),
        person: Some(PersonCounted { name: "Zoë O'Brien".into(), key: "p1".into(), shipments: vec![id.into()] }),
        person_day_total: Some("25.00".parse().unwrap()),
        tests: vec![
            test("value-ceiling", Outcome::Pass, format!("{id} is worth $25.00, at most $800.00.")),
            test("restricted-goods", Outcome::Pass, "No restricted goods.".into()),
            test("suspension", if failed { Outcome::Fail } else { Outcome::Pass }, "Suspended or not, by the day of arrival.".into()),
        ],
        advisories: vec![Advisory { about: "record".into(), because: "Keep the record for five years.".into(), citations: Vec::new() }],
        would_have_qualified: failed,
    }
}

pub fn new_shipment(n: usize, route: Route) -> NewShipment {
    let shipment = shipment(n);
    NewShipment {
        decision: decision(&shipment.id, route),
        person_keys: vec![format!("person {}", n % 100)],
        near_keys: vec![format!("near {}", n % 50)],
        lot_keys: vec![format!("order {}", n / 2)],
        source_rows: vec![u32::try_from(n).unwrap() + 2],
        port: None,
        shipment,
    }
}

pub fn shipments(count: usize, route: Route) -> Vec<NewShipment> {
    (0..count).map(|n| new_shipment(n, route)).collect()
}

/// An entry that adds up: one line, $25 and the fee.
pub fn summary(number: &EntryNumber, bill: &str) -> EntrySummary {
    let money = |text: &str| text.parse().unwrap();
    EntrySummary {
        number: number.clone(),
        entry_type: "11".into(),
        abi_status: String::new(),
        summary_date: None,
        surety: "999".into(),
        bond_type: "0".into(),
        port: "2704".into(),
        entry_date: day("2024-06-04"),
        carrier: String::new(),
        mode_code: "40".into(),
        mode: None,
        origin: "CN".into(),
        import_date: Some(day("2024-06-03")),
        bills: vec![bill.into()],
        manufacturer_id: String::new(),
        exporting_country: "CN".into(),
        export_date: None,
        it_number: String::new(),
        it_date: None,
        missing_documents: String::new(),
        foreign_port: String::new(),
        port_of_unlading: "2704".into(),
        melt_and_pour: String::new(),
        primary_smelt: String::new(),
        secondary_smelt: String::new(),
        country_of_cast: String::new(),
        location: String::new(),
        consignee_number: "SAME".into(),
        importer_number: "12-345678900".into(),
        reference_number: String::new(),
        consignee: NamedAddress { name: "Zoë O'Brien".into(), ..NamedAddress::default() },
        importer: NamedAddress { name: "Wren & Thistle".into(), ..NamedAddress::default() },
        lines: vec![EntryLine {
            number: 1,
            description: "Cotton tee".into(),
            origin: "CN".into(),
            gross_weight_kg: None,
            manifest_quantity: "1 PKG".into(),
            entered_value: money("25"),
            charges: None,
            related: None,
            rows: vec![EntryTariffRow {
                hts: "6109.10.0012".into(),
                net_quantity: "1 DOZ".into(),
                rate: "16.5%".into(),
                duty: money("4.13"),
                ..Default::default()
            }],
            adcvd_case: String::new(),
            shipment: bill.into(),
            ..Default::default()
        }],
        fees: Vec::new(),
        total_entered_value: money("25"),
        duty: money("4.13"),
        tax: money("0"),
        other: money("0"),
        total: money("4.13"),
        declarant: "M. Okafor".into(),
        declarant_title: "Attorney-in-fact".into(),
        declarant_is_importer: false,
        purchased: true,
        broker: NamedAddress::default(),
        broker_phone: String::new(),
        file_number: "F-1".into(),
        assumptions: Vec::new(),
        shipments: vec![bill.into()],
        by_hand: Vec::new(),
        lines_merged: false,
    }
}

/// What went wrong, in the words the person sees.
#[track_caller]
pub fn refusal<T: std::fmt::Debug>(result: Result<T, DeskError>) -> String {
    result.unwrap_err().to_string()
}
