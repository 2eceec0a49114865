//! What may stand in the blocks of an entry that a person fills, checked where it is typed.
//!
//! Only what is certainly wrong is refused: a digit that does not check, a letter where none can be. Whether a code exists
//! is for the tables of codes to say.

use crate::bill::air_waybill;
use crate::{Country, HtsNumber, ImporterNumber, Mode};

/// Pseudo-countries that begin a manufacturer ID of a Canadian province.
const PROVINCES: &[&str] = &["XA", "XB", "XC", "XM", "XN", "XO", "XP", "XQ", "XS", "XT", "XV", "XW", "XY"];

/// Checks what was typed into a field, and returns it as it is kept. An empty field is never wrong here.
///
/// # Errors
/// One sentence that says what is wrong, and what it should look like.
pub fn check(field: &str, text: &str, mode: Option<Mode>) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    let upper = text.to_ascii_uppercase();
    match field {
        "port" | "port_of_unlading" => digits(text, 4, "a port code of Schedule D has four digits, like 4701"),
        "foreign_port" => digits(text, 5, "a foreign port of Schedule K has five digits, like 57035"),
        "surety" => digits(text, 3, "a surety number has three digits; 998 is cash, 999 no bond"),
        "bond_type" if matches!(text, "0" | "8" | "9") => Ok(text.to_owned()),
        "bond_type" => Err(format!("`{text}`: the bond type is 0 for none, 8 for continuous or 9 for single")),
        "it_number" => it_number(text),
        "missing_documents" => {
            let codes: Vec<&str> = text.split([' ', ',', '/']).filter(|c| !c.is_empty()).collect();
            if codes.len() <= 2 && codes.iter().all(|c| c.len() == 2 && c.bytes().all(|b| b.is_ascii_digit())) {
                Ok(codes.join(" "))
            } else {
                Err(format!("`{text}`: at most two codes of two digits each, like 01 for the invoice"))
            }
        }
        "bills" => bill(text, mode),
        "manufacturer_id" => manufacturer(&upper),
        "manifest_quantity" => manifest_quantity(&upper),
        "charges" => whole_dollars(text),
        "melt_and_pour" | "primary_smelt" | "secondary_smelt" | "country_of_cast" if upper == "N/A" => Ok(upper),
        "country" | "melt_and_pour" | "primary_smelt" | "secondary_smelt" | "country_of_cast" => {
            Country::parse(text).map(|c| c.code().to_owned()).ok_or_else(|| format!("`{text}` is not a country; write its two letters, like DE"))
        }
        "hts" => text.parse::<HtsNumber>().map(|n| n.to_string()),
        "importer_number" | "reference_number" => text.parse::<ImporterNumber>().map(|n| n.to_string()),
        "consignee_number" if upper == "SAME" => Ok(upper),
        "consignee_number" => text.parse::<ImporterNumber>().map(|n| n.to_string()).map_err(|e| format!("{e}; or SAME where the consignee is the importer")),
        "location" if text.len() <= 30 => Ok(upper),
        "location" => Err("a location is a FIRMS code of four characters, or the name of a terminal in at most 30".into()),
        "carrier" if mode == Some(Mode::Air) && upper.len() == 2 && !upper.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            Err(format!("`{text}` is not an airline's code of two letters or digits, like LH"))
        }
        _ => Ok(text.to_owned()),
    }
}

/// A count of packages, with or without its unit: `84 CTN`.
fn manifest_quantity(upper: &str) -> Result<String, String> {
    let (count, unit) = upper.split_once(' ').map_or((upper, "PKG"), |(count, unit)| (count, unit.trim()));
    let counted = (1..=8).contains(&count.len()) && count.bytes().all(|b| b.is_ascii_digit());
    if counted && (1..=5).contains(&unit.len()) && unit.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(format!("{count} {unit}"))
    } else {
        Err(format!("`{upper}`: a manifest quantity is a whole number of packages and their kind, like 84 CTN"))
    }
}

fn whole_dollars(text: &str) -> Result<String, String> {
    let bare: String = text.chars().filter(|c| !matches!(c, '$' | ',' | ' ')).collect();
    if (1..=10).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit()) {
        Ok(bare)
    } else {
        Err(format!("`{text}`: charges are written in whole dollars, like 1210"))
    }
}

fn digits(text: &str, count: usize, rule: &str) -> Result<String, String> {
    if text.len() == count && text.bytes().all(|b| b.is_ascii_digit()) { Ok(text.to_owned()) } else { Err(format!("`{text}`: {rule}")) }
}

/// Nine digits, the last the eight before it modulo 7.
fn it_number(text: &str) -> Result<String, String> {
    let bare: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let bare = digits(&bare, 9, "an I.T. number has nine digits").map_err(|_| format!("`{text}`: an I.T. number has nine digits"))?;
    let serial: u32 = bare.get(..8).and_then(|s| s.parse().ok()).unwrap_or(0);
    if bare.ends_with(&(serial % 7).to_string()) {
        Ok(bare)
    } else {
        Err(format!("`{text}`: the last digit of an I.T. number is the eight before it modulo 7, here {}; one digit is wrong", serial % 7))
    }
}

