//! The manufacturer identification code (19 CFR 102 Appendix): country, name, street number, city.
//!
//! The beginning of the rule was read; hyphens, digits in names and local prefixes are from memory and unverified.

use unicode_fold::fold;

mod unicode_fold {
    /// Latin letters without their accents; everything else as it is.
    pub fn fold(c: char) -> Option<char> {
        const FROM: &str = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŠŽŁŚŻŹĆĘĄŃ";
        const TO: &str = "AAAAAACEEEEIIIINOOOOOOUUUUYSZLSZZCEAN";
        let upper = c.to_uppercase().next()?;
        if upper.is_ascii() {
            return Some(upper);
        }
        FROM.chars().position(|f| f == upper).and_then(|i| TO.chars().nth(i))
    }
}

/// Words that do not count.
const SKIPPED: &[&str] = &["A", "AN", "AND", "OF", "THE"];

/// Canadian provinces take the place of the country.
const PROVINCES: &[(&str, &str)] = &[
    ("AB", "XA"),
    ("BC", "XC"),
    ("MB", "XM"),
    ("NB", "XB"),
    ("NL", "XW"),
    ("NT", "XT"),
    ("NS", "XN"),
    ("NU", "XV"),
    ("ON", "XO"),
    ("PE", "XP"),
    ("QC", "XQ"),
    ("SK", "XS"),
    ("YT", "XY"),
];

/// Forms of a firm that stand before its name and do not count.
const PREFIXES: &[&str] = &["PT", "OAO", "OOO", "PAO", "ZAO"];

/// Characters an ID has at most.
const LONGEST: usize = 15;

/// What each part of a manufacturer ID is taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MakerParts {
    /// Two letters: the country of origin, or the province for Canada.
    pub origin: String,
    /// Three letters of each of the first two words of the name.
    pub name: String,
    /// Up to four digits of the largest number in the street line.
    pub number: String,
    /// Three letters of the city.
    pub city: String,
}

/// The parts of a manufacturer ID. `region` matters for Canada only.
pub fn parts(country: &str, region: &str, name: &str, street: &str, city: &str) -> MakerParts {
    let country = country.trim().to_ascii_uppercase();
    let origin =
        if country == "CA" { PROVINCES.iter().find(|(p, _)| *p == region.trim().to_ascii_uppercase()).map_or(country.as_str(), |(_, x)| x) } else { &country };
    MakerParts { origin: origin.to_owned(), name: name_part(name), number: street_number(street), city: city_part(city) }
}

/// The manufacturer ID of a maker. `None` without a name, or without a country of two letters.
pub fn manufacturer_id(country: &str, region: &str, name: &str, street: &str, city: &str) -> Option<String> {
    let parts = parts(country, region, name, street, city);
    if parts.name.is_empty() || parts.origin.len() != 2 {
        return None;
    }
    Some(format!("{}{}{}{}", parts.origin, parts.name, parts.number, parts.city))
}

/// A manufacturer ID that was typed, by its shape: letters for the origin, then letters and digits. Returns it properly written.
pub fn check(text: &str) -> Result<String, String> {
    let id: String = text.trim().to_ascii_uppercase();
    let shape = "a manufacturer ID begins with two letters for the country or province of origin, then has letters of the name, digits of the street and letters of the city, 15 characters at most, like AUOZR92MEL";
    let origin = id.get(..2).unwrap_or_default();
    if !(4..=LONGEST).contains(&id.len()) || !id.bytes().all(|b| b.is_ascii_alphanumeric()) || !origin.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(format!("`{text}` is not a manufacturer ID: {shape}"));
    }
    let known = crate::Country::parse(origin).is_some_and(|c| c.code() == origin) || PROVINCES.iter().any(|(_, x)| *x == origin);
    if !known {
        return Err(format!("`{text}`: {origin} is neither a country nor a province of Canada as a manufacturer ID writes it, like XO for Ontario"));
    }
    if origin == "CA" {
        return Err(format!("`{text}`: a Canadian maker is written with its province, like XO for Ontario, not with CA"));
    }
    Ok(id)
}

/// Three letters of each of the first two words that count; adjacent initials are one word.
fn name_part(name: &str) -> String {
    let spaced = name.replace(" - ", "-");
    let mut words: Vec<String> = Vec::new();
    let mut initials = false;
    for word in spaced.split_whitespace() {
        let folded: String = word.chars().filter_map(fold).filter(char::is_ascii_alphanumeric).collect();
        if folded.is_empty() || SKIPPED.contains(&folded.as_str()) && !word.contains('.') && word.len() > 1 {
            continue;
        }
        let is_initial = folded.len() == 1 && folded.bytes().all(|b| b.is_ascii_alphabetic());
        match words.last_mut() {
            Some(last) if is_initial && initials => last.push_str(&folded),
            _ => words.push(folded),
        }
        initials = is_initial;
    }
    // A firm named by its form alone keeps it.
    if words.len() > 1 && words.first().is_some_and(|w| PREFIXES.contains(&w.as_str())) {
        words.remove(0);
    }
    words.iter().filter(|w| !SKIPPED.contains(&w.as_str()) || w.len() == 1 && words.len() == 1).take(2).map(|w| &w[..w.len().min(3)]).collect()
}

