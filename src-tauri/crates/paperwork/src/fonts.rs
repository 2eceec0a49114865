//! The faces every page is set in, and how wide a text is in them.
//!
//! No shaping: right for Latin, Greek, Cyrillic and CJK names. A character that needs shaping, or has no glyph,
//! is reported by [`Fonts::missing`] and never drawn as a box.

use crate::units::{Length, hundredths};
use std::sync::LazyLock;
use ttf_parser::{Face, GlyphId};
use unicode_normalization::UnicodeNormalization;

/// Noto Sans Regular (SIL Open Font License 1.1).
const REGULAR: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/fonts/NotoSans-Regular.ttf"));
/// Noto Sans Bold (SIL Open Font License 1.1).
const BOLD: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/fonts/NotoSans-Bold.ttf"));
/// Droid Sans Fallback (Apache License 2.0), for Chinese and Japanese.
const CJK: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/fonts/DroidSansFallbackFull.ttf"));
/// NanumSquare Regular (SIL Open Font License 1.1), for Korean.
const KOREAN: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/fonts/NanumSquareR.ttf"));

static FACES: LazyLock<[LoadedFace; 4]> = LazyLock::new(|| [REGULAR, BOLD, CJK, KOREAN].map(LoadedFace::new));
static BUILT_IN: LazyLock<Fonts> = LazyLock::new(|| Fonts { faces: &FACES });

/// What stands on paper for a character that cannot be printed; it always comes with an issue.
pub const SUBSTITUTE: char = '?';

/// How a text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// For values and running text.
    #[default]
    Regular,
    /// For headings and totals.
    Bold,
}

/// One of the embedded faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaceId {
    /// Noto Sans Regular.
    Regular,
    /// Noto Sans Bold.
    Bold,
    /// Droid Sans Fallback.
    Cjk,
    /// NanumSquare Regular.
    Korean,
}

impl FaceId {
    /// The face of Latin, Greek and Cyrillic text.
    const fn of(weight: Weight) -> Self {
        match weight {
            Weight::Regular => Self::Regular,
            Weight::Bold => Self::Bold,
        }
    }

    /// PostScript name.
    pub const fn postscript_name(self) -> &'static str {
        match self {
            Self::Regular => "NotoSans-Regular",
            Self::Bold => "NotoSans-Bold",
            Self::Cjk => "DroidSansFallback",
            Self::Korean => "NanumSquareR",
        }
    }
}

/// The embedded faces. Cheap to copy: the faces themselves are read once and shared.
#[derive(Clone, Copy)]
pub struct Fonts {
    faces: &'static [LoadedFace; 4],
}

pub(crate) struct LoadedFace {
    pub(crate) bytes: &'static [u8],
    pub(crate) face: Option<Face<'static>>,
    /// Advance widths of ASCII, in the face's units: most of what is measured; `None` where the face has no glyph.
    ascii: [Option<u16>; 128],
}

impl LoadedFace {
    fn new(bytes: &'static [u8]) -> Self {
        let face = Face::parse(bytes, 0).ok();
        let ascii = std::array::from_fn(|c| {
            let face = face.as_ref()?;
            let glyph = face.glyph_index(char::from(u8::try_from(c).ok()?)).filter(|glyph| glyph.0 != 0)?;
            face.glyph_hor_advance(glyph)
        });
        Self { bytes, face, ascii }
    }

    pub(crate) fn has(&self, c: char) -> bool {
        self.glyph(c).is_some()
    }

    fn glyph(&self, c: char) -> Option<GlyphId> {
        self.face.as_ref()?.glyph_index(c).filter(|glyph| glyph.0 != 0)
    }
}