/// A bill of lading or air waybill. Eleven digits by air are a waybill, whose last digit checks the rest.
fn bill(text: &str, mode: Option<Mode>) -> Result<String, String> {
    let bare: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    if let Some(odd) = bare.chars().find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '/' | '.' | '_' | '#')) {
        return Err(format!("`{text}`: a bill number has letters and digits, not `{odd}`"));
    }
    if bare.len() > 50 {
        return Err(format!("`{text}`: a bill number has at most 50 characters"));
    }
    if mode == Some(Mode::Air) && bare.len() == 11 && bare.bytes().all(|b| b.is_ascii_digit()) {
        return air_waybill(text);
    }
    Ok(text.to_owned())
}

/// Two letters of the country, then what comes from name, street and city; at most fifteen characters.
fn manufacturer(upper: &str) -> Result<String, String> {
    if upper == "MULTI" {
        return Ok(upper.to_owned());
    }
    let looks = "a manufacturer ID begins with its country and has 3 to 15 letters and digits, like CNYIWSOF88YIW";
    if !(3..=15).contains(&upper.len()) || !upper.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(format!("`{upper}`: {looks}"));
    }
    match upper.get(..2).filter(|c| Country::from_code(c).is_some() || PROVINCES.contains(c)) {
        Some("CA") => Err(format!("`{upper}`: a Canadian manufacturer ID begins with its province, like XO for Ontario")),
        Some(_) => Ok(upper.to_owned()),
        None => Err(format!("`{upper}`: {looks}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(field: &str, text: &str, mode: Option<Mode>) -> String {
        check(field, text, mode).expect_err(text)
    }

    #[test]
    fn what_is_typed_is_kept_as_the_form_wants_it() {
        let air = Some(Mode::Air);
        for (field, typed, kept) in [
            ("bills", "589-8114074 3", "589-81140743"),
            ("bills", "HLX00000002", "HLX00000002"),
            ("manufacturer_id", "cnyiwsof88yiw", "CNYIWSOF88YIW"),
            ("manufacturer_id", "xobluwat12tor", "XOBLUWAT12TOR"),
            ("port", " 4701 ", "4701"),
            ("it_number", "12345678-2", "123456782"),
            ("missing_documents", "01,10", "01 10"),
            ("consignee_number", "same", "SAME"),
            ("importer_number", "98-7654321", "98-765432100"),
            ("hts", "6912004810", "6912.00.4810"),
            ("country", "Germany", "DE"),
            ("location", "f123", "F123"),
            ("bond_type", "8", "8"),
            ("port", "", ""),
            ("manifest_quantity", "84 ctn", "84 CTN"),
            ("manifest_quantity", "3", "3 PKG"),
            ("charges", "$1,210", "1210"),
            ("melt_and_pour", "Canada", "CA"),
            ("secondary_smelt", "n/a", "N/A"),
        ] {
            assert_eq!(check(field, typed, air).as_deref(), Ok(kept), "{field}");
        }
        assert_eq!(check("bills", "58981140744", Some(Mode::Truck)).as_deref(), Ok("58981140744"), "by truck it is a bill like any other");
    }

    #[test]
    fn what_is_certainly_wrong_is_refused_with_the_reason() {
        assert_eq!(wrong("port", "JFK", None), "`JFK`: a port code of Schedule D has four digits, like 4701");
        assert!(wrong("bills", "589-81140744", Some(Mode::Air)).contains("here 3; one digit is wrong"));
        assert_eq!(wrong("bills", "HAWB*1", None), "`HAWB*1`: a bill number has letters and digits, not `*`");
        assert!(wrong("manufacturer_id", "ZZABC", None).starts_with("`ZZABC`: a manufacturer ID begins with its country"));
        assert!(wrong("manufacturer_id", "CABLUWAT12TOR", None).contains("begins with its province"));
        assert!(wrong("manufacturer_id", "DEABCDEFGHIJKLMNOP", None).contains("3 to 15"));
        assert_eq!(
            wrong("it_number", "123456789", None),
            "`123456789`: the last digit of an I.T. number is the eight before it modulo 7, here 2; one digit is wrong"
        );
        assert_eq!(wrong("bond_type", "5", None), "`5`: the bond type is 0 for none, 8 for continuous or 9 for single");
        assert!(wrong("consignee_number", "12", None).ends_with("or SAME where the consignee is the importer"));
        assert_eq!(wrong("foreign_port", "5703", None), "`5703`: a foreign port of Schedule K has five digits, like 57035");
        assert!(wrong("surety", "99", None).contains("three digits"));
        assert!(wrong("missing_documents", "01 10 17", None).contains("at most two codes"));
        assert!(wrong("country", "Atlantis", None).contains("is not a country"));
        assert!(wrong("primary_smelt", "Atlantis", None).contains("is not a country"));
        assert_eq!(wrong("manifest_quantity", "many", None), "`MANY`: a manifest quantity is a whole number of packages and their kind, like 84 CTN");
        assert_eq!(wrong("charges", "12.50", None), "`12.50`: charges are written in whole dollars, like 1210");
    }
}
