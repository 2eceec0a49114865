//! What the intake screen asks beside the reading itself: what is known already, what is alike, what was put right.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The earlier file whose mapping was taken up.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RememberedNote {
    /// Its import.
    #[ts(type = "number")]
    pub import_id: i64,
    /// Its name.
    pub file_name: String,
    /// When it was stored.
    pub at: DateTime<Utc>,
    /// Its header was the very same.
    pub same_header: bool,
}

/// Cells put right for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RepairKind {
    /// Stable name of the kind.
    pub code: String,
    /// Why, of the first such cell.
    pub why: String,
    /// How many cells.
    pub count: u32,
}

/// A cell that was put right, or filled.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RepairedCell {
    /// Column, from 0.
    pub column: u32,
    /// What was read.
    pub now: String,
    /// Why.
    pub why: String,
}

/// A shipment of the file that the desk has already.
#[derive(Clone, Debug, Serialize, TS)]
pub struct KnownShipment {
    /// House bill.
    pub bill: String,
    /// The desk's own number.
    #[ts(type = "number")]
    pub id: i64,
    /// Its rows in this file.
    pub rows: Vec<u32>,
    /// The file it came in.
    pub file_name: String,
    /// Why its new version cannot be taken; empty where it can.
    pub locked: String,
    /// What differs; empty where nothing does.
    pub differences: Vec<Difference>,
}

/// A value that differs between the desk and the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Difference {
    /// What it is: `line 1, HTS number`.
    pub what: String,
    /// On the desk; empty for nothing.
    pub desk: String,
    /// In the file; empty for nothing.
    pub file: String,
}

/// What becomes of a shipment that is on the desk already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum KnownChoice {
    /// The desk's version stays.
    Skip,
    /// The file's version takes its place, and is decided anew.
    Take,
}

/// The broker's choice for shipments that are on the desk already. Without one they are refused.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct KnownChoices {
    /// For all that are not named.
    pub all: Option<KnownChoice>,
    /// House bills whose version on the desk stays.
    pub skip: Vec<String>,
    /// House bills whose version in the file is taken.
    pub take: Vec<String>,
}

/// See `intake_alike`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct AlikeArgs {
    /// The file.
    pub ticket: String,
    /// Column, from 0.
    pub column: u32,
    /// What the cells say.
    pub text: String,
}

/// Cells of a column that say the same.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Alike {
    /// How many.
    pub count: u32,
    /// The first rows.
    pub rows: Vec<u32>,
}
