//! The date machine: the same shipment on another date, value, origin or mode; and a rule change over stored history.

use crate::decide;
use customs::shipment::Batch;
use customs::{Arrival, Decimal, Decision, Mode, Outcome, Shipment};
use rayon::prelude::*;
use rulebook::Rulebook;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What to change; what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Change {
    /// Another moment of arrival.
    pub arrival: Option<Arrival>,
    /// Another fair retail value for the whole shipment, in its currency; the lines share it in proportion.
    #[serde(with = "customs::money::exact_option")]
    #[ts(type = "string | null")]
    pub value: Option<Decimal>,
    /// Another origin for every line.
    pub origin: Option<String>,
    /// Another mode.
    pub mode: Option<Mode>,
}

/// A shipment as it is and as changed.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct WhatIf {
    /// As it is.
    pub now: Decision,
    /// As changed.
    pub then: Decision,
    /// The tests that come out differently, in order.
    pub differences: Vec<Difference>,
}

/// A test that comes out differently.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Difference {
    /// The test.
    pub test: String,
    /// How it comes out as things are.
    pub now: Outcome,
    /// How it comes out changed.
    pub then: Outcome,
    /// Why, changed.
    pub because: String,
}

/// Decides a shipment as it is and as changed. `None` only where the shipment cannot be decided at all.
pub fn what_if(shipment: &Shipment, change: &Change, history: &[Shipment], book: &Rulebook) -> Option<WhatIf> {
    let one = |s: Shipment| decide(&Batch { shipments: vec![s], history: history.to_vec() }, book).decisions.pop();
    let now = one(shipment.clone())?;
    let then = one(changed(shipment, change))?;
    let differences = now
        .tests
        .iter()
        .zip(&then.tests)
        .filter(|(a, b)| a.outcome != b.outcome)
        .map(|(a, b)| Difference { test: b.id.clone(), now: a.outcome, then: b.outcome, because: b.because.clone() })
        .collect();
    Some(WhatIf { now, then, differences })
}

fn changed(shipment: &Shipment, change: &Change) -> Shipment {
    let mut s = shipment.clone();
    s.arrival = change.arrival.or(s.arrival);
    s.mode = change.mode.or(s.mode);
    if let Some(origin) = &change.origin {
        for line in &mut s.lines {
            line.origin = Some(origin.clone());
        }
    }
    if let Some(value) = change.value {
        share(&mut s, value);
    }
    s
}

/// Gives the lines shares of a new total in proportion to their values, to the cent; the last takes the remainder, so
/// that the sum is exact. Customs values of their own are dropped: they belonged to the old value.
fn share(s: &mut Shipment, total: Decimal) {
    let old = s.lines.iter().filter_map(|l| l.value).try_fold(Decimal::ZERO, Decimal::checked_add).filter(|sum| *sum > Decimal::ZERO);
    let count = s.lines.len();
    let mut left = total;
    for (i, line) in s.lines.iter_mut().enumerate() {
        let part = if i + 1 == count {
            left
        } else {
            let part = match (old, line.value) {
                (Some(old), Some(value)) => total.checked_mul(value).and_then(|v| v.checked_div(old)),
                _ => None,
            };
            customs::money::cents(part.unwrap_or_default())
        };
        left = left.checked_sub(part).unwrap_or_default();
        line.value = Some(part);
        line.entered_value = None;
    }
}

/// The shipments, by number and sorted, that go another way under another book.
pub fn dry_run(batch: &Batch, a: &Rulebook, b: &Rulebook) -> Vec<String> {
    let (one, two) = rayon::join(|| crate::judge(batch, a), || crate::judge(batch, b));
    let mut differ: Vec<String> =
        (0..one.len()).into_par_iter().filter(|i| one.route(*i) != two.route(*i)).filter_map(|i| batch.shipments.get(i).map(|s| s.id.clone())).collect();
    differ.sort_unstable();
    differ
}
