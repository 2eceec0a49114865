//! What `entrydesk-cli` does without a desk, in the shapes it promises; and the few things it needs of one.

use crate::contract::{AuditArgs, PackVerdict};
use crate::uses::{audit, editions, exports};
use crate::{ApiError, Reporter, Workbench, batch, tariff_files, words};
use customs::decision::Decisions;
use customs::{Decision, DutyRequest, DutyResult};
use desk::ShipmentQuery;
use intake::ReadOptions;
use rulebook::Rulebook;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::Path;
use tariff::Edition;

/// `decide`: a batch in, decisions out. `name` is the file's, for messages.
pub fn decide(text: &str, name: &str) -> Result<Value, ApiError> {
    let read = batch::read(text, name)?;
    let mut seen = std::collections::BTreeSet::new();
    if let Some(twice) = read.batch.shipments.iter().find(|s| !seen.insert(s.id.as_str())) {
        let id = &twice.id;
        return Err(ApiError::new("unreadable-file", format!("{name}: the shipment {id} is in the batch twice; give each its own id. Nothing was decided.")));
    }
    let mut decided = eligibility::decide(&read.batch, &Rulebook::built_in()?);
    for decision in &mut decided.decisions {
        if let Some(notes) = read.unread.get(&decision.id) {
            batch::put_to_a_person(decision, notes);
        }
    }
    Ok(serde_json::to_value(decided)?)
}

/// The reason of a decision in one line.
pub fn why_in_a_line(decision: &Value) -> String {
    serde_json::from_value::<Decision>(decision.clone()).map(|d| words::reason(&d).lead).unwrap_or_default()
}

/// `template`: the workbook that a client fills in.
pub fn template() -> Result<Vec<u8>, ApiError> {
    crate::uses::template::bytes()
}

