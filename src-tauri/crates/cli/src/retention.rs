//! The commands about how long records are kept: the list, holds, purging what is past its day.

use crate::commands::{Outcome, client_id, each, job, open, word};
use crate::{Ended, table as columns};
use serde_json::{Value, json};
use std::path::Path;
use workbench::{ApiError, table};

/// `retention --desk DESK [--client NAME] [--json]`
pub fn list(desk: &Path, client: Option<&str>, as_json: bool) -> Outcome {
    let bench = open(desk, true)?;
    let client = client.map(|name| client_id(&bench, name)).transpose()?;
    let view = table::call(&bench, "retention", json!({ "client_id": client }))?;
    if as_json {
        println!("{}", serde_json::to_string_pretty(&view)?);
        return Ok(Ended::Well);
    }
    let standing = |row: &Value| match (row["may_go"] == true, row["stays"].as_str(), row["holds"].as_array().is_some_and(|h| !h.is_empty())) {
        (true, ..) => "may go".to_owned(),
        (false, Some(why), _) => format!("stays: {why}"),
        (false, None, true) => "held".to_owned(),
        _ => String::new(),
    };
    let until = |row: &Value| row["until"].as_str().unwrap_or("no end yet").to_owned();
    let rows: Vec<_> =
        each(&view["rows"]).map(|row| vec![until(row), word(&row["subject"]), word(&row["what"]), word(&row["client"]), standing(row)]).collect();
    columns::print(&["Kept until", "Record", "What it is", "Client", "Standing"], &rows);
    eprintln!("{}", word(&view["sentence"]));
    Ok(Ended::Well)
}

/// `hold --desk DESK --on RECORD --reason WORDS`: the holds on that record; `--lift NUMBER --reason WORDS`; without either, the holds that stand
pub fn hold(desk: &Path, on: Option<&str>, lift: Option<i64>, reason: Option<&str>) -> Outcome {
    let bench = open(desk, true)?;
    let need = || reason.ok_or_else(|| ApiError::new("bad-arguments", "give the reason: --reason WORDS"));
    let view = match (on, lift) {
        (Some(subject), _) => table::call(&bench, "hold_set", json!({ "subject": subject, "reason": need()? }))?,
        (None, Some(id)) => table::call(&bench, "hold_lift", json!({ "id": id, "why": need()? }))?,
        (None, None) => table::call(&bench, "retention", json!({}))?,
    };
    let rows: Vec<_> = each(&view["holds"])
        .filter(|hold| on.is_none_or(|subject| hold["subject"] == subject))
        .map(|h| vec![word(&h["id"]), word(&h["subject"]), word(&h["at"]).chars().take(10).collect(), word(&h["who"]), word(&h["reason"])])
        .collect();
    columns::print(&[">No.", "Record", "Since", "By", "Reason"], &rows);
    Ok(Ended::Well)
}

/// `purge --desk DESK --client NAME [RECORD…] [--yes]`: without `--yes` only says what would go
pub fn purge(desk: &Path, client: &str, records: &[String], yes: bool) -> Outcome {
    let bench = open(desk, true)?;
    let id = client_id(&bench, client)?;
    let preview = table::call(&bench, "purge_preview", json!({ "client_id": id, "subjects": records }))?;
    let rows: Vec<_> = each(&preview["records"]).map(|row| vec![word(&row["until"]), word(&row["subject"]), word(&row["what"])]).collect();
    columns::print(&["Kept until", "Record", "What it is"], &rows);
    for sentence in each(&preview["sentences"]) {
        println!("{}", word(sentence));
    }
    if !yes {
        eprintln!("Nothing was purged. Add --yes to take these records out for good.");
        return Ok(Ended::WantsAPerson);
    }
    let args = json!({ "client_id": id, "subjects": records, "token": preview["token"], "word": preview["word"] });
    let done = job(&bench, "records_purge", args)?;
    eprintln!("{}", word(&done["sentence"]));
    let Some(certificate) = done["certificate"].as_object() else { return Ok(Ended::WantsAPerson) };
    for file in ["pdf", "json"].into_iter().filter_map(|kind| certificate.get(kind)) {
        println!("{}", word(file));
    }
    Ok(Ended::Well)
}
