//! The certificate of destruction: what was taken out of a client's record, when it was no longer to be kept, and what proves it.

use super::decision::cited;
use super::flow::{A_FEW_LINES, BODY, Column, Flow, NOTE, Row, SMALL, cell};
use crate::page::{Document, Style};
use crate::units::{hundredths, pt};
use chrono::{DateTime, NaiveDate, Utc};
use customs::Citation;

/// What a certificate speaks of: one client's records, all of one purge.
#[derive(Clone, Debug)]
pub struct DestructionCertificate {
    /// The firm that kept the records.
    pub firm: String,
    /// Its licence; may be empty.
    pub licence: String,
    /// Whose records they were.
    pub client: String,
    /// The event of the journal.
    pub event: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub who: String,
    /// Hash of the event.
    pub hash: String,
    /// What went, in words.
    pub went: String,
    /// The records, each by its rule.
    pub records: Vec<CertificateRecord>,
    /// SHA-256 of the files and documents whose bytes are gone.
    pub files: Vec<String>,
    /// Version of the program.
    pub program: String,
}

/// A record that is gone.
#[derive(Clone, Debug)]
pub struct CertificateRecord {
    /// What it was.
    pub what: String,
    /// The day its years ran from.
    pub since: Option<NaiveDate>,
    /// The last day it had to be kept.
    pub until: Option<NaiveDate>,
    /// The rule, in a sentence.
    pub rule: String,
    /// The law behind it.
    pub citations: Vec<Citation>,
}

/// Draws the certificate.
pub fn destruction_certificate(certificate: &DestructionCertificate) -> Document {
    let c = certificate;
    let mut flow = Flow::new();
    flow.paragraph("CERTIFICATE OF DESTRUCTION OF RECORDS", Style::new(pt(8)).bold().muted());
    flow.paragraph(&c.client, Style::new(pt(21)).bold());
    flow.space(pt(4));
    let licence = if c.licence.is_empty() { String::new() } else { format!(", customs broker license {}", c.licence) };
    flow.paragraph(
        &format!(
            "{}{licence}, took the records named below out of its desk file on {}. Each had been kept until its day; none was under a legal hold. They were: {}.",
            if c.firm.trim().is_empty() { "The broker" } else { &c.firm },
            c.at.format("%-d %B %Y"),
            c.went
        ),
        Style::new(pt(10)),
    );
    flow.space(pt(8));
    flow.facts(&[
        ("Done", c.at.format("%Y-%m-%d %H:%M:%S UTC").to_string()),
        ("By", c.who.clone()),
        ("Event of the journal", c.event.to_string()),
        ("Done with", format!("Entrydesk {}", c.program)),
    ]);
    flow.paragraph(&format!("Hash of the event: {}", c.hash), Style::new(hundredths(750)));

    flow.section("Records", A_FEW_LINES);
    let day = |day: Option<NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    let rows: Vec<Row> = c
        .records
        .iter()
        .map(|r| {
            let mut rule = vec![(SMALL, r.rule.clone())];
            if !r.citations.is_empty() {
                rule.push((NOTE, cited(&r.citations)));
            }
            vec![vec![(SMALL.bold(), r.what.clone())], cell(day(r.since)), cell(day(r.until)), rule]
        })
        .collect();
    flow.table(&[Column::left("Record", 190), Column::left("Years run from", 66), Column::left("Kept until", 66), Column::left("By which rule", 190)], &rows);

    if !c.files.is_empty() {
        flow.section("Files and documents whose bytes are gone", A_FEW_LINES);
        let rows: Vec<Row> = c.files.iter().zip(1u64..).map(|(sha256, n)| vec![cell(n.to_string()), vec![(Style::new(pt(7)), sha256.clone())]]).collect();
        flow.table(&[Column::right("No.", 40), Column::left("SHA-256", 472)], &rows);
    }

    flow.section("What was done, and what is left", A_FEW_LINES);
    for text in [
        "The shipments with every version of them, the decisions, the entry summaries, the notes and the documents named above were overwritten in the desk file, and so were the words \
         of the journal's events about them.",
        "What is left: that each record was here, who did what with it and when, and the SHA-256 of what it said. The numbers of the entries stay spent. \
         The client's card stays as long as the client does, with what the journal says of changes to it.",
        "Backups made before this event, copies kept elsewhere, and packs and papers written before it still hold these records until they are destroyed themselves. \
         A desk file restored from such a backup has them again and does not have this event: that is how a return of them shows.",
        "To check: open the desk file in Entrydesk and verify the journal, or run entrydesk-cli verify with the file or any later backup. The event named above stands in \
         it with this very hash, and every other record holds against it.",
    ] {
        flow.paragraph(text, BODY);
        flow.space(pt(3));
    }
    flow.need(pt(70));
    flow.space(pt(34));
    flow.paragraph("______________________________________________", BODY);
    flow.paragraph("Name, title, date", NOTE);

    let title = format!("Certificate of destruction, {}", c.client);
    let (pages, issues, outline) = flow.finish(&title, [&c.firm, &format!("Journal event {}, {}", c.event, c.hash)]);
    Document { title, author: c.firm.clone(), pages, issues, outline, prepared_at: c.at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_names_the_records_their_rules_and_the_event_that_proves_it() {
        let day = |text: &str| Some(text.parse().unwrap());
        let record = CertificateRecord {
            what: "Entry 916-0000001-1".into(),
            since: day("2021-03-04"),
            until: day("2026-03-04"),
            rule: "5 years after the date of entry.".into(),
            citations: Vec::new(),
        };
        let certificate = DestructionCertificate {
            firm: "Harbor Lane Customs Brokers".into(),
            licence: String::new(),
            client: "Nordlicht Keramik GmbH".into(),
            event: 812,
            at: "2026-11-23T10:00:00Z".parse().unwrap(),
            who: "MO".into(),
            hash: "9f2c".repeat(16),
            went: "1 entry".into(),
            records: vec![record],
            files: vec!["ab".repeat(32)],
            program: "1.0".into(),
        };
        let paper = destruction_certificate(&certificate);
        assert_eq!((paper.pages.len(), paper.issues.len()), (1, 0));
        let text: Vec<String> = paper.text().into_iter().map(|w| w.text).collect();
        let text = text.join(" ");
        for wanted in
            ["916-0000001-1", "2026-03-04", "5 years after the date of entry.", &"9f2c".repeat(16), &"ab".repeat(32), "until they are destroyed themselves"]
        {
            assert!(text.contains(wanted), "{wanted}: {text}");
        }
    }
}
