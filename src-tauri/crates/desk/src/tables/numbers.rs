//! Every entry number that was ever drawn or set aside: a number is spent once, whatever becomes of its entry.

use crate::change::{Act, Change};
use crate::tables::firm;
use crate::{Desk, DeskError};
use customs::EntryNumber;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;
use ts_rs::TS;

/// The numbers of a desk that has entries already are spent by them.
pub(crate) const SCHEMA: &str = "
CREATE TABLE numbers (
    number TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO numbers (number, at, why) SELECT number, created, '' FROM entries;
";

/// Numbers set aside at once, at most.
const ASIDE: u32 = 10_000;

/// A number that is spent and carries no live entry: void, or used outside this desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpentNumber {
    /// The number.
    pub number: String,
    /// When it was spent or voided.
    pub at: String,
    /// Why.
    pub why: String,
    /// It was on an entry of this desk, which is void.
    pub void: bool,
}

fn spent(conn: &Connection, number: &str) -> Result<bool, DeskError> {
    Ok(conn.prepare_cached("SELECT 1 FROM numbers WHERE number = ?1")?.exists([number])?)
}

fn spend(change: &Change<'_>, number: &str, why: &str) -> Result<(), DeskError> {
    change.conn().prepare_cached("INSERT INTO numbers (number, at, why) VALUES (?1, ?2, ?3)")?.execute(params![number, change.stamp, why])?;
    Ok(())
}

/// Draws numbers from the firm's ranges, in order. A number that is spent already is passed over; when a range is used
/// up, the one that follows takes its place. Part of the change that stores the entries: they are drawn if those are stored.
pub(crate) fn draw(change: &mut Change<'_>, count: usize) -> Result<Vec<EntryNumber>, DeskError> {
    let mut firm = firm::get(change.conn())?;
    let Some(filer) = firm.filer_code.clone() else {
        return Err(DeskError::refused("The firm has no filer code yet. Enter it, and the range of entry numbers, in Settings."));
    };
    let mut numbers = Vec::with_capacity(count);
    while numbers.len() < count {
        if firm.next_entry_number > firm.last_entry_number || firm.last_entry_number == 0 {
            if firm.further_ranges.is_empty() {
                let missing = count - numbers.len();
                let short = if count == 1 { "no number is left".to_string() } else { format!("{missing} of the {count} numbers needed are missing") };
                return Err(DeskError::refused(format!(
                    "The firm's range of entry numbers is used up at {:07}: {short}. Enter a new range in Settings.",
                    firm.last_entry_number
                )));
            }
            let range = firm.further_ranges.remove(0);
            (firm.next_entry_number, firm.last_entry_number) = (range.first, range.last);
            continue;
        }
        let number = EntryNumber::new(&filer, firm.next_entry_number).map_err(DeskError::Refused)?;
        firm.next_entry_number += 1;
        if !spent(change.conn(), number.as_str())? {
            spend(change, number.as_str(), "")?;
            numbers.push(number);
        }
    }
    firm::put(change, "entry-numbers-drawn", &firm)?;
    Ok(numbers)
}

/// Every entry has its number among the spent ones, drawn when the entry was made, and so has every entry that was purged; one set
/// aside was so by an event. Returns the first for which that is not so.
pub(crate) fn missing(conn: &Connection, purged: &BTreeSet<String>) -> Result<Option<String>, DeskError> {
    let purged = serde_json::to_string(purged)?;
    let sql = "SELECT e.number FROM entries e LEFT JOIN numbers n ON n.number = e.number WHERE n.number IS NULL OR n.at <> e.created OR n.why <> ''
         UNION ALL
         SELECT value FROM json_each(?1) WHERE value NOT IN (SELECT number FROM numbers WHERE why = '')
         UNION ALL
         SELECT number FROM numbers WHERE number NOT IN (SELECT number FROM entries)
             AND (at NOT IN (SELECT at FROM journal) OR (why = '' AND number NOT IN (SELECT value FROM json_each(?1))))
         ORDER BY 1 LIMIT 1";
    Ok(conn.query_row(sql, [purged], |row| Ok(super::text(row, 0))).optional()?)
}

