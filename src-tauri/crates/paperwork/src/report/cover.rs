//! The first page, and the shipments at a glance.

use super::flow::{A_FEW_LINES, BODY, Column, Flow, NOTE, Row, SMALL, cell};
use crate::pack::AuditMatter;
use crate::page::{Colour, Style};
use crate::units::{hundredths, pt};
use customs::{Decimal, NamedAddress, Route, Shipment};

/// A route in a broker's words.
pub(crate) fn route_name(route: Route) -> &'static str {
    match route {
        Route::Section321 => "Section 321, free",
        Route::Gift => "Gift, free",
        Route::Accompanied => "With a traveler, free",
        Route::InformationalMaterials => "Informational materials",
        Route::Informal => "Informal entry",
        Route::Formal => "Formal entry",
        Route::PostalInformal => "Postal informal entry",
        Route::Review => "A person must look",
        Route::Prohibited => "May not enter",
    }
}

/// Passed, to be looked at, refused.
pub(crate) const GREEN: Colour = Colour(0x1d, 0x6b, 0x43);
pub(crate) const AMBER: Colour = Colour(0x8a, 0x5a, 0x00);
pub(crate) const RED: Colour = Colour(0xa8, 0x20, 0x1a);

pub(crate) fn route_colour(route: Route) -> Colour {
    match route {
        Route::Section321 | Route::Gift | Route::Accompanied | Route::InformationalMaterials => GREEN,
        Route::Review => AMBER,
        Route::Prohibited => RED,
        Route::Informal | Route::Formal | Route::PostalInformal => Colour::INK,
    }
}

/// The value of a shipment in dollars; `None` where a value or the rate of exchange is missing.
pub(crate) fn value_usd(shipment: &Shipment) -> Option<Decimal> {
    let rate = shipment.usd_per_unit()?;
    let total = shipment.lines.iter().try_fold(Decimal::ZERO, |sum, line| sum.checked_add(line.value?))?;
    Some(customs::money::cents(total.checked_mul(rate)?))
}

