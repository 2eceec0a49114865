//! How fast an official edition is imported (where it is at hand), how many line duties are computed a second, how fast a search answers.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use customs::DutyRequest;
use rayon::prelude::*;
use std::hint::black_box;
use tariff::{Edition, Tariff};

/// As the shells have it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Requests of ten lines of common goods, from several origins, on one day.
fn requests(count: usize) -> Vec<DutyRequest> {
    let goods = [
        "6109.10.0012",
        "4202.21.9000",
        "9503.00.0073",
        "8518.30.2000",
        "6912.00.4810",
        "3304.99.5000",
        "8516.79.0000",
        "6404.19.9060",
        "7117.19.9000",
        "3924.10.4000",
    ];
    let origins = ["CN", "VN", "IN", "IT"];
    (0..count)
        .map(|at| {
            let lines: Vec<serde_json::Value> = goods
                .iter()
                .enumerate()
                .map(|(line, hts)| serde_json::json!({"hts": hts, "origin": origins[(at + line) % origins.len()], "entered_value_usd": format!("{}.50", 20 + line)}))
                .collect();
            serde_json::from_value(serde_json::json!({"id": at.to_string(), "entry_date": "2026-06-10", "entry_type": "11", "mode": "air", "lines": lines})).unwrap()
        })
        .collect()
}

fn duties(c: &mut Criterion) {
    let tariff = Tariff::starter().unwrap();
    let requests = requests(2_000);
    let mut group = c.benchmark_group("line duties");
    group.throughput(Throughput::Elements(20_000));
    group.bench_function("one core", |b| b.iter(|| requests.iter().map(|r| tariff.duty(black_box(r)).lines.len()).sum::<usize>()));
    group.bench_function("all cores", |b| b.iter(|| requests.par_iter().map(|r| tariff.duty(black_box(r)).lines.len()).sum::<usize>()));
    group.finish();
}

fn editions(c: &mut Criterion) {
    let Some(reference) = std::env::var_os("ENTRYDESK_REFERENCE") else {
        println!("SKIPPED: set ENTRYDESK_REFERENCE to measure the import of an official edition");
        return;
    };
    let folder = std::path::Path::new(&reference).join("data/hts");
    let mut group = c.benchmark_group("edition");
    group.sample_size(10);
    for file in ["hts_2026_rev_10.json.gz", "hts_2026_rev_4_usitc.csv"] {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        group.bench_function(format!("import {file}"), |b| {
            b.iter_batched(|| bytes.as_slice(), |bytes| Edition::import(file, bytes).unwrap(), BatchSize::LargeInput)
        });
    }
    let mut tariff = Tariff::starter().unwrap();
    tariff.add_edition(Edition::import("hts_2026_rev_10.json.gz", &std::fs::read(folder.join("hts_2026_rev_10.json.gz")).unwrap()).unwrap().0);
    let on = "2026-06-10".parse().unwrap();
    group.bench_function("find words in 35,000 rows", |b| b.iter(|| tariff.find(black_box("women cotton dress"), on, 50)));
    group.finish();
}

criterion_group!(benches, duties, editions);
criterion_main!(benches);
