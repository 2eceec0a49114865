//! Entries as they stand: number, state, figures, and the shipments on them.

use super::{entry_steps, summaries};
use crate::journal::{self, JournalEvent};
use crate::{Desk, DeskError};
use chrono::{DateTime, NaiveDate, Utc};
use customs::{EntryState, EntryStep, EntrySummary};
use rusqlite::types::Value as Bound;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

pub(crate) const SCHEMA: &str = "
CREATE TABLE entries (
    number TEXT PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id),
    summary_id INTEGER NOT NULL REFERENCES summaries (id),
    state TEXT NOT NULL,
    stale INTEGER NOT NULL CHECK (stale IN (0, 1)),
    note TEXT NOT NULL,
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    entry_type TEXT NOT NULL,
    entry_date TEXT NOT NULL,
    port TEXT NOT NULL,
    importer TEXT NOT NULL,
    consignee TEXT NOT NULL,
    lines INTEGER NOT NULL,
    entered_value TEXT NOT NULL,
    duty TEXT NOT NULL,
    other TEXT NOT NULL,
    total TEXT NOT NULL
) STRICT;
CREATE INDEX entries_by_state ON entries (state);
CREATE INDEX entries_of_client ON entries (client_id);
CREATE TABLE entry_shipments (
    number TEXT NOT NULL REFERENCES entries (number),
    shipment_id INTEGER NOT NULL,
    PRIMARY KEY (number, shipment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_of_shipment ON entry_shipments (shipment_id);
";

/// Which entries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct EntryQuery {
    /// Of one client.
    #[ts(type = "number | null")]
    pub client_id: Option<i64>,
    /// In any of these states; all where empty.
    pub states: Vec<EntryState>,
    /// A part of the number (dashes or not), or of the importer's or consignee's name.
    pub text: String,
    /// Entry date on this day or later.
    pub from: Option<NaiveDate>,
    /// Entry date on this day or earlier.
    pub to: Option<NaiveDate>,
    /// Only these; all where empty.
    pub numbers: Vec<String>,
}

/// An entry in a list. Amounts are U.S. dollars as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EntryRow {
    /// Entry number.
    pub number: String,
    /// Whose it is.
    #[ts(type = "number")]
    pub client_id: i64,
    /// The client's name.
    pub client: String,
    /// Where it stands.
    pub state: EntryState,
    /// A shipment on it was decided anew after it was built: build it again before it is used.
    pub stale: bool,
    /// The note to its last change of state.
    pub note: String,
    /// When its number was drawn.
    pub created: DateTime<Utc>,
    /// When it was changed last.
    pub changed: DateTime<Utc>,
    /// `11`.
    pub entry_type: String,
    /// Entry date.
    pub entry_date: NaiveDate,
    /// Port, Schedule D.
    pub port: String,
    /// Importer of record.
    pub importer: String,
    /// Ultimate consignee.
    pub consignee: String,
    /// Lines.
    pub lines: u32,
    /// Shipments on it.
    pub shipments: u32,
    /// Total entered value.
    pub entered_value: String,
    /// Duty.
    pub duty: String,
    /// Fees.
    pub other: String,
    /// Duty, tax and fees.
    pub total: String,
}

/// An entry whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct StoredEntry {
    /// Its row.
    pub row: EntryRow,
    /// What the form shows.
    pub summary: EntrySummary,
    /// Where it stands.
    pub state: EntryState,
    /// The desk's numbers of its shipments.
    #[ts(type = "number[]")]
    pub shipments: Vec<i64>,
    /// The steps it took, oldest first, those that were taken back among them.
    pub steps: Vec<EntryStep>,
    /// What happened to it, newest first.
    pub history: Vec<JournalEvent>,
}

pub(crate) fn state_of_code(code: &str) -> rusqlite::Result<EntryState> {
    EntryState::from_code(code).ok_or_else(|| super::unreadable(0, format!("there is no state `{code}`")))
}

