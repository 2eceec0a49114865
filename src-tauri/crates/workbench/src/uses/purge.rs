//! Taking records out that need not be kept any longer: previewed, confirmed, certified. One client's at a time.

use crate::contract::*;
use crate::uses::retention;
use crate::{ApiError, Reporter, Workbench};
use customs::Citation;
use customs::hex::hex;
use desk::{JournalEvent, PurgeCounts, PurgePlan};
use paperwork::{CertificateRecord, DestructionCertificate, destruction_certificate};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What a person types to say that it is meant.
const WORD: &str = "PURGE";
/// The folder under the output folder where certificates are written.
const CERTIFICATES: &str = "certificates";

/// The records that were chosen, and what the desk is asked to take.
struct Chosen {
    client: String,
    records: Vec<RetentionRow>,
    plan: PurgePlan,
}

fn chosen(bench: &Workbench, client_id: i64, subjects: &[String]) -> Result<Chosen, ApiError> {
    let client = bench.desk.client(client_id)?.name;
    let rows: Vec<RetentionRow> = retention::rows(bench)?.into_iter().filter(|row| row.client_id == client_id).collect();
    for subject in subjects {
        let row = rows.iter().find(|row| row.subject == *subject);
        let row = row.ok_or_else(|| ApiError::refused(format!("`{subject}` is no record of {client} that is kept. Look at the list again.")))?;
        if !row.may_go {
            let why = match (&row.stays, row.until) {
                (Some(why), _) => why.clone(),
                (None, Some(until)) => format!("It is kept until {}.", until.format("%-d %b %Y")),
                (None, None) => row.rule.clone(),
            };
            return Err(ApiError::refused(format!("{} is not purged. {why}", row.what)));
        }
    }
    let groups: BTreeSet<u64> = rows.iter().filter(|row| subjects.contains(&row.subject)).map(|row| row.group).collect();
    let past = rows.iter().any(|row| row.due);
    let records: Vec<RetentionRow> = rows.into_iter().filter(|row| row.may_go && (subjects.is_empty() || groups.contains(&row.group))).collect();
    if records.is_empty() {
        let why = if past { "what is past its day is held, or goes with records that are not" } else { "every one must still be kept" };
        return Err(ApiError::refused(format!("No record of {client} may go: {why}.")));
    }
    let mut plan = PurgePlan { client_id, ..PurgePlan::default() };
    for row in &records {
        match row.subject.split_once(':') {
            Some(("import", id)) => plan.imports.extend(id.parse::<i64>().ok()),
            Some(("entry", number)) => plan.entries.push(number.to_owned()),
            _ => plan.power = true,
        }
    }
    let said = |row: &RetentionRow| json!({ "subject": row.subject, "what": row.what, "since": row.since, "until": row.until, "rule": row.rule, "citations": row.citations });
    plan.records = records.iter().map(said).collect();
    Ok(Chosen { client, records, plan })
}

/// What ties a confirmation to what was seen.
fn token(plan: &PurgePlan, counts: &PurgeCounts) -> Result<String, ApiError> {
    let seen = json!({ "client": plan.client_id, "records": plan.records, "counts": serde_json::to_value(counts)? });
    Ok(hex(&Sha256::digest(seen.to_string().as_bytes())).chars().take(16).collect())
}

fn many(n: u64, one: &str, more: &str) -> Option<String> {
    (n > 0).then(|| format!("{} {}", grouped(n), if n == 1 { one } else { more }))
}

/// `5,000`.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `A, B and C`.
fn and(parts: Vec<String>) -> String {
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((only, _)) => only.clone(),
        None => String::new(),
    }
}

/// What went, in words.
fn in_words(counts: &PurgeCounts) -> String {
    let parts = [
        many(counts.files, "file as received", "files as received"),
        many(counts.shipments, "shipment with its decisions", "shipments with their decisions"),
        many(counts.entries, "entry", "entries"),
        many(counts.documents, "document", "documents"),
        many(counts.notes, "note or override", "notes and overrides"),
        many(counts.powers, "power of attorney", "powers of attorney"),
    ];
    and(parts.into_iter().flatten().collect())
}

pub fn purge_preview(bench: &Workbench, args: PurgePreviewArgs) -> Result<PurgePreview, ApiError> {
    let Chosen { client, records, plan } = chosen(bench, args.client_id, &args.subjects)?;
    let counts = bench.desk.purge_preview(&plan)?;
    let folder = bench.backup_folder();
    let oldest = bench.desk.backups(&folder).unwrap_or_default().into_iter().map(|file| file.at).min();
    let backups = match oldest {
        Some(at) => format!(
            "Backups in {} still have them until they are rotated out; the oldest is of {}. So have copies kept elsewhere, and packs and papers written before.",
            folder.display(),
            at.format("%-d %b %Y")
        ),
        None => "Backups kept elsewhere still have them, and so have packs and papers written before.".to_owned(),
    };
    let sentences = vec![
        format!("These go for good: {}.", in_words(&counts)),
        "What stays: that they were here, who did what with them and when, the SHA-256 of each, and the numbers of the entries, which are spent. The journal \
         proves the rest as before."
            .to_owned(),
        backups,
    ];
    let token = token(&plan, &counts)?;
    Ok(PurgePreview { client, records, counts, sentences, token, word: WORD.to_owned() })
}

