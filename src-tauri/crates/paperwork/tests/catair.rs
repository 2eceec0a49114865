//! Files for the filing software: golden records, round trips, and every reason for which none is written.

use customs::{Decimal, EntryLine, EntrySummary, EntryTariffRow, FeeAmount, Firm, NamedAddress};
use paperwork::catair::{Application, CatairFault, CatairOptions, check, parse, write};
use proptest::prelude::*;

fn money(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn line(number: u32, value: &str, rows: &[(&str, &str, &str)]) -> EntryLine {
    let rows = rows.iter().map(|(hts, quantity, duty)| {
        serde_json::from_value::<EntryTariffRow>(
            serde_json::json!({ "hts": hts, "net_quantity": quantity, "rate": "", "duty": duty, "basis": { "name": "", "citations": [] } }),
        )
        .unwrap()
    });
    EntryLine {
        number,
        description: "Stoneware mugs, glazed".into(),
        origin: "DE".into(),
        gross_weight_kg: Some(money("3")),
        manifest_quantity: "2 CTN".into(),
        entered_value: money(value),
        charges: None,
        related: Some(false),
        rows: rows.collect(),
        adcvd_case: String::new(),
        shipment: "NK20412".into(),
        manufacturer_id: String::new(),
        ..EntryLine::default()
    }
}

fn fee(class: &str, amount: &str) -> FeeAmount {
    FeeAmount { class: class.into(), name: class.into(), amount: money(amount), citations: Vec::new() }
}

/// An informal entry by air of two lines, the second under a chapter 99 number.
fn entry() -> EntrySummary {
    let address = |name: &str, state: &str, country: &str| NamedAddress {
        name: name.into(),
        street: "12 Oak Street".into(),
        city: "Springfield".into(),
        state: state.into(),
        postal_code: "62704".into(),
        country: country.into(),
    };
    let mut entry: EntrySummary = serde_json::from_str(
        r#"{
        "number": "9HB-1000001-8", "entry_type": "11", "abi_status": "", "summary_date": "2026-11-23", "surety": "999", "bond_type": "0", "port": "4701",
        "entry_date": "2026-11-20", "carrier": "LH", "mode_code": "40", "mode": "air", "origin": "DE", "import_date": "2026-11-20",
        "bills": ["020-12345675", "NK-20412"], "manufacturer_id": "DENORKER12HAM", "exporting_country": "DE", "export_date": "2026-11-19", "it_number": "",
        "it_date": null, "missing_documents": "", "foreign_port": "", "port_of_unlading": "4701", "melt_and_pour": "", "primary_smelt": "",
        "secondary_smelt": "", "country_of_cast": "", "location": "E372", "consignee_number": "SAME", "importer_number": "98-765432100",
        "reference_number": "", "consignee": {}, "importer": {}, "lines": [], "fees": [], "total_entered_value": "0", "duty": "0", "tax": "0",
        "other": "0", "total": "0", "declarant": "", "declarant_title": "", "declarant_is_importer": false, "purchased": true, "broker": {},
        "broker_phone": "", "file_number": "NK-20412", "assumptions": [], "shipments": ["NK20412"]
    }"#,
    )
    .unwrap();
    entry.consignee = address("Zoë Müller", "IL", "US");
    entry.importer = address("Nordlicht Keramik GmbH", "", "DE");
    entry.lines = vec![line(1, "96", &[("6912.00.3950", "3 DOZ", "4.32")]), line(2, "120", &[("9903.05.20", "", "12.00"), ("6912.00.4810", "24 NO", "11.76")])];
    entry.fees = vec![fee("311", "2.77")];
    entry.total_entered_value = money("216");
    entry.duty = money("28.08");
    entry.other = money("2.77");
    entry.total = money("30.85");
    entry
}

fn firm() -> Firm {
    Firm { signer: "Dana Harbor".into(), phone: "718-555-0142".into(), ..Firm::default() }
}

fn options() -> CatairOptions {
    CatairOptions { trip: "LH404".into(), ..CatairOptions::default() }
}

