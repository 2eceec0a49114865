//! Merchants' files, read: inputs and expectations in `tests/golden/intake`, our samples, and the reference samples.
//!
//! Each input `NAME.EXT` stands beside `NAME.json`, the reading in the shape of `entrydesk-cli read --json`, or the
//! refusal's code and words; `NAME.options.json` holds what a person chose. `ENTRYDESK_BLESS=1` writes what is read now; look at the difference before keeping it.
//! With `ENTRYDESK_REFERENCE` set, the reference samples of that folder are read too.

use intake::{ReadOptions, Reading, RowKind, Severity};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// Reads a file, by the options in `NAME.options.json` where that stands beside it.
fn read(path: &Path) -> Result<Reading, intake::IntakeError> {
    let name = path.file_name().unwrap().to_string_lossy();
    let options = match std::fs::read_to_string(path.with_extension("options.json")) {
        Ok(text) => serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}")),
        Err(_) => ReadOptions::default(),
    };
    intake::read(&name, &std::fs::read(path).unwrap(), &options, &|_| false)
}

/// What must hold of any reading: every row is accounted for, and every issue lies inside the file.
fn check_sound(name: &str, reading: &Reading) {
    let c = reading.source.counts;
    assert_eq!(c.title + c.header + c.goods + c.order + c.total + c.trailer + c.blank + c.unread, reading.source.rows, "{name}: a row is unaccounted for");
    let mut next = 1;
    for run in &reading.row_kinds {
        assert_eq!(run.from, next, "{name}: the runs of rows have a gap");
        next = run.to + 1;
    }
    let in_shipments: std::collections::BTreeSet<u32> = reading.shipments.iter().flat_map(|s| s.rows.iter().copied()).collect();
    for row in 1..=reading.source.rows {
        match reading.kind_of(row) {
            RowKind::Goods | RowKind::Order => assert!(in_shipments.contains(&row), "{name}: row {row} is in no shipment"),
            RowKind::Unread => assert!(reading.issues.iter().any(|i| i.row == row), "{name}: row {row} is unread without an issue"),
            _ => {}
        }
    }
    for issue in &reading.issues {
        assert!(issue.row <= reading.source.rows, "{name}: {issue:?}");
        assert!(issue.message.ends_with(['.', '?', ')']) && !issue.message.contains("  "), "{name}: {issue:?}");
    }
    for held in &reading.shipments {
        assert_eq!(held.line_rows.len(), held.shipment.lines.len(), "{name}");
    }
    let ids: std::collections::BTreeSet<&str> = reading.shipments.iter().map(|s| s.shipment.id.as_str()).collect();
    assert_eq!(ids.len(), reading.shipments.len(), "{name}: two shipments have one number");
}

