//! Documents attached to a client, a shipment, an entry.

use crate::change::Act;
use crate::tables::files;
use crate::{Desk, DeskError, canonical};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

pub(crate) const SCHEMA: &str = "
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 BLOB NOT NULL REFERENCES files (sha256),
    at TEXT NOT NULL,
    who TEXT NOT NULL
) STRICT;
CREATE INDEX documents_of_subject ON documents (subject);
";

/// A document in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DocumentRow {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// What it is attached to: `client:3`, `shipment:77`, `entry:916-5187505-5`.
    pub subject: String,
    /// Name of the file as it came.
    pub name: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// When it was attached.
    pub at: DateTime<Utc>,
    /// Who attached it.
    pub who: String,
}

impl DocumentRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            subject: row.get("subject")?,
            name: row.get("name")?,
            sha256: canonical::hex(row.get_ref("sha256")?.as_blob()?),
            size: row.get::<_, i64>("size")?.unsigned_abs(),
            at: super::imports::moment_at(row, "at")?,
            who: row.get("who")?,
        })
    }
}

/// Every document's subject and state.
pub(crate) fn states(conn: &Connection, mut each: impl FnMut(String, Value)) -> Result<(), DeskError> {
    let mut statement = conn.prepare("SELECT id, subject, name, sha256, at, who FROM documents ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let sha256: [u8; 32] = row.get(3)?;
        each(
            format!("document:{}", row.get::<_, i64>(0)?),
            state(&super::text(row, 1), &super::text(row, 2), &sha256, &super::text(row, 4), &super::text(row, 5)),
        );
    }
    Ok(())
}

fn state(subject: &str, name: &str, sha256: &[u8; 32], at: &str, who: &str) -> Value {
    json!({"subject": subject, "name": name, "sha256": canonical::hex(sha256), "at": at, "who": who})
}

/// Whether what a document or a note is to be attached to is there.
pub(crate) fn exists(conn: &Connection, subject: &str) -> Result<bool, DeskError> {
    let sql = match subject.split_once(':') {
        Some(("client", _)) => "SELECT count(*) FROM clients WHERE id = ?1",
        Some(("shipment", _)) => "SELECT count(*) FROM shipments WHERE id = ?1",
        Some(("import", _)) => "SELECT count(*) FROM imports WHERE id = ?1",
        Some(("entry", _)) => "SELECT count(*) FROM entries WHERE number = ?1",
        _ => return Ok(false),
    };
    let key = subject.split_once(':').map_or("", |(_, key)| key);
    Ok(conn.prepare_cached(sql)?.query_row([key], |row| row.get::<_, i64>(0))? > 0)
}

impl Desk {
    /// Attaches a document; its bytes are stored once, however often they are attached. Returns its number.
    pub fn attach(&self, subject: &str, name: &str, bytes: &[u8], act: &Act) -> Result<i64, DeskError> {
        let packed = files::pack(bytes)?;
        self.write(act, |change| {
            if !exists(change.conn(), subject)? {
                return Err(DeskError::NotFound(format!("{} to attach {name} to", subject.replace(':', " "))));
            }
            files::put(change.conn(), &packed)?;
            change.conn().prepare_cached("INSERT INTO documents (subject, name, sha256, at, who) VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
                subject,
                name,
                packed.sha256,
                change.stamp,
                change.act.who
            ])?;
            let id = change.conn().last_insert_rowid();
            let after = state(subject, name, &packed.sha256, &change.stamp, &change.act.who);
            change.record_state("document-attached", &format!("document:{id}"), None, Some(after))?;
            Ok(id)
        })
    }

    /// The documents attached to something, oldest first.
    pub fn documents(&self, subject: &str) -> Result<Vec<DocumentRow>, DeskError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT documents.*, files.size AS size FROM documents JOIN files ON files.sha256 = documents.sha256 WHERE subject = ?1 ORDER BY id",
            )?;
            Ok(statement.query_map([subject], DocumentRow::read)?.collect::<Result<_, _>>()?)
        })
    }

    /// The bytes of a document by their SHA-256, checked against it.
    pub fn document(&self, sha256: &str) -> Result<Vec<u8>, DeskError> {
        let hash = canonical::unhex(sha256).ok_or_else(|| DeskError::NotFound(format!("file with SHA-256 {sha256}")))?;
        self.read(|conn| files::get(conn, &hash))
    }
}
