//! A matter as the desk gathers it: shipments, an entry, documents, a note and a journal that holds.

use chrono::{DateTime, Utc};
use customs::decision::RulebookStamp;
use customs::{
    Advisory, Citation, Client, Confidence, Decimal, Decision, DocumentKind, EntryLine, EntryNumber, EntryState, EntrySummary, EntryTariffRow, FeeAmount, Firm,
    Limb, Line, Mode, NamedAddress, Outcome, Party, PersonCounted, PowerOfAttorney, Route, Shipment, TestResult,
};
use paperwork::{About, AuditDocument, AuditMatter, AuditNote, AuditShipment, SourceFile};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

pub const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

pub fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// A journal as the desk writes it.
pub fn journal() -> (Vec<Value>, String) {
    let field = |hasher: &mut Sha256, bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    };
    let mut prev = vec![0u8; 32];
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let mut events = Vec::new();
    for (seq, (kind, subject)) in (1i64..).zip([
        ("client-created", "client:1"),
        ("import-stored", "import:1"),
        ("shipments-decided", "import:1"),
        ("client-created", "client:2"),
        ("entry-made", "entry:9HB-0000417-8"),
        ("pack-made", "desk"),
    ]) {
        let (at, body) = (format!("2026-11-18T10:0{seq}:00Z"), json!({"n": seq}).to_string());
        let mut content = Sha256::new_with_prefix([0]);
        for part in ["Ruth Almgren", kind, subject, &body] {
            field(&mut content, part.as_bytes());
        }
        let content = content.finalize();
        let mut link = Sha256::new_with_prefix([1]);
        field(&mut link, &prev);
        field(&mut link, &seq.to_be_bytes());
        field(&mut link, at.as_bytes());
        field(&mut link, &content);
        let hash = link.finalize().to_vec();
        let event =
            json!({"seq": seq, "at": at, "who": "Ruth Almgren", "kind": kind, "subject": subject, "body": body, "prev": hex(&prev), "hash": hex(&hash)});
        let shown = if subject == "client:2" { Value::Null } else { event };
        events.push(json!({"seq": seq, "at": at, "content": hex(&content), "hash": hex(&hash), "event": shown}));
        prev = hash;
    }
    (events, hex(&prev))
}

pub fn test(id: &str, outcome: Outcome, because: &str, citations: &[(&str, Confidence)]) -> TestResult {
    let citations = citations.iter().map(|(text, confidence)| Citation::new(*text, *confidence)).collect();
    TestResult { id: id.into(), outcome, because: because.into(), citations, facts: BTreeMap::new() }
}

