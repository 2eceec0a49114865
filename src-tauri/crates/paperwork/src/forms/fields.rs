//! What stands in each box: every field a layout may name.

use super::PaperMatter;
use crate::form_7501::fields as summary;
use customs::{Client, Country, Decimal, EntryLine, EntrySummary, ImporterNumber, LegalForm, Line, NamedAddress, Party, PowerOfAttorney, Shipment};
use std::collections::BTreeSet;

/// Reads one field of the matter.
type Field = fn(&PaperMatter<'_>) -> String;

/// Fields beyond those of the entry summary.
const FIELDS: &[(&str, Field)] = &[
    // the brokerage
    ("firm-name", |m| m.firm.name.clone()),
    ("firm-address", |m| place(&m.firm.address)),
    ("firm-phone", |m| m.firm.phone.clone()),
    ("firm-licence", |m| m.firm.licence.clone()),
    ("firm-signer", |m| m.firm.signer.clone()),
    ("firm-signer-title", |m| m.firm.signer_title.clone()),
    ("firm-and-phone", |m| joined(&[&m.firm.name, &m.firm.phone], ", ")),
    ("filer-code", |m| m.firm.filer_code.as_ref().map(ToString::to_string).unwrap_or_default()),
    // the client
    ("client-name", |m| client_name(m.client)),
    ("client-street", |m| m.client.address.street.clone()),
    ("client-city", |m| m.client.address.city.clone()),
    ("client-state", |m| m.client.address.state.clone()),
    ("client-zip", |m| m.client.address.postal_code.clone()),
    ("client-country", |m| country(&m.client.address.country)),
    ("client-address", |m| place(&m.client.address)),
    ("client-phone", |m| m.client.phone.clone()),
    ("client-email", |m| m.client.email.clone()),
    ("client-number", |m| number(m.client)),
    ("client-number-irs", |m| tick(matches!(m.client.importer_number, Some(ImporterNumber::Irs(_))))),
    ("client-number-ssn", |m| tick(matches!(m.client.importer_number, Some(ImporterNumber::SocialSecurity(_))))),
    ("client-number-cbp", |m| tick(matches!(m.client.importer_number, Some(ImporterNumber::CbpAssigned(_))))),
    ("client-without-number", |m| tick(m.client.importer_number.is_none())),
    // the authority
    ("poa-signer", |m| power(m, |p| p.signer.clone())),
    ("poa-signed", |m| power(m, |p| summary::date(p.signed))),
    ("poa-until", |m| power(m, |p| summary::date(p.expires))),
    ("poa-capacity", |m| power(m, |p| p.signer_title.clone())),
    ("poa-agent-for-service", |m| power(m, |p| p.agent_for_service.clone())),
    ("is-individual", |m| legal_form(m, LegalForm::Individual)),
    ("is-sole-proprietorship", |m| legal_form(m, LegalForm::SoleProprietorship)),
    ("is-partnership", |m| legal_form(m, LegalForm::Partnership)),
    ("is-corporation", |m| legal_form(m, LegalForm::Corporation)),
    ("is-limited-liability", |m| legal_form(m, LegalForm::LimitedLiability)),
    // what CBP Form 5106 asks besides
    ("trade-name", |m| m.client.importer_data.trade_name.clone()),
    ("physical-street", |m| m.client.importer_data.physical_address.street.clone()),
    ("physical-town", |m| place(&NamedAddress { street: String::new(), ..m.client.importer_data.physical_address.clone() })),
    ("website", |m| m.client.importer_data.website.clone()),
    ("fax", |m| m.client.importer_data.fax.clone()),
    ("business", |m| m.client.importer_data.business.clone()),
    ("naics", |m| m.client.importer_data.naics.clone()),
    ("duns", |m| m.client.importer_data.duns.clone()),
    ("entries-per-year", |m| m.client.importer_data.entries_per_year.clone()),
    ("established", |m| m.client.importer_data.established.clone()),
    ("bank", |m| m.client.importer_data.bank.clone()),
    ("certifier", |m| m.client.importer_data.certifier.clone()),
    ("certifier-title", |m| m.client.importer_data.certifier_title.clone()),
    // the entry, beyond its blocks
    ("importer-address", |m| m.entry.map_or_else(String::new, |e| place(&e.importer))),
    ("consignee-address", |m| m.entry.map_or_else(String::new, |e| place(&e.consignee))),
    ("importer-and-address", |m| m.entry.map_or_else(|| client_lines(m.client), |e| lines(&e.importer))),
    ("consignee-and-address", |m| m.entry.map_or_else(String::new, |e| lines(&e.consignee))),
    ("broker-name", |m| m.entry.map_or_else(String::new, |e| e.broker.name.clone())),
    ("single-bond", |m| m.entry.filter(|e| e.bond_type.trim() == "9").map_or_else(String::new, |e| format!("surety {}", e.surety))),
    ("bond-in-words", bond),
    ("gross-weight", weight),
    ("packages", packages),
    ("description", |m| m.entry.map_or_else(String::new, |e| each(e.lines.iter().map(|l| l.description.as_str()), "; "))),
    ("entered-value-dollars", |m| m.entry.map_or_else(String::new, |e| customs::money::dollars(e.total_entered_value))),
    ("total-dollars", |m| m.entry.map_or_else(String::new, |e| customs::money::dollars(e.total))),
    ("line-count", |m| m.entry.map_or_else(String::new, |e| e.lines.len().to_string())),
    ("bill-count", |m| m.shipments.len().to_string()),
    ("master-bill", master_bill),
    ("shipment-arrival", |m| m.entry.map_or_else(|| of_all(m, |s| summary::date(s.arrival.map(|a| a.local_day()))), |e| summary::date(e.import_date))),
    ("tariff-edition", |m| m.entry.map_or_else(String::new, |e| format!("of {}", e.entry_date.format("%m/%d/%Y")))),
    ("prepared-on", |m| m.stamp.prepared_at.format("%m/%d/%Y").to_string()),
    ("encloses-7501", |m| tick(m.entry.is_some())),
    ("encloses-invoice", |m| tick(!m.shipments.is_empty())),
    // the shipment
    ("seller", |m| of_one(m, |s| s.shipper.as_deref().map(party).unwrap_or_default())),
    ("buyer", |m| of_one(m, |s| s.purchaser.as_deref().or(s.consignee.as_deref()).map(party).unwrap_or_default())),
    ("ship-to", |m| of_one(m, |s| s.consignee.as_deref().map(party).unwrap_or_default())),
    ("invoice-number", |m| of_one(m, |s| s.invoice_number.clone().unwrap_or_default())),
    ("order-number", |m| of_one(m, |s| s.order_number.clone().unwrap_or_default())),
    ("tracking-number", |m| of_one(m, |s| s.tracking_number.clone().unwrap_or_default())),
    ("house-bill", |m| of_one(m, |s| s.id.clone())),
    ("country-of-shipment", |m| of_one(m, |s| country(s.country_of_shipment.as_deref().unwrap_or_default()))),
    ("shipped-on", |m| of_one(m, |s| summary::date(s.exported))),
    ("arrived-on", |m| of_one(m, |s| summary::date(s.arrival.map(|a| a.local_day())))),
    ("currency", |m| of_one(m, currency)),
    ("exchange-rate", |m| of_one(m, exchange)),
    ("sold", |m| of_one(m, |s| tick(s.goods_sold == Some(true)))),
    ("not-sold", |m| of_one(m, |s| tick(s.goods_sold == Some(false)))),
    // filled in by hand, or where nobody gave it
    ("by-hand", |_| String::new()),
];

/// The value of a field; empty for a name no layout may use.
pub(crate) fn value(matter: &PaperMatter<'_>, field: &str) -> String {
    match FIELDS.iter().find(|(name, _)| *name == field) {
        Some((_, read)) => read(matter),
        None => matter.entry.map_or_else(String::new, |entry| summary::value(entry, field)),
    }
}

/// Whether a layout may name it.
#[cfg(test)]
pub(crate) fn is_known(field: &str) -> bool {
    FIELDS.iter().any(|(name, _)| *name == field) || summary::FIELDS.iter().any(|(name, _)| *name == field)
}

fn tick(set: bool) -> String {
    if set { "X".to_owned() } else { String::new() }
}

/// Texts that are not empty, with something between them.
pub(crate) fn joined(texts: &[&str], between: &str) -> String {
    texts.iter().map(|t| t.trim()).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(between)
}

/// Each different text once, in the order they come.
pub(crate) fn each<'a>(texts: impl Iterator<Item = &'a str>, between: &str) -> String {
    let mut seen = BTreeSet::new();
    texts.map(str::trim).filter(|t| !t.is_empty() && seen.insert(*t)).collect::<Vec<_>>().join(between)
}

