//! Entries: planned, made, shown, printed, followed.

use crate::contract::*;
use crate::prepare::{self, Candidate, Making};
use crate::{ApiError, Reporter, Workbench};
use chrono::NaiveDate;
use customs::{Client, DutyRequest, DutyResult, EntryNumber, EntryState, FilerCode, Firm};
use desk::{EntryMove, EntryQuery, EntryRow, NewEntry, StoredShipment};
use paperwork::Stamp;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

/// A shipment that can be entered, with the duty found for it.
struct Enterable {
    stored: StoredShipment,
    request: DutyRequest,
    duty: DutyResult,
    entry_date: NaiveDate,
    /// The master bill that the merchant's file names, empty where it names none.
    master_bill: String,
}

pub fn entries_plan(bench: &Workbench, args: EntriesPlanArgs) -> Result<EntriesPlan, ApiError> {
    let firm = bench.desk.firm()?;
    let filer = filer(&firm)?;
    let (enterable, refused) = sort_out(bench, &args.shipment_ids, args.entry_date, &|_, _| false)?;
    let mut clients = Clients::default();
    let mut entries = Vec::new();
    for one in &enterable {
        let client = clients.get(bench, one.stored.row.client_id)?;
        // A number that is not drawn: the plan changes nothing.
        let number = EntryNumber::new(filer, 0).map_err(ApiError::refused)?;
        let summary = build(bench, number, one, &firm, client, "", "");
        entries.push(PlannedEntry {
            shipment_ids: vec![one.stored.id],
            bill: one.stored.shipment.id.clone(),
            entry_type: summary.entry_type.clone(),
            lines: summary.lines.len() as u64,
            entered_value: summary.total_entered_value.to_string(),
            duty: summary.duty.to_string(),
            fees: summary.other.to_string(),
            total: summary.total.to_string(),
            problems: prepare::problems(&summary),
            assumptions: summary.assumptions,
        });
    }
    let note = "Each shipment gets an entry of its own. Consolidating never serves to stay under a limit (19 CFR 143.22).".to_owned();
    Ok(EntriesPlan { entries, refused, note })
}

pub fn entries_make(bench: &Workbench, args: EntriesMakeArgs, report: &Reporter<'_>) -> Result<EntriesMade, ApiError> {
    let firm = bench.desk.firm()?;
    filer(&firm)?;
    let (enterable, refused) = sort_out(bench, &args.shipment_ids, args.entry_date, &|done, of| report.at(done, of, "Computing duty"))?;
    if enterable.is_empty() {
        return Ok(EntriesMade { made: Vec::new(), refused });
    }
    let mut clients = Clients::default();
    for one in &enterable {
        clients.get(bench, one.stored.row.client_id)?;
    }
    let carrier = args.carrier.unwrap_or_default();
    let master = args.master_bill.unwrap_or_default();
    if report.at(0, enterable.len(), "Making entries") {
        return Err(ApiError::cancelled());
    }
    let drafts: Vec<NewEntry> = enterable.iter().map(|one| NewEntry { client_id: one.stored.row.client_id, shipment_ids: vec![one.stored.id] }).collect();
    let numbers = bench.desk.create_entries(&drafts, &bench.act(), &mut |place, number| {
        let one = enterable.get(place).ok_or_else(|| desk::DeskError::refused("an entry without a shipment"))?;
        let client = clients.0.get(&one.stored.row.client_id).ok_or_else(|| desk::DeskError::refused("a shipment without a client"))?;
        Ok(build(bench, number.clone(), one, &firm, client, &carrier, &master))
    })?;
    let drawn: BTreeSet<&str> = numbers.iter().map(EntryNumber::as_str).collect();
    let made = bench.desk.entries(&EntryQuery::default())?.into_iter().filter(|e| drawn.contains(e.number.as_str())).collect();
    report.at(enterable.len(), enterable.len(), "Done");
    Ok(EntriesMade { made, refused })
}

pub fn entries(bench: &Workbench, args: EntriesArgs) -> Result<Vec<EntryRow>, ApiError> {
    Ok(bench.desk.entries(&EntryQuery { client_id: args.client_id, states: args.state.into_iter().collect(), text: args.text, ..Default::default() })?)
}

