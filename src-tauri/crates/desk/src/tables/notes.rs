//! Notes on entries, shipments and clients, some with a day on which they want to be seen again.

use crate::change::Act;
use crate::tables::documents;
use crate::{Desk, DeskError};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

pub(crate) const SCHEMA: &str = "
CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    due TEXT,
    done TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL
) STRICT;
CREATE INDEX notes_of_subject ON notes (subject);
CREATE INDEX notes_due ON notes (due) WHERE due IS NOT NULL AND done = '';
";

/// The longest note, in characters.
const LONGEST: usize = 4_000;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteRow {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// What it is about: `client:3`, `shipment:77`, `entry:916-5187505-5`.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// The day on which it wants to be seen again.
    pub due: Option<NaiveDate>,
    /// Who dealt with it, and when; empty while nobody has.
    pub done: String,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// By whom.
    pub who: String,
}

impl NoteRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let due: Option<String> = row.get("due")?;
        Ok(Self {
            id: row.get("id")?,
            subject: row.get("subject")?,
            text: row.get("text")?,
            due: due.map(|d| d.parse().map_err(|e| super::unreadable(0, e))).transpose()?,
            done: row.get("done")?,
            at: super::imports::moment_at(row, "at")?,
            who: row.get("who")?,
        })
    }

    fn state(&self) -> Value {
        json!({"subject": self.subject, "text": self.text, "due": self.due, "done": self.done, "at": self.at, "who": self.who})
    }
}

/// Every note's subject and state.
pub(crate) fn states(conn: &Connection, mut each: impl FnMut(String, Value)) -> Result<(), DeskError> {
    let mut statement = conn.prepare("SELECT * FROM notes ORDER BY id")?;
    for note in statement.query_map([], NoteRow::read)? {
        let note = note?;
        each(format!("note:{}", note.id), note.state());
    }
    Ok(())
}

fn get(conn: &Connection, id: i64) -> Result<NoteRow, DeskError> {
    conn.prepare_cached("SELECT * FROM notes WHERE id = ?1")?
        .query_row([id], NoteRow::read)
        .optional()?
        .ok_or_else(|| DeskError::NotFound(format!("note number {id}")))
}

impl Desk {
    /// Writes a note on a client, a shipment or an entry. Returns its number.
    ///
    /// # Errors
    /// Refused where it is empty or too long.
    pub fn add_note(&self, subject: &str, text: &str, due: Option<NaiveDate>, act: &Act) -> Result<i64, DeskError> {
        let text = text.trim();
        let length = text.chars().count();
        if length == 0 {
            return Err(DeskError::refused("A note needs some words."));
        }
        if length > LONGEST {
            return Err(DeskError::refused(format!("A note has room for {LONGEST} characters; this one has {length}. Attach it as a document.")));
        }
        self.write(act, |change| {
            if !documents::exists(change.conn(), subject)? {
                return Err(DeskError::NotFound(format!("{} to note something on", subject.replace(':', " "))));
            }
            change.conn().prepare_cached("INSERT INTO notes (subject, text, due, done, at, who) VALUES (?1, ?2, ?3, '', ?4, ?5)")?.execute(params![
                subject,
                text,
                due.map(|d| d.to_string()),
                change.stamp,
                change.act.who
            ])?;
            let id = change.conn().last_insert_rowid();
            let after = get(change.conn(), id)?.state();
            change.record_state("note-added", &format!("note:{id}"), None, Some(after))?;
            Ok(id)
        })
    }

    /// Marks a note as dealt with.
    ///
    /// # Errors
    /// Refused where it is already.
    pub fn note_done(&self, id: i64, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| {
            let note = get(change.conn(), id)?;
            if !note.done.is_empty() {
                return Err(DeskError::refused(format!("This note was dealt with already: {}.", note.done)));
            }
            let done = format!("{}, {}", change.act.who, change.stamp);
            change.conn().prepare_cached("UPDATE notes SET done = ?2 WHERE id = ?1")?.execute(params![id, done])?;
            let after = get(change.conn(), id)?.state();
            change.record_state("note-done", &format!("note:{id}"), Some(note.state()), Some(after))?;
            Ok(())
        })
    }

    /// The notes on something, newest first.
    pub fn notes(&self, subject: &str) -> Result<Vec<NoteRow>, DeskError> {
        self.read(|conn| {
            Ok(conn
                .prepare_cached("SELECT * FROM notes WHERE subject = ?1 ORDER BY id DESC")?
                .query_map([subject], NoteRow::read)?
                .collect::<Result<_, _>>()?)
        })
    }

    /// Notes that want to be seen again and that nobody has dealt with, the soonest first.
    pub fn notes_due(&self) -> Result<Vec<NoteRow>, DeskError> {
        self.read(|conn| {
            let sql = "SELECT * FROM notes WHERE due IS NOT NULL AND done = '' ORDER BY due, id";
            Ok(conn.prepare_cached(sql)?.query_map([], NoteRow::read)?.collect::<Result<_, _>>()?)
        })
    }
}
