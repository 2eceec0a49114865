//! Dated values: half-open periods, and the epochs within which nothing changes.

use crate::amount::Micros;
use chrono::NaiveDateTime;
use customs::{Citation, Confidence};
use rust_decimal::Decimal;

/// The dated values a decision uses. The topic of each is a file of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Param {
    /// Ceiling of limb (C).
    Commercial,
    /// Ceiling of limb (A).
    Gift,
    /// Ceiling of limb (A) from the insular possessions.
    GiftInsular,
    /// Ceiling of limb (B).
    Accompanied,
    /// Limb (C), every origin.
    General,
    /// Limb (C), the origins in its scope.
    China,
    /// Limit of the informal entry.
    Informal,
    /// Limit for Chapter 99 articles.
    ChapterNinetyNine,
    /// Entry type 86.
    TypeEightySix,
    /// Lanes for mail.
    PostalLane,
    /// U.S. importers only.
    ImporterOfRecord,
    /// A disclosed owner counts as the person.
    DisclosedOwner,
}

impl Param {
    /// All, in order.
    pub const ALL: [Self; 12] = [
        Self::Commercial,
        Self::Gift,
        Self::GiftInsular,
        Self::Accompanied,
        Self::General,
        Self::China,
        Self::Informal,
        Self::ChapterNinetyNine,
        Self::TypeEightySix,
        Self::PostalLane,
        Self::ImporterOfRecord,
        Self::DisclosedOwner,
    ];

    /// The topic that holds it.
    pub fn topic(self) -> &'static str {
        match self {
            Self::Commercial => "commercial-ceiling",
            Self::Gift => "gift-ceiling",
            Self::GiftInsular => "gift-ceiling-insular",
            Self::Accompanied => "accompanied-ceiling",
            Self::General => "exemption-general",
            Self::China => "exemption-china",
            Self::Informal => "informal-limit",
            Self::ChapterNinetyNine => "chapter-99-limit",
            Self::TypeEightySix => "entry-type-86",
            Self::PostalLane => "postal-lane",
            Self::ImporterOfRecord => "importer-of-record",
            Self::DisclosedOwner => "disclosed-owner",
        }
    }
}

/// A value of law for a time.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// U.S. dollars; `None` where there is no limit, or no exemption.
    Money(Option<Decimal>),
    /// In force or not.
    Status(Status),
    /// A lane, a count: as written.
    Text(String),
}

/// Whether something may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It may.
    InForce,
    /// It was not open, yet or any more.
    Closed,
    /// The sources do not say from which hour.
    Uncertain,
    /// Suspended.
    Suspended,
    /// Struck from the law.
    Repealed,
}

/// A value with its half-open period, its source and how sure we are.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// First moment, Eastern time.
    pub from: NaiveDateTime,
    /// First moment after it; `None` while no end is known.
    pub to: Option<NaiveDateTime>,
    /// The value.
    pub value: Value,
    /// The value as it is written in the book.
    pub text: String,
    /// A money value in millionths.
    pub micros: Option<Micros>,
    /// Where it comes from.
    pub citations: Vec<Citation>,
    /// How sure we are of value and period.
    pub confidence: Confidence,
    /// What else should be known.
    pub note: String,
}

impl Period {
    /// Whether the moment lies in it.
    pub fn holds(&self, at: NaiveDateTime) -> bool {
        self.from <= at && self.to.is_none_or(|to| at < to)
    }

    /// The status, where the value is one.
    pub fn status(&self) -> Option<Status> {
        if let Value::Status(status) = self.value { Some(status) } else { None }
    }
}

/// A topic's periods, in order and without gaps.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The topic.
    pub topic: String,
    /// What it is called.
    pub title: String,
    /// What it governs.
    pub governs: String,
    /// The origins or prefixes it is limited to.
    pub scope: Vec<String>,
    /// The periods.
    pub periods: Vec<Period>,
}

/// A stretch of time in which no parameter changes; `Epoch(0)` lies before the book begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Epoch(pub u16);

/// The periods in force in one epoch, by parameter; `NONE` where there is none.
#[derive(Clone, Debug)]
pub(crate) struct EpochRow {
    pub from: NaiveDateTime,
    pub periods: [u8; Param::ALL.len()],
}

/// No period.
const NONE: u8 = u8::MAX;

/// Cuts time at every switch of every parameter.
pub(crate) fn epochs(params: &[Timeline]) -> Vec<EpochRow> {
    let mut cuts: Vec<NaiveDateTime> = params.iter().flat_map(|t| t.periods.iter().flat_map(|p| [Some(p.from), p.to])).flatten().collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts.into_iter()
        .map(|from| {
            let mut periods = [NONE; Param::ALL.len()];
            for (slot, timeline) in periods.iter_mut().zip(params) {
                *slot = timeline.periods.iter().position(|p| p.holds(from)).and_then(|i| u8::try_from(i).ok()).unwrap_or(NONE);
            }
            EpochRow { from, periods }
        })
        .collect()
}
