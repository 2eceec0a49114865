//! One shipment after another: facts, goods, every test with its figures and law.

use super::cover::{AMBER, GREEN, RED, route_colour, route_name, value_usd};
use super::flow::{BODY, Column, Flow, NOTE, Row, SMALL, cell};
use crate::pack::{AuditMatter, AuditShipment, unnamed};
use crate::page::{Colour, Style};
use crate::units::pt;
use customs::{Citation, Claim, Confidence, Decimal, Decision, Outcome, Party, Shipment};

pub(crate) fn decisions(flow: &mut Flow, matter: &AuditMatter, from: usize, to: usize) {
    let ours = matter.shipment_ids();
    for audited in matter.shipments.get(from..to).unwrap_or_default() {
        let at_right = audited.decision.as_ref().map_or("not decided", |d| route_name(d.route));
        flow.heading(&format!("Shipment {}", audited.shipment.id), at_right);
        facts(flow, audited);
        goods(flow, &audited.shipment);
        match &audited.decision {
            Some(decision) => {
                explain(flow, decision, &|id| ours.contains(id));
                if let Some(stamp) = matter.earlier_law(audited) {
                    let text = format!(
                        "Decided by the rulebook {}, law verified through {}: not the one named on the first page.",
                        stamp.version, stamp.verified_through
                    );
                    flow.paragraph(&text, NOTE);
                }
            }
            None => flow.paragraph("No decision was made on this shipment.", Style { colour: AMBER, ..BODY.bold() }),
        }
    }
}

fn facts(flow: &mut Flow, audited: &AuditShipment) {
    let s = &audited.shipment;
    let rows = crate::pack::rows_of(audited);
    let currency = s.currency.as_deref().filter(|c| !matches!(*c, "" | "USD"));
    let exchange = currency.map(|currency| match s.exchange_rate {
        Some(rate) => format!("1 {currency} = {} USD", rate.normalize()),
        None => format!("{currency}, no rate of exchange known"),
    });
    let claim = match s.claim {
        Claim::Commercial => "",
        Claim::Gift => "a bona fide gift",
        Claim::Accompanied => "goods with a traveler",
    };
    flow.facts(&[
        ("Arrival", s.arrival.map(|a| a.to_string()).unwrap_or_default()),
        ("Value", value_usd(s).map_or_else(|| "unknown".to_owned(), customs::money::dollars)),
        ("Consignee", party(s.consignee.as_deref())),
        ("Shipper", party(s.shipper.as_deref())),
        ("Purchaser", party(s.purchaser.as_deref())),
        ("Owner", party(s.owner.as_deref())),
        ("Country of shipment", s.country_of_shipment.clone().unwrap_or_default()),
        ("Mode", s.mode.map(|m| format!("{m:?}")).unwrap_or_default()),
        ("Claimed as", claim.to_owned()),
        ("Exchange", exchange.unwrap_or_default()),
        ("Order", s.order_number.clone().unwrap_or_default()),
        ("Invoice", s.invoice_number.clone().unwrap_or_default()),
        ("Received in", if rows.is_empty() { audited.source_file.clone() } else { format!("{}, rows {rows}", audited.source_file) }),
        ("Entry", audited.entry_number.as_ref().map(ToString::to_string).unwrap_or_default()),
    ]);
}

