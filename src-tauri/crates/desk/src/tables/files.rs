//! Files as received: stored once by their SHA-256, compressed.

use crate::{DeskError, canonical};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::{Connection, OptionalExtension, params};
use std::io::{Read, Write};

pub(crate) const SCHEMA: &str = "
CREATE TABLE files (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    size INTEGER NOT NULL,
    deflated BLOB NOT NULL
) STRICT;
";

/// A file made ready to be stored, before the writer is held up by it.
pub(crate) struct Packed {
    pub(crate) sha256: [u8; 32],
    size: i64,
    deflated: Vec<u8>,
}

/// Hashes and compresses.
pub(crate) fn pack(bytes: &[u8]) -> Result<Packed, DeskError> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::fast());
    encoder.write_all(bytes)?;
    Ok(Packed { sha256: canonical::sha256(bytes), size: i64::try_from(bytes.len()).unwrap_or(i64::MAX), deflated: encoder.finish()? })
}

/// Stores a file unless it is there.
pub(crate) fn put(conn: &Connection, packed: &Packed) -> Result<(), DeskError> {
    conn.prepare_cached("INSERT INTO files (sha256, size, deflated) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?.execute(params![
        packed.sha256,
        packed.size,
        packed.deflated
    ])?;
    Ok(())
}

/// Takes a file's bytes away. Nothing may speak of it any more.
pub(crate) fn remove(conn: &Connection, sha256: &[u8; 32]) -> Result<(), DeskError> {
    conn.prepare_cached("DELETE FROM files WHERE sha256 = ?1")?.execute([sha256])?;
    Ok(())
}

/// The bytes of a file, checked against their hash.
pub(crate) fn get(conn: &Connection, sha256: &[u8; 32]) -> Result<Vec<u8>, DeskError> {
    let stored: Option<(i64, Vec<u8>)> =
        conn.prepare_cached("SELECT size, deflated FROM files WHERE sha256 = ?1")?.query_row([sha256], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let (size, deflated) = stored.ok_or_else(|| DeskError::NotFound(format!("file with SHA-256 {}", canonical::hex(sha256))))?;
    let damaged = || DeskError::Damaged(format!("the stored file with SHA-256 {} does not have that hash any more", canonical::hex(sha256)));
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).min(1 << 28));
    // One byte past the recorded size at most: a changed blob cannot fill the memory.
    let limit = size.unsigned_abs().saturating_add(1);
    ZlibDecoder::new(deflated.as_slice()).take(limit).read_to_end(&mut bytes).map_err(|_| damaged())?;
    if canonical::sha256(&bytes) == *sha256 && bytes.len() as u64 == size.unsigned_abs() { Ok(bytes) } else { Err(damaged()) }
}

/// The hashes of all files.
pub(crate) fn all(conn: &Connection) -> Result<Vec<[u8; 32]>, DeskError> {
    Ok(conn.prepare("SELECT sha256 FROM files ORDER BY sha256")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
