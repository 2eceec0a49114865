//! Finding the header: its row, a second row in another language, names split over two rows.

use crate::field::{Catalogue, Field};
use crate::fold::{clean, fold, has_han};
use crate::grid::{CellKind, Grid};
use crate::layout::Layout;
use crate::limits;
use crate::value::money;
use crate::value::weight::WeightUnit;
use std::collections::BTreeSet;

/// The header of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    /// Its first row from 0; `None` where the file has no header.
    pub(crate) row: Option<usize>,
    /// One or two rows.
    pub(crate) rows: usize,
    /// One cell per column.
    pub(crate) cells: Vec<HeaderCell>,
}

/// A column's header.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeaderCell {
    /// As it stands, both rows joined by ` / `.
    pub(crate) text: String,
    /// Folded forms, the fullest first.
    pub(crate) names: Vec<String>,
    /// Unit of weight that it names: `Weight (KG)`.
    pub(crate) unit: Option<WeightUnit>,
    /// Currency that it names: `Value (USD)`.
    pub(crate) currency: Option<&'static str>,
}

impl HeaderCell {
    /// Takes apart a header as it stands.
    pub(crate) fn new(texts: &[&str]) -> Self {
        let texts: Vec<String> = texts.iter().map(|t| clean(t).into_owned()).filter(|t| !t.is_empty()).collect();
        let mut cell = Self { text: texts.join(" / "), ..Self::default() };
        // Names split over two rows (`Consignee` above `Name`) are one name.
        if texts.len() > 1 {
            cell.name(&texts.join(" "));
        }
        for text in texts.iter().rev() {
            cell.take_apart(text);
        }
        cell
    }

    fn name(&mut self, text: &str) {
        let folded = fold(text);
        if !folded.is_empty() && !self.names.contains(&folded) {
            self.names.push(folded);
        }
    }

    fn take_apart(&mut self, text: &str) {
        self.name(text);
        let mut bare = String::new();
        let mut depth = 0usize;
        let mut inside = String::new();
        for c in text.chars() {
            match c {
                '(' | '（' | '[' | '【' => depth += 1,
                ')' | '）' | ']' | '】' => {
                    depth = depth.saturating_sub(1);
                    self.hint(&inside);
                    inside.clear();
                }
                c if depth > 0 => inside.push(c),
                c => bare.push(c),
            }
        }
        self.name(&bare);
        // `Unit price USD`, `Weight KG`: the last word is a currency or a unit.
        if let Some((head, last)) = bare.trim().rsplit_once([' ', '_', '-', '/', ','])
            && self.hint(last)
        {
            self.name(head);
        }
        // Two languages in one cell: `House AWB / 分单号`, `分单号 HAWB`.
        for part in bare.split(['/', '|', '\n', '／']) {
            self.name(part);
        }
        if has_han(&bare) {
            let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
            self.name(&bare.chars().filter(|c| is_han(*c)).collect::<String>());
            self.name(&bare.chars().map(|c| if is_han(c) { ' ' } else { c }).collect::<String>());
        }
    }

    fn hint(&mut self, word: &str) -> bool {
        let word = word.trim();
        if let Some(unit) = WeightUnit::parse(word) {
            self.unit = Some(unit);
            return true;
        }
        // A single letter is no currency, a single sign is.
        if (word.chars().count() >= 2 || !word.chars().all(char::is_alphanumeric) || word == "元")
            && let Some(code) = money::currency(word)
        {
            self.currency = Some(code);
            return true;
        }
        false
    }

    /// The field that its words name, with how sure that is per cent and the words in question.
    pub(crate) fn understand(&self) -> Option<(Field, u8)> {
        let catalogue = Catalogue::get();
        for (rank, name) in self.names.iter().enumerate() {
            if let Some(field) = catalogue.field_of(name) {
                return Some((field, 96u8.saturating_sub(rank as u8 * 4).max(80)));
            }
        }
        None
    }

    /// The field whose word is one slip of the pen away: `Consigne name`.
    pub(crate) fn nearly(&self) -> Option<(Field, u8)> {
        let name = self.names.first().filter(|n| n.len() >= 6 && n.is_ascii())?;
        let near = |word: &&(String, Field)| word.0.len().abs_diff(name.len()) <= 1 && word.0.is_ascii() && strsim::osa_distance(&word.0, name) <= 1;
        Catalogue::get().sorted_words().iter().find(near).map(|(_, field)| (*field, 65))
    }
}

