//! Checking a pack with nothing else at hand. Any bytes may be given; nothing here panics, and nothing is unpacked to
//! more than the pack says it holds.

use super::chain::check_chain;
use super::hex;
use super::manifest::{FORMAT, FORMAT_VERSION, Manifest, PackFile};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// No manifest or journal extract is larger.
const LARGEST_LIST: u64 = 256 << 20;
/// No pack has more files.
const MOST_FILES: usize = 200_000;
/// A pack never unpacks to more than this, plus [`MOST_RATIO`] times its own size.
const LARGEST_UNPACKED: u64 = 512 << 20;
/// Spreadsheets and JSON shrink to a fiftieth at best.
const MOST_RATIO: u64 = 100;

/// What was found about a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PackVerdict {
    /// Everything in it is as it was when it was made.
    pub sound: bool,
    /// What is wrong, a sentence each.
    pub findings: Vec<String>,
    /// Files that hold.
    pub files: usize,
    /// What the pack says about itself, in a sentence; empty where that could not be read.
    pub summary: String,
    /// The pack's own list, where that could be read.
    pub manifest: Option<Manifest>,
}

/// Checks a pack: its list of files and their hashes, and the chain of its journal extract. A locked one takes its passphrase.
pub fn verify_pack(bytes: &[u8], passphrase: Option<&str>) -> PackVerdict {
    let mut verdict = PackVerdict::default();
    if let Err(finding) = super::unlock_pack(bytes, passphrase).and_then(|pack| check(&pack, &mut verdict)) {
        verdict.findings.push(finding);
    }
    verdict.sound = verdict.findings.is_empty();
    verdict
}

/// Collects findings; an error ends the check.
fn check(bytes: &[u8], verdict: &mut PackVerdict) -> Result<(), String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
        if bytes.starts_with(b"PK\x03\x04") {
            "the ZIP is cut short: its list of files at the end is missing; ask for the pack again"
        } else {
            "this is not a ZIP file, so it is not an audit pack"
        }
        .to_owned()
    })?;
    if zip.len() > MOST_FILES {
        return Err(format!("the ZIP lists {} files; no audit pack has that many", zip.len()));
    }
    if zip.offset() != 0 || !zip.comment().is_empty() {
        verdict.findings.push("the ZIP holds bytes that belong to no file".to_owned());
    }
    let manifest = read_manifest(&mut zip, verdict)?;
    let listed = listing(&manifest, bytes.len() as u64)?;
    verdict.summary = format!(
        "{}: {} files, made {} with Entrydesk {}, law verified through {}, rulebook {}, journal head {}.",
        manifest.scope,
        manifest.files.len(),
        manifest.generated_at,
        manifest.app_version,
        manifest.law_verified_through,
        manifest.rulebook_version,
        manifest.journal_head
    );
    verdict.manifest = Some(manifest.clone());

    // Entries of a hostile ZIP may share their bytes: what is read in all is bounded by what the pack says it holds.
    let mut budget = listed.values().fold(1u64 << 20, |sum, file| sum.saturating_add(file.size.saturating_mul(2)));
    let mut present: BTreeMap<String, PackFile> = BTreeMap::new();
    let mut extract = None;
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).map_err(|e| format!("file {} of the ZIP cannot be opened: {e}", index + 1))?;
        let path = match file.name() {
            Ok(path) => path.into_owned(),
            Err(why) => {
                verdict.findings.push(format!("file {} of the ZIP has a name that cannot be read: {why}", index + 1));
                continue;
            }
        };
        if path == "manifest.json" {
            continue;
        }
        // A file that is not listed is read only as far as the largest that is.
        let limit = listed.get(path.as_str()).map_or_else(|| listed.values().map(|f| f.size).max().unwrap_or(0), |f| f.size);
        let limit = limit.min(budget);
        let keep = path == "journal/extract.json" && limit <= LARGEST_LIST;
        match digest(&mut file, limit, keep) {
            Ok((sha256, size, kept)) => {
                budget = budget.saturating_sub(size);
                if keep {
                    extract = Some(kept);
                }
                if present.insert(path.clone(), PackFile { path: path.clone(), sha256, size }).is_some() {
                    verdict.findings.push(format!("{path} is in the ZIP twice"));
                }
            }
            Err(why) => {
                verdict.findings.push(format!("{path} cannot be read: {why}"));
                present.insert(path.clone(), PackFile { path, sha256: String::new(), size: u64::MAX });
            }
        }
    }
    compare(&listed, &present, verdict);
    match extract {
        None => {}
        Some(extract) => check_extract(&extract, &manifest, verdict),
    }
    Ok(())
}

