//! Holding the whole file against its journal.

use crate::canonical::{self, hex, sha256};
use crate::evidence::{Evidence, Sheaf};
use crate::journal::{GENESIS, JournalEvent, content_hash, link};
use crate::tables::purges::{Purges, entombed};
use crate::tables::versions::Version;
use crate::tables::{
    self, client_rules, clients, decisions, documents, entries, files, firm, holds, imports, notes, numbers, overrides, products, purges, rates, references,
    settings, shipments, ties, users,
};
use crate::{Desk, DeskError, migrate};
use rusqlite::{Connection, OptionalExtension, Rows};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;

/// What came of holding the file against its journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JournalVerdict {
    /// Events that hold.
    #[ts(type = "number")]
    pub events: u64,
    /// Evidence rows that hold.
    #[ts(type = "number")]
    pub rows: u64,
    /// Hash of the last event that holds, hexadecimal.
    pub head: String,
    /// The first that does not; `null` where all hold.
    pub broken: Option<Broken>,
}

/// What does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Broken {
    /// The event.
    #[ts(type = "number")]
    pub seq: i64,
    /// Why, in words.
    pub why: String,
}

impl Desk {
    /// Checks the chain, every evidence row, every file, and that each row of the desk is what its last event left.
    /// Reads one consistent state on its own connection: work goes on meanwhile.
    pub fn verify(&self) -> Result<JournalVerdict, DeskError> {
        let reader = self.own_reader()?;
        let snapshot = reader.conn.unchecked_transaction()?;
        verify(&snapshot)
    }
}

pub(crate) fn verify(conn: &Connection) -> Result<JournalVerdict, DeskError> {
    let mut verdict = JournalVerdict { events: 0, rows: 0, head: hex(&GENESIS), broken: None };
    let mut states: BTreeMap<String, (i64, [u8; 32])> = BTreeMap::new();
    let purges = Purges::read(conn)?;
    verdict.broken = match chain(conn, &mut verdict, &mut states, &purges) {
        // What no longer reads was changed as well; the events before it were read and hold.
        Err(DeskError::Damaged(why) | DeskError::Internal(why)) => {
            Some(Broken { seq: i64::try_from(verdict.events).unwrap_or(i64::MAX).saturating_add(1), why: format!("it does not read any more ({why})") })
        }
        read => read?,
    };
    let parts: [&dyn Fn() -> Result<Option<Broken>, DeskError>; 5] =
        [&|| standing(conn, &states, &purges), &|| shipments_stand(conn), &|| steps_stand(conn, &purges), &|| files_stand(conn), &|| {
            purges_stand(conn, &purges)
        }];
    for part in parts {
        if verdict.broken.is_none() {
            verdict.broken = match part() {
                Err(DeskError::Damaged(why) | DeskError::Internal(why)) => Some(Broken { seq: 0, why: format!("a row does not read any more ({why})") }),
                held => held?,
            };
        }
    }
    Ok(verdict)
}

/// One evidence table, read in order of its ids, row by row.
struct Cursor<'s> {
    evidence: Evidence,
    rows: Rows<'s>,
    next: Option<(i64, i64, String, String)>,
}

impl Cursor<'_> {
    fn advance(&mut self) -> rusqlite::Result<()> {
        self.next = match self.rows.next()? {
            Some(row) => Some((row.get(0)?, row.get(1)?, tables::text(row, 2), tables::text(row, 3))),
            None => None,
        };
        Ok(())
    }
}

