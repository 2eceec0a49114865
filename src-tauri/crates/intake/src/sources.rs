//! Where the values of a shipment come from that the merchant's file does not say: corrections, rules, the product list.

use crate::field::Field;
use crate::options::CellFix;
use crate::reading::Reading;
use customs::ValueSource;
use std::collections::HashMap;

impl Reading {
    /// Writes down on each shipment which of its values were corrected, or filled from elsewhere, and from where.
    /// `who` corrected cells at the desk.
    pub fn note_sources(&mut self, fixes: &[CellFix], who: &str) {
        let mut noted: Vec<(u32, u32, String)> = fixes
            .iter()
            .map(|fix| {
                let said = self.grid.original((fix.row as usize).saturating_sub(1), fix.column as usize).trim();
                let said = if said.is_empty() { "the file says nothing".to_owned() } else { format!("the file says “{said}”") };
                (fix.row, fix.column, format!("corrected at intake by {who}; {said}"))
            })
            .collect();
        for repair in self.repairs.iter().filter(|r| r.code == "product-list" || r.code == "client-rule") {
            let said = if repair.was.trim().is_empty() { String::new() } else { format!("; the file says “{}”", repair.was.trim()) };
            noted.push((repair.row, repair.column_index, format!("{}{said}", repair.why)));
        }
        if noted.is_empty() {
            return;
        }
        let mut lines: HashMap<u32, Vec<(usize, u32)>> = HashMap::new();
        let mut firsts: HashMap<u32, usize> = HashMap::new();
        for (at, held) in self.shipments.iter().enumerate() {
            if let Some(first) = held.rows.first() {
                firsts.insert(*first, at);
            }
            for (line, row) in (1u32..).zip(&held.line_rows) {
                lines.entry(*row).or_default().push((at, line));
            }
        }
        for (row, column, source) in noted {
            let Some((field, item)) = self.columns.get(column as usize).and_then(|c| Some((c.field?, c.item))) else { continue };
            let (at, line) = match lines.get(&row) {
                _ if field.is_of_shipment() => match firsts.get(&row) {
                    Some(at) => (*at, None),
                    None => continue,
                },
                // Items side by side are the lines of the row in their order.
                Some(of_row) => match of_row.get(item.map_or(0, |n| usize::from(n.saturating_sub(1)))).or(of_row.first()) {
                    Some((at, line)) => (*at, Some(*line)),
                    None => continue,
                },
                None => continue,
            };
            if let Some(held) = self.shipments.get_mut(at) {
                held.shipment.sources.push(ValueSource { line, field: name(field), source });
            }
        }
    }
}

/// The value's name on the shipment: a line has one value, whichever column it came from.
fn name(field: Field) -> String {
    match field {
        Field::UnitValue | Field::LineValue => "value".to_owned(),
        field => field.key(),
    }
}
