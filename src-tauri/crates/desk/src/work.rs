//! Marks of long work under way, so that a session that was cut off can say what it was doing.
//!
//! A mark is a line in `desk.entrydesk.work`, written before the work begins and removed when it ends, well or not. What the work
//! stores is stored whole or not at all; the mark only lets the next session say so.

use crate::connection::beside;
use crate::desk::hold;
use crate::{Act, Desk, DeskError};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// The file of the marks, and the one in which they are written before they take its place.
const MARKS: &str = "work";
const NEXT: &str = "work-next";

/// Work under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// In words: `Storing nordlicht.xlsx`.
    what: String,
    who: String,
    at: String,
    /// The last event before it.
    seq: i64,
}

impl Mark {
    /// What became of it, where the journal ends at `head`.
    pub(crate) fn sentence(&self, head: i64) -> String {
        let Self { what, who, at, seq } = self;
        let at = at.get(..16).unwrap_or(at).replace('T', " ");
        let became = if head <= *seq {
            "Nothing of it was stored; do it again".to_string()
        } else {
            format!("What was stored by then is whole and on record from event {} on; look before you do it again", seq + 1)
        };
        format!("{what} was under way when Entrydesk was cut off ({who}, {at} UTC). {became}.")
    }
}

/// Ends when it is dropped.
pub struct Work<'a> {
    desk: &'a Desk,
    mark: Mark,
}

impl Desk {
    /// Marks the beginning of long work, in words. Its end is the drop of what is returned.
    pub fn begin_work(&self, what: &str, act: &Act) -> Result<Work<'_>, DeskError> {
        let (seq, _) = self.journal_head()?;
        let mark = Mark { what: what.into(), who: act.who.clone(), at: act.stamp(), seq };
        let mut standing = hold(&self.standing);
        standing.works.push(mark.clone());
        write(self.path(), &standing.works)?;
        Ok(Work { desk: self, mark })
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        let mut standing = hold(&self.desk.standing);
        if let Some(place) = standing.works.iter().position(|m| *m == self.mark) {
            standing.works.remove(place);
        }
        // A mark that cannot be removed costs one sentence too many at the next start.
        let _ = write(self.desk.path(), &standing.works);
    }
}

fn write(path: &Path, works: &[Mark]) -> Result<(), DeskError> {
    if works.is_empty() {
        return forget(path);
    }
    // Put in its place whole: cut off in between, the marks of before still stand.
    let (next, marks) = (beside(path, NEXT), beside(path, MARKS));
    let mut file = File::create(&next)?;
    for mark in works {
        writeln!(file, "{}", serde_json::to_string(mark)?)?;
    }
    file.sync_all()?;
    Ok(fs::rename(next, marks)?)
}

/// What the last session was doing when it was cut off. A line that is no mark is left out.
pub(crate) fn left_behind(path: &Path) -> Result<Vec<Mark>, DeskError> {
    match fs::read_to_string(beside(path, MARKS)) {
        Ok(text) => Ok(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()),
        Err(e) if matches!(e.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::InvalidData) => Ok(Vec::new()),
        Err(e) => Err(e.into()),
    }
}

/// Removes the marks, and those that were being written when the last session was cut off.
pub(crate) fn forget(path: &Path) -> Result<(), DeskError> {
    for extension in [NEXT, MARKS] {
        match fs::remove_file(beside(path, extension)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e.into()),
            _ => {}
        }
    }
    Ok(())
}
