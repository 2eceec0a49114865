//! A full disk, a folder that cannot be written to, a clock that goes back, a damaged file: a sentence each, and no loss.

use crate::kit::*;
use customs::{Client, Route};
use desk::{Act, Desk, DeskError, Lost};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs one test of this file as a process of its own, with its environment or limits.
fn apart(test: &str, shell: &str, file: &Path) -> String {
    let exe = std::env::current_exe().unwrap();
    let script = format!("{shell} exec '{}' --exact 'trouble::{test}' --nocapture --ignored", exe.display());
    let out = Command::new("sh").args(["-c", &script]).env("ENTRYDESK_TEST_DESK", file).output().unwrap();
    String::from_utf8_lossy(&out.stdout).into_owned()
}

fn given() -> Option<std::path::PathBuf> {
    std::env::var_os("ENTRYDESK_TEST_DESK").map(Into::into)
}

/// Stores imports until the disk refuses one, and says what it said.
#[test]
#[ignore = "run by the tests below, in a process of its own"]
fn fills_the_disk() {
    let Some(file) = given() else { return };
    let desk = Desk::open(&file, &act()).unwrap();
    for n in 0..200 {
        let rows: Vec<_> = (n * 50 + 1000..(n + 1) * 50 + 1000).map(|n| new_shipment(n, Route::Informal)).collect();
        match desk.store_import(&import(1, &rows), &rows, &[], &rulebook(), &act(), &|_| false) {
            Ok(_) => println!("stored {}", n + 1),
            Err(why) => {
                println!("refused: {why}");
                println!("and then: {}", desk.counts().unwrap().imports);
                let backup = desk.backup(&file.with_extension("backup"));
                println!("backup: {}", backup.map_or_else(|e| e.to_string(), |b| b.path));
                return;
            }
        }
    }
}

fn full(shell: &str) {
    let (file, folder) = Office::open().close();
    let said = apart("fills_the_disk", shell, &file);
    let stored = said.lines().filter(|l| l.trim_start().starts_with("stored ")).count() as u64;
    let refused = said.lines().find_map(|l| l.split("refused: ").nth(1)).unwrap_or_else(|| panic!("{said}"));
    assert_eq!(refused, "The disk is full: the change was not stored, and everything stored before it is safe. Make room and try again.");
    assert!(said.contains(&format!("and then: {stored}")), "{said}");
    let desk = Desk::open(&file, &act()).unwrap();
    assert_eq!((desk.counts().unwrap().imports, desk.verify().unwrap().broken), (stored, None));
    // With room again the work goes on.
    desk.store_import(&import(1, &[new_shipment(1, Route::Gift)]), &[new_shipment(1, Route::Gift)], &[], &rulebook(), &act(), &|_| false).unwrap();
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).filter(|n| n.ends_with(".part")).collect();
    assert_eq!(left, Vec::<String>::new(), "half a backup is not left behind");
}

#[test]
fn a_full_disk_stores_nothing_of_the_change_and_loses_nothing() {
    full("ENTRYDESK_DISK_PAGES=160; export ENTRYDESK_DISK_PAGES;");
}

/// Files may not grow past a size: what writing meets on a full disk or at a quota, in the log as in the file.
#[test]
#[cfg(unix)]
fn a_write_cut_short_by_the_system_loses_nothing() {
    let (file, _folder) = Office::open().close();
    let said = apart("fills_the_disk", "trap '' XFSZ; ulimit -f 1400;", &file);
    let stored = said.lines().filter(|l| l.trim_start().starts_with("stored ")).count() as u64;
    let refused = said.lines().find_map(|l| l.split("refused: ").nth(1)).unwrap_or_else(|| panic!("{said}"));
    assert!(refused.starts_with("The disk is full") || refused.starts_with("The desk file cannot be read or written"), "{refused}");
    let desk = Desk::open(&file, &act()).unwrap();
    assert_eq!((desk.counts().unwrap().imports, desk.verify().unwrap().broken), (stored, None));
}

