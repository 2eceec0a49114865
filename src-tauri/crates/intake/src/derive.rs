//! Values that no column holds as they stand: the same for every row, out of the file's name, out of a part of a cell;
//! and the rules of a client that put other words in a cell's place.
//!
//! A derived value stands where the field has no column, or where its column's cell is empty. What the file says itself
//! goes before it.

use crate::field::Field;
use crate::fold::{clean, fold};
use crate::grid::{Grid, Stand};
use crate::reading::{Column, Issue, Severity, letter};
use crate::value::place;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A field whose values come from elsewhere than a column of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// What it holds.
    pub field: Field,
    /// Where it comes from.
    pub from: Derivation,
}

/// Where a derived value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Derivation {
    /// The same on every row.
    Constant {
        /// The text, as it would stand in the cell.
        value: String,
    },
    /// A part of the file's name.
    FileName {
        /// The name with `{}` for the part and `*` for whatever else: `manifest_{}_*.xlsx`.
        pattern: String,
    },
    /// A part of a cell of the same row, cut out by a pattern.
    Piece {
        /// The cell's column.
        column: ColumnName,
        /// The cell with `{}` for the part and `*` for whatever else: `HS: {};*`.
        pattern: String,
    },
    /// One of several parts of a cell of the same row, with a sign between them.
    Split {
        /// The cell's column.
        column: ColumnName,
        /// What stands between the parts: `,`, `|`, ` / `.
        between: String,
        /// Which of them, from 1; from the last one backwards where negative.
        part: i16,
    },
    /// City, state or ZIP of a cell like `Austin, TX 78701`.
    CityLine {
        /// The cell's column.
        column: ColumnName,
        /// Which of the three.
        part: CityPart,
    },
    /// Several cells of the same row, one behind the other.
    Joined {
        /// Their columns.
        columns: Vec<ColumnName>,
        /// What is put between them.
        between: String,
    },
}

/// A part of `Austin, TX 78701`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CityPart {
    /// `Austin`.
    City,
    /// `TX`.
    Region,
    /// `78701`.
    PostalCode,
}

/// A column by its header, and by its place where it has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ColumnName {
    /// Place from 0.
    pub index: u32,
    /// Its header; a remembered setting follows it when the column moves.
    pub header: String,
}

/// Words of a client's files that are always read as others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ValueRule {
    /// In which field.
    pub field: Field,
    /// The cell's text, edge spaces aside; empty: the empty cells of rows with goods.
    pub when: String,
    /// What is read in its place.
    pub value: String,
    /// Where the rule comes from, in words: `client rule of 2026-11-23`.
    pub source: String,
}

/// What a rule did: row and column from 0, what stood there, which rule.
pub(crate) struct Ruled {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) was: String,
    pub(crate) rule: usize,
}

/// Puts the derived values into the grid and their columns behind the file's own.
pub(crate) fn derive(grid: &mut Grid, columns: &mut Vec<Column>, derived: &[Derived], file_name: &str, from: usize) -> Vec<Issue> {
    let mut issues = Vec::new();
    let own = columns.len();
    for wish in derived {
        let made = match &wish.from {
            Derivation::Constant { value } => Ok((Stand::Same(value.clone()), format!("the same on every row: {value}"))),
            Derivation::FileName { pattern } => from_name(pattern, file_name),
            Derivation::Piece { column, pattern } => at(columns, own, column).and_then(|at| {
                Pattern::new(pattern)
                    .map(|pattern| (each(grid, from, |row| pattern.find(grid.cell(row, at).trim()).unwrap_or("").to_owned()), cut_from(columns, at)))
            }),
            Derivation::Split { column, between, part } => at(columns, own, column)
                .and_then(
                    |at| if between.is_empty() || *part == 0 { Err("say what stands between the parts, and which of them from 1".to_owned()) } else { Ok(at) },
                )
                .map(|at| (each(grid, from, |row| nth(grid.cell(row, at), between, *part)), cut_from(columns, at))),
            Derivation::CityLine { column, part } => {
                at(columns, own, column).map(|at| (each(grid, from, |row| of_city_line(grid.cell(row, at), *part)), cut_from(columns, at)))
            }
            Derivation::Joined { columns: named, between } => named.iter().map(|c| at(columns, own, c)).collect::<Result<Vec<_>, _>>().map(|places| {
                let letters: Vec<String> = places.iter().map(|at| letter(*at as u32)).collect();
                (each(grid, from, |row| joined(grid, row, &places, between)), format!("joined from columns {}", letters.join(", ")))
            }),
        };
        match made {
            Ok((stand, reason)) => put(grid, columns, wish, stand, reason),
            Err(why) => issues.push(Issue {
                row: 0,
                column: wish.field.label().to_owned(),
                column_index: None,
                severity: Severity::Error,
                code: "not-derived".to_owned(),
                message: format!("{} cannot be derived: {why}.", wish.field.label()),
                value: String::new(),
            }),
        }
    }
    issues
}

