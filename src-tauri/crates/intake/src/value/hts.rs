//! HTS numbers as merchants' files carry them: with dots, without, as numbers that lost their zero, in scientific notation.

use customs::HtsNumber;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// What a cell in an HTS column says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Hts {
    /// A number, as received.
    Good(String),
    /// A number, put right: the digits, the kind of repair and why.
    Repaired(String, &'static str, String),
    /// Fewer digits than were meant are known: the digits that are, and why.
    Shortened(String, String),
    /// No HTS number of the United States; why.
    Bad(&'static str, String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Headings {
    headings: BTreeSet<String>,
}

/// Whether a four-digit heading of chapters 1 to 9 exists.
fn heading_exists(heading: &str) -> bool {
    static HEADINGS: OnceLock<BTreeSet<String>> = OnceLock::new();
    // Our own data, compiled in and read by the tests.
    HEADINGS
        .get_or_init(|| {
            toml::from_str::<Headings>(include_str!("../../../../../assets/intake/headings.toml")).expect("assets/intake/headings.toml is valid").headings
        })
        .contains(heading)
}

/// Reads a cleaned cell.
pub(crate) fn hts(text: &str) -> Hts {
    if let Some(digits) = scientific(text) {
        return digits;
    }
    let text = text.strip_suffix(".0").filter(|t| t.len() > 4 && t.bytes().all(|b| b.is_ascii_digit())).unwrap_or(text);
    let digits: String = text.chars().filter(|c| !matches!(c, '.' | ' ' | '-' | ',' | '\u{a0}' | '\u{3000}')).collect();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Hts::Bad("hts-not-a-number", "an HTS number holds only digits and dots".to_owned());
    }
    if digits.bytes().all(|b| b == b'0') {
        return Hts::Bad("hts-not-a-number", "zeros are no HTS number".to_owned());
    }
    match digits.len() {
        3 | 5 | 7 | 9 => {
            let whole = format!("0{digits}");
            if whole.get(..4).is_some_and(heading_exists) {
                let why = format!("{text} has {} digits; as a number it lost the zero in front", digits.len());
                Hts::Repaired(whole, "hts-leading-zero", why)
            } else {
                let why = format!("it has {} digits, and there is no heading {}; a digit is missing or too many", digits.len(), whole.get(..4).unwrap_or(""));
                Hts::Bad("hts-digits", why)
            }
        }
        n if n > 10 => Hts::Bad(
            "hts-too-long",
            format!("it has {n} digits, the United States use ten; it may be another country's tariff, of which the first six digits are common to all"),
        ),
        _ => match text.parse::<HtsNumber>() {
            Ok(_) => Hts::Good(text.to_owned()),
            Err(_) => match digits.parse::<HtsNumber>() {
                Ok(_) => Hts::Repaired(digits, "hts-separators", format!("{text} without its separators")),
                Err(why) => Hts::Bad("hts-digits", why),
            },
        },
    }
}

/// `6.10442E+09`: only the digits written are known, the rest was rounded away when the file was saved.
fn scientific(text: &str) -> Option<Hts> {
    let upper = text.to_ascii_uppercase();
    let (mantissa, exponent) = upper.split_once('E')?;
    let exponent: usize = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, decimals) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    if whole.len() != 1 || !(3..=9).contains(&exponent) || !whole.bytes().chain(decimals.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let known = format!("{whole}{decimals}");
    let full = exponent + 1;
    if known.len() >= full {
        return Some(match hts(known.get(..full).unwrap_or("")) {
            Hts::Good(digits) => Hts::Repaired(digits, "hts-scientific", format!("{text} written out")),
            other => other,
        });
    }
    // Restore the zero in front first: nine digits stand for ten.
    let lead = if full % 2 == 1 { "0" } else { "" };
    let digits = format!("{lead}{known}");
    let sure = digits.len().min(8) & !1;
    let kept = digits.get(..sure).unwrap_or("");
    if sure < 4 || (lead == "0" && !kept.get(..4).is_some_and(heading_exists)) {
        return Some(Hts::Bad("hts-scientific", format!("{text} lost its last digits when the file was saved; ask for the number as text")));
    }
    Some(Hts::Shortened(
        kept.to_owned(),
        format!("{text} lost its last digits when the file was saved; only {kept} is certain. Ask for the number as text, or complete it"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_numbers_stay_as_received() {
        for text in ["6104420010", "6104.42.00.10", "6104.42.0010", "610442", "6404.11", "0902.10.10.15", "61.05.10.00.10", "6104 42 0010"] {
            assert_eq!(hts(text), Hts::Good(text.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_lost_zero_is_put_back_where_the_heading_exists() {
        for (text, digits) in [("902101015", "0902101015"), ("902101015.0", "0902101015"), ("90210", "090210"), ("101", "0101"), ("902.10.1015", "0902101015")]
        {
            assert!(matches!(hts(text), Hts::Repaired(now, "hts-leading-zero", _) if now == digits), "{text}: {:?}", hts(text));
        }
    }

    #[test]
    fn nine_digits_of_a_chapter_that_does_not_exist_are_not_repaired() {
        let Hts::Bad(code, why) = hts("610910001") else { panic!() };
        assert_eq!(code, "hts-digits");
        assert_eq!(why, "it has 9 digits, and there is no heading 0610; a digit is missing or too many");
    }

    #[test]
    fn scientific_notation_keeps_only_what_is_certain() {
        assert!(matches!(hts("6.10442E+09"), Hts::Shortened(d, _) if d == "610442"));
        assert!(matches!(hts("9.02101E+08"), Hts::Shortened(d, _) if d == "090210"));
        assert!(matches!(hts("6.104420010E+09"), Hts::Repaired(d, "hts-scientific", _) if d == "6104420010"));
        assert!(matches!(hts("6.1E+09"), Hts::Bad("hts-scientific", _)));
    }

    #[test]
    fn what_is_no_hts_number_says_why() {
        for (text, code) in [
            ("n/a", "hts-not-a-number"),
            ("61O9100012", "hts-not-a-number"),
            ("6109100012345", "hts-too-long"),
            ("0000000000", "hts-not-a-number"),
            ("1", "hts-digits"),
        ] {
            assert!(matches!(hts(text), Hts::Bad(c, _) if c == code), "{text}: {:?}", hts(text));
        }
        assert!(matches!(hts("6109,10,0012"), Hts::Repaired(d, "hts-separators", _) if d == "6109100012"));
    }
}
