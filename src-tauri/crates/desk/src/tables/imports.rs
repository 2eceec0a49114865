//! Imports: one row per file stored, and the mapping it was read with.

use crate::{Desk, DeskError, canonical};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use ts_rs::TS;

pub(crate) const SCHEMA: &str = "
CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES clients (id),
    sha256 BLOB NOT NULL REFERENCES files (sha256),
    file_name TEXT NOT NULL,
    mapping TEXT NOT NULL,
    source TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    arrival_note TEXT NOT NULL,
    port TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    shipments INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX imports_of_file ON imports (client_id, sha256);
CREATE INDEX imports_of_fingerprint ON imports (client_id, fingerprint);
";

/// An import, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportRow {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// Whose file it was.
    #[ts(type = "number")]
    pub client_id: i64,
    /// The client's name.
    pub client: String,
    /// Name of the file as it came.
    pub file_name: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// Fingerprint of its header row.
    pub fingerprint: String,
    /// What was said about arrival where the file said nothing.
    pub arrival_note: String,
    /// Port of the shipments where the file named none.
    pub port: String,
    /// When it was stored.
    pub at: DateTime<Utc>,
    /// Who stored it.
    pub who: String,
    /// Shipments it brought.
    #[ts(type = "number")]
    pub shipments: u64,
    /// It was taken back: its shipments are off the desk, its record is kept.
    pub undone: bool,
}

/// How an earlier file was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RememberedReading {
    /// Its import.
    pub import_id: i64,
    /// Its name.
    pub file_name: String,
    /// When it was stored.
    pub at: DateTime<Utc>,
    /// Fingerprint of its header.
    pub fingerprint: String,
    /// Its mapping, as JSON.
    pub mapping: String,
}

/// A moment as the desk writes it.
pub(crate) fn moment(text: &str) -> Result<DateTime<Utc>, DeskError> {
    text.parse().map_err(|_| DeskError::Damaged(format!("`{text}` is not a moment")))
}

pub(crate) fn moment_at(row: &Row<'_>, column: &str) -> rusqlite::Result<DateTime<Utc>> {
    let text: String = row.get(column)?;
    // As the desk writes it and no other way: a changed sign that happens to mean the same is a changed sign.
    let moment = text.parse::<DateTime<Utc>>().ok().filter(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true) == text);
    moment.ok_or_else(|| super::unreadable(0, format!("`{text}` is not a moment")))
}

const SELECT: &str = "SELECT imports.*, clients.name AS client, files.size AS size
    FROM imports JOIN clients ON clients.id = client_id JOIN files ON files.sha256 = imports.sha256";

impl ImportRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            client_id: row.get("client_id")?,
            client: row.get("client")?,
            file_name: row.get("file_name")?,
            sha256: canonical::hex(row.get_ref("sha256")?.as_blob()?),
            size: row.get::<_, i64>("size")?.unsigned_abs(),
            fingerprint: row.get("fingerprint")?,
            arrival_note: row.get("arrival_note")?,
            port: row.get("port")?,
            at: moment_at(row, "at")?,
            who: row.get("who")?,
            shipments: row.get::<_, i64>("shipments")?.unsigned_abs(),
            undone: row.get("undone")?,
        })
    }
}

/// What the journal holds of an import.
fn state(row: &Row<'_>) -> rusqlite::Result<Value> {
    let text = |column: &str| row.get_ref(column).map(|v| v.as_bytes().map(|b| String::from_utf8_lossy(b).into_owned()).unwrap_or_default());
    Ok(json!({
        "id": row.get::<_, i64>("id")?,
        "client_id": row.get::<_, i64>("client_id")?,
        "sha256": canonical::hex(row.get_ref("sha256")?.as_blob()?),
        "file_name": text("file_name")?,
        "mapping": text("mapping")?,
        "source": text("source")?,
        "fingerprint": text("fingerprint")?,
        "arrival_note": text("arrival_note")?,
        "port": text("port")?,
        "at": text("at")?,
        "who": text("who")?,
        "shipments": row.get::<_, i64>("shipments")?,
        "undone": row.get::<_, i64>("undone")?,
    }))
}

/// One import's state.
pub(crate) fn state_of(conn: &Connection, id: i64) -> Result<Value, DeskError> {
    conn.prepare_cached("SELECT * FROM imports WHERE id = ?1")?
        .query_row([id], state)
        .optional()?
        .ok_or_else(|| DeskError::NotFound(format!("import number {id}")))
}

