//! Workbooks into cells: XLSX, XLSM and XLSB as a stream, XLS as its reader gives it, within bounds.

use super::container::{Container, damaged, encrypted};
use super::{CellKind, Grid, Merge, binary, ods};
use crate::error::IntakeError;
use crate::limits;
use crate::options::{Progress, Stage};
use crate::reading::letter;
use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Reader, SheetVisible, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError};
use rust_decimal::Decimal;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A sheet read from a workbook.
pub(crate) struct Sheet {
    pub(crate) grid: Grid,
    pub(crate) name: String,
    /// All visible sheets.
    pub(crate) names: Vec<String>,
    /// Other sheets that look like goods too.
    pub(crate) alike: Vec<String>,
}

/// Reads the sheet asked for, or the one whose header is understood best.
pub(crate) fn read(
    file: &str,
    bytes: &[u8],
    container: Container,
    wanted: Option<&str>,
    known: &dyn Fn(&Grid) -> usize,
    cancel: &dyn Fn(Progress) -> bool,
) -> Result<Sheet, IntakeError> {
    // The workbook reader is other people's code fed with other people's bytes: whatever happens inside becomes a refusal.
    let work = || match container {
        Container::Xlsx => xlsx(file, bytes, wanted, known, cancel),
        Container::Xls => xls(file, bytes, wanted, known, cancel),
        Container::Xlsb => xlsb(file, bytes, wanted, known, cancel),
        Container::Ods => ods::read(file, bytes, wanted, known, cancel),
        Container::Text => Err(damaged(file, "it is text")),
    };
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(damaged(file, "its parts contradict each other")))
}

pub(super) fn choose(
    file: &str,
    names: &[String],
    wanted: Option<&str>,
    scores: impl Fn(&str) -> Result<usize, IntakeError>,
) -> Result<(String, Vec<String>), IntakeError> {
    if let Some(wanted) = wanted {
        return match names.iter().find(|n| n.as_str() == wanted) {
            Some(name) => Ok((name.clone(), Vec::new())),
            None => Err(IntakeError::new("no-such-sheet", file, format!("there is no sheet `{wanted}`"), &format!("Choose one of: {}.", names.join(", ")))),
        };
    }
    let mut scored = Vec::new();
    for name in names.iter().take(limits::SHEETS) {
        scored.push((scores(name)?, name));
    }
    let best = scored.iter().map(|(score, _)| *score).max().unwrap_or(0);
    let Some((_, chosen)) = scored.iter().find(|(score, _)| *score == best) else {
        return Err(IntakeError::new("empty", file, "the workbook has no visible sheet with cells", "Ask the merchant for the sheet with the goods."));
    };
    let alike = scored.iter().filter(|(score, name)| *score >= 4 && *score * 2 >= best && name != chosen).map(|(_, name)| (*name).clone()).collect();
    Ok(((*chosen).clone(), alike))
}

fn xlsx(file: &str, bytes: &[u8], wanted: Option<&str>, known: &dyn Fn(&Grid) -> usize, cancel: &dyn Fn(Progress) -> bool) -> Result<Sheet, IntakeError> {
    let fault = |e: XlsxError| if matches!(e, XlsxError::Password) { encrypted(file) } else { damaged(file, e) };
    let book = Xlsx::new(Cursor::new(bytes)).map_err(fault)?;
    let epoch_1904 = book.has_1904_epoch();
    let names = visible(&book);
    let book = std::cell::RefCell::new(book);
    let stream = |name: &str, rows: usize, cancel: &dyn Fn(Progress) -> bool| -> Result<Grid, IntakeError> {
        let mut book = book.borrow_mut();
        let mut cells = match book.worksheet_cells_reader(name) {
            Ok(cells) => cells,
            // A chart sheet has no cells.
            Err(XlsxError::NotAWorksheet(_)) => return Ok(Grid::new()),
            Err(e) => return Err(fault(e)),
        };
        let mut filler = Filler::new(file, name, epoch_1904);
        while let Some(cell) = cells.next_cell().map_err(fault)? {
            let (row, column) = cell.get_position();
            if row as usize >= rows {
                break;
            }
            filler.put(row, column, Value::from(cell.get_value()), cancel)?;
        }
        Ok(filler.finish())
    };
    let (name, alike) = choose(file, &names, wanted, |name| stream(name, limits::HEADER_SEARCH_ROWS + 3, &|_| false).map(|grid| known(&grid)))?;
    let mut grid = stream(&name, usize::MAX, cancel)?;
    let merges = book.borrow_mut().merge_cells_by_sheet_name(&name).unwrap_or_default();
    grid.set_merges(tall(&merges, grid.rows()));
    Ok(Sheet { grid, name, names, alike })
}

