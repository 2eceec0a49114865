//! A merchant's file: offered, read, checked, stored and decided.

use super::deciding::{self, Ties};
use super::intake_known;
use super::intake_options::{self, Recalled, with_defaults};
use super::intake_parts::{self, Decided, Stock};
use crate::bundled::SAMPLES;
use crate::contract::*;
use crate::state::{OfferedFile, lock};
use crate::{ApiError, Reporter, Workbench};
use customs::{Client, Country, Party, Route, Shipment};
use desk::{ImportPart, NewImport, NewShipment, Phrases, Prepared};
use intake::{ReadOptions, Reading, Remembered};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Rows one preview window shows at most.
const WINDOW: u32 = 1_000;

pub fn sample_offer(bench: &Workbench, args: NameArgs) -> Result<FileTicket, ApiError> {
    let sample = SAMPLES.iter().find(|s| s.name == args.name).ok_or_else(|| ApiError::new("not-found", format!("there is no sample `{}`", args.name)))?;
    Ok(bench.offer(sample.name, sample.bytes.to_vec()))
}

pub fn intake_read(bench: &Workbench, args: IntakeReadArgs) -> Result<IntakeView, ApiError> {
    let file = bench.offered(&args.ticket)?;
    let mut options = args.options;
    if let Some(client) = args.client_id {
        with_defaults(bench, client, &mut options)?;
    }
    let (reading, recalled) = read(bench, &file, args.client_id, &mut options, &|_| false)?;
    let mut mapping_note = Vec::new();
    let mut remembered = None;
    if let Some(recalled) = recalled {
        mapping_note = intake::mapping_changes(&recalled.was.mapping, &reading);
        mapping_note.extend(currency_note(bench, recalled.from.import_id, &reading)?);
        let same_header = recalled.from.fingerprint == reading.source.fingerprint;
        remembered = Some(RememberedNote { import_id: recalled.from.import_id, file_name: recalled.from.file_name, at: recalled.from.at, same_header });
    }
    let (known_file, (known, known_total)) = match args.client_id {
        Some(client) => (bench.desk.import_by_hash(client, &file.ticket.sha256)?, intake_known::known(bench, client, &reading)?),
        None => (None, (Vec::new(), 0)),
    };
    let ready = reading.shipments.iter().filter(|s| s.errors == 0).count() as u64;
    let view = IntakeView {
        ticket: file.ticket.clone(),
        source: reading.source.clone(),
        columns: reading.columns.clone(),
        issues: reading.issues.clone(),
        repairs: repair_kinds(&reading),
        shipments: reading.shipments.len() as u64,
        ready,
        arrival_in_file: !reading.shipments.is_empty() && reading.shipments.iter().all(|s| s.shipment.arrival.is_some()),
        options,
        known_file,
        known,
        known_total,
        remembered,
        mapping_note,
        fields: intake::fields(),
    };
    *lock(&file.reading) = Some(Arc::new(reading));
    Ok(view)
}

/// What was put right, by its kind, the most frequent first. A long file has a hundred thousand such cells.
fn repair_kinds(reading: &Reading) -> Vec<RepairKind> {
    let mut kinds: BTreeMap<&str, RepairKind> = BTreeMap::new();
    for repair in &reading.repairs {
        let new = || RepairKind { code: repair.code.clone(), why: repair.why.clone(), count: 0 };
        kinds.entry(&repair.code).or_insert_with(new).count += 1;
    }
    let mut kinds: Vec<RepairKind> = kinds.into_values().collect();
    kinds.sort_by_key(|k| std::cmp::Reverse(k.count));
    kinds
}

/// Says where the values of this file are in other currencies than those of the earlier one.
fn currency_note(bench: &Workbench, import_id: i64, reading: &Reading) -> Result<Option<String>, ApiError> {
    let named = |shipment: &Shipment| shipment.currency.clone().unwrap_or_else(|| "USD".to_owned());
    let ids = bench.desk.shipment_ids(&desk::ShipmentQuery { import_id: Some(import_id), ..Default::default() })?;
    let earlier: BTreeSet<String> = bench.desk.bare_shipments(ids.get(..ids.len().min(200)).unwrap_or_default())?.iter().map(|(_, _, s)| named(s)).collect();
    let fresh: BTreeSet<String> = reading.shipments.iter().map(|s| named(&s.shipment)).filter(|c| !earlier.contains(c)).collect();
    if earlier.is_empty() || fresh.is_empty() {
        return Ok(None);
    }
    let list = |codes: BTreeSet<String>| codes.into_iter().collect::<Vec<_>>().join(", ");
    Ok(Some(format!("Values in {} are new; the earlier file had {}.", list(fresh), list(earlier))))
}

