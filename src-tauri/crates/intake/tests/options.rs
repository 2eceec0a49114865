//! What a person may settle: mapping, fixes, conventions, sheets, rates; and what is remembered.

use intake::{CellFix, ColumnMapping, DateOrder, DecimalSign, ExchangeRate, Field, ReadOptions, Reading, RowKind, fields, mapping_changes, read};
use rust_xlsxwriter::{Format, Workbook};

const FILE: &str =
    "HAWB,Consignee,Description,HTS,Origin,Qty,Value,Currency\nA1,Ada Quill,wool hat,6505001540,GB,2,\"1,500\",EUR\nA2,Ben Oakley,,6505001540,GB,1,9.00,EUR\n";

fn open(text: &str, options: &ReadOptions) -> Reading {
    read("x.csv", text.as_bytes(), options, &|_| false).unwrap()
}

#[test]
fn a_fix_lies_over_the_cell_and_settles_its_issue() {
    let before = open(FILE, &ReadOptions::default());
    assert!(before.issues.iter().any(|i| i.code == "no-description" && i.row == 3 && i.column == "Description"));
    let after = open(FILE, &ReadOptions { fixes: vec![CellFix { row: 3, column: 2, value: "felt hat".into() }], ..ReadOptions::default() });
    assert!(!after.issues.iter().any(|i| i.code == "no-description"));
    assert_eq!(after.preview(3, 1)[0].cells[2], "felt hat");
}

#[test]
fn conventions_can_be_set() {
    let comma = open(FILE, &ReadOptions { decimal_sign: Some(DecimalSign::Comma), ..ReadOptions::default() });
    assert_eq!(comma.shipments[0].shipment.lines[0].value.unwrap().to_string(), "1.500");
    let dated = FILE.replace("Currency\n", "Currency,Arrival date\n").replace("EUR\n", "EUR,03/06/2024\n");
    let read_as = |order| open(&dated, &ReadOptions { date_order: Some(order), ..ReadOptions::default() }).shipments[0].shipment.arrival.unwrap().to_string();
    assert_eq!((read_as(DateOrder::Mdy).as_str(), read_as(DateOrder::Dmy).as_str()), ("2024-03-06", "2024-06-03"));
}

#[test]
fn a_rate_is_used_on_its_days_only() {
    let rate = |from: &str, to: &str| ExchangeRate {
        currency: "EUR".into(),
        usd_per_unit: "1.0845".parse().unwrap(),
        from: Some(from.parse().unwrap()),
        to: Some(to.parse().unwrap()),
        source: "certified".into(),
    };
    let with = |rate| ReadOptions { exchange_rates: vec![rate], arrival: Some("2024-06-03".parse().unwrap()), ..ReadOptions::default() };
    let covered = open(FILE, &with(rate("2024-04-01", "2024-06-30")));
    assert_eq!(covered.shipments[0].shipment.exchange_rate.unwrap().to_string(), "1.0845");
    let late = open(FILE, &with(rate("2024-07-01", "2024-09-30")));
    assert_eq!(late.shipments[0].shipment.exchange_rate, None);
    let said = late.issues.iter().find(|i| i.code == "no-exchange-rate").unwrap();
    assert_eq!(said.message, "There is no rate of exchange for EUR on the date of export (2 shipments); enter the certified rate (19 CFR 159 subpart C).");
}

#[test]
fn a_remembered_mapping_follows_its_headers_and_tells_what_changed() {
    let first = open(FILE, &ReadOptions::default());
    let mut remembered = first.mapping();
    remembered[3].field = None;
    let moved = "HAWB,Receiver,HTS,Description,Origin,Qty,Value,Currency,Batch\nA1,Ada Quill,6505001540,wool hat,GB,2,15,EUR,B\n";
    let next = open(moved, &ReadOptions { mapping: Some(remembered.clone()), ..ReadOptions::default() });
    assert_eq!(next.columns[2].field, None, "HTS was left out by a person and moved");
    assert_eq!(next.columns[3].field, Some(Field::Description));
    assert_eq!(next.columns[1].field, Some(Field::ConsigneeName));
    assert_ne!(first.source.fingerprint, next.source.fingerprint);
    assert_eq!(
        mapping_changes(&remembered, &next),
        [
            "Column B “Consignee” is now called “Receiver”.",
            "Column I “Batch” is new; nothing is read from it.",
            "Column “Description” moved from C to D.",
            "Column “HTS” moved from D to C.",
        ]
    );
    assert!(mapping_changes(&first.mapping(), &first).is_empty());
}

