//! The two shapes of the official export: JSON and CSV, plain or gzip.

use super::RawRow;
use crate::error::TariffError;
use serde::Deserialize;
use std::io::Read;

/// More than any edition holds by far: a guard against a file that unpacks without end.
const UNPACKED_LIMIT: u64 = 512 << 20;

#[derive(Deserialize)]
struct JsonRow {
    htsno: String,
    indent: JsonIndent,
    description: Option<String>,
    units: Option<Vec<String>>,
    general: Option<String>,
    special: Option<String>,
    other: Option<String>,
    footnotes: Option<Vec<JsonFootnote>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum JsonIndent {
    Text(String),
    Number(u8),
}

#[derive(Deserialize)]
struct JsonFootnote {
    #[serde(default)]
    columns: Option<Vec<String>>,
    #[serde(default)]
    value: Option<String>,
}

/// The rows of an official export, whatever its shape.
pub(super) fn rows(file: &str, bytes: &[u8]) -> Result<Vec<RawRow>, TariffError> {
    let unpacked;
    let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
        unpacked = unpack(file, bytes)?;
        &unpacked
    } else {
        bytes
    };
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match bytes.iter().find(|b| !b.is_ascii_whitespace()) {
        None => Err(TariffError::file(file, "the file is empty; export the schedule again from hts.usitc.gov")),
        Some(b'[') => json(file, bytes),
        Some(b'{') => Err(TariffError::file(file, "this JSON is not the schedule's export, which is a list of rows; export it again from hts.usitc.gov")),
        Some(_) => csv(file, bytes),
    }
}

fn unpack(file: &str, bytes: &[u8]) -> Result<Vec<u8>, TariffError> {
    let mut out = Vec::with_capacity(bytes.len().saturating_mul(12));
    flate2::read::MultiGzDecoder::new(bytes)
        .take(UNPACKED_LIMIT)
        .read_to_end(&mut out)
        .map_err(|e| TariffError::file(file, format!("the gzip file cannot be unpacked ({e}); fetch it again")))?;
    if out.len() as u64 >= UNPACKED_LIMIT {
        return Err(TariffError::file(file, "the gzip file unpacks to more than 512 MB, which no edition does"));
    }
    Ok(out)
}

fn json(file: &str, bytes: &[u8]) -> Result<Vec<RawRow>, TariffError> {
    let read: Vec<JsonRow> = serde_json::from_slice(bytes).map_err(|e| {
        let remedy = if e.is_eof() { "the file ends too early; fetch it again" } else { "it is not the schedule's JSON export" };
        TariffError::file(file, format!("line {}, column {}: {remedy} ({e})", e.line(), e.column()))
    })?;
    let mut rows = Vec::with_capacity(read.len());
    for (at, row) in read.into_iter().enumerate() {
        let indent = match row.indent {
            JsonIndent::Number(n) => n,
            JsonIndent::Text(text) => indent(file, at + 1, &text)?,
        };
        rows.push(RawRow {
            line: at + 1,
            number: row.htsno.trim().to_owned(),
            indent,
            description: row.description.unwrap_or_default(),
            units: tidy_units(row.units.unwrap_or_default()),
            general: row.general.unwrap_or_default(),
            special: row.special.unwrap_or_default(),
            column2: row.other.unwrap_or_default(),
            noted: noted(row.footnotes.as_deref().unwrap_or_default()),
            footnotes: row.footnotes.unwrap_or_default().into_iter().filter_map(|f| f.value).filter(|v| !v.trim().is_empty()).collect(),
        });
    }
    Ok(rows)
}

/// The headings of chapter 99 that footnotes to the rates name: `See 9903.88.15.`
fn noted(footnotes: &[JsonFootnote]) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for note in footnotes {
        let about_rates = note.columns.as_ref().is_none_or(|columns| columns.iter().any(|c| c == "general" || c == "special" || c == "other"));
        let Some(value) = note.value.as_deref().filter(|_| about_rates) else { continue };
        for word in value.split(|c: char| !(c.is_ascii_digit() || c == '.')) {
            let word = word.trim_matches('.');
            if word.len() == 10 && word.starts_with("9903.") && !codes.iter().any(|c| c == word) {
                codes.push(word.to_owned());
            }
        }
    }
    codes
}

/// The columns of the CSV export that we read, by their headings.
const COLUMNS: [&str; 7] = ["HTS Number", "Indent", "Description", "Unit of Quantity", "General Rate of Duty", "Special Rate of Duty", "Column 2 Rate of Duty"];

fn csv(file: &str, bytes: &[u8]) -> Result<Vec<RawRow>, TariffError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let headings = reader.headers().map_err(|e| TariffError::file(file, format!("the first row cannot be read: {e}")))?.clone();
    let mut at = [0usize; 7];
    for (slot, wanted) in at.iter_mut().zip(COLUMNS) {
        *slot = headings.iter().position(|h| h.trim().eq_ignore_ascii_case(wanted)).ok_or_else(|| {
            TariffError::file(file, format!("row 1: there is no column `{wanted}`; this is not the schedule's CSV export (hts.usitc.gov, Export, CSV)"))
        })?;
    }
    let mut rows = Vec::with_capacity(36_000);
    let mut record = csv::StringRecord::new();
    loop {
        let line = usize::try_from(reader.position().line()).unwrap_or_default();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(rows),
            Err(e) => return Err(TariffError::file(file, format!("line {line} cannot be read: {e}"))),
        }
        let cell = |column: usize| at.get(column).and_then(|c| record.get(*c)).unwrap_or("").trim();
        let units = cell(3);
        let units: Vec<String> = if units.is_empty() {
            Vec::new()
        } else if units.starts_with('[') {
            serde_json::from_str(units)
                .map_err(|_| TariffError::file(file, format!("line {line}, column `Unit of Quantity`: `{units}` is not a list of units")))?
        } else {
            vec![units.to_owned()]
        };
        rows.push(RawRow {
            line,
            number: cell(0).to_owned(),
            indent: indent(file, line, cell(1))?,
            description: cell(2).to_owned(),
            units: tidy_units(units),
            general: cell(4).to_owned(),
            special: cell(5).to_owned(),
            column2: cell(6).to_owned(),
            noted: Vec::new(),
            footnotes: Vec::new(),
        });
    }
}

fn indent(file: &str, line: usize, text: &str) -> Result<u8, TariffError> {
    text.trim()
        .parse()
        .map_err(|_| TariffError::file(file, format!("row {line}: the indent `{text}` is not a number; the tree of the schedule cannot be built")))
}

fn tidy_units(units: Vec<String>) -> Vec<String> {
    units.into_iter().map(|u| u.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}').to_owned()).filter(|u| !u.is_empty()).collect()
}
