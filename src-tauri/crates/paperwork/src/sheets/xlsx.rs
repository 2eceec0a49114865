//! XLSX: one sheet with the table, one that explains its columns.

use super::{Cell, Sheet};
use crate::PaperError;
use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// Rows of a worksheet beside its headings.
pub const ROWS: usize = 1_048_575;
/// Characters one cell holds.
const CELL_CHARS: usize = 32_767;

/// The table as XLSX. Amounts and dates are numbers to count with; everything else is text by its type, so that tariff
/// and entry numbers keep their zeros. The file names no moment of its making: same table, same bytes.
///
/// # Errors
/// More rows than a worksheet has.
pub fn to_xlsx(sheet: &Sheet) -> Result<Vec<u8>, PaperError> {
    if sheet.rows.len() > ROWS {
        return Err(PaperError::TooLong(format!("a worksheet has {ROWS} rows at most, and these are {}; export them as CSV, or in parts", sheet.rows.len())));
    }
    write(sheet).map_err(|why| PaperError::Sheet(why.to_string()))
}

/// How the kinds of cells look.
struct Looks {
    head: Format,
    text: Format,
    money: Format,
    day: Format,
}

fn write(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks {
        head: Format::new().set_bold().set_align(FormatAlign::Left),
        // The mark that keeps "=1+1" a text when somebody edits the cell.
        text: Format::new().set_quote_prefix(),
        money: Format::new().set_num_format("#,##0.00"),
        day: Format::new().set_num_format("yyyy-mm-dd"),
    };
    let mut book = Workbook::new();
    // The day the format counts from would be refused by some readers; this one means nothing and is always the same.
    book.set_properties(&DocProperties::new().set_title(&sheet.name).set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let table = book.add_worksheet();
    table.set_name(&sheet.name)?;
    let mut widths: Vec<usize> = sheet.columns.iter().map(|c| c.heading.chars().count()).collect();
    for (column, heading) in sheet.columns.iter().enumerate() {
        table.write_string_with_format(0, place(column)?, &heading.heading, &looks.head)?;
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        let row = u32::try_from(row + 1).map_err(|_| XlsxError::RowColumnLimitError)?;
        for (column, cell) in cells.iter().enumerate() {
            if let Some(width) = widths.get_mut(column) {
                *width = (*width).max(length(cell));
            }
            put(table, row, place(column)?, cell, &looks)?;
        }
    }
    for (column, width) in widths.iter().enumerate() {
        let width = u16::try_from(width.clamp(&6, &48) + 2).unwrap_or(50);
        table.set_column_width(place(column)?, width)?;
    }
    table.set_freeze_panes(1, 0)?;
    if let (Some(last), false) = (sheet.columns.len().checked_sub(1), sheet.rows.is_empty()) {
        table.autofilter(0, 0, u32::try_from(sheet.rows.len()).map_err(|_| XlsxError::RowColumnLimitError)?, place(last)?)?;
    }
    explain(book.add_worksheet(), sheet, &looks)?;
    book.save_to_buffer()
}

fn put(table: &mut Worksheet, row: u32, column: u16, cell: &Cell, looks: &Looks) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => {}
        Cell::Text(text) => {
            let text: String = text.chars().take(CELL_CHARS).collect();
            table.write_string_with_format(row, column, text, &looks.text)?;
        }
        Cell::Money(amount) | Cell::Number(amount) => {
            // A spreadsheet's numbers are binary; fifteen digits come back as they were. More are kept as text.
            let digits = amount.mantissa().unsigned_abs().to_string().len();
            match amount.to_string().parse::<f64>() {
                Ok(number) if digits <= 15 => match cell {
                    Cell::Money(_) => table.write_number_with_format(row, column, number, &looks.money)?,
                    _ => table.write_number(row, column, number)?,
                },
                _ => table.write_string_with_format(row, column, amount.to_string(), &looks.text)?,
            };
        }
        Cell::Day(day) => {
            let year = u16::try_from(day.year()).unwrap_or(0);
            match ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8) {
                Ok(date) => table.write_datetime_with_format(row, column, &date, &looks.day)?,
                // Before 1900 the format has no days.
                Err(_) => table.write_string_with_format(row, column, day.to_string(), &looks.text)?,
            };
        }
    }
    Ok(())
}

/// The second sheet: what the file is, and what each column means.
fn explain(about: &mut Worksheet, sheet: &Sheet, looks: &Looks) -> Result<(), XlsxError> {
    about.set_name("About")?;
    about.set_column_width(0, 32)?;
    about.set_column_width(1, 96)?;
    let mut row = 0;
    for (what, value) in &sheet.about {
        about.write_string_with_format(row, 0, what, &looks.head)?;
        about.write_string_with_format(row, 1, value, &looks.text)?;
        row += 1;
    }
    row += 1;
    about.write_string_with_format(row, 0, "Column", &looks.head)?;
    about.write_string_with_format(row, 1, "What it holds", &looks.head)?;
    for column in &sheet.columns {
        row += 1;
        about.write_string_with_format(row, 0, &column.heading, &looks.text)?;
        about.write_string_with_format(row, 1, &column.meaning, &looks.text)?;
    }
    Ok(())
}

fn place(column: usize) -> Result<u16, XlsxError> {
    u16::try_from(column).map_err(|_| XlsxError::RowColumnLimitError)
}

fn length(cell: &Cell) -> usize {
    match cell {
        Cell::Blank => 0,
        Cell::Text(text) => text.chars().take(60).count(),
        Cell::Money(amount) | Cell::Number(amount) => amount.to_string().len() + 2,
        Cell::Day(_) => 10,
    }
}

#[cfg(test)]
mod tests {
    use crate::sheets::{Cell, Sheet, SheetColumn, to_xlsx};
    use std::io::Read;

    fn sheet() -> Sheet {
        let columns = ["Entry", "Duty", "Date", "SKU"].map(|h| SheetColumn { heading: h.into(), meaning: format!("{h}, as printed") });
        let row =
            vec![Cell::text("0012"), Cell::Money("1234.50".parse().unwrap()), Cell::Day("2026-10-05".parse().unwrap()), Cell::text("=HYPERLINK(\"http://x\")")];
        Sheet { name: "Entries".into(), columns: columns.into(), rows: vec![row], about: vec![("Firm".into(), "Harbor Brokerage".into())] }
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn text_stays_text_and_numbers_can_be_added() {
        let bytes = to_xlsx(&sheet()).unwrap();
        let table = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(!table.contains("<f>"), "a formula was written: {table}");
        assert!(table.contains("<v>1234.5</v>"), "{table}");
        assert!(part(&bytes, "xl/sharedStrings.xml").contains("<t>0012</t>"));
        assert!(part(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
        assert!(part(&bytes, "xl/sharedStrings.xml").contains("Duty, as printed"), "the columns are explained");
    }

    #[test]
    fn the_same_table_gives_the_same_bytes() {
        assert_eq!(to_xlsx(&sheet()).unwrap(), to_xlsx(&sheet()).unwrap());
        assert!(part(&to_xlsx(&sheet()).unwrap(), "docProps/core.xml").contains("2000-01-01"));
    }

    #[test]
    fn more_rows_than_a_worksheet_has_are_refused_with_a_way_out() {
        let many = Sheet { rows: vec![Vec::new(); super::ROWS + 1], ..sheet() };
        assert_eq!(
            to_xlsx(&many).unwrap_err().to_string(),
            "this table cannot be written: a worksheet has 1048575 rows at most, and these are 1048576; export them as CSV, or in parts"
        );
    }
}
