//! Opening the file: what it must be before it is touched, and how every connection is set up.

use crate::DeskError;
use crate::migrate::{self, APPLICATION_ID};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// SQLite before 3.51.3 can lose committed data when a WAL is reset (sqlite.org/wal.html, section 11).
pub(crate) const OLDEST_SQLITE: i32 = 3_051_003;

/// Takes the lock beside the desk file; it is held until the file is dropped.
pub(crate) fn lock(path: &Path) -> Result<File, DeskError> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(beside(path, "lock")).map_err(|e| at(path, e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(DeskError::InUse(path.display().to_string())),
        Err(TryLockError::Error(error)) => Err(at(path, error)),
    }
}

/// `desk.entrydesk` + `lock` = `desk.entrydesk.lock`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

fn at(path: &Path, error: std::io::Error) -> DeskError {
    match DeskError::from(error) {
        DeskError::Disk(why) => DeskError::Disk(format!("{}: {why}", path.display())),
        other => other,
    }
}

/// Reads the header without SQLite, so that a file that is not ours stays untouched byte for byte.
/// Returns `false` where there is no file yet, or an empty one.
pub(crate) fn inspect(path: &Path) -> Result<bool, DeskError> {
    let mut header = [0u8; 100];
    let read = match File::open(path) {
        Ok(file) => {
            let mut taken = Vec::with_capacity(header.len());
            file.take(header.len() as u64).read_to_end(&mut taken).map_err(|e| at(path, e))?;
            header[..taken.len()].copy_from_slice(&taken);
            taken.len()
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
        Err(error) => return Err(at(path, error)),
    };
    if read == 0 {
        return Ok(false);
    }
    let word = |offset: usize| i64::from(u32::from_be_bytes([header[offset], header[offset + 1], header[offset + 2], header[offset + 3]]));
    let not_ours = || DeskError::NotADesk(path.display().to_string());
    if read < header.len() || !header.starts_with(b"SQLite format 3\0") {
        return Err(not_ours());
    }
    // The database header: user_version at byte 60, application_id at byte 68.
    match (word(60), word(68)) {
        (version, APPLICATION_ID) => refuse_newer(version).map(|()| true),
        // A desk whose very first transaction is still in the write-ahead log.
        (0, 0) if fs::metadata(beside_dash(path, "wal")).is_ok_and(|m| m.len() > 0) => Ok(true),
        _ => Err(not_ours()),
    }
}

fn refuse_newer(found: i64) -> Result<(), DeskError> {
    if found > migrate::CURRENT { Err(DeskError::Newer { found, known: migrate::CURRENT }) } else { Ok(()) }
}

/// `desk.entrydesk` + `wal` = `desk.entrydesk-wal`, as SQLite names its companions.
pub(crate) fn beside_dash(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-");
    name.push(suffix);
    name.into()
}

/// The connection that writes. Leaves a file that is newer, or somebody else's, alone.
pub(crate) fn writer(path: &Path) -> Result<Connection, DeskError> {
    let existed = inspect(path)?;
    let unclean = existed && fs::metadata(beside_dash(path, "wal")).is_ok_and(|m| m.len() > 0);
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    set_up(&conn)?;
    refuse_newer(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)?;
    if unclean {
        // The last session did not end by itself: look before anything is built on it.
        quick_check(&conn)?;
    }
    conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;")?;
    Ok(conn)
}

/// A connection that only reads: it sees the last committed state while the writer is at work.
pub(crate) fn reader(path: &Path) -> Result<Connection, DeskError> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    set_up(&conn)?;
    Ok(conn)
}

fn set_up(conn: &Connection) -> Result<(), DeskError> {
    let version = rusqlite::version_number();
    if version < OLDEST_SQLITE {
        return Err(DeskError::Internal(format!("SQLite {} can lose data; 3.51.3 or later is needed", rusqlite::version())));
    }
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.set_prepared_statement_cache_capacity(128);
    conn.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA recursive_triggers = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536;",
    )?;
    Ok(())
}

/// Looks for damaged pages.
pub(crate) fn quick_check(conn: &Connection) -> Result<(), DeskError> {
    let said: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said == "ok" { Ok(()) } else { Err(DeskError::Damaged(said)) }
}
