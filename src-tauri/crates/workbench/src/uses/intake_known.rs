//! Rows of a file that the desk has already: found, compared cell by cell, settled as the broker chooses.

use crate::contract::*;
use crate::{ApiError, Workbench};
use customs::{Shipment, ValueSource};
use intake::Reading;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Known shipments that are compared one by one; more are counted.
const COMPARED: usize = 2_000;

/// The shipments of a reading that the client has on the desk, and how many there are in all.
pub fn known(bench: &Workbench, client_id: i64, reading: &Reading) -> Result<(Vec<KnownShipment>, u64), ApiError> {
    let bills: Vec<&str> = reading.shipments.iter().map(|s| s.shipment.id.as_str()).collect();
    let found = bench.desk.shipments_by_bill(client_id, &bills)?;
    let total = found.len() as u64;
    let places: BTreeMap<&str, usize> = reading.shipments.iter().enumerate().map(|(at, s)| (s.shipment.id.as_str(), at)).collect();
    let ids: Vec<i64> = found.iter().take(COMPARED).map(|(_, id)| *id).collect();
    let rows: BTreeMap<i64, desk::ShipmentRow> = bench.desk.shipment_rows(&ids)?.into_iter().map(|row| (row.id, row)).collect();
    let imports: BTreeMap<i64, String> = bench.desk.imports()?.into_iter().map(|i| (i.id, i.file_name)).collect();
    let mut known = Vec::with_capacity(ids.len());
    for (id, _, stored) in bench.desk.bare_shipments(&ids)? {
        let (Some(read), Some(row)) = (places.get(stored.id.as_str()).and_then(|at| reading.shipments.get(*at)), rows.get(&id)) else { continue };
        let locked = match &row.entry_number {
            Some(number) => filed(bench, number)?,
            None => String::new(),
        };
        known.push(KnownShipment {
            bill: stored.id.clone(),
            id,
            rows: read.rows.clone(),
            file_name: imports.get(&row.import_id).cloned().unwrap_or_default(),
            locked,
            differences: differences(&stored, &read.shipment),
        });
    }
    Ok((known, total))
}

/// Why a shipment on this entry cannot be replaced; empty where it can.
fn filed(bench: &Workbench, number: &str) -> Result<String, ApiError> {
    use customs::EntryState::{Draft, Ready, Rejected};
    let state = bench.desk.entry(number)?.row.state;
    Ok(if matches!(state, Draft | Ready | Rejected) { String::new() } else { format!("it is on entry {number}, which was filed") })
}

/// What the desk does with the shipments of a file that it has already.
#[derive(Debug, Default)]
pub struct Settled {
    /// House bills that are left out.
    pub skipped: BTreeSet<String>,
    /// House bills whose new version is taken, with the desk's own number.
    pub taken: BTreeMap<String, i64>,
}

/// Settles them by the broker's choices. What is not chosen is neither skipped nor taken: the desk refuses it.
pub fn settle(bench: &Workbench, client_id: i64, reading: &Reading, choices: &KnownChoices) -> Result<Settled, ApiError> {
    let mut settled = Settled::default();
    if choices.all.is_none() && choices.skip.is_empty() && choices.take.is_empty() {
        return Ok(settled);
    }
    let bills: Vec<&str> = reading.shipments.iter().map(|s| s.shipment.id.as_str()).collect();
    let (skip, take): (BTreeSet<&String>, BTreeSet<&String>) = (choices.skip.iter().collect(), choices.take.iter().collect());
    for (bill, id) in bench.desk.shipments_by_bill(client_id, &bills)? {
        let choice = match (skip.contains(&bill), take.contains(&bill)) {
            (true, _) => Some(KnownChoice::Skip),
            (_, true) => Some(KnownChoice::Take),
            _ => choices.all,
        };
        match choice {
            Some(KnownChoice::Skip) => {
                settled.skipped.insert(bill);
            }
            Some(KnownChoice::Take) => {
                settled.taken.insert(bill, id);
            }
            None => {}
        }
    }
    Ok(settled)
}

/// The file's version as it takes the place of the desk's: it says that it does.
pub fn replacing(shipment: &mut Shipment, file_name: &str, rows: &[u32], day: chrono::NaiveDate) {
    let rows = rows.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    let source = format!("new version of {day} from {file_name}, row{} {rows}", if rows.contains(',') { "s" } else { "" });
    shipment.sources.push(ValueSource { line: None, field: "shipment".into(), source });
}

