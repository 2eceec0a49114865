//! What the desk knows when it reads a file: rates, product lists, a client's rules, earlier mappings, rows stored before.

mod bench;

use bench::Bench;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use workbench::{ApiError, Reporter, table};

const HEADER: &str = "House bill,Consignee,Address,City,State,ZIP,Country,Export date,SKU,Description,HTS,Origin,Quantity,Value,Currency";

fn row(bill: &str, exported: &str, goods: &str) -> String {
    format!("{bill},Ann Example,12 Oak Street,Springfield,IL,62704,US,{exported},{goods}")
}

impl Bench {
    fn try_store(&self, client: i64, ticket: &str, more: Value) -> Result<Value, ApiError> {
        let mut args = json!({ "ticket": ticket, "client_id": client, "arrival": "2026-11-20" });
        args.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.try_run("intake_store", args, false)
    }

    fn store_with(&self, client: i64, ticket: &str, more: Value) -> Value {
        self.try_store(client, ticket, more).unwrap_or_else(|e| panic!("{e}"))
    }

    /// A client of whom no more is known than what its goods need.
    fn plain_client(&self, name: &str) -> i64 {
        let client = json!({ "id": 0, "name": name, "default_port": "4701", "default_mode": "air", "default_country_of_shipment": "DE" });
        self.call("client_save", json!({ "client": client }))["id"].as_i64().unwrap()
    }

    fn file(&self, name: &str, rows: &[String]) -> String {
        self.offer(name, format!("{HEADER}\n{}\n", rows.join("\n")))
    }

    fn read(&self, client: i64, ticket: &str) -> Value {
        self.call("intake_read", json!({ "ticket": ticket, "client_id": client, "options": { "arrival": "2026-11-20" } }))
    }

    fn shipment(&self, bill: &str) -> Value {
        let query = json!({ "text": bill, "routes": [], "sort": "bill" });
        let id = self.call("shipments_view", json!({ "query": query }))["ids"][0].clone();
        self.call("shipment", json!({ "id": id }))
    }

    fn journal_is_sound(&self) {
        assert_eq!(self.call("journal_verify", json!({}))["sound"], true);
    }
}

fn codes(view: &Value) -> Vec<String> {
    view["issues"].as_array().unwrap().iter().map(|i| format!("{} {}", i["row"], i["code"].as_str().unwrap())).collect()
}

fn message(view: &Value, code: &str) -> String {
    view["issues"].as_array().unwrap().iter().find(|i| i["code"] == code).map(|i| i["message"].as_str().unwrap().to_owned()).unwrap_or_default()
}

fn rates(desk: &Bench) {
    let table = "Currency,Quarter,Date,Rate\nEUR,2026 Q4,,1.0800\nEUR,,2026-11-12,1.1500\nEUR,,2026-11-13,1.0900\n";
    let read = desk.call("rates_read", json!({ "ticket": desk.offer("q4.csv", table), "defaults": { "source": "Bulletin 40" } }));
    assert_eq!((read["issues"].as_array().unwrap().len(), read["fresh"].as_u64()), (0, Some(3)));
    desk.call("rates_save", json!({ "rates": read["rates"] }));
}

