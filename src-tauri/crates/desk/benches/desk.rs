//! How long a hundred thousand shipments take: to store, to list, to search, to verify.

use chrono::{DateTime, Days, NaiveDate, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use customs::decision::RulebookStamp;
use customs::{Arrival, Citation, Client, Confidence, Decision, Line, Outcome, Party, PersonCounted, Route, Shipment, TestResult};
use desk::{Act, Desk, NewImport, NewShipment, ShipmentQuery, SortKey};
use std::hint::black_box;

/// As the shells have it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SHIPMENTS: usize = 100_000;

fn act() -> Act {
    Act::new(DateTime::<Utc>::UNIX_EPOCH, "bench")
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 3).unwrap_or_default()
}

/// A decision as large as real ones: a dozen tests, of which two speak of this very shipment.
fn decision(id: &str, person: usize, n: usize) -> Decision {
    let route = if n.is_multiple_of(3) { Route::Informal } else { Route::Section321 };
    let test = |test: &str, because: String| TestResult {
        id: test.into(),
        outcome: Outcome::Pass,
        because,
        citations: vec![Citation::new("19 USC 1321(a)(2)(C)", Confidence::Primary), Citation::new("19 CFR 10.151", Confidence::Primary)],
        facts: [("ceiling".to_string(), "800.00".to_string()), ("value".to_string(), format!("{}.00", n % 97))].into(),
    };
    let mut tests: Vec<_> =
        (0..10).map(|t| TestResult { facts: Default::default(), ..test(&format!("test-{t}"), format!("Nothing stands in the way of test {t}.")) }).collect();
    tests.push(test("value-ceiling", format!("Worth ${}.00, at most $800.00.", n % 97)));
    tests.push(test("person-day-aggregate", format!("Person {person} receives ${}.00 that day, at most $800.00.", n)));
    Decision {
        id: id.into(),
        route,
        exempt: Some(route == Route::Section321),
        limb: None,
        entry_type: Some("86".into()),
        person: Some(PersonCounted { name: format!("Person {person}"), key: format!("person-{person}"), shipments: vec![id.into()] }),
        person_day_total: Some("25.00".parse().unwrap_or_default()),
        tests,
        advisories: Vec::new(),
        would_have_qualified: false,
    }
}

fn rows() -> Vec<NewShipment> {
    (0..SHIPMENTS)
        .map(|n| {
            // Spread, so that indexes are not filled in their own order.
            let spread = n.wrapping_mul(2_654_435_761) % 1_000_003;
            let person = spread % 40_000;
            let id = format!("HB{spread:08}-{n}");
            NewShipment {
                decision: decision(&id, person, n),
                person_keys: vec![format!("person-{person}")],
                near_keys: vec![format!("name-{person}"), format!("mail-{person}")],
                lot_keys: vec![format!("order-{n}")],
                source_rows: vec![u32::try_from(n).unwrap_or(0)],
                port: None,
                shipment: Shipment {
                    arrival: first_day().checked_add_days(Days::new((spread % 7) as u64)).map(Arrival::Day),
                    consignee: Some(
                        Party {
                            name: Some(format!("Person {person}")),
                            address1: Some(format!("{} Linden Street", spread % 900)),
                            city: Some("Akron".into()),
                            region: Some("OH".into()),
                            postal_code: Some("44303".into()),
                            country: Some("US".into()),
                            email: Some(format!("p{person}@example.com")),
                            ..Party::default()
                        }
                        .into(),
                    ),
                    order_number: Some(format!("#{n}")),
                    lines: vec![Line {
                        description: format!("Cotton tee, style {}", spread % 500),
                        quantity: Some(1.into()),
                        value: Some((spread % 97).into()),
                        hts: Some("6109.10.0012".into()),
                        origin: Some("CN".into()),
                        ..Line::default()
                    }],
                    id,
                    ..Shipment::default()
                },
            }
        })
        .collect()
}

fn stored(rows: &[NewShipment], folder: &std::path::Path) -> Desk {
    let desk = Desk::open(&folder.join("bench.entrydesk"), &act()).expect("a new desk");
    let client_id = desk.save_client(&Client { name: "Wren & Thistle".into(), ..Client::default() }, &act()).expect("a client");
    let import = NewImport { client_id, file_name: "big.csv".into(), bytes: vec![b'x'; 10_000_000].into(), ..NewImport::default() };
    let rulebook = RulebookStamp { version: "bench".into(), verified_through: first_day() };
    desk.store_import(&import, rows, &[], &rulebook, &act(), &|_| false).expect("stored");
    desk
}

fn store(c: &mut Criterion) {
    let rows = rows();
    let mut group = c.benchmark_group("100,000 shipments");
    group.sample_size(10);
    group.bench_function("store", |b| {
        b.iter_batched(
            || tempfile::tempdir().expect("a folder"),
            |folder| {
                drop(stored(&rows, folder.path()));
                folder
            },
            criterion::BatchSize::PerIteration,
        );
    });
    let folder = tempfile::tempdir().expect("a folder");
    let desk = stored(&rows, folder.path());
    let size = std::fs::metadata(desk.path()).map_or(0, |m| m.len());
    println!("desk file: {} MB", size / 1_000_000);
    for sort in [SortKey::Stored, SortKey::Bill, SortKey::Person, SortKey::Goods, SortKey::Value, SortKey::Arrival, SortKey::Route, SortKey::Entry] {
        let query = ShipmentQuery { sort, descending: true, ..ShipmentQuery::default() };
        group.bench_function(format!("list by {sort:?}"), |b| b.iter(|| black_box(desk.shipment_ids(&query)).map(|ids| ids.len())));
    }
    for text in ["cotton", "person 17", "HB0000", "6109.10 style 33"] {
        let query = ShipmentQuery { text: text.into(), ..ShipmentQuery::default() };
        group.bench_function(format!("search `{text}`"), |b| b.iter(|| black_box(desk.shipment_ids(&query)).map(|ids| ids.len())));
    }
    let review = ShipmentQuery { routes: vec![Route::Informal], without_entry: true, ..ShipmentQuery::default() };
    group.bench_function("list informal without entry", |b| b.iter(|| black_box(desk.shipment_ids(&review)).map(|ids| ids.len())));
    let ids = desk.shipment_ids(&ShipmentQuery::default()).expect("ids");
    let window = ids.get(50_000..50_200).unwrap_or_default();
    group.bench_function("window of 200 rows", |b| b.iter(|| black_box(desk.shipment_rows(window)).map(|rows| rows.len())));
    group.bench_function("route counts", |b| b.iter(|| black_box(desk.route_counts(&ShipmentQuery::default())).map(|counts| counts.len())));
    group.bench_function("one shipment whole", |b| b.iter(|| black_box(desk.shipment(54_321)).map(|s| s.decisions_count)));
    let people: Vec<_> = rows.iter().flat_map(|r| r.person_keys.iter().chain(&r.near_keys)).map(|key| (key.clone(), first_day())).collect();
    group.bench_function("related to 300,000 keys", |b| b.iter(|| black_box(desk.related(&people, &[])).map(|found| found.len())));
    group.bench_function("verify", |b| b.iter(|| black_box(desk.verify()).map(|v| v.rows)));
    group.bench_function("overview", |b| b.iter(|| black_box(desk.overview(first_day(), 2)).map(|o| o.shipments)));
    group.finish();
}

criterion_group!(benches, store);
criterion_main!(benches);
