//! The layouts: which records there are, in what order, and where each field stands.

use super::Application;
use serde::Deserialize;
use std::sync::LazyLock;

/// Columns of a record.
pub const COLUMNS: usize = 80;

/// What characters a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Class {
    /// Letters.
    A,
    /// Digits.
    N,
    /// Letters and digits.
    #[serde(rename = "AN")]
    An,
    /// Digits, or blank.
    #[serde(rename = "SN")]
    Sn,
    /// A day: month, day, year, two digits each.
    D,
    /// Any printable character.
    X,
}

/// Whether a field must be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Use {
    /// Always.
    #[serde(rename = "M")]
    Mandatory,
    /// Under conditions.
    #[serde(rename = "C")]
    Conditional,
    /// As one likes.
    #[serde(rename = "O")]
    Optional,
}

/// Where in an entry a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Before the lines.
    Head,
    /// Within a line of goods.
    Line,
    /// After the lines.
    Total,
    /// In what comes back.
    Answer,
}

/// A field of a record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// What the writer calls it.
    pub key: String,
    /// First column, from 1.
    pub from: usize,
    /// Last column.
    pub to: usize,
    /// What it holds.
    pub class: Class,
    /// Whether it must be filled.
    #[serde(rename = "use")]
    pub usage: Use,
    /// In words.
    pub name: String,
    /// The values it can have; any where empty.
    #[serde(default)]
    pub values: Vec<String>,
    /// Decimals that are implied.
    #[serde(default)]
    pub decimals: u32,
}

impl Field {
    /// Its columns.
    pub fn width(&self) -> usize {
        self.to + 1 - self.from
    }
}

/// A kind of record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordLayout {
    /// Its control identifier, in the first columns.
    pub id: String,
    /// In words.
    pub name: String,
    /// Where it stands.
    pub part: Part,
    /// Every entry, or every line, has one.
    pub required: bool,
    /// How many an entry, or a line, can have.
    pub most: usize,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// What the sources leave open about a record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Open {
    about: String,
    note: String,
}

/// All records of an application.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// `AE` or `SE`.
    pub application: String,
    /// In words.
    pub title: String,
    /// The edition of the source.
    pub edition: String,
    /// The source.
    pub source: String,
    /// How sure we are.
    pub confidence: String,
    /// Characters of the control identifier.
    pub control: usize,
    /// Fee classes that stand once for the entry.
    pub entry_fees: Vec<String>,
    /// The records, in the order in which they stand.
    pub record: Vec<RecordLayout>,
    open: Vec<Open>,
}

static AE: LazyLock<Layout> = LazyLock::new(|| load(include_str!("../../../../../assets/catair/ae.toml")));
static SE: LazyLock<Layout> = LazyLock::new(|| load(include_str!("../../../../../assets/catair/se.toml")));

/// The built-in layouts are read by tests, so a fault in them never reaches a desk.
#[allow(clippy::expect_used)]
fn load(text: &str) -> Layout {
    toml::from_str(text).expect("a built-in layout reads")
}

impl Layout {
    /// The layout of an application.
    pub fn of(application: Application) -> &'static Self {
        match application {
            Application::Ae => &AE,
            Application::Se => &SE,
        }
    }

    /// A kind of record, with its place in the order.
    pub fn record(&self, id: &str) -> Option<(usize, &RecordLayout)> {
        self.record.iter().enumerate().find(|(_, r)| r.id == id)
    }

    /// What a file leaves open: of the records it has, and of the whole.
    pub fn open_for(&self, text: &str) -> Vec<String> {
        let used = |about: &str| about == "envelope" || text.lines().any(|l| l.starts_with(about));
        let source = format!("Positions of the {} by {}, {}: {}, not read at its source.", self.title, self.source, self.edition, self.confidence);
        std::iter::once(source).chain(self.open.iter().filter(|o| used(&o.about)).map(|o| format!("Unverified: {}", o.note))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_lie_in_their_record_and_beside_each_other() {
        for application in [Application::Ae, Application::Se] {
            let layout = Layout::of(application);
            for record in &layout.record {
                assert_eq!(record.id.len(), layout.control);
                let mut after = layout.control;
                for field in &record.fields {
                    assert!(field.from > after && field.to >= field.from && field.to <= COLUMNS, "{} {}: {:?}", layout.application, record.id, field);
                    after = field.to;
                    for value in &field.values {
                        assert!(value.len() <= field.width(), "{} {} {value}", record.id, field.key);
                    }
                    if field.class == Class::D {
                        assert_eq!(field.width(), 6);
                    }
                }
                assert!(record.most >= 1);
            }
            let parts: Vec<Part> = layout.record.iter().map(|r| r.part).collect();
            assert!(parts.is_sorted(), "header, lines, totals");
        }
    }

    /// Where the official transcription is at hand, every position, class and use is held against it.
    #[test]
    fn positions_are_those_of_the_reference() {
        let Some(folder) = std::env::var_os("ENTRYDESK_REFERENCE") else {
            println!("skipped: ENTRYDESK_REFERENCE names no folder with reference files");
            return;
        };
        let text = std::fs::read_to_string(std::path::Path::new(&folder).join("data/reference/catair_layouts.csv")).unwrap();
        let (mut compared, mut records) = (0, std::collections::BTreeSet::new());
        for line in text.lines().skip(1) {
            let cells = cells(line);
            let (application, id, class) = (cells[0].as_str(), cells[1].as_str(), cells[7].as_str());
            if class == "S" || cells[3] == "control id" {
                continue;
            }
            let layout = Layout::of(if application == "AE" { Application::Ae } else { Application::Se });
            let (from, to): (usize, usize) = (cells[4].parse().unwrap(), cells[5].parse().unwrap());
            let (_, record) = layout.record(id).unwrap_or_else(|| panic!("{application} has no record {id}"));
            let field = record.fields.iter().find(|f| f.from == from).unwrap_or_else(|| panic!("{application} {id}: nothing at {from} ({})", cells[3]));
            assert_eq!(field.to, to, "{application} {id} {}", field.key);
            let ours = format!("{:?}", field.class).to_uppercase();
            let usage = match field.usage {
                Use::Mandatory => "M",
                Use::Conditional => "C",
                Use::Optional => "O",
            };
            // One unit is mandatory or not by its tariff number; we hold it as conditional.
            assert_eq!((ours.as_str(), usage), (class, if cells[8] == "M/C" { "C" } else { &cells[8] }), "{application} {id} {}", field.key);
            compared += 1;
            records.insert((application.to_owned(), id.to_owned()));
        }
        println!("{compared} fields of {} records compared", records.len());
        assert_eq!(records.len(), AE.record.len() + SE.record.len());
        // And none of ours is without its line in the reference.
        let ours: usize = AE.record.iter().chain(&SE.record).map(|r| r.fields.len()).sum();
        assert_eq!((compared, ours > 200), (ours, true));
    }

    fn cells(line: &str) -> Vec<String> {
        let (mut cells, mut cell, mut quoted, mut chars) = (Vec::new(), String::new(), false, line.chars().peekable());
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => cell.push(chars.next().unwrap()),
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(std::mem::take(&mut cell)),
                c => cell.push(c),
            }
        }
        cells.push(cell);
        cells
    }
}
