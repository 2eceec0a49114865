//! A plain table: its header, its columns by words, its rows as texts.

use crate::error::IntakeError;
use crate::fold::{clean, fold};
use crate::grid::container::{self, Container};
use crate::grid::{Grid, encoding, text, workbook};
use crate::limits;
use crate::options::Progress;
use crate::reading::letter;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use ts_rs::TS;

/// A column of a list, and what it is read as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ListColumn {
    /// Place from 0.
    pub index: u32,
    /// Letter as the spreadsheet names it.
    pub letter: String,
    /// Its header.
    pub header: String,
    /// The first values.
    pub samples: Vec<String>,
    /// What it holds, by the name of the target; nothing where it is left out.
    pub target: Option<String>,
}

/// What a column of a list may be read as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ListTarget {
    /// Its name in data.
    pub id: String,
    /// Its name for people.
    pub label: String,
}

/// Something wrong in a list: the row is left out until it is put right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ListIssue {
    /// Row as the spreadsheet numbers it; 0 for the file as a whole.
    pub row: u32,
    /// Letter of the column; empty for the row as a whole.
    pub column: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// Which column is read as what: place to name of the target, empty for none. Columns that are not named are found by their words.
pub type ListMapping = BTreeMap<u32, String>;

/// The words of one kind of list: target to words.
pub(super) type Words = BTreeMap<String, Vec<String>>;

/// The words of a kind of list.
pub(super) fn words(kind: &str) -> &'static Words {
    static LISTS: OnceLock<BTreeMap<String, Words>> = OnceLock::new();
    static NONE: Words = BTreeMap::new();
    // Our own data, compiled in and read by the tests.
    LISTS
        .get_or_init(|| toml::from_str(include_str!("../../../../../assets/intake/lists.toml")).expect("assets/intake/lists.toml is valid"))
        .get(kind)
        .unwrap_or(&NONE)
}

pub(super) struct Table {
    grid: Grid,
    /// Row of the header from 0.
    header: usize,
    pub(super) columns: Vec<ListColumn>,
}

fn target_of<'w>(words: &'w Words, header: &str) -> Option<&'w str> {
    let said = fold(header);
    // `Rate (USD)` is `Rate`, too.
    let bare = fold(header.split(['(', '[']).next().unwrap_or(header));
    let find = |text: &str| words.iter().find(|(_, all)| !text.is_empty() && all.iter().any(|w| fold(w) == text)).map(|(target, _)| target.as_str());
    find(&said).or_else(|| find(&bare))
}

fn strength_in(grid: &Grid, row: usize, words: &Words) -> usize {
    let mut found: Vec<&str> = (0..grid.row_len(row).min(limits::COLUMNS)).filter_map(|c| target_of(words, grid.cell(row, c))).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

impl Table {
    /// Reads a file as a table whose header names some of these words.
    pub(super) fn read(file: &str, bytes: &[u8], words: &Words, mapping: &ListMapping, wants: &str) -> Result<Self, IntakeError> {
        let search = |grid: &Grid| 0..grid.rows().min(limits::HEADER_SEARCH_ROWS);
        let strength = |grid: &Grid| search(grid).map(|row| strength_in(grid, row, words)).max().unwrap_or(0);
        let never = |_: Progress| false;
        let container = container::recognise(file, bytes)?;
        let mut grid = if container == Container::Text {
            let decoded = encoding::decode(bytes, None).map_err(|name| IntakeError::new("unknown-encoding", file, name, "Save it as CSV in UTF-8."))?;
            container::check_text(file, &decoded.text)?;
            let delimiter = text::guess_delimiter(&decoded.text, file, &strength);
            text::split(&decoded.text, delimiter, &never).map_err(|trouble| crate::refusal(file, trouble))?
        } else {
            workbook::read(file, bytes, container, None, &strength, &never)?.grid
        };
        grid.trim_end();
        let header =
            search(&grid).max_by_key(|row| (strength_in(&grid, *row, words), std::cmp::Reverse(*row))).filter(|row| strength_in(&grid, *row, words) > 0);
        let Some(header) = header else {
            return Err(IntakeError::new(
                "no-table",
                file,
                format!("no row names {wants}"),
                "Give the table a header row with these words, and load it again.",
            ));
        };
        let mut taken = Vec::new();
        let columns = (0..grid.width)
            .map(|at| {
                let text = clean(grid.cell(header, at)).into_owned();
                let target = match mapping.get(&(at as u32)) {
                    Some(said) => Some(said.clone()).filter(|s| words.contains_key(s)),
                    None => target_of(words, &text).filter(|t| !mapping.values().any(|said| said == t)).map(str::to_owned),
                };
                // One column per target: the leftmost.
                let target = target.filter(|t| !taken.contains(t));
                taken.extend(target.clone());
                let samples = (header + 1..grid.rows()).map(|row| clean(grid.cell(row, at)).into_owned()).filter(|t| !t.is_empty()).take(3).collect();
                ListColumn { index: at as u32, letter: letter(at as u32), header: text, samples, target }
            })
            .collect();
        Ok(Self { grid, header, columns })
    }

    pub(super) fn has(&self, target: &str) -> bool {
        self.at(target).is_some()
    }

    fn at(&self, target: &str) -> Option<usize> {
        self.columns.iter().find(|c| c.target.as_deref() == Some(target)).map(|c| c.index as usize)
    }

    /// The rows under the header that hold anything, from 0.
    pub(super) fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        (self.header + 1..self.grid.rows()).filter(|row| self.grid.row(*row).any(|cell| !cell.trim().is_empty()))
    }

    /// A cell's text by what it holds; empty where no column does.
    pub(super) fn cell(&self, row: usize, target: &str) -> String {
        self.at(target).map(|at| clean(self.grid.cell(row, at)).into_owned()).unwrap_or_default()
    }

    pub(super) fn epoch_1904(&self) -> bool {
        self.grid.epoch_1904
    }

    /// An issue on a cell.
    pub(super) fn issue(&self, row: usize, target: &str, message: String) -> ListIssue {
        let column = self.at(target).map(|at| letter(at as u32)).unwrap_or_default();
        ListIssue { row: row as u32 + 1, column, message }
    }
}
