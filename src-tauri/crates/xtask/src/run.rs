//! `cargo xtask run`: the window, or the same job without one.

use crate::{machine, place, shell, steps};
use std::path::Path;
use std::process::{Command, Stdio};

/// Opens the desk; without a display does the job headless.
pub fn run(words: &[&str]) -> Result<(), String> {
    let display =
        cfg!(windows) || cfg!(target_os = "macos") || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|v| std::env::var_os(v).is_some_and(|v| !v.is_empty()));
    if !display || words.contains(&"--headless") {
        if !display {
            println!("There is no display here, so the same job runs headless.");
        }
        return headless();
    }
    machine::set_up(machine::For::Running)?;
    steps::build_ui()?;
    shell::run(&mut steps::cargo(&["build", "--package", "entrydesk"]), "The message above names what does not compile.")?;
    let program = place::built("debug", "entrydesk");
    println!("Opening the desk: {}", program.display());
    let status = Command::new(&program).status().map_err(|e| format!("{} could not be started: {e}", program.display()))?;
    if status.success() { Ok(()) } else { Err(format!("the desk ended with {status}; its message is above")) }
}

/// Reads the sample, decides, writes decisions, 7501 PDFs and an audit pack to `out/`.
fn headless() -> Result<(), String> {
    machine::set_up(machine::For::Building)?;
    shell::run(&mut steps::cargo(&["build", "--package", "cli"]), "The message above names what does not compile.")?;
    let out = place::root().join("out");
    if out.exists() {
        std::fs::remove_dir_all(&out).map_err(|e| format!("{} is in the way and cannot be removed: {e}", out.display()))?;
    }
    std::fs::create_dir_all(&out).map_err(|e| format!("{} cannot be made: {e}", out.display()))?;
    let desk = out.join("sample.entrydesk");
    let desk = desk.to_string_lossy().into_owned();
    let at = |name: &str| out.join(name).to_string_lossy().into_owned();
    let sheet = at("received/nordlicht-keramik-manifest.xlsx");
    let client = "Nordlicht Keramik GmbH";

    println!("\nA merchant's spreadsheet comes in; a firm and a client are set up for it.");
    cli(&["sample", "--desk", &desk, "--out", &at("received")], None)?;
    println!("\nIt is read; what is doubtful is named by row and column.");
    cli(&["read", &sheet], None)?;
    println!("\nIt is stored and decided by the law of its arrival date.");
    cli(&["import", "--desk", &desk, &sheet, "--client", client, "--arrival", "2024-06-03", "--port", "4701", "--json"], Some(&out.join("decisions.json")))?;
    println!("\nWhat may not pass free becomes informal entries, with duty and fees.");
    cli(&["entries", "--desk", &desk, "--client", client, "--make", "--carrier", "LH"], None)?;
    println!("\nEach entry's CBP Form 7501.");
    cli(&["paperwork", "--desk", &desk, "--entry", "all", "--out", &at("7501")], None)?;
    println!("\nThe audit pack, and its verification.");
    cli(&["audit-pack", "--desk", &desk, "--client", client, "--out", &at("audit-pack.zip")], None)?;
    cli(&["verify", &at("audit-pack.zip")], None)?;
    cli(&["verify", "--desk", &desk], None)?;
    println!("\nDone. In {}:", out.display());
    for (name, what) in [
        ("received/", "the merchant's files"),
        ("decisions.json", "the decision on every shipment, with all its tests"),
        ("7501/", "CBP Form 7501, a PDF for each entry"),
        ("audit-pack.zip", "report, data, original file, manifest; check it with `entrydesk-cli verify`"),
        ("sample.entrydesk", "the desk file; `entrydesk-cli … --desk` works on it"),
    ] {
        println!("  {name:<18} {what}");
    }
    Ok(())
}

/// Runs `entrydesk-cli`; exit 1 means that something wants a person, which the sample is made to show.
fn cli(args: &[&str], into: Option<&Path>) -> Result<(), String> {
    let program = place::built("debug", "entrydesk-cli");
    println!("$ entrydesk-cli {}", args.join(" "));
    let mut command = Command::new(&program);
    command.args(args).stdin(Stdio::null());
    if let Some(path) = into {
        let file = std::fs::File::create(path).map_err(|e| format!("{} cannot be written: {e}", path.display()))?;
        command.stdout(file);
    }
    let status = command.status().map_err(|e| format!("{} could not be started: {e}", program.display()))?;
    match status.code() {
        Some(0) => Ok(()),
        Some(1) => {
            println!("(something here wants a person, as it would at a desk)");
            Ok(())
        }
        _ => Err(format!("`entrydesk-cli {}` failed ({status})", args.join(" "))),
    }
}
