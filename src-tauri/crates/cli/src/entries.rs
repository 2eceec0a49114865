//! `entries`: listed, made, moved on, and what is due on them.

use crate::commands::{bytes, client_id, each, job, name, open, print_json, word};
use crate::{Ended, table as columns};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::path::Path;
use workbench::{ApiError, table};

type Outcome = Result<Ended, ApiError>;

/// `entries --desk DESK [--make [--consolidate] [--merge-lines]]`; `how` says how they are made, where they are.
pub fn list(desk: &Path, client: Option<&str>, how: Option<Value>, as_json: bool) -> Outcome {
    let bench = open(desk, true)?;
    let client_id = client.map(|c| client_id(&bench, c)).transpose()?;
    let mut refused = Value::Null;
    if let Some(mut args) = how {
        let query = json!({ "client_id": client_id, "routes": ["informal", "formal"], "text": "", "without_entry": true, "sort": "bill", "descending": false });
        args["shipment_ids"] = table::call(&bench, "shipments_view", json!({ "query": query }))?["ids"].clone();
        refused = job(&bench, "entries_make", args)?["refused"].clone();
    }
    let list = table::call(&bench, "entries", json!({ "client_id": client_id }))?;
    if as_json {
        print_json(&json!({ "entries": list, "refused": refused }))?;
    } else {
        let rows = each(&list)
            .map(|e| {
                ["number", "entry_type", "entry_date", "importer", "shipments", "entered_value", "duty", "other", "total", "state"]
                    .map(|k| word(&e[k]))
                    .to_vec()
            })
            .collect::<Vec<_>>();
        columns::print(&["Entry", "Type", "Date", "Importer", ">Shipments", ">Value", ">Duty", ">Fees", ">Total", "State"], &rows);
        for left in each(&refused) {
            eprintln!("{} left out: {}", word(&left["bill"]), word(&left["why"]));
        }
    }
    Ok(if each(&refused).count() > 0 { Ended::WantsAPerson } else { Ended::Well })
}

/// `entries --desk DESK --state STATE --entry NUMBER,…`
pub fn step(desk: &Path, state: &str, numbers: &[String], on: Option<NaiveDate>, note: Option<String>, as_json: bool) -> Outcome {
    let bench = open(desk, true)?;
    let args = json!({ "numbers": numbers, "state": state, "on": on, "note": note.unwrap_or_default() });
    let moved = table::call(&bench, "entries_state", args)?;
    if as_json {
        print_json(&moved)?;
    } else {
        for number in each(&moved["moved"]) {
            println!("{} is {state}", word(number));
        }
        for left in each(&moved["stayed"]) {
            eprintln!("{}", word(&left["why"]));
        }
    }
    Ok(if each(&moved["stayed"]).count() > 0 { Ended::WantsAPerson } else { Ended::Well })
}

/// `status --desk DESK FILE.csv [--yes]`: exit 1 where a row cannot be done, and then nothing is.
pub fn status(desk: &Path, file: &Path, yes: bool, as_json: bool) -> Outcome {
    let bench = open(desk, true)?;
    let ticket = bench.offer(&name(file), bytes(file)?);
    let preview = table::call(&bench, "status_preview", json!({ "ticket": ticket.ticket }))?;
    if as_json {
        print_json(&preview)?;
    } else {
        let rows =
            each(&preview["rows"]).map(|r| ["row", "number", "from", "to", "on", "outcome", "because"].map(|k| word(&r[k])).to_vec()).collect::<Vec<_>>();
        columns::print(&[">Row", "Entry", "Is", "Becomes", "On", "Outcome", "Because"], &rows);
        println!("{}", word(&preview["sentence"]));
    }
    let count = |key: &str| preview[key].as_u64().unwrap_or(0);
    if count("problems") > 0 {
        return Ok(Ended::WantsAPerson);
    }
    if yes && count("changes") > 0 {
        let done = table::call(&bench, "status_apply", json!({ "ticket": ticket.ticket }))?;
        eprintln!("{}", word(&done["sentence"]));
    }
    Ok(Ended::Well)
}

/// `entries --desk DESK --due`: exit 1 where something is due today or overdue.
pub fn due(desk: &Path, as_json: bool) -> Outcome {
    let due = table::call(&open(desk, true)?, "deadlines", json!({}))?;
    if as_json {
        print_json(&due)?;
    } else {
        let rows = each(&due["items"]).map(|i| ["due", "days", "subject", "name", "client", "counted"].map(|k| word(&i[k])).to_vec()).collect::<Vec<_>>();
        columns::print(&["Due", ">Days", "Entry", "What", "Client", "Counted"], &rows);
    }
    let pressing = |key: &str| due[key].as_u64().unwrap_or(0) > 0;
    Ok(if pressing("overdue") || pressing("today") { Ended::WantsAPerson } else { Ended::Well })
}
