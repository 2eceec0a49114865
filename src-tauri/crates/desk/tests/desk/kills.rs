//! A process killed in the middle of its work, at a chance moment or at a named place: the desk is whole, nothing acknowledged is
//! lost, nothing is half done, and what was cut off says so.
//!
//! 200 kills here; `cargo xtask kill 5000` for more.

use crate::kit::*;
use customs::{EntryState, Route};
use desk::{Desk, DeskError, EntryMove, NewEntry, PurgePlan, ShipmentQuery, Unlock};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// The name under which the test below runs itself as the process to be killed.
const VICTIM: &str = "ENTRYDESK_TEST_VICTIM";
const WORDS: &str = "killed with its boots on";
/// Shipments of one import.
const ROWS: usize = 20;
/// Rounds a desk lives before a new one is set up, so that checking it stays quick.
const LIFE: u64 = 25;

/// What is done when the blow comes, and the places in it where one can fall.
const WORK: &[(&str, &[&str])] = &[
    ("import", &["before-commit", "after-commit"]),
    ("edit", &["before-commit", "after-commit"]),
    ("decide", &["before-commit", "after-commit"]),
    ("entries", &["before-commit", "after-commit"]),
    ("backup", &["backup-written", "backup-checked", "backup-rotated"]),
    ("restore", &["restore-ready", "restore-aside", "before-commit"]),
    ("migrate", &["backup-written", "migrated", "before-commit", "migration-committed"]),
    ("purge", &["purge-entombed", "before-commit", "after-commit", "purge-committed", "purge-wiped"]),
    ("exchange", &["exchange-copied", "exchange-ready", "exchanged", "before-commit"]),
];

/// Chance that repeats itself: the same seed, the same kills.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n.max(1)
    }
}

fn open(file: &Path) -> Desk {
    match Desk::open(file, &act()) {
        Err(DeskError::Locked) => Desk::open_with(file, Some(&Unlock::passphrase(WORDS)), &act()),
        other => other,
    }
    .unwrap()
}

