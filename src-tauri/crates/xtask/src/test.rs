//! `cargo xtask test`: every test, in the order in which a mistake is cheapest to find.

use crate::{machine, place, shell, steps};
use std::time::Instant;

type Step = (&'static str, fn() -> Result<(), String>);

const STEPS: &[Step] = &[("lint", lint), ("ui", ui), ("rust", rust), ("browser", browser), ("window", window)];

/// Runs the named steps, or all of them.
pub fn test(names: &[&str]) -> Result<(), String> {
    if let Some(unknown) = names.iter().find(|n| !STEPS.iter().any(|(s, _)| s == *n)) {
        return Err(format!("there is no step `{unknown}`; there are {}", STEPS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")));
    }
    let started = Instant::now();
    machine::set_up(machine::For::Testing)?;
    let mut done = Vec::new();
    for (name, step) in STEPS {
        if names.is_empty() || names.contains(name) {
            println!("\n════ {name}");
            let began = Instant::now();
            step()?;
            done.push(format!("  {name:<8} {:>6.1} s", began.elapsed().as_secs_f32()));
        }
    }
    println!("\nAll of it passed, in {:.0} s:\n{}", started.elapsed().as_secs_f32(), done.join("\n"));
    Ok(())
}

/// Kills a working process `times` times and looks at the desk file after each; the seed is printed, so that a find can be repeated.
pub fn kill(times: Option<&str>) -> Result<(), String> {
    let times = times.unwrap_or("5000");
    times.parse::<u64>().map_err(|_| format!("`{times}` is not a number of kills"))?;
    let seed = std::env::var("ENTRYDESK_KILL_SEED").unwrap_or_else(|_| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs());
        now.to_string()
    });
    println!("{times} kills with seed {seed}");
    let mut cargo = steps::cargo(&["test", "--package", "desk", "--test", "desk", "--", "kills", "--nocapture"]);
    cargo.env("ENTRYDESK_KILLS", times).env("ENTRYDESK_KILL_SEED", seed);
    shell::run(&mut cargo, "The desk file did not survive; see above.")
}

fn lint() -> Result<(), String> {
    shell::run(&mut steps::cargo(&["fmt", "--all", "--check"]), "Run `cargo fmt --all`.")?;
    // The window's code is checked against the built UI, so that comes first.
    steps::build_ui()?;
    shell::run(&mut steps::cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]), "Clippy's words are above.")
}

fn ui() -> Result<(), String> {
    shell::run(&mut steps::npm("ui", &["run", "--silent", "check"]), "The type checker's words are above.")?;
    shell::run(&mut steps::npm("ui", &["run", "--silent", "lint"]), "`npm run format` in ui/ mends layout; the rest is above.")?;
    shell::run(&mut steps::npm("ui", &["run", "--silent", "test"]), "A unit test of the UI failed; see above.")?;
    shell::run(&mut steps::npm("tests/e2e", &["run", "--silent", "check"]), "The browser tests do not type-check; see above.")
}

fn rust() -> Result<(), String> {
    if std::env::var_os("ENTRYDESK_REFERENCE").is_none() {
        println!("ENTRYDESK_REFERENCE is not set: tests against official files say that they are skipped.");
    }
    steps::build_ui()?;
    shell::run(&mut steps::cargo(&["test", "--workspace"]), "A test failed; see above.")
}

fn browser() -> Result<(), String> {
    steps::build_ui()?;
    shell::run(&mut steps::cargo(&["build", "--quiet", "--package", "devhost"]), "The development host does not compile.")?;
    let mut playwright = steps::npm("tests/e2e", &["run", "--silent", "browser"]);
    playwright.env("ENTRYDESK_DEVHOST", place::built("debug", "devhost"));
    shell::run(&mut playwright, "A browser test failed; its pictures are in tests/e2e/report.")
}

fn window() -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        println!("The real window is driven on Linux only: there is no WebDriver for the web view of this system.");
        return Ok(());
    }
    steps::build_ui()?;
    shell::run(&mut steps::cargo(&["build", "--quiet", "--package", "entrydesk", "--package", "cli"]), "The window does not compile.")?;
    drive_window().or_else(|first| {
        println!("{first}\nOnce more: a display or a driver that starts slowly is not a defect of the desk.");
        drive_window()
    })
}

/// Runs the window's tests on a display and a session bus of their own, so that nothing of the person's is touched.
fn drive_window() -> Result<(), String> {
    let mut drive = shell::command("dbus-run-session", &place::root().join("tests/e2e"));
    drive
        .args(["--", "xvfb-run", "--auto-servernum", "--server-args=-screen 0 1600x1000x24", "npm", "run", "--silent", "window"])
        .env("ENTRYDESK_APP", place::built("debug", "entrydesk"))
        .env("ENTRYDESK_CLI", place::built("debug", "entrydesk-cli"))
        .env("TAURI_DRIVER", machine::tauri_driver_path());
    shell::run(&mut drive, "A test of the real window failed; its pictures are in tests/e2e/report.")
}
