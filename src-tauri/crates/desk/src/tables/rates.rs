//! Rates of exchange with their days and sources.

use super::imports::moment_at;
use super::unreadable;
use crate::change::{Act, Change};
use crate::{Desk, DeskError};
use chrono::{DateTime, Utc};
use customs::{Rate, RateKind};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

pub(crate) const SCHEMA: &str = "
CREATE TABLE rates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    currency TEXT NOT NULL,
    kind TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    usd_per_unit TEXT NOT NULL,
    source TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    UNIQUE (currency, kind, first_day, last_day)
) STRICT;
";

/// A rate of exchange in the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RateRow {
    /// The desk's own number.
    #[ts(type = "number")]
    pub id: i64,
    /// The rate.
    pub rate: Rate,
    /// When it was put in.
    pub at: DateTime<Utc>,
    /// Who put it in.
    pub who: String,
}

impl RateRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let text = |column: &str| row.get::<_, String>(column);
        let day = |column: &str| text(column)?.parse().map_err(|e| unreadable(0, e));
        let kind = text("kind")?;
        Ok(Self {
            id: row.get("id")?,
            rate: Rate {
                currency: text("currency")?,
                kind: RateKind::of_code(&kind).ok_or_else(|| unreadable(0, format!("`{kind}` is no kind of rate")))?,
                from: day("first_day")?,
                to: day("last_day")?,
                usd_per_unit: text("usd_per_unit")?.parse().map_err(|e| unreadable(0, e))?,
                source: text("source")?,
            },
            at: moment_at(row, "at")?,
            who: text("who")?,
        })
    }

    fn state(&self) -> Result<Value, DeskError> {
        Ok(json!({"rate": serde_json::to_value(&self.rate)?, "at": self.at, "who": self.who}))
    }
}

fn all(conn: &Connection) -> Result<Vec<RateRow>, DeskError> {
    let mut statement = conn.prepare_cached("SELECT * FROM rates ORDER BY first_day DESC, currency, kind, id")?;
    Ok(statement.query_map([], RateRow::read)?.collect::<Result<_, _>>()?)
}

/// Every rate's subject and state.
pub(crate) fn states(conn: &Connection, mut each: impl FnMut(String, Value)) -> Result<(), DeskError> {
    for row in all(conn)? {
        each(format!("rate:{}", row.id), row.state()?);
    }
    Ok(())
}

/// The one row that says how a period is taken up: the same days are replaced, days that overlap otherwise are refused.
fn standing(conn: &Connection, rate: &Rate) -> Result<Option<RateRow>, DeskError> {
    let (currency, kind) = (&rate.currency, rate.kind.code());
    let (from, to) = (rate.from.to_string(), rate.to.to_string());
    let mut statement = conn.prepare_cached("SELECT * FROM rates WHERE currency = ?1 AND kind = ?2 AND first_day <= ?4 AND last_day >= ?3 ORDER BY id")?;
    let found = statement.query_map(params![currency, kind, from, to], RateRow::read)?.collect::<Result<Vec<_>, _>>()?;
    match found.iter().find(|held| held.rate.from != rate.from || held.rate.to != rate.to) {
        Some(held) => Err(DeskError::refused(format!(
            "{currency} has a {kind} rate for {} to {} already, which overlaps {} to {}. Remove it first, or correct the days.",
            held.rate.from, held.rate.to, rate.from, rate.to
        ))),
        None => Ok(found.into_iter().next()),
    }
}

fn put(change: &mut Change<'_>, rate: &Rate) -> Result<bool, DeskError> {
    if rate.to < rate.from {
        return Err(DeskError::refused(format!("The {} rate would end on {}, before it begins on {}.", rate.currency, rate.to, rate.from)));
    }
    if rate.usd_per_unit <= customs::Decimal::ZERO {
        return Err(DeskError::refused(format!("The {} rate is not above zero: U.S. dollars for one unit, like 1.0845.", rate.currency)));
    }
    let before = standing(change.conn(), rate)?;
    if before.as_ref().is_some_and(|held| held.rate == *rate) {
        return Ok(false);
    }
    if let Some(held) = &before {
        change.conn().prepare_cached("DELETE FROM rates WHERE id = ?1")?.execute([held.id])?;
        change.record_state("rate-replaced", &format!("rate:{}", held.id), Some(held.state()?), None)?;
    }
    let number = rate.usd_per_unit.to_string();
    change
        .conn()
        .prepare_cached("INSERT INTO rates (currency, kind, first_day, last_day, usd_per_unit, source, at, who) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![rate.currency, rate.kind.code(), rate.from.to_string(), rate.to.to_string(), number, rate.source, change.stamp, change.act.who])?;
    let id = change.conn().last_insert_rowid();
    let after = one(change.conn(), id)?.state()?;
    change.record_state("rate-added", &format!("rate:{id}"), None, Some(after))?;
    Ok(true)
}

fn one(conn: &Connection, id: i64) -> Result<RateRow, DeskError> {
    conn.prepare_cached("SELECT * FROM rates WHERE id = ?1")?
        .query_row([id], RateRow::read)
        .optional()?
        .ok_or_else(|| DeskError::NotFound(format!("rate of exchange number {id}")))
}

impl Desk {
    /// All rates, the newest days first.
    pub fn rates(&self) -> Result<Vec<RateRow>, DeskError> {
        self.read(all)
    }

    /// Puts rates in, all or none; a rate for the very same days is replaced, on record. Returns how many are new or differ.
    ///
    /// # Errors
    /// Refused where days overlap a rate of the same kind in part, and where a rate is not above zero.
    pub fn save_rates(&self, rates: &[Rate], act: &Act) -> Result<u64, DeskError> {
        self.write(act, |change| {
            let mut put_in = 0;
            for rate in rates {
                put_in += u64::from(put(change, rate)?);
            }
            Ok(put_in)
        })
    }

    /// Removes a rate. What was converted by it keeps it, with its source.
    pub fn remove_rate(&self, id: i64, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| {
            let held = one(change.conn(), id)?;
            change.conn().prepare_cached("DELETE FROM rates WHERE id = ?1")?.execute([id])?;
            change.record_state("rate-removed", &format!("rate:{id}"), Some(held.state()?), None)?;
            Ok(())
        })
    }
}
