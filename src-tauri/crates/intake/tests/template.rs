//! Our own template: filled in, it reads back without a doubt; it is the same file every time.

use intake::{ReadOptions, read, template};
use std::collections::{BTreeMap, BTreeSet};
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
    assert_eq!(shipment.consignee.as_deref().unwrap().postal_code.as_deref(), Some("02108"));
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

/// Names of the elements right under the root, in their order.
fn children(xml: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut depth, mut names) = (0, Vec::new());
    loop {
        let event = reader.read_event().unwrap();
        if let Event::Start(tag) | Event::Empty(tag) = &event
            && depth == 1
        {
            names.push(tag.local_name().as_ref().to_owned());
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => return names,
            _ => {}
        }
    }
}

/// The attributes and the first formula of each drop-down or check.
fn validations(xml: &str) -> Vec<(BTreeMap<String, String>, Option<String>)> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut found, mut in_formula) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "dataValidation" => {
                let attributes = tag.attributes().map(|a| {
                    let a = a.unwrap();
                    let value = quick_xml::escape::unescape(&a.value).unwrap().into_owned();
                    (a.key.as_ref().to_owned(), value)
                });
                found.push((attributes.collect(), None));
            }
            Event::Start(tag) if tag.local_name().as_ref() == "formula1" => in_formula = true,
            Event::Text(text) if in_formula => {
                found.last_mut().unwrap().1 = Some(text.as_ref().to_owned());
                in_formula = false;
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn any_spreadsheet_program_may_open_it() {
    let bytes = template().unwrap();
    let names: BTreeSet<String> = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap().file_names().map(|n| n.unwrap().into_owned()).collect();
    // What the parts name is there: a missing one is a file to be repaired.
    for relations in names.iter().filter(|n| n.ends_with(".rels")) {
        let folder = relations.split("_rels/").next().unwrap();
        for target in part(&bytes, relations).split("Target=\"").skip(1).map(|t| t.split('"').next().unwrap().to_owned()) {
            assert!(names.contains(&format!("{folder}{target}")), "{relations} names {target}");
        }
    }
    for content in part(&bytes, "[Content_Types].xml").split("PartName=\"/").skip(1).map(|t| t.split('"').next().unwrap().to_owned()) {
        assert!(names.contains(&content), "the list of contents names {content}");
    }
    // ECMA-376 part 1, 18.3.1.99: the elements of a sheet come in this order.
    const ORDER: [&str; 15] = [
        "sheetPr",
        "dimension",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "sheetProtection",
        "autoFilter",
        "mergeCells",
        "conditionalFormatting",
        "dataValidations",
        "hyperlinks",
        "pageMargins",
        "pageSetup",
        "ignoredErrors",
    ];
    for sheet in names.iter().filter(|n| n.starts_with("xl/worksheets/sheet")) {
        let places: Vec<usize> = children(&part(&bytes, sheet))
            .iter()
            .map(|name| ORDER.iter().position(|o| o == name).unwrap_or_else(|| panic!("{sheet}: {name} is not among the elements that are known")))
            .collect();
        assert!(places.is_sorted_by(|a, b| a < b), "{sheet}: {places:?}");
    }
}

#[test]
fn its_drop_downs_stay_within_what_spreadsheet_programs_take() {
    let bytes = template().unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    let found = validations(&sheet);
    assert!(sheet.contains(&format!("<dataValidations count=\"{}\">", found.len())) && found.len() == 28);
    let lists = read_sheet(&bytes, "Lists");
    let mut columns = BTreeSet::new();
    for (attributes, formula) in &found {
        let of = |name: &str| attributes.get(name).map_or("", String::as_str);
        for (name, most) in [("promptTitle", 32), ("errorTitle", 32), ("prompt", 255), ("error", 255)] {
            let length = of(name).encode_utf16().count();
            assert!((1..=most).contains(&length), "{name} of {} has {length} characters", of("sqref"));
        }
        let (from, to) = of("sqref").split_once(':').expect("a range of rows");
        let column: String = from.chars().filter(char::is_ascii_alphabetic).collect();
        assert_eq!((from, to), (format!("{column}2").as_str(), format!("{column}5001").as_str()));
        assert!(columns.insert(column), "two checks on one column");
        match (of("type"), formula) {
            ("", None) => {}
            ("list", Some(range)) => {
                assert!(range.len() <= 255, "{range}");
                let (first, last) = range.strip_prefix("Lists!").and_then(|r| r.split_once(':')).expect("a range on the sheet of lists");
                let cell = |text: &str| {
                    let (column, row) = text.strip_prefix('$').and_then(|t| t.split_once('$')).unwrap();
                    (u32::from(column.as_bytes()[0] - b'A'), row.parse::<u32>().unwrap())
                };
                let ((column, top), (same, bottom)) = (cell(first), cell(last));
                assert_eq!((column, top), (same, 2));
                let words: Vec<&str> = (top..=bottom).map(|row| lists.original(row, column)).collect();
                assert!(words.iter().all(|w| !w.is_empty()) && lists.original(bottom + 1, column).is_empty(), "{range} is not the whole list");
                assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len(), "{range} has a word twice");
            }
            ("date" | "whole" | "decimal", Some(bound)) => assert!(bound.parse::<f64>().is_ok(), "{bound}"),
            other => panic!("{other:?} is no check of this template"),
        }
    }
}

fn read_sheet(bytes: &[u8], sheet: &str) -> intake::Reading {
    read("template.xlsx", bytes, &ReadOptions { sheet: Some(sheet.to_owned()), ..ReadOptions::default() }, &|_| false).unwrap()
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