fn text(application: Application, entry: &EntrySummary) -> String {
    write(application, std::slice::from_ref(entry), &firm(), &options()).unwrap_or_else(|f| panic!("{f:#?}")).text
}

fn faults(application: Application, change: impl FnOnce(&mut EntrySummary)) -> Vec<String> {
    let mut entry = entry();
    change(&mut entry);
    let faults = write(application, &[entry], &firm(), &options()).expect_err("it would be rejected");
    faults.iter().map(told).collect()
}

fn told(f: &CatairFault) -> String {
    format!("{} {} {}: {}", f.entry, f.record, f.field, f.because)
}

#[test]
fn an_entry_summary_in_golden_records() {
    let expected = [
        "10A9HB  10000018 4701NK-20412    11400X                                         ",
        "1198-76543210098-765432100               112026112026       IL                  ",
        "20LH  4701112026E372                                                            ",
        "21LH404                                                                         ",
        "2200000004CTN                                                                   ",
        "23M    02012345675                                                              ",
        "23H    NK20412                                                                  ",
        "3431100000277                                                                   ",
        "40  001 DEDE111926                       0000000003    N                        ",
        "44STONEWARE MUGS, GLAZED                                                        ",
        "47MDENORKER12HAM                                                                ",
        "506912003950 0000000432 0000000096 000000000300DOZ                              ",
        "40  002 DEDE111926                       0000000003    N                        ",
        "44STONEWARE MUGS, GLAZED                                                        ",
        "47MDENORKER12HAM                                                                ",
        "5099030520   0000001200 0000000000                                              ",
        "506912004810 0000001176 0000000120 000000002400NO                               ",
        "8931100000000277                                                                ",
        "9000000002808 00000000277                                                       ",
    ];
    let text = text(Application::Ae, &entry());
    assert_eq!(text.split_terminator("\r\n").collect::<Vec<_>>(), expected);
    assert_eq!(check(Application::Ae, &text), []);
}

#[test]
fn a_cargo_release_in_golden_records() {
    let text = text(Application::Se, &entry());
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert!(lines.iter().all(|l| l.len() == 80));
    assert_eq!(lines[0].trim_end(), "SE10A9HB  10000018 11EI 98-765432100400000000021647010 47010".replace("47010 47010", "4701  4701"));
    assert_eq!(lines[1].trim_end(), "SE11       E372                        LH404");
    assert_eq!(lines[2].trim_end(), "SE13DANA HARBOR                             7185550142");
    let ids: Vec<&str> = lines.iter().map(|l| l[..4].trim_end()).collect();
    assert_eq!(ids, ["SE10", "SE11", "SE13", "SE15", "SE15", "SE16", "SE30", "SE35", "SE36", "SE40", "SE50", "SE60", "SE40", "SE50", "SE60", "SE60"]);
    let records = parse(Application::Se, &text).unwrap();
    let field = |n: usize, key: &str| records[n].fields.get(key).map(String::as_str).unwrap_or_default().to_owned();
    assert_eq!((field(0, "importer_kind"), field(0, "importer"), field(0, "value")), ("EI".into(), "98-765432100".into(), "0000000216".into()));
    assert_eq!(
        (field(5, "carrier"), field(5, "trip"), field(5, "arrival"), field(5, "quantity")),
        ("LH".into(), "LH404".into(), "112026".into(), "00000004".into())
    );
    assert_eq!(
        (field(6, "kind"), field(6, "name"), field(8, "city"), field(8, "country")),
        ("CN".into(), "ZOE MULLER".into(), "SPRINGFIELD".into(), "US".into())
    );
    assert_eq!((field(14, "hts"), field(15, "hts"), field(15, "value")), ("99030520".into(), "6912004810".into(), "0000000120".into()));
}

