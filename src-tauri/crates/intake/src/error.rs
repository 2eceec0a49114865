//! Why a file cannot be read at all.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// Why nothing was read, in one sentence that names the file, the place where there is one, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IntakeError {
    code: String,
    message: String,
}

impl IntakeError {
    pub(crate) fn new(code: &str, file: &str, what: impl fmt::Display, remedy: &str) -> Self {
        Self { code: code.to_owned(), message: format!("{file}: {what}. {remedy}") }
    }

    /// A stable name of the reason: `encrypted`, `empty`, `not-a-spreadsheet`, `damaged`, `too-large`, `stopped` …
    pub fn code(&self) -> &str {
        &self.code
    }
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for IntakeError {}
