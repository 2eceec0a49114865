//! Nothing of one client is in what is made for another (19 CFR 111.24): thirty clients, the same recipients, every byte searched.

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};
use std::io::{Cursor, Read};
use std::sync::atomic::AtomicBool;
use tempfile::TempDir;
use workbench::{Reporter, Setup, Workbench, table};

const CLIENTS: usize = 30;

struct Bench {
    bench: Workbench,
    _folder: TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now: DateTime<FixedOffset> = "2026-11-23T09:00:00-05:00".parse().unwrap();
        let setup =
            Setup { desk: folder.path().join("d.entrydesk"), output_folder: folder.path().join("documents"), clock: Box::new(move || now), user: "DH".into() };
        let desk = Self { bench: Workbench::open(setup).unwrap(), _folder: folder };
        desk.call("sample_client", json!({}));
        desk
    }

    fn call(&self, name: &str, args: Value) -> Value {
        table::call(&self.bench, name, args).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    fn run(&self, name: &str, args: Value) -> Value {
        table::run(&self.bench, name, args, &Reporter::new(&|_| {}, &AtomicBool::new(false))).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    fn pack(&self, scope: Value, redacted: bool) -> Vec<u8> {
        let saved = self.run("audit_export", json!({ "scope": scope, "redacted": redacted }));
        std::fs::read(saved["path"].as_str().unwrap()).unwrap()
    }
}

/// What is one client's alone, and may be nowhere in another's papers.
struct Own {
    id: i64,
    name: String,
    shipment: i64,
    spelling: &'static str,
    entry: String,
    secrets: Vec<String>,
}

/// Spellings of one recipient: the same, or near enough that the desk asks.
const SPELLINGS: [&str; 6] =
    ["Marguerite Delacroix", "Marguerite Delacroix", "Marguerite Delacriox", "M. Delacroix", "DELACROIX, MARGUERITE", "Margueritte Delacroix"];

/// One client with a file of three parcels: to the recipient all share, to one of its own, and one that needs an entry.
fn settle(desk: &Bench, n: usize) -> Own {
    let word = |what: &str| format!("{what}{n:02}Q");
    let name = format!("Kestrelworks {} Trading", word("Alpha"));
    let poa = json!({ "signer": format!("Signer {}", word("Sig")), "signed": "2020-01-02", "partnership": false });
    let client = json!({ "id": 0, "name": name, "importer_number": "98-7654321", "default_port": "4701", "default_mode": "air", "default_country_of_shipment": "DE",
        "address": { "name": name, "street": format!("{} Kai", word("Hafen")), "city": "Hamburg", "country": "DE" }, "power_of_attorney": poa, "notes": word("note") });
    let id = desk.call("client_save", json!({ "client": client }))["id"].as_i64().unwrap();
    let (bill, alone, entered) = (word("SHR"), word("OWN"), word("ENT"));
    let (file, sku, order) = (format!("{}.csv", word("manifest")), word("SKU"), word("ORD"));
    let spelling = SPELLINGS[n % SPELLINGS.len()];
    let recipient = format!("Ottoline {}sen", word("Brack"));
    // Cents that no other amount of the desk has.
    let (shared_value, own_value, entered_value) = (format!("{}.{n:02}", 310 + n), format!("{}.{n:02}", 4100 + 7 * n), format!("{}.{n:02}", 900 + 3 * n));
    let mut csv = String::from("House bill,Shipper,Consignee,Address,City,State,ZIP,Country,Order number,SKU,Description,HTS,Origin,Quantity,Value,Currency\n");
    for (bill, person, street, value) in [
        (&bill, spelling.to_owned(), "12 Oak Street".to_owned(), &shared_value),
        (&alone, recipient.clone(), format!("{n} {} Lane", word("Fern")), &own_value),
        (&entered, format!("Petra {}", word("Quill")), format!("{n} {} Road", word("Moss")), &entered_value),
    ] {
        csv.push_str(&format!(
            "{bill},{} Shop,\"{person}\",{street},Springfield,IL,62704,US,{order}-{bill},{sku},stainless steel kettle {sku},8516.79.0000,DE,1,{value},USD\n",
            word("Vend")
        ));
    }
    let ticket = desk.bench.offer(&file, csv.into_bytes());
    desk.run("intake_store", json!({ "ticket": ticket.ticket, "client_id": id, "arrival": "2024-06-03" }));
    let query = |text: &str| desk.call("shipments_view", json!({ "query": { "text": text, "routes": [], "sort": "bill", "client_id": id } }))["ids"].clone();
    let shipment = query(&bill)[0].as_i64().unwrap();
    let made = desk.run("entries_make", json!({ "shipment_ids": query(&entered), "carrier": "LH" }));
    let entry = made["made"][0]["number"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
    for (subject, name) in
        [(format!("client:{id}"), format!("poa {}.pdf", word("paper"))), (format!("shipment:{shipment}"), format!("invoice {}.pdf", word("paper")))]
    {
        let ticket = desk.bench.offer(&name, format!("%PDF {} for {name}", word("inside")).into_bytes());
        desk.call("document_attach", json!({ "subject": subject, "ticket": ticket.ticket }));
    }
    for subject in [format!("shipment:{shipment}"), format!("entry:{entry}")] {
        desk.call("note_add", json!({ "subject": subject, "text": format!("Ring {} about {spelling}", word("remark")), "due": "2026-12-01" }));
    }
    desk.call("note_add", json!({ "subject": format!("client:{id}"), "text": format!("Pays late: {}", word("aside")), "due": null }));
    let secrets = [
        "Alpha", "Sig", "Hafen", "note", "SHR", "OWN", "ENT", "manifest", "SKU", "ORD", "Brack", "Fern", "Moss", "Quill", "Vend", "paper", "inside", "remark",
        "aside",
    ];
    let mut secrets: Vec<String> = secrets.iter().map(|what| word(what)).collect();
    // Of the shared recipient's parcel the value may be told, unnamed; of all others it may not.
    secrets.extend([own_value, entered_value.clone(), entry.clone()]);
    Own { id, name, shipment, spelling, entry, secrets }
}

/// The text that can be copied out of a PDF.
fn pdf_text(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap()
}

/// Everything a pack says: names, unzipped bytes, and the text of its PDFs.
fn said(pack: &[u8], searched: &mut usize) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(pack)).unwrap();
    let mut all = Vec::new();
    for i in 0..zip.len() {
        let mut file = zip.by_index(i).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        *searched += bytes.len();
        let mut text = format!("{name}\n{}", String::from_utf8_lossy(&bytes));
        if name.starts_with("report") || name.ends_with("7501.pdf") {
            // Lines break anywhere on paper: words are searched for without the spaces between them.
            let copied: String = pdf_text(&bytes).split_whitespace().collect();
            *searched += copied.len();
            text.push_str(&copied);
        }
        all.push((name, text));
    }
    all
}

