//! Installers, built offline from what is here.

use crate::{machine, place, shell, steps};

/// Builds the installer for this system.
pub fn bundle() -> Result<(), String> {
    machine::set_up(machine::For::Running)?;
    steps::build_ui()?;
    let kind = if cfg!(windows) {
        "nsis"
    } else if cfg!(target_os = "macos") {
        "dmg"
    } else {
        "deb"
    };
    let tool = place::root().join("ui/node_modules/.bin").join(if cfg!(windows) { "tauri.cmd" } else { "tauri" });
    let mut build = shell::command(tool, &place::root());
    build.args(["build", "--bundles", kind]);
    shell::run(&mut build, "The message above says what the bundler lacks.")?;
    println!("The installer is in {}", place::target().join("release/bundle").join(kind).display());
    Ok(())
}
