//! Delimited text into cells: any delimiter, any line end, quotes as spreadsheets write them.

use super::Grid;
use crate::limits;
use crate::options::{Progress, Stage};
use crate::reading::letter;

/// Why delimited text cannot be read; the caller names the file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum TextTrouble {
    /// A quotation mark is never closed: row and column of its cell.
    OpenQuote { row: usize, column: String },
    /// A row has more cells than any export.
    TooWide { row: usize },
    /// A cell is longer than a spreadsheet could hold.
    LongCell { row: usize, column: String },
    /// More rows than a sheet has.
    TooLong,
    /// More cells in all than fit.
    TooMany,
    /// The person said stop.
    Stopped,
}

/// Splits `text` into a grid.
pub(crate) fn split(text: &str, delimiter: char, cancel: &dyn Fn(Progress) -> bool) -> Result<Grid, TextTrouble> {
    let mut grid = Grid::new();
    split_into(text, delimiter, usize::MAX, cancel, &mut grid)?;
    Ok(grid)
}

fn split_into(text: &str, delimiter: char, most_rows: usize, cancel: &dyn Fn(Progress) -> bool, grid: &mut Grid) -> Result<(), TextTrouble> {
    let bytes = text.as_bytes();
    let mut buffer = [0; 4];
    let mark = delimiter.encode_utf8(&mut buffer).as_bytes();
    let first = mark.first().copied().unwrap_or(b',');
    let is_mark = |at: usize| bytes.get(at) == Some(&first) && (mark.len() == 1 || bytes.get(at..at + mark.len()) == Some(mark));
    let mut at = 0;
    while at < bytes.len() {
        // One cell.
        let mut opened = false;
        if bytes.get(at) == Some(&b'"') {
            opened = true;
            at += 1;
            loop {
                let rest = bytes.get(at..).unwrap_or_default();
                let Some(quote) = rest.iter().position(|b| *b == b'"') else {
                    return Err(TextTrouble::OpenQuote { row: grid.rows() + 1, column: letter(grid.open_cells() as u32) });
                };
                grid.push_str(text.get(at..at + quote).unwrap_or(""));
                if grid.open_bytes() > limits::CELL_CHARS * 4 {
                    return Err(TextTrouble::OpenQuote { row: grid.rows() + 1, column: letter(grid.open_cells() as u32) });
                }
                at += quote + 1;
                if bytes.get(at) == Some(&b'"') {
                    grid.push_str("\"");
                    at += 1;
                } else {
                    break;
                }
            }
        }
        let start = at;
        while let Some(byte) = bytes.get(at) {
            if *byte == b'\n' || *byte == b'\r' || (*byte == first && is_mark(at)) {
                break;
            }
            at += 1;
        }
        // Whatever follows a closing quotation mark is kept as it stands.
        let rest = text.get(start..at).unwrap_or("");
        grid.push_str(if opened { rest.trim_end() } else { rest });
        if grid.open_bytes() > limits::CELL_CHARS * 4 {
            return Err(TextTrouble::LongCell { row: grid.rows() + 1, column: letter(grid.open_cells() as u32) });
        }
        grid.end_cell();
        // Empty cells beyond the last column are dress, up to a point; the first one with text is not.
        let dress = rest.is_empty() && !opened && grid.open_cells() <= limits::EMPTY_COLUMNS;
        if grid.open_cells() > limits::COLUMNS && !dress {
            return Err(TextTrouble::TooWide { row: grid.rows() + 1 });
        }
        match bytes.get(at) {
            Some(b'\r' | b'\n') | None => {
                at += if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
            }
            Some(_) => {
                at += mark.len();
                if at < bytes.len() {
                    continue;
                }
                grid.end_cell();
            }
        }
        grid.end_row();
        if grid.cells() > limits::CELLS || grid.bytes() > limits::FILE_BYTES {
            return Err(TextTrouble::TooMany);
        }
        let rows = grid.rows();
        if rows >= most_rows {
            return Ok(());
        }
        if rows > limits::ROWS {
            return Err(TextTrouble::TooLong);
        }
        if rows.is_multiple_of(limits::PROGRESS_ROWS) && cancel(Progress { stage: Stage::Cells, rows: rows as u32, of: None }) {
            return Err(TextTrouble::Stopped);
        }
    }
    Ok(())
}

