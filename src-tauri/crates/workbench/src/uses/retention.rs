//! How long each record is kept, and by which rule.

use crate::contract::*;
use crate::{ApiError, Workbench};
use chrono::{Days, Months, NaiveDate};
use customs::{Citation, EntryState};
use desk::{EntryQuery, ShipmentQuery, SortKey};
use rulebook::Rulebook;

/// Years of a topic of the book that begin on a day: how many, the last day, and the law.
struct Term {
    years: u32,
    until: NaiveDate,
    citations: Vec<Citation>,
}

fn term(book: &Rulebook, topic: &str, since: NaiveDate) -> Option<Term> {
    let (years, period) = book.count(topic, since)?;
    let until = since.checked_add_months(Months::new(years.checked_mul(12)?))?;
    let citations = period.citations.iter().map(|c| Citation::new(c.text.clone(), c.confidence.max(period.confidence))).collect();
    Some(Term { years, until, citations })
}

/// A record and the day its years run from.
struct Record {
    subject: String,
    what: String,
    client: String,
    since: Option<NaiveDate>,
    /// What the years follow, in words.
    from: &'static str,
    /// Goods that passed free: the client's own term is shorter.
    free: bool,
}

impl Record {
    fn row(self, book: &Rulebook, today: NaiveDate) -> RetentionRow {
        let Self { subject, what, client, since, from, free } = self;
        let kept = since.and_then(|since| term(book, "retention", since));
        let rule = match (&kept, since) {
            (Some(kept), _) => format!("{} years {from}.", kept.years),
            (None, Some(_)) => "The rulebook has no rule for that day.".to_owned(),
            (None, None) => format!("The years run {from}, which has not come or is not known."),
        };
        let client_until = since.filter(|_| free).and_then(|since| term(book, "retention-low-value", since)).map(|term| term.until);
        let until = kept.as_ref().map(|kept| kept.until);
        let due = until.is_some_and(|until| until < today);
        RetentionRow { subject, what, client, since, until, rule, citations: kept.map(|k| k.citations).unwrap_or_default(), client_until, due }
    }
}

/// Every record with its rule and its day: entries, files with the shipments they brought, powers of attorney.
pub fn retention(bench: &Workbench, _: Nothing) -> Result<RetentionView, ApiError> {
    let (book, today) = (bench.rulebook(), bench.today());
    let mut rows = Vec::new();
    for entry in bench.desk.entries(&EntryQuery::default())? {
        let what = if entry.state == EntryState::Void { format!("Entry {}, void", entry.number) } else { format!("Entry {}", entry.number) };
        let (subject, since) = (format!("entry:{}", entry.number), Some(entry.entry_date));
        rows.push(Record { subject, what, client: entry.client, since, from: "after the date of entry", free: false }.row(&book, today));
    }
    for import in bench.desk.imports()? {
        let query = ShipmentQuery { import_id: Some(import.id), sort: SortKey::Arrival, descending: true, ..Default::default() };
        let ids = bench.desk.shipment_ids(&query)?;
        let last = bench.desk.shipment_rows(ids.get(..1).unwrap_or_default())?.pop().and_then(|row| row.arrival);
        let (since, from) = match last {
            Some(day) => (Some(day), "after the last arrival of its shipments; those on an entry follow the entry"),
            // Taken back, or without a day: what is kept is the file.
            None => (Some(import.at.date_naive()), "after the day it was stored, as its shipments have no arrival"),
        };
        let what = format!("File {} with {} {}", import.file_name, import.shipments, if import.shipments == 1 { "shipment" } else { "shipments" });
        rows.push(Record { subject: format!("import:{}", import.id), what, client: import.client, since, from, free: last.is_some() }.row(&book, today));
    }
    let partnership_years = book.count("poa-partnership", today).map_or(0, |(years, _)| years);
    for client in bench.desk.clients()? {
        let client = client.client;
        let Some(power) = &client.power_of_attorney else { continue };
        // A power that lapses binds nobody any longer: the years run from the day it ended, never from the signature.
        let ended =
            power.revoked.or_else(|| power.last_day(partnership_years).filter(|last| *last < today).and_then(|last| last.checked_add_days(Days::new(1))));
        let from = "after it is revoked or ends; until then it is kept";
        let (subject, what) = (format!("client:{}", client.id), "Power of attorney".to_owned());
        rows.push(Record { subject, what, client: client.name.clone(), since: ended, from, free: false }.row(&book, today));
    }
    rows.sort_by(|a, b| (a.until.is_none(), a.until, &a.subject).cmp(&(b.until.is_none(), b.until, &b.subject)));
    let due = rows.iter().filter(|row| row.due).count() as u64;
    let sentence = match (rows.len(), due) {
        (0, _) => "There are no records yet.".to_owned(),
        (_, 0) => "No record is past the day until which it must be kept.".to_owned(),
        (_, 1) => "One record is past the day until which it must be kept.".to_owned(),
        (_, n) => format!("{n} records are past the day until which they must be kept."),
    };
    Ok(RetentionView { rows, due, sentence })
}
