//! CBP's own table of partner-agency flags by tariff number.

use crate::FastMap;
use crate::goods::Goods;
use std::collections::BTreeSet;

/// The agency flags of the official report, which outrank the prefixes of the book.
#[derive(Clone, Debug, Default)]
pub struct PgaTable {
    edition: String,
    flags: FastMap<u64, Vec<String>>,
    codes: BTreeSet<String>,
}

impl PgaTable {
    /// A table from its edition (the report's date) and its rows: ten-digit number, flags such as `FD2`.
    /// Rows whose number is not ten digits are passed over.
    pub fn new<'a>(edition: &str, rows: impl IntoIterator<Item = (&'a str, Vec<String>)>) -> Self {
        let flags: FastMap<u64, Vec<String>> = rows
            .into_iter()
            .filter_map(|(number, flags)| {
                let digits: String = number.chars().filter(char::is_ascii_digit).collect();
                (digits.len() == 10).then(|| digits.parse().ok()).flatten().map(|n| (n, flags))
            })
            .collect();
        let codes = flags.values().flatten().cloned().collect();
        Self { edition: edition.to_owned(), flags, codes }
    }

    /// The report's edition.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// Every number with its flags, in order: what the book's hash is taken over.
    pub(crate) fn in_order(&self) -> Vec<(u64, &[String])> {
        let mut all: Vec<_> = self.flags.iter().map(|(number, flags)| (*number, flags.as_slice())).collect();
        all.sort_unstable();
        all
    }

    /// The flags of a ten-digit number; `None` where the table does not know it.
    pub fn flags(&self, ten_digits: &str) -> Option<&[String]> {
        if ten_digits.len() != 10 {
            return None;
        }
        self.flags.get(&ten_digits.parse().ok()?).map(Vec::as_slice)
    }

    /// Whether the table speaks of an agency at all; for the others the book's prefixes stand.
    pub fn covers(&self, goods: &Goods, agency: &str) -> bool {
        self.codes.iter().any(|code| goods.flag(code).is_some_and(|(a, _)| a == agency))
    }
}