/// Tries to open and to back up, as a person who may not write there.
#[test]
#[ignore = "run by the test below, in a process of its own"]
fn may_not_write() {
    let Some(file) = given() else { return };
    println!("opened: {}", Desk::open(&file, &act()).map_or_else(|e| e.to_string(), |_| "yes".into()));
    println!("inspected: {}", Desk::inspect(&file).map_or_else(|e| e.to_string(), |card| card.counts.shipments.to_string()));
}

#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_may_not_be_written_to_is_a_sentence() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::open();
    office.store(&shipments(5, Route::Informal));
    let (file, folder) = office.close();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    let lock = folder.path().join("test.entrydesk.lock");
    fs::set_permissions(&lock, fs::Permissions::from_mode(0o444)).unwrap();
    // Whoever may do everything (as in a container) steps down first; where that is not possible either, there is nothing to see.
    let exe = std::env::current_exe().unwrap();
    let args = ["--exact", "trouble::may_not_write", "--nocapture", "--ignored"];
    let direct = !fs::OpenOptions::new().write(true).open(&lock).is_ok_and(|_| true);
    let out = if direct {
        Command::new(&exe).args(args).env("ENTRYDESK_TEST_DESK", &file).output()
    } else {
        Command::new("setpriv").args(["--reuid=65534", "--clear-groups", "--"]).arg(&exe).args(args).env("ENTRYDESK_TEST_DESK", &file).output()
    };
    let said = out.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    if !said.contains("opened: ") {
        println!("skipped: this process may write everywhere and cannot step down");
        return;
    }
    let opened = said.lines().find_map(|l| l.split("opened: ").nth(1)).unwrap();
    assert!(opened.starts_with("The desk file cannot be read or written: ") && opened.contains("Check that the folder exists"), "{opened}");
    assert!(said.contains("inspected: 5"), "what it holds can still be seen: {said}");
}

#[test]
fn a_clock_that_goes_back_is_said_and_recorded_and_the_order_of_events_stays() {
    let office = Office::open();
    let earlier = Act::new("2024-06-01T08:00:00Z".parse().unwrap(), "MO");
    office.desk.save_client(&Client { name: "After midnight".into(), ..Client::default() }, &earlier).unwrap();
    let said = "This computer's clock says 2024-06-01 08:00 UTC, but the last event was recorded at 2024-06-03 14:00 UTC. Events keep their order by number; set the clock right before dates are taken from it.";
    assert_eq!(office.desk.notices(), [said]);
    let kinds: Vec<(i64, String)> = office.desk.journal(None, None, 2).unwrap().into_iter().map(|e| (e.seq, e.kind)).collect();
    assert_eq!(kinds, [(5, "client-added".to_string()), (4, "clock-went-back".to_string())]);
    // Said once, not with every event; and again when the desk is opened with a clock that is wrong once more.
    office.desk.save_client(&Client { name: "Another".into(), ..Client::default() }, &earlier).unwrap();
    assert_eq!(office.desk.notices().len(), 1);
    assert_eq!(office.desk.verify().unwrap().broken, None);
    let (file, _folder) = office.close();
    let desk = Desk::open(&file, &Act::new("2023-01-01T00:00:00Z".parse().unwrap(), "MO")).unwrap();
    assert!(desk.notices()[0].starts_with("This computer's clock says 2023-01-01 00:00 UTC"));
    assert_eq!((desk.journal(None, None, 1).unwrap()[0].kind.as_str(), desk.verify().unwrap().broken), ("clock-went-back", None));
}

