//! Checking a journal extract on its own.
//!
//! `content = SHA-256(0x00 ‖ who ‖ kind ‖ subject ‖ body)`, `hash = SHA-256(0x01 ‖ prev ‖ seq ‖ at ‖ content)`, every field with
//! its length (eight bytes, big-endian) before it, as the desk's journal is written.

use customs::hex::{hex, unhex};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Checks events in their order from the hash `before` (empty where each event says what it follows).
///
/// Whole events need not be neighbours; links of a slice must be, and lead to `head`. Returns the first event that does not
/// hold, in a sentence.
pub fn check_chain(before: &str, events: &[Value], head: &str) -> Result<(), String> {
    let mut last: Option<(i64, String)> = None;
    let mut sliced = false;
    for (index, event) in events.iter().enumerate() {
        let seq = event.get("seq").and_then(Value::as_i64).ok_or_else(|| format!("the journal extract's event at position {} has no number", index + 1))?;
        let broken = |why: &str| format!("the journal extract is broken at event {seq}: {why}");
        let text = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| broken(&format!("it has no `{key}`")));
        let (at, hash) = (text(event, "at")?, text(event, "hash")?);
        let neighbour = last.as_ref().filter(|(before, _)| before.checked_add(1) == Some(seq)).map(|(_, hash)| hash.clone());
        if last.as_ref().is_some_and(|(before, _)| *before >= seq) {
            return Err(broken("it is out of order"));
        }
        let (prev, content) = if let Some(content) = event.get("content").and_then(Value::as_str) {
            sliced = true;
            if let Some(shown) = event.get("event").filter(|shown| !shown.is_null()) {
                let told = content_hash([&text(shown, "who")?, &text(shown, "kind")?, &text(shown, "subject")?, &text(shown, "body")?]);
                if told != content || shown.get("seq") != event.get("seq") || shown.get("at") != event.get("at") {
                    return Err(broken("what it says is not what was recorded"));
                }
            }
            let prev = match (&last, neighbour) {
                (_, Some(prev)) => prev,
                (None, None) => before.to_owned(),
                (Some(_), None) => return Err(broken("an event before it is missing")),
            };
            (prev, content.to_owned())
        } else {
            let prev = text(event, "prev")?;
            if neighbour.as_ref().is_some_and(|hash| *hash != prev) {
                return Err(broken("it does not follow from the event before it"));
            }
            (prev, content_hash([&text(event, "who")?, &text(event, "kind")?, &text(event, "subject")?, &text(event, "body")?]))
        };
        let linked = link(&prev, seq, &at, &content).ok_or_else(|| broken("one of its hashes is not 64 hexadecimal digits"))?;
        if linked != hash {
            return Err(broken("it does not follow from the event before it"));
        }
        last = Some((seq, hash));
    }
    match last {
        Some((seq, hash)) if sliced && hash != head => {
            Err(format!("the journal extract ends at event {seq}, which is not the head {head} that the pack names"))
        }
        _ => Ok(()),
    }
}

fn field(hasher: &mut Sha256, bytes: &[u8]) {
    hasher.update((bytes.len() as u64).to_be_bytes());
    hasher.update(bytes);
}

fn content_hash(parts: [&str; 4]) -> String {
    let mut hasher = Sha256::new_with_prefix([0]);
    for part in parts {
        field(&mut hasher, part.as_bytes());
    }
    hex(&hasher.finalize())
}

fn link(prev: &str, seq: i64, at: &str, content: &str) -> Option<String> {
    let mut hasher = Sha256::new_with_prefix([1]);
    field(&mut hasher, &unhex(prev)?);
    field(&mut hasher, &seq.to_be_bytes());
    field(&mut hasher, at.as_bytes());
    field(&mut hasher, &unhex(content)?);
    Some(hex(&hasher.finalize()))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::json;

    const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

    /// Three whole events, and the head they lead to.
    pub(crate) fn three_events() -> (Vec<Value>, String) {
        let mut prev = ZEROS.to_owned();
        let events = [("client-created", "client:1"), ("import-stored", "import:1"), ("shipment-decided", "shipment:7")]
            .into_iter()
            .zip(1i64..)
            .map(|((kind, subject), seq)| {
                let (at, body) = (format!("2026-11-18T10:00:0{seq}Z"), format!(r#"{{"n":{seq}}}"#));
                let hash = link(&prev, seq, &at, &content_hash(["RA", kind, subject, &body])).unwrap();
                let event = json!({"seq": seq, "at": at, "who": "RA", "kind": kind, "subject": subject, "body": body, "prev": prev, "hash": hash});
                prev.clone_from(&hash);
                event
            })
            .collect();
        (events, prev)
    }

    /// The same as links of a slice; the second shows its digest only.
    pub(crate) fn slice_of(events: &[Value]) -> Vec<Value> {
        events
            .iter()
            .map(|e| {
                let text = |key: &str| e[key].as_str().unwrap();
                let content = content_hash([text("who"), text("kind"), text("subject"), text("body")]);
                let shown = if e["seq"] == 2 { Value::Null } else { e.clone() };
                json!({"seq": e["seq"], "at": e["at"], "content": content, "hash": e["hash"], "event": shown})
            })
            .collect()
    }

    #[test]
    fn a_whole_chain_holds_and_so_do_events_with_gaps() {
        let (events, head) = three_events();
        assert_eq!(check_chain("", &events, &head), Ok(()));
        assert_eq!(check_chain("", &[events[0].clone(), events[2].clone()], &head), Ok(()));
        assert_eq!(check_chain("", &[], &head), Ok(()));
    }

    #[test]
    fn a_slice_shows_other_clients_as_digests_and_still_leads_to_the_head() {
        let (events, head) = three_events();
        let slice = slice_of(&events);
        assert_eq!(check_chain(ZEROS, &slice, &head), Ok(()));
        let cut = check_chain(ZEROS, &slice[..2], &head).unwrap_err();
        assert!(cut.starts_with("the journal extract ends at event 2, which is not the head"), "{cut}");
        let hole = check_chain(ZEROS, &[slice[0].clone(), slice[2].clone()], &head).unwrap_err();
        assert_eq!(hole, "the journal extract is broken at event 3: an event before it is missing");
    }

    #[test]
    fn a_rewritten_event_is_named() {
        let (mut events, head) = three_events();
        events[1]["body"] = json!(r#"{"n":9}"#);
        assert_eq!(check_chain("", &events, &head).unwrap_err(), "the journal extract is broken at event 2: it does not follow from the event before it");
        let mut slice = slice_of(&three_events().0);
        slice[0]["event"]["who"] = json!("XX");
        assert_eq!(check_chain(ZEROS, &slice, &head).unwrap_err(), "the journal extract is broken at event 1: what it says is not what was recorded");
    }

    #[test]
    fn nonsense_is_refused_without_panic() {
        assert!(check_chain("", &[json!(7)], "").unwrap_err().contains("has no number"));
        assert!(check_chain("", &[json!({"seq": 1})], "").unwrap_err().contains("has no `at`"));
        let odd = json!({"seq": i64::MAX, "at": "", "hash": "é", "content": "zz"});
        assert!(check_chain("ß", &[odd], "").unwrap_err().contains("not 64 hexadecimal digits"));
    }
}
