//! Ten thousand chance changes of one byte anywhere on the desk: every one is found.

use crate::kit::*;
use customs::{DocumentKind, EntryState, Route};
use desk::{Desk, NewDocument, NewEntry, PurgePlan, Role, User};
use rusqlite::backup::Backup;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeMap;
use tempfile::TempDir;

/// How many are tried.
const TRIES: u64 = 10_000;

/// A desk with something in every table, open, and a second connection for whoever tampers, without the triggers that would
/// refuse a change.
fn lived_in() -> (Desk, Connection, TempDir) {
    let office = Office::open();
    office.desk.save_user(&User { id: 0, name: "Mara Okafor".into(), initials: "MO".into(), role: Role::Broker, active: true }, &act()).unwrap();
    office.store(&shipments(4, Route::Review));
    office.desk.update_shipment(2, &new_shipment(1, Route::Formal), &[(3, decision("WT-000002", Route::Informal))], &rulebook(), &act()).unwrap();
    office.desk.override_decision(4, Route::Formal, Some("01".into()), "To be on the safe side of a quota.", &act()).unwrap();
    let drafts: Vec<_> = [1, 2].map(|id| NewEntry { client_id: office.client, shipment_ids: vec![id] }).into();
    let numbers = office.desk.create_entries(&drafts, &act(), &mut |_, number| Ok(summary(number, "WT-000000"))).unwrap();
    office.step(numbers[0].as_str(), EntryState::Ready).unwrap();
    office.step(numbers[1].as_str(), EntryState::Void).unwrap();
    office.desk.add_note(&format!("entry:{}", numbers[0]), "ask for the invoice", None, &act()).unwrap();
    let poa = NewDocument { subject: "client:1", kind: DocumentKind::PowerOfAttorney, name: "poa.pdf", bytes: b"power of attorney" };
    office.desk.attach(&poa, &act()).unwrap();
    office.desk.keep_reference_file("hts-edition", "hts.json", b"[]", &act()).unwrap();
    office.desk.set_setting("output-folder", "/home/mara/Entrydesk", &act()).unwrap();
    let taken_back = office.store(&[new_shipment(900, Route::Informal)]).import_id;
    office.desk.undo_import(taken_back, &act()).unwrap();
    // Something purged, with an entry of its own, and something held.
    office.store(&shipments_from(910, 2));
    let draft = [NewEntry { client_id: office.client, shipment_ids: vec![6] }];
    let number = office.desk.create_entries(&draft, &act(), &mut |_, number| Ok(summary(number, "WT-000910"))).unwrap()[0].to_string();
    office.step(&number, EntryState::Ready).unwrap();
    let plan =
        PurgePlan { client_id: 1, imports: vec![3], entries: vec![number], records: serde_json::json!([{"rule": "five years"}]), ..PurgePlan::default() };
    office.desk.purge(&plan, &act(), &|_, _, _| false).unwrap();
    office.desk.set_hold("shipment:4", "letter of 2 June", &act()).unwrap();
    let (file, folder) = office.close();
    let conn = Connection::open(&file).unwrap();
    let triggers: Vec<String> =
        conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").unwrap().query_map([], |r| r.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    for trigger in triggers {
        conn.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF;").unwrap();
    let desk = Desk::open(&file, &act()).unwrap();
    assert_eq!(desk.verify().unwrap().broken, None);
    (desk, conn, folder)
}

fn shipments_from(first: usize, count: usize) -> Vec<desk::NewShipment> {
    (first..first + count).map(|n| new_shipment(n, Route::Informal)).collect()
}

/// Tables a person could read or be misled by. Not the index of words, which is built from the shipments and shows nothing itself.
fn tables(conn: &Connection) -> Vec<(String, Vec<String>, Vec<String>)> {
    let names: Vec<String> = conn
        .prepare(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'words%' ORDER BY name",
        )
        .unwrap()
        .query_map([], |r| r.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    names
        .into_iter()
        .map(|table| {
            let columns: Vec<(String, i64)> = conn
                .prepare(&format!("SELECT name, pk FROM pragma_table_info('{table}')"))
                .unwrap()
                .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            let key = columns.iter().filter(|(_, pk)| *pk > 0).map(|(name, _)| name.clone()).collect();
            (table, columns.into_iter().map(|(name, _)| name).collect(), key)
        })
        .collect()
}

/// Chance that repeats itself.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n.max(1) as u64).unwrap()
    }
}

