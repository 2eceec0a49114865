//! How long each record is kept, by which rule, and what holds it longer.

use crate::contract::*;
use crate::uses::purge;
use crate::{ApiError, Workbench};
use chrono::{Days, Months, NaiveDate};
use customs::{Citation, EntryState};
use desk::{EntryQuery, HoldRow};
use rulebook::{Period, Rulebook};
use std::collections::BTreeMap;

/// Years of a topic of the book that begin on a day: how many, the last day, and the law.
struct Term {
    years: u32,
    until: NaiveDate,
    citations: Vec<Citation>,
}

fn citations(period: &Period) -> Vec<Citation> {
    period.citations.iter().map(|c| Citation::new(c.text.clone(), c.confidence.max(period.confidence))).collect()
}

fn term(book: &Rulebook, topic: &str, since: NaiveDate) -> Option<Term> {
    let (years, period) = book.count(topic, since)?;
    let until = since.checked_add_months(Months::new(years.checked_mul(12)?))?;
    Some(Term { years, until, citations: citations(period) })
}

/// A record and the day its years run from.
struct Record {
    subject: String,
    what: String,
    client: String,
    client_id: i64,
    since: Option<NaiveDate>,
    /// What the years follow, in words.
    from: &'static str,
    /// Goods that passed free: the client's own term is shorter.
    free: bool,
}

impl Record {
    fn row(self, book: &Rulebook, today: NaiveDate) -> RetentionRow {
        let Self { subject, what, client, client_id, since, from, free } = self;
        let kept = since.and_then(|since| term(book, "retention", since));
        let rule = match (&kept, since) {
            (Some(kept), _) => format!("{} years {from}.", kept.years),
            (None, Some(_)) => "The rulebook has no rule for that day.".to_owned(),
            (None, None) => format!("Its years run only {from}."),
        };
        let client_until = since.filter(|_| free).and_then(|since| term(book, "retention-low-value", since)).map(|term| term.until);
        let until = kept.as_ref().map(|kept| kept.until);
        let due = until.is_some_and(|until| until < today);
        RetentionRow {
            subject,
            what,
            client,
            client_id,
            since,
            until,
            rule,
            citations: kept.map(|k| k.citations).unwrap_or_default(),
            client_until,
            due,
            may_go: false,
            stays: None,
            group: 0,
            holds: Vec::new(),
        }
    }
}

/// Every record with its rule and its day, whether it may go, and what holds it; of one client, where one is named, and then nothing of others.
pub fn retention(bench: &Workbench, args: RetentionArgs) -> Result<RetentionView, ApiError> {
    let mut rows = rows(bench)?;
    let mut holds = bench.desk.holds()?;
    if let Some(client_id) = args.client_id {
        rows.retain(|row| row.client_id == client_id);
        holds.retain(|hold| hold.subject == format!("client:{client_id}") || rows.iter().any(|row| row.holds.iter().any(|on| on.id == hold.id)));
    }
    let due = rows.iter().filter(|row| row.due).count() as u64;
    let may_go = rows.iter().filter(|row| row.may_go).count() as u64;
    let sentence = match (rows.len(), due) {
        (0, _) => "There are no records yet.".to_owned(),
        (_, 0) => "No record is past the day until which it must be kept.".to_owned(),
        (_, 1) => format!("One record is past the day until which it must be kept; {}.", if may_go == 1 { "it may go" } else { "it stays all the same" }),
        (_, n) => {
            let may = match may_go {
                0 => "all of them stay all the same".to_owned(),
                all if all == n => "all of them may go".to_owned(),
                some => format!("{some} of them may go"),
            };
            format!("{n} records are past the day until which they must be kept; {may}.")
        }
    };
    Ok(RetentionView { rows, due, may_go, sentence, holds, client_terms: client_terms(bench), purges: purge::purges(bench, args.client_id)? })
}

