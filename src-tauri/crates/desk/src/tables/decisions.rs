//! Decisions: appended, never overwritten. Evidence.

use super::findings;
use crate::DeskError;
use crate::change::Change;
use crate::evidence::Evidence;
use customs::{Advisory, Decimal, Decision, Limb, Outcome, PersonCounted, Route, TestResult};
use rusqlite::{Connection, OptionalExtension, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

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

/// A decision written out, but for the numbers of what it shares with others.
#[derive(Debug)]
pub(crate) struct Written {
    head: String,
    tests: Vec<String>,
    advisories: Vec<String>,
}

impl Written {
    pub(crate) fn of(decision: &Decision) -> Result<Self, DeskError> {
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
        Ok(Self {
            head: serde_json::to_string(&head)?,
            tests: tests.iter().map(serde_json::to_string).collect::<Result<_, _>>()?,
            advisories: advisories.iter().map(serde_json::to_string).collect::<Result<_, _>>()?,
        })
    }
}

/// Adds a decision; returns its number.
pub(crate) fn add(change: &mut Change<'_>, shipment_id: i64, decision: &Decision) -> Result<i64, DeskError> {
    add_written(change, shipment_id, &Written::of(decision)?)
}

/// Adds a decision that was written out before.
pub(crate) fn add_written(change: &mut Change<'_>, shipment_id: i64, decision: &Written) -> Result<i64, DeskError> {
    let mut body = String::with_capacity(decision.head.len() + 256);
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

fn parts(change: &mut Change<'_>, parts: &[String], out: &mut String) -> Result<(), DeskError> {
    out.push('[');
    for (i, text) in parts.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        match findings::number(change, text)? {
            Some(number) => out.push_str(&number.to_string()),
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
