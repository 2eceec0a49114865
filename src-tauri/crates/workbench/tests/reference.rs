//! The reference screen's use cases over a real desk file: finding, browsing, duty over time, product lists, editions, landed cost.

mod bench;

use bench::Bench;
use serde_json::{Value, json};
use workbench::ApiError;

impl Bench {
    fn try_load(&self, job: &str, name: &str, bytes: &[u8], more: Value) -> Result<Value, ApiError> {
        let mut args = json!({ "ticket": self.offer(name, bytes) });
        if let (Some(args), Some(more)) = (args.as_object_mut(), more.as_object()) {
            args.extend(more.clone());
        }
        self.try_run(job, args, false)
    }

    /// Stores parcels: bill, consignee, tariff number, origin, value.
    fn store_goods(&self, client: i64, name: &str, arrival: &str, parcels: &[(&str, &str, &str, &str, &str)]) {
        let mut csv = String::from("House bill,Consignee,Address,City,State,ZIP,Country,Order number,Description,HTS,Origin,Quantity,Value,Currency\n");
        for (bill, person, hts, origin, value) in parcels {
            csv.push_str(&format!(
                "{bill},\"{person}\",12 Oak Street,Springfield,IL,62704,US,{bill},men's cotton knitted T-shirt,{hts},{origin},1,{value},USD\n"
            ));
        }
        let stored = self.try_load("intake_store", name, csv.as_bytes(), json!({ "client_id": client, "arrival": arrival }));
        stored.unwrap_or_else(|e| panic!("{e}"));
    }

    fn landed(&self, bill: &str) -> Value {
        let view = self.call("shipments_view", json!({ "query": { "text": bill, "routes": [], "sort": "bill" } }));
        self.call("shipment_landed", json!({ "id": view["ids"][0] }))
    }
}

fn way<'a>(cost: &'a Value, id: &str) -> &'a Value {
    cost["ways"].as_array().unwrap().iter().find(|w| w["id"] == id).unwrap_or(&Value::Null)
}

#[test]
fn the_ways_to_enter_a_parcel_stand_side_by_side() {
    let desk = Bench::new();
    let client = desk.client("Nordlicht");
    desk.store_goods(client, "n.csv", "2026-11-20", &[("NK-1", "Ann Example", "6109.10.0012", "VN", "100.00")]);
    let cost = desk.landed("NK-1");
    // 16.5 % base, 12.5 % forced labor; informal fee of fiscal year 2027, least formal fee
    let figures = |id: &str| ["duty", "fees", "landed"].map(|k| way(&cost, id)[k].as_str().unwrap_or("none").to_owned());
    assert_eq!(figures("alone-informal"), ["29.00", "2.77", "131.77"]);
    assert_eq!(figures("alone-formal"), ["29.00", "34.58", "163.58"]);
    assert_eq!((way(&cost, "alone-informal")["cheapest"].as_bool(), way(&cost, "alone-formal")["cheapest"].as_bool()), (Some(true), Some(false)));
    assert_eq!((cost["on"].as_str(), cost["saved"].as_str()), (Some("2026-11-23"), Some("31.77")));
    assert_eq!(cost["saving"], "It would have passed free but for the suspension of the exemption: that would have saved $31.77.");
    assert_eq!(way(&cost, "together"), &Value::Null, "nobody else receives anything");
}

#[test]
fn what_passes_free_costs_nothing_and_says_what_it_saves() {
    let desk = Bench::new();
    let client = desk.client("Nordlicht");
    desk.store_goods(client, "n.csv", "2024-06-03", &[("NK-1", "Ann Example", "6109.10.0012", "VN", "100.00")]);
    let cost = desk.landed("NK-1");
    assert_eq!(cost["saving"], "Passing free saves $31.77.");
    let free = &cost["ways"][0];
    assert_eq!(
        (free["id"].as_str(), free["landed"].as_str(), free["entries"].as_u64(), free["cheapest"].as_bool()),
        (Some("free"), Some("100.00"), Some(0), Some(true))
    );
}