pub fn entry(bench: &Workbench, args: NumberArgs) -> Result<EntryDetail, ApiError> {
    let stored = bench.desk.entry(&args.number)?;
    let mut shipments = Vec::new();
    for row in bench.desk.shipment_rows(&stored.shipments)? {
        shipments.push(ShipmentName { id: row.id, bill: row.bill });
    }
    Ok(EntryDetail {
        problems: prepare::problems(&stored.summary),
        next_states: stored.state.next(),
        summary: stored.summary,
        state: stored.state,
        stale: stored.row.stale,
        shipments,
        history: stored.history,
    })
}

pub fn entry_save(bench: &Workbench, args: EntrySaveArgs) -> Result<EntryDetail, ApiError> {
    let mut summary = bench.desk.entry(&args.number)?.summary;
    summary.carrier = args.carrier.trim().to_owned();
    summary.bills = args.bills.iter().map(|b| b.trim().to_owned()).filter(|b| !b.is_empty()).collect();
    summary.manufacturer_id = args.manufacturer_id.trim().to_uppercase();
    summary.export_date = args.export_date;
    summary.port_of_unlading = args.port_of_unlading.trim().to_owned();
    summary.location = args.location.trim().to_owned();
    summary.file_number = args.file_number.trim().to_owned();
    bench.desk.rebuild_entry(&summary, &bench.act())?;
    entry(bench, NumberArgs { number: args.number })
}

pub fn entry_state(bench: &Workbench, args: EntryStateArgs) -> Result<EntryDetail, ApiError> {
    if args.state == EntryState::Ready {
        let stored = bench.desk.entry(&args.number)?;
        let lacking = prepare::problems(&stored.summary);
        if !lacking.is_empty() {
            return Err(ApiError::refused(format!("{} cannot be marked ready. {}", args.number, lacking.join(" "))));
        }
        if stored.row.stale {
            return Err(ApiError::refused(format!("{} is stale: a shipment on it was decided anew. Void it and make it again.", args.number)));
        }
    }
    let step = EntryMove { number: args.number.clone(), to: args.state, on: args.on.unwrap_or_else(|| bench.today()), note: args.note };
    bench.desk.move_entry(&step, bench.today(), &bench.act())?;
    entry(bench, NumberArgs { number: args.number })
}

pub fn entry_preview(bench: &Workbench, args: NumberArgs) -> Result<Preview, ApiError> {
    let document = form(bench, &args.number)?;
    Ok(Preview { pages: document.pages.iter().map(|p| p.to_svg()).collect(), issues: document.issues })
}

pub fn entry_pdf(bench: &Workbench, args: NumberArgs) -> Result<SavedFile, ApiError> {
    let bytes = pdf(bench, &args.number)?;
    let path = bench.write_document("entries", &format!("{} CBP 7501.pdf", args.number), &bytes)?;
    Ok(SavedFile { path: path.display().to_string() })
}

/// The form of an entry, as it is drawn on screen and paper.
fn form(bench: &Workbench, number: &str) -> Result<paperwork::Document, ApiError> {
    let stored = bench.desk.entry(number)?;
    Ok(paperwork::form_7501(&stored.summary, &paper_stamp(bench, stored.row.changed)?))
}

/// A form as PDF. What cannot be printed is refused with its reasons.
pub fn pdf(bench: &Workbench, number: &str) -> Result<Vec<u8>, ApiError> {
    let document = form(bench, number)?;
    if !document.issues.is_empty() {
        return Err(ApiError::refused(format!("{number} cannot be printed as it stands. {}", document.issues.join(" "))));
    }
    Ok(document.to_pdf(bench.fonts)?)
}

/// What every paper carries: the law it rests on and the head of the journal.
pub fn paper_stamp(bench: &Workbench, prepared_at: chrono::DateTime<chrono::Utc>) -> Result<Stamp, ApiError> {
    let law = bench.rulebook().stamp();
    Ok(Stamp { law_verified_through: law.verified_through, rulebook_version: law.version, journal_head: bench.journal_head()?.1, prepared_at })
}

