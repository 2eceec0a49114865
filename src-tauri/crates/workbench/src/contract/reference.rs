//! What crosses for the reference screen: the tree, duty over time, editions compared, product lists, landed cost.

use super::ShipmentName;
use chrono::NaiveDate;
use customs::money::{exact, exact_option};
use customs::{Citation, Confidence, Decimal, DutyResult, Quantity};
use serde::{Deserialize, Serialize};
use tariff::{ChangeCount, EditionInfo, LineChange};
use ts_rs::TS;

/// See `tariff_browse`: the chapters, a chapter's headings, or what stands under a row.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct TariffBrowseArgs {
    /// The day whose edition is meant.
    pub on: NaiveDate,
    /// Two digits.
    #[serde(default)]
    pub chapter: Option<String>,
    /// A row of that edition; goes before the chapter.
    #[serde(default)]
    pub row: Option<u32>,
}

/// See `tariff_line`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct TariffLineArgs {
    /// The number.
    pub hts: String,
    /// The day.
    pub on: NaiveDate,
    /// Country of origin, for the layers of duty.
    #[serde(default)]
    pub origin: Option<String>,
    /// Entered value, for the layers of duty.
    #[serde(default, with = "exact_option")]
    #[ts(type = "string | null")]
    pub value: Option<Decimal>,
    /// Quantities, where the rate counts by the piece or the kilogram.
    #[serde(default)]
    pub quantities: Option<Vec<Quantity>>,
    /// The special program that is claimed.
    #[serde(default)]
    pub program: Option<String>,
}

/// A line of the tariff, and what is owed on it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TariffLineAnswer {
    /// The line.
    pub line: tariff::TariffLine,
    /// Duty and fees, where an origin was given.
    pub duty: Option<DutyResult>,
    /// Which other agencies are concerned with goods of this number.
    pub agencies: AgencyFlags,
}

/// What other agencies want to know about goods of a number.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct AgencyFlags {
    /// The day of CBP's report these are from; `null` where none is loaded and the rulebook's own headings speak.
    pub report: Option<NaiveDate>,
    /// Whether that report knows the number at all.
    pub known: bool,
    /// The flags.
    pub flags: Vec<AgencyFlag>,
}

/// One flag of an agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AgencyFlag {
    /// CBP's code, such as `FD2`; empty where the rulebook's own headings speak.
    pub code: String,
    /// The agency.
    pub agency: String,
    /// What about, in words.
    pub about: String,
    /// Whether data must be given; else it may be.
    pub required: bool,
    /// How sure we are.
    pub confidence: Confidence,
}

/// See `duty_over_time`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct DutyOverTimeArgs {
    /// The number.
    pub hts: String,
    /// Country of origin.
    pub origin: String,
    /// Entered value.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub value: Decimal,
    /// Quantities, where the rate counts by the piece or the kilogram.
    #[serde(default)]
    pub quantities: Option<Vec<Quantity>>,
    /// The special program that is claimed.
    #[serde(default)]
    pub program: Option<String>,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// A loaded edition with what its import checked.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EditionLoaded {
    /// The edition.
    pub edition: EditionInfo,
    /// What was checked.
    pub checks: Vec<EditionCheck>,
    /// The official edition before it, to compare with.
    pub before: Option<String>,
}

/// See `edition_checks`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct EditionArgs {
    /// The edition's name.
    pub name: String,
}

/// One check of an imported edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EditionCheck {
    /// What was checked.
    pub title: String,
    /// Whether nothing was found that a person should look at.
    pub sound: bool,
    /// What was found, in a sentence.
    pub sentence: String,
    /// Row by row, where there is something to look at.
    pub rows: Vec<String>,
}

/// See `edition_differences`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct EditionDifferencesArgs {
    /// Name of the earlier edition.
    pub earlier: String,
    /// Name of the later edition.
    pub later: String,
    /// Only what this client uses.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub client_id: Option<i64>,
}

