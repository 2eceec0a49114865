//! Audit packs and the journal.

use crate::contract::*;
use crate::uses::purge;
use crate::{ApiError, Reporter, Workbench};
use customs::hex::hex;
use customs::{Client, Decision, DocumentKind, EntryState, EntrySummary};
use desk::{EntryQuery, JournalEvent, ShipmentQuery, StoredShipment};
use eligibility::identity;
use paperwork::{About, AuditDocument, AuditMatter, AuditNote, AuditShipment, SourceFile};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Events one page of the journal shows at most.
const PAGE: u32 = 1_000;

pub fn audit_verify(bench: &Workbench, args: VerifyArgs) -> Result<PackVerdict, ApiError> {
    Ok(verdict(&bench.offered(&args.ticket)?.bytes, args.passphrase.as_deref()))
}

/// Checks a pack with nothing else at hand.
pub fn verdict(bytes: &[u8], passphrase: Option<&str>) -> PackVerdict {
    let found = paperwork::verify_pack(bytes, passphrase);
    let locked = !found.sound && found.manifest.is_none() && paperwork::is_locked(bytes);
    PackVerdict { sound: found.sound, locked, findings: found.findings, files: found.files as u64, summary: found.summary }
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
    let made = pack(bench, &args, &|done, total, words| report.at(done, total, words))?;
    let path = bench.write_document("audit", &made.name, &made.bytes)?;
    Ok(SavedPack { path: path.display().to_string(), sha256: made.sha256, files: made.files, bytes: made.bytes.len() as u64 })
}

/// A pack that was made.
pub struct MadePack {
    name: String,
    pub bytes: Vec<u8>,
    sha256: String,
    files: u64,
}

/// Gathers the matter of one scope, of nobody else, and packs it; that it was made is on record.
pub fn pack(bench: &Workbench, args: &AuditArgs, report: &dyn Fn(usize, usize, &str) -> bool) -> Result<MadePack, ApiError> {
    let passphrase = args.passphrase.as_deref().filter(|p| !p.is_empty());
    if let Some(passphrase) = passphrase {
        // Refused now rather than after the work.
        paperwork::lock_pack(&[], passphrase)?;
    }
    let gathered = gather(bench, &args.scope, report)?;
    let mut name = gathered.name.clone();
    let mut matter = matter(bench, gathered)?;
    let secret = args.redacted.then(|| bench.desk.fresh_secret()).transpose()?;
    if let Some(secret) = &secret {
        matter = matter.redacted(secret);
        matter.scope.push_str(", without names");
        name = name.replace(".zip", " without names.zip");
    }
    let packed = paperwork::audit_pack(&matter, bench.fonts, &|done, total| report(done, total, "Writing the pack"))?;
    let bytes = match passphrase {
        Some(passphrase) => {
            name = name.replace(".zip", " locked.zip");
            paperwork::lock_pack(&packed.bytes, passphrase)?
        }
        None => packed.bytes,
    };
    let sha256 = hex(&Sha256::digest(&bytes));
    let record = json!({
        "about": matter.scope, "sha256": sha256, "files": packed.files.to_string(), "size": bytes.len().to_string(), "locked": passphrase.is_some(),
        "secret_of_marks": secret.map(|s| hex(&s)),
    });
    // A subject of its own: no later pack shows it, and none the secret of another's marks.
    bench.desk.pack_made(&format!("pack:{}", sha256.get(..16).unwrap_or(&sha256)), &record, &bench.act())?;
    Ok(MadePack { name, bytes, sha256, files: packed.files as u64 })
}

/// What a scope is made of.
struct Gathered {
    title: String,
    name: String,
    client: Client,
    shipments: Vec<StoredShipment>,
    entries: Vec<String>,
}

