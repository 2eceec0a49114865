//! Backups: taken while work goes on, checked after writing; and putting one back.

use crate::connection::{self, beside, beside_dash};
use crate::overview::{self, Counts};
use crate::{Act, Desk, DeskError, canonical, journal, migrate, verify};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use ts_rs::TS;

/// A backup that was written and read back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Backup {
    /// Where it is.
    pub path: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// What it holds.
    pub card: DeskCard,
}

/// What a desk file holds, read without changing it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeskCard {
    /// Version of its schema.
    #[ts(type = "number")]
    pub format: i64,
    /// How much it holds.
    pub counts: Counts,
    /// Place of the journal's last event.
    #[ts(type = "number")]
    pub head_seq: i64,
    /// Its hash, hexadecimal.
    pub head: String,
    /// When the last event was recorded.
    pub last_event: Option<DateTime<Utc>>,
}

/// Flushes a file and its folder, so that a rename survives a power cut.
fn sync(path: &Path) -> Result<(), DeskError> {
    File::options().read(true).write(true).open(path)?.sync_all()?;
    sync_folder(path)
}

/// Windows has no way to flush a folder, and does not need one: renames are logged.
fn sync_folder(path: &Path) -> Result<(), DeskError> {
    if cfg!(unix)
        && let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty())
    {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn card(conn: &Connection) -> Result<DeskCard, DeskError> {
    let (head_seq, head) = journal::head(conn)?;
    let last: Option<String> = conn.query_row("SELECT max(at) FROM journal", [], |row| row.get(0))?;
    Ok(DeskCard {
        format: migrate::version(conn)?,
        counts: overview::counts(conn)?,
        head_seq,
        head: canonical::hex(&head),
        last_event: last.and_then(|at| at.parse().ok()),
    })
}

impl Desk {
    /// The name of a backup taken now: day, time, and the head of the journal, by which a rewritten file is found.
    pub fn backup_name(&self, act: &Act) -> Result<String, DeskError> {
        let (seq, head) = self.journal_head()?;
        Ok(format!("desk-{}-{seq}-{}.entrydesk", act.at.format("%Y%m%dT%H%M%SZ"), head.get(..16).unwrap_or(&head)))
    }

    /// Writes a backup while work goes on, reads it back and checks it. An existing file is not overwritten.
    pub fn backup(&self, to: &Path) -> Result<Backup, DeskError> {
        if to.exists() {
            return Err(DeskError::refused(format!("{} exists already. A backup never overwrites a file; choose another name.", to.display())));
        }
        let part = beside(to, "part");
        if part.exists() {
            // Left by a backup that was cut off.
            fs::remove_file(&part)?;
        }
        let written = write(self.path(), &part).and_then(|()| {
            sync(&part)?;
            let card = Self::inspect(&part)?;
            fs::rename(&part, to)?;
            sync_folder(to)?;
            Ok(Backup { path: to.display().to_string(), size: fs::metadata(to)?.len(), card })
        });
        if written.is_err() {
            // The fault is reported; what is left of the half-written copy is of no use.
            let _ = fs::remove_file(&part);
        }
        written
    }

    /// What a desk file or backup holds, after checking its pages and the whole journal. The file is not changed.
    ///
    /// # Errors
    /// [`DeskError::NotADesk`], [`DeskError::Newer`], [`DeskError::Damaged`] naming the first event that does not hold.
    pub fn inspect(path: &Path) -> Result<DeskCard, DeskError> {
        if !connection::inspect(path)? {
            return Err(DeskError::NotFound(format!("desk file {}", path.display())));
        }
        let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection::quick_check(&conn)?;
        let verdict = verify::verify(&conn)?;
        match verdict.broken {
            Some(broken) => Err(DeskError::Damaged(format!("event {} of its journal does not hold: {}", broken.seq, broken.why))),
            None => card(&conn),
        }
    }

    /// Puts a checked backup in the place of a desk file that is not open; the file that was there is moved aside, never deleted.
    /// Returns where it was moved, if there was one.
    pub fn restore(backup: &Path, to: &Path, act: &Act) -> Result<Option<PathBuf>, DeskError> {
        Self::inspect(backup)?;
        let _lock = connection::lock(to)?;
        let part = beside(to, "part");
        fs::copy(backup, &part)?;
        sync(&part)?;
        let mut aside = None;
        if to.exists() {
            let name = beside(to, &format!("replaced-{}", act.at.format("%Y%m%dT%H%M%SZ")));
            if name.exists() {
                return Err(DeskError::refused(format!("{} exists already. Wait a second and try again.", name.display())));
            }
            // The write-ahead log belongs to the file: they go together, it first, so that it never meets the restored one.
            for companion in ["wal", "shm"] {
                let from = beside_dash(to, companion);
                if from.exists() {
                    fs::rename(from, beside_dash(&name, companion))?;
                }
            }
            fs::rename(to, &name)?;
            aside = Some(name);
        }
        fs::rename(&part, to)?;
        sync_folder(to)?;
        Ok(aside)
    }
}

/// Copies the committed state of the desk file into a new one, compacted.
fn write(from: &Path, to: &Path) -> Result<(), DeskError> {
    let conn = connection::reader(from)?;
    let name = to.to_str().ok_or_else(|| DeskError::Disk(format!("{} is not a name SQLite can write to", to.display())))?;
    conn.execute("VACUUM INTO ?1", [name])?;
    Ok(())
}
