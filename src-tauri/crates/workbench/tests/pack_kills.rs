//! A process killed while it writes an audit pack: what has a pack's name is a whole pack, the desk is sound, and the work says that it
//! was cut off.

mod bench;

use bench::Bench;
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use workbench::{Reporter, Setup, Workbench, table};

const VICTIM: &str = "ENTRYDESK_TEST_PACK_VICTIM";
const KILLS: u64 = 24;

fn open(folder: &Path) -> Workbench {
    let now: chrono::DateTime<chrono::FixedOffset> = "2026-11-23T09:00:00-05:00".parse().unwrap();
    let setup = Setup { desk: folder.join("d.entrydesk"), output_folder: folder.join("documents"), clock: Box::new(move || now), user: "DH".into() };
    Workbench::open(setup).unwrap()
}

#[test]
fn killed_while_a_pack_is_written_nothing_half_done_is_left_under_its_name() {
    if let Ok(folder) = std::env::var(VICTIM) {
        let bench = open(Path::new(&folder));
        println!("ready");
        loop {
            let scope = json!({ "scope": { "kind": "client", "client_id": 1 } });
            table::run(&bench, "audit_export", scope, &Reporter::new(&|_| {}, &AtomicBool::new(false))).unwrap();
        }
    }
    let desk = Bench::new();
    let client = desk.client("Nordlicht Keramik GmbH");
    desk.store(client, "orders.csv", "2024-06-03", &[("NK-1", "Ada Quill", "1 Elm", "O-1", "20.00"), ("NK-2", "Bo Finch", "2 Elm", "O-2", "930.00")]);
    let Bench { bench, folder } = desk;
    drop(bench);
    let (mut whole, mut cut_off) = (0, 0);
    for round in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "killed_while_a_pack_is_written_nothing_half_done_is_left_under_its_name", "--nocapture"]);
        let mut child = child.env(VICTIM, folder.path()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.map_while(Result::ok).any(|line| line == "ready"), "round {round}: the victim did not come to work");
        // Blows fall all over the writing of the first pack and of those that follow it.
        std::thread::sleep(Duration::from_micros(round * 13_337));
        child.kill().unwrap();
        child.wait().unwrap();
        let bench = open(folder.path());
        let verdict = table::call(&bench, "journal_verify", json!({})).unwrap();
        assert_eq!(verdict["sound"], true, "round {round}: {verdict}");
        let notices = table::call(&bench, "desk_state", json!({})).unwrap()["notices"].to_string();
        cut_off += u64::from(notices.contains("Writing an audit pack was under way when Entrydesk was cut off"));
        let packs = folder.path().join("documents").join("audit");
        for file in std::fs::read_dir(&packs).into_iter().flatten().map(|file| file.unwrap().path()) {
            if file.extension().is_some_and(|e| e == "zip") {
                let found = workbench::headless::verify_pack(&std::fs::read(&file).unwrap(), None);
                assert!(found.sound, "round {round}: {}: {:?}", file.display(), found.findings);
                whole += 1;
            }
            std::fs::remove_file(file).unwrap();
        }
    }
    println!("{KILLS} kills, {whole} whole packs, {cut_off} times the work said that it was cut off");
    assert!(cut_off > 0, "work that was cut off says so");
}
