//! Documents attached to a client, a shipment, an entry.

use customs::DocumentKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What documents are attached to.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SubjectArgs {
    /// `client:3`, `shipment:77`, `entry:916-5187505-5`.
    pub subject: String,
}

/// See `document_attach`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct AttachArgs {
    /// What to attach it to: `client:3`, `shipment:77`, `entry:916-5187505-5`.
    pub subject: String,
    /// The file that was offered.
    pub ticket: String,
    /// What it is; absent: what its name suggests.
    #[serde(default)]
    pub kind: Option<DocumentKind>,
}

/// See `document_kind`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DocumentKindArgs {
    /// The document's number.
    #[ts(type = "number")]
    pub id: i64,
    /// What it is.
    pub kind: DocumentKind,
}

/// See `document_detach`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DetachArgs {
    /// The document's number.
    #[ts(type = "number")]
    pub id: i64,
    /// Why, for the journal.
    #[serde(default)]
    pub note: String,
}

/// The documents attached to something.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DocumentsView {
    /// Those attached, oldest first.
    pub documents: Vec<desk::DocumentRow>,
    /// Those detached since: kept, no longer part of the record.
    pub detached: Vec<desk::DocumentRow>,
    /// What a document can be, in the order in which it is offered.
    pub kinds: Vec<KindName>,
    /// The largest that is taken in, in words.
    pub limit: String,
}

/// A kind of document by its name.
#[derive(Clone, Debug, Serialize, TS)]
pub struct KindName {
    /// The kind.
    pub kind: DocumentKind,
    /// What a broker calls it.
    pub title: String,
}
