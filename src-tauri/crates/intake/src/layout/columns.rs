//! What each column holds: by a person's word, by the layout, by the words of its header.

use super::Layout;
use super::header::Header;
use crate::field::Field;
use crate::fold::fold;
use crate::grid::Grid;
use crate::options::ColumnMapping;
use crate::reading::{Column, Reading, letter};
use std::collections::{BTreeMap, BTreeSet};

/// Recognises the layout and gives every column its field.
pub(crate) fn assign(grid: &Grid, header: &Header) -> (Vec<Column>, &'static Layout) {
    let by_words: Vec<Option<(Field, u8)>> = header.cells.iter().map(|c| c.understand()).collect();
    let found: BTreeSet<Field> = by_words.iter().flatten().map(|(f, _)| *f).collect();
    let by_shape = if header.row.is_none() { Layout::by_shape(grid) } else { None };
    let layout = by_shape.unwrap_or_else(|| Layout::recognise(header, &found));
    let mut columns: Vec<Column> = header
        .cells
        .iter()
        .enumerate()
        .map(|(index, cell)| {
            let mut column = Column {
                index: index as u32,
                letter: letter(index as u32),
                header: cell.text.clone(),
                samples: samples(grid, header.end(), index),
                unit: cell.unit,
                ..Column::default()
            };
            let named = cell.names.iter().find_map(|name| layout.field_of(name));
            let words = by_words.get(index).copied().flatten();
            let near = || if layout.is_exact() { None } else { cell.nearly() };
            if let Some(field) = by_shape.and_then(|layout| layout.at_place(index)) {
                (column.field, column.confidence) = (Some(field), 90);
                column.reason = format!("{} have it in this place", layout.label);
            } else if let Some((field, item)) = named {
                (column.field, column.item, column.confidence) = (Some(field), item, if layout.own { 100 } else { 99 });
                column.reason = if layout.own { "our own template calls it so".to_owned() } else { format!("{} call it so", layout.label) };
            } else if let Some((field, sure)) = words.filter(|(f, _)| layout.allows(*f)) {
                (column.field, column.confidence) = (Some(field), sure);
                column.reason = format!("`{}` is a word for it", cell.text);
            } else if let Some((field, sure)) = near().filter(|(f, _)| layout.allows(*f)) {
                (column.field, column.confidence) = (Some(field), sure);
                column.reason = format!("`{}` is nearly a word for it", cell.text);
            } else if cell.text.is_empty() && column.samples.is_empty() {
                column.reason = "the column is empty".to_owned();
            } else {
                column.reason = "nothing here needs it".to_owned();
            }
            column
        })
        .collect();
    settle_rivals(&mut columns);
    (columns, layout)
}

/// Puts a person's mapping over the guesses, and gives columns of weights their unit.
pub(crate) fn settle(columns: &mut [Column], mapping: Option<&[ColumnMapping]>, layout: &Layout) {
    if let Some(mapping) = mapping {
        apply(columns, mapping);
    }
    for column in columns {
        column.unit = column.field.filter(|f| f.is_weight()).map(|_| column.unit.or(layout.weight_unit).unwrap_or_default());
    }
}

/// The first values of a column.
fn samples(grid: &Grid, from: usize, column: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for row in from..grid.rows().min(from + 200) {
        let text = grid.cell(row, column).trim();
        if !text.is_empty() && !out.iter().any(|s| s == text) {
            out.push(text.chars().take(60).collect());
            if out.len() == 3 {
                break;
            }
        }
    }
    out
}

/// One column per field: the surest, then the one with values, then the leftmost.
fn settle_rivals(columns: &mut [Column]) {
    let mut best: BTreeMap<(Field, Option<u16>), usize> = BTreeMap::new();
    for (at, column) in columns.iter().enumerate() {
        let Some(field) = column.field else { continue };
        let rank = |c: &Column| (!c.samples.is_empty(), c.confidence);
        match best.get(&(field, column.item)).and_then(|held| columns.get(*held)) {
            Some(held) if rank(held) >= rank(column) => {}
            _ => {
                best.insert((field, column.item), at);
            }
        }
    }
    let letters: Vec<String> = columns.iter().map(|c| c.letter.clone()).collect();
    for (at, column) in columns.iter_mut().enumerate() {
        if let Some(field) = column.field
            && let Some(winner) = best.get(&(field, column.item)).filter(|w| **w != at)
        {
            column.reason = format!("column {} is taken as {} already", letters.get(*winner).map_or("", String::as_str), field.label());
            (column.field, column.item, column.confidence) = (None, None, 0);
        }
    }
}