fn of(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|n| n.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn killed_at_any_moment_nothing_is_lost_and_nothing_is_half_done() {
    if let Ok(work) = std::env::var(VICTIM) {
        return work_until_killed(&work, Path::new(&std::env::var("ENTRYDESK_TEST_DESK").unwrap()));
    }
    let (kills, seed) = (of("ENTRYDESK_KILLS", 200), of("ENTRYDESK_KILL_SEED", 7));
    let mut chance = Chance(seed);
    let mut field = Field::new();
    let (mut at_places, mut interrupted) = (0, 0);
    for round in 0..kills {
        if round % LIFE == LIFE - 1 {
            field = Field::new();
        }
        // Encrypting costs a second of key making each time: one round in sixteen.
        let which = if round % 16 == 15 { 8 } else { round % 8 };
        let (work, places) = WORK[usize::try_from(which).unwrap()];
        let place = (chance.below(3) > 0).then(|| places[usize::try_from(chance.below(places.len() as u64)).unwrap()]);
        at_places += u64::from(place.is_some());
        let said = field.strike(work, place, &mut chance);
        interrupted += u64::from(field.check(work, &said, &format!("round {round}, {work} at {place:?}, seed {seed}")));
    }
    println!("{kills} kills, {at_places} at named places, {interrupted} times work under way said that it was cut off");
    assert!(interrupted > 0, "work that was cut off says so");
}

/// A blow between making the file of marks and writing it, or in the middle of a line.
#[test]
fn marks_that_were_never_written_whole_are_cleared_away() {
    for (name, text) in [("work", ""), ("work", "{\"what\":\"Storing ord"), ("work-next", ""), ("work-next", "{")] {
        let (file, folder) = Office::open().close();
        let left = folder.path().join(format!("test.entrydesk.{name}"));
        fs::write(&left, text).unwrap();
        let desk = open(&file);
        assert_eq!(desk.notices(), [] as [&str; 0], "nothing is said of work that never began");
        assert!(!left.exists(), "{name} {text:?}");
    }
}

/// A desk that is struck again and again.
struct Field {
    folder: TempDir,
    file: PathBuf,
    /// What was acknowledged so far.
    imports: u64,
    edits: u64,
    /// Purges on record at the last look.
    purges: u64,
}

impl Field {
    fn new() -> Self {
        let office = Office::open();
        let rows = shipments(ROWS, Route::Informal);
        office.store(&rows);
        office.desk.backup(&office.folder.path().join("good.backup")).unwrap();
        let (file, folder) = office.close();
        Self { folder, file, imports: 1, edits: 0, purges: 0 }
    }

    fn file_of(&self, work: &str) -> PathBuf {
        match work {
            // Each of these begins anew, so that it has something to do.
            "migrate" => {
                let file = self.folder.path().join("old.entrydesk");
                for left in fs::read_dir(self.folder.path()).unwrap().map(|f| f.unwrap().path()) {
                    let name = left.file_name().unwrap().to_string_lossy().into_owned();
                    if name.starts_with("old.") || name.contains("before-upgrade") {
                        fs::remove_file(left).unwrap();
                    }
                }
                crate::upgrade::unpack(&file);
                file
            }
            _ => self.file.clone(),
        }
    }

    /// Runs the work and kills it; returns what it said.
    fn strike(&self, work: &str, place: Option<&str>, chance: &mut Chance) -> Vec<String> {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "kills::killed_at_any_moment_nothing_is_lost_and_nothing_is_half_done", "--nocapture"]);
        child.env(VICTIM, work).env("ENTRYDESK_TEST_DESK", self.file_of(work)).env("ENTRYDESK_TEST_FOLDER", self.folder.path());
        if let Some(place) = place {
            child.env("ENTRYDESK_DIE_AT", format!("{place}:{}", 1 + chance.below(3)));
        }
        let mut child = child.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = Vec::new();
        for line in lines.by_ref().map_while(Result::ok) {
            if line == "ready" {
                break;
            }
        }
        let longest = if place.is_some() { 400_000 } else { 60_000 };
        let blow = Duration::from_micros(if place.is_some() { longest } else { chance.below(longest) });
        let begun = std::time::Instant::now();
        while begun.elapsed() < blow && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_micros(500));
        }
        let _ = child.kill();
        child.wait().unwrap();
        said.extend(lines.map_while(Result::ok));
        said
    }

    /// Holds what is there against what was acknowledged. Says whether work under way was found to be cut off.
    fn check(&mut self, work: &str, said: &[String], when: &str) -> bool {
        let last = |what: &str| said.iter().filter_map(|line| line.strip_prefix(what)?.trim().parse::<u64>().ok()).max();
        if work == "migrate" {
            let old = self.folder.path().join("old.entrydesk");
            let desk = Desk::open(&old, &act()).unwrap_or_else(|e| panic!("{when}: {e}"));
            assert_eq!((desk.counts().unwrap().shipments, desk.verify().unwrap().broken), (40, None), "{when}");
            return false;
        }
        let desk = open(&self.file);
        assert_eq!(desk.verify().unwrap().broken, None, "{when}");
        let counts = desk.counts().unwrap();
        if work == "restore" {
            // The desk of before or the restored one, and nothing between.
            if desk.journal(None, None, 1).unwrap()[0].kind == "desk-restored" {
                (self.imports, self.edits) = (1, 0);
                assert_eq!((counts.imports, counts.shipments), (1, ROWS as u64), "{when}");
            }
        } else {
            self.imports = self.imports.max(last("import ").unwrap_or(0));
            self.edits = self.edits.max(last("edit ").unwrap_or(0));
        }
        let purges = desk.purges().unwrap().len() as u64;
        if work == "purge" {
            // Each purge took one whole file, is on record, and took no other.
            let heard = |what: &str| said.iter().filter(|line| line.as_str() == what).count() as u64;
            let gone = purges - self.purges;
            assert!((heard("purged")..=heard("purged") + 1).contains(&gone), "{when}: {gone} purges on record, {said:?}");
            let came = counts.imports + gone - self.imports;
            assert!((heard("stored")..=heard("stored") + 1).contains(&came), "{when}: {came} imports came, {said:?}");
            self.imports = counts.imports;
        }
        self.purges = purges;
        assert!(counts.imports >= self.imports, "{when}: import {} was acknowledged, the desk has {}", self.imports, counts.imports);
        self.imports = counts.imports;
        assert_eq!(counts.shipments, counts.imports * ROWS as u64, "{when}: an import is whole or absent");
        let found = desk.shipment_ids(&ShipmentQuery { text: "cotton".into(), ..Default::default() }).unwrap().len() as u64;
        assert_eq!(found, counts.shipments, "{when}: what is there is found");
        let edited: u64 = desk.shipment(1).unwrap().shipment.invoice_number.and_then(|n| n.parse().ok()).unwrap_or(0);
        assert!(edited >= self.edits, "{when}: edit {} was acknowledged, the shipment is at {edited}", self.edits);
        self.edits = edited;
        let left: Vec<String> = fs::read_dir(self.folder.path()).unwrap().map(|f| f.unwrap().file_name().to_string_lossy().into_owned()).collect();
        assert!(!left.iter().any(|name| ["part", "work", "work-next"].iter().any(|left| name == &format!("test.entrydesk.{left}"))), "{when}: {left:?}");
        let backups = self.folder.path().join("backups");
        if let Some(newest) = desk.backups(&backups).unwrap().first() {
            let card = Desk::inspect_with(&backups.join(&newest.name), Some(&Unlock::passphrase(WORDS))).unwrap_or_else(|e| panic!("{when}: {e}"));
            assert_eq!(card.head_seq, newest.seq, "{when}: what has a backup's name is a backup");
        }
        let notices = desk.notices();
        let cut_off = notices.iter().any(|n| n.contains("was under way when Entrydesk was cut off (MO, 2024-06-03 14:00 UTC)."));
        if cut_off {
            assert!(desk.journal(None, None, 3).unwrap().iter().any(|e| e.kind == "work-interrupted"), "{when}");
        }
        cut_off
    }
}

