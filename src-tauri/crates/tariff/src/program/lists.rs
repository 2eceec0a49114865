//! Product lists: numbers with tags and dates, imported from CSV, or stated for our own starter lines.

use crate::error::TariffError;
use crate::keys::{ByKey, Keys, key};
use chrono::NaiveDate;
use customs::HtsNumber;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const LISTS: &str = include_str!("../../../../../assets/tariff/lists.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    list: Vec<Definition>,
}

/// What a product list is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
    id: String,
    /// In a broker's words, with the note of chapter 99 that has it.
    title: String,
    /// Words that a file's name holds.
    #[serde(default)]
    files: Vec<String>,
    /// Whether the starter tariff states the place of each of its lines on it.
    #[serde(default)]
    stated_for_starter: bool,
    /// Columns that together make the tag.
    #[serde(default)]
    tag_columns: Vec<String>,
    /// Beginnings of the headings that footnotes of an edition name for it.
    #[serde(default)]
    footnotes: Vec<String>,
    /// Rows of our own: tag, first day or empty, numbers.
    #[serde(default)]
    rows: Vec<(String, String, Vec<String>)>,
}

/// A list and whether it is at hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListInfo {
    /// Its short name, which [`crate::Tariff::add_program_list`] accepts.
    pub id: String,
    /// In words, with the note of chapter 99 that has it.
    pub title: String,
    /// Whether it was imported.
    pub imported: bool,
    /// Whether it is part of the product.
    pub built_in: bool,
    /// How many rows were imported or are built in.
    pub rows: usize,
}

/// What an import of a list found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct ListReport {
    /// The list's short name.
    pub list: String,
    /// In words.
    pub title: String,
    /// Rows read.
    pub rows: usize,
    /// Different numbers among them.
    pub numbers: usize,
    /// Rows that were not understood, with row number and reason.
    pub refused: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    tag: String,
    from: Option<NaiveDate>,
}

/// Numbers of any length with their entries; the longest that fits counts.
#[derive(Clone, Debug, Default)]
struct Products {
    entries: ByKey<Vec<Entry>>,
    rows: usize,
    /// The lengths of the numbers, a bit each: most lists hold numbers of one or two lengths.
    lengths: u16,
}

impl Products {
    fn add(&mut self, digits: &str, tag: &str, from: Option<NaiveDate>) {
        let entries = self.entries.entry(key(digits)).or_default();
        self.rows += 1;
        self.lengths |= 1 << digits.len().min(10);
        if !entries.iter().any(|e| e.tag == tag && e.from == from) {
            entries.push(Entry { tag: tag.to_owned(), from });
        }
    }

    /// The entries of the longest beginning of `number` that has any on this day.
    fn of(&self, number: &HtsNumber, on: NaiveDate) -> &[Entry] {
        let longest = [10, 8, 6, 4, 2].into_iter().filter(|length| self.lengths & 1 << length != 0).find_map(|length| {
            let entries = number.digits().get(..length).and_then(|start| self.entries.get(&key(start)))?;
            entries.iter().any(|e| e.in_force(on)).then_some(entries.as_slice())
        });
        longest.unwrap_or_default()
    }
}

impl Entry {
    fn in_force(&self, on: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= on)
    }
}

/// Where a number stands on a list, on a day.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    /// By the list's own rows.
    Rows(&'a [Entry], NaiveDate),
    /// By the headings that an edition's footnotes name, of which those count that begin so.
    Noted(&'a [String], &'a [String]),
    /// The list is not at hand.
    Unknown,
}

impl<'a> Place<'a> {
    /// The tags the number stands under.
    fn tags(self) -> impl Iterator<Item = &'a str> {
        let (rows, on) = if let Self::Rows(rows, on) = self { (rows, on) } else { (&[][..], NaiveDate::MIN) };
        let (noted, starts) = if let Self::Noted(noted, starts) = self { (noted, starts) } else { (&[][..], &[][..]) };
        let noted = noted.iter().filter(|code| starts.iter().any(|start| code.starts_with(start.as_str())));
        rows.iter().filter(move |e| e.in_force(on)).map(|e| e.tag.as_str()).chain(noted.map(String::as_str))
    }

    /// Whether it stands there under one of `tags`, or at all where none are asked; `None` when the list is not at hand.
    pub(crate) fn has(self, tags: &[String]) -> Option<bool> {
        match self {
            Self::Unknown => None,
            _ => Some(self.tags().any(|tag| tags.is_empty() || tags.iter().any(|t| t == tag))),
        }
    }

    /// Its tags, where they are more than one: a subheading divided among headings.
    pub(crate) fn divided(self) -> Option<String> {
        self.tags().nth(1)?;
        Some(self.tags().collect::<Vec<_>>().join(", "))
    }
}

