//! More invented entries, and the papers besides the 7501.

use crate::samples::{added_up, address, d, day, fee, five_stacked, line, one_line, row, stamp, thirty_lines, zero_duty};
use customs::decision::Decision;
use customs::{
    Citation, Client, Confidence, EntryLine, EntrySummary, Firm, Line, LineFee, Mode, NamedAddress, Party, PowerOfAttorney, Route, RowBasis, Shipment,
};
use paperwork::{Document, PaperKind, PaperMatter, PaperShipment, Stamp, paper};
use std::collections::BTreeMap;

fn numbered(number: u32) -> EntrySummary {
    let mut entry = one_line();
    entry.number = customs::EntryNumber::new(&"9HB".parse().unwrap(), number).unwrap();
    entry.file_number = format!("26-{number:05}");
    entry
}

/// An importer of record abroad: the country stands with the city, the State part stays empty.
pub fn foreign_importer() -> EntrySummary {
    let mut entry = numbered(430);
    entry.origin = "DE".into();
    entry.exporting_country = "DE".into();
    entry.manufacturer_id = "DENORKER5HAM".into();
    entry.importer = NamedAddress {
        name: "Nordlicht Keramik GmbH".into(),
        street: "Hafenstr. 5".into(),
        city: "Hamburg".into(),
        state: String::new(),
        postal_code: "20457".into(),
        country: "DE".into(),
    };
    entry.importer_number = "261103-00417".into();
    entry.consignee_number = "12-345678900".into();
    added_up(entry)
}

pub fn greek_names() -> EntrySummary {
    let mut entry = numbered(431);
    entry.consignee = address("Ελληνικά Εξαγωγικά Προϊόντα Α.Ε.", "Λεωφόρος Κηφισίας 124, 3ος όροφος", "Astoria", "NY", "11105");
    entry.importer = address("Παπαδόπουλος & Υιοί Ο.Ε.", "31-10 37th Ave", "Astoria", "NY", "11101");
    entry.declarant = "Μαρία Παπαδοπούλου".into();
    entry.lines[0].description = "Ελαιόλαδο, εξαιρετικό παρθένο / olive oil, extra virgin, in bottles of 0.5 l".into();
    entry.lines[0].rows = vec![row("1509.20.2000", "18.00 KG", "5¢/kg on contents and container", "0.90")];
    added_up(entry)
}

pub fn cyrillic_names() -> EntrySummary {
    let mut entry = numbered(432);
    entry.consignee = address("ТОВ «Українська вишиванка»", "вул. Хрещатик 22, кв. 5", "Chicago", "IL", "60622");
    entry.importer = address("ООО Щёлковский ткацкий комбинат", "2300 W Chicago Ave", "Chicago", "IL", "60622");
    entry.broker.name = "Алмґрен, Їжак і Доньки — Customs Brokerage".into();
    entry.lines[0].description = "Блузки жіночі вишиті з льону / women's blouses of linen, embroidered".into();
    entry.lines[0].rows = vec![row("6206.90.0030", "2 DOZ", "6.7%", "14.20")];
    added_up(entry)
}

/// A formal entry: fee rows below the numbers of each line, a bond, the fees clamped for the entry.
pub fn formal_fees() -> EntrySummary {
    let mut entry = numbered(433);
    entry.entry_type = "01".into();
    entry.surety = "036".into();
    entry.bond_type = "8".into();
    entry.mode = Some(Mode::Ocean);
    entry.mode_code = "11".into();
    entry.carrier = "COSU".into();
    entry.foreign_port = "57035".into();
    let with_fees = |mut line: EntryLine, mpf: &str, hmf: &str| {
        line.fees = vec![
            LineFee { class: "499".into(), name: "Merchandise Processing Fee".into(), rate: ".3464%".into(), amount: d(mpf) },
            LineFee { class: "501".into(), name: "Harbor Maintenance Fee".into(), rate: ".125%".into(), amount: d(hmf) },
        ];
        line
    };
    entry.lines = vec![
        with_fees(
            line(1, "Ceramic tableware, dinner sets", "4210", vec![row("9903.88.15", "", "7.5%", "315.75"), row("6912.00.3510", "120 DPC", "9.8%", "412.58")]),
            "14.58",
            "5.26",
        ),
        with_fees(line(2, "Glass vases, hand blown, over $5 each", "1890", vec![row("7013.99.9000", "84 NO", "7.2%", "136.08")]), "6.55", "2.36"),
    ];
    entry.fees = vec![fee("499", "Merchandise Processing Fee", "33.58"), fee("501", "Harbor Maintenance Fee", "7.62")];
    added_up(entry)
}

