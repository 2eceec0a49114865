//! The law of a desk: the built-in book, CBP's table of agency flags, and the firm's own rules on top.

use crate::ApiError;
use desk::Desk;
use rulebook::{PgaSummary, PgaTable, Rulebook};

/// Setting that holds the firm's own rules, as the overlay's text.
pub(crate) const FIRM_RULES: &str = "firm-rules";
/// What faults in that text name as their file.
pub(crate) const FIRM_RULES_FILE: &str = "the firm's own rules in this desk file";
/// Kind of reference file: CBP's report of agency flags by tariff number.
pub(crate) const PGA_REPORT: &str = "pga-report";

/// The law as the desk file has it.
///
/// # Errors
/// Where a report or the firm's rules in the file cannot be read: deciding without them would be silent.
pub(crate) fn of(desk: &Desk) -> Result<Rulebook, ApiError> {
    let mut book = base(desk)?;
    if let Some(text) = firm_rules_text(desk)? {
        book = book.with_overlay(FIRM_RULES_FILE, &text)?;
    }
    Ok(book)
}

/// The law that is built in, for a desk that is not open.
pub(crate) fn built_in() -> Result<Rulebook, ApiError> {
    Ok(Rulebook::built_in()?)
}

/// The law without the firm's own rules.
pub(crate) fn base(desk: &Desk) -> Result<Rulebook, ApiError> {
    let book = Rulebook::built_in()?;
    let newest = reports(desk)?.into_iter().rev().find(|r| r.in_force);
    Ok(match newest {
        Some(report) => book.with_pga_table(report.table),
        None => book,
    })
}

/// The text of the firm's rules, where there are any.
pub(crate) fn firm_rules_text(desk: &Desk) -> Result<Option<String>, ApiError> {
    Ok(desk.setting(FIRM_RULES)?.filter(|text| !text.trim().is_empty()))
}

/// A report that is kept in the desk.
pub(crate) struct KeptReport {
    pub file: String,
    pub table: PgaTable,
    pub summary: PgaSummary,
    /// The newest by its own day; of two of one day, the one loaded last.
    pub in_force: bool,
}

/// All reports kept, in the order they were loaded.
pub(crate) fn reports(desk: &Desk) -> Result<Vec<KeptReport>, ApiError> {
    let mut kept = Vec::new();
    for (file, bytes) in desk.reference_files(PGA_REPORT)? {
        let (table, summary) = PgaTable::read(&file, &bytes)?;
        kept.push(KeptReport { file, table, summary, in_force: false });
    }
    let newest = kept.iter().map(|r| r.summary.edition).max();
    if let Some(report) = kept.iter_mut().rev().find(|r| Some(r.summary.edition) == newest) {
        report.in_force = true;
    }
    Ok(kept)
}
