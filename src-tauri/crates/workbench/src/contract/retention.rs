//! How long each record is kept, by which rule, and which may go.

use chrono::NaiveDate;
use customs::Citation;
use serde::Serialize;
use ts_rs::TS;

/// The records of the desk with the day until which each is kept.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RetentionView {
    /// What may go first stands first; what has no end yet, last.
    pub rows: Vec<RetentionRow>,
    /// How many are past their day.
    pub due: u64,
    /// In words.
    pub sentence: String,
}

/// A record that is kept.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RetentionRow {
    /// `entry:9HB-0000417-8`, `import:5`, `client:3`.
    pub subject: String,
    /// What it is, in words.
    pub what: String,
    /// Whose it is.
    pub client: String,
    /// The day the years are counted from; absent while it is not known, or has not come.
    pub since: Option<NaiveDate>,
    /// The last day it must be kept; absent while the years do not run.
    pub until: Option<NaiveDate>,
    /// The rule, in a sentence.
    pub rule: String,
    /// The law behind it.
    pub citations: Vec<Citation>,
    /// The last day the client itself must keep it, where that is shorter: the client's information, never the broker's rule.
    pub client_until: Option<NaiveDate>,
    /// Its day is past.
    pub due: bool,
}
