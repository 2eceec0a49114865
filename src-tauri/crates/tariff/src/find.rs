//! Finding lines: by the beginning of a number, or by words anywhere on the way down the tree, the schedule's or a shop's.

use crate::edition::words::{stem, tokens};
use crate::edition::{Edition, Row};
use crate::thesaurus::Thesaurus;
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
    /// The footnotes of the line and of the rows above it, where the edition's file has them.
    pub footnotes: Vec<String>,
    /// The edition it is from.
    pub edition: String,
    /// The edition's first day.
    pub from: NaiveDate,
    /// Whether that is our own starter tariff.
    pub is_starter: bool,
    /// Whether goods can be entered under it: eight or ten digits, with nothing below.
    pub enterable: bool,
    /// Its row in the edition, after the rows above it: the way to it in the tree.
    pub branch: Vec<u32>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct TariffFound {
    /// The lines, best first.
    pub lines: Vec<TariffLine>,
    /// In words, where these are not quite what was asked for: the closest live numbers, or lines that lack a word.
    pub note: Option<String>,
}

pub(crate) fn line(edition: &Edition, at: u32) -> Option<TariffLine> {
    let row = edition.row(at)?;
    let number = row.number.as_ref()?;
    let rated = edition.rated(row);
    let text = |at: Option<u32>| at.and_then(|at| edition.rate(at)).map(|rate| rate.text.clone()).unwrap_or_default();
    let branch = edition.branch(at);
    let mut footnotes: Vec<String> = Vec::new();
    for note in branch.iter().filter_map(|at| edition.row(*at)).flat_map(|row| &row.footnotes).filter_map(|n| edition.footnotes.get(*n as usize)) {
        if !footnotes.contains(note) {
            footnotes.push(note.clone());
        }
    }
    Some(TariffLine {
        number: number.to_string(),
        description: row.description.clone(),
        path: edition.path(row).into_iter().map(str::to_owned).collect(),
        units: row.units.clone(),
        general: text(rated.map(|r| r.general)),
        special: rated.and_then(|r| edition.specials.get(r.special as usize)).map(|s| s.text.clone()).unwrap_or_default(),
        column2: text(rated.map(|r| r.column2)),
        footnotes,
        edition: edition.name.clone(),
        from: edition.from,
        is_starter: edition.starter,
        enterable: row.leaf && number.digits().len() >= 8,
        branch,
    })
}

/// Rows whose number begins with the digits asked, in the order of the schedule.
fn by_number(edition: &Edition, digits: &str, limit: usize) -> Vec<TariffLine> {
    let begins = |row: &Row| row.number.as_ref().is_some_and(|n| n.digits().starts_with(digits));
    (0u32..).zip(&edition.rows).filter(|(_, row)| begins(row)).filter_map(|(at, _)| line(edition, at)).take(limit).collect()
}

/// Words that say nothing about goods.
const LITTLE: &[&str] = &["a", "an", "and", "for", "from", "in", "of", "on", "or", "the", "to", "with"];
/// A line that says the thing itself is better than one under a group that does, and a group is better than a heading, which
/// names many things; a word that means the same comes after the word itself.
const OWN: u32 = 12;
const GROUP: u32 = 11;
const HEADING: u32 = 7;
const MEANT_NEAR: u32 = 9;
const MEANT: u32 = 5;
/// Atoms fit the bits of one word.
const ATOMS: usize = 64;

/// One thing that was asked for: the word itself, or the ways in which the schedule says it.
struct Concept {
    said: String,
    /// Each way is a set of atoms that must all be met; the first is the word itself.
    ways: Vec<u64>,
}

/// The stems that are looked for, and in which rows they stand.
#[derive(Default)]
struct Atoms(Vec<String>);

impl Atoms {
    fn bit(&mut self, stem: &str) -> u64 {
        let at = self.0.iter().position(|s| s == stem).unwrap_or_else(|| {
            if self.0.len() < ATOMS {
                self.0.push(stem.to_owned());
            }
            self.0.len().saturating_sub(1)
        });
        1 << at
    }
}

