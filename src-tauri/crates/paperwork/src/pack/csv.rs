//! The shipments as a table for a spreadsheet program.

use super::matter::{AuditMatter, row_ranges};
use customs::{Decimal, Party};

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
pub(crate) fn shipments(matter: &AuditMatter) -> Vec<u8> {
    // The mark tells spreadsheet programs that this is UTF-8.
    let mut out = String::from("\u{feff}");
    write_row(&mut out, HEAD.iter().map(|head| (*head).to_owned()));
    for audited in &matter.shipments {
        let s = &audited.shipment;
        let party = |party: &Option<Party>, read: fn(&Party) -> &Option<String>| party.as_ref().and_then(|p| read(p).clone()).unwrap_or_default();
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
        for (number, line) in s.lines.iter().enumerate() {
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
            write_row(&mut out, front.iter().chain(&middle).chain(&back).cloned());
        }
    }
    out.into_bytes()
}

fn write_row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            out.push(',');
        }
        let cell = neutral(&cell);
        if cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

/// Takes the power from a cell that would be run as a formula. A plain number keeps its sign.
fn neutral(cell: &str) -> String {
    let dangerous = cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r', '\n']);
    if dangerous && cell.parse::<Decimal>().is_err() { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_lose_their_power_and_numbers_keep_their_sign() {
        assert_eq!(neutral("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(neutral(" @SUM(A1)"), "' @SUM(A1)");
        assert_eq!(neutral("+1 718 555"), "'+1 718 555");
        assert_eq!(neutral("-12.50"), "-12.50");
        assert_eq!(neutral("Mugs - blue"), "Mugs - blue");
        assert_eq!(neutral("\tcmd"), "'\tcmd");
    }

    #[test]
    fn quotes_commas_and_line_breaks_stay_in_their_cell() {
        let mut out = String::new();
        write_row(&mut out, ["a, \"b\"", "c\nd", "e"].into_iter().map(str::to_owned));
        assert_eq!(out, "\"a, \"\"b\"\"\",\"c\nd\",e\r\n");
    }
}
