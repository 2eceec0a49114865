//! Ties: which shipments may belong together, by a person on a day, by a near person on a day, by an order in lots.
//!
//! A tie is a 64-bit digest, so that the table stays small and quick at millions of rows; what it finds are candidates.

use super::versions::Version;
use crate::DeskError;
use crate::canonical::field;
use chrono::NaiveDate;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

pub(crate) const SCHEMA: &str = "
CREATE TABLE ties (
    tie INTEGER NOT NULL,
    shipment_id INTEGER NOT NULL,
    PRIMARY KEY (tie, shipment_id)
) STRICT, WITHOUT ROWID;
";

/// What ties shipments.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Person = 1,
    Near = 2,
    Lot = 3,
}

/// The digest of one tie.
pub(crate) fn tie(kind: Kind, key: &str, day: Option<NaiveDate>) -> i64 {
    let mut hasher = Sha256::new_with_prefix([3, kind as u8]);
    field(&mut hasher, key.as_bytes());
    field(&mut hasher, day.map(|d| d.to_string()).unwrap_or_default().as_bytes());
    let digest = hasher.finalize();
    // The last two bits say what kind of tie it is.
    (i64::from_be_bytes(std::array::from_fn(|i| digest[i])) & !3) | kind as i64
}

/// All ties of a version. Without a day of arrival there is no person's day to count.
pub(crate) fn of(person_keys: &[String], near_keys: &[String], lot_keys: &[String], day: Option<NaiveDate>) -> Vec<i64> {
    let mut ties = Vec::new();
    if day.is_some() {
        ties.extend(person_keys.iter().map(|key| tie(Kind::Person, key, day)));
        ties.extend(near_keys.iter().map(|key| tie(Kind::Near, key, day)));
    }
    ties.extend(lot_keys.iter().map(|key| tie(Kind::Lot, key, None)));
    ties
}

/// Ties of a stored version.
pub(crate) fn of_version(version: &Version) -> Vec<i64> {
    let lots: Vec<String> = version.lot_keys.iter().chain(&version.lot_key).cloned().collect();
    of(&version.person_keys, &version.near_keys, &lots, version.shipment.arrival.map(|a| a.local_day()))
}

/// Whether a shipment has the ties of its version, and no others.
pub(crate) fn are(conn: &Connection, shipment_id: i64, version: &Version) -> Result<bool, DeskError> {
    let mut wanted = of_version(version);
    wanted.sort_unstable();
    wanted.dedup();
    let mut find = conn.prepare_cached("SELECT 1 FROM ties WHERE tie = ?1 AND shipment_id = ?2")?;
    for tie in wanted {
        if !find.exists(params![tie, shipment_id])? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Adds ties of a shipment.
pub(crate) fn add(conn: &Connection, shipment_id: i64, ties: &[i64]) -> Result<(), DeskError> {
    let mut insert = conn.prepare_cached("INSERT OR IGNORE INTO ties (tie, shipment_id) VALUES (?1, ?2)")?;
    for tie in ties {
        insert.execute(params![tie, shipment_id])?;
    }
    Ok(())
}

/// Adds ties of many shipments, in the order in which they stand: a page is filled once, not come back to.
pub(crate) fn add_all(conn: &Connection, mut ties: Vec<(i64, i64)>) -> Result<(), DeskError> {
    ties.sort_unstable();
    ties.dedup();
    let mut insert = conn.prepare_cached("INSERT OR IGNORE INTO ties (tie, shipment_id) VALUES (?1, ?2)")?;
    for (tie, shipment_id) in ties {
        insert.execute(params![tie, shipment_id])?;
    }
    Ok(())
}

/// Removes ties of a shipment.
pub(crate) fn remove(conn: &Connection, shipment_id: i64, ties: &[i64]) -> Result<(), DeskError> {
    let mut delete = conn.prepare_cached("DELETE FROM ties WHERE tie = ?1 AND shipment_id = ?2")?;
    for tie in ties {
        delete.execute(params![tie, shipment_id])?;
    }
    Ok(())
}

/// Shipments that share a person's day with another, the newest first.
pub(crate) fn sharing_a_day(conn: &Connection, limit: usize) -> Result<Vec<i64>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT DISTINCT shipment_id FROM ties
         WHERE tie IN (SELECT tie FROM ties WHERE tie & 3 = ?1 GROUP BY tie HAVING count(*) > 1)
         ORDER BY shipment_id DESC LIMIT ?2",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(statement.query_map(params![Kind::Person as i64, limit], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Whether there are any.
pub(crate) fn any(conn: &Connection) -> Result<bool, DeskError> {
    Ok(conn.prepare_cached("SELECT 1 FROM ties LIMIT 1")?.exists([])?)
}

/// Shipments with any of the ties, by number.
pub(crate) fn find(conn: &Connection, mut ties: Vec<i64>) -> Result<Vec<i64>, DeskError> {
    ties.sort_unstable();
    ties.dedup();
    let mut found = Vec::new();
    let held: i64 = conn.query_row("SELECT count(*) FROM (SELECT 1 FROM ties LIMIT ?1)", [i64::try_from(ties.len() / 4).unwrap_or(i64::MAX)], |r| r.get(0))?;
    if usize::try_from(held).is_ok_and(|held| held < ties.len() / 4) {
        // Far fewer ties on the desk than asked for: one walk over the desk's is quicker.
        let mut walk = conn.prepare_cached("SELECT tie, shipment_id FROM ties")?;
        let mut rows = walk.query([])?;
        while let Some(row) = rows.next()? {
            if ties.binary_search(&row.get(0)?).is_ok() {
                found.push(row.get(1)?);
            }
        }
    } else {
        let mut find = conn.prepare_cached("SELECT shipment_id FROM ties WHERE tie = ?1")?;
        for tie in ties {
            let mut rows = find.query([tie])?;
            while let Some(row) = rows.next()? {
                found.push(row.get(0)?);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
