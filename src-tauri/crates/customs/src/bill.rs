//! Transport numbers.

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

#[cfg(test)]
mod tests {
    use super::air_waybill;

    #[test]
    fn the_last_digit_checks_the_seven_before_it() {
        assert_eq!(air_waybill("589-8114074 3").as_deref(), Ok("589-81140743"));
        assert_eq!(air_waybill("00112345675").as_deref(), Ok("001-12345675"));
        assert!(air_waybill("589-81140744").unwrap_err().contains("here 3"));
        assert!(air_waybill("MAWB").unwrap_err().contains("11 digits"));
    }
}