/// A consolidated entry: block 13 says MULTI, each line names its maker.
pub fn many_makers() -> EntrySummary {
    let mut entry = numbered(434);
    entry.origin = "MULTI".into();
    entry.manufacturer_id = "MULTI".into();
    entry.exporting_country = "MULTI".into();
    entry.bills = vec!["020-44810925".into(), "HLX00094410".into(), "HLX00094411".into(), "HLX00094412".into()];
    let of = |mut line: EntryLine, origin: &str, maker: &str| {
        line.origin = origin.into();
        line.manufacturer_id = maker.into();
        line.manifest_quantity = "1 CTN".into();
        line
    };
    entry.lines = vec![
        of(line(1, "Porcelain cups", "96", vec![row("6911.10.8010", "2 DPC", "20.8%", "19.97")]), "DE", "DENORKER5HAM"),
        of(line(2, "Scarves of silk, hand rolled", "240", vec![row("6214.10.1000", "1.50 DOZ", "1.2%", "2.88")]), "IT", "ITSETCOM18COM"),
        of(line(3, "Leather belts", "130", vec![row("9903.05.20", "", "12.5%", "16.25"), row("4203.30.0000", "1 DOZ", "2.7%", "3.51")]), "NO", "NOHUSLAR7OSL"),
    ];
    added_up(entry)
}

pub fn hundred_lines() -> EntrySummary {
    let mut entry = thirty_lines();
    let thirty = entry.lines.clone();
    entry.lines = (0..100u32)
        .map(|n| {
            let mut line = thirty[n as usize % thirty.len()].clone();
            line.number = n + 1;
            line
        })
        .collect();
    entry.number = customs::EntryNumber::new(&"9HB".parse().unwrap(), 435).unwrap();
    added_up(entry)
}

/// So many lines that they fill two sheets and go on to a third.
pub fn three_sheets() -> EntrySummary {
    let mut entry = thirty_lines();
    entry.lines.truncate(24);
    entry.number = customs::EntryNumber::new(&"9HB".parse().unwrap(), 438).unwrap();
    added_up(entry)
}

/// As little as an entry can have: no value is printed where there is none.
pub fn bare() -> EntrySummary {
    let mut entry = numbered(436);
    entry.abi_status = String::new();
    entry.summary_date = None;
    entry.import_date = None;
    entry.export_date = None;
    entry.carrier = String::new();
    entry.mode = None;
    entry.mode_code = String::new();
    entry.manufacturer_id = String::new();
    entry.location = String::new();
    entry.bills = vec!["NK-7".into()];
    entry.consignee = NamedAddress { name: "Ann Example".into(), ..NamedAddress::default() };
    entry.file_number = String::new();
    entry.lines[0].gross_weight_kg = None;
    entry.lines[0].related = None;
    entry.fees.clear();
    added_up(entry)
}

/// Bills beyond the block, a wide value, charges, a case number on each line.
pub fn dumping_and_charges() -> EntrySummary {
    let mut entry = numbered(437);
    entry.entry_type = "07".into();
    entry.bond_type = "9".into();
    entry.surety = "054".into();
    entry.bills = (0..9).map(|n| format!("MAEU2210044{n:02}")).collect();
    entry.lines = (1..=3)
        .map(|n| {
            let mut line = line(
                n,
                "Steel wire garment hangers, in retail packings",
                "1234567",
                vec![row("9903.82.09", "", "25%", "308641.75"), row("7326.20.0020", "98765.40 KG", "3.9%", "48148.11")],
            );
            line.adcvd_case = "A-570-918-000\nC-552-813-000".into();
            line.charges = Some(d("98765"));
            line.related = Some(n == 2);
            line.manifest_quantity = "12345 CTN".into();
            line.gross_weight_kg = Some(d("101234"));
            line
        })
        .collect();
    entry.fees = vec![
        fee("012", "Antidumping duty, cash deposit", "6543210.98"),
        fee("013", "Countervailing duty, cash deposit", "123456.78"),
        fee("499", "MPF", "651.50"),
    ];
    added_up(entry)
}