/// Fills the field's own column where there is one, else adds a column.
fn put(grid: &mut Grid, columns: &mut Vec<Column>, wish: &Derived, stand: Stand, reason: String) {
    if let Some(held) = columns.iter_mut().find(|c| c.field == Some(wish.field) && c.item.is_none()) {
        held.reason = format!("{}; where the cell is empty: {reason}", held.reason);
        grid.stand_in(held.index as usize, stand);
        return;
    }
    let index = columns.len();
    grid.stand_in(index, stand);
    let mut column = Column {
        index: index as u32,
        letter: format!("+{}", columns.iter().filter(|c| c.derived).count() + 1),
        header: wish.field.label().to_owned(),
        field: Some(wish.field),
        confidence: 100,
        reason,
        derived: true,
        ..Column::default()
    };
    for row in 0..grid.rows() {
        let text = grid.cell(row, index);
        if !text.is_empty() && !column.samples.iter().any(|s| s == text) {
            column.samples.push(text.chars().take(60).collect());
            if column.samples.len() == 3 || matches!(wish.from, Derivation::Constant { .. } | Derivation::FileName { .. }) {
                break;
            }
        }
    }
    columns.push(column);
}

fn from_name(pattern: &str, file_name: &str) -> Result<(Stand, String), String> {
    let found = Pattern::new(pattern)?;
    // The ending is left out unless the pattern names it.
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    match found.find(stem).or_else(|| found.find(file_name)).map(str::trim).filter(|t| !t.is_empty()) {
        Some(part) => Ok((Stand::Same(part.to_owned()), format!("from the file's name: {part}"))),
        None => Err(format!("the file's name does not fit “{pattern}”")),
    }
}

fn at(columns: &[Column], own: usize, name: &ColumnName) -> Result<usize, String> {
    let wanted = fold(&name.header);
    let places = columns.get(..own).unwrap_or_default();
    let found = if wanted.is_empty() { places.get(name.index as usize) } else { places.iter().find(|c| fold(&c.header) == wanted) };
    found.map(|c| c.index as usize).ok_or_else(|| {
        if name.header.is_empty() { format!("there is no column {}", letter(name.index)) } else { format!("there is no column “{}”", name.header) }
    })
}

fn cut_from(columns: &[Column], at: usize) -> String {
    format!("a part of column {}", columns.get(at).map_or("", |c| c.letter.as_str()))
}

fn each(grid: &Grid, from: usize, value: impl Fn(usize) -> String) -> Stand {
    Stand::Each((0..grid.rows()).map(|row| if row < from { String::new() } else { value(row) }).collect())
}

fn nth(text: &str, between: &str, part: i16) -> String {
    let count = usize::from(part.unsigned_abs());
    let found = if part > 0 { text.split(between).nth(count - 1) } else { text.rsplit(between).nth(count - 1) };
    found.unwrap_or("").trim().to_owned()
}

fn of_city_line(text: &str, part: CityPart) -> String {
    let text = clean(text);
    match place::city_line(&text) {
        Some((city, region, zip)) => match part {
            CityPart::City => city,
            CityPart::Region => region,
            CityPart::PostalCode => zip,
        },
        // What does not come apart stays whole, where a person will see it.
        None if part == CityPart::City => text.into_owned(),
        None => String::new(),
    }
}

