//! Faces cut down to the characters used, ready to be embedded.
//!
//! A character's number in the file is its code point, and a map leads from there to the glyphs that were kept. So page
//! contents do not depend on what else is embedded: the same contents stand in a file of one entry and in a merged file of a
//! thousand. The few characters beyond the basic plane take the numbers of surrogates, which no character has.

use crate::error::PaperError;
use crate::fonts::{FaceId, Fonts};
use printpdf::{FontId, FontMetrics, ParsedFont};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// A face cut down.
#[derive(Clone)]
pub(super) struct CutFace {
    /// As the PDF library takes it.
    pub font: ParsedFont,
    /// The font program, deflated.
    pub program: Vec<u8>,
    /// From numbers to glyphs, deflated.
    pub glyphs: Vec<u8>,
}

/// The name a face has in every file.
pub(super) fn font_id(face: FaceId) -> FontId {
    FontId(face.postscript_name().to_owned())
}

/// The number of a character in page contents.
fn code(c: char) -> u16 {
    u16::try_from(u32::from(c)).unwrap_or_else(|_| {
        // What a face has beyond the basic plane are rare Han characters: far fewer than 2,048, told apart by their low bits.
        u16::try_from(0xd800 | (u32::from(c) & 0x7ff)).unwrap_or_default()
    })
}

/// What nearly every form needs: embedded whole, so that a batch cuts the Latin faces down once.
fn is_common(c: char) -> bool {
    matches!(c, ' '..='~' | '¢' | '§' | '·' | '×' | 'é' | 'ö' | 'ü' | '–' | '—' | '‘' | '’' | '“' | '”' | '•' | '…' | '€')
}

/// A face that only knows the numbers of characters: enough to write page contents.
pub(super) fn numbered(fonts: &Fonts, id: FaceId, used: &BTreeSet<char>) -> ParsedFont {
    let loaded = fonts.loaded(id);
    let units = loaded.face.as_ref().map_or(1000, ttf_parser::Face::units_per_em);
    let glyphs = used.iter().map(|c| (u32::from(*c), code(*c))).collect();
    // The mark of an outline font, so that it is told from an empty one.
    ParsedFont::with_glyph_data(
        vec![0, 1, 0, 0],
        0,
        Some(id.postscript_name().to_owned()),
        glyphs,
        BTreeMap::new(),
        units,
        FontMetrics { ascent: 0, descent: 0 },
    )
}

/// A face with the characters of `used`.
pub(super) fn cut(fonts: &Fonts, id: FaceId, used: &BTreeSet<char>) -> Result<CutFace, PaperError> {
    static COMMON: [OnceLock<Option<CutFace>>; 2] = [OnceLock::new(), OnceLock::new()];
    let slot = match id {
        FaceId::Regular => COMMON.first(),
        FaceId::Bold => COMMON.get(1),
        FaceId::Cjk | FaceId::Korean => None,
    };
    if let Some(slot) = slot
        && used.iter().all(|c| is_common(*c))
    {
        let common = || {
            let chars = (' '..='€').filter(|c| is_common(*c) && fonts.loaded(id).has(*c)).collect();
            cut_down(fonts, id, &chars).ok()
        };
        if let Some(face) = slot.get_or_init(common) {
            return Ok(face.clone());
        }
    }
    cut_down(fonts, id, used)
}

fn cut_down(fonts: &Fonts, id: FaceId, used: &BTreeSet<char>) -> Result<CutFace, PaperError> {
    let fail = |why: &str| PaperError::Font(id.postscript_name(), why.to_owned());
    let loaded = fonts.loaded(id);
    let face = loaded.face.as_ref().ok_or_else(|| fail("it is not a typeface"))?;
    let mut mapper = subsetter::GlyphRemapper::new();
    let mut by_code: Vec<(u16, char)> = used.iter().map(|c| (code(*c), *c)).collect();
    by_code.sort_unstable();
    let (mut numbers, mut widths, mut glyphs) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    for (code, c) in by_code {
        let old = face.glyph_index(c).ok_or_else(|| fail("a glyph is missing"))?;
        glyphs.resize(usize::from(code) * 2, 0);
        glyphs.extend(mapper.remap(old.0).to_be_bytes());
        numbers.insert(u32::from(c), code);
        widths.insert(code, face.glyph_hor_advance(old).unwrap_or(0));
    }
    let program = subsetter::subset(loaded.bytes, 0, &mapper).map_err(|e| fail(&e.to_string()))?;
    let tag: String = Sha256::digest(&program).iter().take(6).map(|b| char::from(b'A' + b % 26)).collect();
    let name = format!("{tag}+{}", id.postscript_name());
    let deflated = super::deflate(&program);
    let metrics = FontMetrics { ascent: face.ascender(), descent: face.descender() };
    let mut font = ParsedFont::with_glyph_data(program, 0, Some(name), numbers, widths, face.units_per_em(), metrics);
    let bounds = face.global_bounding_box();
    font.pdf_font_metrics.x_min = bounds.x_min;
    font.pdf_font_metrics.y_min = bounds.y_min;
    font.pdf_font_metrics.x_max = bounds.x_max;
    font.pdf_font_metrics.y_max = bounds.y_max;
    font.pdf_font_metrics.us_weight_class = face.weight().to_number();
    Ok(CutFace { font, program: deflated, glyphs: super::deflate(&glyphs) })
}
