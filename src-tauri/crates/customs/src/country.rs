//! Countries: ISO alpha-2 codes, and the many ways merchants write them.

mod iso;

use iso::ISO;
use std::fmt;

/// A country by its ISO alpha-2 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// Spellings that neither ISO names nor codes cover, folded (letters only, upper case).
const SPELLINGS: &[(&str, &str)] = &[
    ("UK", "GB"),
    ("GREATBRITAIN", "GB"),
    ("ENGLAND", "GB"),
    ("SCOTLAND", "GB"),
    ("WALES", "GB"),
    ("NORTHERNIRELAND", "GB"),
    ("USA", "US"),
    ("UNITEDSTATESOFAMERICA", "US"),
    ("ESTADOSUNIDOS", "US"),
    ("AMERICA", "US"),
    ("美国", "US"),
    ("ÉTATSUNIS", "US"),
    ("ETATSUNIS", "US"),
    ("VEREINIGTESTAATEN", "US"),
    ("PRC", "CN"),
    ("PEOPLESREPUBLICOFCHINA", "CN"),
    ("MAINLANDCHINA", "CN"),
    ("CHINAMAINLAND", "CN"),
    ("中国", "CN"),
    ("CHINE", "CN"),
    ("HONGKONGSAR", "HK"),
    ("香港", "HK"),
    ("中国香港", "HK"),
    ("KOREA", "KR"),
    ("KOREAREPUBLICOF", "KR"),
    ("REPUBLICOFKOREA", "KR"),
    ("SOUTHKOREAREPUBLIC", "KR"),
    ("韩国", "KR"),
    ("VIETNAMSOCIALISTREPUBLIC", "VN"),
    ("越南", "VN"),
    ("TAIWANPROVINCEOFCHINA", "TW"),
    ("TAIWANROC", "TW"),
    ("台湾", "TW"),
    ("日本", "JP"),
    ("RUSSIANFEDERATION", "RU"),
    ("TURKEY", "TR"),
    ("TURKIYE", "TR"),
    ("CZECHREPUBLIC", "CZ"),
    ("HOLLAND", "NL"),
    ("THENETHERLANDS", "NL"),
    ("MACAU", "MO"),
    ("BURMA", "MM"),
    ("IVORYCOAST", "CI"),
    ("CAPEVERDE", "CV"),
    ("SWAZILAND", "SZ"),
    ("MACEDONIA", "MK"),
    ("UAE", "AE"),
    ("LAO", "LA"),
    ("GERMANIA", "DE"),
    ("DEUTSCHLAND", "DE"),
    ("ALLEMAGNE", "DE"),
    ("ALEMANIA", "DE"),
    ("德国", "DE"),
    ("ITALIA", "IT"),
    ("ITALIE", "IT"),
    ("ITALIEN", "IT"),
    ("ESPANA", "ES"),
    ("ESPAÑA", "ES"),
    ("ESPAGNE", "ES"),
    ("SPANIEN", "ES"),
    ("FRANKREICH", "FR"),
    ("FRANCIA", "FR"),
    ("SUISSE", "CH"),
    ("SCHWEIZ", "CH"),
    ("ÖSTERREICH", "AT"),
    ("OSTERREICH", "AT"),
    ("BELGIQUE", "BE"),
    ("BELGIEN", "BE"),
    ("MEXIQUE", "MX"),
    ("BRASIL", "BR"),
    ("POLSKA", "PL"),
    ("INDE", "IN"),
    ("JAPON", "JP"),
];

impl Country {
    /// A country by its alpha-2 code; `None` where there is no such country.
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes: [u8; 2] = code.as_bytes().try_into().ok()?;
        let upper = bytes.map(|b| b.to_ascii_uppercase());
        ISO.binary_search_by(|(a, _, _)| a.as_bytes().cmp(&upper)).ok().map(|_| Self(upper))
    }

    /// A country however a merchant wrote it: code, alpha-3, name, `P.R.C.`, `Made in China`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() == 2
            && let Some(found) = Self::from_code(text)
        {
            return Some(found);
        }
        let mut folded: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_uppercase).collect();
        if let Some(rest) = folded.strip_prefix("MADEIN").or_else(|| folded.strip_prefix("PRODUCTOF")) {
            folded = rest.to_owned();
        }
        if folded.len() == 2
            && let Some(found) = Self::from_code(&folded)
        {
            return Some(found);
        }
        let by_iso = ISO
            .iter()
            .find(|(_, alpha3, name)| *alpha3 == folded || name.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_uppercase).eq(folded.chars()));
        by_iso.map(|(code, _, _)| *code).or_else(|| SPELLINGS.iter().find(|(spelling, _)| *spelling == folded).map(|(_, code)| *code)).and_then(Self::from_code)
    }

    /// The alpha-2 code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// The short English name.
    pub fn name(&self) -> &'static str {
        ISO.binary_search_by(|(a, _, _)| (*a).cmp(self.code())).map_or("an unknown country", |i| ISO[i].2)
    }

    /// Every country: code and name, by code.
    pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
        ISO.iter().map(|(code, _, name)| (*code, *name))
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(ISO.windows(2).all(|w| w[0].0 < w[1].0));
        assert_eq!(ISO.len(), 249);
        for (_, code) in SPELLINGS {
            assert!(Country::from_code(code).is_some(), "{code}");
        }
    }

    #[test]
    fn merchants_spellings() {
        for (text, code) in [
            ("CN", "CN"),
            ("cn", "CN"),
            ("China", "CN"),
            ("CHN", "CN"),
            ("P.R.C.", "CN"),
            ("Made in China", "CN"),
            ("中国", "CN"),
            ("UK", "GB"),
            ("United Kingdom", "GB"),
            ("USA", "US"),
            ("U.S.A.", "US"),
            ("U.S.", "US"),
            ("United States", "US"),
            ("Viet Nam", "VN"),
            ("Korea, Republic of", "KR"),
        ] {
            assert_eq!(Country::parse(text).map(|c| c.code().to_owned()).as_deref(), Some(code), "{text}");
        }
        assert_eq!(Country::parse("Atlantis"), None);
        assert_eq!(Country::parse(""), None);
        assert_eq!(Country::parse("XX"), None);
        assert_eq!(Country::parse("é"), None);
    }
}