/// The name of a country, or what was written where it is none.
pub(crate) fn country(code: &str) -> String {
    Country::parse(code).map_or_else(|| code.trim().to_owned(), |c| c.name().to_owned())
}

fn abroad(code: &str) -> String {
    if matches!(code.trim(), "" | "US") { String::new() } else { country(code) }
}

/// An address on one line.
pub(crate) fn place(a: &NamedAddress) -> String {
    joined(&[&a.street, &a.city, &joined(&[&a.state, &a.postal_code], " "), &abroad(&a.country)], ", ")
}

fn lines(a: &NamedAddress) -> String {
    joined(&[&a.name, &a.street, &joined(&[&a.city, &joined(&[&a.state, &a.postal_code], " ")], ", "), &abroad(&a.country)], "\n")
}

/// Name and address of a party, under one another.
pub(crate) fn party(p: &Party) -> String {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let street = joined(&[&text(&p.address1), &text(&p.address2)], ", ");
    let town = joined(&[&text(&p.city), &joined(&[&text(&p.region), &text(&p.postal_code)], " ")], ", ");
    joined(&[&text(&p.name), &street, &town, &country(&text(&p.country))], "\n")
}

fn client_lines(client: &Client) -> String {
    lines(&NamedAddress { name: client_name(client), ..client.address.clone() })
}

