//! Sample files that ship with the program, and writing documents safely.

use crate::ApiError;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// A sample merchant file: name, title, what it shows, bytes.
pub struct SampleFile {
    /// File name.
    pub name: &'static str,
    /// Short title.
    pub title: &'static str,
    /// What it shows.
    pub about: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

/// The samples, the most telling first.
pub const SAMPLES: &[SampleFile] = &[
    SampleFile {
        name: "nordlicht-keramik-manifest.xlsx",
        title: "A consolidator's manifest",
        about: "Parcels from a ceramics shop: title rows, totals, a person who ordered twice, a bottle of wine, a vague description.",
        bytes: include_bytes!("../../../../assets/samples/nordlicht-keramik-manifest.xlsx"),
    },
    SampleFile {
        name: "hearthside-shopify-orders.csv",
        title: "A Shopify orders export",
        about: "Orders whose later lines leave the order columns empty, with no origin and no tariff number.",
        bytes: include_bytes!("../../../../assets/samples/hearthside-shopify-orders.csv"),
    },
];

/// Writes a new file: to a part file, flushed to the disk, then renamed; a number is added to the name where it is taken.
pub fn write_new(dir: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, ApiError> {
    written(dir, name, bytes, true)
}

/// As [`write_new`], without waiting for the disk: for a batch of papers, each of which can be written again from the desk.
pub fn write_many(dir: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, ApiError> {
    written(dir, name, bytes, false)
}

fn written(dir: &Path, name: &str, bytes: &[u8], flushed: bool) -> Result<PathBuf, ApiError> {
    let wrong = |what: &str, path: &Path, e: std::io::Error| {
        ApiError::new("disk", format!("{} cannot be {what}: {e}. Choose another folder in Settings.", path.display()))
    };
    fs::create_dir_all(dir).map_err(|e| wrong("made", dir, e))?;
    let (stem, ending) = name.rsplit_once('.').map_or((name, String::new()), |(s, e)| (s, format!(".{e}")));
    let stem: String = stem.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ') { c } else { '_' }).collect();
    // Whole before it has its name: work that is cut off leaves nothing that looks like a document.
    static PARTS: AtomicU64 = AtomicU64::new(0);
    let part = dir.join(format!("{stem}.{}-{}.part", std::process::id(), PARTS.fetch_add(1, Ordering::Relaxed)));
    let whole = File::create(&part).and_then(|mut f| f.write_all(bytes).and_then(|()| if flushed { f.sync_all() } else { Ok(()) }));
    if let Err(e) = whole {
        let _ = fs::remove_file(&part);
        return Err(wrong("written", &part, e));
    }
    for n in 1.. {
        let path = dir.join(if n == 1 { format!("{stem}{ending}") } else { format!("{stem} ({n}){ending}") });
        match give_name(&part, &path) {
            Ok(()) => return Ok(path),
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(e) => {
                let _ = fs::remove_file(&part);
                return Err(wrong("written", &path, e));
            }
        }
    }
    Err(ApiError::new("disk", "no free file name was found"))
}

/// Gives a file its name, unless another file has it. Not every disk knows hard links (a USB stick does not): there the name is taken
/// first, which keeps two writers apart as well.
fn give_name(part: &Path, path: &Path) -> std::io::Result<()> {
    match fs::hard_link(part, path) {
        Ok(()) => fs::remove_file(part),
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => Err(e),
        Err(_) => {
            OpenOptions::new().write(true).create_new(true).open(path)?;
            fs::rename(part, path).inspect_err(|_| drop(fs::remove_file(path)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_document_of_the_same_name_gets_a_number() {
        let dir = tempfile::tempdir().unwrap();
        let first = write_new(dir.path(), "entry 9HB.pdf", b"one").unwrap();
        let second = write_new(dir.path(), "entry 9HB.pdf", b"two").unwrap();
        assert_eq!(fs::read(&first).unwrap(), b"one");
        assert_eq!(second.file_name().unwrap(), "entry 9HB (2).pdf");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "no part file is left");
    }

    #[test]
    fn a_name_cannot_leave_the_folder() {
        let dir = tempfile::tempdir().unwrap();
        let path = write_new(dir.path(), "../../x/y.zip", b"z").unwrap();
        assert_eq!(path.parent().unwrap(), dir.path());
    }
}
