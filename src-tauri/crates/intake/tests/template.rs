//! Our own template: filled in, it reads back without a doubt; it is the same file every time.

use intake::{ReadOptions, read, template};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The template with rows written under its header, as a spreadsheet program would.
fn filled(rows: &[&[&str]]) -> Vec<u8> {
    let mut cells = String::new();
    for (at, row) in rows.iter().enumerate() {
        cells.push_str(&format!("<row r=\"{}\">", at + 2));
        for (column, text) in row.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
            let place = format!("{}{}", intake::letter(column as u32), at + 2);
            cells.push_str(&format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"));
        }
        cells.push_str("</row>");
    }
    let empty = template().unwrap();
    let mut archive = ZipArchive::new(Cursor::new(empty.as_slice())).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            bytes = String::from_utf8(bytes).unwrap().replace("</sheetData>", &format!("{cells}</sheetData>")).into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[rustfmt::skip]
const ROWS: &[&[&str]] = &[
    &["GW-1001", "589-81140743", "10021", "2024-06-03", "2024-06-01", "air", "PT", "commercial", "sold", "USD", "Ada Quill", "4 Mill Lane", "", "Boston", "MA", "02108", "US",
      "ada@example.com", "", "", "", "hat, knitted, of wool", "6505001540", "PT", "2", "7.50", "0.34", "HAT-W-01"],
    &["GW-1001", "589-81140743", "10021", "2024-06-03", "2024-06-01", "air", "PT", "commercial", "sold", "USD", "Ada Quill", "4 Mill Lane", "", "Boston", "MA", "02108", "US",
      "ada@example.com", "", "", "", "scarf, woven, of wool", "6214200000", "PT", "1", "22.00", "0.2", "SCA-W-01"],
];

#[test]
fn filled_in_it_reads_back_without_a_doubt() {
    let reading = read("manifest.xlsx", &filled(ROWS), &ReadOptions::default(), &|_| false).unwrap();
    assert_eq!((reading.source.kind.as_str(), reading.source.sheet.as_deref()), ("entrydesk-template", Some("Manifest")));
    let doubtful: Vec<_> = reading.columns.iter().filter(|c| c.confidence != 100 || c.field.is_none()).map(|c| (&c.header, c.confidence)).collect();
    assert!(doubtful.is_empty(), "{doubtful:?}");
    assert!(reading.issues.is_empty() && reading.repairs.is_empty(), "{:?}", reading.issues);
    let [held] = reading.shipments.as_slice() else { panic!("{} shipments", reading.shipments.len()) };
    let shipment = &held.shipment;
    assert_eq!((shipment.id.as_str(), shipment.order_number.as_deref(), shipment.currency.as_deref()), ("GW-1001", Some("10021"), Some("USD")));
    assert_eq!(shipment.consignee.as_ref().unwrap().postal_code.as_deref(), Some("02108"));
    let values: Vec<String> = shipment.lines.iter().map(|l| l.value.unwrap().to_string()).collect();
    assert_eq!(values, ["15.00", "22.00"]);
    assert_eq!(shipment.arrival.unwrap().to_string(), "2024-06-03");
}

#[test]
fn empty_it_is_a_header_without_goods() {
    let reading = read("empty.xlsx", &template().unwrap(), &ReadOptions::default(), &|_| false).unwrap();
    assert_eq!((reading.shipments.len(), reading.source.rows, reading.source.sheets.len()), (0, 1, 3));
}

#[test]
fn it_has_drop_downs_and_is_the_same_file_every_time() {
    let (one, two) = (template().unwrap(), template().unwrap());
    assert!(one == two, "two templates differ");
    let sheet = part(&one, "xl/worksheets/sheet1.xml");
    assert_eq!(sheet.matches("<dataValidation ").count(), 28);
    for list in ["Lists!$A$2:$A$", "Lists!$C$2:$C$", "Lists!$E$2:$E$", "Lists!$G$2:$G$6", "Lists!$I$2:$I$3", "Lists!$K$2:$K$3"] {
        assert!(sheet.contains(list), "{list}");
    }
    assert!(part(&one, "docProps/core.xml").contains("2024-01-01T00:00:00Z"));
}

#[test]
fn a_choice_outside_the_lists_is_named_when_it_is_read() {
    let mut row = ROWS[0].to_vec();
    (row[9], row[23]) = ("Thaler", "Atlantis");
    let reading = read("manifest.xlsx", &filled(&[&row]), &ReadOptions::default(), &|_| false).unwrap();
    let said: Vec<&str> = reading.issues.iter().map(|i| i.message.as_str()).collect();
    assert!(said.contains(&"“Thaler” is no currency that is known; write its code, like USD or EUR."), "{said:?}");
    assert!(said.contains(&"“Atlantis” is no country that is known; write its name or two-letter code."), "{said:?}");
}
