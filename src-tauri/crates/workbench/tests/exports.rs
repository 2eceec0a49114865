//! Tables that leave the desk: the columns asked for, in their order, and nothing that runs.

mod bench;

use bench::Bench;
use serde_json::{Value, json};

/// The rows of a CSV file, headings first. Simple cells only.
fn table(answer: &Value) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(answer["path"].as_str().unwrap()).unwrap();
    text.trim_start_matches('\u{feff}').lines().map(|l| l.split(',').map(|c| c.trim_matches('"').to_owned()).collect()).collect()
}

fn stocked() -> (Bench, i64) {
    let bench = Bench::new();
    bench.call("sample_client", json!({}));
    let client = bench.client("Quayside Goods");
    bench.store(
        client,
        "orders.csv",
        "2026-11-20",
        &[("QG-1", "Ann Example", "1 Oak St", "=1+1", "95.00"), ("QG-2", "Bob Example", "2 Elm St", "O-2", "120.00")],
    );
    (bench, client)
}

#[test]
fn shipments_in_the_usual_columns() {
    let (bench, _) = stocked();
    let answer = bench.run("shipments_export", json!({}));
    assert_eq!(answer["rows"], 2);
    let rows = table(&answer);
    assert_eq!(rows[0][..3], ["House bill", "Client", "Arrival"]);
    assert_eq!(rows[1][..4], ["QG-1", "Quayside Goods", "2026-11-20", "informal"]);
    assert!(answer["path"].as_str().unwrap().ends_with("shipments 2026-11-23-140000.csv"), "{answer}");
}

#[test]
fn columns_come_in_the_order_asked_for_and_formulas_are_text() {
    let (bench, _) = stocked();
    let answer = bench.run("shipments_export", json!({ "rows": "goods", "columns": ["order_number", "line_hts", "line_value_usd", "bill"] }));
    assert_eq!(
        table(&answer),
        [["Order number", "Line HTS", "Line value USD", "House bill"], ["'=1+1", "8516.79.0000", "95.00", "QG-1"], ["O-2", "8516.79.0000", "120.00", "QG-2"]]
    );
}

#[test]
fn entries_by_tariff_number_carry_each_line_value_once() {
    let (bench, _) = stocked();
    let ids = bench.ids("");
    let made = bench.run("entries_make", json!({ "shipment_ids": ids }));
    let numbers: Vec<&str> = made["made"].as_array().unwrap().iter().map(|e| e["number"].as_str().unwrap()).collect();
    let answer = bench.run("entries_export", json!({ "numbers": numbers, "rows": "entry-lines", "columns": ["number", "hts", "line_value", "line_duty"] }));
    let rows = table(&answer);
    assert!(rows.len() > 3, "a chapter 99 number stands above that of the goods: {rows:?}");
    let values: Vec<&str> = rows[1..].iter().map(|r| r[2].as_str()).filter(|v| !v.is_empty()).collect();
    assert_eq!(values, ["120", "95"], "the list of entries begins with the newest");
}

#[test]
fn a_column_order_is_kept_replaced_and_forgotten_on_record() {
    let bench = Bench::new();
    let preset = |columns: &[&str]| json!({ "name": "Filing software", "rows": "entries", "columns": columns, "format": "xlsx" });
    bench.call("export_preset_save", preset(&["number", "total"]));
    let kept = bench.call("export_preset_save", json!({ "name": "filing SOFTWARE ", "rows": "entries", "columns": ["total"], "format": "csv" }));
    assert_eq!(kept, json!([{ "name": "filing SOFTWARE", "rows": "entries", "columns": ["total"], "format": "csv" }]));
    assert_eq!(bench.call("export_preset_remove", json!({ "name": "Filing Software" })), json!([]));
    let events = bench.call("journal", json!({ "before": null, "limit": 10 }));
    assert_eq!(events.as_array().unwrap().iter().filter(|e| e["subject"] == "setting:export-preset:filing software").count(), 3);
    assert_eq!(bench.call("journal_verify", json!({}))["sound"], true);
}

#[test]
fn what_cannot_be_exported_is_said() {
    let (bench, _) = stocked();
    let said = |name: &str, args: Value| bench.try_run(name, args, false).unwrap_err().message;
    assert!(
        said("shipments_export", json!({ "columns": ["colour"] })).starts_with("There is no column `colour` for these rows. The columns are: bill, client,")
    );
    assert_eq!(said("shipments_export", json!({ "columns": ["bill", "bill"] })), "The column `bill` is named twice.");
    assert_eq!(said("shipments_export", json!({ "shipment_ids": [] })), "There is no shipment to export.");
    assert_eq!(said("entries_export", json!({ "numbers": [], "rows": "entries" })), "There is no entry to export.");
    assert_eq!(said("entries_export", json!({ "numbers": ["x"], "rows": "goods" })), "Entries are exported one row an entry, or one row a tariff number.");
    assert_eq!(bench.try_run("shipments_export", json!({}), true).unwrap_err().code, "cancelled");
    let refused = |preset: Value| bench.try_call("export_preset_save", preset).unwrap_err().message;
    assert_eq!(
        refused(json!({ "name": " ", "rows": "entries", "columns": ["total"], "format": "csv" })),
        "A column order needs a name of at most 60 characters."
    );
    assert_eq!(refused(json!({ "name": "A", "rows": "entries", "columns": [], "format": "csv" })), "`A` has no column. Choose at least one.");
    assert_eq!(refused(json!({ "name": "A", "rows": "entries", "columns": ["bill"], "format": "csv" })), "There is no column `bill` for these rows.");
}

#[test]
fn a_workbook_is_read_back_by_the_desk_itself() {
    let (bench, _) = stocked();
    let answer = bench.run("shipments_export", json!({ "rows": "goods", "columns": ["bill", "line_description", "line_hts", "line_value"], "format": "xlsx" }));
    let bytes = std::fs::read(answer["path"].as_str().unwrap()).unwrap();
    let ticket = bench.bench.offer("back.xlsx", bytes);
    let view = bench.call("intake_read", json!({ "ticket": ticket.ticket, "client_id": null, "options": {} }));
    assert_eq!(view["shipments"], 2, "{view}");
}
