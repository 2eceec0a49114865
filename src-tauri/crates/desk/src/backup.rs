//! Backups: taken while work goes on, checked after writing, kept seven days, four weeks and twelve months.

use crate::change::Change;
use crate::connection::{self, Found, beside};
use crate::keys::{self, DataKey};
use crate::opening::Unlock;
use crate::overview::{self, Counts};
use crate::tables::findings::Known;
use crate::{Act, Desk, DeskError, canonical, fail, journal, migrate, verify};
use chrono::{DateTime, Datelike, NaiveDateTime, Utc};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
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

/// A backup in a folder, by what its name says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupFile {
    /// Its name.
    pub name: String,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The last event in it.
    #[ts(type = "number")]
    pub seq: i64,
    /// The beginning of that event's hash.
    pub head: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// Made before an upgrade of the desk file: never rotated away.
    pub before_upgrade: bool,
    /// Which desk it is of, by its first event.
    #[serde(skip)]
    #[ts(skip)]
    pub(crate) desk: String,
}

/// Letters of a hash that a name carries.
const SHORT: usize = 16;

/// How many of the newest days, weeks and months with a backup keep one.
const KEEP: [usize; 3] = [7, 4, 12];

/// What a name ends with when the backup was made before an upgrade.
const BEFORE: &str = "-before-upgrade";

/// Flushes a file and its folder, so that a rename survives a power cut.
pub(crate) fn sync(path: &Path) -> Result<(), DeskError> {
    File::options().read(true).write(true).open(path)?.sync_all()?;
    sync_folder(path)
}

/// Windows has no way to flush a folder, and does not need one: renames are logged.
pub(crate) fn sync_folder(path: &Path) -> Result<(), DeskError> {
    if cfg!(unix)
        && let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty())
    {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

pub(crate) fn card(conn: &Connection) -> Result<DeskCard, DeskError> {
    let (head_seq, head) = journal::head(conn)?;
    let last: Option<String> = conn.query_row("SELECT at FROM journal WHERE seq = ?1", [head_seq], |row| row.get(0)).optional()?;
    Ok(DeskCard {
        format: migrate::version(conn)?,
        counts: overview::counts(conn)?,
        head_seq,
        head: canonical::hex(&head),
        last_event: last.and_then(|at| at.parse().ok()),
    })
}

/// Checks the pages and the whole journal of a file nobody has open, and says what it holds. The file is not changed.
pub(crate) fn check(path: &Path, key: Option<&DataKey>) -> Result<DeskCard, DeskError> {
    let conn = connection::at_rest(path, key)?;
    connection::quick_check(&conn)?;
    let verdict = if migrate::version(&conn)? < migrate::CURRENT { verify_older(&conn, key)? } else { verify::verify(&conn)? };
    match verdict.broken {
        Some(broken) => Err(DeskError::Damaged(format!("event {} of its journal does not hold: {}", broken.seq, broken.why))),
        None => card(&conn),
    }
}

/// An older file is checked as what it will become: a passing copy of it is brought to the current version.
fn verify_older(conn: &Connection, key: Option<&DataKey>) -> Result<verify::JournalVerdict, DeskError> {
    let copy = std::env::temp_dir().join(format!("entrydesk-check-{}", canonical::hex(&keys::random::<8>()?)));
    let checked = vacuum_into(conn, &copy).and_then(|()| {
        let mut conn = connection::writer(&copy, key)?;
        let mut known = Known::default();
        let version = migrate::version(&conn)?;
        let act = Act::new(DateTime::<Utc>::MAX_UTC, "check");
        let mut change = Change::begin(&mut conn, &mut known, &act)?;
        migrate::run(&mut change, version, None)?;
        change.commit()?;
        verify::verify(&conn)
    });
    for left in [copy.clone(), connection::beside_dash(&copy, "wal"), connection::beside_dash(&copy, "shm")] {
        // Nothing there is no fault.
        let _ = fs::remove_file(left);
    }
    checked
}

/// The name of a backup: which desk, when, and the head of its journal, by which a rewritten file is found.
fn name(conn: &Connection, act: &Act, suffix: &str) -> Result<String, DeskError> {
    let (seq, head) = journal::head(conn)?;
    let head = canonical::hex(&head);
    Ok(format!("desk-{}-{}-{seq}-{}{suffix}.entrydesk", desk_id(conn)?, act.at.format("%Y%m%dT%H%M%SZ"), head.get(..SHORT).unwrap_or(&head)))
}

/// Tells desks apart in one folder: the beginning of the hash of the first event.
pub(crate) fn desk_id(conn: &Connection) -> Result<String, DeskError> {
    let first: Option<[u8; 32]> = conn.query_row("SELECT hash FROM journal WHERE seq = 1", [], |row| row.get(0)).optional()?;
    Ok(canonical::hex(&first.unwrap_or_default()[..4]))
}

/// Reads a backup's name; `None` where it is something else.
fn read_name(name: &str, size: u64) -> Option<BackupFile> {
    let stem = name.strip_prefix("desk-")?.strip_suffix(".entrydesk")?;
    let (stem, before_upgrade) = stem.strip_suffix(BEFORE).map_or((stem, false), |s| (s, true));
    let mut parts = stem.split('-');
    let (desk, at, seq, head) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let hex = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_hexdigit());
    if parts.next().is_some() || !hex(desk, 8) || !hex(head, SHORT) {
        return None;
    }
    Some(BackupFile {
        name: name.into(),
        at: NaiveDateTime::parse_from_str(at, "%Y%m%dT%H%M%SZ").ok()?.and_utc(),
        seq: seq.parse().ok()?,
        head: head.into(),
        size,
        before_upgrade,
        desk: desk.into(),
    })
}

