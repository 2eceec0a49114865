//! Versions of shipments: as received, and after each edit. Evidence.

use crate::change::Change;
use crate::evidence::Evidence;
use crate::importing::NewShipment;
use crate::{Desk, DeskError};
use chrono::{DateTime, Utc};
use customs::Shipment;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) const SCHEMA: &str = "
CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    shipment_id INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX versions_of_shipment ON versions (shipment_id);
CREATE INDEX versions_of_event ON versions (seq);
";

/// A version as it is stored: everything about a shipment that a person or a file said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) shipment: Shipment,
    pub(crate) person_keys: Vec<String>,
    pub(crate) near_keys: Vec<String>,
    /// Orders and invoices whose lots are counted together.
    #[serde(default)]
    pub(crate) lot_keys: Vec<String>,
    /// The one such key that files of version 1 kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lot_key: Option<String>,
    pub(crate) source_rows: Vec<u32>,
    pub(crate) port: String,
}

/// The same, borrowed for writing; field order is the stored order.
#[derive(Serialize)]
struct Written<'a> {
    shipment: &'a Shipment,
    person_keys: &'a [String],
    near_keys: &'a [String],
    lot_keys: &'a [String],
    source_rows: &'a [u32],
    port: &'a str,
}

/// How a shipment stood after one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ShipmentVersion {
    /// The event that made it so.
    #[ts(type = "number")]
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub who: String,
    /// The shipment.
    pub shipment: Shipment,
}

/// The text a shipment is stored as.
pub(crate) fn body(new: &NewShipment, source_rows: &[u32], port: &str) -> Result<String, DeskError> {
    Ok(serde_json::to_string(&Written {
        shipment: &new.shipment,
        person_keys: &new.person_keys,
        near_keys: &new.near_keys,
        lot_keys: &new.lot_keys,
        source_rows,
        port,
    })?)
}

/// Adds a version; returns its number.
pub(crate) fn add(change: &mut Change<'_>, shipment_id: i64, body: &str) -> Result<i64, DeskError> {
    let seq = change.seq();
    change.conn().prepare_cached("INSERT INTO versions (seq, shipment_id, body) VALUES (?1, ?2, ?3)")?.execute(params![seq, shipment_id, body])?;
    let id = change.conn().last_insert_rowid();
    change.witness(Evidence::Versions, id, &shipment_id.to_string(), body);
    Ok(id)
}

/// The version a shipment stands at.
pub(crate) fn current(conn: &Connection, shipment_id: i64) -> Result<Version, DeskError> {
    let body: Option<String> = conn
        .prepare_cached("SELECT body FROM versions WHERE id = (SELECT version_id FROM shipments WHERE id = ?1)")?
        .query_row([shipment_id], |row| row.get(0))
        .optional()?;
    Ok(serde_json::from_str(&body.ok_or_else(|| DeskError::NotFound(format!("shipment number {shipment_id}")))?)?)
}

/// The number the next shipment gets. Versions are never deleted, so no number comes twice.
pub(crate) fn next_shipment(conn: &Connection) -> Result<i64, DeskError> {
    Ok(conn.query_row("SELECT coalesce(max(shipment_id), 0) + 1 FROM versions", [], |row| row.get(0))?)
}

impl Desk {
    /// The number of the last version of any shipment: it grows whenever a shipment is stored or edited.
    pub fn last_version(&self) -> Result<i64, DeskError> {
        self.read(|conn| Ok(conn.query_row("SELECT coalesce(max(id), 0) FROM versions", [], |row| row.get(0))?))
    }

    /// Every version of a shipment, oldest first: the first is the shipment as received.
    pub fn shipment_versions(&self, id: i64) -> Result<Vec<ShipmentVersion>, DeskError> {
        self.read(|conn| {
            let mut statement = conn
                .prepare_cached("SELECT v.seq, j.at, j.who, v.body FROM versions v JOIN journal j ON j.seq = v.seq WHERE v.shipment_id = ?1 ORDER BY v.id")?;
            let rows = statement.query_map([id], |row| Ok((row.get(0)?, super::imports::moment_at(row, "at")?, row.get(2)?, row.get::<_, String>(3)?)))?;
            rows.map(|row| {
                let (seq, at, who, body) = row?;
                Ok(ShipmentVersion { seq, at, who, shipment: serde_json::from_str::<Version>(&body)?.shipment })
            })
            .collect()
        })
    }
}