fn party(party: Option<&Party>) -> String {
    let Some(p) = party else { return String::new() };
    let town = [p.city.as_deref(), p.region.as_deref(), p.postal_code.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    [p.name.clone(), p.address1.clone(), p.address2.clone(), Some(town), p.country.clone()]
        .into_iter()
        .flatten()
        .filter(|part| !part.trim().is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

fn goods(flow: &mut Flow, s: &Shipment) {
    let amount = |n: Option<Decimal>| n.map(|n| n.normalize().to_string()).unwrap_or_default();
    let currency = s.currency.as_deref().filter(|c| !c.is_empty()).unwrap_or("USD");
    let rows: Vec<Row> = s
        .lines
        .iter()
        .map(|line| {
            let mut description = cell(line.description.clone());
            if let Some(sku) = line.sku.as_deref().filter(|sku| !sku.is_empty()) {
                description.push((NOTE, format!("SKU {sku}")));
            }
            vec![
                description,
                cell(line.hts.clone().unwrap_or_default()),
                cell(line.origin.clone().unwrap_or_default()),
                cell(amount(line.quantity)),
                cell(amount(line.weight_kg)),
                cell(line.value.map_or_else(|| "no value".to_owned(), |v| format!("{} {currency}", customs::money::plain(v)))),
            ]
        })
        .collect();
    let columns = [
        Column::left("Goods", 238),
        Column::left("HTS number", 74),
        Column::left("Origin", 38),
        Column::right("Pieces", 42),
        Column::right("kg", 36),
        Column::right("Value", 84),
    ];
    flow.table(&columns, &rows);
}

fn explain(flow: &mut Flow, decision: &Decision, ours: &dyn Fn(&str) -> bool) {
    let colour = route_colour(decision.route);
    let why = match (decision.exempt, &decision.entry_type) {
        (Some(true), _) => "free of duty and tax".to_owned(),
        (Some(false), Some(entry_type)) => format!("entry type {entry_type}"),
        (Some(false), None) => "not free of duty and tax".to_owned(),
        (None, _) => "not settled until a person has looked".to_owned(),
    };
    flow.paragraph(&format!("Decision: {}; {why}.", route_name(decision.route)), Style { colour, ..BODY.bold() });
    if let Some(person) = &decision.person {
        let total = decision.person_day_total.map(|t| format!(", {} on that day", customs::money::dollars(t))).unwrap_or_default();
        let (mut here, elsewhere): (Vec<&str>, Vec<&str>) = person.shipments.iter().map(String::as_str).partition(|id| ours(id) || unnamed(id));
        let outside = format!("{} outside this pack", elsewhere.len());
        if !elsewhere.is_empty() {
            here.push(&outside);
        }
        flow.paragraph(&format!("Person counted: {}{total}: {}.", person.name, here.join("; ")), BODY);
    }
    if decision.would_have_qualified {
        flow.paragraph("Only the suspension of 19 USC 1321(a)(2)(C) stands in the way of a free passage.", BODY);
    }
    let tests: Vec<Row> = decision
        .tests
        .iter()
        .map(|test| {
            let (mark, colour) = match test.outcome {
                Outcome::Pass => ("PASS", GREEN),
                Outcome::Fail => ("FAIL", RED),
                Outcome::Review => ("REVIEW", AMBER),
                Outcome::NotApplicable => ("n/a", Colour::MUTED),
            };
            let style = if test.outcome == Outcome::NotApplicable { SMALL } else { SMALL.bold() };
            vec![vec![(Style { colour, ..style }, mark.to_owned())], cell(test.id.replace('-', " ")), reason(&test.because, &test.citations)]
        })
        .collect();
    flow.table(&[Column::left("Result", 46), Column::left("Test", 96), Column::left("Why, and under which law", 370)], &tests);
    if !decision.advisories.is_empty() {
        let rows: Vec<Row> = decision.advisories.iter().map(|a| vec![cell(a.about.replace(':', ": ")), reason(&a.because, &a.citations)]).collect();
        flow.table(&[Column::left("To know", 142), Column::left("", 370)], &rows);
    }
    flow.space(pt(4));
}

fn reason(because: &str, citations: &[Citation]) -> Vec<(Style, String)> {
    let mut parts = cell(because);
    if !citations.is_empty() {
        parts.push((NOTE, cited(citations)));
    }
    parts
}

/// `19 CFR 10.151; 90 FR 42418 (secondary)`.
pub(crate) fn cited(citations: &[Citation]) -> String {
    let one = |c: &Citation| match c.confidence {
        Confidence::Primary => c.text.clone(),
        Confidence::Secondary => format!("{} (secondary)", c.text),
        Confidence::Unverified => format!("{} (unverified)", c.text),
    };
    citations.iter().map(one).collect::<Vec<_>>().join("; ")
}