/// Puts a person's mapping over the guesses. Columns are known by header and by which of several with that header they are.
fn apply(columns: &mut [Column], mapping: &[ColumnMapping]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut places: BTreeMap<(String, usize), usize> = BTreeMap::new();
    for (at, column) in columns.iter().enumerate() {
        let name = fold(&column.header);
        let nth = seen.entry(name.clone()).or_default();
        places.insert((name, *nth), at);
        *nth += 1;
    }
    seen.clear();
    let mut sorted: Vec<&ColumnMapping> = mapping.iter().collect();
    sorted.sort_by_key(|m| m.index);
    let mut set = BTreeSet::new();
    for wish in sorted {
        let name = fold(&wish.header);
        let nth = seen.entry(name.clone()).or_default();
        // A column without a header is known by its place alone.
        let at = if name.is_empty() { Some(wish.index as usize) } else { places.get(&(name, *nth)).copied() };
        *nth += 1;
        if let Some(at) = at
            && let Some(column) = columns.get_mut(at)
        {
            (column.field, column.item) = (wish.field, wish.item);
            column.unit = wish.unit.or(column.unit);
            column.confidence = 100;
            column.reason = "as mapped before".to_owned();
            set.insert(at);
        }
    }
    // A guess gives way to what a person said.
    let said: BTreeSet<_> = columns.iter().enumerate().filter(|(at, _)| set.contains(at)).filter_map(|(_, c)| c.field.map(|f| (f, c.item))).collect();
    for (at, column) in columns.iter_mut().enumerate() {
        if !set.contains(&at)
            && let Some(field) = column.field
            && said.contains(&(field, column.item))
        {
            column.reason = format!("another column is mapped as {}", field.label());
            (column.field, column.item, column.confidence) = (None, None, 0);
        }
    }
}

/// What changed since a mapping was remembered, in sentences: new, missing, renamed and moved columns.
pub fn mapping_changes(old: &[ColumnMapping], reading: &Reading) -> Vec<String> {
    let name =
        |header: &str, index: u32| if header.is_empty() { format!("column {}", letter(index)) } else { format!("column {} “{header}”", letter(index)) };
    let old_names: BTreeSet<String> = old.iter().map(|m| fold(&m.header)).collect();
    let columns = || reading.columns.iter().filter(|c| !c.derived);
    let new_names: BTreeSet<String> = columns().map(|c| fold(&c.header)).collect();
    let gone: Vec<&ColumnMapping> = old.iter().filter(|m| !m.header.is_empty() && !new_names.contains(&fold(&m.header))).collect();
    let fresh: Vec<&Column> = columns().filter(|c| !c.header.is_empty() && !old_names.contains(&fold(&c.header))).collect();
    let mut said = Vec::new();
    let mut renamed = BTreeSet::new();
    for was in &gone {
        // The same place, or the same field elsewhere, makes it the same column under another name.
        let now = fresh
            .iter()
            .find(|c| c.index == was.index && (c.field == was.field || c.field.is_none() || was.field.is_none()))
            .or_else(|| fresh.iter().find(|c| c.field.is_some() && c.field == was.field));
        match now {
            Some(now) if renamed.insert(now.index) => said.push(format!("Column {} “{}” is now called “{}”.", letter(was.index), was.header, now.header)),
            _ => {
                let loss = was.field.map_or(String::new(), |f| format!("; {} came from it", f.label()));
                let sentence = format!("{} is missing{loss}.", name(&was.header, was.index));
                said.push(capital(&sentence));
            }
        }
    }
    for now in fresh.iter().filter(|c| !renamed.contains(&c.index)) {
        let use_of = now.field.map_or("nothing is read from it".to_owned(), |f| format!("it is read as {}", f.label()));
        said.push(capital(&format!("{} is new; {use_of}.", name(&now.header, now.index))));
    }
    for was in old {
        if let Some(now) = columns().find(|c| !c.header.is_empty() && fold(&c.header) == fold(&was.header))
            && now.index != was.index
            && columns().filter(|c| fold(&c.header) == fold(&was.header)).count() == 1
        {
            said.push(format!("Column “{}” moved from {} to {}.", now.header, letter(was.index), now.letter));
        }
    }
    said
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
