//! A file's shipments in parts that are decided one after the other while the parts before them are written.
//!
//! What belongs together — one person's day, one order's lots, whoever may be the same person, a run of shipments from one
//! shipper to one person — stays in one part, so that every decision comes out as if the file had been decided as a whole.

use super::deciding::{self, Outcome, Ties};
use crate::{ApiError, Workbench};
use chrono::NaiveDate;
use customs::decision::RulebookStamp;
use customs::{Decision, Shipment};
use desk::NewShipment;
use std::collections::{BTreeSet, HashMap};

/// Shipments of a part, more where more belong together. Decisions are long; four parts at a time are on their way.
const SIZE: usize = 500;

/// Which shipments are decided together, by their places.
pub struct Parts {
    /// Those that touch shipments on the desk, or replace some.
    pub first: Vec<usize>,
    /// The others.
    pub rest: Vec<Vec<usize>>,
}

/// A part as decided.
pub struct Decided {
    /// Shipments with their places.
    pub rows: Vec<(usize, NewShipment)>,
    /// Stored ones that came out differently.
    pub changed: Vec<(i64, Decision)>,
}

fn keys(ties: &Ties) -> impl Iterator<Item = (&str, Option<NaiveDate>)> {
    let people = ties.person.iter().chain(&ties.near).filter(|_| ties.day.is_some()).map(|key| (key.as_str(), ties.day));
    people.chain(ties.lots.iter().chain(&ties.run).map(|key| (key.as_str(), None)))
}

/// The first of those that a shipment belongs to; shortens the way there.
fn root(parents: &mut [usize], mut at: usize) -> usize {
    while let Some(up) = parents.get(at).copied().filter(|up| *up != at) {
        let above = parents.get(up).copied().unwrap_or(up);
        if let Some(own) = parents.get_mut(at) {
            *own = above;
        }
        at = above;
    }
    at
}

/// Splits a file into parts. From `new_ones` on they take the place of stored ones, whose numbers are `replaced`.
pub fn split(bench: &Workbench, ties: &[Ties], new_ones: usize, replaced: &BTreeSet<i64>) -> Result<Parts, ApiError> {
    let on_desk = deciding::related_ties(bench, ties, replaced)?;
    let touched: BTreeSet<(&str, Option<NaiveDate>)> = on_desk.iter().flat_map(keys).collect();
    Ok(split_by(ties, |at, key| at >= new_ones || touched.contains(&key), SIZE))
}

fn split_by(ties: &[Ties], touches: impl Fn(usize, (&str, Option<NaiveDate>)) -> bool, size: usize) -> Parts {
    let mut parents: Vec<usize> = (0..ties.len()).collect();
    let mut holders: HashMap<(&str, Option<NaiveDate>), usize> = HashMap::new();
    let mut touching = vec![false; ties.len()];
    for (at, tie) in ties.iter().enumerate() {
        for key in keys(tie) {
            let other = *holders.entry(key).or_insert(at);
            let (a, b) = (root(&mut parents, at), root(&mut parents, other));
            // The lower one leads, so that parts follow the file.
            if let Some(parent) = parents.get_mut(a.max(b)) {
                *parent = a.min(b);
            }
            if touches(at, key)
                && let Some(mark) = touching.get_mut(at)
            {
                *mark = true;
            }
        }
        if touches(at, ("", None))
            && let Some(mark) = touching.get_mut(at)
        {
            *mark = true;
        }
    }
    let roots: Vec<usize> = (0..ties.len()).map(|at| root(&mut parents, at)).collect();
    let touched: BTreeSet<usize> = roots.iter().zip(&touching).filter(|(_, t)| **t).map(|(r, _)| *r).collect();
    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, root) in roots.iter().enumerate() {
        members.entry(*root).or_default().push(at);
    }
    let mut parts = Parts { first: Vec::new(), rest: Vec::new() };
    let mut open: Vec<usize> = Vec::new();
    for at in 0..ties.len() {
        let Some(together) = members.remove(&at) else { continue };
        if touched.contains(&at) {
            parts.first.extend(together);
            continue;
        }
        open.extend(together);
        if open.len() >= size {
            parts.rest.push(std::mem::take(&mut open));
        }
    }
    parts.first.sort_unstable();
    if !open.is_empty() {
        parts.rest.push(open);
    }
    parts
}

/// The shipments that are still to be decided; each is taken out once.
pub struct Stock {
    pub shipments: Vec<Shipment>,
    pub ties: Vec<Ties>,
    pub rows: Vec<Vec<u32>>,
    pub port: Option<String>,
}

impl Stock {
    fn take(&mut self, places: &[usize]) -> (Vec<Shipment>, Vec<Ties>) {
        let shipments = places.iter().filter_map(|at| self.shipments.get_mut(*at).map(std::mem::take)).collect();
        (shipments, places.iter().filter_map(|at| self.ties.get_mut(*at).map(std::mem::take)).collect())
    }

