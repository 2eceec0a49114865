//! Files for the filing software.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which file for the filing software.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
pub enum CatairKind {
    /// Entry summaries.
    #[default]
    Ae,
    /// Cargo releases.
    Se,
}

/// See `catair_export`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct CatairArgs {
    /// The entries, in order.
    pub numbers: Vec<String>,
    /// Which file.
    pub kind: CatairKind,
    /// Voyage, flight or trip number of all of them.
    #[serde(default)]
    pub trip: Option<String>,
    /// Packages of each house bill where block 34B is empty.
    #[serde(default)]
    pub packages_per_bill: Option<u32>,
    /// Replaces what was sent before.
    #[serde(default)]
    pub replaces: bool,
}

/// A reason for which a file is not written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CatairReason {
    /// The entry.
    pub entry: String,
    /// The record, like `50`; empty where it is about the entry.
    pub record: String,
    /// The field, in words.
    pub field: String,
    /// What is wrong, and where to put it right.
    pub because: String,
}

/// A file that was written, or the reasons why it was not.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CatairAnswer {
    /// Where; absent where there is a reason against it.
    pub path: Option<String>,
    /// Entries in it.
    pub entries: u64,
    /// Records in it.
    pub records: u64,
    /// Why it was not written, in the order of the entries.
    pub reasons: Vec<CatairReason>,
    /// What was left out, shortened, or rests on unverified sources.
    pub notes: Vec<String>,
}
