//! Papers: offered, previewed, written one by one or in a batch.

use crate::contract::*;
use crate::{ApiError, Reporter, Workbench, writing};
use customs::{Client, EntrySummary, Firm};
use desk::StoredEntry;
use paperwork::{Document, Encoded, PaperError, PaperKind, PaperMatter, PaperShipment, Printed, Stamp};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// So many entries are read, drawn and written before the next: enough to keep all processors busy, few enough to stay small.
const AT_ONCE: usize = 64;

/// What one entry's or client's papers are made of.
struct Sheaf {
    entry: Option<EntrySummary>,
    client: Client,
    shipments: Vec<PaperShipment>,
    stamp: Stamp,
}

impl Sheaf {
    fn matter<'a>(&'a self, firm: &'a Firm) -> PaperMatter<'a> {
        PaperMatter { entry: self.entry.as_ref(), firm, client: &self.client, shipments: &self.shipments, stamp: &self.stamp }
    }

    /// The number, or the name, that files are called by.
    fn name(&self) -> String {
        match (&self.entry, self.shipments.as_slice()) {
            (Some(entry), _) => entry.number.to_string(),
            (None, []) => self.client.name.clone(),
            (None, [only]) => only.shipment.id.clone(),
            (None, many) => format!("{} {} shipments", self.client.name, many.len()),
        }
    }
}

pub fn papers(bench: &Workbench, args: PapersArgs) -> Result<Vec<PaperOffer>, ApiError> {
    let sheaf = sheaf(bench, args.number.as_deref(), args.client_id, args.shipment_ids.as_deref(), true)?;
    let firm = bench.desk.firm()?;
    let matter = sheaf.matter(&firm);
    let kinds = PaperKind::ALL.into_iter().filter(|kind| match (matter.entry, matter.shipments) {
        (Some(_), _) => true,
        (None, []) => kind.of_client(),
        (None, _) => kind.of_shipments(),
    });
    Ok(kinds
        .map(|kind| {
            let unsuited = paperwork::unsuited(kind, &matter);
            PaperOffer {
                kind: kind.code().to_owned(),
                name: kind.name().to_owned(),
                edition: kind.edition(),
                lacks: if unsuited.is_some() { Vec::new() } else { paperwork::lacking(kind, &matter) },
                unsuited,
                unverified: kind.unverified(),
            }
        })
        .collect())
}

pub fn paper_preview(bench: &Workbench, args: PaperArgs) -> Result<Preview, ApiError> {
    let (document, _) = drawn(bench, &args)?;
    Ok(Preview { pages: document.pages.iter().map(|p| p.to_svg()).collect(), issues: document.issues })
}

pub fn paper_pdf(bench: &Workbench, args: PaperArgs) -> Result<SavedFile, ApiError> {
    let (document, name) = drawn(bench, &args)?;
    let path = bench.write_document("entries", &name, &printable(&document)?.to_pdf(bench.fonts)?)?;
    Ok(SavedFile { path: path.display().to_string() })
}

pub fn entries_pdf(bench: &Workbench, args: NumbersArgs, report: &Reporter<'_>) -> Result<SavedPapers, ApiError> {
    let kinds = vec![PaperKind::EntrySummary.code().to_owned()];
    papers_pdf(bench, PapersPdfArgs { numbers: args.numbers, kinds, separate: true, merged: false }, report)
}

pub fn papers_pdf(bench: &Workbench, args: PapersPdfArgs, report: &Reporter<'_>) -> Result<SavedPapers, ApiError> {
    let folder = bench.output_folder().join(format!("entries/{}", stamp(bench.now())));
    let mut files = Vec::new();
    let printed = print(bench, &args, report, &mut |name, bytes| {
        let path = writing::write_many(&folder, name, bytes)?;
        files.push(path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default());
        Ok(())
    });
    match printed {
        Ok((papers, refused)) => Ok(SavedPapers { folder: folder.display().to_string(), files, papers, refused }),
        Err(error) if error.code == "cancelled" => {
            Err(ApiError::new("cancelled", format!("Stopped, as you asked. {} files were written to {}.", files.len(), folder.display())))
        }
        Err(error) => Err(error),
    }
}

/// Takes a file as it is made: its name and its bytes.
pub type Write<'a> = &'a mut dyn FnMut(&str, &[u8]) -> Result<(), ApiError>;