/// Reads a question into concepts: neighbouring words that mean one thing first, then each word by itself.
fn concepts(asked: &str, thesaurus: &Thesaurus, atoms: &mut Atoms) -> Vec<Concept> {
    let mut words: Vec<String> = tokens(asked).collect();
    if words.iter().any(|w| !LITTLE.contains(&w.as_str())) {
        words.retain(|w| !LITTLE.contains(&w.as_str()));
    }
    words.dedup();
    words.truncate(12);
    let stems: Vec<&str> = words.iter().map(|w| stem(w)).collect();
    let mut concepts = Vec::new();
    let mut at = 0;
    while let Some(word) = stems.get(at) {
        let pair = stems.get(at + 1).map(|next| (format!("{word} {next}"), *next));
        let (said, own, meanings, used) = match pair.and_then(|(both, next)| thesaurus.meanings(&both).map(|m| (both, next, m))) {
            Some((both, next, meanings)) => (both, atoms.bit(word) | atoms.bit(next), meanings, 2),
            None => ((*word).to_owned(), atoms.bit(word), thesaurus.meanings(word).unwrap_or_default(), 1),
        };
        let mut ways = vec![own];
        for meaning in meanings {
            ways.push(meaning.iter().fold(0, |way, stem| way | atoms.bit(stem)));
        }
        concepts.push(Concept { said, ways });
        at += used;
    }
    concepts
}

/// Lines on whose way down the tree every word occurs, or is said in other words; where there is none, those that lack the
/// fewest. Rare words weigh more than common ones.
fn by_words(edition: &Edition, asked: &str, thesaurus: &Thesaurus, limit: usize) -> TariffFound {
    let mut atoms = Atoms::default();
    let concepts = concepts(asked, thesaurus, &mut atoms);
    if concepts.is_empty() {
        return TariffFound::default();
    }
    // the words of each row; then, as the walk comes by, with those of the rows above it, headings apart
    let mut masks: Vec<u64> = vec![0; edition.rows.len()];
    let mut headings: Vec<u64> = vec![0; edition.rows.len()];
    for (bit, stem) in atoms.0.iter().enumerate() {
        // one letter is a whole word: the T of a T-shirt
        for row in edition.words.rows(stem, stem.len() < 2) {
            if let Some(mask) = masks.get_mut(*row as usize) {
                *mask |= 1 << bit;
            }
        }
    }
    let mut found: Vec<(u32, Vec<u32>)> = Vec::new();
    let mut met_by: Vec<u32> = vec![0; concepts.len()];
    for (at, row) in (0u32..).zip(&edition.rows) {
        let mine = masks.get(at as usize).copied().unwrap_or(0);
        let above = |masks: &[u64]| row.parent.and_then(|p| masks.get(p as usize)).copied().unwrap_or(0);
        let words = if row.parent.is_none() {
            Place { own: mine, group: 0, all: mine }
        } else {
            let group = mine | above(&masks);
            Place { own: mine, group, all: group | above(&headings) }
        };
        if let (Some(mask), Some(heading)) = (masks.get_mut(at as usize), headings.get_mut(at as usize)) {
            (*mask, *heading) = (words.group, words.all & !words.group);
        }
        if words.all == 0 || !row.leaf || row.number.is_none() {
            continue;
        }
        let worth: Vec<u32> = concepts.iter().map(|c| worth(c, words)).collect();
        for (count, worth) in met_by.iter_mut().zip(&worth) {
            *count += u32::from(*worth > 0);
        }
        if worth.iter().any(|w| *w > 0) {
            found.push((at, worth));
        }
    }
    let rows = u32::try_from(edition.rows.len()).unwrap_or(u32::MAX);
    let weights: Vec<u32> = met_by.iter().map(|met| rows.checked_div(*met).map_or(0, |share| share.max(1).ilog2() + 1)).collect();
    let all = found.iter().any(|(_, worth)| worth.iter().all(|w| *w > 0));
    let mut ranked: Vec<(std::cmp::Reverse<u32>, bool, u32, Vec<u32>)> = found
        .into_iter()
        .filter(|(_, worth)| !all || worth.iter().all(|w| *w > 0))
        .map(|(at, worth)| {
            let score: u32 = worth.iter().zip(&weights).map(|(worth, weight)| worth * weight).sum();
            // the temporary numbers of the last two chapters come after the goods themselves
            let special = edition.row(at).and_then(|r| r.number.as_ref()).is_some_and(|n| matches!(n.chapter(), "98" | "99"));
            (std::cmp::Reverse(score), special, at, worth)
        })
        .collect();
    if !all {
        // only the best of the incomplete: the rest is noise
        let best = ranked.iter().map(|(score, ..)| score.0).max().unwrap_or(0);
        ranked.retain(|(score, ..)| score.0 * 10 >= best * 9);
    }
    ranked.sort_unstable_by_key(|hit| (hit.1, hit.0, hit.2));
    let note = ranked.first().filter(|_| !all).map(|(_, _, _, worth)| {
        let lacking: Vec<&str> = concepts.iter().zip(worth).filter(|(_, w)| **w == 0).map(|(c, _)| c.said.as_str()).collect();
        format!("No line has all of these words. The best lack: {}.", lacking.join(", "))
    });
    TariffFound { lines: ranked.into_iter().take(limit).filter_map(|(_, _, at, _)| line(edition, at)).collect(), note }
}

