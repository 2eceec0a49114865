//! Amounts and numbers in any dress: `$1,299.00`, `1.299,00 €`, `USD 20`, `￥120`, `(5.00)`.

use crate::fold::narrow;
use crate::options::DecimalSign;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What a cell of money says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Money {
    /// The amount.
    pub(crate) amount: Decimal,
    /// The currency, where a sign or a code names it.
    pub(crate) currency: Option<&'static str>,
    /// The currencies that the sign could mean, where it is shared.
    pub(crate) shared: Option<&'static [String]>,
    /// The decimal sign is the other one than the file's, but no other reading is possible.
    pub(crate) other_sign: bool,
}

/// Why a cell is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotMoney {
    /// It holds no number.
    NoNumber,
    /// Its separators can be read in two ways: `1.2240`.
    TwoReadings,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Currencies {
    codes: Vec<String>,
    signs: BTreeMap<String, String>,
    shared: BTreeMap<String, Vec<String>>,
}

struct Signs {
    codes: Vec<String>,
    /// Longest first.
    signs: Vec<(String, Vec<String>)>,
}

fn signs() -> &'static Signs {
    static SIGNS: OnceLock<Signs> = OnceLock::new();
    SIGNS.get_or_init(|| {
        // Our own data, compiled in and read by the tests.
        let data: Currencies = toml::from_str(include_str!("../../../../../assets/intake/currencies.toml")).expect("assets/intake/currencies.toml is valid");
        let mut signs: Vec<_> = data.signs.into_iter().map(|(sign, code)| (sign, vec![code])).chain(data.shared).collect();
        signs.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
        Signs { codes: data.codes, signs }
    })
}

/// The codes of all currencies that are known.
pub(crate) fn currencies() -> impl Iterator<Item = &'static str> {
    signs().codes.iter().map(String::as_str)
}

/// A currency by code or sign: `usd`, `€`, `RMB`. Shared signs give the first of theirs.
pub(crate) fn currency(text: &str) -> Option<&'static str> {
    sign(text.trim()).map(|(code, _)| code)
}

fn sign(text: &str) -> Option<(&'static str, Option<&'static [String]>)> {
    let upper = narrow(text).trim().to_uppercase();
    let all = signs();
    if let Some(code) = all.codes.iter().find(|c| **c == upper) {
        return Some((code, None));
    }
    let (_, codes) = all.signs.iter().find(|(sign, _)| *sign == upper)?;
    let shared = (codes.len() > 1).then_some(codes.as_slice());
    codes.first().map(|code| (code.as_str(), shared))
}

/// Reads an amount. A number from a workbook's number cell has a point and nothing else, whatever the file's sign.
pub(crate) fn money(text: &str, decimal: DecimalSign) -> Result<Money, NotMoney> {
    let text = narrow(text);
    let text = text.trim();
    // The usual case first: plain digits with at most a point.
    if decimal == DecimalSign::Point
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && !text.is_empty()
        && text.len() < 20
        && text.bytes().filter(|b| *b == b'.').count() <= 1
    {
        return match Decimal::from_str_exact(text) {
            Ok(amount) => Ok(Money { amount, ..Money::default() }),
            Err(_) => Err(NotMoney::NoNumber),
        };
    }
    let mut negative = false;
    let mut text = text;
    if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        negative = true;
        text = inner.trim();
    }
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' ');
    let digits_from = text.find(|c: char| c.is_ascii_digit()).ok_or(NotMoney::NoNumber)?;
    let digits_to = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    // `.50` is an amount, too.
    let digits_from = if text.get(..digits_from).is_some_and(|t| t.ends_with(['.', ','])) { digits_from - 1 } else { digits_from };
    let (before, rest) = text.split_at_checked(digits_from).ok_or(NotMoney::NoNumber)?;
    let (number, after) = rest.split_at_checked(digits_to.saturating_sub(digits_from)).ok_or(NotMoney::NoNumber)?;
    if !number.chars().all(is_number) {
        return Err(NotMoney::NoNumber);
    }
    let mut money = Money::default();
    for side in [before, after] {
        let mut side = side.trim();
        if side.ends_with(",-") || side.ends_with(".-") || side.ends_with("--") {
            side = side.trim_end_matches([',', '.', '-']).trim();
        }
        for minus in ["-", "- "] {
            if let Some(rest) = side.strip_prefix(minus).or_else(|| side.strip_suffix(minus.trim())) {
                negative = true;
                side = rest.trim();
            }
        }
        // `1.299,-` and `1299.--` are prices without cents.
        let side = side.trim_matches(|c: char| matches!(c, '.' | ',' | '-' | '*' | ':' | '+')).trim();
        if side.is_empty() {
            continue;
        }
        let (code, shared) = sign(side).or_else(|| sign(&format!("{side}."))).or_else(|| side.split_whitespace().find_map(sign)).ok_or(NotMoney::NoNumber)?;
        if money.currency.is_none() || money.shared.is_some() || shared.is_none() && money.currency == Some("USD") {
            money.currency = Some(code);
            money.shared = shared;
        }
    }
    let (plain, other_sign) = separators(number, decimal)?;
    let mut amount = Decimal::from_str_exact(&plain).map_err(|_| NotMoney::NoNumber)?;
    if negative {
        amount.set_sign_negative(true);
    }
    Ok(Money { amount, other_sign, ..money })
}

