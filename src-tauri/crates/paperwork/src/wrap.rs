//! Breaking a text into lines of a width, and making it fit a box.

use crate::fonts::{Fonts, Weight};
use crate::units::{Length, hundredths};

/// Lines that fit, and the size they fit at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fitted {
    pub lines: Vec<String>,
    pub size: Length,
}

/// Breaks a text into lines no wider than `width`. Breaks at spaces, after hyphens, slashes and commas, and between
/// CJK characters; a word wider than a line is broken where it must be. Nothing is dropped but the spaces at breaks.
pub(crate) fn wrap(fonts: Fonts, text: &str, weight: Weight, size: Length, width: Length) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut line_width = Length::ZERO;
        for piece in pieces(paragraph) {
            let piece_width = fonts.width(piece.trim_end(), weight, size);
            if line_width + piece_width > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                line_width = Length::ZERO;
            }
            if piece_width > width {
                for c in piece.chars() {
                    let char_width = fonts.char_width(c, weight, size);
                    if line_width + char_width > width && !line.is_empty() {
                        lines.push(std::mem::take(&mut line).trim_end().to_owned());
                        line_width = Length::ZERO;
                    }
                    line.push(c);
                    line_width += char_width;
                }
            } else {
                line.push_str(piece);
                line_width += fonts.width(piece, weight, size);
            }
        }
        let last = line.trim_end();
        if !last.is_empty() || paragraph.trim().is_empty() && !text.trim().is_empty() {
            lines.push(last.to_owned());
        }
    }
    lines
}

/// The parts of a text between which a line may break; each keeps the spaces after it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (at, c) in text.char_indices() {
        let breaks = match previous {
            None => false,
            Some(' ') => c != ' ',
            Some('-' | '/' | ',' | ';') => c.is_alphabetic(),
            // No line begins with closing punctuation.
            Some(p) => (is_cjk(p) || is_cjk(c)) && c != ' ' && !matches!(c, '、' | '。' | ',' | '.' | ')' | '」' | '》' | '・' | 'ー' | '，' | '）'),
        };
        if breaks && let Some(piece) = text.get(start..at) {
            pieces.push(piece);
            start = at;
        }
        previous = Some(c);
    }
    if let Some(rest) = text.get(start..)
        && !rest.is_empty()
    {
        pieces.push(rest);
    }
    pieces
}

fn is_cjk(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x11ff | 0x2e80..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0xff00..=0xffef | 0x20000..=0x3ffff)
}

/// A text at the largest size, from `size` down to `smallest` by quarters of a point, at which it takes at most
/// `max_lines` lines and `height`; `None` where even the smallest is too large.
pub(crate) fn fit(
    fonts: Fonts,
    text: &str,
    weight: Weight,
    size: Length,
    smallest: Length,
    (width, height): (Length, Length),
    max_lines: usize,
) -> Option<Fitted> {
    let mut size = size;
    while size >= smallest {
        let lines = wrap(fonts, text, weight, size, width);
        // A word that had to be broken in two fits only as a last resort.
        let whole = size <= smallest || !pieces(text).iter().any(|p| fonts.width(p.trim_end(), weight, size) > width);
        let lines_high = i32::try_from(lines.len()).unwrap_or(i32::MAX);
        if whole && lines.len() <= max_lines && leading(size) * lines_high <= height {
            return Some(Fitted { lines, size });
        }
        size = size - hundredths(25);
    }
    None
}

/// From base line to base line.
pub(crate) fn leading(size: Length) -> Length {
    size.scaled(118, 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::pt;
    use proptest::prelude::*;

    const SMALLEST: Length = pt(6);

    fn fonts() -> Fonts {
        *Fonts::built_in()
    }

    #[test]
    fn a_short_name_keeps_its_size_and_a_long_one_shrinks() {
        let area = (pt(100), pt(12));
        assert_eq!(fit(fonts(), "Acme", Weight::Regular, pt(9), SMALLEST, area, 1).map(|f| f.size), Some(pt(9)));
        let long = fit(fonts(), "Consolidated Trading Co.", Weight::Regular, pt(9), SMALLEST, area, 1).unwrap();
        assert!(long.size < pt(9) && long.size >= SMALLEST, "{long:?}");
    }

    #[test]
    fn what_cannot_fit_says_so() {
        assert_eq!(fit(fonts(), &"Consolidated ".repeat(20), Weight::Regular, pt(9), SMALLEST, (pt(100), pt(12)), 1), None);
    }

    #[test]
    fn chinese_breaks_between_characters() {
        let lines = wrap(fonts(), "深圳市华强电子有限公司", Weight::Regular, pt(10), pt(42));
        assert_eq!(lines, ["深圳市华", "强电子有", "限公司"]);
    }

    proptest! {
        #[test]
        fn wrapping_loses_no_letter_and_keeps_the_width(text in "[A-Za-zéñ東京 ,/-]{0,120}", width in 30i32..200) {
            let lines = wrap(fonts(), &text, Weight::Regular, pt(8), pt(width));
            let squeeze = |s: &str| s.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(squeeze(&lines.concat()), squeeze(&text));
            for line in &lines {
                prop_assert!(fonts().width(line, Weight::Regular, pt(8)) <= pt(width), "{line}");
            }
        }
    }
}