impl Desk {
    /// Sets numbers of the firm aside that were used elsewhere or are not to be used. Returns how many were not spent before.
    ///
    /// # Errors
    /// Refused without a filer code or a reason, for more than ten thousand numbers at once, and where one of them is on an entry.
    pub fn set_numbers_aside(&self, first: u32, last: u32, why: &str, act: &Act) -> Result<u64, DeskError> {
        let why = why.trim();
        if why.is_empty() {
            return Err(DeskError::refused("Say why these numbers are set aside; it stays on record."));
        }
        if last < first || last - first >= ASIDE {
            return Err(DeskError::refused(format!("Set aside {ASIDE} numbers at most at once, from the first to the last.")));
        }
        self.write(act, |change| {
            let firm = firm::get(change.conn())?;
            let Some(filer) = firm.filer_code else {
                return Err(DeskError::refused("The firm has no filer code yet. Enter it in Settings."));
            };
            let mut set_aside = 0;
            for n in first..=last {
                let number = EntryNumber::new(&filer, n).map_err(DeskError::Refused)?;
                if change.conn().prepare_cached("SELECT 1 FROM entries WHERE number = ?1")?.exists([number.as_str()])? {
                    return Err(DeskError::refused(format!("{number} is on an entry of this desk. Void that entry instead.")));
                }
                if !spent(change.conn(), number.as_str())? {
                    spend(change, number.as_str(), why)?;
                    set_aside += 1;
                }
            }
            if set_aside > 0 {
                let body = json!({ "filer": filer, "first": format!("{first:07}"), "last": format!("{last:07}"), "count": set_aside.to_string(), "why": why });
                change.record("entry-numbers-set-aside", "firm", body)?;
            }
            Ok(set_aside)
        })
    }

    /// Numbers that are spent without a live entry, newest first: void entries with their reason, and numbers set aside.
    pub fn spent_numbers(&self, limit: u32) -> Result<Vec<SpentNumber>, DeskError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT number, at, why, 0 FROM numbers WHERE why <> ''
                 UNION ALL SELECT number, changed, note, 1 FROM entries WHERE state = 'void'
                 ORDER BY 2 DESC, 1 DESC LIMIT ?1",
            )?;
            let rows = statement.query_map([limit], |row| Ok(SpentNumber { number: row.get(0)?, at: row.get(1)?, why: row.get(2)?, void: row.get(3)? }))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// How many numbers of a filer are spent already from `first` to `last`.
    pub fn spent_between(&self, filer: &customs::FilerCode, first: u32, last: u32) -> Result<u64, DeskError> {
        self.read(|conn| {
            // Whatever its check digit, a number stands between its seven digits and the next number.
            let (from, to) = (format!("{filer}-{first:07}"), format!("{filer}-{last:07}-~"));
            let sql = "SELECT count(*) FROM numbers WHERE number >= ?1 AND number < ?2";
            Ok(conn.prepare_cached(sql)?.query_row([from, to], |row| row.get::<_, i64>(0))?.unsigned_abs())
        })
    }

    /// How many numbers were ever spent.
    pub fn numbers_spent(&self) -> Result<u64, DeskError> {
        self.read(|conn| Ok(conn.query_row("SELECT count(*) FROM numbers", [], |row| row.get::<_, i64>(0))?.unsigned_abs()))
    }

    /// The entry date of a client's newest entry that went to CBP, if there is one.
    pub fn last_filed_entry(&self, client_id: i64) -> Result<Option<chrono::NaiveDate>, DeskError> {
        self.read(|conn| {
            let sql = "SELECT max(entry_date) FROM entries WHERE client_id = ?1 AND state NOT IN ('draft', 'ready', 'void')";
            let found: Option<String> = conn.prepare_cached(sql)?.query_row([client_id], |row| row.get(0))?;
            found.map(|day| day.parse().map_err(|e| crate::tables::unreadable(0, e).into())).transpose()
        })
    }
}
