//! A form's table: columns as data, rows from the matter.

use super::body::{Block, Row, Setting, Text};
use super::layout::{Grid, Rect, Sizes};
use crate::fonts::Weight;
use crate::page::{Align, Colour, Pen, PlacedPage, Style};
use crate::units::{Length, hundredths};
use crate::wrap::{fit, leading, wrap};
use std::collections::BTreeMap;

/// What kind of row it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Goods: what a column needs must be there.
    #[default]
    Goods,
    /// A further row of the goods above: it stays with them, and nothing is needed.
    Further,
    /// A heading or a sum: bold, on a tinted ground.
    Sum,
}

/// A row of the table before it is set.
#[derive(Clone, Debug, Default)]
pub(crate) struct GridRow {
    pub kind: Kind,
    /// How it is called where something is missing or cannot be printed: `line 003`.
    pub place: String,
    pub cells: BTreeMap<&'static str, String>,
}

impl GridRow {
    pub fn goods(place: impl Into<String>) -> Self {
        Self { place: place.into(), ..Self::default() }
    }
    pub fn further(place: impl Into<String>) -> Self {
        Self { kind: Kind::Further, place: place.into(), ..Self::default() }
    }
    pub fn sum(place: impl Into<String>) -> Self {
        Self { kind: Kind::Sum, place: place.into(), ..Self::default() }
    }
    pub fn with(mut self, field: &'static str, text: impl Into<String>) -> Self {
        self.cells.insert(field, text.into());
        self
    }
}

/// Left edge and width of each column.
pub(crate) fn columns(grid: &Grid) -> Vec<[Length; 2]> {
    let [x, _, w, _] = grid.body;
    let shares: i32 = grid.column.iter().map(|c| c.share).sum();
    let mut before = 0;
    grid.column
        .iter()
        .map(|column| {
            let left = w.scaled(before, shares);
            before += column.share;
            [x + left, w.scaled(before, shares) - left]
        })
        .collect()
}

/// Sets the rows; rows of the same goods become one block.
pub(crate) fn blocks(pen: &mut Pen, grid: &Grid, style: &Sizes, rows: &[GridRow]) -> Vec<Block> {
    let columns = columns(grid);
    let highest = grid.continuation_body[3] - grid.head - grid.gap * 2;
    let setting = Setting { size: grid.value_size, smallest: grid.smallest, inset: style.inset, highest, breaks: true };
    let mut blocks: Vec<Block> = Vec::new();
    for one in rows {
        let weight = if one.kind == Kind::Sum { Weight::Bold } else { Weight::Regular };
        let texts = grid.column.iter().zip(&columns).filter_map(|(column, place)| {
            let text = one.cells.get(column.field.as_str())?;
            Some(Text { column: *place, align: column.align, weight, text: text.clone() })
        });
        let row = super::body::row(pen, setting, &one.place, texts.collect());
        let row = Row { ruled: one.kind != Kind::Further, tinted: one.kind == Kind::Sum, ..row };
        match (one.kind, blocks.last_mut()) {
            (Kind::Further, Some(block)) => block.push(row),
            _ => blocks.push(vec![row]),
        }
    }
    blocks.iter_mut().for_each(super::body::close_up);
    if let Some(first) = blocks.first_mut().and_then(|block| block.first_mut()) {
        first.ruled = false;
    }
    blocks
}

/// The heads of the columns; returns what is left of the table for rows.
pub(crate) fn draw_heads(pen: &Pen, page: &mut PlacedPage, grid: &Grid, style: &Sizes, [x, y, w, h]: Rect) -> Rect {
    page.fill([x, y, w, grid.head], Colour::TINT);
    for ([left, width], column) in columns(grid).into_iter().zip(&grid.column) {
        page.frame([left, y, width, grid.head], style.rule, Colour::INK);
        let text = if column.block.is_empty() { column.label.clone() } else { format!("{}. {}", column.block, column.label) };
        let room = width - style.inset * 2;
        let (size, lines) = match fit(pen.fonts, &text, Weight::Regular, style.label_size, hundredths(450), (room, grid.head), 3) {
            Some(fitted) => (fitted.size, fitted.lines),
            None => (hundredths(450), wrap(pen.fonts, &text, Weight::Regular, hundredths(450), room)),
        };
        let mut base = y + size + hundredths(100);
        for line in lines {
            let (at, align) = match column.align {
                Align::Right => (left + width - style.inset, Align::Right),
                align => (left + style.inset, if align == Align::Centre { Align::Left } else { align }),
            };
            pen.put(page, (at, base), Style::new(size).muted().align(align), &line);
            base += leading(size);
        }
    }
    [x, y + grid.head, w, h - grid.head]
}

/// What the rows of goods lack, column by column.
pub(crate) fn lacking(grid: &Grid, rows: &[GridRow]) -> Vec<String> {
    let mut lacking = Vec::new();
    for column in grid.column.iter().filter(|column| column.needed) {
        let places: Vec<&str> = rows
            .iter()
            .filter(|row| row.kind == Kind::Goods && row.cells.get(column.field.as_str()).is_none_or(|text| text.trim().is_empty()))
            .map(|row| row.place.as_str())
            .collect();
        let name = if column.block.is_empty() { column.label.clone() } else { format!("block {} ({})", column.block, column.label) };
        match places.as_slice() {
            [] => {}
            some if some.len() <= 3 => lacking.push(format!("{name} of {}", some.join(", "))),
            [first, .., last] => lacking.push(format!("{name} of {} rows, {first} to {last}", places.len())),
            [_] => {}
        }
    }
    lacking
}
