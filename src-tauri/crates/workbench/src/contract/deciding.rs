//! Deciding stored shipments anew.

use super::*;

/// See `decide_again`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PeriodArgs {
    /// First day of arrival; none: from the beginning.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last day of arrival; none: to the end.
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

/// What deciding anew came to.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DecidedAgain {
    /// Shipments decided.
    pub shipments: u64,
    /// Of them and those joined to them, decisions that differ and were added.
    pub differ: u64,
    /// Somebody stopped it; what was decided until then stays.
    pub stopped: bool,
    /// In words.
    pub sentence: String,
}
