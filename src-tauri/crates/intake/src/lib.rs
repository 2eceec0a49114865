//! Merchants' spreadsheets into shipments and issues.
//!
//! [`read`] takes the bytes of a file and gives a [`Reading`]: how the file was understood (encoding, delimiter, sheet,
//! header, layout, conventions), what each column holds, the shipments, every issue on its cell, and every repair with
//! what stood there. Nothing is silent: a row is goods, an order's own row, counted as title, header, total, trailer or
//! blank, or named by an issue.
//!
//! Invariants: no file system, no clock, no network; the same bytes and options give the same reading. No input makes it
//! panic, and [`limits`] bounds time and memory. Formulas, macros and links are never run or followed: cells are text.
//! Layouts and words are data in `assets/intake`, so that the next merchant's export is a file and not code.

mod assemble;
mod cells;
mod derive;
mod error;
mod field;
mod fold;
mod grid;
mod issues;
mod layout;
pub mod limits;
mod lists;
mod options;
mod product_list;
mod reading;
mod recall;
mod sources;
mod template;
mod value;

pub use assemble::Packed;
pub use derive::{CityPart, ColumnName, Derivation, Derived, ValueRule};
pub use error::IntakeError;
pub use field::{Field, FieldInfo, fields};
pub use layout::columns::mapping_changes;
pub use layout::layouts;
pub use lists::{ListColumn, ListIssue, ListMapping, ListTarget, ProductSheet, RateDefaults, RateSheet, product_sheet, rate_sheet};
pub use options::{CellFix, ColumnMapping, DateOrder, DecimalSign, ExchangeRate, Progress, ReadOptions, Stage};
pub use product_list::ProductList;
pub use reading::{
    Column, DateOrderFound, Issue, OrderStatus, PreviewRow, ReadShipment, Reading, Repair, RowCounts, RowKind, RowRun, Severity, Source, TitleFact, letter,
};
pub use recall::Remembered;
pub use template::template;
pub use value::weight::WeightUnit;

use grid::Grid;
use grid::container::{self, Container};
use grid::text::{self, TextTrouble};
use grid::{encoding, workbook};
use layout::header::{Header, strength};

/// Reads a merchant's file.
///
/// `file_name` is used in messages and for its ending; `cancel` is called every thousand rows or so and stops the
/// reading when it says `true`.
///
/// # Errors
/// A file that cannot be read at all: empty, damaged, protected, no spreadsheet, beyond [`limits`], or stopped.
/// Anything smaller is an [`Issue`] of the reading.
pub fn read(file_name: &str, bytes: &[u8], options: &ReadOptions, cancel: &dyn Fn(Progress) -> bool) -> Result<Reading, IntakeError> {
    read_recalling(file_name, bytes, options, &|_, _| None, cancel).map(|(reading, _)| reading)
}

/// Reads a file as the client's files were read before.
///
/// Where the options hold no mapping, `recall` is asked once for what is remembered; it is given the fingerprint of the
/// header and the columns as guessed. What it says comes back beside the reading.
///
/// # Errors
/// As [`read`].
pub fn read_recalling(
    file_name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    recall: &dyn Fn(&str, &[Column]) -> Option<Remembered>,
    cancel: &dyn Fn(Progress) -> bool,
) -> Result<(Reading, Option<Remembered>), IntakeError> {
    let mut source = Source { file_name: file_name.to_owned(), ..Source::default() };
    let (mut grid, alike) = cells(file_name, bytes, options, cancel, &mut source)?;
    grid.trim_end();
    if grid.rows() == 0 {
        return Err(IntakeError::new("empty", file_name, "there is not one filled cell", "Ask the merchant to export it again."));
    }
    grid.fix(&options.fixes);
    let header = Header::find(&grid, options.header_row);
    if header.row.is_none() && options.header_row.is_none() && grid.width < 2 {
        return Err(IntakeError::new(
            "no-table",
            file_name,
            "the file holds no table, only one column of text",
            "Choose the delimiter, or open a spreadsheet with one column per kind of data.",
        ));
    }
    let (mut columns, layout) = layout::columns::assign(&grid, &header);
    source.kind.clone_from(&layout.kind);
    source.kind_label.clone_from(&layout.label);
    source.header_row = header.row.map_or(0, |row| row as u32 + 1);
    source.header_rows = header.rows as u32;
    source.rows = grid.rows() as u32;
    source.fingerprint = header.fingerprint();
    let remembered = if options.mapping.is_none() { recall(&source.fingerprint, &columns) } else { None };
    let recalled = remembered.as_ref().map(|r| {
        let mut recalled = options.clone();
        r.recall(&mut recalled);
        recalled
    });
    let options = recalled.as_ref().unwrap_or(options);
    layout::columns::settle(&mut columns, options.mapping.as_deref(), layout);
    let not_derived = derive::derive(&mut grid, &mut columns, &options.derived, file_name, header.end());
    let ruled = derive::rules(&mut grid, &columns, &options.rules, header.end());
    let filled = product_list::fill(&mut grid, &mut columns, &options.products, header.end());
    let mut reading = Reading { source, columns, grid, ..Reading::default() };
    assemble::assemble(&mut reading, &header, layout, options, &ruled, cancel)?;
    reading.issues.splice(0..0, not_derived);
    if !filled.is_empty() {
        reading.repairs.extend(filled);
        reading.repairs.sort_by_key(|r| (r.row, r.column_index));
    }
    product_list::contradict(&mut reading, &options.products);
    for sheet in alike {
        let message = format!("Sheet “{sheet}” looks like goods, too, and is not read; choose it to read it as a file of its own.");
        reading.issues.insert(
            0,
            Issue { row: 0, column: String::new(), column_index: None, severity: Severity::Warning, code: "other-sheet".to_owned(), message, value: sheet },
        );
    }
    Ok((reading, remembered))
}

