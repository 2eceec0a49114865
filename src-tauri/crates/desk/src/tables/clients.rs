//! The merchants the firm files for.

use crate::change::{Act, Change};
use crate::{Desk, DeskError, canonical};
use chrono::{DateTime, Utc};
use customs::Client;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) const SCHEMA: &str = "
CREATE TABLE clients (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
    body TEXT NOT NULL
) STRICT;
";

/// A client in the list of clients.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ClientRow {
    /// The client.
    pub client: Client,
    /// Shipments on the desk.
    #[ts(type = "number")]
    pub shipments: u64,
    /// When a file of theirs was last stored.
    pub last_import: Option<DateTime<Utc>>,
}

/// A client by number.
pub(crate) fn get(conn: &Connection, id: i64) -> Result<Option<Client>, DeskError> {
    let body: Option<String> = conn.prepare_cached("SELECT body FROM clients WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()?;
    Ok(body.map(|b| serde_json::from_str(&b)).transpose()?)
}

/// A client by number; an error where there is none.
pub(crate) fn need(conn: &Connection, id: i64) -> Result<Client, DeskError> {
    get(conn, id)?.ok_or_else(|| DeskError::NotFound(format!("client number {id}")))
}

/// Stores what a client is from now on, with the event that says so.
pub(crate) fn put(change: &mut Change<'_>, kind: &str, before: Option<serde_json::Value>, after: &Client) -> Result<(), DeskError> {
    let state = serde_json::to_value(after)?;
    let sql = "UPDATE clients SET name = ?2, body = ?3 WHERE id = ?1";
    change.conn().prepare_cached(sql)?.execute(params![after.id, after.name, canonical::text(&state)])?;
    change.record_state(kind, &format!("client:{}", after.id), before, Some(state))?;
    Ok(())
}

/// Every client's subject and state, as the journal holds them.
pub(crate) fn states(conn: &Connection, mut each: impl FnMut(String, serde_json::Value)) -> Result<(), DeskError> {
    let mut statement = conn.prepare("SELECT id, name, body FROM clients ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, name): (i64, String) = (row.get(0)?, super::text(row, 1));
        let mut state = super::json(row, 2);
        // The columns beside the body must say the same as the body.
        if state["name"] != name || state["id"] != id {
            state = serde_json::Value::Null;
        }
        each(format!("client:{id}"), state);
    }
    Ok(())
}

impl Desk {
    /// All clients by name, with what they have on the desk.
    pub fn clients(&self) -> Result<Vec<ClientRow>, DeskError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT body,
                        (SELECT coalesce(sum(shipments), 0) FROM imports WHERE client_id = clients.id AND undone = 0),
                        (SELECT max(at) FROM imports WHERE client_id = clients.id AND undone = 0)
                 FROM clients ORDER BY name",
            )?;
            let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, Option<String>>(2)?)))?;
            rows.map(|row| {
                let (body, shipments, last) = row?;
                let last_import = last.map(|at| super::imports::moment(&at)).transpose()?;
                Ok(ClientRow { client: serde_json::from_str(&body)?, shipments: shipments.unsigned_abs(), last_import })
            })
            .collect()
        })
    }

    /// A client by number.
    pub fn client(&self, id: i64) -> Result<Client, DeskError> {
        self.read(|conn| need(conn, id))
    }

    /// Puts on record that something masked of a client was shown in full. What was shown is not in the record.
    pub fn record_shown(&self, id: i64, kind: &str, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| {
            need(change.conn(), id)?;
            change.record(kind, &format!("client:{id}"), serde_json::json!({}))?;
            Ok(())
        })
    }

    /// Adds a client (`id` 0) or saves one. Returns its number.
    ///
    /// # Errors
    /// Refused without a name, or with the name of another client.
    pub fn save_client(&self, client: &Client, act: &Act) -> Result<i64, DeskError> {
        let name = client.name.trim().to_string();
        if name.is_empty() {
            return Err(DeskError::refused("A client needs a name."));
        }
        self.write(act, |change| {
            let namesake: Option<i64> = change
                .conn()
                .prepare_cached("SELECT id FROM clients WHERE name = ?1 AND id <> ?2")?
                .query_row(params![name, client.id], |r| r.get(0))
                .optional()?;
            if namesake.is_some() {
                return Err(DeskError::refused(format!("There is already a client named {name}. Open that one, or choose another name.")));
            }
            let before = if client.id == 0 { None } else { Some(need(change.conn(), client.id)?) };
            let mut after = Client { name: name.clone(), ..client.clone() };
            if before.is_none() {
                change.conn().prepare_cached("INSERT INTO clients (name, body) VALUES (?1, '')")?.execute([&name])?;
                after.id = change.conn().last_insert_rowid();
            }
            if before.as_ref() == Some(&after) {
                return Ok(after.id);
            }
            let kind = if before.is_none() { "client-added" } else { "client-saved" };
            put(change, kind, before.map(serde_json::to_value).transpose()?, &after)?;
            Ok(after.id)
        })
    }
}
