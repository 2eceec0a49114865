//! The cells of a file as text, whatever the file was.

pub(crate) mod binary;
pub(crate) mod container;
pub(crate) mod encoding;
pub(crate) mod ods;
pub(crate) mod text;
pub(crate) mod workbook;

use crate::options::CellFix;
use std::collections::BTreeMap;

/// What a workbook says a cell is. Cells of a text file are all `Text`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CellKind {
    /// Text as typed.
    #[default]
    Text,
    /// A number, printed with a decimal point.
    Number,
    /// A date, printed year-month-day.
    Date,
}

/// What stands in a column where its cell is empty.
#[derive(Clone, Debug)]
pub(crate) enum Stand {
    /// The same text on every row.
    Same(String),
    /// Texts by row, each made of the row's own cells.
    Each(Vec<String>),
}

impl Stand {
    fn at(&self, row: usize) -> &str {
        match self {
            Self::Same(text) => text,
            Self::Each(texts) => texts.get(row).map_or("", String::as_str),
        }
    }
}

/// A cell merged over several rows: `(first row, last row, column)`, all from 0.
pub(crate) type Merge = (u32, u32, u32);

/// Rows of cells, held in one string. Rows and columns count from 0 here; row 0 is the spreadsheet's row 1.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    text: String,
    ends: Vec<u32>,
    starts: Vec<u32>,
    kinds: Vec<CellKind>,
    /// Cells of each row before empty ones at its end were dropped.
    written: Vec<u32>,
    merges: Vec<Merge>,
    fixes: BTreeMap<(u32, u32), String>,
    /// Values that stand where a cell is empty, by column.
    stands: BTreeMap<u32, (Stand, Option<usize>)>,
    /// The largest number of cells in a row.
    pub(crate) width: usize,
    /// Whether bare numbers of days count from 1904.
    pub(crate) epoch_1904: bool,
}

impl Grid {
    /// An empty grid; cells of a workbook carry kinds.
    pub(crate) fn new() -> Self {
        Self { starts: vec![0], ..Self::default() }
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// How many cells there are.
    pub(crate) fn cells(&self) -> usize {
        self.ends.len()
    }

    /// Bytes of text held.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn push_str(&mut self, part: &str) {
        self.text.push_str(part);
    }

    /// Ends a cell: what was pushed since the last one is its text.
    pub(crate) fn end_cell(&mut self) {
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Ends a cell of a workbook.
    pub(crate) fn end_cell_of(&mut self, kind: CellKind) {
        self.kinds.resize(self.ends.len(), CellKind::Text);
        self.kinds.push(kind);
        self.end_cell();
    }

    /// Ends a row. Empty cells at its end are dropped.
    pub(crate) fn end_row(&mut self) {
        let start = self.starts.last().copied().unwrap_or(0) as usize;
        self.written.push((self.ends.len() - start) as u32);
        while self.ends.len() > start && self.length(self.ends.len() - 1) == 0 {
            self.ends.pop();
        }
        self.kinds.truncate(self.ends.len());
        self.width = self.width.max(self.ends.len() - start);
        self.starts.push(u32::try_from(self.ends.len()).unwrap_or(u32::MAX));
    }

    /// Bytes of the cell being written.
    pub(crate) fn open_bytes(&self) -> usize {
        self.text.len() - self.ends.last().map_or(0, |e| *e as usize)
    }

    /// Cells of the row being written.
    pub(crate) fn open_cells(&self) -> usize {
        self.ends.len() - self.starts.last().map_or(0, |s| *s as usize)
    }

    fn length(&self, at: usize) -> usize {
        let end = self.ends.get(at).map_or(0, |e| *e as usize);
        let start = at.checked_sub(1).and_then(|b| self.ends.get(b)).map_or(0, |e| *e as usize);
        end.saturating_sub(start)
    }

    fn at(&self, row: usize, column: usize) -> Option<usize> {
        let start = *self.starts.get(row)? as usize;
        let end = *self.starts.get(row + 1)? as usize;
        (column < end - start).then_some(start + column)
    }

    /// The text of a cell, or what stands in for it; empty where there is neither.
    pub(crate) fn cell(&self, row: usize, column: usize) -> &str {
        let own = self.own(row, column);
        if !self.stands.is_empty()
            && own.trim().is_empty()
            && let Some((stand, _)) = self.stands.get(&(column as u32))
        {
            return stand.at(row);
        }
        own
    }

    /// What the row itself says in a cell: its text, or what is made of the row's other cells; nothing that holds for every row alike.
    pub(crate) fn said(&self, row: usize, column: usize) -> &str {
        let own = self.own(row, column);
        if !self.stands.is_empty()
            && own.trim().is_empty()
            && let Some((stand @ Stand::Each(_), _)) = self.stands.get(&(column as u32))
        {
            return stand.at(row);
        }
        own
    }

    /// The text of a cell as the file has it, or as a person corrected it.
    pub(crate) fn own(&self, row: usize, column: usize) -> &str {
        if !self.fixes.is_empty()
            && let Some(fixed) = self.fixes.get(&(row as u32, column as u32))
        {
            return fixed;
        }
        self.original(row, column)
    }

    /// The text of a cell as the file has it.
    pub(crate) fn original(&self, row: usize, column: usize) -> &str {
        let Some(at) = self.at(row, column) else { return "" };
        let start = at.checked_sub(1).and_then(|b| self.ends.get(b)).map_or(0, |e| *e as usize);
        self.ends.get(at).and_then(|end| self.text.get(start..*end as usize)).unwrap_or("")
    }

    /// What the workbook says a cell is.
    pub(crate) fn kind(&self, row: usize, column: usize) -> CellKind {
        if self.fixes.contains_key(&(row as u32, column as u32)) {
            return CellKind::Text;
        }
        self.at(row, column).and_then(|at| self.kinds.get(at)).copied().unwrap_or_default()
    }

    /// How many cells a row has.
    pub(crate) fn row_len(&self, row: usize) -> usize {
        let own = match (self.starts.get(row), self.starts.get(row + 1)) {
            (Some(start), Some(end)) => (end - start) as usize,
            _ => 0,
        };
        if self.fixes.is_empty() {
            return own;
        }
        // A correction of a derived value makes the row no longer.
        let fixed = self.fixes.range((row as u32, 0)..(row as u32, self.width as u32)).next_back().map_or(0, |((_, c), _)| *c as usize + 1);
        own.max(fixed)
    }

    /// How many cells of a row were written, empty ones at its end too.
    pub(crate) fn written(&self, row: usize) -> usize {
        self.written.get(row).map_or(0, |n| *n as usize)
    }

    /// The cells of a row.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.row_len(row)).map(move |column| self.cell(row, column))
    }

