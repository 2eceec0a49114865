//! The schema's versions: forward only, each in one transaction with the event that records it.

use crate::DeskError;
use crate::change::Change;
use crate::tables::*;
use crate::{evidence::Evidence, journal};
use rusqlite::Connection;
use serde_json::json;

/// `ENTD`: marks an SQLite file as a desk.
pub(crate) const APPLICATION_ID: i64 = 0x454E_5444;

/// One step of the schema.
struct Step {
    /// Its SQL, in order.
    sql: &'static [&'static str],
}

/// Step n brings a file from version n to n + 1.
/// A released step is never edited; older builds refuse files of later versions, so every step is a new version.
const STEPS: &[Step] = &[
    Step {
        sql: &[
            journal::SCHEMA,
            firm::SCHEMA,
            clients::SCHEMA,
            files::SCHEMA,
            imports::SCHEMA,
            versions::SCHEMA,
            findings::SCHEMA,
            decisions::SCHEMA,
            shipments::SCHEMA,
            words::SCHEMA,
            ties::SCHEMA,
            summaries::SCHEMA,
            entries::SCHEMA,
            documents::SCHEMA,
            settings::SCHEMA,
            references::SCHEMA,
        ],
    },
    Step {
        sql: &[
            entry_steps::SCHEMA,
            notes::SCHEMA,
            users::SCHEMA,
            overrides::SCHEMA,
            documents::KINDS,
            numbers::SCHEMA,
            rates::SCHEMA,
            products::SCHEMA,
            client_rules::SCHEMA,
            holds::SCHEMA,
            purges::SCHEMA,
        ],
    },
];

/// The version this program writes.
pub(crate) const CURRENT: i64 = STEPS.len() as i64;

/// The file's version.
pub(crate) fn version(conn: &Connection) -> Result<i64, DeskError> {
    Ok(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Brings the file to the current version inside a change. `kept` names the backup that was made before.
pub(crate) fn run(change: &mut Change<'_>, from: i64, kept: Option<&str>) -> Result<(), DeskError> {
    let from_step = usize::try_from(from).unwrap_or(0);
    for step in STEPS.iter().skip(from_step) {
        for sql in step.sql {
            change.conn().execute_batch(sql)?;
        }
    }
    break_no_evidence(change.conn())?;
    change.conn().pragma_update(None, "application_id", APPLICATION_ID)?;
    change.conn().pragma_update(None, "user_version", CURRENT)?;
    let kind = if from == 0 { "desk-created" } else { "desk-migrated" };
    let mut body = json!({"format": {"from": from.to_string(), "to": CURRENT.to_string()}, "program": env!("CARGO_PKG_VERSION")});
    if let Some(kept) = kept {
        body["backup"] = kept.into();
    }
    change.record(kind, "desk", body)?;
    Ok(())
}

/// Triggers that refuse any change of an evidence row, but the one a purge makes.
fn break_no_evidence(conn: &Connection) -> Result<(), DeskError> {
    for evidence in Evidence::ALL {
        conn.execute_batch(&purges::triggers(evidence))?;
    }
    Ok(())
}