#[test]
fn golden_files_read_as_written_down() {
    let folder = root().join("tests/golden/intake");
    let bless = std::env::var_os("ENTRYDESK_BLESS").is_some();
    let mut inputs: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e != "json" && e != "md")).collect();
    inputs.sort();
    assert!(inputs.len() >= 40, "only {} inputs", inputs.len());
    let mut wrong = Vec::new();
    for path in &inputs {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let got: Value = match read(path) {
            Ok(reading) => {
                check_sound(&name, &reading);
                reading.to_spec_json()
            }
            Err(refused) => json!({"code": refused.code(), "refused": refused.to_string()}),
        };
        let expected_path = path.with_extension("json");
        let got_text = serde_json::to_string_pretty(&got).unwrap() + "\n";
        if bless {
            std::fs::write(&expected_path, &got_text).unwrap();
            continue;
        }
        let expected = std::fs::read_to_string(&expected_path).unwrap_or_default();
        if expected != got_text {
            let line = expected.lines().zip(got_text.lines()).find(|(a, b)| a != b);
            wrong.push(format!("{name}: {line:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn our_samples_read_as_a_desk_expects() {
    let samples = root().join("assets/samples");
    for entry in std::fs::read_dir(&samples).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "md") {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        check_sound(&name, &read(&path).unwrap_or_else(|e| panic!("{e}")));
    }
    let manifest = read(&samples.join("nordlicht-keramik-manifest.xlsx")).unwrap();
    assert_eq!((manifest.source.kind.as_str(), manifest.source.header_row, manifest.source.header_rows), ("consolidator-manifest", 5, 2));
    assert_eq!(manifest.source.master_bill.as_deref(), Some("589-81140743"));
    assert_eq!((manifest.shipments.len(), manifest.errors()), (40, 0));
    let person: rust_decimal::Decimal = manifest
        .shipments
        .iter()
        .filter(|s| s.shipment.consignee.as_deref().is_some_and(|c| c.postal_code.as_deref() == Some("97205")))
        .flat_map(|s| s.shipment.lines.iter().filter_map(|l| l.value))
        .sum();
    assert_eq!(person.to_string(), "850.00");
    let merged = manifest.shipments.iter().find(|s| s.shipment.id == "NK-20435").unwrap();
    assert_eq!(merged.shipment.lines.len(), 2);
    assert_eq!(manifest.repairs.iter().filter(|r| r.code == "zip-leading-zero").count(), 11);
    assert_eq!(manifest.repairs.iter().filter(|r| r.code == "hts-leading-zero").count(), 2);

    let shop = read(&samples.join("hearthside-shopify-orders.csv")).unwrap();
    assert_eq!((shop.source.kind.as_str(), shop.shipments.len(), shop.errors()), ("shopify-orders", 22, 0));
    assert_eq!(shop.shipments[4].shipment.lines.len(), 3);
    assert_eq!(shop.shipments.iter().filter(|s| s.status.is_some()).count(), 3);
}

#[test]
fn the_reference_samples_read() {
    let Some(reference) = std::env::var_os("ENTRYDESK_REFERENCE") else {
        eprintln!("skipped: ENTRYDESK_REFERENCE names no folder with samples");
        return;
    };
    let folder = Path::new(&reference).join("samples");
    for (file, kind, shipments, lines) in [
        ("amazon_orders_report.txt", "amazon-orders", 4, 6),
        ("amazon_unshipped_orders_header_only.txt", "amazon-orders", 0, 0),
        ("boxc_record_type_rows.csv", "boxc", 1, 1),
        ("cn_3pl_manifest_utf8bom.csv", "consolidator-manifest", 2, 2),
        ("customscity_fda_pn_csv_header_only.csv", "consolidator-manifest", 0, 0),
        ("easypost_desktop_batch_template.csv", "easypost", 1, 1),
        ("ebay_orders_report.csv", "ebay-orders", 1, 1),
        ("ebay_seller_hub_short.csv", "ebay-orders", 1, 1),
        ("ebay_uk_preamble_trailer.csv", "ebay-orders", 2, 0),
        ("etsy_sold_order_items.csv", "etsy-order-items", 2, 3),
        ("etsy_sold_orders.csv", "etsy-orders", 2, 2),
        ("shipstation_shipped_subset.csv", "shipstation", 2, 0),
        ("shopify_orders_export.csv", "shopify-orders", 1, 2),
        ("woocommerce_wide_items.csv", "woocommerce-wide", 2, 1),
        ("made_here/csv_ragged_newlines_dup_header.csv", "consolidator-manifest", 3, 3),
        ("made_here/excel_unicode_text_utf16le.txt", "consolidator-manifest", 3, 3),
        ("made_here/semicolon_decimal_comma_cp1252.csv", "consolidator-manifest", 3, 3),
        ("made_here/utf8bom_excel_text_guards.csv", "consolidator-manifest", 3, 3),
        ("made_here/xlsx_merged_order_cells.xlsx", "generic", 2, 4),
        ("made_here/xlsx_title_rows_merged_totals.xlsx", "consolidator-manifest", 3, 3),
    ] {
        let reading = read(&folder.join(file)).unwrap_or_else(|e| panic!("{e}"));
        check_sound(file, &reading);
        let found_lines: usize = reading.shipments.iter().map(|s| s.shipment.lines.len()).sum();
        assert_eq!((reading.source.kind.as_str(), reading.shipments.len(), found_lines), (kind, shipments, lines), "{file}");
    }
    // The same three parcels in four dresses are the same goods.
    let values = |file: &str| -> Vec<String> {
        let reading = read(&folder.join("made_here").join(file)).unwrap();
        reading.shipments.iter().map(|s| s.shipment.lines[0].value.unwrap().normalize().to_string()).collect()
    };
    for file in ["excel_unicode_text_utf16le.txt", "semicolon_decimal_comma_cp1252.csv", "utf8bom_excel_text_guards.csv", "xlsx_title_rows_merged_totals.xlsx"]
    {
        assert_eq!(values(file), ["37", "1290", "799.99"], "{file}");
    }
    let titles = read(&folder.join("made_here/xlsx_title_rows_merged_totals.xlsx")).unwrap();
    assert_eq!((titles.source.master_bill.as_deref(), titles.source.port.as_deref()), (Some("999-12345675"), Some("4701")));
    assert!(titles.issues.iter().all(|i| i.severity == Severity::Warning));
}
