//! The twenty-two quirks of merchants' files, one by one: what each file means, what is said about it, and that the cell
//! keeps the text it came with. The files stand in `tests/golden/intake`; here is what a broker would check in them.

use intake::{Issue, ReadOptions, ReadShipment, Reading, RowKind, Severity, read};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A quirk: its number, what it is, its files, and the check of them.
struct Quirk {
    number: u8,
    is: &'static str,
    files: &'static [&'static str],
    check: fn(&[Reading]),
}

#[rustfmt::skip]
const QUIRKS: &[Quirk] = &[
    Quirk { number: 1, is: "order fields only on the first row", files: &["quirk-01-order-fields-on-first-row.csv"], check: order_fields_on_the_first_row },
    Quirk { number: 2, is: "items as repeated groups of columns", files: &["quirk-02-items-side-by-side.csv"], check: items_side_by_side },
    Quirk { number: 3, is: "items packed into one cell", files: &["quirk-03-items-packed-in-one-cell.csv"], check: items_in_one_cell },
    Quirk { number: 4, is: "cells merged down an order",
        files: &["quirk-04-merged-down-an-order.xlsx", "file-xls-sheets-and-merges.xls", "file-ods-sheets-and-merges.ods"], check: merged_cells },
    Quirk { number: 5, is: "title block, totals, trailer", files: &["quirk-05-title-rows-totals-trailer.csv", "quirk-05-total-that-differs.csv"], check: titles_and_totals },
    Quirk { number: 6, is: "two header rows", files: &["quirk-06-two-header-rows.csv"], check: two_header_rows },
    Quirk { number: 7, is: "a `sep=` line", files: &["quirk-07-sep-line.csv"], check: sep_line },
    Quirk { number: 8, is: "encodings",
        files: &["quirk-08-utf8-bom.csv", "quirk-08-utf16-unicode-text.txt", "quirk-08-gb18030.csv", "quirk-08-shift-jis.csv", "quirk-08-windows-1252.csv"], check: encodings },
    Quirk { number: 9, is: "decimal comma", files: &["quirk-09-decimal-comma.csv"], check: decimal_comma },
    Quirk { number: 10, is: "money in any dress", files: &["quirk-10-money-in-any-dress.csv"], check: money_in_any_dress },
    Quirk { number: 11, is: "HTS numbers in any form", files: &["quirk-11-hts-in-any-form.csv"], check: hts_in_any_form },
    Quirk { number: 12, is: "names of the HTS column", files: &["quirk-12-hts-column-names.csv"], check: names_of_the_hts_column },
    Quirk { number: 13, is: "origins in any spelling", files: &["quirk-13-origins.csv"], check: origins },
    Quirk { number: 14, is: "UK for GB, names and codes mixed", files: &["quirk-14-countries.csv"], check: countries },
    Quirk { number: 15, is: "ZIPs that lost a zero", files: &["quirk-15-zips.csv", "quirk-15-states-in-any-spelling.csv"], check: zips },
    Quirk { number: 16, is: "dates in any form",
        files: &["quirk-16-dates-month-first.csv", "quirk-16-dates-unclear.csv", "quirk-16-dates-mixed.csv", "quirk-16-dates-with-offset.csv"], check: dates },
    Quirk { number: 17, is: "newlines and quotation marks in a cell", files: &["quirk-17-newlines-and-quotes.csv"], check: newlines_and_quotes },
    Quirk { number: 18, is: "ragged rows, a header again", files: &["quirk-18-ragged-rows-repeated-header.csv"], check: ragged_rows },
    Quirk { number: 19, is: "ghost rows, formulas that say 0", files: &["quirk-19-ghost-rows-and-zero-formulas.csv"], check: ghost_rows },
    Quirk { number: 20, is: "no currency column", files: &["quirk-20-currency-column-missing.csv", "quirk-20-foreign-currency-without-rate.csv"], check: currency_missing },
    Quirk { number: 21, is: "a shipment twice, at another price", files: &["quirk-21-duplicates.csv"], check: duplicates },
    Quirk { number: 22, is: "shipping in the value or not", files: &["quirk-22-shipping-in-the-value.csv"], check: shipping_in_the_value },
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/golden/intake")
}

