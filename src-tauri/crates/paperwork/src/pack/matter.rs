//! What an audit pack is made of: plain data, gathered by the caller for one scope and nobody else's.

use crate::Stamp;
use chrono::{DateTime, NaiveDate, Utc};
use customs::decision::RulebookStamp;
use customs::{Client, Decision, DocumentKind, EntryNumber, EntryState, EntrySummary, Firm, Route, Shipment};
use std::collections::{BTreeMap, BTreeSet};

/// The matter of one audit pack.
///
/// The caller hands over only what the scope's client may see (19 CFR 111.24); shipment numbers of other clients in
/// a person's day are replaced before anything is written.
#[derive(Clone, Debug)]
pub struct AuditMatter {
    /// What the pack is about, as a title: `Entry 9HB-0000417-8`, `Harbor & Pine, arrivals 2024-06-01 to 2024-06-30`.
    pub scope: String,
    /// The broker.
    pub firm: Firm,
    /// The client, where the pack is about one.
    pub client: Option<Client>,
    /// The shipments in the order of the report.
    pub shipments: Vec<AuditShipment>,
    /// The entries made from them.
    pub entries: Vec<EntrySummary>,
    /// How far each entry has come, by its number.
    pub states: BTreeMap<String, EntryState>,
    /// The merchants' files as received.
    pub originals: Vec<SourceFile>,
    /// Attachments, and documents that should be there and are not.
    pub documents: Vec<AuditDocument>,
    /// What was noted on the shipments, their files and the entries, in the order of the report.
    pub notes: Vec<AuditNote>,
    /// The journal's hash before the first event of the extract; zeros where it begins at the first event.
    pub journal_before: String,
    /// The journal extract in order. Whole events (`seq, at, who, kind, subject, body, prev, hash`), or links of an unbroken
    /// slice (`seq, at, content, hash, event`) in which events of other clients are digests only.
    pub journal: Vec<serde_json::Value>,
    /// The journal's newest hash when the pack was made.
    pub journal_head: String,
    /// Which law decided.
    pub rulebook: RulebookStamp,
    /// The pack's own date, never the clock's.
    pub generated_at: DateTime<Utc>,
    /// Version of the application.
    pub app_version: String,
    /// What is missing or could not be proved, each a sentence.
    pub gaps: Vec<String>,
    /// What the journal's subjects are called: `shipment:77` is `shipment HLX00000077`.
    pub names: BTreeMap<String, String>,
    /// People have marks instead of names; see [`AuditMatter::redacted`].
    pub redacted: bool,
}

/// One shipment with what was decided about it.
#[derive(Clone, Debug)]
pub struct AuditShipment {
    /// The shipment as decided.
    pub shipment: Shipment,
    /// The decision; `None` where none was made yet.
    pub decision: Option<Decision>,
    /// The law it was made by, where that is on record.
    pub rulebook: Option<RulebookStamp>,
    /// Name of the file it came in.
    pub source_file: String,
    /// Its rows there, counted as the spreadsheet counts them.
    pub source_rows: Vec<u32>,
    /// The entry it is on.
    pub entry_number: Option<EntryNumber>,
}

/// A file as received.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its name.
    pub name: String,
    /// SHA-256 kept when it was received, hexadecimal.
    pub sha256: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A document that belongs to the matter.
#[derive(Clone, Debug)]
pub struct AuditDocument {
    /// What it is.
    pub kind: DocumentKind,
    /// What it is attached to.
    pub about: About,
    /// Its file name.
    pub name: String,
    /// SHA-256 kept when it was attached, hexadecimal.
    pub sha256: String,
    /// Its bytes; `None` where it is on record but not at hand.
    pub bytes: Option<Vec<u8>>,
}

/// A note that somebody at the desk wrote.
#[derive(Clone, Debug)]
pub struct AuditNote {
    /// What it is on.
    pub about: About,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// By whom.
    pub who: String,
    /// Its words; empty in a redacted pack.
    pub text: String,
    /// The day on which it wants to be seen again.
    pub due: Option<NaiveDate>,
    /// Who dealt with it, and when; empty while nobody has.
    pub done: String,
}

/// What a document is attached to, or a note is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The client of the pack.
    Client,
    /// A merchant's file, by its name.
    Import(String),
    /// A shipment, by its house bill.
    Shipment(String),
    /// An entry, by its number.
    Entry(String),
}

impl std::fmt::Display for About {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Client => f.write_str("the client"),
            Self::Import(name) => write!(f, "file {name}"),
            Self::Shipment(bill) => write!(f, "shipment {bill}"),
            Self::Entry(number) => write!(f, "entry {number}"),
        }
    }
}

/// House bills that a gap names one by one.
const NAMED: usize = 10;

/// What stands for a shipment number the pack may not show.
pub(crate) const OUTSIDE: &str = "(outside this pack)";

/// Whether a shipment of a person's day is told by its amount alone already: `another client's parcel worth $400.00`.
pub(crate) fn unnamed(id: &str) -> bool {
    id.starts_with("another client's parcel")
}

