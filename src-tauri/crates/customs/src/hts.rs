//! Tariff numbers: text first, so that leading zeros survive.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;
use ts_rs::TS;

/// A number of the Harmonized Tariff Schedule: 2 to 10 digits, printed `NNNN.NN.NNNN`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct HtsNumber(String);

impl HtsNumber {
    /// The digits, without dots.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The two-digit chapter.
    pub fn chapter(&self) -> &str {
        &self.0[..2]
    }

    /// Whether it is a full statistical number of ten digits.
    pub fn is_statistical(&self) -> bool {
        self.0.len() == 10
    }

    /// Whether it begins with the digits of `prefix` (dots ignored).
    pub fn starts_with(&self, prefix: &str) -> bool {
        let mut own = self.0.bytes();
        prefix.bytes().filter(u8::is_ascii_digit).all(|p| own.next() == Some(p))
    }
}

impl FromStr for HtsNumber {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let mut digits = String::with_capacity(text.len());
        digits.extend(text.chars().filter(|c| !matches!(c, '.' | ' ' | '-' | '\u{a0}')));
        let wrong = |why: &str| Err(format!("`{text}` is not an HTS number: {why}"));
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return wrong("it may hold only digits and dots");
        }
        if !matches!(digits.len(), 2 | 4 | 6 | 8 | 10) {
            return wrong(&format!("it has {} digits, where 4, 6, 8 or 10 are possible", digits.len()));
        }
        if digits.starts_with("00") {
            return wrong("there is no chapter 00");
        }
        Ok(Self(digits))
    }
}

impl fmt::Display for HtsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let d = &self.0;
        f.write_str(&d[..d.len().min(4)])?;
        if d.len() > 4 {
            f.write_str(".")?;
            f.write_str(&d[4..d.len().min(6)])?;
        }
        if d.len() > 6 {
            f.write_str(".")?;
            f.write_str(&d[6..])?;
        }
        Ok(())
    }
}

impl Serialize for HtsNumber {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for HtsNumber {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_dress() {
        let tee: HtsNumber = "61091000.12".parse().unwrap();
        assert_eq!(tee.to_string(), "6109.10.0012");
        assert_eq!(tee, "6109.10.00.12".parse().unwrap());
        assert_eq!("0902.10".parse::<HtsNumber>().unwrap().to_string(), "0902.10");
        assert_eq!("9903.88.15".parse::<HtsNumber>().unwrap().to_string(), "9903.88.15");
        assert!(tee.starts_with("6109.10"));
        assert!(!tee.starts_with("6109.10.0012.9"));
        assert_eq!(tee.chapter(), "61");
    }

    #[test]
    fn what_is_not_a_tariff_number_says_why() {
        for (text, why) in [("61O9", "only digits"), ("610910001", "9 digits"), ("", "only digits"), ("0012.34", "chapter 00")] {
            let said = text.parse::<HtsNumber>().unwrap_err();
            assert!(said.contains(why), "{text}: {said}");
        }
    }
}
