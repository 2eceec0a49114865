//! Desk files of every earlier version are brought to the current one: nothing changes but the version, and a backup is made first.

use crate::kit::*;
use customs::Client;
use desk::{Desk, EntryQuery, ShipmentQuery};
use flate2::read::GzDecoder;
use std::fs;
use std::io::Read;
use std::path::Path;

/// A desk written by the released program of file format 1: 40 shipments of one invented merchant, three entries.
const FORMAT_1: &[u8] = include_bytes!("../fixtures/format-1.entrydesk.gz");

/// Puts the desk of format 1 somewhere.
pub fn unpack(to: &Path) {
    let mut bytes = Vec::new();
    GzDecoder::new(FORMAT_1).read_to_end(&mut bytes).unwrap();
    fs::write(to, bytes).unwrap();
}

fn later() -> desk::Act {
    desk::Act::new("2027-01-04T09:00:00Z".parse().unwrap(), "MO")
}

#[test]
fn a_desk_of_format_1_is_upgraded_and_its_journal_still_holds() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("old.entrydesk");
    unpack(&file);
    let before = Desk::inspect(&file).unwrap();
    assert_eq!((before.format, before.counts.shipments, before.counts.entries), (1, 40, 3));
    let desk = Desk::open(&file, &later()).unwrap();
    assert_eq!(desk.verify().unwrap().broken, None);
    assert_eq!((desk.counts().unwrap().shipments, desk.counts().unwrap().entries), (40, 3));
    let events = desk.journal(None, None, 2).unwrap();
    assert_eq!((events[0].kind.as_str(), events[0].seq), ("desk-migrated", before.head_seq + 1));
    assert_eq!(events[1].hash, before.head, "what was recorded before stands as it was");
    // What the released program stored is worked on as before.
    let ids = desk.shipment_ids(&ShipmentQuery::default()).unwrap();
    assert!(ids.iter().all(|id| !desk.shipment(*id).unwrap().decision.tests.is_empty()));
    assert!(desk.entries(&EntryQuery::default()).unwrap().iter().all(|e| desk.entry(&e.number).is_ok()));
    desk.save_client(&Client { name: "A new one".into(), ..Client::default() }, &later()).unwrap();
    assert_eq!(desk.verify().unwrap().broken, None);
}

#[test]
fn a_backup_is_made_before_the_upgrade_and_can_be_restored() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("old.entrydesk");
    unpack(&file);
    let before = Desk::inspect(&file).unwrap();
    drop(Desk::open(&file, &later()).unwrap());
    let desk = Desk::open(&file, &later()).unwrap();
    let backups = desk.backups(folder.path()).unwrap();
    assert_eq!((backups.len(), backups[0].before_upgrade, backups[0].seq), (1, true, before.head_seq));
    let name = folder.path().join(&backups[0].name);
    assert_eq!(Desk::inspect(&name).unwrap(), before);
    let aside = desk.restore_here(&name, None, &later()).unwrap().unwrap();
    assert_eq!(desk.verify().unwrap().broken, None);
    assert_eq!(Desk::inspect(&aside).unwrap().head_seq, before.head_seq + 1);
}

#[test]
fn without_room_for_that_backup_the_desk_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("old.entrydesk");
    unpack(&file);
    let before = fs::read(&file).unwrap();
    // Something stands where the backup would be written.
    let card = Desk::inspect(&file).unwrap();
    let first = {
        let conn = rusqlite::Connection::open(&file).unwrap();
        conn.query_row("SELECT lower(hex(substr(hash, 1, 4))) FROM journal WHERE seq = 1", [], |r| r.get::<_, String>(0)).unwrap()
    };
    let name = format!("desk-{first}-20270104T090000Z-{}-{}-before-upgrade.entrydesk.part", card.head_seq, &card.head[..16]);
    fs::create_dir(folder.path().join(name)).unwrap();
    let said = refusal(Desk::open(&file, &later()).map(|_| ()));
    assert!(said.starts_with("The desk file is of an older version and was left as it is, because no backup of it could be made first."), "{said}");
    assert_eq!(fs::read(&file).unwrap(), before);
}
