//! Finding lines: by the beginning of a number, or by words anywhere on the way down the tree.

use crate::edition::{Edition, Row};
use chrono::NaiveDate;
use customs::HtsNumber;
use serde::Serialize;
use ts_rs::TS;

/// One line of the schedule, as a broker reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TariffLine {
    /// The number, dotted.
    pub number: String,
    /// Its own description.
    pub description: String,
    /// The descriptions above it, outermost first.
    pub path: Vec<String>,
    /// Units of quantity.
    pub units: Vec<String>,
    /// The general rate as printed.
    pub general: String,
    /// The special rates as printed.
    pub special: String,
    /// The column 2 rate as printed.
    pub column2: String,
    /// The edition it is from.
    pub edition: String,
    /// The edition's first day.
    pub from: NaiveDate,
    /// Whether that is our own starter tariff.
    pub is_starter: bool,
    /// Whether goods can be entered under it: eight or ten digits, with nothing below.
    pub enterable: bool,
}

pub(crate) fn line(edition: &Edition, row: &Row) -> Option<TariffLine> {
    let number = row.number.as_ref()?;
    let rated = edition.rated(row);
    let text = |at: Option<u32>| at.and_then(|at| edition.rate(at)).map(|rate| rate.text.clone()).unwrap_or_default();
    Some(TariffLine {
        number: number.to_string(),
        description: row.description.clone(),
        path: edition.path(row).into_iter().map(str::to_owned).collect(),
        units: row.units.clone(),
        general: text(rated.map(|r| r.general)),
        special: rated.and_then(|r| edition.specials.get(r.special as usize)).map(|s| s.text.clone()).unwrap_or_default(),
        column2: text(rated.map(|r| r.column2)),
        edition: edition.name.clone(),
        from: edition.from,
        is_starter: edition.starter,
        enterable: row.leaf && number.digits().len() >= 8,
    })
}

/// Lines whose number begins with the digits asked, in the order of the schedule.
fn by_number(edition: &Edition, digits: &str, limit: usize) -> Vec<TariffLine> {
    let begins = |row: &&Row| row.number.as_ref().is_some_and(|n| n.digits().starts_with(digits));
    edition.rows.iter().filter(begins).filter_map(|row| line(edition, row)).take(limit).collect()
}

/// Lines on whose way down the tree every word occurs. Lines that say most of them themselves come first.
fn by_words(edition: &Edition, words: &[String], limit: usize) -> Vec<TariffLine> {
    let all: u32 = if words.len() >= 32 { u32::MAX } else { (1 << words.len()) - 1 };
    let mut found_above: Vec<u32> = Vec::with_capacity(edition.rows.len());
    let mut hits: Vec<(usize, usize)> = Vec::new();
    for (at, row) in edition.rows.iter().enumerate() {
        let above = row.parent.and_then(|p| found_above.get(p as usize)).copied().unwrap_or(0);
        let mut own = 0u32;
        for (bit, word) in words.iter().take(32).enumerate() {
            if begins_a_word(&row.folded, word) {
                own |= 1 << bit;
            }
        }
        found_above.push(above | own);
        if (above | own) == all && row.leaf && row.number.is_some() {
            hits.push((words.len().saturating_sub(own.count_ones() as usize), at));
        }
    }
    hits.sort_unstable();
    hits.into_iter().take(limit).filter_map(|(_, at)| edition.rows.get(at)).filter_map(|row| line(edition, row)).collect()
}

/// Whether a word of the text begins with `word`: `shirt` finds `shirts`, not `sweatshirt`.
fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric))
}

/// Plurals do not matter: `mugs` looks for `mug`.
fn words_of(text: &str) -> Vec<String> {
    let folded = text.to_lowercase();
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| if w.len() > 3 && w.is_ascii() { w.strip_suffix('s').filter(|s| !s.ends_with('s')).unwrap_or(w) } else { w })
        .map(str::to_owned)
        .collect()
}

/// Lines for words or the beginning of a number.
pub(crate) fn find(edition: &Edition, asked: &str, limit: usize) -> Vec<TariffLine> {
    let digits: String = asked.chars().filter(|c| !matches!(c, '.' | ' ' | '-')).collect();
    if digits.len() >= 2 && digits.len() <= 10 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return by_number(edition, &digits, limit);
    }
    let words = words_of(asked);
    if words.is_empty() { Vec::new() } else { by_words(edition, &words, limit) }
}

/// Up to five ten-digit numbers of an edition that are nearest to one it does not have: those that share the longest beginning.
pub(crate) fn closest(edition: &Edition, number: &HtsNumber) -> Vec<String> {
    let digits = number.digits();
    for length in [10, 8, 7, 6, 5, 4] {
        let Some(start) = digits.get(..length) else { continue };
        let mut near: Vec<&HtsNumber> = edition.lines().filter(|n| n.digits().starts_with(start)).collect();
        if near.is_empty() {
            continue;
        }
        let whole = |digits: &str| format!("{digits:0<10}").parse::<u64>().unwrap_or(0);
        let distance = |n: &HtsNumber| whole(n.digits()).abs_diff(whole(digits));
        near.sort_by_key(|n| (distance(n), n.digits().to_owned()));
        near.truncate(5);
        return near.into_iter().map(ToString::to_string).collect();
    }
    Vec::new()
}