fn void(desk: &Desk, number: &str) {
    let step = EntryMove { number: number.into(), to: EntryState::Void, on: day("2024-06-03"), note: "again".into() };
    desk.move_entry(&step, day("2024-06-03"), &act()).unwrap();
}

/// Shipments no file brought before; the last file on the desk may be gone, the last event never is.
fn fresh_rows(desk: &Desk) -> Vec<desk::NewShipment> {
    let first = usize::try_from(desk.journal_head().unwrap().0).unwrap() * ROWS;
    (first..first + ROWS).map(|n| new_shipment(n, Route::Informal)).collect()
}

fn work_until_killed(work: &str, file: &Path) {
    let folder = PathBuf::from(std::env::var("ENTRYDESK_TEST_FOLDER").unwrap());
    if matches!(work, "migrate") {
        println!("ready");
        drop(Desk::open(file, &act()).unwrap());
        return;
    }
    let desk = open(file);
    println!("ready");
    for n in 0.. {
        match work {
            "import" => {
                let rows = fresh_rows(&desk);
                let _under_way = desk.begin_work("Storing orders.csv", &act()).unwrap();
                desk.store_import(&import(1, &rows), &rows, &[], &rulebook(), &act(), &|_| false).unwrap();
                println!("import {}", desk.counts().unwrap().imports);
            }
            "edit" => {
                let stands: u64 = desk.shipment(1).unwrap().shipment.invoice_number.and_then(|n| n.parse().ok()).unwrap_or(0);
                let mut edited = new_shipment(0, Route::Informal);
                edited.shipment.invoice_number = Some((stands + 1).to_string());
                desk.update_shipment(1, &edited, &[], &rulebook(), &act()).unwrap();
                println!("edit {}", stands + 1);
            }
            "decide" => {
                let route = if n % 2 == 0 { Route::Formal } else { Route::Informal };
                let decided: Vec<_> = (3..10).map(|id| (id, decision(&format!("WT-{:06}", id - 1), route))).collect();
                desk.append_decisions(&decided, &rulebook(), &act()).unwrap();
            }
            "entries" => {
                let draft = [NewEntry { client_id: 1, shipment_ids: vec![2] }];
                match desk.create_entries(&draft, &act(), &mut |_, number| Ok(summary(number, "WT-000001"))) {
                    Ok(numbers) => void(&desk, numbers[0].as_str()),
                    // The range is used up, or the blow fell between making and voiding it.
                    Err(DeskError::Refused(_)) => {
                        let firm = desk.firm().unwrap();
                        desk.save_firm(&customs::Firm { last_entry_number: firm.last_entry_number + 50, ..firm }, &act()).unwrap();
                        if let Some(number) = desk.shipment(2).unwrap().row.entry_number {
                            void(&desk, &number);
                        }
                    }
                    Err(other) => panic!("{other}"),
                }
            }
            "backup" => {
                desk.set_setting("user", &n.to_string(), &act()).unwrap();
                desk.keep_backup(&folder.join("backups"), &act()).unwrap();
            }
            "restore" => {
                for old in fs::read_dir(&folder).unwrap().map(|f| f.unwrap().path()) {
                    if old.to_string_lossy().contains("replaced-") {
                        fs::remove_file(old).unwrap();
                    }
                }
                desk.restore_here(&folder.join("good.backup"), None, &act()).unwrap();
            }
            "purge" => {
                if desk.counts().unwrap().imports < 3 {
                    let rows = fresh_rows(&desk);
                    desk.store_import(&import(1, &rows), &rows, &[], &rulebook(), &act(), &|_| false).unwrap();
                    println!("stored");
                }
                let plan = PurgePlan { client_id: 1, imports: vec![desk.imports().unwrap()[0].id], ..PurgePlan::default() };
                let _under_way = desk.begin_work("Purging records", &act()).unwrap();
                desk.purge(&plan, &act(), &|_, _, _| false).unwrap();
                println!("purged");
            }
            "exchange" => {
                if desk.is_encrypted() {
                    desk.decrypt(&Unlock::passphrase(WORDS), &act()).unwrap();
                } else {
                    desk.encrypt(&Unlock::passphrase(WORDS), &act()).unwrap();
                }
            }
            other => panic!("no such work: {other}"),
        }
    }
}