#[test]
fn what_is_written_is_read_back_field_by_field() {
    let records = parse(Application::Ae, &text(Application::Ae, &entry())).unwrap();
    let field = |n: usize, key: &str| records[n].fields.get(key).map(String::as_str).unwrap_or_default().to_owned();
    assert_eq!((field(0, "filer") + &field(0, "number"), field(0, "port"), field(0, "bond_waiver")), ("9HB10000018".into(), "4701".into(), "0".into()));
    assert_eq!((field(1, "importer"), field(1, "consignee"), field(1, "entry_date")), ("98-765432100".into(), "98-765432100".into(), "112026".into()));
    assert_eq!((field(5, "kind"), field(5, "bill"), field(6, "kind"), field(6, "bill")), ("M".into(), "02012345675".into(), "H".into(), "NK20412".into()));
    assert_eq!(
        (field(16, "duty"), field(16, "value"), field(16, "quantity_1"), field(16, "unit_1")),
        ("0000001176".into(), "0000000120".into(), "000000002400".into(), "NO".into())
    );
}

#[test]
fn a_fee_of_the_entry_is_parted_over_its_lines_to_the_cent() {
    let mut formal = entry();
    formal.entry_type = "01".into();
    (formal.bond_type, formal.surety) = ("8".into(), "036".into());
    formal.fees = vec![fee("499", "34.57"), fee("501", "0.27")];
    formal.other = money("34.84");
    let text = text(Application::Ae, &formal);
    let fees: Vec<&str> = text.lines().filter(|l| l.starts_with("62")).map(str::trim_end).collect();
    assert_eq!(fees, ["6249900001536", "6250100000012", "6249900001921", "6250100000015"], "15.36 + 19.21 = 34.57; 0.12 + 0.15 = 0.27");
    assert!(text.contains("\r\n318B 036"));
    assert!(!text.contains("\r\n34"), "class 499 stands on the lines");
    assert!(text.contains("\r\n895010000") || text.contains("\r\n89499000"));
}

#[test]
fn what_would_be_rejected_is_not_written_and_each_reason_is_named() {
    let said = faults(Application::Ae, |e| {
        e.port = "JFK".into();
        e.importer_number.clear();
        e.consignee_number.clear();
        e.bills = vec!["020-12345676".into(), "NORDLICHT-2026-00001".into()];
        e.manufacturer_id = "MULTI".into();
        e.lines[0].rows[0].hts = "6912.00.39".into();
        e.lines[1].rows[1].net_quantity.clear();
    });
    let expected = [
        "9HB-1000001-8 11 importer number: it must be filled, and the entry does not say it",
        "9HB-1000001-8 23 bill number: `02012345676`: the last digit of an air waybill is the serial number modulo 7, here 5; one digit is wrong; see block 12",
        "9HB-1000001-8 23 bill number: `NORDLICHT-2026-00001` is not a house bill that an entry summary can carry: it takes up to twelve letters and digits; see block 12",
        "9HB-1000001-8 47 manufacturer ID: line 001 names no maker: fill block 13",
        "9HB-1000001-8 50 tariff number: line 001: 6912.00.39 has 8 digits, and a number that is entered has 10",
        "9HB-1000001-8 47 manufacturer ID: line 002 names no maker: fill block 13",
        "9HB-1000001-8 50 first quantity: line 002: block 35, the net quantity of 6912.00.4810, is empty",
    ];
    assert_eq!(said, expected);
    assert_eq!(
        faults(Application::Ae, |e| e.port = "47A-1".into()),
        ["9HB-1000001-8 10 port of entry: `47A-1` holds a character that this field does not take"]
    );
    assert_eq!(
        faults(Application::Ae, |e| e.lines[0].description = "陶瓷 mugs".into()),
        ["9HB-1000001-8 44 goods in words: `陶瓷 mugs` holds “陶”, which cannot be sent: write it in Latin letters"]
    );
    assert_eq!(
        faults(Application::Ae, |e| e.lines.iter_mut().for_each(|l| l.manifest_quantity.clear())),
        ["9HB-1000001-8 22 packages: block 34B, the manifest quantity, is empty on every line: fill it, or say how many packages each house bill has"]
    );
    assert_eq!(
        faults(Application::Ae, |e| e.lines[1].adcvd_case = "A-570-506".into()),
        ["9HB-1000001-8 53 antidumping or countervailing case: line 002: the deposit of case A-570-506 is not known to the desk: file this entry by hand"]
    );
    assert_eq!(faults(Application::Ae, |e| e.lines[0].rows[0].duty = money("4.325")), ["9HB-1000001-8 50 duty: 4.325 has more than 2 decimals"]);
    assert_eq!(faults(Application::Ae, |e| e.lines[0].rows[0].duty = money("-1")), ["9HB-1000001-8 50 duty: -1 is below zero"]);
    assert_eq!(faults(Application::Ae, |e| e.duty = money("28.09")), ["9HB-1000001-8 90 duty: the total is 28.09 and the parts make 28.08"]);
    assert_eq!(
        faults(Application::Se, |e| e.carrier = "Lufthansa Cargo".into()),
        ["9HB-1000001-8 SE16 carrier's code: block 8 says `Lufthansa Cargo`, which is no carrier's code of two to four characters"]
    );
    assert!(faults(Application::Ae, |e| e.lines.clear()).contains(&"9HB-1000001-8 40 line number: the entry has no line".to_owned()));
}

