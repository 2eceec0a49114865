//! What the same goods owed on other days.

use crate::Tariff;
use chrono::NaiveDate;
use customs::{Country, Decimal, DutyRequest, DutyResult};
use serde::Serialize;
use ts_rs::TS;

/// A stretch of days on which the same goods owe the same duty by the same headings.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DutyStep {
    /// Its first day.
    pub from: NaiveDate,
    /// The first day of the next stretch.
    pub to: NaiveDate,
    /// Duty of these days, without fees; `null` where it cannot be computed.
    #[serde(with = "customs::money::exact_option")]
    #[ts(type = "string | null")]
    pub duty: Option<Decimal>,
    /// The layers, in the order of reporting.
    pub layers: Vec<DutyLayer>,
    /// Whether an official edition that is loaded covers these days; else the rates are those of the nearest one.
    pub own_edition: bool,
    /// Why there is no amount.
    pub error: Option<String>,
}

/// One layer of a step.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DutyLayer {
    /// The number that carries it.
    pub code: String,
    /// What it is.
    pub name: String,
    /// Its rate as printed.
    pub rate: String,
    /// Its duty.
    #[serde(with = "customs::money::exact_option")]
    #[ts(type = "string | null")]
    pub duty: Option<Decimal>,
}

impl Tariff {
    /// What the lines of a request owe in duty from one day to another, both counted in: a step for each stretch of days that are alike.
    pub fn over_time(&self, request: &DutyRequest, from: NaiveDate, to: NaiveDate) -> Vec<DutyStep> {
        let Some(end) = to.succ_opt() else { return Vec::new() };
        let mut days: Vec<NaiveDate> = Vec::from([from]);
        for origin in request.lines.iter().filter_map(|l| Country::from_code(&l.origin)) {
            days.extend(self.days_of_change(origin, from, to));
        }
        days.sort_unstable();
        days.dedup();
        days.retain(|day| from <= *day && *day < end);
        let mut steps: Vec<DutyStep> = Vec::new();
        let ends = days.iter().skip(1).copied().chain(std::iter::once(end));
        for (day, next) in days.iter().copied().zip(ends) {
            let step = self.step(request, day, next);
            match steps.last_mut() {
                Some(last) if alike(last, &step) => last.to = next,
                _ => steps.push(step),
            }
        }
        steps
    }

    fn step(&self, request: &DutyRequest, day: NaiveDate, next: NaiveDate) -> DutyStep {
        let result: DutyResult = self.duty(&DutyRequest { entry_date: day, ..request.clone() });
        let own_edition = self.editions.iter().any(|e| !e.starter && e.covers(day));
        let layers = result.lines.into_iter().flat_map(|l| l.components);
        DutyStep {
            from: day,
            to: next,
            duty: result.total_duty,
            layers: layers.map(|c| DutyLayer { code: c.code, name: c.name, rate: c.rate, duty: c.duty }).collect(),
            own_edition,
            error: result.error,
        }
    }
}

fn alike(a: &DutyStep, b: &DutyStep) -> bool {
    a.duty == b.duty && a.layers == b.layers && a.own_edition == b.own_edition && a.error == b.error
}
