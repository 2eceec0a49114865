//! Addresses, e-mails and telephone numbers, folded.

use super::name::fold;
use customs::{Country, Party};

/// A street word in its shortest customary form.
fn street_word(word: &str) -> &str {
    match word {
        "STREET" | "STR" => "ST",
        "AVENUE" | "AV" => "AVE",
        "ROAD" => "RD",
        "DRIVE" => "DR",
        "LANE" => "LN",
        "COURT" => "CT",
        "PLACE" => "PL",
        "BOULEVARD" | "BOUL" => "BLVD",
        "HIGHWAY" => "HWY",
        "PARKWAY" | "PKY" => "PKWY",
        "TERRACE" => "TER",
        "CIRCLE" => "CIR",
        "SQUARE" => "SQ",
        "TRAIL" => "TRL",
        "EXPRESSWAY" => "EXPY",
        "NORTH" => "N",
        "SOUTH" => "S",
        "EAST" => "E",
        "WEST" => "W",
        "NORTHEAST" => "NE",
        "NORTHWEST" => "NW",
        "SOUTHEAST" => "SE",
        "SOUTHWEST" => "SW",
        "FIRST" => "1ST",
        "SECOND" => "2ND",
        "THIRD" => "3RD",
        "FOURTH" => "4TH",
        "FIFTH" => "5TH",
        // How a unit is introduced says nothing; its number does.
        "APARTMENT" | "APT" | "UNIT" | "SUITE" | "STE" | "ROOM" | "RM" | "FLAT" | "NO" | "#" => "",
        "FLOOR" | "FLR" => "FL",
        other => other,
    }
}

/// Street and unit of a party, folded and shortened, appended to `out`.
pub(crate) fn street(party: &Party, scratch: &mut String, out: &mut String) {
    let start = out.len();
    for line in [&party.address1, &party.address2].into_iter().flatten() {
        scratch.clear();
        fold(line, scratch);
        for word in scratch.split(' ') {
            let short = street_word(word);
            if short.is_empty() {
                continue;
            }
            if out.len() > start {
                out.push(' ');
            }
            out.push_str(short);
        }
    }
}

/// The place behind the street: ZIP to five digits, or the postal code, or city and state. Empty where nothing is known.
pub(crate) fn place(party: &Party, out: &mut String) {
    let country = country(party);
    let postal = party.postal_code.as_deref().map(str::trim).unwrap_or_default();
    out.push_str(country.as_ref().map_or("", Country::code));
    out.push(' ');
    let before = out.len();
    if country.is_none_or(|c| c.code() == "US") {
        let digits = postal.bytes().filter(u8::is_ascii_digit);
        out.extend(digits.take(5).map(char::from));
        if out.len() - before < 5 {
            out.truncate(before);
        }
    } else {
        out.extend(postal.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase));
    }
    if out.len() == before {
        town(party, out);
    }
}

/// City and state, folded.
pub(crate) fn town(party: &Party, out: &mut String) {
    fold(party.city.as_deref().unwrap_or_default(), out);
    out.push(' ');
    let region = party.region.as_deref().unwrap_or_default().trim();
    match state(region) {
        Some(code) => out.push_str(code),
        None => fold(region, out),
    }
}

/// The country of a party; one that names none is taken to be in the United States when its postal code is a ZIP.
pub(crate) fn country(party: &Party) -> Option<Country> {
    match party.country.as_deref().map(str::trim) {
        None | Some("") => {
            let postal = party.postal_code.as_deref().unwrap_or_default().trim();
            (postal.len() >= 5 && postal.bytes().all(|b| b.is_ascii_digit() || b == b'-')).then(|| Country::from_code("US")).flatten()
        }
        Some("United States" | "USA" | "UNITED STATES") => Country::from_code("US"),
        Some(text) => Country::parse(text),
    }
}

/// E-mail in lower case without a `+tag`; `None` for what is none, and for addresses nobody reads.
pub(crate) fn email(text: &str, out: &mut String) -> bool {
    let text = text.trim();
    let Some((local, host)) = text.split_once('@') else { return false };
    let local = local.split('+').next().unwrap_or_default();
    if local.is_empty() || !host.contains('.') || ["noreply", "no-reply", "none", "na", "test", "donotreply"].iter().any(|n| local.eq_ignore_ascii_case(n)) {
        return false;
    }
    out.extend(local.chars().flat_map(char::to_lowercase));
    out.push('@');
    out.extend(host.chars().flat_map(char::to_lowercase));
    true
}

/// The last ten digits of a telephone number; `None` below seven, and where all are alike.
pub(crate) fn phone(text: &str, out: &mut String) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    let count = digits.clone().count();
    if count < 7 {
        return false;
    }
    let start = out.len();
    out.extend(digits.skip(count.saturating_sub(10)).map(char::from));
    let kept = out.get(start..).unwrap_or_default().as_bytes();
    let alike = kept.iter().skip(1).all(|b| Some(b) == kept.get(1)) || matches!(kept, b"1234567890");
    if alike {
        out.truncate(start);
    }
    !alike
}

