//! Rules of a client: words of its files that are always read as others. A rule is removed on record, never lost.

use super::clients;
use super::imports::moment_at;
use crate::change::Act;
use crate::{Desk, DeskError};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

pub(crate) const SCHEMA: &str = "
CREATE TABLE client_rules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES clients (id),
    field TEXT NOT NULL,
    says TEXT NOT NULL,
    means TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX client_rules_in_force ON client_rules (client_id, field, says) WHERE removed = 0;
";

/// A rule as it is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewRule {
    /// In which field, by its name in data: `origin`.
    pub field: String,
    /// What the cell says; empty: nothing, where there are goods.
    pub says: String,
    /// What is read in its place.
    pub means: String,
}

/// A rule in the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClientRule {
    /// The desk's own number.
    #[ts(type = "number")]
    pub id: i64,
    /// The rule.
    pub rule: NewRule,
    /// When it was remembered.
    pub at: DateTime<Utc>,
    /// Who remembered it.
    pub who: String,
}

impl ClientRule {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            rule: NewRule { field: row.get("field")?, says: row.get("says")?, means: row.get("means")? },
            at: moment_at(row, "at")?,
            who: row.get("who")?,
        })
    }
}

fn state(row: &Row<'_>) -> rusqlite::Result<Value> {
    let text = |column: &str| row.get::<_, String>(column);
    Ok(json!({
        "client_id": row.get::<_, i64>("client_id")?, "field": text("field")?, "says": text("says")?, "means": text("means")?,
        "at": text("at")?, "who": text("who")?, "removed": row.get::<_, bool>("removed")?,
    }))
}

fn state_of(conn: &Connection, id: i64) -> Result<Value, DeskError> {
    conn.prepare_cached("SELECT * FROM client_rules WHERE id = ?1")?
        .query_row([id], state)
        .optional()?
        .ok_or_else(|| DeskError::NotFound(format!("rule number {id}")))
}

/// Every rule's subject and state; those removed, too.
pub(crate) fn states(conn: &Connection, mut each: impl FnMut(String, Value)) -> Result<(), DeskError> {
    let mut statement = conn.prepare("SELECT * FROM client_rules ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(format!("client-rule:{}", row.get::<_, i64>("id")?), state(row)?);
    }
    Ok(())
}

impl Desk {
    /// The rules of a client that are in force, in the order they were remembered.
    pub fn client_rules(&self, client_id: i64) -> Result<Vec<ClientRule>, DeskError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached("SELECT * FROM client_rules WHERE client_id = ?1 AND removed = 0 ORDER BY id")?;
            Ok(statement.query_map([client_id], ClientRule::read)?.collect::<Result<_, _>>()?)
        })
    }

    /// Remembers a rule. One for the same words of the same field is replaced, on record; the very same is kept as it is.
    pub fn remember_rule(&self, client_id: i64, rule: &NewRule, act: &Act) -> Result<i64, DeskError> {
        self.write(act, |change| {
            clients::need(change.conn(), client_id)?;
            let held: Option<(i64, String)> = change
                .conn()
                .prepare_cached("SELECT id, means FROM client_rules WHERE client_id = ?1 AND field = ?2 AND says = ?3 AND removed = 0")?
                .query_row(params![client_id, rule.field, rule.says], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            if let Some((id, means)) = held {
                if means == rule.means {
                    return Ok(id);
                }
                remove(change, id)?;
            }
            change
                .conn()
                .prepare_cached("INSERT INTO client_rules (client_id, field, says, means, at, who) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
                .execute(params![client_id, rule.field, rule.says, rule.means, change.stamp, change.act.who])?;
            let id = change.conn().last_insert_rowid();
            let after = state_of(change.conn(), id)?;
            change.record_state("rule-remembered", &format!("client-rule:{id}"), None, Some(after))?;
            Ok(id)
        })
    }

    /// Removes a rule: the next file is read without it.
    pub fn remove_rule(&self, id: i64, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| {
            if state_of(change.conn(), id)?["removed"] == true {
                return Err(DeskError::refused("That rule was removed already."));
            }
            remove(change, id)
        })
    }
}

fn remove(change: &mut crate::change::Change<'_>, id: i64) -> Result<(), DeskError> {
    let before = state_of(change.conn(), id)?;
    change.conn().prepare_cached("UPDATE client_rules SET removed = 1 WHERE id = ?1")?.execute([id])?;
    let after = state_of(change.conn(), id)?;
    change.record_state("rule-removed", &format!("client-rule:{id}"), Some(before), Some(after))?;
    Ok(())
}
