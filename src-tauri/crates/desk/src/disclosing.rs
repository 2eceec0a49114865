//! What leaves the desk for somebody else: on record, because client records are disclosed to few (19 CFR 111.24).

use crate::change::Act;
use crate::{Desk, DeskError};
use serde_json::{Value, json};

impl Desk {
    /// Records that an audit pack was made: of what, with which hash, and what is needed to read its marks.
    pub fn pack_made(&self, subject: &str, pack: &Value, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| {
            change.record("pack-made", subject, json!({ "pack": pack }))?;
            Ok(())
        })
    }

    /// Thirty-two bytes nobody can guess, from SQLite's generator, which the system seeds.
    pub fn fresh_secret(&self) -> Result<[u8; 32], DeskError> {
        self.read(|conn| Ok(conn.query_row("SELECT randomblob(32)", [], |row| row.get(0))?))
    }
}