fn open(file: &str) -> Reading {
    let bytes = std::fs::read(folder().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
    read(file, &bytes, &ReadOptions::default(), &|_| false).unwrap_or_else(|e| panic!("{e}"))
}

fn typed(text: &str) -> Reading {
    read("typed.csv", text.as_bytes(), &ReadOptions::default(), &|_| false).unwrap_or_else(|e| panic!("{e}"))
}

fn ship<'r>(reading: &'r Reading, id: &str) -> &'r ReadShipment {
    reading.shipments.iter().find(|s| s.shipment.id == id).unwrap_or_else(|| panic!("there is no {id}"))
}

/// `description = value` of each line.
fn goods(reading: &Reading, id: &str) -> Vec<String> {
    let line = |l: &customs::Line| format!("{} = {}", l.description, l.value.map_or("nothing".to_owned(), |v| v.to_string()));
    ship(reading, id).shipment.lines.iter().map(line).collect()
}

fn hts(reading: &Reading, id: &str) -> Option<String> {
    ship(reading, id).shipment.lines[0].hts.clone()
}

/// What is said of a row under a code.
fn said<'r>(reading: &'r Reading, row: u32, code: &str) -> &'r Issue {
    let here = || reading.issues.iter().filter(|i| i.row == row).map(|i| i.code.as_str()).collect::<Vec<_>>();
    reading.issues.iter().find(|i| i.row == row && i.code == code).unwrap_or_else(|| panic!("row {row} says nothing of {code}, but {:?}", here()))
}

/// What was put right in a row: what stood there, and what stands there now.
fn repaired(reading: &Reading, row: u32) -> Vec<(&str, &str)> {
    reading.repairs.iter().filter(|r| r.row == row).map(|r| (r.was.as_str(), r.now.as_str())).collect()
}

#[test]
fn each_of_the_twenty_two_quirks_has_its_file_and_reads_as_a_broker_means_it() {
    let numbers: Vec<u8> = QUIRKS.iter().map(|q| q.number).collect();
    assert_eq!(numbers, (1..=22).collect::<Vec<_>>(), "a quirk without a case, or two cases of one");
    for quirk in QUIRKS {
        assert!(!quirk.files.is_empty(), "quirk {} ({}) has no file", quirk.number, quirk.is);
        let readings: Vec<Reading> = quirk.files.iter().map(|f| open(f)).collect();
        (quirk.check)(&readings);
    }
    // No file of a quirk lies about unchecked.
    let named: BTreeSet<&str> = QUIRKS.iter().flat_map(|q| q.files).copied().collect();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(!name.starts_with("quirk-") || name.ends_with(".json") || named.contains(name.as_str()), "{name} stands under no quirk");
    }
}

