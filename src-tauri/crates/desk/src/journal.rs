//! The journal: who, when, what, before and after, chained by SHA-256.
//!
//! `content = SHA-256(0x00 ‖ who ‖ kind ‖ subject ‖ body)`, `hash = SHA-256(0x01 ‖ prev ‖ seq ‖ at ‖ content)`, every field
//! with its length before it. The two steps let a pack show an unbroken chain in which another client's
//! events appear as digests only (19 CFR 111.24).
//!
//! A chain finds a change anywhere in it; it cannot find a tail that was cut off, or a file that was rewritten whole.
//! That is why its head is printed on every paper, pack and backup.

use crate::DeskError;
use crate::canonical::{field, hex, unhex};
use crate::tables::purges::entombed;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

pub(crate) const SCHEMA: &str = "
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    prev BLOB NOT NULL CHECK (length(prev) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX journal_of_subject ON journal (subject, seq);
CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_is_not_cut BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never cut'); END;
";

/// What the first event follows.
pub(crate) const GENESIS: [u8; 32] = [0; 32];

/// One event of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JournalEvent {
    /// Its place, from 1.
    #[ts(type = "number")]
    pub seq: i64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who.
    pub who: String,
    /// What happened: `import-stored`, `shipment-edited` …
    pub kind: String,
    /// To what: `firm`, `client:3`, `import:5`, `shipment:77`, `entry:916-5187505-5`, `desk`.
    pub subject: String,
    /// The details as canonical JSON, `before` and `after` among them.
    pub body: String,
    /// Hash of the event before, hexadecimal.
    pub prev: String,
    /// Its own hash, hexadecimal.
    pub hash: String,
}

/// An event as a pack shows it: whole where the pack may show it, else its digest only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SliceEvent {
    /// Its place, from 1.
    #[ts(type = "number")]
    pub seq: i64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Digest of who, kind, subject and body, hexadecimal.
    pub content: String,
    /// The chain's hash after it, hexadecimal.
    pub hash: String,
    /// The event itself, where it concerns the pack.
    pub event: Option<JournalEvent>,
}

/// Digest of what an event says.
pub fn content_hash(who: &str, kind: &str, subject: &str, body: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update([0]);
    for part in [who, kind, subject, body] {
        field(&mut hasher, part.as_bytes());
    }
    hasher.finalize().into()
}

/// The chain's next hash.
pub fn link(prev: &[u8; 32], seq: i64, at: &str, content: &[u8; 32]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update([1]);
    field(&mut hasher, prev);
    field(&mut hasher, &seq.to_be_bytes());
    field(&mut hasher, at.as_bytes());
    field(&mut hasher, content);
    hasher.finalize().into()
}

/// Checks a slice on its own: events in unbroken order from the hash `prev`, each shown event matching its digest.
/// Returns the head it leads to, or the first event that does not hold and why.
pub fn check_slice(prev: &str, slice: &[SliceEvent]) -> Result<String, (i64, String)> {
    let first = slice.first().map_or(0, |e| e.seq);
    let mut hash = unhex(prev).ok_or((first, "the hash before the first event does not read".to_string()))?;
    for (expected, event) in (first..).zip(slice) {
        let broken = |why: &str| (event.seq, why.to_string());
        if event.seq != expected {
            return Err(broken(&format!("event {expected} is missing")));
        }
        let content = unhex(&event.content).ok_or_else(|| broken("its digest does not read"))?;
        if let Some(shown) = &event.event
            && (shown.seq != event.seq || shown.at != event.at || content_hash(&shown.who, &shown.kind, &shown.subject, &shown.body) != content)
        {
            return Err(broken("what it says is not what was recorded"));
        }
        hash = link(&hash, event.seq, &event.at, &content);
        if hex(&hash) != event.hash {
            return Err(broken("it does not follow from the event before it"));
        }
    }
    Ok(hex(&hash))
}

impl JournalEvent {
    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get("seq")?,
            at: row.get("at")?,
            who: row.get("who")?,
            kind: row.get("kind")?,
            subject: row.get("subject")?,
            body: row.get("body")?,
            prev: hex(row.get_ref("prev")?.as_blob()?),
            hash: hex(row.get_ref("hash")?.as_blob()?),
        })
    }
}

