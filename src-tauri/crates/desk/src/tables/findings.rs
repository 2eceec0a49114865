//! Findings: test results and advisories that many decisions share, stored once. Evidence.
//!
//! A decision carries a dozen tests with sentences and citations, and most read the same on every shipment.
//! What is met a second time is stored here, and later decisions name it by number.

use crate::DeskError;
use crate::change::Change;
use crate::evidence::Evidence;
use rusqlite::{Connection, params};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

pub(crate) const SCHEMA: &str = "
CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
";

/// How many shared texts are known by their place in memory before starting over.
const STANDING: usize = 1 << 14;

/// How many texts met once are remembered before starting over.
const SEEN_ONCE: usize = 1 << 20;

/// The findings this session knows. What a rolled back change added is forgotten at the next one.
#[derive(Default)]
pub(crate) struct Known {
    ids: Option<HashMap<Arc<str>, i64>>,
    /// The same by where a shared text stands in memory: most texts come again and again as the very same one.
    standing: HashMap<usize, (Arc<str>, i64)>,
    seen: HashSet<u64>,
    hasher: RandomState,
    dirty: bool,
}

impl Known {
    pub(crate) fn begin(&mut self) {
        if self.dirty {
            self.ids = None;
            self.standing.clear();
            self.dirty = false;
        }
    }

    pub(crate) fn commit(&mut self) {
        self.dirty = false;
        // The texts live on for the next change only where somebody else holds them.
        self.standing.clear();
    }

    /// Remembers where a text stands, while it is held: its address cannot become another's.
    fn stand(&mut self, body: &Arc<str>, id: i64) {
        if self.standing.len() >= STANDING {
            self.standing.clear();
        }
        self.standing.insert(body.as_ptr().addr(), (body.clone(), id));
    }

    /// Forgets what was stored: some of it is stored no more.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }
}

/// The number of a finding, if it was met before; stores it the second time.
pub(crate) fn number(change: &mut Change<'_>, body: &Arc<str>) -> Result<Option<i64>, DeskError> {
    if let Some((_, id)) = change.known.standing.get(&body.as_ptr().addr()) {
        return Ok(Some(*id));
    }
    if change.known.ids.is_none() {
        change.known.ids = Some(load(change.conn())?);
    }
    if let Some(id) = change.known.ids.as_ref().and_then(|ids| ids.get(body)).copied() {
        change.known.stand(body, id);
        return Ok(Some(id));
    }
    if change.known.seen.len() >= SEEN_ONCE {
        change.known.seen.clear();
    }
    if change.known.seen.insert(change.known.hasher.hash_one(body)) {
        return Ok(None);
    }
    let seq = change.seq();
    change.conn().prepare_cached("INSERT INTO findings (seq, body) VALUES (?1, ?2)")?.execute(params![seq, body.as_ref()])?;
    let id = change.conn().last_insert_rowid();
    change.witness(Evidence::Findings, id, "", body);
    change.known.dirty = true;
    if let Some(ids) = &mut change.known.ids {
        ids.insert(body.clone(), id);
    }
    change.known.stand(body, id);
    Ok(Some(id))
}

fn load(conn: &Connection) -> Result<HashMap<Arc<str>, i64>, DeskError> {
    Ok(conn.prepare("SELECT body, id FROM findings")?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}
