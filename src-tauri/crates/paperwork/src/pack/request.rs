//! What CBP asks for on Form 28 (request for information), and which of it this pack can answer.

use super::matter::{About, AuditDocument, AuditMatter};
use customs::money::plain;
use customs::{DocumentKind, EntrySummary};
use std::fmt::Write;

/// What an importer is asked for most often, in the order of the answer.
pub(crate) const ASKED: [DocumentKind; 6] = [
    DocumentKind::Invoice,
    DocumentKind::ProofOfPayment,
    DocumentKind::PurchaseOrder,
    DocumentKind::Literature,
    DocumentKind::ClassificationBasis,
    DocumentKind::ValueBasis,
];

/// The folder of the pack in which a document stands.
pub(crate) fn folder_of(kind: DocumentKind) -> String {
    match ASKED.iter().position(|asked| *asked == kind) {
        Some(at) => format!("cf-28/{}-{}", at + 1, kind.code()),
        None => "documents".to_owned(),
    }
}

/// The documents of a kind that speak for an entry: its own, its shipments', and the client's.
pub(crate) fn answers<'a>(matter: &'a AuditMatter, entry: &'a EntrySummary, kind: DocumentKind) -> impl Iterator<Item = &'a AuditDocument> {
    matter.documents.iter().filter(move |document| {
        document.kind == kind
            && match &document.about {
                About::Client => true,
                About::Entry(number) => *number == entry.number.to_string(),
                About::Shipment(bill) => entry.shipments.contains(bill),
                About::Import(_) => true,
            }
    })
}

/// How many papers of how many asked for are missing over all entries.
pub(crate) fn missing(matter: &AuditMatter) -> (usize, usize) {
    let wanted = matter.entries.iter().flat_map(|entry| ASKED.map(|kind| (entry, kind)));
    let missing = wanted.filter(|(entry, kind)| answers(matter, entry, *kind).next().is_none()).count();
    (missing, matter.entries.len() * ASKED.len())
}

/// `cf-28/answer.txt`: entry by entry, what there is and what is missing. `paths` are the documents' places in the pack, in order.
pub(crate) fn answer(matter: &AuditMatter, paths: &[String]) -> String {
    let mut out = format!("IF CBP ASKS: CBP FORM 28\n{}\n\n", matter.scope);
    if matter.entries.is_empty() {
        out.push_str("There is no entry in this pack. CBP Form 28 asks about entries; what it may ask for stands here once there is one.\n");
        return out;
    }
    let (gone, of) = missing(matter);
    let entries = if matter.entries.len() == 1 { "one entry".to_owned() } else { format!("{} entries", matter.entries.len()) };
    // Writing to a string cannot fail.
    let _ = writeln!(out, "Six papers are asked for most often. Over {entries}, {} of {of} are here and {gone} are missing.\n", of - gone);
    for entry in &matter.entries {
        let _ = writeln!(out, "ENTRY {}, type {}, of {}", entry.number, entry.entry_type, entry.entry_date);
        for kind in ASKED {
            let mut none = true;
            for document in answers(matter, entry, kind) {
                none = false;
                let at = matter.documents.iter().position(|d| std::ptr::eq(d, document)).and_then(|at| paths.get(at)).map_or("", String::as_str);
                let here = if document.bytes.is_some() { at } else { "on record, not in this pack" };
                let _ = writeln!(out, "  {:<24} {} ({}), {here}\n{:27}SHA-256 {}", kind.title(), document.name, document.about, "", document.sha256);
            }
            if none {
                let _ = writeln!(out, "  {:<24} MISSING: ask the client for it", kind.title());
            }
        }
        for line in &entry.lines {
            let numbers = line.rows.iter().map(|row| row.hts.as_str()).collect::<Vec<_>>().join(", ");
            let _ = writeln!(
                out,
                "  As entered, line {:03}: {}; {numbers}; origin {}; value ${}",
                line.number,
                line.description,
                line.origin,
                plain(line.entered_value)
            );
        }
        out.push('\n');
    }
    out.push_str("The values rest on the merchants' files in originals/, row by row as data/shipments.csv says; the classification on the numbers above.\n");
    out
}
