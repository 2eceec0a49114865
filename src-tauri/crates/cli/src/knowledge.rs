//! What the desk knows beside shipments: rates of exchange, product lists.

use crate::args::{Products, Rates};
use crate::commands::{bytes, client_id, each, name, open, print_json, word};
use crate::{Ended, table as columns};
use serde_json::{Value, json};
use workbench::{ApiError, table};

/// `rates import FILE` and `rates list`
pub fn rates(what: Rates) -> Result<Ended, ApiError> {
    match what {
        Rates::Import { desk, file, kind, from, to, source } => {
            let bench = open(&desk, true)?;
            let ticket = bench.offer(&name(&file), bytes(&file)?);
            let defaults = json!({ "kind": kind, "from": from, "to": to, "source": source });
            let read = table::call(&bench, "rates_read", json!({ "ticket": ticket.ticket, "defaults": defaults }))?;
            refuse_issues(&name(&file), &read)?;
            table::call(&bench, "rates_save", json!({ "rates": read["rates"] }))?;
            println!("{} rates read, {} of them new.", each(&read["rates"]).count(), word(&read["fresh"]));
        }
        Rates::List { desk, json } => {
            let view = table::call(&open(&desk, true)?, "rates", json!({}))?;
            if json {
                print_json(&view["rows"])?;
            } else {
                let row = |r: &Value| ["currency", "usd_per_unit", "from", "to", "kind", "source"].map(|k| word(&r["rate"][k])).to_vec();
                columns::print(&["Currency", ">Dollars", "From", "To", "Kind", "Source"], &each(&view["rows"]).map(row).collect::<Vec<_>>());
            }
        }
    }
    Ok(Ended::Well)
}

/// `products import --client NAME FILE` and `products list --client NAME`
pub fn products(what: Products) -> Result<Ended, ApiError> {
    match what {
        Products::Import { desk, client, file } => {
            let bench = open(&desk, true)?;
            let client_id = client_id(&bench, &client)?;
            let ticket = bench.offer(&name(&file), bytes(&file)?);
            let read = table::call(&bench, "products_read", json!({ "client_id": client_id, "ticket": ticket.ticket }))?;
            refuse_issues(&name(&file), &read)?;
            let products: Vec<&Value> = each(&read["proposals"]).map(|p| &p["product"]).collect();
            let fresh = products.len();
            let list = table::call(&bench, "products_save", json!({ "client_id": client_id, "products": products }))?;
            println!("{fresh} products new or changed; the list of {client} has {}.", each(&list).count());
        }
        Products::List { desk, client, json } => {
            let bench = open(&desk, true)?;
            let list = table::call(&bench, "products", json!({ "client_id": client_id(&bench, &client)? }))?;
            if json {
                print_json(&list)?;
            } else {
                let row = |r: &Value| ["sku", "hts", "origin", "description", "source"].map(|k| word(&r["product"][k])).to_vec();
                columns::print(&["Stock number", "HTS", "Origin", "Description", "Source"], &each(&list).map(row).collect::<Vec<_>>());
            }
        }
    }
    Ok(Ended::Well)
}

/// A table with rows that cannot be read is not put in: the first of them is named.
fn refuse_issues(file: &str, read: &Value) -> Result<(), ApiError> {
    let Some(first) = each(&read["issues"]).next() else { return Ok(()) };
    let place = if first["row"] == 0 { String::new() } else { format!(", {}{}", word(&first["column"]), word(&first["row"])) };
    let more = each(&read["issues"]).count() - 1;
    let more = if more > 0 { format!(" There are {more} more.") } else { String::new() };
    Err(ApiError::new("refused", format!("{file}{place}: {}{more} Nothing was put in.", word(&first["message"]))))
}