/// The shorter terms of the client's own, with what they say today.
fn client_terms(bench: &Workbench) -> Vec<ClientTerm> {
    let (book, today) = (bench.rulebook(), bench.today());
    let said = |topic: &str, say: fn(u32) -> String| {
        let (n, period) = book.count(topic, today)?;
        Some(ClientTerm { sentence: say(n), citations: citations(period) })
    };
    [
        said("retention-low-value", |n| format!("Goods that passed free under Section 321, and exempt manifested cargo: {n} years.")),
        said("retention-informal-consignee", |n| format!("A consignee who does not own the goods, appointed a broker, and entered informally: {n} years.")),
        said("retention-packing-list", |n| {
            format!("Packing lists: {n} days after the release or the conditional release ends, or after goods are demanded back.")
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// All records, what may go first standing first.
pub(super) fn rows(bench: &Workbench) -> Result<Vec<RetentionRow>, ApiError> {
    let (book, today) = (bench.rulebook(), bench.today());
    let mut rows = Vec::new();
    for entry in bench.desk.entries(&EntryQuery::default())? {
        let what = if entry.state == EntryState::Void { format!("Entry {}, void", entry.number) } else { format!("Entry {}", entry.number) };
        let (subject, since) = (format!("entry:{}", entry.number), Some(entry.entry_date));
        let from = "after the date of entry";
        rows.push(Record { subject, what, client: entry.client, client_id: entry.client_id, since, from, free: false }.row(&book, today));
    }
    let arrivals = bench.desk.last_arrivals()?;
    for import in bench.desk.imports()? {
        let last = arrivals.get(&import.id);
        let (since, from) = match last {
            Some(day) => (Some(*day), "after the last arrival of its shipments; those on an entry follow the entry"),
            // Taken back, or without a day: what is kept is the file.
            None => (Some(import.at.date_naive()), "after the day it was stored, as its shipments have no arrival"),
        };
        let what = format!("File {} with {} {}", import.file_name, import.shipments, if import.shipments == 1 { "shipment" } else { "shipments" });
        let (subject, client_id) = (format!("import:{}", import.id), import.client_id);
        rows.push(Record { subject, what, client: import.client, client_id, since, from, free: last.is_some() }.row(&book, today));
    }
    let partnership_years = book.count("poa-partnership", today).map_or(0, |(years, _)| years);
    for client in bench.desk.clients()? {
        let client = client.client;
        let Some(power) = &client.power_of_attorney else { continue };
        // A power that lapses binds nobody any longer: the years run from the day it ended, never from the signature.
        let ended =
            power.revoked.or_else(|| power.last_day(partnership_years).filter(|last| *last < today).and_then(|last| last.checked_add_days(Days::new(1))));
        let from = "after it is revoked or ends";
        let (subject, what) = (format!("client:{}", client.id), "Power of attorney".to_owned());
        rows.push(Record { subject, what, client: client.name.clone(), client_id: client.id, since: ended, from, free: false }.row(&book, today));
    }
    rows.sort_by(|a, b| (a.until.is_none(), a.until, &a.subject).cmp(&(b.until.is_none(), b.until, &b.subject)));
    group(&mut rows, &bench.desk.record_ties()?);
    put_holds(bench, &mut rows)?;
    settle(&mut rows);
    Ok(rows)
}

/// Numbers the records that go together: a file, and every entry its shipments are on.
fn group(rows: &mut [RetentionRow], ties: &[(i64, String)]) {
    let place: BTreeMap<String, usize> = rows.iter().enumerate().map(|(i, row)| (row.subject.clone(), i)).collect();
    let mut leads: Vec<usize> = (0..rows.len()).collect();
    let leader = |leads: &[usize], mut at: usize| {
        while let Some(next) = leads.get(at).copied().filter(|next| *next != at) {
            at = next;
        }
        at
    };
    for (import, number) in ties {
        if let (Some(a), Some(b)) = (place.get(&format!("import:{import}")), place.get(&format!("entry:{number}"))) {
            let (a, b) = (leader(&leads, *a), leader(&leads, *b));
            if let Some(lead) = leads.get_mut(a.max(b)) {
                *lead = a.min(b);
            }
        }
    }
    for (i, row) in rows.iter_mut().enumerate() {
        row.group = leader(&leads, i) as u64 + 1;
    }
}

/// Puts every standing hold on the records it keeps.
fn put_holds(bench: &Workbench, rows: &mut [RetentionRow]) -> Result<(), ApiError> {
    for hold in bench.desk.holds()? {
        let (kind, key) = hold.subject.split_once(':').unwrap_or((hold.subject.as_str(), ""));
        let number = key.parse::<i64>().unwrap_or(0);
        let file = if kind == "shipment" { bench.desk.import_of(number)?.map(|id| format!("import:{id}")) } else { None };
        let subject = file.as_ref().unwrap_or(&hold.subject);
        for row in rows.iter_mut().filter(|row| if kind == "client" { row.client_id == number } else { row.subject == *subject }) {
            row.holds.push(hold.clone());
        }
    }
    Ok(())
}

/// Whether each record may go: its day is past, nothing holds it, and so for all that goes with it. A power of attorney goes last.
fn settle(rows: &mut [RetentionRow]) {
    // Of each group the first reason why it stays.
    let mut kept: BTreeMap<u64, (String, String)> = BTreeMap::new();
    let held = |holds: &[HoldRow]| holds.first().map(|hold| format!("{}.", hold.sentence().trim_end_matches('.')));
    for row in rows.iter() {
        let why = match (held(&row.holds), row.until) {
            (Some(held), _) => Some(held),
            (None, _) if row.due => None,
            (None, Some(until)) => Some(format!("{} goes with it, and is kept until {}.", row.what, until.format("%-d %b %Y"))),
            (None, None) => Some(format!("{} goes with it, and its years do not run yet.", row.what)),
        };
        if let Some(why) = why {
            // A hold is the stronger reason.
            let standing = kept.entry(row.group).or_insert_with(|| (row.subject.clone(), why.clone()));
            if !row.holds.is_empty() && !standing.1.starts_with("Held") {
                *standing = (row.subject.clone(), why);
            }
        }
    }
    for row in rows.iter_mut().filter(|row| row.due) {
        match kept.get(&row.group) {
            None => row.may_go = true,
            Some((_, why)) => row.stays = Some(why.clone()),
        }
    }
    let is_power = |row: &RetentionRow| row.subject.starts_with("client:");
    let busy: Vec<i64> = rows.iter().filter(|row| !is_power(row) && !row.may_go).map(|row| row.client_id).collect();
    for row in rows.iter_mut().filter(|row| is_power(row) && row.may_go && busy.contains(&row.client_id)) {
        row.may_go = false;
        row.stays = Some("Records made under it are kept still.".to_owned());
    }
}

pub fn hold_set(bench: &Workbench, args: HoldArgs) -> Result<RetentionView, ApiError> {
    bench.desk.set_hold(&args.subject, &args.reason, &bench.act())?;
    retention(bench, RetentionArgs::default())
}

pub fn hold_lift(bench: &Workbench, args: LiftArgs) -> Result<RetentionView, ApiError> {
    bench.desk.lift_hold(args.id, &args.why, &bench.act())?;
    retention(bench, RetentionArgs::default())
}
