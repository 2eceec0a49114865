//! The rows of each form's table.

use super::fields::{country, each, joined, line_value, party};
use super::grid::GridRow;
use super::{PaperKind, PaperMatter};
use crate::form_7501::fields::{amount, whole};
use customs::{Citation, Confidence, Decimal, EntrySummary, EntryTariffRow, Route};

/// The rows of a paper's table.
pub(crate) fn of(kind: PaperKind, matter: &PaperMatter<'_>) -> Vec<GridRow> {
    match (kind, matter.entry) {
        (PaperKind::EntryDelivery, Some(entry)) => delivery(entry),
        (PaperKind::DutyWorksheet, Some(entry)) => duty(entry),
        (PaperKind::FreeOfDuty, Some(entry)) => free(entry),
        (PaperKind::CoverSheet, Some(entry)) => cover(entry),
        (PaperKind::Invoice, _) => invoice(matter),
        (PaperKind::Manifest, _) => manifest(matter),
        _ => Vec::new(),
    }
}

/// What is said below the rows.
pub(crate) fn remarks(kind: PaperKind, matter: &PaperMatter<'_>) -> Vec<String> {
    match (kind, matter.entry) {
        (PaperKind::DutyWorksheet, Some(entry)) => {
            let mut remarks: Vec<String> = entry.assumptions.iter().map(|a| format!("Taken for granted: {a}")).collect();
            if entry.lines.iter().flat_map(|l| &l.rows).any(|row| row.basis.is_none()) {
                remarks.push("This entry was made before the law behind each number was kept with it. Build it again to see it here.".to_owned());
            }
            remarks
        }
        _ => Vec::new(),
    }
}

/// 3461: bills on the left, goods on the right, as many rows as the longer list.
fn delivery(entry: &EntrySummary) -> Vec<GridRow> {
    let mut bills: Vec<(&str, &str)> = Vec::new();
    if !entry.it_number.trim().is_empty() {
        bills.push(("I", &entry.it_number));
    }
    let several = entry.bills.len() > 1;
    bills.extend(entry.bills.iter().enumerate().map(|(i, bill)| (if several && i == 0 { "M" } else { "H" }, bill.as_str())));
    let count = bills.len().max(entry.lines.len());
    // MULTI names nobody: each line has a maker of its own, or one that is not filled in.
    let one_maker = if entry.manufacturer_id == "MULTI" { "" } else { &entry.manufacturer_id };
    (0..count)
        .map(|i| {
            let line = entry.lines.get(i);
            let mut row = match line {
                Some(line) => GridRow::goods(format!("line {:03}", line.number)),
                None => GridRow { place: format!("bill {}", i + 1), kind: super::grid::Kind::Further, ..GridRow::default() },
            };
            if let Some((code, bill)) = bills.get(i) {
                row = row.with("bill-code", *code).with("bill", *bill);
            }
            match line {
                Some(line) => row
                    .with("packages", line.manifest_quantity.clone())
                    .with("hts", goods_number(&line.rows).map(|r| r.hts.clone()).unwrap_or_default())
                    .with("origin", line.origin.clone())
                    .with("maker", first_of(&line.manufacturer_id, one_maker)),
                None => row,
            }
        })
        .collect()
}

/// The number of chapters 1 to 97 that a line is entered under.
fn goods_number(rows: &[EntryTariffRow]) -> Option<&EntryTariffRow> {
    rows.iter().find(|row| !crate::form_7501::is_chapter_98_or_99(&row.hts)).or(rows.last())
}

fn first_of(a: &str, b: &str) -> String {
    if a.trim().is_empty() { b.to_owned() } else { a.to_owned() }
}