#[test]
fn parcels_of_one_consignee_are_compared_on_one_entry_and_never_advised_apart() {
    let desk = Bench::new();
    let (north, south) = (desk.client("Nordlicht"), desk.client("Suedwind"));
    desk.store_goods(
        north,
        "n.csv",
        "2026-11-20",
        &[
            ("NK-1", "Ann Example", "6109.10.0012", "VN", "100.00"),
            ("NK-2", "EXAMPLE, ANN", "6109.10.0012", "VN", "200.00"),
            ("NK-3", "Bo Other", "6109.10.0012", "VN", "9.00"),
        ],
    );
    desk.store_goods(south, "s.csv", "2026-11-20", &[("SW-9", "Ann Example", "6109.10.0012", "VN", "50.00")]);
    let cost = desk.landed("NK-1");
    let (apart, together) = (way(&cost, "each-alone"), way(&cost, "together"));
    assert_eq!((apart["landed"].as_str(), apart["entries"].as_u64()), (Some("392.54"), Some(2)), "300 + 87 duty + twice 2.77");
    assert_eq!((together["landed"].as_str(), together["entry_type"].as_str(), together["cheapest"].as_bool()), (Some("389.77"), Some("11"), Some(true)));
    let bills: Vec<&str> = together["shipments"].as_array().unwrap().iter().filter_map(|s| s["bill"].as_str()).collect();
    assert_eq!(bills, ["NK-1", "NK-2"], "neither another person's nor another client's");

    // over the limit of informal entry together: one formal entry, and entering them apart is not offered
    desk.store_goods(
        north,
        "n2.csv",
        "2026-11-19",
        &[("NK-7", "Ann Example", "6109.10.0012", "VN", "1500.00"), ("NK-8", "Ann Example", "6109.10.0012", "VN", "1400.00")],
    );
    let cost = desk.landed("NK-7");
    let (apart, together) = (way(&cost, "each-alone"), way(&cost, "together"));
    assert_eq!((apart["lawful"].as_bool(), apart["cheapest"].as_bool()), (Some(false), Some(false)));
    assert_eq!(
        apart["note"],
        "Goods that came on one conveyance for one consignee belong on one entry; together they are over the limit of informal entry, $2,500.00. Entering them apart to stay under it is no choice."
    );
    assert_eq!((together["entry_type"].as_str(), together["fees"].as_str(), together["lawful"].as_bool()), (Some("01"), Some("34.58"), Some(true)));
}

#[test]
fn a_number_nobody_knows_has_no_landed_cost_but_words() {
    let desk = Bench::new();
    let client = desk.client("Nordlicht");
    desk.store_goods(client, "n.csv", "2026-11-20", &[("NK-1", "Ann Example", "6109.10.0099", "VN", "100.00")]);
    let cost = desk.landed("NK-1");
    assert!(cost["error"].as_str().unwrap().contains("6109.10.0099 is not among the lines of the starter tariff; the closest valid numbers are"), "{cost}");
    assert_eq!((cost["saved"].as_str(), way(&cost, "alone-informal")["landed"].as_str()), (None, None));
    assert_eq!(cost["saving"], "What passing free saves cannot be said: the informal entry has no sum.");
}