/// Backups in a folder by their names, newest first; of one desk only where it is known.
pub(crate) fn list(folder: &Path, desk: Option<&str>) -> Result<Vec<BackupFile>, DeskError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(connection::at(folder, e)),
    };
    let mut found: Vec<BackupFile> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| read_name(entry.file_name().to_str()?, entry.metadata().ok()?.len()))
        .filter(|file| desk.is_none_or(|desk| desk == file.desk))
        .collect();
    found.sort_by(|a, b| (b.at, b.seq, &b.name).cmp(&(a.at, a.seq, &a.name)));
    Ok(found)
}

/// Which of these (newest first) are not kept: the newest of each of seven days, four weeks and twelve months stays, all of the
/// newest day, and whatever was made before an upgrade.
fn expired(files: &[BackupFile]) -> Vec<&BackupFile> {
    let rotated = || files.iter().filter(|f| !f.before_upgrade);
    let mut kept: BTreeSet<&str> = BTreeSet::new();
    let newest_day = rotated().next().map(|f| f.at.date_naive());
    kept.extend(rotated().filter(|f| Some(f.at.date_naive()) == newest_day).map(|f| f.name.as_str()));
    type Period = fn(&BackupFile) -> (i32, u32);
    let periods: [Period; 3] = [|f| (f.at.year(), f.at.ordinal()), |f| (f.at.iso_week().year(), f.at.iso_week().week()), |f| (f.at.year(), f.at.month())];
    for (period, keep) in periods.iter().zip(KEEP) {
        let mut seen = BTreeSet::new();
        for file in rotated() {
            if seen.len() < keep && seen.insert(period(file)) {
                kept.insert(&file.name);
            }
        }
    }
    rotated().filter(|f| !kept.contains(f.name.as_str())).collect()
}

/// A backup of an older file before it is upgraded: in the folder of backups where there is one, else beside it. Returns its name.
pub(crate) fn before_migration(conn: &Connection, path: &Path, key: Option<&DataKey>, act: &Act) -> Result<String, DeskError> {
    let chosen: Option<String> = conn.query_row("SELECT value FROM settings WHERE key = ?1", [Desk::BACKUP_FOLDER], |row| row.get(0)).optional()?;
    let folder = chosen.map(PathBuf::from).filter(|f| f.is_dir()).or_else(|| path.parent().map(Path::to_path_buf)).unwrap_or_default();
    let name = name(conn, act, BEFORE)?;
    let to = folder.join(&name);
    if !to.exists() {
        write(conn, envelope_of(path)?, key, &to).map_err(|why| {
            DeskError::refused(format!("The desk file is of an older version and was left as it is, because no backup of it could be made first. {why}"))
        })?;
    }
    Ok(name)
}