fn build(bench: &Workbench, number: EntryNumber, one: &Enterable, firm: &Firm, client: &Client, carrier: &str, master_bill: &str) -> customs::EntrySummary {
    let port = one.stored.row.port.clone();
    let candidate = Candidate {
        id: one.stored.id,
        shipment: &one.stored.shipment,
        decision: &one.stored.decision,
        port: if port.is_empty() { &firm.default_port } else { &port },
        entered_on: None,
    };
    prepare::summary(
        number,
        &candidate,
        &one.duty,
        &one.request,
        &Making {
            firm,
            client,
            entry_date: one.entry_date,
            summary_date: bench.today(),
            carrier,
            // What a person typed stands above what the file says.
            master_bill: if master_bill.is_empty() { &one.master_bill } else { master_bill },
        },
    )
}

/// Parts shipments that can be entered from those that cannot, with the reason for each.
fn sort_out(
    bench: &Workbench,
    ids: &[i64],
    entry_date: Option<NaiveDate>,
    stop: &dyn Fn(usize, usize) -> bool,
) -> Result<(Vec<Enterable>, Vec<Refusal>), ApiError> {
    let tariff = bench.tariff.read().unwrap_or_else(PoisonError::into_inner);
    let book = bench.rulebook();
    let mut clients = Clients::default();
    let mut masters: BTreeMap<i64, String> = BTreeMap::new();
    let (mut enterable, mut refused) = (Vec::new(), Vec::new());
    for (i, id) in ids.iter().enumerate() {
        if stop(i, ids.len()) {
            return Err(ApiError::cancelled());
        }
        let stored = bench.desk.shipment(*id)?;
        let client = clients.get(bench, stored.row.client_id)?;
        let day = entry_date.or(stored.shipment.arrival.map(|a| a.local_day())).unwrap_or(bench.today());
        let candidate = Candidate {
            id: *id,
            shipment: &stored.shipment,
            decision: &stored.decision,
            port: &stored.row.port,
            entered_on: stored.row.entry_number.as_deref(),
        };
        let outcome = match prepare::refusal(&candidate, client, day, &book) {
            Some(why) => Err(why),
            None => prepare::duty_request(&stored.shipment, day, stored.decision.entry_type.as_deref().unwrap_or("11")).and_then(|request| {
                let duty = tariff.duty(&request);
                match (&duty.error, owed(&duty)) {
                    (Some(error), _) => Err(error.clone()),
                    (None, Some(open)) => Err(open),
                    (None, None) => Ok((request, duty)),
                }
            }),
        };
        match outcome {
            Ok((request, duty)) => {
                let master_bill = match masters.entry(stored.import_id) {
                    Entry::Occupied(known) => known.get().clone(),
                    Entry::Vacant(free) => free.insert(master_bill(bench, stored.import_id)?).clone(),
                };
                enterable.push(Enterable { stored, request, duty, entry_date: day, master_bill });
            }
            Err(why) => refused.push(Refusal { id: *id, bill: stored.shipment.id.clone(), why }),
        }
    }
    Ok((enterable, refused))
}

/// The master bill that the title rows of a merchant's file name.
fn master_bill(bench: &Workbench, import_id: i64) -> Result<String, ApiError> {
    let (_, source) = bench.desk.import_reading(import_id)?;
    let source: serde_json::Value = serde_json::from_str(&source)?;
    Ok(source["master_bill"].as_str().unwrap_or_default().to_owned())
}

/// The firm's filer code, without which nothing can be entered.
fn filer(firm: &Firm) -> Result<&FilerCode, ApiError> {
    firm.filer_code
        .as_ref()
        .filter(|_| !firm.name.is_empty())
        .ok_or_else(|| ApiError::refused("Entries need the firm's name, filer code and number range. Set them up in Settings."))
}

/// A component without an amount: the rate needs a quantity that nobody gave.
fn owed(duty: &DutyResult) -> Option<String> {
    let open = duty.lines.iter().flat_map(|l| &l.components).find(|c| c.duty.is_none())?;
    Some(format!("the duty of {} at {} cannot be computed without its quantity", open.code, open.rate))
}

#[derive(Default)]
struct Clients(BTreeMap<i64, Client>);

impl Clients {
    fn get(&mut self, bench: &Workbench, id: i64) -> Result<&Client, ApiError> {
        Ok(match self.0.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(bench.desk.client(id)?),
        })
    }
}
