//! Pages as PDF: subset faces, an identity made from the content, no clock.
//!
//! A document is encoded once ([`Document::encode`]); the encoded pages can be written alone and into a merged file.

mod content;
mod face;
mod file;

use crate::error::PaperError;
use crate::fonts::Fonts;
use crate::page::Document;
use chrono::{DateTime, Utc};
use content::Used;
use file::{PdfFile, Ref, deflate, text_string};
use std::fmt::Write;

/// A document whose pages are in the operators of PDF, compressed; faces are added when it is written.
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
    size: String,
    top: String,
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
    /// [`PaperError::Refused`] where the document has no pages, with its issues.
    pub fn encode(&self, fonts: &Fonts) -> Result<Encoded, PaperError> {
        if self.pages.is_empty() {
            return Err(PaperError::Refused(self.issues.clone()));
        }
        let mut used = Used::new();
        let pages = self
            .pages
            .iter()
            .map(|page| EncodedPage {
                size: format!("[0 0 {} {}]", page.width, page.height),
                top: page.height.to_string(),
                content: deflate(content::operators(page, fonts, &mut used).as_bytes()),
            })
            .collect();
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
    /// [`PaperError::Font`] where a face cannot be cut down.
    pub fn to_pdf(&self, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
        let outline: Vec<(&str, usize)> = self.outline.iter().map(|(name, page)| (name.as_str(), page.saturating_sub(1))).collect();
        written(&Properties { title: &self.title, author: &self.author, prepared_at: self.prepared_at }, &[self], &outline, fonts)
    }

    /// One file of many documents in their order, with a bookmark for each, dated as the newest of them.
    ///
    /// # Errors
    /// [`PaperError::Refused`] where there is none; [`PaperError::Font`] where a face cannot be cut down.
    pub fn merged(title: &str, author: &str, documents: &[&Self], fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
        let prepared_at = documents
            .iter()
            .map(|d| d.prepared_at)
            .max()
            .ok_or_else(|| PaperError::Refused(vec!["nothing was chosen; choose at least one paper".to_owned()]))?;
        let mut outline = Vec::with_capacity(documents.len());
        let mut page = 0;
        for document in documents {
            outline.push((document.title.as_str(), page));
            page += document.pages.len();
        }
        written(&Properties { title, author, prepared_at }, documents, &outline, fonts)
    }
}

struct Properties<'a> {
    title: &'a str,
    author: &'a str,
    prepared_at: DateTime<Utc>,
}

/// Writes the file: pages in order, each face once, bookmarks, properties.
fn written(properties: &Properties<'_>, documents: &[&Encoded], outline: &[(&str, usize)], fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let mut file = PdfFile::new();
    let [root, info, tree, resources] = std::array::from_fn(|_| file.reserve());

    let mut used = Used::new();
    for document in documents {
        for (face, chars) in &document.used {
            used.entry(*face).or_default().extend(chars);
        }
    }
    let mut named = String::new();
    for (face, chars) in &used {
        let font = face::embedded(fonts, *face, chars)?.write(&mut file);
        // Writing to a string cannot fail.
        let _ = write!(named, "/{} {font}", content::resource(*face));
    }
    file.object(resources, &format!("<</Font<<{named}>>>>"));

    let mut pages: Vec<(Ref, &str)> = Vec::new();
    for page in documents.iter().flat_map(|d| &d.pages) {
        let [at, content] = std::array::from_fn(|_| file.reserve());
        file.object(at, &format!("<</Type/Page/Parent {tree}/MediaBox{}/Resources {resources}/Contents {content}>>", page.size));
        file.deflated(content, "", &page.content);
        pages.push((at, &page.top));
    }
    let kids = pages.iter().fold(String::new(), |mut all, (page, _)| {
        let _ = write!(all, "{page} ");
        all
    });
    file.object(tree, &format!("<</Type/Pages/Count {}/Kids[{}]>>", pages.len(), kids.trim_end()));

    let outlines = write_outline(&mut file, outline, &pages);
    let shown = outlines.map_or(String::new(), |outlines| format!("/Outlines {outlines}/PageMode/UseOutlines"));
    file.object(root, &format!("<</Type/Catalog/Pages {tree}/Lang(en-US)/ViewerPreferences<</DisplayDocTitle true>>{shown}>>"));
    let date = properties.prepared_at.format("D:%Y%m%d%H%M%SZ");
    let (title, author) = (text_string(properties.title), text_string(properties.author));
    let program = concat!("(Entrydesk ", env!("CARGO_PKG_VERSION"), ")");
    file.object(info, &format!("<</Title{title}/Author{author}/Creator(Entrydesk)/Producer{program}/CreationDate({date})/ModDate({date})>>"));
    Ok(file.finish(root, info))
}

/// Bookmarks, one under the other; `None` where there are none.
fn write_outline(file: &mut PdfFile, outline: &[(&str, usize)], pages: &[(Ref, &str)]) -> Option<Ref> {
    let marks: Vec<(Ref, &str, &(Ref, &str))> =
        outline.iter().filter_map(|(name, page)| Some((*name, pages.get(*page)?))).map(|(name, page)| (file.reserve(), name, page)).collect();
    let (first, last) = (marks.first()?.0, marks.last()?.0);
    let root = file.reserve();
    file.object(root, &format!("<</Type/Outlines/First {first}/Last {last}/Count {}>>", marks.len()));
    for (i, (at, name, (page, top))) in marks.iter().enumerate() {
        let mut beside = String::new();
        if let Some((previous, ..)) = i.checked_sub(1).and_then(|i| marks.get(i)) {
            let _ = write!(beside, "/Prev {previous}");
        }
        if let Some((next, ..)) = marks.get(i + 1) {
            let _ = write!(beside, "/Next {next}");
        }
        file.object(*at, &format!("<</Title{}/Parent {root}{beside}/Dest[{page}/XYZ null {top} null]>>", text_string(name)));
    }
    Some(root)
}
