//! Invented entries that try every corner of the form.

use chrono::{DateTime, NaiveDate, Utc};
use customs::{Decimal, EntryLine, EntryNumber, EntrySummary, EntryTariffRow, FeeAmount, Mode, NamedAddress};
use paperwork::Stamp;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn stamp() -> Stamp {
    Stamp {
        law_verified_through: day("2026-10-09"),
        rulebook_version: "2026-10 sha256:5f0c1d2e3a4b".to_owned(),
        journal_head: "9f2b7c41d06e5a38b1c4f7e2a9d0365871be4c2f90a3d5e6178b2c4d5e6f7081".to_owned(),
        prepared_at: "2026-11-20T15:04:05Z".parse::<DateTime<Utc>>().unwrap(),
    }
}

pub fn address(name: &str, street: &str, city: &str, state: &str, zip: &str) -> NamedAddress {
    NamedAddress { name: name.into(), street: street.into(), city: city.into(), state: state.into(), postal_code: zip.into(), country: "US".into() }
}

pub fn row(hts: &str, quantity: &str, rate: &str, duty: &str) -> EntryTariffRow {
    EntryTariffRow { hts: hts.into(), net_quantity: quantity.into(), rate: rate.into(), duty: d(duty), ..Default::default() }
}

/// A tariff row with a quantity in the second unit as well.
pub fn also(row: EntryTariffRow, quantity: &str) -> EntryTariffRow {
    EntryTariffRow { further_quantities: vec![quantity.into()], ..row }
}

pub fn line(number: u32, description: &str, value: &str, rows: Vec<EntryTariffRow>) -> EntryLine {
    EntryLine {
        number,
        description: description.into(),
        origin: "CN".into(),
        gross_weight_kg: Some(d("2")),
        manifest_quantity: String::new(),
        entered_value: d(value),
        charges: None,
        related: Some(false),
        rows,
        adcvd_case: String::new(),
        shipment: format!("HB{number:05}"),
        ..Default::default()
    }
}

pub fn fee(class: &str, name: &str, amount: &str) -> FeeAmount {
    FeeAmount { class: class.into(), name: name.into(), amount: d(amount), citations: vec![] }
}

/// Fills in the totals, so that the samples agree with themselves.
pub fn added_up(mut entry: EntrySummary) -> EntrySummary {
    entry.total_entered_value = entry.lines.iter().map(|l| l.entered_value).sum();
    entry.duty = entry.lines.iter().flat_map(|l| &l.rows).map(|r| r.duty).sum();
    entry.other = entry.fees.iter().map(|f| f.amount).sum();
    entry.total = entry.duty + entry.tax + entry.other;
    entry
}

fn plain(number: u32) -> EntrySummary {
    EntrySummary {
        number: EntryNumber::new(&"9HB".parse().unwrap(), number).unwrap(),
        entry_type: "11".into(),
        abi_status: "ABI/A".into(),
        summary_date: Some(day("2026-11-20")),
        surety: "999".into(),
        bond_type: "0".into(),
        port: "4701".into(),
        entry_date: day("2026-11-18"),
        carrier: "CX".into(),
        mode_code: "40".into(),
        mode: Some(Mode::Air),
        origin: "CN".into(),
        import_date: Some(day("2026-11-18")),
        bills: vec!["160-12345675".into(), "HLX00094410".into()],
        manufacturer_id: "CNSHEHUA1688SHE".into(),
        exporting_country: "CN".into(),
        export_date: Some(day("2026-11-16")),
        it_number: String::new(),
        it_date: None,
        missing_documents: String::new(),
        foreign_port: String::new(),
        port_of_unlading: "4701".into(),
        melt_and_pour: String::new(),
        primary_smelt: String::new(),
        secondary_smelt: String::new(),
        country_of_cast: String::new(),
        location: "E123".into(),
        consignee_number: "SAME".into(),
        importer_number: "12-345678900".into(),
        reference_number: String::new(),
        consignee: address("Harbor & Pine Outfitters LLC", "1440 Broadway, Suite 900", "New York", "NY", "10018"),
        importer: address("Harbor & Pine Outfitters LLC", "1440 Broadway, Suite 900", "New York", "NY", "10018"),
        lines: vec![line(1, "Women's knitted T-shirts of cotton", "212", vec![also(row("6109.10.0040", "24 DOZ", "16.5%", "34.98"), "1.8 KG")])],
        fees: vec![fee("311", "Informal MPF", "2.77")],
        total_entered_value: d("0"),
        duty: d("0"),
        tax: d("0.00"),
        other: d("0"),
        total: d("0"),
        declarant: "Ruth Almgren".into(),
        declarant_title: "Attorney-in-fact".into(),
        declarant_is_importer: false,
        purchased: true,
        broker: address("Almgren Customs Brokerage Inc.", "151-02 North Boundary Road", "Jamaica", "NY", "11430"),
        broker_phone: "(718) 555-0142".into(),
        file_number: "26-00417".into(),
        assumptions: vec![],
        shipments: vec!["HB00001".into()],
        by_hand: Vec::new(),
        lines_merged: false,
    }
}

