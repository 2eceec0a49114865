//! The steps an entry took, each with the day it happened. What was recorded by mistake is taken back, never removed.

use crate::change::Change;
use crate::tables::entries::state_of_code;
use crate::{Desk, DeskError};
use chrono::NaiveDate;
use customs::{EntryFact, EntryState, EntryStep};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

pub(crate) const SCHEMA: &str = "
CREATE TABLE entry_steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL REFERENCES entries (number),
    step TEXT NOT NULL,
    day TEXT NOT NULL,
    note TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    taken_back TEXT NOT NULL
) STRICT;
CREATE INDEX steps_of_entry ON entry_steps (number, id);
";

/// What is stored where only the filing of the entry summary was recorded.
const SUMMARY: &str = "summary";

/// An entry with the dates its deadlines are counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryDates {
    /// Entry number.
    pub number: String,
    /// Whose it is.
    pub client_id: i64,
    /// The client's name.
    pub client: String,
    /// Where it stands.
    pub state: EntryState,
    /// A shipment on it was decided anew after it was built.
    pub stale: bool,
    /// `11`.
    pub entry_type: String,
    /// Statement and ABI status of block 2, as on the form.
    pub abi_status: String,
    /// Duty, tax and fees, U.S. dollars.
    pub total: String,
    /// Its dates.
    pub facts: BTreeMap<EntryFact, NaiveDate>,
}

impl EntryDates {
    /// Whether anything is owed on it.
    pub fn owes(&self) -> bool {
        self.total.bytes().any(|b| (b'1'..=b'9').contains(&b))
    }

