//! One change: one transaction, its evidence, its events.

use crate::DeskError;
use crate::canonical;
use crate::evidence::{Evidence, Sheaf};
use crate::journal::{self, GENESIS};
use crate::tables::findings::Known;
use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde_json::{Value, json};

/// Who does something, and when: the desk has no clock of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The moment.
    pub at: DateTime<Utc>,
    /// Name or initials of the person.
    pub who: String,
}

impl Act {
    /// An act of a person at a moment.
    pub fn new(at: DateTime<Utc>, who: impl Into<String>) -> Self {
        Self { at, who: who.into() }
    }

    /// The moment as the journal writes it.
    pub(crate) fn stamp(&self) -> String {
        self.at.to_rfc3339_opts(SecondsFormat::Millis, true)
    }
}

/// A transaction under way. Evidence rows added to it belong to the next event recorded.
pub(crate) struct Change<'a> {
    tx: Transaction<'a>,
    pub(crate) known: &'a mut Known,
    pub(crate) act: &'a Act,
    pub(crate) stamp: String,
    head: (i64, [u8; 32]),
    sheaf: Sheaf,
}

impl<'a> Change<'a> {
    pub(crate) fn begin(conn: &'a mut Connection, known: &'a mut Known, act: &'a Act) -> Result<Self, DeskError> {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // The change that creates the desk creates the journal too.
        let head = if tx.table_exists(None, "journal")? { journal::head(&tx)? } else { (0, GENESIS) };
        known.begin();
        Ok(Self { tx, known, act, stamp: act.stamp(), head, sheaf: Sheaf::default() })
    }

    /// The connection inside the transaction.
    pub(crate) fn conn(&self) -> &Connection {
        &self.tx
    }

    /// The place of the event to be recorded next.
    pub(crate) fn seq(&self) -> i64 {
        self.head.0 + 1
    }

    /// Counts an evidence row that was just added toward the next event.
    pub(crate) fn witness(&mut self, evidence: Evidence, id: i64, owner: &str, body: &str) {
        self.sheaf.add(evidence, id, owner, body);
    }

    /// Records an event with the evidence added since the last one. Returns its place.
    pub(crate) fn record(&mut self, kind: &str, subject: &str, mut body: Value) -> Result<i64, DeskError> {
        let sheaf = std::mem::take(&mut self.sheaf);
        if sheaf.rows() > 0
            && let Value::Object(map) = &mut body
        {
            map.insert("rows".into(), sheaf.state());
        }
        let hash = journal::append(&self.tx, self.head, &self.stamp, &self.act.who, kind, subject, &canonical::text(&body))?;
        self.head = (self.head.0 + 1, hash);
        Ok(self.head.0)
    }

    /// Records that `subject` went from one state to another.
    pub(crate) fn record_state(&mut self, kind: &str, subject: &str, before: Option<Value>, after: Option<Value>) -> Result<i64, DeskError> {
        self.record(kind, subject, json!({"before": before, "after": after}))
    }

    pub(crate) fn commit(self) -> Result<(), DeskError> {
        self.tx.commit()?;
        self.known.commit();
        Ok(())
    }
}
