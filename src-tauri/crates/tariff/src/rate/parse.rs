//! The grammar of printed rates: `TERM ( + TERM )*`, where a term is a percentage or money per unit, on the whole or on a part.

use super::{Amount, Meaning, Term};
use crate::units::Unit;
use rust_decimal::Decimal;

/// Tidies what two decades of typesetting left behind: hard blanks, double blanks, blanks around `/` and `+`, words broken by a hyphen.
pub(super) fn tidy(text: &str) -> String {
    let mut words = text.split(|c: char| c.is_whitespace() || c == '\u{a0}').filter(|w| !w.is_empty()).peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(word) = words.next() {
        if !out.is_empty() && !out.ends_with('/') && !word.starts_with('/') {
            out.push(' ');
        }
        match word.strip_suffix('-') {
            // a word broken over a line: `thou- sand`
            Some(head) if head.ends_with(char::is_alphabetic) && words.peek().is_some_and(|next| next.starts_with(char::is_lowercase)) => {
                out.push_str(head);
                out.push_str(words.next().unwrap_or_default());
            }
            _ => out.push_str(word),
        }
    }
    if !out.contains('+') {
        return out;
    }
    let parts: Vec<&str> = out.split('+').map(str::trim).collect();
    parts.join(" + ").trim().to_owned()
}

/// The meaning of a tidied text.
pub(super) fn meaning(text: &str) -> Meaning {
    let text = text.trim_end_matches('.').trim();
    if text.eq_ignore_ascii_case("free") {
        return Meaning::Free;
    }
    if starts_with_ignoring_case(text, "no change") {
        return Meaning::NoChange;
    }
    if starts_with_ignoring_case(text, "the duty provided") {
        return applicable(text);
    }
    sum(text).map_or(Meaning::Asks, Meaning::Sum)
}

/// `The duty provided in the applicable subheading [+|plus TERM…]`, with the misspellings that occur.
fn applicable(text: &str) -> Meaning {
    let Some(at) = text.find("applicable subheading") else { return Meaning::Asks };
    let rest = text[at + "applicable subheading".len()..].trim_start();
    let rest = rest.strip_prefix('+').or_else(|| rest.strip_prefix("plus")).map(str::trim);
    match rest {
        None if text.ends_with("applicable subheading") => Meaning::Applicable(Vec::new()),
        None => Meaning::Asks,
        Some(terms) => {
            // `a duty of 50% upon the value of the steel content`
            let terms = terms.strip_prefix("a duty of ").unwrap_or(terms).replace(" upon the value", " on the value");
            sum(&terms).map_or(Meaning::Asks, Meaning::Applicable)
        }
    }
}

fn sum(text: &str) -> Option<Vec<Term>> {
    if text.is_empty() {
        return None;
    }
    text.split(" + ").map(|term| self::term(term.trim())).collect()
}

fn term(text: &str) -> Option<Term> {
    let (in_dollars, rest) = text.strip_prefix('$').map_or((false, text), |rest| (true, rest.trim_start()));
    let (number, rest) = number(rest)?;
    let rest = rest.trim_start();
    if let Some(rest) = rest.strip_prefix('%') {
        return if in_dollars { None } else { Some(Term { amount: Amount::Percent(number), on: part(rest)? }) };
    }
    let (dollars, rest) = match rest.strip_prefix('¢') {
        Some(_) if in_dollars => return None,
        Some(rest) => (number.checked_div(Decimal::ONE_HUNDRED)?, rest),
        None if in_dollars => (number, rest),
        None => return None,
    };
    let rest = rest.trim_start();
    let rest = rest.strip_prefix('/').unwrap_or(rest).trim_start();
    let (unit, written, rest) = unit(rest)?;
    Some(Term { amount: Amount::PerUnit { dollars, unit, written }, on: part(rest)? })
}

/// A number with thousands commas, decimals without a leading zero, or a fraction: `1,234.5`, `.9`, `33 1/3`.
fn number(text: &str) -> Option<(Decimal, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(text.len());
    let digits = text[..end].replace(',', "");
    let whole: Decimal = if digits.starts_with('.') { format!("0{digits}").parse().ok()? } else { digits.parse().ok()? };
    let rest = &text[end..];
    if let Some((fraction, after)) = fraction(rest) {
        return Some((whole.checked_add(fraction)?, after));
    }
    Some((whole, rest))
}

/// ` 1/3` after a whole number.
fn fraction(text: &str) -> Option<(Decimal, &str)> {
    let text = text.strip_prefix(' ')?;
    let (above, rest) = text.split_once('/')?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let above: u32 = above.parse().ok()?;
    let below: u32 = rest[..end].parse().ok()?;
    Some((Decimal::from(above).checked_div(below.into())?, &rest[end..]))
}

/// The longest run of words that is a unit: `pf. liter on ethyl alcohol content` is `pf. liter`, and the rest.
fn unit(text: &str) -> Option<(Unit, String, &str)> {
    // `m2of recording surface`, as it stands in one row
    if let Some(rest) = text.strip_prefix("m2of ") {
        return Some((Unit::parse("m2")?, "m2".into(), text.strip_suffix(rest).map_or(rest, |_| &text["m2".len()..])));
    }
    let mut ends: Vec<usize> = text.char_indices().filter(|(_, c)| matches!(c, ' ' | ',')).map(|(at, _)| at).collect();
    ends.push(text.len());
    ends.into_iter().rev().find_map(|end| {
        let written = text[..end].trim();
        Unit::parse(written).map(|unit| (unit, written.to_owned(), &text[end..]))
    })
}

/// The part a term falls on: nothing, `on the case`, `of total sugars`, `over 7`, `including weight of container`.
/// The outer `None` means the words were not understood.
fn part(rest: &str) -> Option<Option<String>> {
    let rest = rest.trim().trim_start_matches(',').trim();
    if rest.is_empty() {
        return Some(None);
    }
    // sliding and capped rates are sums no longer
    if rest.contains(" less ") || rest.starts_with("less ") || rest.contains("not exceed") {
        return None;
    }
    let on = rest
        .strip_prefix("on ")
        .or_else(|| rest.strip_prefix("of "))
        .or_else(|| (rest.starts_with("over ") || rest.starts_with("including ")).then_some(rest))?;
    Some(Some(on.to_owned()))
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}
