//! Entries: planned, made, built again, filled by hand.

use super::ShipmentName;
use crate::prepare::{Grouping, Lack};
use chrono::NaiveDate;
use customs::{EntryState, EntryStep, EntrySummary, NamedAddress};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How entries are made.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct EntryOptions {
    /// Entry date; absent: each shipment's day of arrival.
    #[serde(default)]
    pub entry_date: Option<NaiveDate>,
    /// What goes on one entry; absent: each shipment alone.
    #[serde(default)]
    pub grouping: Option<Grouping>,
    /// Lines of one tariff number and origin are put together.
    #[serde(default)]
    pub merge_lines: Option<bool>,
    /// What passes free gets a type 86 entry, where that was open on its day.
    #[serde(default)]
    pub low_value: Option<bool>,
    /// Importing carrier, block 8.
    #[serde(default)]
    pub carrier: Option<String>,
    /// Master bill, block 12.
    #[serde(default)]
    pub master_bill: Option<String>,
    /// Packages of each house bill, block 34B; absent: the block stays open.
    #[serde(default)]
    pub packages_per_bill: Option<u32>,
    /// What kind of packages they are: `CTN`; absent: `PKG`.
    #[serde(default)]
    pub package_kind: Option<String>,
    /// Buyer and seller are related, block 36C; absent: the block stays open.
    #[serde(default)]
    pub related: Option<bool>,
}

/// See `entries_plan`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct EntriesPlanArgs {
    /// The shipments.
    pub shipment_ids: Vec<i64>,
    /// How.
    #[serde(flatten)]
    pub options: EntryOptions,
}

/// See `entries_make`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct EntriesMakeArgs {
    /// The shipments.
    pub shipment_ids: Vec<i64>,
    /// How.
    #[serde(flatten)]
    pub options: EntryOptions,
}

/// What entries would be made.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EntriesPlan {
    /// One per entry.
    pub entries: Vec<PlannedEntry>,
    /// Shipments that cannot be entered, and why.
    pub refused: Vec<Refusal>,
    /// What a broker must know about this way of entering them.
    pub warnings: Vec<String>,
    /// The same shipments entered one way or another, side by side.
    pub ways: Vec<PlanWay>,
    /// The way that was planned, in a sentence.
    pub note: String,
}

/// A way to enter the same shipments, with its sums.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PlanWay {
    /// What goes on one entry.
    pub grouping: Grouping,
    /// Entries it takes.
    pub entries: u64,
    /// Of them, formal ones.
    pub formal: u64,
    /// Whole dollars.
    pub entered_value: String,
    /// Dollars and cents.
    pub duty: String,
    /// Dollars and cents.
    pub fees: String,
    /// Dollars and cents.
    pub total: String,
}

/// An entry that would be made.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PlannedEntry {
    /// The shipments it covers.
    pub shipment_ids: Vec<i64>,
    /// House bill of the first.
    pub bill: String,
    /// Entry type.
    pub entry_type: String,
    /// Why it is of that type, where joining or a limit decided.
    pub because: Vec<String>,
    /// The recipient, or how many there are.
    pub recipient: String,
    /// Lines.
    pub lines: u64,
    /// Lines of the shipments that make them up.
    pub shipment_lines: u64,
    /// Whole dollars.
    pub entered_value: String,
    /// Dollars and cents.
    pub duty: String,
    /// Dollars and cents.
    pub fees: String,
    /// Dollars and cents.
    pub total: String,
    /// What the form lacks, block by block.
    pub lacks: Vec<Lack>,
    /// What was taken for granted.
    pub assumptions: Vec<String>,
}

/// A shipment that cannot be entered, and why.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Refusal {
    /// The desk's number.
    pub id: i64,
    /// House bill.
    pub bill: String,
    /// The reason, in a sentence.
    pub why: String,
}

/// Everything about one entry.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EntryDetail {
    /// What the form shows.
    pub summary: EntrySummary,
    /// Whose it is.
    pub client_id: i64,
    /// The client's name.
    pub client: String,
    /// Where it stands.
    pub state: EntryState,
    /// A shipment of it was decided anew since.
    pub stale: bool,
    /// What the form lacks, block by block.
    pub lacks: Vec<Lack>,
    /// The shipments it covers.
    pub shipments: Vec<ShipmentName>,
    /// What happened to it.
    pub history: Vec<desk::JournalEvent>,
    /// Where it can go from here.
    pub next_states: Vec<EntryState>,
    /// The steps it took, oldest first.
    pub steps: Vec<EntryStep>,
    /// The entry summary can be recorded as filed.
    pub awaits_summary: bool,
    /// What is due on it, met or not.
    pub deadlines: Vec<rulebook::Due>,
    /// Notes on it, newest first.
    pub notes: Vec<desk::NoteRow>,
    /// The local day.
    pub today: NaiveDate,
}

/// See `entry_save`: the blocks a person fills by hand. Figures are the desk's own.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct EntrySaveArgs {
    /// The entry.
    pub number: String,
    /// Block 2, after the type: `ABI/A`.
    pub abi_status: String,
    /// Block 4.
    pub surety: String,
    /// Block 5.
    pub bond_type: String,
    /// Block 6.
    pub port: String,
    /// Block 8.
    pub carrier: String,
    /// Block 12, master first.
    pub bills: Vec<String>,
    /// Block 13.
    pub manufacturer_id: String,
    /// Block 15.
    pub export_date: Option<NaiveDate>,
    /// Block 16.
    pub it_number: String,
    /// Block 17.
    pub it_date: Option<NaiveDate>,
    /// Block 18.
    pub missing_documents: String,
    /// Block 19.
    pub foreign_port: String,
    /// Block 20.
    pub port_of_unlading: String,
    /// Block 21; absent: as it was.
    #[serde(default)]
    pub melt_and_pour: Option<String>,
    /// Block 22; absent: as it was.
    #[serde(default)]
    pub primary_smelt: Option<String>,
    /// Block 23; absent: as it was.
    #[serde(default)]
    pub secondary_smelt: Option<String>,
    /// Block 24; absent: as it was.
    #[serde(default)]
    pub country_of_cast: Option<String>,
    /// Block 25.
    pub location: String,
    /// Block 26.
    pub consignee_number: String,
    /// Block 28.
    pub reference_number: String,
    /// Block 29.
    pub consignee: NamedAddress,
    /// Block 47.
    pub file_number: String,
    /// Blocks of single lines; lines that are not named stay as they were.
    #[serde(default)]
    pub line_blocks: Option<Vec<LineBlocks>>,
}

/// The blocks of a line that a person fills by hand.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct LineBlocks {
    /// The line, block 31.
    pub number: u32,
    /// The line's own maker, where block 13 says MULTI or nothing.
    pub manufacturer_id: String,
    /// Block 34B: `84 CTN`.
    pub manifest_quantity: String,
    /// Block 35, one for each unit the tariff asks for, in its order.
    pub quantities: Vec<String>,
    /// Block 36B, whole dollars; empty: none.
    pub charges: String,
    /// Block 36C.
    pub related: Option<bool>,
}

/// See `block_check`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct BlockCheckArgs {
    /// Which field: `bills`, `manufacturer_id`, `port`, `country`, `hts` …
    pub field: String,
    /// What was typed.
    pub text: String,
    /// How the goods travel, which decides what a bill looks like.
    #[serde(default)]
    pub mode: Option<customs::Mode>,
}

/// What was typed into a block, held against its rule.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BlockCheck {
    /// As it will be kept.
    pub kept: String,
    /// What is wrong with it, in a sentence.
    pub wrong: Option<String>,
}
