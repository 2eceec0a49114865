//! Decisions: appended, never overwritten. Evidence.

use super::findings;
use crate::DeskError;
use crate::change::Change;
use crate::evidence::Evidence;
use customs::{Advisory, Decimal, Decision, Limb, Outcome, PersonCounted, Route, TestResult};
use rusqlite::{Connection, OptionalExtension, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::hash_map::{DefaultHasher, Entry};
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

pub(crate) const SCHEMA: &str = "
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    shipment_id INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_of_shipment ON decisions (shipment_id);
CREATE INDEX decisions_of_event ON decisions (seq);
";

/// A decision without its tests and advisories.
#[derive(Deserialize)]
struct Head {
    id: String,
    route: Route,
    exempt: Option<bool>,
    limb: Option<Limb>,
    entry_type: Option<String>,
    person: Option<PersonCounted>,
    #[serde(with = "rust_decimal::serde::str_option")]
    person_day_total: Option<Decimal>,
    would_have_qualified: bool,
}

/// The same, borrowed for writing.
#[derive(Serialize)]
struct WrittenHead<'a> {
    id: &'a str,
    route: Route,
    exempt: Option<bool>,
    limb: Option<Limb>,
    entry_type: Option<&'a str>,
    person: Option<&'a PersonCounted>,
    #[serde(with = "rust_decimal::serde::str_option")]
    person_day_total: Option<Decimal>,
    would_have_qualified: bool,
}

/// A decision as stored: shared parts by the number of their finding.
#[derive(Deserialize)]
struct Stored {
    head: Head,
    tests: Vec<Part<TestResult>>,
    advisories: Vec<Part<Advisory>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Part<T> {
    Finding(i64),
    Whole(T),
}

/// What a row of the desk shows of a decision.
pub(crate) struct Gist {
    pub(crate) route: Route,
    pub(crate) exempt: Option<bool>,
    pub(crate) entry_type: Option<String>,
    pub(crate) person: Option<String>,
    pub(crate) would_have_qualified: bool,
    pub(crate) flagged: Vec<String>,
}

impl Gist {
    pub(crate) fn of(decision: &Decision) -> Self {
        Self {
            route: decision.route,
            exempt: decision.exempt,
            entry_type: decision.entry_type.clone(),
            person: decision.person.as_ref().map(|p| p.name.clone()),
            would_have_qualified: decision.would_have_qualified,
            flagged: decision.tests.iter().filter(|t| flags(t.outcome)).map(|t| t.id.clone()).collect(),
        }
    }
}

/// Whether a test asks for attention.
fn flags(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Fail | Outcome::Review)
}

/// A test without its sentence and citations.
#[derive(Clone, Deserialize)]
struct Brief {
    id: String,
    outcome: Outcome,
}

/// Reads the gist of one stored decision after another, each finding once.
#[derive(Default)]
pub(crate) struct Gists {
    findings: HashMap<i64, Brief>,
}

impl Gists {
    pub(crate) fn read(&mut self, conn: &Connection, body: &str) -> Result<Gist, DeskError> {
        #[derive(Deserialize)]
        struct Briefly {
            head: Head,
            tests: Vec<Part<Brief>>,
        }
        let Briefly { head, tests } = serde_json::from_str(body)?;
        let mut flagged = Vec::new();
        for part in tests {
            let test = match part {
                Part::Whole(test) => test,
                Part::Finding(id) => match self.findings.get(&id) {
                    Some(test) => test.clone(),
                    None => {
                        let test: Brief = finding(conn, id)?;
                        self.findings.insert(id, test.clone());
                        test
                    }
                },
            };
            if flags(test.outcome) {
                flagged.push(test.id);
            }
        }
        Ok(Gist {
            route: head.route,
            exempt: head.exempt,
            entry_type: head.entry_type,
            person: head.person.map(|p| p.name),
            would_have_qualified: head.would_have_qualified,
            flagged,
        })
    }
}

/// A finding by its number.
fn finding<T: DeserializeOwned>(conn: &Connection, id: i64) -> Result<T, DeskError> {
    let body: Option<String> = conn.prepare_cached("SELECT body FROM findings WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()?;
    Ok(serde_json::from_str(&body.ok_or_else(|| DeskError::Damaged(format!("finding {id}, which a decision names, is missing")))?)?)
}

/// How many texts are kept written out, and how many are remembered as met once, before starting over.
const KEPT: usize = 1 << 13;
const MET_ONCE: usize = 1 << 20;

/// Tests and advisories of many decisions, as written out: what is met again is not written again, and is the same text in memory.
#[derive(Debug, Default)]
pub struct Phrases {
    tests: Shared<TestResult>,
    advisories: Shared<Advisory>,
    buffer: Vec<u8>,
}

/// Texts of one kind by the hash of what they say.
#[derive(Debug)]
struct Shared<T> {
    met: HashSet<u64>,
    texts: HashMap<u64, (T, Arc<str>)>,
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self { met: HashSet::new(), texts: HashMap::new() }
    }
}

/// What a decision has many of, and most of them the same.
trait Phrase: Serialize + PartialEq + Clone {
    fn say(&self, hasher: &mut DefaultHasher);
}

