//! Our own starter tariff: the lines that e-commerce really ships, in our own words, with rates carried over as facts.

use crate::edition::{Edition, RawRow, build, calendar};
use crate::error::TariffError;
use crate::program::Lists;
use customs::HtsNumber;

const STARTER: &str = include_str!("../../../../assets/tariff/starter.csv");

/// The starter tariff as an edition; what it states about product lists goes into `lists`.
pub(crate) fn edition(lists: &mut Lists) -> Result<Edition, TariffError> {
    let wrong = |what: String| TariffError::built("starter.csv", what);
    let mut source = None;
    let mut raw: Vec<RawRow> = Vec::new();
    let mut group = String::new();
    for (at, line) in STARTER.lines().enumerate() {
        let at = at + 1;
        if let Some(name) = line.strip_prefix("# rates of ") {
            source = Some(calendar::identify(name.trim())?);
        }
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if let Some(name) = line.strip_prefix("= ") {
            name.trim().clone_into(&mut group);
            raw.push(RawRow { line: at, indent: 0, description: group.clone(), ..RawRow::default() });
            continue;
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [number, words, units, general, special, column2, facts] = cells.as_slice() else {
            return Err(wrong(format!("line {at} has {} cells, where 7 belong", cells.len())));
        };
        let parsed: HtsNumber = number.parse().map_err(|why| wrong(format!("line {at}: {why}")))?;
        if parsed.digits().len() < 8 || words.is_empty() || general.is_empty() || column2.is_empty() || group.is_empty() {
            return Err(wrong(format!("line {at}: {number} is not complete")));
        }
        lists.state(&parsed, facts).map_err(|why| wrong(format!("line {at}: {why}")))?;
        raw.push(RawRow {
            line: at,
            number: (*number).to_owned(),
            indent: 1,
            description: (*words).to_owned(),
            units: units.split_whitespace().map(|u| u.replace('_', " ")).collect(),
            general: (*general).to_owned(),
            special: (*special).to_owned(),
            column2: (*column2).to_owned(),
            ..RawRow::default()
        });
    }
    let source = source.ok_or_else(|| wrong("there is no line `# rates of …` that names the edition".into()))?;
    let (edition, noticed) = build(format!("Starter tariff (rates of {})", source.name), source.from, source.to, true, raw);
    if let Some(twice) = noticed.twice.into_iter().chain(noticed.not_numbers).next() {
        return Err(wrong(twice));
    }
    Ok(edition)
}
