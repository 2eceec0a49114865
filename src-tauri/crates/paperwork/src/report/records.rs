//! Documents and files, history, gaps.

use super::cover::count;
use super::flow::{A_FEW_LINES, BODY, Column, Flow, NOTE, Row, cell};
use crate::pack::AuditMatter;
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
            let size = format!("as received, {}", count(file.bytes.len(), "byte", "bytes"));
            vec![cell(file.name.clone()), cell(size), hash(&file.sha256)]
        })
        .collect();
    rows.extend(matter.documents.iter().map(|document| {
        let state = match &document.bytes {
            Some(bytes) => format!("{} for {}, {}", document.kind, document.about, count(bytes.len(), "byte", "bytes")),
            None => format!("{} for {}: not at hand", document.kind, document.about),
        };
        vec![cell(document.name.clone()), cell(state), hash(&document.sha256)]
    }));
    if rows.is_empty() {
        flow.paragraph("There are no files and no documents in this pack.", BODY);
    }
    flow.table(&[Column::left("File", 130), Column::left("What it is", 128), Column::left("SHA-256", 254)], &rows);
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
    if shown.is_empty() {
        flow.paragraph("The journal has no events for this scope.", BODY);
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
            let hash: String = text(event, "hash").chars().take(16).collect();
            vec![
                cell(event.get("seq").map(ToString::to_string).unwrap_or_default()),
                cell(text(event, "at").replace('T', " ").trim_end_matches('Z').chars().take(19).collect::<String>()),
                cell(text(event, "who")),
                cell(text(event, "kind").replace('-', " ")),
                cell(text(event, "subject").replacen(':', " ", 1)),
                vec![(NOTE, hash)],
            ]
        })
        .collect();
    let columns = [
        Column::right("No.", 40),
        Column::left("When (UTC)", 92),
        Column::left("Who", 84),
        Column::left("What", 104),
        Column::left("About", 112),
        Column::left("Hash begins", 80),
    ];
    flow.table(&columns, &rows);
    if digests > 0 {
        flow.paragraph(
            &format!(
                "{} in journal/extract.json as a digest only, because other clients are concerned (19 CFR 111.24).",
                count(digests, "event between these appears", "events between these appear, each")
            ),
            NOTE,
        );
    }
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
