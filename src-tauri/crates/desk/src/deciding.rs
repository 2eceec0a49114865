//! Editing and deciding anew: what touches what, and what is appended.

use crate::change::{Act, Change};
use crate::importing::NewShipment;
use crate::tables::shipments::{self, Fields, ShipmentRow};
use crate::tables::{decisions, entries, overrides, ties, versions, words};
use crate::{Desk, DeskError};
use chrono::NaiveDate;
use customs::decision::RulebookStamp;
use customs::{Decision, Shipment};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

impl Desk {
    /// Stored shipments that may count toward the same person's day, or be lots of the same order: number, client, shipment.
    /// `people` are person or near keys with the local day of arrival. What is found are candidates: the decider settles it.
    pub fn related(&self, people: &[(String, NaiveDate)], lots: &[String]) -> Result<Vec<(i64, i64, Shipment)>, DeskError> {
        self.read(|conn| {
            if !ties::any(conn)? {
                return Ok(Vec::new());
            }
            let mut wanted = Vec::with_capacity(people.len() * 2 + lots.len());
            for (key, day) in people {
                wanted.extend([ties::Kind::Person, ties::Kind::Near].map(|kind| ties::tie(kind, key, Some(*day))));
            }
            wanted.extend(lots.iter().map(|key| ties::tie(ties::Kind::Lot, key, None)));
            bare(conn, &ties::find(conn, wanted)?)
        })
    }

    /// Stored shipments as they stand, without their decisions, in the given order: number, client, shipment. Numbers no longer
    /// on the desk are left out.
    pub fn bare_shipments(&self, ids: &[i64]) -> Result<Vec<(i64, i64, Shipment)>, DeskError> {
        self.read(|conn| bare(conn, ids))
    }

    /// What arrives for a person on a day, over all clients, in the order stored.
    pub fn same_person_day(&self, person_keys: &[String], day: NaiveDate) -> Result<Vec<ShipmentRow>, DeskError> {
        self.read(|conn| {
            let candidates = ties::find(conn, person_keys.iter().map(|key| ties::tie(ties::Kind::Person, key, Some(day))).collect())?;
            let mut same = Vec::with_capacity(candidates.len());
            for id in candidates {
                let version = versions::current(conn, id)?;
                if version.person_keys.iter().any(|key| person_keys.contains(key)) {
                    same.push(id);
                }
            }
            shipments::rows(conn, &same)
        })
    }

    /// Shipments whose person receives another shipment on the same day, over all clients; the newest first, `most` at most.
    pub fn tied_shipments(&self, most: usize) -> Result<Vec<i64>, DeskError> {
        self.read(|conn| ties::sharing_a_day(conn, most))
    }

    /// Of these shipments, those whose entry, if they have one, has not been filed: number and client, in the given order.
    pub fn not_filed(&self, ids: &[i64]) -> Result<Vec<(i64, i64)>, DeskError> {
        self.read(|conn| {
            let mut find = conn.prepare_cached("SELECT client_id, entry_number FROM shipments WHERE id = ?1")?;
            let mut open = Vec::with_capacity(ids.len());
            for id in ids {
                let Some((client, entry)) = find.query_row([id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<String>>(1)?))).optional()? else {
                    continue;
                };
                let filed = match entry {
                    Some(number) => !entries::row(conn, &number)?.state.is_open_to_change(),
                    None => false,
                };
                if !filed {
                    open.push((*id, client));
                }
            }
            Ok(open)
        })
    }

    /// Appends new decisions on stored shipments. Entries that are not filed yet and carry one of them become stale.
    pub fn append_decisions(&self, decided: &[(i64, Decision)], rulebook: &RulebookStamp, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| append(change, decided, rulebook))
    }

    /// Stores one edited shipment; see [`Desk::update_shipments`].
    pub fn update_shipment(&self, id: i64, edited: &NewShipment, changed: &[(i64, Decision)], rulebook: &RulebookStamp, act: &Act) -> Result<(), DeskError> {
        self.update_shipments(&[(id, edited)], changed, rulebook, act)
    }

    /// Stores edited shipments with their decisions, and the new decisions on others they changed; all of it, or nothing.
    /// Source rows are kept where the edit names none, and the port where it is `None`.
    ///
    /// # Errors
    /// Refused where a house bill would come twice for a client, and where a shipment is on an entry that was filed.
    pub fn update_shipments(&self, edits: &[(i64, &NewShipment)], changed: &[(i64, Decision)], rulebook: &RulebookStamp, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| {
            let mut stale = BTreeSet::new();
            for (id, edited) in edits {
                stale.extend(edit(change, *id, edited, rulebook)?);
            }
            mark_stale(change, &stale)?;
            append(change, changed, rulebook)
        })
    }
}