#[test]
fn a_column_can_be_given_another_field() {
    let options = ReadOptions {
        mapping: Some(vec![ColumnMapping { index: 6, header: "Value".into(), field: Some(Field::UnitValue), item: None, unit: None }]),
        ..ReadOptions::default()
    };
    assert_eq!(open(FILE, &options).shipments[0].shipment.lines[0].value.unwrap().to_string(), "3000.00");
}

#[test]
fn a_file_without_header_is_read_by_places() {
    let mapping = [(0, Field::HouseBill), (1, Field::ConsigneeName), (2, Field::Description), (3, Field::LineValue)];
    let options = ReadOptions {
        header_row: Some(0),
        mapping: Some(
            mapping.iter().map(|(index, field)| ColumnMapping { index: *index, header: String::new(), field: Some(*field), item: None, unit: None }).collect(),
        ),
        ..ReadOptions::default()
    };
    let reading = open("A1,Ada Quill,wool hat,$5\nA2,Ben Oakley,felt hat,$6\n", &options);
    assert_eq!(reading.shipments.len(), 2);
    assert_eq!(reading.source.counts.goods, 2);
}

#[test]
fn workbooks_with_several_sheets_merged_cells_and_numbers() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Read me").unwrap().write(0, 0, "Do not change the columns").unwrap();
    for name in ["Monday", "Tuesday"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (column, head) in ["HAWB", "Consignee", "ZIP", "Country", "Description", "HTS", "Value"].iter().enumerate() {
            sheet.write(0, column as u16, *head).unwrap();
        }
        sheet.merge_range(1, 0, 2, 0, "A1", &Format::new()).unwrap();
        sheet.merge_range(1, 1, 2, 1, "Ada Quill", &Format::new()).unwrap();
        sheet.merge_range(1, 6, 2, 6, "", &Format::new()).unwrap();
        sheet.write(1, 2, 2108).unwrap().write(1, 3, "US").unwrap();
        sheet.write(1, 4, "green tea").unwrap().write(1, 5, 902_101_015).unwrap().write(1, 6, 12.5).unwrap();
        sheet.write(2, 4, "tea tin").unwrap().write(2, 5, "7310210050").unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let reading = read("tea.xlsx", &bytes, &ReadOptions::default(), &|_| false).unwrap();
    assert_eq!((reading.source.sheet.as_deref(), reading.source.sheets.len()), (Some("Monday"), 3));
    assert!(reading.issues.iter().any(|i| i.code == "other-sheet" && i.value == "Tuesday"));
    let held = &reading.shipments[0];
    assert_eq!((reading.shipments.len(), held.rows.clone(), held.line_rows.clone()), (1, vec![2, 3], vec![2, 3]));
    assert_eq!(held.shipment.consignee.as_deref().unwrap().postal_code.as_deref(), Some("02108"));
    assert_eq!(held.shipment.lines[0].hts.as_deref(), Some("0902101015"));
    let merged = reading.issues.iter().find(|i| i.code == "merged-value").unwrap();
    assert_eq!((merged.row, merged.message.as_str()), (3, "The value is merged over several rows (from row 2); write a value into each row."));
    let other = ReadOptions { sheet: Some("Wednesday".into()), ..ReadOptions::default() };
    let said = read("tea.xlsx", &bytes, &other, &|_| false).unwrap_err();
    assert_eq!(said.to_string(), "tea.xlsx: there is no sheet `Wednesday`. Choose one of: Read me, Monday, Tuesday.");
}

#[test]
fn a_reading_survives_json_and_previews_its_rows() {
    let reading = open(FILE, &ReadOptions::default());
    let rows = reading.preview(1, 10);
    assert_eq!((rows.len(), rows[0].kind, rows[1].kind), (3, RowKind::Header, RowKind::Goods));
    assert_eq!(rows[1].cells[6], "1,500");
    let back: Reading = serde_json::from_str(&serde_json::to_string(&reading).unwrap()).unwrap();
    assert_eq!(back.shipments, reading.shipments);
    assert!(fields().iter().any(|f| f.field == Field::Hts && f.label == "HTS number" && f.group == "Goods"));
}
