//! Papers over a real desk file: offered with what they lack, previewed, written singly, in a batch, merged.

mod bench;

use bench::Bench;
use serde_json::{Value, json};
use std::path::Path;

impl Bench {
    /// A firm, a client, and entries of as many parcels.
    fn with_entries(count: usize) -> (Self, Vec<String>) {
        let desk = Self::new();
        let firm = json!({ "name": "Almgren Customs Brokerage Inc.", "filer_code": "9HB", "next_entry_number": 400, "last_entry_number": 9999,
            "signer": "Ruth Almgren", "signer_title": "Attorney-in-fact", "default_port": "4701", "phone": "(718) 555-0142",
            "address": { "street": "151-02 North Boundary Road", "city": "Jamaica", "state": "NY", "postal_code": "11430", "country": "US" } });
        desk.call("firm_save", json!({ "firm": firm }));
        let poa = json!({ "signer": "Greta Sample", "signed": "2020-01-02", "partnership": false });
        let client = json!({ "id": 0, "name": "Nordlicht Keramik GmbH", "importer_number": "98-7654321", "default_port": "4701", "default_mode": "air",
            "default_country_of_shipment": "DE", "address": { "street": "Hafenstr. 5", "city": "Hamburg", "postal_code": "20457", "country": "DE" },
            "power_of_attorney": poa });
        let client = desk.call("client_save", json!({ "client": client }))["id"].clone();
        let mut csv = String::from("House bill,Consignee,Address,City,State,ZIP,Country,Description,HTS,Origin,Quantity,Weight kg,Value,Currency\n");
        for n in 0..count {
            csv.push_str(&format!(
                "NK-{n:04},Ann Example {n},{n} Oak Street,Springfield,IL,62704,US,stainless steel electric kettle,8516.79.0000,DE,1,2,90,USD\n"
            ));
        }
        desk.run("intake_store", json!({ "ticket": desk.offer("n.csv", csv), "client_id": client, "arrival": "2026-11-20" }));
        let ids = desk.call("shipments_view", json!({ "query": { "text": "", "routes": [], "sort": "bill" } }))["ids"].clone();
        let made = desk.run("entries_make", json!({ "shipment_ids": ids, "carrier": "LH" }));
        assert_eq!(made["refused"], json!([]), "{made}");
        let numbers: Vec<String> = made["made"].as_array().unwrap().iter().map(|e| e["number"].as_str().unwrap().to_owned()).collect();
        assert_eq!(numbers.len(), count);
        (desk, numbers)
    }
}

fn pages_in(file: &Path) -> usize {
    let bytes = std::fs::read(file).unwrap();
    bytes.windows(10).filter(|w| *w == b"/Type/Page").count() - bytes.windows(11).filter(|w| *w == b"/Type/Pages").count()
}

