//! Rates of exchange, and which of them converts a value (19 CFR 159 subpart C).
//!
//! The figures of the law (by how much a day's rate must differ, which currencies are certified by the quarter) are
//! arguments: they are data of the program, not of this crate.

use crate::money::exact;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;

/// What kind of rate it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum RateKind {
    /// Certified for a quarter (19 CFR 159.34).
    #[default]
    Quarterly,
    /// Certified for a day (19 CFR 159.34(b), 159.35).
    Daily,
    /// Anything else: not certified, used only where nothing certified is listed, and said so.
    Other,
}

impl RateKind {
    /// The word it is stored and written by.
    pub fn code(self) -> &'static str {
        match self {
            Self::Quarterly => "quarterly",
            Self::Daily => "daily",
            Self::Other => "other",
        }
    }

    /// See [`RateKind::code`].
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Quarterly, Self::Daily, Self::Other].into_iter().find(|kind| kind.code() == code)
    }
}

/// A rate of exchange for some days, with where it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rate {
    /// ISO 4217 currency.
    pub currency: String,
    /// What kind of rate it is.
    pub kind: RateKind,
    /// First day of exportation it is for.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// U.S. dollars for one unit.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub usd_per_unit: Decimal,
    /// Where it was read: the bulletin, the file and row, who typed it.
    pub source: String,
}

/// The law on rates, as the rulebook has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateLaw {
    /// Per cent by which the day's rate must differ to go before the quarter's.
    pub difference_percent: Decimal,
    /// Currencies certified by the quarter.
    pub quarterly: BTreeSet<String>,
}

/// All rates at hand, by currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    by_currency: BTreeMap<String, Vec<Rate>>,
    law: RateLaw,
}

/// The rate that converts, and why it is that one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenRate {
    /// U.S. dollars for one unit.
    pub usd_per_unit: Decimal,
    /// The whole reason in one sentence: kind, days, source, the date that picked it.
    pub because: String,
    /// No certified rate was at hand; this one is not certified.
    pub uncertified: bool,
}

impl Rates {
    /// The rates under a law.
    pub fn new(rates: impl IntoIterator<Item = Rate>, law: RateLaw) -> Self {
        let mut by_currency: BTreeMap<String, Vec<Rate>> = BTreeMap::new();
        for rate in rates {
            by_currency.entry(rate.currency.clone()).or_default().push(rate);
        }
        Self { by_currency, law }
    }

    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.by_currency.is_empty()
    }

    /// The rate for a currency on the day of exportation; where that is unknown on the day of arrival, and said so.
    ///
    /// # Errors
    /// What is missing, as the end of a sentence. Nothing is guessed.
    pub fn choose(&self, currency: &str, exported: Option<NaiveDate>, arrived: Option<NaiveDate>) -> Result<ChosenRate, String> {
        let Some(day) = exported.or(arrived) else {
            return Err("neither the day of exportation nor that of arrival is known".to_owned());
        };
        let which = if exported.is_some() { format!("exported {day}") } else { format!("arrived {day}, the day of exportation is not known") };
        let rows = self.by_currency.get(currency).map(Vec::as_slice).unwrap_or_default();
        let on = |kind: RateKind| rows.iter().rfind(|r| r.kind == kind && r.from <= day && day <= r.to);
        let (quarter, daily) = (on(RateKind::Quarterly), on(RateKind::Daily));
        let chosen = |rate: &Rate, why: String| {
            Ok(ChosenRate {
                usd_per_unit: rate.usd_per_unit,
                because: format!("{} ({which}); {}", why, rate.source),
                uncertified: rate.kind == RateKind::Other,
            })
        };
        match (quarter, daily) {
            (Some(quarter), Some(daily)) => {
                let percent = self.law.difference_percent;
                if differs(quarter.usd_per_unit, daily.usd_per_unit, percent) {
                    let why = format!(
                        "rate certified for the day, which differs from the quarter's {} by {} % or more, 19 CFR 159.34",
                        quarter.usd_per_unit.normalize(),
                        percent.normalize()
                    );
                    chosen(daily, why)
                } else {
                    let why = format!(
                        "rate certified for {} to {}, from which the day's {} differs by less than {} %, 19 CFR 159.34",
                        quarter.from,
                        quarter.to,
                        daily.usd_per_unit.normalize(),
                        percent.normalize()
                    );
                    chosen(quarter, why)
                }
            }
            (Some(quarter), None) => chosen(quarter, format!("rate certified for {} to {}, 19 CFR 159.34", quarter.from, quarter.to)),
            (None, Some(_)) if self.law.quarterly.contains(currency) => {
                Err(format!("the rate certified for the quarter of {day} is not in the desk, only the day's; the quarter's goes first (19 CFR 159.34)"))
            }
            (None, Some(daily)) => chosen(daily, "rate certified for the day, 19 CFR 159.35".to_owned()),
            (None, None) => match on(RateKind::Other) {
                Some(other) => chosen(other, format!("a rate that is not certified, for {} to {}", other.from, other.to)),
                None => Err(format!("the desk has no rate for {currency} on {day}")),
            },
        }
    }
}

