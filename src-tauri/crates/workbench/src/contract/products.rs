//! A client's product list.

use customs::Product;
use intake::{ListColumn, ListIssue, ListMapping, ListTarget};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A client.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ClientIdArgs {
    /// The client.
    #[ts(type = "number")]
    pub client_id: i64,
}

/// See `products_read`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct ProductsReadArgs {
    /// Whose list it is.
    #[ts(type = "number")]
    pub client_id: i64,
    /// The sheet.
    pub ticket: String,
    /// Which column is read as what, where the guess is not right.
    #[serde(default)]
    #[ts(type = "Record<string, string>")]
    pub mapping: ListMapping,
}

/// A sheet of products as it was read; nothing is stored yet.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ProductsReading {
    /// Its columns.
    pub columns: Vec<ListColumn>,
    /// What a column may be read as.
    pub targets: Vec<ListTarget>,
    /// What the list would say.
    pub proposals: Vec<ProductProposal>,
    /// Rows that could not be read.
    pub issues: Vec<ListIssue>,
}

/// A product to put into the list, beside what the list says now.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ProductProposal {
    /// What would be put in.
    pub product: Product,
    /// What the list says now.
    pub held: Option<Product>,
    /// How many confirmed lines say so; 0 for a row of a sheet.
    pub lines: u32,
    /// What other lines of the same stock number say, in words; empty where all agree.
    pub dissent: String,
}

/// See `products_save`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ProductsSaveArgs {
    /// Whose list it is.
    #[ts(type = "number")]
    pub client_id: i64,
    /// Products to put in, by stock number.
    #[serde(default)]
    pub products: Vec<Product>,
    /// Stock numbers to take out.
    #[serde(default)]
    pub remove: Vec<String>,
}

/// See `rule_remember`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RuleArgs {
    /// Whose files.
    #[ts(type = "number")]
    pub client_id: i64,
    /// The rule.
    pub rule: desk::NewRule,
}
