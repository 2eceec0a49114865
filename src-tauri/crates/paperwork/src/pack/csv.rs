//! The shipments as a table for a spreadsheet program.

use super::matter::{AuditMatter, AuditShipment, row_ranges};
use crate::PaperError;
use crate::sheets::{csv_rows, neutral};
use customs::{Decimal, Line, Party};

const HEAD: &[&str] = &[
    "shipment",
    "arrival",
    "mode",
    "country_of_shipment",
    "consignee",
    "consignee_city",
    "consignee_region",
    "consignee_postal_code",
    "consignee_country",
    "shipper",
    "order_number",
    "line",
    "description",
    "hts",
    "origin",
    "quantity",
    "value",
    "currency",
    "exchange_rate",
    "value_usd",
    "weight_kg",
    "route",
    "exempt",
    "entry_type",
    "entry_number",
    "source_file",
    "source_rows",
];

/// One row for each line of goods; amounts as text with a point, dates as in ISO 8601.
///
/// A cell that a spreadsheet program would take for a formula begins with an apostrophe.
pub(crate) fn shipments(matter: &AuditMatter) -> Result<Vec<u8>, PaperError> {
    let head = HEAD.iter().map(|head| (*head).to_owned()).collect();
    csv_rows(std::iter::once(head).chain(matter.shipments.iter().flat_map(of_shipment)))
}

fn of_shipment(audited: &AuditShipment) -> Vec<Vec<String>> {
    let s = &audited.shipment;
    let party = |party: &Option<Box<Party>>, read: fn(&Party) -> &Option<String>| party.as_ref().and_then(|p| read(p).clone()).unwrap_or_default();
    let decision = audited.decision.as_ref();
    let front = [
        s.id.clone(),
        s.arrival.map(|a| a.to_string()).unwrap_or_default(),
        s.mode.map(|m| format!("{m:?}").to_lowercase()).unwrap_or_default(),
        s.country_of_shipment.clone().unwrap_or_default(),
        party(&s.consignee, |p| &p.name),
        party(&s.consignee, |p| &p.city),
        party(&s.consignee, |p| &p.region),
        party(&s.consignee, |p| &p.postal_code),
        party(&s.consignee, |p| &p.country),
        party(&s.shipper, |p| &p.name),
        s.order_number.clone().unwrap_or_default(),
    ];
    let back = [
        decision.map(|d| d.route.code().to_owned()).unwrap_or_default(),
        decision.and_then(|d| d.exempt).map(|e| if e { "yes" } else { "no" }.to_owned()).unwrap_or_default(),
        decision.and_then(|d| d.entry_type.clone()).unwrap_or_default(),
        audited.entry_number.as_ref().map(ToString::to_string).unwrap_or_default(),
        audited.source_file.clone(),
        row_ranges(&audited.source_rows),
    ];
    let of_line = |(number, line): (usize, &Line)| {
        let amount = |n: Option<Decimal>| n.map(|n| n.to_string()).unwrap_or_default();
        let usd = line.value.zip(s.usd_per_unit()).and_then(|(value, rate)| value.checked_mul(rate)).map(|usd| customs::money::cents(usd).to_string());
        let middle = [
            (number + 1).to_string(),
            line.description.clone(),
            line.hts.clone().unwrap_or_default(),
            line.origin.clone().unwrap_or_default(),
            amount(line.quantity),
            amount(line.value),
            s.currency.clone().unwrap_or_else(|| "USD".to_owned()),
            amount(s.exchange_rate),
            usd.unwrap_or_default(),
            amount(line.weight_kg),
        ];
        front.iter().chain(&middle).chain(&back).map(|cell| neutral(cell)).collect()
    };
    s.lines.iter().enumerate().map(of_line).collect()
}
