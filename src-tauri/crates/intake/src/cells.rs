//! Asking a reading for its cells: which say the same, what the file has under a correction.

use crate::fold::clean;
use crate::reading::{Reading, RowKind};

impl Reading {
    /// The rows with goods or an order whose cell in a column says this, edge spaces aside: how many, and the first of them.
    pub fn alike(&self, column: u32, text: &str, most: usize) -> (u32, Vec<u32>) {
        let wanted = text.trim();
        let mut count = 0;
        let mut rows = Vec::new();
        for run in self.row_kinds.iter().filter(|run| matches!(run.kind, RowKind::Goods | RowKind::Order)) {
            for row in run.from..=run.to {
                if clean(self.grid.cell(row as usize - 1, column as usize)) == wanted {
                    count += 1;
                    if rows.len() < most {
                        rows.push(row);
                    }
                }
            }
        }
        (count, rows)
    }

    /// What the file itself has in a cell, whatever stands over it.
    pub fn original(&self, row: u32, column: u32) -> &str {
        self.grid.original((row as usize).saturating_sub(1), column as usize)
    }
}
