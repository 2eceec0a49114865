//! One file per table: its SQL, its row, its reads, its writes.

pub(crate) mod client_rules;
pub(crate) mod clients;
pub(crate) mod decisions;
pub(crate) mod documents;
pub(crate) mod entries;
pub(crate) mod entry_steps;
pub(crate) mod files;
pub(crate) mod findings;
pub(crate) mod firm;
pub(crate) mod goods;
pub(crate) mod holds;
pub(crate) mod imports;
pub(crate) mod notes;
pub(crate) mod numbers;
pub(crate) mod overrides;
pub(crate) mod products;
pub(crate) mod purges;
pub(crate) mod rates;
pub(crate) mod references;
pub(crate) mod settings;
pub(crate) mod shipments;
pub(crate) mod summaries;
pub(crate) mod ties;
pub(crate) mod users;
pub(crate) mod versions;
pub(crate) mod words;

use customs::Decimal;
use rusqlite::Row;
use rusqlite::types::Type;
use serde_json::Value;

/// A stored text that no longer reads: the file was changed by something else.
pub(crate) fn unreadable(column: usize, why: impl std::fmt::Display) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, why.to_string().into())
}

/// A stored text, whatever became of its bytes: what is not the text that was recorded is found by its digest.
pub(crate) fn text(row: &Row<'_>, column: usize) -> String {
    row.get_ref(column).ok().and_then(|v| v.as_bytes().ok().map(|b| String::from_utf8_lossy(b).into_owned())).unwrap_or_default()
}

/// A stored JSON text; `null`, which no event leaves, where it no longer reads.
pub(crate) fn json(row: &Row<'_>, column: usize) -> Value {
    serde_json::from_str(&text(row, column)).unwrap_or(Value::Null)
}

/// Whole cents of an amount, to sort by; `None` past what a 64-bit integer holds.
pub(crate) fn whole_cents(amount: Decimal) -> Option<i64> {
    let rounded = customs::money::cents(amount);
    i64::try_from(rounded.mantissa()).ok()
}