impl EntryRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let text = |column: &str| row.get::<_, String>(column);
        Ok(Self {
            number: text("number")?,
            client_id: row.get("client_id")?,
            client: text("client")?,
            state: state_of_code(row.get_ref("state")?.as_str()?)?,
            stale: row.get("stale")?,
            note: text("note")?,
            created: super::imports::moment_at(row, "created")?,
            changed: super::imports::moment_at(row, "changed")?,
            entry_type: text("entry_type")?,
            entry_date: text("entry_date")?.parse().map_err(|e| super::unreadable(0, e))?,
            port: text("port")?,
            importer: text("importer")?,
            consignee: text("consignee")?,
            lines: row.get("lines")?,
            shipments: row.get("shipments")?,
            entered_value: text("entered_value")?,
            duty: text("duty")?,
            other: text("other")?,
            total: text("total")?,
        })
    }
}

/// What the journal holds of an entry.
pub(crate) fn state(conn: &Connection, number: &str) -> Result<Value, DeskError> {
    let mut state = conn
        .prepare_cached("SELECT * FROM entries WHERE number = ?1")?
        .query_row([number], |row| {
            let text = |column: &str| row.get_ref(column).map(|v| v.as_bytes().map(|b| String::from_utf8_lossy(b).into_owned()).unwrap_or_default());
            Ok(json!({
                "client_id": row.get::<_, i64>("client_id")?, "summary": row.get::<_, i64>("summary_id")?, "state": text("state")?,
                "stale": row.get::<_, i64>("stale")?, "note": text("note")?, "created": text("created")?, "changed": text("changed")?,
                "entry_type": text("entry_type")?, "entry_date": text("entry_date")?, "port": text("port")?, "importer": text("importer")?,
                "consignee": text("consignee")?, "lines": row.get::<_, i64>("lines")?, "entered_value": text("entered_value")?,
                "duty": text("duty")?, "other": text("other")?, "total": text("total")?,
            }))
        })
        .optional()?
        .ok_or_else(|| DeskError::NotFound(format!("entry {number}")))?;
    state["shipments"] = json!(shipments(conn, number)?);
    let steps = entry_steps::of(conn, number)?;
    if !steps.is_empty() {
        state["steps"] = json!(steps);
    }
    Ok(state)
}

/// Every entry's subject and state.
pub(crate) fn states(conn: &Connection, mut each: impl FnMut(String, Value)) -> Result<(), DeskError> {
    let numbers: Vec<String> = conn.prepare("SELECT number FROM entries ORDER BY number")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for number in numbers {
        let state = state(conn, &number)?;
        each(format!("entry:{number}"), state);
    }
    Ok(())
}

