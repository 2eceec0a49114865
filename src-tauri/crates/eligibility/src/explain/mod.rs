//! From a verdict to a decision a broker can read aloud: every test with its sentence, its law and its figures.

mod advice;
mod data;
mod goods;
mod law;
mod personal;
mod value;

use crate::digest::{Digest, rate};
use crate::groups::{Groups, PersonDay};
use crate::judge::{Test, Verdict};
use crate::scan::{Around, Finding, Number, Room, line as scan_line};
use chrono::NaiveDate;
use customs::{Citation, Claim, Decision, Outcome, PersonCounted, Shipment, TestResult};
use rulebook::{Epoch, Micros, Param, Period, Rulebook};
use std::collections::BTreeMap;

/// Everything one explanation draws on.
pub(crate) struct Case<'a> {
    pub book: &'a Rulebook,
    pub index: u32,
    pub shipment: &'a Shipment,
    pub digest: &'a Digest,
    pub verdict: &'a Verdict,
    pub groups: &'a Groups,
    pub all: &'a [&'a Shipment],
    pub digests: &'a [Digest],
    /// What the scan of each line found.
    findings: Vec<(usize, Finding<'a>)>,
}

/// A test's sentence, the law behind it beside the test's own, and its figures.
pub(crate) struct Words {
    because: String,
    citations: Vec<Citation>,
    facts: BTreeMap<String, String>,
}

impl Words {
    pub fn say(because: impl Into<String>) -> Self {
        Self { because: because.into(), citations: Vec::new(), facts: BTreeMap::new() }
    }

    pub fn fact(mut self, name: &str, value: impl Into<String>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }

    pub fn money(self, name: &str, value: Micros) -> Self {
        self.fact(name, value.to_decimal().to_string())
    }

    pub fn cite(mut self, period: Option<&Period>) -> Self {
        if let Some(period) = period {
            self.citations.extend(period.citations.iter().map(|c| Citation::new(c.text.clone(), c.confidence.max(period.confidence))));
        }
        self
    }

    pub fn law(mut self, citations: &[Citation], confidence: customs::Confidence) -> Self {
        self.citations.extend(citations.iter().map(|c| Citation::new(c.text.clone(), c.confidence.max(confidence))));
        self
    }
}

impl<'a> Case<'a> {
    /// The case of one shipment; its lines are scanned once more, for the words this time.
    pub fn new(book: &'a Rulebook, index: u32, all: &'a [&'a Shipment], digests: &'a [Digest], groups: &'a Groups, verdict: &'a Verdict) -> Option<Self> {
        let shipment = *all.get(index as usize)?;
        let digest = digests.get(index as usize)?;
        let around = Around { at: digest.at, frv: digest.frv, personal: shipment.claim != Claim::Commercial };
        let mut room = Room::default();
        let mut findings = Vec::new();
        for (at, line) in shipment.lines.iter().enumerate() {
            scan_line(line, Number::of(line).unwrap_or(None), around, book, &mut room, |finding| findings.push((at, finding)));
        }
        Some(Self { book, index, shipment, digest, verdict, groups, all, digests, findings })
    }

    /// The decision.
    pub fn decide(&self) -> Decision {
        let tests = Test::ALL.iter().map(|test| self.test(*test)).collect();
        let person = self.person();
        Decision {
            id: self.shipment.id.clone(),
            route: self.verdict.route,
            exempt: self.verdict.exempt,
            limb: self.verdict.limb,
            entry_type: self.verdict.entry.and_then(|e| self.book.entry(e.id())).map(|e| e.code.clone()),
            person: person.map(|p| PersonCounted { name: self.person_name(), key: format!("{:016x}", p.key), shipments: self.ids(&p.members) }),
            person_day_total: person.filter(|p| p.valued).map(|p| p.total.to_decimal()),
            tests,
            advisories: self.advisories(),
            would_have_qualified: self.verdict.would_have_qualified,
        }
    }

    fn test(&self, test: Test) -> TestResult {
        let words = match test {
            Test::RequiredData => self.required_data(),
            Test::Description => self.description(),
            Test::ValueCeiling => self.value_ceiling(),
            Test::PersonDay => self.person_day(),
            Test::SingleOrder => self.single_order(),
            Test::Restricted => self.restricted(),
            Test::PartnerAgency => self.partner_agency(),
            Test::Quota => self.quota(),
            Test::Antidumping => self.antidumping(),
            Test::Zone => self.zone(),
            Test::GiftCeiling => self.gift_ceiling(),
            Test::GiftConditions => self.gift_conditions(),
            Test::AccompaniedCeiling => self.accompanied_ceiling(),
            Test::InForce => self.in_force(),
            Test::InformalCeiling => self.informal_ceiling(),
            Test::ChapterNinetyNine => self.chapter_99(),
            Test::Postal => self.postal(),
            Test::Importer => self.importer(),
            Test::NumberAndWords => self.number_and_words(),
            Test::Identity => self.identity(),
            Test::Repeats => self.repeats(),
            Test::Firm => self.firm(),
        };
        let own = self.book.tests().iter().find(|t| t.id == test.id());
        let mut citations: Vec<Citation> = Vec::with_capacity(4);
        for citation in words.citations.into_iter().chain(own.into_iter().flat_map(|t| t.citations.iter().cloned())) {
            if !citations.iter().any(|c| c.text == citation.text) {
                citations.push(citation);
            }
        }
        TestResult { id: test.id().to_owned(), outcome: self.verdict.of(test), because: words.because, citations, facts: words.facts }
    }

    pub(super) fn outcome(&self, test: Test) -> Outcome {
        self.verdict.of(test)
    }

    pub(super) fn period(&self, param: Param) -> Option<&'a Period> {
        self.book.period(param, self.digest.epoch)
    }

