//! Checks that fail the build: gaps and overlaps, sources, countries, tariff prefixes, rules that both apply.

use crate::error::{Place, RulebookError};
use crate::raw::File;
use chrono::NaiveDateTime;
use customs::{Citation, Country};
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// Half-open periods must follow each other without gap or overlap; only the last may be open.
pub(crate) fn gapless(place: Place<'_>, spans: &[(usize, NaiveDateTime, Option<NaiveDateTime>)]) -> Result<(), RulebookError> {
    if spans.is_empty() {
        return Err(place.fault(0, "it has no period"));
    }
    for (at, from, to) in spans {
        if to.is_some_and(|to| to <= *from) {
            return Err(place.fault(*at, format!("the period that begins {from} ends before it begins")));
        }
    }
    for pair in spans.windows(2) {
        let [(_, from, to), (at, next, _)] = pair else { continue };
        match to {
            Some(to) if to == next => {}
            Some(to) if to < next => return Err(place.fault(*at, format!("there is a gap between {to} and {next}"))),
            Some(to) => return Err(place.fault(*at, format!("the period that begins {next} overlaps the one before, which ends {to}"))),
            None => return Err(place.fault(*at, format!("the period that begins {next} overlaps the one that begins {from}, which has no end"))),
        }
    }
    Ok(())
}

/// A country code that exists.
pub(crate) fn country(place: Place<'_>, code: &Spanned<String>) -> Result<Country, RulebookError> {
    let text = code.get_ref();
    Country::from_code(text)
        .filter(|c| c.code() == text)
        .ok_or_else(|| place.fault(code.span().start, format!("`{text}` is no country; write the two capital letters of ISO 3166")))
}

/// Tariff prefixes in their digits.
pub(crate) fn prefixes(place: Place<'_>, list: &[Spanned<String>]) -> Result<Vec<String>, RulebookError> {
    let mut seen = BTreeSet::new();
    list.iter()
        .map(|prefix| {
            let text = prefix.get_ref();
            let digits: String = text.chars().filter(|c| *c != '.').collect();
            let chapter: u32 = digits.get(..2).and_then(|c| c.parse().ok()).unwrap_or(0);
            let plain = digits.bytes().all(|b| b.is_ascii_digit()) && matches!(digits.len(), 2 | 4 | 6 | 8 | 10) && chapter > 0;
            if !plain {
                return Err(
                    place.fault(prefix.span().start, format!("`{text}` is no tariff prefix; write a chapter, heading, subheading or number like 2204.21"))
                );
            }
            if !seen.insert(digits.clone()) {
                return Err(place.fault(prefix.span().start, format!("the prefix `{text}` is listed twice")));
            }
            Ok(digits)
        })
        .collect()
}

/// Of two rules of one kind the longer prefix wins; the same prefix in both would leave it open which applies.
pub(crate) fn no_second_rule<'a>(
    place: Place<'_>,
    at: usize,
    others: impl Iterator<Item = (&'a str, &'a [String])>,
    prefixes: &[String],
) -> Result<(), RulebookError> {
    for (id, theirs) in others {
        if let Some(both) = prefixes.iter().find(|p| theirs.contains(p)) {
            return Err(place.fault(at, format!("the prefix `{both}` is also in `{id}`: two rules would both apply")));
        }
    }
    Ok(())
}

/// Every source listed is used by something.
pub(crate) fn sources(files: &[(Place<'_>, File)], known: &BTreeMap<String, Citation>, used: &BTreeSet<String>) -> Result<(), RulebookError> {
    let Some(orphan) = known.keys().find(|id| !used.contains(*id)) else { return Ok(()) };
    for (place, file) in files {
        if let Some(source) = file.source.iter().find(|s| s.get_ref().id == *orphan) {
            return Err(place.fault(source.span().start, format!("nothing cites the source `{orphan}`; use it or take it out")));
        }
    }
    Ok(())
}