/// Every component: number, what it is, rate, base, amount, law, how sure.
fn duty(entry: &EntrySummary) -> Vec<GridRow> {
    let mut rows = Vec::new();
    for line in &entry.lines {
        let place = format!("line {:03}", line.number);
        rows.push(
            GridRow::sum(place.clone())
                .with("line", format!("{:03}", line.number))
                .with("what", joined(&[&line.description, &format!("origin {}", country(&line.origin))], ", "))
                .with("base", customs::money::dollars(line.entered_value))
                .with("amount", amount(line.rows.iter().map(|row| row.duty).sum())),
        );
        for row in &line.rows {
            let citations = row.basis.as_ref().map(|b| b.citations.as_slice()).unwrap_or_default();
            rows.push(
                GridRow::further(place.clone())
                    .with("number", row.hts.clone())
                    .with("what", row.basis.as_ref().map_or_else(String::new, |b| b.name.clone()))
                    .with("rate", row.rate.clone())
                    .with("base", base(row, line.entered_value))
                    .with("amount", amount(row.duty))
                    .with("law", law(citations))
                    .with("sure", sure(citations)),
            );
        }
        for fee in &line.fees {
            rows.push(
                GridRow::further(place.clone())
                    .with("number", fee.class.clone())
                    .with("what", format!("{}, share of this line", fee.name))
                    .with("rate", fee.rate.clone())
                    .with("base", customs::money::dollars(line.entered_value))
                    .with("amount", format!("({})", amount(fee.amount))),
            );
        }
    }
    rows.push(total("Duty", "block 41", entry.duty));
    if !entry.tax.is_zero() {
        rows.push(total("Internal revenue tax", "block 42", entry.tax));
    }
    for fee in &entry.fees {
        rows.push(
            GridRow::goods(format!("fee {}", fee.class))
                .with("number", fee.class.clone())
                .with("what", fee.name.clone())
                .with("base", "the entry")
                .with("amount", amount(fee.amount))
                .with("law", law(&fee.citations))
                .with("sure", sure(&fee.citations)),
        );
    }
    rows.push(total("Other fees", "block 43", entry.other));
    rows.push(total("Total", "block 44", entry.total));
    rows
}

fn total(what: &str, block: &str, sum: Decimal) -> GridRow {
    GridRow::sum(what).with("what", what).with("rate", block).with("amount", amount(sum))
}

/// What a rate is applied to: the value where it is a part of a hundred, the quantity where it is an amount a unit.
fn base(row: &EntryTariffRow, value: Decimal) -> String {
    let rate = row.rate.to_ascii_lowercase();
    if row.duty.is_zero() && !rate.contains('%') {
        return String::new();
    }
    let by_value = rate.contains('%').then(|| customs::money::dollars(value));
    let by_quantity = (rate.contains('¢') || rate.contains('$')).then(|| row.net_quantity.clone());
    joined(&[&by_value.unwrap_or_default(), &by_quantity.unwrap_or_default()], " and ")
}

fn law(citations: &[Citation]) -> String {
    each(citations.iter().map(|c| c.text.as_str()), "; ")
}

/// The weakest mark among the citations, in a word.
fn sure(citations: &[Citation]) -> String {
    match citations.iter().map(|c| c.confidence).max() {
        None => String::new(),
        Some(Confidence::Primary) => "read".to_owned(),
        Some(Confidence::Secondary) => "secondary".to_owned(),
        Some(Confidence::Unverified) => "unverified".to_owned(),
    }
}

/// 7523: goods, and the provision under which they are free.
fn free(entry: &EntrySummary) -> Vec<GridRow> {
    let mut rows: Vec<GridRow> = entry
        .lines
        .iter()
        .map(|line| {
            let number = goods_number(&line.rows);
            GridRow::goods(format!("line {:03}", line.number))
                .with("marks", first_of(&line.shipment, entry.bills.last().map_or("", String::as_str)))
                .with("description", joined(&[&line.description, &format!("origin {}", country(&line.origin))], ", "))
                .with("quantity", joined(&[&line.manifest_quantity, number.map_or("", |row| row.net_quantity.as_str())], "\n"))
                .with("value", whole(line.entered_value))
                .with("provision", each(line.rows.iter().map(|row| row.hts.as_str()), "\n"))
        })
        .collect();
    rows.push(GridRow::sum("the total").with("description", "Total").with("value", whole(entry.total_entered_value)));
    rows
}

/// What is delivered: each line in a few words.
fn cover(entry: &EntrySummary) -> Vec<GridRow> {
    entry
        .lines
        .iter()
        .map(|line| {
            GridRow::goods(format!("line {:03}", line.number))
                .with("line", format!("{:03}", line.number))
                .with("bill", line.shipment.clone())
                .with("description", line.description.clone())
                .with("packages", line.manifest_quantity.clone())
                .with("weight", line.gross_weight_kg.map(whole).unwrap_or_default())
        })
        .collect()
}

