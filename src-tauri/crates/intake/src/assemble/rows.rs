//! What each row is: goods, an order's own row, a sum, a repeated header, a trailer, nothing.

use super::Assembler;
use crate::field::Field;
use crate::fold::{clean, fold};
use crate::reading::{RowKind, Severity};
use crate::value::{money, words};
use rust_decimal::Decimal;

impl Assembler<'_> {
    /// Reads a row and says what it was.
    pub(crate) fn row(&mut self, row: usize) -> RowKind {
        let length = self.grid.row_len(row);
        let mut filled = 0usize;
        let mut first = None;
        let mut real = false;
        for column in 0..length {
            let text = self.grid.own(row, column).trim();
            if !text.is_empty() && text != "\u{1a}" {
                filled += 1;
                first = first.or(Some(column));
                real = real || !is_ghost(text);
            }
        }
        // A row of formulas over nothing holds only zeros and error marks.
        let Some(first) = first.filter(|_| real) else { return RowKind::Blank };
        if self.repeats_header(row, first, filled) {
            return RowKind::Header;
        }
        if let Some(column) = self.places.of(Field::RecordType) {
            return self.record(row, column);
        }
        let has = |field: Field| self.places.of(field).is_some_and(|c| !self.grid.said(row, c).trim().is_empty());
        let described = has(Field::Description) || has(Field::DescriptionLocal) || has(Field::ItemsPacked);
        if self.is_total(row, length, described) {
            self.compare_total(row);
            return RowKind::Total;
        }
        let goods = self.goods_columns.iter().any(|c| !is_nothing(self.grid.said(row, *c)));
        let key = self.keys.first().is_some_and(|(_, c)| !self.shared_said(row, *c).trim().is_empty());
        let order = self.columns.iter().any(|c| c.field.is_some_and(Field::is_of_shipment) && !self.grid.said(row, c.index as usize).trim().is_empty());
        let lone = filled <= 2 && !(goods && key);
        if lone
            && (words::is_trailer(self.grid.cell(row, first)) || (!described && !has(Field::LineValue) && !has(Field::UnitValue) && !has(Field::ConsigneeName)))
        {
            return self.loose(row, first);
        }
        self.ragged(row, length);
        if goods {
            if !described && !key && self.is_unnamed_sum(row) {
                return RowKind::Total;
            }
            self.goods(row);
            RowKind::Goods
        } else if order {
            self.order(row);
            RowKind::Order
        } else {
            self.loose(row, first)
        }
    }

    /// Cells beyond the header, or fewer than it has: perhaps a delimiter too many or too few.
    fn ragged(&mut self, row: usize, length: usize) {
        let named = self.header.cells.iter().rposition(|c| !c.text.is_empty()).map_or(0, |at| at + 1);
        if named == 0 {
            return;
        }
        if length > named {
            let text = self.grid.cell(row, length - 1).to_owned();
            let message = format!("The row has {length} cells, the header {named}; “{text}” stands under no header and is not read.");
            self.issues.warn("cells-beyond-header", row, Some(length - 1), &text, message);
        }
        let written = self.grid.written(row);
        let (Some(header), false) = (self.header.row, self.is_workbook) else { return };
        if written < named && self.grid.written(header) >= named {
            self.issues.once(Severity::Warning, "short-row", row, None, "", || {
                format!("The row has {written} cells, the header {named}; check that its cells stand under their headers.")
            });
        }
    }

    /// A row that is neither goods nor order: a trailer, if no goods follow; else it is named.
    fn loose(&mut self, row: usize, first: usize) -> RowKind {
        let text = self.grid.cell(row, first).to_owned();
        if words::is_trailer(&text) {
            return RowKind::Trailer;
        }
        self.unread.push((row, first, text));
        RowKind::Unread
    }

    /// Rows that were not read and stand below all goods are trailers; those between goods are named.
    pub(crate) fn settle_tail(&mut self) {
        let last = self.kinds.iter().rposition(|k| matches!(k, RowKind::Goods | RowKind::Order)).unwrap_or(0);
        for (row, column, text) in std::mem::take(&mut self.unread) {
            if row > last && self.grid.row(row).filter(|c| !c.trim().is_empty()).count() <= 2 {
                if let Some(kind) = self.kinds.get_mut(row) {
                    *kind = RowKind::Trailer;
                }
            } else {
                self.issues.warn(
                    "row-not-read",
                    row,
                    Some(column),
                    &text,
                    "This row holds neither goods nor an order that could be understood; it is left out. Correct it, or let it be.".to_owned(),
                );
            }
        }
    }

    fn repeats_header(&self, row: usize, first: usize, filled: usize) -> bool {
        if self.header.row.is_none() || filled < 2 {
            return false;
        }
        let same = |column: usize| {
            let text = self.grid.cell(row, column).trim();
            !text.is_empty() && (0..self.header.rows).any(|n| self.header.row.is_some_and(|h| self.grid.cell(h + n, column).trim().eq_ignore_ascii_case(text)))
        };
        same(first) && (0..self.grid.row_len(row)).filter(|c| same(*c)).count() * 10 >= filled * 6
    }

    fn is_total(&self, row: usize, length: usize, described: bool) -> bool {
        let mut words_seen = 0;
        for column in 0..length {
            let text = self.grid.cell(row, column).trim();
            if text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            words_seen += 1;
            if words::is_total(text) {
                // `TOTAL` among many words is somebody's name or goods.
                return !described || self.places.of(Field::Description) == Some(column) || self.places.of(Field::DescriptionLocal) == Some(column);
            }
            if words_seen >= 3 || described {
                return false;
            }
        }
        false
    }

    /// Whether the numbers of a row without words are the sums of the rows above it.
    fn is_unnamed_sum(&mut self, row: usize) -> bool {
        if self.shipments.len() < 2 {
            return false;
        }
        let sum_of = |field: Field, sum: Decimal| {
            self.places
                .of(field)
                .map(|c| self.grid.said(row, c).trim())
                .filter(|t| !t.is_empty())
                .map(|t| money::money(t, self.decimal).is_ok_and(|m| m.amount == sum))
        };
        let found = [sum_of(Field::Quantity, self.sums.quantity.0), sum_of(Field::LineValue, self.sums.value.0)];
        found.iter().flatten().count() > 0 && found.iter().flatten().all(|same| *same)
    }

    /// Compares a row of sums with the rows above it.
    fn compare_total(&mut self, row: usize) {
        for (field, what, (all, part)) in [(Field::Quantity, "pieces", self.sums.quantity), (Field::LineValue, "value", self.sums.value)] {
            let Some(column) = self.places.of(field) else { continue };
            let text = clean(self.grid.own(row, column)).into_owned();
            if let Ok(total) = money::money(&text, self.decimal).map(|m| m.amount)
                && total != all
                && total != part
                && !total.is_zero()
            {
                let message =
                    format!("The file's total of {what} is {text}, but the rows read add up to {}. A row is missing, doubled or wrong.", all.normalize());
                self.issues.put(Severity::Warning, "total-differs", row, Some(column), &text, message);
            }
        }
        self.sums.quantity.1 = Decimal::ZERO;
        self.sums.value.1 = Decimal::ZERO;
    }

    /// A row whose first column says what it is: `S` a shipment, `L` one of its lines.
    fn record(&mut self, row: usize, column: usize) -> RowKind {
        let text = clean(self.grid.cell(row, column)).into_owned();
        match fold(&text).as_str() {
            "s" | "shipment" => {
                self.current = None;
                self.order(row);
                RowKind::Order
            }
            "l" | "line" | "item" if self.current.is_some() => {
                self.goods(row);
                RowKind::Goods
            }
            "l" | "line" | "item" => {
                self.issues.error(
                    "line-without-shipment",
                    row,
                    Some(column),
                    &text,
                    "This line stands before any shipment; a row of type S must come first.".to_owned(),
                );
                RowKind::Unread
            }
            _ => {
                self.issues.error(
                    "record-type-unknown",
                    row,
                    Some(column),
                    &text,
                    format!("“{text}” is no type of record; S marks a shipment, L one of its lines."),
                );
                RowKind::Unread
            }
        }
    }
}

/// What formulas leave in empty rows.
fn is_ghost(text: &str) -> bool {
    text.starts_with('#') && matches!(text, "#N/A" | "#REF!" | "#VALUE!" | "#DIV/0!" | "#NAME?" | "#NULL!" | "#NUM!")
        || text.len() <= 8 && text.bytes().any(|b| b == b'0' || b == b'-') && text.trim_matches(['0', '.', ',', '$', '-', ' ']).is_empty()
}

fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text == "-"
}
