//! One way to write a record down, so that a hash over it means something.

pub(crate) use customs::hex::{hex, unhex};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// JSON with sorted keys and no spaces, whatever features serde_json was built with.
pub(crate) fn text(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<_> = map.iter().collect();
            keys.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (i, (key, inner)) in keys.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                let _ = write!(out, "{}:", Value::from(key.as_str()));
                write(inner, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (i, inner) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(inner, out);
            }
            out.push(']');
        }
        other => {
            let _ = write!(out, "{other}");
        }
    }
}

/// Feeds a field with its length before it, so that no two lists of fields read the same.
pub(crate) fn field(hasher: &mut Sha256, bytes: &[u8]) {
    hasher.update((bytes.len() as u64).to_be_bytes());
    hasher.update(bytes);
}

/// SHA-256 of some bytes.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_are_sorted_and_text_is_escaped() {
        assert_eq!(text(&json!({"b": [1, {"z": null, "a": "x\"\n"}], "a": "1.50"})), r#"{"a":"1.50","b":[1,{"a":"x\"\n","z":null}]}"#);
    }

    #[test]
    fn a_field_cannot_lend_bytes_to_its_neighbour() {
        let digest = |fields: &[&str]| {
            let mut hasher = Sha256::new();
            fields.iter().for_each(|f| field(&mut hasher, f.as_bytes()));
            hex(&hasher.finalize())
        };
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
    }
}