/// The goods of one shipment, in the currency they were sold in.
fn invoice(matter: &PaperMatter<'_>) -> Vec<GridRow> {
    let Some(one) = matter.shipments.first() else { return Vec::new() };
    let shipment = &one.shipment;
    let mut rows = Vec::new();
    let mut sum = Decimal::ZERO;
    let mut whole_sum = true;
    for (i, line) in shipment.lines.iter().enumerate() {
        match line.customs_value() {
            Some(value) => sum += value,
            None => whole_sum = false,
        }
        let unit = match (line.customs_value(), line.quantity) {
            (Some(value), Some(pieces)) if !pieces.is_zero() => customs::money::plain(customs::money::cents(value / pieces)),
            _ => String::new(),
        };
        rows.push(
            GridRow::goods(format!("line {}", i + 1))
                .with("line", (i + 1).to_string())
                .with("description", joined(&[&line.description, line.sku.as_deref().map(|sku| format!("SKU {sku}")).as_deref().unwrap_or("")], "\n"))
                .with("hts", line.hts.clone().unwrap_or_default())
                .with("origin", line.origin.as_deref().map(country).unwrap_or_default())
                .with("quantity", line.quantity.map(|q| q.normalize().to_string()).unwrap_or_default())
                .with("unit-value", unit)
                .with("value", line_value(line)),
        );
    }
    let currency = shipment.currency.clone().filter(|c| !c.is_empty()).unwrap_or_else(|| "USD".to_owned());
    let total = if whole_sum { customs::money::plain(sum) } else { String::new() };
    rows.push(GridRow::sum("the total").with("description", format!("Total, {currency}")).with("value", total));
    rows
}

/// The seven facts of 19 CFR 128.21 for each bill, and how it was decided.
fn manifest(matter: &PaperMatter<'_>) -> Vec<GridRow> {
    let mut rows = Vec::new();
    let (mut pieces, mut kilograms, mut dollars) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    for (i, one) in matter.shipments.iter().enumerate() {
        let shipment = &one.shipment;
        let place = shipment.id.clone();
        let rate = shipment.usd_per_unit();
        for (n, line) in shipment.lines.iter().enumerate() {
            let value = line.customs_value().zip(rate).map(|(value, rate)| customs::money::cents(value * rate));
            pieces += line.quantity.unwrap_or_default();
            kilograms += line.weight_kg.unwrap_or_default();
            dollars += value.unwrap_or_default();
            let description = joined(&[&line.description, line.hts.as_deref().unwrap_or("")], "\n");
            let mut row = if n == 0 { GridRow::goods(place.clone()) } else { GridRow::further(place.clone()) };
            if n == 0 {
                row = row
                    .with("seq", (i + 1).to_string())
                    .with("bill", shipment.id.clone())
                    .with("shipper", shipment.shipper.as_deref().map(party).unwrap_or_default())
                    .with("consignee", shipment.consignee.as_deref().map(party).unwrap_or_default())
                    .with("decision", route_in_words(one.decision.route));
            }
            rows.push(
                row.with("description", description)
                    .with("origin", line.origin.clone().unwrap_or_default())
                    .with("quantity", line.quantity.map(|q| q.normalize().to_string()).unwrap_or_default())
                    .with("weight", line.weight_kg.map(|w| w.normalize().to_string()).unwrap_or_default())
                    .with("value", value.map(customs::money::plain).unwrap_or_default()),
            );
        }
    }
    rows.push(
        GridRow::sum("the totals")
            .with("bill", format!("{} bills", matter.shipments.len()))
            .with("quantity", pieces.normalize().to_string())
            .with("weight", kilograms.normalize().to_string())
            .with("value", customs::money::plain(dollars)),
    );
    rows
}

/// A route as a broker says it.
fn route_in_words(route: Route) -> &'static str {
    match route {
        Route::Section321 => "Free, Section 321",
        Route::Gift => "Free, gift",
        Route::Accompanied => "Free, accompanied",
        Route::InformationalMaterials => "Free, informational materials",
        Route::Informal => "Informal entry",
        Route::Formal => "Formal entry",
        Route::PostalInformal => "Postal informal entry",
        Route::Review => "A person must look",
        Route::Prohibited => "May not enter",
    }
}