pub fn shipment(n: usize, name: &str, goods: &[(&str, &str)]) -> AuditShipment {
    let free = n % 3 == 1;
    let id = format!("HLX{n:08}");
    let shipment = Shipment {
        id: id.clone(),
        arrival: Some(if free { "2025-06-03" } else { "2026-11-18" }.parse().unwrap()),
        mode: Some(Mode::Air),
        country_of_shipment: Some("CN".into()),
        shipper: Some(
            Party {
                name: Some("深圳市华强北电子科技有限公司".into()), city: Some("Shenzhen".into()), country: Some("CN".into()), ..Party::default()
            }
            .into(),
        ),
        consignee: Some(
            Party {
                name: Some(name.into()),
                address1: Some("77 Elm Street, Apt 4".into()),
                city: Some("Columbus".into()),
                region: Some("OH".into()),
                postal_code: Some("43004".into()),
                country: Some("US".into()),
                ..Party::default()
            }
            .into(),
        ),
        order_number: Some(format!("#10{n}")),
        lines: goods
            .iter()
            .map(|(description, value)| Line {
                description: (*description).into(),
                quantity: Some(d("2")),
                value: Some(d(value)),
                hts: Some("6109.10.0040".into()),
                origin: Some("CN".into()),
                weight_kg: Some(d("0.4")),
                sku: Some("HP-77".into()),
                ..Line::default()
            })
            .collect(),
        ..Shipment::default()
    };
    let (route, suspended) = if free { (Route::Section321, Outcome::Pass) } else { (Route::Informal, Outcome::Fail) };
    let decision = Decision {
        id,
        route,
        exempt: Some(free),
        limb: free.then_some(Limb::C),
        entry_type: Some(if free { "86" } else { "11" }.into()),
        person: Some(PersonCounted { name: name.into(), key: "p1".into(), shipments: vec![format!("HLX{n:08}"), "OTHER-CLIENT-9".into()] }),
        person_day_total: Some(d("480")),
        tests: vec![
            test(
                "value-ceiling",
                Outcome::Pass,
                "The goods have a fair retail value of $212.00, not more than $800.00.",
                &[("19 USC 1321(a)(2)(C)", Confidence::Primary)],
            ),
            test(
                "person-day-aggregate",
                Outcome::Pass,
                "One person receives goods of $480.00 on the day of arrival, not more than $800.00.",
                &[("19 USC 1321(a)(2)", Confidence::Primary), ("19 CFR 10.151", Confidence::Secondary)],
            ),
            test(
                "suspension",
                suspended,
                if free {
                    "No suspension was in force for goods of CN that arrived on this day."
                } else {
                    "Free entry is suspended for all countries since August 29, 2025."
                },
                &[("EO 14324", Confidence::Primary), ("91 FR 37789", Confidence::Secondary), ("CSMS 67834313", Confidence::Unverified)],
            ),
            test("restricted-goods", Outcome::NotApplicable, "None of the goods is on a list of restricted goods.", &[]),
            test("agency", Outcome::Review, "The description may name a cosmetic; an agency may want its data.", &[("21 CFR 1.94", Confidence::Unverified)]),
        ],
        advisories: vec![Advisory {
            about: "near-limit".into(),
            because: "The person's day is within $320.00 of the ceiling.".into(),
            citations: vec![Citation::new("19 USC 1321(a)(2)(C)", Confidence::Primary)],
        }],
        would_have_qualified: !free,
    };
    AuditShipment {
        shipment,
        decision: Some(decision),
        rulebook: None,
        source_file: "orders_export.csv".into(),
        source_rows: vec![2, 3],
        entry_number: (!free).then(|| "9HB-0000417-8".parse().unwrap()),
    }
}

pub fn entry() -> EntrySummary {
    let address = NamedAddress {
        name: "Harbor & Pine Outfitters LLC".into(),
        street: "1440 Broadway".into(),
        city: "New York".into(),
        state: "NY".into(),
        postal_code: "10018".into(),
        country: "US".into(),
    };
    let row = |hts: &str, quantity: &str, rate: &str, duty: &str| EntryTariffRow {
        hts: hts.into(),
        net_quantity: quantity.into(),
        rate: rate.into(),
        duty: d(duty),
        ..Default::default()
    };
    EntrySummary {
        number: EntryNumber::new(&"9HB".parse().unwrap(), 417).unwrap(),
        entry_type: "11".into(),
        abi_status: String::new(),
        summary_date: Some("2026-11-20".parse().unwrap()),
        surety: "999".into(),
        bond_type: "0".into(),
        port: "4701".into(),
        entry_date: "2026-11-18".parse().unwrap(),
        carrier: "CX".into(),
        mode_code: "40".into(),
        mode: Some(Mode::Air),
        origin: "CN".into(),
        import_date: Some("2026-11-18".parse().unwrap()),
        bills: vec!["160-12345675".into(), "HLX00000002".into()],
        manufacturer_id: "CNSHEHUA1688SHE".into(),
        exporting_country: "CN".into(),
        export_date: None,
        it_number: String::new(),
        it_date: None,
        missing_documents: String::new(),
        foreign_port: String::new(),
        port_of_unlading: "4701".into(),
        melt_and_pour: String::new(),
        primary_smelt: String::new(),
        secondary_smelt: String::new(),
        country_of_cast: String::new(),
        location: String::new(),
        consignee_number: "SAME".into(),
        importer_number: "12-345678900".into(),
        reference_number: String::new(),
        consignee: address.clone(),
        importer: address.clone(),
        lines: vec![EntryLine {
            number: 1,
            description: "Women's knitted T-shirts of cotton".into(),
            origin: "CN".into(),
            gross_weight_kg: Some(d("2")),
            manifest_quantity: String::new(),
            entered_value: d("212"),
            charges: None,
            related: Some(false),
            rows: vec![row("9903.88.15", "", "7.5%", "15.90"), row("6109.10.0040", "24 DOZ", "16.5%", "34.98")],
            adcvd_case: String::new(),
            shipment: "HLX00000002".into(),
            ..Default::default()
        }],
        fees: vec![FeeAmount {
            class: "311".into(),
            name: "Informal MPF".into(),
            amount: d("2.77"),
            citations: vec![Citation::new("19 CFR 24.23(b)(1)(i)", Confidence::Secondary)],
        }],
        total_entered_value: d("212"),
        duty: d("50.88"),
        tax: d("0"),
        other: d("2.77"),
        total: d("53.65"),
        declarant: "Ruth Almgren".into(),
        declarant_title: "Attorney-in-fact".into(),
        declarant_is_importer: false,
        purchased: true,
        broker: address,
        broker_phone: String::new(),
        file_number: "26-00417".into(),
        assumptions: vec!["the quantity in dozens was taken from the invoice".into()],
        shipments: vec!["HLX00000002".into()],
        by_hand: Vec::new(),
        lines_merged: false,
    }
}

