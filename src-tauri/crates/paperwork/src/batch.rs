//! Papers of many entries at once, on all processors; the order is that of the asking.

use crate::error::PaperError;
use crate::fonts::Fonts;
use crate::forms::{PaperKind, PaperMatter, paper};
use crate::pdf::Encoded;
use rayon::prelude::*;

/// A paper of a batch.
pub struct Printed {
    /// Its pages, for a merged file.
    pub encoded: Encoded,
    /// Its own file, where one was asked for.
    pub file: Option<Vec<u8>>,
}

/// Draws papers, each with a file of its own where `separate` says so. What cannot be printed as it stands is an error with
/// its reasons, and holds nothing else up.
pub fn print_all(papers: &[(PaperKind, PaperMatter<'_>)], separate: bool, fonts: &Fonts) -> Vec<Result<Printed, PaperError>> {
    papers
        .par_iter()
        .map(|(kind, matter)| {
            let document = paper(*kind, matter);
            if !document.issues.is_empty() {
                return Err(PaperError::Refused(document.issues));
            }
            let encoded = document.encode(fonts)?;
            let file = if separate { Some(encoded.to_pdf(fonts)?) } else { None };
            Ok(Printed { encoded, file })
        })
        .collect()
}
