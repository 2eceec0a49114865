//! Reference files the desk works by: official tariff editions as they were loaded.

use super::files;
use crate::change::Act;
use crate::{Desk, DeskError, canonical};
use rusqlite::{Connection, params};
use serde_json::{Value, json};

pub(crate) const SCHEMA: &str = "
CREATE TABLE reference_files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 BLOB NOT NULL REFERENCES files (sha256),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    UNIQUE (kind, sha256)
) STRICT;
";

fn state(kind: &str, name: &str, sha256: &[u8; 32], at: &str, who: &str) -> Value {
    json!({"kind": kind, "name": name, "sha256": canonical::hex(sha256), "at": at, "who": who})
}

/// Every reference file's subject and state.
pub(crate) fn states(conn: &Connection, mut each: impl FnMut(String, Value)) -> Result<(), DeskError> {
    let mut statement = conn.prepare("SELECT id, kind, name, sha256, at, who FROM reference_files ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |column: usize| super::text(row, column);
        each(format!("reference:{}", row.get::<_, i64>(0)?), state(&text(1), &text(2), &row.get(3)?, &text(4), &text(5)));
    }
    Ok(())
}

impl Desk {
    /// Keeps a reference file of a kind (`hts-edition`). The very same file twice is kept once.
    pub fn keep_reference_file(&self, kind: &str, name: &str, bytes: &[u8], act: &Act) -> Result<(), DeskError> {
        let packed = files::pack(bytes)?;
        self.write(act, |change| {
            let conn = change.conn();
            if conn.prepare_cached("SELECT 1 FROM reference_files WHERE kind = ?1 AND sha256 = ?2")?.exists(params![kind, packed.sha256])? {
                return Ok(());
            }
            files::put(conn, &packed)?;
            conn.prepare_cached("INSERT INTO reference_files (kind, name, sha256, at, who) VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
                kind,
                name,
                packed.sha256,
                change.stamp,
                change.act.who
            ])?;
            let id = conn.last_insert_rowid();
            let after = state(kind, name, &packed.sha256, &change.stamp, &change.act.who);
            change.record_state("reference-kept", &format!("reference:{id}"), None, Some(after))?;
            Ok(())
        })
    }

    /// The reference files of a kind, in the order they were kept: name and bytes, checked against their hash.
    pub fn reference_files(&self, kind: &str) -> Result<Vec<(String, Vec<u8>)>, DeskError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached("SELECT name, sha256 FROM reference_files WHERE kind = ?1 ORDER BY id")?;
            let kept = statement.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<(String, [u8; 32])>, _>>()?;
            kept.into_iter().map(|(name, sha256)| Ok((name, files::get(conn, &sha256)?))).collect()
        })
    }
}
