//! Storing an import, all or nothing; taking it back.

use crate::change::{Act, Change};
use crate::tables::decisions::Phrases;
use crate::tables::{clients, decisions, files, imports, shipments, ties, versions, words};
use crate::{Desk, DeskError, deciding};
use customs::decision::RulebookStamp;
use customs::{Decision, Route, Shipment};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;
use ts_rs::TS;

/// Between two calls of the progress callback.
const STRIDE: usize = 500;

/// A file to store, and how it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewImport {
    /// Whose file it is.
    pub client_id: i64,
    /// Its name as it came.
    pub file_name: String,
    /// Its very bytes.
    pub bytes: Arc<Vec<u8>>,
    /// How its columns were mapped, as JSON: offered again for the next file with this fingerprint.
    pub mapping_json: String,
    /// Where in the file the rows were (sheet, encoding, separator), as JSON.
    pub source_json: String,
    /// Fingerprint of its header row.
    pub fingerprint: String,
    /// What was said about arrival where the file said nothing.
    pub arrival_note: String,
    /// Port, Schedule D, where the file named none.
    pub port: String,
}

/// A shipment to store, with its decision and what ties it to others.
#[derive(Clone, Debug, PartialEq)]
pub struct NewShipment {
    /// The shipment.
    pub shipment: Shipment,
    /// The decision on it.
    pub decision: Decision,
    /// Keys of the person whose day it counts toward.
    pub person_keys: Vec<String>,
    /// Keys of persons who may be the same.
    pub near_keys: Vec<String>,
    /// Key of the order it may be one lot of.
    pub lot_keys: Vec<String>,
    /// Its rows in the file, counted from 1.
    pub source_rows: Vec<u32>,
    /// Port, Schedule D; the import's where `None`.
    pub port: Option<String>,
}

/// A shipment made ready to be written, so that the writer only writes.
#[derive(Debug)]
pub struct Prepared {
    place: usize,
    route: Route,
    version: String,
    decision: decisions::Written,
    fields: shipments::Fields,
    words: String,
    ties: Vec<i64>,
}

impl Prepared {
    /// Makes a shipment ready; `place` is its place in the file, from 0, `port` the import's, `phrases` what the shipments
    /// before it had to say.
    ///
    /// # Errors
    /// A shipment or decision that cannot be written as JSON.
    pub fn new(place: usize, row: &NewShipment, port: &str, phrases: &mut Phrases) -> Result<Self, DeskError> {
        let port = row.port.as_deref().unwrap_or(port);
        Ok(Self {
            place,
            route: row.decision.route,
            version: versions::body(row, &row.source_rows, port)?,
            decision: decisions::Written::of(&row.decision, phrases)?,
            fields: shipments::Fields::of(&row.shipment, port, &decisions::Gist::of(&row.decision)),
            words: words::of(&row.shipment, None),
            ties: ties::of(&row.person_keys, &row.near_keys, &row.lot_keys, row.shipment.arrival.map(|a| a.local_day())),
        })
    }
}

/// A part of an import: some of its shipments, and stored ones that were decided differently because of them.
#[derive(Debug, Default)]
pub struct ImportPart {
    /// Shipments, each with its place in the file.
    pub rows: Vec<Prepared>,
    /// New decisions on stored shipments.
    pub changed: Vec<(i64, Decision)>,
}

/// What becomes of shipments of a file that the desk has already.
#[derive(Clone, Copy, Debug, Default)]
pub struct KnownRows<'a> {
    /// Those whose new version takes the old one's place: number and new version.
    pub replaced: &'a [(i64, NewShipment)],
    /// House bills that stay as they are.
    pub skipped: &'a [String],
}

/// What an import came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Stored {
    /// Its number.
    #[ts(type = "number")]
    pub import_id: i64,
    /// Shipments stored.
    #[ts(type = "number")]
    pub shipments: u64,
    /// The number of the first one; the others follow it in the order given.
    #[ts(type = "number")]
    pub first_shipment: i64,
}

impl Desk {
    /// Stores a file, its shipments and decisions, and the new decisions on stored shipments it changed; all of it, or nothing.
    ///
    /// `progress` is called with the shipments written so far; `true` stops the work. It may read the desk, never write to it.
    ///
    /// # Errors
    /// [`DeskError::Cancelled`]; refused where the client has the file already, or has a house bill of it, or a house bill
    /// comes twice. Nothing is stored then.
    pub fn store_import(
        &self,
        import: &NewImport,
        rows: &[NewShipment],
        changed: &[(i64, Decision)],
        rulebook: &RulebookStamp,
        act: &Act,
        progress: &dyn Fn(usize) -> bool,
    ) -> Result<Stored, DeskError> {
        self.store_import_settled(import, rows, KnownRows::default(), changed, rulebook, act, progress)
    }

