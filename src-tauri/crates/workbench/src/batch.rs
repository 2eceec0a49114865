//! Reading a batch shipment by shipment: what one of them has wrong must not keep the others from being decided.

use crate::ApiError;
use customs::shipment::Batch;
use customs::{Decision, Line, Outcome, Route, Shipment};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A batch, and what could not be read of it: by shipment, one sentence each.
pub struct ReadBatch {
    /// What could be read.
    pub batch: Batch,
    /// What could not.
    pub unread: BTreeMap<String, Vec<String>>,
}

/// Reads a batch. A field that nobody knows is an error of the whole file: it may be a misspelt one that matters.
/// A value that is none (an impossible date, a fraction of a float) is left out, and named for that shipment alone.
pub fn read(text: &str, name: &str) -> Result<ReadBatch, ApiError> {
    let wrong = |why: String| ApiError::new("unreadable-file", format!("{name}: {why}. Nothing was decided."));
    let mut whole: Map<String, Value> = serde_json::from_str(text).map_err(|e| wrong(format!("line {}, column {}: {e}", e.line(), e.column())))?;
    let mut unread = BTreeMap::new();
    let mut list = |key: &str| -> Result<Vec<Shipment>, ApiError> {
        let Some(value) = whole.remove(key) else { return Ok(Vec::new()) };
        let Value::Array(items) = value else { return Err(wrong(format!("`{key}` is not a list"))) };
        items.into_iter().enumerate().map(|(i, item)| shipment(item, i, &mut unread).map_err(|why| wrong(format!("`{key}`, {why}")))).collect()
    };
    let batch = Batch { shipments: list("shipments")?, history: list("history")? };
    match whole.keys().next() {
        Some(unknown) => Err(wrong(format!("unknown field `{unknown}`; a batch has `shipments` and `history`"))),
        None => Ok(ReadBatch { batch, unread }),
    }
}

fn shipment(value: Value, place: usize, unread: &mut BTreeMap<String, Vec<String>>) -> Result<Shipment, String> {
    let at = format!("shipment {}", place + 1);
    let mut fields = match value {
        Value::Object(fields) => fields,
        _ => return Err(format!("{at} is not an object")),
    };
    let id = fields.get("id").and_then(Value::as_str).map(str::to_owned).ok_or_else(|| format!("{at} has no `id`"))?;
    if let Ok(read) = serde_json::from_value(Value::Object(fields.clone())) {
        return Ok(read);
    }
    let at = format!("shipment {id}");
    let mut notes = Vec::new();
    let lines = match fields.remove("lines") {
        Some(Value::Array(lines)) => lines,
        Some(_) => return Err(format!("{at}: `lines` is not a list")),
        None => Vec::new(),
    };
    let empty = json!({ "id": id, "lines": [] });
    let kept = sound::<Shipment>(fields, &empty, "", &mut notes).map_err(|why| format!("{at}: {why}"))?;
    let mut read: Shipment = serde_json::from_value(kept).map_err(|e| format!("{at}: {e}"))?;
    for (n, line) in lines.into_iter().enumerate() {
        let Value::Object(fields) = line else { return Err(format!("{at}: line {} is not an object", n + 1)) };
        let of = format!("line {}, ", n + 1);
        let kept = sound::<Line>(fields, &json!({ "description": "" }), &of, &mut notes).map_err(|why| format!("{at}: {of}{why}"))?;
        read.lines.push(serde_json::from_value(kept).map_err(|e| format!("{at}: {of}{e}"))?);
    }
    unread.insert(id, notes);
    Ok(read)
}

/// The fields that can be read one by one beside `empty`; the others are left out and noted.
fn sound<T: serde::de::DeserializeOwned>(fields: Map<String, Value>, empty: &Value, of: &str, notes: &mut Vec<String>) -> Result<Value, String> {
    let mut kept = empty.clone();
    for (key, value) in fields {
        let mut alone = empty.clone();
        alone[&key] = value.clone();
        match serde_json::from_value::<T>(alone) {
            Ok(_) => kept[&key] = value,
            Err(e) if e.to_string().contains("unknown field") => return Err(e.to_string()),
            Err(e) => notes.push(format!("{of}{key}: {e}.")),
        }
    }
    Ok(kept)
}

/// A decision on a shipment that could not be read whole: a person must look, and sees what was wrong first.
pub fn put_to_a_person(decision: &mut Decision, notes: &[String]) {
    decision.route = Route::Review;
    decision.exempt = None;
    decision.limb = None;
    decision.entry_type = None;
    decision.would_have_qualified = false;
    if let Some(test) = decision.tests.iter_mut().find(|t| t.id == "required-data") {
        let rest = if test.outcome == Outcome::Pass { String::new() } else { format!(" {}", test.because) };
        test.outcome = Outcome::Review;
        test.because = format!("Not everything could be read: {}{rest}", notes.join(" "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_impossible_date_is_that_shipments_own_trouble() {
        let text = r#"{"shipments": [
            {"id": "A", "arrival": "2024-02-31", "lines": [{"description": "tea", "value": "5.00"}]},
            {"id": "B", "arrival": "2024-02-28", "lines": [{"description": "tea", "value": 5.25}]},
            {"id": "C", "arrival": "2024-02-28", "lines": [{"description": "tea", "value": "5.00"}]}]}"#;
        let read = read(text, "b.json").unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(read.batch.shipments.len(), 3);
        assert_eq!(read.batch.shipments[0].arrival, None);
        assert!(read.unread["A"][0].contains("`2024-02-31` is not a date of arrival"));
        assert!(read.unread["B"][0].starts_with("line 1, value: ") && read.unread["B"][0].contains("write amounts as text"));
        assert!(!read.unread.contains_key("C"));
    }

    #[test]
    fn what_the_whole_file_is_refused_for() {
        for (text, why) in [
            (r#"{"shipments": [{"id": "A", "colour": "red", "lines": []}]}"#, "shipment A: unknown field `colour`"),
            (r#"{"shipments": [{"id": "A", "lines": [{"description": "tea", "prize": "1"}]}]}"#, "line 1, unknown field `prize`"),
            (r#"{"shipments": [{"lines": []}]}"#, "shipment 1 has no `id`"),
            (r#"{"parcels": []}"#, "unknown field `parcels`"),
            (r#"{"shipments": 3}"#, "`shipments` is not a list"),
            ("not json", "line 1, column 2"),
        ] {
            let said = read(text, "b.json").err().map(|e| e.message).unwrap_or_default();
            assert!(said.contains(why) && said.starts_with("b.json: "), "{said}");
        }
    }
}
