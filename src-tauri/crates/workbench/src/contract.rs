//! What crosses between a shell and the workbench. Types that the desk, the intake or the law already have are used as they are.

use chrono::{DateTime, NaiveDate, Utc};
use customs::decision::RulebookStamp;
use customs::money::exact_option;
use customs::{Arrival, Citation, Client, Confidence, Decimal, Decision, DutyResult, EntryState, Firm, Mode, Route, Shipment};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

mod audit;
mod deciding;
mod reference;
mod safety;
pub use audit::*;
mod retention;
pub use deciding::*;
pub use retention::*;
mod entries;
pub use entries::*;
mod catair;
pub use catair::*;
mod status;
pub use status::*;
mod exports;
pub use exports::*;
pub use reference::*;
pub use safety::*;
mod documents;
pub use documents::*;
mod firm;
pub use firm::*;
mod intake_desk;
pub use intake_desk::*;
mod products;
pub use products::*;
mod rates;
pub use rates::*;
mod papers;
pub use papers::*;
mod typed;
pub use typed::*;
mod following;
pub use following::*;

/// No arguments, or no answer beyond "done".
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// How far a job has come.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Steps in all; 0 where not known yet.
    pub total: u64,
    /// What is happening.
    pub words: String,
}

/// One sentence for a person.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Sentence {
    /// The sentence.
    pub sentence: String,
}

/// Where the desk stands.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Status {
    /// The desk file.
    pub desk_path: String,
    /// The brokerage.
    pub firm: Firm,
    /// Which law decides.
    pub rulebook: RulebookStamp,
    /// What "verified through" rests on, and the gap since.
    pub verified_note: String,
    /// The journal's head.
    pub journal: JournalHead,
    /// Stored shipments.
    pub shipments: u64,
    /// Version of the program.
    pub app_version: String,
    /// Version of SQLite inside it.
    pub sqlite_version: String,
    /// Where documents are written.
    pub output_folder: String,
    /// Whose initials go into the journal.
    pub user: String,
    /// No client and no shipment yet.
    pub empty: bool,
    /// The local day.
    pub today: NaiveDate,
    /// Sample merchant files that ship with the program.
    pub samples: Vec<SampleInfo>,
}

/// The newest event of the journal.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct JournalHead {
    /// Its number; how many events there are.
    pub events: u64,
    /// Its hash.
    pub head: String,
}

/// A sample merchant file.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SampleInfo {
    /// File name.
    pub name: String,
    /// Short title.
    pub title: String,
    /// What it shows.
    pub about: String,
}

/// The Today screen.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TodayOverview {
    /// Figures of the desk.
    pub figures: desk::Overview,
    /// What wants a person, most urgent first.
    pub attention: Vec<Attention>,
    /// What is due on entries.
    pub due: DueList,
}

/// Something that wants a person.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Attention {
    /// `review`, `stop`, `entry`, `poa`, `law`, `setup`.
    pub kind: String,
    /// A few words.
    pub title: String,
    /// What it is about, with the figures.
    pub sentence: String,
    /// The screen that deals with it.
    pub screen: String,
    /// Routes to filter by there.
    pub routes: Vec<Route>,
}

/// See `firm_save`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FirmArgs {
    /// The brokerage.
    pub firm: Firm,
}

/// See `settings_save`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SettingsArgs {
    /// Where documents are written.
    pub output_folder: String,
}

/// See `set_user`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct UserArgs {
    /// Name or initials.
    pub name: String,
}

/// Text to look for.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TextArgs {
    /// The text.
    pub text: String,
}

/// A name.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct NameArgs {
    /// The name.
    pub name: String,
}

/// Something the command palette found.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PaletteHit {
    /// `shipment`, `entry`, `client`, `tariff`.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// What tells it from others.
    pub detail: String,
    /// The screen that shows it.
    pub screen: String,
    /// What to open there.
    pub id: String,
}

/// A country.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CountryName {
    /// ISO alpha-2.
    pub code: String,
    /// English name.
    pub name: String,
}

/// See `client_save`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ClientArgs {
    /// The client; id 0 for a new one.
    pub client: Client,
}

/// A file that was dropped, picked or taken from the samples.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FileTicket {
    /// Names the file in later commands.
    pub ticket: String,
    /// Its name.
    pub name: String,
    /// Its size, bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// A ticket.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TicketArgs {
    /// From `FileTicket`.
    pub ticket: String,
}