    /// The same, where shipments of the file are on the desk already and it is settled what becomes of them: that is in the
    /// record, too.
    ///
    /// # Errors
    /// As [`Desk::store_import`]; refused where a shipment to be replaced is on an entry that was filed.
    #[allow(clippy::too_many_arguments)]
    pub fn store_import_settled(
        &self,
        import: &NewImport,
        rows: &[NewShipment],
        known: KnownRows<'_>,
        changed: &[(i64, Decision)],
        rulebook: &RulebookStamp,
        act: &Act,
        progress: &dyn Fn(usize) -> bool,
    ) -> Result<Stored, DeskError> {
        let bills: Vec<(&str, Option<u32>)> = rows.iter().map(|r| (r.shipment.id.as_str(), r.source_rows.first().copied())).collect();
        let mut parts = rows.chunks(STRIDE).enumerate();
        let mut phrases = Phrases::default();
        let mut next = || {
            let Some((number, rows)) = parts.next() else { return Ok(None) };
            let ready = (number * STRIDE..).zip(rows).map(|(place, row)| Prepared::new(place, row, &import.port, &mut phrases));
            Ok(Some(ImportPart { rows: ready.collect::<Result<_, _>>()?, changed: Vec::new() }))
        };
        self.store_import_in_parts(import, &bills, known, &mut next, rulebook, act, progress, changed)
    }

    /// The same in parts, so that a large file is never decided and written out in memory as a whole. `bills` are the house
    /// bills of all its shipments with their first rows; `next` gives the parts, in any order, until there are none.
    ///
    /// # Errors
    /// As [`Desk::store_import_settled`], and whatever `next` says.
    #[allow(clippy::too_many_arguments)]
    pub fn store_import_in_parts(
        &self,
        import: &NewImport,
        bills: &[(&str, Option<u32>)],
        known: KnownRows<'_>,
        next: &mut dyn FnMut() -> Result<Option<ImportPart>, DeskError>,
        rulebook: &RulebookStamp,
        act: &Act,
        progress: &dyn Fn(usize) -> bool,
        changed: &[(i64, Decision)],
    ) -> Result<Stored, DeskError> {
        let packed = files::pack(&import.bytes)?;
        self.write(act, |change| {
            check(change, import, &packed, bills, !known.replaced.is_empty())?;
            let conn = change.conn();
            files::put(conn, &packed)?;
            let count = i64::try_from(bills.len()).unwrap_or(i64::MAX);
            conn.prepare_cached(
                "INSERT INTO imports (client_id, sha256, file_name, mapping, source, fingerprint, arrival_note, port, at, who, shipments)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                import.client_id,
                packed.sha256,
                import.file_name,
                import.mapping_json,
                import.source_json,
                import.fingerprint,
                import.arrival_note,
                import.port,
                change.stamp,
                change.act.who,
                count
            ])?;
            let import_id = conn.last_insert_rowid();
            let first_shipment = versions::next_shipment(conn)?;
            let mut routes: BTreeMap<&str, u64> = BTreeMap::new();
            let (mut written, mut redecided) = (0usize, changed.to_vec());
            let mut knots = Vec::new();
            while let Some(part) = next()? {
                for row in &part.rows {
                    if written.is_multiple_of(STRIDE) && progress(written) {
                        return Err(DeskError::Cancelled);
                    }
                    *routes.entry(row.route.code()).or_default() += 1;
                    let id = first_shipment.saturating_add(i64::try_from(row.place).unwrap_or(i64::MAX));
                    store(change, id, (import.client_id, import_id), row)?;
                    knots.extend(row.ties.iter().map(|tie| (*tie, id)));
                    written += 1;
                }
                redecided.extend(part.changed);
            }
            if progress(written) {
                return Err(DeskError::Cancelled);
            }
            if written != bills.len() {
                let (all, file) = (bills.len(), &import.file_name);
                return Err(DeskError::refused(format!("Only {written} of the {all} shipments of {file} were decided. Nothing was stored; store it again.")));
            }
            ties::add_all(change.conn(), knots)?;
            let routes: BTreeMap<_, _> = routes.into_iter().map(|(route, count)| (route, count.to_string())).collect();
            let after = imports::state_of(change.conn(), import_id)?;
            let mut body = json!({"before": null, "after": after, "routes": routes, "rulebook": rulebook});
            if !known.replaced.is_empty() {
                body["replaced"] = known.replaced.iter().map(|(_, row)| row.shipment.id.as_str()).collect();
            }
            if !known.skipped.is_empty() {
                body["skipped"] = known.skipped.iter().map(String::as_str).collect();
            }
            change.record("import-stored", &format!("import:{import_id}"), body)?;
            let mut stale = BTreeSet::new();
            for (id, edited) in known.replaced {
                stale.extend(deciding::edit(change, *id, edited, rulebook)?);
            }
            deciding::mark_stale(change, &stale)?;
            deciding::append(change, &redecided, rulebook)?;
            Ok(Stored { import_id, shipments: written as u64, first_shipment })
        })
    }

    /// Takes an import back: its shipments leave the desk; the file, the decisions and both events stay on record.
    ///
    /// # Errors
    /// Refused while a shipment of it is on an entry, and where it was taken back before.
    pub fn undo_import(&self, import_id: i64, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| {
            let conn = change.conn();
            let before = imports::state_of(conn, import_id)?;
            if before["undone"] != 0 {
                return Err(DeskError::refused(format!("Import number {import_id} was taken back already.")));
            }
            let on_entry: Option<(String, String)> = conn
                .query_row(
                    "SELECT s.bill, e.number FROM shipments s JOIN entry_shipments e ON e.shipment_id = s.id WHERE s.import_id = ?1 ORDER BY s.id LIMIT 1",
                    [import_id],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            if let Some((bill, number)) = on_entry {
                return Err(DeskError::refused(format!(
                    "This import cannot be taken back: its shipment {bill} is on entry {number}, and an entry's records are kept, void or not."
                )));
            }
            let ids: Vec<i64> =
                conn.prepare_cached("SELECT id FROM shipments WHERE import_id = ?1")?.query_map([import_id], |row| row.get(0))?.collect::<Result<_, _>>()?;
            for id in ids {
                let version = versions::current(conn, id)?;
                shipments::remove(conn, id, &version)?;
            }
            conn.prepare_cached("UPDATE imports SET undone = 1 WHERE id = ?1")?.execute([import_id])?;
            let after = imports::state_of(conn, import_id)?;
            change.record_state("import-undone", &format!("import:{import_id}"), Some(before), Some(after))?;
            Ok(())
        })
    }
}