/// The first rows under a delimiter, for guessing; a mistake in them ends the sample, not the guess.
fn sample(text: &str, delimiter: char) -> Grid {
    let mut grid = Grid::new();
    let mut end = text.len().min(64 * 1024);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let _ = split_into(text.get(..end).unwrap_or(""), delimiter, 60, &|_| false, &mut grid);
    grid
}

/// The delimiter that a `sep=` line names, or the one under which the rows agree best on their number of cells.
/// `known` counts the headers that are understood in a row: the strongest sign.
pub(crate) fn guess_delimiter(text: &str, file_name: &str, known: &dyn Fn(&Grid) -> usize) -> char {
    for line in text.lines().take(5) {
        if let Some(rest) = line.trim_matches(|c| c == '"' || c == '\u{feff}').strip_prefix("sep=")
            && let Some(delimiter) = rest.chars().next()
        {
            return delimiter;
        }
    }
    let by_name = if file_name.to_lowercase().ends_with(".ssv") { ';' } else { ',' };
    let mut best = (by_name, 0, 0);
    for delimiter in [by_name, ',', ';', '\t', '|', '^', '~'] {
        let grid = sample(text, delimiter);
        let mut sizes: Vec<usize> = (0..grid.rows()).map(|row| grid.row_len(row)).filter(|n| *n > 1).collect();
        sizes.sort_unstable();
        let agreeing = sizes.chunk_by(|a, b| a == b).map(<[usize]>::len).max().unwrap_or(0);
        let score = (known(&grid), agreeing * 1_000 + grid.width.min(999) * usize::from(agreeing > 0));
        if score > (best.1, best.2) {
            best = (delimiter, score.0, score.1);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, delimiter: char) -> Vec<Vec<String>> {
        let grid = split(text, delimiter, &|_| false).unwrap();
        (0..grid.rows()).map(|row| grid.row(row).map(str::to_owned).collect()).collect()
    }

    #[test]
    fn quotes_newlines_and_blank_rows_keep_the_spreadsheets_row_numbers() {
        let got = rows("a,\"b\r\n\"\"c\"\"\",d\r\n\r\nx,,\n\"y\" ,z", ',');
        assert_eq!(got, [vec!["a", "b\r\n\"c\"", "d"], vec![], vec!["x"], vec!["y", "z"]]);
    }

    #[test]
    fn a_quotation_mark_inside_a_cell_is_a_character() {
        assert_eq!(rows("5\" nail,2", ','), [["5\" nail", "2"]]);
        assert_eq!(rows("\"5\" nail,2", ','), [["5 nail", "2"]]);
    }

    #[test]
    fn an_open_quotation_mark_is_named() {
        assert_eq!(split("a,b\nc,\"d", ',', &|_| false).unwrap_err(), TextTrouble::OpenQuote { row: 2, column: "B".into() });
    }

    #[test]
    fn a_million_columns_are_refused_and_a_million_commas_are_not() {
        assert_eq!(split(&"x,".repeat(1_000_000), ',', &|_| false).unwrap_err(), TextTrouble::TooWide { row: 1 });
        assert_eq!(rows(&format!("a,b{}\n", ",".repeat(1_000_000)), ','), [["a", "b"]]);
    }

    #[test]
    fn delimiters_are_told_by_agreement() {
        let none = |_: &Grid| 0;
        assert_eq!(guess_delimiter("a;b;c\n1,5;2,5;3\n1,25;2;3,5\n", "x.csv", &none), ';');
        assert_eq!(guess_delimiter("a\tb, c\td\n1\t2, 3\t4\n", "x.txt", &none), '\t');
        assert_eq!(guess_delimiter("a|b|c\n1|2|3\n", "x.csv", &none), '|');
        assert_eq!(guess_delimiter("sep=;\na,b;c\n", "x.csv", &none), ';');
        assert_eq!(guess_delimiter("Orders report\nsep=,\na,b\n", "x.csv", &none), ',');
        assert_eq!(guess_delimiter("\"a, b\",\"c;d\"\n\"1;2\",3\n", "x.csv", &none), ',');
    }

    #[test]
    fn stopping_stops() {
        let text = "a,b\n".repeat(5_000);
        assert_eq!(split(&text, ',', &|p| p.rows >= 2_000).unwrap_err(), TextTrouble::Stopped);
    }
}