/// With the law behind every number, as entries are made now.
pub fn with_law(mut entry: EntrySummary) -> EntrySummary {
    for row in entry.lines.iter_mut().flat_map(|l| &mut l.rows) {
        let (name, law, confidence) = match row.hts.as_str() {
            "9903.88.15" => ("Section 301 (China), list 4A", "U.S. note 20(r) to subchapter III, chapter 99", Confidence::Primary),
            "9903.01.24" => ("IEEPA fentanyl (China)", "EO 14195; CSMS 64235342", Confidence::Secondary),
            "9903.01.25" => ("IEEPA reciprocal", "EO 14257", Confidence::Secondary),
            "9903.91.01" => ("Section 301 (China), four-year review", "89 FR 76581", Confidence::Primary),
            "9903.05.20" => ("Section 301, forced labor", "91 FR 47318", Confidence::Unverified),
            _ => ("Base duty", "HTSUS 2026, general column", Confidence::Primary),
        };
        row.basis = Some(RowBasis { name: name.into(), citations: vec![Citation::new(law, confidence)] });
    }
    for fee in &mut entry.fees {
        fee.citations = vec![Citation::new("19 CFR 24.23(b)(2)", Confidence::Primary), Citation::new("CBP notice of fees", Confidence::Secondary)];
    }
    entry.assumptions = vec!["The goods were loaded after the day a program began, because the file names no day of loading.".into()];
    entry
}

pub fn firm() -> Firm {
    Firm {
        name: "Almgren Customs Brokerage Inc.".into(),
        address: address("", "151-02 North Boundary Road", "Jamaica", "NY", "11430"),
        phone: "(718) 555-0142".into(),
        licence: "28417".into(),
        filer_code: "9HB".parse().ok(),
        signer: "Ruth Almgren".into(),
        signer_title: "Attorney-in-fact".into(),
        ..Firm::default()
    }
}

pub fn client() -> Client {
    Client {
        id: 1,
        name: "Nordlicht Keramik GmbH".into(),
        importer_number: "261103-00417".parse().ok(),
        address: NamedAddress {
            name: String::new(),
            street: "Hafenstr. 5".into(),
            city: "Hamburg".into(),
            state: String::new(),
            postal_code: "20457".into(),
            country: "DE".into(),
        },
        email: "zoll@nordlicht.example".into(),
        phone: "+49 40 555 0199".into(),
        power_of_attorney: Some(PowerOfAttorney {
            signer: "Greta Sample".into(),
            signer_title: "Partner".into(),
            signed: Some(day("2025-03-01")),
            partnership: true,
            ..PowerOfAttorney::default()
        }),
        legal_form: Some(customs::LegalForm::Partnership),
        importer_data: customs::ImporterData {
            trade_name: "Nordlicht".into(),
            business: "Makes and sells tableware of porcelain and stoneware, by mail order".into(),
            naics: "327110".into(),
            entries_per_year: "about 400".into(),
            established: "1987".into(),
            website: "nordlicht.example".into(),
            certifier: "Greta Sample".into(),
            certifier_title: "Partner".into(),
            ..Default::default()
        },
        ..Client::default()
    }
}

fn party(name: &str, street: &str, city: &str, region: &str, zip: &str, country: &str) -> Option<Box<Party>> {
    let text = |t: &str| Some(t.to_owned()).filter(|t| !t.is_empty());
    Some(Box::new(Party {
        name: text(name),
        address1: text(street),
        city: text(city),
        region: text(region),
        postal_code: text(zip),
        country: text(country),
        ..Party::default()
    }))
}

