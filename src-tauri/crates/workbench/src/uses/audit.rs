//! Audit packs and the journal.

use crate::contract::*;
use crate::state::hex;
use crate::{ApiError, Reporter, Workbench};
use customs::{Client, EntryState, EntrySummary};
use desk::{EntryQuery, JournalEvent, ShipmentQuery, StoredShipment};
use paperwork::{AuditDocument, AuditMatter, AuditShipment, SourceFile};
use sha2::{Digest, Sha256};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Events one page of the journal shows at most.
const PAGE: u32 = 1_000;

pub fn audit_verify(bench: &Workbench, args: TicketArgs) -> Result<PackVerdict, ApiError> {
    Ok(verdict(&bench.offered(&args.ticket)?.bytes))
}

/// Checks a pack with nothing else at hand.
pub fn verdict(bytes: &[u8]) -> PackVerdict {
    let found = paperwork::verify_pack(bytes);
    PackVerdict { sound: found.sound, findings: found.findings, files: found.files as u64, summary: found.summary }
}

pub fn journal(bench: &Workbench, args: JournalArgs) -> Result<Vec<JournalEvent>, ApiError> {
    Ok(bench.desk.journal(None, args.before, args.limit.min(PAGE) as usize)?)
}

pub fn journal_verify(bench: &Workbench, _: Nothing) -> Result<JournalVerdict, ApiError> {
    let found = bench.desk.verify()?;
    let sentence = match &found.broken {
        None => format!("The journal holds: {} events and {} records, as they were written. Its head is {}.", found.events, found.rows, found.head),
        Some(broken) => format!("The journal does not hold from event {}: {}. {} events before it do.", broken.seq, broken.why, found.events),
    };
    Ok(JournalVerdict { events: found.events, head: found.head, sound: found.broken.is_none(), sentence })
}

pub fn audit_export(bench: &Workbench, args: AuditArgs, report: &Reporter<'_>) -> Result<SavedPack, ApiError> {
    let (name, bytes) = pack(bench, &args.scope, &|done, total, words| report.at(done, total, words))?;
    let path = bench.write_document("audit", &name, &bytes)?;
    let files = paperwork::verify_pack(&bytes).files as u64;
    Ok(SavedPack { path: path.display().to_string(), sha256: hex(&Sha256::digest(&bytes)), files, bytes: bytes.len() as u64 })
}

/// Gathers the matter of one scope, of nobody else, and packs it. Returns the file's name and its bytes.
pub fn pack(bench: &Workbench, scope: &AuditScope, report: &dyn Fn(usize, usize, &str) -> bool) -> Result<(String, Vec<u8>), ApiError> {
    let gathered = gather(bench, scope, report)?;
    let name = gathered.name.clone();
    let matter = matter(bench, gathered)?;
    let bytes = paperwork::audit_pack(&matter, bench.fonts, &|done, total| report(done, total, "Writing the pack"))?;
    Ok((name, bytes))
}

/// What a scope is made of.
struct Gathered {
    title: String,
    name: String,
    client: Option<Client>,
    shipments: Vec<StoredShipment>,
    entries: Vec<String>,
}

