//! Events of the journal in words: what was done, and what it changed.

use serde_json::{Map, Value};

/// Changes of one event that are told; the others are in the extract.
const MOST_CHANGES: usize = 8;

/// An event in words: its kind, its details, and each value that changed with what it was before.
pub(crate) fn told(event: &Value) -> String {
    let text = |key: &str| event.get(key).and_then(Value::as_str).unwrap_or_default();
    let kind = text("kind");
    let mut said = capital(&kind.replace('-', " "));
    let Ok(body) = serde_json::from_str::<Value>(text("body")) else { return said };
    let mut details: Vec<String> = Vec::new();
    let of = |key: &str| body.get("after").and_then(|after| after.get(key)).or_else(|| body.get(key)).and_then(Value::as_str).filter(|v| !v.is_empty());
    for key in ["file_name", "name", "kind"] {
        details.extend(of(key).map(str::to_owned));
    }
    if let Some(purged) = body.pointer("/purge/counts").and_then(Value::as_object) {
        let parts = purged.iter().filter(|(_, n)| n.as_u64().is_some_and(|n| n > 0)).map(|(what, n)| format!("{n} {what}"));
        details.push(parts.collect::<Vec<_>>().join(", "));
    }
    if let Some(routes) = body.get("routes").and_then(Value::as_object) {
        details.push(routes.iter().map(|(route, n)| format!("{} {}", n.as_str().unwrap_or("?"), route.replace('-', " "))).collect::<Vec<_>>().join(", "));
    }
    if let (Some(before), Some(after)) = (body.get("before").and_then(Value::as_object), body.get("after").and_then(Value::as_object)) {
        details = changes(before, after);
    }
    if let Some(version) = body.get("rulebook").and_then(|r| r.get("version")).and_then(Value::as_str) {
        details.push(format!("by rulebook {version}"));
    }
    // Of a note its words are told; who dealt with it and when is the event itself.
    if kind.starts_with("note-") {
        details = of("text").map(|words| format!("“{words}”")).into_iter().collect();
    }
    for key in ["note", "reason"] {
        details.extend(of(key).map(|why| format!("“{why}”")));
    }
    if !details.is_empty() {
        said.push_str(": ");
        said.push_str(&details.join("; "));
    }
    said
}

