//! Folding of headers and words, so that spellings of one word compare equal.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// A header reduced to its letters and digits: lower case, no accents, width forms made one.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase() as char).collect();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd() {
        match c {
            'ß' => out.push_str("ss"),
            'ø' | 'Ø' => out.push('o'),
            'º' | '°' => {}
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    // Recompose what decomposition took apart beyond accents (kana voicing, Hangul).
    if out.chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c) || ('\u{1100}'..='\u{11ff}').contains(&c)) {
        text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    } else {
        out
    }
}

/// A cell as a person means it: no edge spaces, no invisible characters, no text guards (`'0101`, `="0101"`).
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let mut text = trim(text);
    if let Some(inner) = text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')) {
        text = trim(inner);
    } else if let Some(inner) = text.strip_prefix('\'')
        && !inner.is_empty()
    {
        text = trim(inner.strip_suffix('\'').unwrap_or(inner));
    }
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if is_space(c) {
            gap = true;
        } else if !is_invisible(c) {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        }
    }
    Cow::Owned(out.nfc().collect())
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c| is_space(c) || is_invisible(c))
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
}

/// Full-width digits, letters and signs as plain ones: `￥１２０．５` → `￥120.5`.
pub(crate) fn narrow(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| match c {
                '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
                '\u{2212}' | '\u{2013}' | '\u{2014}' => '-',
                '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{3000}' => ' ',
                '\u{2019}' => '\'',
                c => c,
            })
            .collect(),
    )
}

/// Whether the text holds Han characters.
pub(crate) fn has_han(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_header_are_one() {
        for text in ["HS Code", "hs_code", "HSCode", " H.S. code ", "ＨＳ　Code"] {
            assert_eq!(fold(text), "hscode", "{text}");
        }
        assert_eq!(fold("Größe"), "grosse");
        assert_eq!(fold("N° de commande"), "ndecommande");
        assert_eq!(fold("Código"), "codigo");
    }

    #[test]
    fn guards_and_invisible_characters_are_not_part_of_a_cell() {
        assert_eq!(clean("=\"02108\""), "02108");
        assert_eq!(clean("'6104420010"), "6104420010");
        assert_eq!(clean("'1234AB'"), "1234AB");
        assert_eq!(clean("\u{feff} José \u{a0} Núñez\u{200b}"), "José Núñez");
        assert_eq!(clean("Line one\r\nline two"), "Line one line two");
        assert_eq!(clean("'"), "'");
        assert_eq!(clean("Jose\u{301}"), "José");
    }

    #[test]
    fn wide_digits_are_digits() {
        assert_eq!(narrow("￥１２０．５"), "¥120.5".replace('¥', "\u{ffe5}"));
        assert_eq!(narrow("−2"), "-2");
    }
}