#[test]
fn the_tariff_is_searched_walked_and_asked_on_a_day() {
    let desk = Bench::new();
    let found = desk.call("tariff_find", json!({ "text": "6109.10.0099", "on": "2026-06-10", "limit": 50 }));
    assert_eq!(found["note"], "6109.10.0099 is not in the Starter tariff (rates of 2026 HTS Revision 10). These live numbers are closest to it.");
    let chapters = desk.call("tariff_browse", json!({ "on": "2026-06-10" }));
    assert!(chapters["nodes"].as_array().unwrap().iter().any(|n| n["chapter"] == "64" && n["description"] == "Footwear"));
    let line = desk.call("tariff_line", json!({ "hts": "3304.99.5000", "on": "2026-06-10", "origin": "FR", "value": "100.00" }));
    assert_eq!((line["agencies"]["report"].as_str(), line["agencies"]["flags"][0]["agency"].as_str()), (None, Some("FDA")), "by the rulebook's headings");
    let report = "HTS Date:,3/1/2026,,\n,,,\nTariff Number,Description,PGA 1,PGA 2\n3304995000,BEAUTY PREPARATIONS,FD3,\n6109100012,T-SHIRTS,,\n";
    desk.try_load("import_pga", "pga.csv", report.as_bytes(), json!({})).unwrap();
    let line = desk.call("tariff_line", json!({ "hts": "3304.99.5000", "on": "2026-06-10" }));
    assert_eq!((line["agencies"]["report"].as_str(), line["agencies"]["flags"][0]["code"].as_str()), (Some("2026-03-01"), Some("FD3")));
    let dead = desk.try_call("tariff_line", json!({ "hts": "6109.10.0099", "on": "2026-06-10" })).unwrap_err();
    assert!(dead.message.starts_with("6109.10.0099 is in no edition loaded for 2026-06-10. The closest are 6109.10.00"), "{}", dead.message);
    assert_eq!(
        desk.try_call("tariff_line", json!({ "hts": "6109.10.0012", "on": "2026-06-10", "origin": "Atlantis" })).unwrap_err().message,
        "`Atlantis` is not a country."
    );

    let over = json!({ "hts": "6109.10.0012", "origin": "VN", "value": "100.00", "from": "2026-02-01", "to": "2026-07-31" });
    let steps = desk.call("duty_over_time", over);
    let said: Vec<String> = steps.as_array().unwrap().iter().map(|s| format!("{} {}", s["from"].as_str().unwrap(), s["duty"].as_str().unwrap())).collect();
    assert_eq!(said, ["2026-02-01 36.50", "2026-02-24 26.50", "2026-07-24 29.00"]);
    let backwards = json!({ "hts": "6109.10.0012", "origin": "VN", "value": "100.00", "from": "2026-02-02", "to": "2026-02-01" });
    assert_eq!(desk.try_call("duty_over_time", backwards).unwrap_err().message, "2026-02-01 lies before 2026-02-02.");
}

#[test]
fn a_product_list_is_kept_with_the_desk_and_counts_at_once() {
    let desk = Bench::new();
    let listed = |desk: &Bench| desk.call("program_lists", json!({})).as_array().unwrap().iter().find(|l| l["id"] == "forced-labor-exempt").cloned().unwrap();
    assert_eq!((listed(&desk)["imported"].as_bool(), listed(&desk)["rows"].as_u64()), (Some(false), Some(0)));
    let csv = b"hts8,note\n61091000,x\nsocks,y\n";
    let refused = desk.try_load("import_program_list", "favourites.csv", csv, json!({})).unwrap_err();
    assert!(refused.message.contains("the name does not tell which product list this is; call it one of 301-china"), "{}", refused.message);
    let unknown = desk.try_load("import_program_list", "favourites.csv", csv, json!({ "list": "no-such-list" })).unwrap_err();
    assert!(unknown.message.contains("does not tell which product list"), "{}", unknown.message);

    let before = desk.call("tariff_line", json!({ "hts": "6109.10.0012", "on": "2026-08-10", "origin": "VN", "value": "1000.00" }));
    assert!(before["duty"]["assumptions"].to_string().contains("was taken not to be on the list of articles exempt from the forced-labor duty"));
    let loaded = desk.try_load("import_program_list", "favourites.csv", csv, json!({ "list": "forced-labor-exempt" })).unwrap();
    assert_eq!((loaded["rows"].as_u64(), loaded["refused"][0].as_str()), (Some(1), Some("row 3: `socks` is not an HTS number")));
    let after = |desk: &Bench| {
        let line = desk.call("tariff_line", json!({ "hts": "6109.10.0012", "on": "2026-08-10", "origin": "VN", "value": "1000.00" }));
        line["duty"]["total_duty"].as_str().unwrap().to_owned()
    };
    assert_eq!(after(&desk), "165.00", "exempt from the forced-labor duty now");
    let desk = desk.again();
    assert_eq!(after(&desk), "165.00", "and after the desk was opened again");
    assert_eq!(listed(&desk)["rows"].as_u64(), Some(1));
}

