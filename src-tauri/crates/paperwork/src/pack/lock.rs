//! A pack locked with a passphrase: one ZIP, encrypted by AES-256 (AE-2), that holds the pack as its only file.
//!
//! ZIP's own encryption, and not another tool's, because who receives a pack opens it with what is on the desk already: 7-Zip,
//! WinZip, Keka. The pack is put in whole, so that not even the names of its files can be read from outside. ZIP makes the
//! key by PBKDF2 with a thousand rounds, which is few: the passphrase must be long, and a short one is refused.

use crate::PaperError;
use std::borrow::Cow;
use std::io::{Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{AesMode, CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The fewest characters of a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 12;
/// The only file of a locked pack.
const INSIDE: &str = "audit-pack.zip";

/// Locks a pack. The same pack locked twice is not the same bytes: the key is salted.
///
/// # Errors
/// A passphrase that is too short, or a ZIP that cannot be written.
pub fn lock_pack(pack: &[u8], passphrase: &str) -> Result<Vec<u8>, PaperError> {
    if passphrase.chars().count() < SHORTEST_PASSPHRASE {
        return Err(PaperError::Passphrase(format!(
            "the passphrase needs {SHORTEST_PASSPHRASE} characters at least: four words that nobody would put together"
        )));
    }
    let wrong = |why: &dyn std::fmt::Display| PaperError::Pack(why.to_string());
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(pack.len() + 512)));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .large_file(u32::try_from(pack.len()).is_err())
        .with_aes_encryption(AesMode::Aes256, passphrase);
    zip.start_file(INSIDE, options).map_err(|e| wrong(&e))?;
    zip.write_all(pack).map_err(|e| wrong(&e))?;
    Ok(zip.finish().map_err(|e| wrong(&e))?.into_inner())
}

/// Whether a ZIP is a locked pack.
pub fn is_locked(bytes: &[u8]) -> bool {
    ZipArchive::new(Cursor::new(bytes)).is_ok_and(|mut zip| zip.len() == 1 && zip.by_index_raw(0).is_ok_and(|file| file.encrypted()))
}

/// The pack inside a locked one; a pack that is not locked is given back as it is. An error is a sentence.
pub fn unlock_pack<'a>(bytes: &'a [u8], passphrase: Option<&str>) -> Result<Cow<'a, [u8]>, String> {
    let mut zip = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(zip) if is_locked(bytes) => zip,
        _ => return Ok(Cow::Borrowed(bytes)),
    };
    let passphrase = passphrase.ok_or("this pack is locked: it takes the passphrase to check it")?;
    let refused = "the passphrase does not open this pack: look at capitals and spaces, or ask whoever made it";
    let file = zip.by_index_decrypt(0, passphrase.as_bytes()).map_err(|e| match e {
        ZipError::InvalidPassword => refused.to_owned(),
        other => format!("the locked pack cannot be read: {other}"),
    })?;
    let mut inside = Vec::new();
    // Stored, not compressed: what is inside cannot be longer than the whole.
    file.take(bytes.len() as u64 + 1)
        .read_to_end(&mut inside)
        .map_err(|_| "the locked pack was changed, or the passphrase is another one: its seal does not hold".to_owned())?;
    Ok(Cow::Owned(inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "lantern orbit mackerel seven";

    #[test]
    fn what_is_locked_comes_back_and_only_with_the_passphrase() {
        let locked = lock_pack(b"PK a pack, as far as a lock cares", WORDS).unwrap();
        assert!(!locked.windows(6).any(|w| w == b"a pack"));
        assert_eq!(unlock_pack(&locked, Some(WORDS)).unwrap().as_ref(), b"PK a pack, as far as a lock cares");
        assert_eq!(unlock_pack(&locked, None).unwrap_err(), "this pack is locked: it takes the passphrase to check it");
        assert_eq!(
            unlock_pack(&locked, Some("Lantern orbit mackerel seven")).unwrap_err(),
            "the passphrase does not open this pack: look at capitals and spaces, or ask whoever made it"
        );
    }

    #[test]
    fn a_short_passphrase_is_refused() {
        assert_eq!(
            lock_pack(b"x", "hunter2").unwrap_err().to_string(),
            "the passphrase needs 12 characters at least: four words that nobody would put together"
        );
    }

    #[test]
    fn a_locked_pack_changed_by_a_byte_does_not_open() {
        let locked = lock_pack(&[7; 4000], WORDS).unwrap();
        for at in [200, 1000, 3000] {
            let mut changed = locked.clone();
            changed[at] ^= 1;
            assert_eq!(
                unlock_pack(&changed, Some(WORDS)).unwrap_err(),
                "the locked pack was changed, or the passphrase is another one: its seal does not hold"
            );
        }
    }

    #[test]
    fn what_is_not_locked_is_left_alone() {
        assert_eq!(unlock_pack(b"no zip", Some(WORDS)).unwrap().as_ref(), b"no zip");
    }
}
