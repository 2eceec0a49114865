//! Shipments as they stand: narrow rows to sort, filter and page, derived from the last version and decision.

mod query;
mod row;

pub use query::{ShipmentQuery, SortKey};
pub(crate) use row::{Fields, rows, stored};
pub use row::{ShipmentRow, StoredShipment};

use super::decisions::Gist;
use super::versions::Version;
use super::{ties, words};
use crate::DeskError;
use customs::{Decision, Route};
use rusqlite::{Connection, params};

pub(crate) const SCHEMA: &str = "
CREATE TABLE shipments (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id),
    import_id INTEGER NOT NULL REFERENCES imports (id),
    version_id INTEGER NOT NULL REFERENCES versions (id),
    decision_id INTEGER NOT NULL REFERENCES decisions (id),
    bill TEXT NOT NULL CHECK (bill <> ''),
    person TEXT NOT NULL,
    goods TEXT NOT NULL,
    origin TEXT NOT NULL,
    hts TEXT NOT NULL,
    value_usd TEXT,
    value_cents INTEGER,
    lines INTEGER NOT NULL,
    arrival TEXT,
    port TEXT NOT NULL,
    mode TEXT NOT NULL,
    route INTEGER NOT NULL,
    entry_type TEXT NOT NULL,
    exempt INTEGER,
    would_have_qualified INTEGER NOT NULL,
    flags TEXT NOT NULL,
    entry_number TEXT
) STRICT;
CREATE UNIQUE INDEX shipments_by_bill ON shipments (client_id, bill);
CREATE INDEX shipments_of_import ON shipments (import_id);
CREATE INDEX shipments_by_route ON shipments (route, entry_number);
CREATE INDEX shipments_by_arrival ON shipments (arrival);
";

/// The number a route is stored as; its order is the order of work. Never renumbered: files hold it.
pub(crate) fn rank(route: Route) -> i64 {
    match route {
        Route::Review => 0,
        Route::Prohibited => 1,
        Route::Section321 => 2,
        Route::Gift => 3,
        Route::Accompanied => 4,
        Route::InformationalMaterials => 5,
        Route::Informal => 6,
        Route::PostalInformal => 7,
        Route::Formal => 8,
    }
}

/// The route stored as a number.
pub(crate) fn route(rank_stored: i64) -> Option<Route> {
    Route::ALL.into_iter().find(|route| rank(*route) == rank_stored)
}

/// Adds a shipment that stands at a version and a decision.
pub(crate) fn add(
    conn: &Connection,
    id: i64,
    (client_id, import_id): (i64, i64),
    (version_id, decision_id): (i64, i64),
    fields: &Fields,
) -> Result<(), DeskError> {
    conn.prepare_cached(
        "INSERT INTO shipments (id, client_id, import_id, version_id, decision_id, bill, person, goods, origin, hts, value_usd, value_cents, lines,
             arrival, port, mode, route, entry_type, exempt, would_have_qualified, flags)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
    )?
    .execute(params![
        id,
        client_id,
        import_id,
        version_id,
        decision_id,
        fields.bill,
        fields.person,
        fields.goods,
        fields.origin,
        fields.hts,
        fields.value_usd,
        fields.value_cents,
        fields.lines,
        fields.arrival,
        fields.port,
        fields.mode,
        fields.route,
        fields.entry_type,
        fields.exempt,
        fields.would_have_qualified,
        fields.flags,
    ])?;
    Ok(())
}

/// Sets what a shipment stands at after an edit.
pub(crate) fn set(conn: &Connection, id: i64, (version_id, decision_id): (i64, i64), fields: &Fields) -> Result<(), DeskError> {
    conn.prepare_cached(
        "UPDATE shipments SET version_id = ?2, decision_id = ?3, bill = ?4, person = ?5, goods = ?6, origin = ?7, hts = ?8, value_usd = ?9,
             value_cents = ?10, lines = ?11, arrival = ?12, port = ?13, mode = ?14, route = ?15, entry_type = ?16, exempt = ?17,
             would_have_qualified = ?18, flags = ?19
         WHERE id = ?1",
    )?
    .execute(params![
        id,
        version_id,
        decision_id,
        fields.bill,
        fields.person,
        fields.goods,
        fields.origin,
        fields.hts,
        fields.value_usd,
        fields.value_cents,
        fields.lines,
        fields.arrival,
        fields.port,
        fields.mode,
        fields.route,
        fields.entry_type,
        fields.exempt,
        fields.would_have_qualified,
        fields.flags,
    ])?;
    Ok(())
}

/// Sets what a shipment stands at after a new decision on the same version.
pub(crate) fn decide(conn: &Connection, id: i64, decision_id: i64, decision: &Decision, version: &Version) -> Result<(), DeskError> {
    let version_id: i64 = conn.prepare_cached("SELECT version_id FROM shipments WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    set(conn, id, (version_id, decision_id), &Fields::of(&version.shipment, &version.port, &Gist::of(decision)))
}

/// Writes down, or strikes out, the entry a shipment is on, and lets it be found by that number.
pub(crate) fn put_on_entry(conn: &Connection, id: i64, version: &Version, entry_number: Option<&str>) -> Result<(), DeskError> {
    conn.prepare_cached("UPDATE shipments SET entry_number = ?2 WHERE id = ?1")?.execute(params![id, entry_number])?;
    words::remove(conn, id)?;
    words::add(conn, id, &words::of(&version.shipment, entry_number))
}

/// Takes a shipment off the desk; its versions and decisions stay on record.
pub(crate) fn remove(conn: &Connection, id: i64, version: &Version) -> Result<(), DeskError> {
    ties::remove(conn, id, &ties::of_version(version))?;
    words::remove(conn, id)?;
    conn.prepare_cached("DELETE FROM shipments WHERE id = ?1")?.execute([id])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_has_its_own_stored_number() {
        for each in Route::ALL {
            assert_eq!(route(rank(each)), Some(each));
        }
        assert_eq!(route(9), None);
    }
}
