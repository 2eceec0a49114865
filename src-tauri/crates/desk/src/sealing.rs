//! Encrypting the desk file, changing its passphrase, and taking the encryption away.
//!
//! To encrypt or decrypt, the whole desk is copied into a file beside it with the event that records it; the copy is checked,
//! flushed and given the desk's name in one step. A machine that dies before that step has the desk as it was. The plain file does
//! not stay anywhere under a name; what a disk keeps of deleted files is not ours to promise.

use crate::backup;
use crate::change::Change;
use crate::connection::{self, beside};
use crate::desk::{Writer, hold};
use crate::keys::{self, DataKey, Envelope, RecoveryKey, Secret};
use crate::opening::Unlock;
use crate::tables::findings::Known;
use crate::{Act, Desk, DeskError, canonical, fail, journal, migrate};
use rusqlite::Connection;
use serde_json::json;
use std::fs;
use std::path::Path;
use zeroize::Zeroizing;

/// How far the file is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Encrypt,
    Decrypt,
}

impl Desk {
    /// Whether the open desk file is encrypted; a closed one answers by its first bytes.
    pub fn is_encrypted(&self) -> bool {
        self.key().is_some() || connection::is_plain(self.path()).is_ok_and(|plain| !plain)
    }

    /// Encrypts the desk file under a passphrase. Returns the recovery key for its sheet: it is kept nowhere else.
    ///
    /// # Errors
    /// Refused where it is encrypted already, where the passphrase is too short, and while a backup or a check reads the file.
    pub fn encrypt(&self, passphrase: &Unlock, act: &Act) -> Result<RecoveryKey, DeskError> {
        let secret = passphrase.new_passphrase()?;
        if self.key().is_some() {
            return Err(DeskError::refused("The desk is encrypted already. Its passphrase can be changed."));
        }
        let recovery = RecoveryKey::random()?;
        let key = DataKey::random()?;
        let envelope = Envelope::seal(&key, &[secret, Secret::Recovery(recovery.clone())])?;
        self.exchange(Step::Encrypt, Some((key, envelope)), act)?;
        Ok(recovery)
    }

    /// Takes the encryption away. The passphrase is asked for once more.
    pub fn decrypt(&self, unlock: &Unlock, act: &Act) -> Result<(), DeskError> {
        self.envelope_if_opened_by(unlock)?;
        self.exchange(Step::Decrypt, None, act)
    }

    /// Changes the passphrase; the recovery sheet stays good. Backups made before open with the passphrase of their time.
    pub fn change_passphrase(&self, unlock: &Unlock, new: &Unlock, act: &Act) -> Result<(), DeskError> {
        let secret = new.new_passphrase()?;
        let (envelope, key) = self.envelope_if_opened_by(unlock)?;
        let envelope = envelope.with(&key, &secret)?;
        self.write(act, |change| {
            change.record("passphrase-changed", "desk", json!({}))?;
            keys::put_beside(self.path(), &envelope)
        })
    }

    /// A new recovery key for a new sheet; the old sheet opens this desk no longer.
    pub fn new_recovery_key(&self, unlock: &Unlock, act: &Act) -> Result<RecoveryKey, DeskError> {
        let (envelope, key) = self.envelope_if_opened_by(unlock)?;
        let recovery = RecoveryKey::random()?;
        let envelope = envelope.with(&key, &Secret::Recovery(recovery.clone()))?;
        self.write(act, |change| {
            change.record("recovery-key-made", "desk", json!({}))?;
            keys::put_beside(self.path(), &envelope)
        })?;
        Ok(recovery)
    }

    /// A recovery key as typed, if it opens this desk.
    ///
    /// # Errors
    /// [`DeskError::WrongSecret`] where it does not.
    pub fn own_recovery_key(&self, typed: &str) -> Result<RecoveryKey, DeskError> {
        self.envelope_if_opened_by(&Unlock::recovery(typed)?)?;
        RecoveryKey::read(typed)
    }

    /// Whether long work is under way; the desk is not locked under it.
    pub fn is_working(&self) -> bool {
        !hold(&self.standing).works.is_empty()
    }

    /// Closes the desk until it is unlocked: the key is wiped from memory.
    ///
    /// # Errors
    /// Refused where the desk has no passphrase.
    pub fn lock(&self) -> Result<(), DeskError> {
        if self.key().is_none() {
            return match self.closed() {
                Some(_) => Ok(()),
                None => Err(DeskError::refused("This desk has no passphrase, so there is nothing to lock it with. Set one in Settings.")),
            };
        }
        self.leave(DeskError::Locked)
    }

