//! Documents attached to a client, an import, a shipment, an entry: stored once by hash, detached but never lost.

use crate::change::{Act, Change};
use crate::tables::{files, unreadable};
use crate::{Desk, DeskError, canonical};
use chrono::{DateTime, Utc};
use customs::DocumentKind;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
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

/// Version 2: what it is, and whether it was detached.
pub(crate) const KINDS: &str = "
ALTER TABLE documents ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN detached INTEGER NOT NULL DEFAULT 0 CHECK (detached IN (0, 1));
CREATE INDEX documents_of_file ON documents (sha256);
";

/// The largest document taken in. A scanned invoice has some 200 kB a page.
pub const LARGEST_DOCUMENT: usize = 50_000_000;

/// A document in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DocumentRow {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// What it is attached to: `client:3`, `shipment:77`, `entry:916-5187505-5`.
    pub subject: String,
    /// What it is.
    pub kind: DocumentKind,
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
    /// It was detached: no longer part of the record it was attached to, but kept.
    pub detached: bool,
}

/// A document to attach.
#[derive(Clone, Copy, Debug)]
pub struct NewDocument<'a> {
    /// What to attach it to: `client:3`, `shipment:77`, `entry:916-5187505-5`.
    pub subject: &'a str,
    /// What it is.
    pub kind: DocumentKind,
    /// Name of the file as it came.
    pub name: &'a str,
    /// Its very bytes.
    pub bytes: &'a [u8],
}

const SELECT: &str = "SELECT documents.*, files.size AS size FROM documents JOIN files ON files.sha256 = documents.sha256";

impl DocumentRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let kind: String = row.get("kind")?;
        Ok(Self {
            id: row.get("id")?,
            subject: row.get("subject")?,
            // Documents of the first version of the file were not told apart.
            kind: if kind.is_empty() {
                DocumentKind::Other
            } else {
                DocumentKind::of_code(&kind).ok_or_else(|| unreadable(0, format!("`{kind}` is no kind of document")))?
            },
            name: row.get("name")?,
            sha256: canonical::hex(row.get_ref("sha256")?.as_blob()?),
            size: row.get::<_, i64>("size")?.unsigned_abs(),
            at: super::imports::moment_at(row, "at")?,
            who: row.get("who")?,
            detached: row.get("detached")?,
        })
    }
}

/// Every document's subject and state.
pub(crate) fn states(conn: &Connection, mut each: impl FnMut(String, Value)) -> Result<(), DeskError> {
    let mut statement = conn.prepare("SELECT * FROM documents ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(format!("document:{}", row.get::<_, i64>("id")?), state(row)?);
    }
    Ok(())
}

/// What the journal holds of a document. A kind and a detachment are named where there are any, so that what was recorded
/// before either was known still stands.
fn state(row: &Row<'_>) -> rusqlite::Result<Value> {
    let text = |column: &str| row.get_ref(column).map(|v| v.as_bytes().map(|b| String::from_utf8_lossy(b).into_owned()).unwrap_or_default());
    let mut state = Map::new();
    for column in ["subject", "name", "at", "who"] {
        state.insert(column.into(), text(column)?.into());
    }
    state.insert("sha256".into(), canonical::hex(row.get_ref("sha256")?.as_blob()?).into());
    let kind = text("kind")?;
    if !kind.is_empty() {
        state.insert("kind".into(), kind.into());
    }
    if row.get::<_, bool>("detached")? {
        state.insert("detached".into(), true.into());
    }
    Ok(Value::Object(state))
}

fn state_of(conn: &Connection, id: i64) -> Result<Value, DeskError> {
    conn.prepare_cached("SELECT * FROM documents WHERE id = ?1")?
        .query_row([id], state)
        .optional()?
        .ok_or_else(|| DeskError::NotFound(format!("document number {id}")))
}

