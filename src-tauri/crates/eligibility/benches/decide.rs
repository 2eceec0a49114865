//! Speed of deciding: a million synthetic shipments from raw party text to verdicts, then how the time divides.
//!
//! `cargo bench -p eligibility` decides `ENTRYDESK_BENCH` shipments (a million by default) in one batch and prints
//! shipments a second, how long identity and tests, joining and verdicts took, and the cost of putting decisions into words.

use customs::shipment::Batch;
use customs::{Arrival, Decimal, Line, Mode, Party, Shipment};
use rayon::prelude::*;
use std::time::Instant;

/// As the shells have it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A small deterministic generator: the same batch in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len() as u64) as usize]
    }
}

const FIRST: &[&str] = &["Ann", "Ruth", "Owen", "Greta", "Paul", "Nina", "Tariq", "Zoë", "Miguel", "Helen", "Marta", "Jonas"];
const LAST: &[&str] = &["Sandoval", "Olsen", "Brandt", "Kovac", "Bello", "Ortega", "Wei", "Müller", "Novak", "Silva", "Jensen", "Okafor"];
const STREET: &[&str] = &["Birch Lane", "Walnut Street", "N 5th Ave", "Harbor Road", "Lake Drive", "Mill Court", "Oak St Apt 4"];
const GOODS: &[(&str, &str)] = &[
    ("men's woven wool jacket", "6203.31.9020"),
    ("brass desk lamp", "9405.21.6010"),
    ("women's silk scarf", "6214.10.2000"),
    ("USB-C charging cable, 1 m", "8544.42.9090"),
    ("ceramic vase, hand painted", "6913.90.5000"),
    ("cotton bath towel", "6302.60.0020"),
    ("aluminum laptop stand", "7616.99.5190"),
    ("set of six crystal wine glasses", "7013.37.2000"),
    ("green tea, 100 g tin", "0902.10.1015"),
    ("children's plush toy bear", "9503.00.0073"),
];
const DAYS: &[&str] = &["2023-09-14", "2024-06-03", "2024-06-04", "2025-02-05", "2025-06-20", "2025-09-01", "2026-03-02", "2026-11-20"];

/// A shipment: 1.5 lines, one consignee in twenty seen before, mixed origins and dates.
fn shipment(i: u64) -> Shipment {
    let mut dice = Dice(i.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    // Every twentieth goes to somebody who has already received.
    let who = if dice.roll(20) == 0 { i / 40 } else { i };
    let mut person = Dice(who.wrapping_mul(0xd134_2543_de82_ef95) | 1);
    let consignee = Party {
        name: Some(format!("{} {}", person.pick(FIRST), person.pick(LAST))),
        address1: Some(format!("{} {}", person.roll(9_000) + 1, person.pick(STREET))),
        city: Some("Springfield".into()),
        region: Some("IL".into()),
        postal_code: Some(format!("{:05}", 10_000 + who % 80_000)),
        country: Some("US".into()),
        email: (who % 3 == 0).then(|| format!("buyer{who}@example.com")),
        ..Default::default()
    };
    let line = |dice: &mut Dice| {
        let (description, hts) = GOODS[dice.roll(GOODS.len() as u64) as usize];
        Line {
            description: description.into(),
            quantity: Some(Decimal::from(1 + dice.roll(3))),
            value: Some(Decimal::new(500 + dice.roll(40_000) as i64, 2)),
            hts: Some(hts.into()),
            origin: Some(dice.pick(&["CN", "CN", "VN", "DE", "IT", "GB"]).into()),
            ..Default::default()
        }
    };
    let mut lines = vec![line(&mut dice)];
    if dice.roll(2) == 0 {
        lines.push(line(&mut dice));
    }
    Shipment {
        id: format!("HB{i:09}"),
        arrival: dice.pick(DAYS).parse::<Arrival>().ok(),
        mode: Some(Mode::Air),
        country_of_shipment: Some("CN".into()),
        shipper: Some(Party { name: Some(format!("Bright Goods {} Ltd", dice.roll(300))), country: Some("CN".into()), ..Default::default() }.into()),
        consignee: Some(consignee.into()),
        order_number: Some(format!("O-{}", i - i % 50 / 49)),
        lines,
        ..Default::default()
    }
}

/// Resident memory of this process in MiB, where the system tells.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmRSS"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
}

fn main() {
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    let count: u64 = std::env::var("ENTRYDESK_BENCH").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let book = rulebook::Rulebook::built_in().expect("the built-in rulebook is sound");
    // The raw shipments of a chunk are dropped once they are digested, as a desk does that reads them from its file.
    let chunk = 50_000;
    let mut judging = eligibility::Judging::new(&book);
    let mut reading = std::time::Duration::ZERO;
    let mut kept = Vec::new();
    for from in (0..count).step_by(chunk as usize) {
        let batch: Vec<Shipment> = (from..count.min(from + chunk)).into_par_iter().map(shipment).collect();
        let start = Instant::now();
        judging.read(&batch);
        reading += start.elapsed();
        if from == 0 {
            kept = batch.into_iter().take(20_000).collect();
        }
    }
    let start = Instant::now();
    judging.join_persons();
    let persons = start.elapsed();
    judging.join_lots();
    let lots = start.elapsed() - persons;
    let tally = judging.routes();
    let finishing = start.elapsed();
    let verdicts = finishing - persons - lots;
    let all = reading + finishing;
    let per_second = u128::from(count) * 1_000_000 / all.as_micros().max(1);
    println!("{count} shipments decided in {} ms: {per_second} a second on {} threads", all.as_millis(), rayon::current_num_threads());
    println!("  identity and the tests of one shipment: {} ms", reading.as_millis());
    for (what, time) in [("persons and their days", persons), ("lots and runs", lots), ("verdicts", verdicts)] {
        println!("  {what}: {} ms", time.as_millis());
    }
    for (route, n) in tally {
        println!("  {n} {}", route.code());
    }
    println!("  resident memory: {} MiB", resident().map_or_else(|| "?".to_owned(), |m| m.to_string()));
    let words = kept.len() as u128;
    let start = Instant::now();
    let decided = eligibility::decide(&Batch { shipments: kept, history: Vec::new() }, &book);
    let spent = start.elapsed();
    println!("with every decision in words: {} a second ({} decided)", words * 1_000_000 / spent.as_micros().max(1), decided.decisions.len());
}
