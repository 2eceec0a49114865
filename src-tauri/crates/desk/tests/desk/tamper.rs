//! A changed byte is found, and the event that it belongs to is named.

use crate::kit::*;
use customs::{DocumentKind, EntryState, Route};
use desk::journal::check_slice;
use desk::{Desk, JournalVerdict, NewDocument, NewEntry};
use rusqlite::Connection;
use std::path::PathBuf;
use tempfile::TempDir;

/// A closed desk with a bit of everything on it.
fn lived_in() -> (PathBuf, TempDir) {
    let office = Office::open();
    office.store(&shipments(30, Route::Informal));
    office.desk.update_shipment(5, &new_shipment(4, Route::Formal), &[(6, decision("WT-000005", Route::Review))], &rulebook(), &act()).unwrap();
    let drafts: Vec<_> = [1, 2].map(|id| NewEntry { client_id: office.client, shipment_ids: vec![id] }).into();
    let numbers = office.desk.create_entries(&drafts, &act(), &mut |_, number| Ok(summary(number, "WT-000000"))).unwrap();
    office.step(numbers[0].as_str(), EntryState::Ready).unwrap();
    office.step(numbers[1].as_str(), EntryState::Void).unwrap();
    let poa = NewDocument { subject: "client:1", kind: DocumentKind::PowerOfAttorney, name: "poa.pdf", bytes: b"power of attorney" };
    office.desk.attach(&poa, &act()).unwrap();
    let gone = [new_shipment(900, Route::Informal)];
    let taken_back = office.store(&gone).import_id;
    office.desk.undo_import(taken_back, &act()).unwrap();
    office.desk.add_note(&format!("entry:{}", numbers[0]), "ask for the invoice", None, &act()).unwrap();
    assert_eq!(office.desk.verify().unwrap().broken, None);
    office.close()
}

fn tampered(file: &std::path::Path, sql: &str) -> JournalVerdict {
    let copy = file.with_extension("tampered");
    std::fs::copy(file, &copy).unwrap();
    let conn = Connection::open(&copy).unwrap();
    let triggers: Vec<String> =
        conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").unwrap().query_map([], |r| r.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    for trigger in triggers {
        conn.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    let changed = conn.execute(sql, []).unwrap_or_else(|e| panic!("{sql}: {e}"));
    assert!(changed > 0, "{sql} changes something");
    drop(conn);
    let desk = Desk::open(&copy, &act()).unwrap();
    let verdict = desk.verify();
    drop(desk);
    std::fs::remove_file(&copy).unwrap();
    verdict.unwrap()
}

#[test]
fn triggers_refuse_to_change_the_record() {
    let (file, _folder) = lived_in();
    let conn = Connection::open(&file).unwrap();
    for table in ["journal", "versions", "decisions", "findings", "summaries"] {
        for sql in [format!("UPDATE {table} SET body = body || ' '"), format!("DELETE FROM {table}")] {
            let said = conn.execute(&sql, []).unwrap_err().to_string();
            assert!(said.contains("never"), "{sql}: {said}");
        }
    }
}