    /// Whether it is paid by the periodic monthly statement: `P` after the ABI status in block 2.
    pub fn is_periodic(&self) -> bool {
        self.abi_status.trim().trim_end_matches("LIVE").trim().ends_with("/P")
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<EntryStep> {
    let step: String = row.get("step")?;
    Ok(EntryStep {
        state: if step == SUMMARY { None } else { Some(state_of_code(&step)?) },
        on: day(row, "day")?.ok_or_else(|| super::unreadable(0, "a step has no day"))?,
        note: row.get("note")?,
        at: row.get("at")?,
        who: row.get("who")?,
        taken_back: row.get("taken_back")?,
    })
}

fn day(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<NaiveDate>> {
    let Some(text) = row.get::<_, Option<String>>(column)? else { return Ok(None) };
    // As the desk writes it and no other way.
    let day = text.parse::<NaiveDate>().ok().filter(|day| day.to_string() == text);
    day.map(Some).ok_or_else(|| super::unreadable(0, format!("`{text}` is not a day")))
}

/// The steps of an entry, oldest first.
pub(crate) fn of(conn: &Connection, number: &str) -> Result<Vec<EntryStep>, DeskError> {
    Ok(conn.prepare_cached("SELECT * FROM entry_steps WHERE number = ?1 ORDER BY id")?.query_map([number], read)?.collect::<Result<_, _>>()?)
}

/// Records a step.
pub(crate) fn add(change: &Change<'_>, number: &str, state: Option<EntryState>, on: NaiveDate, note: &str) -> Result<(), DeskError> {
    change
        .conn()
        .prepare_cached("INSERT INTO entry_steps (number, step, day, note, at, who, taken_back) VALUES (?1, ?2, ?3, ?4, ?5, ?6, '')")?
        .execute(params![number, state.map_or(SUMMARY, EntryState::code), on.to_string(), note, change.stamp, change.act.who])?;
    Ok(())
}

/// Takes the last step that stands back, and returns the state that is left; `None` where no step stands.
pub(crate) fn take_back(change: &Change<'_>, number: &str, why: &str) -> Result<Option<EntryState>, DeskError> {
    let conn = change.conn();
    let last = "SELECT id FROM entry_steps WHERE number = ?1 AND taken_back = '' ORDER BY id DESC LIMIT 1";
    let Some(id) = conn.prepare_cached(last)?.query_row([number], |row| row.get::<_, i64>(0)).optional()? else { return Ok(None) };
    conn.prepare_cached("UPDATE entry_steps SET taken_back = ?2 WHERE id = ?1")?.execute(params![id, why])?;
    let standing = "SELECT step FROM entry_steps WHERE number = ?1 AND taken_back = '' AND step <> ?2 ORDER BY id DESC LIMIT 1";
    let left = conn.prepare_cached(standing)?.query_row(params![number, SUMMARY], |row| state_of_code(row.get_ref(0)?.as_str()?)).optional()?;
    Ok(Some(left.unwrap_or(EntryState::Draft)))
}

const SELECT: &str = "SELECT e.number, e.client_id, c.name AS client, e.state, e.stale, e.entry_type, e.total, e.entry_date,
        json_extract(s.body, '$.import_date') AS import_date, json_extract(s.body, '$.abi_status') AS abi_status
    FROM entries e JOIN clients c ON c.id = e.client_id JOIN summaries s ON s.id = e.summary_id";

/// An entry without its steps, its arrival beside it.
fn bare(row: &Row<'_>) -> rusqlite::Result<(EntryDates, Option<NaiveDate>, NaiveDate)> {
    let entered = day(row, "entry_date")?.ok_or_else(|| super::unreadable(0, "an entry has no date"))?;
    let entry = EntryDates {
        number: row.get("number")?,
        client_id: row.get("client_id")?,
        client: row.get("client")?,
        state: state_of_code(row.get_ref("state")?.as_str()?)?,
        stale: row.get("stale")?,
        entry_type: row.get("entry_type")?,
        abi_status: row.get::<_, Option<String>>("abi_status")?.unwrap_or_default(),
        total: row.get("total")?,
        facts: BTreeMap::new(),
    };
    Ok((entry, day(row, "import_date")?, entered))
}

/// The dates of one entry.
pub(crate) fn dates(conn: &Connection, number: &str) -> Result<EntryDates, DeskError> {
    let found = conn.prepare_cached(&format!("{SELECT} WHERE e.number = ?1"))?.query_row([number], bare).optional()?;
    let (mut entry, imported, entered) = found.ok_or_else(|| DeskError::NotFound(format!("entry {number}")))?;
    entry.facts = customs::following::facts(&of(conn, number)?, imported, entered);
    Ok(entry)
}

impl Desk {
    /// The dates of every entry on which something can still be due, by number.
    pub fn live_entry_dates(&self) -> Result<Vec<EntryDates>, DeskError> {
        let live: Vec<String> = EntryState::ALL.iter().filter(|s| s.is_live()).map(|s| format!("'{}'", s.code())).collect();
        let live = live.join(",");
        self.read(|conn| {
            let mut steps: BTreeMap<String, Vec<EntryStep>> = BTreeMap::new();
            let sql = format!("SELECT t.* FROM entry_steps t JOIN entries e ON e.number = t.number WHERE e.state IN ({live}) ORDER BY t.id");
            for step in conn.prepare_cached(&sql)?.query_map([], |row| Ok((row.get::<_, String>("number")?, read(row)?)))? {
                let (number, step) = step?;
                steps.entry(number).or_default().push(step);
            }
            let mut found = Vec::new();
            for row in conn.prepare_cached(&format!("{SELECT} WHERE e.state IN ({live}) ORDER BY e.number"))?.query_map([], bare)? {
                let (mut entry, imported, entered) = row?;
                let taken = steps.remove(&entry.number).unwrap_or_default();
                entry.facts = customs::following::facts(&taken, imported, entered);
                found.push(entry);
            }
            Ok(found)
        })
    }

    /// The dates of one entry.
    pub fn entry_dates(&self, number: &str) -> Result<EntryDates, DeskError> {
        self.read(|conn| dates(conn, number))
    }
}