/// `value of line 1 was 900.00, is 700.00`.
fn changes(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<String> {
    let mut found = Vec::new();
    differ("", &Value::Object(before.clone()), &Value::Object(after.clone()), &mut found);
    let more = found.len().saturating_sub(MOST_CHANGES);
    found.truncate(MOST_CHANGES);
    if more > 0 {
        found.push(format!("and {more} more"));
    }
    found
}

fn differ(path: &str, before: &Value, after: &Value, found: &mut Vec<String>) {
    if before == after {
        return;
    }
    let inside = |key: &str| if path.is_empty() { words(key) } else { format!("{} of {path}", words(key)) };
    match (before, after) {
        (Value::Object(_), Value::Object(_) | Value::Null) | (Value::Null, Value::Object(_)) => {
            // What is new, or gone, is told value by value.
            let nothing = Map::new();
            let (a, b) = (before.as_object().unwrap_or(&nothing), after.as_object().unwrap_or(&nothing));
            let keys: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for key in keys {
                // Keys by which shipments are found say nothing to a reader; an entry's steps are events of their own, with their notes.
                let own_step = path.is_empty() && matches!(key.as_str(), "steps" | "note");
                if !own_step && !matches!(key.as_str(), "person_keys" | "near_keys" | "lot_key" | "changed") {
                    differ(&inside(key), a.get(key).unwrap_or(&Value::Null), b.get(key).unwrap_or(&Value::Null), found);
                }
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (n, (a, b)) in (1..).zip(a.iter().zip(b)) {
                differ(&one_of(path, n), a, b, found);
            }
        }
        (Value::Array(_), _) | (_, Value::Array(_)) => {
            let count = |side: &Value| side.as_array().map_or(0, Vec::len);
            found.push(format!("{path}: there were {}, there are {}", count(before), count(after)));
        }
        _ if plain(before) == plain(after) => {}
        // A number of the desk's own, by which each form of the entry is kept.
        _ if path == "summary" => found.push(format!("form {} of it takes the place of form {}, which is kept", plain(after), plain(before))),
        _ => found.push(format!("{path} was {}, is {}", plain(before), plain(after))),
    }
}

/// `lines of shipment` and 2: `line 2 of shipment`.
fn one_of(path: &str, n: usize) -> String {
    let (list, of) = path.split_once(" of ").unwrap_or((path, ""));
    let one = list.strip_suffix('s').unwrap_or(list);
    if of.is_empty() { format!("{one} {n}") } else { format!("{one} {n} of {of}") }
}

fn words(key: &str) -> String {
    key.replace('_', " ")
}

fn plain(value: &Value) -> String {
    let text = match value {
        Value::Null => "empty".to_owned(),
        Value::String(text) if text.is_empty() => "empty".to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        other => other.to_string(),
    };
    if text.chars().count() > 60 { format!("{}…", text.chars().take(60).collect::<String>()) } else { text }
}

pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::told;
    use serde_json::json;

    fn said(kind: &str, body: serde_json::Value) -> String {
        told(&json!({"kind": kind, "body": body.to_string()}))
    }

    #[test]
    fn an_edit_says_what_was_and_what_is() {
        let body = json!({
            "before": {"shipment": {"id": "A-1", "lines": [{"description": "mug", "value": "900.00"}]}, "person_keys": ["x"]},
            "after": {"shipment": {"id": "A-1", "lines": [{"description": "mug", "value": "700.00"}]}, "person_keys": ["y"]},
            "rulebook": {"version": "2026-10"}
        });
        assert_eq!(said("shipment-edited", body), "Shipment edited: value of line 1 of shipment was 900.00, is 700.00; by rulebook 2026-10");
    }

    #[test]
    fn what_is_new_is_told_in_words_and_nothing_as_json() {
        let body = json!({"before": {"bond": null, "ports": []}, "after": {"bond": {"continuous": true, "surety": "036", "until": null, "number": ""}, "ports": ["4701"]}});
        assert_eq!(
            said("client-saved", body),
            "Client saved: continuous of bond was empty, is yes; surety of bond was empty, is 036; ports: there were 0, there are 1"
        );
        let step = json!({"at": "2026-10-21T13:00:00Z", "note": "checked", "on": "2026-10-21"});
        let body = json!({"before": {"state": "draft", "note": "", "steps": null}, "after": {"state": "ready", "note": "checked", "steps": [step]}});
        assert_eq!(said("entry-state", body), "Entry state: state was draft, is ready; “checked”");
        let body = json!({"before": {"summary": 37}, "after": {"summary": 38}});
        assert_eq!(said("entry-rebuilt", body), "Entry rebuilt: form 38 of it takes the place of form 37, which is kept");
        let body = json!({"before": {"text": "Ring CBP", "done": ""}, "after": {"text": "Ring CBP", "done": "MO, 2026-10-21"}});
        assert_eq!(said("note-done", body), "Note done: “Ring CBP”");
    }

    #[test]
    fn an_import_says_which_file_and_where_its_shipments_went() {
        let body = json!({"before": null, "after": {"file_name": "orders.csv"}, "routes": {"section-321": "12", "informal": "3"}});
        assert_eq!(said("import-stored", body), "Import stored: orders.csv; 3 informal, 12 section 321");
    }

    #[test]
    fn a_reason_is_told_and_nonsense_is_not() {
        assert_eq!(
            said("document-detached", json!({"before": {"detached": false}, "after": {"detached": true}, "note": "wrong client"})),
            "Document detached: detached was no, is yes; “wrong client”"
        );
        assert_eq!(
            said("note-added", json!({"before": null, "after": {"text": "CBP asks for the invoice", "done": ""}})),
            "Note added: “CBP asks for the invoice”"
        );
        assert_eq!(told(&json!({"kind": "odd", "body": "not json"})), "Odd");
        assert_eq!(told(&json!({})), "");
    }
}
