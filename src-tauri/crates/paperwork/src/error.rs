//! Why a paper or pack could not be made.

/// Why a paper or pack could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The paper was refused; each reason is a sentence.
    #[error("this paper cannot be printed: {}", .0.join("; "))]
    Refused(Vec<String>),
    /// A face could not be read or cut down to the glyphs used.
    #[error("the typeface {0} could not be embedded: {1}")]
    Font(&'static str, String),
    /// The PDF could not be written.
    #[error("the PDF could not be written: {0}")]
    Pdf(String),
    /// The ZIP could not be written.
    #[error("the audit pack could not be written: {0}")]
    Pack(String),
    /// The workbook could not be written.
    #[error("the spreadsheet could not be written: {0}")]
    Sheet(String),
    /// A table was refused; the reason says what to do instead.
    #[error("this table cannot be written: {0}")]
    TooLong(String),
    /// The passphrase cannot be taken; the sentence says why.
    #[error("{0}")]
    Passphrase(String),
    /// A person stopped it.
    #[error("stopped before it was finished; nothing was written")]
    Cancelled,
}
