//! A merchant's file: offered, read, checked, stored and decided.

use super::deciding::{self, Ties};
use crate::bundled::SAMPLES;
use crate::contract::*;
use crate::state::{OfferedFile, lock};
use crate::{ApiError, Reporter, Workbench};
use customs::{Client, Country, Party, Route, Shipment};
use desk::{NewImport, NewShipment};
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
    let mut mapping_note = Vec::new();
    if let Some(client) = args.client_id {
        with_defaults(bench, client, &mut options)?;
    }
    let mut reading = read(&file, &options, &|_| false)?;
    if let Some(client) = args.client_id
        && options.mapping.is_none()
        && let Some(remembered) = bench.desk.remembered_mapping(client, &reading.source.fingerprint)?
    {
        let remembered = Remembered::parse(&remembered)?;
        mapping_note = intake::mapping_changes(&remembered.mapping, &reading);
        remembered.recall(&mut options);
        reading = read(&file, &options, &|_| false)?;
    }
    let (known_file, known_bills) = match args.client_id {
        Some(client) => {
            let bills: Vec<&str> = reading.shipments.iter().map(|s| s.shipment.id.as_str()).collect();
            (bench.desk.import_by_hash(client, &file.ticket.sha256)?, bench.desk.known_bills(client, &bills)?)
        }
        None => (None, Vec::new()),
    };
    let ready = reading.shipments.iter().filter(|s| s.errors == 0).count() as u64;
    let view = IntakeView {
        ticket: file.ticket.clone(),
        source: reading.source.clone(),
        columns: reading.columns.clone(),
        issues: reading.issues.clone(),
        repairs: reading.repairs.clone(),
        shipments: reading.shipments.len() as u64,
        ready,
        arrival_in_file: !reading.shipments.is_empty() && reading.shipments.iter().all(|s| s.shipment.arrival.is_some()),
        options,
        known_file,
        known_bills,
        mapping_note,
        fields: intake::fields(),
    };
    *lock(&file.reading) = Some(Arc::new(reading));
    Ok(view)
}

pub fn intake_preview(bench: &Workbench, args: PreviewArgs) -> Result<Vec<PreviewLine>, ApiError> {
    let file = bench.offered(&args.ticket)?;
    let reading = lock(&file.reading).clone().ok_or_else(|| ApiError::new("not-found", "That file has not been read yet."))?;
    let rows = reading.preview(args.from, args.count.min(WINDOW));
    let shown: BTreeSet<u32> = rows.iter().map(|r| r.row).collect();
    let mut bad: BTreeMap<u32, Vec<BadCell>> = BTreeMap::new();
    for issue in reading.issues.iter().filter(|i| shown.contains(&i.row)) {
        if let Some(column) = issue.column_index {
            bad.entry(issue.row).or_default().push(BadCell { column, severity: issue.severity });
        }
    }
    let mut repaired: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for repair in reading.repairs.iter().filter(|r| shown.contains(&r.row)) {
        repaired.entry(repair.row).or_default().push(repair.column_index);
    }
    Ok(rows
        .into_iter()
        .map(|r| PreviewLine {
            row: r.row,
            kind: r.kind,
            bad: bad.remove(&r.row).unwrap_or_default(),
            repaired: repaired.remove(&r.row).unwrap_or_default(),
            cells: r.cells,
        })
        .collect())
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
    // The same kind of file of the same client is read as it was before.
    let failed = Cell::new(None);
    let recall = |fingerprint: &str, _: &[intake::Column]| match recalled(bench, args.client_id, fingerprint) {
        Ok(remembered) => remembered,
        Err(error) => {
            failed.set(Some(error));
            None
        }
    };
    let progress = |p: intake::Progress| report.at(p.rows as usize, p.of.unwrap_or(0) as usize, "Reading rows");
    let (reading, remembered) = intake::read_recalling(&file.ticket.name, &file.bytes, &options, &recall, &progress)?;
    if let Some(error) = failed.take() {
        return Err(error);
    }
    if let Some(remembered) = &remembered {
        remembered.recall(&mut options);
    }
    may_be_stored(&file, &reading, &options)?;
    let total = reading.shipments.len();
    if report.at(0, total, "Deciding") {
        return Err(ApiError::cancelled());
    }
    let merchant = shipper(&client);
    let mut shipments: Vec<Shipment> = reading.shipments.iter().map(|s| s.shipment.clone()).collect();
    for shipment in &mut shipments {
        // A shop's own export never names the shop: the client whose file it is ships the goods.
        shipment.shipper.get_or_insert_with(|| merchant.clone());
    }
    let ties: Vec<Ties> = shipments.iter().map(deciding::ties).collect();
    let outcome = deciding::decide(bench, args.client_id, &shipments, &ties, &BTreeSet::new())?;
    let mut counts: BTreeMap<Route, u64> = BTreeMap::new();
    for decision in &outcome.decisions {
        *counts.entry(decision.route).or_default() += 1;
    }
    let port = options.port.clone().unwrap_or_default();
    let rows: Vec<NewShipment> = shipments
        .into_iter()
        .zip(outcome.decisions)
        .zip(ties)
        .zip(&reading.shipments)
        .map(|(((shipment, decision), tie), read)| NewShipment {
            shipment,
            decision,
            person_keys: tie.person,
            near_keys: tie.near,
            lot_keys: tie.lots,
            source_rows: read.rows.clone(),
            port: Some(port.clone()).filter(|p| !p.is_empty()),
        })
        .collect();
    let new = NewImport {
        client_id: client.id,
        file_name: file.ticket.name.clone(),
        bytes: file.bytes.clone(),
        mapping_json: serde_json::to_string(&Remembered::of(&reading, &options))?,
        source_json: serde_json::to_string(&reading.source)?,
        fingerprint: reading.source.fingerprint.clone(),
        arrival_note: options.arrival.map(|a| a.to_string()).unwrap_or_default(),
        port,
    };
    let redecided = outcome.changed.len() as u64;
    let stored = bench.desk.store_import(&new, &rows, &outcome.changed, &outcome.rulebook, &bench.act(), &|done| report.at(done, total, "Storing"))?;
    lock(&bench.views).clear();
    Ok(StoreAnswer {
        import_id: stored.import_id,
        shipments: total as u64,
        counts: Route::ALL.iter().filter_map(|r| counts.get(r).map(|n| RouteCount { route: *r, count: *n })).collect(),
        redecided,
    })
}

/// What is remembered of the client's last file with this header.
fn recalled(bench: &Workbench, client: i64, fingerprint: &str) -> Result<Option<Remembered>, ApiError> {
    let json = bench.desk.remembered_mapping(client, fingerprint)?;
    Ok(json.as_deref().map(Remembered::parse).transpose()?)
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

fn read(file: &OfferedFile, options: &ReadOptions, cancel: &dyn Fn(intake::Progress) -> bool) -> Result<Reading, ApiError> {
    Ok(intake::read(&file.ticket.name, &file.bytes, options, cancel)?)
}

/// What the client's card says, where neither the file nor the person does.
fn with_defaults(bench: &Workbench, client: i64, options: &mut ReadOptions) -> Result<(), ApiError> {
    let client = bench.desk.client(client)?;
    let or = |own: Option<String>, default: &str| own.or_else(|| Some(default.to_owned()).filter(|d| !d.is_empty()));
    options.port = or(options.port.take(), &client.default_port);
    options.country_of_shipment = or(options.country_of_shipment.take(), &client.default_country_of_shipment);
    options.mode = options.mode.or(client.default_mode);
    options.client = Some(client.name);
    Ok(())
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
