//! Audit packs: what they are about, how they are made, and what verifying one found.

use super::Typed;
use chrono::NaiveDate;
use customs::Decision;
use customs::decision::RulebookStamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What an audit pack is about. Always one client's: records of clients are kept apart (19 CFR 111.24).
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum AuditScope {
    /// All of one client.
    Client {
        /// The client.
        client_id: i64,
    },
    /// One entry.
    Entry {
        /// Its number.
        number: String,
    },
    /// One shipment.
    Shipment {
        /// The desk's number.
        id: i64,
    },
    /// What one client sent to one person, on all days.
    Person {
        /// The client.
        client_id: i64,
        /// The person's name, as written on any of the client's parcels.
        name: String,
    },
    /// One client's arrivals in a period.
    Period {
        /// The client.
        client_id: i64,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
}

/// See `audit_export`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct AuditArgs {
    /// What it is about.
    pub scope: AuditScope,
    /// Marks instead of people's names.
    #[serde(default)]
    #[ts(as = "Option<bool>")]
    pub redacted: bool,
    /// Locks the pack; absent or empty: it is not locked.
    #[serde(default)]
    #[ts(as = "Option<String>")]
    pub passphrase: Option<Typed>,
}

/// An audit pack that was written.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SavedPack {
    /// Where.
    pub path: String,
    /// SHA-256 of the ZIP.
    pub sha256: String,
    /// Files in it.
    pub files: u64,
    /// Its size.
    pub bytes: u64,
}

/// See `audit_verify`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct VerifyArgs {
    /// The pack that was offered.
    pub ticket: String,
    /// Opens a locked one.
    #[serde(default)]
    #[ts(as = "Option<String>")]
    pub passphrase: Option<Typed>,
}

/// What verifying a pack found.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PackVerdict {
    /// Every file is there, unchanged, and the journal extract holds.
    pub sound: bool,
    /// It takes a passphrase, and the one given, if any, does not open it.
    pub locked: bool,
    /// One sentence each, where not.
    pub findings: Vec<String>,
    /// Files checked.
    pub files: u64,
    /// What the pack says of itself.
    pub summary: String,
}

/// A decision explained again by the law it was made by.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Replay {
    /// That law.
    pub rulebook: RulebookStamp,
    /// It comes out as it was decided, test by test and word by word.
    pub same: bool,
    /// The tests that do not.
    pub differs: Vec<String>,
    /// The tests that read otherwise by the law as this program has it today.
    pub today: Vec<String>,
    /// In words.
    pub sentence: String,
    /// The decision by the law of then.
    pub decision: Decision,
    /// The decision by the law of today.
    pub now: Decision,
}
