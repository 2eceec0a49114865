//! Importing an official edition: read, built, checked, reported.

use super::{Edition, calendar, read, tree};
use crate::error::TariffError;
use crate::units::Unit;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Fewer rows than this is a fragment: an edition has some 35,000.
const LEAST_ROWS: usize = 20_000;
/// How many oddities of a kind a report names; all are counted.
const NAMED: usize = 50;

/// What an import found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct ImportReport {
    /// The edition's name.
    pub edition: String,
    /// Its first day.
    pub from: NaiveDate,
    /// The first day of the next edition, where we know it.
    pub to: Option<NaiveDate>,
    /// Rows read.
    pub rows: usize,
    /// Ten-digit lines among them.
    pub lines: usize,
    /// Rows that do not stand under their own heading: the first fifty.
    pub without_parent: Vec<String>,
    /// Numbers that occur twice or are no numbers: the first fifty.
    pub odd_numbers: Vec<String>,
    /// Units we do not know, each with how many rows use it.
    pub unknown_units: Vec<String>,
    /// General rates of chapters 1 to 97.
    pub general: RateCoverage,
    /// Column 2 rates of chapters 1 to 97.
    pub column2: RateCoverage,
    /// Rates whose unit is not among the line's own units: the first fifty.
    pub unit_mismatches: Vec<String>,
}

/// How much of a column the grammar understands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct RateCoverage {
    /// Rows that print a rate.
    pub printed: usize,
    /// Rates understood.
    pub understood: usize,
    /// Rates by family.
    pub families: Vec<(String, usize)>,
    /// Rates that ask for the amount: number and text.
    pub asks: Vec<String>,
}

impl RateCoverage {
    /// Understood rates in hundredths of a percent: 9946 is 99.46 %.
    pub fn basis_points(&self) -> usize {
        self.understood.saturating_mul(10_000).checked_div(self.printed).unwrap_or(10_000)
    }
}

impl Edition {
    /// What its import found; our own starter tariff was not imported.
    pub fn report(&self) -> Option<&ImportReport> {
        self.report.as_deref()
    }

    /// Imports an official export, JSON or CSV, plain or gzip. `name` is the file's name or the edition's:
    /// `hts_2026_rev_10.json.gz`, `2025HTSBasic`, `2026 HTS Revision 10`; where we do not know the edition,
    /// its first day is written behind it: `my schedule @ 2026-07-01`.
    ///
    /// # Errors
    /// The name tells no edition and no date; the file is empty, broken, a fragment, or not an export of the schedule.
    pub fn import(name: &str, bytes: &[u8]) -> Result<(Self, ImportReport), TariffError> {
        let known = calendar::identify(name)?;
        let raw = read::rows(name, bytes)?;
        if raw.len() < LEAST_ROWS {
            return Err(TariffError::file(
                name,
                format!("only {} rows, where an edition has some 35,000: this is a part of the schedule; export the whole of it", raw.len()),
            ));
        }
        let (mut edition, noticed) = tree::build(known.name, known.from, known.to, false, raw);
        let lines = edition.numbers().count();
        if lines * 4 < edition.rows.len() {
            return Err(TariffError::file(
                name,
                format!("only {lines} of {} rows have ten-digit numbers: this is not the schedule's export", edition.rows.len()),
            ));
        }
        let mut odd_numbers = noticed.not_numbers;
        odd_numbers.extend(noticed.twice);
        odd_numbers.truncate(NAMED);
        let mut without_parent = noticed.without_parent;
        without_parent.truncate(NAMED);
        let report = ImportReport {
            edition: edition.name.clone(),
            from: edition.from,
            to: edition.to,
            rows: edition.rows.len(),
            lines,
            without_parent,
            odd_numbers,
            unknown_units: unknown_units(&edition),
            general: coverage(&edition, |row| row.general),
            column2: coverage(&edition, |row| row.column2),
            unit_mismatches: unit_mismatches(&edition),
        };
        edition.report = Some(Box::new(report.clone()));
        Ok((edition, report))
    }
}

fn unknown_units(edition: &Edition) -> Vec<String> {
    let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in edition.rows.iter().flat_map(|row| &row.units) {
        if Unit::parse(unit).is_none() {
            *unknown.entry(unit).or_default() += 1;
        }
    }
    unknown.into_iter().map(|(unit, rows)| format!("{unit} ({rows} rows)")).collect()
}

fn in_chapters_1_to_97(row: &super::Row) -> bool {
    row.number.as_ref().is_none_or(|n| !matches!(n.chapter(), "98" | "99"))
}

fn coverage(edition: &Edition, column: impl Fn(&super::Row) -> u32) -> RateCoverage {
    let mut coverage = RateCoverage::default();
    let mut families: BTreeMap<String, usize> = BTreeMap::new();
    for row in edition.rows.iter().filter(|row| in_chapters_1_to_97(row)) {
        let Some(rate) = edition.rate(column(row)).filter(|rate| !rate.text.is_empty()) else { continue };
        coverage.printed += 1;
        *families.entry(rate.family()).or_default() += 1;
        if rate.is_understood() {
            coverage.understood += 1;
        } else {
            let number = row.number.as_ref().map_or_else(|| "a row without number".to_owned(), ToString::to_string);
            coverage.asks.push(format!("{number}: {}", rate.text));
        }
    }
    coverage.families = families.into_iter().collect();
    coverage.families.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    coverage
}

/// Lines whose rate counts in a unit that the line does not report, whole or by exact conversion.
fn unit_mismatches(edition: &Edition) -> Vec<String> {
    use crate::rate::{Amount, Meaning};
    let mut wrong = Vec::new();
    for row in &edition.rows {
        let (Some(number), Some(rated)) = (row.number.as_ref().filter(|n| n.is_statistical()), edition.rated(row)) else { continue };
        let Some(rate) = edition.rate(rated.general) else { continue };
        let Meaning::Sum(terms) = &rate.meaning else { continue };
        for term in terms.iter().filter(|t| t.on.is_none()) {
            let Amount::PerUnit { unit, written, .. } = &term.amount else { continue };
            let reported = row.units.iter().filter_map(|u| Unit::parse(u)).any(|u| u.family == unit.family);
            if !reported && wrong.len() < NAMED {
                wrong.push(format!("{number}: the rate `{}` counts in {written}, the line reports in {}", rate.text, row.units.join(", ")));
            }
        }
    }
    wrong
}