#[test]
fn a_file_from_elsewhere_is_checked_record_by_record() {
    let good = text(Application::Ae, &entry());
    let said =
        |text: &str| check(Application::Ae, text).iter().map(|f| format!("line {}: {} {}: {}", f.line, f.record, f.field, f.because)).collect::<Vec<_>>();
    let swap = |from: &str, to: &str| said(&good.replacen(from, to, 1));
    assert_eq!(swap("10A9HB", "10Q9HB"), ["line 1: 10 what to do with the summary: `Q` is none of A, R, D"]);
    assert_eq!(
        swap("10000018", "10000019"),
        ["line 1: 10 entry number with its check digit: `9HB10000019`: the check digit of this entry number is 8; one character is wrong"]
    );
    assert_eq!(
        swap("112026112026", "133026112026"),
        ["line 2: 11 entry date: `133026` is not right: the field holds a day as month, day and year of two digits each"]
    );
    assert_eq!(swap("40  002", "40  003"), ["line 13: 40 line number: the line is numbered 003, and 002 was expected"]);
    assert_eq!(
        swap("8931100000000277", "8931100000000278"),
        ["line 0: 89 fee totals: class 311 is 2.78 in the total and 2.77 in its parts", "line 19: 90 user fees: the total is 2.77 and the parts make 2.78"]
    );
    assert_eq!(swap("21LH404 ", "21LH404é"), ["line 4:  : the line holds a character that is not printable ASCII"]);
    assert_eq!(swap("21LH404  ", "21LH404 "), ["line 4:  : the line has 79 columns, and a record 80"]);
    assert_eq!(swap("21LH404 ", "21LH404X"), ["line 4: 21 filler: columns 8 to 80 must be blank"]);
    assert_eq!(swap("21LH404", "77LH404"), ["line 4: 77 : there is no record 77 in an AE file"]);
    assert_eq!(
        swap("44STONEWARE", "44stoneware"),
        ["line 10: 44 goods in words: `stoneware MUGS, GLAZED` is not right: the field holds capital letters, digits and signs"]
    );
    let without = |id: &str| said(&good.lines().filter(|l| !l.starts_with(id)).map(|l| format!("{l}\r\n")).collect::<String>());
    assert!(without("22").contains(&"line 1: 22 : record 22, manifested quantity, is missing".to_owned()));
    assert!(without("47").contains(&"line 9: 47 : record 47, party of the line, is missing".to_owned()));
    assert!(without("90").contains(&"line 18: 90 : record 90, totals, is missing".to_owned()));
    let mut lines: Vec<&str> = good.lines().collect();
    lines.swap(2, 4);
    assert!(said(&lines.join("\r\n")).iter().any(|f| f.contains("record 22 stands before record 21, and must stand after it")));
    assert_eq!(said(""), ["line 0:  : the file has no record"]);
}