/// Draws the papers of many entries and hands over each file as it is made; returns how many papers, and what was left out.
pub fn print(bench: &Workbench, args: &PapersPdfArgs, report: &Reporter<'_>, write: Write<'_>) -> Result<(u64, Vec<PaperRefusal>), ApiError> {
    let kinds = args.kinds.iter().map(|code| kind(code)).collect::<Result<Vec<_>, _>>()?;
    if kinds.is_empty() || args.numbers.is_empty() || !(args.separate || args.merged) {
        return Err(ApiError::refused("Choose at least one entry, one kind of paper, and whether each gets a file of its own or all go into one."));
    }
    let firm = bench.desk.firm()?;
    let stamp = super::entries::paper_stamp(bench, bench.now())?;
    let with_shipments = kinds.iter().any(|kind| matches!(kind, PaperKind::Invoice | PaperKind::Manifest | PaperKind::CoverSheet));
    let total = args.numbers.len() * kinds.len();
    let mut clients = BTreeMap::new();
    let mut kept: Vec<Encoded> = Vec::new();
    let (mut done, mut made, mut refused) = (0, 0, Vec::new());
    for some in args.numbers.chunks(AT_ONCE) {
        if report.at(done, total, "Printing") {
            return Err(ApiError::cancelled());
        }
        let mut sheaves = Vec::with_capacity(some.len());
        for number in some {
            sheaves.push(of_entry(bench, number, &mut clients, &stamp, with_shipments)?);
        }
        let wanted: Vec<(PaperKind, PaperMatter<'_>)> = sheaves.iter().flat_map(|sheaf| kinds.iter().map(|kind| (*kind, sheaf.matter(&firm)))).collect();
        for ((kind, matter), printed) in wanted.iter().zip(paperwork::print_all(&wanted, args.separate, bench.fonts)) {
            let number = matter.entry.map(|entry| entry.number.to_string()).unwrap_or_default();
            match printed {
                Ok(Printed { encoded, file }) => {
                    if let Some(bytes) = file {
                        write(&format!("{number} {}.pdf", kind.file_name()), &bytes)?;
                    }
                    made += 1;
                    if args.merged {
                        kept.push(encoded);
                    }
                }
                Err(error) => {
                    let why = match error {
                        PaperError::Refused(reasons) => reasons.join("; "),
                        other => other.to_string(),
                    };
                    refused.push(PaperRefusal { number, kind: kind.code().to_owned(), why, unsuited: paperwork::unsuited(*kind, matter).is_some() });
                }
            }
        }
        done += some.len() * kinds.len();
    }
    if made == 0 {
        let why: Vec<String> = refused.iter().map(|r| format!("{}: {}.", r.number, r.why)).collect();
        return Err(ApiError::refused(format!("Nothing could be printed. {}", why.join(" "))));
    }
    if args.merged {
        if report.at(done, total, "Putting them into one file") {
            return Err(ApiError::cancelled());
        }
        let what = if let [kind] = kinds.as_slice() { kind.file_name() } else { "papers" };
        let title = format!("{} {what}", entries_in_words(args.numbers.len()));
        let merged = Encoded::merged(&title, &firm.name, &kept.iter().collect::<Vec<_>>(), bench.fonts)?;
        write(&format!("{title}.pdf"), &merged)?;
    }
    report.at(total, total, "Done");
    Ok((made, refused))
}

fn entries_in_words(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

fn kind(code: &str) -> Result<PaperKind, ApiError> {
    PaperKind::from_code(code).ok_or_else(|| {
        let known = PaperKind::ALL.map(PaperKind::code).join(", ");
        ApiError::new("bad-arguments", format!("there is no paper `{code}`; the papers are {known}"))
    })
}

/// A paper as it is drawn on screen and paper, and how its file is called.
fn drawn(bench: &Workbench, args: &PaperArgs) -> Result<(Document, String), ApiError> {
    let kind = kind(&args.kind)?;
    let sheaf = sheaf(bench, args.number.as_deref(), args.client_id, args.shipment_ids.as_deref(), true)?;
    let firm = bench.desk.firm()?;
    Ok((paperwork::paper(kind, &sheaf.matter(&firm)), format!("{} {}.pdf", sheaf.name(), kind.file_name())))
}

/// What cannot be printed is refused with its reasons.
fn printable(document: &Document) -> Result<&Document, ApiError> {
    if document.issues.is_empty() {
        return Ok(document);
    }
    Err(ApiError::refused(format!("{} cannot be printed as it stands. {}", document.title, document.issues.join(" "))))
}

/// The matter of an entry, of a client, or of shipments.
fn sheaf(bench: &Workbench, number: Option<&str>, client_id: Option<i64>, shipments: Option<&[i64]>, with_shipments: bool) -> Result<Sheaf, ApiError> {
    let stamp = super::entries::paper_stamp(bench, bench.now())?;
    if let Some(number) = number {
        return of_entry(bench, number, &mut BTreeMap::new(), &stamp, with_shipments);
    }
    let mut listed = Vec::new();
    let mut owner = client_id;
    for id in shipments.unwrap_or_default() {
        let stored = bench.desk.shipment(*id)?;
        if *owner.get_or_insert(stored.row.client_id) != stored.row.client_id {
            return Err(ApiError::refused("The shipments belong to different clients. A worksheet lists those of one client only (19 CFR 111.24)."));
        }
        listed.push(PaperShipment { shipment: stored.shipment, decision: stored.decision });
    }
    let owner = owner.ok_or_else(|| ApiError::new("bad-arguments", "a paper is of an entry, a client or shipments; name one of them"))?;
    Ok(Sheaf { entry: None, client: bench.desk.client(owner)?, shipments: listed, stamp })
}

fn of_entry(bench: &Workbench, number: &str, clients: &mut BTreeMap<i64, Client>, stamp: &Stamp, with_shipments: bool) -> Result<Sheaf, ApiError> {
    let StoredEntry { summary, row, shipments, .. } = bench.desk.entry(number)?;
    let client = match clients.entry(row.client_id) {
        Entry::Occupied(known) => known.get().clone(),
        Entry::Vacant(free) => free.insert(bench.desk.client(row.client_id)?).clone(),
    };
    let mut listed = Vec::new();
    if with_shipments {
        for id in shipments {
            let stored = bench.desk.shipment(id)?;
            listed.push(PaperShipment { shipment: stored.shipment, decision: stored.decision });
        }
    }
    // An entry's papers carry the day of its last change, so that the same entry prints the same.
    Ok(Sheaf { entry: Some(summary), client, shipments: listed, stamp: Stamp { prepared_at: row.changed, ..stamp.clone() } })
}
