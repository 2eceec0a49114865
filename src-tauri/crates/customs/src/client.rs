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
    /// Ranges that follow when this one is used up, in order.
    pub further_ranges: Vec<NumberRange>,
    /// The firm wants to be told when fewer numbers than this are left; 0 for the desk's own measure.
    pub warn_below: u32,
    /// Who signs.
    pub signer: String,
    /// The signer's title, like `Attorney-in-fact`.
    pub signer_title: String,
    /// Surety code of the firm's bond; `999` where none is required.
    pub surety: String,
    /// Name of the surety company.
    pub surety_name: String,
    /// Port of entry where no other is named, Schedule D.
    pub default_port: String,
    /// Ports the firm files at, Schedule D.
    pub ports: Vec<String>,
    /// Where mail goes, if not to `address`.
    pub mailing_address: NamedAddress,
    /// E-mail address for CBP and clients.
    pub email: String,
}

/// A range of entry numbers to be drawn from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct NumberRange {
    /// Its first number.
    pub first: u32,
    /// Its last number.
    pub last: u32,
    /// Where it comes from or what it is for.
    pub note: String,
}

/// The greatest number that has the seven digits of an entry number.
const SEVEN_DIGITS: u32 = 9_999_999;

impl Firm {
    /// Numbers that can still be drawn, the ranges that follow included.
    pub fn numbers_left(&self) -> u64 {
        let left = |first: u32, last: u32| u64::from(last).saturating_add(1).saturating_sub(u64::from(first));
        let current = if self.last_entry_number == 0 { 0 } else { left(self.next_entry_number, self.last_entry_number) };
        current + self.further_ranges.iter().map(|r| left(r.first, r.last)).sum::<u64>()
    }

    /// Whether the numbers run low: fewer than the firm wants to be told of, or than 50 where it says nothing.
    pub fn numbers_low(&self) -> bool {
        self.is_low(self.numbers_left())
    }

    /// Whether so many numbers are few.
    pub fn is_low(&self, left: u64) -> bool {
        left < u64::from(if self.warn_below == 0 { 50 } else { self.warn_below })
    }

    /// What is wrong with the ranges, one sentence each.
    pub fn range_faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let (next, last) = (self.next_entry_number, self.last_entry_number);
        if last > SEVEN_DIGITS {
            faults.push(format!("An entry number has seven digits: the range can end at {SEVEN_DIGITS} at most."));
        }
        // A range that is used up has its next number just behind its end.
        if last > 0 && next > last.saturating_add(1) {
            faults.push(format!("The range of entry numbers ends at {last}, before its next number {next}."));
        }
        let mut before = vec![(next, last)];
        for range in &self.further_ranges {
            if range.last > SEVEN_DIGITS {
                faults.push(format!("The range {} to {} has more than seven digits.", range.first, range.last));
            } else if range.last < range.first {
                faults.push(format!("The range {} to {} ends before it begins.", range.first, range.last));
            } else if let Some((first, last)) = before.iter().find(|(first, last)| range.first <= *last && range.last >= *first) {
                faults.push(format!("The ranges {first} to {last} and {} to {} overlap: a number would be drawn twice.", range.first, range.last));
            }
            before.push((range.first, range.last));
        }
        faults
    }
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
    /// What the importer is by law.
    pub legal_form: Option<LegalForm>,
    /// The bond its formal entries rest on.
    pub bond: Option<Bond>,
    /// Day of the last entry that CBP has under its number and this desk does not know of.
    pub last_entry_elsewhere: Option<NaiveDate>,
    /// What CBP Form 5106 asks beyond name and address.
    pub importer_data: ImporterData,
}

/// What an importer is by law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LegalForm {
    /// A person.
    Individual,
    /// One person's business.
    SoleProprietorship,
    /// Partners.
    Partnership,
    /// A corporation.
    Corporation,
    /// A limited liability company.
    LimitedLiability,
    /// A government body.
    Government,
    /// Another.
    Other,
}

/// A customs bond (19 CFR part 113).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Bond {
    /// Continuous, rather than for a single transaction.
    pub continuous: bool,
    /// The bond's number.
    pub number: String,
    /// Surety code, three digits.
    pub surety: String,
    /// Name of the surety company.
    pub surety_name: String,
    /// Limit of liability, U.S. dollars.
    #[serde(with = "crate::money::exact_option")]
    #[ts(type = "string | null")]
    pub amount: Option<rust_decimal::Decimal>,
    /// First day it covers.
    pub from: Option<NaiveDate>,
    /// Last day it covers, once it is ended.
    pub until: Option<NaiveDate>,
}

impl Bond {
    /// Why it does not cover `day`, or `None` where it does.
    pub fn gap_on(&self, day: NaiveDate) -> Option<String> {
        if self.surety.is_empty() {
            return Some("the bond names no surety code".into());
        }
        match (self.from, self.until) {
            (Some(from), _) if day < from => Some(format!("the bond begins on {from}, after {day}")),
            (_, Some(until)) if day > until => Some(format!("the bond ended on {until}, before {day}")),
            _ => None,
        }
    }
}

/// What CBP Form 5106 asks of an importer beyond its name, number and address. The fields are from memory of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ImporterData {
    /// Name it trades under.
    pub trade_name: String,
    /// Where it is, if mail goes elsewhere.
    pub physical_address: NamedAddress,
    /// Web site.
    pub website: String,
    /// Fax.
    pub fax: String,
    /// What it does.
    pub business: String,
    /// North American Industry Classification System code, six digits.
    pub naics: String,
    /// D-U-N-S number, nine digits.
    pub duns: String,
    /// Entries it expects to make in a year, in words or figures.
    pub entries_per_year: String,
    /// Year it was established.
    pub established: String,
    /// Its bank and the branch.
    pub bank: String,
    /// Who certifies the form.
    pub certifier: String,
    /// The certifier's title.
    pub certifier_title: String,
}

