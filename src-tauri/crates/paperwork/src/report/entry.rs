//! Entries: duty by its components, fees, totals, and what was taken for granted.

use super::cover::on_one_line;
use super::decision::cited;
use super::events::capital;
use super::flow::{A_HEADING, BODY, Column, Flow, NOTE, Part, Row, SMALL, cell};
use crate::form_7501::fields::whole;
use crate::forms::fields::bond_in_words;
use crate::pack::AuditMatter;
use crate::units::pt;
use customs::money::plain;
use customs::{EntrySummary, EntryTariffRow};

pub(crate) fn entries(flow: &mut Flow, matter: &AuditMatter) {
    if matter.entries.is_empty() {
        return;
    }
    flow.section("Entries, duty and fees", A_HEADING);
    for entry in &matter.entries {
        flow.heading(&format!("Entry {}", entry.number), &format!("Total {}", customs::money::dollars(entry.total)));
        flow.facts(&[
            ("Entry type", format!("{} {}", entry.entry_type, entry.abi_status)),
            ("State", matter.states.get(&entry.number.to_string()).map(|state| capital(&state.code().replace('-', " "))).unwrap_or_default()),
            ("Entry date", entry.entry_date.to_string()),
            ("Import date", entry.import_date.map(|day| day.to_string()).unwrap_or_default()),
            ("Port", entry.port.clone()),
            ("Bond", bond_in_words(entry)),
            ("Importer of record", entry.importer.name.clone()),
            ("Importer address", on_one_line(&entry.importer)),
            ("Bills", entry.bills.join(", ")),
            ("Shipments", entry.shipments.join(", ")),
            ("File number", entry.file_number.clone()),
            ("Declarant", [entry.declarant.as_str(), entry.declarant_title.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")),
        ]);
        lines(flow, entry);
        fees(flow, entry);
        for assumption in &entry.assumptions {
            flow.indented(&format!("Taken for granted: {assumption}"), NOTE, pt(4));
        }
    }
}

/// A tariff number with what it stands for and the law behind it.
fn number(row: &EntryTariffRow) -> Vec<Part> {
    let mut parts = cell(row.hts.clone());
    if let Some(basis) = &row.basis {
        parts.push((NOTE, basis.name.clone()));
        if !basis.citations.is_empty() {
            parts.push((NOTE, cited(&basis.citations)));
        }
    }
    parts
}

fn lines(flow: &mut Flow, entry: &EntrySummary) {
    let mut rows: Vec<Row> = Vec::new();
    for line in &entry.lines {
        let mut goods = cell(line.description.clone());
        goods.push((NOTE, format!("origin {}, shipment {}", line.origin, line.shipment)));
        for (i, row) in line.rows.iter().enumerate() {
            let last = i + 1 == line.rows.len();
            rows.push(vec![
                if i == 0 { cell(format!("{:03}", line.number)) } else { Vec::new() },
                if i == 0 { std::mem::take(&mut goods) } else { Vec::new() },
                number(row),
                cell(row.net_quantity.clone()),
                if last { cell(whole(line.entered_value)) } else { Vec::new() },
                cell(row.rate.clone()),
                cell(plain(row.duty)),
            ]);
        }
    }
    let mut total: Row = vec![Vec::new(); 7];
    for (at, text) in [(1, "Together".to_owned()), (4, whole(entry.total_entered_value)), (6, plain(entry.duty))] {
        if let Some(slot) = total.get_mut(at) {
            slot.push((SMALL.bold(), text));
        }
    }
    rows.push(total);
    let columns = [
        Column::left("Line", 30),
        Column::left("Goods", 130),
        Column::left("HTS number, what it is, and its law", 130),
        Column::right("Quantity", 50),
        Column::right("Value $", 48),
        Column::right("Rate", 70),
        Column::right("Duty $", 54),
    ];
    flow.table(&columns, &rows);
}

fn fees(flow: &mut Flow, entry: &EntrySummary) {
    let mut rows: Vec<Row> = vec![vec![Vec::new(), cell("Duty"), cell(plain(entry.duty))]];
    if !entry.tax.is_zero() {
        rows.push(vec![Vec::new(), cell("Internal revenue tax"), cell(plain(entry.tax))]);
    }
    for fee in &entry.fees {
        let mut name = cell(fee.name.clone());
        if !fee.citations.is_empty() {
            name.push((NOTE, cited(&fee.citations)));
        }
        rows.push(vec![cell(fee.class.clone()), name, cell(plain(fee.amount))]);
    }
    rows.push(vec![Vec::new(), vec![(BODY.bold(), "Total".to_owned())], vec![(BODY.bold(), plain(entry.total))]]);
    flow.table(&[Column::left("Class", 40), Column::left("To pay", 392), Column::right("Amount $", 80)], &rows);
}