/// The envelope that goes behind a copy of a file.
fn envelope_of(path: &Path) -> Result<Option<keys::Envelope>, DeskError> {
    if connection::is_plain(path)? { Ok(None) } else { keys::find(path) }
}

impl Desk {
    /// The setting that holds the folder of backups.
    pub const BACKUP_FOLDER: &'static str = "backup-folder";

    /// The name of a backup taken now: which desk, when, and the head of the journal, by which a rewritten file is found.
    pub fn backup_name(&self, act: &Act) -> Result<String, DeskError> {
        self.read(|conn| name(conn, act, ""))
    }

    /// Writes a backup while work goes on, reads it back and checks it. An existing file is not overwritten.
    pub fn backup(&self, to: &Path) -> Result<Backup, DeskError> {
        let reader = self.own_reader()?;
        let key = self.key();
        write(&reader.conn, envelope_of(self.path())?, key.as_ref(), to)
    }

    /// Writes a backup under its own name into a folder, unless the newest one there holds the same already, and rotates: seven
    /// daily, four weekly, twelve monthly.
    pub fn keep_backup(&self, folder: &Path, act: &Act) -> Result<Option<Backup>, DeskError> {
        fs::create_dir_all(folder).map_err(|e| connection::at(folder, e))?;
        let (name, desk) = self.read(|conn| Ok((name(conn, act, "")?, desk_id(conn)?)))?;
        let newest = list(folder, Some(&desk))?.into_iter().next();
        let head = read_name(&name, 0);
        let same = newest.zip(head).is_some_and(|(newest, head)| (newest.seq, newest.head) == (head.seq, head.head));
        let made = if same { None } else { Some(self.backup(&folder.join(&name))?) };
        fail::point("backup-rotated");
        for old in expired(&list(folder, Some(&desk))?) {
            fs::remove_file(folder.join(&old.name)).map_err(|e| connection::at(&folder.join(&old.name), e))?;
        }
        sweep(folder, &desk)?;
        Ok(made)
    }

    /// Backups of this desk in a folder, newest first; of any desk, where this one cannot be read.
    pub fn backups(&self, folder: &Path) -> Result<Vec<BackupFile>, DeskError> {
        let desk = self.read(desk_id).ok();
        list(folder, desk.as_deref())
    }

