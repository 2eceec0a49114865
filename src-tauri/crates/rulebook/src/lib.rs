//! The law as data: load, check and look up by date.
//!
//! The text of the book is in `assets/rulebook`, one topic a file, readable by a lawyer. This crate turns it into
//! typed timelines ([`Param`], [`Epoch`]), indexes of goods by tariff prefix and word ([`Goods`]), and the topics of
//! the rulebook screen ([`timeline`]). It holds no figure of law itself, and does no I/O.

pub mod amount;
pub mod calendar;
mod check;
pub mod deadlines;
mod error;
mod fast;
pub mod firm_rules;
pub mod goods;
mod load;
pub mod overlay;
pub mod param;
pub mod pga;
pub mod pga_report;
mod raw;
mod topics;
pub mod words;

pub use amount::Micros;
pub use calendar::Calendar;
pub use deadlines::{DeadlineRule, Due, EntryFacts};
pub use error::RulebookError;
pub use fast::FastMap;
pub use firm_rules::{FirmRuleFault, FirmRules};
pub use goods::{Agency, AgencyWhen, EntryRule, Goods, Outside, Requires, Restriction};
pub use overlay::Overlay;
pub use param::{Epoch, Param, Period, Status, Value};
pub use pga::PgaTable;
pub use pga_report::{PgaFault, PgaSummary};
pub use topics::{InForce, TimelinePeriod, TimelineTopic, in_force, timeline};

use chrono::NaiveDate;
use customs::Citation;
use customs::decision::RulebookStamp;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The files of the built-in book, by name.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("book.toml", include_str!("../../../../assets/rulebook/book.toml")),
    ("citations.toml", include_str!("../../../../assets/rulebook/citations.toml")),
    ("tests.toml", include_str!("../../../../assets/rulebook/tests.toml")),
    ("entry-types.toml", include_str!("../../../../assets/rulebook/entry-types.toml")),
    ("commercial-ceiling.toml", include_str!("../../../../assets/rulebook/commercial-ceiling.toml")),
    ("gift-ceiling.toml", include_str!("../../../../assets/rulebook/gift-ceiling.toml")),
    ("gift-ceiling-insular.toml", include_str!("../../../../assets/rulebook/gift-ceiling-insular.toml")),
    ("accompanied-ceiling.toml", include_str!("../../../../assets/rulebook/accompanied-ceiling.toml")),
    ("exemption-general.toml", include_str!("../../../../assets/rulebook/exemption-general.toml")),
    ("exemption-china.toml", include_str!("../../../../assets/rulebook/exemption-china.toml")),
    ("outside-suspension.toml", include_str!("../../../../assets/rulebook/outside-suspension.toml")),
    ("informal-limit.toml", include_str!("../../../../assets/rulebook/informal-limit.toml")),
    ("chapter-99-limit.toml", include_str!("../../../../assets/rulebook/chapter-99-limit.toml")),
    ("entry-type-86.toml", include_str!("../../../../assets/rulebook/entry-type-86.toml")),
    ("postal-lane.toml", include_str!("../../../../assets/rulebook/postal-lane.toml")),
    ("importer-of-record.toml", include_str!("../../../../assets/rulebook/importer-of-record.toml")),
    ("disclosed-owner.toml", include_str!("../../../../assets/rulebook/disclosed-owner.toml")),
    ("restricted-goods.toml", include_str!("../../../../assets/rulebook/restricted-goods.toml")),
    ("agencies.toml", include_str!("../../../../assets/rulebook/agencies.toml")),
    ("embargoes.toml", include_str!("../../../../assets/rulebook/embargoes.toml")),
    ("description.toml", include_str!("../../../../assets/rulebook/description.toml")),
    ("number-and-words.toml", include_str!("../../../../assets/rulebook/number-and-words.toml")),
    ("fictitious-names.toml", include_str!("../../../../assets/rulebook/fictitious-names.toml")),
    ("screening.toml", include_str!("../../../../assets/rulebook/screening.toml")),
    ("retention.toml", include_str!("../../../../assets/rulebook/retention.toml")),
    ("retention-low-value.toml", include_str!("../../../../assets/rulebook/retention-low-value.toml")),
    ("retention-informal-consignee.toml", include_str!("../../../../assets/rulebook/retention-informal-consignee.toml")),
    ("retention-packing-list.toml", include_str!("../../../../assets/rulebook/retention-packing-list.toml")),
    ("record-demand.toml", include_str!("../../../../assets/rulebook/record-demand.toml")),
    ("importer-inactive.toml", include_str!("../../../../assets/rulebook/importer-inactive.toml")),
    ("bond-formal.toml", include_str!("../../../../assets/rulebook/bond-formal.toml")),
    ("bond-informal.toml", include_str!("../../../../assets/rulebook/bond-informal.toml")),
    ("power-of-attorney.toml", include_str!("../../../../assets/rulebook/power-of-attorney.toml")),
    ("power-limited.toml", include_str!("../../../../assets/rulebook/power-limited.toml")),
    ("power-agent.toml", include_str!("../../../../assets/rulebook/power-agent.toml")),
    ("poa-partnership.toml", include_str!("../../../../assets/rulebook/poa-partnership.toml")),
    ("exchange-difference.toml", include_str!("../../../../assets/rulebook/exchange-difference.toml")),
    ("breach-notice.toml", include_str!("../../../../assets/rulebook/breach-notice.toml")),
    ("holidays.toml", include_str!("../../../../assets/rulebook/holidays.toml")),
    ("deadlines.toml", include_str!("../../../../assets/rulebook/deadlines.toml")),
];