#[test]
fn a_value_is_converted_by_the_day_of_exportation_and_keeps_its_rate_and_source() {
    let desk = Bench::new();
    let client = desk.plain_client("Nordlicht");
    rates(&desk);
    let goods = "M-1,stoneware mug,6912.00.4810,DE,1,100.00,EUR";
    let ticket =
        desk.file("a.csv", &[row("A-1", "2026-11-10", goods), row("A-2", "2026-11-12", goods), row("A-3", "2026-11-13", goods), row("A-4", "", goods)]);
    let view = desk.read(client, &ticket);
    assert_eq!(codes(&view), ["5 export-day-unknown"]);
    assert_eq!(
        message(&view, "export-day-unknown"),
        "The day of exportation picks the rate of exchange, and the file does not say it; the day of arrival was taken (1 shipment), 19 CFR 159.32."
    );
    desk.store_with(client, &ticket, json!({}));
    let rate = |bill: &str| desk.shipment(bill)["shipment"]["exchange_rate"].as_str().unwrap().to_owned();
    assert_eq!([rate("A-1"), rate("A-2"), rate("A-3"), rate("A-4")], ["1.0800", "1.1500", "1.0800", "1.0800"]);
    let second = desk.shipment("A-2");
    let source = second["shipment"]["sources"][0]["source"].as_str().unwrap();
    assert_eq!(
        source,
        "rate certified for the day, which differs from the quarter's 1.08 by 5 % or more, 19 CFR 159.34 (exported 2026-11-12); Bulletin 40 (q4.csv, row 3)"
    );
    let value = second["decision"]["tests"].as_array().unwrap().iter().find(|t| t["id"] == "value-ceiling").unwrap();
    assert_eq!(value["facts"]["rate_of_exchange"], source, "{value}");
    assert!(desk.shipment("A-4")["shipment"]["sources"][0]["source"].as_str().unwrap().contains("the day of exportation is not known"));
    // A rate that is removed later changes nothing that was converted by it.
    let row = desk.call("rates", json!({}))["rows"].as_array().unwrap().iter().find(|r| r["rate"]["kind"] == "quarterly").unwrap()["id"].clone();
    desk.call("rate_remove", json!({ "id": row }));
    assert_eq!(rate("A-1"), "1.0800");
    desk.journal_is_sound();
}

#[test]
fn without_a_rate_nothing_is_guessed_and_nothing_stored() {
    let desk = Bench::new();
    let client = desk.plain_client("Nordlicht");
    rates(&desk);
    let goods = |currency: &str| format!("M-1,stoneware mug,6912.00.4810,DE,1,100.00,{currency}");
    let ticket = desk.file("a.csv", &[row("A-1", "2026-11-10", &goods("JPY")), row("A-2", "2026-09-10", &goods("EUR"))]);
    let view = desk.read(client, &ticket);
    assert_eq!(codes(&view), ["2 no-exchange-rate", "3 no-exchange-rate"]);
    assert_eq!(
        message(&view, "no-exchange-rate"),
        "JPY is not converted: the desk has no rate for JPY on 2026-11-10 (1 shipment). Put the certified rate in under Reference, Rates (19 CFR 159 subpart C)."
    );
    let why = desk.try_store(client, &ticket, json!({})).unwrap_err().message;
    assert!(why.starts_with("a.csv, row 2, Currency: JPY is not converted") && why.ends_with("There are 1 more. Nothing was stored."), "{why}");
    assert_eq!(desk.call("imports", json!({})), json!([]));
}

#[test]
fn rates_are_typed_with_their_source_or_refused() {
    let desk = Bench::new();
    let rate = |currency: &str, kind: &str, to: &str, source: &str| json!({ "rates": [{ "currency": currency, "kind": kind, "from": "2026-10-01", "to": to, "usd_per_unit": "0.1390", "source": source }] });
    assert_eq!(
        desk.refused("rates_save", rate("CNY", "quarterly", "2026-12-31", " ")),
        "Say where the CNY rate was read, like “CBP bulletin of 1 October 2026”."
    );
    assert_eq!(desk.refused("rates_save", rate("CNY", "daily", "2026-12-31", "H.10")), "A daily rate is for one day; 2026-10-01 to 2026-12-31 are several.");
    assert_eq!(desk.refused("rates_save", rate("usd", "daily", "2026-10-01", "H.10")), "U.S. dollars need no rate of exchange.");
    assert_eq!(desk.refused("rates_save", rate("yuan", "daily", "2026-10-01", "H.10")), "`YUAN` is no currency; write its three letters, like EUR.");
    let view = desk.call("rates_save", rate("cny", "quarterly", "2026-12-31", "Bulletin 40"));
    assert_eq!((&view["rows"][0]["rate"]["currency"], &view["rows"][0]["who"], &view["difference_percent"]), (&json!("CNY"), &json!("DH"), &json!("5")));
    let found = desk.call("rate_for", json!({ "currency": "cny", "on": "2026-11-01" }));
    assert_eq!(found["because"], "rate certified for 2026-10-01 to 2026-12-31, 19 CFR 159.34 (exported 2026-11-01); Bulletin 40");
}

