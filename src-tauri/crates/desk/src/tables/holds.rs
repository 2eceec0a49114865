//! Legal holds: records that somebody has asked for, or may, and that therefore stay whatever their rule says.

use crate::change::Act;
use crate::tables::{documents, users};
use crate::{Desk, DeskError};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

pub(crate) const SCHEMA: &str = "
CREATE TABLE holds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    lifted_at TEXT,
    lifted_by TEXT NOT NULL DEFAULT '',
    lifted_why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX holds_on_subject ON holds (subject) WHERE lifted_at IS NULL;
";

/// A legal hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HoldRow {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// What is held, with all that belongs to it: `client:3`, `import:5`, `shipment:77`, `entry:916-5187505-5`.
    pub subject: String,
    /// Why: who asked, under what reference.
    pub reason: String,
    /// When it was set.
    pub at: DateTime<Utc>,
    /// By whom.
    pub who: String,
    /// When it was lifted; it stands while this is absent.
    pub lifted_at: Option<DateTime<Utc>>,
    /// By whom.
    pub lifted_by: String,
    /// Why.
    pub lifted_why: String,
}

impl HoldRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let lifted = row.get::<_, Option<String>>("lifted_at")?.is_some();
        Ok(Self {
            id: row.get("id")?,
            subject: row.get("subject")?,
            reason: row.get("reason")?,
            at: super::imports::moment_at(row, "at")?,
            who: row.get("who")?,
            lifted_at: if lifted { Some(super::imports::moment_at(row, "lifted_at")?) } else { None },
            lifted_by: row.get("lifted_by")?,
            lifted_why: row.get("lifted_why")?,
        })
    }

    fn state(&self) -> Value {
        json!({
            "subject": self.subject, "reason": self.reason, "at": self.at, "who": self.who, "lifted_at": self.lifted_at, "lifted_by": self.lifted_by,
            "lifted_why": self.lifted_why,
        })
    }

    /// The hold in a sentence, for whoever would have let the record go.
    pub fn sentence(&self) -> String {
        format!("Held since {} by {}: {}", self.at.format("%-d %b %Y"), self.who, self.reason)
    }
}

/// Every hold's subject and state.
pub(crate) fn states(conn: &Connection, mut each: impl FnMut(String, Value)) -> Result<(), DeskError> {
    for hold in conn.prepare("SELECT * FROM holds ORDER BY id")?.query_map([], HoldRow::read)? {
        let hold = hold?;
        each(format!("hold:{}", hold.id), hold.state());
    }
    Ok(())
}

/// The holds that stand, the oldest first.
pub(crate) fn standing(conn: &Connection) -> Result<Vec<HoldRow>, DeskError> {
    Ok(conn.prepare_cached("SELECT * FROM holds WHERE lifted_at IS NULL ORDER BY id")?.query_map([], HoldRow::read)?.collect::<Result<_, _>>()?)
}

fn get(conn: &Connection, id: i64) -> Result<HoldRow, DeskError> {
    conn.prepare_cached("SELECT * FROM holds WHERE id = ?1")?
        .query_row([id], HoldRow::read)
        .optional()?
        .ok_or_else(|| DeskError::NotFound(format!("hold number {id}")))
}

/// What makes a reason: somebody reads it years later.
fn a_reason<'a>(given: &'a str, what: &str) -> Result<&'a str, DeskError> {
    let given = given.trim();
    if given.chars().count() < 5 { Err(DeskError::refused(what)) } else { Ok(given) }
}

impl Desk {
    /// Holds a record and all that belongs to it: nothing of it is purged while the hold stands. Anybody at the desk may set one.
    /// Returns its number.
    ///
    /// # Errors
    /// Refused without a reason, and where there is no such record.
    pub fn set_hold(&self, subject: &str, reason: &str, act: &Act) -> Result<i64, DeskError> {
        let reason = a_reason(reason, "A hold needs its reason: who asked for the records, and under what reference.")?;
        self.write(act, |change| {
            if !documents::exists(change.conn(), subject)? {
                return Err(DeskError::NotFound(format!("{} to hold", subject.replace(':', " "))));
            }
            let sql = "INSERT INTO holds (subject, reason, at, who) VALUES (?1, ?2, ?3, ?4)";
            change.conn().prepare_cached(sql)?.execute(params![subject, reason, change.stamp, change.act.who])?;
            let id = change.conn().last_insert_rowid();
            let after = get(change.conn(), id)?.state();
            change.record_state("hold-set", &format!("hold:{id}"), None, Some(after))?;
            Ok(id)
        })
    }

    /// Lifts a hold: the record's own rule counts again.
    ///
    /// # Errors
    /// Refused to a clerk, without a reason, and where it was lifted before.
    pub fn lift_hold(&self, id: i64, why: &str, act: &Act) -> Result<(), DeskError> {
        let why = a_reason(why, "Say why the hold is lifted: who released the records, and when.")?;
        self.write(act, |change| {
            users::need_broker(change, "lifting a hold")?;
            let before = get(change.conn(), id)?;
            if let Some(at) = before.lifted_at {
                return Err(DeskError::refused(format!("That hold was lifted on {} by {}.", at.format("%-d %b %Y"), before.lifted_by)));
            }
            let sql = "UPDATE holds SET lifted_at = ?2, lifted_by = ?3, lifted_why = ?4 WHERE id = ?1";
            change.conn().prepare_cached(sql)?.execute(params![id, change.stamp, change.act.who, why])?;
            let after = get(change.conn(), id)?.state();
            change.record_state("hold-lifted", &format!("hold:{id}"), Some(before.state()), Some(after))?;
            Ok(())
        })
    }

    /// The holds that stand, the oldest first.
    pub fn holds(&self) -> Result<Vec<HoldRow>, DeskError> {
        self.read(standing)
    }

    /// Every hold there ever was, the oldest first.
    pub fn holds_ever(&self) -> Result<Vec<HoldRow>, DeskError> {
        self.read(|conn| Ok(conn.prepare_cached("SELECT * FROM holds ORDER BY id")?.query_map([], HoldRow::read)?.collect::<Result<_, _>>()?))
    }
}