impl JournalEvent {
    /// An event as it stands, whatever became of its bytes: its hash tells.
    pub(crate) fn read_changed(row: &Row<'_>) -> rusqlite::Result<Self> {
        let text = |column: &str| row.get_ref(column).map(|v| v.as_bytes().map(|b| String::from_utf8_lossy(b).into_owned()).unwrap_or_default());
        let (prev, hash) = (row.get_ref("prev")?.as_bytes().map(hex), row.get_ref("hash")?.as_bytes().map(hex));
        Ok(Self {
            seq: row.get("seq")?,
            at: text("at")?,
            who: text("who")?,
            kind: text("kind")?,
            subject: text("subject")?,
            body: text("body")?,
            prev: prev.unwrap_or_default(),
            hash: hash.unwrap_or_default(),
        })
    }
}

/// The last event's place and hash; 0 and zeros on an empty journal.
pub(crate) fn head(conn: &Connection) -> Result<(i64, [u8; 32]), DeskError> {
    Ok(conn
        .prepare_cached("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .unwrap_or((0, GENESIS)))
}

/// Appends the event that follows `head`, and returns its hash.
pub(crate) fn append(
    conn: &Connection,
    (last, prev): (i64, [u8; 32]),
    at: &str,
    who: &str,
    kind: &str,
    subject: &str,
    body: &str,
) -> Result<[u8; 32], DeskError> {
    let seq = last + 1;
    let hash = link(&prev, seq, at, &content_hash(who, kind, subject, body));
    conn.prepare_cached("INSERT INTO journal (seq, at, who, kind, subject, body, prev, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![seq, at, who, kind, subject, body, prev, hash])?;
    Ok(hash)
}

/// Events about `subject`, or all; newest first, older than `before` where given.
///
/// For `shipment:N` also the events that added a version or a decision of it: the import, and each time it was decided anew.
pub(crate) fn events(conn: &Connection, subject: Option<&str>, before: Option<i64>, limit: usize) -> Result<Vec<JournalEvent>, DeskError> {
    let before = before.unwrap_or(i64::MAX);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let shipment = subject.and_then(|s| s.strip_prefix("shipment:")).and_then(|id| id.parse::<i64>().ok());
    let read = |sql: &str, with: &[&dyn rusqlite::ToSql]| -> Result<Vec<JournalEvent>, DeskError> {
        Ok(conn.prepare_cached(sql)?.query_map(with, JournalEvent::read)?.collect::<Result<_, _>>()?)
    };
    match (subject, shipment) {
        (None, _) => read("SELECT * FROM journal WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2", &[&before, &limit]),
        (Some(subject), None) => read("SELECT * FROM journal WHERE subject = ?3 AND seq < ?1 ORDER BY seq DESC LIMIT ?2", &[&before, &limit, &subject]),
        (Some(subject), Some(id)) => read(
            "SELECT * FROM journal WHERE seq < ?1 AND seq IN (
                 SELECT seq FROM journal WHERE subject = ?3
                 UNION SELECT seq FROM versions WHERE shipment_id = ?4
                 UNION SELECT seq FROM decisions WHERE shipment_id = ?4)
             ORDER BY seq DESC LIMIT ?2",
            &[&before, &limit, &subject, &id],
        ),
    }
}

/// The chain from the first of `wanted` to the head: those events whole, the others as digests.
/// Also the hash the slice begins after.
pub(crate) fn slice(conn: &Connection, wanted: &std::collections::BTreeSet<i64>) -> Result<(String, Vec<SliceEvent>), DeskError> {
    let Some(first) = wanted.first() else {
        return Ok((hex(&head(conn)?.1), Vec::new()));
    };
    let mut statement = conn.prepare_cached("SELECT * FROM journal WHERE seq >= ?1 ORDER BY seq")?;
    let mut rows = statement.query([first])?;
    let mut prev = None;
    let mut slice = Vec::new();
    while let Some(row) = rows.next()? {
        let event = JournalEvent::read(row)?;
        prev.get_or_insert_with(|| event.prev.clone());
        // An event whose words were purged is shown as the digest that is left of it.
        let left = entombed(&event.body);
        let content = left.unwrap_or_else(|| content_hash(&event.who, &event.kind, &event.subject, &event.body));
        slice.push(SliceEvent {
            seq: event.seq,
            at: event.at.clone(),
            content: hex(&content),
            hash: event.hash.clone(),
            event: (left.is_none() && wanted.contains(&event.seq)).then_some(event),
        });
    }
    Ok((prev.unwrap_or_else(|| hex(&GENESIS)), slice))
}