/// The law, checked and ready to be asked.
#[derive(Clone, Debug)]
pub struct Rulebook {
    edition: String,
    hash: String,
    verified_through: NaiveDate,
    verified_note: String,
    pub(crate) params: Vec<param::Timeline>,
    pub(crate) others: Vec<param::Timeline>,
    pub(crate) epochs: Vec<param::EpochRow>,
    pub(crate) tests: Vec<TestRule>,
    pub(crate) goods: Goods,
    pub(crate) screening: Screening,
    fictitious: FastMap<String, ()>,
    entries: BTreeMap<String, EntryRule>,
    pub(crate) calendar: Calendar,
    pub(crate) deadlines: Vec<DeadlineRule>,
    pub(crate) overlay: Option<Overlay>,
    pga: Option<PgaTable>,
    citations: BTreeMap<String, Citation>,
}

/// A test: what it asks, and the law it rests on.
#[derive(Clone, Debug)]
pub struct TestRule {
    /// `value-ceiling` …
    pub id: String,
    /// The question, in words.
    pub asks: String,
    /// Citations of the test itself; the dated values it uses bring their own.
    pub citations: Vec<Citation>,
}

/// The desk's own thresholds for repeats, lots and identities.
#[derive(Clone, Debug)]
pub struct Screening {
    /// Share of the ceiling, in tenths of a percent, from which a value is near it.
    pub near_limit_permille: i64,
    /// Days within which repeats are looked at together.
    pub window_days: i32,
    /// Points for two near-limit shipments in the window.
    pub near_limit_two: u32,
    /// Points for three or more.
    pub near_limit_three: u32,
    /// Points for tracking numbers in sequence.
    pub sequential_tracking: u32,
    /// Points for three or more identical lots.
    pub identical_goods_three: u32,
    /// Points from which a person must look.
    pub review_at: u32,
    /// Points from which it is mentioned.
    pub advise_at: u32,
    /// Different names at one address on one day from which a person must look.
    pub names_at_one_address: usize,
    /// Different names with one e-mail or telephone on one day from which a person must look.
    pub names_on_one_contact: usize,
    /// Names on one e-mail or telephone beyond which it joins only equal names.
    pub contact_join_limit: usize,
    /// What the thresholds rest on.
    pub citations: Vec<Citation>,
}

impl Rulebook {
    /// The book that ships with the product.
    pub fn built_in() -> Result<Self, RulebookError> {
        Self::load(BUILT_IN)
    }

    /// Loads and checks a book from its files, each a name and its TOML text.
    ///
    /// # Errors
    /// The first fault found, with file, line and what is wrong: TOML that does not parse, an unknown field, a gap or
    /// overlap in a timeline, a citation that is missing or never used, an unknown country, a tariff prefix that is
    /// none, two exceptions that both apply.
    pub fn load(files: &[(&str, &str)]) -> Result<Self, RulebookError> {
        let mut book = load::load(files)?;
        let mut hasher = Sha256::new();
        let mut sorted: Vec<_> = files.iter().collect();
        sorted.sort_unstable();
        for (name, text) in sorted {
            hasher.update(name.as_bytes());
            hasher.update([0]);
            hasher.update(text.as_bytes());
            hasher.update([0]);
        }
        book.hash = short_hash(hasher);
        Ok(book)
    }