/// Reads a bare number (pieces, kilograms): an amount without a currency.
pub(crate) fn number(text: &str, decimal: DecimalSign) -> Result<Decimal, NotMoney> {
    let text = narrow(text);
    // `2 pcs`, `3 件`: the unit is no part of the number.
    let end = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let unit = text.get(end..).unwrap_or("").trim().trim_matches('.').to_lowercase();
    let head = if matches!(
        unit.as_str(),
        "pcs"
            | "pc"
            | "pieces"
            | "piece"
            | "ea"
            | "each"
            | "set"
            | "sets"
            | "pair"
            | "pairs"
            | "unit"
            | "units"
            | "x"
            | "件"
            | "个"
            | "套"
            | "双"
            | "只"
            | "stk"
            | "stück"
            | "ct"
    ) {
        text.get(..end).unwrap_or("")
    } else {
        &text
    };
    let money = money(head.trim().trim_start_matches(['x', 'X', '×']), decimal)?;
    if money.currency.is_some() { Err(NotMoney::NoNumber) } else { Ok(money.amount) }
}

/// A number with separators as plain digits with a point, and whether its decimal sign is not the file's.
fn separators(number: &str, decimal: DecimalSign) -> Result<(String, bool), NotMoney> {
    let bare: String = number.chars().filter(|c| !matches!(c, ' ' | '\'')).collect();
    if bare.len() != number.len() && !grouped_by(number, &[' ', '\'']) {
        return Err(NotMoney::NoNumber);
    }
    let (own, other) = match decimal {
        DecimalSign::Point => ('.', ','),
        DecimalSign::Comma => (',', '.'),
    };
    let count = |c: char| bare.matches(c).count();
    let plain = |decimal: char| {
        let digits: String = bare.chars().filter_map(|c| if c == decimal { Some('.') } else { c.is_ascii_digit().then_some(c) }).collect();
        if digits.starts_with('.') { format!("0{digits}") } else { digits }
    };
    match (count(own), count(other)) {
        (0, 0) => Ok((bare, false)),
        (1, 0) => Ok((plain(own), false)),
        (1, _) if bare.rfind(own) > bare.rfind(other) && grouped_by(bare.split(own).next().unwrap_or(""), &[other]) => Ok((plain(own), false)),
        (0, _) if grouped_by(&bare, &[other]) => Ok((plain(own), false)),
        // `18,50` in a file of points: two or one decimals cannot be a group of thousands.
        (0, 1) => {
            let decimals = bare.rsplit(other).next().map_or(0, str::len);
            if decimals == 1 || decimals == 2 || (decimals == 3 && bare.starts_with(['0', other])) {
                Ok((plain(other), true))
            } else {
                Err(NotMoney::TwoReadings)
            }
        }
        (_, 1) if bare.rfind(other) > bare.rfind(own) && grouped_by(bare.split(other).next().unwrap_or(""), &[own]) => Ok((plain(other), true)),
        (_, 0) if grouped_by(&bare, &[own]) => Ok((plain(other), true)),
        _ => Err(NotMoney::TwoReadings),
    }
}

/// Whether `text` is digits in groups of three: `1,299` or `12 345 678`. India's groups of two are accepted before the last.
fn grouped_by(text: &str, marks: &[char]) -> bool {
    let whole = text.split(|c| matches!(c, '.' | ',') && !marks.contains(&c)).next().unwrap_or("");
    let groups: Vec<&str> = whole.split(|c| marks.contains(&c)).collect();
    let digits = |g: &&str| g.bytes().all(|b| b.is_ascii_digit());
    let Some((first, rest)) = groups.split_first() else { return false };
    let Some((last, middle)) = rest.split_last() else { return digits(first) };
    let indian = !middle.is_empty() && middle.iter().all(|g| g.len() == 2);
    (1..=3).contains(&first.len())
        && !(first.len() == 1 && *first == "0")
        && last.len() == 3
        && (indian || middle.iter().all(|g| g.len() == 3))
        && groups.iter().all(digits)
}

/// Which decimal sign a cell shows for certain.
pub(crate) fn sign_shown(text: &str) -> Option<DecimalSign> {
    let number: String = narrow(text).chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let number = number.trim_matches(|c: char| !c.is_ascii_digit());
    let (point, comma) = (number.rfind('.'), number.rfind(','));
    let decimals = |at: usize| number.len() - at - 1;
    match (point, comma) {
        (Some(p), Some(c)) if p > c && number.matches('.').count() == 1 => Some(DecimalSign::Point),
        (Some(p), Some(c)) if c > p && number.matches(',').count() == 1 => Some(DecimalSign::Comma),
        (Some(p), None) if number.matches('.').count() == 1 && matches!(decimals(p), 1 | 2) => Some(DecimalSign::Point),
        (None, Some(c)) if number.matches(',').count() == 1 && matches!(decimals(c), 1 | 2) => Some(DecimalSign::Comma),
        (Some(_), None) if number.matches('.').count() > 1 => Some(DecimalSign::Comma),
        (None, Some(_)) if number.matches(',').count() > 1 => Some(DecimalSign::Point),
        _ => None,
    }
}