pub(crate) fn on_one_line(a: &NamedAddress) -> String {
    let town = format!("{} {}", a.state, a.postal_code);
    [a.street.as_str(), a.city.as_str(), town.trim(), a.country.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
}

pub(crate) fn cover(flow: &mut Flow, matter: &AuditMatter, gaps: &[String]) {
    flow.outline.push(("Summary".to_owned(), 1));
    flow.paragraph(if matter.redacted { "AUDIT REPORT, WITHOUT NAMES" } else { "AUDIT REPORT" }, Style::new(pt(8)).bold().muted());
    flow.paragraph(&matter.scope, Style::new(pt(21)).bold());
    flow.space(pt(2));
    let licence = if matter.firm.licence.is_empty() { String::new() } else { format!(", customs broker license {}", matter.firm.licence) };
    let for_whom = matter.client.as_ref().map(|c| format!(" for {}", c.name)).unwrap_or_default();
    flow.paragraph(&format!("Prepared by {}{licence}{for_whom}.", or_unnamed(&matter.firm.name)), Style::new(pt(10)));
    flow.space(pt(8));

    let client = matter.client.as_ref();
    let authority = client.and_then(|c| c.power_of_attorney.as_ref()).map(|poa| {
        let signed = poa.signed.map_or_else(|| "no date of signing on record".to_owned(), |day| format!("signed {day}"));
        let until = match (poa.revoked, poa.expires) {
            (Some(day), _) => format!("revoked {day}"),
            (None, Some(day)) => format!("good through {day}"),
            (None, None) => "good until revoked".to_owned(),
        };
        format!("{}{signed}, {until}", if poa.signer.is_empty() { String::new() } else { format!("{}, ", poa.signer) })
    });
    flow.facts(&[
        ("Broker", matter.firm.name.clone()),
        ("Client", client.map(|c| c.name.clone()).unwrap_or_default()),
        ("Address", on_one_line(&matter.firm.address)),
        ("Importer number", client.and_then(|c| c.importer_number.as_ref()).map(customs::ImporterNumber::masked).unwrap_or_default()),
        ("Filer code", matter.firm.filer_code.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("Power of attorney", authority.unwrap_or_default()),
        ("Law", format!("verified through {}", matter.rulebook.verified_through)),
        ("Made", matter.generated_at.format("%Y-%m-%d %H:%M UTC").to_string()),
        ("Rulebook", matter.rulebook.version.clone()),
        ("Made with", format!("Entrydesk {}", matter.app_version)),
    ]);
    if matter.redacted {
        flow.paragraph(crate::pack::HONESTLY, Style { colour: AMBER, ..NOTE });
    }
    counts(flow, matter);

    let earlier = matter.shipments.iter().filter(|s| matter.earlier_law(s).is_some()).count();
    if earlier > 0 {
        let text = format!(
            "{} made by another edition of the rulebook than the one named above, as it stood at the time; each says by which.",
            count(earlier, "decision was", "decisions were")
        );
        flow.paragraph(&text, BODY);
    }
    if gaps.is_empty() {
        flow.paragraph("No gaps are known in this record.", BODY.bold());
    } else {
        let (few, more) = gaps.split_at(gaps.len().min(5));
        flow.paragraph(&format!("{} known in this record:", count(gaps.len(), "gap is", "gaps are")), Style { colour: AMBER, ..BODY.bold() });
        for gap in few {
            flow.indented(gap, BODY, pt(10));
        }
        if !more.is_empty() {
            flow.indented(&format!("and {} more, listed at the end.", more.len()), BODY, pt(10));
        }
    }
    flow.space(pt(6));
    flow.paragraph(
        "Every decision below rests on the law of the shipment's date of arrival, as the rulebook named above states it. A citation marked “secondary” was read in an \
         account of the law, one marked “unverified” was not checked against any source. The journal head at the foot of each page ties this report to \
         the desk's record of events; manifest.json beside it lists the SHA-256 of every file.",
        NOTE,
    );
}

fn counts(flow: &mut Flow, matter: &AuditMatter) {
    let mut rows: Vec<Row> = Vec::new();
    for route in Route::ALL {
        let of_route: Vec<&Shipment> = matter.shipments.iter().filter(|s| s.decision.as_ref().is_some_and(|d| d.route == route)).map(|s| &s.shipment).collect();
        if of_route.is_empty() {
            continue;
        }
        let style = Style { colour: route_colour(route), ..BODY.bold() };
        rows.push(vec![vec![(style, route_name(route).to_owned())], vec![(BODY, of_route.len().to_string())], vec![(BODY, sum(&of_route))]]);
    }
    let undecided: Vec<&Shipment> = matter.shipments.iter().filter(|s| s.decision.is_none()).map(|s| &s.shipment).collect();
    if !undecided.is_empty() {
        rows.push(vec![vec![(BODY, "Not decided yet".to_owned())], vec![(BODY, undecided.len().to_string())], vec![(BODY, sum(&undecided))]]);
    }
    let all: Vec<&Shipment> = matter.shipments.iter().map(|s| &s.shipment).collect();
    rows.push(vec![vec![(BODY.bold(), "All shipments".to_owned())], vec![(BODY.bold(), all.len().to_string())], vec![(BODY.bold(), sum(&all))]]);
    flow.table(&[Column::left("Route", 292), Column::right("Shipments", 90), Column::right("Fair retail value", 130)], &rows);
    if !matter.entries.is_empty() {
        let total = |of: fn(&customs::EntrySummary) -> Decimal| {
            let sum = matter.entries.iter().try_fold(Decimal::ZERO, |sum, entry| sum.checked_add(of(entry)));
            sum.map_or_else(|| "an amount too large to add".to_owned(), customs::money::dollars)
        };
        flow.paragraph(
            &format!(
                "{}: duty {}, taxes {}, fees {}, together {}.",
                count(matter.entries.len(), "entry", "entries"),
                total(|e| e.duty),
                total(|e| e.tax),
                total(|e| e.other),
                total(|e| e.total)
            ),
            BODY,
        );
    }
}

fn sum(shipments: &[&Shipment]) -> String {
    let known: Vec<Decimal> = shipments.iter().filter_map(|s| value_usd(s)).collect();
    let total = known.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value)).map(customs::money::dollars).unwrap_or_default();
    match shipments.len() - known.len() {
        0 => total,
        unknown => format!("{total} and {unknown} without a value"),
    }
}

/// `1 gap is`, `3 gaps are`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn or_unnamed(name: &str) -> &str {
    if name.trim().is_empty() { "a broker who has not entered a name" } else { name }
}

/// Every shipment on one line.
pub(crate) fn shipments(flow: &mut Flow, matter: &AuditMatter) {
    if matter.shipments.is_empty() {
        return;
    }
    flow.section("Shipments at a glance", A_FEW_LINES);
    let rows: Vec<Row> = matter
        .shipments
        .iter()
        .map(|audited| {
            let s = &audited.shipment;
            let (route, colour) = audited.decision.as_ref().map_or(("not decided", AMBER), |d| (route_name(d.route), route_colour(d.route)));
            vec![
                vec![(SMALL.bold(), s.id.clone())],
                cell(s.arrival.map(|a| a.local_day().to_string()).unwrap_or_default()),
                cell(s.consignee.as_deref().and_then(|p| p.name.clone()).unwrap_or_default()),
                cell(value_usd(s).map(customs::money::dollars).unwrap_or_else(|| "unknown".to_owned())),
                vec![(Style { colour, ..SMALL.bold() }, route.to_owned())],
                cell(audited.entry_number.as_ref().map(ToString::to_string).unwrap_or_default()),
            ]
        })
        .collect();
    let columns = [
        Column::left("Shipment", 100),
        Column::left("Arrival", 56),
        Column::left("Consignee", 120),
        Column::right("Value", 60),
        Column::left("Route", 104),
        Column::left("Entry", 72),
    ];
    flow.table(&columns, &rows);
    flow.space(hundredths(100));
}
