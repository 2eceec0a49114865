//! An entry summary as AE records.

use super::CatairOptions;
use super::record::Page;
use customs::money::{cents, parted};
use customs::{Decimal, EntryLine, EntrySummary, EntryTariffRow, bill};

/// All records of one entry.
pub fn write(page: &mut Page, entry: &EntrySummary, options: &CatairOptions) {
    if entry.lines.is_empty() {
        page.fault("40", "line number", "the entry has no line");
    }
    header(page, entry, options);
    conveyance(page, entry, options);
    bills(page, entry);
    if matches!(entry.bond_type.as_str(), "8" | "9") {
        page.record("31", |r| {
            r.code("kind", &entry.bond_type).code("designation", "B").code("surety", &entry.surety);
        });
    }
    let (of_entry, of_lines): (Vec<_>, Vec<_>) = fees(entry).into_iter().partition(|(class, _)| page.layout().entry_fees.contains(class));
    for pair in of_entry.chunks(2) {
        page.record("34", |r| {
            for (n, (class, amount)) in pair.iter().enumerate() {
                r.code(if n == 0 { "class_1" } else { "class_2" }, class).number(if n == 0 { "amount_1" } else { "amount_2" }, *amount);
            }
        });
    }
    let shared: Vec<(String, Vec<Decimal>)> = of_lines.iter().map(|(class, amount)| (class.clone(), shares(class, *amount, entry))).collect();
    for (n, line) in entry.lines.iter().enumerate() {
        write_line(page, entry, line);
        for (class, parts) in &shared {
            if let Some(amount) = parts.get(n).filter(|a| !a.is_zero()) {
                page.record("62", |r| {
                    r.code("class", class).number("amount", *amount);
                });
            }
        }
    }
    if !entry.tax.is_zero() {
        page.fault("60", "internal revenue tax", "the desk does not know the class of the tax: file this entry by hand");
    }
    let all = fees(entry);
    for five in all.chunks(5) {
        page.record("89", |r| {
            for (n, (class, amount)) in five.iter().enumerate() {
                r.code(&format!("class_{}", n + 1), class).number(&format!("amount_{}", n + 1), *amount);
            }
        });
    }
    page.record("90", |r| {
        r.number("duty", entry.duty).number("fees", all.iter().map(|(_, a)| *a).sum());
    });
}

fn header(page: &mut Page, entry: &EntrySummary, options: &CatairOptions) {
    let (filer, number) = numbered(entry);
    let waived = entry.bond_type == "0" || entry.bond_type.is_empty();
    // A file number that does not fit is left out: it is the broker's own, and half of it would be another one.
    let reference = entry.file_number.trim();
    let fits = reference.len() <= 9 && reference.is_ascii();
    if !fits {
        page.note(format!("the file number {reference} has more than the 9 characters of record 10 and is left out."));
    }
    page.record("10", |r| {
        r.code("action", if options.replaces { "R" } else { "A" }).code("filer", &filer).code("number", &number).code("port", &entry.port);
        r.code("reference", if fits { reference } else { "" }).code("type", &entry.entry_type).code("mode", &entry.mode_code);
        r.code("bond_waiver", if waived { "0" } else { "" }).code("signature", "X");
    });
    let state = entry.consignee.state.trim();
    let domestic = matches!(entry.consignee.country.trim(), "" | "US") && state.len() == 2;
    let consignee = if entry.consignee_number == "SAME" { &entry.importer_number } else { &entry.consignee_number };
    page.record("11", |r| {
        r.code("importer", &party_number(&entry.importer_number)).code("consignee", &party_number(consignee));
        r.code("notify", &party_number(&entry.reference_number)).day("entry_date", Some(entry.entry_date)).day("import_date", entry.import_date);
        r.code("state", if domestic { state } else { "" });
    });
}