#[test]
fn every_cell_of_every_quirk_keeps_the_text_it_came_with() {
    let mut compared = 0;
    for name in QUIRKS.iter().flat_map(|q| q.files).filter(|f| f.ends_with(".csv") || f.ends_with(".txt")) {
        let reading = open(name);
        let bytes = std::fs::read(folder().join(name)).unwrap();
        let label = reading.source.encoding.as_deref().unwrap_or("").trim_end_matches(" with BOM").to_owned();
        let (text, _) = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().decode_with_bom_removal(&bytes);
        let delimiter = reading.source.delimiter.as_deref().unwrap().as_bytes()[0];
        // Another reader of delimited text, for a second opinion. It passes over empty lines.
        let mut second = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        let filled = |row: &Vec<String>| row.iter().any(|c| !c.is_empty());
        let trimmed = |mut row: Vec<String>| {
            while row.last().is_some_and(String::is_empty) {
                row.pop();
            }
            row
        };
        let wanted: Vec<Vec<String>> = second.records().map(|r| trimmed(r.unwrap().iter().map(str::to_owned).collect())).filter(filled).collect();
        let width = reading.columns.len().max(12) as u32;
        let got: Vec<Vec<String>> =
            (1..=reading.source.rows).map(|row| trimmed((0..width).map(|column| reading.original(row, column).to_owned()).collect())).filter(filled).collect();
        assert_eq!(got, wanted, "{name}");
        compared += wanted.len();
        for repair in &reading.repairs {
            let original = reading.original(repair.row, repair.column_index);
            assert!(original.contains(&repair.was), "{name}, row {}: {} was “{original}”", repair.row, repair.was);
        }
    }
    assert!(compared > 100, "only {compared} rows were compared");
}

fn order_fields_on_the_first_row(readings: &[Reading]) {
    let reading = &readings[0];
    assert_eq!(goods(reading, "S1"), ["Linen napkin = 24.00", "Oak board = 20.00", "Gift card sleeve = 3.00"]);
    assert_eq!((ship(reading, "S1").rows.as_slice(), ship(reading, "S1").line_rows.as_slice()), ([2, 3, 4].as_slice(), [2, 3, 4].as_slice()));
    // Some shops leave even the order's name blank on its further rows.
    let blank = typed(
        "Name,Shipping Name,Shipping Zip,Lineitem quantity,Lineitem name,Lineitem price,Currency\n#S1,Ada Quill,'14850,2,napkin,12.00,USD\n,,,1,board,20.00,\n#S2,Ben Oakley,97301,1,brush,18.00,USD\n",
    );
    assert_eq!((goods(&blank, "S1"), goods(&blank, "S2")), (vec!["napkin = 24.00".to_owned(), "board = 20.00".to_owned()], vec!["brush = 18.00".to_owned()]));
}

fn items_side_by_side(readings: &[Reading]) {
    assert_eq!(goods(&readings[0], "7001"), ["wool scarf = 40.00", "wool socks = 15.00"]);
    assert_eq!(goods(&readings[0], "7002"), ["wool socks = 15.00"], "an empty first group is no item");
}

fn items_in_one_cell(readings: &[Reading]) {
    let reading = &readings[0];
    assert_eq!(goods(reading, "YT1"), ["ceramic mug = 11.00", "cotton towel = 12.00"]);
    assert_eq!(hts(reading, "YT1").as_deref(), Some("6912004400"));
    assert_eq!(said(reading, 4, "item-unclear").severity, Severity::Error, "what does not come apart is not guessed");
    assert!(said(reading, 2, "items-unpacked").message.contains("Check the first ones."));
}

fn merged_cells(readings: &[Reading]) {
    let book = &readings[0];
    assert_eq!(goods(book, "M-1"), ["wool hat = 28.00", "wool scarf = 22.00", "wool socks = 9.00"]);
    assert_eq!(ship(book, "M-1").shipment.consignee.as_deref().unwrap().name.as_deref(), Some("Ada Quill"));
    assert_eq!(ship(book, "M-1").rows, [2, 3, 4]);
    assert_eq!(goods(book, "M-2"), ["tin whistle = 22.00", "whistle case = nothing"], "a value merged over two goods is nobody's");
    assert_eq!(said(book, 6, "merged-value").message, "The value is merged over several rows (from row 5); write a value into each row.");
    assert_eq!(book.original(3, 0), "", "the text stands where the file has it: in the first cell");
    for old in &readings[1..] {
        assert!(old.shipments.iter().any(|s| s.rows.len() > 1 && s.shipment.consignee.is_some()), "{}: no merged order", old.source.file_name);
    }
}