/// `read`: a spreadsheet in, shipments and issues out. `options` are read options in JSON.
pub fn read(name: &str, bytes: &[u8], options: Option<&str>) -> Result<Value, ApiError> {
    let options: ReadOptions = match options {
        Some(text) => serde_json::from_str(text)
            .map_err(|e| ApiError::new("bad-arguments", format!("the mapping file, line {}, column {}: {e}", e.line(), e.column())))?,
        None => ReadOptions::default(),
    };
    Ok(intake::read(name, bytes, &options, &|_| false)?.to_spec_json())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DutyRequests {
    requests: Vec<DutyRequest>,
}

#[derive(Serialize)]
struct DutyResults {
    results: Vec<DutyResult>,
}

/// `duty`: requests in, results out, by the starter tariff with the editions and product lists given (name and bytes).
pub fn duty(requests: &str, editions: &[(String, Vec<u8>)], lists: &[(String, Vec<u8>)]) -> Result<Value, ApiError> {
    let asked: DutyRequests =
        serde_json::from_str(requests).map_err(|e| ApiError::new("unreadable-file", format!("the request, line {}, column {}: {e}", e.line(), e.column())))?;
    let tariff = tariff_files::tariff(editions, lists)?;
    Ok(serde_json::to_value(DutyResults { results: asked.requests.iter().map(|r| tariff.duty(r)).collect() })?)
}

/// `reference check`: what an import of an edition checks, without a desk.
pub fn edition_checks(name: &str, bytes: &[u8]) -> Result<Value, ApiError> {
    let (_, found) = Edition::import(name, bytes)?;
    Ok(serde_json::json!({ "edition": found.edition, "checks": editions::checks(&found), "report": found }))
}

/// The decisions in force on the shipments of an import, in the shape of `decide`.
pub fn decisions_of_import(bench: &Workbench, import_id: i64) -> Result<Decisions, ApiError> {
    let query = ShipmentQuery { import_id: Some(import_id), ..Default::default() };
    let ids = bench.desk.shipment_ids(&query)?;
    let decisions = ids.into_iter().map(|id| Ok(bench.desk.shipment(id)?.decision)).collect::<Result<Vec<_>, ApiError>>()?;
    Ok(Decisions { rulebook: bench.rulebook().stamp(), decisions })
}

/// Papers of entries, handed over file by file: name and bytes. `kinds` are codes, or `all`. Answers with what was left out.
pub fn papers(
    bench: &Workbench,
    numbers: Vec<String>,
    kinds: Vec<String>,
    merged: bool,
    progress: &(dyn Fn(usize, usize, &str) + Sync),
    write: crate::uses::papers::Write<'_>,
) -> Result<Vec<crate::contract::PaperRefusal>, ApiError> {
    let all = kinds.iter().any(|kind| kind == "all");
    let kinds = if all { paperwork::PaperKind::ALL.map(|kind| kind.code().to_owned()).to_vec() } else { kinds };
    let send = |p: crate::contract::Progress| progress(usize::try_from(p.done).unwrap_or_default(), usize::try_from(p.total).unwrap_or_default(), &p.words);
    let cancelled = std::sync::atomic::AtomicBool::new(false);
    let report = Reporter::new(&send, &cancelled);
    let (_, mut refused) = crate::uses::papers::print(bench, &crate::contract::PapersPdfArgs { numbers, kinds, separate: !merged, merged }, &report, write)?;
    // Whoever asks for all kinds means all that suit.
    refused.retain(|r| !(all && r.unsuited));
    Ok(refused)
}

/// An audit pack, asked for as in the command table.
pub fn audit_pack(bench: &Workbench, args: Value, progress: &dyn Fn(usize, usize, &str)) -> Result<Vec<u8>, ApiError> {
    let args: AuditArgs = serde_json::from_value(args).map_err(|e| ApiError::new("bad-arguments", e.to_string()))?;
    let report = |done: usize, total: usize, words: &str| {
        progress(done, total, words);
        false
    };
    Ok(audit::pack(bench, &args, &report)?.bytes)
}

/// Checks an audit pack with nothing else at hand.
pub fn verify_pack(bytes: &[u8], passphrase: Option<&str>) -> PackVerdict {
    audit::verdict(bytes, passphrase)
}

impl Workbench {
    /// The official tariff editions kept in the desk: name and bytes.
    pub fn loaded_editions(&self) -> Result<Vec<(String, Vec<u8>)>, ApiError> {
        Ok(self.desk.reference_files(tariff_files::EDITION)?)
    }

    /// The product lists of programs kept in the desk: name and bytes.
    pub fn loaded_lists(&self) -> Result<Vec<(String, Vec<u8>)>, ApiError> {
        Ok(self.desk.reference_files(tariff_files::PROGRAM_LIST)?)
    }

    /// A consistent copy of the desk file, also while it is open.
    pub fn backup_to(&self, path: &Path) -> Result<(), ApiError> {
        self.desk.backup(path)?;
        Ok(())
    }
}

/// `export`: shipments or entries as the bytes of a table, and the ending of its name. The arguments are those of the
/// jobs `shipments_export` and `entries_export`.
pub fn export(bench: &Workbench, of_entries: bool, args: Value, report: &Reporter<'_>) -> Result<(&'static str, Vec<u8>), ApiError> {
    let wrong = |e: serde_json::Error| ApiError::new("bad-arguments", format!("the export was asked for something it does not understand: {e}"));
    if of_entries {
        let args: crate::contract::EntriesExportArgs = serde_json::from_value(args).map_err(wrong)?;
        let format = args.format;
        exports::encode(&exports::entries_sheet(bench, args, report)?, format)
    } else {
        let args: crate::contract::ShipmentsExportArgs = serde_json::from_value(args).map_err(wrong)?;
        let format = args.format;
        exports::encode(&exports::shipments_sheet(bench, args, report)?, format)
    }
}

/// Whether a file is a desk file or a backup of one, plain or encrypted; else it is taken for an audit pack.
pub fn is_desk(path: &std::path::Path) -> Result<bool, ApiError> {
    Ok(desk::Desk::is_desk(path)?)
}

/// Checks a desk file or a backup without changing it: its pages, its journal, and that everything on it is as the journal says.
/// Whether it is sound, and a sentence.
pub fn verify_desk(path: &std::path::Path, passphrase: Option<&str>) -> Result<(bool, String), ApiError> {
    let unlock = passphrase.map(desk::Unlock::passphrase);
    match desk::Desk::inspect_with(path, unlock.as_ref()) {
        Ok(card) => Ok((true, format!("sound. {} events; the journal's head is {}.", card.head_seq, card.head))),
        Err(desk::DeskError::Damaged(why)) => Ok((false, format!("not sound: {why}."))),
        Err(other) => Err(other.into()),
    }
}

/// `catair`: entries as a file for the filing software; its text, or the reasons against it.
pub fn catair(bench: &Workbench, args: Value, report: &Reporter<'_>) -> Result<(Value, Option<String>), ApiError> {
    let wrong = |e: serde_json::Error| ApiError::new("bad-arguments", format!("the file was asked for with something it does not understand: {e}"));
    let (answer, text) = crate::uses::catair::file(bench, &serde_json::from_value(args).map_err(wrong)?, report)?;
    Ok((serde_json::to_value(answer)?, text))
}
