//! The law of a desk: the built-in book, CBP's table of agency flags, and the firm's own rules on top.

use crate::ApiError;
use customs::decision::RulebookStamp;
use desk::{Act, Desk};
use rulebook::{PgaSummary, PgaTable, Rulebook};

/// Setting that holds the firm's own rules, as the overlay's text.
pub(crate) const FIRM_RULES: &str = "firm-rules";
/// Kind of reference file: the built-in book decisions were made by.
const KEPT_BOOK: &str = "rulebook";
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

/// Keeps the built-in book in the desk file, once for each version: what is decided by it can be explained again by it, whatever a
/// later program says the law is. The firm's rules and CBP's reports are there already.
pub(crate) fn keep(desk: &Desk, act: &Act) -> Result<(), ApiError> {
    let name = built_in()?.stamp().version;
    desk.keep_reference_file(KEPT_BOOK, &name, &serde_json::to_vec(rulebook::BUILT_IN)?, act)?;
    Ok(())
}

/// The law that carries a stamp, of the books, reports and rules that the desk file keeps; `None` where it keeps none that does.
pub(crate) fn kept(desk: &Desk, stamp: &RulebookStamp) -> Result<Option<Rulebook>, ApiError> {
    let reports = reports(desk)?;
    let rules = firm_rules_ever(desk)?;
    for (_, bytes) in desk.reference_files(KEPT_BOOK)?.iter().rev() {
        let files: Vec<(String, String)> = serde_json::from_slice(bytes)?;
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        // A book whose form this program no longer reads explains nothing; another may.
        let Ok(book) = Rulebook::load(&files) else { continue };
        let tables = std::iter::once(None).chain(reports.iter().rev().map(|report| Some(report.table.clone())));
        for table in tables {
            let with_table = match table {
                Some(table) => book.clone().with_pga_table(table),
                None => book.clone(),
            };
            if with_table.stamp() == *stamp {
                return Ok(Some(with_table));
            }
            for text in &rules {
                if let Ok(with_rules) = with_table.clone().with_overlay(FIRM_RULES_FILE, text)
                    && with_rules.stamp() == *stamp
                {
                    return Ok(Some(with_rules));
                }
            }
        }
    }
    Ok(None)
}

/// Every text the firm's rules ever had, the newest first.
fn firm_rules_ever(desk: &Desk) -> Result<Vec<String>, ApiError> {
    let events = desk.journal(Some(&format!("setting:{FIRM_RULES}")), None, usize::MAX)?;
    let texts = events.iter().filter_map(|event| serde_json::from_str::<serde_json::Value>(&event.body).ok()?["after"].as_str().map(str::to_owned));
    Ok(texts.filter(|text| !text.trim().is_empty()).collect())
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
