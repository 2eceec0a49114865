//! `entrydesk-cli`: the same crates as the window, without one.
//!
//! Results on standard output, progress and messages on standard error. Exit 0: done; 1: done, but something needs a
//! person; 2: nothing was done, with one sentence that says why and what to do.

mod args;
mod commands;
mod entries;
mod exports;
mod knowledge;
mod reference;
mod retention;
mod safety;
mod table;

use args::{Args, Command};
use clap::Parser;
use clap::error::ErrorKind;
use serde_json::json;
use std::process::ExitCode;

/// Deciding, importing and drawing are made of many small texts: this allocator hands them out in two thirds of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a command ended, where nothing went wrong.
pub enum Ended {
    /// All done.
    Well,
    /// Done, but a person should look.
    WantsAPerson,
}

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(why) if matches!(why.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            print!("{why}");
            return ExitCode::SUCCESS;
        }
        Err(why) => {
            eprint!("{why}");
            return ExitCode::from(2);
        }
    };
    if let Some(file) = &args.passphrase_file
        && let Err(why) = safety::take_passphrase(file)
    {
        eprintln!("entrydesk-cli: {}", why.message);
        return ExitCode::from(2);
    }
    match run(args) {
        Ok(Ended::Well) => ExitCode::SUCCESS,
        Ok(Ended::WantsAPerson) => ExitCode::from(1),
        Err(why) => {
            let how = if why.code == "desk-locked" { " On the command line: --passphrase-file FILE." } else { "" };
            eprintln!("entrydesk-cli: {}{how}", why.message);
            ExitCode::from(2)
        }
    }
}

fn run(args: Args) -> Result<Ended, workbench::ApiError> {
    match args.command {
        Command::Decide { batch, json } => commands::decide(&batch, json),
        Command::Read { sheet, mapping, json } => commands::read(&sheet, mapping.as_deref(), json),
        Command::Duty { desk, edition, list, json } => commands::duty(desk.as_deref(), &edition, &list, json),
        Command::Sample { desk, out } => commands::sample(desk.as_deref(), &out),
        Command::Template { out } => commands::template(&out),
        Command::Import { desk, sheet, client, arrival, port, json } => commands::import(&desk, &sheet, &client, arrival, port, json),
        Command::Entries { desk, due: true, json, .. } => entries::due(&desk, json),
        Command::Entries { desk, state: Some(state), entry, on, note, json, .. } => entries::step(&desk, &state, &entry, on, note, json),
        Command::Entries {
            desk,
            client,
            make,
            consolidate,
            merge_lines,
            entry_date,
            carrier,
            master_bill,
            packages_per_bill,
            package_kind,
            related,
            json,
            ..
        } => {
            let how = json!({ "entry_date": entry_date, "carrier": carrier, "grouping": consolidate, "merge_lines": merge_lines,
                "master_bill": master_bill, "packages_per_bill": packages_per_bill, "package_kind": package_kind, "related": related });
            entries::list(&desk, client.as_deref(), make.then_some(how), json)
        }
        Command::Status { desk, file, yes, json } => entries::status(&desk, &file, yes, json),
        Command::Paperwork { desk, entry, form, merged, out } => commands::paperwork(&desk, &entry, form, merged, &out),
        Command::Export { desk, rows, client, columns, preset, out, list } => {
            exports::export(&desk, &rows, client.as_deref(), columns, preset, out.as_deref(), list)
        }
        Command::AuditPack { desk, client, entry, person, from, to, redacted, lock_with, out } => {
            let about = commands::PackAbout { client, entry, person, from, to };
            commands::audit_pack(&desk, about, redacted, lock_with.as_deref(), &out)
        }
        Command::Catair { desk, kind, entry, trip, packages_per_bill, replace, out } => {
            exports::catair(&desk, &kind, entry, json!({ "trip": trip, "packages_per_bill": packages_per_bill, "replaces": replace }), &out)
        }
        Command::Verify { file, desk } => safety::verify(file.or(desk).as_deref()),
        Command::Reference { what } => reference::reference(what),
        Command::Rates { what } => knowledge::rates(what),
        Command::Products { what } => knowledge::products(what),
        Command::Backup { desk, out } => commands::backup(&desk, &out),
        Command::Restore { desk, backup, yes } => safety::restore(&desk, &backup, yes),
        Command::Encrypt { desk } => safety::encrypt(&desk),
        Command::Decrypt { desk } => safety::decrypt(&desk),
        Command::Retention { desk, client, json } => retention::list(&desk, client.as_deref(), json),
        Command::Hold { desk, on, lift, reason } => retention::hold(&desk, on.as_deref(), lift, reason.as_deref()),
        Command::Purge { desk, client, records, yes } => retention::purge(&desk, &client, &records, yes),
        Command::Users { desk, add, initials, role } => safety::users(&desk, add.zip(initials), &role),
    }
}
