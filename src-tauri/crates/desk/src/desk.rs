//! The open desk file.

use crate::change::{Act, Change};
use crate::journal::{self, JournalEvent, SliceEvent};
use crate::keys::DataKey;
use crate::opening::{self, Unlock};
use crate::tables::findings::Known;
use crate::{DeskError, canonical, connection, keys};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// An open desk file. All methods take `&self`; share it freely between threads.
///
/// There is one connection that writes and one that reads, so that reading goes on while an import is written.
/// Never call a writing method from inside a callback of another writing method: it would wait for itself.
///
/// A desk can also be **closed** while it is held: locked, or not to be opened because the file is damaged. Every method then
/// answers why. Locks are always taken in the order writer, reader, standing.
pub struct Desk {
    path: PathBuf,
    pub(crate) reader: Mutex<Option<Connection>>,
    pub(crate) writer: Mutex<Option<Writer>>,
    pub(crate) standing: Mutex<Standing>,
    /// Held by whoever reads on a connection of their own; the file is exchanged only while nobody does.
    aside: RwLock<()>,
}

pub(crate) struct Writer {
    pub(crate) conn: Connection,
    pub(crate) known: Known,
}

/// What belongs to a file that is open, and why one is not.
#[derive(Default)]
pub(crate) struct Standing {
    pub(crate) lock: Option<File>,
    pub(crate) key: Option<DataKey>,
    pub(crate) closed: Option<DeskError>,
    pub(crate) notices: Vec<String>,
    pub(crate) works: Vec<crate::work::Mark>,
}

/// A panic while the lock was held rolled its transaction back, so what is behind it is sound.
pub(crate) fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A connection of its own, for long reading; the file is not exchanged under it.
pub(crate) struct OwnReader<'a> {
    pub(crate) conn: Connection,
    _aside: RwLockReadGuard<'a, ()>,
}

impl Desk {
    /// Opens the desk file, or creates it; brings an older one to the current version.
    ///
    /// # Errors
    /// [`DeskError::InUse`] where another program has it open; [`DeskError::Newer`] and [`DeskError::NotADesk`], leaving the
    /// file untouched; [`DeskError::Damaged`] where its pages do not hold together; [`DeskError::Locked`] where it is encrypted.
    pub fn open(path: &Path, act: &Act) -> Result<Self, DeskError> {
        Self::open_with(path, None, act)
    }

    /// The same for an encrypted desk file, with what unlocks it.
    ///
    /// # Errors
    /// [`DeskError::WrongSecret`] where it does not.
    pub fn open_with(path: &Path, unlock: Option<&Unlock>, act: &Act) -> Result<Self, DeskError> {
        let desk = Self::at(path);
        desk.enter(unlock, act)?;
        Ok(desk)
    }

    /// The desk file, open where it can be opened; where not, [`Desk::closed`] says why, and so does everything else.
    pub fn stand_by(path: &Path, act: &Act) -> Self {
        let desk = Self::at(path);
        if let Err(why) = desk.enter(None, act).and_then(|()| desk.look_over()) {
            hold(&desk.standing).closed = Some(why);
        }
        desk
    }

    /// Looks at every page before anybody works on them; a damaged file is closed again.
    pub fn look_over(&self) -> Result<(), DeskError> {
        let looked = self.own_reader().and_then(|reader| connection::quick_check(&reader.conn));
        if let Err(why @ DeskError::Damaged(_)) = &looked {
            self.leave(why.clone())?;
        }
        looked
    }

    /// A setting of a desk file that is too damaged to be opened, where it can still be read.
    pub fn salvaged_setting(&self, key: &str) -> Option<String> {
        let conn = connection::at_rest(&self.path, self.key().as_ref()).ok()?;
        conn.query_row("SELECT value FROM settings WHERE key = ?1", [key], |row| row.get(0)).ok()
    }

    fn at(path: &Path) -> Self {
        Self { path: path.to_path_buf(), reader: Mutex::default(), writer: Mutex::default(), standing: Mutex::default(), aside: RwLock::new(()) }
    }

