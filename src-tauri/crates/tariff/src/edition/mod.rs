//! Editions of the schedule: the rows as printed, the tree they form by indent, and the rates that run down it.

pub mod calendar;
mod import;
mod read;
mod tree;
pub(crate) mod words;

pub use import::{ImportReport, RateCoverage};
pub(crate) use tree::{RawRow, build};

use crate::keys::{ByKey, key};
use crate::rate::{Rate, SpecialRate};
use chrono::NaiveDate;
use customs::HtsNumber;

/// One edition of the Harmonized Tariff Schedule.
#[derive(Clone, Debug)]
pub struct Edition {
    pub(crate) name: String,
    pub(crate) from: NaiveDate,
    pub(crate) to: Option<NaiveDate>,
    pub(crate) starter: bool,
    /// Whether its rows carry footnotes that name additional duties (the JSON export does, the CSV export does not).
    pub(crate) has_footnotes: bool,
    pub(crate) rows: Vec<Row>,
    /// Row of a number.
    pub(crate) index: ByKey<u32>,
    /// Distinct rates, by position; 0 is the empty column.
    pub(crate) rates: Vec<Rate>,
    /// Distinct special columns, by position; 0 is the empty column.
    pub(crate) specials: Vec<SpecialColumn>,
    /// Distinct footnotes, by position.
    pub(crate) footnotes: Vec<String>,
    /// Which words stand in which rows.
    pub(crate) words: words::Words,
    /// What its import found; our own starter was not imported.
    pub(crate) report: Option<Box<ImportReport>>,
}

/// A special column, as printed and as read.
#[derive(Clone, Debug, Default)]
pub(crate) struct SpecialColumn {
    pub text: String,
    pub groups: Vec<SpecialRate>,
}

/// One row.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Its number; rows that only head a group have none.
    pub number: Option<HtsNumber>,
    pub description: String,
    pub units: Vec<String>,
    pub general: u32,
    pub special: u32,
    pub column2: u32,
    pub parent: Option<u32>,
    /// The row whose rates apply: itself, or the nearest above it in the tree that prints a general rate.
    pub rated: Option<u32>,
    /// Whether no row hangs below it.
    pub leaf: bool,
    /// Chapter 99 headings its footnotes name, with those of the rows above it.
    pub noted: Vec<String>,
    /// Its own footnotes, by position.
    pub footnotes: Vec<u32>,
}

impl Edition {
    /// The edition's name: `2026 HTS Revision 10`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first day it is in force.
    pub fn from(&self) -> NaiveDate {
        self.from
    }

    /// The first day it is no longer in force, where a later edition is known.
    pub fn to(&self) -> Option<NaiveDate> {
        self.to
    }

    /// Whether it is our own starter tariff.
    pub fn is_starter(&self) -> bool {
        self.starter
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Name, time and size.
    pub fn info(&self) -> crate::EditionInfo {
        crate::EditionInfo { name: self.name.clone(), from: self.from, to: self.to, rows: self.rows.len(), is_starter: self.starter }
    }

    /// Whether `on` falls into its time.
    pub fn covers(&self, on: NaiveDate) -> bool {
        self.from <= on && self.to.is_none_or(|to| on < to)
    }

    /// Days between `on` and its time; 0 when it covers the day.
    pub(crate) fn distance(&self, on: NaiveDate) -> i64 {
        if on < self.from {
            return (self.from - on).num_days();
        }
        self.to.map_or(0, |to| if on < to { 0 } else { (on - to).num_days() + 1 })
    }

    pub(crate) fn row_of(&self, number: &HtsNumber) -> Option<(u32, &Row)> {
        let at = *self.index.get(&key(number.digits()))?;
        self.rows.get(at as usize).map(|row| (at, row))
    }

    /// The row goods are entered under: the number's own where nothing hangs below it; or, for a ten-digit number that is
    /// not printed, its eight-digit row where that prints no ten-digit ones (watches and clocks, whose statistical suffixes
    /// stand in a note). The flag says that it is such a row.
    pub(crate) fn entered(&self, number: &HtsNumber) -> Option<(&Row, bool)> {
        if let Some((_, row)) = self.row_of(number) {
            return (row.leaf && number.digits().len() >= 8).then(|| (row, !number.is_statistical()));
        }
        let eight = number.digits().get(..8).filter(|_| number.is_statistical())?;
        let row = self.row(*self.index.get(&key(eight))?)?;
        row.leaf.then_some((row, true))
    }

    /// Where the row stands that goods of a number are entered under.
    pub(crate) fn entered_at(&self, number: &HtsNumber) -> Option<u32> {
        self.entered(number)?;
        let digits = number.digits();
        self.index.get(&key(digits)).or_else(|| self.index.get(&key(digits.get(..8)?))).copied()
    }

    pub(crate) fn row(&self, at: u32) -> Option<&Row> {
        self.rows.get(at as usize)
    }

    /// The row whose rates apply to `row`.
    pub(crate) fn rated<'a>(&'a self, row: &'a Row) -> Option<&'a Row> {
        self.row(row.rated?)
    }

    pub(crate) fn rate(&self, at: u32) -> Option<&Rate> {
        if at == 0 { None } else { self.rates.get(at as usize) }
    }

    /// The general rate printed for this number or inherited by it.
    pub fn general(&self, number: &HtsNumber) -> Option<&Rate> {
        let (_, row) = self.row_of(number)?;
        self.rate(self.rated(row)?.general)
    }

    /// The descriptions above a row, outermost first.
    pub(crate) fn path(&self, row: &Row) -> Vec<&str> {
        let mut path = Vec::new();
        let mut parent = row.parent;
        while let Some(above) = parent.and_then(|at| self.row(at)) {
            path.push(above.description.trim_end_matches(':'));
            parent = above.parent;
        }
        path.reverse();
        path
    }

    /// The rows above a row, outermost first, and the row itself.
    pub(crate) fn branch(&self, at: u32) -> Vec<u32> {
        let mut branch = vec![at];
        let mut parent = self.row(at).and_then(|row| row.parent);
        while let Some(above) = parent {
            branch.push(above);
            parent = self.row(above).and_then(|row| row.parent);
        }
        branch.reverse();
        branch
    }

    /// Every number goods are entered under, with its row: eight or ten digits with nothing below.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (u32, &HtsNumber)> {
        (0u32..)
            .zip(&self.rows)
            .filter(|(_, row)| row.leaf)
            .filter_map(|(at, row)| Some((at, row.number.as_ref()?)))
            .filter(|(_, number)| number.digits().len() >= 8 && !matches!(number.chapter(), "98" | "99"))
    }

    /// Every ten-digit number, in the order of the schedule.
    pub fn numbers(&self) -> impl Iterator<Item = &HtsNumber> {
        self.rows.iter().filter_map(|row| row.number.as_ref()).filter(|number| number.is_statistical())
    }
}
