//! The floor under an import: the file read by `csv` alone, and the rows of a finished desk inserted into the same tables
//! of a fresh one by prepared statements, in one transaction of the same durability. Nothing is understood, decided or
//! hashed. `cargo xtask bench import` runs it on the desk that the program itself has just filled.

use desk::{Act, Desk};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::path::Path;
use std::time::{Duration, Instant};

/// Tables in the order in which an import fills them.
const TABLES: [&str; 7] = ["files", "imports", "findings", "versions", "decisions", "shipments", "journal"];

fn rows(conn: &Connection, table: &str) -> Vec<Vec<Value>> {
    let mut statement = conn.prepare(&format!("SELECT * FROM {table} ORDER BY rowid")).expect("a table");
    let width = statement.column_count();
    let read = statement.query_map([], |row| (0..width).map(|c| row.get(c)).collect()).expect("rows");
    read.collect::<Result<_, _>>().expect("rows")
}

/// Ties in the order of their shipments, as an import that goes from shipment to shipment would write them.
fn ties(conn: &Connection) -> Vec<Vec<Value>> {
    let mut statement = conn.prepare("SELECT tie, shipment_id FROM ties ORDER BY shipment_id").expect("ties");
    statement.query_map([], |row| Ok(vec![row.get(0)?, row.get(1)?])).expect("ties").collect::<Result<_, _>>().expect("ties")
}

/// The words of each shipment; the index over them keeps no text, so they come from the shipment as stored.
fn words(conn: &Connection) -> Vec<Vec<Value>> {
    let mut statement = conn.prepare("SELECT shipment_id, body FROM versions ORDER BY id").expect("versions");
    let read = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))).expect("versions");
    read.map(|row| {
        let (id, body) = row.expect("a version");
        let stored: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        let shipment = &stored["shipment"];
        let mut text = Vec::new();
        for part in [&shipment["id"], &shipment["consignee"]["name"], &shipment["shipper"]["name"], &shipment["order_number"]] {
            text.extend(part.as_str());
        }
        for line in shipment["lines"].as_array().into_iter().flatten() {
            text.extend(["description", "hts", "sku"].into_iter().filter_map(|field| line[field].as_str()));
        }
        vec![Value::Integer(id), Value::Text(text.join(" "))]
    })
    .collect()
}

fn insert(conn: &Connection, table: &str, columns: &str, rows: &[Vec<Value>]) {
    let Some(first) = rows.first() else { return };
    let marks = vec!["?"; first.len()].join(", ");
    let mut statement = conn.prepare(&format!("INSERT INTO {table} {columns} VALUES ({marks})")).expect("a statement");
    for row in rows {
        statement.execute(params_from_iter(row)).expect("inserted");
    }
}

fn read_csv(path: &Path) -> (Duration, u64) {
    let start = Instant::now();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path).expect("the file");
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).expect("a row") {
        rows += u64::from(!record.is_empty());
    }
    (start.elapsed(), rows)
}

fn main() {
    let (Some(filled), Some(file)) = (std::env::var_os("ENTRYDESK_FLOOR_DESK"), std::env::var_os("ENTRYDESK_FLOOR_FILE")) else {
        println!("floor: run by `cargo xtask bench import`, on a desk that was just filled");
        return;
    };
    let source = Connection::open(Path::new(&filled)).expect("the filled desk");
    let tables: Vec<(&str, Vec<Vec<Value>>)> = TABLES.iter().map(|table| (*table, rows(&source, table))).collect();
    let (ties, words) = (ties(&source), words(&source));
    let clients = rows(&source, "clients");
    drop(source);

    let (read, csv_rows) = read_csv(Path::new(&file));
    let folder = tempfile::tempdir_in(Path::new(&filled).parent().unwrap_or(Path::new("."))).expect("a folder");
    let path = folder.path().join("floor.entrydesk");
    drop(Desk::open(&path, &Act::new(chrono::DateTime::UNIX_EPOCH, "bench")).expect("a new desk"));
    let mut conn = Connection::open(&path).expect("the new desk");
    conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;").expect("set up");
    conn.execute_batch("DROP TRIGGER journal_is_not_cut; DELETE FROM journal; DELETE FROM clients;").expect("an empty journal");
    insert(&conn, "clients", "", &clients);
    let start = Instant::now();
    let tx = conn.transaction().expect("a transaction");
    tx.execute_batch("PRAGMA defer_foreign_keys = ON").expect("foreign keys at the end");
    for (table, rows) in &tables {
        insert(&tx, table, "", rows);
    }
    insert(&tx, "words", "(rowid, text)", &words);
    insert(&tx, "ties", "", &ties);
    tx.commit().expect("committed");
    let inserted = start.elapsed();
    let count: usize = tables.iter().map(|(_, rows)| rows.len()).sum::<usize>() + ties.len() + words.len();
    println!(
        "floor: {csv_rows} rows read in {:.2} s, {count} rows inserted in {:.2} s: {:.2} s",
        read.as_secs_f64(),
        inserted.as_secs_f64(),
        (read + inserted).as_secs_f64()
    );
}
