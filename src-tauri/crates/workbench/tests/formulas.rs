//! What a merchant typed never runs: every file the desk writes for a spreadsheet program is opened and searched.

mod bench;

use bench::Bench;
use serde_json::{Value, json};
use std::io::{Cursor, Read};

/// Texts that a spreadsheet program would run, in whatever field a merchant can write.
const HOSTILE: [&str; 7] = ["=HYPERLINK(\"http://x.example\";\"open\")", "+SUM(A1:A9)", "-2+3", "@SUM(1)", "＝cmd|' /C calc'!A0", " =2+2", "\t=3+3"];

/// A desk with parcels whose every text would run.
fn stocked() -> Bench {
    let bench = Bench::new();
    bench.call("sample_client", json!({}));
    let client = bench.client("Quayside Goods");
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut csv = String::from(
        "House bill,Order number,Invoice,Tracking number,Shipper,Consignee,Address,City,State,ZIP,Country,SKU,Description,HTS,Origin,Quantity,Value,Currency\n",
    );
    for (n, text) in HOSTILE.iter().enumerate() {
        let typed = |what: &str| quoted(&format!("{text} {what}"));
        csv.push_str(&format!(
            "{},{},{},{},{},{},{},{},IL,62704,US,{},{},8516.79.0000,DE,1,95.0{n},USD\n",
            typed("bill"),
            typed("order"),
            typed("invoice"),
            typed("track"),
            typed("shop"),
            typed("person"),
            typed("street"),
            typed("city"),
            typed("sku"),
            typed("stainless steel electric kettle")
        ));
    }
    let ticket = bench.bench.offer("=orders.csv", csv.into_bytes());
    let stored = bench.run("intake_store", json!({ "ticket": ticket.ticket, "client_id": client, "arrival": "2026-11-20", "port": "4701" }));
    assert_eq!(stored["shipments"], HOSTILE.len());
    bench
}

/// Whether a spreadsheet program that opens a CSV file would run a cell.
fn would_run(cell: &str) -> bool {
    let number = cell.parse::<rust_decimal::Decimal>().is_ok();
    !number && (cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || cell.starts_with(['\t', '\r', '\n']))
}

/// Every cell of a CSV file, by a reader of its own; how many of them an apostrophe keeps from running.
fn kept_from_running(name: &str, bytes: &[u8]) -> usize {
    let text = std::str::from_utf8(bytes).unwrap().trim_start_matches('\u{feff}');
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let cells: Vec<String> = rows.records().flat_map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    for cell in &cells {
        assert!(!would_run(cell), "{name}: a spreadsheet program runs {cell:?}");
    }
    cells.iter().filter(|c| c.strip_prefix('\'').is_some_and(would_run)).count()
}

fn bytes_of(answer: &Value) -> (String, Vec<u8>) {
    let path = answer["path"].as_str().unwrap();
    (path.to_owned(), std::fs::read(path).unwrap())
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (name, bytes)
        })
        .collect()
}

fn all_columns(bench: &Bench, rows: &str) -> Vec<String> {
    let all = bench.call("export_columns", json!({}));
    let of = all.as_array().unwrap().iter().find(|c| c["rows"] == rows).unwrap_or_else(|| panic!("{rows}: {all}"));
    of["columns"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn tables_of_shipments_and_goods_as_csv() {
    let bench = stocked();
    for rows in ["shipments", "goods"] {
        let answer = bench.run("shipments_export", json!({ "rows": rows, "columns": all_columns(&bench, rows), "format": "csv" }));
        let (name, bytes) = bytes_of(&answer);
        assert!(kept_from_running(&name, &bytes) >= HOSTILE.len() * 3, "{rows}: the merchant's texts are not in the table");
    }
}

#[test]
fn tables_of_shipments_and_goods_as_a_workbook() {
    let bench = stocked();
    for rows in ["shipments", "goods"] {
        let answer = bench.run("shipments_export", json!({ "rows": rows, "columns": all_columns(&bench, rows), "format": "xlsx" }));
        let (name, bytes) = bytes_of(&answer);
        let mut found = 0;
        for (part, bytes) in parts(&bytes) {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("<f>") && !text.contains("<f ") && !part.contains("externalLink"), "{name}, {part}: a formula");
            found += text.matches("HYPERLINK(").count();
        }
        assert!(found > 0, "{rows}: the merchant's texts are not in the workbook");
    }
}

#[test]
fn tables_of_entries_and_their_lines() {
    let bench = stocked();
    let made = bench.run("entries_make", json!({ "shipment_ids": bench.ids("") }));
    assert!(!made["made"].as_array().unwrap().is_empty(), "{made}");
    for rows in ["entries", "entry-lines"] {
        let numbers: Vec<&Value> = made["made"].as_array().unwrap().iter().map(|e| &e["number"]).collect();
        let answer = bench.run("entries_export", json!({ "numbers": numbers, "rows": rows, "columns": all_columns(&bench, rows), "format": "csv" }));
        assert!(answer["rows"].as_u64().unwrap() > 0);
        let (name, bytes) = bytes_of(&answer);
        kept_from_running(&name, &bytes);
    }
}

#[test]
fn the_table_in_an_audit_pack() {
    let bench = stocked();
    let client = bench.detail("HYPERLINK")["row"]["client_id"].clone();
    let answer = bench.run("audit_export", json!({ "scope": { "kind": "client", "client_id": client }, "redacted": false }));
    let parts = parts(&bytes_of(&answer).1);
    let (name, table) = parts.iter().find(|(name, _)| name == "data/shipments.csv").expect("the table of shipments");
    assert!(kept_from_running(name, table) >= HOSTILE.len() * 3, "the merchant's texts are not in the table");
    let others: Vec<&String> = parts.iter().map(|(name, _)| name).filter(|n| n.ends_with(".csv") && !n.starts_with("originals/") && *n != name).collect();
    assert!(others.is_empty(), "a table that nobody has searched: {others:?}");
}