/// Fails where what was made for one client holds anything of another.
fn nothing_of_others(what: &str, made: &[(String, String)], whose: &Own, all: &[Own]) {
    for other in all.iter().filter(|other| other.id != whose.id) {
        for secret in &other.secrets {
            for (name, text) in made {
                assert!(!text.contains(secret.as_str()), "{what} of {}: {name} holds {secret} of {}", whose.name, other.name);
            }
        }
    }
}

/// What the broker notes on a client is the broker's own: not even that client's pack has it. What stands in the client's record is
/// in its events all the same.
fn of_the_broker(secret: &str) -> bool {
    secret.starts_with("aside")
}

#[test]
fn thirty_clients_with_shared_recipients_read_nothing_of_one_another() {
    let desk = Bench::new();
    let all: Vec<Own> = (1..=CLIENTS).map(|n| settle(&desk, n)).collect();
    let (mut searched, mut packs) = (0, 0);
    for own in &all {
        let scopes = [
            json!({ "kind": "client", "client_id": own.id }),
            json!({ "kind": "period", "client_id": own.id, "from": "2024-06-01", "to": "2024-06-30" }),
            json!({ "kind": "person", "client_id": own.id, "name": own.spelling }),
            json!({ "kind": "shipment", "id": own.shipment }),
            json!({ "kind": "entry", "number": own.entry }),
        ];
        // Every client's own pack; of every fifth client each other kind too, and those without names.
        let n = own.id as usize;
        for scope in scopes.into_iter().filter(|scope| scope["kind"] == "client" || n.is_multiple_of(5)) {
            for redacted in if n.is_multiple_of(10) { vec![false, true] } else { vec![false] } {
                let pack = desk.pack(scope.clone(), redacted);
                let made = said(&pack, &mut searched);
                nothing_of_others(&scope.to_string(), &made, own, &all);
                packs += 1;
                if !redacted && scope["kind"] == "client" {
                    // The search would find it: the client's own is there, in the data and on paper.
                    for secret in &own.secrets {
                        assert!(
                            made.iter().any(|(_, text)| text.contains(secret.as_str())) || of_the_broker(secret) || secret.starts_with("note"),
                            "{secret} is not in its own client's pack"
                        );
                    }
                    let report = &made.iter().find(|(name, _)| name == "report.pdf").unwrap().1;
                    assert!(report.replace('’', "'").contains("anotherclient'sparcelworth$"), "the shared day is told by its amounts");
                }
                for secret in own.secrets.iter().filter(|secret| of_the_broker(secret) || (redacted && secret.starts_with("remark"))) {
                    assert!(!made.iter().any(|(_, text)| text.contains(secret.as_str())), "{secret} is handed over, redacted: {redacted}");
                }
                if redacted {
                    assert!(
                        !made.iter().any(|(_, text)| text.contains("Delacr") || text.contains("DELACR") || text.contains("Ottoline")),
                        "a name is in a redacted pack"
                    );
                }
            }
        }
    }
    println!("{packs} packs of {CLIENTS} clients, {searched} bytes searched");
    assert!(searched > 5_000_000, "{searched}");
}

