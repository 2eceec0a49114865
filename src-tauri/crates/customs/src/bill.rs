//! Transport numbers: bills, carriers, in-bond movements, places of goods.

/// Checks an air waybill: 3-digit airline prefix, 7-digit serial, check digit = serial mod 7.
/// Returns it as `NNN-NNNNNNNN`.
pub fn air_waybill(text: &str) -> Result<String, String> {
    let digits: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    if digits.len() != 11 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!("`{text}` is not an air waybill: it has 11 digits, like 589-81140743"));
    }
    let serial: u32 = digits[3..10].parse().unwrap_or(0);
    let check = u32::from(digits.as_bytes()[10] - b'0');
    if serial % 7 == check {
        Ok(format!("{}-{}", &digits[..3], &digits[3..]))
    } else {
        Err(format!("`{text}`: the last digit of an air waybill is the serial number modulo 7, here {}; one digit is wrong", serial % 7))
    }
}

/// An ocean, truck or rail bill: who issued it, and its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// Standard Carrier Alpha Code of the issuer.
    pub issuer: String,
    /// The number, up to twelve letters and digits.
    pub number: String,
}

/// Checks a bill with its issuer: four letters, then up to twelve letters and digits, like `MAEU123456789`.
pub fn ocean_bill(text: &str) -> Result<Bill, String> {
    let bill = bare(text);
    let (issuer, number) = (bill.get(..4).unwrap_or_default(), bill.get(4..).unwrap_or_default());
    let letters = issuer.len() == 4 && issuer.bytes().all(|b| b.is_ascii_uppercase());
    if letters && (1..=12).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_alphanumeric()) {
        Ok(Bill { issuer: issuer.to_owned(), number: number.to_owned() })
    } else {
        Err(format!("`{text}` is not a bill with its issuer: it has the four letters of the carrier and up to twelve letters and digits, like MAEU123456789"))
    }
}

/// Checks a house bill: letters and digits, hyphens left aside; up to twelve of them, as many as an entry summary carries.
pub fn house_bill(text: &str) -> Result<String, String> {
    let bill = bare(text);
    if (1..=12).contains(&bill.len()) && bill.bytes().all(|b| b.is_ascii_alphanumeric()) {
        Ok(bill)
    } else {
        Err(format!("`{text}` is not a house bill that an entry summary can carry: it takes up to twelve letters and digits"))
    }
}

/// Checks an in-bond number of nine digits, the last of which is the eight before it modulo 7.
pub fn in_bond(text: &str) -> Result<String, String> {
    let digits = bare(text);
    if digits.len() != 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!("`{text}` is not an in-bond number: it has nine digits"));
    }
    let serial: u32 = digits[..8].parse().unwrap_or(0);
    if serial % 7 == u32::from(digits.as_bytes()[8] - b'0') {
        Ok(digits)
    } else {
        Err(format!("`{text}`: the last digit of an in-bond number is the eight before it modulo 7, here {}; one digit is wrong", serial % 7))
    }
}

/// Checks a carrier's code: two letters or digits of IATA, at least one a letter, or the two to four letters of a SCAC.
pub fn carrier_code(text: &str) -> Result<String, String> {
    let code = text.trim().to_ascii_uppercase();
    let alphanumeric = code.bytes().all(|b| b.is_ascii_alphanumeric());
    let letters = code.bytes().filter(u8::is_ascii_uppercase).count();
    if alphanumeric && (code.len() == 2 && letters >= 1 || (2..=4).contains(&code.len()) && letters == code.len()) {
        Ok(code)
    } else {
        Err(format!("`{text}` is not a carrier's code: an airline has two characters, like LH; a vessel, truck or rail carrier two to four letters, like MAEU"))
    }
}

/// Checks a FIRMS code, the place of goods: one letter and three letters or digits.
pub fn firms_code(text: &str) -> Result<String, String> {
    let code = text.trim().to_ascii_uppercase();
    if code.len() == 4 && code.bytes().all(|b| b.is_ascii_alphanumeric()) && code.as_bytes()[0].is_ascii_uppercase() {
        Ok(code)
    } else {
        Err(format!("`{text}` is not a FIRMS code: it has a letter and three letters or digits, like E372"))
    }
}

/// Without what people put between the parts of a number.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '-' | ' ' | '/' | '.' | '#')).collect::<String>().to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digit_checks_the_seven_before_it() {
        assert_eq!(air_waybill("589-8114074 3").as_deref(), Ok("589-81140743"));
        assert_eq!(air_waybill("00112345675").as_deref(), Ok("001-12345675"));
        assert_eq!(air_waybill("020-00000011").as_deref(), Ok("020-00000011"));
        assert!(air_waybill("589-81140744").unwrap_err().contains("here 3"));
        assert!(air_waybill("MAWB").unwrap_err().contains("11 digits"));
        assert!(air_waybill("５８９８１１４０７４３").is_err());
    }

    #[test]
    fn bills_are_parted_into_issuer_and_number() {
        assert_eq!(ocean_bill("maeu 123-456 789"), Ok(Bill { issuer: "MAEU".into(), number: "123456789".into() }));
        assert!(ocean_bill("1234567").unwrap_err().contains("like MAEU123456789"));
        assert!(ocean_bill("MAEU").is_err());
        assert!(ocean_bill("MAEU1234567890123").is_err());
        assert_eq!(house_bill("NK-20412").as_deref(), Ok("NK20412"));
        assert!(house_bill("NORDLICHT-2026-0001").unwrap_err().contains("up to twelve"));
        assert!(house_bill("").is_err());
    }

    #[test]
    fn in_bond_carrier_and_firms_codes() {
        assert_eq!(in_bond("12345678-2").as_deref(), Ok("123456782"));
        assert!(in_bond("123456783").unwrap_err().contains("here 2"));
        assert!(in_bond("12345").unwrap_err().contains("nine digits"));
        for (typed, code) in [("lh", "LH"), ("5X", "5X"), ("MAEU", "MAEU"), ("UPS", "UPS")] {
            assert_eq!(carrier_code(typed).as_deref(), Ok(code));
        }
        for wrong in ["55", "Lufthansa", "M4EU", ""] {
            assert!(carrier_code(wrong).is_err(), "{wrong}");
        }
        assert_eq!(firms_code("e372").as_deref(), Ok("E372"));
        assert!(firms_code("1372").unwrap_err().contains("like E372"));
    }
}
