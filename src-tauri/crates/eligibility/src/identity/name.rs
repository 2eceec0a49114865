//! Names, folded so that spelling does not hide a person.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a text into upper-case words without accents and punctuation, one space between them, appended to `out`.
pub(crate) fn fold(text: &str, out: &mut String) {
    let start = out.len();
    let mut open = false;
    let mut put = |c: char, out: &mut String| match c {
        '\'' | '’' | '`' | '.' => {}
        c if c.is_alphanumeric() => {
            if !open && out.len() > start {
                out.push(' ');
            }
            open = true;
            out.push(c);
        }
        '#' => {
            if out.len() > start {
                out.push(' ');
            }
            out.push('#');
            open = false;
        }
        _ => open = false,
    };
    if text.is_ascii() {
        for byte in text.bytes() {
            put(char::from(byte.to_ascii_uppercase()), out);
        }
    } else {
        for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_uppercase) {
            match c {
                'Ø' => put('O', out),
                'Ł' => put('L', out),
                'Đ' => put('D', out),
                'Æ' => ['A', 'E'].into_iter().for_each(|c| put(c, out)),
                c => put(c, out),
            }
        }
    }
}

/// Words that say what kind of company it is, and titles of persons: left out where something else remains.
fn is_dress(word: &str) -> bool {
    matches!(
        word,
        "LLC"
            | "INC"
            | "INCORPORATED"
            | "LTD"
            | "LIMITED"
            | "CO"
            | "COMPANY"
            | "CORP"
            | "CORPORATION"
            | "LLP"
            | "LP"
            | "PLC"
            | "GMBH"
            | "AG"
            | "SA"
            | "SARL"
            | "SRL"
            | "SPA"
            | "BV"
            | "NV"
            | "PTY"
            | "PTE"
            | "OY"
            | "AB"
            | "AS"
            | "KG"
            | "MR"
            | "MRS"
            | "MS"
            | "MISS"
            | "DR"
            | "PROF"
            | "SR"
            | "JR"
            | "THE"
            | "ATTN"
            | "AND"
    )
}

/// The words of a name without dress, in alphabetical order: `EXAMPLE, Ann` and `Ann Example` are the same.
/// `folded` receives the name as it was folded, with its dress and in its own order.
pub(crate) fn name_key(text: &str, folded: &mut String, out: &mut String) {
    folded.clear();
    fold(text, folded);
    let mut words: [&str; 12] = [""; 12];
    let mut count = 0;
    for word in folded.split(' ').filter(|w| !w.is_empty() && !is_dress(w)) {
        if let Some(slot) = words.get_mut(count) {
            *slot = word;
            count += 1;
        }
    }
    if count == 0 {
        out.push_str(folded);
        return;
    }
    let words = words.get_mut(..count).unwrap_or_default();
    words.sort_unstable();
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Whether the folded name of a shipper reads like a firm's: it carries a company's dress or a word of trade.
pub(crate) fn looks_like_firm(text: &str) -> bool {
    let mut folded = String::new();
    fold(text, &mut folded);
    folded.split(' ').any(|w| {
        matches!(
            w,
            "LLC"
                | "INC"
                | "INCORPORATED"
                | "LTD"
                | "LIMITED"
                | "CO"
                | "COMPANY"
                | "CORP"
                | "CORPORATION"
                | "LLP"
                | "PLC"
                | "GMBH"
                | "AG"
                | "SARL"
                | "SRL"
                | "SPA"
                | "BV"
                | "NV"
                | "PTY"
                | "PTE"
                | "KG"
                | "HANDEL"
                | "TRADING"
                | "STORE"
                | "SHOP"
                | "FULFILLMENT"
                | "LOGISTICS"
                | "WAREHOUSE"
                | "COMMERCE"
                | "EXPORT"
                | "IMPORT"
                | "RETAIL"
                | "WHOLESALE"
                | "INTERNATIONAL"
                | "FACTORY"
                | "INDUSTRIES"
                | "BOUTIQUE"
                | "OUTLET"
        )
    })
}

/// How two folded names stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// Different names.
    Different,
    /// A letter apart, an initial for a name, a word more.
    Near,
    /// Equal.
    Equal,
}

/// Compares two names as [`name_key`] writes them.
pub(crate) fn likeness(a: &str, b: &str) -> Likeness {
    if a == b {
        return if a.is_empty() { Likeness::Different } else { Likeness::Equal };
    }
    if a.is_empty() || b.is_empty() {
        return Likeness::Different;
    }
    let longer = a.len().max(b.len());
    if a.len().abs_diff(b.len()) <= 2 && longer >= 6 && strsim::osa_distance(a, b) <= if longer >= 12 { 2 } else { 1 } {
        return Likeness::Near;
    }
    // Every word of the shorter name is in the longer, or is the initial of one there; at least one whole word agrees.
    let (short, long) = if a.split(' ').count() <= b.split(' ').count() { (a, b) } else { (b, a) };
    let mut left: Vec<&str> = long.split(' ').collect();
    let mut whole = false;
    for word in short.split(' ') {
        let at = left.iter().position(|w| *w == word).inspect(|_| whole |= word.len() > 1);
        let at = at.or_else(|| left.iter().position(|w| initials(w, word)));
        match at {
            Some(at) => {
                left.swap_remove(at);
            }
            None => return Likeness::Different,
        }
    }
    // One bare word (a first name, a surname) is not enough.
    if whole && short.split(' ').count() >= 2 { Likeness::Near } else { Likeness::Different }
}

fn initials(a: &str, b: &str) -> bool {
    (a.len() == 1 && b.starts_with(a)) || (b.len() == 1 && a.starts_with(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> String {
        let mut out = String::new();
        name_key(text, &mut String::new(), &mut out);
        out
    }

    #[test]
    fn spelling_does_not_hide_a_person() {
        assert_eq!(key("EXAMPLE, ANN"), key("Ann Example"));
        assert_eq!(key("Zoë  Müller"), key("zoe muller"));
        assert_eq!(key("Prairie Fulfillment, L.L.C."), key("PRAIRIE FULFILLMENT"));
        assert_eq!(key("Søren O'Brien"), key("soren obrien"));
        assert_eq!(key("Co."), "CO");
    }

    #[test]
    fn near_is_a_question_and_different_is_not() {
        for (a, b, like) in [
            ("Ann Example", "Example Ann", Likeness::Equal),
            ("Ann Exmaple", "Ann Example", Likeness::Near),
            ("A. Example", "Ann Example", Likeness::Near),
            ("Ann Marie Example", "Ann Example", Likeness::Near),
            ("Peter Sample", "Ann Example", Likeness::Different),
            ("Peter Example", "Ann Example", Likeness::Different),
            ("Ann", "Ann Example", Likeness::Different),
            ("", "", Likeness::Different),
        ] {
            assert_eq!(likeness(&key(a), &key(b)), like, "{a} / {b}");
        }
    }
}