fn read_manifest(zip: &mut ZipArchive<Cursor<&[u8]>>, verdict: &mut PackVerdict) -> Result<Manifest, String> {
    let mut raw = Vec::new();
    let file = zip.by_name("manifest.json").map_err(|_| "manifest.json is missing: this is not an audit pack, or its list was taken out".to_owned())?;
    file.take(LARGEST_LIST).read_to_end(&mut raw).map_err(|e| format!("manifest.json cannot be read: {e}"))?;
    let value: Value = serde_json::from_slice(&raw).map_err(|e| format!("manifest.json was changed: it is no longer JSON ({e})"))?;
    if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err("manifest.json was changed, or this is not an audit pack: it does not say that it is one".to_owned());
    }
    match value.get("format_version").and_then(Value::as_u64) {
        Some(version) if version > u64::from(FORMAT_VERSION) => {
            let by = value.get("app_version").and_then(Value::as_str).unwrap_or("a newer version");
            return Err(format!(
                "this pack has format {version}, written by Entrydesk {by}; this Entrydesk reads up to format {FORMAT_VERSION}. Update Entrydesk and check it again"
            ));
        }
        _ => {}
    }
    let manifest: Manifest = serde_json::from_value(value).map_err(|e| format!("manifest.json was changed: {e}"))?;
    if manifest.to_bytes() != raw || manifest.seal != manifest.computed_seal() {
        verdict.findings.push("manifest.json was changed: its seal does not hold".to_owned());
    }
    Ok(manifest)
}

/// The listed files by path, within bounds.
fn listing(manifest: &Manifest, packed: u64) -> Result<BTreeMap<&str, &PackFile>, String> {
    let unpacked = manifest.files.iter().fold(0u64, |sum, file| sum.saturating_add(file.size));
    if unpacked > packed.saturating_mul(MOST_RATIO).saturating_add(LARGEST_UNPACKED) {
        return Err(format!("the pack says it unpacks to {unpacked} bytes, far more than {packed} bytes of ZIP can honestly hold; it was not unpacked"));
    }
    Ok(manifest.files.iter().map(|file| (file.path.as_str(), file)).collect())
}

/// Hash and size of a file, reading at most one byte more than `limit`; its bytes too where they are wanted.
fn digest(file: &mut impl Read, limit: u64, keep: bool) -> Result<(String, u64, Vec<u8>), String> {
    let mut hasher = Sha256::new();
    let mut kept = Vec::new();
    let mut size = 0u64;
    let mut buffer = vec![0; 1 << 16];
    let mut file = file.take(limit.saturating_add(1));
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok((hex(&hasher.finalize()), size, kept)),
            Ok(count) => {
                let part = buffer.get(..count).unwrap_or_default();
                hasher.update(part);
                size = size.saturating_add(count as u64);
                if keep {
                    kept.extend_from_slice(part);
                }
            }
            Err(e) => return Err(e.to_string()),
        }
    }
}

fn compare(listed: &BTreeMap<&str, &PackFile>, present: &BTreeMap<String, PackFile>, verdict: &mut PackVerdict) {
    let mut missing: BTreeSet<&str> = listed.keys().copied().filter(|path| !present.contains_key(*path)).collect();
    for (path, found) in present {
        match listed.get(path.as_str()) {
            Some(wanted) if wanted.sha256 == found.sha256 && wanted.size == found.size => verdict.files += 1,
            // It could not be read, which has been said.
            Some(_) if found.sha256.is_empty() => {}
            Some(_) => verdict.findings.push(format!("{path} was changed: its SHA-256 is not the one in the manifest")),
            None => {
                let was = missing.iter().copied().find(|path| listed.get(path).is_some_and(|wanted| wanted.sha256 == found.sha256));
                if let Some(was) = was {
                    missing.remove(was);
                    verdict.findings.push(format!("{was} was renamed to {path}"));
                } else {
                    verdict.findings.push(format!("{path} does not belong to this pack: the manifest does not list it"));
                }
            }
        }
    }
    verdict.findings.extend(missing.into_iter().map(|path| format!("{path} is missing")));
}

fn check_extract(extract: &[u8], manifest: &Manifest, verdict: &mut PackVerdict) {
    let Ok(extract) = serde_json::from_slice::<Value>(extract) else {
        verdict.findings.push("journal/extract.json is not JSON".to_owned());
        return;
    };
    let text = |key: &str| extract.get(key).and_then(Value::as_str).unwrap_or_default();
    if text("head") != manifest.journal_head {
        verdict.findings.push("journal/extract.json and manifest.json name different journal heads".to_owned());
    }
    let events = extract.get("events").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    if let Err(broken) = check_chain(text("before"), events, text("head")) {
        verdict.findings.push(broken);
    }
}
