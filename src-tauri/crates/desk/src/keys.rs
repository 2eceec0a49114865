//! The key of an encrypted desk file, and how it travels with it.
//!
//! The file is encrypted with a random 256-bit key that no person ever sees. That key is kept **wrapped**: once under the
//! passphrase, once under the recovery key on the printed sheet. The two wrappings are the *envelope*. Whoever has the
//! envelope and neither of the two secrets has nothing.
//!
//! Where the envelope is, so that one file moves the desk: while the desk is closed, and always in a backup, it stands
//! behind the last page of the file itself. While the desk is open SQLite owns the end of the file, so the envelope stands
//! beside it, in `desk.entrydesk.key`. It is written to the one place, and on the disk, before it leaves the other: whenever
//! the machine dies, it is in at least one of the two, and where it is in both they say the same.

mod envelope;
mod recovery;

pub(crate) use envelope::{Envelope, Secret};
pub use recovery::RecoveryKey;

use crate::DeskError;
use crate::connection::beside;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use zeroize::Zeroizing;

/// The key the pages are encrypted with. Wiped from memory when it goes.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct DataKey(Zeroizing<[u8; 32]>);

impl DataKey {
    /// A fresh one.
    pub(crate) fn random() -> Result<Self, DeskError> {
        random().map(|bytes| Self(Zeroizing::new(bytes)))
    }

    pub(crate) fn of(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// As SQLCipher wants it: raw, so that it is used as it is.
    pub(crate) fn literal(&self) -> Zeroizing<String> {
        use std::fmt::Write;
        let mut out = Zeroizing::new(String::with_capacity(68));
        out.push_str("x'");
        for byte in self.0.iter() {
            let _ = write!(out, "{byte:02x}");
        }
        out.push('\'');
        out
    }
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey(…)")
    }
}

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], DeskError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| DeskError::Disk(format!("this computer gives no random numbers to make a key from ({e})")))?;
    Ok(bytes)
}

/// What an envelope behind the pages ends with; before it, its length in eight bytes.
const MARK: &[u8; 8] = b"ENTDKEY1";

/// No envelope is longer.
const LONGEST: u64 = 64 * 1024;

/// The envelope behind the pages of a file, and where the pages end.
pub(crate) fn behind(path: &Path) -> Result<Option<(Envelope, u64)>, DeskError> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    if size < 16 {
        return Ok(None);
    }
    let mut tail = [0; 16];
    file.seek(SeekFrom::Start(size - 16))?;
    file.read_exact(&mut tail)?;
    let (length, mark) = tail.split_at(8);
    if mark != MARK {
        return Ok(None);
    }
    let length = u64::from_be_bytes(length.try_into().unwrap_or_default());
    if length > LONGEST || length + 16 > size {
        return Ok(None);
    }
    let end = size - 16 - length;
    file.seek(SeekFrom::Start(end))?;
    let mut text = Vec::new();
    file.take(length).read_to_end(&mut text)?;
    Ok(Some((Envelope::read(&text)?, end)))
}

/// The envelope beside a file.
fn beside_it(path: &Path) -> Result<Option<Envelope>, DeskError> {
    match fs::read(beside(path, "key")) {
        Ok(text) => Envelope::read(&text).map(Some),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e.into()),
    }
}

/// The envelope of a file, wherever it is. The one behind the pages came with the file and is believed first.
pub(crate) fn find(path: &Path) -> Result<Option<Envelope>, DeskError> {
    match behind(path)? {
        Some((envelope, _)) => Ok(Some(envelope)),
        None => beside_it(path),
    }
}

/// Writes the envelope beside the file, whole or not at all.
pub(crate) fn put_beside(path: &Path, envelope: &Envelope) -> Result<(), DeskError> {
    let to = beside(path, "key");
    let part = beside(&to, "part");
    let mut file = File::create(&part)?;
    file.write_all(&envelope.text()?)?;
    file.sync_all()?;
    fs::rename(&part, &to)?;
    crate::backup::sync_folder(&to)
}

/// Before SQLite opens the file: the envelope goes beside it, and the end of the file is SQLite's again.
pub(crate) fn take_off(path: &Path) -> Result<(), DeskError> {
    if let Some((envelope, end)) = behind(path)? {
        put_beside(path, &envelope)?;
        let file = OpenOptions::new().write(true).open(path)?;
        file.set_len(end)?;
        file.sync_all()?;
    }
    Ok(())
}

/// Puts an envelope behind the pages of a file that nobody has open.
pub(crate) fn append(path: &Path, envelope: &Envelope) -> Result<(), DeskError> {
    let text = envelope.text()?;
    let mut tail = Vec::with_capacity(text.len() + 16);
    tail.extend_from_slice(&text);
    tail.extend_from_slice(&(text.len() as u64).to_be_bytes());
    tail.extend_from_slice(MARK);
    let mut file = OpenOptions::new().append(true).open(path)?;
    let end = file.metadata()?.len();
    let written = file.write_all(&tail).and_then(|()| file.sync_all());
    if let Err(e) = written {
        // Half an envelope is worse than none: the whole one is still beside the file.
        let _ = file.set_len(end);
        return Err(e.into());
    }
    Ok(())
}

/// After the last connection has closed: the envelope goes behind the pages, and the one beside them away.
pub(crate) fn put_on(path: &Path) -> Result<(), DeskError> {
    let Some(envelope) = beside_it(path)? else { return Ok(()) };
    if crate::connection::is_plain(path)? {
        // Left by a step back to no encryption that was cut off at its end.
        return forget_beside(path);
    }
    if behind(path)?.is_none() {
        append(path, &envelope)?;
    }
    forget_beside(path)
}

/// Removes the envelope beside a file.
pub(crate) fn forget_beside(path: &Path) -> Result<(), DeskError> {
    match fs::remove_file(beside(path, "key")) {
        Ok(()) => Ok(()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(e.into()),
    }
}
