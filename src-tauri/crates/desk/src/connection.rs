//! Opening the file: what it must be before it is touched, and how every connection is set up.

use crate::keys::{self, DataKey, Envelope};
use crate::migrate::{self, APPLICATION_ID};
use crate::{DeskError, fail};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use zeroize::Zeroizing;

/// SQLite before 3.51.3 can lose committed data when a WAL is reset (sqlite.org/wal.html, section 11).
pub(crate) const OLDEST_SQLITE: i32 = 3_051_003;

/// How often the lock is tried for, and the pause between.
const LOCK_TRIES: u32 = 10;
const LOCK_PAUSE: Duration = Duration::from_millis(30);

/// Takes the lock beside the desk file; it is held until the file is dropped.
pub(crate) fn lock(path: &Path) -> Result<File, DeskError> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(beside(path, "lock")).map_err(|e| at(path, e))?;
    // A process this one has just started holds what was open at that moment until it is itself; and a desk may just be closing.
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
            Err(TryLockError::Error(error)) => return Err(at(path, error)),
        }
    }
    Err(DeskError::InUse(path.display().to_string()))
}

/// `desk.entrydesk` + `lock` = `desk.entrydesk.lock`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

pub(crate) fn at(path: &Path, error: std::io::Error) -> DeskError {
    match DeskError::from(error) {
        DeskError::Disk(why) => DeskError::Disk(format!("{}: {why}", path.display())),
        other => other,
    }
}

/// What stands at a path, by its first bytes.
pub(crate) enum Found {
    /// No file, or an empty one.
    Nothing,
    /// A desk file anybody can read.
    Plain,
    /// An encrypted desk file, and the envelope of its key.
    Encrypted(Envelope),
}

/// The first bytes of a plain file.
const PLAIN: &[u8] = b"SQLite format 3\0";

/// Whether a file is not encrypted.
pub(crate) fn is_plain(path: &Path) -> Result<bool, DeskError> {
    let mut start = Vec::with_capacity(PLAIN.len());
    File::open(path).and_then(|file| file.take(PLAIN.len() as u64).read_to_end(&mut start)).map_err(|e| at(path, e))?;
    Ok(start == PLAIN)
}

/// Reads the header without SQLite, so that a file that is not ours stays untouched byte for byte.
pub(crate) fn inspect(path: &Path) -> Result<Found, DeskError> {
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
        return Ok(Found::Nothing);
    }
    let not_ours = || DeskError::NotADesk(path.display().to_string());
    if read < header.len() {
        return Err(not_ours());
    }
    if !header.starts_with(PLAIN) {
        // An encrypted file looks like noise; what makes it ours is the envelope of its key.
        return keys::find(path)?.map(Found::Encrypted).ok_or_else(not_ours);
    }
    let word = |offset: usize| i64::from(u32::from_be_bytes([header[offset], header[offset + 1], header[offset + 2], header[offset + 3]]));
    // The database header: user_version at byte 60, application_id at byte 68.
    match (word(60), word(68)) {
        (version, APPLICATION_ID) => refuse_newer(version).map(|()| Found::Plain),
        // A desk whose very first transaction is still in the write-ahead log.
        (0, 0) if fs::metadata(beside_dash(path, "wal")).is_ok_and(|m| m.len() > 0) => Ok(Found::Plain),
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

/// SQLCipher adds its functions to the engine after the engine says that it is ready: a second thread could come in between.
fn engine() -> Result<(), DeskError> {
    static READY: Mutex<bool> = Mutex::new(false);
    let mut ready = READY.lock().unwrap_or_else(PoisonError::into_inner);
    if !*ready {
        Connection::open_in_memory()?;
        *ready = true;
    }
    Ok(())
}

/// Whether the last session left without closing the file.
pub(crate) fn unclean(path: &Path) -> bool {
    fs::metadata(beside_dash(path, "wal")).is_ok_and(|m| m.len() > 0)
}

/// The connection that writes. Leaves a file that is newer, or somebody else's, alone.
pub(crate) fn writer(path: &Path, key: Option<&DataKey>) -> Result<Connection, DeskError> {
    // Whoever has the key has looked at the file already.
    let existed = if key.is_some() { path.exists() } else { !matches!(inspect(path)?, Found::Nothing) };
    let look = existed && unclean(path);
    engine()?;
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    set_up(&conn, key)?;
    refuse_newer(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)?;
    if look {
        // The last session did not end by itself: look before anything is built on it.
        quick_check(&conn)?;
    }
    conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;")?;
    fail::small_disk(&conn)?;
    Ok(conn)
}

/// A connection that only reads: it sees the last committed state while the writer is at work.
pub(crate) fn reader(path: &Path, key: Option<&DataKey>) -> Result<Connection, DeskError> {
    engine()?;
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    set_up(&conn, key)?;
    Ok(conn)
}

/// A connection to a file that nobody has open, as a backup: it leaves nothing beside the file, and reads from a disk that cannot be
/// written to. A file with a log beside it is not at rest, and read as it is.
pub(crate) fn at_rest(path: &Path, key: Option<&DataKey>) -> Result<Connection, DeskError> {
    if beside_dash(path, "wal").exists() {
        return reader(path, key);
    }
    engine()?;
    let whole = std::path::absolute(path).map_err(|e| at(path, e))?;
    let name = whole.to_str().ok_or_else(|| DeskError::Disk(format!("{} is not a name SQLite can read", path.display())))?;
    let mut uri = String::from("file:");
    if !name.starts_with('/') {
        uri.push('/');
    }
    for c in name.chars() {
        match c {
            '%' | '?' | '#' => uri.push_str(&format!("%{:02X}", c as u32)),
            '\\' if cfg!(windows) => uri.push('/'),
            c => uri.push(c),
        }
    }
    uri.push_str("?immutable=1");
    let conn = Connection::open_with_flags(uri, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI)?;
    set_up(&conn, key)?;
    Ok(conn)
}

fn set_up(conn: &Connection, key: Option<&DataKey>) -> Result<(), DeskError> {
    let version = rusqlite::version_number();
    if version < OLDEST_SQLITE {
        return Err(DeskError::Internal(format!("SQLite {} can lose data; 3.51.3 or later is needed", rusqlite::version())));
    }
    // What SQLCipher would say on standard error comes back as an error anyway.
    conn.execute_batch("PRAGMA cipher_log = off;")?;
    if let Some(key) = key {
        let mut say = Zeroizing::new(String::with_capacity(96));
        say.push_str("PRAGMA key = \"");
        say.push_str(&key.literal());
        say.push_str("\";");
        conn.execute_batch(&say)?;
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
