//! What can be wrong with tariff data.

use thiserror::Error;

/// Why tariff data was refused: what, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TariffError {
    /// A file that is not what it should be.
    #[error("{file}: {what}")]
    File {
        /// The file's name.
        file: String,
        /// What is wrong, where, and what to do.
        what: String,
    },
    /// Our own data is wrong: the product is damaged.
    #[error("the built-in tariff data `{file}` is damaged: {what}")]
    Built {
        /// Which of our files.
        file: String,
        /// What is wrong.
        what: String,
    },
}

impl TariffError {
    pub(crate) fn file(file: &str, what: impl Into<String>) -> Self {
        Self::File { file: file.to_owned(), what: what.into() }
    }

    pub(crate) fn built(file: &str, what: impl ToString) -> Self {
        Self::Built { file: file.to_owned(), what: what.to_string() }
    }
}