#[test]
fn every_paper_is_offered_with_what_it_lacks() {
    let (desk, numbers) = Bench::with_entries(1);
    let offers = desk.call("papers", json!({ "number": numbers[0] }));
    let offers = offers.as_array().unwrap();
    let codes: Vec<&str> = offers.iter().map(|o| o["kind"].as_str().unwrap()).collect();
    assert_eq!(codes, ["7501", "7501-2022", "3461", "duty", "invoice", "manifest", "7523", "cover", "5291", "5106"]);
    let offer = |kind: &str| offers.iter().find(|o| o["kind"] == kind).unwrap();
    let lacks = |kind: &str| offer(kind)["lacks"].as_array().unwrap().iter().map(|l| l.as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert!(lacks("3461").contains(&"block 14 (Location of Goods - Code(s)/Name(s)) is empty".to_owned()), "{:?}", lacks("3461"));
    assert!(lacks("invoice").contains(&"Invoice number is empty".to_owned()), "{:?}", lacks("invoice"));
    assert!(lacks("5106").contains(&"NAICS code is empty".to_owned()));
    assert_eq!(lacks("duty"), Vec::<String>::new());
    // The kettle pays duty: the form for free goods does not suit it, and says why.
    assert!(offer("7523")["unsuited"].as_str().unwrap().starts_with("CBP Form 7523 is for goods free of duty; line 001 pays $"));
    assert!(offer("3461")["unverified"].as_str().unwrap().contains("from memory"));
    assert_eq!(offer("duty")["unverified"], Value::Null);
}

#[test]
fn a_clients_papers_need_no_entry() {
    let (desk, _) = Bench::with_entries(1);
    let offers = desk.call("papers", json!({ "client_id": 1 }));
    let codes: Vec<&str> = offers.as_array().unwrap().iter().map(|o| o["kind"].as_str().unwrap()).collect();
    assert_eq!(codes, ["5291", "5106"]);
    let preview = desk.call("paper_preview", json!({ "kind": "5291", "client_id": 1 }));
    let page = preview["pages"][0].as_str().unwrap();
    assert!(page.contains("Nordlicht Keramik GmbH") && page.contains("Greta Sample") && page.contains("Unverified:"));
}

#[test]
fn shipments_without_an_entry_have_a_worksheet_and_invoices() {
    let (desk, _) = Bench::with_entries(2);
    let ids = desk.call("shipments_view", json!({ "query": { "text": "", "routes": [], "sort": "bill" } }))["ids"].clone();
    let offers = desk.call("papers", json!({ "shipment_ids": ids }));
    let codes: Vec<&str> = offers.as_array().unwrap().iter().map(|o| o["kind"].as_str().unwrap()).collect();
    assert_eq!(codes, ["invoice", "manifest"]);
    let preview = desk.call("paper_preview", json!({ "kind": "manifest", "shipment_ids": ids }));
    let page = preview["pages"][0].as_str().unwrap();
    assert!(page.contains("NK-0000") && page.contains("NK-0001"), "both bills are on one sheet");
    // An invoice is of one shipment; the importer is the client.
    let invoices = desk.call("paper_preview", json!({ "kind": "invoice", "shipment_ids": ids }));
    assert_eq!(invoices["pages"].as_array().unwrap().len(), 2);
    assert!(invoices["pages"][0].as_str().unwrap().contains("Nordlicht Keramik GmbH"));
    let saved = desk.call("paper_pdf", json!({ "kind": "manifest", "shipment_ids": ids }));
    assert!(saved["path"].as_str().unwrap().ends_with("Nordlicht Keramik GmbH 2 shipments manifest worksheet.pdf"), "{saved}");
    let refused = desk.try_call("paper_preview", json!({ "kind": "7501", "shipment_ids": ids })).unwrap();
    assert_eq!(refused["issues"], json!(["CBP Form 7501, Entry Summary is made of an entry"]));
}

#[test]
fn a_limited_power_is_not_printed_as_a_general_one() {
    let (desk, _) = Bench::with_entries(1);
    let mut client = desk.call("clients", json!({}))[0]["client"].clone();
    client["power_of_attorney"]["kind"] = "limited".into();
    client["power_of_attorney"]["scope"] = "entries at port 4701".into();
    desk.call("client_save", json!({ "client": client }));
    let refused = desk.try_call("paper_pdf", json!({ "kind": "5291", "client_id": 1 })).unwrap_err();
    assert!(refused.message.contains("the power on file is limited to entries at port 4701"), "{refused}");
}

#[test]
fn the_duty_worksheet_shows_the_law_behind_every_number() {
    let (desk, numbers) = Bench::with_entries(1);
    let preview = desk.call("paper_preview", json!({ "kind": "duty", "number": numbers[0] }));
    assert_eq!(preview["issues"], json!([]));
    let page = preview["pages"][0].as_str().unwrap();
    for words in ["8516.79.0000", "Base duty", "$90.00", "HTS", "block 44"] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn a_batch_is_files_and_one_merged_file() {
    let (desk, numbers) = Bench::with_entries(5);
    let args = json!({ "numbers": numbers, "kinds": ["7501", "3461", "7523"], "separate": true, "merged": true });
    let saved = desk.try_run("papers_pdf", args, false).unwrap();
    assert_eq!(saved["papers"], 10);
    let files: Vec<&str> = saved["files"].as_array().unwrap().iter().map(|f| f.as_str().unwrap()).collect();
    assert_eq!(files.len(), 11);
    assert!(files.contains(&format!("{} CBP 3461.pdf", numbers[2]).as_str()) && files[10] == "5 entries papers.pdf");
    let folder = Path::new(saved["folder"].as_str().unwrap());
    assert_eq!(pages_in(&folder.join(files[0])), 1);
    assert_eq!(pages_in(&folder.join("5 entries papers.pdf")), 10);
    // What does not suit is said, entry by entry, and holds nothing up.
    let refused = saved["refused"].as_array().unwrap();
    assert_eq!(refused.len(), 5);
    assert!(refused.iter().all(|r| r["kind"] == "7523" && r["unsuited"] == true && r["why"].as_str().unwrap().contains("goods free of duty")));
}

#[test]
fn a_batch_stops_when_asked_and_refuses_what_makes_no_sense() {
    let (desk, numbers) = Bench::with_entries(1);
    let args = json!({ "numbers": numbers, "kinds": ["7501"], "separate": true, "merged": false });
    let stopped = desk.try_run("papers_pdf", args, true).unwrap_err();
    assert_eq!((stopped.code.as_str(), stopped.message.starts_with("Stopped, as you asked. 0 files were written")), ("cancelled", true), "{stopped}");
    let nothing = desk.try_run("papers_pdf", json!({ "numbers": numbers, "kinds": ["7501"], "separate": false, "merged": false }), false).unwrap_err();
    assert!(nothing.message.starts_with("Choose at least one entry"), "{nothing}");
    let unknown = desk.try_run("papers_pdf", json!({ "numbers": numbers, "kinds": ["7512"], "separate": true, "merged": false }), false).unwrap_err();
    assert_eq!(unknown.message, "there is no paper `7512`; the papers are 7501, 7501-2022, 3461, duty, invoice, manifest, 7523, cover, 5291, 5106");
    let free = desk.try_run("papers_pdf", json!({ "numbers": numbers, "kinds": ["7523"], "separate": true, "merged": false }), false).unwrap_err();
    assert!(free.message.starts_with("Nothing could be printed.") && free.message.contains("goods free of duty"), "{free}");
    assert!(!desk.folder.path().join("documents/entries").exists(), "nothing was written");
}

#[test]
fn a_worksheet_lists_shipments_of_one_client_only() {
    let (desk, _) = Bench::with_entries(2);
    let other = desk.call(
        "client_save",
        json!({ "client": { "id": 0, "name": "Suedwind", "default_port": "4701", "default_mode": "air", "default_country_of_shipment": "DE" } }),
    )["id"]
        .clone();
    let csv = "House bill,Consignee,Address,City,State,ZIP,Country,Description,HTS,Origin,Quantity,Value,Currency\nSW-1,Bo Example,9 Elm,Springfield,IL,62704,US,cotton tea towel,6302.91.0005,DE,1,9,USD\n";
    let ticket = desk.bench.offer("s.csv", csv.as_bytes().to_vec());
    desk.try_run("intake_store", json!({ "ticket": ticket.ticket, "client_id": other, "arrival": "2026-11-20" }), false).unwrap();
    let ids: Vec<i64> =
        serde_json::from_value(desk.call("shipments_view", json!({ "query": { "text": "", "routes": [], "sort": "bill" } }))["ids"].clone()).unwrap();
    let preview = desk.call("paper_preview", json!({ "kind": "manifest", "shipment_ids": &ids[..2] }));
    assert!(preview["pages"][0].as_str().unwrap().contains("NK-0001"));
    let mixed = desk.try_call("paper_preview", json!({ "kind": "manifest", "shipment_ids": ids })).unwrap_err();
    assert_eq!(mixed.message, "The shipments belong to different clients. A worksheet lists those of one client only (19 CFR 111.24).");
}

#[test]
fn a_letter_no_face_can_draw_is_a_problem_of_the_entry() {
    let (desk, numbers) = Bench::with_entries(1);
    let entry = desk.call("entry", json!({ "number": numbers[0] }));
    let mut save = entry["summary"].clone();
    save["carrier"] = json!("สายการบิน");
    let saved = desk.try_call("entry_save", save.take()).unwrap();
    let lacks = saved["lacks"].to_string();
    assert!(lacks.contains("U+0E2A") && lacks.contains("cannot be printed"), "{lacks}");
}
