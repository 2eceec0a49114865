//! Pages as PDF: subset faces, fixed names, an identity made from the content, no clock.

use crate::error::PaperError;
use crate::fonts::{FaceId, Fonts};
use crate::page::{Colour, Document, Item, PlacedPage, TextRun};
use crate::units::Length;
use lopdf::{Dictionary, Object, StringFormat};
use printpdf::{
    Color, FontId, FontMetrics, Line, LinePoint, Op, PageAnnotId, PageAnnotation, PaintMode, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfParseErrorSeverity, PdfSaveOptions, Point, Pt, Rect, Rgb, TextItem,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

impl Document {
    /// The document as PDF bytes, the same for the same content on every machine.
    ///
    /// # Errors
    /// [`PaperError::Refused`] where the document has no pages, with its issues.
    pub fn to_pdf(&self, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
        if self.pages.is_empty() {
            return Err(PaperError::Refused(self.issues.clone()));
        }
        let mut pdf = PdfDocument::new(&self.title);
        for (face, used) in self.glyphs_used(fonts) {
            pdf.resources.fonts.map.insert(font_id(face), PdfFont::new(subset(fonts, face, &used)?));
        }
        pdf.pages = self.pages.iter().map(|page| drawn(page, fonts)).collect();
        for (at, (name, page)) in self.outline.iter().enumerate() {
            // printpdf sorts by page, then name: a section's place is kept by its page.
            pdf.bookmarks.map.insert(PageAnnotId(format!("{at:06}")), PageAnnotation { name: name.clone(), page: *page });
        }
        let mut warnings = Vec::new();
        let mut file = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
        if let Some(bad) = warnings.iter().find(|warning| warning.severity == PdfParseErrorSeverity::Error) {
            return Err(PaperError::Pdf(bad.msg.clone()));
        }
        file.version = "1.7".to_owned();
        self.set_properties(&mut file)?;
        file.compress();
        // The identity is a hash of everything else in the file.
        file.trailer.remove(b"ID");
        let mut content = Vec::new();
        file.clone().save_to(&mut content).map_err(|e| PaperError::Pdf(e.to_string()))?;
        let id = Object::String(Sha256::digest(&content).iter().take(16).copied().collect(), StringFormat::Hexadecimal);
        file.trailer.set("ID", Object::Array(vec![id.clone(), id]));
        let mut bytes = Vec::with_capacity(content.len() + 128);
        file.save_to(&mut bytes).map_err(|e| PaperError::Pdf(e.to_string()))?;
        Ok(bytes)
    }

    fn glyphs_used(&self, fonts: &Fonts) -> BTreeMap<FaceId, BTreeSet<char>> {
        let mut used: BTreeMap<FaceId, BTreeSet<char>> = BTreeMap::new();
        for run in self.pages.iter().flat_map(PlacedPage::texts) {
            for (face, text) in fonts.runs(&run.text, run.weight) {
                used.entry(face).or_default().extend(text.chars());
            }
        }
        used
    }

    /// Title, author and the document's own date; what printpdf writes besides is replaced.
    fn set_properties(&self, file: &mut lopdf::Document) -> Result<(), PaperError> {
        let date = Object::string_literal(self.prepared_at.format("D:%Y%m%d%H%M%SZ").to_string());
        let info = Dictionary::from_iter([
            ("Title", utf16(&self.title)),
            ("Author", utf16(&self.author)),
            ("Creator", utf16("Entrydesk")),
            ("Producer", utf16(concat!("Entrydesk ", env!("CARGO_PKG_VERSION")))),
            ("CreationDate", date.clone()),
            ("ModDate", date),
        ]);
        let id = file.trailer.get(b"Info").and_then(Object::as_reference).map_err(|e| PaperError::Pdf(e.to_string()))?;
        file.set_object(id, info);
        let root = file.trailer.get(b"Root").and_then(Object::as_reference).map_err(|e| PaperError::Pdf(e.to_string()))?;
        let catalog = file.get_object_mut(root).and_then(Object::as_dict_mut).map_err(|e| PaperError::Pdf(e.to_string()))?;
        if !self.outline.is_empty() {
            catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
        }
        catalog.set("Lang", Object::string_literal("en-US"));
        catalog.set("ViewerPreferences", Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]));
        Ok(())
    }
}

fn font_id(face: FaceId) -> FontId {
    FontId(face.postscript_name().to_owned())
}