#[test]
fn what_a_client_is_shown_on_the_screen_and_in_a_search_is_its_own() {
    let desk = Bench::new();
    let all: Vec<Own> = (1..7).map(|n| settle(&desk, n)).collect();
    for own in &all {
        let detail = desk.call("shipment", json!({ "id": own.shipment }));
        nothing_of_others("the inspector", &[("shipment".into(), detail.to_string())], own, &all);
        for text in ["Delacroix", "kettle", "12 Oak"] {
            let view = desk.call("shipments_view", json!({ "query": { "text": text, "routes": [], "sort": "bill", "client_id": own.id } }));
            let rows = desk.call("shipments_window", json!({ "view": view["view"], "from": 0, "count": 100 }));
            nothing_of_others("a search", &[(text.into(), rows.to_string())], own, &all);
        }
        let entry = desk.call("entry", json!({ "number": own.entry }));
        nothing_of_others("the entry", &[("entry".into(), entry.to_string())], own, &all);
        let pages = desk.call("entry_preview", json!({ "number": own.entry }));
        nothing_of_others("the preview", &[("pages".into(), pages.to_string())], own, &all);
    }
}

/// A written file as it reads: the bytes, and for a workbook or a PDF also what is inside.
fn read_out(path: &str, searched: &mut usize) -> (String, String) {
    let bytes = std::fs::read(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    *searched += bytes.len();
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    if path.ends_with(".pdf") {
        let copied: String = pdf_text(&bytes).split_whitespace().collect();
        *searched += copied.len();
        text.push_str(&copied);
    } else if path.ends_with(".xlsx") {
        for (_, inside) in said(&bytes, searched) {
            text.push_str(&inside);
        }
    }
    (path.to_owned(), text)
}

#[test]
fn tables_papers_letters_and_filing_records_of_one_client_hold_nothing_of_another() {
    let desk = Bench::new();
    let all: Vec<Own> = (1..=12).map(|n| settle(&desk, n)).collect();
    let (mut searched, mut files) = (0, 0);
    for own in &all {
        let mut made: Vec<(String, String)> = Vec::new();
        let query = json!({ "text": "", "routes": [], "sort": "bill", "client_id": own.id });
        let everything = desk.call("export_columns", json!({}));
        let columns = |rows: &str| -> Value {
            let table = everything.as_array().unwrap().iter().find(|t| t["rows"] == rows).unwrap();
            table["columns"].as_array().unwrap().iter().map(|c| c["id"].clone()).collect()
        };
        for format in ["csv", "xlsx"] {
            for rows in ["shipments", "goods"] {
                let args = json!({ "query": query, "rows": rows, "columns": columns(rows), "format": format });
                made.push(read_out(desk.run("shipments_export", args)["path"].as_str().unwrap(), &mut searched));
            }
            for rows in ["entries", "entry-lines"] {
                let args = json!({ "numbers": [own.entry], "rows": rows, "columns": columns(rows), "format": format });
                made.push(read_out(desk.run("entries_export", args)["path"].as_str().unwrap(), &mut searched));
            }
        }
        let mut kinds: Vec<Value> = Vec::new();
        for offer in desk.call("papers", json!({ "number": own.entry })).as_array().unwrap() {
            kinds.push(offer["kind"].clone());
        }
        let papers = desk.run("papers_pdf", json!({ "numbers": [own.entry], "kinds": kinds, "separate": true, "merged": false }));
        let folder = papers["folder"].as_str().unwrap();
        for name in papers["files"].as_array().unwrap() {
            made.push(read_out(std::path::Path::new(folder).join(name.as_str().unwrap()).to_str().unwrap(), &mut searched));
        }
        for about in [json!({ "client_id": own.id }), json!({ "shipment_ids": [own.shipment] })] {
            for offer in desk.call("papers", about.clone()).as_array().unwrap() {
                let mut args = about.clone();
                args["kind"] = offer["kind"].clone();
                // A paper that does not suit is not made for anybody.
                if let Ok(saved) = table::call(&desk.bench, "paper_pdf", args) {
                    made.push(read_out(saved["path"].as_str().unwrap(), &mut searched));
                }
            }
        }
        for kind in ["AE", "SE"] {
            let answer = desk.run("catair_export", json!({ "numbers": [own.entry], "kind": kind, "trip": "LH400", "packages_per_bill": 1 }));
            if let Some(path) = answer["path"].as_str() {
                made.push(read_out(path, &mut searched));
            }
        }
        nothing_of_others("what was written", &made, own, &all);
        assert!(made.iter().any(|(_, text)| text.contains(own.entry.as_str())), "the search would find it");
        files += made.len();
    }
    println!("{files} files of {} clients, {searched} bytes searched", all.len());
    assert!(searched > 1_000_000, "{searched}");
}