/// See `intake_read`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct IntakeReadArgs {
    /// The file.
    pub ticket: String,
    /// The client it came from.
    pub client_id: Option<i64>,
    /// How to read it, where the guess is not right.
    #[serde(default)]
    pub options: intake::ReadOptions,
}

/// A file as it was read; nothing is stored yet.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IntakeView {
    /// The file.
    pub ticket: FileTicket,
    /// What was guessed or chosen about the file.
    pub source: intake::Source,
    /// Its columns and where they go.
    pub columns: Vec<intake::Column>,
    /// What wants a person.
    pub issues: Vec<intake::Issue>,
    /// What was put right, by its reason; the cells are in the preview.
    pub repairs: Vec<RepairKind>,
    /// Shipments read.
    pub shipments: u64,
    /// Shipments without an error.
    pub ready: u64,
    /// Whether every shipment has an arrival of its own.
    pub arrival_in_file: bool,
    /// The options as used.
    pub options: intake::ReadOptions,
    /// The same file was stored before.
    pub known_file: Option<desk::ImportRow>,
    /// Shipments of the file that are stored already, the first two thousand.
    pub known: Vec<KnownShipment>,
    /// How many are stored already.
    pub known_total: u64,
    /// The earlier file whose mapping was taken up.
    pub remembered: Option<RememberedNote>,
    /// What is new against the mapping remembered for this client.
    pub mapping_note: Vec<String>,
    /// Fields a column can go to.
    pub fields: Vec<intake::FieldInfo>,
}

/// See `intake_preview`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PreviewArgs {
    /// The file.
    pub ticket: String,
    /// First row, as the spreadsheet numbers it, from 1.
    pub from: u32,
    /// How many.
    pub count: u32,
}

/// A row of the file, as it stands.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PreviewLine {
    /// Its number in the spreadsheet.
    pub row: u32,
    /// What the row is.
    pub kind: intake::RowKind,
    /// The cells' text.
    pub cells: Vec<String>,
    /// Cells with an issue.
    pub bad: Vec<BadCell>,
    /// Cells that were put right, or filled.
    pub repaired: Vec<RepairedCell>,
    /// Cells that a person corrected: column, and what the file says.
    pub corrected: Vec<(u32, String)>,
}

/// A cell with an issue.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BadCell {
    /// Column, from 0.
    pub column: u32,
    /// Error or warning.
    pub severity: intake::Severity,
}

/// See `intake_store`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct StoreArgs {
    /// The file.
    pub ticket: String,
    /// The client it came from.
    pub client_id: i64,
    /// How to read it.
    #[serde(default)]
    pub options: intake::ReadOptions,
    /// Arrival for shipments whose rows name none.
    #[serde(default)]
    pub arrival: Option<Arrival>,
    /// Port of entry, Schedule D.
    #[serde(default)]
    pub port: Option<String>,
    /// Mode for shipments whose rows name none.
    #[serde(default)]
    pub mode: Option<Mode>,
    /// Country of shipment for rows that name none.
    #[serde(default)]
    pub country_of_shipment: Option<String>,
    /// What becomes of shipments that are on the desk already.
    #[serde(default)]
    pub known: Option<KnownChoices>,
}

/// What was stored.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StoreAnswer {
    /// The import.
    pub import_id: i64,
    /// Shipments stored.
    pub shipments: u64,
    /// How they were decided.
    pub counts: Vec<RouteCount>,
    /// Shipments stored earlier whose decision this file changed.
    pub redecided: u64,
    /// Shipments that were on the desk and took the file's version.
    pub replaced: u64,
    /// Shipments that were on the desk and stayed as they were.
    pub skipped: u64,
}

/// Shipments on a route.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RouteCount {
    /// The route.
    pub route: Route,
    /// How many.
    pub count: u64,
}

/// See `import_undo`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ImportArgs {
    /// The import.
    pub import_id: i64,
}

/// See `shipments_view`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ViewArgs {
    /// What to show, in what order.
    pub query: desk::ShipmentQuery,
}

/// An ordered selection of shipments, to be fetched by windows.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ShipmentsView {
    /// Names the view in `shipments_window`.
    pub view: String,
    /// Shipments in it.
    pub total: u64,
    /// Their retail value, U.S. dollars.
    pub value_usd: String,
    /// Shipments by route, the route filter left aside.
    pub counts: Vec<RouteCount>,
    /// The shipments' numbers in order.
    pub ids: Vec<i64>,
}

/// See `shipments_window`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct WindowArgs {
    /// From `ShipmentsView`.
    pub view: String,
    /// First row, from 0.
    pub from: u64,
    /// How many.
    pub count: u64,
}

