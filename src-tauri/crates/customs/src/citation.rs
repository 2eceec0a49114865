//! Where a statement of law comes from, and how sure we are of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a legal fact was established. Anything but `Primary` is shown to a person as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// The text of the statute, regulation, notice or ruling was read.
    Primary,
    /// Only an account of it was read.
    Secondary,
    /// Believed, not checked against any source.
    Unverified,
}

/// A place in the law, as a broker would cite it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub struct Citation {
    /// As printed: `19 CFR 10.151`, `90 FR 42418`.
    pub text: String,
    /// How sure we are of what it says.
    pub confidence: Confidence,
}

impl Citation {
    /// A citation with its confidence.
    pub fn new(text: impl Into<String>, confidence: Confidence) -> Self {
        Self { text: text.into(), confidence }
    }
}