/// The cells of the file, and the other sheets that look like goods.
fn cells(file: &str, bytes: &[u8], options: &ReadOptions, cancel: &dyn Fn(Progress) -> bool, source: &mut Source) -> Result<(Grid, Vec<String>), IntakeError> {
    let container = container::recognise(file, bytes)?;
    if container != Container::Text {
        let sheet = workbook::read(file, bytes, container, options.sheet.as_deref(), &strength, cancel)?;
        source.format = match container {
            Container::Xls => "xls",
            Container::Xlsb => "xlsb",
            Container::Ods => "ods",
            _ => "xlsx",
        }
        .to_owned();
        source.sheet = Some(sheet.name);
        source.sheets = sheet.names;
        return Ok((sheet.grid, sheet.alike));
    }
    let decoded = encoding::decode(bytes, options.encoding.as_deref()).map_err(|name| {
        IntakeError::new("unknown-encoding", file, format!("there is no encoding `{name}`"), "Choose UTF-8, UTF-16LE, windows-1252, GB18030 or Shift_JIS.")
    })?;
    container::check_text(file, &decoded.text)?;
    let delimiter = options.delimiter.unwrap_or_else(|| text::guess_delimiter(&decoded.text, file, &strength));
    // What is pasted from a spreadsheet has tabs between its cells.
    source.format = if delimiter == '\t' { "tsv" } else { "csv" }.to_owned();
    source.encoding = Some(decoded.name);
    source.delimiter = Some(delimiter.to_string());
    let grid = text::split(&decoded.text, delimiter, cancel).map_err(|trouble| refusal(file, trouble))?;
    Ok((grid, Vec::new()))
}

fn refusal(file: &str, trouble: TextTrouble) -> IntakeError {
    match trouble {
        TextTrouble::OpenQuote { row, column } => IntakeError::new(
            "open-quote",
            file,
            format!("row {row}, column {column}: a quotation mark is opened and never closed"),
            "Delete it, or ask the merchant to export the file again.",
        ),
        TextTrouble::TooWide { row } => IntakeError::new(
            "too-wide",
            file,
            format!("row {row} has more than {} columns", limits::COLUMNS),
            "Choose another delimiter, or ask the merchant for the export without the extra columns.",
        ),
        TextTrouble::LongCell { row, column } => IntakeError::new(
            "long-cell",
            file,
            format!("row {row}, column {column}: the cell holds more than {} characters", limits::CELL_CHARS),
            "Choose another delimiter, or shorten the cell.",
        ),
        TextTrouble::TooLong => {
            IntakeError::new("too-long", file, format!("there are more than {} rows", limits::ROWS), "Ask the merchant to send it in parts.")
        }
        TextTrouble::TooMany => {
            IntakeError::new("too-large", file, "the file holds more cells than can be read at once", "Ask the merchant to send it in parts.")
        }
        TextTrouble::Stopped => stopped(file),
    }
}

pub(crate) fn stopped(file: &str) -> IntakeError {
    IntakeError::new("stopped", file, "reading was stopped", "Nothing was kept.")
}
