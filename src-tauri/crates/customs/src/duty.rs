//! Duty and fees: what is asked of the tariff, and what it answers.

use crate::money::{exact, exact_option};
use crate::{Citation, LineFee, Mode};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Duty and fees for the lines of one entry on its date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DutyRequest {
    /// The caller's own number for this request.
    pub id: String,
    /// The date whose tariff applies.
    pub entry_date: NaiveDate,
    /// `11`, `01` …
    pub entry_type: String,
    /// How the goods travel; the harbor fee is for vessels.
    #[serde(default)]
    pub mode: Option<Mode>,
    /// When the goods were loaded, for in-transit provisions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loaded_on: Option<NaiveDate>,
    /// Who prepares the entry, and how: the processing fee depends on it.
    #[serde(default, skip_serializing_if = "Preparation::is_automated")]
    pub preparation: Preparation,
    /// The goods.
    pub lines: Vec<DutyRequestLine>,
}

/// Who prepares an entry, and how (19 CFR 24.23).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Preparation {
    /// Filed electronically, not prepared by CBP.
    #[default]
    Automated,
    /// On paper, not prepared by CBP.
    Manual,
    /// Prepared by CBP; of mail, the fee of dutiable mail.
    ByCbp,
    /// At an express consignment facility or hub: a fee for each bill.
    ExpressHub,
}

impl Preparation {
    fn is_automated(&self) -> bool {
        *self == Self::Automated
    }
}

/// One line to compute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DutyRequestLine {
    /// Ten-digit HTS number, dots or not.
    pub hts: String,
    /// Country of origin, ISO alpha-2.
    pub origin: String,
    /// Entered value of the line, U.S. dollars.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub entered_value_usd: Decimal,
    /// Quantities in tariff units, for specific rates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<Quantity>,
    /// Special programs claimed: `S`, `KR` …
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programs: Vec<String>,
    /// Chapter 98/99 claims: exclusions, exemptions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<String>,
}

/// A quantity in a tariff unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// How many.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub amount: Decimal,
    /// The unit as the tariff prints it: `kg`, `No.`, `doz.`
    pub unit: String,
}

/// Duty and fees of one request.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct DutyResult {
    /// The request's number.
    pub id: String,
    /// Lines in the order asked.
    pub lines: Vec<DutyLine>,
    /// Sum of all components.
    #[serde(with = "exact_option")]
    #[ts(type = "string | null")]
    pub total_duty: Option<Decimal>,
    /// Merchandise processing and other fees.
    pub fees: Vec<FeeAmount>,
    /// Duty and fees.
    #[serde(with = "exact_option")]
    #[ts(type = "string | null")]
    pub total: Option<Decimal>,
    /// The law and the tariff the figures rest on.
    pub citations: Vec<Citation>,
    /// What was taken for granted, in words.
    pub assumptions: Vec<String>,
    /// The HTS edition used.
    pub edition: Option<String>,
    /// Why there is no amount, where there is none: in words, with the closest valid numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// One line of a result.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct DutyLine {
    /// The HTS number, dotted.
    pub hts: String,
    /// The tariff's description, with its path.
    pub description: String,
    /// The unit or units the tariff reports in.
    pub units: Vec<String>,
    /// Chapter 99 numbers first, then the number of chapters 1 to 97: the order of printing.
    pub components: Vec<DutyComponent>,
    /// Sum of the components, U.S. dollars.
    #[serde(with = "exact_option")]
    #[ts(type = "string | null")]
    pub duty: Option<Decimal>,
    /// Fees that are reckoned line by line, before a fee's least and most for the whole entry: the processing fee of a formal
    /// entry, the harbor fee.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<LineFee>>", optional)]
    pub fees: Vec<LineFee>,
}

/// One layer of duty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct DutyComponent {
    /// The tariff number that carries it, dotted.
    pub code: String,
    /// What the layer is, in a broker's words: `Base duty`, `Section 301 (China), list 3`.
    pub name: String,
    /// The rate as printed.
    pub rate: String,
    /// The duty, in cents' precision; `None` when the rate needs an amount nobody gave.
    #[serde(with = "exact_option")]
    #[ts(type = "string | null")]
    pub duty: Option<Decimal>,
    /// The law behind this layer.
    pub citations: Vec<Citation>,
}

/// One fee.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FeeAmount {
    /// CBP accounting class: `311`, `499`, `501` …
    pub class: String,
    /// `Informal MPF` …
    pub name: String,
    /// U.S. dollars and cents.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub amount: Decimal,
    /// The law behind it.
    pub citations: Vec<Citation>,
}
