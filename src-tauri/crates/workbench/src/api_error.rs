//! One shape of failure for every command.

use serde::Serialize;
use std::fmt;
use ts_rs::TS;

/// Why a command did nothing: a stable code where the UI behaves differently, and one clear sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ApiError {
    /// `bad-arguments`, `not-found`, `refused`, `cancelled`, `unreadable-file`, `damaged` …
    pub code: String,
    /// What happened, and what to do.
    pub message: String,
    /// More for somebody who looks into it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub detail: Option<String>,
}

impl ApiError {
    /// An error with its code.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into(), detail: None }
    }

    /// What was asked for is not there.
    pub fn not_found(what: impl fmt::Display) -> Self {
        Self::new("not-found", format!("{what} is not in this desk file; it may have been undone"))
    }

    /// The rules of the desk do not allow it.
    pub fn refused(why: impl Into<String>) -> Self {
        Self::new("refused", why)
    }

    /// The person stopped it.
    pub fn cancelled() -> Self {
        Self::new("cancelled", "Stopped, as you asked. Nothing was stored.")
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ApiError {}

impl From<desk::DeskError> for ApiError {
    fn from(error: desk::DeskError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<intake::IntakeError> for ApiError {
    fn from(error: intake::IntakeError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<paperwork::PaperError> for ApiError {
    fn from(error: paperwork::PaperError) -> Self {
        Self::new("paper", error.to_string())
    }
}

impl From<tariff::TariffError> for ApiError {
    fn from(error: tariff::TariffError) -> Self {
        Self::new("tariff", error.to_string())
    }
}

impl From<rulebook::RulebookError> for ApiError {
    fn from(error: rulebook::RulebookError) -> Self {
        Self::new("rulebook", error.to_string())
    }
}

impl From<rulebook::PgaFault> for ApiError {
    fn from(error: rulebook::PgaFault) -> Self {
        Self::new("unreadable-file", error.to_string())
    }
}

impl From<rulebook::FirmRuleFault> for ApiError {
    fn from(error: rulebook::FirmRuleFault) -> Self {
        Self::new("refused", error.to_string())
    }
}

impl From<std::io::Error> for ApiError {
    fn from(error: std::io::Error) -> Self {
        Self::new("disk", format!("the disk did not do what was asked: {error}"))
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::new("internal", format!("a stored record could not be read: {error}"))
    }
}
