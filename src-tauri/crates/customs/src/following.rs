//! Where an entry stands, the steps it can take, and the dates that count.
//!
//! One table says what may follow what. A filed entry is never un-filed: its number is with CBP. What was only mistyped is
//! taken back on record, which is another thing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Where an entry stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum EntryState {
    /// Being prepared.
    #[default]
    Draft,
    /// Complete, to be filed.
    Ready,
    /// Sent by the filing software.
    Filed,
    /// Held by CBP or by another agency.
    Held,
    /// To be examined, or in examination.
    Exam,
    /// Rejected by CBP.
    Rejected,
    /// Released by CBP.
    Released,
    /// Duty and fees paid.
    Paid,
    /// Liquidated by CBP: what is owed is final, but for a protest.
    Liquidated,
    /// Done.
    Closed,
    /// Its number is spent, nothing was filed.
    Void,
}

/// A step from one state to another.
struct Step {
    from: EntryState,
    to: EntryState,
    /// Whether somebody must say why.
    noted: bool,
}

const fn step(from: EntryState, to: EntryState) -> Step {
    Step { from, to, noted: false }
}

const fn noted(from: EntryState, to: EntryState) -> Step {
    Step { from, to, noted: true }
}

/// Every step there is, in the order a screen offers them.
const STEPS: &[Step] = {
    use EntryState::*;
    &[
        step(Draft, Ready),
        noted(Draft, Void),
        step(Ready, Filed),
        step(Ready, Draft),
        noted(Ready, Void),
        step(Filed, Released),
        // A live entry is paid before the goods are released.
        step(Filed, Paid),
        noted(Filed, Exam),
        noted(Filed, Held),
        noted(Filed, Rejected),
        step(Held, Released),
        noted(Held, Exam),
        noted(Held, Rejected),
        step(Exam, Released),
        noted(Exam, Held),
        noted(Exam, Rejected),
        step(Rejected, Ready),
        step(Rejected, Draft),
        noted(Rejected, Void),
        step(Released, Paid),
        noted(Released, Held),
        step(Released, Liquidated),
        step(Released, Closed),
        step(Paid, Released),
        noted(Paid, Exam),
        noted(Paid, Held),
        step(Paid, Liquidated),
        step(Paid, Closed),
        step(Liquidated, Closed),
    ]
};

impl EntryState {
    /// All states, in the order an entry goes through them.
    pub const ALL: [Self; 11] = {
        use EntryState::*;
        [Draft, Ready, Filed, Held, Exam, Rejected, Released, Paid, Liquidated, Closed, Void]
    };

    /// The word a state is stored and exchanged as.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Ready => "ready",
            Self::Filed => "filed",
            Self::Held => "held",
            Self::Exam => "exam",
            Self::Rejected => "rejected",
            Self::Released => "released",
            Self::Paid => "paid",
            Self::Liquidated => "liquidated",
            Self::Closed => "closed",
            Self::Void => "void",
        }
    }

    /// The state of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// What can follow.
    pub fn next(self) -> Vec<Self> {
        STEPS.iter().filter(|s| s.from == self).map(|s| s.to).collect()
    }

    /// Whether the entry has not reached CBP, or came back from it: it may be built again, and its shipments edited.
    pub fn is_open_to_change(self) -> bool {
        matches!(self, Self::Draft | Self::Ready | Self::Rejected)
    }

    /// Whether something can still be due on it.
    pub fn is_live(self) -> bool {
        !matches!(self, Self::Closed | Self::Void)
    }

    /// The dated fact that reaching this state is.
    pub fn fact(self) -> Option<EntryFact> {
        match self {
            Self::Filed => Some(EntryFact::Filed),
            Self::Released => Some(EntryFact::Released),
            Self::Paid => Some(EntryFact::Paid),
            Self::Liquidated => Some(EntryFact::Liquidated),
            Self::Draft | Self::Ready | Self::Held | Self::Exam | Self::Rejected | Self::Closed | Self::Void => None,
        }
    }
}

/// A day in the life of an entry that the law counts from, or looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum EntryFact {
    /// The goods arrived.
    Imported,
    /// The entry date.
    Entered,
    /// The entry was sent.
    Filed,
    /// The goods were released.
    Released,
    /// The entry summary was filed.
    Summary,
    /// Duty and fees were paid.
    Paid,
    /// It was liquidated.
    Liquidated,
}

