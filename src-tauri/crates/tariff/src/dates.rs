//! TOML writes dates as dates; chrono reads them as text. This is the bridge.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, de::Error};
use toml::value::Datetime;

/// A date.
pub(crate) fn day<'de, D: Deserializer<'de>>(d: D) -> Result<NaiveDate, D::Error> {
    let written = Datetime::deserialize(d)?.to_string();
    NaiveDate::parse_from_str(&written, "%Y-%m-%d").map_err(|_| D::Error::custom(format!("`{written}` is not a day; write it like 2026-02-24")))
}

/// A date that may be absent.
pub(crate) fn day_option<'de, D: Deserializer<'de>>(d: D) -> Result<Option<NaiveDate>, D::Error> {
    day(d).map(Some)
}
