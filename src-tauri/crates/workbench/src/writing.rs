//! Writing documents: whole or not at all, never over another, and clearing away what was cut off.
//!
//! A document is written beside its name, into a part that is held locked meanwhile, and then takes its name in one step: whenever
//! the machine dies, what stands under a document's name is a whole document. A part that nobody holds is what a session left that
//! was cut off; it is removed at the next start, which says so, and before the first document a later session writes into its folder.

use crate::ApiError;
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// How the name of a part ends; no other program's unfinished files do.
const PART: &str = "entrydesk-part";

/// Bytes written at a time.
const PIECE: usize = 64 * 1024;

/// Writes a new file: to a part, flushed to the disk, which then takes the name; a number is added to the name where it is taken.
pub fn write_new(dir: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, ApiError> {
    written(dir, name, bytes, true)
}

/// As [`write_new`], without waiting for the disk: for a batch of papers, each of which can be written again from the desk.
pub fn write_many(dir: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, ApiError> {
    written(dir, name, bytes, false)
}

fn written(dir: &Path, name: &str, bytes: &[u8], flushed: bool) -> Result<PathBuf, ApiError> {
    let wrong =
        |what: &str, path: &Path, e: io::Error| ApiError::new("disk", format!("{} cannot be {what}: {e}. Choose another folder in Settings.", path.display()));
    fs::create_dir_all(dir).map_err(|e| wrong("made", dir, e))?;
    clear_once(dir);
    let (stem, ending) = name.rsplit_once('.').map_or((name, String::new()), |(s, e)| (s, format!(".{e}")));
    let stem: String = stem.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ') { c } else { '_' }).collect();
    static PARTS: AtomicU64 = AtomicU64::new(0);
    let part = dir.join(format!("{stem}{ending}.{}-{}.{PART}", std::process::id(), PARTS.fetch_add(1, Ordering::Relaxed)));
    // Held until it has its name.
    let _held = fill(&part, bytes, flushed).map_err(|e| {
        let _ = fs::remove_file(&part);
        wrong("written", &part, e)
    })?;
    for n in 1.. {
        let path = dir.join(if n == 1 { format!("{stem}{ending}") } else { format!("{stem} ({n}){ending}") });
        match give_name(&part, &path) {
            Ok(()) => return Ok(path),
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            Err(e) => {
                let _ = fs::remove_file(&part);
                return Err(wrong("written", &path, e));
            }
        }
    }
    Err(ApiError::new("disk", "no free file name was found"))
}

/// A part with its bytes, locked.
fn fill(part: &Path, bytes: &[u8], flushed: bool) -> io::Result<File> {
    let mut file = File::create(part)?;
    // Where a disk knows no locks, nothing of it is ever taken for left behind.
    let _ = file.try_lock();
    desk::fail::point("document-begun");
    for piece in bytes.chunks(PIECE) {
        file.write_all(piece)?;
        desk::fail::point("document-piece");
    }
    if flushed {
        file.sync_all()?;
    }
    desk::fail::point("document-whole");
    Ok(file)
}

/// Gives a part its name, unless another file has it.
fn give_name(part: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(part, path) {
        Ok(()) => {
            desk::fail::point("document-named");
            fs::remove_file(part)
        }
        Err(e) if e.kind() == ErrorKind::AlreadyExists => Err(e),
        // Not every disk knows hard links: a USB stick does not.
        Err(_) => take_name(part, path),
    }
}

/// The same by renaming, which would replace a file of that name: a claim beside it keeps two writers apart, and the name is looked up
/// under the claim. The name itself is never taken by an empty file, which is what a power cut would leave.
fn take_name(part: &Path, path: &Path) -> io::Result<()> {
    let mut claim = path.as_os_str().to_owned();
    claim.push(format!(".claim.{PART}"));
    let held = OpenOptions::new().write(true).create_new(true).open(&claim)?;
    let _ = held.try_lock();
    let taken = match path.try_exists() {
        Ok(true) => Err(ErrorKind::AlreadyExists.into()),
        Ok(false) => fs::rename(part, path),
        Err(e) => Err(e),
    };
    drop(fs::remove_file(claim));
    taken
}

/// Clears a folder before this process writes into it for the first time.
fn clear_once(dir: &Path) {
    static CLEARED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    if CLEARED.lock().unwrap_or_else(PoisonError::into_inner).insert(dir.to_owned()) {
        clear(dir);
    }
}

/// Removes the parts that nobody holds any more from a folder and says what each was to become.
pub(crate) fn clear(dir: &Path) -> Vec<PathBuf> {
    let Ok(files) = fs::read_dir(dir) else { return Vec::new() };
    let mut gone: Vec<PathBuf> = files
        .flatten()
        .filter_map(|file| {
            let (path, name) = (file.path(), file.file_name());
            let meant = name.to_str()?.strip_suffix(PART)?.strip_suffix('.')?.rsplit_once('.')?.0.to_owned();
            let left = OpenOptions::new().write(true).open(&path).ok()?;
            left.try_lock().ok()?;
            fs::remove_file(&path).ok()?;
            Some(dir.join(meant))
        })
        .collect();
    gone.sort();
    gone.dedup();
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(dir).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_second_document_of_the_same_name_gets_a_number() {
        let dir = tempfile::tempdir().unwrap();
        let first = write_new(dir.path(), "entry 9HB.pdf", b"one").unwrap();
        let second = write_new(dir.path(), "entry 9HB.pdf", b"two").unwrap();
        assert_eq!(fs::read(&first).unwrap(), b"one");
        assert_eq!(second.file_name().unwrap(), "entry 9HB (2).pdf");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "no part is left");
    }

    #[test]
    fn a_name_cannot_leave_the_folder() {
        let dir = tempfile::tempdir().unwrap();
        let path = write_new(dir.path(), "../../x/y.zip", b"z").unwrap();
        assert_eq!(path.parent().unwrap(), dir.path());
    }

    #[test]
    fn without_hard_links_a_name_is_taken_whole_and_never_twice() {
        let dir = tempfile::tempdir().unwrap();
        let (part, name) = (dir.path().join("a"), dir.path().join("pack.zip"));
        fs::write(&part, b"whole").unwrap();
        take_name(&part, &name).unwrap();
        assert_eq!((names(dir.path()), fs::read(&name).unwrap()), (vec!["pack.zip".to_owned()], b"whole".to_vec()));
        fs::write(&part, b"other").unwrap();
        assert_eq!(take_name(&part, &name).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&name).unwrap(), b"whole", "what has the name keeps it");
        // Another writer is about to take this one.
        fs::write(dir.path().join("next.zip.claim.entrydesk-part"), b"").unwrap();
        assert_eq!(take_name(&part, &dir.path().join("next.zip")).unwrap_err().kind(), ErrorKind::AlreadyExists);
    }

    #[test]
    fn what_was_cut_off_is_cleared_and_what_is_being_written_is_not() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["pack.zip.77-0.entrydesk-part", "pack.zip.claim.entrydesk-part", "film.part", "pack.zip"] {
            fs::write(dir.path().join(name), b"half").unwrap();
        }
        let under_way = fill(&dir.path().join("orders.csv.78-3.entrydesk-part"), b"half", false).unwrap();
        assert_eq!(clear(dir.path()), [dir.path().join("pack.zip")]);
        assert_eq!(names(dir.path()), ["film.part", "orders.csv.78-3.entrydesk-part", "pack.zip"]);
        drop(under_way);
        assert_eq!(clear(dir.path()), [dir.path().join("orders.csv")]);
        assert_eq!(clear(&dir.path().join("nowhere")), [] as [PathBuf; 0]);
    }
}