/// The chain itself, and the evidence each event claims. Collects the state each subject was left in.
fn chain(
    conn: &Connection,
    verdict: &mut JournalVerdict,
    states: &mut BTreeMap<String, (i64, [u8; 32])>,
    purges: &Purges,
) -> Result<Option<Broken>, DeskError> {
    let select = |evidence: Evidence| conn.prepare(&format!("SELECT id, seq, CAST({} AS TEXT), body FROM {} ORDER BY id", evidence.owner(), evidence.table()));
    let mut statements = Evidence::ALL.map(select).into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut cursors = Vec::new();
    for (evidence, statement) in Evidence::ALL.into_iter().zip(&mut statements) {
        let mut cursor = Cursor { evidence, rows: statement.query([])?, next: None };
        cursor.advance()?;
        cursors.push(cursor);
    }
    let mut prev = GENESIS;
    let mut journal = conn.prepare("SELECT * FROM journal ORDER BY seq")?;
    let mut rows = journal.query([])?;
    while let Some(row) = rows.next()? {
        let event = JournalEvent::read_changed(row)?;
        let expected = verdict.events as i64 + 1;
        let broken = |why: &str| Ok(Some(Broken { seq: expected.min(event.seq), why: why.into() }));
        if event.seq != expected {
            return broken("it is missing from the journal");
        }
        let reads = content_hash(&event.who, &event.kind, &event.subject, &event.body);
        let entombed = entombed(&event.body);
        let hash = link(&prev, event.seq, &event.at, &entombed.unwrap_or(reads));
        if event.prev != hex(&prev) || event.hash != hex(&hash) {
            return broken("what it says is not what was recorded");
        }
        if entombed.is_some() && !purges.speaks_of(event.seq, &hex(&reads)) {
            return broken("its words were taken out, and no purge on record did it");
        }
        let body: Value = serde_json::from_str(&event.body)?;
        let mut sheaf = Sheaf::default();
        for cursor in &mut cursors {
            while let Some((id, seq, owner, text)) = cursor.next.as_ref().filter(|(_, seq, ..)| *seq <= event.seq) {
                if *seq < event.seq {
                    return Ok(Some(Broken { seq: *seq, why: format!("row {id} of {} was put under it later", cursor.evidence.table()) }));
                }
                sheaf.add(cursor.evidence, *id, owner, text);
                cursor.advance()?;
            }
        }
        let claimed = purges.rows_of(event.seq).or_else(|| body.get("rows")).cloned().unwrap_or_else(|| Sheaf::default().state());
        if claimed != sheaf.state() {
            let table = Evidence::ALL.iter().find(|e| claimed.get(e.table()) != sheaf.state().get(e.table())).map_or("evidence", |e| e.table());
            return broken(&format!("the {table} stored under it are not what was recorded"));
        }
        if let Some(after) = body.get("after")
            && !event.subject.starts_with("shipment:")
        {
            // What was removed on record stands no more.
            if after.is_null() {
                states.remove(&event.subject);
            } else {
                states.insert(event.subject.clone(), (event.seq, sha256(canonical::text(after).as_bytes())));
            }
        }
        if event.kind == purges::KIND {
            for subject in purges::subjects(&body) {
                states.remove(subject);
            }
        }
        verdict.events += 1;
        verdict.rows += sheaf.rows();
        verdict.head = event.hash;
        prev = hash;
    }
    Ok(cursors.iter().find_map(|cursor| {
        let (id, seq, ..) = cursor.next.as_ref()?;
        Some(Broken { seq: *seq, why: format!("row {id} of {} belongs to an event that is not in the journal", cursor.evidence.table()) })
    }))
}

/// Every small row is what its last event left; none is missing, none came from nowhere.
fn standing(conn: &Connection, recorded: &BTreeMap<String, (i64, [u8; 32])>, purges: &Purges) -> Result<Option<Broken>, DeskError> {
    let mut broken: Option<Broken> = None;
    let mut left = recorded.clone();
    let mut worse = |seq: i64, why: String| {
        if broken.as_ref().is_none_or(|b| seq < b.seq) {
            broken = Some(Broken { seq, why });
        }
    };
    let mut each = |subject: String, state: Value| match left.remove(&subject) {
        Some((seq, after)) if after != sha256(canonical::text(&state).as_bytes()) => worse(seq, format!("{subject} is not as it left it")),
        Some(_) => {}
        None => worse(0, format!("no event speaks of {subject}")),
    };
    match firm::state(conn) {
        Ok(firm) => firm.into_iter().for_each(|firm| each("firm".into(), firm)),
        Err(_) => each("firm".into(), Value::Null),
    }
    let mut unread = Vec::new();
    macro_rules! read {
        ($($table:ident: $subject:literal,)*) => {$(
            if let Err(why) = $table::states(conn, &mut each) {
                unread.push(($subject, why));
            }
        )*};
    }
    read! {
        clients: "client:",
        imports: "import:",
        entries: "entry:",
        documents: "document:",
        settings: "setting:",
        references: "reference:",
    }
    if migrate::version(conn)? >= 2 {
        read! {
            notes: "note:",
            users: "user:",
            overrides: "override:",
            rates: "rate:",
            products: "products:",
            client_rules: "client-rule:",
            holds: "hold:",
        }
        match numbers::missing(conn, purges.entries()) {
            Ok(number) => number.into_iter().for_each(|number| worse(0, format!("entry number {number} is not among those that were drawn, as it was drawn"))),
            Err(why) => unread.push(("entry:", why)),
        }
    }
    for (subject, why) in unread {
        let seq = recorded.iter().filter(|(s, _)| s.starts_with(subject)).map(|(_, (seq, _))| *seq).min().unwrap_or(0);
        worse(seq, format!("what stands under {subject} does not read any more ({why})"));
    }
    for (subject, (seq, _)) in left {
        worse(seq, format!("{subject} is gone"));
    }
    Ok(broken)
}

