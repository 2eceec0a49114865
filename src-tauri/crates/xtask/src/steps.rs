//! Builds that several commands share.

use crate::{place, shell};
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

/// Cargo in the checkout.
pub fn cargo(args: &[&str]) -> Command {
    let mut command = shell::command("cargo", &place::root());
    command.args(args);
    command
}

/// An npm script of a folder.
pub fn npm(folder: &str, args: &[&str]) -> Command {
    let mut command = shell::command(if cfg!(windows) { "npm.cmd" } else { "npm" }, &place::root().join(folder));
    command.args(args);
    command
}

/// Builds the UI where a source is newer than what was built.
pub fn build_ui() -> Result<(), String> {
    let ui = place::root().join("ui");
    let built = std::fs::metadata(ui.join("dist/index.html")).and_then(|m| m.modified()).ok();
    let sources = ["src", "index.html", "package-lock.json", "vite.config.ts", "svelte.config.js", "../assets/fonts"];
    let newest = sources.iter().filter_map(|s| newest(&ui.join(s))).max();
    if built.is_some() && built > newest {
        return Ok(());
    }
    shell::run(&mut npm("ui", &["run", "build", "--silent"]), "The message above names the file of the UI that does not build.")
}

fn newest(path: &Path) -> Option<SystemTime> {
    let meta = std::fs::metadata(path).ok()?;
    if meta.is_file() {
        return meta.modified().ok();
    }
    std::fs::read_dir(path).ok()?.flatten().filter_map(|e| newest(&e.path())).max()
}

/// Writes the TypeScript types and the window's grants from the command table.
pub fn contract() -> Result<(), String> {
    shell::run(
        cargo(&["test", "--quiet", "--package", "workbench", "--test", "contract"]).env("ENTRYDESK_WRITE_CONTRACT", "1"),
        "The command table does not compile; see above.",
    )
}
