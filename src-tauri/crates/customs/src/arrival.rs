//! The moment of importation.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone};
use chrono_tz::America::New_York;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;
use ts_rs::TS;

/// When a shipment arrives: a whole local day at the port, or an instant with its offset.
///
/// The "one day" of 19 USC 1321 is the local day of arrival; switches in the law are at a minute of Eastern time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, TS)]
#[ts(type = "string")]
pub enum Arrival {
    /// The whole local day at the port.
    Day(NaiveDate),
    /// A local time with its offset from UTC.
    Instant(DateTime<FixedOffset>),
}

impl Arrival {
    /// The local calendar day at the port.
    pub fn local_day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Instant(at) => at.date_naive(),
        }
    }

    /// The first and last second, in Eastern time, at which the goods may have arrived.
    /// For an instant they are equal; for a day they are its first and last second.
    pub fn eastern_span(self) -> (chrono::NaiveDateTime, chrono::NaiveDateTime) {
        match self {
            Self::Day(day) => (day.and_hms_opt(0, 0, 0).unwrap_or_default(), day.and_hms_opt(23, 59, 59).unwrap_or_default()),
            Self::Instant(at) => {
                let eastern = New_York.from_utc_datetime(&at.naive_utc()).naive_local();
                (eastern, eastern)
            }
        }
    }
}

impl fmt::Display for Arrival {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Instant(at) => write!(f, "{}", at.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)),
        }
    }
}

impl FromStr for Arrival {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return Ok(Self::Day(day));
        }
        DateTime::parse_from_rfc3339(text)
            .map(Self::Instant)
            .map_err(|_| format!("`{text}` is not a date of arrival; write 2024-06-03, or 2024-06-03T10:00:00-04:00"))
    }
}

impl Serialize for Arrival {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Arrival {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}