fn titles_and_totals(readings: &[Reading]) {
    let c = readings[0].source.counts;
    assert_eq!((c.title, c.header, c.goods, c.total, c.trailer), (4, 1, 2, 1, 2));
    assert!(readings[0].issues.is_empty(), "{:?}", readings[0].issues);
    assert!(readings[0].source.master_bill.is_some());
    assert_eq!(readings[0].shipments[0].shipment.arrival.unwrap().to_string(), "2024-06-03", "the arrival above the header is every row's");
    let differs = said(&readings[1], 3, "total-differs");
    assert!(differs.message.starts_with("The file's total of pieces is 22, but the rows read add up to 2."), "{}", differs.message);
    let ebay = open("layout-ebay-us.csv");
    assert!(ebay.source.counts.trailer >= 2, "“83 record(s) downloaded” and the seller are no goods");
}

fn two_header_rows(readings: &[Reading]) {
    assert_eq!((readings[0].source.header_row, readings[0].source.header_rows, readings[0].source.counts.goods), (1, 2, 1));
    assert_eq!(goods(&readings[0], "N1"), ["wool hat = 28.00"]);
}

fn sep_line(readings: &[Reading]) {
    assert_eq!((readings[0].source.delimiter.as_deref(), readings[0].source.header_row), (Some(";"), 2));
    assert_eq!(goods(&readings[0], "N1"), ["hat; wool = 28.00"]);
}

fn encodings(readings: &[Reading]) {
    let found: Vec<&str> = readings.iter().map(|r| r.source.encoding.as_deref().unwrap()).collect();
    assert_eq!(found, ["UTF-8 with BOM", "UTF-16LE with BOM", "gb18030", "Shift_JIS", "windows-1252"]);
    let formats: Vec<&str> = readings.iter().map(|r| r.source.format.as_str()).collect();
    assert_eq!(formats, ["csv", "tsv", "csv", "csv", "csv"]);
    let names: Vec<&str> = readings.iter().map(|r| r.shipments[0].shipment.consignee.as_deref().unwrap().name.as_deref().unwrap()).collect();
    assert_eq!(names, ["Zoë Núñez", "Zoë Núñez", "王 芳 Fang Wang", "山田 花子", "Jürgen Groß"]);
}

fn decimal_comma(readings: &[Reading]) {
    let reading = &readings[0];
    let values: Vec<String> = reading.shipments.iter().filter_map(|s| s.shipment.lines[0].value).map(|v| v.to_string()).collect();
    assert_eq!(values, ["1299.00", "189.50", "1018.50", "12.50"]);
    assert_eq!(said(reading, 6, "amount-unclear").value, "1.2240", "what could be 1.22 or 12,240 is asked");
}

fn money_in_any_dress(readings: &[Reading]) {
    let reading = &readings[0];
    let of = |id: &str| (goods(reading, id)[0].clone(), ship(reading, id).shipment.currency.clone());
    assert_eq!(of("M1"), ("hat = 5.00".to_owned(), Some("USD".to_owned())));
    assert_eq!(of("M2"), ("hat = 5.00".to_owned(), Some("USD".to_owned())));
    assert_eq!(of("M3"), ("clock = 1299.00".to_owned(), Some("USD".to_owned())));
    assert_eq!(of("M4"), ("mug = 120.00".to_owned(), Some("CNY".to_owned())));
    for (row, code) in [(6, "amount-not-a-number"), (7, "negative-value"), (8, "negative-value"), (9, "zero-value"), (10, "no-value")] {
        assert_eq!(said(reading, row, code).severity, Severity::Error);
    }
    assert_eq!(reading.original(5, 5), "￥120");
}