/// A customs power of attorney (19 CFR 141 subpart C).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PowerOfAttorney {
    /// For all customs business, or for a part of it (19 CFR 141.31).
    pub kind: PowerKind,
    /// What a limited power covers, in words.
    pub scope: String,
    /// Who signed for the client.
    pub signer: String,
    /// In what capacity: `President`, `Partner` …
    pub signer_title: String,
    /// Day it was signed.
    pub signed: Option<NaiveDate>,
    /// Last day it is good for; `None` until revoked.
    pub expires: Option<NaiveDate>,
    /// Day it was revoked.
    pub revoked: Option<NaiveDate>,
    /// The grantor is a partnership, whose power ends after some years (19 CFR 141.34).
    pub partnership: bool,
    /// Who accepts service of process in the United States for a client that is not resident there.
    pub agent_for_service: String,
    /// SHA-256 of the signed paper's scan among the desk's documents.
    pub document: Option<String>,
}

/// How far a power of attorney reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum PowerKind {
    /// All customs business.
    #[default]
    General,
    /// A part of it.
    Limited,
}

impl PowerOfAttorney {
    /// The last day on which it is good, if it ends at all. How many years a partnership's lasts is for the rulebook to
    /// say; 0 where it says nothing.
    pub fn last_day(&self, partnership_years: u32) -> Option<NaiveDate> {
        let months = chrono::Months::new(partnership_years.saturating_mul(12));
        let by_kind = (self.partnership && partnership_years > 0).then(|| self.signed.and_then(|s| s.checked_add_months(months))).flatten();
        [self.expires, self.revoked.and_then(|r| r.pred_opt()), by_kind].into_iter().flatten().min()
    }

    /// Why it does not cover `day`, or `None` where it does (19 CFR 141.46: valid before customs business is done).
    pub fn gap_on(&self, day: NaiveDate, partnership_years: u32) -> Option<String> {
        match self.signed {
            None => Some("the power of attorney has no date of signature".into()),
            Some(signed) if day < signed => Some(format!("the power of attorney was signed on {signed}, after {day}")),
            Some(_) => match self.last_day(partnership_years) {
                Some(last) if day > last => Some(match self.revoked.filter(|r| r.pred_opt() == Some(last)) {
                    Some(revoked) => format!("the power of attorney was revoked on {revoked}, before {day}"),
                    None => format!("the power of attorney ended on {last}, before {day}"),
                }),
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
        assert_eq!(poa.gap_on(day("2026-03-01"), 2), None);
        assert!(poa.gap_on(day("2026-03-02"), 2).unwrap().contains("ended on 2026-03-01"));
        assert!(poa.gap_on(day("2024-02-29"), 2).unwrap().contains("signed on"));
    }

    #[test]
    fn a_revoked_power_is_none_from_that_day() {
        let poa = PowerOfAttorney { signed: Some(day("2020-01-01")), revoked: Some(day("2026-05-05")), ..Default::default() };
        assert_eq!(poa.gap_on(day("2026-05-04"), 2), None);
        assert_eq!(poa.gap_on(day("2026-05-05"), 2).unwrap(), "the power of attorney was revoked on 2026-05-05, before 2026-05-05");
    }

    #[test]
    fn a_bond_covers_its_days() {
        let bond = Bond { surety: "036".into(), from: Some(day("2026-01-01")), until: Some(day("2026-06-30")), ..Default::default() };
        assert_eq!(bond.gap_on(day("2026-06-30")), None);
        assert_eq!(bond.gap_on(day("2026-07-01")).unwrap(), "the bond ended on 2026-06-30, before 2026-07-01");
        assert_eq!(bond.gap_on(day("2025-12-31")).unwrap(), "the bond begins on 2026-01-01, after 2025-12-31");
        assert_eq!(Bond::default().gap_on(day("2026-01-01")).unwrap(), "the bond names no surety code");
    }

    #[test]
    fn ranges_are_counted_and_held_against_each_other() {
        let range = |first, last| NumberRange { first, last, note: String::new() };
        let mut firm = Firm { next_entry_number: 101, last_entry_number: 110, further_ranges: vec![range(500, 509)], ..Default::default() };
        assert_eq!((firm.numbers_left(), firm.numbers_low(), firm.range_faults().len()), (20, true, 0));
        firm.warn_below = 20;
        assert!(!firm.numbers_low());
        firm.next_entry_number = 111;
        assert_eq!((firm.numbers_left(), firm.range_faults().len()), (10, 0), "a range that is used up is no fault");
        firm.further_ranges = vec![range(500, 509), range(509, 600), range(9, 8), range(1, 10_000_000)];
        assert_eq!(
            firm.range_faults(),
            [
                "The ranges 500 to 509 and 509 to 600 overlap: a number would be drawn twice.",
                "The range 9 to 8 ends before it begins.",
                "The range 1 to 10000000 has more than seven digits."
            ]
        );
        firm = Firm { next_entry_number: 12, last_entry_number: 10, ..Default::default() };
        assert_eq!(firm.range_faults(), ["The range of entry numbers ends at 10, before its next number 12."]);
        assert_eq!(Firm::default().numbers_left(), 0);
    }
}
