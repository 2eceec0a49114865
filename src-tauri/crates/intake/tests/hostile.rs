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

fn sheet_of(rows: &str) -> Vec<u8> {
    let head = "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"S\">";
    let tail = "</table:table></office:spreadsheet></office:body></office:document-content>";
    sheet_zip(&[("content.xml", format!("{head}{rows}{tail}").into_bytes())])
}

#[test]
fn a_few_bytes_that_repeat_themselves_are_not_unrolled_beyond_the_limits() {
    let cell = |times: u32, text: &str| {
        format!("<table:table-cell table:number-columns-repeated=\"{times}\" office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let wide = open("wide.ods", &sheet_of(&format!("<table:table-row>{}</table:table-row>", cell(16_384, "hat")))).unwrap_err();
    assert_eq!(wide.to_string(), "wide.ods: sheet `S`, row 1: column ALM is beyond the 1000 that can be read. Delete the columns that hold no goods.");
    let text = "x".repeat(30_000);
    let tall = format!("<table:table-row table:number-rows-repeated=\"1048576\">{}</table:table-row>", cell(1, &text));
    let said = open("tall.ods", &sheet_of(&tall)).unwrap_err();
    assert_eq!(
        (said.code(), said.to_string().as_str()),
        ("too-large", "tall.ods: sheet `S` holds more cells than can be read at once. Ask the merchant to send it in parts.")
    );
    let empty = "<table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell table:number-columns-repeated=\"4294967295\"/></table:table-row>";
    assert_eq!(open("empty.ods", &sheet_of(&empty.repeat(3))).unwrap_err().code(), "empty");
}

#[test]
fn macros_and_links_to_other_files_are_neither_run_nor_followed() {
    use std::io::Read;
    let whole = workbook();
    let mut archive = zip::ZipArchive::new(Cursor::new(whole.as_slice())).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            // A cell that another file is to fill in: its stored value is what is read.
            let text = String::from_utf8(bytes).unwrap();
            bytes = text.replace("</row></sheetData>", "<c r=\"F2\" t=\"str\"><f>[1]Prices!$A$1</f><v>stored before</v></c></row></sheetData>").into_bytes();
        }
        parts.push((name, bytes));
    }
    parts.push(("xl/vbaProject.bin".to_owned(), b"\xd0\xcf\x11\xe0 Shell \"calc\"".to_vec()));
    let link = "<externalLink xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><externalBook r:id=\"rId1\"/></externalLink>";
    parts.push(("xl/externalLinks/externalLink1.xml".to_owned(), link.as_bytes().to_vec()));
    let parts: Vec<(&str, Vec<u8>)> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let reading = open("macros.xlsm", &sheet_zip(&parts)).unwrap();
    assert_eq!(reading.shipments.len(), 1);
    assert_eq!(reading.preview(2, 1)[0].cells[5], "stored before");
}

#[test]
fn a_workbook_under_a_wrong_ending_is_known_by_its_bytes() {
    let reading = open("orders.csv", &workbook()).unwrap();
    assert_eq!((reading.source.format.as_str(), reading.shipments.len()), ("xlsx", 1));
    let text = open("orders.xlsx", b"HAWB,Consignee,Description,HTS,Value\nA1,Ada Quill,wool hat,6505001540,$14.00\n").unwrap();
    assert_eq!((text.source.format.as_str(), text.shipments.len()), ("csv", 1));
}

#[test]
fn an_old_workbook_with_cells_in_far_corners_is_refused_before_it_is_laid_out() {
    let mut bytes = include_bytes!("../../../../tests/golden/intake/file-xls-sheets-and-merges.xls").to_vec();
    // The number of the ZIP in the first row of goods (row 1, column 5) is moved to the last row and column.
    let place = bytes.windows(8).position(|w| w == [0x7e, 0x02, 0x0a, 0x00, 0x01, 0x00, 0x05, 0x00]).expect("the cell of the ZIP");
    bytes[place + 4..place + 8].copy_from_slice(&[0xff, 0xff, 0xff, 0x00]);
    let said = open("corners.xls", &bytes).unwrap_err();
    assert_eq!(
        said.to_string(),
        "corners.xls: the sheets of the workbook span more than 10 million cells. Delete what stands far from the goods, or save it as XLSX or CSV."
    );
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
    assert_eq!(shipment.consignee.as_deref().unwrap().name.as_deref(), Some("=cmd|' /C calc'!A0"));
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