/// Every import's subject and state.
pub(crate) fn states(conn: &Connection, mut each: impl FnMut(String, Value)) -> Result<(), DeskError> {
    let mut statement = conn.prepare("SELECT * FROM imports ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(format!("import:{}", row.get::<_, i64>("id")?), state(row)?);
    }
    Ok(())
}

/// The newest imports.
pub(crate) fn recent(conn: &Connection, limit: i64) -> Result<Vec<ImportRow>, DeskError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} ORDER BY imports.id DESC LIMIT ?1"))?;
    Ok(statement.query_map([limit], ImportRow::read)?.collect::<Result<_, _>>()?)
}

impl Desk {
    /// The last day of arrival among the shipments of each import; an import whose shipments have none is left out.
    pub fn last_arrivals(&self) -> Result<BTreeMap<i64, NaiveDate>, DeskError> {
        self.read(|conn| {
            let sql = "SELECT import_id, max(arrival) FROM shipments WHERE arrival IS NOT NULL GROUP BY import_id";
            let read = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, String>(1)?.parse().map_err(|e| super::unreadable(1, e))?));
            Ok(conn.prepare_cached(sql)?.query_map([], read)?.collect::<Result<_, _>>()?)
        })
    }

    /// All imports, newest first; those taken back too.
    pub fn imports(&self) -> Result<Vec<ImportRow>, DeskError> {
        self.read(|conn| recent(conn, i64::MAX))
    }

    /// The import of this very file for this client, if it is on the desk (not one taken back).
    pub fn import_by_hash(&self, client_id: i64, sha256: &str) -> Result<Option<ImportRow>, DeskError> {
        let Some(hash) = canonical::unhex(sha256) else { return Ok(None) };
        self.read(|conn| {
            let sql = format!("{SELECT} WHERE client_id = ?1 AND imports.sha256 = ?2 AND undone = 0 ORDER BY imports.id DESC LIMIT 1");
            Ok(conn.prepare_cached(&sql)?.query_row(params![client_id, hash], ImportRow::read).optional()?)
        })
    }

    /// The file of an import: its name and the very bytes that came, checked against their SHA-256.
    pub fn import_file(&self, import_id: i64) -> Result<(String, Vec<u8>), DeskError> {
        self.read(|conn| {
            let found: Option<(String, [u8; 32])> = conn
                .prepare_cached("SELECT file_name, sha256 FROM imports WHERE id = ?1")?
                .query_row([import_id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let (name, sha256) = found.ok_or_else(|| DeskError::NotFound(format!("import number {import_id}")))?;
            Ok((name, super::files::get(conn, &sha256)?))
        })
    }

    /// How a file of this import was mapped and where its rows came from: mapping JSON, source JSON.
    pub fn import_reading(&self, import_id: i64) -> Result<(String, String), DeskError> {
        self.read(|conn| {
            conn.prepare_cached("SELECT mapping, source FROM imports WHERE id = ?1")?
                .query_row([import_id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?
                .ok_or_else(|| DeskError::NotFound(format!("import number {import_id}")))
        })
    }

    /// How this client's last files were read, the newest first, each header once; imports taken back do not count.
    pub fn remembered_readings(&self, client_id: i64, most: usize) -> Result<Vec<RememberedReading>, DeskError> {
        self.read(|conn| {
            let sql = "SELECT id, file_name, at, fingerprint, mapping FROM imports
                WHERE id IN (SELECT max(id) FROM imports WHERE client_id = ?1 AND undone = 0 GROUP BY fingerprint) ORDER BY id DESC LIMIT ?2";
            let mut statement = conn.prepare_cached(sql)?;
            let rows = statement.query_map(params![client_id, i64::try_from(most).unwrap_or(i64::MAX)], |row| {
                Ok(RememberedReading {
                    import_id: row.get("id")?,
                    file_name: row.get("file_name")?,
                    at: moment_at(row, "at")?,
                    fingerprint: row.get("fingerprint")?,
                    mapping: row.get("mapping")?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The mapping last used for files of this client with this fingerprint; imports taken back do not count.
    pub fn remembered_mapping(&self, client_id: i64, fingerprint: &str) -> Result<Option<String>, DeskError> {
        self.read(|conn| {
            let sql = "SELECT mapping FROM imports WHERE client_id = ?1 AND fingerprint = ?2 AND undone = 0 ORDER BY id DESC LIMIT 1";
            Ok(conn.prepare_cached(sql)?.query_row(params![client_id, fingerprint], |row| row.get(0)).optional()?)
        })
    }
}
