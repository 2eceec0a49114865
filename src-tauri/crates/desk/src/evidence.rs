//! Rows that are only ever added, and the digests by which the journal holds them.

use crate::canonical::{field, hex};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// A table whose rows are evidence. Each has `id`, the `seq` of the event that added it, an owner and a `body`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// Shipments as received, and as edited.
    Versions,
    /// Decisions.
    Decisions,
    /// Test results that many decisions share.
    Findings,
    /// Entry summaries.
    Summaries,
}

impl Evidence {
    pub(crate) const ALL: [Self; 4] = [Self::Versions, Self::Decisions, Self::Findings, Self::Summaries];

    /// The table.
    pub(crate) fn table(self) -> &'static str {
        match self {
            Self::Versions => "versions",
            Self::Decisions => "decisions",
            Self::Findings => "findings",
            Self::Summaries => "summaries",
        }
    }

    /// The column that says whose it is.
    pub(crate) fn owner(self) -> &'static str {
        match self {
            Self::Versions | Self::Decisions => "shipment_id",
            Self::Findings => "''",
            Self::Summaries => "number",
        }
    }
}

/// The evidence rows of one event, counted and digested in order of their ids.
#[derive(Clone)]
pub(crate) struct Sheaf {
    tables: [(u64, Sha256); 4],
}

impl Default for Sheaf {
    fn default() -> Self {
        let start = |tag: u8| (0, Sha256::new_with_prefix([2, tag]));
        Self { tables: [start(0), start(1), start(2), start(3)] }
    }
}

impl Sheaf {
    /// Adds a row.
    pub(crate) fn add(&mut self, evidence: Evidence, id: i64, owner: &str, body: &str) {
        let (count, hasher) = &mut self.tables[evidence as usize];
        *count += 1;
        field(hasher, &id.to_be_bytes());
        field(hasher, owner.as_bytes());
        field(hasher, body.as_bytes());
    }

    /// `{"decisions": {"count": "2", "sha256": "…"}}`, tables without rows left out.
    pub(crate) fn state(&self) -> Value {
        let tables = Evidence::ALL.iter().zip(&self.tables).filter(|(_, (count, _))| *count > 0);
        Value::Object(
            tables
                .map(|(evidence, (count, hasher))| {
                    (evidence.table().to_string(), json!({"count": count.to_string(), "sha256": hex(&hasher.clone().finalize())}))
                })
                .collect::<Map<_, _>>(),
        )
    }

    /// How many rows in all.
    pub(crate) fn rows(&self) -> u64 {
        self.tables.iter().map(|(count, _)| count).sum()
    }
}