pub fn intake_preview(bench: &Workbench, args: PreviewArgs) -> Result<Vec<PreviewLine>, ApiError> {
    let file = bench.offered(&args.ticket)?;
    let reading = last_reading(&file)?;
    let rows = reading.preview(args.from, args.count.min(WINDOW));
    let (first, last) = (rows.first().map_or(0, |r| r.row), rows.last().map_or(0, |r| r.row));
    // Both are in the order of rows.
    let issues = reading.issues.get(reading.issues.partition_point(|i| i.row < first)..reading.issues.partition_point(|i| i.row <= last));
    let mut bad: BTreeMap<u32, Vec<BadCell>> = BTreeMap::new();
    for issue in issues.unwrap_or_default() {
        if let Some(column) = issue.column_index {
            bad.entry(issue.row).or_default().push(BadCell { column, severity: issue.severity });
        }
    }
    let repairs = reading.repairs.get(reading.repairs.partition_point(|r| r.row < first)..reading.repairs.partition_point(|r| r.row <= last));
    let mut repaired: BTreeMap<u32, Vec<RepairedCell>> = BTreeMap::new();
    for repair in repairs.unwrap_or_default() {
        repaired.entry(repair.row).or_default().push(RepairedCell { column: repair.column_index, now: repair.now.clone(), why: repair.why.clone() });
    }
    let corrected = lock(&file.fixes).clone();
    Ok(rows
        .into_iter()
        .map(|r| PreviewLine {
            row: r.row,
            kind: r.kind,
            bad: bad.remove(&r.row).unwrap_or_default(),
            repaired: repaired.remove(&r.row).unwrap_or_default(),
            corrected: corrected.range((r.row, 0)..=(r.row, u32::MAX)).map(|(_, column)| (*column, reading.original(r.row, *column).to_owned())).collect(),
            cells: r.cells,
        })
        .collect())
}

fn last_reading(file: &OfferedFile) -> Result<Arc<Reading>, ApiError> {
    lock(&file.reading).clone().ok_or_else(|| ApiError::new("not-found", "That file has not been read yet."))
}

/// The fields a column may be read as, with their names for people.
pub fn intake_fields(_: &Workbench, _: Nothing) -> Result<Vec<intake::FieldInfo>, ApiError> {
    Ok(intake::fields())
}

/// How many cells of a column say the same.
pub fn intake_alike(bench: &Workbench, args: AlikeArgs) -> Result<Alike, ApiError> {
    let (count, rows) = last_reading(&*bench.offered(&args.ticket)?)?.alike(args.column, &args.text, 5);
    Ok(Alike { count, rows })
}

pub fn imports(bench: &Workbench, _: Nothing) -> Result<Vec<desk::ImportRow>, ApiError> {
    Ok(bench.desk.imports()?)
}

pub fn import_undo(bench: &Workbench, args: ImportArgs) -> Result<Nothing, ApiError> {
    bench.desk.undo_import(args.import_id, &bench.act())?;
    lock(&bench.views).clear();
    Ok(Nothing {})
}

