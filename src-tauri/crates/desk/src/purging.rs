//! Taking records out that need not be kept any longer, so that what is left still proves itself.
//!
//! Which records are due is for those to say who know the law; the desk sees to it that only whole records go (a file with all its
//! shipments and every entry these are on), that nothing goes that is held, and nothing at all from a desk whose evidence does not
//! hold: a purge states new digests, and must not state them over a forgery.

use crate::canonical::{self, sha256};
use crate::change::{Act, Change};
use crate::evidence::{Evidence, Sheaf};
use crate::journal::content_hash;
use crate::tables::holds::{self, HoldRow};
use crate::tables::versions::{self, Version};
use crate::tables::{clients, entries, files, imports, purges, shipments, users};
use crate::{Desk, DeskError, fail, verify};
use customs::DocumentKind;
use rusqlite::{Connection, ToSql, params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;

/// Records to take out: one client's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PurgePlan {
    /// Whose they are.
    pub client_id: i64,
    /// Files, with every shipment they brought.
    pub imports: Vec<i64>,
    /// Entries.
    pub entries: Vec<String>,
    /// The client's power of attorney goes as well.
    pub power: bool,
    /// What is put on record about each of them, by the rule that let it go; the desk adds what went.
    pub records: Value,
}

/// How much a purge takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PurgeCounts {
    /// Shipments, taken-back ones among them.
    #[ts(type = "number")]
    pub shipments: u64,
    /// What they said, as received and after each edit.
    #[ts(type = "number")]
    pub versions: u64,
    /// Decisions, and findings no other decision shares.
    #[ts(type = "number")]
    pub decisions: u64,
    /// Entries.
    #[ts(type = "number")]
    pub entries: u64,
    /// Files as received.
    #[ts(type = "number")]
    pub files: u64,
    /// Documents.
    #[ts(type = "number")]
    pub documents: u64,
    /// Notes and overrides.
    #[ts(type = "number")]
    pub notes: u64,
    /// Powers of attorney.
    #[ts(type = "number")]
    pub powers: u64,
    /// Events of the journal whose words go.
    #[ts(type = "number")]
    pub events: u64,
}

/// What a purge did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purged {
    /// Its event.
    pub seq: i64,
    /// How much went.
    pub counts: PurgeCounts,
    /// The file was written anew without the purged bytes; where it was not (no room), they are overwritten with zeros in place.
    pub rewritten: bool,
}

/// Everything that goes, by number.
#[derive(Default)]
struct Going {
    shipments: Vec<i64>,
    evidence: BTreeMap<&'static str, Vec<i64>>,
    documents: Vec<i64>,
    notes: Vec<i64>,
    overrides: Vec<i64>,
    steps: Vec<i64>,
    files: Vec<[u8; 32]>,
    /// Subjects of the journal that stand no more.
    subjects: Vec<String>,
    /// Events whose words go.
    events: Vec<i64>,
}

/// A list as SQL reads it: `IN (SELECT value FROM json_each(?))`.
fn list<T: Serialize>(items: &[T]) -> String {
    serde_json::to_string(items).unwrap_or_else(|_| "[]".into())
}

