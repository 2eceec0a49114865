//! How long each record is kept, by which rule, which may go, and what happens when it does.

use chrono::NaiveDate;
use customs::Citation;
use desk::{HoldRow, PurgeCounts};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// See `retention`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct RetentionArgs {
    /// Only this client's.
    #[serde(default)]
    #[ts(as = "Option<i32>")]
    pub client_id: Option<i64>,
}

/// The records of the desk with the day until which each is kept.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RetentionView {
    /// What may go first stands first; what has no end yet, last.
    pub rows: Vec<RetentionRow>,
    /// How many are past their day.
    pub due: u64,
    /// How many of them may go: not held, and all that goes with them is past its day as well.
    pub may_go: u64,
    /// In words.
    pub sentence: String,
    /// Holds that stand.
    pub holds: Vec<HoldRow>,
    /// The terms by which a client keeps its own records, where they are shorter: the client's information, never the broker's rule.
    pub client_terms: Vec<ClientTerm>,
    /// Purges on record, the newest first.
    pub purges: Vec<PurgeInfo>,
}

/// A term of the client's own.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ClientTerm {
    /// What it is about and how long, in a sentence.
    pub sentence: String,
    /// The law behind it.
    pub citations: Vec<Citation>,
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
    /// The client's number.
    pub client_id: i64,
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
    /// It may be purged.
    pub may_go: bool,
    /// Why it stays although its day is past: a hold, or a record that goes with it and is not due.
    pub stays: Option<String>,
    /// Records with the same number go together: a file, and every entry its shipments are on.
    pub group: u64,
    /// The holds on it, its client or one of its shipments.
    pub holds: Vec<HoldRow>,
}

/// See `hold_set`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct HoldArgs {
    /// `client:3`, `import:5`, `shipment:77`, `entry:916-5187505-5`.
    pub subject: String,
    /// Who asked for the records, and under what reference.
    pub reason: String,
}

/// See `hold_lift`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct LiftArgs {
    /// The hold's number.
    #[ts(type = "number")]
    pub id: i64,
    /// Who released the records.
    pub why: String,
}

/// See `purge_preview`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct PurgePreviewArgs {
    /// Whose records: clients' records are kept apart, and go apart.
    #[ts(type = "number")]
    pub client_id: i64,
    /// Which of them; what goes together is taken along. All that may go where none is named.
    #[serde(default)]
    #[ts(as = "Option<Vec<String>>")]
    pub subjects: Vec<String>,
}

/// What a purge would take.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PurgePreview {
    /// Whose records.
    pub client: String,
    /// The records that go.
    pub records: Vec<RetentionRow>,
    /// How much that is.
    pub counts: PurgeCounts,
    /// In words: what goes, what stays, who still has it.
    pub sentences: Vec<String>,
    /// To be given back with the confirmation: what is purged is what was seen.
    pub token: String,
    /// The word to be typed.
    pub word: String,
}

/// See `records_purge`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct PurgeArgs {
    /// Whose records.
    #[ts(type = "number")]
    pub client_id: i64,
    /// As they were previewed.
    #[serde(default)]
    #[ts(as = "Option<Vec<String>>")]
    pub subjects: Vec<String>,
    /// The preview's.
    pub token: String,
    /// The word that was typed.
    pub word: String,
}

/// A purge that was done, or was done once.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PurgeInfo {
    /// Its event.
    #[ts(type = "number")]
    pub seq: i64,
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// Whose records.
    pub client: String,
    /// What went, in a sentence.
    pub sentence: String,
}

/// See `records_purge`.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PurgeDone {
    /// The purge.
    pub purge: PurgeInfo,
    /// The certificate; absent where it could not be written. It can be written again at any time.
    pub certificate: Option<Certificate>,
    /// What a person should know now.
    pub sentence: String,
}

/// See `purge_certificate`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PurgeSeqArgs {
    /// The purge's event.
    #[ts(type = "number")]
    pub seq: i64,
}

/// A certificate of destruction, as it was written.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Certificate {
    /// The paper.
    pub pdf: String,
    /// The same as data.
    pub json: String,
}
