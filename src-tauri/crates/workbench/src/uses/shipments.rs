//! Stored shipments: views for the grid, one shipment with its reasons, edits.

use super::deciding;
use super::people::person_day;
use crate::contract::*;
use crate::prepare;
use crate::state::lock;
use crate::words;
use crate::{ApiError, Workbench};
use customs::{Country, Decimal, DutyResult, Shipment};
use desk::{NewShipment, ShipmentQuery, ShipmentRow, StoredShipment};
use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

/// Rows one window may have.
const WINDOW: u64 = 1_000;
/// Edits that can be taken back.
const UNDO_DEPTH: usize = 200;
/// Events of its history that a shipment shows.
const HISTORY: usize = 100;

pub fn view(bench: &Workbench, args: ViewArgs) -> Result<ShipmentsView, ApiError> {
    let ids = Arc::new(bench.desk.shipment_ids(&args.query)?);
    let value = Decimal::new(bench.desk.value_cents(&args.query)?, 2);
    let counts = bench.desk.route_counts(&ShipmentQuery { routes: Vec::new(), ..args.query })?;
    Ok(ShipmentsView {
        total: ids.len() as u64,
        value_usd: value.to_string(),
        counts: counts.into_iter().map(|(route, count)| RouteCount { route, count }).collect(),
        ids: ids.as_ref().clone(),
        view: bench.keep_view(ids),
    })
}

pub fn window(bench: &Workbench, args: WindowArgs) -> Result<Vec<ShipmentRow>, ApiError> {
    let ids = lock(&bench.views).get(&args.view).cloned().ok_or_else(|| ApiError::new("stale-view", "The list has changed; it is read again."))?;
    let from = usize::try_from(args.from).unwrap_or(usize::MAX).min(ids.len());
    let to = from.saturating_add(usize::try_from(args.count.min(WINDOW)).unwrap_or(0)).min(ids.len());
    Ok(bench.desk.shipment_rows(&ids[from..to])?)
}

pub fn shipment(bench: &Workbench, args: IdArgs) -> Result<ShipmentDetail, ApiError> {
    let stored = bench.desk.shipment(args.id)?;
    let reason = words::reason(&stored.decision);
    Ok(ShipmentDetail {
        headline: reason.headline,
        lead: reason.lead,
        law_day: stored.shipment.arrival.map(|a| a.local_day()),
        person_day: person_day(bench, &stored)?,
        estimate: estimate(bench, &stored.shipment),
        source: SourceNote { file_name: stored.file_name, rows: stored.source_rows, import_id: stored.import_id },
        history: bench.desk.journal(Some(&format!("shipment:{}", args.id)), None, HISTORY)?,
        decisions: stored.decisions_count,
        row: stored.row,
        shipment: stored.shipment,
        decision: stored.decision,
    })
}

/// What an informal entry on the day of arrival would owe.
fn estimate(bench: &Workbench, shipment: &Shipment) -> Option<DutyResult> {
    let day = shipment.arrival?.local_day();
    Some(match prepare::duty_request(shipment, day, "11") {
        Ok(request) => bench.tariff.read().unwrap_or_else(PoisonError::into_inner).duty(&request),
        Err(why) => DutyResult { id: shipment.id.clone(), error: Some(why), ..Default::default() },
    })
}

/// The date machine: the same shipment on another date, value, origin or mode, beside what it is.
pub fn what_if(bench: &Workbench, args: WhatIfArgs) -> Result<WhatIfAnswer, ApiError> {
    if let Some(origin) = args.origin.as_deref().filter(|o| Country::parse(o).is_none()) {
        return Err(ApiError::refused(format!("`{origin}` is not a country.")));
    }
    let stored = bench.desk.shipment(args.id)?;
    let history = deciding::history(bench, &stored)?;
    let origin = args.origin.as_deref().and_then(Country::parse).map(|c| c.code().to_owned());
    let change = eligibility::Change { arrival: args.arrival, value: args.value, origin, mode: args.mode };
    let answer = eligibility::what_if(&stored.shipment, &change, &history, &bench.rulebook())
        .ok_or_else(|| ApiError::new("internal", "the shipment could not be decided"))?;
    Ok(WhatIfAnswer { as_is: answer.now, changed: answer.then, differs: answer.differences.into_iter().map(|d| d.test).collect() })
}

pub fn shipment_save(bench: &Workbench, args: ShipmentSaveArgs) -> Result<ShipmentDetail, ApiError> {
    let before = bench.desk.shipment(args.id)?;
    save(bench, &before, &args.shipment)?;
    let mut undo = lock(&bench.undo);
    undo.push((args.id, before.shipment));
    if undo.len() > UNDO_DEPTH {
        undo.remove(0);
    }
    drop(undo);
    shipment(bench, IdArgs { id: args.id })
}

/// Takes back the last edit: a new event, with the old state as its result.
pub fn undo(bench: &Workbench, _: Nothing) -> Result<Sentence, ApiError> {
    let Some((id, before)) = lock(&bench.undo).pop() else {
        return Err(ApiError::refused("There is nothing to undo."));
    };
    let now = bench.desk.shipment(id)?;
    save(bench, &now, &before)?;
    Ok(Sentence { sentence: format!("{} is as it was before the last edit.", now.row.bill) })
}

fn save(bench: &Workbench, before: &StoredShipment, shipment: &Shipment) -> Result<(), ApiError> {
    if shipment.id.trim().is_empty() {
        return Err(ApiError::refused("A shipment needs its house bill."));
    }
    if shipment.lines.is_empty() {
        return Err(ApiError::refused(format!("{} would have no goods left.", shipment.id)));
    }
    let ties = deciding::ties(shipment);
    let outcome = deciding::decide(bench, before.row.client_id, std::slice::from_ref(shipment), std::slice::from_ref(&ties), &BTreeSet::from([before.id]))?;
    let decision = outcome.decisions.into_iter().next().ok_or_else(|| ApiError::new("internal", "the shipment was not decided"))?;
    let decision = bench.desk.under_override(before.id, decision)?;
    let edited = NewShipment {
        shipment: shipment.clone(),
        decision,
        person_keys: ties.person,
        near_keys: ties.near,
        lot_keys: ties.lots,
        source_rows: before.source_rows.clone(),
        port: Some(before.row.port.clone()),
    };
    bench.desk.update_shipment(before.id, &edited, &outcome.changed, &outcome.rulebook, &bench.act())?;
    Ok(())
}