    /// The same book with the firm's overlay on top.
    ///
    /// # Errors
    /// What is wrong with the overlay, by file and line; a limit looser than the law's is one of the faults.
    pub fn with_overlay(mut self, file: &str, text: &str) -> Result<Self, RulebookError> {
        let overlay = overlay::read(file, text, self.highest_ceiling())?;
        let mut hasher = Sha256::new();
        hasher.update(self.hash.as_bytes());
        hasher.update(text.as_bytes());
        self.hash = short_hash(hasher);
        self.overlay = Some(overlay);
        Ok(self)
    }

    /// The same book with CBP's own table of agency flags, which outranks the prefixes of the book.
    pub fn with_pga_table(mut self, table: PgaTable) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(self.hash.as_bytes());
        hasher.update(table.edition().as_bytes());
        for (number, flags) in table.in_order() {
            hasher.update(number.to_le_bytes());
            hasher.update(flags.join(",").as_bytes());
            hasher.update([0]);
        }
        self.hash = short_hash(hasher);
        self.pga = Some(table);
        self
    }

    /// Edition, content hash and how far the law was checked: carried to every decision.
    pub fn stamp(&self) -> RulebookStamp {
        let firm = self.overlay.as_ref().map_or(String::new(), |o| format!(" with {}", o.firm));
        RulebookStamp { version: format!("{} {}{firm}", self.edition, self.hash), verified_through: self.verified_through }
    }

    /// How the book was checked, in a sentence or two.
    pub fn verified_note(&self) -> &str {
        &self.verified_note
    }

    /// The stretch of time, with one law throughout, that holds this Eastern moment.
    pub fn epoch(&self, at: chrono::NaiveDateTime) -> Epoch {
        let after = self.epochs.partition_point(|row| row.from <= at);
        Epoch(u16::try_from(after).unwrap_or(u16::MAX))
    }

    /// The period of a parameter in an epoch; `None` before the book begins.
    pub fn period(&self, param: Param, epoch: Epoch) -> Option<&Period> {
        let row = self.epochs.get(usize::from(epoch.0).checked_sub(1)?)?;
        self.params[param as usize].periods.get(usize::from(row.periods[param as usize]))
    }

    /// The moment from which a parameter has had the value of this period without a break.
    pub fn unbroken_since(&self, param: Param, period: &Period) -> chrono::NaiveDateTime {
        let mut since = period.from;
        for earlier in self.params[param as usize].periods.iter().rev().skip_while(|p| p.from >= period.from) {
            if earlier.value != period.value {
                break;
            }
            since = earlier.from;
        }
        since
    }

    /// The origins, tariff prefixes or the like a parameter is limited to; empty when it is for all.
    pub fn scope(&self, param: Param) -> &[String] {
        &self.params[param as usize].scope
    }

    /// A dated count of the book outside the decisions: `retention`, `record-demand`, … on a day.
    pub fn count(&self, topic: &str, day: NaiveDate) -> Option<(u32, &Period)> {
        let at = day.and_hms_opt(0, 0, 0)?;
        let timeline = self.others.iter().find(|t| t.topic == topic)?;
        let period = timeline.periods.iter().find(|p| p.holds(at))?;
        period.text.parse().ok().map(|n| (n, period))
    }

    /// A dated word of the book outside the decisions: `bond-formal`, … on a day.
    pub fn word(&self, topic: &str, day: NaiveDate) -> Option<&Period> {
        let at = day.and_hms_opt(0, 0, 0)?;
        self.others.iter().find(|t| t.topic == topic)?.periods.iter().find(|p| p.holds(at))
    }

    /// What each test asks, in the order of the report.
    pub fn tests(&self) -> &[TestRule] {
        &self.tests
    }

    /// Restricted goods, agencies, vague words.
    pub fn goods(&self) -> &Goods {
        &self.goods
    }

    /// Thresholds for repeats, lots and identities.
    pub fn screening(&self) -> &Screening {
        &self.screening
    }

    /// Whether a name, folded to upper-case words, is an invention CBP has met.
    pub fn is_fictitious(&self, folded: &str) -> bool {
        self.fictitious.contains_key(folded)
    }

    /// An entry type by its purpose: `informal`, `formal`, `antidumping` …
    pub fn entry(&self, purpose: &str) -> Option<&EntryRule> {
        self.entries.get(purpose)
    }

    /// The firm's overlay, where there is one.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// CBP's table of agency flags, where it was loaded.
    pub fn pga(&self) -> Option<&PgaTable> {
        self.pga.as_ref()
    }

    /// Every source of the book.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.citations.values()
    }
}

fn short_hash(hasher: Sha256) -> String {
    hasher.finalize().iter().take(6).map(|b| format!("{b:02x}")).collect()
}