fn conveyance(page: &mut Page, entry: &EntrySummary, options: &CatairOptions) {
    let code = bill::carrier_code(&entry.carrier);
    let place = entry.location.trim();
    let firms = bill::firms_code(place);
    if !place.is_empty() && firms.is_err() {
        page.note(format!("the place of goods “{place}” is no FIRMS code and is left out."));
    }
    page.record("20", |r| {
        r.code("carrier", code.as_deref().unwrap_or_default()).code("unlading", &entry.port_of_unlading).day("arrival", entry.import_date);
        r.code("location", firms.as_deref().unwrap_or_default()).day("in_bond_date", entry.it_date);
        if code.is_err() {
            r.words("conveyance", &entry.carrier);
        }
    });
    if !options.trip.trim().is_empty() {
        page.record("21", |r| {
            r.code("trip", &options.trip);
        });
    }
    let (quantity, unit) = packages(page, entry, options, "22");
    page.record("22", |r| {
        if let Some(quantity) = quantity {
            r.number("quantity", quantity);
        }
        r.code("unit", &unit);
    });
}

/// Packages of the whole entry, by block 34B; where that is empty, as the broker says for each house bill.
pub fn packages(page: &mut Page, entry: &EntrySummary, options: &CatairOptions, record: &str) -> (Option<Decimal>, String) {
    let mut unit = String::new();
    let mut sum = Decimal::ZERO;
    for line in &entry.lines {
        let mut words = line.manifest_quantity.split_whitespace();
        if let Some(count) = words.next().and_then(|n| n.parse::<Decimal>().ok()) {
            sum += count;
            unit = words.next().unwrap_or(&unit).to_owned();
        }
    }
    let unit = if unit.is_empty() { "PKG".to_owned() } else { unit };
    if !sum.is_zero() {
        return (Some(sum), unit);
    }
    match options.packages_per_bill {
        Some(each) => {
            let bills = u64::try_from(entry.shipments.len().max(1)).unwrap_or(1);
            (Some(Decimal::from(u64::from(each) * bills)), unit)
        }
        None => {
            page.fault(record, "packages", "block 34B, the manifest quantity, is empty on every line: fill it, or say how many packages each house bill has");
            (Some(Decimal::ZERO), unit)
        }
    }
}

/// In the order in-bond, master, house.
fn bills(page: &mut Page, entry: &EntrySummary) {
    if !entry.it_number.trim().is_empty() {
        match bill::in_bond(&entry.it_number) {
            Ok(number) => page.record("23", |r| {
                r.code("kind", "I").code("bill", &number);
            }),
            Err(why) => page.fault("23", "bill number", why),
        }
    }
    let many = entry.bills.len() > 1;
    for (n, text) in entry.bills.iter().enumerate() {
        let master = n == 0;
        match parted_bill(text, master && many) {
            Ok((issuer, number)) => page.record("23", |r| {
                r.code("kind", if master { "M" } else { "H" }).code("issuer", &issuer).code("bill", &number);
            }),
            Err(why) => page.fault("23", "bill number", format!("{why}; see block 12")),
        }
    }
}

/// A bill as issuer and number: an air waybill has no issuer beyond its prefix, a carrier's bill begins with its code.
fn parted_bill(text: &str, carriers: bool) -> Result<(String, String), String> {
    let bare: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    if bare.len() == 11 && bare.bytes().all(|b| b.is_ascii_digit()) {
        return bill::air_waybill(&bare).map(|n| (String::new(), n.replace('-', "")));
    }
    if carriers {
        return bill::ocean_bill(text).map(|b| (b.issuer, b.number));
    }
    bill::house_bill(text).map(|n| (String::new(), n))
}

fn write_line(page: &mut Page, entry: &EntrySummary, line: &EntryLine) {
    let number = format!("{:03}", line.number);
    page.record("40", |r| {
        r.code("line", &number).code("origin", &line.origin).code("export_country", &one(&entry.exporting_country));
        r.day("export_date", entry.export_date).code("lading", &entry.foreign_port);
        if let Some(charges) = line.charges {
            r.number("charges", charges.round());
        }
        if let Some(weight) = line.gross_weight_kg {
            r.number("weight", weight.round());
        }
        r.code("related", line.related.map_or("", |r| if r { "Y" } else { "N" }));
    });
    page.record("44", |r| {
        r.words("text", &line.description);
    });
    let maker = if line.manufacturer_id.is_empty() { one(&entry.manufacturer_id) } else { line.manufacturer_id.clone() };
    match customs::mid::check(&maker) {
        Ok(maker) => page.record("47", |r| {
            r.code("kind", "M").code("id", &maker);
        }),
        Err(_) if maker.is_empty() => page.fault("47", "manufacturer ID", format!("line {number} names no maker: fill block 13")),
        Err(why) => page.fault("47", "manufacturer ID", format!("line {number}: {why}")),
    }
    for (n, row) in line.rows.iter().enumerate() {
        tariff(page, line, row, n + 1 == line.rows.len());
    }
    if !line.adcvd_case.trim().is_empty() {
        let case = line.adcvd_case.trim();
        page.fault(
            "53",
            "antidumping or countervailing case",
            format!("line {number}: the deposit of case {case} is not known to the desk: file this entry by hand"),
        );
    }
}

