//! The client's product list at work: it fills what a row with a stock number leaves empty, and contradicts what it says otherwise.

use crate::field::Field;
use crate::fold::clean;
use crate::grid::Grid;
use crate::reading::{Column, Issue, Reading, Repair, Severity};
use customs::Product;
use std::collections::HashMap;

/// A client's products by stock number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductList(HashMap<String, Product>);

impl FromIterator<Product> for ProductList {
    fn from_iter<T: IntoIterator<Item = Product>>(products: T) -> Self {
        Self(products.into_iter().map(|p| (Product::key(&p.sku), p)).collect())
    }
}

impl ProductList {
    /// Whether it has no products.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn find(&self, sku: &str) -> Option<&Product> {
        self.0.get(&Product::key(sku))
    }
}

/// What the list says in a field, as it would stand in the cell. A value always has its cents, so that no sign before the
/// decimals can be mistaken.
fn listed(product: &Product, field: Field) -> Option<String> {
    let said = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    match field {
        Field::Hts => said(&product.hts),
        Field::Origin => said(&product.origin),
        Field::Description => said(&product.description),
        Field::UnitValue => product.unit_value.map(|value| {
            let mut value = value.round_dp(2);
            value.rescale(2);
            format!("{value} {}", product.currency).trim_end().to_owned()
        }),
        _ => None,
    }
}

/// Fills empty cells of rows with a stock number from the list. Columns that the file lacks are added behind its own.
pub(crate) fn fill(grid: &mut Grid, columns: &mut Vec<Column>, list: &ProductList, from: usize) -> Vec<Repair> {
    let mut filled = Vec::new();
    if list.is_empty() {
        return filled;
    }
    let stock: Vec<(usize, Option<u16>)> = columns.iter().filter(|c| c.field == Some(Field::Sku)).map(|c| (c.index as usize, c.item)).collect();
    for (sku_at, item) in stock {
        for field in [Field::Hts, Field::Origin, Field::Description, Field::UnitValue] {
            let at = |columns: &[Column], field: Field| columns.iter().find(|c| c.field == Some(field) && c.item == item).map(|c| c.index as usize);
            // A value of the line is a value; words in the merchant's language are words.
            let instead = match field {
                Field::UnitValue => at(columns, Field::LineValue),
                Field::Description => at(columns, Field::DescriptionLocal),
                _ => None,
            };
            let own = at(columns, field);
            let column = own.unwrap_or(columns.len());
            let mut done = Vec::new();
            for row in from..grid.rows() {
                let sku = clean(grid.cell(row, sku_at)).into_owned();
                let empty = |at: usize| grid.own(row, at).trim().is_empty() && !grid.is_fixed(row, at);
                if sku.is_empty() || !own.is_none_or(empty) || !instead.is_none_or(empty) {
                    continue;
                }
                if let Some((product, text)) = list.find(&sku).and_then(|p| Some((p, listed(p, field)?))) {
                    done.push((row, text, format!("product list, {}", product.source)));
                }
            }
            if done.is_empty() {
                continue;
            }
            if own.is_none() {
                columns.push(added(columns, field, item, column, &done));
            }
            for (row, now, why) in done {
                grid.overlay(row, column, &now);
                filled.push(Repair { row: row as u32 + 1, column_index: column as u32, was: String::new(), now, code: "product-list".to_owned(), why });
            }
        }
    }
    filled
}

fn added(columns: &[Column], field: Field, item: Option<u16>, index: usize, done: &[(usize, String, String)]) -> Column {
    let mut samples: Vec<String> = Vec::new();
    for (_, text, _) in done {
        if samples.len() < 3 && !samples.contains(text) {
            samples.push(text.chars().take(60).collect());
        }
    }
    Column {
        index: index as u32,
        letter: format!("+{}", columns.iter().filter(|c| c.derived).count() + 1),
        header: field.label().to_owned(),
        samples,
        field: Some(field),
        item,
        confidence: 100,
        reason: "from the client's product list".to_owned(),
        derived: true,
        ..Column::default()
    }
}

/// Lines that say something else than the list does of their stock number.
pub(crate) fn contradict(reading: &mut Reading, list: &ProductList) {
    if list.is_empty() {
        return;
    }
    let column = |field: Field| reading.columns.iter().find(|c| c.field == Some(field) && c.item.is_none()).map(|c| (c.index, c.header.clone()));
    let (hts_at, origin_at) = (column(Field::Hts), column(Field::Origin));
    let mut found = Vec::new();
    for held in &reading.shipments {
        for (line, row) in held.shipment.lines.iter().zip(&held.line_rows) {
            let Some(product) = line.sku.as_deref().and_then(|sku| list.find(sku)) else { continue };
            let mut say = |code: &str, at: &Option<(u32, String)>, what: &str, file: &str, listed: &str| {
                let (index, header) = at.clone().map_or((None, String::new()), |(index, header)| (Some(index), header));
                let message =
                    format!("The file says {what} {file}, the product list says {listed} for {} ({}); correct one of them.", product.sku, product.source);
                let (code, value) = (code.to_owned(), file.to_owned());
                found.push(Issue { row: *row, column: header, column_index: index, severity: Severity::Warning, code, message, value });
            };
            if let Some(origin) = line.origin.as_deref().filter(|o| !product.origin.is_empty() && *o != product.origin) {
                say("origin-not-as-listed", &origin_at, "origin", origin, &product.origin);
            }
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            let (file, listed) = (line.hts.as_deref().map(digits).unwrap_or_default(), digits(&product.hts));
            if !file.is_empty() && !listed.is_empty() && !file.starts_with(&listed) && !listed.starts_with(&file) {
                say("hts-not-as-listed", &hts_at, "HTS number", line.hts.as_deref().unwrap_or_default(), &product.hts);
            }
        }
    }
    if !found.is_empty() {
        reading.issues.extend(found);
        reading.issues.sort_by_key(|i| (i.row, i.column_index));
    }
}
