//! A process killed while it writes a pack, a table, a file for the filing software or papers: what stands under a document's name is
//! the whole document, the desk is sound, and the next start says what was cut off and clears it away.

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};
use workbench::{Reporter, Setup, Workbench, headless, table};

/// The name under which the test below runs itself as the process to be killed.
const VICTIM: &str = "ENTRYDESK_TEST_VICTIM";

/// What is written when the blow comes, and where it falls; at a chance moment where no place is named.
const BLOWS: [(&str, Option<&str>); 14] = [
    ("pack", Some("document-begun")),
    ("pack", Some("document-piece")),
    ("pack", Some("document-piece:2")),
    ("pack", Some("document-whole")),
    ("pack", Some("document-named")),
    ("pack", None),
    ("table", Some("document-begun")),
    ("table", Some("document-piece")),
    ("table", None),
    ("filing", Some("document-piece")),
    ("filing", Some("document-whole")),
    ("papers", Some("document-piece:2")),
    ("papers", Some("document-named:2")),
    ("papers", None),
];

/// Blows at chance moments while one pack after another is written.
const MORE: usize = 10;

fn open(folder: &Path) -> Workbench {
    let now: DateTime<FixedOffset> = "2026-11-23T09:00:00-05:00".parse().unwrap();
    let setup = Setup { desk: folder.join("d.entrydesk"), output_folder: folder.join("documents"), clock: Box::new(move || now), user: "DH".into() };
    Workbench::open(setup).unwrap()
}