impl Fonts {
    /// The faces that ship with the desk, read once.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    pub(crate) fn loaded(&self, face: FaceId) -> &'static LoadedFace {
        let [regular, bold, cjk, korean] = self.faces;
        match face {
            FaceId::Regular => regular,
            FaceId::Bold => bold,
            FaceId::Cjk => cjk,
            FaceId::Korean => korean,
        }
    }

    /// The face and glyph that draw a character; `None` where none can.
    pub(crate) fn glyph(&self, c: char, weight: Weight) -> Option<(FaceId, GlyphId)> {
        if needs_shaping(c) {
            return None;
        }
        [FaceId::of(weight), FaceId::Regular, FaceId::Cjk, FaceId::Korean].into_iter().find_map(|face| Some((face, self.loaded(face).glyph(c)?)))
    }

    /// The width of a text on one line.
    pub fn width(&self, text: &str, weight: Weight, size: Length) -> Length {
        text.chars().map(|c| self.char_width(c, weight, size)).sum()
    }

    pub(crate) fn char_width(&self, c: char, weight: Weight, size: Length) -> Length {
        let latin = self.loaded(FaceId::of(weight));
        if let (Some(face), Some(Some(advance))) = (&latin.face, latin.ascii.get(c as usize)) {
            return size.scaled(i32::from(*advance), i32::from(face.units_per_em()));
        }
        let Some((id, glyph)) = self.glyph(c, weight) else { return hundredths(0) };
        let Some(face) = &self.loaded(id).face else { return hundredths(0) };
        size.scaled(i32::from(face.glyph_hor_advance(glyph).unwrap_or(0)), i32::from(face.units_per_em()))
    }

    /// A text as it can be printed (composed, without control and invisible characters, white space made plain),
    /// and the characters of it that no face can draw, each once.
    pub fn printable(&self, text: &str) -> (String, Vec<char>) {
        let mut missing = Vec::new();
        let mut out = String::with_capacity(text.len());
        for c in text.nfc() {
            if c.is_whitespace() || c == '\u{a0}' {
                out.push(if c == '\n' { '\n' } else { ' ' });
            } else if c.is_control() || is_invisible(c) {
                // Joiners, direction marks and variation selectors say how to draw; they draw nothing.
            } else if self.glyph(c, Weight::Regular).is_some() {
                out.push(c);
            } else {
                if !missing.contains(&c) {
                    missing.push(c);
                }
                out.push(SUBSTITUTE);
            }
        }
        (out, missing)
    }

    /// The characters of a text that cannot be printed, each once.
    pub fn missing(&self, text: &str) -> Vec<char> {
        self.printable(text).1
    }

    /// The runs of one face each that make up a printable text.
    pub(crate) fn runs(&self, text: &str, weight: Weight) -> Vec<(FaceId, String)> {
        let latin = FaceId::of(weight);
        if text.bytes().all(|b| self.loaded(latin).ascii.get(usize::from(b)).is_some_and(Option::is_some)) {
            return if text.is_empty() { Vec::new() } else { vec![(latin, text.to_owned())] };
        }
        let mut runs: Vec<(FaceId, String)> = Vec::new();
        for c in text.chars() {
            let Some((face, _)) = self.glyph(c, weight) else { continue };
            match runs.last_mut() {
                // A space inside CJK text stays in its run.
                Some((last, run)) if *last == face || (c == ' ' && self.loaded(*last).glyph(' ').is_some()) => run.push(c),
                _ => runs.push((face, c.to_string())),
            }
        }
        runs
    }
}

/// Scripts whose letters join or stack: setting them glyph by glyph would print them wrong.
fn needs_shaping(c: char) -> bool {
    matches!(u32::from(c),
        0x0590..=0x08ff // Hebrew, Arabic, Syriac, Thaana, N'Ko
        | 0x0900..=0x0fff // Indic scripts, Thai, Lao, Tibetan
        | 0x1000..=0x109f // Myanmar
        | 0x1780..=0x18af // Khmer, Mongolian
        | 0xa8e0..=0xa8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc)
}

fn is_invisible(c: char) -> bool {
    matches!(u32::from(c), 0xad | 0x34f | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfe00..=0xfe0f | 0xfeff)
}

/// How a character that cannot be printed is named: `U+0E01`.
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::pt;

    #[test]
    fn latin_greek_cyrillic_and_cjk_names_print() {
        for name in ["Ñandú & Söhne GmbH", "Ελληνικά Εξαγωγές", "ООО Заря", "東京製鉄株式会社", "深圳市华强电子有限公司", "서울전자"]
        {
            assert_eq!(Fonts::built_in().missing(name), [], "{name}");
        }
    }

    #[test]
    fn what_cannot_be_printed_is_named_once() {
        let (text, missing) = Fonts::built_in().printable("ไทย ไ🙂");
        assert_eq!(text, "??? ??");
        assert_eq!(missing.into_iter().map(code_point).collect::<Vec<_>>(), ["U+0E44", "U+0E17", "U+0E22", "U+1F642"]);
    }

    #[test]
    fn decomposed_accents_are_composed_and_invisible_marks_dropped() {
        assert_eq!(Fonts::built_in().printable("Cafe\u{301}\u{200d}\u{a0}1").0, "Café 1");
    }

    #[test]
    fn digits_are_tabular() {
        let fonts = Fonts::built_in();
        let widths: Vec<Length> = ('0'..='9').map(|c| fonts.char_width(c, Weight::Regular, pt(10))).collect();
        assert!(widths.windows(2).all(|w| w[0] == w[1]) && widths[0] > Length::ZERO);
    }

    #[test]
    fn a_mixed_name_is_split_by_face() {
        let runs = Fonts::built_in().runs("Acme 東京 Ltd", Weight::Bold);
        assert_eq!(runs.iter().map(|(face, text)| (*face, text.as_str())).collect::<Vec<_>>()[..2], [(FaceId::Bold, "Acme "), (FaceId::Cjk, "東京 ")]);
    }
}
