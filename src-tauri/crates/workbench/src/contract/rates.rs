//! Rates of exchange.

use chrono::NaiveDate;
use customs::{Citation, Rate};
use intake::{ListColumn, ListIssue, ListMapping, ListTarget, RateDefaults};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The rates of the desk, and the law that picks among them.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RatesView {
    /// The rates, the newest days first.
    pub rows: Vec<desk::RateRow>,
    /// Per cent by which a day's rate must differ to go before the quarter's.
    pub difference_percent: String,
    /// Currencies certified by the quarter.
    pub quarterly: Vec<String>,
    /// Where both are from.
    pub citations: Vec<Citation>,
}

/// See `rates_read`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct RatesReadArgs {
    /// The table.
    pub ticket: String,
    /// Which column is read as what, where the guess is not right.
    #[serde(default)]
    #[ts(type = "Record<string, string>")]
    pub mapping: ListMapping,
    /// What the rows do not say.
    #[serde(default)]
    pub defaults: RateDefaults,
}

/// A table of rates as it was read; nothing is stored yet.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RatesReading {
    /// Its columns.
    pub columns: Vec<ListColumn>,
    /// What a column may be read as.
    pub targets: Vec<ListTarget>,
    /// The rates that could be read.
    pub rates: Vec<Rate>,
    /// What could not.
    pub issues: Vec<ListIssue>,
    /// How many of the rates are new to the desk, or differ.
    pub fresh: u64,
}

/// See `rates_save`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RatesSaveArgs {
    /// The rates to put in.
    pub rates: Vec<Rate>,
}

/// See `rate_for`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct RateForArgs {
    /// ISO 4217 currency.
    pub currency: String,
    /// Day of exportation.
    pub on: NaiveDate,
}

/// Which rate would convert a value.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RateFor {
    /// U.S. dollars for one unit; nothing where the desk has no rate.
    pub usd_per_unit: Option<String>,
    /// Why this one, or what is missing.
    pub because: String,
}