pub fn one_line() -> EntrySummary {
    added_up(plain(417))
}

pub fn five_stacked() -> EntrySummary {
    let mut entry = plain(418);
    entry.lines = vec![line(
        1,
        "Lithium-ion battery packs, rechargeable, for electric bicycles",
        "780",
        vec![
            row("9903.88.15", "", "7.5%", "58.50"),
            row("9903.01.24", "", "10%", "78.00"),
            row("9903.01.25", "", "10%", "78.00"),
            row("9903.91.01", "", "25%", "195.00"),
            row("9903.05.20", "", "12.5%", "97.50"),
            row("8507.60.0020", "4 NO", "3.4%", "26.52"),
        ],
    )];
    added_up(entry)
}

pub fn zero_duty() -> EntrySummary {
    let mut entry = plain(419);
    entry.lines = vec![line(1, "Printed books, hardcover", "95", vec![row("4901.99.0093", "31 NO", "Free", "0.00")])];
    added_up(entry)
}

pub fn specific_duty() -> EntrySummary {
    let mut entry = plain(420);
    entry.origin = "CH".into();
    let mut watch = line(
        1,
        "Wrist watches, battery powered, with strap of leather",
        "1240",
        vec![row("9102.11.2520", "6 NO", "40¢ each + 8.5% on the case + 14% on the strap, band or bracelet + 5.3% on the battery", "118.44")],
    );
    watch.origin = "CH".into();
    watch.gross_weight_kg = Some(d("1"));
    entry.lines = vec![watch, line(2, "Green tea, flavored, in packings of 3 kg or less", "310", vec![row("0902.10.1015", "12.50 KG", "6.4%", "19.84")])];
    added_up(entry)
}

pub fn thirty_lines() -> EntrySummary {
    let mut entry = plain(421);
    entry.origin = "MULTI".into();
    entry.manufacturer_id = "MULTI".into();
    let goods = [
        "Ceramic mugs, hand painted",
        "Phone cases of plastic",
        "Cotton tea towels, woven, printed, in sets of four",
        "LED desk lamps",
        "Wooden picture frames",
    ];
    entry.lines = (1u32..=30)
        .map(|n| {
            let value = Decimal::from(40 + n);
            let base = customs::money::cents(value * d("0.065"));
            let mut rows =
                vec![EntryTariffRow { hts: "3926.90.9985".into(), net_quantity: format!("{n} NO"), rate: "6.5%".into(), duty: base, ..Default::default() }];
            if n % 3 == 0 {
                let extra = customs::money::cents(value * d("0.25"));
                rows.insert(0, EntryTariffRow { hts: "9903.88.03".into(), net_quantity: String::new(), rate: "25%".into(), duty: extra, ..Default::default() });
            }
            let mut l = line(n, goods[n as usize % goods.len()], &value.to_string(), rows);
            (l.origin, l.manufacturer_id) = if n % 3 == 0 { ("CN".into(), "CNSHEHUA1688SHE".into()) } else { ("PT".into(), "PTOLAVAL21AVE".into()) };
            l
        })
        .collect();
    added_up(entry)
}