/// What changes between two editions for the numbers the desk uses.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EditionDifferences {
    /// Name of the earlier edition.
    pub earlier: String,
    /// Name of the later edition.
    pub later: String,
    /// Of the ten-digit numbers of the whole schedule; the headings of chapter 99 are not among them.
    pub whole: ChangeCount,
    /// Different ten-digit numbers in use that were looked at.
    pub looked_at: u64,
    /// What changes, and for whom.
    pub changes: Vec<UsedChange>,
    /// What stands in lines and is no tariff number.
    pub unread: Vec<String>,
}

/// A change of a number that is in use.
#[derive(Clone, Debug, Serialize, TS)]
pub struct UsedChange {
    /// What changes.
    pub change: LineChange,
    /// Where the number is used.
    pub uses: Vec<NumberUse>,
}

/// Where a number is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NumberUse {
    /// The client.
    pub client: String,
    /// The client's number.
    #[ts(type = "number")]
    pub client_id: i64,
    /// Shipments with such a line.
    pub shipments: u64,
    /// The bill of one of them.
    pub bill: String,
    /// Products of the client's list that carry the number.
    pub products: u64,
    /// The stock number of one of them.
    pub sku: String,
    /// How that shipment, or else that product, describes the goods.
    pub goods: String,
}

/// See `import_program_list`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct ImportListArgs {
    /// From `FileTicket`.
    pub ticket: String,
    /// Which list it is, where the file's name does not tell.
    #[serde(default)]
    pub list: Option<String>,
}

/// What one shipment costs, entered one way or another.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LandedCost {
    /// The entry date that was taken: today.
    pub on: NaiveDate,
    /// Entered value of the goods, whole dollars per line.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub goods: Decimal,
    /// The ways to enter it, the lawful ones first and of these the cheapest first.
    pub ways: Vec<LandedWay>,
    /// What passing free under Section 321 saves, or would save: duty and fees of the informal entry.
    #[serde(with = "exact_option")]
    #[ts(type = "string | null")]
    pub saved: Option<Decimal>,
    /// The saving in a sentence.
    pub saving: String,
    /// Its lines as they are computed, to look them up.
    pub lines: Vec<LandedLine>,
    /// What was taken for granted.
    pub assumptions: Vec<String>,
    /// Why there is no sum: in words.
    pub error: Option<String>,
}

/// A line of goods as the tariff sees it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LandedLine {
    /// Its place in the shipment, from 0.
    pub index: u64,
    /// The merchant's words.
    pub goods: String,
    /// Its number, as stored.
    pub hts: String,
    /// Its country of origin.
    pub origin: String,
    /// Duty of the line, where it can be computed.
    #[serde(with = "exact_option")]
    #[ts(type = "string | null")]
    pub duty: Option<Decimal>,
}

/// One way to enter a shipment, or it with others.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LandedWay {
    /// `free`, `alone-informal`, `alone-formal`, `each-alone`, `together`.
    pub id: String,
    /// In words.
    pub title: String,
    /// The shipments it is about.
    pub shipments: Vec<ShipmentName>,
    /// How many entries are made.
    pub entries: u64,
    /// CBP entry type; none where no entry is made.
    pub entry_type: Option<String>,
    /// Entered value.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub value: Decimal,
    /// Duty.
    #[serde(with = "exact_option")]
    #[ts(type = "string | null")]
    pub duty: Option<Decimal>,
    /// Fees.
    #[serde(with = "exact_option")]
    #[ts(type = "string | null")]
    pub fees: Option<Decimal>,
    /// Value, duty and fees.
    #[serde(with = "exact_option")]
    #[ts(type = "string | null")]
    pub landed: Option<Decimal>,
    /// Whether the law allows it for these goods.
    pub lawful: bool,
    /// The cheapest of the lawful ways that cover the same goods.
    pub cheapest: bool,
    /// Why it is not lawful, or what to know about it.
    pub note: Option<String>,
    /// The law of that.
    pub citations: Vec<Citation>,
}