/// The desk's number of something.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct IdArgs {
    /// The number.
    pub id: i64,
}

/// Everything about one shipment.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ShipmentDetail {
    /// As in the grid.
    pub row: desk::ShipmentRow,
    /// As stored.
    pub shipment: Shipment,
    /// The decision in force.
    pub decision: Decision,
    /// A few words: why it goes where it goes.
    pub headline: String,
    /// One sentence with the figures.
    pub lead: String,
    /// The day whose law decided.
    pub law_day: Option<NaiveDate>,
    /// The person's parcels that day.
    pub person_day: Option<PersonDay>,
    /// Duty and fees if entered informally, where they can be computed.
    pub estimate: Option<DutyResult>,
    /// Where it came from.
    pub source: SourceNote,
    /// What happened to it.
    pub history: Vec<desk::JournalEvent>,
    /// How many decisions there have been.
    pub decisions: u64,
}

/// One person's parcels on one day.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PersonDay {
    /// Name.
    pub name: String,
    /// The day.
    pub day: NaiveDate,
    /// All parcels together, U.S. dollars.
    #[serde(with = "exact_option")]
    #[ts(type = "string | null")]
    pub total: Option<Decimal>,
    /// The ceiling that day, U.S. dollars, where one is in the law.
    #[serde(with = "exact_option")]
    #[ts(type = "string | null")]
    pub ceiling: Option<Decimal>,
    /// The parcels.
    pub parcels: Vec<Parcel>,
}

/// One parcel of a person's day. Another client's parcel shows its value alone (19 CFR 111.24).
#[derive(Clone, Debug, Serialize, TS)]
pub struct Parcel {
    /// The desk's number; absent for another client's.
    pub id: Option<i64>,
    /// House bill; empty for another client's.
    pub bill: String,
    /// The client, or `another client`.
    pub client: String,
    /// Retail value, U.S. dollars.
    pub value_usd: String,
    /// The shipment that is looked at.
    pub this: bool,
    /// The name as written on that parcel; empty for another client's.
    pub written: String,
}

/// Where a shipment came from.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SourceNote {
    /// The merchant's file.
    pub file_name: String,
    /// Its rows.
    pub rows: Vec<u32>,
    /// The import.
    pub import_id: i64,
}

/// See `shipment_save`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ShipmentSaveArgs {
    /// The desk's number.
    pub id: i64,
    /// The shipment as it shall be.
    pub shipment: Shipment,
}

/// See `what_if`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct WhatIfArgs {
    /// The desk's number.
    pub id: i64,
    /// Another arrival.
    #[serde(default)]
    pub arrival: Option<Arrival>,
    /// Another retail value for the whole shipment, U.S. dollars.
    #[serde(default, with = "exact_option")]
    #[ts(type = "string | null")]
    pub value: Option<Decimal>,
    /// Another origin for all lines.
    #[serde(default)]
    pub origin: Option<String>,
    /// Another mode.
    #[serde(default)]
    pub mode: Option<Mode>,
}

/// The same shipment, as it is and as changed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct WhatIfAnswer {
    /// As it is.
    pub as_is: Decision,
    /// As changed.
    pub changed: Decision,
    /// Tests that come out differently.
    pub differs: Vec<String>,
}

/// See `people`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct PeopleArgs {
    /// Part of a name.
    #[serde(default)]
    pub text: String,
    /// One day only.
    #[serde(default)]
    pub day: Option<NaiveDate>,
}

/// A person with more than one parcel on a day.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PersonRow {
    /// Name, as most often written.
    pub name: String,
    /// Stable key of the person.
    pub key: String,
    /// The day.
    pub day: NaiveDate,
    /// Parcels.
    pub parcels: u64,
    /// Retail value, U.S. dollars.
    pub total: String,
    /// Over the ceiling of that day.
    pub over: bool,
    /// The names as written.
    pub spellings: Vec<String>,
    /// The parcels' numbers.
    pub shipment_ids: Vec<i64>,
}

/// What was made.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EntriesMade {
    /// The new entries.
    pub made: Vec<desk::EntryRow>,
    /// Shipments left out, and why.
    pub refused: Vec<Refusal>,
}

/// See `entries`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct EntriesArgs {
    /// One state only.
    #[serde(default)]
    pub state: Option<EntryState>,
    /// One client only.
    #[serde(default)]
    pub client_id: Option<i64>,
    /// Part of a number, importer or bill.
    #[serde(default)]
    pub text: String,
}

