//! The firm's numbers and ports, and its clients' authority.

use customs::{Citation, Confidence};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the firm's entry numbers stand.
#[derive(Clone, Debug, Serialize, TS)]
pub struct NumbersView {
    /// The number that is drawn next, where one can be.
    pub next: Option<String>,
    /// How many can still be drawn.
    pub left: u64,
    /// How many were ever spent at this desk.
    pub spent: u64,
    /// Fewer are left than the firm wants to be told of.
    pub low: bool,
    /// In words.
    pub sentence: String,
    /// Void entries and numbers set aside, newest first.
    pub without_entry: Vec<desk::SpentNumber>,
}

/// See `numbers_set_aside`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SetAsideArgs {
    /// First number, seven digits without filer code and check digit.
    pub first: u32,
    /// Last number.
    pub last: u32,
    /// Why, for the record.
    pub why: String,
}

/// A port of Schedule D.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Port {
    /// Four digits: district and port.
    pub code: String,
    /// Its name.
    pub name: String,
    /// State or territory, two letters.
    pub state: String,
    /// Entered or changed at this desk, rather than from the built-in list.
    #[serde(default)]
    pub own: bool,
}

/// See `port_save`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PortArgs {
    /// The port.
    pub port: Port,
}

/// See `port_remove`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PortCodeArgs {
    /// Its code.
    pub code: String,
}

/// Something about a client's authority to be known before an entry is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AuthorityFinding {
    /// `power`, `importer-number`, `inactive`, `bond`, `agent`, `scope`.
    pub about: String,
    /// No entry can be made while it stands; otherwise it is to be known.
    pub blocks: bool,
    /// In words.
    pub sentence: String,
    /// The law.
    pub citations: Vec<Citation>,
    /// How sure the desk is of it.
    pub confidence: Confidence,
}

/// See `client_authority`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct AuthorityArgs {
    /// The client.
    pub id: i64,
    /// Entry type; `11` where absent.
    #[serde(default)]
    pub entry_type: Option<String>,
    /// Entry date; today where absent.
    #[serde(default)]
    pub day: Option<chrono::NaiveDate>,
}

/// How a client's authority stands.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AuthorityView {
    /// The last day of its power of attorney, if it ends.
    pub last_day: Option<chrono::NaiveDate>,
    /// Years that a partnership's power of attorney lasts.
    pub partnership_years: u32,
    /// The newest entry filed under its number that the desk knows of.
    pub last_entry: Option<chrono::NaiveDate>,
    /// What stands in the way of an informal entry, or is to be known.
    pub informal: Vec<AuthorityFinding>,
    /// The same for a formal entry.
    pub formal: Vec<AuthorityFinding>,
}

/// A client's importer number, shown in full on record.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImporterNumberShown {
    /// As printed on a form; empty where there is none.
    pub number: String,
    /// `IRS number`, `Social Security number` or `CBP-assigned number`.
    pub kind: String,
}

/// See `manufacturer_id`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct MakerArgs {
    /// Country of origin, ISO alpha-2.
    pub country: String,
    /// Province, for Canada.
    #[serde(default)]
    pub region: String,
    /// The maker's name.
    pub name: String,
    /// Street.
    #[serde(default)]
    pub street: String,
    /// City.
    #[serde(default)]
    pub city: String,
}

/// A manufacturer ID, and how it came about.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MakerAnswer {
    /// The ID; `None` where name or country give none.
    pub id: Option<String>,
    /// Its parts: what each is taken from.
    pub parts: Vec<MakerPart>,
    /// What rests on memory of the rule.
    pub note: String,
}

/// One part of a manufacturer ID.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MakerPart {
    /// `Country`, `Name`, `Street number`, `City`.
    pub what: String,
    /// Its letters or digits.
    pub text: String,
}

/// See `identifier_check`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct IdentifierArgs {
    /// `entry-number`, `importer-number`, `air-waybill`, `ocean-bill`, `house-bill`, `in-bond`, `manufacturer-id`, `port`, `filer-code`, `firms`, `carrier`.
    pub kind: String,
    /// What was typed.
    pub text: String,
}

/// What came of an identifier that was typed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IdentifierAnswer {
    /// As it is written properly, where it is right.
    pub proper: Option<String>,
    /// What is wrong, or what is to be known, in words; empty where there is nothing.
    pub sentence: String,
}

/// The law an authority is held against today.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AuthorityRules {
    /// Years that a partnership's power of attorney lasts; 0 where none are known.
    pub partnership_years: u32,
    /// Where that stands.
    pub partnership_law: Vec<Citation>,
    /// Days without an entry after which an importer number is held inactive; `None` where no rule is in force.
    pub inactive_days: Option<u32>,
    /// Where that stands.
    pub inactive_law: Vec<Citation>,
}