/// A desk with a backup of five shipments, four more stored on the next day, and then damage.
fn damaged() -> (std::path::PathBuf, tempfile::TempDir) {
    let office = Office::open();
    office.store(&shipments(5, Route::Informal));
    let backups = office.folder.path().join("backups");
    office.desk.keep_backup(&backups, &act()).unwrap().unwrap();
    assert_eq!(office.desk.keep_backup(&backups, &act()).unwrap(), None, "nothing new, no second one");
    let next_day = Act::new("2024-06-04T09:00:00Z".parse().unwrap(), "MO");
    let more: Vec<_> = (5..400).map(|n| new_shipment(n, Route::Informal)).collect();
    office.desk.store_import(&import(1, &more), &more, &[], &rulebook(), &next_day, &|_| false).unwrap();
    let (file, folder) = office.close();
    let mut bytes = fs::read(&file).unwrap();
    let last = bytes.len() - 4096 * 20;
    bytes[last..last + 4096].fill(0x5a);
    fs::write(&file, bytes).unwrap();
    (file, folder)
}

#[test]
fn a_damaged_file_is_kept_and_the_newest_good_backup_offered_with_what_is_missing() {
    let (file, folder) = damaged();
    let backups = folder.path().join("backups");
    let was = fs::read(&file).unwrap();
    // A backup that was hit as well is passed over.
    let newer = backups.join("desk-00000000-20240605T140000Z-9-0123456789abcdef.entrydesk");
    fs::write(&newer, &was).unwrap();
    let now = Act::new("2024-06-05T08:00:00Z".parse().unwrap(), "MO");
    let desk = Desk::stand_by(&file, &now);
    assert!(matches!(desk.closed(), Some(DeskError::Damaged(_))));
    assert!(refusal(desk.clients()).starts_with("The desk file is damaged"));
    let (offered, preview) = desk.newest_good_backup(&backups, None).unwrap().unwrap();
    assert_eq!(preview.card.counts.shipments, 5);
    match preview.lost {
        Lost::Events { events, days } => assert_eq!((events, days), (1, vec![(day("2024-06-04"), 1)])),
        Lost::Unknown => {}
        other => panic!("{other:?}"),
    }
    let aside = desk.restore_here(&backups.join(&offered.name), None, &now).unwrap().unwrap();
    assert_eq!(fs::read(&aside).unwrap(), was, "the damaged file is kept to the byte");
    assert_eq!((desk.closed(), desk.counts().unwrap().shipments, desk.verify().unwrap().broken), (None, 5, None));
    let event = &desk.journal(None, None, 1).unwrap()[0];
    assert!(event.kind == "desk-restored" && event.body.contains(&offered.name), "{event:?}");
}

#[test]
fn a_restore_is_previewed_and_the_restored_desk_knows_what_it_replaced() {
    let office = Office::open();
    office.store(&shipments(5, Route::Informal));
    let to = office.folder.path().join("good.backup");
    office.desk.backup(&to).unwrap();
    assert_eq!(office.desk.restore_preview(&to, None).unwrap().lost, Lost::Nothing);
    let next_day = Act::new("2024-06-04T09:00:00Z".parse().unwrap(), "MO");
    for name in ["Alder", "Birch"] {
        office.desk.save_client(&Client { name: name.into(), ..Client::default() }, &next_day).unwrap();
    }
    let (seq, head) = office.desk.journal_head().unwrap();
    assert_eq!(office.desk.restore_preview(&to, None).unwrap().lost, Lost::Events { events: 2, days: vec![(day("2024-06-04"), 2)] });
    let other = Office::open();
    other.desk.save_client(&Client { name: "Somebody else".into(), ..Client::default() }, &act()).unwrap();
    assert_eq!(other.desk.restore_preview(&to, None).unwrap().lost, Lost::AnotherDesk);
    office.desk.restore_here(&to, None, &next_day).unwrap();
    let event = &office.desk.journal(None, None, 1).unwrap()[0];
    assert!(event.body.contains(&head) && event.body.contains(&format!("\"seq\":\"{seq}\"")), "{}", event.body);
    assert_eq!((office.desk.clients().unwrap().len(), office.desk.verify().unwrap().broken), (1, None));
}