/// A tariff number. The value of the line stands beside the last one, that of the goods.
fn tariff(page: &mut Page, line: &EntryLine, row: &EntryTariffRow, goods: bool) {
    let digits: String = row.hts.chars().filter(char::is_ascii_digit).collect();
    let short = digits.len() < 8 || goods && digits.len() != 10;
    if short {
        page.fault(
            "50",
            "tariff number",
            format!("line {:03}: {} has {} digits, and a number that is entered has {}", line.number, row.hts, digits.len(), if goods { 10 } else { 8 }),
        );
    }
    let quantities: Vec<&str> = std::iter::once(row.net_quantity.as_str()).chain(row.further_quantities.iter().map(String::as_str)).collect();
    for ((place, text), which) in quantities.iter().enumerate().zip(["first", "second", "third"]) {
        if !goods || !text.trim().is_empty() {
            continue;
        }
        let unit = row.units.get(place).map_or(String::new(), |unit| format!(" in {unit}"));
        page.fault("50", &format!("{which} quantity"), format!("line {:03}: block 35, the net quantity{unit} of {}, is empty", line.number, row.hts));
    }
    page.record("50", |r| {
        r.code("hts", &digits).number("duty", row.duty).number("value", if goods { line.entered_value } else { Decimal::ZERO });
        for (text, (amount, unit)) in quantities.iter().zip([("quantity_1", "unit_1"), ("quantity_2", "unit_2"), ("quantity_3", "unit_3")]) {
            let (first, second) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
            match first.parse::<Decimal>() {
                // Two decimals, half up, as block 35 is printed.
                Ok(number) => r.number(amount, cents(number)).code(unit, second),
                Err(_) => r.code(unit, first),
            };
        }
    });
}

/// The entry's fees by class, in order, none of them twice.
fn fees(entry: &EntrySummary) -> Vec<(String, Decimal)> {
    let mut by_class = std::collections::BTreeMap::new();
    for fee in &entry.fees {
        *by_class.entry(fee.class.clone()).or_insert(Decimal::ZERO) += fee.amount;
    }
    by_class.into_iter().collect()
}

/// A fee of the whole entry on its lines: as the lines have it where that makes the fee, else parted by their values (a fee
/// that was raised to its least or cut to its most).
fn shares(class: &str, amount: Decimal, entry: &EntrySummary) -> Vec<Decimal> {
    let own: Vec<Decimal> = entry.lines.iter().map(|l| l.fees.iter().filter(|f| f.class == class).map(|f| f.amount).sum()).collect();
    if own.iter().copied().sum::<Decimal>() == amount {
        return own;
    }
    // Where the lines say which of them owe it, only those bear it.
    let owing = own.iter().any(|fee| !fee.is_zero());
    let weights: Vec<Decimal> = entry.lines.iter().zip(&own).map(|(l, fee)| if owing && fee.is_zero() { Decimal::ZERO } else { l.entered_value }).collect();
    parted(amount, &weights)
}

/// Filer code, and the eight digits of number and check digit.
pub fn numbered(entry: &EntrySummary) -> (String, String) {
    let bare = entry.number.as_str().replace('-', "");
    let (filer, number) = bare.split_at(bare.len().min(3));
    (filer.to_owned(), number.to_owned())
}

/// A party's number as it is sent: with its hyphens, `00` at the end of an IRS number included.
fn party_number(number: &str) -> String {
    number.trim().to_owned()
}

/// A code that stands for all lines; empty where it says that they differ.
fn one(code: &str) -> String {
    if code == "MULTI" { String::new() } else { code.to_owned() }
}
