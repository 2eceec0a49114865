//! What a shipment costs, entered one way or another.

use super::deciding;
use crate::contract::*;
use crate::{ApiError, Workbench, prepare, words};
use chrono::NaiveDate;
use customs::money::cents;
use customs::{Citation, Confidence, Decimal, DutyRequest, DutyResult, Route};
use desk::StoredShipment;
use rulebook::Param;
use std::sync::PoisonError;
use tariff::Tariff;

/// What the shipment would cost if it were entered today: alone, and with what else its consignee receives.
pub fn shipment_landed(bench: &Workbench, args: IdArgs) -> Result<LandedCost, ApiError> {
    let stored = bench.desk.shipment(args.id)?;
    let on = bench.today();
    let tariff = bench.tariff.read().unwrap_or_else(PoisonError::into_inner);
    let request = match prepare::duty_request(&stored.shipment, on, informal_type(&stored)) {
        Ok(request) => request,
        Err(why) => return Ok(LandedCost { error: Some(sentence(&why)), ..nothing(on) }),
    };
    let limit = informal_limit(bench, on);
    let landed = tariff.landed(&request);
    let mut ways = alone(&stored, &landed, limit.as_ref());
    let siblings = with_others(bench, &stored)?;
    if !siblings.is_empty() {
        ways.extend(together(&tariff, &stored, request.clone(), &siblings, on, limit.as_ref()));
    }
    ways.sort_by_key(|way| (!way.lawful, way.shipments.len(), way.landed.is_none(), way.landed));
    let free = stored.decision.exempt == Some(true);
    let saving = match landed.saved_by_321 {
        None => "What passing free saves cannot be said: the informal entry has no sum.".to_owned(),
        Some(sum) if free => format!("Passing free saves {}.", customs::money::dollars(sum)),
        Some(sum) if stored.decision.would_have_qualified => {
            format!("It would have passed free but for the suspension of the exemption: that would have saved {}.", customs::money::dollars(sum))
        }
        Some(sum) => format!("It does not qualify for Section 321, which would have saved {}.", customs::money::dollars(sum)),
    };
    let lines = stored.shipment.lines.iter().zip(&landed.informal.lines).zip(0u64..).map(|((line, owed), index)| LandedLine {
        index,
        goods: line.description.clone(),
        hts: line.hts.clone().unwrap_or_default(),
        origin: line.origin.clone().unwrap_or_default(),
        duty: owed.duty,
    });
    Ok(LandedCost {
        on,
        goods: value(&request),
        ways,
        saved: landed.saved_by_321,
        saving,
        lines: lines.collect(),
        assumptions: landed.informal.assumptions,
        error: landed.informal.error.as_deref().map(sentence),
    })
}

fn nothing(on: NaiveDate) -> LandedCost {
    LandedCost { on, goods: Decimal::ZERO, ways: Vec::new(), saved: None, saving: String::new(), lines: Vec::new(), assumptions: Vec::new(), error: None }
}

/// The entry type of an informal entry of these goods: the decision's own, where it names one that is informal.
fn informal_type(stored: &StoredShipment) -> &str {
    match stored.decision.route {
        Route::Informal | Route::PostalInformal => stored.decision.entry_type.as_deref().unwrap_or("11"),
        _ => "11",
    }
}

/// The limit of informal entry on a day, with its law.
struct Limit {
    amount: Decimal,
    citations: Vec<Citation>,
}

fn informal_limit(bench: &Workbench, on: NaiveDate) -> Option<Limit> {
    let book = bench.rulebook();
    let period = book.period(Param::Informal, book.epoch(on.and_hms_opt(12, 0, 0)?))?;
    Some(Limit { amount: period.micros?.to_decimal(), citations: period.citations.clone() })
}

fn value(request: &DutyRequest) -> Decimal {
    request.lines.iter().map(|l| l.entered_value_usd).fold(Decimal::ZERO, Decimal::saturating_add)
}

/// The ways to enter one shipment by itself.
fn alone(stored: &StoredShipment, landed: &tariff::Landed, limit: Option<&Limit>) -> Vec<LandedWay> {
    let over = limit.filter(|limit| landed.goods > limit.amount);
    let reason = words::reason(&stored.decision);
    let mut informal = way("alone-informal", "Informal entry", landed.goods, &landed.informal, vec![name(stored)]);
    informal.entry_type = Some(informal_type(stored).to_owned());
    let mut formal = way("alone-formal", "Formal entry", landed.goods, &landed.formal, vec![name(stored)]);
    match (stored.decision.route, over) {
        (Route::Prohibited, _) => {
            for way in [&mut informal, &mut formal] {
                refuse(way, format!("{} {}", reason.headline, reason.lead), Vec::new());
            }
        }
        (Route::Review, _) => {
            for way in [&mut informal, &mut formal] {
                refuse(way, "A person must settle its open questions first.".to_owned(), Vec::new());
            }
        }
        (Route::Formal, None) => refuse(&mut informal, format!("It needs a formal entry. {} {}", reason.headline, reason.lead), Vec::new()),
        (_, Some(limit)) => {
            let why = format!("The goods are over the limit of informal entry, {}.", customs::money::dollars(limit.amount));
            refuse(&mut informal, why, limit.citations.clone());
        }
        (_, None) => {}
    }
    let mut ways = vec![informal, formal];
    if stored.decision.exempt == Some(true) {
        let free = DutyResult { total_duty: Some(Decimal::ZERO), total: Some(Decimal::ZERO), ..DutyResult::default() };
        let mut passes = way("free", "Passes free, no entry", landed.goods, &free, vec![name(stored)]);
        passes.entries = 0;
        passes.entry_type = None;
        ways.push(passes);
    }
    crown(&mut ways);
    ways
}

