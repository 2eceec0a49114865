//! What was decided about a shipment, test by test.

use crate::Citation;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// The decision on one shipment: where it goes, and every test that was run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Decision {
    /// The shipment's number.
    pub id: String,
    /// Where it goes.
    pub route: Route,
    /// `true`: free under 19 USC 1321(a)(2), or outside its suspension. `None`: a person must look first.
    pub exempt: Option<bool>,
    /// The limb of 19 USC 1321(a)(2) it passes under.
    pub limb: Option<Limb>,
    /// CBP entry type code: `11`, `01`, `86` …
    pub entry_type: Option<String>,
    /// The one person whose day was counted.
    pub person: Option<PersonCounted>,
    /// That person's fair retail value on that day, U.S. dollars.
    #[serde(with = "rust_decimal::serde::str_option")]
    #[ts(type = "string | null")]
    pub person_day_total: Option<Decimal>,
    /// Every test, in order, also those after the one that settled the route.
    pub tests: Vec<TestResult>,
    /// Things to know that change no route.
    pub advisories: Vec<Advisory>,
    /// Only the suspension of limb (C) stands in the way.
    pub would_have_qualified: bool,
}

impl Decision {
    /// The outcome of a test, by its id.
    pub fn outcome(&self, test: &str) -> Option<Outcome> {
        self.tests.iter().find(|t| t.id == test).map(|t| t.outcome)
    }
}

/// Where a shipment goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// Free under 19 USC 1321(a)(2)(C).
    #[serde(rename = "section-321")]
    Section321,
    /// Free as a gift under limb (A).
    Gift,
    /// Free with a traveler under limb (B).
    Accompanied,
    /// Outside the suspension: 50 USC 1702(b).
    InformationalMaterials,
    /// Informal entry.
    Informal,
    /// Formal entry.
    Formal,
    /// Postal informal entry.
    PostalInformal,
    /// A person must look.
    Review,
    /// May not enter.
    Prohibited,
}

impl Route {
    /// All routes, in the order they are offered.
    pub const ALL: [Self; 9] = [
        Self::Review,
        Self::Prohibited,
        Self::Section321,
        Self::Gift,
        Self::Accompanied,
        Self::InformationalMaterials,
        Self::Informal,
        Self::PostalInformal,
        Self::Formal,
    ];

    /// As it is written in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Section321 => "section-321",
            Self::Gift => "gift",
            Self::Accompanied => "accompanied",
            Self::InformationalMaterials => "informational-materials",
            Self::Informal => "informal",
            Self::Formal => "formal",
            Self::PostalInformal => "postal-informal",
            Self::Review => "review",
            Self::Prohibited => "prohibited",
        }
    }
}

/// A limb of 19 USC 1321(a)(2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub enum Limb {
    /// Bona fide gifts.
    #[serde(rename = "1321(a)(2)(A)")]
    A,
    /// Articles accompanying a traveler.
    #[serde(rename = "1321(a)(2)(B)")]
    B,
    /// Any other case.
    #[serde(rename = "1321(a)(2)(C)")]
    C,
}

/// One test on one shipment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TestResult {
    /// `value-ceiling`, `person-day-aggregate` …
    pub id: String,
    /// How it came out.
    pub outcome: Outcome,
    /// One plain sentence, with the figures.
    pub because: String,
    /// The law the test rests on.
    pub citations: Vec<Citation>,
    /// The figures, by name, as text.
    pub facts: BTreeMap<String, String>,
}

/// How a test came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Nothing in the way.
    Pass,
    /// In the way.
    Fail,
    /// A person must look.
    Review,
    /// Does not concern this shipment.
    NotApplicable,
}

/// Something to know that changes no route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Advisory {
    /// `agency:FDA`, `near-limit`, `record` …
    pub about: String,
    /// One plain sentence.
    pub because: String,
    /// The law behind it.
    pub citations: Vec<Citation>,
}

/// The one person whose day was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonCounted {
    /// Name, as received on the shipment that was decided.
    pub name: String,
    /// Stable over runs: the same person, the same key.
    pub key: String,
    /// The shipments counted on that day, this one included.
    pub shipments: Vec<String>,
}

/// Which law decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RulebookStamp {
    /// Content hash and edition of the rulebook.
    pub version: String,
    /// Somebody checked that nothing changed up to this day.
    pub verified_through: chrono::NaiveDate,
}

/// The answer to a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Decisions {
    /// Which law decided.
    pub rulebook: RulebookStamp,
    /// One decision per shipment, in the order of the input.
    pub decisions: Vec<Decision>,
}
