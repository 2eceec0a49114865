//! What is due on an entry, and until when: periods as data, counted from the entry's own dates.

use crate::Rulebook;
use crate::calendar::Calendar;
use crate::error::{Place, RulebookError};
use crate::load::{Sources, moment, optional};
use crate::raw;
use chrono::{Days, NaiveDate};
use customs::{Citation, Confidence, EntryFact};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;
use ts_rs::TS;

/// A period of the law.
#[derive(Clone, Debug)]
pub struct DeadlineRule {
    /// `entry-summary` …
    pub id: String,
    /// What is due, in words.
    pub name: String,
    /// It is a right that ends, not a duty that is missed.
    pub right: bool,
    /// It holds for periods that begin on this day or later …
    pub from: NaiveDate,
    /// … and before this one.
    pub to: Option<NaiveDate>,
    /// The entry types it holds for; all where empty.
    pub types: Vec<String>,
    /// It holds only where something is owed.
    pub owed: bool,
    /// It holds only for entries on a periodic monthly statement, or only for others.
    pub periodic: Option<bool>,
    /// What it is counted from: the first of these that the entry has.
    pub starts: Vec<EntryFact>,
    /// What meets it.
    pub met_by: Vec<EntryFact>,
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
    /// The law.
    pub citations: Vec<Citation>,
    /// How sure we are.
    pub confidence: Confidence,
    /// What else should be known.
    pub note: String,
}

/// What a period is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days of the calendar.
    Days,
    /// Working days.
    WorkingDays,
    /// The nth working day of the following month.
    WorkingDayOfNextMonth,
}

/// What of an entry the deadlines depend on.
#[derive(Clone, Debug)]
pub struct EntryFacts<'a> {
    /// Its type, `11`.
    pub entry_type: &'a str,
    /// It is paid by a periodic monthly statement.
    pub periodic: bool,
    /// Duty, tax or fees are owed on it.
    pub owed: bool,
    /// Its dates.
    pub dates: &'a BTreeMap<EntryFact, NaiveDate>,
}

/// A deadline of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Due {
    /// The rule: `entry-summary` …
    pub id: String,
    /// What is due, in words.
    pub name: String,
    /// It is a right that ends, not a duty that is missed.
    pub right: bool,
    /// The last day.
    pub due: NaiveDate,
    /// The day it was met, where it was.
    pub met: Option<NaiveDate>,
    /// How it was counted, in a sentence.
    pub counted: String,
    /// The law.
    pub citations: Vec<Citation>,
    /// How sure we are.
    pub confidence: Confidence,
    /// What else should be known.
    pub note: String,
}

impl DeadlineRule {
    pub(crate) fn read(place: Place<'_>, spanned: &Spanned<raw::Deadline>, types: &BTreeSet<&str>, sources: &mut Sources) -> Result<Self, RulebookError> {
        let (d, at) = (spanned.get_ref(), spanned.span().start);
        let facts = |list: &[Spanned<String>]| {
            let read = |word: &Spanned<String>| {
                let known = || EntryFact::ALL.map(EntryFact::code).join(", ");
                EntryFact::from_code(word.get_ref()).ok_or_else(|| place.fault(word.span().start, format!("`{}` is none of {}", word.get_ref(), known())))
            };
            list.iter().map(read).collect::<Result<Vec<_>, _>>()
        };
        if d.starts.is_empty() {
            return Err(place.fault(at, format!("the deadline `{}` begins with nothing; name at least one date in `starts`", d.id)));
        }
        if let Some(unknown) = d.types.iter().find(|t| !types.contains(t.get_ref().as_str())) {
            return Err(place.fault(unknown.span().start, format!("no file holds the entry type `{}`", unknown.get_ref())));
        }
        let unit = match d.unit.get_ref().as_str() {
            "days" => Unit::Days,
            "working-days" => Unit::WorkingDays,
            "working-day-of-next-month" => Unit::WorkingDayOfNextMonth,
            other => return Err(place.fault(d.unit.span().start, format!("`{other}` is none of days, working-days, working-day-of-next-month"))),
        };
        Ok(Self {
            id: d.id.clone(),
            name: d.name.clone(),
            right: d.right,
            from: moment(place, &d.from, at)?.date(),
            to: optional(place, d.to.as_ref(), at)?.map(|t| t.date()),
            types: d.types.iter().map(|t| t.get_ref().clone()).collect(),
            owed: d.owed,
            periodic: d.periodic,
            starts: facts(&d.starts)?,
            met_by: facts(&d.met_by)?,
            count: d.count,
            unit,
            citations: sources.cite(place, &d.cite, at)?,
            confidence: d.confidence,
            note: d.note.clone(),
        })
    }

    /// The period in words: `10 working days after release`.
    pub fn in_words(&self) -> String {
        let start = self.starts.iter().map(|s| s.noun()).collect::<Vec<_>>().join(" or ");
        let many = |one: &str| if self.count == 1 { one.to_owned() } else { format!("{one}s") };
        match self.unit {
            _ if self.count == 0 => format!("on the day of {start}"),
            Unit::Days => format!("{} {} after {start}", self.count, many("day")),
            Unit::WorkingDays => format!("{} {} after {start}", self.count, many("working day")),
            Unit::WorkingDayOfNextMonth => format!("the {}th working day of the month after {start}", self.count),
        }
    }

    fn last_day(&self, calendar: &Calendar, start: NaiveDate) -> Option<NaiveDate> {
        match self.unit {
            Unit::Days => start.checked_add_days(Days::new(u64::from(self.count))),
            Unit::WorkingDays => calendar.working_days_after(start, self.count),
            Unit::WorkingDayOfNextMonth => calendar.working_day_of_next_month(start, self.count),
        }
    }

