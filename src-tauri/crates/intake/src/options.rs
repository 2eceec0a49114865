//! What a person may fix before a file is read; everything left out is guessed.

use crate::assemble::Packed;
use crate::derive::{Derived, ValueRule};
use crate::field::Field;
use crate::product_list::ProductList;
use crate::value::weight::WeightUnit;
use chrono::NaiveDate;
use customs::money::exact;
use customs::{Arrival, Mode, Rates};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use ts_rs::TS;

/// How to read a file. Absent: guess, and say the guess in [`crate::Source`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ReadOptions {
    /// Character encoding by its web name: `UTF-8`, `GB18030`, `windows-1252`, `Shift_JIS`, `UTF-16LE`.
    pub encoding: Option<String>,
    /// The character between two cells.
    pub delimiter: Option<char>,
    /// Name of the sheet in a workbook.
    pub sheet: Option<String>,
    /// Row of the header as the spreadsheet numbers it; 0 where the file has none.
    pub header_row: Option<u32>,
    /// Order of day, month and year in dates like 03/04/24.
    pub date_order: Option<DateOrder>,
    /// Sign before the decimals.
    pub decimal_sign: Option<DecimalSign>,
    /// What each column holds. Columns that are not named are guessed.
    pub mapping: Option<Vec<ColumnMapping>>,
    /// Fields whose values come from elsewhere than a column of their own.
    pub derived: Vec<Derived>,
    /// How several items stand in one cell, where the guess is not right.
    pub packed: Option<Packed>,
    /// Rules of the client: words that are always read as others.
    pub rules: Vec<ValueRule>,
    /// Arrival, where no column has it.
    pub arrival: Option<Arrival>,
    /// Port of entry, where the file does not name it.
    pub port: Option<String>,
    /// Mode of transport, where no column has it.
    pub mode: Option<Mode>,
    /// Country of shipment, ISO alpha-2, where no column has it.
    pub country_of_shipment: Option<String>,
    /// Currency of the values, where neither a column nor a sign names it.
    pub currency: Option<String>,
    /// The broker's client, put on every shipment.
    pub client: Option<String>,
    /// Rates of exchange to use.
    pub exchange_rates: Vec<ExchangeRate>,
    /// Cells that a person has corrected.
    pub fixes: Vec<CellFix>,
    /// The client's product list: what the desk knows, never sent or stored with the options.
    #[serde(skip)]
    #[ts(skip)]
    pub products: Arc<ProductList>,
    /// The rates of exchange the desk holds; likewise.
    #[serde(skip)]
    #[ts(skip)]
    pub rates: Arc<Rates>,
}

/// Order of the parts of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// 12/31/2024.
    Mdy,
    /// 31/12/2024.
    Dmy,
    /// 2024-12-31.
    Ymd,
}

/// The sign before the decimals of an amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum DecimalSign {
    /// 1,299.00.
    #[default]
    Point,
    /// 1.299,00.
    Comma,
}

/// What one column holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ColumnMapping {
    /// Place of the column, from 0.
    pub index: u32,
    /// Its header. A remembered mapping follows the header when the column moves.
    pub header: String,
    /// What it holds; nothing: it is left out.
    #[serde(default)]
    pub field: Option<Field>,
    /// Number of the item, where the items of an order stand side by side.
    #[serde(default)]
    pub item: Option<u16>,
    /// Unit of its weights, where the header names none.
    #[serde(default)]
    pub unit: Option<WeightUnit>,
}

/// A rate of exchange with the days it is valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExchangeRate {
    /// ISO 4217 currency.
    pub currency: String,
    /// U.S. dollars for one unit.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub usd_per_unit: Decimal,
    /// First day on which it is valid.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last day on which it is valid.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Where it was published.
    #[serde(default)]
    pub source: String,
}

/// A cell that a person has corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CellFix {
    /// Row as the spreadsheet numbers it.
    pub row: u32,
    /// Column from 0.
    pub column: u32,
    /// The text that takes the cell's place.
    pub value: String,
}

/// How far a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Rows done.
    pub rows: u32,
    /// Rows in all, where known.
    pub of: Option<u32>,
}

/// The stages of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Unpacking and splitting into cells.
    Cells,
    /// Making shipments of rows.
    Shipments,
}