    /// The key as text, for the computer's own key store; `None` where the desk is not encrypted.
    pub fn key_to_keep(&self) -> Option<Zeroizing<String>> {
        self.key().map(|key| Zeroizing::new(canonical::hex(key.bytes())))
    }

    fn envelope_if_opened_by(&self, unlock: &Unlock) -> Result<(Envelope, DataKey), DeskError> {
        if let Some(why) = self.closed() {
            return Err(why);
        }
        if self.key().is_none() {
            return Err(DeskError::refused("The desk is not encrypted."));
        }
        let envelope = keys::find(self.path())?.ok_or_else(|| DeskError::Damaged("the envelope of its key is gone".into()))?;
        let key = unlock.open(&envelope)?;
        Ok((envelope, key))
    }

    /// Copies the desk into a file with the other protection and gives that file its name.
    fn exchange(&self, step: Step, to: Option<(DataKey, Envelope)>, act: &Act) -> Result<(), DeskError> {
        let (mut writer, mut reader) = (hold(&self.writer), hold(&self.reader));
        let _alone = self.alone();
        let Writer { conn, .. } = writer.as_mut().ok_or_else(|| self.why_closed())?;
        let part = beside(self.path(), "part");
        let copied = copy(conn, &part, to.as_ref().map(|(key, _)| key), step, act);
        let ready = copied.and_then(|()| match &to {
            // On the disk before the file that needs it has the name.
            Some((_, envelope)) => keys::put_beside(self.path(), envelope),
            None => Ok(()),
        });
        if let Err(why) = ready {
            let _ = fs::remove_file(&part);
            return Err(why);
        }
        fail::point("exchange-ready");
        let busy: i64 = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy != 0 {
            let _ = fs::remove_file(&part);
            return Err(DeskError::refused("The desk file is being read by another program (a backup or virus scanner, perhaps). Try again in a moment."));
        }
        (*reader, *writer) = (None, None);
        let exchanged = fs::rename(&part, self.path()).map_err(DeskError::from).and_then(|()| backup::sync_folder(self.path()));
        fail::point("exchanged");
        let key = match (&exchanged, to) {
            (Ok(()), Some((key, _))) => Some(key),
            (Ok(()), None) => {
                keys::forget_beside(self.path())?;
                None
            }
            (Err(_), _) => self.key(),
        };
        *writer = Some(Writer { conn: connection::writer(self.path(), key.as_ref())?, known: Known::default() });
        *reader = Some(connection::reader(self.path(), key.as_ref())?);
        hold(&self.standing).key = key;
        exchanged
    }
}

fn copy(conn: &Connection, part: &Path, key: Option<&DataKey>, step: Step, act: &Act) -> Result<(), DeskError> {
    if part.exists() {
        fs::remove_file(part)?;
    }
    let name = part.to_str().ok_or_else(|| DeskError::Disk(format!("{} is not a name SQLite can write to", part.display())))?;
    let literal = key.map(DataKey::literal).unwrap_or_default();
    conn.execute("ATTACH DATABASE ?1 AS other KEY ?2", [name, literal.as_str()])?;
    let exported = conn.query_row("SELECT sqlcipher_export('other')", [], |_| Ok(())).and_then(|()| {
        conn.pragma_update(Some("other"), "application_id", migrate::APPLICATION_ID)?;
        conn.pragma_update(Some("other"), "user_version", migrate::CURRENT)
    });
    conn.execute("DETACH DATABASE other", [])?;
    exported?;
    fail::point("exchange-copied");
    let before = journal::head(conn)?;
    let mut copy = connection::writer(part, key)?;
    let mut known = Known::default();
    let mut change = Change::begin(&mut copy, &mut known, act)?;
    let kind = if step == Step::Encrypt { "desk-encrypted" } else { "desk-decrypted" };
    let seq = change.record(kind, "desk", json!({"cipher": if step == Step::Encrypt { "SQLCipher 4, AES-256, HMAC-SHA-512" } else { "none" }}))?;
    change.commit()?;
    drop(copy);
    let card = backup::check(part, key)?;
    if seq != before.0 + 1 || card.head_seq != seq {
        return Err(DeskError::Internal("the copy of the desk is not the desk".into()));
    }
    backup::sync(part)
}