/// The first four digits of the largest number in the street line; commas and hyphens between digits are removed.
fn street_number(street: &str) -> String {
    let chars: Vec<char> = street.chars().collect();
    let mut numbers = vec![String::new()];
    for (i, c) in chars.iter().enumerate() {
        let digit = |j: Option<usize>| j.and_then(|j| chars.get(j)).is_some_and(char::is_ascii_digit);
        if c.is_ascii_digit() {
            if let Some(last) = numbers.last_mut() {
                last.push(*c);
            }
        } else if !(matches!(c, ',' | '-') && digit(i.checked_sub(1)) && digit(Some(i + 1))) {
            numbers.push(String::new());
        }
    }
    let largest = numbers.into_iter().max_by_key(|n| (n.trim_start_matches('0').len(), n.clone())).unwrap_or_default();
    largest.chars().take(4).collect()
}

/// Three letters of the city, without digits, spaces and a leading "The".
fn city_part(city: &str) -> String {
    let words = city.split_whitespace().enumerate().filter(|(i, w)| !(*i == 0 && w.eq_ignore_ascii_case("the"))).map(|(_, w)| w);
    words.flat_map(str::chars).filter_map(fold).filter(char::is_ascii_alphabetic).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (name, part) in [
            ("Amalgamated Plastics Corp.", "AMAPLA"),
            ("Bergstrom", "BER"),
            ("A.B.C. Company", "ABCCOM"),
            ("A B C Company", "ABCCOM"),
            ("O.A.S.I.S. Corp.", "OASCOR"),
            ("Dr. S.A. Smith", "DRSA"),
            ("Shavings B L Inc.", "SHABL"),
            // from memory of the official list
            ("The Embassy of Spain", "EMBSPA"),
            ("Rawles-Aden Corp.", "RAWCOR"),
            ("Rawles - Aden Corp.", "RAWCOR"),
            ("20th Century Fox", "20TCEN"),
            ("Concept 2000", "CON200"),
            ("Manufaktur Grün", "MANGRU"),
            ("PT Garuda Mebel", "GARMEB"),
            ("OAO Lenta Fabrika", "LENFAB"),
            ("PT", "PT"),
        ] {
            assert_eq!(name_part(name), part, "{name}");
        }
    }

    #[test]
    fn streets_and_cities() {
        for (street, number) in [
            ("11455 Main Street, Suite 9999", "1145"),
            ("12,34,56 Alaska Road", "1234"),
            ("12-34-56 Alaska Road", "1234"),
            ("12 34 56 Alaska Road", "56"),
            ("One Hundred Century Plaza", ""),
        ] {
            assert_eq!(street_number(street), number, "{street}");
        }
        for (city, part) in [("St. Michel", "STM"), ("18-Mile High", "MIL"), ("The Hague", "HAG")] {
            assert_eq!(city_part(city), part, "{city}");
        }
    }

    #[test]
    fn whole_codes() {
        for (country, name, street, city, mid) in [
            ("AU", "Ozrock", "92 Alice Springs Road", "Melbourne", "AUOZR92MEL"),
            ("FR", "La Vie de France", "243 Rue de la Paix", "Bremen", "FRLAVIE243BRE"),
            ("GB", "The Greenhouse", "45 Royal Crescent", "Birmingham", "GBGRE45BIR"),
            ("AU", "Carduccio and Jones", "88 Canburra Ave", "Sidney", "AUCARJON88SID"),
            ("JP", "N. Minami & Co.", "2-6 8-Chome", "Kobe", "JPNMIN26KOB"),
            ("GR", "Murla-Praxiteles Inc.", "", "Athens", "GRMURINCATH"),
            ("GB", "E.K. Rodgers Companies", "One Hundred Century Plaza", "London", "GBEKRODLON"),
        ] {
            assert_eq!(manufacturer_id(country, "", name, street, city).as_deref(), Some(mid), "{name}");
        }
        assert_eq!(manufacturer_id("CA", "ON", "Maple Works", "7 King St", "Toronto").as_deref(), Some("XOMAPWOR7TOR"));
        assert_eq!(manufacturer_id("DE", "", "***", "", ""), None);
    }

    #[test]
    fn typed_ids_are_held_against_their_shape() {
        for right in ["AUOZR92MEL", "cnwahlaihui ", "IEORNCOODUB", "USHERCOM6HAZ", "XOMAPWOR7TOR", "GRMURINCATH"] {
            assert_eq!(check(right), Ok(right.trim().to_uppercase()));
        }
        assert!(check("AU").unwrap_err().contains("15 characters at most, like AUOZR92MEL"));
        assert!(check("AUOZR92MELBOURNE1").is_err());
        assert!(check("AU OZR92").is_err());
        assert_eq!(
            check("QQOZR92MEL").unwrap_err(),
            "`QQOZR92MEL`: QQ is neither a country nor a province of Canada as a manufacturer ID writes it, like XO for Ontario"
        );
        assert_eq!(check("CAMAPWOR7TOR").unwrap_err(), "`CAMAPWOR7TOR`: a Canadian maker is written with its province, like XO for Ontario, not with CA");
    }

    #[test]
    fn the_parts_say_what_they_are_taken_from() {
        let parts = parts("jp", "", "N. Minami & Co.", "2-6 8-Chome", "Kobe");
        assert_eq!((parts.origin.as_str(), parts.name.as_str(), parts.number.as_str(), parts.city.as_str()), ("JP", "NMIN", "26", "KOB"));
    }
}
