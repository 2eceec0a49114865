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

/// The manufacturer ID of a maker. `region` matters for Canada only. `None` without a name.
pub fn manufacturer_id(country: &str, region: &str, name: &str, street: &str, city: &str) -> Option<String> {
    let country = country.trim().to_ascii_uppercase();
    let origin =
        if country == "CA" { PROVINCES.iter().find(|(p, _)| *p == region.trim().to_ascii_uppercase()).map_or(country.as_str(), |(_, x)| x) } else { &country };
    let name = name_part(name);
    if name.is_empty() || origin.len() != 2 {
        return None;
    }
    Some(format!("{origin}{name}{}{}", street_number(street), city_part(city)))
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
}
