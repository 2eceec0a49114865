//! Deciding shipments together with every stored one they touch.
//!
//! One person's day runs over files and clients, so a new parcel can change what was decided about an old one. Each
//! client's shipments are decided from that client's point of view: others count, but without their names and bills
//! (19 CFR 111.24).

use crate::{ApiError, Workbench};
use chrono::{NaiveDate, TimeDelta};
use customs::decision::RulebookStamp;
use customs::shipment::Batch;
use customs::{Decision, Shipment};
use desk::StoredShipment;
use eligibility::identity;
use std::collections::{BTreeMap, BTreeSet};

/// What the desk indexes a shipment by, to find those that touch it.
#[derive(Clone, Debug, Default)]
pub struct Ties {
    pub person: Vec<String>,
    pub near: Vec<String>,
    pub lots: Vec<String>,
    /// Shipper and person: a run of repeated shipments goes over days.
    pub run: Option<String>,
    pub day: Option<NaiveDate>,
}

/// See [`Ties`].
pub fn ties(shipment: &Shipment) -> Ties {
    let identity::ShipmentKeys { person, near, lots, run } = identity::keys(shipment);
    Ties { person, near, lots, run, day: shipment.arrival.map(|a| a.local_day()) }
}

/// A stored shipment that touches others.
#[derive(Clone, Debug)]
struct RelatedShipment {
    id: i64,
    client_id: i64,
    shipment: Shipment,
}

/// Decisions of the shipments asked about, and of stored ones that came out differently.
pub struct Outcome {
    pub decisions: Vec<Decision>,
    pub changed: Vec<(i64, Decision)>,
    /// The law they were made by.
    pub rulebook: RulebookStamp,
}

/// Decides `asked` (all of one client). `stored` names those of them that are in the desk file already, by place.
pub fn decide(bench: &Workbench, client: i64, asked: &[Shipment], ties_of: &[Ties], stored: &BTreeSet<i64>) -> Result<Outcome, ApiError> {
    let book = bench.rulebook();
    let mut known: BTreeSet<i64> = stored.clone();
    let touched = touching(bench, ties_of, &mut known)?;
    // What may be one with the touched counts as well, or a re-decision would know less than the first one did.
    let touched_ties: Vec<Ties> = touched.iter().map(|t| ties(&t.shipment)).collect();
    let beyond = related(bench, &touched_ties, &known)?;

    let mut by_client: BTreeMap<i64, Vec<&RelatedShipment>> = BTreeMap::new();
    for one in &touched {
        by_client.entry(one.client_id).or_default().push(one);
    }
    let own = by_client.remove(&client).unwrap_or_default();
    let mut shipments = asked.to_vec();
    shipments.extend(own.iter().map(|o| o.shipment.clone()));
    let others: Vec<&RelatedShipment> = by_client.values().flatten().copied().chain(beyond.iter()).collect();
    let decided = eligibility::decide(&Batch { shipments, history: seen_by(client, &others) }, &book);
    let mut decisions = decided.decisions;
    let redecided = decisions.split_off(asked.len());
    let mut changed: Vec<(i64, Decision)> = own.iter().map(|o| o.id).zip(redecided).collect();

    for (other, members) in &by_client {
        let mut rest: Vec<RelatedShipment> = asked.iter().map(|s| RelatedShipment { id: 0, client_id: client, shipment: s.clone() }).collect();
        rest.extend(own.iter().map(|o| (*o).clone()));
        rest.extend(by_client.iter().filter(|(c, _)| *c != other).flat_map(|(_, m)| m.iter().map(|m| (*m).clone())));
        rest.extend(beyond.iter().cloned());
        let history = seen_by(*other, &rest.iter().collect::<Vec<_>>());
        let batch = Batch { shipments: members.iter().map(|m| m.shipment.clone()).collect(), history };
        changed.extend(members.iter().map(|m| m.id).zip(eligibility::decide(&batch, &book).decisions));
    }
    let mut different = Vec::new();
    for (id, decision) in changed {
        let decision = bench.desk.under_override(id, decision)?;
        if bench.desk.shipment(id)?.decision != decision {
            different.push((id, decision));
        }
    }
    Ok(Outcome { decisions, changed: different, rulebook: book.stamp() })
}

/// Decides shipments that touch nothing on the desk; they come back beside their decisions.
pub fn decide_apart(bench: &Workbench, shipments: Vec<Shipment>) -> (Vec<Shipment>, Outcome) {
    let book = bench.rulebook();
    let batch = Batch { shipments, history: Vec::new() };
    let decisions = eligibility::decide(&batch, &book).decisions;
    (batch.shipments, Outcome { decisions, changed: Vec::new(), rulebook: book.stamp() })
}

