//! Building entries from decided shipments, and following them to closing.

mod bench;

use bench::Bench;
use serde_json::{Value, json};
use std::ops::Deref;

/// A desk of the sample firm with one client.
struct Office {
    bench: Bench,
    client: i64,
}

impl Deref for Office {
    type Target = Bench;

    fn deref(&self) -> &Bench {
        &self.bench
    }
}

/// A parcel: bill, consignee, HTS number, origin, pieces, value.
type Parcel<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str);

const KETTLE: &str = "8516.79.0000";
const SCARF: &str = "6214.20.0000";

impl Office {
    /// On Monday, 23 November 2026.
    fn new() -> Self {
        let bench = Bench::new();
        bench.call("sample_client", json!({}));
        let client = bench.client("Nordlicht");
        Self { bench, client }
    }

    fn store(&self, arrival: &str, parcels: &[Parcel<'_>]) {
        let mut csv = String::from(
            "House bill,Consignee,Address,City,State,ZIP,Country,Shipper,Shipper address,Shipper city,Shipper country,Description,HTS,Origin,Quantity,Value,Currency\n",
        );
        for (bill, person, hts, origin, pieces, value) in parcels {
            let street = 10 + person.len();
            let goods = if *hts == KETTLE { "stainless steel electric kettle" } else { "woven woollen scarf" };
            csv.push_str(&format!(
                "{bill},{person},{street} Oak Street,Springfield,IL,62704,US,Nordlicht GmbH,Hafenstr 12,Hamburg,DE,{goods},{hts},{origin},{pieces},{value},USD\n"
            ));
        }
        self.run("intake_store", json!({ "ticket": self.offer("n.csv", csv), "client_id": self.client, "arrival": arrival }));
    }

    fn ids(&self) -> Vec<i64> {
        let query = json!({ "text": "", "routes": [], "sort": "bill" });
        serde_json::from_value(self.call("shipments_view", json!({ "query": query }))["ids"].clone()).unwrap()
    }

    fn plan(&self, options: Value) -> Value {
        let mut args = options;
        args["shipment_ids"] = json!(self.ids());
        self.call("entries_plan", args)
    }

    fn make(&self, options: Value) -> Vec<String> {
        let mut args = options;
        args["shipment_ids"] = json!(self.ids());
        let made = self.run("entries_make", args)["made"].clone();
        let mut numbers: Vec<String> = made.as_array().unwrap().iter().map(|e| e["number"].as_str().unwrap().to_owned()).collect();
        numbers.sort();
        numbers
    }

    fn entry(&self, number: &str) -> Value {
        self.call("entry", json!({ "number": number }))
    }

    fn go(&self, number: &str, state: &str, on: &str) -> Value {
        self.call("entry_state", json!({ "number": number, "state": state, "on": on, "note": "by message" }))
    }
}

fn words(value: &Value) -> String {
    value.as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

#[test]
fn consolidating_turns_informal_into_formal_and_says_so_with_the_figures() {
    let desk = Office::new();
    desk.store(
        "2026-11-20",
        &[
            ("NK-1", "Ann Example", KETTLE, "DE", "1", "1400.00"),
            ("NK-2", "Ann Example", SCARF, "DE", "2", "1300.00"),
            ("NK-3", "Bea Sample", KETTLE, "DE", "1", "90.00"),
        ],
    );
    let alone = desk.plan(json!({}));
    let types: Vec<&str> = alone["entries"].as_array().unwrap().iter().map(|e| e["entry_type"].as_str().unwrap()).collect();
    assert_eq!(types, ["11", "11", "11"]);
    assert_eq!(
        words(&alone["warnings"]),
        "Ann Example gets 2 shipments by one conveyance, worth $2,700.00 together, above $2,500.00. Goods for one consignee belong on one entry (19 CFR 141.51); separate informal entries need an exception such as separate bills of lading (19 CFR 141.52; CSMS 64957404)."
    );

    let joined = desk.plan(json!({ "grouping": "recipient" }));
    let entries = joined["entries"].as_array().unwrap();
    assert_eq!((entries.len(), &entries[0]["entry_type"], &entries[1]["entry_type"]), (2, &json!("01"), &json!("11")));
    let because = words(&entries[0]["because"]);
    assert!(
        because.starts_with("Together 2 shipments are worth $2,700.00, above the $2,500.00 up to which an entry may be informal (19 USC 1498"),
        "{because}"
    );
    // What it costs, side by side: a formal entry pays the formal processing fee.
    let ways: Vec<(&str, u64, u64)> = joined["ways"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| (w["grouping"].as_str().unwrap(), w["entries"].as_u64().unwrap(), w["formal"].as_u64().unwrap()))
        .collect();
    assert_eq!(ways, [("alone", 3, 0), ("recipient", 2, 1), ("consignment", 1, 1)]);
    assert_eq!(joined["ways"][0]["entered_value"], "2790");
    assert_eq!(joined["ways"][2]["entered_value"], "2790", "joining changes no value");

    let numbers = desk.make(json!({ "grouping": "recipient", "carrier": "LH" }));
    let formal = desk.entry(&numbers[0]);
    assert_eq!((formal["summary"]["entry_type"].as_str(), formal["shipments"].as_array().unwrap().len()), (Some("01"), 2));
    assert_eq!(formal["summary"]["bills"], json!(["NK-1", "NK-2"]));
    let lacking: Vec<&str> = formal["lacks"].as_array().unwrap().iter().map(|l| l["block"].as_str().unwrap()).collect();
    assert_eq!(lacking, ["4", "35"], "scarves are counted and weighed, and nobody weighed them: {}", formal["lacks"]);
    assert_eq!(
        desk.refused("entry_state", json!({ "number": numbers[0], "state": "ready" })),
        format!(
            "{} cannot be marked ready. Blocks 4 and 5 name no bond, and a formal entry needs one: enter its surety and type. \
             Block 35, net quantity of line 002 in KG, is empty. The merchant's file does not say it: the tariff asks for it in this unit.",
            numbers[0]
        )
    );
}

#[test]
fn lines_are_merged_only_when_asked_and_keep_their_trail() {
    let desk = Office::new();
    desk.store(
        "2026-11-20",
        &[
            ("NK-1", "Ann Example", KETTLE, "DE", "1", "100.40"),
            ("NK-2", "Bea Sample", KETTLE, "DE", "2", "100.40"),
            ("NK-3", "Cat Person", KETTLE, "CN", "1", "90.00"),
        ],
    );
    let apart = desk.plan(json!({ "grouping": "consignment" }));
    assert_eq!((&apart["entries"][0]["lines"], &apart["entries"][0]["entered_value"]), (&json!(3), &json!("290")));
    let merged = desk.plan(json!({ "grouping": "consignment", "merge_lines": true }));
    assert_eq!((&merged["entries"][0]["lines"], &merged["entries"][0]["shipment_lines"]), (&json!(2), &json!(3)));
    // 100.40 + 100.40 is 200.80: the merged line is rounded once, to 201.
    assert_eq!(merged["entries"][0]["entered_value"], "291");
    assert_eq!(merged["entries"][0]["recipient"], "3 recipients");

    let number = desk.make(json!({ "grouping": "consignment", "merge_lines": true })).remove(0);
    let entry = desk.entry(&number);
    let line = &entry["summary"]["lines"][0];
    let trail: Vec<(&str, u64, &str)> = line["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["shipment"].as_str().unwrap(), p["line"].as_u64().unwrap(), p["value"].as_str().unwrap()))
        .collect();
    assert_eq!(trail, [("NK-1", 1, "100.40"), ("NK-2", 1, "100.40")]);
    assert_eq!((&line["entered_value"], &line["rows"].as_array().unwrap().last().unwrap()["net_quantity"]), (&json!("201"), &json!("3 NO")));
    // Three recipients and a foreign importer: nobody is made up for block 29.
    let lack = entry["lacks"].as_array().unwrap().iter().find(|l| l["block"] == "29").unwrap();
    assert_eq!(lack["sentence"], "Block 29, ultimate consignee, is empty. The shipments go to several recipients: name the one consignee of the entry.");
    assert_eq!((&lack["place"], &lack["field"]), (&json!("blocks"), &json!("consignee")));
}

#[test]
fn what_does_not_share_its_arrival_is_never_joined() {
    let desk = Office::new();
    desk.store("2026-11-19", &[("NK-1", "Ann Example", KETTLE, "DE", "1", "100.00")]);
    desk.store("2026-11-20", &[("NK-2", "Ann Example", KETTLE, "DE", "1", "100.00"), ("NK-3", "Ann Example", KETTLE, "DE", "1", "100.00")]);
    let plan = desk.plan(json!({ "grouping": "consignment" }));
    let members: Vec<usize> = plan["entries"].as_array().unwrap().iter().map(|e| e["shipment_ids"].as_array().unwrap().len()).collect();
    assert_eq!(members, [1, 2]);
}

#[test]
fn a_type_86_entry_is_built_only_for_a_day_on_which_it_was_open() {
    let desk = Office::new();
    desk.store("2024-06-03", &[("NK-1", "Ann Example", KETTLE, "DE", "1", "90.00")]);
    let plan = desk.plan(json!({}));
    assert_eq!(plan["refused"][0]["why"], "it passes free; no duty entry is needed");
    let number = desk.make(json!({ "low_value": true, "carrier": "LH" })).remove(0);
    let entry = desk.entry(&number);
    assert_eq!((&entry["summary"]["entry_type"], &entry["summary"]["total"]), (&json!("86"), &json!("0")));
    assert_eq!(
        entry["summary"]["lines"][0]["rows"],
        json!([{ "hts": KETTLE, "net_quantity": "X", "rate": "Free", "duty": "0.00", "basis": { "name": "Free under section 321", "citations": [] } }])
    );
    assert_eq!(entry["lacks"], json!([]));

    let later = Office::new();
    later.store("2015-06-03", &[("NK-1", "Ann Example", KETTLE, "DE", "1", "90.00")]);
    let why = later.plan(json!({ "low_value": true }))["refused"][0]["why"].as_str().unwrap().to_owned();
    assert_eq!(why, "it passes free from the manifest; type 86 entries were not open on that day (19 CFR 143.23)");
}

#[test]
fn a_stale_entry_is_built_again_and_keeps_what_was_typed() {
    let desk = Office::new();
    desk.store("2026-11-20", &[("NK-1", "Ann Example", KETTLE, "DE", "1", "900.00")]);
    let number = desk.make(json!({})).remove(0);
    let first = desk.entry(&number);
    let mut blocks = first["summary"].clone();
    blocks["number"] = json!(number);
    blocks["carrier"] = json!("LH");
    blocks["location"] = json!("f123");
    desk.call("entry_save", blocks);

    let id = desk.ids()[0];
    let mut shipment = desk.call("shipment", json!({ "id": id }))["shipment"].clone();
    shipment["lines"][0]["value"] = json!("1000.00");
    desk.call("shipment_save", json!({ "id": id, "shipment": shipment }));
    assert_eq!(desk.entry(&number)["stale"], true);
    assert!(desk.refused("entry_state", json!({ "number": number, "state": "ready" })).contains("Build it again"));

    let again = desk.call("entry_rebuild", json!({ "number": number }));
    assert_eq!((&again["stale"], &again["summary"]["total_entered_value"]), (&json!(false), &json!("1000")));
    assert_eq!(
        (&again["summary"]["carrier"], &again["summary"]["location"], &again["summary"]["by_hand"]),
        (&json!("LH"), &json!("F123"), &json!(["8", "25"]))
    );
    assert_eq!(again["history"][0]["kind"], "entry-rebuilt");
    assert_eq!(desk.call("journal_verify", json!({}))["sound"], true);
}

#[test]
fn what_is_typed_into_a_block_is_checked_before_it_is_kept() {
    let desk = Office::new();
    desk.store("2026-11-20", &[("NK-1", "Ann Example", KETTLE, "DE", "1", "900.00")]);
    let number = desk.make(json!({ "carrier": "LH" })).remove(0);
    let checked = desk.call("block_check", json!({ "field": "bills", "text": "589-81140744", "mode": "air" }));
    assert!(checked["wrong"].as_str().unwrap().contains("here 3; one digit is wrong"));
    assert_eq!(desk.call("block_check", json!({ "field": "manufacturer_id", "text": "dennord12ham" })), json!({ "kept": "DENNORD12HAM", "wrong": null }));
    let mut blocks = desk.entry(&number)["summary"].clone();
    blocks["number"] = json!(number);
    blocks["port"] = json!("JFK");
    assert_eq!(desk.refused("entry_save", blocks), "Nothing was saved. `JFK`: a port code of Schedule D has four digits, like 4701.");
    assert_eq!(desk.entry(&number)["summary"]["port"], "4701");
}

#[test]
fn an_entry_is_followed_to_closing_with_its_deadlines_on_today() {
    let desk = Office::new();
    desk.store("2026-11-18", &[("NK-1", "Ann Example", KETTLE, "DE", "1", "900.00"), ("NK-2", "Bea Sample", KETTLE, "DE", "1", "950.00")]);
    let numbers = desk.make(json!({ "carrier": "LH" }));
    let due = desk.call("deadlines", json!({}));
    assert_eq!((&due["overdue"], &due["later"]), (&json!(0), &json!(2)));
    assert_eq!(due["items"][0]["counted"], "15 days after arrival, on 18 Nov 2026.");

    // Both are marked ready together; one is filed and released.
    let moved = desk.call("entries_state", json!({ "numbers": numbers, "state": "ready" }));
    assert_eq!((moved["moved"].as_array().unwrap().len(), &moved["stayed"]), (2, &json!([])));
    let dry = desk.call("entries_state", json!({ "numbers": numbers, "state": "released", "dry_run": true }));
    assert_eq!(dry["stayed"][0]["why"], format!("Entry {} is ready; it cannot become released. What can follow: filed, draft, void.", numbers[0]));
    desk.go(&numbers[0], "filed", "2026-11-19");
    let entry = desk.go(&numbers[0], "released", "2026-11-20");
    let of = |entry: &Value, id: &str| entry["deadlines"].as_array().unwrap().iter().find(|d| d["id"] == id).cloned().unwrap();
    assert_eq!(of(&entry, "entry-summary")["due"], "2026-12-07", "Thanksgiving Day is not counted");
    assert_eq!(of(&entry, "entry")["met"], "2026-11-19");
    assert_eq!(entry["awaits_summary"], true);
    let today = desk.call("overview", json!({}))["due"].clone();
    assert_eq!((&today["overdue"], &today["week"], &today["later"]), (&json!(0), &json!(0), &json!(3)));

    desk.call("entry_summary_filed", json!({ "number": numbers[0], "on": "2026-11-23", "note": "statement 1123" }));
    let entry = desk.go(&numbers[0], "paid", "2026-11-23");
    assert_eq!((&of(&entry, "duty")["met"], &of(&entry, "entry-summary")["met"]), (&json!("2026-11-23"), &json!("2026-11-23")));
    assert_eq!(of(&entry, "protest-informal")["due"], "2027-05-22");
    let closed = desk.go(&numbers[0], "closed", "2026-11-23");
    assert_eq!((&closed["next_states"], &closed["state"]), (&json!([]), &json!("closed")));
    // The closing was meant for the other entry.
    let back = desk.call("entry_take_back", json!({ "number": numbers[0], "why": "meant for the other one" }));
    assert_eq!((&back["state"], &back["steps"].as_array().unwrap().last().unwrap()["taken_back"]), (&json!("paid"), &json!("meant for the other one")));
    assert_eq!(desk.call("journal_verify", json!({}))["sound"], true);
}

#[test]
fn a_live_entry_files_its_summary_with_it() {
    let desk = Office::new();
    desk.store("2026-11-18", &[("NK-1", "Ann Example", KETTLE, "DE", "1", "900.00")]);
    let number = desk.make(json!({ "carrier": "LH" })).remove(0);
    desk.go(&number, "ready", "2026-11-18");
    let entry = desk.call("entry_state", json!({ "number": number, "state": "filed", "on": "2026-11-18", "with_summary": true }));
    assert_eq!((&entry["state"], &entry["awaits_summary"]), (&json!("filed"), &json!(false)));
    assert_eq!(entry["steps"].as_array().unwrap().last().unwrap()["state"], Value::Null);
}

#[test]
fn a_step_of_many_entries_is_taken_back_together_or_not_at_all() {
    let desk = Office::new();
    desk.store("2026-11-18", &[("NK-1", "Ann Example", KETTLE, "DE", "1", "900.00"), ("NK-2", "Bea Sample", KETTLE, "DE", "1", "950.00")]);
    let numbers = desk.make(json!({ "carrier": "LH" }));
    desk.call("entries_state", json!({ "numbers": numbers, "state": "ready" }));
    let filed = json!({ "numbers": numbers, "state": "filed", "on": "2026-11-19", "with_summary": true });
    assert_eq!(desk.call("entries_state", filed)["moved"], json!(numbers));
    assert_eq!(desk.entry(&numbers[1])["awaits_summary"], false);

    let without_reason = json!({ "numbers": numbers, "state": "filed", "why": " ", "with_summary": true });
    assert_eq!(desk.refused("entries_take_back", without_reason), "Say what was wrong: the step stays on record with the reason.");
    let back = desk.call("entries_take_back", json!({ "numbers": numbers, "state": "filed", "why": "the file was not sent", "with_summary": true }));
    assert_eq!(back["sentence"], "The step of 2 entries is taken back.");
    for number in &numbers {
        let entry = desk.entry(number);
        assert_eq!(entry["state"], "ready");
        let struck = entry["steps"].as_array().unwrap().iter().filter(|s| s["taken_back"] == "the file was not sent").count();
        assert_eq!(struck, 2, "the filing and its summary stay on record, struck out");
    }
    // One of them is void: the other keeps its step, too.
    desk.call("entry_state", json!({ "number": numbers[0], "state": "void", "note": "not needed" }));
    let refused = desk.refused("entries_take_back", json!({ "numbers": [numbers[1], numbers[0]], "state": "ready", "why": "by mistake" }));
    assert!(refused.starts_with(&format!("Entry {} is void", numbers[0])), "{refused}");
    assert_eq!(desk.entry(&numbers[1])["state"], "ready");
    assert_eq!(desk.call("journal_verify", json!({}))["sound"], true);
}

#[test]
fn a_step_of_many_entries_is_not_taken_back_once_one_of_them_has_gone_on() {
    let desk = Office::new();
    desk.store("2026-11-18", &[("NK-1", "Ann Example", KETTLE, "DE", "1", "900.00"), ("NK-2", "Bea Sample", KETTLE, "DE", "1", "950.00")]);
    let numbers = desk.make(json!({ "carrier": "LH" }));
    desk.call("entries_state", json!({ "numbers": numbers, "state": "ready" }));
    let undo = json!({ "numbers": numbers, "state": "ready", "why": "by mistake" });
    // Somebody files one of them at another screen; undoing the step to ready would otherwise strike out the filing.
    desk.go(&numbers[1], "filed", "2026-11-19");
    let said =
        format!("Entry {} is no longer where that step left it: it is filed. No step was taken back; take its last one back on the entry itself.", numbers[1]);
    assert_eq!(desk.refused("entries_take_back", undo.clone()), said);
    assert_eq!((&desk.entry(&numbers[0])["state"], &desk.entry(&numbers[1])["state"]), (&json!("ready"), &json!("filed")));

    // Filed alone is not filed with its summary.
    desk.go(&numbers[0], "filed", "2026-11-19");
    let both = json!({ "numbers": numbers, "state": "filed", "with_summary": true, "why": "by mistake" });
    assert!(desk.refused("entries_take_back", both).starts_with(&format!("Entry {} is no longer where that step left it", numbers[0])));

    // Back where the step left them, it can be undone.
    desk.call("entries_take_back", json!({ "numbers": numbers, "state": "filed", "why": "not sent" }));
    assert_eq!(desk.call("entries_take_back", undo)["sentence"], "The step of 2 entries is taken back.");
    assert_eq!((&desk.entry(&numbers[0])["state"], &desk.entry(&numbers[1])["state"]), (&json!("draft"), &json!("draft")));
}

#[test]
fn a_note_wants_to_be_seen_again_on_its_day() {
    let desk = Office::new();
    desk.store("2026-11-18", &[("NK-1", "Ann Example", KETTLE, "DE", "1", "900.00")]);
    let number = desk.make(json!({ "carrier": "LH" })).remove(0);
    let notes = desk.call("note_add", json!({ "subject": format!("entry:{number}"), "text": "CBP 28: answer", "due": "2026-11-23" }));
    let due = desk.call("overview", json!({}))["due"].clone();
    assert_eq!((&due["today"], &due["items"][0]["counted"], &due["items"][0]["number"]), (&json!(1), &json!("CBP 28: answer"), &json!(number)));
    desk.call("note_done", json!({ "id": notes[0]["id"] }));
    assert_eq!(desk.call("overview", json!({}))["due"]["today"], 0);
    assert_eq!(desk.entry(&number)["notes"][0]["done"].as_str().unwrap().split(',').next(), Some("DH"));
}

#[test]
fn hundreds_of_entries_are_listed_with_their_deadlines_at_once() {
    let desk = Office::new();
    let bills: Vec<(String, String)> = (0..300).map(|i| (format!("NK-{i:05}"), format!("Person {i} Sample"))).collect();
    let parcels: Vec<Parcel<'_>> = bills.iter().map(|(bill, person)| (bill.as_str(), person.as_str(), KETTLE, "DE", "1", "900.00")).collect();
    desk.store("2026-11-18", &parcels);
    assert_eq!(desk.make(json!({ "carrier": "LH" })).len(), 300);
    let start = std::time::Instant::now();
    assert_eq!(desk.call("deadlines", json!({}))["items"].as_array().unwrap().len(), 300);
    assert_eq!(desk.call("entries", json!({})).as_array().unwrap().len(), 300);
    println!("300 entries listed with their deadlines in {:?}", start.elapsed());
}

/// A file with weights and the shipper's address, for what lines need beyond a kettle's: bill, goods, HTS number, shipper city, pieces, value, kilograms.
fn store_goods(desk: &Office, mode: &str, goods: &[(&str, &str, &str, &str, &str, &str, &str)]) {
    let mut csv = String::from(
        "House bill,Consignee,Address,City,State,ZIP,Country,Shipper,Shipper address,Shipper city,Shipper country,Description,HTS,Origin,Quantity,Value,Currency,Weight (kg)\n",
    );
    for (bill, words, hts, city, pieces, value, kg) in goods {
        csv.push_str(&format!(
            "{bill},Ann Example,12 Oak Street,Springfield,IL,62704,US,Werk {city} GmbH,Hafenstr 12,{city},DE,{words},{hts},DE,{pieces},{value},USD,{kg}\n"
        ));
    }
    let ticket = desk.offer("goods.csv", csv.into_bytes());
    desk.run("intake_store", json!({ "ticket": ticket, "client_id": desk.client, "arrival": "2026-11-20", "mode": mode }));
}

/// The last number of a line, that of the goods.
fn goods(entry: &Value, line: usize) -> &Value {
    entry["summary"]["lines"][line]["rows"].as_array().unwrap().last().unwrap()
}

#[test]
fn quantities_stand_in_every_unit_the_tariff_asks_for_and_what_is_missing_is_asked_for() {
    let desk = Office::new();
    store_goods(
        &desk,
        "air",
        &[
            ("NK-1", "cotton t-shirts for men", "6109.10.0012", "Hamburg", "30", "900.00", "5.4"),
            ("NK-2", "stoneware mugs", "6912.00.3950", "Hamburg", "36", "910.00", ""),
            ("NK-3", "cotton t-shirts for men", "6109.10.0012", "Hamburg", "7", "920.00", ""),
        ],
    );
    let numbers = desk.make(json!({ "carrier": "LH" }));
    let shirts = desk.entry(&numbers[0]);
    assert_eq!((&goods(&shirts, 0)["net_quantity"], &goods(&shirts, 0)["further_quantities"]), (&json!("2.5 DOZ"), &json!(["5.4 KG"])));
    assert_eq!(shirts["lacks"], json!([]));
    assert!(words(&shirts["summary"]["assumptions"]).contains("Block 35: the tariff asks for the net weight on line 001, and the file's weight stands for it"));
    let mugs = desk.entry(&numbers[1]);
    assert_eq!((&goods(&mugs, 0)["net_quantity"], &goods(&mugs, 0)["units"]), (&json!("3 DPC"), &json!(["DPC"])), "dozens of pieces have a code of their own");

    // Nobody weighed the third parcel, so the entry cannot be marked ready before a person says it.
    let open = desk.entry(&numbers[2]);
    assert_eq!((&goods(&open, 0)["net_quantity"], &goods(&open, 0)["further_quantities"]), (&json!("0.58 DOZ"), &json!([""])));
    let lack = &open["lacks"][0];
    assert_eq!(
        lack["sentence"],
        "Block 35, net quantity of line 001 in KG, is empty. The merchant's file does not say it: the tariff asks for it in this unit."
    );
    assert_eq!((&lack["place"], &lack["field"]), (&json!("blocks"), &json!("line-1-quantity-1")));
    assert!(desk.refused("entry_state", json!({ "number": numbers[2], "state": "ready" })).contains("net quantity of line 001 in KG"));
    let mut blocks = open["summary"].clone();
    blocks["number"] = json!(numbers[2]);
    blocks["line_blocks"] =
        json!([{ "number": 1, "manufacturer_id": "", "manifest_quantity": "", "quantities": ["0.58 DOZ", "1.2 lb"], "charges": "12.50", "related": null }]);
    assert_eq!(
        desk.refused("entry_save", blocks.clone()),
        "Nothing was saved. Line 001: `12.50`: charges are written in whole dollars, like 1210. Line 001: `1.2 LB`: the tariff asks for this quantity in KG, not in LB."
    );
    blocks["line_blocks"] = json!([{ "number": 9, "manufacturer_id": "", "manifest_quantity": "", "quantities": [], "charges": "", "related": null }]);
    assert_eq!(desk.refused("entry_save", blocks.clone()), "Nothing was saved. The entry has no line 009.");
    blocks["line_blocks"] =
        json!([{ "number": 1, "manufacturer_id": "", "manifest_quantity": "2 ctn", "quantities": ["0.58", "1.2"], "charges": "$1,210", "related": false }]);
    let saved = desk.call("entry_save", blocks);
    let line = &saved["summary"]["lines"][0];
    assert_eq!((&line["manifest_quantity"], &line["charges"], &line["related"]), (&json!("2 CTN"), &json!("1210"), &json!(false)));
    assert_eq!((&goods(&saved, 0)["further_quantities"], &line["by_hand"]), (&json!(["1.2 KG"]), &json!(["34B", "35", "36B", "36C"])));
    assert_eq!(saved["lacks"], json!([]));

    // Built again, the line keeps what was typed.
    let again = desk.call("entry_rebuild", json!({ "number": numbers[2] }));
    assert_eq!((&again["summary"]["lines"][0]["manifest_quantity"], &goods(&again, 0)["further_quantities"]), (&json!("2 CTN"), &json!(["1.2 KG"])));
    assert_eq!(again["summary"]["lines"][0]["charges"], "1210");
}

#[test]
fn the_packages_of_each_bill_are_counted_with_their_kind_and_kept_when_it_is_built_again() {
    let desk = Office::new();
    desk.store("2026-11-18", &[("NK-1", "Ann Example", KETTLE, "DE", "1", "900.00"), ("NK-2", "Ann Example", KETTLE, "DE", "1", "950.00")]);
    let plan = |each: u32, kind: &str| json!({ "shipment_ids": desk.ids(), "packages_per_bill": each, "package_kind": kind });
    assert_eq!(
        desk.refused("entries_plan", plan(2, "boxes of 2")),
        "`2 BOXES OF 2`: a manifest quantity is a whole number of packages and their kind, like 84 CTN"
    );
    assert_eq!(desk.refused("entries_plan", plan(0, "CTN")), "A house bill has one package at least; leave the packages empty where they are not known.");
    let options = json!({ "grouping": "recipient", "merge_lines": true, "carrier": "LH", "packages_per_bill": 3, "package_kind": " ctn " });
    let number = desk.make(options).remove(0);
    let packages = |entry: &Value| entry["summary"]["lines"][0]["manifest_quantity"].clone();
    assert_eq!(packages(&desk.entry(&number)), "6 CTN");
    assert_eq!(packages(&desk.call("entry_rebuild", json!({ "number": number }))), "6 CTN");
}

#[test]
fn each_line_names_its_own_maker_where_they_differ_and_the_unknown_one_is_asked_for() {
    let desk = Office::new();
    store_goods(
        &desk,
        "air",
        &[
            ("NK-1", "stainless steel electric kettle", KETTLE, "Hamburg", "1", "300.00", "1"),
            ("NK-2", "stainless steel electric kettle", KETTLE, "Bremen", "1", "310.00", "1"),
        ],
    );
    let number = desk.make(json!({ "grouping": "recipient", "carrier": "LH", "packages_per_bill": 2, "related": false })).remove(0);
    let entry = desk.entry(&number);
    let line = |entry: &Value, n: usize, key: &str| entry["summary"]["lines"][n][key].clone();
    assert_eq!(entry["summary"]["manufacturer_id"], "MULTI");
    assert_eq!((line(&entry, 0, "manufacturer_id"), line(&entry, 1, "manufacturer_id")), (json!("DEWERHAM12HAM"), json!("DEWERBRE12BRE")));
    assert_eq!((line(&entry, 0, "manifest_quantity"), line(&entry, 1, "related")), (json!("2 PKG"), json!(false)));

    // One maker typed into block 13 is that of all lines; two typed on lines are MULTI again.
    let mut blocks = entry["summary"].clone();
    blocks["number"] = json!(number);
    blocks["manufacturer_id"] = json!("DENORKER5HAM");
    let one = desk.call("entry_save", blocks.clone());
    assert_eq!((&one["summary"]["manufacturer_id"], line(&one, 0, "manufacturer_id")), (&json!("DENORKER5HAM"), json!("")));
    blocks["manufacturer_id"] = json!("");
    let of_line = |n: u32, maker: &str| json!({ "number": n, "manufacturer_id": maker, "manifest_quantity": "2 PKG", "quantities": ["1"], "charges": "", "related": false });
    blocks["line_blocks"] = json!([of_line(1, "DEWERHAM12HAM"), of_line(2, "")]);
    let half = desk.call("entry_save", blocks.clone());
    assert_eq!(half["summary"]["manufacturer_id"], "", "one that is not known is not hidden behind MULTI");
    assert_eq!(half["lacks"][0]["block"], "13");
    blocks["line_blocks"] = json!([of_line(2, "DEWERBRE12BRE")]);
    assert_eq!(desk.call("entry_save", blocks)["summary"]["manufacturer_id"], "MULTI");
}

#[test]
fn a_formal_entry_rests_on_the_clients_bond_and_shows_its_fees_line_by_line() {
    let desk = Office::new();
    let clients = desk.call("clients", json!({}));
    let mut client = clients.as_array().unwrap().iter().find(|c| c["client"]["id"] == desk.client).unwrap()["client"].clone();
    client["bond"] = json!({ "continuous": true, "number": "25C000123", "surety": "036", "amount": "50000", "from": "2025-01-01" });
    desk.call("client_save", json!({ "client": client }));
    store_goods(
        &desk,
        "ocean",
        &[
            ("NK-1", "stainless steel electric kettle", KETTLE, "Hamburg", "60", "9981.00", "90"),
            ("NK-2", "stainless steel electric kettle", KETTLE, "Hamburg", "10", "3333.00", "15"),
        ],
    );
    let number = desk.make(json!({ "grouping": "recipient", "carrier": "MAEU" })).remove(0);
    let entry = desk.entry(&number);
    let summary = &entry["summary"];
    assert_eq!((&summary["entry_type"], &summary["surety"], &summary["bond_type"]), (&json!("01"), &json!("036"), &json!("8")));
    let fees = |line: usize| {
        summary["lines"][line]["fees"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| format!("{} {} {}", f["class"].as_str().unwrap(), f["rate"].as_str().unwrap(), f["amount"].as_str().unwrap()))
            .collect::<Vec<_>>()
    };
    // 9,981 x .3464 % = 34.574; 13,314 x .125 % = 16.6425, in shares that make 16.64.
    assert_eq!((fees(0), fees(1)), (vec!["499 .3464% 34.57".into(), "501 .125% 12.47".into()], vec!["499 .3464% 11.55".into(), "501 .125% 4.17".into()]));
    let totals: Vec<String> =
        summary["fees"].as_array().unwrap().iter().map(|f| format!("{} {}", f["class"].as_str().unwrap(), f["amount"].as_str().unwrap())).collect();
    assert_eq!(totals, ["499 46.12", "501 16.64"]);
    // An informal entry of the same client needs no bond.
    store_goods(&desk, "air", &[("NK-3", "stainless steel electric kettle", KETTLE, "Hamburg", "1", "900.00", "1")]);
    let informal = desk.entry(desk.make(json!({ "carrier": "LH" })).last().unwrap());
    assert_eq!(
        (&informal["summary"]["surety"], &informal["summary"]["bond_type"], &informal["summary"]["lines"][0]["fees"]),
        (&json!("999"), &json!("0"), &json!([]))
    );
}