/// The shipments as they stand follow from their last version and decision, and from the entries.
fn shipments_stand(conn: &Connection) -> Result<Option<Broken>, DeskError> {
    let mut statement = conn.prepare(
        "SELECT s.*, v.body AS version, d.body AS decision, d.seq AS seq,
             v.shipment_id = s.id AND v.id = (SELECT max(id) FROM versions WHERE shipment_id = s.id) AS version_is_last,
             d.shipment_id = s.id AND d.id = (SELECT max(id) FROM decisions WHERE shipment_id = s.id) AS decision_is_last,
             i.client_id = s.client_id AND i.undone = 0 AS import_is_its,
             s.entry_number IS (SELECT es.number FROM entry_shipments es JOIN entries e ON e.number = es.number
                                WHERE es.shipment_id = s.id AND e.state <> 'void') AS entry_is_its
         FROM shipments s JOIN versions v ON v.id = s.version_id JOIN decisions d ON d.id = s.decision_id JOIN imports i ON i.id = s.import_id
         ORDER BY s.id",
    )?;
    let mut rows = statement.query([])?;
    let mut gists = decisions::Gists::default();
    let mut counted: BTreeMap<i64, i64> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let version: Version = serde_json::from_str(row.get_ref("version")?.as_str().map_err(rusqlite::Error::from)?)?;
        let decision = gists.read(conn, row.get_ref("decision")?.as_str().map_err(rusqlite::Error::from)?)?;
        let stands = shipments::Fields::of(&version.shipment, &version.port, &decision).stand_in(row).unwrap_or(false)
            && row.get::<_, bool>("version_is_last")?
            && row.get::<_, bool>("decision_is_last")?
            && row.get::<_, bool>("import_is_its")?
            && row.get::<_, bool>("entry_is_its")?
            && ties::are(conn, row.get("id")?, &version)?;
        if !stands {
            let (seq, id): (i64, i64) = (row.get("seq")?, row.get("id")?);
            return Ok(Some(Broken { seq, why: format!("shipment number {id} is not as it was decided") }));
        }
        *counted.entry(row.get("import_id")?).or_default() += 1;
    }
    let mut statement = conn.prepare("SELECT id, shipments, undone FROM imports ORDER BY id")?;
    let mut imports = statement.query([])?;
    while let Some(row) = imports.next()? {
        let (id, recorded, undone): (i64, i64, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let standing = counted.get(&id).copied().unwrap_or(0);
        if standing != if undone { 0 } else { recorded } {
            let sql = "SELECT seq FROM journal WHERE subject = ?1 ORDER BY seq LIMIT 1";
            let seq = conn.query_row(sql, [format!("import:{id}")], |row| row.get(0))?;
            return Ok(Some(Broken { seq, why: format!("it stored {recorded} shipments; {standing} are on the desk") }));
        }
    }
    Ok(None)
}

/// Steps of entries are numbered as they were taken, without a gap but for those that were purged: none was put in, none is gone.
fn steps_stand(conn: &Connection, purges: &Purges) -> Result<Option<Broken>, DeskError> {
    if migrate::version(conn)? < 2 {
        return Ok(None);
    }
    let mut statement = conn.prepare("SELECT id, number FROM entry_steps ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut next = 1;
    while let Some(row) = rows.next()? {
        let (id, number) = (row.get::<_, i64>(0)?, tables::text(row, 1));
        while purges.took_step(next) {
            next += 1;
        }
        if id != next {
            let first = "SELECT min(seq) FROM journal WHERE subject = ?1";
            let seq: Option<i64> = conn.query_row(first, [format!("entry:{number}")], |row| row.get(0))?;
            return Ok(Some(Broken { seq: seq.unwrap_or(0), why: format!("the steps of entry {number} are not numbered as they were taken") }));
        }
        next += 1;
    }
    Ok(None)
}

/// The purges are those that the journal tells of.
fn purges_stand(conn: &Connection, purges: &Purges) -> Result<Option<Broken>, DeskError> {
    if migrate::version(conn)? < 2 {
        return Ok(None);
    }
    let stored: BTreeSet<i64> = conn.prepare("SELECT seq FROM purges")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let odd = stored.symmetric_difference(purges.seqs()).next();
    Ok(odd.map(|seq| Broken { seq: *seq, why: "the purges of the desk are not those it tells of".into() }))
}

/// Every file has the hash it is stored under, and none that is spoken of is missing.
fn files_stand(conn: &Connection) -> Result<Option<Broken>, DeskError> {
    let spoken_of = "SELECT hex(sha256) FROM (SELECT sha256 FROM imports UNION SELECT sha256 FROM documents UNION SELECT sha256 FROM reference_files)
         WHERE sha256 NOT IN (SELECT sha256 FROM files) ORDER BY 1 LIMIT 1";
    if let Some(name) = conn.query_row(spoken_of, [], |row| row.get::<_, String>(0)).optional()? {
        let sql = "SELECT seq FROM journal WHERE instr(body, lower(?1)) ORDER BY seq LIMIT 1";
        let seq = conn.query_row(sql, [&name], |row| row.get(0)).unwrap_or(0);
        return Ok(Some(Broken { seq, why: format!("the file with SHA-256 {} is gone", name.to_lowercase()) }));
    }
    for hash in files::all(conn)? {
        if let Err(DeskError::Damaged(why)) = files::get(conn, &hash) {
            let name = hex(&hash);
            let sql = "SELECT seq FROM journal WHERE instr(body, ?1) ORDER BY seq LIMIT 1";
            let seq = conn.query_row(sql, [&name], |row| row.get(0)).unwrap_or(0);
            return Ok(Some(Broken { seq, why }));
        }
    }
    Ok(None)
}