#[test]
fn any_changed_row_is_found_and_its_event_named() {
    let (file, _folder) = lived_in();
    // Events: 1 created, 2 firm, 3 client, 4 import, 5 edit, 6 decided, 7 numbers, 8 and 9 entries, 10 ready, 11 void, 12 document,
    // 13 import, 14 taken back, 15 note.
    for (sql, seq) in [
        ("UPDATE journal SET who = 'XX' WHERE seq = 7", 7),
        ("UPDATE journal SET at = '2023-01-01T00:00:00.000Z' WHERE seq = 9", 9),
        ("UPDATE journal SET body = replace(body, 'orders.csv', 'orders.csx') WHERE seq = 4", 4),
        ("UPDATE journal SET hash = zeroblob(32) WHERE seq = 14", 14),
        ("DELETE FROM journal WHERE seq = 5", 5),
        ("UPDATE versions SET body = replace(body, '25.00', '24.00') WHERE id = 17", 4),
        ("UPDATE decisions SET body = replace(body, 'informal', 'formal') WHERE id = 3", 4),
        ("UPDATE decisions SET shipment_id = 9 WHERE id = 8", 4),
        ("DELETE FROM decisions WHERE id = 31", 5),
        ("UPDATE findings SET body = replace(body, 'No restricted', 'Restricted') WHERE id = 1", 4),
        ("UPDATE summaries SET body = replace(body, '4.13', '4.12') WHERE id = 1", 8),
        ("INSERT INTO decisions (seq, shipment_id, body) SELECT 4, 1, body FROM decisions WHERE id = 2", 4),
        ("INSERT INTO versions (seq, shipment_id, body) SELECT 99, 1, body FROM versions WHERE id = 2", 99),
        ("UPDATE firm SET body = replace(body, 'Harbor', 'Arbor')", 7),
        ("UPDATE clients SET body = replace(body, 'Thistle', 'Bristle')", 3),
        ("UPDATE clients SET name = 'Somebody else'", 3),
        ("UPDATE imports SET file_name = 'other.csv' WHERE id = 1", 4),
        ("UPDATE entries SET duty = '0.00' WHERE number LIKE '%1-1'", 10),
        ("UPDATE entries SET state = 'draft' WHERE state = 'void'", 11),
        ("DELETE FROM entry_shipments WHERE shipment_id = 1", 10),
        ("UPDATE entry_steps SET day = '2024-06-02' WHERE step = 'ready'", 10),
        ("DELETE FROM entry_steps WHERE step = 'void'", 11),
        ("UPDATE notes SET text = 'do not ask'", 15),
        ("DELETE FROM notes", 15),
        ("UPDATE documents SET name = 'x.pdf'", 12),
        ("UPDATE documents SET kind = 'invoice'", 12),
        ("UPDATE documents SET kind = ''", 12),
        ("UPDATE documents SET detached = 1", 12),
        ("DELETE FROM documents", 12),
        ("UPDATE files SET deflated = (SELECT deflated FROM files f WHERE f.rowid <> files.rowid) WHERE size = 17", 12),
        ("UPDATE shipments SET value_usd = '24.00' WHERE id = 8", 4),
        ("UPDATE shipments SET route = 2 WHERE id = 5", 5),
        ("UPDATE shipments SET decision_id = 6 WHERE id = 6", 4),
        ("UPDATE shipments SET entry_number = NULL WHERE id = 1", 4),
        ("DELETE FROM shipments WHERE id = 20", 4),
    ] {
        let verdict = tampered(&file, sql);
        let broken = verdict.broken.unwrap_or_else(|| panic!("{sql} was not found"));
        assert_eq!(broken.seq, seq, "{sql}: {}", broken.why);
    }
}

#[test]
fn any_single_byte_of_any_journalled_row_counts() {
    let (file, _folder) = lived_in();
    let conn = Connection::open(&file).unwrap();
    let mut tried = 0;
    for (table, column) in [("journal", "body"), ("journal", "who"), ("journal", "kind"), ("journal", "subject"), ("versions", "body"), ("decisions", "body")] {
        let texts: Vec<(i64, String)> = conn
            .prepare(&format!("SELECT rowid, {column} FROM {table} ORDER BY rowid DESC LIMIT 2"))
            .unwrap()
            .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        for (rowid, text) in texts {
            let step = (text.len() / 3).max(1);
            for (at, old) in text.char_indices().step_by(step) {
                let new = if old == 'x' { 'y' } else { 'x' };
                let other = format!("{}{new}{}", &text[..at], &text[at + old.len_utf8()..]);
                let verdict = tampered(&file, &format!("UPDATE {table} SET {column} = '{}' WHERE rowid = {rowid}", other.replace('\'', "''")));
                assert!(verdict.broken.is_some(), "{table}.{column} {rowid}: {text} -> {other}");
                tried += 1;
            }
        }
    }
    assert!(tried > 30, "{tried}");
}

#[test]
fn a_slice_of_the_chain_proves_itself_and_hides_the_rest() {
    let (file, _folder) = lived_in();
    let desk = Desk::open(&file, &act()).unwrap();
    let (head_seq, head) = desk.journal_head().unwrap();
    let (prev, mut slice) = desk.journal_slice(&["entry:916-0000001-1".into(), "client:1".into()]).unwrap();
    assert_eq!((slice.first().unwrap().seq, slice.last().unwrap().seq), (3, head_seq));
    assert_eq!(check_slice(&prev, &slice), Ok(head));
    let shown: Vec<i64> = slice.iter().filter(|e| e.event.is_some()).map(|e| e.seq).collect();
    assert_eq!(shown, [3, 6, 8, 10]);
    slice[5].event.as_mut().unwrap().body.push(' ');
    assert_eq!(check_slice(&prev, &slice), Err((8, "what it says is not what was recorded".into())));
    slice.remove(4);
    assert_eq!(check_slice(&prev, &slice), Err((8, "event 7 is missing".into())));
}
