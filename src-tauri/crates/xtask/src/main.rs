//! `cargo xtask run` and `cargo xtask test`: the two commands of the README, and the smaller ones they are made of.
//!
//! Nothing but the standard library, so that a new machine builds it in a second.

mod bench;
mod bundle;
mod machine;
mod place;
mod run;
mod shell;
mod steps;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  run           set this machine up where needed, build, and open the desk
                (without a display: the same job headless, results in out/)
  run --headless   the headless job, also where there is a display
  test          set this machine up where needed, then every test
  test <step>…  only these steps: lint, ui, rust, browser, window
  setup         only the set-up
  contract      write the TypeScript types and the window's grants from the Rust command table
  bench         the benchmarks
  bench import  a hundred thousand rows and more, read, decided and stored by the program, beside their floor
  fuzz [seconds]   changed and mixed files against every reader of spreadsheets
  kill [n]      a process killed n times (5000) in the middle of its work, by a chance that is printed
  bundle        an installer for this system (on Debian: a .deb)
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let rest: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    let outcome = match words.first().map(String::as_str) {
        Some("run") => run::run(&rest),
        Some("test") => test::test(&rest),
        Some("setup") => machine::set_up(machine::For::Testing),
        Some("contract") => steps::contract(),
        Some("bench") => bench::bench(&rest),
        Some("fuzz") => bench::fuzz(&rest),
        Some("kill") => test::kill(rest.first().copied()),
        Some("bundle") => bundle::bundle(),
        None | Some("help" | "--help" | "-h") => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => Err(format!("there is no command `{other}`.\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\nxtask: {why}");
            ExitCode::FAILURE
        }
    }
}