#[test]
fn an_edition_says_what_it_changes_for_the_clients_own_lines() {
    let Some(reference) = std::env::var_os("ENTRYDESK_REFERENCE").map(std::path::PathBuf::from) else {
        println!("SKIPPED: set ENTRYDESK_REFERENCE to the folder of the reference shelf to run this test on the official editions");
        return;
    };
    let desk = Bench::new();
    let (north, south) = (desk.client("Nordlicht"), desk.client("Suedwind"));
    desk.store_goods(
        north,
        "n.csv",
        "2026-11-20",
        &[("NK-1", "Ann Example", "8507.60.0020", "DE", "100.00"), ("NK-2", "Bo Other", "6109.10.0012", "DE", "9.00")],
    );
    desk.store_goods(south, "s.csv", "2026-11-20", &[("SW-9", "Cy Third", "8507600020", "DE", "50.00")]);
    let load = |file: &str| desk.try_load("import_edition", file, &std::fs::read(reference.join("data/hts").join(file)).unwrap(), json!({})).unwrap();
    assert_eq!(load("hts_2025_basic.json.gz")["before"], Value::Null);
    let loaded = load("hts_2026_rev_10.json.gz");
    assert_eq!((loaded["edition"]["rows"].as_u64(), loaded["before"].as_str()), (Some(35_509), Some("2025 HTS Basic Edition")));
    let checks: Vec<(String, bool)> =
        loaded["checks"].as_array().unwrap().iter().map(|c| (c["title"].as_str().unwrap().to_owned(), c["sound"].as_bool().unwrap())).collect();
    println!("{checks:?}");
    assert_eq!(checks[0], ("Rows".to_owned(), true));
    assert_eq!(desk.call("edition_checks", json!({ "name": "2026 HTS Revision 10" })), loaded["checks"], "they can be read again later");
    assert!(desk.try_call("edition_checks", json!({ "name": "Starter tariff (rates of 2026 HTS Revision 10)" })).is_err());

    let ask =
        |client: Value| desk.call("edition_differences", json!({ "earlier": "2025 HTS Basic Edition", "later": "2026 HTS Revision 10", "client_id": client }));
    let found = ask(Value::Null);
    assert_eq!((found["looked_at"].as_u64(), found["changes"].as_array().map(Vec::len), found["whole"]["gone"].as_u64()), (Some(2), Some(1), Some(98)));
    let gone = &found["changes"][0];
    assert_eq!((gone["change"]["number"].as_str(), gone["change"]["what"][0].as_str()), (Some("8507.60.0020"), Some("is gone from 2026 HTS Revision 10")));
    assert_eq!(gone["change"]["closest"], json!(["8507.60.0010", "8507.60.0030", "8507.60.0090"]));
    let uses: Vec<(&str, u64, &str)> = gone["uses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|u| (u["client"].as_str().unwrap(), u["shipments"].as_u64().unwrap(), u["bill"].as_str().unwrap()))
        .collect();
    assert_eq!(uses, [("Nordlicht", 1, "NK-1"), ("Suedwind", 1, "SW-9")]);
    assert_eq!(ask(json!(south))["changes"][0]["uses"].as_array().map(Vec::len), Some(1));

    // a product that was not shipped yet is looked at as well, and one that was shipped is counted beside its shipments
    let product = |sku: &str, hts: &str| json!({ "sku": sku, "hts": hts, "origin": "DE", "description": "battery pack", "unit_value": null, "currency": "", "source": "typed" });
    desk.call("products_save", json!({ "client_id": south, "products": [product("AKKU-2", "8507.60.0020")], "remove": [] }));
    let listed = ask(json!(south));
    let of = &listed["changes"][0]["uses"][0];
    assert_eq!((of["shipments"].as_u64(), of["products"].as_u64(), of["sku"].as_str(), of["bill"].as_str()), (Some(1), Some(1), Some("AKKU-2"), Some("SW-9")));
    let unknown = desk.try_call("edition_differences", json!({ "earlier": "2019 HTS", "later": "2026 HTS Revision 10" })).unwrap_err();
    assert!(unknown.message.starts_with("There is no edition `2019 HTS`. These are loaded: 2025 HTS Basic Edition; "), "{}", unknown.message);
}