fn joined(grid: &Grid, row: usize, places: &[usize], between: &str) -> String {
    let parts: Vec<&str> = places.iter().map(|at| grid.cell(row, *at).trim()).filter(|t| !t.is_empty()).collect();
    parts.join(between)
}

/// Puts a rule's words over the cells that say what it names; what is empty is filled where goods stand.
pub(crate) fn rules(grid: &mut Grid, columns: &[Column], rules: &[ValueRule], from: usize) -> Vec<Ruled> {
    let mut done = Vec::new();
    for (number, rule) in rules.iter().enumerate() {
        for column in columns.iter().filter(|c| c.field == Some(rule.field)) {
            let at = column.index as usize;
            if rule.when.trim().is_empty() {
                grid.stand_in_by_rule(at, Stand::Same(rule.value.clone()), number);
                continue;
            }
            let hits: Vec<usize> = (from..grid.rows()).filter(|row| !grid.is_fixed(*row, at) && clean(grid.cell(*row, at)) == rule.when.trim()).collect();
            for row in hits {
                done.push(Ruled { row, column: at, was: grid.cell(row, at).to_owned(), rule: number });
                grid.overlay(row, at, &rule.value);
            }
        }
    }
    done
}

/// A text with one part to take (`{}`) and any number of parts that may be anything (`*`).
struct Pattern {
    before: Vec<String>,
    after: Vec<String>,
}

impl Pattern {
    fn new(text: &str) -> Result<Self, String> {
        let parts = |text: &str| text.split('*').map(str::to_owned).collect();
        match text.split("{}").collect::<Vec<_>>().as_slice() {
            [before, after] if text.len() <= 200 => Ok(Self { before: parts(before), after: parts(after) }),
            _ => Err(format!("“{text}” does not mark the part to take with one {{}}")),
        }
    }

    /// The part; each `*` takes as little as it can.
    fn find<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut rest = text;
        for (at, literal) in self.before.iter().enumerate() {
            rest = if at == 0 { rest.strip_prefix(literal.as_str())? } else { rest.split_once(literal.as_str())?.1 };
        }
        let (first, others) = self.after.split_first()?;
        if others.is_empty() {
            return if first.is_empty() { Some(rest) } else { rest.strip_suffix(first.as_str()) };
        }
        let (part, mut tail) = if first.is_empty() { (rest, "") } else { rest.split_once(first.as_str())? };
        for (at, literal) in others.iter().enumerate() {
            tail = if at + 1 == others.len() {
                if !tail.ends_with(literal.as_str()) {
                    return None;
                }
                ""
            } else {
                tail.split_once(literal.as_str())?.1
            };
        }
        Some(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_takes_the_part_it_marks() {
        for (pattern, text, part) in [
            ("manifest_{}_*.xlsx", "manifest_589-81140743_june.xlsx", Some("589-81140743")),
            ("*_{}", "NK_2024-06-03", Some("2024-06-03")),
            ("{} *", "589-81140743 second flight", Some("589-81140743")),
            ("HS: {};*", "HS: 6912004810; origin DE", Some("6912004810")),
            ("{}", "all of it", Some("all of it")),
            ("a{}z", "abz", Some("b")),
            ("manifest_{}.csv", "orders_1.csv", None),
            ("{}*end", "no such", None),
        ] {
            assert_eq!(Pattern::new(pattern).unwrap().find(text), part, "{pattern}");
        }
        assert!(Pattern::new("no mark").is_err_and(|e| e == "“no mark” does not mark the part to take with one {}"));
        assert!(Pattern::new("{}-{}").is_err());
    }

    #[test]
    fn parts_are_counted_from_either_end() {
        assert_eq!((nth("a | b | c", "|", 2), nth("a | b | c", "|", -1), nth("a", "|", 3)), ("b".into(), "c".into(), String::new()));
        assert_eq!(of_city_line("Austin, TX 78701", CityPart::Region), "TX");
        assert_eq!((of_city_line("Kiel", CityPart::City), of_city_line("Kiel", CityPart::PostalCode)), ("Kiel".into(), String::new()));
    }
}