fn client_name(client: &Client) -> String {
    if client.address.name.is_empty() { client.name.clone() } else { client.address.name.clone() }
}

fn number(client: &Client) -> String {
    client.importer_number.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn power(matter: &PaperMatter<'_>, read: fn(&PowerOfAttorney) -> String) -> String {
    matter.client.power_of_attorney.as_ref().map(read).unwrap_or_default()
}

/// A tick where the client is of this kind; a power marked as a partnership's says so too.
fn legal_form(matter: &PaperMatter<'_>, form: LegalForm) -> String {
    let partners = matter.client.power_of_attorney.as_ref().is_some_and(|p| p.partnership).then_some(LegalForm::Partnership);
    tick(matter.client.legal_form.or(partners) == Some(form))
}

fn of_one(matter: &PaperMatter<'_>, read: fn(&Shipment) -> String) -> String {
    matter.shipments.first().map(|one| read(&one.shipment)).unwrap_or_default()
}

/// What all shipments have in common, or that they differ.
fn of_all(matter: &PaperMatter<'_>, read: fn(&Shipment) -> String) -> String {
    let values: BTreeSet<String> = matter.shipments.iter().map(|one| read(&one.shipment)).filter(|v| !v.is_empty()).collect();
    match values.len() {
        0 | 1 => values.into_iter().next().unwrap_or_default(),
        _ => "see rows".to_owned(),
    }
}

fn bond(matter: &PaperMatter<'_>) -> String {
    matter.entry.map_or_else(String::new, bond_in_words)
}

/// The bond an entry rests on, as a broker says it.
pub(crate) fn bond_in_words(entry: &EntrySummary) -> String {
    match entry.bond_type.trim() {
        "0" => "none required".to_owned(),
        "8" => format!("continuous, surety {}", entry.surety),
        "9" => format!("single transaction, surety {}", entry.surety),
        other => other.to_owned(),
    }
}

fn weight(matter: &PaperMatter<'_>) -> String {
    let Some(entry) = matter.entry else { return String::new() };
    let known: Vec<Decimal> = entry.lines.iter().filter_map(|l| l.gross_weight_kg).collect();
    let sum: Decimal = known.iter().sum();
    match (known.len(), entry.lines.len()) {
        (0, _) => String::new(),
        (all, lines) if all == lines => format!("{} KG", summary::whole(sum)),
        (some, lines) => format!("{} KG on {some} of {lines} lines", summary::whole(sum)),
    }
}

/// The packages of all lines, added where they are of one kind: `3 CTN`, `3 CTN, 1 PLT`.
fn packages(matter: &PaperMatter<'_>) -> String {
    let Some(entry) = matter.entry else { return String::new() };
    let mut by_kind: Vec<(String, Decimal)> = Vec::new();
    for line in entry.lines.iter().filter(|l: &&EntryLine| !l.manifest_quantity.trim().is_empty()) {
        let (count, kind) = line.manifest_quantity.trim().split_once(' ').unwrap_or((line.manifest_quantity.trim(), ""));
        let Ok(count) = count.replace(',', "").parse::<Decimal>() else {
            // Not a number and a kind: as they were written.
            return each(entry.lines.iter().map(|l| l.manifest_quantity.as_str()), ", ");
        };
        match by_kind.iter_mut().find(|(known, _)| known == kind.trim()) {
            Some((_, sum)) => *sum += count,
            None => by_kind.push((kind.trim().to_owned(), count)),
        }
    }
    by_kind.iter().map(|(kind, sum)| format!("{} {kind}", sum.normalize()).trim().to_owned()).collect::<Vec<_>>().join(", ")
}

/// The first bill, where there is a house bill besides.
fn master_bill(matter: &PaperMatter<'_>) -> String {
    matter.entry.filter(|e| e.bills.len() > 1).and_then(|e| e.bills.first().cloned()).unwrap_or_default()
}

fn currency(shipment: &Shipment) -> String {
    shipment.currency.clone().filter(|c| !c.is_empty()).unwrap_or_else(|| "USD".to_owned())
}

fn exchange(shipment: &Shipment) -> String {
    match (shipment.currency.as_deref(), shipment.exchange_rate) {
        (Some(currency), Some(rate)) if currency != "USD" && !currency.is_empty() => format!("1 {currency} = {} USD", rate.normalize()),
        _ => String::new(),
    }
}

/// The value of a line in the shipment's own currency, two decimals at least.
pub(crate) fn line_value(line: &Line) -> String {
    line.customs_value().map(customs::money::plain).unwrap_or_default()
}
