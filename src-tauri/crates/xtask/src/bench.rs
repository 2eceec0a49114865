//! Benchmarks: those of single crates, and the import of large files by the program itself beside its floor.

// Seconds and megabytes, not money.
#![allow(clippy::float_arithmetic)]

use crate::{place, shell, steps};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The files that are imported: name, rows, and whether the floor is measured beside it.
const FILES: [(&str, &str, bool); 4] = [
    ("manifest-100k.csv", "100000", true),
    ("manifest-100k.xlsx", "100000", false),
    ("manifest-200k.csv", "200000", false),
    ("manifest-200k.xlsx", "200000", false),
];

/// Runs the benchmarks, or those whose names are given.
pub fn bench(names: &[&str]) -> Result<(), String> {
    if names.first() == Some(&"import") {
        return import(names.get(1).copied());
    }
    let mut args = vec!["bench", "--package", "eligibility", "--package", "tariff", "--package", "desk", "--package", "paperwork", "--"];
    args.extend(names);
    shell::run(&mut steps::cargo(&args), "A benchmark failed; see above.")?;
    if names.is_empty() { import(None) } else { Ok(()) }
}

/// Imports large files by `entrydesk-cli` and says time and peak memory; `only` names one of them.
fn import(only: Option<&str>) -> Result<(), String> {
    let target = place::target();
    let folder = target.join("bench-import");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    shell::run(&mut steps::cargo(&["build", "--release", "--package", "cli", "--package", "intake", "--examples", "--bins"]), "It does not build; see above.")?;
    let program = target.join("release").join(format!("entrydesk-cli{}", std::env::consts::EXE_SUFFIX));
    let maker = target.join("release/examples").join(format!("scale{}", std::env::consts::EXE_SUFFIX));
    let mut said = Vec::new();
    for (name, rows, with_floor) in FILES.iter().filter(|(name, ..)| only.is_none_or(|o| name.contains(o))) {
        let (file, desk) = (folder.join(name), folder.join(format!("{name}.entrydesk")));
        shell::run(Command::new(&maker).arg(&file).arg(rows), "The file could not be made.")?;
        shell::run(
            Command::new(&program).args(["sample", "--desk"]).arg(&desk).arg("--out").arg(folder.join(format!("{name}-samples"))),
            "The desk could not be made.",
        )?;
        let mut command = Command::new(&program);
        command.args(["import", "--desk"]).arg(&desk).arg(&file).args(["--client", "Nordlicht Keramik GmbH", "--arrival", "2024-06-03", "--port", "4701"]);
        let Measured { time, processor, peak } = measured(&mut command)?;
        let size = std::fs::metadata(&file).map_or(0, |m| m.len()) as f64 / 1e6;
        let memory = peak.map_or("memory not known here".to_owned(), |kib| format!("at most {} MiB", kib / 1024));
        let spent = processor.map_or(String::new(), |p| format!(" (processor {:.2} s)", p.as_secs_f64()));
        said.push(format!("{name} ({rows} rows, {size:.0} MB): read, decided and stored in {:.2} s{spent}, {memory}", time.as_secs_f64()));
        if *with_floor {
            let mut floor = steps::cargo(&["bench", "--quiet", "--package", "desk", "--bench", "floor"]);
            let out = floor.env("ENTRYDESK_FLOOR_DESK", &desk).env("ENTRYDESK_FLOOR_FILE", &file).output().map_err(|e| e.to_string())?;
            let text = String::from_utf8_lossy(&out.stdout).trim().to_owned();
            let after = |word: &str| text.rsplit_once(word).and_then(|(_, t)| t.split(" s").next()).and_then(|t| t.trim().parse::<f64>().ok());
            let (Some(seconds), Some(processor_seconds)) = (after(": "), after("processor ")) else {
                return Err(format!("The floor could not be measured: {text}{}", String::from_utf8_lossy(&out.stderr)));
            };
            let by_processor = processor.map_or(String::new(), |p| format!(", {:.2} times by processor time", p.as_secs_f64() / processor_seconds));
            said.push(format!("  {text}; the import takes {:.2} times its floor{by_processor}", time.as_secs_f64() / seconds));
        }
        remove(&desk);
    }
    println!("\n{}", said.join("\n"));
    Ok(())
}

fn remove(desk: &Path) {
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", desk.display()));
    }
}

/// What a command took.
struct Measured {
    time: Duration,
    /// Seconds of the processor, on all its cores, where the system tells: other work on the machine does not lengthen them.
    processor: Option<Duration>,
    /// The most memory it held, in KiB, where the system tells.
    peak: Option<u64>,
}

/// Runs a command to its end, and watches it.
fn measured(command: &mut Command) -> Result<Measured, String> {
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().map_err(|e| e.to_string())?;
    let (status, stat) = (format!("/proc/{}/status", child.id()), format!("/proc/{}/stat", child.id()));
    let (mut peak, mut processor) = (None, None);
    loop {
        if let Ok(text) = std::fs::read_to_string(&status) {
            let line = text.lines().find_map(|l| l.strip_prefix("VmHWM:"));
            peak = line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok()).or(peak);
        }
        if let Ok(text) = std::fs::read_to_string(&stat) {
            // Hundredths of a second in user and in system mode, the eleventh and twelfth number behind the state.
            let mut fields = text.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).map_while(|f| f.parse::<u64>().ok());
            processor = fields.next().zip(fields.next()).map(|(user, system)| Duration::from_millis(10 * (user + system))).or(processor);
        }
        if let Some(ended) = child.try_wait().map_err(|e| e.to_string())? {
            // 1: stored, and something needs a person.
            let fine = matches!(ended.code(), Some(0 | 1));
            return if fine { Ok(Measured { time: start.elapsed(), processor, peak }) } else { Err(format!("the import ended with {ended}")) };
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Runs the fuzzer of the readers for some seconds; a minute where nothing is said.
pub fn fuzz(words: &[&str]) -> Result<(), String> {
    let seconds = words.first().copied().unwrap_or("60");
    if seconds.parse::<u64>().is_err() {
        return Err(format!("`{seconds}` is no number of seconds."));
    }
    let mut command = steps::cargo(&["test", "--quiet", "--package", "intake", "--test", "fuzz", "--", "--ignored", "--nocapture"]);
    shell::run(command.env("ENTRYDESK_FUZZ_SECONDS", seconds), "A reader did not hold; the file that broke it is named above.")
}
