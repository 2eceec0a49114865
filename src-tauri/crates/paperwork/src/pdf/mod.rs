//! Pages as PDF: subset faces, fixed names, an identity made from the content, no clock.
//!
//! A document is encoded once ([`Document::encode`]): printpdf writes the contents of its pages, which are kept deflated. They
//! stand as they are in the document's own file and in a merged one; printpdf writes the file around them.

mod face;
mod ops;

use crate::error::PaperError;
use crate::fonts::{FaceId, Fonts};
use crate::page::Document;
use crate::units::Length;
use chrono::{DateTime, Utc};
use face::{CutFace, cut, font_id, numbered};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};
use ops::Used;
use printpdf::{PageAnnotId, PageAnnotation, PdfDocument, PdfFont, PdfPage, PdfParseErrorSeverity, PdfSaveOptions};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A document whose page contents are written and deflated; faces are added when it becomes a file.
#[derive(Clone, Debug)]
pub struct Encoded {
    title: String,
    author: String,
    prepared_at: DateTime<Utc>,
    outline: Vec<(String, usize)>,
    pages: Vec<EncodedPage>,
    used: Used,
}

#[derive(Clone, Debug)]
struct EncodedPage {
    width: Length,
    height: Length,
    content: Vec<u8>,
}

impl Document {
    /// The document as PDF bytes, the same for the same content on every machine.
    ///
    /// # Errors
    /// [`PaperError::Refused`] where the document has no pages, with its issues.
    pub fn to_pdf(&self, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
        self.encode(fonts)?.to_pdf(fonts)
    }

    /// The pages as they stand in a PDF, alone or merged with others.
    ///
    /// # Errors
    /// [`PaperError::Refused`] where the document has no pages, with its issues; [`PaperError::Pdf`] where the library fails.
    pub fn encode(&self, fonts: &Fonts) -> Result<Encoded, PaperError> {
        if self.pages.is_empty() {
            return Err(PaperError::Refused(self.issues.clone()));
        }
        let mut used = Used::new();
        let mut pdf = PdfDocument::new("");
        pdf.pages = self.pages.iter().map(|page| sheet(page.width, page.height, ops::of_page(page, fonts, &mut used))).collect();
        for (face, chars) in &used {
            pdf.resources.fonts.map.insert(font_id(*face), PdfFont::new(numbered(fonts, *face, chars)));
        }
        let mut file = written(&pdf)?;
        let contents = contents_of(&file)?;
        let mut pages = Vec::with_capacity(self.pages.len());
        for (page, id) in self.pages.iter().zip(contents) {
            let stream = file.get_object_mut(id).and_then(Object::as_stream_mut).map_err(wrong)?;
            pages.push(EncodedPage { width: page.width, height: page.height, content: deflate(&stream.content) });
        }
        Ok(Encoded { title: self.title.clone(), author: self.author.clone(), prepared_at: self.prepared_at, outline: self.outline.clone(), pages, used })
    }
}

impl Encoded {
    /// How many pages it has.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// The title in its properties.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// A file of this document alone.
    ///
    /// # Errors
    /// [`PaperError::Font`] where a face cannot be cut down; [`PaperError::Pdf`] where the library fails.
    pub fn to_pdf(&self, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
        let outline: Vec<(&str, usize)> = self.outline.iter().map(|(name, page)| (name.as_str(), *page)).collect();
        assembled(&Properties { title: &self.title, author: &self.author, prepared_at: self.prepared_at }, &[self], &outline, fonts)
    }

    /// One file of many documents in their order, with a bookmark for each, dated as the newest of them.
    ///
    /// # Errors
    /// [`PaperError::Refused`] where there is none; else as [`Self::to_pdf`].
    pub fn merged(title: &str, author: &str, documents: &[&Self], fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
        let prepared_at = documents
            .iter()
            .map(|d| d.prepared_at)
            .max()
            .ok_or_else(|| PaperError::Refused(vec!["nothing was chosen; choose at least one paper".to_owned()]))?;
        let mut outline = Vec::with_capacity(documents.len());
        let mut page = 1;
        for document in documents {
            outline.push((document.title.as_str(), page));
            page += document.pages.len();
        }
        assembled(&Properties { title, author, prepared_at }, documents, &outline, fonts)
    }
}