fn gather(bench: &Workbench, scope: &AuditScope, report: &dyn Fn(usize, usize, &str) -> bool) -> Result<Gathered, ApiError> {
    let day = bench.today();
    let (client_id, ids, title, name) = match scope {
        AuditScope::Client { client_id } => {
            let client = bench.desk.client(*client_id)?;
            let ids = bench.desk.shipment_ids(&ShipmentQuery { client_id: Some(*client_id), ..Default::default() })?;
            (*client_id, ids, client.name.clone(), format!("audit {} {day}.zip", client.name))
        }
        AuditScope::Period { client_id, from, to } => {
            let client = bench.desk.client(*client_id)?;
            let query = ShipmentQuery { client_id: Some(*client_id), arrival_from: Some(*from), arrival_to: Some(*to), ..Default::default() };
            (
                *client_id,
                bench.desk.shipment_ids(&query)?,
                format!("{}, arrivals {from} to {to}", client.name),
                format!("audit {} {from} to {to}.zip", client.name),
            )
        }
        AuditScope::Entry { number } => {
            let stored = bench.desk.entry(number)?;
            (stored.row.client_id, stored.shipments, format!("Entry {number}"), format!("audit {number}.zip"))
        }
        AuditScope::Shipment { id } => {
            let stored = bench.desk.shipment(*id)?;
            (stored.row.client_id, vec![*id], format!("Shipment {}", stored.shipment.id), format!("audit {}.zip", stored.shipment.id))
        }
    };
    let mut shipments = Vec::with_capacity(ids.len());
    let mut entries: BTreeSet<String> = BTreeSet::new();
    for (i, id) in ids.iter().enumerate() {
        if report(i, ids.len(), "Gathering shipments") {
            return Err(ApiError::cancelled());
        }
        let stored = bench.desk.shipment(*id)?;
        entries.extend(stored.row.entry_number.clone());
        shipments.push(stored);
    }
    if let AuditScope::Client { client_id } = scope {
        // Voided numbers are part of a client's record.
        let query = EntryQuery { client_id: Some(*client_id), states: vec![EntryState::Void], ..Default::default() };
        entries.extend(bench.desk.entries(&query)?.into_iter().map(|e| e.number));
    }
    Ok(Gathered { title, name, client: Some(bench.desk.client(client_id)?), shipments, entries: entries.into_iter().collect() })
}

fn matter(bench: &Workbench, gathered: Gathered) -> Result<AuditMatter, ApiError> {
    let mut subjects: Vec<String> = gathered.client.iter().map(|c| format!("client:{}", c.id)).collect();
    let mut originals: BTreeMap<i64, SourceFile> = BTreeMap::new();
    let mut gaps = Vec::new();
    for stored in &gathered.shipments {
        subjects.push(format!("shipment:{}", stored.id));
        if let Entry::Vacant(free) = originals.entry(stored.import_id) {
            subjects.push(format!("import:{}", stored.import_id));
            let (name, bytes) = bench.desk.import_file(stored.import_id)?;
            free.insert(SourceFile { name, sha256: hex(&Sha256::digest(&bytes)), bytes });
        }
    }
    let mut summaries: Vec<EntrySummary> = Vec::new();
    for number in &gathered.entries {
        subjects.push(format!("entry:{number}"));
        let stored = bench.desk.entry(number)?;
        if stored.row.stale {
            gaps.push(format!("Entry {number} was built before a shipment on it was decided anew."));
        }
        if stored.state == EntryState::Void {
            gaps.push(format!("Entry {number} is void: its number was spent, and nothing was filed under it."));
        }
        summaries.push(stored.summary);
    }
    let mut documents = Vec::new();
    let mut attached = Vec::new();
    for subject in &subjects {
        for row in bench.desk.documents(subject)? {
            attached.push(format!("document:{}", row.id));
            if row.detached {
                gaps.push(format!("{} was attached to {} and detached again; it is not in this pack.", row.name, row.subject.replacen(':', " ", 1)));
                continue;
            }
            let bytes = bench.desk.document(&row.sha256).ok();
            documents.push(AuditDocument { kind: row.kind.title().into(), about: subject.clone(), name: row.name, sha256: row.sha256, bytes });
        }
    }
    subjects.extend(attached);
    if let Some(client) = &gathered.client
        && client.power_of_attorney.is_none()
    {
        gaps.push(format!("There is no power of attorney from {} on record.", client.name));
    }
    let (journal_before, slice) = bench.desk.journal_slice(&subjects)?;
    let journal = slice.iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>()?;
    let shipments = gathered
        .shipments
        .into_iter()
        .map(|s| AuditShipment {
            entry_number: s.row.entry_number.as_deref().and_then(|n| n.parse().ok()),
            shipment: s.shipment,
            decision: Some(s.decision),
            source_file: s.file_name,
            source_rows: s.source_rows,
        })
        .collect();
    Ok(AuditMatter {
        scope: gathered.title,
        firm: bench.desk.firm()?,
        client: gathered.client,
        shipments,
        entries: summaries,
        originals: originals.into_values().collect(),
        documents,
        journal_before,
        journal,
        journal_head: bench.journal_head()?.1,
        rulebook: bench.rulebook().stamp(),
        generated_at: bench.now(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        gaps,
    })
}
