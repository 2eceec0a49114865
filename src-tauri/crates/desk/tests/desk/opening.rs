//! Opening: who may, and what is left untouched.

use crate::kit::*;
use desk::{Desk, DeskError};
use rusqlite::Connection;
use std::fs;

#[test]
fn the_sqlite_inside_is_one_that_loses_nothing() {
    assert!(rusqlite::version_number() >= 3_051_003, "{}", Desk::sqlite_version());
}

#[test]
fn a_new_desk_is_set_up_as_promised() {
    let office = Office::open();
    let (file, _folder) = office.close();
    let conn = Connection::open(&file).unwrap();
    let pragma = |name: &str| conn.query_row(&format!("PRAGMA {name}"), [], |r| r.get::<_, rusqlite::types::Value>(0)).unwrap();
    assert_eq!(pragma("application_id"), 0x454E_5444_i64.into());
    assert_eq!(pragma("user_version"), 2i64.into());
    assert_eq!(pragma("journal_mode"), "wal".to_string().into());
    let loose: i64 = conn
        .query_row("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'", [], |r| {
            r.get(0)
        })
        .unwrap();
    assert_eq!(loose, 0, "every table is STRICT");
}

#[test]
fn a_second_desk_on_the_same_file_is_refused_until_the_first_closes() {
    let office = Office::open();
    let file = office.file();
    let said = refusal(Desk::open(&file, &act()).map(|_| ()));
    assert!(said.ends_with("is already open in another Entrydesk. Use that window, or close it and try again."), "{said}");
    let (file, _folder) = office.close();
    assert_eq!(Desk::open(&file, &act()).unwrap().clients().unwrap().len(), 1);
}

#[test]
fn a_file_from_a_newer_entrydesk_is_left_untouched() {
    let (file, _folder) = Office::open().close();
    let conn = Connection::open(&file).unwrap();
    conn.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA user_version = 99;").unwrap();
    drop(conn);
    let before = fs::read(&file).unwrap();
    let refused = Desk::open(&file, &act()).err().unwrap();
    assert!(matches!(refused, DeskError::Newer { found: 99, known: 2 }));
    assert!(refused.to_string().contains("newer Entrydesk (file format 99; this one knows up to 2). Nothing in it was changed."));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn what_is_no_desk_is_left_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let stranger = folder.path().join("other.db");
    Connection::open(&stranger).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    let letter = folder.path().join("letter.txt");
    fs::write(&letter, "Dear broker").unwrap();
    for file in [stranger, letter] {
        let before = fs::read(&file).unwrap();
        let said = refusal(Desk::open(&file, &act()).map(|_| ()));
        assert!(said.contains("is not an Entrydesk desk file. Nothing in it was changed."), "{said}");
        assert_eq!(fs::read(&file).unwrap(), before);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no lock, no log beside them");
}

#[test]
fn closed_properly_the_desk_is_one_file() {
    let office = Office::open();
    office.store(&shipments(50, customs::Route::Section321));
    let (_file, folder) = office.close();
    let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["test.entrydesk", "test.entrydesk.lock"]);
}

#[test]
fn a_missing_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let said = refusal(Desk::open(&folder.path().join("gone/desk.entrydesk"), &act()).map(|_| ()));
    assert!(said.contains("there is no folder") && said.contains("gone"), "{said}");
}

#[test]
fn a_damaged_page_is_found_when_the_desk_was_not_closed_properly() {
    let office = Office::open();
    office.store(&shipments(200, customs::Route::Section321));
    let (file, folder) = office.close();
    let mut bytes = fs::read(&file).unwrap();
    for byte in &mut bytes[4096 * 6..4096 * 9] {
        *byte ^= 0x5a;
    }
    let torn = folder.path().join("torn.entrydesk");
    fs::write(&torn, bytes).unwrap();
    // A write-ahead log left behind is the sign of a session that was cut off.
    fs::write(folder.path().join("torn.entrydesk-wal"), [0; 64]).unwrap();
    let said = Desk::open(&torn, &act()).err().unwrap();
    assert!(matches!(said, DeskError::Damaged(_)), "{said}");
    assert!(said.to_string().contains("restore the newest good backup"));
}
