//! Things to know that change no route.

use super::{Case, date};
use crate::digest::{Standing, flag, problem, status_for};
use crate::judge::Test;
use crate::scan::{By, Finding, Strength};
use chrono::TimeDelta;
use customs::{Advisory, Arrival, Citation, Confidence, Country, Outcome, Route};
use rulebook::{Param, Requires};

fn advice(about: impl Into<String>, because: impl Into<String>, citations: Vec<Citation>) -> Advisory {
    Advisory { about: about.into(), because: because.into(), citations }
}

fn weaken(citations: &[Citation], confidence: Confidence) -> Vec<Citation> {
    citations.iter().map(|c| Citation::new(c.text.clone(), c.confidence.max(confidence))).collect()
}

impl Case<'_> {
    pub(super) fn advisories(&self) -> Vec<Advisory> {
        let mut all = Vec::new();
        self.agency_advice(&mut all);
        self.limit_advice(&mut all);
        self.law_advice(&mut all);
        self.record_advice(&mut all);
        all
    }

    fn agency_advice(&self, all: &mut Vec<Advisory>) {
        let mut seen: Vec<&str> = Vec::new();
        for (at, finding) in self.findings() {
            let Finding::Agency { agency, name, when, requires, by, outcome: Strength::Note, stated: false } = finding else { continue };
            if seen.contains(agency) {
                continue;
            }
            seen.push(agency);
            let because = match (requires, by) {
                (Requires::Notice, _) => format!("Line {at}: {name}. {agency} wants prior notice of it, outside the entry, whatever the value."),
                (_, By::WordsAgainstNumber) => format!("Line {at}: the words suggest {name}, the tariff number does not; {agency} may be concerned."),
                _ => format!("Line {at}: {agency} may be concerned ({name}); check whether data or a disclaimer is needed."),
            };
            let citations = when.map(|w| weaken(&w.citations, w.confidence)).unwrap_or_default();
            all.push(advice(format!("agency:{agency}"), because, citations));
        }
    }

    fn limit_advice(&self, all: &mut Vec<Advisory>) {
        let s = self.book.screening();
        let ceiling = self.period(Param::Commercial).and_then(|p| p.micros);
        let Some(ceiling) = ceiling else { return };
        let near = |amount: rulebook::Micros| amount <= ceiling && i128::from(amount.0) * 1000 >= i128::from(ceiling.0) * i128::from(s.near_limit_permille);
        if self.verdict.route == Route::Section321 && near(self.verdict.counted) {
            let left = ceiling.minus(self.verdict.counted);
            let left = if left.0 == 0 { "exactly the ceiling".to_owned() } else { format!("{} below the ceiling", left.dollars()) };
            let because = format!("The person's day comes to {}, {left}; another shipment that day would pass it.", self.verdict.counted.dollars());
            all.push(advice("near-limit", because, s.citations.clone()));
        }
        if self.outcome(Test::Repeats) != Outcome::Review && self.verdict.score >= s.advise_at {
            all.push(advice("repeated-shipments", self.repeats().because, s.citations.clone()));
        }
        if let Some(person) = self.person()
            && !person.near.is_empty()
            && self.outcome(Test::PersonDay) == Outcome::Pass
        {
            all.push(advice(
                "identity",
                format!("Another name of that day may be the same person; together they stay within the ceiling ({}).", self.verdict.with_near.dollars()),
                s.citations.clone(),
            ));
        }
    }

    fn law_advice(&self, all: &mut Vec<Advisory>) {
        let d = self.digest;
        if d.is(flag::CHAPTER_99)
            && self.verdict.route == Route::Informal
            && let Some(period) = self.period(Param::ChapterNinetyNine)
            && period.micros.is_none()
            && period.confidence == Confidence::Unverified
        {
            all.push(advice("chapter-99-limit", period.note.clone(), weaken(&period.citations, period.confidence)));
        }
        if self.verdict.route == Route::Informal
            && let Some(period) = self.period(Param::ImporterOfRecord)
            && period.confidence == Confidence::Unverified
        {
            all.push(advice(
                "importer-of-record",
                format!(
                    "From {} only U.S. importers of record may make informal entry, by an order whose rules were not seen; decide who enters.",
                    date(period.from.date())
                ),
                weaken(&period.citations, period.confidence),
            ));
        }
        if d.standing == Standing::InForce && matches!(self.shipment.arrival, Some(Arrival::Day(_))) && self.verdict.exempt == Some(true) {
            let tomorrow = self.book.epoch(d.at.checked_add_signed(TimeDelta::hours(6)).unwrap_or(d.at));
            let changed = self.shipment.lines.iter().any(|l| {
                let country = crate::digest::origin(l.origin.as_deref()).ok().flatten();
                status_for(self.book, tomorrow, country.as_ref().map(Country::code)) != Standing::InForce
            });
            if changed {
                let period = self.period_at(Param::General, tomorrow);
                all.push(advice(
                    "hour-of-arrival",
                    "The exemption ended that night in Eastern time; at a port to the west the last hours of this day fall after it. Give the hour of arrival.",
                    period.map(|p| p.citations.clone()).unwrap_or_default(),
                ));
            }
        }
        if d.is(flag::MODE_UNKNOWN) && self.verdict.exempt == Some(false) {
            all.push(advice("mode", "The mode of transport is missing; mail has lanes of its own.", Vec::new()));
        }
        if self.verdict.route == Route::Gift && !d.is(flag::MAIL) {
            let period = self.period(Param::General);
            if period.and_then(rulebook::Period::status) != Some(rulebook::Status::InForce) {
                all.push(advice(
                    "gift-clearance",
                    "How a gift that does not come by mail is cleared since the low-value manifest was closed is not documented in anything we saw.",
                    period.map(|p| p.citations.clone()).unwrap_or_default(),
                ));
            }
        }
        if self.shipment.country_of_shipment.as_deref().is_none_or(|c| c.trim().is_empty()) && !d.lacks(problem::NO_LINES) {
            all.push(advice("country-of-shipment", "The country of shipment is missing; the value that counts is the retail value there.", Vec::new()));
        }
    }

    fn record_advice(&self, all: &mut Vec<Advisory>) {
        if self.verdict.exempt == Some(true)
            && let Some((years, period)) = self.digest.day.and_then(|day| self.book.count("retention", day))
        {
            all.push(advice("record", format!("Keep the records of this shipment for {years} years."), weaken(&period.citations, period.confidence)));
        }
        if self.wants_notice() && self.verdict.exempt == Some(true) {
            all.push(advice("record", "Keep the confirmation of the prior notice with the shipment.", Vec::new()));
        }
    }
}
