//! What can be wrong with a book.

/// A fault in a rulebook file: where, and what.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {what}")]
pub struct RulebookError {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub what: String,
}

/// A file with its text, to say where things are.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

impl Place<'_> {
    /// A fault at a byte offset.
    pub fn fault(&self, offset: usize, what: impl Into<String>) -> RulebookError {
        let upto = self.text.as_bytes().get(..offset).unwrap_or(self.text.as_bytes());
        let line = upto.iter().filter(|b| **b == b'\n').count() + 1;
        RulebookError { file: self.file.to_owned(), line, what: what.into() }
    }

    /// Reads the file into a shape.
    pub fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, RulebookError> {
        toml::from_str(self.text).map_err(|e| self.fault(e.span().map_or(0, |s| s.start), e.message().trim().to_owned()))
    }
}
