//! The template a broker gives to a client.

use crate::contract::*;
use crate::{ApiError, Workbench};

/// Name of the file.
pub const NAME: &str = "parcel-manifest-template.xlsx";

/// The template's bytes.
pub fn bytes() -> Result<Vec<u8>, ApiError> {
    intake::template().map_err(|e| ApiError::new("internal", format!("The template could not be written: {e}.")))
}

/// Writes the template among the documents.
pub fn intake_template(bench: &Workbench, _: Nothing) -> Result<SavedFile, ApiError> {
    let path = bench.write_document("templates", NAME, &bytes()?)?;
    Ok(SavedFile { path: path.display().to_string() })
}