/// What an import must not be.
fn check(change: &Change<'_>, import: &NewImport, packed: &files::Packed, rows: &[(&str, Option<u32>)], replaces: bool) -> Result<(), DeskError> {
    let conn = change.conn();
    let client = clients::need(conn, import.client_id)?;
    let file = &import.file_name;
    if rows.is_empty() && !replaces {
        return Err(DeskError::refused(format!("{file} has no shipments to store.")));
    }
    let earlier: Option<(i64, String)> = conn
        .prepare_cached("SELECT id, at FROM imports WHERE client_id = ?1 AND sha256 = ?2 AND undone = 0")?
        .query_row(params![import.client_id, packed.sha256], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((id, at)) = earlier {
        let day = at.get(..10).unwrap_or(&at).to_string();
        return Err(DeskError::refused(format!(
            "{file} is on the desk already: {} sent these very bytes before (import {id}, {day}). Take that import back first.",
            client.name
        )));
    }
    let mut find = conn.prepare_cached("SELECT 1 FROM shipments WHERE client_id = ?1 AND bill = ?2")?;
    let mut bills = HashSet::with_capacity(rows.len());
    let (mut twice, mut known) = (Vec::new(), Vec::new());
    for (bill, row) in rows {
        if bill.trim().is_empty() {
            let at = row.map(|n| format!(" (row {n})")).unwrap_or_default();
            return Err(DeskError::refused(format!("{file}: a shipment has no house bill{at}. Map a column to it, or fill it in.")));
        }
        if !bills.insert(bill) {
            twice.push(*bill);
        } else if find.exists(params![import.client_id, bill])? {
            known.push(*bill);
        }
    }
    if !twice.is_empty() {
        return Err(DeskError::refused(format!("{file} has the same house bill on more than one shipment: {}. Each shipment needs its own.", some(&twice))));
    }
    if !known.is_empty() {
        let these = if known.len() == 1 { "this house bill" } else { "these house bills" };
        return Err(DeskError::refused(format!(
            "{} already has {these} on the desk: {}. Leave them out, or take the earlier import back first.",
            client.name,
            some(&known)
        )));
    }
    Ok(())
}

/// The first few of many: `A, B, C and 12 more`.
fn some(names: &[&str]) -> String {
    let shown = names.iter().take(5).copied().collect::<Vec<_>>().join(", ");
    if names.len() > 5 { format!("{shown} and {} more", names.len() - 5) } else { shown }
}

fn store(change: &mut Change<'_>, id: i64, of: (i64, i64), row: &Prepared) -> Result<(), DeskError> {
    let version_id = versions::add(change, id, &row.version)?;
    let decision_id = decisions::add_written(change, id, &row.decision)?;
    let conn = change.conn();
    shipments::add(conn, id, of, (version_id, decision_id), &row.fields)?;
    words::add(conn, id, &row.words)
}