    /// The deadline of an entry under this rule, where it has begun.
    fn of(&self, calendar: &Calendar, entry: &EntryFacts<'_>) -> Option<Due> {
        let concerns = (self.types.is_empty() || self.types.iter().any(|t| t == entry.entry_type))
            && (!self.owed || entry.owed)
            && self.periodic.is_none_or(|periodic| periodic == entry.periodic);
        let (begun_by, start) = self.starts.iter().find_map(|fact| entry.dates.get(fact).map(|day| (*fact, *day))).filter(|_| concerns)?;
        if start < self.from || self.to.is_some_and(|to| start >= to) {
            return None;
        }
        let due = self.last_day(calendar, start)?;
        let said = |day: NaiveDate| day.format("%-d %b %Y").to_string();
        let mut counted = format!("{}, on {}", Self { starts: vec![begun_by], ..self.clone() }.in_words(), said(start));
        if self.unit != Unit::Days {
            let passed: Vec<String> = calendar.holidays_between(start, due).into_iter().map(|(day, h)| format!("{} on {}", h.name, said(day))).collect();
            if !passed.is_empty() {
                counted.push_str(&format!("; not counted: {}", passed.join(", ")));
            }
        }
        Some(Due {
            id: self.id.clone(),
            name: self.name.clone(),
            right: self.right,
            due,
            met: self.met_by.iter().filter_map(|fact| entry.dates.get(fact).copied()).min(),
            counted: format!("{}.", capital(&counted)),
            citations: self.citations.clone(),
            confidence: self.confidence,
            note: self.note.clone(),
        })
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

impl Rulebook {
    /// The working days and federal holidays.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The periods of the law.
    pub fn deadline_rules(&self) -> &[DeadlineRule] {
        &self.deadlines
    }

    /// The deadlines of an entry that have begun, met or not, in the order of their last days.
    pub fn deadlines(&self, entry: &EntryFacts<'_>) -> Vec<Due> {
        let mut due: Vec<Due> = self.deadlines.iter().filter_map(|rule| rule.of(&self.calendar, entry)).collect();
        due.sort_by_key(|d| d.due);
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn due_on(entry_type: &str, periodic: bool, owed: bool, dates: &[(EntryFact, &str)]) -> Vec<(String, String, Option<String>)> {
        let dates = dates.iter().map(|(fact, on)| (*fact, day(on))).collect();
        let book = Rulebook::built_in().unwrap();
        let due = book.deadlines(&EntryFacts { entry_type, periodic, owed, dates: &dates });
        due.into_iter().map(|d| (d.id, d.due.to_string(), d.met.map(|m| m.to_string()))).collect()
    }

    fn one(id: &str, due: &str, met: Option<&str>) -> (String, String, Option<String>) {
        (id.into(), due.into(), met.map(Into::into))
    }

    #[test]
    fn an_informal_entry_from_arrival_to_the_last_day_of_protest() {
        use EntryFact::*;
        assert_eq!(due_on("11", false, true, &[(Imported, "2026-11-18"), (Entered, "2026-11-18")]), [one("entry", "2026-12-03", None)]);
        assert_eq!(
            due_on("11", false, true, &[(Imported, "2026-11-18"), (Filed, "2026-11-19"), (Released, "2026-11-20")]),
            [one("entry", "2026-12-03", Some("2026-11-19")), one("entry-summary", "2026-12-07", None), one("duty", "2026-12-07", None)]
        );
        assert_eq!(
            due_on("11", false, true, &[(Released, "2026-11-20"), (Summary, "2026-11-20"), (Paid, "2026-12-01")]),
            [
                one("entry-summary", "2026-12-07", Some("2026-11-20")),
                one("duty", "2026-12-07", Some("2026-12-01")),
                one("protest-informal", "2027-05-30", None)
            ]
        );
    }

    #[test]
    fn the_kind_of_entry_decides_what_is_due() {
        use EntryFact::*;
        let ids = |rows: Vec<(String, String, Option<String>)>| rows.into_iter().map(|(id, ..)| id).collect::<Vec<_>>();
        assert_eq!(ids(due_on("86", false, false, &[(Imported, "2024-06-03"), (Released, "2024-06-03")])), ["entry"]);
        assert_eq!(ids(due_on("11", false, false, &[(Released, "2026-11-20")])), ["entry-summary"], "nothing is owed");
        assert_eq!(due_on("01", true, true, &[(Released, "2025-05-30")])[1], one("duty-periodic", "2025-06-23", None));
        assert_eq!(due_on("02", false, true, &[(Filed, "2026-11-20")]), [one("quota-summary", "2026-11-20", None)]);
        assert_eq!(ids(due_on("03", false, true, &[(Entered, "2026-01-05"), (Liquidated, "2026-12-01")])), ["correction", "protest"]);
    }

    #[test]
    fn the_count_explains_itself() {
        let dates = BTreeMap::from([(EntryFact::Released, day("2026-11-20"))]);
        let book = Rulebook::built_in().unwrap();
        let due = book.deadlines(&EntryFacts { entry_type: "11", periodic: false, owed: true, dates: &dates });
        assert_eq!(due[0].counted, "10 working days after release, on 20 Nov 2026; not counted: Thanksgiving Day on 26 Nov 2026.");
        assert!(due[0].citations.iter().any(|c| c.text == "19 CFR 142.12(b)"));
        let words: Vec<String> = book.deadline_rules().iter().map(DeadlineRule::in_words).collect();
        assert!(words.contains(&"the 15th working day of the month after release".to_owned()) && words.contains(&"on the day of filing".to_owned()));
    }
}