/// What differs, value by value. Where a value comes from, whose file it is, and what is asked at the store are no differences.
fn differences(desk: &Shipment, file: &Shipment) -> Vec<Difference> {
    let flat = |shipment: &Shipment| {
        let mut out = BTreeMap::new();
        if let Ok(Value::Object(map)) = serde_json::to_value(shipment) {
            for (key, value) in map {
                if !matches!(key.as_str(), "id" | "client" | "sources" | "filed_at") {
                    flatten(&key, &value, &mut out);
                }
            }
        }
        out
    };
    let (old, new) = (flat(desk), flat(file));
    // Given once for the file, or by the client's card, where the rows say nothing.
    let given = ["arrival", "mode", "country_of_shipment", "exchange_rate"];
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    keys.into_iter()
        .filter(|key| {
            let (was, is) = (old.get(*key), new.get(*key));
            let silent = is.is_none() && (given.contains(&key.as_str()) || key.starts_with("shipper.") && file.shipper.is_none());
            was != is && !silent
        })
        .map(|key| Difference { what: in_words(key), desk: old.get(key).cloned().unwrap_or_default(), file: new.get(key).cloned().unwrap_or_default() })
        .collect()
}

fn flatten(path: &str, value: &Value, out: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| flatten(&format!("{path}.{key}"), inner, out)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, inner)| flatten(&format!("{path}.{:04}", at + 1), inner, out)),
        Value::Null | Value::Bool(false) => {}
        Value::Bool(true) => {
            out.insert(path.to_owned(), "yes".to_owned());
        }
        // An amount is the same with and without its cents.
        Value::String(text) => {
            let same = text.parse::<customs::Decimal>().map_or_else(|_| text.clone(), |n| n.normalize().to_string());
            out.insert(path.to_owned(), if path.ends_with("value") || path.ends_with("rate") || path.ends_with("weight_kg") { same } else { text.clone() });
        }
        other => {
            out.insert(path.to_owned(), other.to_string());
        }
    }
}

/// `lines.0001.hts` as a person says it: `line 1, HTS number`.
fn in_words(path: &str) -> String {
    let mut parts = path.split('.');
    let mut words = Vec::new();
    while let Some(part) = parts.next() {
        words.push(match part {
            "lines" => format!("line {}", parts.next().and_then(|n| n.parse::<u32>().ok()).unwrap_or(0)),
            "hts" => "HTS number".to_owned(),
            "sku" => "stock number".to_owned(),
            "weight_kg" => "weight, kg".to_owned(),
            "postal_code" => "ZIP".to_owned(),
            "region" => "state".to_owned(),
            "address1" => "address".to_owned(),
            "exported" => "day of exportation".to_owned(),
            other => other.replace('_', " "),
        });
    }
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use customs::{Line, Party};

    fn shipment(value: &str, hts: Option<&str>, name: &str) -> Shipment {
        let line = Line { description: "mug".into(), value: value.parse().ok(), hts: hts.map(str::to_owned), ..Line::default() };
        Shipment { id: "A".into(), consignee: Some(Party { name: Some(name.into()), ..Party::default() }.into()), lines: vec![line], ..Shipment::default() }
    }

    #[test]
    fn differences_are_named_as_a_person_names_them() {
        let (mut desk, file) = (shipment("10.00", Some("6912.00.4810"), "Ann Example"), shipment("12.5", None, "Ann Example"));
        desk.arrival = "2026-11-20".parse().ok();
        desk.client = Some("Nordlicht".into());
        let say = |what: &str, desk: &str, file: &str| Difference { what: what.into(), desk: desk.into(), file: file.into() };
        assert_eq!(differences(&desk, &file), [say("line 1, HTS number", "6912.00.4810", ""), say("line 1, value", "10", "12.5")]);
        assert_eq!(differences(&shipment("10.00", None, "Ann"), &shipment("10", None, "Ann")), []);
        let renamed = differences(&shipment("1", None, "Ann"), &shipment("1", None, "Bob"));
        assert_eq!(renamed, [say("consignee, name", "Ann", "Bob")]);
    }
}