fn numbers(conn: &Connection, sql: &str, with: &[&dyn ToSql]) -> Result<Vec<i64>, DeskError> {
    Ok(conn.prepare(sql)?.query_map(with, |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Findings that only these shipments' decisions name.
const THEIR_FINDINGS: &str = "
    SELECT p.value FROM decisions d, json_each(d.body, '$.tests') p WHERE p.type = 'integer' AND d.shipment_id IN (SELECT value FROM json_each(?1))
    UNION SELECT p.value FROM decisions d, json_each(d.body, '$.advisories') p WHERE p.type = 'integer' AND d.shipment_id IN (SELECT value FROM json_each(?1))
    EXCEPT SELECT p.value FROM decisions d, json_each(d.body, '$.tests') p WHERE p.type = 'integer' AND d.shipment_id NOT IN (SELECT value FROM json_each(?1))
    EXCEPT SELECT p.value FROM decisions d, json_each(d.body, '$.advisories') p WHERE p.type = 'integer' AND d.shipment_id NOT IN (SELECT value FROM json_each(?1))
    ORDER BY 1";

impl Going {
    fn gather(conn: &Connection, plan: &PurgePlan) -> Result<Self, DeskError> {
        let mut going = Self { shipments: shipments_of(conn, &plan.imports)?, ..Self::default() };
        let (ids, entries) = (list(&going.shipments), list(&plan.entries));
        let power = plan.power.then(|| format!("client:{}", plan.client_id));
        let of_shipments = |table: &str| format!("SELECT id FROM {table} WHERE shipment_id IN (SELECT value FROM json_each(?1)) ORDER BY id");
        going.evidence = BTreeMap::from([
            ("versions", numbers(conn, &of_shipments("versions"), &[&ids])?),
            ("decisions", numbers(conn, &of_shipments("decisions"), &[&ids])?),
            ("findings", numbers(conn, THEIR_FINDINGS, &[&ids])?),
            ("summaries", numbers(conn, "SELECT id FROM summaries WHERE number IN (SELECT value FROM json_each(?1)) ORDER BY id", &[&entries])?),
        ]);
        going.overrides = numbers(conn, &of_shipments("overrides"), &[&ids])?;
        going.steps = numbers(conn, "SELECT id FROM entry_steps WHERE number IN (SELECT value FROM json_each(?1)) ORDER BY id", &[&entries])?;
        let imports = plan.imports.iter().map(|id| format!("import:{id}"));
        let mut about: Vec<String> = imports.chain(plan.entries.iter().map(|number| format!("entry:{number}"))).collect();
        let shipments: Vec<String> = going.shipments.iter().map(|id| format!("shipment:{id}")).collect();
        let (subjects, theirs) = (list(&about), list(&shipments));
        let attached = "subject IN (SELECT value FROM json_each(?1)) OR subject IN (SELECT value FROM json_each(?2))";
        going.documents = numbers(
            conn,
            &format!("SELECT id FROM documents WHERE {attached} OR (kind = ?4 AND subject = ?3) ORDER BY id"),
            &[&subjects, &theirs, &power, &DocumentKind::PowerOfAttorney.code()],
        )?;
        going.notes = numbers(conn, &format!("SELECT id FROM notes WHERE {attached} ORDER BY id"), &[&subjects, &theirs])?;
        let sql = "SELECT sha256 FROM imports WHERE id IN (SELECT value FROM json_each(?1))
             UNION SELECT sha256 FROM documents WHERE id IN (SELECT value FROM json_each(?2))
             EXCEPT SELECT sha256 FROM imports WHERE id NOT IN (SELECT value FROM json_each(?1))
             EXCEPT SELECT sha256 FROM documents WHERE id NOT IN (SELECT value FROM json_each(?2))
             EXCEPT SELECT sha256 FROM reference_files";
        let found = conn.prepare(sql)?.query_map([list(&plan.imports), list(&going.documents)], |row| row.get(0))?.collect::<Result<_, _>>()?;
        going.files = found;
        for (kind, ids) in [("document", &going.documents), ("note", &going.notes), ("override", &going.overrides)] {
            about.extend(ids.iter().map(|id| format!("{kind}:{id}")));
        }
        going.subjects = about;
        let sql = "SELECT seq FROM journal WHERE subject IN (SELECT value FROM json_each(?1)) OR subject IN (SELECT value FROM json_each(?2)) ORDER BY seq";
        going.events = numbers(conn, sql, &[&list(&going.subjects), &theirs])?;
        Ok(going)
    }

    fn counts(&self, plan: &PurgePlan) -> PurgeCounts {
        let of = |table: &str| self.evidence.get(table).map_or(0, Vec::len) as u64;
        PurgeCounts {
            shipments: self.shipments.len() as u64,
            versions: of("versions"),
            decisions: of("decisions"),
            entries: plan.entries.len() as u64,
            files: plan.imports.len() as u64,
            documents: self.documents.len() as u64,
            notes: (self.notes.len() + self.overrides.len()) as u64,
            powers: u64::from(plan.power),
            events: self.events.len() as u64,
        }
    }
}

/// Every shipment that files brought, those of files taken back among them.
fn shipments_of(conn: &Connection, imports: &[i64]) -> Result<Vec<i64>, DeskError> {
    let subjects: Vec<String> = imports.iter().map(|id| format!("import:{id}")).collect();
    let sql = "SELECT DISTINCT shipment_id FROM versions
         WHERE seq IN (SELECT seq FROM journal WHERE kind = 'import-stored' AND subject IN (SELECT value FROM json_each(?1))) ORDER BY 1";
    numbers(conn, sql, &[&list(&subjects)])
}

/// Only whole records go, and none that is held.
fn check(conn: &Connection, plan: &PurgePlan, going: &Going) -> Result<(), DeskError> {
    let client = clients::need(conn, plan.client_id)?;
    if plan.imports.is_empty() && plan.entries.is_empty() && !plan.power {
        return Err(DeskError::refused("Nothing was chosen to purge."));
    }
    let foreign = |what: String| Err(DeskError::refused(format!("{what} is not {}'s: records are purged client by client.", client.name)));
    for id in &plan.imports {
        if imports::state_of(conn, *id)?["client_id"] != plan.client_id {
            return foreign(format!("File number {id}"));
        }
    }
    for number in &plan.entries {
        if entries::row(conn, number)?.client_id != plan.client_id {
            return foreign(format!("Entry {number}"));
        }
    }
    let ids = list(&going.shipments);
    let going_entries = list(&plan.entries);
    let sql = "SELECT number, shipment_id IN (SELECT value FROM json_each(?1)) FROM entry_shipments
         WHERE (shipment_id IN (SELECT value FROM json_each(?1))) <> (number IN (SELECT value FROM json_each(?2))) ORDER BY number LIMIT 1";
    let torn = conn.prepare(sql)?.query_map([&ids, &going_entries], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?)))?.next().transpose()?;
    if let Some((number, its_shipment_goes)) = torn {
        let which = if its_shipment_goes { "carries a shipment of a file that would go" } else { "carries a shipment of a file that stays" };
        return Err(DeskError::refused(format!("Entry {number} {which}: a file goes with every entry its shipments are on, or not at all.")));
    }
    if plan.power {
        let left: i64 = conn.query_row(
            "SELECT (SELECT count(*) FROM imports WHERE client_id = ?1 AND id NOT IN (SELECT value FROM json_each(?2)))
                  + (SELECT count(*) FROM entries WHERE client_id = ?1 AND number NOT IN (SELECT value FROM json_each(?3)))",
            params![plan.client_id, list(&plan.imports), going_entries],
            |row| row.get(0),
        )?;
        if left > 0 {
            return Err(DeskError::refused(format!(
                "The power of attorney of {} stays: records of entries made under it are kept still, and it says by whose authority they were made.",
                client.name
            )));
        }
    }
    match held(conn, plan, going)?.first() {
        Some((what, hold)) => Err(DeskError::refused(format!("{what} is not purged. {}. Lift the hold first.", hold.sentence()))),
        None => Ok(()),
    }
}

/// What of a plan is held, and by which hold.
fn held(conn: &Connection, plan: &PurgePlan, going: &Going) -> Result<Vec<(String, HoldRow)>, DeskError> {
    let shipments: BTreeSet<i64> = going.shipments.iter().copied().collect();
    let touches = |hold: &HoldRow| {
        let (kind, key) = hold.subject.split_once(':')?;
        let number = key.parse::<i64>().ok();
        let goes = match kind {
            "client" => number == Some(plan.client_id),
            "import" => number.is_some_and(|id| plan.imports.contains(&id)),
            "shipment" => number.is_some_and(|id| shipments.contains(&id)),
            _ => plan.entries.iter().any(|entry| entry == key),
        };
        goes.then(|| if kind == "entry" { format!("Entry {key}") } else { format!("What is held as {} {key}", if kind == "import" { "file" } else { kind }) })
    };
    Ok(holds::standing(conn)?.into_iter().filter_map(|hold| Some((touches(&hold)?, hold))).collect())
}

/// Puts tombstones on rows of evidence and on events.
fn entomb(conn: &Connection, going: &Going) -> Result<(), DeskError> {
    for (table, ids) in &going.evidence {
        let mut read = conn.prepare(&format!("SELECT body FROM {table} WHERE id = ?1"))?;
        let mut write = conn.prepare(&format!("UPDATE {table} SET body = ?2 WHERE id = ?1"))?;
        for id in ids {
            let body: String = read.query_row([id], |row| row.get(0))?;
            if purges::entombed(&body).is_none() {
                write.execute(params![id, purges::tombstone(&sha256(body.as_bytes()))])?;
            }
        }
    }
    Ok(())
}

/// Takes the words of events out; returns what each comes to since, by its place.
fn silence(conn: &Connection, events: &[i64]) -> Result<Map<String, Value>, DeskError> {
    let mut read = conn.prepare("SELECT who, kind, subject, body FROM journal WHERE seq = ?1")?;
    let mut write = conn.prepare("UPDATE journal SET body = ?2 WHERE seq = ?1")?;
    let mut stated = Map::new();
    for seq in events {
        let (who, kind, subject, body): (String, String, String, String) =
            read.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        if purges::entombed(&body).is_none() {
            let stone = purges::tombstone(&content_hash(&who, &kind, &subject, &body));
            write.execute(params![seq, stone])?;
            stated.insert(seq.to_string(), canonical::hex(&content_hash(&who, &kind, &subject, &stone)).into());
        }
    }
    Ok(stated)
}

/// What the rows of each touched event come to since.
fn restated(conn: &Connection, touched: &BTreeSet<i64>) -> Result<Map<String, Value>, DeskError> {
    let seqs = list(&touched.iter().copied().collect::<Vec<_>>());
    let mut sheaves: BTreeMap<i64, Sheaf> = touched.iter().map(|seq| (*seq, Sheaf::default())).collect();
    for evidence in Evidence::ALL {
        let sql = format!(
            "SELECT id, seq, CAST({} AS TEXT), body FROM {} WHERE seq IN (SELECT value FROM json_each(?1)) ORDER BY id",
            evidence.owner(),
            evidence.table()
        );
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([&seqs])?;
        while let Some(row) = rows.next()? {
            if let Some(sheaf) = sheaves.get_mut(&row.get(1)?) {
                sheaf.add(evidence, row.get(0)?, &row.get::<_, String>(2)?, &row.get::<_, String>(3)?);
            }
        }
    }
    Ok(sheaves.into_iter().map(|(seq, sheaf)| (seq.to_string(), sheaf.state())).collect())
}

/// The events whose rows are among those that go.
fn touched(conn: &Connection, going: &Going) -> Result<BTreeSet<i64>, DeskError> {
    let mut touched: BTreeSet<i64> = going.events.iter().copied().collect();
    for (table, ids) in &going.evidence {
        touched.extend(numbers(conn, &format!("SELECT DISTINCT seq FROM {table} WHERE id IN (SELECT value FROM json_each(?1))"), &[&list(ids)])?);
    }
    Ok(touched)
}

/// Takes the rows of the desk as it stands away.
fn clear(change: &mut Change<'_>, plan: &PurgePlan, going: &Going) -> Result<(), DeskError> {
    let conn = change.conn();
    // Before the tombstones: what ties and words a shipment has follows from its last version.
    for id in &going.shipments {
        if conn.prepare_cached("SELECT 1 FROM shipments WHERE id = ?1")?.exists([id])? {
            let version: Version = versions::current(conn, *id)?;
            shipments::remove(conn, *id, &version)?;
        }
    }
    let away = |table: &str, column: &str, keys: &str| -> Result<(), DeskError> {
        conn.execute(&format!("DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?1))"), [keys])?;
        Ok(())
    };
    let entries = list(&plan.entries);
    for (table, column) in [("entry_shipments", "number"), ("entry_steps", "number"), ("entries", "number")] {
        away(table, column, &entries)?;
    }
    for (table, ids) in [("documents", &going.documents), ("notes", &going.notes), ("overrides", &going.overrides), ("imports", &plan.imports)] {
        away(table, "id", &list(ids))?;
    }
    for sha256 in &going.files {
        files::remove(conn, sha256)?;
    }
    // A word that is struck out stays in the index until its pieces are merged.
    conn.execute("INSERT INTO words (words) VALUES ('optimize')", [])?;
    Ok(())
}

impl Desk {
    /// Files and the entries their shipments are on, void ones among them: what goes together or not at all.
    pub fn record_ties(&self) -> Result<Vec<(i64, String)>, DeskError> {
        self.read(|conn| {
            let sql = "SELECT DISTINCT substr(j.subject, 8), es.number FROM entry_shipments es JOIN versions v ON v.shipment_id = es.shipment_id
                 JOIN journal j ON j.seq = v.seq AND j.kind = 'import-stored' ORDER BY 1, 2";
            let rows = conn.prepare_cached(sql)?.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?.collect::<Result<Vec<_>, _>>()?;
            Ok(rows.into_iter().filter_map(|(id, number)| Some((id.parse().ok()?, number))).collect())
        })
    }

    /// The file that brought a shipment, taken back or not.
    pub fn import_of(&self, shipment_id: i64) -> Result<Option<i64>, DeskError> {
        self.read(|conn| {
            let sql = "SELECT CAST(substr(j.subject, 8) AS INTEGER) FROM versions v JOIN journal j ON j.seq = v.seq AND j.kind = 'import-stored'
                 WHERE v.shipment_id = ?1";
            Ok(numbers(conn, sql, &[&shipment_id])?.pop())
        })
    }

    /// What a purge would take, without taking it.
    ///
    /// # Errors
    /// Refused as the purge itself would be, but for what only looking at every row of the evidence tells.
    pub fn purge_preview(&self, plan: &PurgePlan) -> Result<PurgeCounts, DeskError> {
        self.read(|conn| {
            let going = Going::gather(conn, plan)?;
            check(conn, plan, &going)?;
            Ok(going.counts(plan))
        })
    }

    /// Takes records out for good; all of them, or none. What they said is overwritten in the file; backups made before still have it.
    ///
    /// `progress` is called between the steps with how many are done and how many there are; `true` stops the work.
    ///
    /// # Errors
    /// Refused to a clerk; where a part of a record would stay; where one is held; where the evidence does not hold.
    pub fn purge(&self, plan: &PurgePlan, act: &Act, progress: &dyn Fn(usize, usize, &str) -> bool) -> Result<Purged, DeskError> {
        const STEPS: usize = 4;
        let step = |done: usize, words: &str| if progress(done, STEPS, words) { Err(DeskError::Cancelled) } else { Ok(()) };
        let (seq, counts) = self.write(act, |change| {
            users::need_broker(change, "purging records")?;
            step(0, "Checking the evidence")?;
            if let Some(broken) = verify::verify(change.conn())?.broken {
                return Err(DeskError::refused(format!(
                    "Nothing is purged: the journal does not hold from event {}: {}. Find out why first; a backup may help.",
                    broken.seq, broken.why
                )));
            }
            step(1, "Gathering the records")?;
            let going = Going::gather(change.conn(), plan)?;
            check(change.conn(), plan, &going)?;
            let counts = going.counts(plan);
            step(2, "Taking the records out")?;
            take_out(change, plan, &going, &counts)?;
            Ok((change.seq() - 1, counts))
        })?;
        // On record now: from here on there is nothing to stop.
        progress(3, STEPS, "Writing the desk file anew without them");
        fail::point("purge-committed");
        let rewritten = self.wipe();
        fail::point("purge-wiped");
        progress(STEPS, STEPS, "Done");
        Ok(Purged { seq, counts, rewritten })
    }

    /// Writes the file anew and empties the log, so that nothing of what was purged is left between the pages. Where there is no room
    /// for it, what was purged is overwritten all the same: `secure_delete` was on.
    fn wipe(&self) -> bool {
        let writer = crate::desk::hold(&self.writer);
        writer.as_ref().is_some_and(|writer| writer.conn.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);").is_ok())
    }
}

fn take_out(change: &mut Change<'_>, plan: &PurgePlan, going: &Going, counts: &PurgeCounts) -> Result<(), DeskError> {
    // Freed bytes are written over with zeros, until the desk is closed.
    change.conn().execute_batch("PRAGMA secure_delete = ON;")?;
    let mut client = clients::need(change.conn(), plan.client_id)?;
    if plan.power {
        client.power_of_attorney = None;
        clients::put(change, "power-purged", None, &client)?;
    }
    let seq = change.seq();
    change.conn().execute("INSERT INTO purges (seq) VALUES (?1)", [seq])?;
    clear(change, plan, going)?;
    let touched = touched(change.conn(), going)?;
    entomb(change.conn(), going)?;
    let events = silence(change.conn(), &going.events)?;
    fail::point("purge-entombed");
    let evidence = restated(change.conn(), &touched)?;
    change.known.forget();
    let body = json!({"purge": {
        "client_id": plan.client_id,
        "client": client.name,
        "records": plan.records,
        "counts": counts,
        "subjects": going.subjects,
        "shipments": going.shipments,
        "steps": going.steps,
        "files": going.files.iter().map(|sha256| canonical::hex(sha256)).collect::<Vec<_>>(),
        "evidence": evidence,
        "events": events,
    }});
    let recorded = change.record(purges::KIND, &format!("purge:{seq}"), body)?;
    if recorded == seq { Ok(()) } else { Err(DeskError::Internal(format!("purge {seq} was recorded as event {recorded}"))) }
}