    /// Puts a person's corrections over the cells. Places outside the sheet are left out.
    pub(crate) fn fix(&mut self, fixes: &[CellFix]) {
        for fix in fixes {
            if fix.row >= 1 && (fix.row as usize) <= self.rows() && (fix.column as usize) < crate::limits::COLUMNS {
                self.fixes.insert((fix.row - 1, fix.column), fix.value.clone());
            }
        }
    }

    /// Whether a person corrected the cell.
    pub(crate) fn is_fixed(&self, row: usize, column: usize) -> bool {
        self.fixes.contains_key(&(row as u32, column as u32))
    }

    /// Puts a text over a cell.
    pub(crate) fn overlay(&mut self, row: usize, column: usize, text: &str) {
        self.fixes.insert((row as u32, column as u32), text.to_owned());
    }

    /// Lets values stand where the cells of a column are empty.
    pub(crate) fn stand_in(&mut self, column: usize, stand: Stand) {
        self.stands.insert(column as u32, (stand, None));
    }

    /// The same by a rule; what is derived already goes before it.
    pub(crate) fn stand_in_by_rule(&mut self, column: usize, stand: Stand, rule: usize) {
        self.stands.entry(column as u32).or_insert((stand, Some(rule)));
    }

    /// The rules whose words stand in empty cells: column and number of the rule.
    pub(crate) fn standing_rules(&self) -> Vec<(usize, usize)> {
        self.stands.iter().filter_map(|(column, (_, rule))| Some((*column as usize, (*rule)?))).collect()
    }

    /// Drops empty rows at the end.
    pub(crate) fn trim_end(&mut self) {
        while self.rows() > 0 && self.row(self.rows() - 1).all(|cell| cell.trim().is_empty()) {
            let last = self.rows() - 1;
            let start = self.starts.get(last).copied().unwrap_or(0) as usize;
            self.ends.truncate(start);
            self.kinds.truncate(start);
            self.text.truncate(self.ends.last().map_or(0, |e| *e as usize));
            self.starts.pop();
            self.written.pop();
        }
    }

    pub(crate) fn set_merges(&mut self, merges: Vec<Merge>) {
        self.merges = merges;
        self.merges.sort_unstable();
    }

    /// Cells merged over several rows.
    pub(crate) fn merges(&self) -> &[Merge] {
        &self.merges
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_their_places_and_fixes_lie_over_them() {
        let mut grid = Grid::new();
        for row in [vec!["a", "", "c", ""], vec![], vec!["", "é"]] {
            for cell in row {
                grid.push_str(cell);
                grid.end_cell();
            }
            grid.end_row();
        }
        assert_eq!((grid.rows(), grid.width, grid.cells()), (3, 3, 5));
        assert_eq!(grid.row(0).collect::<Vec<_>>(), ["a", "", "c"]);
        assert_eq!((grid.cell(2, 1), grid.cell(1, 0), grid.cell(9, 9)), ("é", "", ""));
        grid.fix(&[CellFix { row: 2, column: 1, value: "x".into() }, CellFix { row: 99, column: 0, value: "lost".into() }]);
        assert_eq!(grid.row(1).collect::<Vec<_>>(), ["", "x"]);
    }

    #[test]
    fn empty_rows_at_the_end_are_no_rows() {
        let mut grid = Grid::new();
        grid.push_str("a");
        grid.end_cell();
        grid.end_row();
        grid.push_str("  ");
        grid.end_cell();
        grid.end_row();
        grid.end_row();
        grid.trim_end();
        assert_eq!(grid.rows(), 1);
        assert_eq!(grid.cell(0, 0), "a");
    }
}
