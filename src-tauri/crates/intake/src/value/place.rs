//! ZIP codes, states and "City, ST ZIP".

use crate::fold::fold;
use serde::Deserialize;
use std::sync::OnceLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct States {
    state: Vec<State>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    code: String,
    name: String,
    #[serde(default)]
    short: String,
    zips: Vec<String>,
    #[serde(skip)]
    folded: String,
    #[serde(skip)]
    ranges: Vec<(u16, u16)>,
}

fn states() -> &'static [State] {
    static STATES: OnceLock<Vec<State>> = OnceLock::new();
    STATES.get_or_init(|| {
        // Our own data, compiled in and read by the tests.
        let mut data: States = toml::from_str(include_str!("../../../../../assets/intake/states.toml")).expect("assets/intake/states.toml is valid");
        for state in &mut data.state {
            state.folded = fold(&state.name);
            state.ranges = state.zips.iter().filter_map(|z| z.split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)))).collect();
        }
        data.state
    })
}

/// The states and territories: code and name.
pub(crate) fn all_states() -> impl Iterator<Item = (&'static str, &'static str)> {
    states().iter().map(|s| (s.code.as_str(), s.name.as_str()))
}

/// A state of the United States by code, name or the abbreviation of older addresses: `IL`, `Illinois`, `Ill.`
pub(crate) fn state(text: &str) -> Option<&'static str> {
    let code = text.trim();
    if code.len() == 2
        && let Some(found) = states().iter().find(|s| s.code.eq_ignore_ascii_case(code))
    {
        return Some(&found.code);
    }
    let folded = fold(code);
    states()
        .iter()
        .find(|s| {
            s.folded == folded || fold(&s.code) == folded || (!s.short.is_empty() && fold(&s.short) == folded) || (folded == "washingtondc" && s.code == "DC")
        })
        .map(|s| s.code.as_str())
}

/// A ZIP put right, and the kind of repair and why; `None` where it is right as it stands or no ZIP at all.
pub(crate) fn repaired_zip(text: &str) -> Option<(String, &'static str, String)> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let bare = text.trim_end_matches(".0").trim_end_matches('-').trim();
    if digits.is_empty() || !bare.chars().all(|c| c.is_ascii_digit() || c == '-' || c == ' ') {
        return None;
    }
    let (five, four) = match bare.split_once(['-', ' ']) {
        Some((five, four)) => (five.trim(), four.trim()),
        None if matches!(bare.len(), 8 | 9) => bare.split_at_checked(bare.len() - 4)?,
        None => (bare, ""),
    };
    if !(3..=5).contains(&five.len()) || !matches!(four.len(), 0 | 4) {
        return None;
    }
    let whole = if four.is_empty() { format!("{five:0>5}") } else { format!("{five:0>5}-{four}") };
    if whole == text {
        return None;
    }
    let (code, why) = if five.len() < 5 {
        ("zip-leading-zero", "as a number it lost the zero in front")
    } else {
        ("zip-form", "a ZIP has five digits, or five and four with a dash")
    };
    Some((whole, code, format!("{text}: {why}")))
}

/// Whether a text is a ZIP.
pub(crate) fn is_zip(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| bytes.get(from..to).is_some_and(|d| d.iter().all(u8::is_ascii_digit));
    (bytes.len() == 5 && digits(0, 5)) || (bytes.len() == 10 && digits(0, 5) && bytes.get(5) == Some(&b'-') && digits(6, 10))
}

/// The state that a ZIP lies in, where it is not the one given.
pub(crate) fn zip_is_elsewhere(zip: &str, region: &str) -> Option<&'static str> {
    let prefix: u16 = zip.get(..3)?.parse().ok()?;
    let inside = |s: &&State| s.ranges.iter().any(|(from, to)| (*from..=*to).contains(&prefix));
    let given = states().iter().find(|s| s.code == region)?;
    if inside(&given) {
        return None;
    }
    states().iter().find(inside).map(|s| s.name.as_str())
}

/// `Austin, TX 78701` as city, state and ZIP.
pub(crate) fn city_line(text: &str) -> Option<(String, String, String)> {
    let text = text.trim();
    // `12345 Springfield` is how the rest of the world writes it.
    let (zip, rest) = match text.rsplit_once([' ', ',']) {
        Some((rest, zip)) if zip.starts_with(|c: char| c.is_ascii_digit()) && zip.chars().all(|c| c.is_ascii_digit() || c == '-') => {
            (zip, rest.trim().trim_end_matches(',').trim())
        }
        _ => match text.split_once(' ') {
            Some((zip, city)) if is_zip(zip) => return Some((city.trim().to_owned(), String::new(), zip.to_owned())),
            _ => ("", text),
        },
    };
    let (city, region) = rest.rsplit_once(',').map(|(c, r)| (c.trim(), r.trim())).or_else(|| rest.rsplit_once(' ').filter(|(_, r)| state(r).is_some()))?;
    state(region).map(|region| (city.trim_end_matches(',').to_owned(), region.to_owned(), zip.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_states_are_whole() {
        assert_eq!(states().len(), 51 + 5 + 3);
        assert!(states().iter().all(|s| s.ranges.len() == s.zips.len() && s.code.len() == 2));
    }

    #[test]
    fn zips_get_back_their_zeros() {
        for (text, whole) in [
            ("2108", "02108"),
            ("501-", "00501"),
            ("601", "00601"),
            ("2108-0001", "02108-0001"),
            ("627010001", "62701-0001"),
            ("21080001", "02108-0001"),
            ("2108.0", "02108"),
            ("62701 0001", "62701-0001"),
        ] {
            assert_eq!(repaired_zip(text).unwrap().0, whole, "{text}");
        }
        for text in ["02108", "62701-0001", "M1 1AE", "", "12", "1234567"] {
            assert_eq!(repaired_zip(text), None, "{text}");
        }
    }

    #[test]
    fn states_in_any_spelling() {
        assert_eq!(state("illinois"), Some("IL"));
        assert_eq!(state("tx"), Some("TX"));
        assert_eq!(state("New  York"), Some("NY"));
        assert_eq!(state("D.C."), Some("DC"));
        assert_eq!(state("Bavaria"), None);
    }

    #[test]
    fn a_zip_in_another_state_is_seen() {
        assert_eq!(zip_is_elsewhere("02108", "TX"), Some("Massachusetts"));
        assert_eq!(zip_is_elsewhere("78701", "TX"), None);
        assert_eq!(zip_is_elsewhere("06390", "NY"), None);
    }

    #[test]
    fn a_city_line_comes_apart() {
        let parts = |t: &str| city_line(t).map(|(c, r, z)| [c, r, z]);
        assert_eq!(parts("Austin, TX 78701").unwrap(), ["Austin", "TX", "78701"]);
        assert_eq!(parts("New York, New York, 10001-1234").unwrap(), ["New York", "NY", "10001-1234"]);
        assert_eq!(parts("Springfield IL 62701").unwrap(), ["Springfield", "IL", "62701"]);
        assert_eq!(parts("62701 Springfield").unwrap(), ["Springfield", "", "62701"]);
        assert_eq!(parts("Atlantis"), None);
    }
}
