//! Entry summaries: what each entry said when it was built, and each time it was built again. Evidence.

use crate::DeskError;
use crate::change::Change;
use crate::evidence::Evidence;
use customs::EntrySummary;
use rusqlite::{Connection, params};

pub(crate) const SCHEMA: &str = "
CREATE TABLE summaries (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    number TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX summaries_of_entry ON summaries (number);
";

/// Adds a summary; returns its number.
pub(crate) fn add(change: &mut Change<'_>, summary: &EntrySummary) -> Result<i64, DeskError> {
    let body = serde_json::to_string(summary)?;
    let number = summary.number.as_str();
    let seq = change.seq();
    change.conn().prepare_cached("INSERT INTO summaries (seq, number, body) VALUES (?1, ?2, ?3)")?.execute(params![seq, number, body])?;
    let id = change.conn().last_insert_rowid();
    change.witness(Evidence::Summaries, id, number, &body);
    Ok(id)
}

/// A summary by its number.
pub(crate) fn get(conn: &Connection, id: i64) -> Result<EntrySummary, DeskError> {
    let body: String = conn.prepare_cached("SELECT body FROM summaries WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    Ok(serde_json::from_str(&body)?)
}