/// Shipments of an entry.
pub(crate) fn shipments(conn: &Connection, number: &str) -> Result<Vec<i64>, DeskError> {
    let mut statement = conn.prepare_cached("SELECT shipment_id FROM entry_shipments WHERE number = ?1 ORDER BY shipment_id")?;
    Ok(statement.query_map([number], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Adds an entry.
pub(crate) fn add(conn: &Connection, client_id: i64, summary_id: i64, summary: &EntrySummary, shipments: &[i64], stamp: &str) -> Result<(), DeskError> {
    conn.prepare_cached(
        "INSERT INTO entries (number, client_id, summary_id, state, stale, note, created, changed, entry_type, entry_date, port, importer, consignee,
             lines, entered_value, duty, other, total)
         VALUES (?1, ?2, ?4, 'draft', 0, '', ?3, ?3, '', '', '', '', '', 0, '', '', '', '')",
    )?
    .execute(params![summary.number.as_str(), client_id, stamp, summary_id])?;
    set_summary(conn, summary_id, summary, stamp)?;
    let mut insert = conn.prepare_cached("INSERT INTO entry_shipments (number, shipment_id) VALUES (?1, ?2)")?;
    for shipment in shipments {
        insert.execute(params![summary.number.as_str(), shipment])?;
    }
    Ok(())
}

/// Sets what an entry says; it is no longer stale.
pub(crate) fn set_summary(conn: &Connection, summary_id: i64, summary: &EntrySummary, stamp: &str) -> Result<(), DeskError> {
    let lines = i64::try_from(summary.lines.len()).unwrap_or(i64::MAX);
    let [entered, duty, other, total] = [summary.total_entered_value, summary.duty, summary.other, summary.total].map(|amount| amount.to_string());
    conn.prepare_cached(
        "UPDATE entries SET summary_id = ?2, stale = 0, changed = ?3, entry_type = ?4, entry_date = ?5, port = ?6, importer = ?7, consignee = ?8,
             lines = ?9, entered_value = ?10, duty = ?11, other = ?12, total = ?13
         WHERE number = ?1",
    )?
    .execute(params![
        summary.number.as_str(),
        summary_id,
        stamp,
        summary.entry_type,
        summary.entry_date.to_string(),
        summary.port,
        summary.importer.name,
        summary.consignee.name,
        lines,
        entered,
        duty,
        other,
        total
    ])?;
    Ok(())
}

const SELECT: &str = "SELECT entries.*, clients.name AS client, (SELECT count(*) FROM entry_shipments es WHERE es.number = entries.number) AS shipments
    FROM entries JOIN clients ON clients.id = client_id";

/// One row.
pub(crate) fn row(conn: &Connection, number: &str) -> Result<EntryRow, DeskError> {
    conn.prepare_cached(&format!("{SELECT} WHERE entries.number = ?1"))?
        .query_row([number], EntryRow::read)
        .optional()?
        .ok_or_else(|| DeskError::NotFound(format!("entry {number}")))
}

impl Desk {
    /// Entries that match, newest first.
    pub fn entries(&self, query: &EntryQuery) -> Result<Vec<EntryRow>, DeskError> {
        let mut sql = format!("{SELECT} WHERE 1");
        let mut bound: Vec<Bound> = Vec::new();
        let mut add = |condition: &str, value: Bound| {
            bound.push(value);
            sql.push_str(&condition.replace("??", &format!("?{}", bound.len())));
        };
        if let Some(id) = query.client_id {
            add(" AND client_id = ??", id.into());
        }
        if let Some(day) = query.from {
            add(" AND entry_date >= ??", day.to_string().into());
        }
        if let Some(day) = query.to {
            add(" AND entry_date <= ??", day.to_string().into());
        }
        let text = query.text.trim();
        if !text.is_empty() {
            // instr, not LIKE: what is typed has no wildcards in it. Numbers match with or without dashes.
            add(
                " AND (instr(replace(entries.number, '-', ''), replace(upper(??), '-', '')) OR instr(lower(importer), lower(??)) OR instr(lower(consignee), lower(??)))",
                text.to_string().into(),
            );
        }
        if !query.numbers.is_empty() {
            add(" AND entries.number IN (SELECT value FROM json_each(??))", serde_json::to_string(&query.numbers)?.into());
        }
        if !query.states.is_empty() {
            let codes: Vec<String> = query.states.iter().map(|s| format!("'{}'", s.code())).collect();
            sql.push_str(&format!(" AND state IN ({})", codes.join(",")));
        }
        sql.push_str(" ORDER BY created DESC, number DESC");
        self.read(|conn| Ok(conn.prepare_cached(&sql)?.query_map(params_from_iter(bound), EntryRow::read)?.collect::<Result<_, _>>()?))
    }

    /// An entry whole.
    pub fn entry(&self, number: &str) -> Result<StoredEntry, DeskError> {
        self.read(|conn| {
            let row = row(conn, number)?;
            let summary_id: i64 = conn.prepare_cached("SELECT summary_id FROM entries WHERE number = ?1")?.query_row([number], |r| r.get(0))?;
            Ok(StoredEntry {
                summary: summaries::get(conn, summary_id)?,
                state: row.state,
                shipments: shipments(conn, number)?,
                steps: entry_steps::of(conn, number)?,
                history: journal::events(conn, Some(&format!("entry:{number}")), None, usize::MAX)?,
                row,
            })
        })
    }
}
