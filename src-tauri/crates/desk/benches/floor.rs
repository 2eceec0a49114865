//! The floor under an import: the file read by `csv` alone, and the rows of a finished desk inserted into the same tables
//! of a fresh one by prepared statements, in one transaction of the same durability. Nothing is understood, decided or
//! hashed. `cargo xtask bench import` runs it on the desk that the program itself has just filled.
//!
//! All tables an import fills, with their indexes, the index of words and the journal; the same settings of the connection;
//! closing the file counts, as it does for the program. The floor is said in seconds, and in seconds of the processor, which
//! other work on the machine does not lengthen.

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

/// Processor time of this process so far, where the system tells: hundredths of a second in user and in system mode, the
/// eleventh and twelfth number behind its state.
fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    Duration::from_millis(10 * fields.skip(11).take(2).filter_map(|f| f.parse::<u64>().ok()).sum::<u64>())
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
        for part in [
            &shipment["id"],
            &shipment["consignee"]["name"],
            &shipment["purchaser"]["name"],
            &shipment["owner"]["name"],
            &shipment["shipper"]["name"],
            &shipment["order_number"],
            &shipment["invoice_number"],
            &shipment["tracking_number"],
        ] {
            text.extend(part.as_str());
        }
        for line in shipment["lines"].as_array().into_iter().flatten() {
            text.extend(["description", "hts", "sku"].into_iter().filter_map(|field| line[field].as_str()));
        }
        // As the desk indexes it: a number with dots also without them.
        let mut indexed = String::new();
        for word in text.iter().flat_map(|part| part.split_whitespace()) {
            indexed.push_str(word);
            indexed.push(' ');
            if word.trim_matches(|c: char| !c.is_alphanumeric()).contains(|c: char| !c.is_alphanumeric()) {
                indexed.extend(word.chars().filter(|c| c.is_alphanumeric()));
                indexed.push(' ');
            }
        }
        vec![Value::Integer(id), Value::Text(indexed)]
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

    let before = processor();
    let (read, csv_rows) = read_csv(Path::new(&file));
    let mut spent = processor() - before;
    let folder = tempfile::tempdir_in(Path::new(&filled).parent().unwrap_or(Path::new("."))).expect("a folder");
    let path = folder.path().join("floor.entrydesk");
    drop(Desk::open(&path, &Act::new(chrono::DateTime::UNIX_EPOCH, "bench")).expect("a new desk"));
    let mut conn = Connection::open(&path).expect("the new desk");
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;
         PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;",
    )
    .expect("set up");
    conn.execute_batch("DROP TRIGGER journal_is_not_cut; DELETE FROM journal; DELETE FROM clients;").expect("an empty journal");
    insert(&conn, "clients", "", &clients);
    let (start, before) = (Instant::now(), processor());
    let tx = conn.transaction().expect("a transaction");
    tx.execute_batch("PRAGMA defer_foreign_keys = ON").expect("foreign keys at the end");
    for (table, rows) in &tables {
        insert(&tx, table, "", rows);
    }
    insert(&tx, "words", "(rowid, text)", &words);
    insert(&tx, "ties", "", &ties);
    tx.commit().expect("committed");
    drop(conn);
    let inserted = start.elapsed();
    spent += processor() - before;
    let count: usize = tables.iter().map(|(_, rows)| rows.len()).sum::<usize>() + ties.len() + words.len();
    println!(
        "floor: {csv_rows} rows read in {:.2} s, {count} rows inserted in {:.2} s: {:.2} s, processor {:.2} s",
        read.as_secs_f64(),
        inserted.as_secs_f64(),
        (read + inserted).as_secs_f64(),
        spent.as_secs_f64()
    );
}