fn xlsb(file: &str, bytes: &[u8], wanted: Option<&str>, known: &dyn Fn(&Grid) -> usize, cancel: &dyn Fn(Progress) -> bool) -> Result<Sheet, IntakeError> {
    let fault = |e: XlsbError| if matches!(e, XlsbError::Password) { encrypted(file) } else { damaged(file, e) };
    let book = Xlsb::new(Cursor::new(bytes)).map_err(fault)?;
    let epoch_1904 = book.has_1904_epoch();
    let names = visible(&book);
    let book = std::cell::RefCell::new(book);
    let stream = |name: &str, rows: usize, cancel: &dyn Fn(Progress) -> bool| -> Result<Grid, IntakeError> {
        let mut book = book.borrow_mut();
        let mut cells = book.worksheet_cells_reader(name).map_err(fault)?;
        let mut filler = Filler::new(file, name, epoch_1904);
        while let Some(cell) = cells.next_cell().map_err(fault)? {
            let (row, column) = cell.get_position();
            if row as usize >= rows {
                break;
            }
            filler.put(row, column, Value::from(cell.get_value()), cancel)?;
        }
        Ok(filler.finish())
    };
    let (name, alike) = choose(file, &names, wanted, |name| stream(name, limits::HEADER_SEARCH_ROWS + 3, &|_| false).map(|grid| known(&grid)))?;
    let grid = stream(&name, usize::MAX, cancel)?;
    Ok(Sheet { grid, name, names, alike })
}

fn xls(file: &str, bytes: &[u8], wanted: Option<&str>, known: &dyn Fn(&Grid) -> usize, cancel: &dyn Fn(Progress) -> bool) -> Result<Sheet, IntakeError> {
    // Its reader lays every sheet out as a full rectangle: two cells in far corners would fill the memory.
    if binary::laid_out(bytes).map_err(|binary::Circle| damaged(file, "its sectors go round in a circle"))? > binary::CELLS {
        return Err(IntakeError::new(
            "too-large",
            file,
            format!("the sheets of the workbook span more than {} million cells", binary::CELLS / 1_000_000),
            "Delete what stands far from the goods, or save it as XLSX or CSV.",
        ));
    }
    let book = Xls::new(Cursor::new(bytes)).map_err(|e| if matches!(e, XlsError::Password) { encrypted(file) } else { damaged(file, e) })?;
    let epoch_1904 = book.has_1904_epoch();
    let names = visible(&book);
    let book = std::cell::RefCell::new(book);
    let fill = |name: &str, rows: usize, cancel: &dyn Fn(Progress) -> bool| -> Result<Grid, IntakeError> {
        let range = book.borrow_mut().worksheet_range(name).map_err(|e| damaged(file, e))?;
        let (top, left) = range.start().unwrap_or((0, 0));
        let mut filler = Filler::new(file, name, epoch_1904);
        for (row, column, value) in range.used_cells() {
            if row >= rows {
                break;
            }
            filler.put(top.saturating_add(row as u32), left.saturating_add(column as u32), Value::from(value), cancel)?;
        }
        Ok(filler.finish())
    };
    let (name, alike) = choose(file, &names, wanted, |name| fill(name, limits::HEADER_SEARCH_ROWS + 3, &|_| false).map(|grid| known(&grid)))?;
    let mut grid = fill(&name, usize::MAX, cancel)?;
    let merges = book.borrow().merge_cells_by_sheet_name(&name).unwrap_or_default();
    grid.set_merges(tall(&merges, grid.rows()));
    Ok(Sheet { grid, name, names, alike })
}

fn visible<'a, B: Reader<Cursor<&'a [u8]>>>(book: &B) -> Vec<String> {
    book.sheets_metadata().iter().filter(|s| s.visible == SheetVisible::Visible).map(|s| s.name.clone()).collect()
}

/// Merges over several rows, within the sheet.
fn tall(merges: &[Dimensions], rows: usize) -> Vec<Merge> {
    let last = rows.saturating_sub(1) as u32;
    merges.iter().filter(|m| m.end.0 > m.start.0 && m.start.0 < last).map(|m| (m.start.0, m.end.0.min(last), m.start.1)).collect()
}

/// A cell's value as text, with what the workbook says it is.
pub(super) struct Value<'a>(std::borrow::Cow<'a, str>, CellKind);

impl<'a> Value<'a> {
    pub(super) fn new(text: &'a str, kind: CellKind) -> Self {
        Self(text.into(), kind)
    }
}

impl<'a> From<&'a DataRef<'a>> for Value<'a> {
    fn from(data: &'a DataRef<'a>) -> Self {
        match data {
            DataRef::Int(n) => number(n.to_string()),
            DataRef::Float(n) => number(plain_number(*n)),
            DataRef::String(text) => text_of(text),
            DataRef::SharedString(text) => text_of(text),
            DataRef::Bool(b) => text_of(if *b { "TRUE" } else { "FALSE" }),
            DataRef::DateTime(at) => date(at),
            DataRef::DateTimeIso(text) => Self(text.as_str().into(), CellKind::Date),
            DataRef::DurationIso(text) => text_of(text),
            DataRef::Error(e) => Self(e.to_string().into(), CellKind::Text),
            DataRef::Empty => text_of(""),
        }
    }
}