fn hts_in_any_form(readings: &[Reading]) {
    let reading = &readings[0];
    for (id, number) in [("T1", "6104.42.0010"), ("T2", "6104420010"), ("T3", "610442"), ("T4", "610442"), ("T5", "0101"), ("T6", "0101"), ("T7", "0902101015")]
    {
        assert_eq!(hts(reading, id).as_deref(), Some(number), "{id}");
    }
    for (row, code) in [(9, "hts-digits"), (10, "hts-too-long"), (11, "hts-not-a-number"), (12, "no-hts")] {
        said(reading, row, code);
    }
    assert_eq!(repaired(reading, 5), [("6.10442E+09", "610442")]);
    assert_eq!(repaired(reading, 8), [("902101015", "0902101015")]);
    assert_eq!(reading.original(6, 3), "=\"0101\"", "the guard is part of the cell's text, not of the number");
    // Zeros that only fill ten places are no statistical suffix to assert; eight digits are the number as it is.
    let eight = typed("HAWB,Consignee,Description,HTS,Value\nE1,Ada Quill,mug,69120044,$5\nE2,Ada Quill,mug,6912.00.44,$5\nE3,Ada Quill,horse,101290000,$5\n");
    assert_eq!((hts(&eight, "E1").as_deref(), hts(&eight, "E2").as_deref()), (Some("69120044"), Some("6912.00.44")));
    assert_eq!(hts(&eight, "E3").as_deref(), Some("0101290000"));
}

fn names_of_the_hts_column(readings: &[Reading]) {
    assert_eq!(hts(&readings[0], "W1").as_deref(), Some("6505001540"));
    for name in [
        "HTS",
        "HTS Code",
        "HTSNumber",
        "HS Code",
        "HSCode",
        "hs_code",
        "Harmonized Code",
        "harmonizedTariffCode",
        "tariff",
        "customs_hs_tariff",
        "commodity code",
        "海关编码",
        "HsCode",
        "HTSUS",
        "Tariff number",
        "Zolltarifnummer",
    ] {
        let reading = typed(&format!("HAWB,Consignee,Description,{name},Value\nW1,Ada Quill,wool hat,6505001540,$14.00\n"));
        assert_eq!(hts(&reading, "W1").as_deref(), Some("6505001540"), "{name}");
    }
}

fn origins(readings: &[Reading]) {
    let reading = &readings[0];
    let found: Vec<Option<&str>> = reading.shipments.iter().map(|s| s.shipment.lines[0].origin.as_deref()).collect();
    assert_eq!(found, [Some("CN"), Some("CN"), Some("CN"), Some("CN"), None, Some("CN"), Some("CN"), None]);
    said(reading, 6, "no-origin");
    assert_eq!(said(reading, 9, "origin-unknown").value, "Atlantis");
    assert_eq!(reading.original(7, 4), "Made in China");
}

fn countries(readings: &[Reading]) {
    let reading = &readings[0];
    let found: Vec<&str> = reading.shipments.iter().map(|s| s.shipment.consignee.as_deref().unwrap().country.as_deref().unwrap()).collect();
    assert_eq!(found, ["US", "US", "US", "GB", "US", "Ruritania"]);
    assert!(reading.shipments.iter().all(|s| s.shipment.lines[0].origin.as_deref() == Some("GB")), "UK is the United Kingdom");
    said(reading, 6, "state-unknown");
    said(reading, 7, "country-unknown");
    assert_eq!(reading.original(5, 5), "UK");
}

fn zips(readings: &[Reading]) {
    let zip = |r: &Reading, id: &str| ship(r, id).shipment.consignee.as_deref().unwrap().postal_code.clone().unwrap();
    for (id, whole) in [("Z1", "02108"), ("Z2", "00501"), ("Z3", "02108"), ("Z4", "02108"), ("Z5", "00907"), ("Z6", "62701-0001")] {
        assert_eq!(zip(&readings[0], id), whole, "{id}");
    }
    assert_eq!(repaired(&readings[0], 2), [("2108", "02108")]);
    assert!(repaired(&readings[0], 4).is_empty(), "an apostrophe in front is no part of the ZIP, and nothing to repair");
    assert_eq!(readings[0].original(4, 4), "'02108");
    said(&readings[0], 8, "zip-elsewhere");
    let regions: Vec<&str> = readings[1].shipments.iter().map(|s| s.shipment.consignee.as_deref().unwrap().region.as_deref().unwrap()).collect();
    assert_eq!(regions, ["TX", "NV", "MA", "PR", "DC"]);
}

