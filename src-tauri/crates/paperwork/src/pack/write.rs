//! Writing a pack: sorted names, fixed times, one file after another.

use super::manifest::{FORMAT, FORMAT_VERSION, Manifest, PackFile};
use super::matter::{AuditMatter, AuditNote};
use super::{csv, request, sha256};
use crate::form_7501::hindrances;
use crate::report::Volume;
use crate::{Fonts, PaperError, form_7501};
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Makes the bytes of one file when its turn comes.
type Maker<'a> = Box<dyn Fn() -> Result<Vec<u8>, PaperError> + Sync + 'a>;

/// Files made at once, on all processors, before the next of them is written or the work is stopped.
const AT_ONCE: usize = 16;

/// A pack that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// The ZIP.
    pub bytes: Vec<u8>,
    /// Files in it, the manifest not counted.
    pub files: usize,
}

/// The audit pack of a matter as a ZIP, the same bytes for the same matter.
///
/// `progress` is told how many of how many files are done, and stops the work by answering `true`.
///
/// # Errors
/// [`PaperError::Cancelled`] when stopped; a paper or the ZIP that cannot be written.
pub fn audit_pack(matter: &AuditMatter, fonts: &Fonts, progress: &dyn Fn(usize, usize) -> bool) -> Result<Packed, PaperError> {
    let files: Vec<(String, Maker<'_>)> = contents(matter, fonts).into_iter().collect();
    let total = files.len() + 1;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut listed = Vec::with_capacity(files.len());
    for lot in files.chunks(AT_ONCE) {
        let made: Vec<_> = lot.par_iter().map(|(_, make)| make().map(|bytes| (sha256(&bytes), bytes))).collect();
        for ((path, _), made) in lot.iter().zip(made) {
            if progress(listed.len(), total) {
                return Err(PaperError::Cancelled);
            }
            let (sha256, bytes) = made?;
            add(&mut zip, path, &bytes)?;
            listed.push(PackFile { path: path.clone(), sha256, size: bytes.len() as u64 });
        }
    }
    if progress(files.len(), total) {
        return Err(PaperError::Cancelled);
    }
    let mut manifest = Manifest {
        format: FORMAT.to_owned(),
        format_version: FORMAT_VERSION,
        app_version: matter.app_version.clone(),
        generated_at: moment(matter.generated_at),
        scope: matter.scope.clone(),
        rulebook_version: matter.rulebook.version.clone(),
        law_verified_through: matter.rulebook.verified_through.to_string(),
        journal_head: matter.journal_head.clone(),
        files: listed,
        seal: String::new(),
    };
    manifest.seal = manifest.computed_seal();
    add(&mut zip, "manifest.json", &manifest.to_bytes())?;
    let bytes = zip.finish().map_err(|e| PaperError::Pack(e.to_string()))?.into_inner();
    progress(total, total);
    Ok(Packed { bytes, files: files.len() })
}

fn add(zip: &mut ZipWriter<Cursor<Vec<u8>>>, path: &str, bytes: &[u8]) -> Result<(), PaperError> {
    // PDFs are compressed inside already.
    let method = if path.ends_with(".pdf") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644)
        .large_file(u32::try_from(bytes.len()).is_err());
    zip.start_file(path, options).map_err(|e| PaperError::Pack(e.to_string()))?;
    zip.write_all(bytes).map_err(|e| PaperError::Pack(e.to_string()))
}

fn contents<'a>(matter: &'a AuditMatter, fonts: &'a Fonts) -> BTreeMap<String, Maker<'a>> {
    let mut files: BTreeMap<String, Maker<'a>> = BTreeMap::new();
    for volume in Volume::of(matter) {
        files.insert(volume.path(), Box::new(move || volume.draw(matter).to_pdf(fonts)));
    }
    files.insert(
        "data/shipments.json".into(),
        Box::new(|| {
            let shipments: Vec<_> = matter
                .shipments
                .iter()
                .map(|s| json!({"shipment": s.shipment, "entry_number": s.entry_number, "source_file": s.source_file, "source_rows": s.source_rows}))
                .collect();
            pretty(&shipments)
        }),
    );
    files.insert(
        "data/decisions.json".into(),
        Box::new(|| {
            let earlier: BTreeMap<_, _> = matter.shipments.iter().filter_map(|s| Some((&s.shipment.id, matter.earlier_law(s)?))).collect();
            pretty(&json!({"rulebook": matter.rulebook, "made_by_another_rulebook": earlier, "decisions": matter.decisions()}))
        }),
    );
    files.insert("data/gaps.json".into(), Box::new(|| pretty(&matter.all_gaps())));
    files.insert("data/shipments.csv".into(), Box::new(|| csv::shipments(matter)));
    files.insert("data/entries.json".into(), Box::new(|| pretty(&matter.entries)));
    files.insert(
        "data/notes.json".into(),
        Box::new(|| {
            let said = |words: &str| (!words.is_empty()).then(|| words.to_owned());
            let note = |n: &AuditNote| {
                json!({"about": n.about.to_string(), "at": moment(n.at), "who": said(&n.who), "text": said(&n.text), "due": n.due, "done": said(&n.done)})
            };
            pretty(&matter.notes.iter().map(note).collect::<Vec<_>>())
        }),
    );
    files.insert(
        "journal/extract.json".into(),
        Box::new(|| pretty(&json!({"before": matter.journal_before, "head": matter.journal_head, "events": matter.journal}))),
    );
    files.insert("VERIFY.txt".into(), Box::new(|| Ok(instructions(matter).into_bytes())));
    for entry in matter.entries.iter().filter(|entry| !matter.redacted && hindrances(entry).is_empty()) {
        let path = format!("entries/{}/cbp-7501.pdf", entry.number);
        files.insert(path, Box::new(move || form_7501(entry, &matter.stamp()).to_pdf(fonts)));
    }
    let mut taken = BTreeSet::new();
    if !matter.redacted {
        for file in &matter.originals {
            files.insert(free_path("originals", &file.name, &mut taken), Box::new(|| Ok(file.bytes.clone())));
        }
    }
    let mut paths = Vec::with_capacity(matter.documents.len());
    for document in &matter.documents {
        let Some(bytes) = &document.bytes else {
            paths.push(String::new());
            continue;
        };
        let path = free_path(&request::folder_of(document.kind), &document.name, &mut taken);
        paths.push(path.clone());
        files.insert(path, Box::new(|| Ok(bytes.clone())));
    }
    files.insert("cf-28/answer.txt".into(), Box::new(move || Ok(request::answer(matter, &paths).into_bytes())));
    files
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn pretty(value: &impl Serialize) -> Result<Vec<u8>, PaperError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|e| PaperError::Pack(e.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A path in the pack for a file that came with its own name: no folders, no characters a file system refuses, no name twice.
fn free_path(folder: &str, name: &str, taken: &mut BTreeSet<String>) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().map(|c| if c.is_control() || matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c }).take(120).collect();
    let clean = clean.trim_matches([' ', '.']);
    let clean = if clean.is_empty() { "file" } else { clean };
    let (stem, ending) = match clean.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem, format!(".{ending}")),
        _ => (clean, String::new()),
    };
    let mut path = format!("{folder}/{clean}");
    let mut again = 2u32;
    // File systems that do not tell upper from lower case must be able to unpack it.
    while !taken.insert(path.to_lowercase()) {
        path = format!("{folder}/{stem} ({again}){ending}");
        again = again.saturating_add(1);
    }
    path
}