/// Whether a cell is grouped or decimal depending on the sign: `1,299`.
pub(crate) fn sign_matters(text: &str) -> bool {
    let narrowed = narrow(text);
    let number = narrowed.trim_matches(|c: char| !c.is_ascii_digit());
    let mut parts = number.split(['.', ',']);
    matches!((parts.next(), parts.next(), parts.next()), (Some(a), Some(b), None) if (1..=3).contains(&a.len()) && a != "0" && b.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use DecimalSign::{Comma, Point};

    fn read(text: &str, decimal: DecimalSign) -> (String, Option<&'static str>) {
        let money = money(text, decimal).unwrap_or_else(|e| panic!("{text}: {e:?}"));
        (money.amount.to_string(), money.currency)
    }

    #[test]
    fn money_in_any_dress() {
        for (text, decimal, amount, currency) in [
            ("$1,299.00", Point, "1299.00", Some("USD")),
            ("$5.00", Point, "5.00", Some("USD")),
            ("5.00 USD", Point, "5.00", Some("USD")),
            ("USD 1,299.00", Point, "1299.00", Some("USD")),
            ("USD20", Point, "20", Some("USD")),
            ("US$ 18.50", Point, "18.50", Some("USD")),
            ("US $1,290.00", Point, "1290.00", Some("USD")),
            ("￥120", Point, "120", Some("CNY")),
            ("￥120.00", Point, "120.00", Some("CNY")),
            ("120元", Point, "120", Some("CNY")),
            ("RMB 88", Point, "88", Some("CNY")),
            ("1.299,00 €", Comma, "1299.00", Some("EUR")),
            ("€1.299,00", Comma, "1299.00", Some("EUR")),
            ("12,50", Comma, "12.50", None),
            ("1 299,00", Comma, "1299.00", None),
            ("1\u{a0}299,00 EUR", Comma, "1299.00", Some("EUR")),
            ("1'299.00 CHF", Point, "1299.00", Some("CHF")),
            ("£45.99", Point, "45.99", Some("GBP")),
            ("C$ 30", Point, "30", Some("CAD")),
            ("R$ 1.234,56", Comma, "1234.56", Some("BRL")),
            ("1,23,456.78", Point, "123456.78", None),
            ("-9.99", Point, "-9.99", None),
            ("−9.99", Point, "-9.99", None),
            ("(12.00)", Point, "-12.00", None),
            ("-$5.00", Point, "-5.00", Some("USD")),
            ("$-5.00", Point, "-5.00", Some("USD")),
            (".50", Point, "0.50", None),
            ("15,-", Comma, "15", None),
            ("1,299", Point, "1299", None),
            ("1.299", Comma, "1299", None),
            ("１２．５０", Point, "12.50", None),
            ("249 kr", Point, "249", Some("SEK")),
        ] {
            assert_eq!(read(text, decimal), (amount.to_owned(), currency), "{text}");
        }
    }

    #[test]
    fn the_other_sign_is_taken_only_where_nothing_else_is_possible() {
        let taken = money("18,50", Point).unwrap();
        assert_eq!((taken.amount.to_string(), taken.other_sign), ("18.50".into(), true));
        assert_eq!(money("1.290,00", Point).unwrap().amount.to_string(), "1290.00");
        assert_eq!(money("1.2240", Comma), Err(NotMoney::TwoReadings));
        assert_eq!(money("1,2240", Point), Err(NotMoney::TwoReadings));
    }

    #[test]
    fn words_are_no_amounts() {
        for text in ["", "free", "n/a", "12 apples", "1-2", "1.2.3.4", "12/05/2024", "5%"] {
            assert!(money(text, Point).is_err(), "{text}");
        }
    }

    #[test]
    fn a_shared_sign_names_what_it_could_mean() {
        assert_eq!(money("¥120", Point).unwrap().shared.unwrap(), ["CNY", "JPY"]);
        assert_eq!(currency("RMB"), Some("CNY"));
        assert_eq!(currency("usd "), Some("USD"));
        assert_eq!(currency("gold"), None);
    }

    #[test]
    fn pieces_may_carry_their_unit() {
        assert_eq!(number("2 pcs", Point).unwrap().to_string(), "2");
        assert_eq!(number("3件", Point).unwrap().to_string(), "3");
        assert_eq!(number("1,200", Point).unwrap().to_string(), "1200");
        assert!(number("$3", Point).is_err());
        assert!(number("a few", Point).is_err());
    }

    #[test]
    fn the_decimal_sign_shows_itself() {
        assert_eq!(sign_shown("18,50"), Some(Comma));
        assert_eq!(sign_shown("1.290,00"), Some(Comma));
        assert_eq!(sign_shown("$1,299.00"), Some(Point));
        assert_eq!(sign_shown("1,299"), None);
        assert_eq!(sign_shown("120"), None);
        assert!(sign_matters("1,299") && !sign_matters("18.50") && !sign_matters("120"));
    }
}
