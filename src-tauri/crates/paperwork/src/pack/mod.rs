//! Audit packs: one ZIP that answers for what was known, decided and done, and proves it with nothing else at hand.

mod chain;
mod csv;
mod lock;
mod manifest;
mod matter;
mod redact;
pub(crate) mod request;
mod verify;
mod write;

pub use chain::check_chain;
pub use lock::{SHORTEST_PASSPHRASE, is_locked, lock_pack, unlock_pack};
pub use manifest::{FORMAT_VERSION, Manifest, PackFile};
pub(crate) use matter::unnamed;
pub use matter::{About, AuditDocument, AuditMatter, AuditNote, AuditShipment, SourceFile};
pub(crate) use redact::HONESTLY;
pub use redact::mark;
pub use verify::{PackVerdict, verify_pack};
pub use write::{Packed, audit_pack};

pub(crate) use customs::hex::hex;
use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The rows of a shipment in its file, as a person names them.
pub(crate) fn rows_of(audited: &AuditShipment) -> String {
    matter::row_ranges(&audited.source_rows)
}
