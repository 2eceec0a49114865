//! Running other programs, saying what is run and what to do when it fails.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// A command in a folder, with the build folder shared by all of them.
pub fn command(program: impl AsRef<OsStr>, dir: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(dir).env("CARGO_TARGET_DIR", super::place::target());
    command
}

/// Runs a command to its end, shows it, and turns failure into a sentence that says what to do.
pub fn run(command: &mut Command, remedy: &str) -> Result<(), String> {
    let line = shown(command);
    println!("\u{2500}\u{2500} {line}");
    let started = Instant::now();
    let status = command.stdin(Stdio::null()).status().map_err(|e| format!("`{line}` could not be started: {e}. {remedy}"))?;
    if status.success() {
        println!("   done in {:.1} s", started.elapsed().as_secs_f32());
        Ok(())
    } else {
        Err(format!("`{line}` failed ({status}). {remedy}"))
    }
}

/// What a command prints, or `None` when it cannot be run or fails.
pub fn output(program: &str, args: &[&str]) -> Option<String> {
    let out = Command::new(program).args(args).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    out.status.success().then(|| String::from_utf8_lossy(&out.stdout).trim().to_owned())
}

/// Whether a program can be found.
pub fn has(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|dir| {
            dir.join(program).is_file()
                || dir.join(format!("{program}{}", std::env::consts::EXE_SUFFIX)).is_file()
                || dir.join(format!("{program}.cmd")).is_file()
        })
    })
}

fn shown(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for arg in command.get_args() {
        line.push(' ');
        line.push_str(&arg.to_string_lossy());
    }
    line
}
