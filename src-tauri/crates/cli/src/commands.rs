//! What each command does: almost nothing of its own, the workbench does it.

use crate::{Ended, table as columns};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::io::{IsTerminal, Read, Write};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use workbench::{ApiError, Reporter, Setup, Workbench, bundled, headless, table, writing};

/// What every command comes to.
pub type Outcome = Result<Ended, ApiError>;

/// `decide BATCH.json`
pub fn decide(batch: &Path, as_json: bool) -> Outcome {
    let answer = headless::decide(&text(batch)?, &batch.display().to_string())?;
    let wants_a_person = answer["decisions"].as_array().is_some_and(|all| all.iter().any(|d| d["route"] == "review"));
    if as_json {
        print_json(&answer)?;
    } else {
        let rows =
            each(&answer["decisions"]).map(|d| vec![word(&d["id"]), word(&d["route"]), word(&d["entry_type"]), headless::why_in_a_line(d)]).collect::<Vec<_>>();
        columns::print(&["Shipment", "Route", "Type", "Because"], &rows);
        eprintln!("By the rulebook {}, verified through {}.", word(&answer["rulebook"]["version"]), word(&answer["rulebook"]["verified_through"]));
    }
    Ok(if wants_a_person && !as_json { Ended::WantsAPerson } else { Ended::Well })
}

/// `read SHEET`
pub fn read(sheet: &Path, mapping: Option<&Path>, as_json: bool) -> Outcome {
    let options = mapping.map(text).transpose()?;
    let answer = headless::read(&name(sheet), &bytes(sheet)?, options.as_deref())?;
    let errors = each(&answer["issues"]).filter(|i| i["severity"] == "error").count();
    if as_json {
        print_json(&answer)?;
    } else {
        println!("{}: {} rows, read as {}", name(sheet), word(&answer["source"]["rows"]), word(&answer["source"]["kind"]));
        let rows = each(&answer["shipments"])
            .map(|s| vec![word(&s["id"]), word(&s["consignee"]["name"]), each(&s["lines"]).count().to_string(), word(&s["lines"][0]["description"])])
            .collect::<Vec<_>>();
        columns::print(&["Shipment", "Consignee", ">Lines", "Goods"], &rows);
        for issue in each(&answer["issues"]) {
            eprintln!("{}, row {}, {}: {}", word(&issue["severity"]), word(&issue["row"]), word(&issue["column"]), word(&issue["message"]));
        }
    }
    Ok(if errors > 0 { Ended::WantsAPerson } else { Ended::Well })
}

/// `duty < REQUEST.json`
pub fn duty(desk: Option<&Path>, editions: &[std::path::PathBuf], lists: &[std::path::PathBuf], as_json: bool) -> Outcome {
    let mut request = String::new();
    std::io::stdin().read_to_string(&mut request)?;
    let named = |paths: &[std::path::PathBuf]| paths.iter().map(|path| Ok((name(path), bytes(path)?))).collect::<Result<Vec<_>, ApiError>>();
    let (mut loaded, mut listed) = (Vec::new(), Vec::new());
    if let Some(desk) = desk {
        let bench = open(desk, true)?;
        loaded = bench.loaded_editions()?;
        listed = bench.loaded_lists()?;
    }
    // what is named here goes before what the desk has
    loaded.extend(named(editions)?);
    listed.extend(named(lists)?);
    let answer = headless::duty(&request, &loaded, &listed)?;
    let errors = each(&answer["results"]).filter(|r| !r["error"].is_null()).count();
    if as_json {
        print_json(&answer)?;
    } else {
        for result in each(&answer["results"]) {
            println!(
                "{}: duty {}, in all {}{}",
                word(&result["id"]),
                word(&result["total_duty"]),
                word(&result["total"]),
                result["error"].as_str().map(|e| format!(" ({e})")).unwrap_or_default()
            );
            let rows = each(&result["lines"])
                .flat_map(|l| each(&l["components"]).map(|c| vec![word(&c["code"]), word(&c["name"]), word(&c["rate"]), word(&c["duty"])]))
                .chain(each(&result["fees"]).map(|f| vec![word(&f["class"]), word(&f["name"]), String::new(), word(&f["amount"])]))
                .collect::<Vec<_>>();
            columns::print(&["Number", "What", "Rate", ">USD"], &rows);
            for assumption in each(&result["assumptions"]) {
                eprintln!("taken for granted: {}", word(assumption));
            }
        }
    }
    Ok(if errors > 0 { Ended::WantsAPerson } else { Ended::Well })
}