#[test]
fn what_is_left_out_or_unverified_is_said() {
    let mut long = entry();
    long.file_number = "NORDLICHT-2026-00001".into();
    long.location = "Cargo building 75".into();
    long.lines[0].description = "Stoneware mugs, glazed, hand-painted with small blue anchors, in a gift box".into();
    let file = write(Application::Ae, &[long], &firm(), &options()).unwrap();
    let told = file.notes.join("\n");
    for part in [
        "9HB-1000001-8: the file number NORDLICHT-2026-00001 has more than the 9 characters of record 10 and is left out.",
        "9HB-1000001-8: the place of goods “Cargo building 75” is no FIRMS code and is left out.",
        "9HB-1000001-8: goods in words is shortened to “STONEWARE MUGS, GLAZED, HAND-PAINTED WITH SMALL BLUE ANCHORS, IN A GIF” in record 44.",
        "not read at its source",
        "Unverified: The records A, B, Y and Z around an entry are left to the filing software",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    assert!(!told.contains("bond is written B"), "only what the file holds is spoken of: {told}");
}

proptest! {
    /// Whatever stands in an entry: either the file is sound in every column and its totals agree, or there is none.
    #[test]
    fn a_file_is_sound_or_it_is_not_there(
        description in "\\PC{0,90}", carrier in "[A-Za-z0-9 é]{0,24}", file_number in "\\PC{0,14}", location in "[A-Z0-9 ]{0,6}",
        bill in "[A-Z0-9-]{0,16}", value in 0_u32..3000, cents in 0_u32..99_999, quantity in "([0-9]{1,5}(\\.[0-9]{1,3})? (NO|KG|DOZ))|X|",
        fees in proptest::collection::vec((prop::sample::select(vec!["311", "499", "501", "056", "496"]), 0_u32..9999), 0..6),
    ) {
        let mut e = entry();
        (e.carrier, e.file_number, e.location) = (carrier, file_number, location);
        e.bills = vec!["020-12345675".into(), bill];
        e.lines[0].description = description;
        e.lines[0].entered_value = Decimal::from(value);
        e.lines[0].rows[0].duty = Decimal::new(cents.into(), 2);
        e.lines[0].rows[0].net_quantity = quantity;
        e.fees = fees.iter().map(|(class, amount)| FeeAmount { class: (*class).into(), name: String::new(), amount: Decimal::new((*amount).into(), 2), citations: Vec::new() }).collect();
        e.duty = e.lines.iter().flat_map(|l| &l.rows).map(|r| r.duty).sum();
        if let Ok(file) = write(Application::Ae, &[e.clone()], &firm(), &options()) {
            prop_assert!(file.text.split_terminator("\r\n").all(|l| l.len() == 80 && l.bytes().all(|b| (b' '..=b'~').contains(&b))));
            prop_assert_eq!(check(Application::Ae, &file.text), vec![]);
            let records = parse(Application::Ae, &file.text).unwrap();
            let total: Decimal = records.iter().filter(|r| r.id == "62" || r.id == "34").flat_map(|r| r.fields.iter()).filter(|(k, _)| k.starts_with("amount")).map(|(_, v)| v.parse::<Decimal>().unwrap()).sum();
            prop_assert_eq!(total / Decimal::ONE_HUNDRED, e.fees.iter().map(|f| f.amount).sum::<Decimal>());
        }
    }

    /// No bytes make the reader panic, and none that are not a file pass.
    #[test]
    fn any_text_is_checked_without_falling_over(text in "\\PC{0,400}") {
        prop_assert!(!check(Application::Ae, &text).is_empty());
        prop_assert!(!check(Application::Se, &text).is_empty());
    }

    /// One changed column of a good file is found, or leaves a file that reads differently: nothing changes unseen.
    #[test]
    fn a_changed_column_does_not_go_unseen(at in 0_usize..1558, to in prop::sample::select(b"AZ09 .*".to_vec())) {
        let good = text(Application::Ae, &entry());
        let mut bytes = good.clone().into_bytes();
        prop_assume!(at < bytes.len() && bytes[at] != to && !matches!(bytes[at], b'\r' | b'\n'));
        bytes[at] = to;
        let changed = String::from_utf8(bytes).unwrap();
        match parse(Application::Ae, &changed) {
            Err(_) => {}
            Ok(records) => prop_assert_ne!(records, parse(Application::Ae, &good).unwrap()),
        }
    }
}