/// Whether the day's rate differs from the quarter's by so many per cent of the quarter's, or more.
fn differs(quarter: Decimal, daily: Decimal, percent: Decimal) -> bool {
    let (Some(difference), Some(least)) = ((daily - quarter).abs().checked_mul(Decimal::ONE_HUNDRED), quarter.checked_mul(percent)) else { return true };
    difference >= least
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rate(currency: &str, kind: RateKind, from: &str, to: &str, usd: &str) -> Rate {
        Rate { currency: currency.into(), kind, from: day(from), to: day(to), usd_per_unit: usd.parse().unwrap(), source: "bulletin 7".into() }
    }

    fn rates(daily: &str) -> Rates {
        let rows = [
            rate("EUR", RateKind::Quarterly, "2026-10-01", "2026-12-31", "1.0800"),
            rate("EUR", RateKind::Daily, "2026-11-12", "2026-11-12", daily),
            rate("CNY", RateKind::Daily, "2026-11-12", "2026-11-12", "0.1390"),
            rate("KRW", RateKind::Daily, "2026-11-12", "2026-11-12", "0.00072"),
            rate("TWD", RateKind::Other, "2026-01-01", "2026-12-31", "0.031"),
        ];
        Rates::new(rows, RateLaw { difference_percent: Decimal::from(5), quarterly: ["EUR".to_owned(), "CNY".to_owned()].into() })
    }

    #[test]
    fn the_quarters_rate_holds_until_the_day_differs_by_five_per_cent() {
        let on = |daily: &str| rates(daily).choose("EUR", Some(day("2026-11-12")), None).unwrap();
        let below = on("1.1339");
        assert_eq!(below.usd_per_unit.to_string(), "1.0800");
        assert_eq!(
            below.because,
            "rate certified for 2026-10-01 to 2026-12-31, from which the day's 1.1339 differs by less than 5 %, 19 CFR 159.34 (exported 2026-11-12); bulletin 7"
        );
        let at = on("1.1340");
        assert_eq!(at.usd_per_unit.to_string(), "1.1340", "five per cent exactly is enough");
        assert!(at.because.starts_with("rate certified for the day, which differs from the quarter's 1.08 by 5 % or more"), "{}", at.because);
        assert_eq!(on("1.0260").usd_per_unit.to_string(), "1.0260", "five per cent below, too");
        assert_eq!(on("1.0261").usd_per_unit.to_string(), "1.0800");
    }

    #[test]
    fn the_day_of_arrival_serves_where_that_of_exportation_is_unknown_and_is_said() {
        let chosen = rates("1.08").choose("EUR", None, Some(day("2026-11-20"))).unwrap();
        assert!(chosen.because.contains("(arrived 2026-11-20, the day of exportation is not known)"), "{}", chosen.because);
    }

    #[test]
    fn a_currency_that_is_not_on_the_list_takes_the_days_rate() {
        let chosen = rates("1.08").choose("KRW", Some(day("2026-11-12")), None).unwrap();
        assert_eq!((chosen.usd_per_unit.to_string(), chosen.uncertified), ("0.00072".into(), false));
        assert!(chosen.because.starts_with("rate certified for the day, 19 CFR 159.35"));
    }

    #[test]
    fn nothing_is_guessed() {
        let refused = |currency: &str, exported: &str| rates("1.08").choose(currency, Some(day(exported)), None).unwrap_err();
        assert_eq!(refused("JPY", "2026-11-12"), "the desk has no rate for JPY on 2026-11-12");
        assert_eq!(refused("EUR", "2027-01-01"), "the desk has no rate for EUR on 2027-01-01");
        assert_eq!(
            refused("CNY", "2026-11-12"),
            "the rate certified for the quarter of 2026-11-12 is not in the desk, only the day's; the quarter's goes first (19 CFR 159.34)"
        );
        assert!(rates("1.08").choose("EUR", None, None).unwrap_err().contains("neither the day of exportation"));
        let other = rates("1.08").choose("TWD", Some(day("2026-11-12")), None).unwrap();
        assert!(other.uncertified && other.because.starts_with("a rate that is not certified"));
    }
}