/// `sample --out DIR [--desk DESK]`
pub fn sample(desk: Option<&Path>, out: &Path) -> Outcome {
    for sample in bundled::SAMPLES {
        let path = writing::write_new(out, sample.name, sample.bytes)?;
        println!("{}", path.display());
    }
    if let Some(desk) = desk {
        let client = table::call(&open(desk, false)?, "sample_client", json!({}))?;
        println!("{}: an invented firm, and the client {}", desk.display(), word(&client["name"]));
    }
    Ok(Ended::Well)
}

/// `template --out FILE`
pub fn template(out: &Path) -> Outcome {
    let folder = out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let path = writing::write_new(folder, &name(out), &headless::template()?)?;
    println!("{}", path.display());
    Ok(Ended::Well)
}

/// `import --desk DESK SHEET --client NAME`
pub fn import(desk: &Path, sheet: &Path, client: &str, arrival: Option<String>, port: Option<String>, as_json: bool) -> Outcome {
    let bench = open(desk, true)?;
    let client_id = client_id(&bench, client)?;
    let ticket = bench.offer(&name(sheet), bytes(sheet)?);
    let answer = job(&bench, "intake_store", json!({ "ticket": ticket.ticket, "client_id": client_id, "arrival": arrival, "port": port }))?;
    let review = each(&answer["counts"]).filter(|c| c["route"] == "review").filter_map(|c| c["count"].as_u64()).sum::<u64>();
    if as_json {
        let decided = headless::decisions_of_import(&bench, answer["import_id"].as_i64().unwrap_or_default())?;
        let mut whole = serde_json::to_value(decided)?;
        for key in ["import_id", "shipments", "counts", "redecided"] {
            whole[key] = answer[key].clone();
        }
        print_json(&whole)?;
    } else {
        println!("{} shipments of {client} stored and decided:", word(&answer["shipments"]));
        let rows = each(&answer["counts"]).map(|c| vec![word(&c["route"]), word(&c["count"])]).collect::<Vec<_>>();
        columns::print(&["Route", ">Shipments"], &rows);
    }
    Ok(if review > 0 { Ended::WantsAPerson } else { Ended::Well })
}

/// `paperwork --desk DESK --entry NUMBER|all [--form KIND,…|all] [--merged] --out DIR`
pub fn paperwork(desk: &Path, entry: &str, form: Vec<String>, merged: bool, out: &Path) -> Outcome {
    let bench = open(desk, true)?;
    let numbers: Vec<String> =
        if entry == "all" { each(&table::call(&bench, "entries", json!({}))?).map(|e| word(&e["number"])).collect() } else { vec![entry.to_owned()] };
    let refused = headless::papers(&bench, numbers, form, merged, &progress, &mut |name, bytes| {
        println!("{}", writing::write_new(out, name, bytes)?.display());
        Ok(())
    })?;
    for one in &refused {
        eprintln!("{}, {}: {}", one.number, one.kind, one.why);
    }
    Ok(if refused.is_empty() { Ended::Well } else { Ended::WantsAPerson })
}

