//! What stands in each box: the fields a layout may name, taken from the entry.

use super::layout::{Edition, Layout};
use chrono::NaiveDate;
use customs::{Country, Decimal, EntrySummary, NamedAddress};

/// Reads one field of an entry.
type Field = fn(&EntrySummary) -> String;

/// Every field a layout may name.
pub(crate) const FIELDS: &[(&str, Field)] = &[
    ("entry-number", |e| e.number.to_string()),
    ("entry-type", |e| format!("{} {}", e.entry_type, e.abi_status).trim().to_owned()),
    ("summary-date", |e| date(e.summary_date)),
    ("surety", |e| e.surety.clone()),
    ("bond-type", |e| e.bond_type.clone()),
    ("port", |e| e.port.clone()),
    ("entry-date", |e| date(Some(e.entry_date))),
    ("carrier", |e| e.carrier.clone()),
    ("mode", |e| e.mode_code.clone()),
    ("origin", |e| e.origin.clone()),
    ("import-date", |e| date(e.import_date)),
    ("bills", |e| e.bills.join(", ")),
    ("manufacturer", |e| e.manufacturer_id.clone()),
    ("exporting-country", |e| e.exporting_country.clone()),
    ("export-date", |e| date(e.export_date)),
    ("it-number", |e| e.it_number.clone()),
    ("it-date", |e| date(e.it_date)),
    ("missing-documents", |e| e.missing_documents.clone()),
    ("foreign-port", |e| e.foreign_port.clone()),
    ("port-of-unlading", |e| e.port_of_unlading.clone()),
    ("melt-and-pour", |e| e.melt_and_pour.clone()),
    ("primary-smelt", |e| e.primary_smelt.clone()),
    ("secondary-smelt", |e| e.secondary_smelt.clone()),
    ("country-of-cast", |e| e.country_of_cast.clone()),
    ("location", |e| e.location.clone()),
    ("consignee-number", |e| e.consignee_number.clone()),
    ("importer-number", |e| e.importer_number.clone()),
    ("reference-number", |e| e.reference_number.clone()),
    ("consignee-name", |e| e.consignee.name.clone()),
    ("consignee-street", |e| e.consignee.street.clone()),
    ("consignee-city", |e| city(&e.consignee)),
    ("consignee-state", |e| e.consignee.state.clone()),
    ("consignee-zip", |e| e.consignee.postal_code.clone()),
    ("importer-name", |e| e.importer.name.clone()),
    ("importer-street", |e| e.importer.street.clone()),
    ("importer-city", |e| city(&e.importer)),
    ("importer-state", |e| e.importer.state.clone()),
    ("importer-zip", |e| e.importer.postal_code.clone()),
    ("total-entered-value", |e| whole(e.total_entered_value)),
    ("total-other-fees", |e| amount(e.other)),
    ("duty", |e| amount(e.duty)),
    ("tax", |e| amount(e.tax)),
    ("other", |e| amount(e.other)),
    ("total", |e| amount(e.total)),
    ("declarant", |e| e.declarant.clone()),
    ("declarant-title", |e| e.declarant_title.clone()),
    ("broker", broker),
    ("file-number", |e| e.file_number.clone()),
];

/// The value of a field; empty for a name no layout may use.
pub(crate) fn value(entry: &EntrySummary, field: &str) -> String {
    FIELDS.iter().find(|(name, _)| *name == field).map_or_else(String::new, |(_, read)| read(entry))
}

/// `MM/DD/YYYY`, as the form's instructions write dates.
pub(crate) fn date(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |d| d.format("%m/%d/%Y").to_string())
}

/// Whole dollars with thousands: `12,345`. The amounts of an entry are rounded already.
pub(crate) fn whole(amount: Decimal) -> String {
    let text = customs::money::plain(amount);
    text.strip_suffix(".00").map_or(text.clone(), str::to_owned)
}

/// Dollars and cents with thousands: `1,234.50`.
pub(crate) fn amount(amount: Decimal) -> String {
    customs::money::plain(amount)
}

/// Outside the United States the country stands with the city: the State part is for states and provinces.
fn city(address: &NamedAddress) -> String {
    match (address.city.trim(), address.country.trim()) {
        (city, "" | "US") => city.to_owned(),
        (city, country) => {
            let country = Country::parse(country).map_or(country, |c| c.name());
            if city.is_empty() { country.to_owned() } else { format!("{city}, {country}") }
        }
    }
}

fn broker(entry: &EntrySummary) -> String {
    let a = &entry.broker;
    let place = [format!("{} {}", a.state, a.postal_code).trim().to_owned(), if a.country == "US" { String::new() } else { a.country.clone() }];
    let town = std::iter::once(a.city.clone()).chain(place).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
    [a.name.clone(), a.street.clone(), town, entry.broker_phone.clone()].into_iter().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

/// The blocks an informal entry normally fills.
const NEEDED: [&str; 19] = [
    "entry-type",
    "summary-date",
    "surety",
    "bond-type",
    "port",
    "carrier",
    "mode",
    "origin",
    "import-date",
    "bills",
    "manufacturer",
    "exporting-country",
    "port-of-unlading",
    "consignee-number",
    "importer-number",
    "consignee-name",
    "importer-name",
    "declarant",
    "broker",
];

/// The blocks an informal entry normally fills that this one leaves empty, by number and name of the current edition:
/// what to complete before filing. An air or land entry needs no foreign port.
pub fn missing_blocks(entry: &EntrySummary) -> Vec<String> {
    missing_blocks_in(Edition::default(), entry)
}

/// As [`missing_blocks`], by number and name of an edition.
pub fn missing_blocks_in(edition: Edition, entry: &EntrySummary) -> Vec<String> {
    let Ok(layout) = edition.layout() else { return Vec::new() };
    let mut missing: Vec<String> =
        NEEDED.iter().filter(|field| value(entry, field).trim().is_empty()).map(|field| format!("{} is empty", block_of(layout, field))).collect();
    if entry.mode == Some(customs::Mode::Ocean) && entry.foreign_port.trim().is_empty() {
        missing.push(format!("{} is empty; it is needed for goods that come by vessel", block_of(layout, "foreign-port")));
    }
    let description = layout.table.head.iter().find(|head| head.label.starts_with("Description")).map_or("", |head| head.block.as_str());
    for line in entry.lines.iter().filter(|line| line.description.trim().is_empty()) {
        missing.push(format!("block {description} (Description of Merchandise) of line {:03} is empty", line.number));
    }
    missing
}

/// Number and name of the block a field stands in: `block 12 (B/L or AWB Number)`.
fn block_of(layout: &Layout, field: &str) -> String {
    let mut owner = ("", "");
    for form_box in &layout.r#box {
        if !form_box.block.is_empty() {
            owner = (&form_box.block, &form_box.label);
        }
        if form_box.field.as_deref() == Some(field) {
            break;
        }
    }
    // What stands in brackets on the form says how to write a name.
    let name = owner.1.split(" (").next().unwrap_or_default();
    format!("block {} ({})", owner.0, name.split(" Name, Address").next().unwrap_or(name).trim_end_matches(" Name"))
}