impl<'a> From<&'a Data> for Value<'a> {
    fn from(data: &'a Data) -> Self {
        match data {
            Data::Int(n) => number(n.to_string()),
            Data::Float(n) => number(plain_number(*n)),
            Data::String(text) => text_of(text),
            Data::Bool(b) => text_of(if *b { "TRUE" } else { "FALSE" }),
            Data::DateTime(at) => date(at),
            Data::DateTimeIso(text) => Self(text.as_str().into(), CellKind::Date),
            Data::DurationIso(text) => text_of(text),
            Data::Error(e) => Self(e.to_string().into(), CellKind::Text),
            _ => text_of(""),
        }
    }
}

fn text_of(text: &str) -> Value<'_> {
    Value(text.into(), CellKind::Text)
}

fn number(text: String) -> Value<'static> {
    Value(text.into(), CellKind::Number)
}

fn date(at: &ExcelDateTime) -> Value<'static> {
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let text = if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    };
    Value(text.into(), CellKind::Date)
}

/// A workbook's number as a person sees it: a workbook keeps fifteen significant digits, the rest is noise of its binary form.
fn plain_number(n: f64) -> String {
    match Decimal::from_scientific(&format!("{n:.14e}")) {
        Ok(exact) => exact.normalize().to_string(),
        Err(_) => format!("{n}"),
    }
}

/// Puts cells into a grid, in any order within the bounds.
pub(super) struct Filler<'f> {
    file: &'f str,
    sheet: &'f str,
    grid: Grid,
    row: u32,
}

impl<'f> Filler<'f> {
    pub(super) fn new(file: &'f str, sheet: &'f str, epoch_1904: bool) -> Self {
        Self { file, sheet, grid: Grid { epoch_1904, ..Grid::new() }, row: 0 }
    }

    pub(super) fn put(&mut self, row: u32, column: u32, value: Value<'_>, cancel: &dyn Fn(Progress) -> bool) -> Result<(), IntakeError> {
        if value.0.is_empty() {
            return Ok(());
        }
        let refuse = |code: &str, what: String, remedy: &str| Err(IntakeError::new(code, self.file, format!("sheet `{}`, {what}", self.sheet), remedy));
        if column as usize >= limits::COLUMNS {
            return refuse(
                "too-wide",
                format!("row {}: column {} is beyond the {} that can be read", row + 1, letter(column), limits::COLUMNS),
                "Delete the columns that hold no goods.",
            );
        }
        if row as usize >= limits::ROWS {
            return refuse("too-long", format!("there are more than {} rows", limits::ROWS), "Ask the merchant to send it in parts.");
        }
        if value.0.chars().count() > limits::CELL_CHARS {
            return refuse(
                "long-cell",
                format!("row {}, column {}: the cell holds more than {} characters", row + 1, letter(column), limits::CELL_CHARS),
                "Shorten it and try again.",
            );
        }
        let (next_row, next_column) = (self.row, self.grid.open_cells() as u32);
        if row < next_row || (row == next_row && column < next_column) {
            // Written out of order, which no spreadsheet program does.
            return refuse(
                "damaged",
                format!("row {}, column {}: the cells are out of order", row + 1, letter(column)),
                "Open it in the spreadsheet program and save it anew.",
            );
        }
        while self.row < row {
            self.grid.end_row();
            self.row += 1;
            if (self.row as usize).is_multiple_of(limits::PROGRESS_ROWS) && cancel(Progress { stage: Stage::Cells, rows: self.row, of: None }) {
                return Err(crate::stopped(self.file));
            }
        }
        while (self.grid.open_cells() as u32) < column {
            self.grid.end_cell_of(CellKind::Text);
        }
        self.grid.push_str(&value.0);
        self.grid.end_cell_of(value.1);
        if self.grid.cells() > limits::CELLS || self.grid.bytes() > limits::FILE_BYTES {
            return Err(IntakeError::new(
                "too-large",
                self.file,
                format!("sheet `{}` holds more cells than can be read at once", self.sheet),
                "Ask the merchant to send it in parts.",
            ));
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Grid {
        self.grid.end_row();
        self.grid
    }
}

#[cfg(test)]
mod tests {
    use super::plain_number;

    #[test]
    fn numbers_read_as_a_person_sees_them() {
        for (n, text) in [
            (6_104_420_010.0, "6104420010"),
            (18.5, "18.5"),
            (0.1 + 0.2, "0.3"),
            (2108.0, "2108"),
            (1e-7, "0.0000001"),
            (-2.0, "-2"),
            (0.0, "0"),
            (
                1e300,
                "1000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
            ),
        ] {
            let got = plain_number(n);
            if n < 1e200 { assert_eq!(got, text) } else { assert!(got.len() > 200) }
        }
    }
}