#[test]
fn a_product_list_fills_what_a_line_lacks_and_contradicts_what_it_says_otherwise() {
    let desk = Bench::new();
    let client = desk.plain_client("Nordlicht");
    let sheet = "SKU,HTS,Origin,Description,Price\nM-1,6912.00.4810,PT,stoneware mug,12.50\nM-2,6911.10.5210,DE,porcelain cup,\n";
    let read = desk.call("products_read", json!({ "client_id": client, "ticket": desk.offer("goods.csv", sheet) }));
    let products: Vec<Value> = read["proposals"].as_array().unwrap().iter().map(|p| p["product"].clone()).collect();
    assert_eq!(products.len(), 2);
    desk.call("products_save", json!({ "client_id": client, "products": products }));
    let ticket = desk.file(
        "a.csv",
        &[
            row("A-1", "", "m-1,,,,2,,USD"),
            row("A-2", "", "M-2,porcelain cup,6911.10.5210,CN,1,9.00,USD"),
            row("A-3", "", "M-9,glass vase,7013.99.5000,PT,1,9.00,USD"),
        ],
    );
    let view = desk.read(client, &ticket);
    assert_eq!(codes(&view), ["3 origin-not-as-listed"]);
    assert_eq!(
        message(&view, "origin-not-as-listed"),
        "The file says origin CN, the product list says DE for M-2 (goods.csv, row 3, imported 2026-11-23); correct one of them."
    );
    let repairs = view["repairs"].as_array().unwrap();
    assert_eq!((&repairs[0]["code"], &repairs[0]["count"]), (&json!("product-list"), &json!(4)));
    let cells = desk.call("intake_preview", json!({ "ticket": ticket, "from": 2, "count": 1 }))[0].clone();
    assert!(cells["repaired"].to_string().contains("product list, goods.csv, row 2, imported 2026-11-23"), "{cells}");
    desk.store_with(client, &ticket, json!({}));
    let first = desk.shipment("A-1")["shipment"].clone();
    let line = &first["lines"][0];
    assert_eq!(
        (&line["hts"], &line["origin"], &line["description"], &line["value"]),
        (&json!("6912.00.4810"), &json!("PT"), &json!("stoneware mug"), &json!("25.00"))
    );
    let fields: Vec<&str> = first["sources"].as_array().unwrap().iter().map(|s| s["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["description", "hts", "origin", "value"]);
    assert_eq!(first["sources"][1]["line"], 1);
    desk.journal_is_sound();
}

#[test]
fn products_are_learned_from_lines_that_need_nobody() {
    let desk = Bench::new();
    let client = desk.plain_client("Nordlicht");
    let goods = |hts: &str, origin: &str| format!("M-1,stoneware mug,{hts},{origin},1,20.00,USD");
    let other = |n: u32| format!("B-{n},Bob Example{n},{n} Elm Street,Springfield,IL,62704,US,,{}", goods("6912.00.4810", "DE"));
    let ticket = desk.file("a.csv", &[other(1), other(2), row("B-3", "", &goods("6912.00.3950", "DE"))]);
    desk.store_with(client, &ticket, json!({}));
    let learned = desk.call("products_learn", json!({ "client_id": client }));
    let product = &learned[0]["product"];
    assert_eq!(
        (&product["sku"], &product["hts"], &product["origin"], &learned[0]["lines"]),
        (&json!("M-1"), &json!("6912004810"), &json!("DE"), &json!(2)),
        "{learned}"
    );
    assert_eq!(learned[0]["dissent"], "6912003950 from DE on 1 line");
    assert_eq!(product["source"], "learned from 2 lines on 2026-11-23");
    assert_eq!(desk.call("products", json!({ "client_id": client })), json!([]), "nothing is learned without a person's word");
    desk.call("products_save", json!({ "client_id": client, "products": [product] }));
    assert_eq!(desk.call("products_learn", json!({ "client_id": client })), json!([]));
    assert_eq!(
        desk.refused("products_save", json!({ "client_id": client, "products": [{ "sku": "X", "hts": "69" }] })),
        "X: `69` is no HTS number; write eight or ten digits."
    );
    assert_eq!(
        desk.refused("products_save", json!({ "client_id": client, "products": [{ "sku": "X", "origin": "Atlantis" }] })),
        "X: `Atlantis` is no country; write its name or two-letter code."
    );
}

#[test]
fn a_correction_remembered_for_the_client_is_made_in_its_next_file_and_no_other_clients() {
    let desk = Bench::new();
    let (north, south) = (desk.plain_client("Nordlicht"), desk.plain_client("Suedwind"));
    let goods = "M-1,stoneware mug,6912.00.4810,Mainland,1,20.00,USD";
    let ticket = desk.file("a.csv", &[row("A-1", "", goods), row("A-2", "", goods)]);
    assert_eq!(codes(&desk.read(north, &ticket)), ["2 origin-unknown", "3 origin-unknown"]);
    assert_eq!(desk.call("intake_alike", json!({ "ticket": ticket, "column": 11, "text": "Mainland" })), json!({ "count": 2, "rows": [2, 3] }));
    let rules = desk.call("rule_remember", json!({ "client_id": north, "rule": { "field": "origin", "says": "Mainland", "means": "CN" } }));
    let view = desk.read(north, &ticket);
    assert_eq!(codes(&view), Vec::<String>::new());
    assert_eq!(view["repairs"][0]["why"], "client rule of 2026-11-23");
    assert_eq!(view["options"]["rules"], json!([]), "what the desk knows does not travel with the file's own options");
    assert_eq!(codes(&desk.read(south, &ticket)).len(), 2);
    desk.store_with(north, &ticket, json!({}));
    let source = desk.shipment("A-1")["shipment"]["sources"][0].clone();
    assert_eq!(source, json!({ "line": 1, "field": "origin", "source": "client rule of 2026-11-23; the file says “Mainland”" }));
    desk.call("rule_remove", json!({ "id": rules[0]["id"] }));
    assert_eq!(desk.call("client_rules", json!({ "client_id": north })), json!([]));
    let again = desk.file("b.csv", &[row("A-3", "", goods)]);
    assert_eq!(codes(&desk.read(north, &again)), ["2 origin-unknown"]);
    assert_eq!(
        desk.refused("rule_remember", json!({ "client_id": north, "rule": { "field": "consignee-name", "says": "", "means": "Ann" } })),
        "Consignee may be empty on rows that belong to the shipment above; derive it in the columns instead of a rule for empty cells."
    );
    desk.journal_is_sound();
}

#[test]
fn a_cell_corrected_by_hand_keeps_what_the_file_says() {
    let desk = Bench::new();
    let client = desk.plain_client("Nordlicht");
    let ticket = desk.file("a.csv", &[row("A-1", "", "M-1,stoneware mug,6912.00.4810,Mainland,1,20.00,USD")]);
    let fixes = json!([{ "row": 2, "column": 11, "value": "CN" }]);
    desk.call("intake_read", json!({ "ticket": ticket, "client_id": client, "options": { "fixes": fixes } }));
    assert_eq!(desk.call("intake_preview", json!({ "ticket": ticket, "from": 2, "count": 1 }))[0]["corrected"], json!([[11, "Mainland"]]));
    desk.store_with(client, &ticket, json!({ "options": { "fixes": fixes } }));
    let source = desk.shipment("A-1")["shipment"]["sources"][0]["source"].clone();
    assert_eq!(source, "corrected at intake by DH; the file says “Mainland”");
}

#[test]
fn the_next_file_is_read_as_the_last_one_was_though_a_column_has_another_name_and_another_currency() {
    let desk = Bench::new();
    let client = desk.plain_client("Nordlicht");
    rates(&desk);
    let header = HEADER.replace("Origin", "Provenance").replace("Description", "Goods");
    let goods = "M-1,stoneware mug,6912.00.4810,DE,1,20.00,USD";
    let first = desk.offer("june.csv", format!("{header}\n{}\n", row("A-1", "2026-11-10", goods)));
    let view = desk.read(client, &first);
    let mapping: Vec<Value> = view["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| json!({ "index": c["index"], "header": c["header"], "field": if c["header"] == "Provenance" { json!("origin") } else { c["field"].clone() } }))
        .collect();
    desk.store_with(client, &first, json!({ "options": { "mapping": mapping } }));

    let second = desk.offer(
        "july.csv",
        format!(
            "{}\n{}\n",
            header.replace("Provenance", "Prov. cty").replace("Currency", "Currency,Batch"),
            row("A-2", "2026-11-10", "M-1,stoneware mug,6912.00.4810,PT,1,20.00,EUR,7")
        ),
    );
    let view = desk.read(client, &second);
    assert_eq!((&view["remembered"]["file_name"], &view["remembered"]["same_header"]), (&json!("june.csv"), &json!(false)));
    assert_eq!(
        view["mapping_note"],
        json!([
            "Column L “Provenance” is now called “Prov. cty”.",
            "Column P “Batch” is new; nothing is read from it.",
            "Values in EUR are new; the earlier file had USD."
        ])
    );
    assert_eq!(view["columns"][11]["field"], "origin");
    // What has little in common is another kind of file.
    let third = desk.offer("other.csv", "Order,Name,Street,Item,Price\n1,Ann,1 Oak,mug,5\n");
    assert_eq!(desk.read(client, &third)["remembered"], Value::Null);
}

fn twice() -> (Bench, i64, String) {
    let desk = Bench::new();
    let client = desk.plain_client("Nordlicht");
    let goods = |value: &str| format!("M-1,stoneware mug,6912.00.4810,DE,1,{value},USD");
    let first = desk.file("june.csv", &[row("A-1", "", &goods("20.00")), row("A-2", "", &goods("30.00"))]);
    desk.store_with(client, &first, json!({}));
    let second = desk.file("june again.csv", &[row("A-1", "", &goods("20.00")), row("A-2", "", &goods("2900.00")), row("A-3", "", &goods("40.00"))]);
    (desk, client, second)
}

#[test]
fn rows_stored_before_are_shown_with_what_differs_and_refused_until_it_is_settled() {
    let (desk, client, second) = twice();
    let view = desk.read(client, &second);
    assert_eq!(view["known_total"], 2);
    let known = view["known"].as_array().unwrap();
    assert_eq!((&known[0]["bill"], &known[0]["file_name"], &known[0]["differences"]), (&json!("A-1"), &json!("june.csv"), &json!([])));
    assert_eq!(known[1]["differences"], json!([{ "what": "line 1, value", "desk": "30", "file": "2900" }]));
    let why = desk.try_store(client, &second, json!({})).unwrap_err().message;
    assert_eq!(why, "Nordlicht already has these house bills on the desk: A-1, A-2. Leave them out, or take the earlier import back first.");
}

#[test]
fn a_new_version_is_taken_decided_anew_and_recorded() {
    let (desk, client, second) = twice();
    assert_eq!(desk.shipment("A-2")["decision"]["route"], "informal");
    let stored = desk.store_with(client, &second, json!({ "known": { "all": "skip", "take": ["A-2"] } }));
    assert_eq!((&stored["shipments"], &stored["replaced"], &stored["skipped"]), (&json!(1), &json!(1), &json!(1)));
    let taken = desk.shipment("A-2");
    assert_eq!((&taken["row"]["value_usd"], &taken["decisions"]), (&json!("2900.00"), &json!(2)));
    assert_eq!(taken["decision"]["route"], "formal");
    assert_eq!(taken["shipment"]["sources"][0]["source"], "new version of 2026-11-23 from june again.csv, row 3");
    assert_eq!(taken["source"]["file_name"], "june.csv", "the record of where it came from first stands");
    assert_eq!(desk.shipment("A-1")["shipment"]["sources"], Value::Null);
    let event = desk.call("journal", json!({ "subject": format!("import:{}", stored["import_id"]), "limit": 5 })).to_string();
    assert!(event.contains("\\\"replaced\\\":[\\\"A-2\\\"]") && event.contains("\\\"skipped\\\":[\\\"A-1\\\"]"), "{event}");
    desk.journal_is_sound();
    // Taking the import back takes its own shipments; the version that was taken stays, as an edit does.
    desk.call("import_undo", json!({ "import_id": stored["import_id"] }));
    assert_eq!(desk.shipment("A-2")["row"]["value_usd"], "2900.00");
    desk.journal_is_sound();
}

#[test]
fn a_file_with_nothing_new_is_not_stored() {
    let (desk, client, _) = twice();
    let again = desk.file("june third.csv", &[row("A-1", "", "M-1,stoneware mug,6912.00.4810,DE,1,20.00,USD")]);
    let why = desk.try_store(client, &again, json!({ "known": { "all": "skip" } })).unwrap_err().message;
    assert_eq!(why, "Every shipment of june third.csv is on the desk already and is left as it is. There is nothing to store.");
    let taken = desk.store_with(client, &again, json!({ "known": { "all": "take" } }));
    assert_eq!((&taken["shipments"], &taken["replaced"]), (&json!(0), &json!(1)));
    desk.journal_is_sound();
}

#[test]
fn the_very_same_file_is_known_by_its_bytes() {
    let desk = Bench::new();
    let client = desk.plain_client("Nordlicht");
    let rows = [row("A-1", "", "M-1,stoneware mug,6912.00.4810,DE,1,20.00,USD")];
    let stored = desk.store_with(client, &desk.file("june.csv", &rows), json!({}));
    let again = desk.file("june copy.csv", &rows);
    assert_eq!(desk.read(client, &again)["known_file"]["file_name"], "june.csv");
    let why = desk.try_store(client, &again, json!({ "known": { "all": "take" } })).unwrap_err().message;
    assert_eq!(
        why,
        format!(
            "june copy.csv is on the desk already: Nordlicht sent these very bytes before (import {}, 2026-11-23). Take that import back first.",
            stored["import_id"]
        )
    );
    desk.call("import_undo", json!({ "import_id": stored["import_id"] }));
    assert_eq!(desk.read(client, &again)["known_file"], Value::Null);
    desk.store_with(client, &again, json!({}));
}

#[test]
fn stopping_at_any_moment_stores_nothing_and_progress_counts_rows_in_words() {
    let desk = Bench::new();
    let client = desk.plain_client("Nordlicht");
    let rows: Vec<String> = (0..1_200).map(|n| row(&format!("A-{n}"), "", "M-1,stoneware mug,6912.00.4810,DE,1,0.10,USD")).collect();
    let ticket = desk.file("long.csv", &rows);
    for stop_at in ["Reading rows", "Deciding", "Storing"] {
        let cancelled = AtomicBool::new(false);
        let words = std::sync::Mutex::new(Vec::new());
        let send = |p: workbench::contract::Progress| {
            if p.words == stop_at {
                cancelled.store(true, Ordering::Relaxed);
            }
            words.lock().unwrap().push(format!("{} {}", p.words, p.total));
        };
        let args = json!({ "ticket": ticket, "client_id": client, "arrival": "2026-11-20" });
        let why = table::run(&desk.bench, "intake_store", args, &Reporter::new(&send, &cancelled)).unwrap_err();
        assert_eq!(why.code, "cancelled", "{}", why.message);
        assert!(words.lock().unwrap().iter().any(|w| w.starts_with(stop_at)), "{:?}", words.lock().unwrap());
        assert_eq!(desk.call("imports", json!({})), json!([]), "stopped at {stop_at}");
    }
    desk.store_with(client, &ticket, json!({}));
    desk.journal_is_sound();
}