/// Stored shipments a new decision may concern: all that may touch those asked about, and whatever is joined to these by a
/// person's day or an order, to the end of the chain: where A's e-mail is B's and B's telephone is C's, C's day holds A.
fn touching(bench: &Workbench, ties_of: &[Ties], known: &mut BTreeSet<i64>) -> Result<Vec<RelatedShipment>, ApiError> {
    let mut all = related(bench, ties_of, known)?;
    known.extend(all.iter().map(|t| t.id));
    let mut from = 0;
    while from < all.len() {
        let strong: Vec<Ties> = all[from..].iter().map(|t| Ties { near: Vec::new(), run: None, ..ties(&t.shipment) }).collect();
        from = all.len();
        let days: BTreeSet<(&str, Option<NaiveDate>)> = strong.iter().flat_map(|t| t.person.iter().map(|k| (k.as_str(), t.day))).collect();
        let lots: BTreeSet<&str> = strong.iter().flat_map(|t| t.lots.iter().map(String::as_str)).collect();
        for candidate in related(bench, &strong, known)? {
            let its = ties(&candidate.shipment);
            let joined = its.person.iter().any(|k| days.contains(&(k.as_str(), its.day))) || its.lots.iter().any(|k| lots.contains(k.as_str()));
            if joined {
                known.insert(candidate.id);
                all.push(candidate);
            }
        }
    }
    Ok(all)
}

/// Decides stored shipments of one client anew by the law as it stands; returns those that come out differently.
pub fn decide_stored(bench: &Workbench, client: i64, stored: &[(i64, Shipment)]) -> Result<Outcome, ApiError> {
    let shipments: Vec<Shipment> = stored.iter().map(|(_, s)| s.clone()).collect();
    let ties_of: Vec<Ties> = shipments.iter().map(ties).collect();
    let ids = stored.iter().map(|(id, _)| *id).collect();
    let mut outcome = decide(bench, client, &shipments, &ties_of, &ids)?;
    for ((id, _), decision) in stored.iter().zip(std::mem::take(&mut outcome.decisions)) {
        let decision = bench.desk.under_override(*id, decision)?;
        if bench.desk.shipment(*id)?.decision != decision {
            outcome.changed.push((*id, decision));
        }
    }
    Ok(outcome)
}

/// What counts beside a stored shipment, as its client may see it.
pub fn history(bench: &Workbench, stored: &StoredShipment) -> Result<Vec<Shipment>, ApiError> {
    let touched = related(bench, &[ties(&stored.shipment)], &BTreeSet::from([stored.id]))?;
    Ok(seen_by(stored.row.client_id, &touched.iter().collect::<Vec<_>>()))
}

/// Ties of the stored shipments that may touch these; those named in `known` are left aside.
pub fn related_ties(bench: &Workbench, of: &[Ties], known: &BTreeSet<i64>) -> Result<Vec<Ties>, ApiError> {
    Ok(related(bench, of, known)?.iter().map(|r| ties(&r.shipment)).collect())
}

fn related(bench: &Workbench, ties: &[Ties], known: &BTreeSet<i64>) -> Result<Vec<RelatedShipment>, ApiError> {
    let window = i64::from(bench.rulebook().screening().window_days);
    let mut days: Vec<(String, NaiveDate)> = Vec::new();
    let mut lots: Vec<String> = Vec::new();
    let mut runs: BTreeSet<&str> = BTreeSet::new();
    let mut around: BTreeSet<(&str, NaiveDate)> = BTreeSet::new();
    for tie in ties {
        if let Some(day) = tie.day {
            days.extend(tie.person.iter().chain(&tie.near).map(|k| (k.clone(), day)));
        }
        lots.extend(tie.lots.iter().cloned());
        if let (Some(day), Some(run)) = (tie.day, &tie.run) {
            runs.insert(run);
            let other_days = (1..=window).flat_map(|away| [day.checked_add_signed(TimeDelta::days(-away)), day.checked_add_signed(TimeDelta::days(away))]);
            let keys = tie.person.iter().filter(|key| identity::is_of_name_and_address(key));
            for other in other_days.flatten() {
                around.extend(keys.clone().map(|key| (key.as_str(), other)));
            }
        }
    }
    let mut found = bench.desk.related(&days, &lots)?;
    let counted: BTreeSet<i64> = found.iter().map(|(id, ..)| *id).collect();
    // On other days a parcel matters only where the same shipper sends to the same person.
    let around: Vec<(String, NaiveDate)> = around.into_iter().map(|(key, day)| (key.to_owned(), day)).collect();
    let of_runs = bench.desk.related(&around, &[])?.into_iter();
    found.extend(of_runs.filter(|(id, _, s)| !counted.contains(id) && identity::run_key(s).is_some_and(|run| runs.contains(run.as_str()))));
    found.sort_by_key(|(id, ..)| *id);
    Ok(found.into_iter().filter(|(id, ..)| !known.contains(id)).map(|(id, client_id, shipment)| RelatedShipment { id, client_id, shipment }).collect())
}

/// History as one client may see it: another client's parcel counts, and no sentence names it or whom it is for.
fn seen_by(client: i64, history: &[&RelatedShipment]) -> Vec<Shipment> {
    history
        .iter()
        .map(|h| {
            let mut shipment = h.shipment.clone();
            shipment.confidential = h.client_id != client;
            if shipment.confidential {
                // Belt and braces: what no sentence may say is not there to be said.
                shipment.id = "another client's parcel".into();
                shipment.client = None;
                shipment.tracking_number = None;
            }
            shipment
        })
        .collect()
}
