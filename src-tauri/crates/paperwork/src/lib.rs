//! Forms, reports and audit packs.
//!
//! Everything is laid out first, as [`PlacedPage`]s in whole hundredths of a point; the screen preview
//! ([`PlacedPage::to_svg`]) and the paper ([`Document::to_pdf`]) are two ways to draw the same pages.
//! Same matter, same bytes: no clock, no randomness, no order that is not stated.

mod batch;
pub mod catair;
pub mod error;
pub mod fonts;
pub mod form_7501;
pub mod forms;
pub mod pack;
pub mod page;
mod pdf;
mod report;
pub mod sheets;
mod svg;
pub mod units;
mod wrap;

pub use batch::{Printed, print_all};
pub use error::PaperError;
pub use fonts::Fonts;
pub use form_7501::{Edition, form_7501, form_7501_edition, missing_blocks};
pub use forms::{PaperKind, PaperMatter, PaperShipment, Stamp, lacking, paper, unprintable, unsuited};
pub use pack::{
    About, AuditDocument, AuditMatter, AuditNote, AuditShipment, PackVerdict, Packed, SourceFile, audit_pack, is_locked, lock_pack, unlock_pack, verify_pack,
};
pub use page::{Document, PlacedPage, Word};
pub use pdf::Encoded;
pub use report::{CertificateRecord, DestructionCertificate, RecoverySheet, audit_report, destruction_certificate, recovery_sheet};
