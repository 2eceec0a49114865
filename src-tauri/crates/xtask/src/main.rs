//! `cargo xtask run` and `cargo xtask test`: the two commands of the README, and the smaller ones they are made of.
//!
//! Nothing but the standard library, so that a new machine builds it in a second.

mod machine;
mod place;
mod shell;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  run           set this machine up where needed, build, and open the desk
                (without a display: the same job headless, results in out/)
  test          set this machine up where needed, then every test
  setup         only the set-up
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match words.first().map(String::as_str) {
        Some("setup") => machine::set_up(machine::For::Testing),
        None | Some("help" | "--help" | "-h") => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => Err(format!("there is no command `{other}`.\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}
