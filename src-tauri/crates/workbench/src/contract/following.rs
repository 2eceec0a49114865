//! Entries followed: steps, deadlines, notes.

use chrono::NaiveDate;
use customs::EntryState;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// See `entry_state`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct EntryStateArgs {
    /// The entry.
    pub number: String,
    /// Where it goes.
    pub state: EntryState,
    /// The day it happened; absent: today.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// Why, for the journal.
    #[serde(default)]
    pub note: String,
    /// With `filed`: the entry summary was filed with it, so that no second one is due.
    #[serde(default)]
    pub with_summary: Option<bool>,
}

/// See `entries_state`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct EntriesStateArgs {
    /// The entries.
    pub numbers: Vec<String>,
    /// Where they go.
    pub state: EntryState,
    /// The day it happened; absent: today.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// Why, for the journal.
    #[serde(default)]
    pub note: String,
    /// With `filed`: the entry summaries were filed with them.
    #[serde(default)]
    pub with_summary: Option<bool>,
    /// Nothing is changed: only what would move is said.
    #[serde(default)]
    pub dry_run: Option<bool>,
}

/// What moved.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EntriesMoved {
    /// Numbers of the entries that moved, or would.
    pub moved: Vec<String>,
    /// Entries that stayed where they are, and why.
    pub stayed: Vec<Stayed>,
}

/// An entry that could not take a step, and why.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Stayed {
    /// Its number.
    pub number: String,
    /// The reason, in a sentence.
    pub why: String,
}

/// See `entry_summary_filed`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct SummaryFiledArgs {
    /// The entry.
    pub number: String,
    /// The day; absent: today.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// A statement or message number.
    #[serde(default)]
    pub note: String,
}

/// See `entry_take_back`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TakeBackArgs {
    /// The entry.
    pub number: String,
    /// What was wrong with its last step.
    pub why: String,
}

/// See `entries_take_back`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct EntriesTakeBackArgs {
    /// The entries whose last step is taken back.
    pub numbers: Vec<String>,
    /// Where that step brought them; an entry that has gone on since is not taken back, nor are the others.
    pub state: EntryState,
    /// What was wrong with it.
    pub why: String,
    /// The summary that was recorded with it is taken back too.
    #[serde(default)]
    pub with_summary: bool,
}

/// What is due on entries, the soonest first.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct DueList {
    /// Its last day has passed.
    pub overdue: u64,
    /// Due today.
    pub today: u64,
    /// Due within seven days after today.
    pub week: u64,
    /// Due later.
    pub later: u64,
    /// What is due; on Today the most urgent only.
    pub items: Vec<DueItem>,
}

/// Something that is due.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DueItem {
    /// What it is about: an entry's number, or what a note is on.
    pub subject: String,
    /// The entry; empty where a note is on something else.
    pub number: String,
    /// Whose it is.
    pub client: String,
    /// Where the entry stands.
    pub state: Option<EntryState>,
    /// `entry-summary`, `duty` …, or `note`.
    pub id: String,
    /// What is due, in words.
    pub name: String,
    /// It is a right that ends, not a duty that is missed.
    pub right: bool,
    /// The last day.
    pub due: NaiveDate,
    /// Days from today; below zero where it has passed.
    pub days: i64,
    /// How it was counted, in a sentence; of a note, its words.
    pub counted: String,
    /// How sure we are of the rule.
    pub confidence: customs::Confidence,
}

/// See `note_add`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct NoteArgs {
    /// `client:3`, `shipment:77`, `entry:916-5187505-5`.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// The day on which it wants to be seen again.
    #[serde(default)]
    pub due: Option<NaiveDate>,
}