/// Reads, decides and stores a file: all of it, or nothing.
pub fn intake_store(bench: &Workbench, args: StoreArgs, report: &Reporter<'_>) -> Result<StoreAnswer, ApiError> {
    let file = bench.offered(&args.ticket)?;
    let client = bench.desk.client(args.client_id)?;
    let mut options = args.options;
    options.arrival = args.arrival.or(options.arrival);
    options.mode = args.mode.or(options.mode);
    options.country_of_shipment = args.country_of_shipment.filter(|c| !c.trim().is_empty()).or(options.country_of_shipment);
    options.port = args.port.filter(|p| !p.trim().is_empty()).or(options.port);
    with_defaults(bench, args.client_id, &mut options)?;
    if let Some(country) = &options.country_of_shipment
        && Country::parse(country).is_none()
    {
        return Err(ApiError::refused(format!("`{country}` is not a country; write the one the shipments leave from, like DE.")));
    }
    let progress = |p: intake::Progress| report.at(p.rows as usize, p.of.unwrap_or(0) as usize, "Reading rows");
    let (mut reading, _) = read(bench, &file, Some(args.client_id), &mut options, &progress)?;
    reading.note_sources(&options.fixes, &bench.user());
    may_be_stored(&file, &reading, &options)?;
    let settled = intake_known::settle(bench, args.client_id, &reading, &args.known.unwrap_or_default())?;
    let merchant = shipper(&client);
    // Those taken for others on the desk go behind the new ones.
    let (mut reads, mut fresh, mut replaced) = (Vec::new(), Vec::new(), Vec::new());
    for held in std::mem::take(&mut reading.shipments) {
        if settled.skipped.contains(&held.shipment.id) {
            continue;
        }
        let intake::ReadShipment { mut shipment, rows, .. } = held;
        // A shop's own export never names the shop: the client whose file it is ships the goods.
        shipment.shipper.get_or_insert_with(|| Box::new(merchant.clone()));
        match settled.taken.get(&shipment.id) {
            Some(id) => {
                intake_known::replacing(&mut shipment, &file.ticket.name, &rows, bench.today());
                replaced.push((*id, shipment));
            }
            None => {
                fresh.push(shipment);
                reads.push(rows);
            }
        }
    }
    let total = fresh.len() + replaced.len();
    if total == 0 {
        let name = &file.ticket.name;
        return Err(ApiError::refused(format!("Every shipment of {name} is on the desk already and is left as it is. There is nothing to store.")));
    }
    if report.at(0, total, "Deciding") {
        return Err(ApiError::cancelled());
    }
    let ids: BTreeSet<i64> = replaced.iter().map(|(id, _)| *id).collect();
    let new_ones = fresh.len();
    let mut shipments = fresh;
    let numbers: Vec<i64> = replaced.iter().map(|(id, _)| *id).collect();
    shipments.extend(replaced.into_iter().map(|(_, shipment)| shipment));
    reads.resize(shipments.len(), Vec::new());
    let bills: Vec<(String, Option<u32>)> = shipments.iter().zip(&reads).take(new_ones).map(|(s, rows)| (s.id.clone(), rows.first().copied())).collect();
    let bills: Vec<(&str, Option<u32>)> = bills.iter().map(|(bill, row)| (bill.as_str(), *row)).collect();
    let port = options.port.clone().unwrap_or_default();
    let new = NewImport {
        client_id: client.id,
        file_name: file.ticket.name.clone(),
        bytes: file.bytes.clone(),
        mapping_json: serde_json::to_string(&Remembered::of(&reading, &options))?,
        source_json: serde_json::to_string(&reading.source)?,
        fingerprint: reading.source.fingerprint.clone(),
        arrival_note: options.arrival.map(|a| a.to_string()).unwrap_or_default(),
        port: port.clone(),
    };
    // The cells have done their work; a large file's are large.
    drop(reading);
    let law = bench.rulebook().stamp();
    let stood_at = bench.desk.last_version()?;
    let ties: Vec<Ties> = shipments.iter().map(deciding::ties).collect();
    let parts = intake_parts::split(bench, &ties, new_ones, &ids)?;
    let mut stock = Stock { shipments, ties, rows: reads, port: Some(port.clone()).filter(|p| !p.is_empty()) };
    let mut counts: BTreeMap<Route, u64> = BTreeMap::new();
    // What touches the desk is decided before anything is written; the rest while what was decided is being written.
    let first = stock.decide(bench, client.id, &parts.first, &ids, &law)?;
    let (first_new, taken): (Vec<_>, Vec<_>) = first.rows.into_iter().partition(|(place, _)| *place < new_ones);
    // A replaced one keeps its rows in the file it came in first, and its port.
    let taken = taken.into_iter().map(|(_, version)| NewShipment { port: None, ..version });
    let versions: Vec<(i64, NewShipment)> = numbers.into_iter().zip(taken).collect();
    versions.iter().for_each(|(_, version)| *counts.entry(version.decision.route).or_default() += 1);
    let skipped: Vec<String> = settled.skipped.into_iter().collect();
    let mut redecided = first.changed.len() as u64;
    let mut failed = None;
    let mut phrases = Phrases::default();
    let mut waiting = Some(prepared(Decided { rows: first_new, changed: Vec::new() }, &port, &mut phrases)?);
    let stored = std::thread::scope(|scope| {
        let (send, decided) = std::sync::mpsc::sync_channel::<Result<(ImportPart, Vec<Route>), ApiError>>(2);
        let (counts, redecided, failed) = (&mut counts, &mut redecided, &mut failed);
        // Called first when nobody else can store any more: what this file touches must still be what it was.
        let mut next = move || match waiting.take().map(Ok).or_else(|| decided.recv().ok()) {
            Some(Ok(_)) if bench.desk.last_version()? != stood_at => {
                *failed = Some(ApiError::refused("Other shipments were stored while this file was being decided. Nothing was stored; store it again."));
                Err(desk::DeskError::Cancelled)
            }
            Some(Ok((part, routes))) => {
                routes.into_iter().for_each(|route| *counts.entry(route).or_default() += 1);
                *redecided += part.changed.len() as u64;
                Ok(Some(part))
            }
            Some(Err(error)) => {
                *failed = Some(error);
                Err(desk::DeskError::Cancelled)
            }
            None => Ok(None),
        };
        let known = desk::KnownRows { replaced: &versions, skipped: &skipped };
        let (new, bills, law, changed) = (&new, &bills, &law, &first.changed);
        let writer = scope.spawn(move || {
            let progress = |done| report.at(done, total, "Storing");
            bench.desk.store_import_in_parts(new, bills, known, &mut next, law, &bench.act(), &progress, changed)
        });
        // The shipments are freed where they were read: memory that another thread frees is given back late.
        for places in &parts.rest {
            let part = stock.decide_apart(bench, places, law).and_then(|part| prepared(part, &port, &mut phrases));
            let ends = part.is_err();
            // Nobody listens any more where the writer stopped.
            if send.send(part).is_err() || ends {
                break;
            }
        }
        drop(send);
        writer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let stored = stored?;
    lock(&bench.views).clear();
    Ok(StoreAnswer {
        import_id: stored.import_id,
        shipments: new_ones as u64,
        counts: Route::ALL.iter().filter_map(|r| counts.get(r).map(|n| RouteCount { route: *r, count: *n })).collect(),
        redecided,
        replaced: versions.len() as u64,
        skipped: skipped.len() as u64,
    })
}

/// A decided part, ready to be written, and the routes of its shipments.
fn prepared(part: Decided, port: &str, phrases: &mut Phrases) -> Result<(ImportPart, Vec<Route>), ApiError> {
    let routes = part.rows.iter().map(|(_, row)| row.decision.route).collect();
    let rows = part.rows.into_iter().map(|(place, row)| Prepared::new(place, &row, port, phrases)).collect::<Result<_, _>>()?;
    Ok((ImportPart { rows, changed: part.changed }, routes))
}

/// The client as shipper of its own goods.
fn shipper(client: &Client) -> Party {
    let given = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
    let address = &client.address;
    Party {
        name: given(&client.name),
        address1: given(&address.street),
        address2: None,
        city: given(&address.city),
        region: given(&address.state),
        postal_code: given(&address.postal_code),
        country: given(&address.country).or_else(|| given(&client.default_country_of_shipment)),
        email: None,
        phone: None,
    }
}

/// Reads a file with all that the desk knows, as the client's last file of the same kind was read. What was recalled goes into
/// the options.
fn read(
    bench: &Workbench,
    file: &OfferedFile,
    client: Option<i64>,
    options: &mut ReadOptions,
    cancel: &dyn Fn(intake::Progress) -> bool,
) -> Result<(Reading, Option<Recalled>), ApiError> {
    let knowing = intake_options::knowing(bench, client, options)?;
    let (failed, recalled) = (Cell::new(None), Cell::new(None));
    let ask = |fingerprint: &str, columns: &[intake::Column]| match client.map(|c| intake_options::recall(bench, c, fingerprint, columns)).transpose() {
        Ok(found) => {
            let found = found.flatten();
            let now = found.as_ref().map(|r: &Recalled| r.now.clone());
            recalled.set(found);
            now
        }
        Err(error) => {
            failed.set(Some(error));
            None
        }
    };
    let (reading, remembered) = intake::read_recalling(&file.ticket.name, &file.bytes, &knowing, &ask, cancel)
        .map_err(|e| if e.code() == "stopped" { ApiError::cancelled() } else { e.into() })?;
    if let Some(error) = failed.take() {
        return Err(error);
    }
    if let Some(remembered) = &remembered {
        remembered.recall(options);
    }
    *lock(&file.fixes) = options.fixes.iter().map(|f| (f.row, f.column)).collect();
    Ok((reading, recalled.take()))
}

/// Whether a reading is whole enough to be stored; if not, the first thing that is missing.
fn may_be_stored(file: &OfferedFile, reading: &Reading, options: &ReadOptions) -> Result<(), ApiError> {
    let name = &file.ticket.name;
    if reading.shipments.is_empty() {
        return Err(ApiError::refused(format!("{name} has no row that could be read as goods. Choose the header row and the columns again.")));
    }
    let errors: Vec<_> = reading.issues.iter().filter(|i| i.severity == intake::Severity::Error).collect();
    if let Some(first) = errors.first() {
        let more = if errors.len() > 1 { format!(" There are {} more.", errors.len() - 1) } else { String::new() };
        return Err(ApiError::refused(format!(
            "{name}, row {}, {}: {}{more} Nothing was stored.",
            first.row,
            if first.column.is_empty() { "the row" } else { &first.column },
            first.message
        )));
    }
    if let Some(shipment) = reading.shipments.iter().find(|s| s.shipment.arrival.is_none()) {
        return Err(ApiError::refused(format!(
            "{name} does not say when {} arrives. Give the arrival date: the law of that day decides.",
            shipment.shipment.id
        )));
    }
    if options.port.as_deref().is_none_or(|p| !(p.len() == 4 && p.bytes().all(|b| b.is_ascii_digit()))) {
        return Err(ApiError::refused("Give the port of entry, four digits of Schedule D, like 4701 for New York JFK."));
    }
    Ok(())
}
