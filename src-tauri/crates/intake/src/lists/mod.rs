//! Tables that are no shipments: rates of exchange, a client's product list. Their columns are found by words that are
//! data (`assets/intake/lists.toml`); a person may point them elsewhere.

mod products;
mod rates;
mod table;

pub use products::{ProductSheet, product_sheet};
pub use rates::{RateDefaults, RateSheet, rate_sheet};
pub use table::{ListColumn, ListIssue, ListMapping, ListTarget};