fn gather(bench: &Workbench, scope: &AuditScope, report: &dyn Fn(usize, usize, &str) -> bool) -> Result<Gathered, ApiError> {
    let day = bench.today();
    let of_client = |client_id: i64| ShipmentQuery { client_id: Some(client_id), ..Default::default() };
    let (client_id, ids, title, name) = match scope {
        AuditScope::Client { client_id } => {
            let client = bench.desk.client(*client_id)?;
            (*client_id, bench.desk.shipment_ids(&of_client(*client_id))?, client.name.clone(), format!("audit {} {day}.zip", client.name))
        }
        AuditScope::Period { client_id, from, to } => {
            let client = bench.desk.client(*client_id)?;
            let query = ShipmentQuery { arrival_from: Some(*from), arrival_to: Some(*to), ..of_client(*client_id) };
            (
                *client_id,
                bench.desk.shipment_ids(&query)?,
                format!("{}, arrivals {from} to {to}", client.name),
                format!("audit {} {from} to {to}.zip", client.name),
            )
        }
        AuditScope::Person { client_id, name } => {
            let client = bench.desk.client(*client_id)?;
            let ids = to_person(bench, &client, name)?;
            let written = bench.desk.shipment_rows(ids.get(..1).unwrap_or_default())?.first().map(|row| row.person.clone()).unwrap_or_default();
            // The file's name says whose pack it is, and not whom it is about.
            (*client_id, ids, format!("{written}, shipments of {}", client.name), format!("audit {} one person {day}.zip", client.name))
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
        let mut stored = bench.desk.shipment(*id)?;
        name_nobody_else(&mut stored.decision);
        entries.extend(stored.row.entry_number.clone());
        shipments.push(stored);
    }
    match scope {
        AuditScope::Client { client_id } => {
            // Voided numbers are part of a client's record.
            let query = EntryQuery { client_id: Some(*client_id), states: vec![EntryState::Void], ..Default::default() };
            entries.extend(bench.desk.entries(&query)?.into_iter().map(|e| e.number));
        }
        // A void entry has no shipment that still names it.
        AuditScope::Entry { number } => drop(entries.insert(number.clone())),
        _ => {}
    }
    Ok(Gathered { title, name, client: bench.desk.client(client_id)?, shipments, entries: entries.into_iter().collect() })
}

/// What a client sent to one person: all parcels that carry the name, and all that the tests would count as the same person's.
fn to_person(bench: &Workbench, client: &Client, name: &str) -> Result<Vec<i64>, ApiError> {
    let folded = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let wanted = folded(name);
    let ids = bench.desk.shipment_ids(&ShipmentQuery { client_id: Some(client.id), ..Default::default() })?;
    let named: BTreeSet<i64> = bench.desk.shipment_rows(&ids)?.into_iter().filter(|row| folded(&row.person) == wanted).map(|row| row.id).collect();
    if named.is_empty() || wanted.is_empty() {
        return Err(ApiError::refused(format!("No shipment of {} went to “{}”. Write the name as it stands on a parcel.", client.name, name.trim())));
    }
    let keys: Vec<(i64, Vec<String>)> = bench.desk.bare_shipments(&ids)?.into_iter().map(|(id, _, s)| (id, identity::match_keys(&s))).collect();
    let known: BTreeSet<&String> = keys.iter().filter(|(id, _)| named.contains(id)).flat_map(|(_, keys)| keys).collect();
    Ok(keys.iter().filter(|(id, keys)| named.contains(id) || keys.iter().any(|key| known.contains(key))).map(|(id, _)| *id).collect())
}

/// Decisions made before names were kept apart may ask about the person on another client's parcel by name.
fn name_nobody_else(decision: &mut Decision) {
    for test in &mut decision.tests {
        let Some(asked) = test.facts.get("may_be").cloned() else { continue };
        for one in asked.split("; ").filter(|one| one.contains("another client's parcel") && !one.starts_with("the recipient of ")) {
            let unnamed = "the recipient of another client's parcel";
            test.because = test.because.replace(one, unnamed);
            if let Some(fact) = test.facts.get_mut("may_be") {
                *fact = fact.replace(one, unnamed);
            }
        }
    }
}

/// The journal's subjects of a pack, and what each is called.
struct Subjects(Vec<(String, String)>);

impl Subjects {
    fn add(&mut self, kind: &str, key: impl std::fmt::Display, called: String) {
        self.0.push((format!("{kind}:{key}"), called));
    }
}

fn matter(bench: &Workbench, gathered: Gathered) -> Result<AuditMatter, ApiError> {
    let client = gathered.client;
    let mut subjects = Subjects(Vec::new());
    subjects.add("client", client.id, client.name.clone());
    let mut about: Vec<About> = vec![About::Client];
    let mut originals: BTreeMap<i64, SourceFile> = BTreeMap::new();
    let mut gaps = Vec::new();
    for stored in &gathered.shipments {
        subjects.add("shipment", stored.id, format!("shipment {}", stored.shipment.id));
        about.push(About::Shipment(stored.shipment.id.clone()));
        if let Entry::Vacant(free) = originals.entry(stored.import_id) {
            let (name, bytes) = bench.desk.import_file(stored.import_id)?;
            subjects.add("import", stored.import_id, format!("file {name}"));
            about.push(About::Import(name.clone()));
            free.insert(SourceFile { name, sha256: hex(&Sha256::digest(&bytes)), bytes });
        }
    }
    let mut summaries: Vec<EntrySummary> = Vec::new();
    let mut states = BTreeMap::new();
    for number in &gathered.entries {
        subjects.add("entry", number, format!("entry {number}"));
        about.push(About::Entry(number.clone()));
        let stored = bench.desk.entry(number)?;
        if stored.row.stale {
            gaps.push(format!("Entry {number} was built before a shipment on it was decided anew."));
        }
        if stored.state == EntryState::Void {
            gaps.push(format!("Entry {number} is void: its number was spent, and nothing was filed under it."));
        }
        states.insert(number.clone(), stored.state);
        summaries.push(stored.summary);
    }
    let documents = documents(bench, &mut subjects, &about, &mut gaps)?;
    let notes = notes(bench, &mut subjects, &about)?;
    for stored in &gathered.shipments {
        for made in bench.desk.overrides_of(stored.id)? {
            subjects.add("override", made.id, format!("override on {}", stored.shipment.id));
        }
    }
    if client.power_of_attorney.is_none() {
        gaps.push(format!("There is no power of attorney from {} on record.", client.name));
    } else if !documents.iter().any(|d| d.kind == DocumentKind::PowerOfAttorney) {
        gaps.push(format!("The power of attorney from {} is on record; a copy of it is not attached.", client.name));
    }
    for (seq, sentence) in purge::of_client(bench, client.id)? {
        subjects.add("purge", seq, format!("records of {}", client.name));
        gaps.push(sentence);
    }
    let keys: Vec<String> = subjects.0.iter().map(|(key, _)| key.clone()).collect();
    let (journal_before, slice) = bench.desk.journal_slice(&keys)?;
    let journal = slice.iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>()?;
    let shipments = gathered
        .shipments
        .into_iter()
        .map(|s| AuditShipment {
            entry_number: s.row.entry_number.as_deref().and_then(|n| n.parse().ok()),
            shipment: s.shipment,
            decision: Some(s.decision),
            rulebook: s.rulebook,
            source_file: s.file_name,
            source_rows: s.source_rows,
        })
        .collect();
    Ok(AuditMatter {
        scope: gathered.title,
        firm: bench.desk.firm()?,
        client: Some(client),
        shipments,
        entries: summaries,
        states,
        originals: originals.into_values().collect(),
        documents,
        notes,
        journal_before,
        journal,
        journal_head: bench.journal_head()?.1,
        rulebook: bench.rulebook().stamp(),
        generated_at: bench.now(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        gaps,
        names: subjects.0.into_iter().collect(),
        redacted: false,
    })
}

/// The documents attached to the subjects so far; each is a subject of the journal too.
fn documents(bench: &Workbench, subjects: &mut Subjects, about: &[About], gaps: &mut Vec<String>) -> Result<Vec<AuditDocument>, ApiError> {
    let mut documents = Vec::new();
    for ((subject, _), about) in subjects.0.clone().iter().zip(about) {
        for row in bench.desk.documents(subject)? {
            subjects.add("document", row.id, row.name.clone());
            if row.detached {
                gaps.push(format!("{} was attached to {about} and detached again; it is not in this pack.", row.name));
                continue;
            }
            let bytes = bench.desk.document(&row.sha256).ok();
            documents.push(AuditDocument { kind: row.kind, about: about.clone(), name: row.name, sha256: row.sha256, bytes });
        }
    }
    Ok(documents)
}

/// What was noted on the shipments, files and entries so far, in their order and then in that of time; each is a subject of the journal
/// too. What the broker notes on the client itself is the broker's own and is not handed over.
fn notes(bench: &Workbench, subjects: &mut Subjects, about: &[About]) -> Result<Vec<AuditNote>, ApiError> {
    let mut notes = Vec::new();
    for ((subject, called), about) in subjects.0.clone().iter().zip(about).filter(|(_, about)| **about != About::Client) {
        for row in bench.desk.notes(subject)?.into_iter().rev() {
            subjects.add("note", row.id, format!("note on {called}"));
            notes.push(AuditNote { about: about.clone(), at: row.at, who: row.who, text: row.text, due: row.due, done: row.done });
        }
    }
    Ok(notes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use customs::{Outcome, TestResult};

    #[test]
    fn a_decision_from_before_names_were_kept_apart_is_told_without_them() {
        let asked = "Jon Smiht (shipment another client's parcel); Joan Smith (shipment NK-2)";
        let test = TestResult {
            id: "person-day-aggregate".into(),
            outcome: Outcome::Review,
            because: format!("Is John Smith (shipment NK-1) the same person as {}?", asked.replace("; ", " and ")),
            citations: Vec::new(),
            facts: BTreeMap::from([("may_be".to_owned(), asked.to_owned())]),
        };
        let mut decision: Decision = serde_json::from_value(json!({
            "id": "NK-1", "route": "review", "exempt": null, "limb": null, "entry_type": null, "person": null, "person_day_total": null, "tests": [],
            "advisories": [], "would_have_qualified": false
        }))
        .unwrap();
        decision.tests.push(test);
        name_nobody_else(&mut decision);
        assert_eq!(
            decision.tests[0].because,
            "Is John Smith (shipment NK-1) the same person as the recipient of another client's parcel and Joan Smith (shipment NK-2)?"
        );
        assert_eq!(decision.tests[0].facts["may_be"], "the recipient of another client's parcel; Joan Smith (shipment NK-2)");
    }
}