pub fn every_block() -> EntrySummary {
    let mut entry = plain(422);
    entry.entry_type = "03".into();
    entry.abi_status = "ABI/S LIVE".into();
    entry.surety = "036".into();
    entry.bond_type = "8".into();
    entry.carrier = "EVER GIVEN VOYAGE 041E".into();
    entry.mode = Some(Mode::Ocean);
    entry.mode_code = "11".into();
    entry.it_number = "V12345675".into();
    entry.it_date = Some(day("2026-11-14"));
    entry.missing_documents = "01 10".into();
    entry.foreign_port = "57035".into();
    entry.melt_and_pour = "CN".into();
    entry.primary_smelt = "CA".into();
    entry.secondary_smelt = "N/A".into();
    entry.country_of_cast = "CA".into();
    entry.location = "H588 Port Jersey Terminal".into();
    entry.consignee_number = "98-765432100".into();
    entry.reference_number = "11-223344500".into();
    entry.tax = d("12.40");
    entry.declarant_is_importer = true;
    entry.purchased = false;
    entry.consignee.country = "CA".into();
    entry.consignee.state = "ON".into();
    entry.consignee.postal_code = "M5V 2T6".into();
    let mut nails =
        line(1, "Steel nails, collated, of wire", "18450", vec![row("9903.82.09", "", "25%", "4612.50"), row("S 7317.00.5501", "2140.00 KG", "Free", "0.00")]);
    nails.adcvd_case = "A-570-909-000".into();
    nails.manifest_quantity = "84 CTN".into();
    nails.charges = Some(d("1210"));
    nails.gross_weight_kg = Some(d("2310"));
    nails.related = Some(true);
    entry.lines = vec![nails];
    entry.fees = vec![
        fee("012", "Antidumping duty, cash deposit", "21825.35"),
        fee("056", "Cotton fee", "1.02"),
        fee("499", "MPF", "63.91"),
        fee("500", "Manual entry surcharge", "4.05"),
        fee("501", "HMF", "23.06"),
        fee("110", "Dairy fee", "0.33"),
    ];
    added_up(entry)
}

pub fn longest_names() -> EntrySummary {
    let mut entry = plain(423);
    let endless = "The Consolidated International Merchandise Forwarding, Warehousing, Fulfilment and General Trading Company of the Greater \
                   Philadelphia Metropolitan Area, Successors and Assigns, doing business as Conglomerated Everyday Household Necessities Direct";
    entry.consignee.name = endless.into();
    entry.consignee.street = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Industrial Park, Building 1440-B, Mezzanine, Door 17".into();
    entry.consignee.city = "Chargoggagoggmanchauggagoggchaubunagungamaugg".into();
    entry.importer.name = "Harbor & Pine Outfitters, Purveyors of Fine Outdoor Apparel and Equipment, LLC".into();
    entry.bills = (0..14).map(|n| format!("HLX000944{n:02}")).collect();
    entry.carrier = "MEDITERRANEAN SHIPPING COMPANY GÜLSÜN VOYAGE FE2647W".into();
    entry.broker.name = "Almgren, Featherstonehaugh, Wolfeschlegelsteinhausenbergerdorff & Daughters Customs Brokerage Incorporated".into();
    entry.file_number = "26-00423/HARBOR-AND-PINE/HOLIDAY-SEASON/SECOND-CONSOLIDATION/REVISION-3".into();
    entry.declarant = "Wilhelmina Featherstonehaugh-Cholmondeley-Marjoribanks".into();
    entry.declarant_title = "Senior Vice President and Attorney-in-fact".into();
    entry.lines[0].description =
        "Hooded parkas, women's, of man-made fibers, with detachable faux-fur trim, quilted lining filled with recycled polyester, two-way \
        front zipper with storm flap, adjustable cuffs, interior pockets with zipper, four outer pockets, reflective piping at shoulder and hem, \
        style HP-2026-PK-ALPINE-LONG, colors: glacier, spruce, ember, midnight; sizes XS to 3XL; with care label sewn into side seam"
            .into();
    entry.lines[0].rows =
        vec![also(row("6202.40.7511", "12345678.50 DOZ", "The duty provided in the applicable subheading + 12.5%", "58.72"), "98765432.10 KG")];
    added_up(entry)
}

pub fn cjk_names() -> EntrySummary {
    let mut entry = plain(424);
    entry.origin = "JP".into();
    entry.manufacturer_id = "JPTOKSEI13TOK".into();
    entry.consignee = address("東京製鉄株式会社 米国支店 (Tokyo Seitetsu)", "100 Park Ave, 3階", "Fort Lee", "NJ", "07024");
    entry.importer = address("深圳市华强北电子科技有限公司", "Ñandú Straße 12, Δελφοί", "Київ", "NY", "10001");
    entry.declarant = "Søren Łukasiewicz".into();
    entry.lines = vec![line(1, "서울 도자기 세트 / ceramic tableware 陶瓷餐具", "160", vec![row("6912.00.3950", "3 DPC", "4.5%", "7.20")])];
    added_up(entry)
}

/// Every sample by name.
pub fn all() -> Vec<(&'static str, EntrySummary)> {
    vec![
        ("one-line", one_line()),
        ("five-stacked-9903", five_stacked()),
        ("zero-duty", zero_duty()),
        ("specific-duty", specific_duty()),
        ("thirty-lines", thirty_lines()),
        ("every-block", every_block()),
        ("longest-names", longest_names()),
        ("cjk-names", cjk_names()),
    ]
}
