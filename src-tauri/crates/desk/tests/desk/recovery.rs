//! Backups, restoring, and a process killed in the middle of its work.

use crate::kit::*;
use customs::Route;
use desk::{Desk, DeskError, ShipmentQuery};
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

#[test]
fn a_backup_holds_what_the_desk_holds() {
    let office = Office::open();
    office.store(&shipments(50, Route::Informal));
    let name = office.desk.backup_name(&act()).unwrap();
    let (seq, head) = office.desk.journal_head().unwrap();
    let first = &office.desk.journal(None, Some(2), 1).unwrap()[0].hash;
    assert_eq!(name, format!("desk-{}-20240603T140000Z-{seq}-{}.entrydesk", &first[..8], &head[..16]));
    let to = office.folder.path().join(name);
    let backup = office.desk.backup(&to).unwrap();
    assert_eq!((backup.card.counts.clone(), backup.card.head.clone()), (office.desk.counts().unwrap(), head));
    assert_eq!(backup.size, fs::metadata(&to).unwrap().len());
    assert!(refusal(office.desk.backup(&to)).contains("A backup never overwrites a file"));
    let copy = Desk::open(&to, &act()).unwrap();
    assert_eq!(copy.shipment_ids(&ShipmentQuery { text: "WT-000007".into(), ..Default::default() }).unwrap(), [8]);
    assert_eq!(copy.verify().unwrap().broken, None);
}

#[test]
fn restoring_moves_the_old_file_aside() {
    let office = Office::open();
    office.store(&shipments(5, Route::Informal));
    let to = office.folder.path().join("good.entrydesk");
    office.desk.backup(&to).unwrap();
    let more: Vec<_> = (5..9).map(|n| new_shipment(n, Route::Informal)).collect();
    office.store(&more);
    assert!(matches!(Desk::restore(&to, &office.file(), &act()), Err(DeskError::InUse(_))));
    let (file, folder) = office.close();
    let aside = Desk::restore(&to, &file, &act()).unwrap().unwrap();
    assert_eq!(Desk::open(&file, &act()).unwrap().counts().unwrap().shipments, 5);
    assert_eq!(Desk::open(&aside, &act()).unwrap().counts().unwrap().shipments, 9, "nothing is deleted");
    let mut bytes = fs::read(&to).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 2000].fill(0xee);
    let bad = folder.path().join("bad.entrydesk");
    fs::write(&bad, bytes).unwrap();
    assert!(Desk::restore(&bad, &file, &act()).is_err(), "a damaged backup replaces nothing");
    assert_eq!(Desk::inspect(&file).unwrap().counts.shipments, 5);
}

/// The name under which the test below runs itself as the process to be killed.
const VICTIM: &str = "ENTRYDESK_TEST_VICTIM";

/// How often it is killed.
const KILLS: u64 = 12;

#[test]
fn killed_at_any_moment_nothing_is_lost_and_nothing_is_half_done() {
    if let Ok(file) = std::env::var(VICTIM) {
        return work_until_killed(&file);
    }
    let (file, _folder) = Office::open().close();
    let mut stored = 0;
    for round in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "recovery::killed_at_any_moment_nothing_is_lost_and_nothing_is_half_done", "--nocapture"])
            .env(VICTIM, &file)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // Not by chance alone: each round is given a little longer, so that it dies at another place.
        std::thread::sleep(Duration::from_millis(120 + round * 37));
        child.kill().unwrap();
        let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        let acknowledged: u64 = said.lines().filter_map(|line| line.strip_prefix("stored ")?.parse().ok()).max().unwrap_or(0);
        let desk = Desk::open(&file, &act()).unwrap();
        assert_eq!(desk.verify().unwrap().broken, None, "round {round}");
        let counts = desk.counts().unwrap();
        assert!(counts.imports >= acknowledged, "import {acknowledged} was acknowledged, the desk has {}", counts.imports);
        assert_eq!(counts.shipments, counts.imports * 400, "an import is whole or absent");
        assert_eq!(desk.shipment_ids(&ShipmentQuery { text: "cotton".into(), ..Default::default() }).unwrap().len() as u64, counts.shipments);
        stored = counts.imports;
    }
    assert!(stored > 0, "it did some work between the kills");
}

fn work_until_killed(file: &str) {
    let desk = Desk::open(file.as_ref(), &act()).unwrap();
    loop {
        let next = desk.counts().unwrap().imports as usize;
        let rows: Vec<_> = (next * 400..(next + 1) * 400).map(|n| new_shipment(n, Route::Informal)).collect();
        desk.store_import(&import(1, &rows), &rows, &[], &rulebook(), &act(), &|_| false).unwrap();
        println!("stored {}", next + 1);
    }
}
