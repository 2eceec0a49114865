//! `reference`: official files in the desk, checked and compared.

use crate::args::Reference;
use crate::commands::{Outcome, bytes, client_id, each, job, name, open, print_json, word};
use crate::{Ended, table as columns};
use serde_json::{Value, json};
use std::path::Path;
use workbench::{ApiError, Workbench, headless, table};

/// Every `reference …`.
pub fn reference(what: Reference) -> Outcome {
    match what {
        Reference::ImportHts { desk, file } => {
            let loaded = import(&desk, &file, "import_edition", None)?;
            let looked_at = each(&loaded["checks"]).filter(|c| c["sound"] == false).map(|c| format!("{}: {}", word(&c["title"]), word(&c["sentence"])));
            looked_at.for_each(|sentence| eprintln!("{sentence}"));
            print_json(&loaded["edition"])?;
        }
        Reference::ImportPga { desk, file } => print_json(&import(&desk, &file, "import_pga", None)?)?,
        Reference::ImportList { desk, file, list } => {
            let loaded = import(&desk, &file, "import_program_list", list)?;
            print_json(&loaded)?;
            if each(&loaded["refused"]).next().is_some() {
                return Ok(Ended::WantsAPerson);
            }
        }
        Reference::List { desk } => print_json(&table::call(&open(&desk, true)?, "editions", json!({}))?)?,
        Reference::Lists { desk } => print_json(&table::call(&open(&desk, true)?, "program_lists", json!({}))?)?,
        Reference::Diff { desk, earlier, later, client, json } => return differences(&desk, &earlier, &later, client.as_deref(), json),
        Reference::Check { file, json } => return check(&file, json),
    }
    Ok(Ended::Well)
}

fn import(desk: &Path, file: &Path, job_name: &str, list: Option<String>) -> Result<Value, ApiError> {
    let bench = open(desk, true)?;
    let ticket = bench.offer(&name(file), bytes(file)?);
    let mut args = json!({ "ticket": ticket.ticket });
    if let Some(list) = list {
        args["list"] = Value::String(list);
    }
    job(&bench, job_name, args)
}

/// `reference diff EARLIER LATER`
fn differences(desk: &Path, earlier: &str, later: &str, client: Option<&str>, as_json: bool) -> Outcome {
    let bench = open(desk, true)?;
    let client_id = client.map(|c| client_id(&bench, c)).transpose()?;
    let (earlier, later) = (edition(&bench, earlier)?, edition(&bench, later)?);
    let found = table::call(&bench, "edition_differences", json!({ "earlier": earlier, "later": later, "client_id": client_id }))?;
    if as_json {
        print_json(&found)?;
    } else {
        let rows = each(&found["changes"])
            .map(|c| {
                let of = &c["change"];
                let what: Vec<String> = each(&of["what"]).map(word).collect();
                let closest: Vec<String> = each(&of["closest"]).map(word).collect();
                let clients: Vec<String> =
                    each(&c["uses"]).map(|u| format!("{} ({}, {})", word(&u["client"]), word(&u["shipments"]), word(&u["products"]))).collect();
                let closest = if closest.is_empty() { String::new() } else { format!("; closest: {}", closest.join(", ")) };
                vec![word(&of["number"]), format!("{}{closest}", what.join("; ")), clients.join(", ")]
            })
            .collect::<Vec<_>>();
        columns::print(&["Number", "What changes", "Used by (shipments, products)"], &rows);
        for unread in each(&found["unread"]) {
            eprintln!("not looked at: {}", word(unread));
        }
        let whole = &found["whole"];
        eprintln!(
            "{} numbers in use were looked at, {} change. Of the ten-digit numbers of the whole schedule {} are new, {} are gone, {} have another general rate, {} other units. The headings of chapter 99, which have eight, are not among them.",
            word(&found["looked_at"]),
            rows.len(),
            word(&whole["new"]),
            word(&whole["gone"]),
            word(&whole["rates"]),
            word(&whole["units"])
        );
    }
    Ok(if each(&found["changes"]).next().is_some() { Ended::WantsAPerson } else { Ended::Well })
}

/// The one loaded edition that is called so, or whose name holds the words.
fn edition(bench: &Workbench, wanted: &str) -> Result<String, ApiError> {
    let editions = table::call(bench, "editions", json!({}))?;
    let names: Vec<String> = each(&editions).map(|e| word(&e["name"])).collect();
    if let Some(same) = names.iter().find(|n| n.eq_ignore_ascii_case(wanted)) {
        return Ok(same.clone());
    }
    let folded = wanted.to_lowercase();
    let mut fitting = names.iter().filter(|n| n.to_lowercase().contains(&folded));
    match (fitting.next(), fitting.next()) {
        (Some(one), None) => Ok(one.clone()),
        (Some(_), Some(_)) => Err(ApiError::new("bad-arguments", format!("`{wanted}` fits more than one edition: {}", names.join("; ")))),
        (None, _) => Err(ApiError::new("not-found", format!("no edition `{wanted}` is loaded; there are {}", names.join("; ")))),
    }
}

/// `reference check FILE`
fn check(file: &Path, as_json: bool) -> Outcome {
    let found = headless::edition_checks(&name(file), &bytes(file)?)?;
    if as_json {
        print_json(&found)?;
    } else {
        println!("{}", word(&found["edition"]));
        let rows = each(&found["checks"])
            .map(|c| vec![word(&c["title"]), if c["sound"] == true { "sound" } else { "look" }.into(), word(&c["sentence"])])
            .collect::<Vec<_>>();
        columns::print(&["Check", "", "What was found"], &rows);
        for column in ["general", "column2"] {
            let families = each(&found["report"][column]["families"]).map(|f| vec![word(&f[0]), word(&f[1])]).collect::<Vec<_>>();
            columns::print(&[if column == "general" { "Family of general rates" } else { "Family of column 2 rates" }, ">Rates"], &families);
        }
        for row in each(&found["checks"]).flat_map(|c| each(&c["rows"])) {
            eprintln!("{}", word(row));
        }
    }
    let sound = each(&found["checks"]).all(|c| c["sound"] == true);
    Ok(if sound { Ended::Well } else { Ended::WantsAPerson })
}