    /// Whether a file looks like a desk file, plain or encrypted.
    pub fn is_desk(path: &Path) -> Result<bool, DeskError> {
        match connection::inspect(path) {
            Ok(Found::Nothing) => Err(DeskError::NotFound(format!("file {}", path.display()))),
            Ok(_) | Err(DeskError::Newer { .. }) => Ok(true),
            Err(DeskError::NotADesk(_)) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// What a desk file or backup holds, after checking its pages and the whole journal. The file is not changed.
    ///
    /// # Errors
    /// [`DeskError::NotADesk`], [`DeskError::Newer`], [`DeskError::Locked`], [`DeskError::Damaged`] naming the first event that does
    /// not hold.
    pub fn inspect(path: &Path) -> Result<DeskCard, DeskError> {
        Self::inspect_with(path, None)
    }

    /// The same for an encrypted one.
    pub fn inspect_with(path: &Path, unlock: Option<&Unlock>) -> Result<DeskCard, DeskError> {
        check(path, key_of(path, unlock, None)?.as_ref())
    }
}

/// The key of a file: none for a plain one, `known` where it is of this very file, else by what unlocks it.
pub(crate) fn key_of(path: &Path, unlock: Option<&Unlock>, known: Option<&DataKey>) -> Result<Option<DataKey>, DeskError> {
    match connection::inspect(path)? {
        Found::Nothing => Err(DeskError::NotFound(format!("desk file {}", path.display()))),
        Found::Plain => Ok(None),
        Found::Encrypted(envelope) => match known.filter(|key| envelope.is_of(key)) {
            Some(key) => Ok(Some(key.clone())),
            None => unlock.ok_or(DeskError::Locked)?.open(&envelope).map(Some),
        },
    }
}

/// Copies the committed state into a new file, compacted; puts the envelope behind it, checks it, and gives it its name.
fn write(conn: &Connection, envelope: Option<keys::Envelope>, key: Option<&DataKey>, to: &Path) -> Result<Backup, DeskError> {
    if to.exists() {
        return Err(DeskError::refused(format!("{} exists already. A backup never overwrites a file; choose another name.", to.display())));
    }
    let part = beside(to, "part");
    if part.exists() {
        // Left by a backup that was cut off.
        fs::remove_file(&part)?;
    }
    let written = vacuum_into(conn, &part).and_then(|()| {
        fail::point("backup-written");
        if let Some(envelope) = &envelope {
            keys::append(&part, envelope)?;
        }
        sync(&part)?;
        let card = check(&part, key)?;
        fail::point("backup-checked");
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

/// Removes what backups of this desk that were cut off have left.
fn sweep(folder: &Path, desk: &str) -> Result<(), DeskError> {
    for entry in fs::read_dir(folder)?.filter_map(Result::ok) {
        let name = entry.file_name();
        if name.to_str().and_then(|n| n.strip_suffix(".part")).and_then(|n| read_name(n, 0)).is_some_and(|f| f.desk == desk) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// With the key of `conn`, where it has one.
fn vacuum_into(conn: &Connection, to: &Path) -> Result<(), DeskError> {
    let name = to.to_str().ok_or_else(|| DeskError::Disk(format!("{} is not a name SQLite can write to", to.display())))?;
    conn.execute("VACUUM INTO ?1", [name])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(at: &str, n: i64) -> BackupFile {
        read_name(&format!("desk-0a1b2c3d-{at}-{n}-0123456789abcdef.entrydesk"), 1).unwrap()
    }

    #[test]
    fn a_name_says_which_desk_when_and_how_far() {
        let file = made("20240603T140000Z", 14);
        assert_eq!((file.desk.as_str(), file.seq, file.at.to_rfc3339().as_str()), ("0a1b2c3d", 14, "2024-06-03T14:00:00+00:00"));
        assert!(read_name("desk-0a1b2c3d-20240603T140000Z-14-0123456789abcdef-before-upgrade.entrydesk", 1).unwrap().before_upgrade);
        for other in ["desk.entrydesk", "desk-1-2-3-4.entrydesk", "letter.pdf", "desk-0a1b2c3d-20240603T140000Z-14-0123456789abcdef.entrydesk.part"] {
            assert_eq!(read_name(other, 1), None, "{other}");
        }
    }

    #[test]
    fn two_years_of_days_leave_seven_days_four_weeks_and_twelve_months() {
        let first = "2024-01-01T17:00:00Z".parse::<DateTime<Utc>>().unwrap();
        let mut files: Vec<BackupFile> = (0..730).map(|n| made(&(first + chrono::Days::new(n)).format("%Y%m%dT%H%M%SZ").to_string(), n as i64)).collect();
        files.push(BackupFile { before_upgrade: true, ..made("20240110T090000Z", 3) });
        files.sort_by_key(|f| std::cmp::Reverse(f.at));
        let gone: BTreeSet<String> = expired(&files).into_iter().map(|f| f.name.clone()).collect();
        let kept: Vec<&BackupFile> = files.iter().filter(|f| !gone.contains(&f.name)).collect();
        let days: Vec<String> = kept.iter().map(|f| f.at.format("%Y-%m-%d").to_string()).collect();
        // 2025-12-30 is the newest, a Tuesday; Sundays end the weeks before.
        assert_eq!(
            days,
            [
                "2025-12-30",
                "2025-12-29",
                "2025-12-28",
                "2025-12-27",
                "2025-12-26",
                "2025-12-25",
                "2025-12-24",
                "2025-12-21",
                "2025-12-14",
                "2025-11-30",
                "2025-10-31",
                "2025-09-30",
                "2025-08-31",
                "2025-07-31",
                "2025-06-30",
                "2025-05-31",
                "2025-04-30",
                "2025-03-31",
                "2025-02-28",
                "2025-01-31",
                "2024-01-10"
            ]
        );
    }

    #[test]
    fn all_of_the_newest_day_stay() {
        let files: Vec<BackupFile> = ["20240603T160000Z", "20240603T150000Z", "20240602T150000Z", "20240602T120000Z"].map(|at| made(at, 1)).into();
        assert_eq!(expired(&files).iter().map(|f| f.at.to_rfc3339()).collect::<Vec<_>>(), ["2024-06-02T12:00:00+00:00"]);
    }
}