/// How well a row meets a concept; nothing where it does not.
fn worth(concept: &Concept, words: Place) -> u32 {
    let meets = |way: &u64, mask: u64| mask & way == *way;
    match concept.ways.split_first() {
        Some((word, _)) if meets(word, words.own) => OWN,
        Some((word, _)) if meets(word, words.group) => GROUP,
        Some((_, meanings)) if meanings.iter().any(|m| meets(m, words.group)) => MEANT_NEAR,
        Some((word, _)) if meets(word, words.all) => HEADING,
        Some((_, meanings)) if meanings.iter().any(|m| meets(m, words.all)) => MEANT,
        _ => 0,
    }
}

/// Where on the way down to a row the words stand.
#[derive(Clone, Copy)]
struct Place {
    /// On the row itself.
    own: u64,
    /// On it, or on a row above it below the heading.
    group: u64,
    /// Anywhere on the way.
    all: u64,
}

/// Lines for words or the beginning of a number.
pub(crate) fn find(edition: &Edition, thesaurus: &Thesaurus, asked: &str, limit: usize) -> TariffFound {
    let digits: String = asked.chars().filter(|c| !matches!(c, '.' | ' ' | '-')).collect();
    if digits.len() < 2 || digits.len() > 10 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return by_words(edition, asked, thesaurus, limit);
    }
    let lines = by_number(edition, &digits, limit);
    if !lines.is_empty() {
        return TariffFound { lines, note: None };
    }
    let Ok(number) = digits.parse::<HtsNumber>() else { return TariffFound::default() };
    let lines: Vec<TariffLine> = closest_rows(edition, &number).into_iter().filter_map(|at| line(edition, at)).collect();
    let note = (!lines.is_empty()).then(|| format!("{number} is not in the {}. These live numbers are closest to it.", edition.name));
    TariffFound { lines, note }
}

/// Up to five ten-digit numbers of an edition that are nearest to one it does not have: those that share the longest beginning.
pub(crate) fn closest(edition: &Edition, number: &HtsNumber) -> Vec<String> {
    closest_rows(edition, number).into_iter().filter_map(|at| edition.row(at)?.number.as_ref()).map(ToString::to_string).collect()
}

fn closest_rows(edition: &Edition, number: &HtsNumber) -> Vec<u32> {
    let digits = number.digits();
    for length in [10, 8, 7, 6, 5, 4] {
        let Some(start) = digits.get(..length) else { continue };
        let mut near: Vec<(u32, &HtsNumber)> = edition.lines().filter(|(_, n)| n.digits().starts_with(start)).collect();
        if near.is_empty() {
            continue;
        }
        let whole = |digits: &str| format!("{digits:0<10}").parse::<u64>().unwrap_or(0);
        let distance = |n: &HtsNumber| whole(n.digits()).abs_diff(whole(digits));
        near.sort_by_key(|(_, n)| (distance(n), n.digits().to_owned()));
        near.truncate(5);
        return near.into_iter().map(|(at, _)| at).collect();
    }
    Vec::new()
}
