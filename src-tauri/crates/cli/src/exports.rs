//! Tables and files for other programs.

use crate::commands::{Outcome, client_id, each, name, open, progress, word};
use crate::{Ended, table as columns_of};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use workbench::{ApiError, Reporter, Workbench, headless, table, writing};

/// `export --desk DESK --rows entries --out FILE.csv`
pub fn export(desk: &Path, rows: &str, client: Option<&str>, columns: Vec<String>, preset: Option<String>, out: Option<&Path>, list: bool) -> Outcome {
    let bench = open(desk, true)?;
    let all = table::call(&bench, "export_columns", json!({}))?;
    let of_entries = matches!(rows, "entries" | "entry-lines");
    let known = each(&all).find(|t| t["rows"] == rows).ok_or_else(|| {
        let kinds = each(&all).map(|t| word(&t["rows"])).collect::<Vec<_>>().join(", ");
        ApiError::new("bad-arguments", format!("`{rows}` is nothing that can be exported; choose one of {kinds}"))
    })?;
    if list {
        let rows = each(&known["columns"]).map(|c| ["id", "heading", "meaning"].map(|k| word(&c[k])).to_vec()).collect::<Vec<_>>();
        columns_of::print(&["Name", "Heading", "What it holds"], &rows);
        return Ok(Ended::Well);
    }
    let out = out.ok_or_else(|| ApiError::new("bad-arguments", "say where to write the table: --out FILE.csv or --out FILE.xlsx"))?;
    let format = match out.extension().map(|e| e.to_string_lossy().to_lowercase()).as_deref() {
        Some("csv") => "csv",
        Some("xlsx") => "xlsx",
        _ => return Err(ApiError::new("bad-arguments", format!("{} is neither .csv nor .xlsx", out.display()))),
    };
    let columns = match preset {
        Some(preset) => kept(&bench, &preset, rows)?,
        None => json!(columns),
    };
    let client_id = client.map(|c| client_id(&bench, c)).transpose()?;
    let args = if of_entries {
        let numbers: Vec<String> = each(&table::call(&bench, "entries", json!({ "client_id": client_id }))?).map(|e| word(&e["number"])).collect();
        json!({ "numbers": numbers, "rows": rows, "columns": columns, "format": format })
    } else {
        json!({ "query": { "client_id": client_id }, "rows": rows, "columns": columns, "format": format })
    };
    let cancelled = AtomicBool::new(false);
    let send = |p: workbench::contract::Progress| progress(usize::try_from(p.done).unwrap_or(0), usize::try_from(p.total).unwrap_or(0), &p.words);
    let (_, bytes) = headless::export(&bench, of_entries, args, &Reporter::new(&send, &cancelled))?;
    let dir = out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    println!("{}", writing::write_new(dir, &name(out), &bytes)?.display());
    Ok(Ended::Well)
}

/// The columns of an order kept at the desk.
fn kept(bench: &Workbench, wanted: &str, rows: &str) -> Result<Value, ApiError> {
    let presets = table::call(bench, "export_presets", json!({}))?;
    let found = each(&presets).find(|p| p["rows"] == rows && p["name"].as_str().is_some_and(|n| n.eq_ignore_ascii_case(wanted)));
    found.map(|p| p["columns"].clone()).ok_or_else(|| {
        let names = each(&presets).filter(|p| p["rows"] == rows).map(|p| word(&p["name"])).collect::<Vec<_>>();
        ApiError::new(
            "not-found",
            format!("there is no column order `{wanted}` for {rows} in this desk; it has {}", if names.is_empty() { "none".into() } else { names.join(", ") }),
        )
    })
}

/// `catair --desk DESK --kind AE --out FILE.txt`
pub fn catair(desk: &Path, kind: &str, entries: Vec<String>, mut args: Value, out: &Path) -> Outcome {
    let bench = open(desk, true)?;
    let kind = kind.to_uppercase();
    if !matches!(kind.as_str(), "AE" | "SE") {
        return Err(ApiError::new("bad-arguments", format!("`{kind}` is neither AE, entry summaries, nor SE, cargo releases")));
    }
    let numbers = match entries.is_empty() {
        true => each(&table::call(&bench, "entries", json!({ "state": "ready" }))?).map(|e| word(&e["number"])).collect(),
        false => entries,
    };
    if numbers.is_empty() {
        return Err(ApiError::refused("No entry is ready: mark entries ready first, or name them with --entry."));
    }
    args["numbers"] = json!(numbers);
    args["kind"] = json!(kind);
    let cancelled = AtomicBool::new(false);
    let send = |p: workbench::contract::Progress| progress(usize::try_from(p.done).unwrap_or(0), usize::try_from(p.total).unwrap_or(0), &p.words);
    let (answer, text) = headless::catair(&bench, args, &Reporter::new(&send, &cancelled))?;
    let Some(text) = text else {
        let rows = each(&answer["reasons"]).map(|r| ["entry", "record", "field", "because"].map(|k| word(&r[k])).to_vec()).collect::<Vec<_>>();
        columns_of::print(&["Entry", "Record", "Field", "Because"], &rows);
        return Err(ApiError::refused(format!("the file was not written: {} reasons, as listed", rows.len())));
    };
    let dir = out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    println!("{}", writing::write_new(dir, &name(out), text.as_bytes())?.display());
    for note in each(&answer["notes"]) {
        eprintln!("{}", word(note));
    }
    Ok(Ended::Well)
}
