//! What stands in each box: the fields a layout may name, taken from the entry.

use chrono::NaiveDate;
use customs::{Decimal, EntrySummary, NamedAddress};

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
    ("consignee-city", |e| e.consignee.city.clone()),
    ("consignee-state", |e| state(&e.consignee)),
    ("consignee-zip", |e| e.consignee.postal_code.clone()),
    ("importer-name", |e| e.importer.name.clone()),
    ("importer-street", |e| e.importer.street.clone()),
    ("importer-city", |e| e.importer.city.clone()),
    ("importer-state", |e| state(&e.importer)),
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

/// Outside the United States the country stands with the state, where there is one.
fn state(address: &NamedAddress) -> String {
    match (address.state.as_str(), address.country.as_str()) {
        (state, "" | "US") => state.to_owned(),
        ("", country) => country.to_owned(),
        (state, country) => format!("{state} {country}"),
    }
}

fn broker(entry: &EntrySummary) -> String {
    let a = &entry.broker;
    let place = [format!("{} {}", a.state, a.postal_code).trim().to_owned(), if a.country == "US" { String::new() } else { a.country.clone() }];
    let town = std::iter::once(a.city.clone()).chain(place).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
    [a.name.clone(), a.street.clone(), town, entry.broker_phone.clone()].into_iter().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

/// The blocks an informal entry normally fills that this one leaves empty, by number and name of the current edition:
/// what to complete before filing. An air or land entry needs no foreign port.
pub fn missing_blocks(entry: &EntrySummary) -> Vec<String> {
    let mut missing: Vec<String> = [
        ("2", "Entry Type", "entry-type"),
        ("3", "Summary Date", "summary-date"),
        ("4", "Surety Number", "surety"),
        ("5", "Bond Type", "bond-type"),
        ("6", "Port Code", "port"),
        ("8", "Importing Carrier", "carrier"),
        ("9", "Mode of Transport", "mode"),
        ("10", "Country of Origin", "origin"),
        ("11", "Import Date", "import-date"),
        ("12", "B/L or AWB Number", "bills"),
        ("13", "Manufacturer ID", "manufacturer"),
        ("14", "Exporting Country", "exporting-country"),
        ("20", "U.S. Port of Unlading", "port-of-unlading"),
        ("26", "Consignee Number", "consignee-number"),
        ("27", "Importer Number", "importer-number"),
        ("29", "Ultimate Consignee", "consignee-name"),
        ("30", "Importer of Record", "importer-name"),
        ("45", "Declarant Name", "declarant"),
        ("46", "Broker/Filer Information", "broker"),
    ]
    .into_iter()
    .filter(|(_, _, field)| value(entry, field).trim().is_empty())
    .map(|(block, name, _)| format!("block {block} ({name}) is empty"))
    .collect();
    if entry.mode == Some(customs::Mode::Ocean) && entry.foreign_port.trim().is_empty() {
        missing.push("block 19 (Foreign Port of Lading) is empty; it is needed for goods that come by vessel".to_owned());
    }
    for line in &entry.lines {
        if line.description.trim().is_empty() {
            missing.push(format!("block 32 (Description of Merchandise) of line {:03} is empty", line.number));
        }
    }
    missing
}
