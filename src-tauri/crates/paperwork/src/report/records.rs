//! Documents and files, history, gaps.

use super::cover::AMBER;
use super::cover::count;
use super::events::{capital, told};
use super::flow::{A_FEW_LINES, BODY, Column, Flow, NOTE, Row, SMALL, cell};
use crate::pack::AuditMatter;
use crate::pack::request::{ASKED, answers};
use crate::page::Style;
use crate::units::{hundredths, pt};
use serde_json::Value;

/// The newest events a report prints; all of them are in the extract.
const MOST_EVENTS: usize = 1_000;

pub(crate) fn records(flow: &mut Flow, matter: &AuditMatter) {
    flow.section("Files and documents", A_FEW_LINES);
    let hash = |sha256: &str| vec![(Style::new(hundredths(650)), sha256.to_owned())];
    let mut rows: Vec<Row> = matter
        .originals
        .iter()
        .map(|file| {
            let size = if matter.redacted { "as received; left out, it names people".to_owned() } else { format!("as received, {}", bytes(file.bytes.len())) };
            vec![cell(file.name.clone()), cell(size), hash(&file.sha256)]
        })
        .collect();
    rows.extend(matter.documents.iter().map(|document| {
        let what = format!("{} for {}", document.kind.title(), document.about);
        let state = match &document.bytes {
            Some(content) => format!("{what}, {}", bytes(content.len())),
            None if matter.redacted => format!("{what}; left out, it may name people"),
            None => format!("{what}: not at hand"),
        };
        vec![cell(document.name.clone()), cell(state), hash(&document.sha256)]
    }));
    if rows.is_empty() {
        flow.paragraph("There are no files and no documents in this pack.", BODY);
    }
    flow.table(&[Column::left("File", 130), Column::left("What it is", 128), Column::left("SHA-256", 254)], &rows);
}

fn bytes(size: usize) -> String {
    count(size, "byte", "bytes")
}

/// What CBP Form 28 asks for, entry by entry: here, or missing.
pub(crate) fn request(flow: &mut Flow, matter: &AuditMatter) {
    if matter.entries.is_empty() {
        return;
    }
    flow.section("If CBP asks: Form 28", A_FEW_LINES);
    flow.paragraph("The papers that a request for information asks for most often. Those that are here stand in the folder cf-28, with answer.txt.", BODY);
    let rows: Vec<Row> = matter
        .entries
        .iter()
        .map(|entry| {
            let mut row = vec![vec![(SMALL.bold(), entry.number.to_string())]];
            row.extend(ASKED.map(|kind| match answers(matter, entry, kind).count() {
                0 => vec![(Style { colour: AMBER, ..SMALL.bold() }, "missing".to_owned())],
                1 => cell("here"),
                n => cell(format!("{n} here")),
            }));
            row
        })
        .collect();
    let columns = [
        Column::left("Entry", 92),
        Column::left("Invoice", 70),
        Column::left("Proof of payment", 70),
        Column::left("Purchase order", 70),
        Column::left("Literature", 70),
        Column::left("Classification", 70),
        Column::left("Value", 70),
    ];
    flow.table(&columns, &rows);
}

/// What people at the desk noted, and what became of it.
pub(crate) fn notes(flow: &mut Flow, matter: &AuditMatter) {
    if matter.notes.is_empty() {
        return;
    }
    flow.section("Notes", A_FEW_LINES);
    let rows: Vec<Row> = matter
        .notes
        .iter()
        .map(|note| {
            let mut words = cell(if matter.redacted { "Left out; it may name people." } else { note.text.as_str() });
            if let Some(due) = note.due {
                words.push((NOTE, format!("to be seen again on {due}")));
            }
            match (note.done.is_empty(), matter.redacted) {
                (true, _) if note.due.is_some() => words.push((Style { colour: AMBER, ..NOTE }, "not dealt with yet".to_owned())),
                (true, _) => {}
                (false, true) => words.push((NOTE, "dealt with".to_owned())),
                (false, false) => words.push((NOTE, format!("dealt with by {}", plain_moment(&note.done)))),
            }
            vec![cell(note.at.format("%Y-%m-%d %H:%M").to_string()), cell(note.who.clone()), cell(capital(&note.about.to_string())), words]
        })
        .collect();
    flow.table(&[Column::left("When (UTC)", 84), Column::left("Who", 64), Column::left("On", 120), Column::left("Note", 244)], &rows);
}

/// `MO, 2024-06-03T14:00:00.000Z` as `MO, 2024-06-03 14:00`.
fn plain_moment(done: &str) -> String {
    match done.rsplit_once(", ") {
        Some((who, at)) => format!("{who}, {}", at.replace('T', " ").chars().take(16).collect::<String>()),
        None => done.to_owned(),
    }
}

pub(crate) fn history(flow: &mut Flow, matter: &AuditMatter) {
    flow.section("History", A_FEW_LINES);
    let mut shown: Vec<&Value> = Vec::new();
    let mut digests = 0usize;
    for link in &matter.journal {
        match link.get("event") {
            Some(Value::Null) => digests += 1,
            Some(event) => shown.push(event),
            None => shown.push(link),
        }
    }
    if shown.is_empty() && !matter.redacted {
        flow.paragraph("The journal has no events for this scope.", BODY);
    }
    if matter.redacted {
        flow.paragraph(
            &format!(
                "The wording of events names people and is left out; {} in journal/extract.json as digests.",
                count(digests, "link of the chain is", "links of the chain are")
            ),
            BODY,
        );
        return;
    }
    let hidden = shown.len().saturating_sub(MOST_EVENTS);
    if hidden > 0 {
        flow.paragraph(&format!("The newest {MOST_EVENTS} events are printed; {hidden} older ones are in journal/extract.json."), BODY);
    }
    let text = |event: &Value, key: &str| event.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let rows: Vec<Row> = shown
        .iter()
        .skip(hidden)
        .map(|event| {
            let hash: String = text(event, "hash").chars().take(12).collect();
            vec![
                cell(event.get("seq").map(ToString::to_string).unwrap_or_default()),
                cell(text(event, "at").replace('T', " ").trim_end_matches('Z').chars().take(19).collect::<String>()),
                cell(text(event, "who")),
                cell(told(event)),
                cell(named(matter, &text(event, "subject"))),
                vec![(NOTE, hash)],
            ]
        })
        .collect();
    let columns = [
        Column::right("No.", 34),
        Column::left("When (UTC)", 84),
        Column::left("Who", 64),
        Column::left("What", 166),
        Column::left("About", 94),
        Column::left("Hash begins", 70),
    ];
    flow.table(&columns, &rows);
    if digests > 0 {
        flow.paragraph(
            &format!(
                "{} in journal/extract.json as a digest only: they concern the firm itself or other clients (19 CFR 111.24), or their words were purged.",
                count(digests, "event between these appears", "events between these appear, each")
            ),
            NOTE,
        );
    }
}

/// A subject of the journal as a person knows it.
fn named(matter: &AuditMatter, subject: &str) -> String {
    matter.names.get(subject).cloned().unwrap_or_else(|| subject.replacen(':', " ", 1))
}

pub(crate) fn gaps(flow: &mut Flow, gaps: &[String]) {
    flow.section("Gaps", A_FEW_LINES);
    if gaps.is_empty() {
        flow.paragraph("None known.", BODY);
    }
    for (number, gap) in (1..).zip(gaps) {
        flow.indented(&format!("{number}. {gap}"), BODY, pt(4));
    }
}