pub fn records_purge(bench: &Workbench, args: PurgeArgs, report: &Reporter<'_>) -> Result<PurgeDone, ApiError> {
    bench.desk.need_broker("purging records", &bench.act())?;
    if args.word.trim() != WORD {
        return Err(ApiError::refused(format!("Type {WORD} to take these records out for good. Nothing was purged.")));
    }
    let Chosen { plan, .. } = chosen(bench, args.client_id, &args.subjects)?;
    if token(&plan, &bench.desk.purge_preview(&plan)?)? != args.token {
        return Err(ApiError::refused("The records that may go have changed since you looked. Nothing was purged; look again."));
    }
    let done = bench.desk.purge(&plan, &bench.act(), &|done, total, words| report.at(done, total, words))?;
    let event = event(bench, done.seq)?;
    // The record is what counts: a certificate that cannot be written now is written later.
    let certificate = certify(bench, &event);
    let left = if done.rewritten { "" } else { " There was no room to write the desk file anew: their bytes are overwritten in it, and it did not shrink." };
    let papers = match &certificate {
        Ok(_) => String::new(),
        Err(why) => format!(" The certificate could not be written: {} Write it from the list of purges.", why.message),
    };
    let info = info(&event)?;
    Ok(PurgeDone { sentence: format!("Purged: {}.{left}{papers}", info.sentence), purge: info, certificate: certificate.ok() })
}

/// What a purge's event says, as far as people read it.
#[derive(Deserialize)]
struct Said {
    client: String,
    records: Vec<SaidRecord>,
    counts: PurgeCounts,
    files: Vec<String>,
    shipments: Vec<i64>,
}

#[derive(Deserialize)]
struct SaidRecord {
    subject: String,
    what: String,
    since: Option<chrono::NaiveDate>,
    until: Option<chrono::NaiveDate>,
    rule: String,
    citations: Vec<Citation>,
}

fn said(event: &JournalEvent) -> Result<Said, ApiError> {
    let mut body: Value = serde_json::from_str(&event.body)?;
    Ok(serde_json::from_value(body["purge"].take())?)
}

fn event(bench: &Workbench, seq: i64) -> Result<JournalEvent, ApiError> {
    let found = bench.desk.purges()?.into_iter().find(|event| event.seq == seq);
    found.ok_or_else(|| ApiError::new("not-found", format!("Event {seq} is no purge.")))
}

fn info(event: &JournalEvent) -> Result<PurgeInfo, ApiError> {
    let said = said(event)?;
    Ok(PurgeInfo { seq: event.seq, at: event.at.clone(), who: event.who.clone(), client: said.client, sentence: in_words(&said.counts) })
}

/// The purges on record, the newest first.
pub(super) fn purges(bench: &Workbench, client_id: Option<i64>) -> Result<Vec<PurgeInfo>, ApiError> {
    let mut found = bench.desk.purges()?;
    if let Some(client_id) = client_id {
        found.retain(|event| is_of(event, client_id));
    }
    found.iter().map(info).collect()
}

fn is_of(event: &JournalEvent, client_id: i64) -> bool {
    serde_json::from_str(&event.body).is_ok_and(|body: Value| body["purge"]["client_id"] == client_id)
}

/// What a client's audit pack says of its purges: the events, and a sentence each.
pub(super) fn of_client(bench: &Workbench, client_id: i64) -> Result<Vec<(i64, String)>, ApiError> {
    let mut found = Vec::new();
    for event in bench.desk.purges()?.into_iter().filter(|event| is_of(event, client_id)) {
        let day = event.at.get(..10).unwrap_or_default();
        let went = in_words(&said(&event)?.counts);
        found.push((event.seq, format!("Purged on {day} by {}, past the years they had to be kept: {went} (event {}).", event.who, event.seq)));
    }
    Ok(found)
}

pub fn purge_certificate(bench: &Workbench, args: PurgeSeqArgs) -> Result<Certificate, ApiError> {
    certify(bench, &event(bench, args.seq)?)
}

/// Writes the certificate of a purge as a paper and as data. It follows from the event alone: written again it is the same, but for the
/// firm's name of today.
fn certify(bench: &Workbench, event: &JournalEvent) -> Result<Certificate, ApiError> {
    let said = said(event)?;
    let firm = bench.desk.firm()?;
    let record =
        |r: &SaidRecord| CertificateRecord { what: r.what.clone(), since: r.since, until: r.until, rule: r.rule.clone(), citations: r.citations.clone() };
    let certificate = DestructionCertificate {
        firm: firm.name.clone(),
        licence: firm.licence.clone(),
        client: said.client.clone(),
        event: event.seq,
        at: event.at.parse().map_err(|_| ApiError::new("desk-damaged", format!("event {} has no moment", event.seq)))?,
        who: event.who.clone(),
        hash: event.hash.clone(),
        went: in_words(&said.counts),
        records: said.records.iter().map(record).collect(),
        files: said.files.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let pdf = destruction_certificate(&certificate).to_pdf(bench.fonts)?;
    let data = json!({
        "certificate": "destruction of records", "firm": firm.name, "client": said.client, "program": env!("CARGO_PKG_VERSION"),
        "event": { "seq": event.seq.to_string(), "at": event.at, "who": event.who, "hash": event.hash, "prev": event.prev },
        "records": said.records.iter().map(|r| json!({
            "subject": r.subject, "what": r.what, "since": r.since, "until": r.until, "rule": r.rule, "citations": r.citations,
        })).collect::<Vec<_>>(),
        "counts": said.counts, "shipments": said.shipments, "files_sha256": said.files,
    });
    let name = format!("certificate of destruction {} {}", event.seq, said.client);
    let pdf = bench.write_document(CERTIFICATES, &format!("{name}.pdf"), &pdf)?;
    let json = bench.write_document(CERTIFICATES, &format!("{name}.json"), &serde_json::to_vec_pretty(&data)?)?;
    Ok(Certificate { pdf: pdf.display().to_string(), json: json.display().to_string() })
}
