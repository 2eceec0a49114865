//! What a shipment would cost, entered one way or another: sums side by side.

use crate::Tariff;
use customs::{Decimal, DutyRequest, DutyResult};
use serde::Serialize;
use ts_rs::TS;

/// A shipment entered informally and formally, beside what passing free under section 321 would save.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Landed {
    /// The entered value of the goods.
    #[serde(with = "customs::money::exact")]
    #[ts(type = "string")]
    pub goods: Decimal,
    /// Duty and fees as an informal entry (type 11).
    pub informal: DutyResult,
    /// Duty and fees as a formal entry (type 01).
    pub formal: DutyResult,
    /// What section 321 would save against the informal entry: all of its duty and fees.
    #[serde(with = "customs::money::exact_option")]
    #[ts(type = "string | null")]
    pub saved_by_321: Option<Decimal>,
}

/// Several shipments entered alone, and together.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Consolidation {
    /// Duty and fees of one informal entry for each.
    #[serde(with = "customs::money::exact_option")]
    #[ts(type = "string | null")]
    pub alone: Option<Decimal>,
    /// Of that, duty.
    #[serde(with = "customs::money::exact_option")]
    #[ts(type = "string | null")]
    pub alone_duty: Option<Decimal>,
    /// Duty and fees of one entry for all. Whether it may be made is for the rules of entry to say.
    pub together: DutyResult,
    /// What entering them together saves; below zero where it costs more.
    #[serde(with = "customs::money::exact_option")]
    #[ts(type = "string | null")]
    pub saved: Option<Decimal>,
}

impl Tariff {
    /// The ways to enter one shipment, whatever entry type the request names.
    pub fn landed(&self, request: &DutyRequest) -> Landed {
        let as_type = |entry_type: &str| self.duty(&DutyRequest { entry_type: entry_type.to_owned(), ..request.clone() });
        let (informal, formal) = (as_type("11"), as_type("01"));
        Landed {
            goods: request.lines.iter().map(|l| l.entered_value_usd).fold(Decimal::ZERO, Decimal::saturating_add),
            saved_by_321: informal.total,
            informal,
            formal,
        }
    }

    /// Shipments entered alone, as informal entries, and together on one entry of a type; date and mode of the first one stand
    /// for the entry of all.
    pub fn consolidation(&self, requests: &[DutyRequest], entry_type: &str) -> Option<Consolidation> {
        let first = requests.first()?;
        let each: Vec<DutyResult> = requests.iter().map(|r| self.duty(&DutyRequest { entry_type: "11".into(), ..r.clone() })).collect();
        let alone = each.iter().try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one.total?));
        let alone_duty = each.iter().try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one.total_duty?));
        let lines = requests.iter().flat_map(|r| r.lines.clone()).collect();
        let together = self.duty(&DutyRequest { entry_type: entry_type.to_owned(), lines, ..first.clone() });
        let saved = alone.zip(together.total).and_then(|(alone, together)| alone.checked_sub(together));
        Some(Consolidation { alone, alone_duty, together, saved })
    }
}