fn instructions(matter: &AuditMatter) -> String {
    let people = if matter.redacted { format!("\nAbout the people in it\n{}\n", indented(super::HONESTLY)) } else { String::new() };
    let rest = if matter.redacted {
        ""
    } else {
        "\x20 entries/<number>/          the entry summaries as printed\n\
         \x20 originals/                 the merchants' files as they were received\n\
         \x20 documents/                 papers attached to the client, a shipment or an entry, where there are any\n"
    };
    format!(
        "AUDIT PACK: {scope}\n\
         Made {at} with Entrydesk {version}\n\
         \n\
         What is in it\n\
         \x20 report.pdf                 read this first\n\
         \x20 report-decisions-*.pdf     the decisions one by one, where there are too many for the report\n\
         \x20 data/                      shipments, decisions, entries, notes and gaps as JSON; shipments as CSV\n\
         {rest}\
         \x20 cf-28/                     what CBP Form 28 asks for: the papers, and answer.txt with what is missing\n\
         \x20 journal/extract.json       the events behind it, each chained to the one before by SHA-256\n\
         \x20 manifest.json              SHA-256 and size of every file\n\
         {people}\n\
         To check it\n\
         \x20 with Entrydesk: entrydesk-cli verify <this file>, or Verify a pack in the window. No desk file is needed.\n\
         \x20 without: unpack it, and compare the SHA-256 of each file with manifest.json (sha256sum on Linux,\n\
         \x20 shasum -a 256 on macOS, Get-FileHash on Windows). A file that is not listed does not belong to the pack.\n\
         \x20 The journal: content = SHA-256(00, who, kind, subject, body); hash = SHA-256(01, hash before, seq, at, content);\n\
         \x20 each field with its length before it, eight bytes, the high one first. seq is eight bytes too.\n\
         \n\
         What this proves, and what it does not\n\
         \x20 A changed, missing, added or renamed file is found. Somebody who rewrites the whole pack, manifest included, is\n\
         \x20 found by the journal's head, which is printed at the foot of every paper made at the time and stands below.\n\
         \x20 Events of other clients are in the chain as digests (19 CFR 111.24): that they happened can be proved, what they\n\
         \x20 say cannot be read.\n\
         \n\
         Journal head  {head}\n\
         Rulebook      {rulebook}\n\
         Law verified  through {through}\n",
        scope = matter.scope,
        at = matter.generated_at.format("%Y-%m-%d %H:%M UTC"),
        version = matter.app_version,
        head = matter.journal_head,
        rulebook = matter.rulebook.version,
        through = matter.rulebook.verified_through,
    )
}

/// Lines of a hundred characters, two in.
fn indented(text: &str) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        if lines.last().is_some_and(|line| line.chars().count() + word.chars().count() >= 100) {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(if line.is_empty() { "  " } else { " " });
            line.push_str(word);
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_escapes_its_folder_or_stands_twice() {
        let mut taken = BTreeSet::new();
        let paths: Vec<String> = ["../../etc/passwd", "orders.csv", "Orders.csv", "C:\\in\\a:b?.xlsx", "..", "orders.csv"]
            .into_iter()
            .map(|name| free_path("originals", name, &mut taken))
            .collect();
        assert_eq!(
            paths,
            ["originals/passwd", "originals/orders.csv", "originals/Orders (2).csv", "originals/a_b_.xlsx", "originals/file", "originals/orders (3).csv"]
        );
    }
}
