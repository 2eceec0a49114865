//! Persons and their days.

use super::deciding;
use crate::contract::*;
use crate::{ApiError, Workbench};
use customs::{Decimal, Outcome};
use desk::StoredShipment;
use std::collections::{BTreeMap, BTreeSet};

/// Shipments looked at for the list of persons; the newest.
const MOST: usize = 20_000;

/// Persons with more than one parcel on a day, the newest day first.
pub fn people(bench: &Workbench, args: PeopleArgs) -> Result<Vec<PersonRow>, ApiError> {
    let mut days: BTreeMap<(chrono::NaiveDate, String), Vec<StoredShipment>> = BTreeMap::new();
    for id in bench.desk.tied_shipments(MOST)? {
        let stored = bench.desk.shipment(id)?;
        let (Some(person), Some(arrival)) = (&stored.decision.person, stored.shipment.arrival) else { continue };
        let day = arrival.local_day();
        if args.day.is_none_or(|wanted| wanted == day) {
            days.entry((day, person.key.clone())).or_default().push(stored);
        }
    }
    let wanted = args.text.trim().to_lowercase();
    let mut rows = Vec::new();
    for ((day, key), mut parcels) in days.into_iter().rev() {
        parcels.sort_by_key(|p| p.id);
        let spellings: BTreeSet<String> = parcels.iter().map(|p| p.row.person.clone()).collect();
        if parcels.len() < 2 || !spellings.iter().any(|s| s.to_lowercase().contains(&wanted)) {
            continue;
        }
        let first = &parcels[0];
        let total = first.decision.person_day_total.unwrap_or_default();
        rows.push(PersonRow {
            name: first.row.person.clone(),
            key,
            day,
            parcels: parcels.len() as u64,
            total: total.to_string(),
            over: first.decision.outcome("person-day-aggregate") == Some(Outcome::Fail),
            spellings: spellings.into_iter().collect(),
            shipment_ids: parcels.iter().map(|p| p.id).collect(),
        });
    }
    Ok(rows)
}

/// The parcels of the shipment's person on its day, another client's without bill and name (19 CFR 111.24).
pub fn person_day(bench: &Workbench, stored: &StoredShipment) -> Result<Option<PersonDay>, ApiError> {
    let (Some(person), Some(arrival)) = (&stored.decision.person, stored.shipment.arrival) else {
        return Ok(None);
    };
    let day = arrival.local_day();
    let rows = bench.desk.same_person_day(&deciding::ties(&stored.shipment).person, day)?;
    let own = stored.row.client_id;
    let parcels = rows
        .into_iter()
        .map(|row| {
            let ours = row.client_id == own;
            let text = |t: String| if ours { t } else { String::new() };
            Parcel {
                id: ours.then_some(row.id),
                bill: text(row.bill),
                client: if ours { row.client } else { "another client".into() },
                value_usd: row.value_usd.unwrap_or_default(),
                this: row.id == stored.id,
                written: text(row.person),
            }
        })
        .collect();
    let ceiling =
        stored.decision.tests.iter().find(|t| t.id == "person-day-aggregate").and_then(|t| t.facts.get("ceiling")).and_then(|c| c.parse::<Decimal>().ok());
    Ok(Some(PersonDay { name: person.name.clone(), day, total: stored.decision.person_day_total, ceiling, parcels }))
}
