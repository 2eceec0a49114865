//! Purges: what was taken out of the record once it need not be kept any longer, and how the rest still proves itself.
//!
//! A purged row of evidence stays, with a **tombstone** in the place of what it said: the SHA-256 of it. A purged event of the
//! journal stays in the chain, which never needed its words but their digest. The event of the purge, itself in the chain, states
//! what every row and every event that it touched comes to from then on. [`verify`](crate::verify) takes a tombstone for good only
//! where such an event speaks of it: outside a purge, triggers refuse to put one; behind their back, the chain tells.

use crate::canonical;
use crate::evidence::Evidence;
use crate::journal::JournalEvent;
use crate::{Desk, DeskError};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// While a row stands here whose event is not in the journal yet, a purge is under way. Version 1's triggers knew of none.
pub(crate) const SCHEMA: &str = "
CREATE TABLE purges (seq INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER purges_are_not_changed BEFORE UPDATE ON purges BEGIN SELECT RAISE(ABORT, 'purges are never changed'); END;
CREATE TRIGGER purges_are_not_deleted BEFORE DELETE ON purges BEGIN SELECT RAISE(ABORT, 'purges are never deleted'); END;
DROP TRIGGER journal_is_not_changed;
CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
WHEN NOT (new.seq IS old.seq AND new.at IS old.at AND new.who IS old.who AND new.kind IS old.kind AND new.subject IS old.subject
    AND new.prev IS old.prev AND new.hash IS old.hash AND new.body GLOB '{\"purged\":\"*\"}' AND length(new.body) = 77
    AND (SELECT coalesce(max(seq), 0) FROM purges) > (SELECT max(seq) FROM journal))
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
";

/// The triggers of an evidence table: its rows stay, and are changed into their tombstones only.
pub(crate) fn triggers(evidence: Evidence) -> String {
    let table = evidence.table();
    let owner = evidence.owner();
    let same_owner = if owner == "''" { String::new() } else { format!("AND new.{owner} IS old.{owner} ") };
    format!(
        "DROP TRIGGER IF EXISTS {table}_are_not_changed;
         DROP TRIGGER IF EXISTS {table}_are_not_deleted;
         CREATE TRIGGER {table}_are_not_changed BEFORE UPDATE ON {table}
         WHEN NOT (new.id IS old.id AND new.seq IS old.seq {same_owner}AND new.body GLOB '{{\"purged\":\"*\"}}' AND length(new.body) = 77
             AND (SELECT coalesce(max(seq), 0) FROM purges) > (SELECT max(seq) FROM journal))
         BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END;
         CREATE TRIGGER {table}_are_not_deleted BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} are never deleted'); END;"
    )
}

/// The kind of a purge's event.
pub(crate) const KIND: &str = "records-purged";

/// What stands in the place of a text whose digest is `digest`.
pub(crate) fn tombstone(digest: &[u8; 32]) -> String {
    format!("{{\"purged\":\"{}\"}}", canonical::hex(digest))
}

/// The digest a tombstone keeps; `None` for any other text.
pub(crate) fn entombed(body: &str) -> Option<[u8; 32]> {
    canonical::unhex(body.strip_prefix("{\"purged\":\"")?.strip_suffix("\"}")?)
}

/// What the events of purges state about the record.
#[derive(Default)]
pub(crate) struct Purges {
    /// The rows of an event, as they are since; the last purge that touched it speaks.
    rows: BTreeMap<i64, (i64, Value)>,
    /// The digest of a purged event, tombstone and all.
    events: BTreeMap<i64, (i64, String)>,
    /// Steps of entries that are gone.
    steps: BTreeSet<i64>,
    /// Numbers of entries that are gone.
    entries: BTreeSet<String>,
    /// The purges themselves.
    seqs: BTreeSet<i64>,
}

/// The subjects a purge's event says are gone.
pub(crate) fn subjects(body: &Value) -> impl Iterator<Item = &str> {
    body["purge"]["subjects"].as_array().into_iter().flatten().filter_map(Value::as_str)
}

impl Purges {
    /// Reads them. That the events are what was recorded, the chain says.
    pub(crate) fn read(conn: &Connection) -> Result<Self, DeskError> {
        let mut all = Self::default();
        let mut statement = conn.prepare("SELECT seq, body FROM journal WHERE kind = ?1 ORDER BY seq")?;
        let mut rows = statement.query([KIND])?;
        while let Some(row) = rows.next()? {
            let (seq, body) = (row.get::<_, i64>(0)?, super::json(row, 1));
            let purge = &body["purge"];
            let by_event = |part: &str| purge[part].as_object().into_iter().flatten().filter_map(|(of, what)| Some((of.parse::<i64>().ok()?, what.clone())));
            all.rows.extend(by_event("evidence").map(|(of, rows)| (of, (seq, rows))));
            all.events.extend(by_event("events").map(|(of, digest)| (of, (seq, digest.as_str().unwrap_or_default().to_string()))));
            all.steps.extend(purge["steps"].as_array().into_iter().flatten().filter_map(Value::as_i64));
            all.entries.extend(subjects(&body).filter_map(|s| s.strip_prefix("entry:")).map(str::to_string));
            all.seqs.insert(seq);
        }
        Ok(all)
    }

    /// The rows an event has to have since a later purge; `None` where none touched it.
    pub(crate) fn rows_of(&self, event: i64) -> Option<&Value> {
        self.rows.get(&event).filter(|(seq, _)| *seq > event).map(|(_, rows)| rows)
    }

    /// Whether a later purge states this digest for the event as it now reads.
    pub(crate) fn speaks_of(&self, event: i64, digest: &str) -> bool {
        self.events.get(&event).is_some_and(|(seq, stated)| *seq > event && stated == digest)
    }

    pub(crate) fn took_step(&self, id: i64) -> bool {
        self.steps.contains(&id)
    }

    /// Entries that are gone.
    pub(crate) fn entries(&self) -> &BTreeSet<String> {
        &self.entries
    }

    pub(crate) fn seqs(&self) -> &BTreeSet<i64> {
        &self.seqs
    }
}

impl Desk {
    /// The events of the purges, newest first.
    pub fn purges(&self) -> Result<Vec<JournalEvent>, DeskError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached("SELECT * FROM journal WHERE kind = ?1 ORDER BY seq DESC")?;
            Ok(statement.query_map([KIND], JournalEvent::read)?.collect::<Result<_, _>>()?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tombstone_keeps_its_digest_and_nothing_else_is_one() {
        let digest = canonical::sha256(b"what it said");
        let text = tombstone(&digest);
        // The length the triggers ask for.
        assert_eq!((text.len(), entombed(&text)), (77, Some(digest)));
        assert_eq!(entombed("{\"purged\":\"soon\"}"), None);
        assert_eq!(entombed("{}"), None);
    }
}
