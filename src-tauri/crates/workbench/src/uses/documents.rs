//! Documents: attached, told apart, opened, detached.

use crate::contract::*;
use crate::{ApiError, Workbench};
use customs::DocumentKind;
use desk::{LARGEST_DOCUMENT, NewDocument};

/// The folder under the output folder where documents are written to be looked at.
const OPENED: &str = "documents";

/// Endings of files that programs show. Anything else might be run by the system that opens it.
const FOR_READING: &[&str] = &[
    "pdf", "png", "jpg", "jpeg", "gif", "tif", "tiff", "bmp", "webp", "heic", "txt", "csv", "tsv", "json", "xml", "edi", "eml", "msg", "rtf", "doc", "docx",
    "odt", "xls", "xlsx", "ods", "ppt", "pptx", "zip",
];

/// Whether the system's program for a file shows it, rather than runs it.
pub fn is_for_reading(path: &std::path::Path) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| FOR_READING.contains(&e.to_ascii_lowercase().as_str()))
}

pub fn documents(bench: &Workbench, args: SubjectArgs) -> Result<DocumentsView, ApiError> {
    let (detached, documents) = bench.desk.documents(&args.subject)?.into_iter().partition(|d| d.detached);
    Ok(DocumentsView {
        documents,
        detached,
        kinds: DocumentKind::ALL.into_iter().map(|kind| KindName { kind, title: kind.title().to_owned() }).collect(),
        limit: format!("Any kind of file, {} MB at most.", LARGEST_DOCUMENT / 1_000_000),
    })
}

pub fn document_attach(bench: &Workbench, args: AttachArgs) -> Result<DocumentsView, ApiError> {
    let file = bench.offered(&args.ticket)?;
    let name = file.ticket.name.as_str();
    let kind = args.kind.unwrap_or_else(|| DocumentKind::suggested_by(name));
    bench.desk.attach(&NewDocument { subject: &args.subject, kind, name, bytes: &file.bytes }, &bench.act())?;
    documents(bench, SubjectArgs { subject: args.subject })
}

pub fn document_kind(bench: &Workbench, args: DocumentKindArgs) -> Result<DocumentsView, ApiError> {
    bench.desk.set_document_kind(args.id, args.kind, &bench.act())?;
    documents(bench, SubjectArgs { subject: bench.desk.document_row(args.id)?.subject })
}

pub fn document_detach(bench: &Workbench, args: DetachArgs) -> Result<DocumentsView, ApiError> {
    bench.desk.detach(args.id, args.note.trim(), &bench.act())?;
    documents(bench, SubjectArgs { subject: bench.desk.document_row(args.id)?.subject })
}

/// Writes a document to the output folder, as it came, so that the system's own program can show it.
pub fn document_open(bench: &Workbench, args: IdArgs) -> Result<SavedFile, ApiError> {
    let row = bench.desk.document_row(args.id)?;
    let bytes = bench.desk.document(&row.sha256)?;
    // The same bytes opened twice are one file.
    let dir = bench.output_folder().join(OPENED);
    let known = dir.join(&row.name);
    if std::path::Path::new(&row.name).components().count() == 1 && std::fs::read(&known).is_ok_and(|there| there == bytes) {
        return Ok(SavedFile { path: known.display().to_string() });
    }
    let path = bench.write_document(OPENED, &row.name, &bytes)?;
    Ok(SavedFile { path: path.display().to_string() })
}
