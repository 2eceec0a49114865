//! The firm at the desk, and the clients it files for.

use crate::{FilerCode, ImporterNumber, Mode, NamedAddress};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The brokerage whose desk this is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Firm {
    /// Name as it is printed.
    pub name: String,
    /// Address as it is printed.
    pub address: NamedAddress,
    /// Telephone as it is printed.
    pub phone: String,
    /// Customs broker licence number.
    pub licence: String,
    /// The three characters CBP gave the firm.
    pub filer_code: Option<FilerCode>,
    /// The next seven-digit number to be drawn.
    pub next_entry_number: u32,
    /// The last number of the range.
    pub last_entry_number: u32,
    /// Who signs.
    pub signer: String,
    /// The signer's title, like `Attorney-in-fact`.
    pub signer_title: String,
    /// Surety code of the firm's bond; `999` where none is required.
    pub surety: String,
    /// Port of entry where no other is named, Schedule D.
    pub default_port: String,
}

/// A merchant the firm files for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Client {
    /// The desk's own number; 0 before it is stored.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Number CBP knows the client by.
    pub importer_number: Option<ImporterNumber>,
    /// Address of the importer of record.
    pub address: NamedAddress,
    /// E-mail for questions.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Port where the file names none, Schedule D.
    pub default_port: String,
    /// Mode where the file names none.
    pub default_mode: Option<Mode>,
    /// Country of shipment where the file names none, ISO alpha-2.
    pub default_country_of_shipment: String,
    /// The authority to act for the client.
    pub power_of_attorney: Option<PowerOfAttorney>,
    /// Anything worth remembering.
    pub notes: String,
}

/// A customs power of attorney (19 CFR 141 subpart C).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PowerOfAttorney {
    /// Who signed for the client.
    pub signer: String,
    /// Day it was signed.
    pub signed: Option<NaiveDate>,
    /// Last day it is good for; `None` until revoked.
    pub expires: Option<NaiveDate>,
    /// Day it was revoked.
    pub revoked: Option<NaiveDate>,
    /// The grantor is a partnership: two years at most (19 CFR 141.34).
    pub partnership: bool,
}

impl PowerOfAttorney {
    /// The last day on which it is good, if it ends at all.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let by_kind = self.partnership.then(|| self.signed.and_then(|s| s.checked_add_months(chrono::Months::new(24)))).flatten();
        [self.expires, self.revoked.and_then(|r| r.pred_opt()), by_kind].into_iter().flatten().min()
    }

    /// Why it does not cover `day`, or `None` where it does (19 CFR 141.46: valid before customs business is done).
    pub fn gap_on(&self, day: NaiveDate) -> Option<String> {
        match self.signed {
            None => Some("the power of attorney has no date of signature".into()),
            Some(signed) if day < signed => Some(format!("the power of attorney was signed on {signed}, after {day}")),
            Some(_) => match self.last_day() {
                Some(last) if day > last => Some(format!("the power of attorney ended on {last}, before {day}")),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_partnership_signs_for_two_years() {
        let poa = PowerOfAttorney { signed: Some(day("2024-03-01")), partnership: true, ..Default::default() };
        assert_eq!(poa.gap_on(day("2026-03-01")), None);
        assert!(poa.gap_on(day("2026-03-02")).unwrap().contains("ended on 2026-03-01"));
        assert!(poa.gap_on(day("2024-02-29")).unwrap().contains("signed on"));
    }

    #[test]
    fn a_revoked_power_is_none_from_that_day() {
        let poa = PowerOfAttorney { signed: Some(day("2020-01-01")), revoked: Some(day("2026-05-05")), ..Default::default() };
        assert_eq!(poa.gap_on(day("2026-05-04")), None);
        assert!(poa.gap_on(day("2026-05-05")).is_some());
    }
}