/// What else the same consignee receives: of the same client, on the same day, at the same port, by the same mode, to be
/// entered informally and on no entry yet.
fn with_others(bench: &Workbench, stored: &StoredShipment) -> Result<Vec<StoredShipment>, ApiError> {
    let informal = |route: Route| route == Route::Informal;
    let Some(day) = stored.shipment.arrival.map(|a| a.local_day()).filter(|_| informal(stored.decision.route) && stored.row.entry_number.is_none()) else {
        return Ok(Vec::new());
    };
    let rows = bench.desk.same_person_day(&deciding::ties(&stored.shipment).person, day)?;
    rows.into_iter()
        .filter(|row| row.id != stored.id && row.client_id == stored.row.client_id && row.port == stored.row.port && row.mode == stored.row.mode)
        .filter(|row| informal(row.route) && row.entry_number.is_none())
        .map(|row| Ok(bench.desk.shipment(row.id)?))
        .collect()
}

/// The parcels of one consignee, entered each by itself and on one entry.
fn together(
    tariff: &Tariff,
    stored: &StoredShipment,
    request: DutyRequest,
    siblings: &[StoredShipment],
    on: NaiveDate,
    limit: Option<&Limit>,
) -> Vec<LandedWay> {
    let mut names = vec![name(stored)];
    let mut requests = vec![request];
    for other in siblings {
        // what cannot be computed cannot be compared
        if let Ok(request) = prepare::duty_request(&other.shipment, on, "11") {
            names.push(name(other));
            requests.push(request);
        }
    }
    let goods = requests.iter().map(value).fold(Decimal::ZERO, Decimal::saturating_add);
    let over = limit.filter(|limit| goods > limit.amount);
    let entry_type = if over.is_some() { "01" } else { "11" };
    let Some(both) = tariff.consolidation(&requests, entry_type) else { return Vec::new() };
    let each = DutyResult { total_duty: both.alone_duty, total: both.alone, ..DutyResult::default() };
    let mut apart = way("each-alone", "Each on an entry of its own", goods, &each, names.clone());
    apart.entries = names.len() as u64;
    apart.entry_type = Some("11".into());
    let title = if over.is_some() { "All on one formal entry" } else { "All on one informal entry" };
    let mut joined = way("together", title, goods, &both.together, names);
    joined.entry_type = Some(entry_type.into());
    let one_conveyance = Citation::new("19 CFR 141.51", Confidence::Unverified);
    let one_consignee = Citation::new("19 CFR 143.22", Confidence::Primary);
    match over {
        Some(limit) => {
            let amount = customs::money::dollars(limit.amount);
            let why = format!(
                "Goods that came on one conveyance for one consignee belong on one entry; together they are over the limit of informal entry, {amount}. Entering them apart to stay under it is no choice."
            );
            refuse(&mut apart, why, vec![one_conveyance.clone()]);
            joined.note = Some("They were taken to have come on one conveyance: same day, port and mode.".into());
            joined.citations = std::iter::once(one_conveyance).chain(limit.citations.clone()).collect();
        }
        None => {
            joined.note =
                Some("Parcels of one consignee may go on one informal entry. They were taken to have come on one conveyance: same day, port and mode.".into());
            joined.citations = vec![one_consignee];
        }
    }
    let mut ways = vec![apart, joined];
    crown(&mut ways);
    ways
}

fn way(id: &str, title: &str, value: Decimal, result: &DutyResult, shipments: Vec<ShipmentName>) -> LandedWay {
    LandedWay {
        id: id.to_owned(),
        title: title.to_owned(),
        shipments,
        entries: 1,
        entry_type: Some("01".into()),
        value,
        duty: result.total_duty.map(cents),
        fees: result.total.zip(result.total_duty).and_then(|(total, duty)| total.checked_sub(duty)).map(cents),
        landed: result.total.and_then(|charges| charges.checked_add(value)).map(cents),
        lawful: true,
        cheapest: false,
        note: None,
        citations: Vec::new(),
    }
}

fn refuse(way: &mut LandedWay, why: String, citations: Vec<Citation>) {
    way.lawful = false;
    way.note = Some(why.trim().to_owned());
    way.citations = citations;
}

/// Marks the cheapest of the lawful ways, where there is a choice of them.
fn crown(ways: &mut [LandedWay]) {
    if ways.iter().filter(|w| w.lawful && w.landed.is_some()).count() < 2 {
        return;
    }
    let least = ways.iter().filter(|w| w.lawful).filter_map(|w| w.landed).min();
    if let Some(best) = ways.iter_mut().find(|w| w.lawful && w.landed == least) {
        best.cheapest = true;
    }
}

fn name(stored: &StoredShipment) -> ShipmentName {
    ShipmentName { id: stored.id, bill: stored.shipment.id.clone() }
}

/// Reasons of the engines begin in the middle of a sentence.
fn sentence(why: &str) -> String {
    let mut letters = why.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}{}", letters.as_str(), if why.ends_with('.') { "" } else { "." })
}