/// One byte of a value changed; `None` where it has none.
fn changed(value: &Value, chance: &mut Chance) -> Option<Value> {
    let flip = 1u8 << chance.below(8);
    match value {
        Value::Integer(n) => Some(Value::Integer(n ^ (i64::from(flip) << (8 * chance.below(8))))),
        Value::Blob(bytes) if !bytes.is_empty() => {
            let mut bytes = bytes.clone();
            let at = chance.below(bytes.len());
            bytes[at] ^= flip;
            Some(Value::Blob(bytes))
        }
        // As bytes: a changed byte need not leave a readable text.
        Value::Text(text) if !text.is_empty() => {
            let mut bytes = text.clone().into_bytes();
            let at = chance.below(bytes.len());
            bytes[at] ^= flip;
            Some(Value::Blob(bytes))
        }
        _ => None,
    }
}

#[test]
fn ten_thousand_changes_of_one_byte_are_all_found() {
    let (desk, mut conn, _folder) = lived_in();
    let mut pristine = Connection::open_in_memory().unwrap();
    Backup::new(&conn, &mut pristine).unwrap().step(-1).unwrap();
    let tables = tables(&conn);
    let last: i64 = conn.query_row("SELECT max(seq) FROM journal", [], |r| r.get(0)).unwrap();
    let mut chance = Chance(11);
    let (mut tried, mut refused) = (0, 0);
    let mut missed = Vec::new();
    let mut per_table: BTreeMap<&str, u64> = BTreeMap::new();
    while tried < TRIES {
        let (table, columns, key) = &tables[chance.below(tables.len())];
        let rows: i64 = conn.prepare_cached(&format!("SELECT count(*) FROM {table}")).unwrap().query_row([], |r| r.get(0)).unwrap();
        if rows == 0 {
            // Nothing in it, nothing to change: the parts of the desk that have their own tests fill it there.
            continue;
        }
        let row = chance.below(usize::try_from(rows).unwrap());
        let column = &columns[chance.below(columns.len())];
        let sql = format!("SELECT {column}, {} FROM {table} LIMIT 1 OFFSET {row}", key.join(", "));
        let values: Vec<Value> =
            conn.prepare_cached(&sql).unwrap().query_row([], |r| (0..=key.len()).map(|i| r.get(i)).collect::<Result<Vec<Value>, _>>()).unwrap();
        let Some(new) = changed(&values[0], &mut chance) else { continue };
        let is_text = matches!(values[0], Value::Text(_));
        let place = if is_text { "CAST(?1 AS TEXT)" } else { "?1" };
        let condition = key.iter().enumerate().map(|(i, k)| format!("{k} IS ?{}", i + 2)).collect::<Vec<_>>().join(" AND ");
        let update = format!("UPDATE {table} SET {column} = {place} WHERE {condition}");
        let done = conn.prepare_cached(&update).unwrap().execute(params_from_iter(std::iter::once(&new).chain(&values[1..])));
        match done {
            Ok(count) => {
                assert_eq!(count, 1);
                tried += 1;
                *per_table.entry(table.as_str()).or_default() += 1;
                let what = || format!("{table}.{column} {:?}: {:?} -> {new:?}", &values[1..], values[0]);
                match desk.verify().unwrap_or_else(|e| panic!("{}: {e}", what())).broken {
                    Some(broken) => assert!((0..=last + 1).contains(&broken.seq) || column == "seq", "{}: {broken:?}", what()),
                    // Spare bits behind the end of a compressed stream mean nothing: the file comes out the very same.
                    None if table == "files" && column == "deflated" => {}
                    None => missed.push(what()),
                }
            }
            // Two rows with one key: the table itself does not hold such a change.
            Err(_) => refused += 1,
        }
        if key.contains(column) {
            // The way back does not lead over a key that is another now.
            Backup::new(&pristine, &mut conn).unwrap().step(-1).unwrap();
        } else {
            conn.prepare_cached(&update).unwrap().execute(params_from_iter(std::iter::once(&values[0]).chain(&values[1..]))).unwrap();
        }
    }
    println!("{tried} changes of one byte; {refused} the tables refused; by table: {per_table:?}");
    assert!(missed.is_empty(), "{} were not found: {missed:#?}", missed.len());
    assert!(per_table.len() >= 16, "{per_table:?}");
    assert_eq!(desk.verify().unwrap().broken, None);
}
