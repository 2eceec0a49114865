//! Status files of filing software, read back.

use chrono::NaiveDate;
use customs::EntryState;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which column of a status file says what, by heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct StatusColumns {
    /// The entry number.
    pub number: String,
    /// The state.
    pub state: String,
    /// The day it was reached; empty: today.
    pub date: String,
    /// A note; empty: none.
    pub note: String,
}

/// See `status_preview` and `status_apply`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct StatusFileArgs {
    /// The file.
    pub ticket: String,
    /// Its columns, where the guess is not right.
    #[serde(default)]
    pub columns: Option<StatusColumns>,
}

/// What a row of a status file would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum StatusOutcome {
    /// The entry takes this step.
    Changes,
    /// The entry is there already.
    Same,
    /// It cannot be done.
    Problem,
}

/// A row of a status file.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StatusRow {
    /// Row of the file, headings are row 1.
    pub row: u32,
    /// The entry number, as it is written properly where it can be.
    pub number: String,
    /// Where the entry stands before this row.
    pub from: Option<EntryState>,
    /// Where it would go.
    pub to: Option<EntryState>,
    /// The day.
    pub on: Option<NaiveDate>,
    /// The note.
    pub note: String,
    /// What would become of it.
    pub outcome: StatusOutcome,
    /// Why it cannot be done; empty where it can.
    pub because: String,
}

/// A status file, and what it would change. Nothing is changed yet.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StatusPreview {
    /// The headings of the file.
    pub headings: Vec<String>,
    /// Which column says what.
    pub columns: StatusColumns,
    /// Row by row.
    pub rows: Vec<StatusRow>,
    /// Rows that change an entry.
    pub changes: u64,
    /// Rows that say what the desk knows.
    pub same: u64,
    /// Rows that cannot be done: while there is one, nothing is.
    pub problems: u64,
    /// In words.
    pub sentence: String,
}
