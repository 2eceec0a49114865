//! From flat rows to the tree: parents by indent, rates and units that run down it.

use super::words::Words;
use super::{Edition, Row, SpecialColumn};
use crate::keys::{ByKey, key};
use crate::rate::{Rate, special_rates};
use chrono::NaiveDate;
use customs::HtsNumber;
use std::collections::HashMap;

/// A row as read from a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct RawRow {
    /// Where it stood in the file, for messages.
    pub line: usize,
    pub number: String,
    pub indent: u8,
    pub description: String,
    pub units: Vec<String>,
    pub general: String,
    pub special: String,
    pub column2: String,
    /// Chapter 99 headings its footnotes name.
    pub noted: Vec<String>,
    /// Its footnotes as printed.
    pub footnotes: Vec<String>,
}

/// What the building noticed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Noticed {
    pub without_parent: Vec<String>,
    pub twice: Vec<String>,
    pub not_numbers: Vec<String>,
}

/// Distinct texts, each read once.
struct Distinct<T> {
    at: HashMap<String, u32>,
    values: Vec<T>,
}

impl<T> Distinct<T> {
    fn new(empty: T) -> Self {
        Self { at: HashMap::from([(String::new(), 0)]), values: vec![empty] }
    }

    fn position(&mut self, text: &str, read: impl FnOnce(&str) -> T) -> u32 {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
        if let Some(at) = self.at.get(text) {
            return *at;
        }
        let at = u32::try_from(self.values.len()).unwrap_or(0);
        self.values.push(read(text));
        self.at.insert(text.to_owned(), at);
        at
    }
}

/// Builds an edition from its rows.
pub(crate) fn build(name: String, from: NaiveDate, to: Option<NaiveDate>, starter: bool, raw: Vec<RawRow>) -> (Edition, Noticed) {
    let mut noticed = Noticed::default();
    let mut rates = Distinct::new(Rate::parse(""));
    let mut specials = Distinct::new(SpecialColumn::default());
    let mut footnotes = Distinct::new(String::new());
    let mut rows: Vec<Row> = Vec::with_capacity(raw.len());
    let mut index = ByKey::default();
    let mut has_footnotes = false;
    // the open branch: indent and position of each row above
    let mut branch: Vec<(u8, u32)> = Vec::new();
    for raw in raw {
        let at = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        while branch.last().is_some_and(|(indent, _)| *indent >= raw.indent) {
            branch.pop();
        }
        let parent = branch.last().map(|(_, at)| *at);
        branch.push((raw.indent, at));
        let above = parent.and_then(|p| rows.get_mut(p as usize));
        let number: Option<HtsNumber> = if raw.number.is_empty() {
            None
        } else {
            match raw.number.parse() {
                Ok(number) => Some(number),
                Err(why) => {
                    noticed.not_numbers.push(format!("row {}: {why}", raw.line));
                    None
                }
            }
        };
        let general = rates.position(&raw.general, Rate::parse);
        let special = specials.position(&raw.special, |text| SpecialColumn { text: text.to_owned(), groups: special_rates(text) });
        let column2 = rates.position(&raw.column2, Rate::parse);
        has_footnotes |= !raw.noted.is_empty();
        let mut noted = raw.noted;
        let mut notes: Vec<u32> = raw.footnotes.iter().map(|note| footnotes.position(&plain(note), str::to_owned)).collect();
        notes.sort_unstable();
        notes.dedup();
        let mut units = raw.units;
        let mut rated = (general != 0).then_some(at);
        let orphan = parent.is_none() && raw.indent > 0;
        if let Some(above) = above {
            above.leaf = false;
            rated = rated.or(above.rated);
            if units.is_empty() {
                units.clone_from(&above.units);
            }
            for code in &above.noted {
                if !noted.contains(code) {
                    noted.push(code.clone());
                }
            }
        }
        let description = plain(&raw.description);
        if let Some(number) = &number {
            if orphan || !under_its_heading(number, parent, &rows) {
                noticed.without_parent.push(format!("row {}: {number} does not stand under its own heading", raw.line));
            }
            if index.insert(key(number.digits()), at).is_some() {
                noticed.twice.push(format!("row {}: {number} occurs a second time", raw.line));
            }
        }
        rows.push(Row { number, description, units, general, special, column2, parent, rated, leaf: true, noted, footnotes: notes });
    }
    let words = Words::of(rows.iter().map(|row| row.description.as_str()));
    let (rates, specials, footnotes) = (rates.values, specials.values, footnotes.values);
    (Edition { name, from, to, starter, has_footnotes, rows, index, rates, specials, footnotes, words, report: None }, noticed)
}

/// Whether the nearest numbered row above has digits this number continues.
fn under_its_heading(number: &HtsNumber, mut parent: Option<u32>, rows: &[Row]) -> bool {
    while let Some(above) = parent.and_then(|at| rows.get(at as usize)) {
        if let Some(heading) = &above.number {
            return number.digits().starts_with(heading.digits());
        }
        parent = above.parent;
    }
    true
}

/// Text without the tags that some rows carry (`<i>ad valorem</i>`), hard blanks and double blanks.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        match after.split_once('>') {
            Some((tag, after)) if tag.len() <= 8 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '/') => rest = after,
            _ => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    let words: Vec<&str> = out.split(|c: char| c.is_whitespace() || c == '\u{a0}').filter(|w| !w.is_empty()).collect();
    words.join(" ")
}
