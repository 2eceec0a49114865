//! CSV as RFC 4180 has it: commas, CRLF, quotation marks where needed; UTF-8 with the mark that spreadsheet programs look for.

use super::{Cell, Sheet, neutral};
use crate::PaperError;
use csv::{Terminator, WriterBuilder};

/// The table as CSV. Dates are ISO 8601, amounts have a point and no thousands separator.
///
/// # Errors
/// Where the rows have not all the same number of cells.
pub fn to_csv(sheet: &Sheet) -> Result<Vec<u8>, PaperError> {
    let head = sheet.columns.iter().map(|c| neutral(&c.heading)).collect();
    csv_rows(std::iter::once(head).chain(sheet.rows.iter().map(|row| row.iter().map(Cell::plain).collect())))
}

/// Rows of cells as CSV, its headings first; every cell is written as it is given (see [`neutral`]).
pub(crate) fn csv_rows(rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, PaperError> {
    let wrong = |why: String| PaperError::Sheet(why);
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(&row).map_err(|e| wrong(e.to_string()))?;
    }
    writer.into_inner().map_err(|e| wrong(e.to_string()))
}

#[cfg(test)]
mod tests {
    use crate::sheets::{Cell, Sheet, SheetColumn, to_csv};
    use proptest::prelude::*;

    fn sheet(headings: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
        let columns = headings.iter().map(|h| SheetColumn { heading: (*h).into(), meaning: String::new() }).collect();
        Sheet { name: "Entries".into(), columns, rows, about: Vec::new() }
    }

    #[test]
    fn a_table_as_a_spreadsheet_program_expects_it() {
        let rows = vec![vec![
            Cell::text("9HB-1000001-3"),
            Cell::Money("-1234.5".parse().unwrap()),
            Cell::Day("2026-10-05".parse().unwrap()),
            Cell::text("Mugs, \"blue\"\nand red"),
            Cell::text("=1+1"),
            Cell::Blank,
        ]];
        let text = String::from_utf8(to_csv(&sheet(&["Entry", "Duty", "Date", "Goods", "SKU", "Note"], rows)).unwrap()).unwrap();
        assert_eq!(text, "\u{feff}Entry,Duty,Date,Goods,SKU,Note\r\n9HB-1000001-3,-1234.50,2026-10-05,\"Mugs, \"\"blue\"\"\nand red\",'=1+1,\r\n");
    }

    proptest! {
        /// Whatever a merchant typed, no cell of the file begins as a formula does, and everything else comes back.
        #[test]
        fn no_cell_runs_and_every_cell_comes_back(typed in proptest::collection::vec("[=+@\\-\t\r\n \"',;a-z0-9＝]{0,12}", 1..6)) {
            let headings: Vec<&str> = typed.iter().map(|_| "H").collect();
            let bytes = to_csv(&sheet(&headings, vec![typed.iter().map(|t| Cell::text(t.as_str())).collect()])).unwrap();
            let text = String::from_utf8(bytes).unwrap();
            let cells = read(text.trim_start_matches('\u{feff}'));
            prop_assert_eq!(cells.len(), 2);
            for (cell, typed) in cells[1].iter().zip(&typed) {
                let number = cell.parse::<customs::Decimal>().is_ok();
                prop_assert!(number || !cell.trim_start().starts_with(['=', '+', '-', '@', '＝']), "{:?} would run", cell);
                let marked = format!("'{typed}");
                prop_assert!(cell == typed || *cell == marked);
            }
        }
    }

    #[test]
    fn a_row_of_another_length_is_no_table() {
        let refused = to_csv(&sheet(&["Entry", "Duty"], vec![vec![Cell::text("9HB-1000001-3")]])).unwrap_err().to_string();
        assert!(refused.starts_with("the spreadsheet could not be written: ") && refused.contains("found record with 1 fields"), "{refused}");
    }

    /// A reader of its own, so that the writer is not checked by itself.
    fn read(text: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => cell.push(chars.next().unwrap()),
                '"' => quoted = !quoted,
                ',' if !quoted => row.push(std::mem::take(&mut cell)),
                '\r' if !quoted && chars.peek() == Some(&'\n') => {
                    chars.next();
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                c => cell.push(c),
            }
        }
        rows
    }
}
