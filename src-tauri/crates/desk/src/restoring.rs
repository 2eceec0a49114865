//! Putting a backup in the place of the desk file. What was there is moved aside, never deleted.

use crate::backup::{self, BackupFile, DeskCard};
use crate::change::Change;
use crate::connection::{self, Found, beside, beside_dash};
use crate::keys::{self, DataKey};
use crate::opening::Unlock;
use crate::tables::findings::Known;
use crate::{Act, Desk, DeskError, canonical, fail, journal, migrate};
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use ts_rs::TS;

/// What restoring a backup would bring, and what it would take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RestorePreview {
    /// What is in the backup.
    pub card: DeskCard,
    /// What would be lost, as far as it can be known.
    pub lost: Lost,
    /// How often records were purged since: restored, what was purged is there again.
    #[ts(type = "number")]
    pub purged_since: u64,
    /// The desk file is encrypted and the backup is not: restored, the desk would not be either.
    pub loses_encryption: bool,
}

/// What the desk file has that a backup has not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Lost {
    /// The desk file is what the backup is, or less.
    Nothing,
    /// These events, by day, the last first.
    Events {
        /// How many.
        #[ts(type = "number")]
        events: u64,
        /// Day and how many on it.
        #[ts(type = "Array<[string, number]>")]
        days: Vec<(NaiveDate, u64)>,
    },
    /// The desk file and the backup share no history: it is another desk.
    AnotherDesk,
    /// The desk file cannot be read: whatever was done after the backup's last event.
    Unknown,
}

impl Desk {
    /// What restoring a backup over this desk would bring and take. Neither is changed.
    pub fn restore_preview(&self, from: &Path, unlock: Option<&Unlock>) -> Result<RestorePreview, DeskError> {
        let key = backup::key_of(from, unlock, self.key().as_ref())?;
        let card = backup::check(from, key.as_ref())?;
        let backup = connection::at_rest(from, key.as_ref())?;
        let compare = |conn: &Connection| Ok((lost(conn, &backup, &card)?, purged_since(conn, &card)?));
        let compared = match self.own_reader() {
            Ok(reader) => compare(&reader.conn),
            // A damaged file may still say what it held.
            Err(DeskError::Damaged(_)) => connection::at_rest(self.path(), self.key().as_ref()).and_then(|conn| compare(&conn)),
            Err(why) => Err(why),
        };
        let (lost, purged_since) = match compared {
            Ok((Lost::AnotherDesk, _)) => (Lost::AnotherDesk, 0),
            Ok(found) => found,
            Err(_) => (Lost::Unknown, 0),
        };
        Ok(RestorePreview { card, lost, purged_since, loses_encryption: key.is_none() && self.is_encrypted() })
    }

    /// The newest backup in a folder that is sound, and what is missing since; `None` where there is none.
    pub fn newest_good_backup(&self, folder: &Path, unlock: Option<&Unlock>) -> Result<Option<(BackupFile, RestorePreview)>, DeskError> {
        for file in self.backups(folder)? {
            match self.restore_preview(&folder.join(&file.name), unlock) {
                // Another desk's, in the same folder.
                Ok(RestorePreview { lost: Lost::AnotherDesk, .. }) => {}
                Ok(preview) => return Ok(Some((file, preview))),
                // Encrypted, and nobody has said how to open it: it may well be good.
                Err(DeskError::Locked | DeskError::WrongSecret(_)) if unlock.is_none() => return Err(DeskError::Locked),
                Err(_) => {}
            }
        }
        Ok(None)
    }

    /// Puts a checked backup in the place of this desk file, whether it is open, locked or damaged, and opens it. What was there is
    /// moved aside. The restored desk has it on record. Returns where the other one is.
    pub fn restore_here(&self, from: &Path, unlock: Option<&Unlock>, act: &Act) -> Result<Option<PathBuf>, DeskError> {
        let known = self.key();
        let key = backup::key_of(from, unlock, known.as_ref())?;
        backup::check(from, key.as_ref())?;
        self.leave(DeskError::Locked)?;
        let aside = replace(from, self.path(), key.as_ref(), act);
        // Restored or not: there is a desk file, and it is opened again.
        let kept = key.or(known).map(|key| Unlock::kept(&canonical::hex(key.bytes()))).transpose()?;
        let opened = self.enter(kept.as_ref(), act);
        if let Err(why) = &opened {
            crate::desk::hold(&self.standing).closed = Some(why.clone());
        }
        let aside = aside?;
        opened.map(|()| aside)
    }

    /// Puts a checked backup in the place of a desk file that is not open; the file that was there is moved aside, never deleted.
    /// Returns where it was moved, if there was one.
    pub fn restore(from: &Path, to: &Path, act: &Act) -> Result<Option<PathBuf>, DeskError> {
        Self::restore_with(from, to, None, act)
    }

    /// The same for an encrypted backup.
    pub fn restore_with(from: &Path, to: &Path, unlock: Option<&Unlock>, act: &Act) -> Result<Option<PathBuf>, DeskError> {
        let key = backup::key_of(from, unlock, None)?;
        backup::check(from, key.as_ref())?;
        replace(from, to, key.as_ref(), act)
    }
}

