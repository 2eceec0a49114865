//! Settings of this desk: who sits at it, where its papers go.

use crate::change::Act;
use crate::{Desk, DeskError};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};

pub(crate) const SCHEMA: &str = "
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
";

fn get(conn: &Connection, key: &str) -> Result<Option<String>, DeskError> {
    Ok(conn.prepare_cached("SELECT value FROM settings WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()?)
}

/// Every setting's subject and state.
pub(crate) fn states(conn: &Connection, mut each: impl FnMut(String, Value)) -> Result<(), DeskError> {
    let mut statement = conn.prepare("SELECT key, value FROM settings ORDER BY key")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(format!("setting:{}", super::text(row, 0)), json!(super::text(row, 1)));
    }
    Ok(())
}

impl Desk {
    /// A setting, if it was ever set.
    pub fn setting(&self, key: &str) -> Result<Option<String>, DeskError> {
        self.read(|conn| get(conn, key))
    }

    /// Settings whose key begins with `prefix` and that are not empty, by what follows it, in order.
    pub fn settings_under(&self, prefix: &str) -> Result<Vec<(String, String)>, DeskError> {
        self.read(|conn| {
            let mut statement = conn
                .prepare_cached("SELECT substr(key, length(?1) + 1), value FROM settings WHERE substr(key, 1, length(?1)) = ?1 AND value <> '' ORDER BY key")?;
            let rows = statement.query_map([prefix], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Sets a setting, on record. Setting it to what it is changes nothing.
    pub fn set_setting(&self, key: &str, value: &str, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| {
            let before = get(change.conn(), key)?;
            if before.as_deref() == Some(value) {
                return Ok(());
            }
            change
                .conn()
                .prepare_cached("INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")?
                .execute(params![key, value])?;
            change.record_state("setting-changed", &format!("setting:{key}"), before.map(Value::from), Some(value.into()))?;
            Ok(())
        })
    }
}
