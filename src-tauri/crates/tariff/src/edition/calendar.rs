//! Which edition a file is, and from when to when it is in force.

use crate::error::TariffError;
use chrono::NaiveDate;
use serde::Deserialize;

/// Facts about editions, in our own words.
const EDITIONS: &str = include_str!("../../../../../assets/tariff/editions.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    edition: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    year: i32,
    revision: u32,
    #[serde(deserialize_with = "crate::dates::day")]
    from: NaiveDate,
    #[serde(rename = "confidence")]
    _confidence: customs::Confidence,
}

/// An edition by name, with its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The year of the schedule, and the revision; the basic edition is revision 0.
    pub which: (i32, u32),
    /// `2026 HTS Revision 10`, `2025 HTS Basic Edition`.
    pub name: String,
    /// The first day.
    pub from: NaiveDate,
    /// The first day of the next edition we know of.
    pub to: Option<NaiveDate>,
}

/// Every edition we know of, in the order of time.
///
/// # Errors
/// Our own file is damaged.
pub fn known() -> Result<Vec<Known>, TariffError> {
    let file: File = toml::from_str(EDITIONS).map_err(|e| TariffError::built("editions.toml", e))?;
    let mut entries = file.edition;
    entries.sort_by_key(|e| (e.year, e.revision));
    let starts: Vec<NaiveDate> = entries.iter().map(|e| e.from).collect();
    if starts.windows(2).any(|w| w.first() > w.last()) {
        return Err(TariffError::built("editions.toml", "the dates of the editions do not follow their numbers"));
    }
    Ok(entries
        .iter()
        .enumerate()
        .map(|(at, e)| Known { which: (e.year, e.revision), name: name_of(e.year, e.revision), from: e.from, to: starts.get(at + 1).copied() })
        .collect())
}

fn name_of(year: i32, revision: u32) -> String {
    if revision == 0 { format!("{year} HTS Basic Edition") } else { format!("{year} HTS Revision {revision}") }
}

/// Which edition a file or a name means.
///
/// # Errors
/// It names none that we know, and carries no ` @ 2026-07-01`.
pub fn identify(name: &str) -> Result<Known, TariffError> {
    let (label, dated) = match name.rsplit_once('@') {
        Some((label, date)) => {
            let date = date.trim();
            let from = NaiveDate::parse_from_str(date, "%Y-%m-%d")
                .map_err(|_| TariffError::file(name, format!("`{date}` is not a date; write the edition's first day like 2026-07-01")))?;
            (label.trim(), Some(from))
        }
        None => (name, None),
    };
    let editions = known()?;
    let (year, revision) = year_and_revision(label);
    let found = year.zip(revision);
    if let Some(from) = dated {
        let label = found.map_or_else(|| stem(label).to_owned(), |(year, revision)| name_of(year, revision));
        let to = editions.iter().map(|k| k.from).filter(|start| *start > from).min();
        return Ok(Known { which: found.unwrap_or_default(), name: label, from, to });
    }
    found.and_then(|wanted| editions.into_iter().find(|known| known.which == wanted)).ok_or_else(|| {
        TariffError::file(
            name,
            "the name does not tell which edition this is; call it like `hts_2026_rev_10.json`, or write its first day behind the name: `2026 HTS Revision 21 @ 2026-10-15`",
        )
    })
}

/// The file's name without folders and endings.
fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

/// A year of this century and a revision, from `hts_2026_rev_10`, `2026HTSRev10`, `2025 HTS Basic Edition`.
fn year_and_revision(text: &str) -> (Option<i32>, Option<u32>) {
    let name = stem(text).to_lowercase();
    let mut year = None;
    let mut digits = String::new();
    for c in name.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            if digits.len() == 4 && digits.starts_with("20") && year.is_none() {
                year = digits.parse().ok();
            }
            digits.clear();
        }
    }
    let revision = if name.contains("basic") {
        Some(0)
    } else {
        name.find("rev").and_then(|at| {
            let rest: String = name[at..].chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
            rest.parse().ok()
        })
    };
    (year, revision)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_names_tell_their_edition() {
        for (text, name, from) in [
            ("hts_2026_rev_10.json.gz", "2026 HTS Revision 10", "2026-06-08"),
            ("/a/b/hts_2026_rev_4_usitc.csv", "2026 HTS Revision 4", "2026-02-24"),
            ("htsdata_2025HTSBasic.json", "2025 HTS Basic Edition", "2025-01-01"),
            ("2025 HTS Revision 32", "2025 HTS Revision 32", "2025-11-15"),
            ("2026 HTS Revision 40 @ 2026-12-01", "2026 HTS Revision 40", "2026-12-01"),
            ("our copy.csv @ 2026-12-01", "our copy", "2026-12-01"),
        ] {
            let known = identify(text).unwrap();
            assert_eq!((known.name.as_str(), known.from.to_string().as_str()), (name, from), "{text}");
        }
        assert_eq!(identify("hts_2026_rev_10.json.gz").unwrap().to, NaiveDate::from_ymd_opt(2026, 7, 1));
    }

    #[test]
    fn an_unknown_edition_asks_for_its_first_day() {
        for text in ["schedule.csv", "hts_2031_rev_2.json"] {
            let said = identify(text).unwrap_err().to_string();
            assert!(said.contains("does not tell which edition") && said.contains("first day"), "{said}");
        }
        assert!(identify("x @ July").unwrap_err().to_string().contains("`July` is not a date"));
    }
}
