//! Places where a test may cut the work off, or make the disk small. Nothing of it is in a release.
//!
//! `ENTRYDESK_DIE_AT=import-stored:2` kills the process the second time it comes to that place, without closing anything:
//! what `kill -9` or a power cut does, at a moment of the test's choosing. `ENTRYDESK_DISK_PAGES=200` lets the desk file grow to
//! two hundred pages.

use crate::DeskError;
use rusqlite::Connection;

/// Names a place. Dies there if a test wants it.
#[cfg(debug_assertions)]
pub fn point(name: &str) {
    use std::sync::atomic::{AtomicU32, Ordering};
    static PASSED: AtomicU32 = AtomicU32::new(0);
    let Ok(wanted) = std::env::var("ENTRYDESK_DIE_AT") else { return };
    let (place, count) = wanted.split_once(':').unwrap_or((&wanted, "1"));
    if place == name && PASSED.fetch_add(1, Ordering::SeqCst) + 1 >= count.parse().unwrap_or(1) {
        std::process::abort();
    }
}

/// Names a place, and does nothing.
#[cfg(not(debug_assertions))]
pub fn point(_: &str) {}

/// Keeps the file from growing, if a test wants it.
#[cfg(debug_assertions)]
pub(crate) fn small_disk(conn: &Connection) -> Result<(), DeskError> {
    if let Some(pages) = std::env::var("ENTRYDESK_DISK_PAGES").ok().and_then(|n| n.parse::<u32>().ok()) {
        conn.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
    }
    Ok(())
}

#[cfg(not(debug_assertions))]
pub(crate) fn small_disk(_: &Connection) -> Result<(), DeskError> {
    Ok(())
}