fn call(bench: &Workbench, name: &str, args: Value) -> Value {
    table::call(bench, name, args).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn run(bench: &Workbench, name: &str, args: Value) -> Value {
    table::run(bench, name, args, &Reporter::new(&|_| {}, &AtomicBool::new(false))).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// One client with two parcels on an entry each, and a document that takes more than one piece to write.
fn settle(folder: &Path) {
    let bench = open(folder);
    call(&bench, "sample_client", json!({}));
    let client = call(&bench, "clients", json!({}))[0]["client"]["id"].clone();
    let mut csv = String::from("House bill,Shipper,Consignee,Address,City,State,ZIP,Country,Description,HTS,Origin,Quantity,Value,Currency\n");
    for (bill, person) in [("KW-1", "Ann Example"), ("KW-2", "Ben Sample")] {
        csv.push_str(&format!("{bill},Kettle Shop,{person},12 Oak Street,Springfield,IL,62704,US,stainless steel kettle,8516.79.0000,DE,1,900.00,USD\n"));
    }
    let ticket = bench.offer("orders.csv", csv.into_bytes());
    run(&bench, "intake_store", json!({ "ticket": ticket.ticket, "client_id": client, "arrival": "2024-06-03" }));
    let ids = call(&bench, "shipments_view", json!({ "query": { "text": "", "routes": [], "sort": "bill" } }))["ids"].clone();
    let made = run(&bench, "entries_make", json!({ "shipment_ids": ids, "carrier": "LH", "master_bill": "020-12345675" }));
    assert_eq!(made["made"].as_array().unwrap().len(), 2, "{made}");
    for entry in made["made"].as_array().unwrap() {
        let number = &entry["number"];
        let mut blocks = call(&bench, "entry", json!({ "number": number }))["summary"].clone();
        for (block, value) in [("manufacturer_id", "DESUEHAN12HAM"), ("export_date", "2024-06-02"), ("location", "E372"), ("file_number", "KW")] {
            blocks[block] = json!(value);
        }
        call(&bench, "entry_save", blocks);
        call(&bench, "entry_state", json!({ "number": number, "state": "ready", "note": "" }));
    }
    let noise: Vec<u8> = (0..150_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let scan = bench.offer("scan.pdf", [b"%PDF-1.7 ".to_vec(), noise].concat());
    call(&bench, "document_attach", json!({ "subject": format!("shipment:{}", ids[0]), "ticket": scan.ticket }));
}

/// Writes one kind of document.
fn write(bench: &Workbench, what: &str) {
    let numbers: Vec<Value> = call(bench, "entries", json!({})).as_array().unwrap().iter().map(|e| e["number"].clone()).collect();
    match what {
        "pack" => {
            let id = call(bench, "shipments_view", json!({ "query": { "text": "", "routes": [], "sort": "bill" } }))["ids"][0].clone();
            run(bench, "audit_export", json!({ "scope": { "kind": "shipment", "id": id } }))
        }
        "table" => run(bench, "entries_export", json!({ "numbers": numbers, "rows": "entries", "columns": [], "format": "csv" })),
        "filing" => {
            let answer = run(bench, "catair_export", json!({ "numbers": numbers, "kind": "AE", "trip": "LH400", "packages_per_bill": 1 }));
            assert!(answer["path"].is_string(), "{answer}");
            answer
        }
        _ => run(bench, "papers_pdf", json!({ "numbers": numbers, "kinds": ["7501"], "separate": true, "merged": false })),
    };
}

/// Every document of a folder and the folders in it.
fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder).into_iter().flatten().map(|f| f.unwrap().path()) {
        if path.is_dir() { found.extend(documents(&path)) } else { found.push(path) }
    }
    found
}

/// What kind of document stands under a name, whatever number it has.
fn kind(path: &Path) -> String {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let (stem, ending) = name.rsplit_once('.').unwrap();
    format!("{}.{ending}", stem.split(" (").next().unwrap())
}

/// A table and a file for the filing software are the same to the byte; a paper names the journal's head of its day at its foot.
fn same(whole: &[u8], written: &[u8]) -> bool {
    let pages = |bytes: &[u8]| lopdf::Document::load_mem(bytes).map(|pdf| pdf.get_pages().len()).ok();
    if whole.starts_with(b"%PDF") { written.trim_ascii_end().ends_with(b"%%EOF") && pages(written) == pages(whole) } else { written == whole }
}

#[test]
fn killed_while_it_writes_no_half_document_has_a_name_and_the_next_start_says_so() {
    if let Ok(what) = std::env::var(VICTIM) {
        let bench = open(Path::new(&std::env::var("ENTRYDESK_TEST_FOLDER").unwrap()));
        println!("ready");
        loop {
            write(&bench, &what);
        }
    }
    let folder = tempfile::tempdir().unwrap();
    settle(folder.path());
    // Each kind written in peace, to hold against what was written under blows.
    let whole: BTreeMap<String, Vec<u8>> = {
        let bench = open(folder.path());
        ["table", "filing", "papers"].iter().for_each(|what| write(&bench, what));
        documents(&folder.path().join("documents")).iter().map(|path| (kind(path), std::fs::read(path).unwrap())).collect()
    };
    assert_eq!(whole.len(), 4, "{:?}", whole.keys());
    let (mut said, mut cleared, mut looked) = (0, 0, 0);
    for (round, (what, place)) in (1u64..).zip(BLOWS.into_iter().chain([("pack", None); MORE])) {
        let when = format!("{what} at {place:?}");
        strike(folder.path(), what, place, round);
        let before: Vec<PathBuf> = documents(&folder.path().join("documents"));
        let parts = before.iter().filter(|path| path.extension().is_some_and(|e| e == "entrydesk-part")).count();
        let bench = open(folder.path());
        let notices: Vec<String> = serde_json::from_value(call(&bench, "desk_state", json!({}))["notices"].clone()).unwrap();
        let was_under_way = notices.iter().any(|n| n.contains("was under way when Entrydesk was cut off"));
        let was_removed = notices.iter().filter(|n| n.contains("was being written when Entrydesk was cut off; what there was of it is removed")).count();
        assert!(was_under_way || place.is_none(), "{when}: {notices:?}");
        assert_eq!(was_removed, parts, "{when}: {notices:?}");
        assert!(parts == 1 || place.is_none(), "{when}: {before:?}");
        assert!(call(&bench, "journal_verify", json!({}))["sound"].as_bool().unwrap(), "{when}");
        (said, cleared) = (said + u32::from(was_under_way), cleared + was_removed);
        for path in documents(&folder.path().join("documents")) {
            let bytes = std::fs::read(&path).unwrap();
            if path.extension().is_some_and(|e| e == "zip") {
                let verdict = headless::verify_pack(&bytes, None);
                assert!(verdict.sound, "{when}: {}: {:?}", path.display(), verdict.findings);
            } else {
                assert!(whole.get(&kind(&path)).is_some_and(|whole| same(whole, &bytes)), "{when}: {} is not the whole document", path.display());
            }
            looked += 1;
        }
    }
    println!("{} kills, {said} times work under way said that it was cut off, {cleared} halves cleared away, {looked} documents looked at", BLOWS.len() + MORE);
    assert!(cleared >= 11, "{cleared}");
}

/// Starts the process and kills it while it writes.
fn strike(folder: &Path, what: &str, place: Option<&str>, round: u64) {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "killed_while_it_writes_no_half_document_has_a_name_and_the_next_start_says_so", "--nocapture"]);
    child.env(VICTIM, what).env("ENTRYDESK_TEST_FOLDER", folder);
    if let Some(place) = place {
        child.env("ENTRYDESK_DIE_AT", place);
    }
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line == "ready"), "{what}: the process did not come so far");
    // Moments spread over the time that a few documents take; a named place is waited for.
    let blow = if place.is_some() { Duration::from_secs(60) } else { Duration::from_micros(37_337 * round % 330_000) };
    let begun = Instant::now();
    while begun.elapsed() < blow && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(place.is_none() || child.try_wait().unwrap().is_some(), "{what}: {place:?} was never reached");
    let _ = child.kill();
    child.wait().unwrap();
}