/// Every product list we know of.
#[derive(Clone, Debug)]
pub(crate) struct Lists {
    definitions: Vec<Definition>,
    imported: Vec<Option<Products>>,
    built_in: Vec<Option<Products>>,
    /// Numbers whose place on every list our starter tariff states, and the places.
    stated: Keys,
    facts: Vec<Products>,
}

impl Lists {
    /// The lists we know of, with our own rows.
    pub(crate) fn built_in() -> Result<Self, TariffError> {
        let wrong = |what: String| TariffError::built("lists.toml", what);
        let file: File = toml::from_str(LISTS).map_err(|e| wrong(e.to_string()))?;
        let mut built_in = Vec::new();
        for definition in &file.list {
            let mut products = Products::default();
            for (tag, from, numbers) in &definition.rows {
                let from = if from.is_empty() { None } else { Some(from.parse().map_err(|_| wrong(format!("{}: `{from}` is not a day", definition.id)))?) };
                for number in numbers {
                    let number = HtsNumber::parse_prefix(number).ok_or_else(|| wrong(format!("{}: `{number}` is not a number", definition.id)))?;
                    products.add(&number, tag, from);
                }
            }
            built_in.push((products.rows > 0).then_some(products));
        }
        let count = file.list.len();
        Ok(Self { definitions: file.list, imported: vec![None; count], built_in, stated: Keys::default(), facts: vec![Products::default(); count] })
    }

    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        self.definitions.iter().position(|d| d.id == id)
    }

    /// In a broker's words.
    pub(crate) fn title(&self, list: usize) -> &str {
        self.definitions.get(list).map_or("an unknown list", |d| &d.title)
    }

    pub(crate) fn info(&self) -> Vec<ListInfo> {
        let rows = |at: usize, of: &[Option<Products>]| of.get(at).and_then(Option::as_ref).map(|p| p.rows);
        self.definitions
            .iter()
            .enumerate()
            .map(|(at, d)| {
                let (imported, built_in) = (rows(at, &self.imported), rows(at, &self.built_in));
                ListInfo {
                    id: d.id.clone(),
                    title: d.title.clone(),
                    imported: imported.is_some(),
                    built_in: built_in.is_some(),
                    rows: imported.or(built_in).unwrap_or(0),
                }
            })
            .collect()
    }

    /// States where a starter line stands: `301-china:9903.88.03 122-exempt`.
    pub(crate) fn state(&mut self, number: &HtsNumber, facts: &str) -> Result<(), String> {
        self.stated.insert(key(number.digits()));
        for fact in facts.split_whitespace() {
            let (id, tag) = fact.split_once(':').unwrap_or((fact, ""));
            let list = self.position(id).filter(|at| self.definitions.get(*at).is_some_and(|d| d.stated_for_starter));
            let list = list.ok_or_else(|| format!("{number}: there is no product list `{id}` that the starter states"))?;
            if let Some(products) = self.facts.get_mut(list) {
                products.add(number.digits(), tag, None);
            }
        }
        Ok(())
    }

    /// The products of a list as far as they are at hand for `number`: imported, our own, or stated for the starter.
    fn products(&self, list: usize, number: &HtsNumber) -> Option<&Products> {
        if let Some(products) = [&self.imported, &self.built_in].into_iter().find_map(|source| source.get(list)?.as_ref()) {
            return Some(products);
        }
        self.definitions.get(list).filter(|d| d.stated_for_starter)?;
        let stated = [10, 8].into_iter().filter_map(|length| number.digits().get(..length)).any(|digits| self.stated.contains(&key(digits)));
        if stated { self.facts.get(list) } else { None }
    }

    /// Where `number` stands on `list` on a day. `noted` are the headings that the edition's footnotes name for the number,
    /// where the edition has footnotes.
    pub(crate) fn place<'a>(&'a self, list: usize, number: &HtsNumber, on: NaiveDate, noted: Option<&'a [String]>) -> Place<'a> {
        if let Some(products) = self.products(list, number) {
            return Place::Rows(products.of(number, on), on);
        }
        match (noted, self.definitions.get(list)) {
            (Some(noted), Some(d)) if !d.footnotes.is_empty() => Place::Noted(noted, &d.footnotes),
            _ => Place::Unknown,
        }
    }

    /// How many lists we know of.
    pub(crate) fn len(&self) -> usize {
        self.definitions.len()
    }

    /// Imports a list. `name` is its short name, or a file's name that holds one of its words.
    pub(crate) fn import(&mut self, name: &str, bytes: &[u8]) -> Result<ListReport, TariffError> {
        let folded = name.to_lowercase();
        let stem = folded.rsplit(['/', '\\']).next().unwrap_or(&folded);
        let at = self
            .definitions
            .iter()
            .position(|d| stem == d.id || stem.split('.').next() == Some(&d.id))
            .or_else(|| self.definitions.iter().position(|d| d.files.iter().any(|word| stem.contains(word.as_str()))));
        let Some((at, definition)) = at.and_then(|at| self.definitions.get(at).map(|d| (at, d.clone()))) else {
            let names: Vec<&str> = self.definitions.iter().map(|d| d.id.as_str()).collect();
            return Err(TariffError::file(name, format!("the name does not tell which product list this is; call it one of {}", names.join(", "))));
        };
        let (products, report) = read(name, bytes, &definition)?;
        if let Some(slot) = self.imported.get_mut(at) {
            *slot = Some(products);
        }
        Ok(report)
    }
}