pub fn matter(shipments: usize) -> AuditMatter {
    let original = "Name,Total\r\n#101,212.00\r\n".as_bytes().to_vec();
    let invoice = b"%PDF-1.4 an invoice".to_vec();
    let (events, head) = journal();
    AuditMatter {
        scope: "Harbor & Pine Outfitters, arrivals 2025-06-01 to 2026-11-30".into(),
        firm: Firm { name: "Almgren Customs Brokerage Inc.".into(), licence: "31877".into(), filer_code: Some("9HB".parse().unwrap()), ..Firm::default() },
        client: Some(Client {
            name: "Harbor & Pine Outfitters LLC".into(),
            importer_number: Some("12-345678900".parse().unwrap()),
            power_of_attorney: Some(PowerOfAttorney { signer: "Dana Ito".into(), signed: Some("2024-01-15".parse().unwrap()), ..PowerOfAttorney::default() }),
            ..Client::default()
        }),
        shipments: (1..=shipments)
            .map(|n| {
                let goods: &[(&str, &str)] = if n == 2 {
                    &[("Women's knitted T-shirts of cotton", "180"), ("=HYPERLINK(\"http://x\",\"tote bag\")", "32")]
                } else {
                    &[("Ceramic mug, \"large\"", "24.50")]
                };
                shipment(n, if n.is_multiple_of(2) { "Mariela Ñandú" } else { "Jean O'Malley" }, goods)
            })
            .collect(),
        entries: vec![entry()],
        states: BTreeMap::from([("9HB-0000417-8".to_owned(), EntryState::Released)]),
        originals: vec![SourceFile { name: "orders_export.csv".into(), sha256: sha256(&original), bytes: original }],
        documents: vec![
            AuditDocument {
                kind: DocumentKind::Invoice,
                about: About::Shipment("HLX00000002".into()),
                name: "invoice.pdf".into(),
                sha256: sha256(&invoice),
                bytes: Some(invoice),
            },
            AuditDocument {
                kind: DocumentKind::ProofOfPayment,
                about: About::Shipment("HLX00000002".into()),
                name: "payment.pdf".into(),
                sha256: ZEROS.into(),
                bytes: None,
            },
        ],
        notes: vec![AuditNote {
            about: About::Entry("9HB-0000417-8".into()),
            at: "2026-11-19T16:20:00Z".parse().unwrap(),
            who: "Ruth Almgren".into(),
            text: "Mrs. Nandu rang: the tote bag went back to the shop".into(),
            due: Some("2026-11-25".parse().unwrap()),
            done: "Jo Field, 2026-11-20T09:05:00.000Z".into(),
        }],
        journal_before: ZEROS.into(),
        journal: events,
        journal_head: head,
        rulebook: RulebookStamp { version: "2026-10 sha256:5f0c1d2e3a4b".into(), verified_through: "2026-10-09".parse().unwrap() },
        generated_at: "2026-11-20T15:04:05Z".parse::<DateTime<Utc>>().unwrap(),
        app_version: "0.1.0".into(),
        gaps: vec!["The rate of exchange of shipment HLX00000002 was typed by hand.".into()],
        names: BTreeMap::from([("client:1".to_owned(), "client Harbor & Pine".to_owned())]),
        redacted: false,
    }
}