fn utf16(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    let bytes = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A face cut down to the glyphs used, with the tag that says so.
fn subset(fonts: &Fonts, id: FaceId, used: &BTreeSet<char>) -> Result<ParsedFont, PaperError> {
    let fail = |why: &str| PaperError::Font(id.postscript_name(), why.to_owned());
    let loaded = fonts.loaded(id);
    let face = loaded.face.as_ref().ok_or_else(|| fail("it is not a typeface"))?;
    let mut mapper = subsetter::GlyphRemapper::new();
    let mut glyphs = BTreeMap::new();
    let mut widths = BTreeMap::new();
    for c in used {
        let old = face.glyph_index(*c).ok_or_else(|| fail("a glyph is missing"))?;
        let new = mapper.remap(old.0);
        glyphs.insert(u32::from(*c), new);
        widths.insert(new, face.glyph_hor_advance(old).unwrap_or(0));
    }
    let bytes = subsetter::subset(loaded.bytes, 0, &mapper).map_err(|e| fail(&e.to_string()))?;
    let tag: String = Sha256::digest(&bytes).iter().take(6).map(|b| char::from(b'A' + b % 26)).collect();
    let name = format!("{tag}+{}", id.postscript_name());
    let metrics = FontMetrics { ascent: face.ascender(), descent: face.descender() };
    let mut font = ParsedFont::with_glyph_data(bytes, 0, Some(name), glyphs, widths, face.units_per_em(), metrics);
    let bounds = face.global_bounding_box();
    font.pdf_font_metrics.x_min = bounds.x_min;
    font.pdf_font_metrics.y_min = bounds.y_min;
    font.pdf_font_metrics.x_max = bounds.x_max;
    font.pdf_font_metrics.y_max = bounds.y_max;
    font.pdf_font_metrics.us_weight_class = face.weight().to_number();
    Ok(font)
}

/// The one place where lengths become the PDF library's fractions. Every hundredth of a point up to a sheet's size is
/// told apart by an `f32`.
#[allow(clippy::float_arithmetic, clippy::cast_precision_loss)]
fn points(length: Length) -> Pt {
    Pt(length.in_hundredths() as f32 / 100.0)
}

fn colour(Colour(r, g, b): Colour) -> Color {
    #[allow(clippy::float_arithmetic)]
    let part = |n: u8| f32::from(n) / 255.0;
    Color::Rgb(Rgb { r: part(r), g: part(g), b: part(b), icc_profile: None })
}

fn drawn(page: &PlacedPage, fonts: &Fonts) -> PdfPage {
    // PDF measures from the bottom left.
    let place = |x: Length, y: Length| Point { x: points(x), y: points(page.height - y) };
    let mut ops = Vec::with_capacity(page.items.len() * 7);
    let mut ink = None;
    for item in &page.items {
        match item {
            Item::Fill { rect: [x, y, w, h], colour: fill } => {
                set_ink(&mut ops, &mut ink, *fill);
                let corner = place(*x, *y + *h);
                let rectangle = Rect { x: corner.x, y: corner.y, width: points(*w), height: points(*h), mode: Some(PaintMode::Fill), winding_order: None };
                ops.push(Op::DrawRectangle { rectangle });
            }
            Item::Rule { from, to, weight, colour: stroke } => {
                ops.push(Op::SetOutlineColor { col: colour(*stroke) });
                ops.push(Op::SetOutlineThickness { pt: points(*weight) });
                ops.push(Op::SetLineCapStyle { cap: printpdf::LineCapStyle::ProjectingSquare });
                let ends = [from, to].into_iter().map(|(x, y)| LinePoint { p: place(*x, *y), bezier: false }).collect();
                ops.push(Op::DrawLine { line: Line { points: ends, is_closed: false } });
            }
            Item::Text(run) => {
                set_ink(&mut ops, &mut ink, run.colour);
                draw_text(&mut ops, run, place(run.x, run.y), fonts);
            }
        }
    }
    let sheet = || Rect { x: Pt(0.0), y: Pt(0.0), width: points(page.width), height: points(page.height), mode: None, winding_order: None };
    PdfPage { media_box: sheet(), trim_box: sheet(), crop_box: sheet(), ops }
}

fn set_ink(ops: &mut Vec<Op>, ink: &mut Option<Colour>, wanted: Colour) {
    if *ink != Some(wanted) {
        ops.push(Op::SetFillColor { col: colour(wanted) });
        *ink = Some(wanted);
    }
}

fn draw_text(ops: &mut Vec<Op>, run: &TextRun, at: Point, fonts: &Fonts) {
    // The cursor is a relative move: one section for each positioned run.
    ops.push(Op::StartTextSection);
    ops.push(Op::SetTextCursor { pos: at });
    for (face, text) in fonts.runs(&run.text, run.weight) {
        ops.push(Op::SetFont { font: PdfFontHandle::External(font_id(face)), size: points(run.size) });
        ops.push(Op::ShowText { items: vec![TextItem::Text(text)] });
    }
    ops.push(Op::EndTextSection);
}