/// What `audit-pack` was told to be about.
pub struct PackAbout {
    pub client: Option<String>,
    pub entry: Option<String>,
    pub person: Option<String>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// `audit-pack --desk DESK … --out FILE.zip`
pub fn audit_pack(desk: &Path, about: PackAbout, redacted: bool, lock_with: Option<&Path>, out: &Path) -> Outcome {
    let passphrase = lock_with.map(crate::safety::passphrase_in).transpose()?;
    let bench = open(desk, true)?;
    let client_id = about.client.as_deref().map(|name| client_id(&bench, name)).transpose()?;
    let scope = match (client_id, about.entry, about.person, about.from, about.to) {
        (None, Some(number), None, None, None) => json!({ "kind": "entry", "number": number }),
        (Some(id), None, None, None, None) => json!({ "kind": "client", "client_id": id }),
        (Some(id), None, Some(name), None, None) => json!({ "kind": "person", "client_id": id, "name": name }),
        (Some(id), None, None, Some(from), Some(to)) => json!({ "kind": "period", "client_id": id, "from": from, "to": to }),
        _ => {
            return Err(ApiError::new(
                "bad-arguments",
                "an audit pack is about one entry (--entry NUMBER), or one client (--client NAME), and of the client perhaps one person (--person NAME) or one \
                 period (--from DATE --to DATE)",
            ));
        }
    };
    let pack = headless::audit_pack(&bench, json!({ "scope": scope, "redacted": redacted, "passphrase": passphrase.as_deref() }), &progress)?;
    let dir = out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    println!("{}", writing::write_new(dir, &name(out), &pack)?.display());
    Ok(Ended::Well)
}

/// `backup --desk DESK --out FILE`
pub fn backup(desk: &Path, out: &Path) -> Outcome {
    open(desk, true)?.backup_to(out)?;
    println!("{}", out.display());
    Ok(Ended::Well)
}

pub fn open(desk: &Path, must_exist: bool) -> Result<Workbench, ApiError> {
    if must_exist && !desk.exists() {
        return Err(ApiError::new("not-found", format!("there is no desk file at {}; `entrydesk-cli sample --desk` makes one to try", desk.display())));
    }
    Workbench::open_with(setup(desk), crate::safety::passphrase())
}

/// What the command line brings.
pub fn setup(desk: &Path) -> Setup {
    let output_folder = desk.parent().map(|p| p.join("documents")).unwrap_or_default();
    let user = std::env::var("USER").unwrap_or_else(|_| "command line".into());
    Setup { desk: desk.to_owned(), output_folder, clock: Box::new(|| chrono::Local::now().fixed_offset()), user }
}

pub fn job(bench: &Workbench, name: &str, args: Value) -> Result<Value, ApiError> {
    let cancelled = AtomicBool::new(false);
    let send = |p: workbench::contract::Progress| progress(usize::try_from(p.done).unwrap_or(0), usize::try_from(p.total).unwrap_or(0), &p.words);
    table::run(bench, name, args, &Reporter::new(&send, &cancelled))
}

/// Progress on a terminal, in one line that is wiped at the end; a log gets none.
pub fn progress(done: usize, total: usize, words: &str) {
    let mut err = std::io::stderr();
    if err.is_terminal() {
        let _ = if done < total { write!(err, "\r\x1b[2K{words}, {done} of {total}") } else { write!(err, "\r\x1b[2K") };
    }
}

pub fn client_id(bench: &Workbench, wanted: &str) -> Result<i64, ApiError> {
    let clients = table::call(bench, "clients", json!({}))?;
    let names: Vec<String> = each(&clients).map(|c| word(&c["client"]["name"])).collect();
    each(&clients).find(|c| c["client"]["name"].as_str().is_some_and(|n| n.eq_ignore_ascii_case(wanted))).and_then(|c| c["client"]["id"].as_i64()).ok_or_else(
        || {
            ApiError::new(
                "not-found",
                format!("there is no client `{wanted}` in this desk; it has {}", if names.is_empty() { "none yet".into() } else { names.join(", ") }),
            )
        },
    )
}

fn text(path: &Path) -> Result<String, ApiError> {
    let bytes = if path == Path::new("-") {
        let mut all = Vec::new();
        std::io::stdin().read_to_end(&mut all)?;
        all
    } else {
        bytes(path)?
    };
    String::from_utf8(bytes).map_err(|_| ApiError::new("unreadable-file", format!("{} is not text in UTF-8", path.display())))
}

pub fn bytes(path: &Path) -> Result<Vec<u8>, ApiError> {
    std::fs::read(path).map_err(|e| ApiError::new("unreadable-file", format!("{} cannot be read: {e}", path.display())))
}

pub fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

pub fn print_json(value: &Value) -> Result<(), ApiError> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    Ok(writeln!(out)?)
}

pub fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

pub fn word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