struct Properties<'a> {
    title: &'a str,
    author: &'a str,
    prepared_at: DateTime<Utc>,
}

/// The file: sheets with their contents in order, each face once, bookmarks (pages counted from 1), properties.
fn assembled(properties: &Properties<'_>, documents: &[&Encoded], outline: &[(&str, usize)], fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let mut used = Used::new();
    for (face, chars) in documents.iter().flat_map(|d| &d.used) {
        used.entry(*face).or_default().extend(chars);
    }
    let faces = used.iter().map(|(face, chars)| Ok((*face, cut(fonts, *face, chars)?))).collect::<Result<BTreeMap<_, _>, PaperError>>()?;
    let mut pdf = PdfDocument::new(properties.title);
    for (face, cut) in &faces {
        pdf.resources.fonts.map.insert(font_id(*face), PdfFont::new(cut.font.clone()));
    }
    // Empty sheets, but for one that shows every character: the library describes of a face what it sees. The contents come after.
    let mut seen = Some(ops::of_all_used(&used));
    pdf.pages = documents.iter().flat_map(|d| &d.pages).map(|page| sheet(page.width, page.height, seen.take().unwrap_or_default())).collect();
    for (at, (name, page)) in outline.iter().enumerate() {
        // printpdf sorts by page, then name: a section's place is kept by its page.
        pdf.bookmarks.map.insert(PageAnnotId(format!("{at:06}")), PageAnnotation { name: (*name).to_owned(), page: *page });
    }
    let mut file = written(&pdf)?;
    file.version = "1.7".to_owned();
    for (id, page) in contents_of(&file)?.into_iter().zip(documents.iter().flat_map(|d| &d.pages)) {
        file.set_object(id, deflated_stream(Dictionary::new(), page.content.clone()));
    }
    for (face, cut) in &faces {
        embed(&mut file, *face, cut)?;
    }
    set_properties(&mut file, properties, !outline.is_empty())?;
    file.trailer.set("ID", identity(properties, documents, outline, &faces));
    file.compress();
    let mut bytes = Vec::with_capacity(64 * 1024);
    file.save_to(&mut bytes).map_err(|e| PaperError::Pdf(e.to_string()))?;
    Ok(bytes)
}

/// What printpdf makes of a document.
fn written(pdf: &PdfDocument) -> Result<lopdf::Document, PaperError> {
    let mut warnings = Vec::new();
    let file = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    match warnings.iter().find(|warning| warning.severity == PdfParseErrorSeverity::Error) {
        Some(bad) => Err(PaperError::Pdf(bad.msg.clone())),
        None => Ok(file),
    }
}

fn sheet(width: Length, height: Length, ops: Vec<printpdf::Op>) -> PdfPage {
    let rect = || ops::sheet(width, height);
    PdfPage { media_box: rect(), trim_box: rect(), crop_box: rect(), ops }
}

/// The content stream of every page, in order.
fn contents_of(file: &lopdf::Document) -> Result<Vec<ObjectId>, PaperError> {
    file.get_pages()
        .values()
        .map(|page| file.get_dictionary(*page).and_then(|page| page.get(b"Contents")).and_then(Object::as_reference).map_err(wrong))
        .collect()
}