impl Phrase for TestResult {
    fn say(&self, hasher: &mut DefaultHasher) {
        (&self.id, self.outcome, &self.because, &self.citations, &self.facts).hash(hasher);
    }
}

impl Phrase for Advisory {
    fn say(&self, hasher: &mut DefaultHasher) {
        (&self.about, &self.because, &self.citations).hash(hasher);
    }
}

impl<T: Phrase> Shared<T> {
    fn text(&mut self, phrase: &T, buffer: &mut Vec<u8>) -> Result<Arc<str>, DeskError> {
        let mut hasher = DefaultHasher::new();
        phrase.say(&mut hasher);
        let hash = hasher.finish();
        if let Some((known, text)) = self.texts.get(&hash)
            && known == phrase
        {
            return Ok(text.clone());
        }
        buffer.clear();
        serde_json::to_writer(&mut *buffer, phrase)?;
        let text: Arc<str> = std::str::from_utf8(buffer).map_err(|e| DeskError::Internal(e.to_string()))?.into();
        if self.met.len() >= MET_ONCE {
            self.met.clear();
        }
        // Most of what is met once, with its figures, is never met again.
        if !self.met.insert(hash) {
            if self.texts.len() >= KEPT {
                self.texts.clear();
            }
            if let Entry::Vacant(place) = self.texts.entry(hash) {
                place.insert((phrase.clone(), text.clone()));
            }
        }
        Ok(text)
    }
}

/// A decision written out, but for the numbers of what it shares with others.
#[derive(Debug)]
pub(crate) struct Written {
    head: String,
    tests: Vec<Arc<str>>,
    advisories: Vec<Arc<str>>,
}

impl Written {
    pub(crate) fn of(decision: &Decision, phrases: &mut Phrases) -> Result<Self, DeskError> {
        let Decision { id, route, exempt, limb, entry_type, person, person_day_total, tests, advisories, would_have_qualified } = decision;
        let head = WrittenHead {
            id,
            route: *route,
            exempt: *exempt,
            limb: *limb,
            entry_type: entry_type.as_deref(),
            person: person.as_ref(),
            person_day_total: *person_day_total,
            would_have_qualified: *would_have_qualified,
        };
        let Phrases { tests: shared, advisories: advice, buffer } = phrases;
        Ok(Self {
            head: serde_json::to_string(&head)?,
            tests: tests.iter().map(|test| shared.text(test, buffer)).collect::<Result<_, _>>()?,
            advisories: advisories.iter().map(|advisory| advice.text(advisory, buffer)).collect::<Result<_, _>>()?,
        })
    }
}

/// Adds a decision; returns its number.
pub(crate) fn add(change: &mut Change<'_>, shipment_id: i64, decision: &Decision) -> Result<i64, DeskError> {
    add_written(change, shipment_id, &Written::of(decision, &mut Phrases::default())?)
}

/// Adds a decision that was written out before.
pub(crate) fn add_written(change: &mut Change<'_>, shipment_id: i64, decision: &Written) -> Result<i64, DeskError> {
    let mut body = String::with_capacity(decision.head.len() + 1024);
    body.push_str("{\"head\":");
    body.push_str(&decision.head);
    body.push_str(",\"tests\":");
    parts(change, &decision.tests, &mut body)?;
    body.push_str(",\"advisories\":");
    parts(change, &decision.advisories, &mut body)?;
    body.push('}');
    let seq = change.seq();
    change.conn().prepare_cached("INSERT INTO decisions (seq, shipment_id, body) VALUES (?1, ?2, ?3)")?.execute(params![seq, shipment_id, body])?;
    let id = change.conn().last_insert_rowid();
    change.witness(Evidence::Decisions, id, &shipment_id.to_string(), &body);
    Ok(id)
}

fn parts(change: &mut Change<'_>, parts: &[Arc<str>], out: &mut String) -> Result<(), DeskError> {
    out.push('[');
    for (i, text) in parts.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        match findings::number(change, text)? {
            Some(number) => {
                let _ = write!(out, "{number}");
            }
            None => out.push_str(text),
        }
    }
    out.push(']');
    Ok(())
}

/// Reads a stored decision back whole.
pub(crate) fn read(conn: &Connection, body: &str) -> Result<Decision, DeskError> {
    let Stored { head, tests, advisories } = serde_json::from_str(body)?;
    Ok(Decision {
        id: head.id,
        route: head.route,
        exempt: head.exempt,
        limb: head.limb,
        entry_type: head.entry_type,
        person: head.person,
        person_day_total: head.person_day_total,
        tests: whole(conn, tests)?,
        advisories: whole(conn, advisories)?,
        would_have_qualified: head.would_have_qualified,
    })
}

fn whole<T: DeserializeOwned>(conn: &Connection, parts: Vec<Part<T>>) -> Result<Vec<T>, DeskError> {
    parts
        .into_iter()
        .map(|part| match part {
            Part::Whole(part) => Ok(part),
            Part::Finding(id) => finding(conn, id),
        })
        .collect()
}
