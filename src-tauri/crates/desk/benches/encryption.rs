//! What encryption costs: the same work on a plain desk file and on an encrypted one, in seconds of the processor.
//!
//! `cargo bench -p desk --bench encryption`. Times of the processor, not of the clock: what else the machine does is left out.

// Seconds, not money.
#![allow(clippy::float_arithmetic)]

use chrono::{DateTime, NaiveDate, Utc};
use customs::decision::RulebookStamp;
use customs::{Arrival, Client, Decision, Line, Outcome, Party, Route, Shipment, TestResult};
use desk::{Act, Desk, NewImport, NewShipment, ShipmentQuery, Unlock};
use std::time::Instant;

/// As the shells have it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SHIPMENTS: usize = 20_000;

fn act() -> Act {
    Act::new(DateTime::<Utc>::UNIX_EPOCH, "bench")
}

fn rows() -> Vec<NewShipment> {
    let day = NaiveDate::from_ymd_opt(2024, 6, 3).unwrap_or_default();
    let row = |n: usize| {
        let id = format!("HB{n:08}");
        let test = |t: usize| TestResult {
            id: format!("test-{t}"),
            outcome: Outcome::Pass,
            because: format!("Test {t} of {id} found nothing in the way."),
            citations: Vec::new(),
            facts: Default::default(),
        };
        NewShipment {
            decision: Decision {
                id: id.clone(),
                route: Route::Section321,
                exempt: Some(true),
                limb: None,
                entry_type: None,
                person: None,
                person_day_total: None,
                tests: (0..12).map(test).collect(),
                advisories: Vec::new(),
                would_have_qualified: false,
            },
            person_keys: vec![format!("person {}", n % 9_000)],
            near_keys: Vec::new(),
            lot_keys: Vec::new(),
            source_rows: vec![2],
            port: None,
            shipment: Shipment {
                id,
                arrival: Some(Arrival::Day(day)),
                consignee: Some(Party { name: Some(format!("Person {}", n % 9_000)), ..Party::default() }.into()),
                lines: vec![Line { description: "Cotton tee".into(), value: Some(25.into()), ..Line::default() }],
                ..Shipment::default()
            },
        }
    };
    (0..SHIPMENTS).map(row).collect()
}

/// Seconds of the processor this process has used; of the clock where the system does not say.
fn used(begun: Instant) -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").ok();
    let ticks = stat
        .as_deref()
        .and_then(|s| s.rsplit(')').next())
        .map(|rest| rest.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok()).sum::<f64>());
    ticks.map_or_else(|| begun.elapsed().as_secs_f64(), |ticks| ticks / 100.0)
}

fn main() {
    let rows = rows();
    let rulebook = RulebookStamp { version: "bench".into(), verified_through: NaiveDate::default() };
    let words = "a passphrase for a bench";
    let mut table: Vec<(&str, [f64; 2])> = Vec::new();
    for (side, encrypted) in [(0, false), (1, true)] {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("bench.entrydesk");
        let begun = Instant::now();
        let mut step = |name: &'static str, work: &mut dyn FnMut()| {
            let before = used(begun);
            work();
            let took = used(begun) - before;
            match table.iter_mut().find(|(n, _)| *n == name) {
                Some((_, both)) => both[side] = took,
                None => table.push((name, if side == 0 { [took, 0.0] } else { [0.0, took] })),
            }
        };
        let desk = Desk::open(&file, &act()).expect("a desk");
        let client_id = desk.save_client(&Client { name: "Wren".into(), ..Client::default() }, &act()).expect("a client");
        if encrypted {
            step("encrypt an empty desk (two keys made)", &mut || {
                desk.encrypt(&Unlock::passphrase(words), &act()).expect("encrypted");
            });
        }
        let import = NewImport { client_id, file_name: "big.csv".into(), bytes: vec![b'x'; 1_000_000].into(), ..NewImport::default() };
        step("store 20,000 shipments", &mut || {
            desk.store_import(&import, &rows, &[], &rulebook, &act(), &|_| false).expect("stored");
        });
        step("list them", &mut || drop(desk.shipment_ids(&ShipmentQuery::default()).expect("listed")));
        step("check the whole journal", &mut || assert_eq!(desk.verify().expect("read").broken, None));
        step("back up and check", &mut || {
            desk.backup(&folder.path().join("b.entrydesk")).expect("a backup");
        });
        drop(desk);
        step("open", &mut || {
            let unlock = encrypted.then(|| Unlock::passphrase(words));
            drop(Desk::open_with(&file, unlock.as_ref(), &act()).expect("opened"));
        });
        println!("{}: {} KB", if encrypted { "encrypted" } else { "plain" }, std::fs::metadata(&file).map_or(0, |m| m.len() / 1024));
    }
    println!("{:<40} {:>8} {:>10}", "seconds of the processor", "plain", "encrypted");
    for (name, [plain, encrypted]) in table {
        println!("{name:<40} {plain:>8.2} {encrypted:>10.2}");
    }
}