/// Puts the deflated font program in its place, and the map from characters' numbers to its glyphs.
fn embed(file: &mut lopdf::Document, face: FaceId, cut: &CutFace) -> Result<(), PaperError> {
    let name = cut.font.font_name.clone().unwrap_or_default();
    let is_it = |object: &Object| {
        let font = object.as_dict().ok()?;
        let subtype = font.get(b"Subtype").and_then(Object::as_name).ok()?;
        (subtype == b"Type0" && font.get(b"BaseFont").and_then(Object::as_name).ok()? == name.as_bytes()).then_some(())
    };
    let font = file.objects.iter().find(|(_, object)| is_it(object).is_some()).map(|(id, _)| *id);
    let font = font.ok_or_else(|| PaperError::Font(face.postscript_name(), "it is not in the file".to_owned()))?;
    let map = file.add_object(deflated_stream(Dictionary::new(), cut.glyphs.clone()));
    let descendant = file
        .get_object_mut(font)
        .and_then(Object::as_dict_mut)
        .and_then(|font| font.get_mut(b"DescendantFonts"))
        .and_then(Object::as_array_mut)
        .map_err(wrong)?
        .first_mut()
        .ok_or_else(|| PaperError::Font(face.postscript_name(), "it has no glyphs".to_owned()))?
        .as_dict_mut()
        .map_err(wrong)?;
    descendant.set("CIDToGIDMap", Object::Reference(map));
    let descriptor = descendant.get(b"FontDescriptor").and_then(Object::as_reference).map_err(wrong)?;
    let program = file.get_dictionary(descriptor).and_then(|d| d.get(b"FontFile2")).and_then(Object::as_reference).map_err(wrong)?;
    let length = i64::try_from(cut.font.original_bytes.len()).unwrap_or_default();
    file.set_object(program, deflated_stream(Dictionary::from_iter([("Length1", Object::Integer(length))]), cut.program.clone()));
    Ok(())
}

/// Title, author and the document's own date; what printpdf writes besides is replaced.
fn set_properties(file: &mut lopdf::Document, properties: &Properties<'_>, outlined: bool) -> Result<(), PaperError> {
    let date = Object::string_literal(properties.prepared_at.format("D:%Y%m%d%H%M%SZ").to_string());
    let info = Dictionary::from_iter([
        ("Title", utf16(properties.title)),
        ("Author", utf16(properties.author)),
        ("Creator", utf16("Entrydesk")),
        ("Producer", utf16(concat!("Entrydesk ", env!("CARGO_PKG_VERSION")))),
        ("CreationDate", date.clone()),
        ("ModDate", date),
    ]);
    let id = file.trailer.get(b"Info").and_then(Object::as_reference).map_err(wrong)?;
    file.set_object(id, info);
    let root = file.trailer.get(b"Root").and_then(Object::as_reference).map_err(wrong)?;
    let catalog = file.get_object_mut(root).and_then(Object::as_dict_mut).map_err(wrong)?;
    if outlined {
        catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
    }
    catalog.set("Lang", Object::string_literal("en-US"));
    catalog.set("ViewerPreferences", Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]));
    Ok(())
}

/// The file's identity: a digest of all that makes it what it is.
fn identity(properties: &Properties<'_>, documents: &[&Encoded], outline: &[(&str, usize)], faces: &BTreeMap<FaceId, CutFace>) -> Object {
    let mut digest = Sha256::new();
    let mut add = |bytes: &[u8]| {
        digest.update(bytes.len().to_be_bytes());
        digest.update(bytes);
    };
    for text in [properties.title, properties.author, &properties.prepared_at.to_rfc3339(), env!("CARGO_PKG_VERSION")] {
        add(text.as_bytes());
    }
    for (name, page) in outline {
        add(name.as_bytes());
        add(&page.to_be_bytes());
    }
    for page in documents.iter().flat_map(|d| &d.pages) {
        add(&page.content);
    }
    for face in faces.values() {
        add(&face.program);
    }
    let id = Object::String(digest.finalize().iter().take(16).copied().collect(), StringFormat::Hexadecimal);
    Object::Array(vec![id.clone(), id])
}

fn utf16(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    let bytes = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn deflated_stream(mut dictionary: Dictionary, content: Vec<u8>) -> Stream {
    dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    Stream::new(dictionary, content)
}

/// Deflated as `FlateDecode` wants it.
fn deflate(data: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::with_capacity(data.len() / 3), flate2::Compression::default());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}

fn wrong(error: lopdf::Error) -> PaperError {
    PaperError::Pdf(error.to_string())
}
