//! One file per table: its SQL, its row, its reads, its writes.

pub(crate) mod clients;
pub(crate) mod decisions;
pub(crate) mod documents;
pub(crate) mod entries;
pub(crate) mod entry_steps;
pub(crate) mod files;
pub(crate) mod findings;
pub(crate) mod firm;
pub(crate) mod imports;
pub(crate) mod notes;
pub(crate) mod references;
pub(crate) mod settings;
pub(crate) mod shipments;
pub(crate) mod summaries;
pub(crate) mod ties;
pub(crate) mod versions;
pub(crate) mod words;

use customs::Decimal;
use rusqlite::types::Type;

/// A stored text that no longer reads: the file was changed by something else.
pub(crate) fn unreadable(column: usize, why: impl std::fmt::Display) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, why.to_string().into())
}

/// Whole cents of an amount, to sort by; `None` past what a 64-bit integer holds.
pub(crate) fn whole_cents(amount: Decimal) -> Option<i64> {
    let rounded = customs::money::cents(amount);
    i64::try_from(rounded.mantissa()).ok()
}