    /// Opens the file of a closed desk.
    ///
    /// # Errors
    /// As [`Desk::open_with`]; the desk stays closed then.
    pub fn enter(&self, unlock: Option<&Unlock>, act: &Act) -> Result<(), DeskError> {
        let (mut writer, mut reader) = (hold(&self.writer), hold(&self.reader));
        if writer.is_some() {
            return Ok(());
        }
        let opened = opening::open(&self.path, unlock, act)?;
        (*writer, *reader) = (Some(opened.writer), Some(opened.reader));
        *hold(&self.standing) = Standing { lock: Some(opened.lock), key: opened.key, closed: None, notices: opened.notices, works: Vec::new() };
        Ok(())
    }

    /// Closes the file for good: it is one file again, whole and at rest.
    pub fn close(&self) -> Result<(), DeskError> {
        if let Some(writer) = hold(&self.writer).as_ref() {
            // Refreshes the planner's statistics; a failure costs speed only.
            let _ = writer.conn.execute_batch("PRAGMA optimize;");
        }
        self.leave(DeskError::refused("The desk is closed."))
    }

    /// Closes the file; everything answers `why` from now on. The key is wiped from memory.
    pub(crate) fn leave(&self, why: DeskError) -> Result<(), DeskError> {
        let (mut writer, mut reader) = (hold(&self.writer), hold(&self.reader));
        let _alone = self.alone();
        self.shut(&mut writer, &mut reader, why)
    }

    /// The same, for who holds the connections.
    pub(crate) fn shut(&self, writer: &mut Option<Writer>, reader: &mut Option<Connection>, why: DeskError) -> Result<(), DeskError> {
        // The writer closes last and folds the write-ahead log into the file; a reader could not.
        *reader = None;
        let was_open = writer.take().is_some();
        let mut standing = hold(&self.standing);
        standing.closed = Some(why);
        standing.key = None;
        let done = if was_open { keys::put_on(&self.path) } else { Ok(()) };
        standing.lock = None;
        done
    }

    /// Waits until nobody reads on a connection of their own.
    pub(crate) fn alone(&self) -> RwLockWriteGuard<'_, ()> {
        self.aside.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why the desk is closed, if it is.
    pub fn closed(&self) -> Option<DeskError> {
        hold(&self.standing).closed.clone()
    }

    pub(crate) fn why_closed(&self) -> DeskError {
        self.closed().unwrap_or(DeskError::Locked)
    }

    /// Sentences about what was found when the file was opened: work that was cut off, a clock that went back.
    pub fn notices(&self) -> Vec<String> {
        hold(&self.standing).notices.clone()
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The version of SQLite built in.
    pub fn sqlite_version() -> &'static str {
        rusqlite::version()
    }

    pub(crate) fn key(&self) -> Option<DataKey> {
        hold(&self.standing).key.clone()
    }

    /// A connection of its own, so that long reading holds nobody up.
    pub(crate) fn own_reader(&self) -> Result<OwnReader<'_>, DeskError> {
        let aside = self.aside.read().unwrap_or_else(PoisonError::into_inner);
        let key = {
            let standing = hold(&self.standing);
            if let Some(why) = &standing.closed {
                return Err(why.clone());
            }
            standing.key.clone()
        };
        Ok(OwnReader { conn: connection::reader(&self.path, key.as_ref())?, _aside: aside })
    }

    /// Runs a change: all of it is stored, or nothing.
    pub(crate) fn write<T>(&self, act: &Act, work: impl FnOnce(&mut Change<'_>) -> Result<T, DeskError>) -> Result<T, DeskError> {
        let mut writer = hold(&self.writer);
        let Writer { conn, known } = writer.as_mut().ok_or_else(|| self.why_closed())?;
        let mut change = Change::begin(conn, known, act)?;
        if let Some(sentence) = change.clock_went_back()? {
            hold(&self.standing).notices.push(sentence);
        }
        let done = work(&mut change)?;
        change.commit()?;
        Ok(done)
    }

    /// Reads one consistent state, even over several statements.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, DeskError>) -> Result<T, DeskError> {
        let reader = hold(&self.reader);
        let snapshot = reader.as_ref().ok_or_else(|| self.why_closed())?.unchecked_transaction()?;
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
        // Where the envelope cannot be put behind the pages it stays beside them, which is where it is found next.
        let _ = self.close();
    }
}