fn read(name: &str, bytes: &[u8], definition: &Definition) -> Result<(Products, ListReport), TariffError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let headings = reader.headers().map_err(|e| TariffError::file(name, format!("the first row cannot be read: {e}")))?.clone();
    let column = |wanted: &str| headings.iter().position(|h| h.trim().eq_ignore_ascii_case(wanted));
    let number_at = headings
        .iter()
        .position(|h| h.trim().to_lowercase().starts_with("hts"))
        .ok_or_else(|| TariffError::file(name, "row 1: there is no column whose heading begins with `hts`; the numbers must stand in one"))?;
    let tags_at: Vec<usize> = match column("tag") {
        Some(tag) => vec![tag],
        None => definition
            .tag_columns
            .iter()
            .map(|wanted| {
                column(wanted).ok_or_else(|| TariffError::file(name, format!("row 1: there is no column `{wanted}`, which says what each number falls under")))
            })
            .collect::<Result<_, _>>()?,
    };
    let from_at = column("effective_date").or_else(|| column("from"));
    let mut products = Products::default();
    let mut report = ListReport { list: definition.id.clone(), title: definition.title.clone(), ..ListReport::default() };
    for (at, record) in reader.records().enumerate() {
        let row = at + 2;
        let record = record.map_err(|e| TariffError::file(name, format!("row {row} cannot be read: {e}")))?;
        let text = record.get(number_at).unwrap_or("").trim();
        let Some(digits) = HtsNumber::parse_prefix(text) else {
            report.refused.push(format!("row {row}: `{text}` is not an HTS number"));
            continue;
        };
        let from = match from_at.and_then(|at| record.get(at)).map(str::trim).filter(|t| !t.is_empty()) {
            None => None,
            Some(text) => match text.parse() {
                Ok(day) => Some(day),
                Err(_) => {
                    report.refused.push(format!("row {row}: `{text}` is not a date like 2026-04-06"));
                    continue;
                }
            },
        };
        let tag: Vec<&str> = tags_at.iter().filter_map(|at| record.get(*at)).map(str::trim).collect();
        products.add(&digits, &tag.join("-"), from);
    }
    if products.rows == 0 {
        return Err(TariffError::file(name, format!("no row holds an HTS number, so nothing was imported as {}", definition.title)));
    }
    report.rows = products.rows;
    report.numbers = products.entries.len();
    Ok((products, report))
}

/// Numbers of two to ten digits, as lists write them.
trait Prefix {
    fn parse_prefix(text: &str) -> Option<String>;
}

impl Prefix for HtsNumber {
    fn parse_prefix(text: &str) -> Option<String> {
        text.parse::<HtsNumber>().ok().map(|number| number.digits().to_owned())
    }
}