/// An entry number.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct NumberArgs {
    /// `FFF-NNNNNNN-C`.
    pub number: String,
}

/// Entry numbers.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct NumbersArgs {
    /// `FFF-NNNNNNN-C` each.
    pub numbers: Vec<String>,
}

/// A shipment by number and bill.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ShipmentName {
    /// The desk's number.
    pub id: i64,
    /// House bill.
    pub bill: String,
}

/// Pages as they will print.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Preview {
    /// One SVG a page.
    pub pages: Vec<String>,
    /// What cannot be printed as it stands.
    pub issues: Vec<String>,
}

/// A file that was written.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SavedFile {
    /// Where.
    pub path: String,
}

/// See `journal`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct JournalArgs {
    /// How many events at most.
    pub limit: u32,
    /// Only events older than this one.
    #[serde(default)]
    pub before: Option<i64>,
}

/// What verifying the journal found.
#[derive(Clone, Debug, Serialize, TS)]
pub struct JournalVerdict {
    /// Events checked.
    pub events: u64,
    /// The newest hash.
    pub head: String,
    /// Whether all of it holds.
    pub sound: bool,
    /// In words.
    pub sentence: String,
}

/// A day.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DateArgs {
    /// The day.
    pub on: NaiveDate,
}

/// A provision in force on a day.
#[derive(Clone, Debug, Serialize, TS)]
pub struct InForce {
    /// The topic of the rulebook.
    pub topic: String,
    /// What it is called.
    pub title: String,
    /// Its value on the day.
    pub value: String,
    /// First moment, Eastern time.
    pub since: Option<String>,
    /// First moment after it, Eastern time.
    pub until: Option<String>,
    /// The law.
    pub citations: Vec<Citation>,
    /// How sure we are.
    pub confidence: Confidence,
}

/// See `tariff_find`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TariffFindArgs {
    /// A number or words.
    pub text: String,
    /// The day.
    pub on: NaiveDate,
    /// How many at most.
    pub limit: u32,
}

/// A fee on a day.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FeeRow {
    /// CBP class code.
    pub class: String,
    /// What it is called.
    pub name: String,
    /// Its amount or rate, in words.
    pub amount: String,
    /// Since when.
    pub since: String,
    /// The law.
    pub citations: Vec<Citation>,
}

/// A report of agency flags by tariff number, as CBP issues it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PgaReportInfo {
    /// The file it was loaded from.
    pub file: String,
    /// The day of the tariff it is of.
    pub edition: NaiveDate,
    /// Tariff numbers in it.
    pub numbers: u64,
    /// Of them, those with a flag.
    pub flagged: u64,
    /// Every flag that is used, such as `FD2`.
    pub flags: Vec<String>,
    /// Decisions follow this one: the newest by its own day.
    pub in_force: bool,
}

/// The firm's own rules, as stored.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FirmRulesView {
    /// Row by row.
    pub rules: rulebook::FirmRules,
    /// The same as the text that decisions are made by; empty where there is no rule.
    pub text: String,
    /// Which law decides, the firm's rules with it.
    pub rulebook: RulebookStamp,
}

/// See `firm_rules_save`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FirmRulesArgs {
    /// All rules, as they shall be.
    pub rules: rulebook::FirmRules,
}

/// See `rules_dry_run`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DryRunArgs {
    /// The rules to try; nothing is stored.
    pub rules: rulebook::FirmRules,
    /// First day of arrival.
    pub from: NaiveDate,
    /// Last day of arrival.
    pub to: NaiveDate,
}

/// What stored shipments would come to under other rules of the firm.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DryRunAnswer {
    /// Shipments that arrived in the period.
    pub shipments: u64,
    /// Of them, those that would go another way.
    pub differ: u64,
    /// The first of them, in order of arrival.
    pub rows: Vec<DryRunRow>,
    /// In words.
    pub sentence: String,
}

/// A shipment that would go another way.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DryRunRow {
    /// The desk's number.
    pub id: i64,
    /// House bill.
    pub bill: String,
    /// The client.
    pub client: String,
    /// Day of arrival.
    pub arrival: Option<NaiveDate>,
    /// Under the rules in force.
    pub now: Route,
    /// Under the rules tried.
    pub then: Route,
    /// What the firm's rules tried say about it.
    pub because: String,
}

/// When something was written, for file names and documents.
pub(crate) fn stamp(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d-%H%M%S").to_string()
}
