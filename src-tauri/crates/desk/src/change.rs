//! One change: one transaction, its evidence, its events.

use crate::DeskError;
use crate::canonical;
use crate::evidence::{Evidence, Sheaf};
use crate::journal::{self, GENESIS};
use crate::tables::findings::Known;
use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
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

    /// A clock that goes back by less is being set right, not wrong.
    const SLACK_SECONDS: i64 = 120;

    /// Whether a moment lies clearly before another, both as the journal writes them.
    pub(crate) fn is_before(now: &str, last: &str) -> bool {
        match (now.parse::<DateTime<Utc>>(), last.parse::<DateTime<Utc>>()) {
            (Ok(now), Ok(last)) => (last - now).num_seconds() > Self::SLACK_SECONDS,
            _ => false,
        }
    }

    /// Puts on record that the computer's clock stands before the last event, and says so. The order of events is their number,
    /// never their time.
    pub(crate) fn clock_went_back(&mut self) -> Result<Option<String>, DeskError> {
        let last: Option<String> =
            self.conn().prepare_cached("SELECT at FROM journal WHERE seq = ?1")?.query_row([self.head.0], |row| row.get(0)).optional()?;
        let Some(last) = last.filter(|last| Self::is_before(&self.stamp, last)) else { return Ok(None) };
        self.record("clock-went-back", "desk", json!({"last": last, "now": self.stamp}))?;
        let short = |at: &str| at.get(..16).unwrap_or(at).replace('T', " ");
        Ok(Some(format!(
            "This computer's clock says {} UTC, but the last event was recorded at {} UTC. Events keep their order by number; set the clock right before dates are taken from it.",
            short(&self.stamp),
            short(&last)
        )))
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
        crate::fail::point("before-commit");
        self.tx.commit()?;
        crate::fail::point("after-commit");
        self.known.commit();
        Ok(())
    }
}
