//! What a person types in secret.

use serde::{Deserialize, Deserializer};
use std::fmt;
use std::ops::Deref;
use zeroize::Zeroizing;

/// A passphrase or a recovery key as it was typed: wiped from memory when it goes, and never in a log. The text of the call that
/// brought it is taken over, not copied.
#[derive(Clone)]
pub struct Typed(Zeroizing<String>);

impl Deref for Typed {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typed(…)")
    }
}

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Zeroizing::new(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn what_is_typed_takes_over_the_text_of_the_call_and_is_in_no_log() {
        let call: Value = json!("lantern orbit mackerel seven");
        let at = call.as_str().map(str::as_ptr);
        let typed: Typed = serde_json::from_value(call).unwrap();
        assert_eq!((&*typed, Some(typed.as_ptr())), ("lantern orbit mackerel seven", at), "no copy of it stays behind in the call");
        assert_eq!(format!("{:?}", Some(&typed)), "Some(Typed(…))");
    }
}
