//! Bringing a machine from "Rust, Node and Debian's package manager" to "can build and test the desk".
//!
//! Says what is missing and why before it installs anything; does nothing where all is in order.

use super::{place, shell};
use std::path::PathBuf;

/// What the machine is to be able to do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum For {
    /// Build the programs without a window.
    Building,
    /// Build and open the window.
    Running,
    /// The above, and drive it in tests.
    Testing,
}

/// Debian packages, what each is for, and what wants it first.
const PACKAGES: &[(&str, &str, For)] = &[
    ("build-essential", "a C compiler, for SQLite and its cipher", For::Building),
    ("perl", "configures the build of OpenSSL, which the cipher rests on", For::Building),
    ("pkg-config", "finds the system libraries", For::Running),
    ("libwebkit2gtk-4.1-dev", "the web view the window is made of", For::Running),
    ("libgtk-3-dev", "the window itself", For::Running),
    ("librsvg2-dev", "icons", For::Running),
    ("fonts-droid-fallback", "Chinese, Japanese and Korean names on screen", For::Running),
    ("webkit2gtk-driver", "drives the real window in tests", For::Testing),
    ("xvfb", "a display for tests where there is none", For::Testing),
    ("dbus", "a session bus for the window under test", For::Testing),
    ("chromium", "the browser of the browser tests", For::Testing),
    ("poppler-utils", "reads and draws PDFs for the golden tests", For::Testing),
];

/// tauri-driver is not in Debian; its version is fixed because the next one is an alpha.
const TAURI_DRIVER: &str = "2.1.0";

/// Installs what is missing for `purpose`, saying what and why first.
pub fn set_up(purpose: For) -> Result<(), String> {
    if cfg!(target_os = "linux") {
        system_packages(purpose)?;
    }
    if purpose == For::Building {
        return Ok(());
    }
    toolchain()?;
    node_packages("ui")?;
    if purpose == For::Testing {
        node_packages("tests/e2e")?;
        if cfg!(target_os = "linux") {
            tauri_driver()?;
        }
    }
    Ok(())
}

fn toolchain() -> Result<(), String> {
    let node = shell::output("node", &["--version"]).ok_or("Node.js is missing. Install Node 20.19 or newer, then run this again.")?;
    let mut parts = node.trim_start_matches('v').split('.').map(|p| p.parse::<u32>().unwrap_or(0));
    let (major, minor) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if (major, minor) < (20, 19) {
        return Err(format!("Node.js {node} is too old: the UI needs 20.19 or newer. Update it, then run this again."));
    }
    if !shell::has("npm") {
        return Err("npm is missing. It comes with Node.js; install it, then run this again.".into());
    }
    Ok(())
}

fn system_packages(purpose: For) -> Result<(), String> {
    let wanted: Vec<_> = PACKAGES.iter().filter(|(_, _, first)| *first <= purpose).collect();
    let missing: Vec<_> = wanted.into_iter().filter(|(name, _, _)| !installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("This machine lacks:");
    for (name, why, _) in &missing {
        println!("  {name:<24} {why}");
    }
    let names: Vec<&str> = missing.iter().map(|(name, _, _)| *name).collect();
    if !shell::has("apt-get") {
        return Err(format!("there is no apt-get here. Install what corresponds to these packages by hand, then run this again: {}", names.join(" ")));
    }
    let root = shell::output("id", &["-u"]).as_deref() == Some("0");
    if !root && !shell::has("sudo") {
        return Err(format!("installing needs root, and there is no sudo. As root: apt-get install {}", names.join(" ")));
    }
    println!("They are installed now from Debian's own archive{}.", if root { "" } else { ", with sudo" });
    let apt = |args: &[&str]| {
        let mut command = if root { shell::command("apt-get", &place::root()) } else { shell::command("sudo", &place::root()) };
        if !root {
            command.arg("apt-get");
        }
        command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    shell::run(&mut apt(&["update", "-q"]), "Is the package archive reachable?")?;
    let mut install = vec!["install", "-y", "-q", "--no-install-recommends"];
    install.extend(&names);
    shell::run(&mut apt(&install), "Read apt's message above; `apt-get -f install` mends a half-done installation.")
}

fn installed(package: &str) -> bool {
    shell::output("dpkg-query", &["-W", "-f=${db:Status-Status}", package]).as_deref() == Some("installed")
}

/// `npm ci` where the lock file has changed since the last time.
fn node_packages(folder: &str) -> Result<(), String> {
    let dir = place::root().join(folder);
    let lock = dir.join("package-lock.json");
    let wanted = std::fs::read(&lock).map_err(|e| format!("{} cannot be read: {e}. Is the checkout whole?", lock.display()))?;
    let stamp = dir.join("node_modules/.entrydesk-lock");
    if std::fs::read(&stamp).is_ok_and(|seen| seen == wanted) {
        return Ok(());
    }
    println!("The packages of {folder}/ are installed now, exactly as its package-lock.json names them.");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut ci = shell::command(npm, &dir);
    ci.args(["ci", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"])
        // Browsers come from Debian, never from a test tool's own download.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    shell::run(&mut ci, "Is the npm registry reachable?")?;
    std::fs::write(&stamp, wanted).map_err(|e| format!("{} cannot be written: {e}", stamp.display()))
}

/// Where tauri-driver is kept: outside the checkout, built once.
pub fn tauri_driver_path() -> PathBuf {
    place::cache().join("tools/bin/tauri-driver")
}

fn tauri_driver() -> Result<(), String> {
    let program = tauri_driver_path();
    if program.is_file() {
        return Ok(());
    }
    println!("tauri-driver {TAURI_DRIVER}, which drives the real window in tests, is built once and kept in {}.", place::cache().display());
    let mut install = shell::command("cargo", &place::root());
    install
        .args(["install", "tauri-driver", "--locked", "--version", TAURI_DRIVER, "--root"])
        .arg(place::cache().join("tools"))
        .env("CARGO_TARGET_DIR", place::cache().join("tools/target"));
    shell::run(&mut install, "Is the crate registry reachable?")
}
