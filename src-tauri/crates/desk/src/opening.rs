//! Opening a desk file: what unlocks it, what the last session left behind, and bringing an older one to the current version.

use crate::change::{Act, Change};
use crate::connection::{self, Found, beside};
use crate::desk::Writer;
use crate::keys::{self, DataKey, Envelope, RecoveryKey, Secret};
use crate::tables::findings::Known;
use crate::{DeskError, backup, migrate, work};
use rusqlite::{Connection, OptionalExtension};
use serde_json::json;
use std::fs::{self, File, OpenOptions};
use std::path::Path;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// What unlocks an encrypted desk. Wiped from memory when it goes.
pub struct Unlock(How);

enum How {
    Secret(Secret),
    Kept(DataKey),
}

/// What a passphrase must have at least.
const SHORTEST: usize = 10;

impl Unlock {
    /// By its passphrase. However a keyboard composes an accent, it is the same passphrase.
    pub fn passphrase(typed: &str) -> Self {
        let typed = typed.trim_end_matches(['\r', '\n']);
        // Room for the longest it can become: a text that grows leaves pieces of itself behind in memory.
        let mut text = Zeroizing::new(String::with_capacity(typed.len() * 3));
        text.extend(typed.nfc());
        Self(How::Secret(Secret::Passphrase(text)))
    }

    /// By the recovery key on its sheet.
    ///
    /// # Errors
    /// [`DeskError::WrongSecret`] where what was typed cannot be one.
    pub fn recovery(typed: &str) -> Result<Self, DeskError> {
        Ok(Self(How::Secret(Secret::Recovery(RecoveryKey::read(typed)?))))
    }

    /// By the key as [`Desk::key_to_keep`](crate::Desk::key_to_keep) gave it to the computer's own key store.
    ///
    /// # Errors
    /// [`DeskError::WrongSecret`] where it is no key.
    pub fn kept(text: &str) -> Result<Self, DeskError> {
        let bytes = crate::canonical::unhex(text).ok_or_else(stale)?;
        Ok(Self(How::Kept(DataKey::of(bytes))))
    }

    /// The key of an envelope.
    pub(crate) fn open(&self, envelope: &Envelope) -> Result<DataKey, DeskError> {
        match &self.0 {
            How::Secret(secret) => envelope.open(secret),
            How::Kept(key) if envelope.is_of(key) => Ok(key.clone()),
            How::Kept(_) => Err(stale()),
        }
    }

    /// The passphrase as a secret to wrap a key under.
    ///
    /// # Errors
    /// Refused where it is too short.
    pub(crate) fn new_passphrase(&self) -> Result<Secret, DeskError> {
        match &self.0 {
            How::Secret(Secret::Passphrase(text)) if text.trim().chars().count() < SHORTEST => {
                Err(DeskError::refused(format!("A passphrase needs at least {SHORTEST} letters. Four or five words are easy to keep and hard to guess.")))
            }
            How::Secret(secret @ Secret::Passphrase(_)) => Ok(secret.clone()),
            _ => Err(DeskError::refused("A new passphrase is needed here.")),
        }
    }
}

fn stale() -> DeskError {
    DeskError::WrongSecret("The key that this computer keeps is not the one of this desk file. Give the passphrase.".into())
}

/// A file that was opened.
pub(crate) struct Opened {
    pub(crate) writer: Writer,
    pub(crate) reader: Connection,
    pub(crate) key: Option<DataKey>,
    pub(crate) lock: File,
    pub(crate) notices: Vec<String>,
}

pub(crate) fn open(path: &Path, unlock: Option<&Unlock>, act: &Act) -> Result<Opened, DeskError> {
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty() && !f.is_dir()) {
        return Err(DeskError::Disk(format!("there is no folder {}", folder.display())));
    }
    // Looked at before the lock, so that a file that is not ours gets no lock file beside it.
    let key = match connection::inspect(path)? {
        Found::Encrypted(envelope) => Some(unlock.ok_or(DeskError::Locked)?.open(&envelope)?),
        Found::Plain | Found::Nothing => None,
    };
    let lock = connection::lock(path)?;
    if key.is_some() {
        keys::take_off(path)?;
        whole_pages(path)?;
    } else {
        keys::forget_beside(path)?;
    }
    let mut notices = Vec::new();
    let part = beside(path, "part");
    if part.exists() {
        fs::remove_file(&part)?;
        notices.push("A restore, or a change of the encryption, was cut off before it took effect. The desk is as it was before it.".into());
    }
    let mut conn = connection::writer(path, key.as_ref())?;
    let mut known = Known::default();
    let version = migrate::version(&conn)?;
    if version < migrate::CURRENT {
        let kept = if version > 0 { Some(backup::before_migration(&conn, path, key.as_ref(), act)?) } else { None };
        let mut change = Change::begin(&mut conn, &mut known, act)?;
        migrate::run(&mut change, version, kept.as_deref())?;
        crate::fail::point("migrated");
        change.commit()?;
        crate::fail::point("migration-committed");
    }
    after_the_last_session(&mut conn, &mut known, path, act, &mut notices)?;
    let reader = connection::reader(path, key.as_ref())?;
    Ok(Opened { writer: Writer { conn, known }, reader, key, lock, notices })
}

/// Puts on record, and says, what the last session left undone and that the clock has gone back.
fn after_the_last_session(conn: &mut Connection, known: &mut Known, path: &Path, act: &Act, notices: &mut Vec<String>) -> Result<(), DeskError> {
    let cut_off = work::left_behind(path)?;
    let last: Option<String> = conn.query_row("SELECT at FROM journal ORDER BY seq DESC LIMIT 1", [], |row| row.get(0)).optional()?;
    let clock = last.as_deref().is_some_and(|last| Change::is_before(&act.stamp(), last));
    if cut_off.is_empty() && !clock {
        // Marks that were being written, or that name no work, go all the same.
        return work::forget(path);
    }
    let mut change = Change::begin(conn, known, act)?;
    notices.extend(change.clock_went_back()?);
    if !cut_off.is_empty() {
        let head = change.seq() - 1;
        notices.extend(cut_off.iter().map(|mark| mark.sentence(head)));
        change.record("work-interrupted", "desk", json!({"works": cut_off}))?;
    }
    change.commit()?;
    work::forget(path)
}

/// A power cut while the envelope was put behind the pages may leave a piece of it there: the pages end where the last whole one does.
fn whole_pages(path: &Path) -> Result<(), DeskError> {
    const PAGE: u64 = 4096;
    let size = fs::metadata(path)?.len();
    if !size.is_multiple_of(PAGE) {
        let file = OpenOptions::new().write(true).open(path)?;
        file.set_len(size - size % PAGE)?;
        file.sync_all()?;
    }
    Ok(())
}