/// Stores one edit; returns the entry it makes stale.
pub(crate) fn edit(change: &mut Change<'_>, id: i64, edited: &NewShipment, rulebook: &RulebookStamp) -> Result<Option<String>, DeskError> {
    let conn = change.conn();
    let before = versions::current(conn, id)?;
    let (client_id, entry): (i64, Option<String>) =
        conn.prepare_cached("SELECT client_id, entry_number FROM shipments WHERE id = ?1")?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if let Some(number) = &entry
        && !entries::row(conn, number)?.state.is_open_to_change()
    {
        return Err(DeskError::refused(format!(
            "{} is on entry {number}, which was filed: what was filed is not edited. Note the correction on the entry.",
            before.shipment.id
        )));
    }
    let bill = edited.shipment.id.as_str();
    if bill.trim().is_empty() {
        return Err(DeskError::refused("A shipment needs a house bill."));
    }
    if conn.prepare_cached("SELECT 1 FROM shipments WHERE client_id = ?1 AND bill = ?2 AND id <> ?3")?.exists(params![client_id, bill, id])? {
        return Err(DeskError::refused(format!("This client already has a shipment {bill} on the desk.")));
    }
    let rows = if edited.source_rows.is_empty() { &before.source_rows } else { &edited.source_rows };
    let port = edited.port.as_deref().unwrap_or(&before.port);
    let body = versions::body(edited, rows, port)?;
    ties::remove(conn, id, &ties::of_version(&before))?;
    let day = edited.shipment.arrival.map(|a| a.local_day());
    ties::add(conn, id, &ties::of(&edited.person_keys, &edited.near_keys, &edited.lot_keys, day))?;
    words::remove(conn, id)?;
    words::add(conn, id, &words::of(&edited.shipment, entry.as_deref()))?;
    let version_id = versions::add(change, id, &body)?;
    let decision_id = decisions::add(change, id, &edited.decision)?;
    shipments::set(change.conn(), id, (version_id, decision_id), &Fields::of(&edited.shipment, port, &decisions::Gist::of(&edited.decision)))?;
    let event = json!({
        "before": serde_json::to_value(&before)?,
        "after": serde_json::from_str::<serde_json::Value>(&body)?,
        "route": edited.decision.route.code(),
        "rulebook": rulebook,
    });
    change.record("shipment-edited", &format!("shipment:{id}"), event)?;
    overrides::lapse(change, id, &edited.decision)?;
    Ok(entry)
}

/// Appends decisions, one event for each client they concern, so that no client's record speaks of another's.
pub(crate) fn append(change: &mut Change<'_>, decided: &[(i64, Decision)], rulebook: &RulebookStamp) -> Result<(), DeskError> {
    let mut by_client: BTreeMap<i64, Vec<&(i64, Decision)>> = BTreeMap::new();
    for one in decided {
        by_client.entry(client_of(change.conn(), one.0)?).or_default().push(one);
    }
    let mut stale = BTreeSet::new();
    for (client_id, decided) in by_client {
        let mut routes: BTreeMap<&str, u64> = BTreeMap::new();
        for (id, decision) in &decided {
            let version = versions::current(change.conn(), *id)?;
            let decision_id = decisions::add(change, *id, decision)?;
            shipments::decide(change.conn(), *id, decision_id, decision, &version)?;
            *routes.entry(decision.route.code()).or_default() += 1;
            let entry: Option<String> = change.conn().prepare_cached("SELECT entry_number FROM shipments WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
            stale.extend(entry);
        }
        let routes: BTreeMap<_, _> = routes.into_iter().map(|(route, count)| (route, count.to_string())).collect();
        change.record("shipments-decided", &format!("client:{client_id}"), json!({"routes": routes, "rulebook": rulebook}))?;
        for (id, decision) in decided {
            overrides::lapse(change, *id, decision)?;
        }
    }
    mark_stale(change, &stale)
}

/// Number, client and shipment of those that are on the desk, without their decisions.
fn bare(conn: &Connection, ids: &[i64]) -> Result<Vec<(i64, i64, Shipment)>, DeskError> {
    let mut find = conn.prepare_cached("SELECT s.client_id, v.body FROM shipments s JOIN versions v ON v.id = s.version_id WHERE s.id = ?1")?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some((client, body)) = find.query_row([id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))).optional()? {
            found.push((*id, client, serde_json::from_str::<versions::Version>(&body)?.shipment));
        }
    }
    Ok(found)
}

fn client_of(conn: &Connection, id: i64) -> Result<i64, DeskError> {
    conn.prepare_cached("SELECT client_id FROM shipments WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| DeskError::NotFound(format!("shipment number {id}")))
}

pub(crate) fn mark_stale(change: &mut Change<'_>, numbers: &BTreeSet<String>) -> Result<(), DeskError> {
    for number in numbers {
        let row = entries::row(change.conn(), number)?;
        if row.stale || !row.state.is_open_to_change() {
            continue;
        }
        let before = entries::state(change.conn(), number)?;
        change.conn().prepare_cached("UPDATE entries SET stale = 1, changed = ?2 WHERE number = ?1")?.execute(params![number, change.stamp])?;
        let after = entries::state(change.conn(), number)?;
        change.record_state("entry-stale", &format!("entry:{number}"), Some(before), Some(after))?;
    }
    Ok(())
}
