//! CSV as RFC 4180 has it: commas, CRLF, quotation marks where needed; UTF-8 with the mark that spreadsheet programs look for.

use super::Sheet;

/// The table as CSV. Dates are ISO 8601, amounts have a point and no thousands separator.
pub fn to_csv(sheet: &Sheet) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    write_row(&mut out, sheet.columns.iter().map(|c| super::neutral(&c.heading)));
    for row in &sheet.rows {
        write_row(&mut out, row.iter().map(super::Cell::plain));
    }
    out.into_bytes()
}

fn write_row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.push(',');
        }
        if cell.contains([',', ';', '"', '\n', '\r', '\t']) || cell.starts_with(' ') || cell.ends_with(' ') {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
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
        let text = String::from_utf8(to_csv(&sheet(&["Entry", "Duty", "Date", "Goods", "SKU", "Note"], rows))).unwrap();
        assert_eq!(text, "\u{feff}Entry,Duty,Date,Goods,SKU,Note\r\n9HB-1000001-3,-1234.50,2026-10-05,\"Mugs, \"\"blue\"\"\nand red\",'=1+1,\r\n");
    }

    proptest! {
        /// Whatever a merchant typed, no cell of the file begins as a formula does, and everything else comes back.
        #[test]
        fn no_cell_runs_and_every_cell_comes_back(typed in proptest::collection::vec("[=+@\\-\t\r\n \"',;a-z0-9＝]{0,12}", 1..6)) {
            let headings: Vec<&str> = typed.iter().map(|_| "H").collect();
            let bytes = to_csv(&sheet(&headings, vec![typed.iter().map(|t| Cell::text(t.as_str())).collect()]));
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
