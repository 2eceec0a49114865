//! The columns of the exports: what each is called, what it means, and where it comes from.
//!
//! Ids are a promise: presets and other people's programs name them. A new column goes anywhere; none is renamed.

use crate::words;
use customs::money::cents;
use customs::{Decimal, EntryLine, EntryState, EntryTariffRow, Limb, Line, Outcome, Party};
use desk::{StoredEntry, StoredShipment};
use paperwork::sheets::Cell;

/// A column, with the way to read it from a row.
pub struct Column<F> {
    pub id: &'static str,
    pub heading: &'static str,
    pub meaning: &'static str,
    /// Part of the usual order.
    pub usual: bool,
    pub read: F,
}

/// A row of a shipments export: the shipment, and one line of its goods.
pub struct OfShipment<'a> {
    pub stored: &'a StoredShipment,
    pub line: Option<(usize, &'a Line)>,
}

/// A row of an entries export: the entry, and one tariff number of one of its lines.
pub struct OfEntry<'a> {
    pub stored: &'a StoredEntry,
    pub line: Option<(&'a EntryLine, &'a EntryTariffRow)>,
}

macro_rules! columns {
    ($($usual:ident $id:literal $heading:literal $meaning:literal = $read:expr;)*) => {
        &[$(Column { id: $id, heading: $heading, meaning: $meaning, usual: columns!(@ $usual), read: $read }),*]
    };
    (@ usual) => { true };
    (@ other) => { false };
}

