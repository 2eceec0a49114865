//! Files for the filing software: entry summaries (AE) and cargo releases (SE) in records of 80 columns.
//!
//! The layouts are data (`assets/catair`). What is written is parsed again and checked record by record before it is
//! handed out: a file that would be rejected is not written, and each reason names entry, record and field.

mod ae;
mod check;
mod layout;
mod record;
mod se;

pub use check::{check, parse};
pub use record::ParsedRecord;

use layout::Layout;

use customs::{EntrySummary, Firm};

/// Which of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Application {
    /// Entry summaries.
    Ae,
    /// Cargo releases.
    Se,
}

/// What the file says beyond the entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatairOptions {
    /// Voyage, flight or trip number of the conveyance.
    pub trip: String,
    /// Packages for each house bill where an entry names no manifest quantity; `None`: such an entry is refused.
    pub packages_per_bill: Option<u32>,
    /// Replaces what was sent before, rather than adding it.
    pub replaces: bool,
}

/// Why a file is not written: one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatairFault {
    /// The entry; empty where it is not known.
    pub entry: String,
    /// The record, like `50`.
    pub record: String,
    /// The field, in words.
    pub field: String,
    /// What is wrong, and where to put it right.
    pub because: String,
    /// Line of the file, from 1; 0 before there is one.
    pub line: usize,
}

/// A file for the filing software.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatairFile {
    /// Its text: records of 80 columns, each ended by a line break.
    pub text: String,
    /// Its records.
    pub records: usize,
    /// What was left out, shortened or rests on unverified sources.
    pub notes: Vec<String>,
}

/// Writes entries as one file.
///
/// # Errors
/// Every reason for which a record would be rejected; then there is no file.
pub fn write(application: Application, entries: &[EntrySummary], firm: &Firm, options: &CatairOptions) -> Result<CatairFile, Vec<CatairFault>> {
    let layout = Layout::of(application);
    let mut text = String::new();
    let (mut faults, mut notes, mut records) = (Vec::new(), Vec::new(), 0);
    for entry in entries {
        let mut page = record::Page::new(layout, entry.number.as_str());
        match application {
            Application::Ae => ae::write(&mut page, entry, options),
            Application::Se => se::write(&mut page, entry, firm, options),
        }
        let done = page.done();
        records += done.lines.len();
        for line in done.lines {
            text.push_str(&line);
            text.push_str("\r\n");
        }
        faults.extend(done.faults);
        notes.extend(done.notes);
    }
    if faults.is_empty() {
        // What was written is read again by the other half: neither is trusted alone.
        faults = check(application, &text);
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    notes.extend(layout.open_for(&text));
    Ok(CatairFile { text, records, notes })
}

/// The application's name in file names.
pub fn code(application: Application) -> &'static str {
    match application {
        Application::Ae => "AE",
        Application::Se => "SE",
    }
}