impl AuditMatter {
    /// What its papers rest on.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            law_verified_through: self.rulebook.verified_through,
            rulebook_version: self.rulebook.version.clone(),
            journal_head: self.journal_head.clone(),
            prepared_at: self.generated_at,
        }
    }

    /// The shipments of the pack by number.
    pub(crate) fn shipment_ids(&self) -> BTreeSet<&str> {
        self.shipments.iter().map(|s| s.shipment.id.as_str()).collect()
    }

    /// Decisions in the order of the shipments; of a person's day only this pack's shipments are named.
    pub(crate) fn decisions(&self) -> Vec<Decision> {
        let ours = self.shipment_ids();
        self.shipments
            .iter()
            .filter_map(|s| s.decision.clone())
            .map(|mut decision| {
                for id in decision.person.iter_mut().flat_map(|person| &mut person.shipments) {
                    if !ours.contains(id.as_str()) && !unnamed(id) {
                        OUTSIDE.clone_into(id);
                    }
                }
                decision
            })
            .collect()
    }

    /// What was decided to need an entry and is on none.
    fn without_entry(&self) -> Option<String> {
        let needs = |s: &&AuditShipment| s.entry_number.is_none() && s.decision.as_ref().is_some_and(|d| matches!(d.route, Route::Informal | Route::Formal));
        let bills: Vec<&str> = self.shipments.iter().filter(needs).map(|s| s.shipment.id.as_str()).collect();
        let named = bills.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        let more = if bills.len() > NAMED { format!(" and {} more", bills.len() - NAMED) } else { String::new() };
        match bills.len() {
            0 => None,
            1 => Some(format!("Shipment {named} needs an entry by its decision and is on none of this desk.")),
            n => Some(format!("{n} shipments need an entry by their decisions and are on none of this desk: {named}{more}.")),
        }
    }

    /// The law a decision was made by, where it is not the law named on the cover.
    pub(crate) fn earlier_law<'a>(&self, audited: &'a AuditShipment) -> Option<&'a RulebookStamp> {
        audited.rulebook.as_ref().filter(|stamp| **stamp != self.rulebook && audited.decision.is_some())
    }

    /// The gaps named by the caller, and those the matter itself shows.
    pub fn all_gaps(&self) -> Vec<String> {
        let mut gaps = self.gaps.clone();
        for s in &self.shipments {
            let id = &s.shipment.id;
            if s.decision.is_none() {
                gaps.push(format!("Shipment {id} has not been decided."));
            }
            if s.shipment.arrival.is_none() {
                gaps.push(format!("Shipment {id} has no date of arrival."));
            }
            if !self.redacted && !s.source_file.is_empty() && !self.originals.iter().any(|file| file.name == s.source_file) {
                gaps.push(format!("The file {} that shipment {id} came in is not in this pack.", s.source_file));
            }
            if let Some(number) = &s.entry_number
                && !self.entries.iter().any(|entry| entry.number == *number)
            {
                gaps.push(format!("Entry {number} of shipment {id} is not in this pack."));
            }
        }
        gaps.extend(self.without_entry());
        if !self.redacted {
            for file in &self.originals {
                if crate::pack::sha256(&file.bytes) != file.sha256.to_ascii_lowercase() {
                    gaps.push(format!("The file {} is not the one that was received: its SHA-256 has changed.", file.name));
                }
            }
            for document in &self.documents {
                match &document.bytes {
                    None => {
                        gaps.push(format!("{} for {} ({}) is on record but its file is not at hand.", document.kind.title(), document.about, document.name))
                    }
                    Some(bytes) if crate::pack::sha256(bytes) != document.sha256.to_ascii_lowercase() => {
                        gaps.push(format!(
                            "{} for {} ({}) is not the file that was attached: its SHA-256 has changed.",
                            document.kind.title(),
                            document.about,
                            document.name
                        ));
                    }
                    Some(_) => {}
                }
            }
        }
        for entry in &self.entries {
            gaps.extend(entry.disagreements().into_iter().map(|why| format!("Entry {} was not printed: {why}.", entry.number)));
        }
        let (missing, asked) = super::request::missing(self);
        if missing > 0 {
            gaps.push(format!("{missing} of the {asked} papers that CBP Form 28 asks for most often are missing; cf-28/answer.txt names each."));
        }
        let mut seen = BTreeSet::new();
        gaps.retain(|gap| seen.insert(gap.clone()));
        gaps
    }
}

/// `2–4, 7`: rows as a person names them.
pub(crate) fn row_ranges(rows: &[u32]) -> String {
    let rows: BTreeSet<u32> = rows.iter().copied().collect();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match ranges.last_mut() {
            Some((_, end)) if end.checked_add(1) == Some(row) => *end = row,
            _ => ranges.push((row, row)),
        }
    }
    ranges.into_iter().map(|(a, b)| if a == b { a.to_string() } else { format!("{a}–{b}") }).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::row_ranges;

    #[test]
    fn rows_are_named_in_ranges() {
        assert_eq!(row_ranges(&[4, 2, 3, 7]), "2–4, 7");
        assert_eq!(row_ranges(&[u32::MAX]), "4294967295");
        assert_eq!(row_ranges(&[]), "");
    }
}