fn dates(readings: &[Reading]) {
    let arrival = |r: &Reading, id: &str| ship(r, id).shipment.arrival.map(|a| a.to_string());
    let [first, unclear, mixed, offset] = readings else { panic!("four files") };
    assert_eq!(arrival(first, "D1").as_deref(), Some("2024-06-03"));
    assert_eq!(arrival(first, "D2").as_deref(), Some("2024-06-03"));
    assert_eq!(repaired(first, 3), [("45443", "2024-05-31")]);
    assert!(said(unclear, 2, "date-order-unclear").message.starts_with("03/06/2024 is 6 March 2024 or 3 June 2024?"));
    assert_eq!(unclear.issues.iter().filter(|i| i.code == "date-order-unclear").count(), 1, "asked once for the file");
    assert_eq!(said(mixed, 3, "date-order-mixed").severity, Severity::Error);
    assert_eq!(arrival(offset, "GW-1").as_deref(), Some("2024-06-03T23:30:00-04:00"), "the offset is kept: the day can move");
    assert_eq!(arrival(offset, "GW-4"), None);
    said(offset, 5, "date-unclear");
}

fn newlines_and_quotes(readings: &[Reading]) {
    assert_eq!(goods(&readings[0], "Q1"), ["mug with \"blue\" rim = 14.00"]);
    assert_eq!(goods(&readings[0], "Q2"), ["5\" nail box = 4.00"]);
    assert_eq!(readings[0].original(2, 2), "mug\r\nwith \"blue\" rim", "the newline is part of the cell");
}

fn ragged_rows(readings: &[Reading]) {
    let reading = &readings[0];
    assert_eq!((reading.shipments.len(), reading.source.counts.header), (3, 2));
    assert_eq!(reading.kind_of(4), RowKind::Header);
    said(reading, 3, "short-row");
    assert_eq!(said(reading, 5, "cells-beyond-header").value, "stray");
}

fn ghost_rows(readings: &[Reading]) {
    let reading = &readings[0];
    assert_eq!((reading.shipments.len(), reading.source.counts.blank), (2, 2));
    assert_eq!((reading.kind_of(3), reading.kind_of(4)), (RowKind::Blank, RowKind::Blank));
    assert_eq!(repaired(reading, 2), [("0", "28.00")]);
}

fn currency_missing(readings: &[Reading]) {
    assert_eq!(said(&readings[0], 1, "currency-assumed").severity, Severity::Warning);
    assert!(readings[0].shipments.iter().all(|s| s.shipment.currency.is_none()), "no currency is made up");
    assert_eq!(said(&readings[1], 2, "no-exchange-rate").severity, Severity::Error, "no rate, no guess");
    said(&readings[1], 3, "currency-unknown");
}

fn duplicates(readings: &[Reading]) {
    let reading = &readings[0];
    let differs = said(reading, 4, "same-goods-other-value");
    assert_eq!((differs.severity, differs.value.as_str()), (Severity::Error, "19.00"));
    assert_eq!(said(reading, 5, "same-goods-twice").severity, Severity::Warning);
    assert_eq!(said(reading, 6, "two-consignees").value, "Cy Vale");
}

fn shipping_in_the_value(readings: &[Reading]) {
    let reading = &readings[0];
    assert!(said(reading, 2, "order-value-differs").message.contains("with shipping 6.00 in it"));
    assert!(!reading.issues.iter().any(|i| i.row == 3 && i.code == "order-value-differs"), "shipping beside the goods is as it should be");
    assert!(said(reading, 4, "order-value-differs").message.contains("the order says 50.00"));
}