    /// Decides the shipments in these places with what they touch on the desk. `stored` are the numbers of those that replace
    /// others; all parts of a file are decided by one law.
    pub fn decide(&mut self, bench: &Workbench, client: i64, places: &[usize], stored: &BTreeSet<i64>, law: &RulebookStamp) -> Result<Decided, ApiError> {
        let (shipments, ties) = self.take(places);
        let outcome = deciding::decide(bench, client, &shipments, &ties, stored)?;
        self.decided(places, shipments, ties, outcome, law)
    }

    /// Decides the shipments of one of the other parts, which touch nothing on the desk.
    pub fn decide_apart(&mut self, bench: &Workbench, places: &[usize], law: &RulebookStamp) -> Result<Decided, ApiError> {
        let (shipments, ties) = self.take(places);
        let (shipments, outcome) = deciding::decide_apart(bench, shipments);
        self.decided(places, shipments, ties, outcome, law)
    }

    fn decided(&mut self, places: &[usize], shipments: Vec<Shipment>, ties: Vec<Ties>, outcome: Outcome, law: &RulebookStamp) -> Result<Decided, ApiError> {
        if outcome.rulebook != *law {
            return Err(ApiError::refused("The law on this desk changed while the file was being decided. Nothing was stored; store it again."));
        }
        let rows = places.iter().zip(shipments).zip(outcome.decisions).zip(ties).map(|(((at, shipment), decision), ties)| {
            let source_rows = self.rows.get_mut(*at).map(std::mem::take).unwrap_or_default();
            let (person_keys, near_keys, lot_keys) = (ties.person, ties.near, ties.lots);
            (*at, NewShipment { shipment, decision, person_keys, near_keys, lot_keys, source_rows, port: self.port.clone() })
        });
        Ok(Decided { rows: rows.collect(), changed: outcome.changed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Setup, table};
    use customs::{Arrival, Line, Party};
    use serde_json::json;

    fn tie(person: &str, near: &str, lot: &str, day: u32) -> Ties {
        let some = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
        Ties { person: some(person), near: some(near), lots: some(lot), run: None, day: NaiveDate::from_ymd_opt(2024, 6, day) }
    }

    #[test]
    fn what_belongs_together_stays_together() {
        // 0 and 3 are one person's day, 3 and 5 one order; 1 is the same person on another day; 2 may be who 4 is.
        let ties = [tie("a", "", "", 3), tie("a", "", "", 4), tie("b", "x", "", 3), tie("a", "", "o", 3), tie("x", "", "", 3), tie("c", "", "o", 9)];
        let parts = split_by(&ties, |_, _| false, 1);
        assert!(parts.first.is_empty());
        assert_eq!(parts.rest, [vec![0, 3, 5], vec![1], vec![2, 4]]);
    }

    #[test]
    fn whatever_touches_the_desk_is_decided_first_with_all_that_hangs_on_it() {
        let ties = [tie("a", "", "", 3), tie("b", "", "", 3), tie("c", "", "o", 3), tie("b", "", "o", 3), tie("", "", "", 3)];
        let parts = split_by(&ties, |_, key| key.0 == "c", 10);
        assert_eq!((parts.first, parts.rest), (vec![1, 2, 3], vec![vec![0, 4]]));
    }

    /// Shipments of few people in few streets of some towns on three days, with orders in several lots: most concern another one.
    fn crowd(from: usize, count: usize, towns: usize) -> Vec<Shipment> {
        let names = ["Ada Quill", "ADA  QUILL", "Ada Quil", "Ben Oakley", "Oakley, Ben", "Cleo Marsh", "Dora Lind", "Emil Frost", "Freya Halvorsen"];
        let streets = ["4 Mill Lane", "4 Mill Ln.", "9 Quay Street", "12 Beacon Street", "31 Harbor Drive"];
        (from..from + count)
            .map(|n| {
                // Knuth's multiplicative hash: spread, and the same every time.
                let spread = n.wrapping_mul(2_654_435_761) % 1_000_003;
                let town = spread / 19 % towns;
                let consignee = Party {
                    name: Some(names[spread % names.len()].into()),
                    address1: Some(streets[spread / 7 % streets.len()].into()),
                    city: Some(["Springfield", "Akron", "Reno", "Boston"][town % 4].into()),
                    region: Some(["IL", "OH", "NV", "MA"][town % 4].into()),
                    postal_code: Some(format!("{}{:02}", ["627", "443", "895", "021"][town % 4], town / 4)),
                    country: Some("US".into()),
                    email: (spread % 5 == 0).then(|| format!("p{}@town{town}.example.com", spread / 13 % 6)),
                    ..Party::default()
                };
                let shipper = Party {
                    name: Some("Nordlicht".into()),
                    address1: Some("5 Market St".into()),
                    city: Some("Hamburg".into()),
                    country: Some("DE".into()),
                    ..Party::default()
                };
                let line = Line {
                    description: "stainless steel electric kettle".into(),
                    quantity: Some(1.into()),
                    value: Some(rust_decimal::Decimal::new(12_000 + 937 * (spread % 90) as i64, 2)),
                    hts: Some("8516.79.0000".into()),
                    origin: Some(["DE", "CN", "VN"][spread % 3].into()),
                    ..Line::default()
                };
                Shipment {
                    id: format!("HB-{n:04}"),
                    order_number: Some(format!("O-{town}-{}", spread % 40)),
                    arrival: NaiveDate::from_ymd_opt(2024, 6, 3 + (spread / 17 % 3) as u32).map(Arrival::Day),
                    country_of_shipment: Some("DE".into()),
                    currency: Some("USD".into()),
                    mode: Some(customs::Mode::Air),
                    shipper: Some(shipper.into()),
                    consignee: Some(consignee.into()),
                    lines: vec![line],
                    ..Shipment::default()
                }
            })
            .collect()
    }

    fn stock(shipments: &[Shipment]) -> Stock {
        let ties = shipments.iter().map(deciding::ties).collect();
        Stock { shipments: shipments.to_vec(), ties, rows: vec![Vec::new(); shipments.len()], port: None }
    }

    #[test]
    fn decided_in_parts_every_decision_is_what_it_is_when_the_file_is_decided_whole() {
        let folder = tempfile::tempdir().unwrap();
        let now: chrono::DateTime<chrono::FixedOffset> = "2026-11-23T09:00:00-05:00".parse().unwrap();
        let setup =
            Setup { desk: folder.path().join("d.entrydesk"), output_folder: folder.path().to_path_buf(), clock: Box::new(move || now), user: "DH".into() };
        let bench = Workbench::open(setup).unwrap();
        let client = {
            let poa = json!({ "signer": "Greta Sample", "signed": "2020-01-02", "partnership": false });
            let address = json!({ "name": "Nordlicht", "street": "5 Market St", "city": "Hamburg", "country": "DE" });
            let client =
                json!({ "id": 0, "name": "Nordlicht", "importer_number": "98-7654321", "default_port": "4701", "address": address, "power_of_attorney": poa });
            table::call(&bench, "client_save", json!({ "client": client })).unwrap()["id"].as_i64().unwrap()
        };
        let law = bench.rulebook().stamp();
        // Two of the towns have parcels on the desk already, so that some parts change what was decided before.
        let stored = crowd(0, 40, 2);
        let before = stock(&stored).decide(&bench, client, &(0..stored.len()).collect::<Vec<_>>(), &BTreeSet::new(), &law).unwrap();
        let rows: Vec<NewShipment> = before.rows.into_iter().map(|(_, row)| row).collect();
        let file =
            desk::NewImport { client_id: client, file_name: "first.csv".into(), bytes: b"first".to_vec().into(), port: "4701".into(), ..Default::default() };
        bench.desk.store_import(&file, &rows, &[], &law, &bench.act(), &|_| false).unwrap();

        let mut redecided = 0;
        for (file, least) in [(crowd(1_000, 60, 2), 0), (crowd(2_000, 200, 40), 25), (crowd(3_000, 100, 150), 40)] {
            let places: Vec<usize> = (0..file.len()).collect();
            let whole = stock(&file).decide(&bench, client, &places, &BTreeSet::new(), &law).unwrap();
            let wanted: Vec<Decision> = whole.rows.into_iter().map(|(_, row)| row.decision).collect();
            let ties: Vec<Ties> = file.iter().map(deciding::ties).collect();
            let on_desk = deciding::related_ties(&bench, &ties, &BTreeSet::new()).unwrap();
            let touched: BTreeSet<(&str, Option<NaiveDate>)> = on_desk.iter().flat_map(keys).collect();
            for size in [1, 20, 2_000] {
                let parts = split_by(&ties, |_, key| touched.contains(&key), size);
                assert!(size > 1 || parts.rest.len() >= least, "{} parts", parts.rest.len());
                let mut left = stock(&file);
                let (mut got, mut changed) = (Vec::new(), Vec::new());
                for places in std::iter::once(&parts.first).chain(&parts.rest) {
                    let part = match places == &parts.first {
                        true => left.decide(&bench, client, places, &BTreeSet::new(), &law).unwrap(),
                        false => left.decide_apart(&bench, places, &law).unwrap(),
                    };
                    got.extend(part.rows.into_iter().map(|(at, row)| (at, row.decision)));
                    changed.extend(part.changed);
                }
                got.sort_by_key(|(at, _)| *at);
                assert_eq!(got.iter().map(|(at, _)| *at).collect::<Vec<_>>(), places, "each shipment is decided once");
                for ((_, decision), wanted) in got.iter().zip(&wanted) {
                    assert_eq!(decision, wanted, "parts of {size}");
                }
                changed.sort_by_key(|(id, _)| *id);
                let mut whole_changed = whole.changed.clone();
                whole_changed.sort_by_key(|(id, _)| *id);
                assert_eq!(changed, whole_changed, "what becomes of stored shipments, parts of {size}");
                redecided += changed.len();
            }
            let routes: BTreeSet<_> = wanted.iter().map(|d| d.route).collect();
            assert!(routes.len() > 1, "all are decided alike: {routes:?}");
        }
        assert!(redecided > 0, "nothing on the desk was decided anew");
    }
}