    pub(super) fn period_at(&self, param: Param, epoch: Epoch) -> Option<&'a Period> {
        self.book.period(param, epoch)
    }

    pub(super) fn findings(&self) -> impl Iterator<Item = (usize, &Finding<'a>)> {
        self.findings.iter().map(|(at, f)| (at + 1, f))
    }

    pub(super) fn person(&self) -> Option<&'a PersonDay> {
        let id = *self.groups.person_of.get(self.index as usize)?;
        (self.digest.who.keys.name != 0).then(|| self.groups.persons.get(id as usize)).flatten()
    }

    /// The name as it was received.
    pub(super) fn person_name(&self) -> String {
        name_of(self.shipment, self.digest)
    }

    pub(super) fn day(&self) -> String {
        self.digest.day.map_or_else(|| "an unknown day".to_owned(), date)
    }

    /// The numbers of shipments, sorted, so that the order of input does not show; after them those of other clients, by amount only.
    pub(super) fn ids(&self, members: &[u32]) -> Vec<String> {
        let mut ids: Vec<(bool, String)> = members
            .iter()
            .filter_map(|i| Some((self.all.get(*i as usize)?, self.digests.get(*i as usize)?)))
            .map(|(s, d)| (s.confidential, if s.confidential { of_another_client(d) } else { s.id.clone() }))
            .collect();
        ids.sort_unstable();
        ids.into_iter().map(|(_, id)| id).collect()
    }

    /// ` (120.00 EUR at 1.0852)` where the values are foreign.
    pub(super) fn conversion(&self) -> String {
        let s = self.shipment;
        match (s.currency.as_deref().map(str::trim), rate(s)) {
            (Some(code), Some(rate)) if !code.is_empty() && !code.eq_ignore_ascii_case("USD") => format!(", at {rate} dollars for one {code}"),
            _ => String::new(),
        }
    }
}

/// The name of the person counted for a shipment.
pub(crate) fn name_of(shipment: &Shipment, digest: &Digest) -> String {
    let (_, party) = crate::identity::person(shipment, digest.is(crate::digest::flag::OWNER_COUNTS));
    party.and_then(|p| p.name.as_deref()).map(|n| n.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
}

/// All that one client may read of another's parcel (19 CFR 111.24): that it is there, and what it adds to the day.
fn of_another_client(digest: &Digest) -> String {
    if digest.valued() { format!("another client's parcel worth {}", digest.frv.dollars()) } else { "another client's parcel of unknown value".to_owned() }
}

/// `3 Jun 2024`.
pub(crate) fn date(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// `one`, `two` … `nine`, then figures.
pub(crate) fn number(n: usize) -> String {
    const WORDS: [&str; 10] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(n).map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

/// `A`, `A and B`, `A, B and C`; of many the first few and how many more.
pub(crate) fn list(items: &[String]) -> String {
    const SHOWN: usize = 6;
    match items {
        [] => "none".to_owned(),
        [one] => one.clone(),
        many if many.len() > SHOWN + 1 => format!("{} and {} more", many.get(..SHOWN).unwrap_or_default().join(", "), many.len() - SHOWN),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
