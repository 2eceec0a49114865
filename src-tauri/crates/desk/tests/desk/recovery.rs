//! Backups, and putting one back.

use crate::kit::*;
use customs::Route;
use desk::{Desk, DeskError, ShipmentQuery};
use std::fs;

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
