//! A client's goods as the client's product list has them.

use crate::money::exact_option;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One stock number of a client and what is known about it. Empty: not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Product {
    /// The merchant's stock number, as it is written in the files.
    pub sku: String,
    /// HTS number, digits and dots.
    pub hts: String,
    /// Country of origin, ISO alpha-2.
    pub origin: String,
    /// The goods in words.
    pub description: String,
    /// Value of one piece.
    #[serde(with = "exact_option", skip_serializing_if = "Option::is_none")]
    #[ts(type = "string | null")]
    pub unit_value: Option<Decimal>,
    /// Currency of the value, ISO 4217; empty: dollars.
    pub currency: String,
    /// Where it comes from: `goods.xlsx, row 12`, `typed`, `learned from 14 lines`.
    pub source: String,
}

impl Product {
    /// What a stock number is compared by: letters in lower case, edge spaces aside.
    pub fn key(sku: &str) -> String {
        sku.trim().to_lowercase()
    }
}

/// Where a value of a shipment comes from, where the merchant's file does not say it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ValueSource {
    /// The line, from 1; absent for the shipment as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub line: Option<u32>,
    /// Which value: `hts`, `origin`, `exchange-rate`, `shipment` …
    pub field: String,
    /// Where it comes from, in words.
    pub source: String,
}
