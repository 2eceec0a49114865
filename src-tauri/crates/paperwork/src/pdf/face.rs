//! Faces cut down to the characters used, ready to be embedded.
//!
//! A character's number in the file is its code point, so that page contents do not depend on what else is embedded: the
//! same contents stand in a file of one entry and in a merged file of a thousand. The few characters beyond the basic plane
//! take the numbers of surrogates, which no character has.

use super::file::{PdfFile, Ref, deflate};
use crate::error::PaperError;
use crate::fonts::{FaceId, Fonts};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::OnceLock;

/// A face cut down, as streams.
#[derive(Clone)]
pub(super) struct EmbeddedFace {
    name: String,
    widths: String,
    descriptor: String,
    program: Vec<u8>,
    program_length: usize,
    glyphs: Vec<u8>,
    to_unicode: Vec<u8>,
}

/// The number of a character in content streams.
pub(super) fn code(c: char) -> u16 {
    u16::try_from(u32::from(c)).unwrap_or_else(|_| {
        // What a face has beyond the basic plane are rare Han characters: far fewer than 2,048, told apart by their low bits.
        u16::try_from(0xd800 | (u32::from(c) & 0x7ff)).unwrap_or_default()
    })
}

/// What nearly every form needs: embedded whole, so that a batch cuts the Latin faces down once.
fn is_common(c: char) -> bool {
    matches!(c, ' '..='~' | '¢' | '§' | '·' | '×' | 'é' | 'ö' | 'ü' | '–' | '—' | '‘' | '’' | '“' | '”' | '•' | '…' | '€')
}

/// A face with the characters of `used`.
pub(super) fn embedded(fonts: &Fonts, id: FaceId, used: &BTreeSet<char>) -> Result<EmbeddedFace, PaperError> {
    static COMMON: [OnceLock<Option<EmbeddedFace>>; 2] = [OnceLock::new(), OnceLock::new()];
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

fn cut_down(fonts: &Fonts, id: FaceId, used: &BTreeSet<char>) -> Result<EmbeddedFace, PaperError> {
    let fail = |why: &str| PaperError::Font(id.postscript_name(), why.to_owned());
    let loaded = fonts.loaded(id);
    let face = loaded.face.as_ref().ok_or_else(|| fail("it is not a typeface"))?;
    let units = i64::from(face.units_per_em()).max(1);
    // Thousandths of the size, rounded half up.
    let thousandths = |n: i64| (n * 2000 + units).div_euclid(units * 2);
    let mut mapper = subsetter::GlyphRemapper::new();
    let mut glyphs = Vec::new();
    let mut widths = String::from("[");
    let mut by_code: Vec<(u16, char)> = used.iter().map(|c| (code(*c), *c)).collect();
    by_code.sort_unstable();
    for (code, c) in &by_code {
        let old = face.glyph_index(*c).ok_or_else(|| fail("a glyph is missing"))?;
        let place = usize::from(*code) * 2;
        glyphs.resize(place, 0);
        glyphs.extend(mapper.remap(old.0).to_be_bytes());
        // Writing to a string cannot fail.
        let _ = write!(widths, "{code}[{}]", thousandths(i64::from(face.glyph_hor_advance(old).unwrap_or(0))));
    }
    widths.push(']');
    let program = subsetter::subset(loaded.bytes, 0, &mapper).map_err(|e| fail(&e.to_string()))?;
    let tag: String = Sha256::digest(&program).iter().take(6).map(|b| char::from(b'A' + b % 26)).collect();
    let name = format!("{tag}+{}", id.postscript_name());
    let bounds = face.global_bounding_box();
    let [left, bottom, right, top] = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|n| thousandths(i64::from(n)));
    let [ascent, descent, capitals] = [face.ascender(), face.descender(), face.capital_height().unwrap_or(face.ascender())].map(|n| thousandths(i64::from(n)));
    let stem = if id == FaceId::Bold { 140 } else { 80 };
    let descriptor = format!(
        "/Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{left} {bottom} {right} {top}]/ItalicAngle 0/Ascent {ascent}/Descent {descent}\
         /CapHeight {capitals}/StemV {stem}"
    );
    Ok(EmbeddedFace {
        to_unicode: deflate(to_unicode(&by_code).as_bytes()),
        program_length: program.len(),
        program: deflate(&program),
        glyphs: deflate(&glyphs),
        name,
        widths,
        descriptor,
    })
}

/// How a viewer gets from numbers back to text, for searching and copying.
fn to_unicode(by_code: &[(u16, char)]) -> String {
    let mut map = String::from(
        "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n\
         /CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><ffff>\nendcodespacerange\n",
    );
    // A section holds a hundred at most.
    for some in by_code.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", some.len());
        for (code, c) in some {
            let _ = write!(map, "<{code:04x}><");
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(map, "{unit:04x}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    map
}

impl EmbeddedFace {
    /// Writes the face into a file; its number is what pages name.
    pub fn write(&self, file: &mut PdfFile) -> Ref {
        let [font, descendant, descriptor, program, glyphs, unicode] = std::array::from_fn(|_| file.reserve());
        let name = &self.name;
        file.object(font, &format!("<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant}]/ToUnicode {unicode}>>"));
        file.object(
            descendant,
            &format!(
                "<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>\
                 /FontDescriptor {descriptor}/DW 0/W{}/CIDToGIDMap {glyphs}>>",
                self.widths
            ),
        );
        file.object(descriptor, &format!("<<{}/FontFile2 {program}>>", self.descriptor));
        file.deflated(program, &format!("/Length1 {}", self.program_length), &self.program);
        file.deflated(glyphs, "", &self.glyphs);
        file.deflated(unicode, "", &self.to_unicode);
        font
    }
}
