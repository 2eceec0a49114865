//! How a client's file is read: the client's card, its rules, its product list, the desk's rates, and the mapping of an
//! earlier file, also of one whose header was a little different.

use crate::{ApiError, Workbench, exchange};
use desk::{ClientRule, RememberedReading};
use intake::{Column, ColumnMapping, Field, ReadOptions, Remembered, ValueRule};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Earlier files of a client that are looked at for one like this.
const LOOKED_AT: usize = 20;

/// What the client's card says, where neither the file nor the person does.
pub fn with_defaults(bench: &Workbench, client: i64, options: &mut ReadOptions) -> Result<(), ApiError> {
    let client = bench.desk.client(client)?;
    let or = |own: Option<String>, default: &str| own.or_else(|| Some(default.to_owned()).filter(|d| !d.is_empty()));
    options.port = or(options.port.take(), &client.default_port);
    options.country_of_shipment = or(options.country_of_shipment.take(), &client.default_country_of_shipment);
    options.mode = options.mode.or(client.default_mode);
    options.client = Some(client.name);
    Ok(())
}

/// The options with all that the desk knows: the client's rules behind those of this file, the product list, the rates.
pub fn knowing(bench: &Workbench, client: Option<i64>, options: &ReadOptions) -> Result<ReadOptions, ApiError> {
    let mut all = options.clone();
    all.rates = Arc::new(exchange::rates(bench)?);
    if let Some(client) = client {
        all.rules.extend(bench.desk.client_rules(client)?.into_iter().filter_map(rule));
        all.products = Arc::new(bench.desk.products(client)?.into_iter().map(|row| row.product).collect());
    }
    Ok(all)
}

fn rule(held: ClientRule) -> Option<ValueRule> {
    let field: Field = serde_json::from_value(held.rule.field.into()).ok()?;
    Some(ValueRule { field, when: held.rule.says, value: held.rule.means, source: format!("client rule of {}", held.at.date_naive()) })
}

/// An earlier file whose mapping is taken up.
pub struct Recalled {
    /// The file.
    pub from: RememberedReading,
    /// What was remembered of it.
    pub was: Remembered,
    /// The same, with columns that were given another name under their new one.
    pub now: Remembered,
}

/// The client's last file with this very header, else the one whose header is most like it.
pub fn recall(bench: &Workbench, client: i64, fingerprint: &str, columns: &[Column]) -> Result<Option<Recalled>, ApiError> {
    let mut best: Option<(usize, Recalled)> = None;
    for from in bench.desk.remembered_readings(client, LOOKED_AT)? {
        let was = Remembered::parse(&from.mapping)?;
        if from.fingerprint == fingerprint {
            return Ok(Some(Recalled { now: was.clone(), from, was }));
        }
        let percent = likeness(&was.mapping, columns);
        // Six of ten headers in common make it the same kind of file; a nearer one goes first, then the newer.
        if percent >= 60 && best.as_ref().is_none_or(|(before, _)| percent > *before) {
            let now = Remembered { mapping: renamed(&was.mapping, columns), ..was.clone() };
            best = Some((percent, Recalled { from, was, now }));
        }
    }
    Ok(best.map(|(_, recalled)| recalled))
}

fn key(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Headers in common, per cent of the longer of both.
fn likeness(old: &[ColumnMapping], columns: &[Column]) -> usize {
    let names = |headers: &mut dyn Iterator<Item = &String>| headers.map(|h| key(h)).filter(|k| !k.is_empty()).collect::<BTreeSet<_>>();
    let (was, is) = (names(&mut old.iter().map(|m| &m.header)), names(&mut columns.iter().map(|c| &c.header)));
    was.intersection(&is).count() * 100 / was.len().max(is.len()).max(1)
}

/// The mapping under new names: a column that is gone, with another at its place that was not there and that nothing else
/// explains, was renamed.
fn renamed(old: &[ColumnMapping], columns: &[Column]) -> Vec<ColumnMapping> {
    let before: BTreeSet<String> = old.iter().map(|m| key(&m.header)).collect();
    let after: BTreeSet<String> = columns.iter().map(|c| key(&c.header)).collect();
    old.iter()
        .map(|was| match columns.iter().find(|c| c.index == was.index) {
            Some(now) if !after.contains(&key(&was.header)) && !before.contains(&key(&now.header)) && now.field.is_none() && was.field.is_some() => {
                ColumnMapping { header: now.header.clone(), ..was.clone() }
            }
            _ => was.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(index: u32, header: &str, field: Option<Field>) -> Column {
        Column { index, header: header.into(), field, ..Column::default() }
    }

    fn mapping(index: u32, header: &str, field: Option<Field>) -> ColumnMapping {
        ColumnMapping { index, header: header.into(), field, item: None, unit: None }
    }

    #[test]
    fn a_renamed_column_keeps_what_it_was_mapped_to() {
        let old = [mapping(0, "HAWB", Some(Field::HouseBill)), mapping(1, "Was", Some(Field::Origin)), mapping(2, "Goods", Some(Field::Description))];
        let columns = [column(0, "hawb", Some(Field::HouseBill)), column(1, "Now", None), column(2, "Goods", Some(Field::Description))];
        assert_eq!(likeness(&old, &columns), 66);
        let now = renamed(&old, &columns);
        assert_eq!(now.iter().map(|m| m.header.as_str()).collect::<Vec<_>>(), ["HAWB", "Now", "Goods"]);
        // A column that is understood by its own words is not the old one under another name.
        let columns = [column(0, "hawb", Some(Field::HouseBill)), column(1, "Weight", Some(Field::Weight)), column(2, "Goods", Some(Field::Description))];
        assert_eq!(renamed(&old, &columns)[1].header, "Was");
    }
}
