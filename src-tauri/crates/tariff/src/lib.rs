//! Tariff editions, the rate grammar, additional-duty programs and fees: duty on the entry date.
//!
//! Invariants: no I/O, no clock, no randomness; the same request gives the same result. Rates, dates, countries, lists
//! and fees are data (`assets/tariff`), each with its source and how sure we are of it. What cannot be settled is said in
//! words and has no amount: nothing is guessed.

#![warn(missing_docs)]

mod amount;
mod browse;
mod dates;
mod differences;
mod duty;
pub mod edition;
mod error;
mod fees;
mod find;
mod history;
mod keys;
mod landed;
mod program;
pub mod rate;
mod rounding;
mod starter;
mod thesaurus;
mod units;

pub use browse::{TariffBranch, TariffNode, Under};
pub use differences::{ChangeCount, LineChange};
pub use edition::{Edition, ImportReport, RateCoverage};
pub use error::TariffError;
pub use fees::{FeeFigure, FeeSchedule};
pub use find::{TariffFound, TariffLine};
pub use history::{DutyLayer, DutyStep};
pub use landed::{Consolidation, Landed};
pub use program::{ListInfo, ListReport};
pub use units::{Unit, unit_code};

use chrono::NaiveDate;
use customs::{Country, HtsNumber};
use fees::Fees;
use program::{Column2, Lists, Programs, SpecialPrograms};
use serde::Serialize;
use ts_rs::TS;

/// The tariff: editions, programs, product lists and fees.
#[derive(Clone, Debug)]
pub struct Tariff {
    /// In the order of their first days; the starter last among equals.
    editions: Vec<Edition>,
    programs: Programs,
    special: SpecialPrograms,
    column2: Column2,
    lists: Lists,
    fees: Fees,
    chapters: browse::Chapters,
    thesaurus: thesaurus::Thesaurus,
}

/// An edition that is loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EditionInfo {
    /// `2026 HTS Revision 10`.
    pub name: String,
    /// Its first day.
    pub from: NaiveDate,
    /// The first day of the next edition, where we know it.
    pub to: Option<NaiveDate>,
    /// How many rows it has.
    pub rows: usize,
    /// Whether it is our own starter tariff.
    pub is_starter: bool,
}

impl Tariff {
    /// Our own data: starter tariff, programs, fees.
    ///
    /// # Errors
    /// The built-in data is damaged; the tests of this crate make sure that it is not.
    pub fn starter() -> Result<Self, TariffError> {
        let mut lists = Lists::built_in()?;
        let (programs, special, column2) = program::load(&lists)?;
        let starter = starter::edition(&mut lists)?;
        let (chapters, thesaurus) = (browse::Chapters::built_in()?, thesaurus::Thesaurus::built_in()?);
        Ok(Self { editions: vec![starter], programs, special, column2, lists, fees: Fees::built_in()?, chapters, thesaurus })
    }

    /// Adds an edition; one of the same name is replaced.
    pub fn add_edition(&mut self, edition: Edition) {
        self.editions.retain(|e| e.name != edition.name);
        self.editions.push(edition);
        self.editions.sort_by(|a, b| (a.from, a.starter, &a.name).cmp(&(b.from, b.starter, &b.name)));
    }

    /// Adds a product list of an additional-duty program from CSV: a column whose heading begins with `hts`, and for lists
    /// that need it a column `tag` with the heading each number falls under. `name` is one of [`Tariff::program_lists`], or
    /// the name of a file that holds it.
    ///
    /// # Errors
    /// The name tells no list, or the file holds none.
    pub fn add_program_list(&mut self, name: &str, bytes: &[u8]) -> Result<ListReport, TariffError> {
        self.lists.import(name, bytes)
    }

    /// The product lists we know of, and which of them are at hand.
    pub fn program_lists(&self) -> Vec<ListInfo> {
        self.lists.info()
    }

    /// The editions that are loaded, in the order of time.
    pub fn editions(&self) -> Vec<EditionInfo> {
        self.editions.iter().map(Edition::info).collect()
    }

    /// The fees of a day; `None` before our data begins.
    pub fn fees_on(&self, date: NaiveDate) -> Option<&FeeSchedule> {
        self.fees.on(date)
    }

    /// Lines for the beginning of a number (`6109.10`) or for words, the schedule's or a shop's (`cotton t-shirt`, `hoodie`),
    /// from the edition of that day. A number that is not in it finds the closest that are.
    pub fn find(&self, words_or_number: &str, on: NaiveDate, limit: usize) -> TariffFound {
        self.nearest(on).map_or_else(TariffFound::default, |edition| find::find(edition, &self.thesaurus, words_or_number, limit))
    }

    /// One line on a day, from the edition of that day, or else the nearest that has it.
    pub fn line(&self, hts: &HtsNumber, on: NaiveDate) -> Option<TariffLine> {
        let edition = self.edition_with(hts, on)?;
        let at = edition.row_of(hts).map(|(at, _)| at).or_else(|| edition.entered_at(hts))?;
        find::line(edition, at)
    }

    /// The ten-digit numbers nearest to one that is not in the edition of that day.
    pub fn closest(&self, hts: &HtsNumber, on: NaiveDate) -> Vec<String> {
        self.nearest(on).map_or_else(Vec::new, |edition| find::closest(edition, hts))
    }

    /// The days from `from` to `to` on which duty on goods of `origin` may change: where a program, an edition or a fiscal
    /// year begins or ends. Asking [`Tariff::duty`] on each of them shows how a line's duty moved.
    pub fn days_of_change(&self, origin: Country, from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = self.programs.turns(origin).collect();
        days.extend(self.editions.iter().flat_map(|e| std::iter::once(e.from).chain(e.to)));
        days.extend(self.fees.starts());
        days.retain(|day| from <= *day && *day <= to);
        days.sort_unstable();
        days.dedup();
        days
    }

    /// What the import of a loaded edition found; `None` for our own starter tariff.
    pub fn import_report(&self, edition: &str) -> Option<&ImportReport> {
        self.named(edition)?.report()
    }

    fn named(&self, name: &str) -> Option<&Edition> {
        self.editions.iter().find(|e| e.name == name)
    }

    /// The edition for looking things up on a day: one that covers it, or the nearest; official before starter.
    fn nearest(&self, on: NaiveDate) -> Option<&Edition> {
        self.editions.iter().min_by_key(|e| (e.starter, e.distance(on), std::cmp::Reverse(e.from)))
    }

    /// The edition whose rate a number takes on a day. An official edition that covers the day has the last word:
    /// what it does not have is not valid that day. Else the nearest in time that has the number, official before starter.
    fn edition_with(&self, hts: &HtsNumber, on: NaiveDate) -> Option<&Edition> {
        let has = |e: &Edition| e.row_of(hts).is_some() || e.entered(hts).is_some();
        let official = self.editions.iter().filter(|e| !e.starter && e.covers(on)).max_by_key(|e| e.from);
        if let Some(official) = official {
            return has(official).then_some(official);
        }
        self.editions.iter().filter(|e| has(e)).min_by_key(|e| (e.distance(on), e.starter, std::cmp::Reverse(e.from)))
    }
}