pub fn shipments(count: usize) -> Vec<PaperShipment> {
    let goods = [
        ("Porcelain cup with saucer, hand painted", "6911.10.8010", "2", "0.9", "38.00"),
        ("Tea towel, cotton, printed", "6302.91.0005", "4", "0.35", "21.60"),
        ("Brass candle holder", "9405.50.4000", "1", "1.2", "54.90"),
    ];
    (0..count)
        .map(|n| {
            let lines = goods.iter().take(1 + n % 3).map(|(description, hts, pieces, kilograms, value)| Line {
                description: (*description).into(),
                quantity: Some(d(pieces)),
                value: Some(d(value)),
                hts: Some((*hts).into()),
                origin: Some("DE".into()),
                weight_kg: Some(d(kilograms)),
                sku: Some(format!("NK-{}", 1000 + n)),
                ..Line::default()
            });
            let shipment = Shipment {
                id: format!("NK2026{n:05}"),
                shipper: party("Nordlicht Keramik GmbH", "Hafenstr. 5", "Hamburg", "", "20457", "DE"),
                consignee: party(
                    if n % 2 == 0 { "Ann Example" } else { "Χρήστος Δημητρίου" },
                    &format!("{} Oak Street, Apt. {n}", 10 + n),
                    "Springfield",
                    "IL",
                    "62704",
                    "US",
                ),
                country_of_shipment: Some("DE".into()),
                currency: Some("EUR".into()),
                exchange_rate: Some(d("1.0842")),
                invoice_number: Some(format!("R-{}", 90210 + n)),
                order_number: Some(format!("#{}", 5001 + n)),
                exported: Some(day("2026-11-16")),
                goods_sold: Some(true),
                arrival: Some("2026-11-20".parse().unwrap()),
                lines: lines.collect(),
                ..Shipment::default()
            };
            PaperShipment { decision: decision(&shipment.id), shipment }
        })
        .collect()
}

fn decision(id: &str) -> Decision {
    Decision {
        id: id.into(),
        route: Route::Informal,
        exempt: Some(false),
        limb: None,
        entry_type: Some("11".into()),
        person: None,
        person_day_total: None,
        tests: Vec::new(),
        advisories: Vec::new(),
        would_have_qualified: true,
    }
}

pub fn papered(kind: PaperKind, entry: Option<&EntrySummary>, shipments: &[PaperShipment], stamp: &Stamp) -> Document {
    paper(kind, &PaperMatter { entry, firm: &firm(), client: &client(), shipments, stamp })
}

/// Every entry of this file by name.
pub fn all() -> Vec<(&'static str, EntrySummary)> {
    vec![
        ("foreign-importer", foreign_importer()),
        ("greek-names", greek_names()),
        ("cyrillic-names", cyrillic_names()),
        ("formal-fees", formal_fees()),
        ("many-makers", many_makers()),
        ("hundred-lines", hundred_lines()),
        ("three-sheets", three_sheets()),
        ("bare", bare()),
        ("dumping-and-charges", dumping_and_charges()),
    ]
}

/// The papers besides the 7501, by name.
pub fn papers() -> BTreeMap<&'static str, Document> {
    let stamp = stamp();
    let make = |kind, entry: &EntrySummary, shipments: &[PaperShipment]| papered(kind, Some(entry), shipments, &stamp);
    let few = shipments(2);
    BTreeMap::from([
        ("3461", make(PaperKind::EntryDelivery, &one_line(), &[])),
        ("3461-many-makers", make(PaperKind::EntryDelivery, &many_makers(), &[])),
        ("3461-thirty-lines", make(PaperKind::EntryDelivery, &thirty_lines(), &[])),
        ("duty-five-stacked", make(PaperKind::DutyWorksheet, &with_law(five_stacked()), &[])),
        ("duty-formal", make(PaperKind::DutyWorksheet, &with_law(formal_fees()), &[])),
        ("duty-thirty-lines", make(PaperKind::DutyWorksheet, &with_law(thirty_lines()), &[])),
        ("invoice", make(PaperKind::Invoice, &foreign_importer(), &few)),
        ("manifest", papered(PaperKind::Manifest, None, &shipments(25), &stamp)),
        ("7523", make(PaperKind::FreeOfDuty, &zero_duty(), &[])),
        ("cover", make(PaperKind::CoverSheet, &many_makers(), &few)),
        ("cover-longest-names", make(PaperKind::CoverSheet, &crate::samples::longest_names(), &few)),
        ("5291", papered(PaperKind::PowerOfAttorney, None, &[], &stamp)),
        ("5106", papered(PaperKind::ImporterIdentity, None, &[], &stamp)),
    ])
}
