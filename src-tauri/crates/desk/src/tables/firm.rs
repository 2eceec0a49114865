//! The firm: one row.

use crate::change::{Act, Change};
use crate::{Desk, DeskError};
use customs::Firm;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

pub(crate) const SCHEMA: &str = "
CREATE TABLE firm (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    body TEXT NOT NULL
) STRICT;
";

/// The firm; empty before it is saved for the first time.
pub(crate) fn get(conn: &Connection) -> Result<Firm, DeskError> {
    Ok(state(conn)?.map(serde_json::from_value).transpose()?.unwrap_or_default())
}

/// The firm as the journal holds it.
pub(crate) fn state(conn: &Connection) -> Result<Option<Value>, DeskError> {
    let body: Option<String> = conn.prepare_cached("SELECT body FROM firm WHERE id = 1")?.query_row([], |row| row.get(0)).optional()?;
    Ok(body.map(|b| serde_json::from_str(&b)).transpose()?)
}

/// Saves the firm, on record.
pub(crate) fn put(change: &mut Change<'_>, kind: &str, firm: &Firm) -> Result<(), DeskError> {
    let before = state(change.conn())?;
    let after = serde_json::to_value(firm)?;
    if before.as_ref() == Some(&after) {
        return Ok(());
    }
    change
        .conn()
        .prepare_cached("INSERT INTO firm (id, body) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET body = excluded.body")?
        .execute([crate::canonical::text(&after)])?;
    change.record_state(kind, "firm", before, Some(after))?;
    Ok(())
}

impl Desk {
    /// The firm whose desk this is.
    pub fn firm(&self) -> Result<Firm, DeskError> {
        self.read(get)
    }

    /// Saves the firm. Saving what is there already changes nothing and records nothing.
    pub fn save_firm(&self, firm: &Firm, act: &Act) -> Result<(), DeskError> {
        if firm.last_entry_number > 9_999_999 || firm.next_entry_number > 9_999_999 {
            return Err(DeskError::refused("Entry numbers have seven digits: the range may end at 9999999."));
        }
        self.write(act, |change| put(change, "firm-saved", firm))
    }
}