impl EntryFact {
    /// All of them, in their usual order.
    pub const ALL: [Self; 7] = [Self::Imported, Self::Entered, Self::Filed, Self::Released, Self::Summary, Self::Paid, Self::Liquidated];

    /// The word it is stored and written in the rulebook as.
    pub fn code(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Entered => "entered",
            Self::Filed => "filed",
            Self::Released => "released",
            Self::Summary => "summary",
            Self::Paid => "paid",
            Self::Liquidated => "liquidated",
        }
    }

    /// The fact of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }

    /// In a sentence: `release`, `payment` …
    pub fn noun(self) -> &'static str {
        match self {
            Self::Imported => "arrival",
            Self::Entered => "the entry date",
            Self::Filed => "filing",
            Self::Released => "release",
            Self::Summary => "the entry summary",
            Self::Paid => "payment",
            Self::Liquidated => "liquidation",
        }
    }
}

/// A step that was recorded on an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EntryStep {
    /// The state it came to; `null` where only the filing of the entry summary was recorded.
    pub state: Option<EntryState>,
    /// The day it happened, as somebody said.
    pub on: NaiveDate,
    /// Why, or by what message.
    pub note: String,
    /// When it was recorded, RFC 3339 in UTC.
    pub at: String,
    /// By whom.
    pub who: String,
    /// Why it was taken back, where it had been recorded by mistake; else empty.
    pub taken_back: String,
}

/// The dates of an entry, by what the law calls them. Steps that were taken back do not count, and the last of a kind does.
pub fn facts(steps: &[EntryStep], imported: Option<NaiveDate>, entered: NaiveDate) -> BTreeMap<EntryFact, NaiveDate> {
    let mut facts = BTreeMap::from([(EntryFact::Entered, entered)]);
    facts.extend(imported.map(|day| (EntryFact::Imported, day)));
    for step in steps.iter().filter(|s| s.taken_back.is_empty()) {
        if step.state == Some(EntryState::Rejected) {
            // What CBP rejected was not filed.
            facts.remove(&EntryFact::Filed);
            facts.remove(&EntryFact::Summary);
        }
        let fact = step.state.map_or(Some(EntryFact::Summary), EntryState::fact);
        facts.extend(fact.map(|fact| (fact, step.on)));
    }
    facts
}

/// Whether an entry may go from one state to another on a day, with this note.
///
/// # Errors
/// One sentence that says why not. `facts` are its dates so far.
pub fn check_step(
    number: &str,
    (from, to): (EntryState, EntryState),
    (on, today): (NaiveDate, NaiveDate),
    note: &str,
    facts: &BTreeMap<EntryFact, NaiveDate>,
) -> Result<(), String> {
    let Some(step) = STEPS.iter().find(|s| s.from == from && s.to == to) else {
        let next: Vec<_> = from.next().into_iter().map(EntryState::code).collect();
        let next = if next.is_empty() { "nothing: it is at its end".to_owned() } else { next.join(", ") };
        return Err(format!("Entry {number} is {}; it cannot become {}. What can follow: {next}.", from.code(), to.code()));
    };
    if step.noted && note.trim().is_empty() {
        return Err(format!("Entry {number} cannot become {} without a note that says why.", to.code()));
    }
    check_day(number, to.code(), to.fact(), (on, today), facts)
}