/// What a desk file has after a backup's last event.
fn lost(conn: &Connection, backup: &Connection, card: &DeskCard) -> Result<Lost, DeskError> {
    let (head, _) = journal::head(conn)?;
    // The last event both should have: there they are the same, or it is another desk.
    let last = head.min(card.head_seq);
    let hash = |conn: &Connection| conn.query_row("SELECT hash FROM journal WHERE seq = ?1", [last], |row| row.get::<_, [u8; 32]>(0)).optional();
    if last == 0 || hash(conn)? != hash(backup)? {
        return Ok(Lost::AnotherDesk);
    }
    if head <= card.head_seq {
        return Ok(Lost::Nothing);
    }
    let mut statement = conn.prepare("SELECT substr(at, 1, 10) AS day, count(*) FROM journal WHERE seq > ?1 GROUP BY day ORDER BY day DESC")?;
    let rows = statement.query_map([card.head_seq], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    let mut days = Vec::new();
    for row in rows {
        let (day, count) = row?;
        days.push((day.parse().map_err(|_| DeskError::Damaged(format!("`{day}` is not a day")))?, count.unsigned_abs()));
    }
    Ok(Lost::Events { events: (head - card.head_seq).unsigned_abs(), days })
}

/// How often records were purged after a backup's last event.
fn purged_since(conn: &Connection, card: &DeskCard) -> Result<u64, DeskError> {
    let sql = "SELECT count(*) FROM journal WHERE kind = ?1 AND seq > ?2";
    Ok(conn.query_row(sql, params![crate::tables::purges::KIND, card.head_seq], |row| row.get::<_, i64>(0))?.unsigned_abs())
}

/// A copy of the backup is made ready beside the desk file, with the event that records it, and then takes its name in one step:
/// whenever the machine dies there is a whole desk file, the old one or the restored one.
fn replace(from: &Path, to: &Path, key: Option<&DataKey>, act: &Act) -> Result<Option<PathBuf>, DeskError> {
    let _lock = connection::lock(to)?;
    let part = beside(to, "part");
    let ready = prepare(from, to, &part, key, act);
    if ready.is_err() {
        // The fault is reported; half a copy is of no use.
        let _ = fs::remove_file(&part);
        let _ = keys::forget_beside(&part);
    }
    ready?;
    fail::point("restore-ready");
    let aside = if to.exists() { Some(move_aside(to, act)?) } else { None };
    fail::point("restore-aside");
    fs::rename(&part, to)?;
    // The envelope of the restored file is behind its pages; one beside it belonged to the other.
    keys::forget_beside(to)?;
    backup::sync_folder(to)?;
    Ok(aside)
}

fn prepare(from: &Path, to: &Path, part: &Path, key: Option<&DataKey>, act: &Act) -> Result<(), DeskError> {
    fs::copy(from, part).map_err(|e| connection::at(part, e))?;
    keys::take_off(part)?;
    let mut conn = connection::writer(part, key)?;
    let mut known = Known::default();
    let version = migrate::version(&conn)?;
    let mut change = Change::begin(&mut conn, &mut known, act)?;
    if version < migrate::CURRENT {
        migrate::run(&mut change, version, from.file_name().and_then(|n| n.to_str()))?;
    }
    change.clock_went_back()?;
    let replaced = replaced_head(to, key);
    let name = from.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    change.record("desk-restored", "desk", json!({"backup": name, "replaced": replaced}))?;
    change.commit()?;
    drop(conn);
    keys::put_on(part)?;
    backup::sync(part)
}

/// The head of the desk file that is replaced, where it can still be read: by it the restored desk says what it does not know.
fn replaced_head(to: &Path, key: Option<&DataKey>) -> serde_json::Value {
    let head = match connection::inspect(to) {
        Ok(Found::Plain) => connection::at_rest(to, None).and_then(|conn| journal::head(&conn)),
        Ok(Found::Encrypted(envelope)) if key.is_some_and(|k| envelope.is_of(k)) => connection::at_rest(to, key).and_then(|conn| journal::head(&conn)),
        _ => return serde_json::Value::Null,
    };
    head.map_or(serde_json::Value::Null, |(seq, hash)| json!({"seq": seq.to_string(), "hash": canonical::hex(&hash)}))
}

/// Gives the file a second name, then takes the first one's companions away: the name itself is taken over by the restored file.
fn move_aside(to: &Path, act: &Act) -> Result<PathBuf, DeskError> {
    let name = beside(to, &format!("replaced-{}", act.at.format("%Y%m%dT%H%M%SZ")));
    if name.exists() {
        return Err(DeskError::refused(format!("{} exists already. Wait a second and try again.", name.display())));
    }
    // The write-ahead log and the envelope belong to the file: copied before anything is taken away.
    for (from, to) in [(beside_dash(to, "wal"), beside_dash(&name, "wal")), (beside(to, "key"), beside(&name, "key"))] {
        if from.exists() {
            fs::copy(from, &to)?;
            backup::sync(&to)?;
        }
    }
    // Not every disk knows hard links (a USB stick does not).
    if fs::hard_link(to, &name).is_err() {
        fs::copy(to, &name)?;
    }
    backup::sync(&name)?;
    for companion in ["wal", "shm"] {
        let from = beside_dash(to, companion);
        if from.exists() {
            fs::remove_file(from)?;
        }
    }
    Ok(name)
}
