//! Tables for spreadsheet programs: CSV and XLSX.
//!
//! Same table, same bytes. What a merchant typed never runs: a text that a spreadsheet program would take for a formula
//! is [`neutral`]ised in CSV, and in XLSX is a text by its type with the mark that keeps it one when it is edited.

mod csv;
mod xlsx;

use chrono::NaiveDate;
use customs::Decimal;

pub(crate) use self::csv::csv_rows;
pub use self::csv::to_csv;
pub use xlsx::{ROWS as XLSX_ROWS, to_xlsx};

/// What one column says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetColumn {
    /// Its heading, in the first row.
    pub heading: String,
    /// What it holds, for the sheet that explains the columns.
    pub meaning: String,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known.
    Blank,
    /// Words, and everything that is an identifier: leading zeros stay.
    Text(String),
    /// U.S. dollars, or money of the currency beside it, with two decimals.
    Money(Decimal),
    /// A measure or a count, as exact as it is known.
    Number(Decimal),
    /// A day.
    Day(NaiveDate),
}

impl Cell {
    /// Text, or [`Cell::Blank`] where there is none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// Dollars and cents, rounded half up where more decimals are known (19 CFR 159.3 is for entered values, not for this).
    pub fn money(amount: Option<Decimal>) -> Self {
        amount.map_or(Self::Blank, |a| Self::Money(customs::money::cents(a)))
    }

    /// A number, or [`Cell::Blank`].
    pub fn number(amount: Option<Decimal>) -> Self {
        amount.map_or(Self::Blank, |a| Self::Number(a.normalize()))
    }

    /// A day, or [`Cell::Blank`].
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Blank, Self::Day)
    }

    /// As CSV writes it, before quoting.
    fn plain(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => neutral(text),
            Self::Money(amount) => format!("{amount:.2}"),
            Self::Number(amount) => amount.to_string(),
            Self::Day(day) => day.to_string(),
        }
    }
}

/// A table with its headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Name of the sheet.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<SheetColumn>,
    /// Its rows; each has a cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// Lines about the whole for the sheet that explains it: what, of when, by which law.
    pub about: Vec<(String, String)>,
}

/// Takes the power from a text that a spreadsheet program would run when it opens the file: one that begins, after
/// blanks, with `=`, `+`, `-`, `@` or their full-width forms, or at once with a tab or a line break. It gets an
/// apostrophe in front, which those programs read as "this is text". A plain signed number keeps its sign.
pub fn neutral(text: &str) -> String {
    let first = text.trim_start().chars().next();
    let formula = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    let control = text.starts_with(['\t', '\r', '\n']);
    let number = text.parse::<Decimal>().is_ok() && !text.starts_with('+');
    if (formula && !number) || control { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_gets_an_apostrophe() {
        for (typed, written) in [
            ("=HYPERLINK(\"http://x\",\"Click\")", "'=HYPERLINK(\"http://x\",\"Click\")"),
            ("+1 718 555 0142", "'+1 718 555 0142"),
            ("+17185550142", "'+17185550142"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1:A9)", "'@SUM(A1:A9)"),
            ("   =1+1", "'   =1+1"),
            ("\t=1+1", "'\t=1+1"),
            ("\r\n=1+1", "'\r\n=1+1"),
            ("\tplain", "'\tplain"),
            ("＝cmd|' /C calc'!A0", "'＝cmd|' /C calc'!A0"),
            ("－1－1", "'－1－1"),
            ("=", "'="),
        ] {
            assert_eq!(neutral(typed), written, "{typed:?}");
        }
    }

    #[test]
    fn what_is_harmless_stays_as_it_is() {
        for typed in ["-12.50", "Mugs - blue", "a=b", "O'Brien", "007", "", "'=already", "2026-11-23", "€5"] {
            assert_eq!(neutral(typed), typed);
        }
    }
}
