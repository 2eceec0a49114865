//! Files meant, or broken, to hurt: each is refused in words or read as plain text, within bounded time and memory.

use intake::{ReadOptions, Reading, read};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn open(name: &str, bytes: &[u8]) -> Result<Reading, intake::IntakeError> {
    read(name, bytes, &ReadOptions::default(), &|_| false)
}

fn sheet_zip(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        // Fast rather than small: these tests run unoptimised.
        zip.start_file(*name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [["HAWB", "Consignee", "Description", "HTS", "Value"], ["A1", "Ada Quill", "wool hat", "6505001540", "$14.00"]].iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_cell_of_many_megabytes_is_refused_before_it_is_held() {
    let mut sheet = b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>".to_vec();
    sheet.extend(std::iter::repeat_n(b'x', 40 * 1024 * 1024));
    let said = open("bomb.xlsx", &sheet_zip(&[("xl/workbook.xml", b"<workbook/>".to_vec()), ("xl/worksheets/sheet1.xml", sheet)])).unwrap_err();
    assert_eq!(said.code(), "too-large");
    assert!(said.to_string().starts_with("bomb.xlsx: the workbook unpacks to more than a spreadsheet can hold"), "{said}");
}

#[test]
fn shared_texts_beyond_all_measure_are_refused() {
    let texts = format!("<si><t>{}</t></si>", "a".repeat(30_000)).repeat(7_000).into_bytes();
    let said = open("bomb.xlsx", &sheet_zip(&[("xl/workbook.xml", b"<workbook/>".to_vec()), ("xl/sharedStrings.xml", texts)])).unwrap_err();
    assert_eq!(said.code(), "too-large");
}

#[test]
fn a_zip_that_is_no_workbook_is_named() {
    let said = open("parcels.zip", &sheet_zip(&[("a.csv", b"HAWB,Value\n".to_vec())])).unwrap_err();
    assert_eq!(said.to_string(), "parcels.zip: this is a ZIP archive without a workbook in it. Unpack it and open the spreadsheet inside.");
}

#[test]
fn too_many_columns_are_refused_in_both_kinds_of_file() {
    let said = open("wide.csv", "x,".repeat(1_000_000).as_bytes()).unwrap_err();
    assert_eq!(
        said.to_string(),
        "wide.csv: row 1 has more than 1000 columns. Choose another delimiter, or ask the merchant for the export without the extra columns."
    );
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "HAWB").unwrap().write(4, 16_000, "far away").unwrap();
    let said = open("wide.xlsx", &book.save_to_buffer().unwrap()).unwrap_err();
    assert_eq!(said.to_string(), "wide.xlsx: sheet `Sheet1`, row 5: column WQK is beyond the 1000 that can be read. Delete the columns that hold no goods.");
}

#[test]
fn formulas_are_text_and_never_run() {
    let reading =
        open("f.csv", b"HAWB,Consignee,Description,HTS,Value\nA1,=cmd|' /C calc'!A0,\"=HYPERLINK(\"\"http://x.example\"\")\",6505001540,$5\n").unwrap();
    let shipment = &reading.shipments[0].shipment;
    assert_eq!(shipment.consignee.as_ref().unwrap().name.as_deref(), Some("=cmd|' /C calc'!A0"));
    assert!(shipment.lines[0].description.starts_with("=HYPERLINK"));
}

#[test]
fn stopping_leaves_nothing() {
    let text = format!("HAWB,Consignee,Description,HTS,Value\n{}", "A1,Ada Quill,hat,6505001540,$5\n".repeat(5_000));
    let said = read("big.csv", text.as_bytes(), &ReadOptions::default(), &|p| p.rows >= 3_000).unwrap_err();
    assert_eq!((said.code(), said.to_string().as_str()), ("stopped", "big.csv: reading was stopped. Nothing was kept."));
}

#[test]
fn a_workbook_cut_at_any_place_is_refused_or_read() {
    let whole = workbook();
    assert_eq!(open("w.xlsx", &whole).unwrap().shipments.len(), 1);
    for cut in (0..whole.len()).step_by(97) {
        let said = open("w.xlsx", &whole[..cut]);
        assert!(said.is_err_and(|e| matches!(e.code(), "empty" | "damaged" | "no-table" | "binary" | "not-a-spreadsheet")), "cut at {cut}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = open("x.csv", &bytes);
    }

    #[test]
    fn random_cells_are_all_accounted_for(rows in prop::collection::vec(prop::collection::vec("[A-Za-z0-9 .,;$€%'\"=()\\-\n:/#中国é]{0,12}", 0..9), 0..14)) {
        let mut text = String::from("HAWB,Consignee,Address,Description,HTS,Origin,Qty,Value,Arrival date\n");
        for row in &rows {
            let cells: Vec<String> = row.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        let reading = open("x.csv", text.as_bytes()).unwrap();
        let c = reading.source.counts;
        prop_assert_eq!(c.title + c.header + c.goods + c.order + c.total + c.trailer + c.blank + c.unread, reading.source.rows);
        let again = open("x.csv", text.as_bytes()).unwrap();
        prop_assert_eq!(reading.to_spec_json(), again.to_spec_json());
    }

    #[test]
    fn workbooks_with_changed_bytes_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = workbook();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = open("x.xlsx", &bytes);
    }
}