/// The words over a group of columns, with which the words below them make a name.
const GROUPS: &[&str] =
    &["consignee", "recipient", "receiver", "shipto", "shipper", "sender", "seller", "billing", "buyer", "purchaser", "shipping", "收件人", "发件人"];

/// The fields a row would name as a header, how many cells are filled, and how many a known layout names.
fn fields_in(grid: &Grid, row: usize) -> (BTreeSet<Field>, usize, usize) {
    let mut found = BTreeSet::new();
    let mut names = BTreeSet::new();
    let mut filled = 0;
    for column in 0..grid.row_len(row).min(limits::COLUMNS) {
        let text = grid.cell(row, column);
        if text.trim().is_empty() {
            continue;
        }
        filled += 1;
        // Headers are words of moderate length; numbers and dates are none.
        if text.len() <= 80 && grid.kind(row, column) == CellKind::Text {
            names.insert(fold(text));
            if let Some((field, _)) = HeaderCell::new(&[text]).understand() {
                found.insert(field);
            }
        }
    }
    let named = Layout::named_columns(&names);
    (found, filled, named)
}

fn score((found, _, named): &(BTreeSet<Field>, usize, usize)) -> usize {
    found.len().max(*named)
}

/// How many fields the best header among the first rows names: the measure for guesses of sheet and delimiter.
pub(crate) fn strength(grid: &Grid) -> usize {
    (0..grid.rows().min(limits::HEADER_SEARCH_ROWS)).map(|row| score(&fields_in(grid, row))).max().unwrap_or(0)
}

impl Header {
    /// Finds the header, or takes the row a person named (`Some(0)`: there is none).
    pub(crate) fn find(grid: &Grid, named: Option<u32>) -> Self {
        let row = match named {
            Some(0) => None,
            Some(row) => Some((row as usize - 1).min(grid.rows().saturating_sub(1))),
            None => Self::best_row(grid),
        };
        // Rows that look like a file without a header have none, whatever words are in them.
        let row = row.filter(|_| named.is_some() || Layout::by_shape(grid).is_none());
        let Some(row) = row else {
            return Self { row: None, rows: 0, cells: vec![HeaderCell::default(); grid.width] };
        };
        let groups = if named.is_none() { row.checked_sub(1).and_then(|above| group_row(grid, above)) } else { None };
        let second = if groups.is_none() && second_language(grid, row) { Some(row + 1) } else { None };
        let cells = (0..grid.width)
            .map(|column| {
                let own = grid.cell(row, column);
                match (&groups, second) {
                    (Some(groups), _) => HeaderCell::new(&[groups.get(column).map_or("", String::as_str), own]),
                    (None, Some(second)) => HeaderCell::new(&[own, grid.cell(second, column)]),
                    _ => HeaderCell::new(&[own]),
                }
            })
            .collect();
        let first = if groups.is_some() { row - 1 } else { row };
        Self { row: Some(first), rows: 1 + usize::from(groups.is_some() || second.is_some()), cells }
    }

    fn best_row(grid: &Grid) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for row in 0..grid.rows().min(limits::HEADER_SEARCH_ROWS) {
            let seen = fields_in(grid, row);
            let score = score(&seen);
            // At least two fields, and at least a quarter of the cells: exports have many columns nobody needs here.
            if score >= 2 && (score * 4 >= seen.1 || seen.2 > 0) && best.is_none_or(|(held, _)| score > held) {
                best = Some((score, row));
            }
        }
        best.map(|(_, row)| row)
    }

    /// First row after the header, from 0.
    pub(crate) fn end(&self) -> usize {
        self.row.map_or(0, |row| row + self.rows)
    }

    /// A stable name of the headers: FNV-1a over their folded forms, as sixteen hexadecimal digits.
    pub(crate) fn fingerprint(&self) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325u64;
        for cell in &self.cells {
            for byte in fold(&cell.text).bytes().chain([0x1f]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        format!("{hash:016x}")
    }
}

