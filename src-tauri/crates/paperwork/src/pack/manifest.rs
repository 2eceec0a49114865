//! The list of a pack's files, with their hashes, and a seal over the list itself.

use super::sha256;
use serde::{Deserialize, Serialize};

/// The format this version writes, and the newest it reads.
pub const FORMAT_VERSION: u32 = 1;
/// What every manifest says it is.
pub(crate) const FORMAT: &str = "entrydesk-audit-pack";

/// `manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Always `entrydesk-audit-pack`.
    pub format: String,
    /// Version of the format.
    pub format_version: u32,
    /// Version of the application that made the pack.
    pub app_version: String,
    /// When, RFC 3339 in UTC.
    pub generated_at: String,
    /// What the pack is about.
    pub scope: String,
    /// The rulebook that decided.
    pub rulebook_version: String,
    /// Somebody checked that the law did not change up to this day.
    pub law_verified_through: String,
    /// The journal's newest hash when the pack was made.
    pub journal_head: String,
    /// Every other file, sorted by path.
    pub files: Vec<PackFile>,
    /// SHA-256 of this manifest with an empty seal.
    pub seal: String,
}

/// One file of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    /// Where it is in the ZIP.
    pub path: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

impl Manifest {
    /// The manifest's one way to be written.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        // Strings, numbers and lists only: this cannot fail, and an empty manifest would never verify.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// The seal that belongs on it.
    pub(crate) fn computed_seal(&self) -> String {
        sha256(&Self { seal: String::new(), ..self.clone() }.to_bytes())
    }
}