/// The postal code of a state by its name, or the code itself.
fn state(region: &str) -> Option<&'static str> {
    const STATES: &[(&str, &str)] = &[
        ("AL", "ALABAMA"),
        ("AK", "ALASKA"),
        ("AZ", "ARIZONA"),
        ("AR", "ARKANSAS"),
        ("CA", "CALIFORNIA"),
        ("CO", "COLORADO"),
        ("CT", "CONNECTICUT"),
        ("DE", "DELAWARE"),
        ("DC", "DISTRICT OF COLUMBIA"),
        ("FL", "FLORIDA"),
        ("GA", "GEORGIA"),
        ("HI", "HAWAII"),
        ("ID", "IDAHO"),
        ("IL", "ILLINOIS"),
        ("IN", "INDIANA"),
        ("IA", "IOWA"),
        ("KS", "KANSAS"),
        ("KY", "KENTUCKY"),
        ("LA", "LOUISIANA"),
        ("ME", "MAINE"),
        ("MD", "MARYLAND"),
        ("MA", "MASSACHUSETTS"),
        ("MI", "MICHIGAN"),
        ("MN", "MINNESOTA"),
        ("MS", "MISSISSIPPI"),
        ("MO", "MISSOURI"),
        ("MT", "MONTANA"),
        ("NE", "NEBRASKA"),
        ("NV", "NEVADA"),
        ("NH", "NEW HAMPSHIRE"),
        ("NJ", "NEW JERSEY"),
        ("NM", "NEW MEXICO"),
        ("NY", "NEW YORK"),
        ("NC", "NORTH CAROLINA"),
        ("ND", "NORTH DAKOTA"),
        ("OH", "OHIO"),
        ("OK", "OKLAHOMA"),
        ("OR", "OREGON"),
        ("PA", "PENNSYLVANIA"),
        ("PR", "PUERTO RICO"),
        ("RI", "RHODE ISLAND"),
        ("SC", "SOUTH CAROLINA"),
        ("SD", "SOUTH DAKOTA"),
        ("TN", "TENNESSEE"),
        ("TX", "TEXAS"),
        ("UT", "UTAH"),
        ("VT", "VERMONT"),
        ("VA", "VIRGINIA"),
        ("WA", "WASHINGTON"),
        ("WV", "WEST VIRGINIA"),
        ("WI", "WISCONSIN"),
        ("WY", "WYOMING"),
    ];
    STATES.iter().find(|(code, name)| region.eq_ignore_ascii_case(code) || region.eq_ignore_ascii_case(name)).map(|(code, _)| *code)
}

/// Whether two folded streets are the same house written differently: one is missing, one continues the other,
/// they are a letter or two apart, or they begin with the same number and word.
pub(crate) fn near_streets(a: &str, b: &str) -> bool {
    if a.is_empty() || b.is_empty() || a.starts_with(b) || b.starts_with(a) {
        return true;
    }
    let head = |s: &str| s.split(' ').take(2).map(str::to_owned).collect::<Vec<_>>();
    let numbered = a.starts_with(|c: char| c.is_ascii_digit());
    (numbered && head(a) == head(b)) || (a.len().min(b.len()) >= 8 && a.split(' ').next() == b.split(' ').next() && strsim::osa_distance(a, b) <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address1: &str, address2: &str) -> String {
        let party = Party { address1: Some(address1.into()), address2: Some(address2.into()), ..Default::default() };
        let mut out = String::new();
        street(&party, &mut String::new(), &mut out);
        out
    }

    #[test]
    fn one_house_many_spellings() {
        assert_eq!(at("12 Oak Street", "Apt. 4"), at("12 OAK ST #4", ""));
        assert_eq!(at("400 North Fifth Avenue, Suite 12B", ""), at("400 N 5th Ave", "Ste 12B"));
        assert_ne!(at("12 Oak Street", "Apt 4"), at("12 Oak Street", "Apt 5"));
    }

    #[test]
    fn zip_and_states() {
        let place_of = |zip: &str, city: &str, region: &str, country: &str| {
            let p = Party {
                postal_code: Some(zip.into()),
                city: Some(city.into()),
                region: Some(region.into()),
                country: Some(country.into()),
                ..Default::default()
            };
            let mut out = String::new();
            place(&p, &mut out);
            out
        };
        assert_eq!(place_of("62704-1234", "Springfield", "Illinois", "United States"), place_of("62704", "", "IL", "us"));
        assert_eq!(place_of("", "Springfield", "Illinois", "US"), place_of("", "SPRINGFIELD", "il", "USA"));
        assert_ne!(place_of("62704", "", "", "US"), place_of("10115", "", "", "DE"));
    }

    #[test]
    fn contacts() {
        let mut out = String::new();
        assert!(email(" Ann+shop@Example.COM ", &mut out));
        assert_eq!(out, "ann@example.com");
        assert!(!email("noreply@example.com", &mut String::new()));
        assert!(!email("n/a", &mut String::new()));
        let (mut a, mut b) = (String::new(), String::new());
        assert!(phone("+1 (217) 555-0142", &mut a) && phone("217.555.0142", &mut b));
        assert_eq!(a, b);
        assert!(!phone("000-000-0000", &mut String::new()));
        assert!(!phone("12345", &mut String::new()));
    }

    #[test]
    fn streets_that_may_be_one() {
        assert!(near_streets("12 OAK ST", "12 OAK ST 4"));
        assert!(near_streets("12 OAK ST", "12 OAK STT"));
        assert!(!near_streets("12 OAK ST", "400 ELM AVE"));
        assert!(!near_streets("12 OAK ST", "14 OAK ST"));
    }
}