fn row(conn: &Connection, id: i64) -> Result<DocumentRow, DeskError> {
    conn.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?
        .query_row([id], DocumentRow::read)
        .optional()?
        .ok_or_else(|| DeskError::NotFound(format!("document number {id}")))
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

/// What a file must not be.
fn check(document: &NewDocument<'_>) -> Result<(), DeskError> {
    let name = document.name;
    if document.bytes.is_empty() {
        return Err(DeskError::refused(format!("{name} is empty. Open it once to see whether it is the right file, then attach it again.")));
    }
    if document.bytes.len() > LARGEST_DOCUMENT {
        return Err(DeskError::refused(format!(
            "{name} has {} MB; a document may have {} MB at most. Scan it at 200 dots an inch, or split it.",
            document.bytes.len().div_ceil(1_000_000),
            LARGEST_DOCUMENT / 1_000_000
        )));
    }
    Ok(())
}

/// Records that a document changed after `update` did it.
fn change_one(change: &mut Change<'_>, id: i64, event: &str, note: &str, update: &str, value: &dyn rusqlite::ToSql) -> Result<(), DeskError> {
    let before = state_of(change.conn(), id)?;
    change.conn().prepare_cached(update)?.execute(params![id, value])?;
    let after = state_of(change.conn(), id)?;
    let mut body = json!({"before": before, "after": after});
    if !note.is_empty() {
        body["note"] = note.into();
    }
    change.record(event, &format!("document:{id}"), body)?;
    Ok(())
}

impl Desk {
    /// Attaches a document; its bytes are stored once, however often they are attached. Returns its number.
    ///
    /// # Errors
    /// Refused where the file is empty or too large, where it is attached to the same thing already, and where there is no such thing.
    pub fn attach(&self, document: &NewDocument<'_>, act: &Act) -> Result<i64, DeskError> {
        let NewDocument { subject, kind, name, bytes } = *document;
        check(document)?;
        let packed = files::pack(bytes)?;
        self.write(act, |change| {
            if !exists(change.conn(), subject)? {
                return Err(DeskError::NotFound(format!("{} to attach {name} to", subject.replace(':', " "))));
            }
            let same: Option<String> = change
                .conn()
                .prepare_cached("SELECT name FROM documents WHERE subject = ?1 AND sha256 = ?2 AND detached = 0")?
                .query_row(params![subject, packed.sha256], |row| row.get(0))
                .optional()?;
            if let Some(same) = same {
                return Err(DeskError::refused(format!("{name} is attached here already, as {same}: the same bytes.")));
            }
            files::put(change.conn(), &packed)?;
            change.conn().prepare_cached("INSERT INTO documents (subject, name, sha256, at, who, kind) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
                subject,
                name,
                packed.sha256,
                change.stamp,
                change.act.who,
                kind.code()
            ])?;
            let id = change.conn().last_insert_rowid();
            let after = state_of(change.conn(), id)?;
            change.record_state("document-attached", &format!("document:{id}"), None, Some(after))?;
            Ok(id)
        })
    }

    /// Says anew what a document is.
    pub fn set_document_kind(&self, id: i64, kind: DocumentKind, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| {
            if row(change.conn(), id)?.kind == kind {
                return Ok(());
            }
            change_one(change, id, "document-changed", "", "UPDATE documents SET kind = ?2 WHERE id = ?1", &kind.code())
        })
    }

    /// Takes a document off what it is attached to. Its bytes, its name and who attached it stay on record.
    pub fn detach(&self, id: i64, note: &str, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| {
            let document = row(change.conn(), id)?;
            if document.detached {
                return Err(DeskError::refused(format!("{} was detached already.", document.name)));
            }
            change_one(change, id, "document-detached", note, "UPDATE documents SET detached = ?2 WHERE id = ?1", &true)
        })
    }

    /// A document by its number.
    pub fn document_row(&self, id: i64) -> Result<DocumentRow, DeskError> {
        self.read(|conn| row(conn, id))
    }

    /// The documents ever attached to something, oldest first; those detached since are marked.
    pub fn documents(&self, subject: &str) -> Result<Vec<DocumentRow>, DeskError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(&format!("{SELECT} WHERE subject = ?1 ORDER BY id"))?;
            Ok(statement.query_map([subject], DocumentRow::read)?.collect::<Result<_, _>>()?)
        })
    }

    /// The bytes of a document by their SHA-256, checked against it.
    pub fn document(&self, sha256: &str) -> Result<Vec<u8>, DeskError> {
        let hash = canonical::unhex(sha256).ok_or_else(|| DeskError::NotFound(format!("file with SHA-256 {sha256}")))?;
        self.read(|conn| files::get(conn, &hash))
    }
}