type S<'a> = OfShipment<'a>;
type E<'a> = OfEntry<'a>;
/// A column of a shipments export.
pub type ShipmentColumn = Column<fn(&S<'_>) -> Cell>;
/// A column of an entries export.
pub type EntryColumn = Column<fn(&E<'_>) -> Cell>;

fn opt(text: Option<&str>) -> Cell {
    Cell::text(text.unwrap_or_default())
}

fn party(party: &Option<Box<Party>>, read: fn(&Party) -> &Option<String>) -> Cell {
    opt(party.as_ref().and_then(|p| read(p).as_deref()))
}

fn yes(answer: bool) -> Cell {
    Cell::text(if answer { "yes" } else { "no" })
}

fn count(n: usize) -> Cell {
    Cell::Number(Decimal::from(n))
}

/// A row that stands for no line has nothing to say in a column of lines.
fn goods(row: &S<'_>, read: fn(&Line) -> Cell) -> Cell {
    row.line.map_or(Cell::Blank, |(_, line)| read(line))
}

fn amount(text: &str) -> Cell {
    text.parse().map_or_else(|_| Cell::text(text), Cell::Money)
}

/// Columns of a shipment.
pub const SHIPMENT: &[ShipmentColumn] = columns! {
    usual "bill" "House bill" "House bill or parcel number" = |r| Cell::text(&r.stored.shipment.id);
    usual "client" "Client" "The merchant it is filed for" = |r| Cell::text(&r.stored.row.client);
    usual "arrival" "Arrival" "Local day of arrival; its law decides" = |r| Cell::day(r.stored.row.arrival);
    usual "route" "Route" "section-321, gift, accompanied, informational-materials, informal, postal-informal, formal, review or prohibited" = |r| Cell::text(r.stored.decision.route.code());
    usual "entry_type" "Entry type" "CBP entry type the decision asks for" = |r| opt(r.stored.decision.entry_type.as_deref());
    usual "reason" "Reason" "Why it goes there, with the figures" = |r| { let why = words::reason(&r.stored.decision); Cell::text(format!("{} {}", why.headline, why.lead).trim()) };
    usual "value_usd" "Value USD" "Fair retail value in the country of shipment, U.S. dollars" = |r| r.stored.row.value_usd.as_deref().map_or(Cell::Blank, amount);
    usual "consignee" "Consignee" "Who receives it, as received" = |r| party(&r.stored.shipment.consignee, |p| &p.name);
    usual "consignee_street" "Consignee street" "Address lines of the consignee" = |r| party(&r.stored.shipment.consignee, |p| &p.address1);
    usual "consignee_city" "Consignee city" "City of the consignee" = |r| party(&r.stored.shipment.consignee, |p| &p.city);
    usual "consignee_state" "Consignee state" "State or region of the consignee" = |r| party(&r.stored.shipment.consignee, |p| &p.region);
    usual "consignee_zip" "Consignee ZIP" "ZIP or postal code of the consignee; leading zeros stay" = |r| party(&r.stored.shipment.consignee, |p| &p.postal_code);
    other "consignee_country" "Consignee country" "Country of the consignee, as received" = |r| party(&r.stored.shipment.consignee, |p| &p.country);
    usual "shipper" "Shipper" "Who sends it, as received" = |r| party(&r.stored.shipment.shipper, |p| &p.name);
    other "shipper_street" "Shipper street" "Address of the shipper" = |r| party(&r.stored.shipment.shipper, |p| &p.address1);
    other "shipper_city" "Shipper city" "City of the shipper" = |r| party(&r.stored.shipment.shipper, |p| &p.city);
    usual "shipper_country" "Shipper country" "Country of the shipper, as received" = |r| party(&r.stored.shipment.shipper, |p| &p.country);
    usual "goods" "Goods" "First line of goods, as received" = |r| Cell::text(&r.stored.row.goods);
    usual "origin" "Origin" "Countries of origin of its lines, each once, ISO alpha-2" = |r| Cell::text(&r.stored.row.origin);
    usual "hts" "HTS number" "First tariff number, as received" = |r| Cell::text(&r.stored.row.hts);
    usual "lines" "Lines" "Lines of goods" = |r| count(r.stored.shipment.lines.len());
    other "weight_kg" "Weight kg" "Gross weight of all lines, kilograms; empty where a line has none" = |r| Cell::number(r.stored.shipment.lines.iter().map(|l| l.weight_kg).sum());
    usual "port" "Port" "Port of entry, Schedule D" = |r| Cell::text(&r.stored.row.port);
    usual "mode" "Mode" "air, truck, rail, ocean, mail or accompanied" = |r| opt(r.stored.shipment.mode.map(mode));
    usual "country_of_shipment" "Country of shipment" "Country it leaves from, ISO alpha-2" = |r| opt(r.stored.shipment.country_of_shipment.as_deref());
    other "exported" "Exported" "Day of exportation" = |r| Cell::day(r.stored.shipment.exported);
    other "order_number" "Order number" "The merchant's order" = |r| opt(r.stored.shipment.order_number.as_deref());
    other "invoice_number" "Invoice number" "The merchant's invoice" = |r| opt(r.stored.shipment.invoice_number.as_deref());
    other "tracking_number" "Tracking number" "The carrier's tracking number" = |r| opt(r.stored.shipment.tracking_number.as_deref());
    other "currency" "Currency" "Currency of the values, ISO 4217" = |r| opt(Some(r.stored.shipment.currency.as_deref().unwrap_or("USD")));
    other "exchange_rate" "Exchange rate" "U.S. dollars for one unit of the currency" = |r| Cell::number(r.stored.shipment.exchange_rate);
    other "would_have_qualified" "Would have qualified" "yes where only the suspension of the exemption stands in the way" = |r| yes(r.stored.decision.would_have_qualified);
    other "open_tests" "Open tests" "Tests that failed or ask for a person" = |r| Cell::text(open(r.stored));
    other "limb" "Limb" "Paragraph of 19 USC 1321(a)(2) it passes under" = |r| opt(r.stored.decision.limb.map(limb));
    usual "entry_number" "Entry number" "The live entry it is on" = |r| opt(r.stored.row.entry_number.as_deref());
    other "rulebook" "Rulebook" "Version of the law that decided" = |r| opt(r.stored.rulebook.as_ref().map(|b| b.version.as_str()));
    other "file" "File" "The merchant's file it came in" = |r| Cell::text(&r.stored.file_name);
};

/// Columns of a line of goods; those of its shipment stand before them.
pub const GOODS: &[ShipmentColumn] = columns! {
    usual "line" "Line" "Number of the line in its shipment" = |r| r.line.map_or(Cell::Blank, |(n, _)| count(n + 1));
    usual "line_description" "Description" "The goods in words, as received" = |r| goods(r, |l| Cell::text(&l.description));
    usual "line_hts" "Line HTS" "Tariff number of the line, as received" = |r| goods(r, |l| opt(l.hts.as_deref()));
    usual "line_origin" "Line origin" "Country of origin of the line" = |r| goods(r, |l| opt(l.origin.as_deref()));
    usual "line_quantity" "Quantity" "Pieces" = |r| goods(r, |l| Cell::number(l.quantity));
    usual "line_value" "Line value" "Fair retail value of the line, in the shipment's currency" = |r| goods(r, |l| Cell::number(l.value));
    usual "line_value_usd" "Line value USD" "The same in U.S. dollars, to the cent" = |r| r.line.map_or(Cell::Blank, |(_, l)| Cell::money(usd(l, r.stored)));
    other "line_customs_value" "Customs value" "Customs value of the line where it differs from the retail value" = |r| goods(r, |l| Cell::number(l.entered_value));
    usual "line_weight_kg" "Line weight kg" "Gross weight of the line, kilograms" = |r| goods(r, |l| Cell::number(l.weight_kg));
    usual "sku" "SKU" "The merchant's stock number" = |r| goods(r, |l| opt(l.sku.as_deref()));
    other "adcvd_case" "AD/CVD case" "Antidumping or countervailing case" = |r| goods(r, |l| opt(l.adcvd_case.as_deref()));
    other "chapter_99" "Chapter 99" "Chapter 99 numbers the filer reports" = |r| goods(r, |l| Cell::text(l.chapter_99.join(" ")));
};

/// Columns of an entry.
pub const ENTRY: &[EntryColumn] = columns! {
    usual "number" "Entry number" "Filer code, number and check digit" = |r| Cell::text(&r.stored.row.number);
    usual "state" "State" "draft, ready, filed, released, held, rejected, paid, closed, void …" = |r| Cell::text(state(r.stored.state));
    usual "type" "Entry type" "CBP entry type" = |r| Cell::text(&r.stored.summary.entry_type);
    usual "entry_date" "Entry date" "Block 7; fixes the law, the rates and the fees" = |r| Cell::Day(r.stored.summary.entry_date);
    usual "summary_date" "Summary date" "Block 3" = |r| Cell::day(r.stored.summary.summary_date);
    usual "import_date" "Import date" "Block 11" = |r| Cell::day(r.stored.summary.import_date);
    usual "port" "Port" "Block 6, Schedule D" = |r| Cell::text(&r.stored.summary.port);
    usual "client" "Client" "The merchant it was made for" = |r| Cell::text(&r.stored.row.client);
    usual "importer" "Importer of record" "Block 30, name" = |r| Cell::text(&r.stored.summary.importer.name);
    other "importer_number" "Importer number" "Block 27, in full: keep the file as you keep the number" = |r| Cell::text(&r.stored.summary.importer_number);
    usual "consignee" "Ultimate consignee" "Block 29, name" = |r| Cell::text(&r.stored.summary.consignee.name);
    other "consignee_city" "Consignee city" "Block 29" = |r| Cell::text(&r.stored.summary.consignee.city);
    other "consignee_state" "Consignee state" "Block 29" = |r| Cell::text(&r.stored.summary.consignee.state);
    other "consignee_zip" "Consignee ZIP" "Block 29" = |r| Cell::text(&r.stored.summary.consignee.postal_code);
    usual "carrier" "Carrier" "Block 8" = |r| Cell::text(&r.stored.summary.carrier);
    usual "mode" "Mode" "Block 9, two digits" = |r| Cell::text(&r.stored.summary.mode_code);
    usual "bills" "Bills" "Block 12, master first" = |r| Cell::text(r.stored.summary.bills.join(" "));
    usual "origin" "Origin" "Block 10, ISO alpha-2 or MULTI" = |r| Cell::text(&r.stored.summary.origin);
    other "exporting_country" "Exporting country" "Block 14" = |r| Cell::text(&r.stored.summary.exporting_country);
    other "export_date" "Export date" "Block 15" = |r| Cell::day(r.stored.summary.export_date);
    usual "manufacturer_id" "Manufacturer ID" "Block 13" = |r| Cell::text(&r.stored.summary.manufacturer_id);
    other "port_of_unlading" "Port of unlading" "Block 20" = |r| Cell::text(&r.stored.summary.port_of_unlading);
    other "location" "Location of goods" "Block 25" = |r| Cell::text(&r.stored.summary.location);
    other "surety" "Surety" "Block 4" = |r| Cell::text(&r.stored.summary.surety);
    other "bond_type" "Bond type" "Block 5" = |r| Cell::text(&r.stored.summary.bond_type);
    usual "lines" "Lines" "Lines of the entry" = |r| count(r.stored.summary.lines.len());
    usual "entered_value" "Entered value" "Block 39, whole U.S. dollars" = |r| Cell::number(Some(r.stored.summary.total_entered_value));
    usual "duty" "Duty" "Block 41" = |r| Cell::Money(r.stored.summary.duty);
    other "tax" "Tax" "Block 42" = |r| Cell::Money(r.stored.summary.tax);
    usual "fees" "Fees" "Block 43" = |r| Cell::Money(r.stored.summary.other);
    usual "total" "Total" "Block 44" = |r| Cell::Money(r.stored.summary.total);
    usual "file_number" "File number" "Block 47" = |r| Cell::text(&r.stored.summary.file_number);
    other "shipments" "Shipments" "House bills on the entry" = |r| Cell::text(r.stored.summary.shipments.join(" "));
    other "stale" "Out of date" "yes where a shipment on it was decided anew since" = |r| yes(r.stored.row.stale);
    other "note" "Note" "The note to its last change of state" = |r| Cell::text(&r.stored.row.note);
    other "changed" "Changed" "Day of its last change" = |r| Cell::Day(r.stored.row.changed.date_naive());
};

/// Columns of one tariff number of an entry line; those of its entry stand before them.
pub const ENTRY_LINE: &[EntryColumn] = columns! {
    usual "line" "Line" "Block 31" = |r| r.line.map_or(Cell::Blank, |(l, _)| Cell::Number(l.number.into()));
    usual "line_description" "Description" "Block 32" = |r| of_line(r, |l| Cell::text(&l.description));
    usual "line_origin" "Line origin" "Country of origin of the line" = |r| of_line(r, |l| Cell::text(&l.origin));
    usual "hts" "HTS number" "Block 33A; chapter 98 and 99 numbers stand above the number of the goods" = |r| of_row(r, |h| Cell::text(&h.hts));
    usual "net_quantity" "Net quantity" "Block 35, with its unit" = |r| of_row(r, |h| Cell::text(&h.net_quantity));
    other "further_quantities" "Further quantities" "Block 35 in the tariff's second and third units" = |r| of_row(r, |h| Cell::text(h.further_quantities.join("; ")));
    usual "line_value" "Line value" "Block 36A, whole U.S. dollars; once for each line, beside the number of the goods" = line_value;
    usual "rate" "Rate" "Block 37" = |r| of_row(r, |h| Cell::text(&h.rate));
    usual "line_duty" "Line duty" "Block 38" = |r| of_row(r, |h| Cell::Money(h.duty));
    usual "line_weight_kg" "Gross weight kg" "Block 34A; once for each line" = |r| first(r, |l| Cell::number(l.gross_weight_kg));
    other "manifest_quantity" "Manifest quantity" "Block 34B; once for each line" = |r| first(r, |l| Cell::text(&l.manifest_quantity));
    other "charges" "Charges" "Block 36B, whole U.S. dollars; once for each line" = |r| first(r, |l| Cell::number(l.charges));
    other "related" "Related" "Block 36C: yes or no, blank where nobody said; once for each line" = |r| first(r, |l| l.related.map_or(Cell::Blank, yes));
    other "line_manufacturer_id" "Line manufacturer ID" "The line's own, where block 13 says MULTI" = |r| of_line(r, |l| Cell::text(&l.manufacturer_id));
    other "line_fees" "Line fees" "Class and amount of the fees that stand on the line; once for each line" = |r| first(r, line_fees);
    other "adcvd_case" "AD/CVD case" "Block 33B" = |r| of_line(r, |l| Cell::text(&l.adcvd_case));
    other "shipment" "Shipment" "House bill the line comes from" = |r| of_line(r, |l| Cell::text(&l.shipment));
};

fn of_line(row: &E<'_>, read: fn(&EntryLine) -> Cell) -> Cell {
    row.line.map_or(Cell::Blank, |(line, _)| read(line))
}

fn of_row(row: &E<'_>, read: fn(&EntryTariffRow) -> Cell) -> Cell {
    row.line.map_or(Cell::Blank, |(_, tariff)| read(tariff))
}

/// Beside the last number of a line, which is that of the goods: a sum over the column counts each line once.
fn line_value(row: &E<'_>) -> Cell {
    first(row, |line| Cell::number(Some(line.entered_value)))
}

fn line_fees(line: &EntryLine) -> Cell {
    Cell::text(line.fees.iter().map(|fee| format!("{} {}", fee.class, fee.amount)).collect::<Vec<_>>().join("; "))
}

fn first(row: &E<'_>, read: fn(&EntryLine) -> Cell) -> Cell {
    row.line.filter(|(line, tariff)| line.rows.last().is_some_and(|last| std::ptr::eq(last, *tariff))).map_or(Cell::Blank, |(line, _)| read(line))
}

fn usd(line: &Line, stored: &StoredShipment) -> Option<Decimal> {
    line.value?.checked_mul(stored.shipment.usd_per_unit()?).map(cents)
}

fn open(stored: &StoredShipment) -> String {
    let open = stored.decision.tests.iter().filter(|t| matches!(t.outcome, Outcome::Fail | Outcome::Review));
    open.map(|t| t.id.as_str()).collect::<Vec<_>>().join(" ")
}

fn limb(limb: Limb) -> &'static str {
    match limb {
        Limb::A => "1321(a)(2)(A)",
        Limb::B => "1321(a)(2)(B)",
        Limb::C => "1321(a)(2)(C)",
    }
}

fn mode(mode: customs::Mode) -> &'static str {
    use customs::Mode::*;
    match mode {
        Air => "air",
        Truck => "truck",
        Rail => "rail",
        Ocean => "ocean",
        Mail => "mail",
        Accompanied => "accompanied",
    }
}

/// A state by the word that commands and the journal use.
pub fn state(state: EntryState) -> String {
    serde_json::to_value(state).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_and_headings_are_each_there_once() {
        fn check<T>(all: &[&[Column<T>]]) {
            let columns: Vec<&Column<T>> = all.iter().flat_map(|c| c.iter()).collect();
            assert_eq!(columns.iter().map(|c| c.id).collect::<BTreeSet<_>>().len(), columns.len());
            assert_eq!(columns.iter().map(|c| c.heading).collect::<BTreeSet<_>>().len(), columns.len());
            assert!(columns.iter().all(|c| !c.meaning.is_empty() && c.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')));
        }
        check(&[SHIPMENT, GOODS]);
        check(&[ENTRY, ENTRY_LINE]);
    }
}
