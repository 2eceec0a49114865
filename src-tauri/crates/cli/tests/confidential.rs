//! What the command line says of one client names no other (19 CFR 111.24): every command that takes a client, an entry or a file of one
//! is run, and all it prints and writes is searched.

use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicBool;
use workbench::{Reporter, Setup, Workbench, table};

/// What is one client's alone.
struct Own {
    name: String,
    entry: String,
    shipment: String,
    secrets: Vec<String>,
}

fn open(folder: &Path) -> Workbench {
    let setup = Setup {
        desk: folder.join("d.entrydesk"),
        output_folder: folder.join("documents"),
        clock: Box::new(|| "2026-11-23T09:00:00-05:00".parse().unwrap()),
        user: "DH".into(),
    };
    Workbench::open(setup).unwrap()
}

fn call(bench: &Workbench, name: &str, args: Value) -> Value {
    table::call(bench, name, args).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// One client: parcels to a recipient all clients share and to one of its own, an entry that is ready, an old file, a product, a hold, a note.
fn settle(bench: &Workbench, n: usize) -> Own {
    let word = |what: &str| format!("{what}{n:02}Q");
    let name = format!("Kestrelworks {} Trading", word("Alpha"));
    let client = json!({ "id": 0, "name": name, "importer_number": "98-7654321", "default_port": "4701", "default_mode": "air", "default_country_of_shipment": "DE",
        "address": { "name": name, "street": format!("{} Kai", word("Hafen")), "city": "Hamburg", "country": "DE" },
        "power_of_attorney": { "signer": word("Sig"), "signed": "2017-01-02", "partnership": false }, "notes": word("inner") });
    let id = call(bench, "client_save", json!({ "client": client }))["id"].clone();
    let (own_value, entered_value, old_value) = (format!("{}.{n:02}", 4100 + 7 * n), format!("{}.{n:02}", 900 + 3 * n), format!("{}.{n:02}", 210 + n));
    let store = |file: &str, arrival: &str, parcels: &[(String, String, &str)]| {
        let mut csv = String::from("House bill,Shipper,Consignee,Address,City,State,ZIP,Country,SKU,Description,HTS,Origin,Quantity,Value,Currency\n");
        for (bill, person, value) in parcels {
            let (shop, sku) = (word("Vend"), word("SKU"));
            let street = if person.starts_with("Marguerite") { "12 Oak Street".to_owned() } else { format!("{n} {} Lane", word("Fern")) };
            csv.push_str(&format!(
                "{bill},{shop} Shop,{person},{street},Springfield,IL,62704,US,{sku},stainless steel kettle {sku},8516.79.0000,DE,1,{value},USD\n"
            ));
        }
        let ticket = bench.offer(file, csv.into_bytes());
        let args = json!({ "ticket": ticket.ticket, "client_id": id, "arrival": arrival });
        table::run(bench, "intake_store", args, &Reporter::new(&|_| {}, &AtomicBool::new(false))).unwrap()
    };
    let (bill, entered) = (word("SHR"), word("ENT"));
    store(
        &format!("{}.csv", word("manifest")),
        "2024-06-03",
        &[
            (bill.clone(), "Marguerite Delacroix".into(), "310.00"),
            (word("OWN"), format!("Ottoline {}sen", word("Brack")), &own_value),
            (entered.clone(), format!("Petra {}", word("Quill")), &entered_value),
        ],
    );
    store(&format!("{}.csv", word("old")), "2018-05-06", &[(word("PAST"), format!("Olav {}", word("Elder")), &old_value)]);
    let ids = |text: &str| call(bench, "shipments_view", json!({ "query": { "text": text, "routes": [], "sort": "bill", "client_id": id } }))["ids"].clone();
    let args = json!({ "shipment_ids": ids(&entered), "carrier": "LH", "master_bill": "020-12345675" });
    let made = table::run(bench, "entries_make", args, &Reporter::new(&|_| {}, &AtomicBool::new(false))).unwrap();
    let entry = made["made"][0]["number"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
    let mut blocks = call(bench, "entry", json!({ "number": entry }))["summary"].clone();
    for (block, value) in [("manufacturer_id", "DESUEHAN12HAM"), ("export_date", "2024-06-02"), ("location", "E372"), ("file_number", "KW")] {
        blocks[block] = json!(value);
    }
    call(bench, "entry_save", blocks);
    call(bench, "entry_state", json!({ "number": entry, "state": "ready", "note": "" }));
    call(bench, "note_add", json!({ "subject": format!("entry:{entry}"), "text": word("remark"), "due": "2026-11-20" }));
    let held = call(bench, "hold_set", json!({ "subject": format!("entry:{entry}"), "reason": format!("Audit {}", word("reason")) }));
    assert!(held["holds"].as_array().is_some_and(|holds| !holds.is_empty()));
    let product = json!({ "sku": word("SKU"), "hts": "8516.79.0000", "origin": "DE", "description": format!("kettle {}", word("listed")) });
    call(bench, "products_save", json!({ "client_id": id, "products": [product] }));
    let words = [
        "Alpha", "Sig", "Hafen", "inner", "SHR", "OWN", "ENT", "PAST", "manifest", "old", "SKU", "Brack", "Fern", "Quill", "Elder", "Vend", "remark", "reason",
        "listed",
    ];
    let mut secrets: Vec<String> = words.iter().map(|what| word(what)).collect();
    secrets.extend([own_value, entered_value, old_value, entry.clone()]);
    Own { name, entry, shipment: ids(&bill)[0].to_string(), secrets }
}

/// Runs a command; what it printed, to both ends.
fn run(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_entrydesk-cli")).args(args).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?}: {said}");
    said
}

#[test]
fn what_is_said_of_one_client_names_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let all: Vec<Own> = {
        let bench = open(folder.path());
        call(&bench, "sample_client", json!({}));
        (1..=5).map(|n| settle(&bench, n)).collect()
    };
    let desk = folder.path().join("d.entrydesk").to_string_lossy().into_owned();
    let (mut searched, mut commands) = (0, 0);
    for (n, own) in all.iter().enumerate() {
        let (client, entry) = (own.name.as_str(), own.entry.as_str());
        let held = format!("shipment:{}", own.shipment);
        let path = |name: &str| folder.path().join(format!("out{n}")).join(name).to_string_lossy().into_owned();
        std::fs::create_dir_all(path("")).unwrap();
        std::fs::write(path("next.csv"), format!("House bill,Consignee,Address,City,State,ZIP,Country,Description,Origin,Quantity,Value,Currency\nNEXT{n:02},Marguerite Delacroix,12 Oak Street,Springfield,IL,62704,US,stainless steel kettle,DE,1,320.00,USD\n")).unwrap();
        std::fs::write(path("again.csv"), format!("House bill,Consignee,Address,City,State,ZIP,Country,Description,Origin,Quantity,Value,Currency\nAGAIN{n:02},Marguerite Delacroix,12 Oak Street,Springfield,IL,62704,US,stainless steel kettle,DE,1,330.00,USD\n")).unwrap();
        std::fs::write(path("products.csv"), "SKU,HTS,Origin,Description\nNEW-1,8516.79.0000,DE,kettle\n").unwrap();
        std::fs::write(path("status.csv"), format!("Entry number,Status,Date\n{entry},filed,2024-06-04\n")).unwrap();
        let out: Vec<String> =
            ["s.csv", "g.csv", "e.csv", "l.csv", "ae.txt", "c.zip", "e.zip", "p.zip", "t.zip", "pdf"].iter().map(|name| path(name)).collect();
        let inputs: Vec<String> = ["next.csv", "again.csv", "products.csv", "status.csv"].iter().map(|name| path(name)).collect();
        let tried: Vec<Vec<&str>> = vec![
            vec!["import", &inputs[0], "--client", client, "--arrival", "2024-06-03"],
            vec!["import", &inputs[1], "--client", client, "--arrival", "2024-06-03", "--json"],
            vec!["entries", "--client", client],
            vec!["entries", "--client", client, "--json"],
            vec!["entries", "--client", client, "--make", "--carrier", "LH"],
            vec!["entries", "--state", "draft", "--entry", entry],
            vec!["entries", "--state", "ready", "--entry", entry, "--json"],
            vec!["status", &inputs[3]],
            vec!["status", &inputs[3], "--json"],
            vec!["paperwork", "--entry", entry, "--form", "all", "--out", &out[9]],
            vec!["export", "--rows", "shipments", "--client", client, "--out", &out[0]],
            vec!["export", "--rows", "goods", "--client", client, "--out", &out[1]],
            vec!["export", "--rows", "entries", "--client", client, "--out", &out[2]],
            vec!["export", "--rows", "entry-lines", "--client", client, "--out", &out[3]],
            vec!["audit-pack", "--client", client, "--out", &out[5]],
            vec!["audit-pack", "--entry", entry, "--out", &out[6]],
            vec!["audit-pack", "--client", client, "--person", "Marguerite Delacroix", "--out", &out[7]],
            vec!["audit-pack", "--client", client, "--from", "2024-06-01", "--to", "2024-06-30", "--out", &out[8]],
            vec!["products", "import", "--client", client, &inputs[2]],
            vec!["products", "list", "--client", client],
            vec!["products", "list", "--client", client, "--json"],
            vec!["retention", "--client", client],
            vec!["retention", "--client", client, "--json"],
            vec!["hold", "--on", &held, "--reason", "CBP asks"],
            vec!["purge", "--client", client],
        ];
        let mut heard = String::new();
        for mut args in tried {
            args.extend(["--desk", &desk]);
            let said = run(&args);
            nothing_of_others(&args.join(" "), &said, own, &all);
            (searched, commands) = (searched + said.len(), commands + 1);
            heard.push_str(&said);
        }
        // A file that is refused says why, and of nobody else either.
        let refused = Command::new(env!("CARGO_BIN_EXE_entrydesk-cli"))
            .args(["catair", "--desk", &desk, "--entry", entry, "--out", &out[4]])
            .output()
            .map(|output| format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
            .unwrap();
        nothing_of_others("catair", &refused, own, &all);
        for table in &out[..4] {
            let written = std::fs::read_to_string(table).unwrap();
            nothing_of_others(table, &written, own, &all);
            searched += written.len();
            heard.push_str(&written);
        }
        // The search would find it: the client's own is there.
        for word in ["ENT", "PAST", "old", "listed", "reason"] {
            let secret = own.secrets.iter().find(|secret| secret.starts_with(word)).unwrap();
            assert!(heard.contains(secret.as_str()), "{secret} is not said of its own client");
        }
        assert!(heard.contains(entry));
    }
    println!("{commands} commands of {} clients, {searched} bytes searched", all.len());
    assert!(searched > 100_000, "{searched}");
}

/// Fails where something said of one client holds anything of another.
fn nothing_of_others(what: &str, said: &str, whose: &Own, all: &[Own]) {
    for other in all.iter().filter(|other| other.name != whose.name) {
        for secret in &other.secrets {
            assert!(!said.contains(secret.as_str()), "{what}: holds {secret} of {}\n{said}", other.name);
        }
    }
}