/// Whether the next row says the same in another language.
fn second_language(grid: &Grid, row: usize) -> bool {
    let (first, ..) = fields_in(grid, row);
    let (second, filled, _) = fields_in(grid, row + 1);
    let same = (0..grid.row_len(row)).all(|c| fold(grid.cell(row, c)) == fold(grid.cell(row + 1, c)));
    !same && second.len() >= 2 && second.len() * 2 >= filled && second.intersection(&first).count() * 2 >= second.len()
}

/// The names of groups over columns, carried to the right, where the row holds nothing else.
fn group_row(grid: &Grid, row: usize) -> Option<Vec<String>> {
    let filled: Vec<(usize, &str)> = (0..grid.row_len(row)).map(|c| (c, grid.cell(row, c))).filter(|(_, t)| !t.trim().is_empty()).collect();
    let known = filled.iter().filter(|(_, t)| GROUPS.contains(&fold(t).as_str())).count();
    if known < 1 || known * 2 < filled.len() || filled.len() < 2 {
        return None;
    }
    let mut names = vec![String::new(); grid.width];
    let mut current = "";
    for (column, name) in names.iter_mut().enumerate() {
        let own = grid.cell(row, column);
        if !own.trim().is_empty() {
            current = own;
        }
        *name = current.to_owned();
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::text::split;

    fn header(text: &str) -> Header {
        Header::find(&split(text, ',', &|_| false).unwrap(), None)
    }

    #[test]
    fn units_and_currencies_are_taken_from_the_header() {
        let cell = HeaderCell::new(&["申报价值(USD)"]);
        assert_eq!((cell.understand().unwrap().0, cell.currency), (Field::LineValue, Some("USD")));
        let cell = HeaderCell::new(&["实重(KG)"]);
        assert_eq!((cell.understand().unwrap().0, cell.unit), (Field::Weight, Some(WeightUnit::Kg)));
        let cell = HeaderCell::new(&["Unit Price EUR"]);
        assert_eq!((cell.understand().unwrap().0, cell.currency), (Field::UnitValue, Some("EUR")));
        assert_eq!(HeaderCell::new(&["House AWB / 分单号"]).understand().unwrap().0, Field::HouseBill);
        assert_eq!(HeaderCell::new(&["分单号 No."]).understand().unwrap().0, Field::HouseBill);
        assert_eq!(HeaderCell::new(&["Consigne name"]).nearly().unwrap().0, Field::ConsigneeName);
        assert!(HeaderCell::new(&["Batch"]).understand().is_none());
    }

    #[test]
    fn the_header_is_found_under_title_rows() {
        let found = header("NORDLICHT KERAMIK\nMAWB,589-81140743\n\nHAWB,Consignee,HS code,Value\nA,B,6912004810,5\n");
        assert_eq!((found.row, found.rows), (Some(3), 1));
    }

    #[test]
    fn two_rows_in_two_languages_are_one_header() {
        let found = header("HAWB,Consignee,HS code,Value\n分单号,收件人,海关编码,申报价值\nA,B,6912004810,5\n");
        assert_eq!((found.row, found.rows, found.end()), (Some(0), 2, 2));
        assert_eq!(found.cells[0].text, "HAWB / 分单号");
    }

    #[test]
    fn groups_over_columns_are_part_of_their_names() {
        let found = header("Parcel,Consignee,,,Shipper,,Goods\nHAWB,Name,Address,Country,Name,Country,Description\nA,B,C,US,D,DE,cup\n");
        assert_eq!((found.row, found.rows), (Some(0), 2));
        let fields: Vec<_> = found.cells.iter().map(|c| c.understand().unwrap().0).collect();
        use Field::*;
        assert_eq!(fields, [HouseBill, ConsigneeName, ConsigneeAddress1, ConsigneeCountry, ShipperName, ShipperCountry, Description]);
    }

    #[test]
    fn a_fingerprint_follows_the_words_not_their_dress() {
        assert_eq!(header("HAWB,HS Code\nA,1").fingerprint(), header("hawb,hs_code\nB,2").fingerprint());
        assert_ne!(header("HAWB,HS Code\nA,1").fingerprint(), header("HAWB,Origin\nA,1").fingerprint());
    }
}
