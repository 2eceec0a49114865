//! Importer numbers: IRS, Social Security, CBP-assigned.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;
use ts_rs::TS;

/// A number CBP knows a party by. The formats are from memory of CBP Form 5106 and unverified.
#[derive(Clone, Debug, PartialEq, Eq, Hash, TS)]
#[ts(type = "string")]
pub enum ImporterNumber {
    /// `NN-NNNNNNNXX`: employer number with a two-character suffix (`00` where none).
    Irs(String),
    /// `NNN-NN-NNNN`: a person's Social Security number. Sensitive.
    SocialSecurity(String),
    /// `YYDDPP-NNNNN`: assigned by CBP.
    CbpAssigned(String),
}

impl ImporterNumber {
    /// As printed on a form.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Irs(n) | Self::SocialSecurity(n) | Self::CbpAssigned(n) => n,
        }
    }

    /// For a screen: all but the last four characters hidden.
    pub fn masked(&self) -> String {
        let text = self.as_str();
        let keep = text.len().saturating_sub(4);
        text.char_indices().map(|(i, c)| if i < keep && c.is_ascii_alphanumeric() { '•' } else { c }).collect()
    }
}

impl FromStr for ImporterNumber {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim().to_ascii_uppercase();
        let shape: String = text
            .chars()
            .map(|c| {
                if c.is_ascii_digit() {
                    '9'
                } else if c.is_ascii_alphabetic() {
                    'A'
                } else {
                    c
                }
            })
            .collect();
        match shape.as_str() {
            "99-9999999" => Ok(Self::Irs(format!("{text}00"))),
            "99-999999999" | "99-9999999AA" | "99-9999999A9" | "99-99999999A" => Ok(Self::Irs(text)),
            "999-99-9999" => Ok(Self::SocialSecurity(text)),
            "999999-99999" => Ok(Self::CbpAssigned(text)),
            _ => Err(format!(
                "`{text}` is not an importer number. Write an IRS number like 12-3456789 or 12-345678900, a Social Security number like 123-45-6789, or a CBP-assigned number like 240101-00001"
            )),
        }
    }
}

impl fmt::Display for ImporterNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for ImporterNumber {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ImporterNumber {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_kinds() {
        assert_eq!("30-0641353".parse(), Ok(ImporterNumber::Irs("30-064135300".into())));
        assert_eq!("26-164751100".parse(), Ok(ImporterNumber::Irs("26-164751100".into())));
        assert_eq!("12-1234567xx".parse(), Ok(ImporterNumber::Irs("12-1234567XX".into())));
        assert_eq!("123-45-6789".parse(), Ok(ImporterNumber::SocialSecurity("123-45-6789".into())));
        assert_eq!("240101-00001".parse(), Ok(ImporterNumber::CbpAssigned("240101-00001".into())));
        assert!("1234".parse::<ImporterNumber>().unwrap_err().contains("12-3456789"));
    }

    #[test]
    fn masked_on_a_screen() {
        assert_eq!("123-45-6789".parse::<ImporterNumber>().unwrap().masked(), "•••-••-6789");
    }
}
