//! Papers: which there are, what each lacks, how it looks, where it was written.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// See `papers`: of an entry, of a client, or of shipments.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct PapersArgs {
    /// `FFF-NNNNNNN-C`.
    pub number: Option<String>,
    /// The client, where there is no entry.
    #[ts(type = "number | null")]
    pub client_id: Option<i64>,
    /// Shipments of one client, where there is no entry.
    #[ts(type = "number[] | null")]
    pub shipment_ids: Option<Vec<i64>>,
}

/// A paper that can be made.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PaperOffer {
    /// `7501`, `3461`, `duty` …
    pub kind: String,
    /// `CBP Form 3461, Entry/Immediate Delivery`.
    pub name: String,
    /// Edition of the form or of its drawing.
    pub edition: String,
    /// What is missing before it is complete, block by block.
    pub lacks: Vec<String>,
    /// Why it does not suit this entry; `null` where it does.
    pub unsuited: Option<String>,
    /// What its blocks rest on, where they were not checked against the form itself.
    pub unverified: Option<String>,
}

/// See `paper_preview` and `paper_pdf`: a kind, and what it is made of.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct PaperArgs {
    /// `7501`, `3461`, `duty` …
    #[ts(optional = false, type = "string")]
    pub kind: String,
    /// The entry.
    pub number: Option<String>,
    /// The client, where there is no entry.
    #[ts(type = "number | null")]
    pub client_id: Option<i64>,
    /// The shipments of a manifest worksheet or of invoices, where there is no entry.
    #[ts(type = "number[] | null")]
    pub shipment_ids: Option<Vec<i64>>,
}

/// See `papers_pdf`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PapersPdfArgs {
    /// `FFF-NNNNNNN-C` each.
    pub numbers: Vec<String>,
    /// `7501`, `3461`, `duty` …
    pub kinds: Vec<String>,
    /// A file for each paper.
    pub separate: bool,
    /// One file with all of them, bookmarked.
    pub merged: bool,
}

/// A paper of a batch that was not made.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PaperRefusal {
    /// The entry.
    pub number: String,
    /// The kind.
    pub kind: String,
    /// Why, in a sentence.
    pub why: String,
    /// The kind does not suit the entry at all, like the form for goods free of duty where duty is paid.
    pub unsuited: bool,
}

/// Papers that were written.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SavedPapers {
    /// Where.
    pub folder: String,
    /// Their names.
    pub files: Vec<String>,
    /// How many papers they hold.
    #[ts(type = "number")]
    pub papers: u64,
    /// What was left out, and why.
    pub refused: Vec<PaperRefusal>,
}
