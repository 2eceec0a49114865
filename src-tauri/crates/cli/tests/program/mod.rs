//! The program, run as a person runs it. Not every test uses all of it.
#![allow(dead_code, missing_docs)]

use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The client of the sample desk.
pub const CLIENT: &str = "Nordlicht Keramik GmbH";

pub fn run(args: &[&str]) -> Output {
    fed(args, "")
}

/// Runs it with something to read.
pub fn fed(args: &[&str], input: &str) -> Output {
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_entrydesk-cli")).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    child.wait_with_output().unwrap()
}

pub fn json_of(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}{}", printed(output), said(output)))
}

/// What it said to the person, beside its answer.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Its answer.
pub fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
