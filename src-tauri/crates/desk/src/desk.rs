//! The open desk file.

use crate::change::{Act, Change};
use crate::journal::{self, JournalEvent, SliceEvent};
use crate::tables::findings::Known;
use crate::{DeskError, canonical, connection, migrate};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An open desk file. All methods take `&self`; share it freely between threads.
///
/// There is one connection that writes and one that reads, so that reading goes on while an import is written.
/// Never call a writing method from inside a callback of another writing method: it would wait for itself.
pub struct Desk {
    path: PathBuf,
    // Dropped in this order: the writer closes last and folds the write-ahead log into the file; a reader could not.
    reader: Mutex<Connection>,
    writer: Mutex<Writer>,
    _lock: File,
}

struct Writer {
    conn: Connection,
    known: Known,
}

/// A panic while the lock was held rolled its transaction back, so what is behind it is sound.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// Opens the desk file, or creates it; brings an older one to the current version.
    ///
    /// # Errors
    /// [`DeskError::InUse`] where another program has it open; [`DeskError::Newer`] and [`DeskError::NotADesk`], leaving the
    /// file untouched; [`DeskError::Damaged`] where its pages do not hold together.
    pub fn open(path: &Path, act: &Act) -> Result<Self, DeskError> {
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty() && !f.is_dir()) {
            return Err(DeskError::Disk(format!("there is no folder {}", folder.display())));
        }
        // Looked at before the lock, so that a file that is not ours gets no lock file beside it.
        connection::inspect(path)?;
        let lock = connection::lock(path)?;
        let mut conn = connection::writer(path)?;
        let mut known = Known::default();
        let version = migrate::version(&conn)?;
        if version < migrate::CURRENT {
            let mut change = Change::begin(&mut conn, &mut known, act)?;
            migrate::run(&mut change, version)?;
            change.commit()?;
        }
        let reader = connection::reader(path)?;
        Ok(Self { path: path.to_path_buf(), reader: Mutex::new(reader), writer: Mutex::new(Writer { conn, known }), _lock: lock })
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The version of SQLite built in.
    pub fn sqlite_version() -> &'static str {
        rusqlite::version()
    }

    /// Runs a change: all of it is stored, or nothing.
    pub(crate) fn write<T>(&self, act: &Act, work: impl FnOnce(&mut Change<'_>) -> Result<T, DeskError>) -> Result<T, DeskError> {
        let mut writer = hold(&self.writer);
        let Writer { conn, known } = &mut *writer;
        let mut change = Change::begin(conn, known, act)?;
        let done = work(&mut change)?;
        change.commit()?;
        Ok(done)
    }

    /// Reads one consistent state, even over several statements.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, DeskError>) -> Result<T, DeskError> {
        let reader = hold(&self.reader);
        let snapshot = reader.unchecked_transaction()?;
        let done = work(&snapshot)?;
        snapshot.finish()?;
        Ok(done)
    }

    /// Events about `subject` (`client:3`, `shipment:77`, `entry:…`), or all; newest first; older than `before` where given.
    pub fn journal(&self, subject: Option<&str>, before: Option<i64>, limit: usize) -> Result<Vec<JournalEvent>, DeskError> {
        self.read(|conn| journal::events(conn, subject, before, limit))
    }

    /// The last event's place and its hash: what is printed on every paper.
    pub fn journal_head(&self) -> Result<(i64, String), DeskError> {
        self.read(|conn| journal::head(conn).map(|(seq, hash)| (seq, canonical::hex(&hash))))
    }

    /// The chain for a pack: events about `subjects` whole, the others between them and the head as digests.
    /// Also the hash it begins after; [`journal::check_slice`] checks it with nothing else at hand.
    pub fn journal_slice(&self, subjects: &[String]) -> Result<(String, Vec<SliceEvent>), DeskError> {
        self.read(|conn| {
            let mut wanted = BTreeSet::new();
            for subject in subjects {
                wanted.extend(journal::events(conn, Some(subject), None, usize::MAX)?.into_iter().map(|e| e.seq));
            }
            journal::slice(conn, &wanted)
        })
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // Refreshes the planner's statistics; a failure costs speed only.
        let _ = hold(&self.writer).conn.execute_batch("PRAGMA optimize;");
    }
}