/// Whether the day of a step can be right: not in the future, and not before what it follows.
///
/// # Errors
/// One sentence that says why not.
pub fn check_day(
    number: &str,
    what: &str,
    fact: Option<EntryFact>,
    (on, today): (NaiveDate, NaiveDate),
    facts: &BTreeMap<EntryFact, NaiveDate>,
) -> Result<(), String> {
    let said = |day: NaiveDate| day.format("%-d %b %Y").to_string();
    if on > today {
        return Err(format!("Entry {number} cannot be {what} on {}: that day has not come yet.", said(on)));
    }
    let after: &[EntryFact] = match fact {
        Some(EntryFact::Released | EntryFact::Summary | EntryFact::Paid) => &[EntryFact::Filed],
        Some(EntryFact::Liquidated) => &[EntryFact::Filed, EntryFact::Released],
        _ => &[],
    };
    match after.iter().filter_map(|f| facts.get(f).map(|day| (f, *day))).find(|(_, day)| on < *day) {
        Some((before, day)) => Err(format!("Entry {number} cannot be {what} on {}, before its {} on {}.", said(on), before.noun(), said(day))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn stepped(state: Option<EntryState>, on: &str, taken_back: &str) -> EntryStep {
        EntryStep { state, on: day(on), note: String::new(), at: String::new(), who: String::new(), taken_back: taken_back.into() }
    }

    fn go(from: EntryState, to: EntryState, note: &str) -> Result<(), String> {
        check_step("916-0000001-1", (from, to), (day("2026-05-04"), day("2026-05-04")), note, &BTreeMap::new())
    }

    #[test]
    fn every_state_is_reached_from_draft_and_has_its_word() {
        let mut reached = vec![EntryState::Draft];
        let mut at = 0;
        while let Some(state) = reached.get(at).copied() {
            at += 1;
            for next in state.next() {
                if !reached.contains(&next) {
                    reached.push(next);
                }
            }
        }
        reached.sort_unstable();
        assert_eq!(reached, EntryState::ALL);
        for state in EntryState::ALL {
            assert_eq!(EntryState::from_code(state.code()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.code());
        }
        assert_eq!(EntryState::from_code("lost"), None);
    }

    #[test]
    fn nothing_that_was_filed_becomes_a_draft_or_void_but_through_a_rejection() {
        use EntryState::*;
        for from in [Filed, Held, Exam, Released, Paid, Liquidated, Closed] {
            for to in [Draft, Ready, Void] {
                assert!(go(from, to, "please").is_err(), "{from:?} to {to:?}");
            }
        }
        assert_eq!(go(Rejected, Draft, ""), Ok(()));
    }

    #[test]
    fn a_step_that_is_none_says_what_can_follow() {
        assert_eq!(
            go(EntryState::Draft, EntryState::Paid, "x").unwrap_err(),
            "Entry 916-0000001-1 is draft; it cannot become paid. What can follow: ready, void."
        );
        assert_eq!(
            go(EntryState::Closed, EntryState::Void, "x").unwrap_err(),
            "Entry 916-0000001-1 is closed; it cannot become void. What can follow: nothing: it is at its end."
        );
        assert_eq!(go(EntryState::Filed, EntryState::Exam, "  ").unwrap_err(), "Entry 916-0000001-1 cannot become exam without a note that says why.");
    }

    #[test]
    fn a_day_lies_neither_in_the_future_nor_before_what_it_follows() {
        let dates = facts(&[stepped(Some(EntryState::Filed), "2026-05-04", "")], Some(day("2026-05-01")), day("2026-05-01"));
        let release = |on: &str| check_step("916-0000001-1", (EntryState::Filed, EntryState::Released), (day(on), day("2026-05-06")), "", &dates);
        assert_eq!(release("2026-05-04"), Ok(()));
        assert_eq!(release("2026-05-07").unwrap_err(), "Entry 916-0000001-1 cannot be released on 7 May 2026: that day has not come yet.");
        assert_eq!(release("2026-05-03").unwrap_err(), "Entry 916-0000001-1 cannot be released on 3 May 2026, before its filing on 4 May 2026.");
    }

    #[test]
    fn dates_come_from_the_steps_that_stand() {
        use EntryState::*;
        let steps = [
            stepped(Some(Filed), "2026-05-04", ""),
            stepped(None, "2026-05-04", ""),
            stepped(Some(Released), "2026-05-05", "the wrong entry"),
            stepped(Some(Rejected), "2026-05-05", ""),
            stepped(Some(Filed), "2026-05-06", ""),
            stepped(Some(Released), "2026-05-07", ""),
        ];
        let dates = facts(&steps, None, day("2026-05-01"));
        assert_eq!(dates.get(&EntryFact::Released), Some(&day("2026-05-07")));
        assert_eq!(dates.get(&EntryFact::Filed), Some(&day("2026-05-06")));
        assert_eq!(dates.get(&EntryFact::Summary), None, "the summary was rejected with it");
        assert_eq!(dates.get(&EntryFact::Imported), None);
    }
}
