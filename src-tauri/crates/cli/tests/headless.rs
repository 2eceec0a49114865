//! The headless contract: what each command prints, and with which exit code it ends.

mod program;

use program::{fed, json_of, run, said, text};
use serde_json::{Value, json};
use std::path::Path;

fn kettle(id: &str, arrival: &str, value: &str) -> Value {
    json!({
        "id": id, "arrival": arrival, "mode": "air", "country_of_shipment": "DE", "currency": "USD", "order_number": format!("O-{id}"),
        "shipper": { "name": "Nordlicht Handel", "address1": "5 Market Street", "city": "Portside", "country": "DE" },
        "consignee": { "name": "Ann Example", "address1": "12 Oak Street", "city": "Springfield", "region": "IL", "postal_code": "62704", "country": "US" },
        "lines": [{ "description": "stainless steel electric kettle", "quantity": 1, "value": value, "origin": "DE", "hts": "8516.79.0000" }]
    })
}

#[test]
fn decide_answers_in_the_shape_of_the_contract() {
    let batch = json!({ "shipments": [kettle("A", "2023-05-01", "800.00"), kettle("B", "2024-05-01", "800.01")] }).to_string();
    let answer = fed(&["decide", "-", "--json"], &batch);
    assert_eq!(answer.status.code(), Some(0), "{}", said(&answer));
    let answer = json_of(&answer);
    assert_eq!(answer["rulebook"]["verified_through"], "2026-10-05");
    let decisions = &answer["decisions"];
    assert_eq!(decisions[0]["route"], "section-321");
    assert_eq!(decisions[0]["limb"], "1321(a)(2)(C)");
    assert_eq!(decisions[1]["route"], "informal");
    assert_eq!(decisions[1]["entry_type"], "11");
    let ceiling = decisions[1]["tests"].as_array().unwrap().iter().find(|t| t["id"] == "value-ceiling").unwrap();
    assert_eq!(ceiling["outcome"], "fail");
    assert!(ceiling["because"].as_str().unwrap().contains("$800.01"));
    assert!(!ceiling["citations"].as_array().unwrap().is_empty());
}

#[test]
fn decide_refuses_what_it_does_not_know_and_names_it() {
    let batch = json!({ "shipments": [{ "id": "A", "arrival": "2024-05-01", "colour": "red", "lines": [] }] }).to_string();
    let answer = fed(&["decide", "-", "--json"], &batch);
    assert_eq!(answer.status.code(), Some(2));
    assert!(said(&answer).contains("colour"), "{}", said(&answer));
    assert!(answer.stdout.is_empty());
    let float = json!({ "shipments": [{ "id": "A", "arrival": "2024-05-01", "lines": [{ "description": "tea", "value": 10.5 }] }] }).to_string();
    let float = json_of(&fed(&["decide", "-", "--json"], &float));
    assert_eq!(float["decisions"][0]["route"], "review", "one shipment's trouble is its own");
    assert!(float["decisions"][0]["tests"][0]["because"].as_str().unwrap().contains("write amounts as text"));
    let twice = json!({ "shipments": [kettle("A", "2024-05-01", "1"), kettle("A", "2024-05-01", "1")] }).to_string();
    assert!(said(&fed(&["decide", "-"], &twice)).contains("twice"));
    assert_eq!(run(&["decide", "nowhere.json"]).status.code(), Some(2));
    assert_eq!(run(&["frobnicate"]).status.code(), Some(2));
}

#[test]
fn the_main_job_without_a_window() {
    let dir = tempfile::tempdir().unwrap();
    let desk = text(&dir.path().join("d.entrydesk"));
    let received = dir.path().join("received");
    assert_eq!(run(&["sample", "--desk", &desk, "--out", &text(&received)]).status.code(), Some(0));
    let sheet = text(&received.join("nordlicht-keramik-manifest.xlsx"));

    let reading = json_of(&run(&["read", &sheet, "--json"]));
    assert_eq!(reading["source"]["kind"], "consolidator-manifest");
    assert_eq!(reading["shipments"].as_array().unwrap().len(), 40);

    let client = "Nordlicht Keramik GmbH";
    let without = run(&["import", "--desk", &desk, &sheet, "--client", client]);
    assert_eq!(without.status.code(), Some(2), "no arrival, no law");
    assert!(said(&without).contains("arrival date"), "{}", said(&without));
    let nobody = run(&["import", "--desk", &desk, &sheet, "--client", "Nobody", "--arrival", "2024-06-03"]);
    assert!(said(&nobody).contains(client), "the clients there are are named: {}", said(&nobody));

    let stored = run(&["import", "--desk", &desk, &sheet, "--client", client, "--arrival", "2024-06-03", "--json"]);
    assert_eq!(stored.status.code(), Some(1), "two shipments want a person");
    let stored = json_of(&stored);
    assert_eq!(stored["shipments"], 40);
    assert_eq!(stored["decisions"].as_array().unwrap().len(), 40);
    assert_eq!(stored["decisions"][8]["person_day_total"], "850.00");
    let again = run(&["import", "--desk", &desk, &sheet, "--client", client, "--arrival", "2024-06-03"]);
    assert_eq!(again.status.code(), Some(2), "the same file again is refused");

    let entries = json_of(&run(&["entries", "--desk", &desk, "--make", "--carrier", "LH", "--json"]));
    assert_eq!(entries["entries"].as_array().unwrap().len(), 3);
    let pdfs = dir.path().join("pdf");
    assert_eq!(run(&["paperwork", "--desk", &desk, "--entry", "all", "--out", &text(&pdfs)]).status.code(), Some(0));
    assert_eq!(std::fs::read_dir(&pdfs).unwrap().count(), 3);

    let pack = dir.path().join("pack.zip");
    assert_eq!(run(&["audit-pack", "--desk", &desk, "--client", client, "--out", &text(&pack)]).status.code(), Some(0));
    let sound = run(&["verify", &text(&pack)]);
    assert_eq!(sound.status.code(), Some(0), "{}", String::from_utf8_lossy(&sound.stdout));
    let mut bytes = std::fs::read(&pack).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let touched = dir.path().join("touched.zip");
    std::fs::write(&touched, bytes).unwrap();
    assert_eq!(run(&["verify", &text(&touched)]).status.code(), Some(1));
    assert_eq!(run(&["verify", "--desk", &desk]).status.code(), Some(0));
}

#[test]
fn duty_of_a_line_the_tariff_does_not_have_is_an_error_of_that_request_alone() {
    let request = json!({ "requests": [
        { "id": "one", "entry_date": "2024-06-03", "entry_type": "11", "lines": [{ "hts": "8516.79.0000", "origin": "DE", "entered_value_usd": "430" }] },
        { "id": "two", "entry_date": "2024-06-03", "entry_type": "11", "lines": [{ "hts": "0000.11", "origin": "DE", "entered_value_usd": "430" }] }
    ] });
    let answer = fed(&["duty", "--json"], &request.to_string());
    assert_eq!(answer.status.code(), Some(1));
    let results = &json_of(&answer)["results"];
    assert_eq!(results[0]["total_duty"], "11.61", "2.7 % of $430");
    assert!(results[1]["error"].as_str().unwrap().contains("0000.11"));
}

#[test]
fn cbps_report_of_agency_flags_is_loaded_or_refused_by_row_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let desk = text(&folder.path().join("d.entrydesk"));
    assert!(run(&["sample", "--desk", &desk, "--out", &text(&folder.path().join("files"))]).status.success());
    let report = folder.path().join("pga.csv");
    let rows = "HTS Date:,2/21/2026,\n,,\nTariff Number,Description,PGA 1\n8516790000,APPLIANCES,FD2\n";
    std::fs::write(&report, rows).unwrap();
    let loaded = run(&["reference", "import-pga", "--desk", &desk, &text(&report)]);
    assert_eq!((json_of(&loaded)["edition"].as_str(), json_of(&loaded)["flagged"].as_u64()), (Some("2026-02-21"), Some(1)), "{}", said(&loaded));
    std::fs::write(&report, rows.replace("FD2", "FDA!")).unwrap();
    let refused = run(&["reference", "import-pga", "--desk", &desk, &text(&report)]);
    assert!(!refused.status.success() && said(&refused).contains("pga.csv, row 4, column PGA 1: `FDA!` is not an agency flag like FD2"), "{}", said(&refused));
}

#[test]
fn product_lists_are_loaded_and_editions_compared_or_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let desk = text(&folder.path().join("d.entrydesk"));
    assert!(run(&["sample", "--desk", &desk, "--out", &text(&folder.path().join("files"))]).status.success());
    let list = folder.path().join("mine.csv");
    std::fs::write(&list, "hts8\n61091000\nsocks\n").unwrap();
    let refused = run(&["reference", "import-list", "--desk", &desk, &text(&list)]);
    assert!(refused.status.code() == Some(2) && said(&refused).contains("mine.csv: the name does not tell which product list this is"), "{}", said(&refused));
    let loaded = run(&["reference", "import-list", "--desk", &desk, &text(&list), "--as", "forced-labor-exempt"]);
    assert_eq!((loaded.status.code(), json_of(&loaded)["refused"][0].as_str()), (Some(1), Some("row 3: `socks` is not an HTS number")));
    let lists = json_of(&run(&["reference", "lists", "--desk", &desk]));
    assert!(lists.as_array().unwrap().iter().any(|l| l["id"] == "forced-labor-exempt" && l["imported"] == true));

    // the list of the desk counts in its duties, and so does one that is named
    let request = json!({ "requests": [{ "id": "1", "entry_date": "2026-08-10", "entry_type": "11", "lines": [{ "hts": "6109.10.0012", "origin": "VN", "entered_value_usd": "100" }] }] }).to_string();
    let duty = |more: &[&str]| json_of(&fed(&[&["duty", "--json"], more].concat(), &request))["results"][0]["total_duty"].as_str().unwrap().to_owned();
    assert_eq!((duty(&[]), duty(&["--desk", &desk])), ("29.00".into(), "16.50".into()));
    let named = folder.path().join("forced-labor-exempt.csv");
    std::fs::write(&named, "hts8\n61091000\n").unwrap();
    assert_eq!(duty(&["--list", &text(&named)]), "16.50");

    let unknown = run(&["reference", "diff", "--desk", &desk, "2019", "2026 HTS"]);
    assert!(unknown.status.code() == Some(2) && said(&unknown).contains("no edition `2019` is loaded; there are Starter tariff"), "{}", said(&unknown));
    let fragment = folder.path().join("hts_2026_rev_10.json");
    std::fs::write(&fragment, "[]").unwrap();
    let checked = run(&["reference", "check", &text(&fragment)]);
    assert!(checked.status.code() == Some(2) && said(&checked).contains("only 0 rows, where an edition has some 35,000"), "{}", said(&checked));
}

#[test]
fn a_table_of_shipments_is_written_where_it_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let desk = text(&folder.path().join("d.entrydesk"));
    let sheet = folder.path().join("orders.csv");
    std::fs::write(&sheet, "House bill,Consignee,Address,City,State,ZIP,Country,Description,HTS,Origin,Quantity,Value,Currency\nQ-1,Ann Example,1 Oak St,Akron,OH,44301,US,stainless steel electric kettle,8516.79.0000,DE,1,95.00,USD\n").unwrap();
    assert_eq!(run(&["sample", "--desk", &desk, "--out", &text(folder.path())]).status.code(), Some(0));
    run(&["import", "--desk", &desk, &text(&sheet), "--client", "Nordlicht Keramik GmbH", "--arrival", "2026-11-20"]);
    let out = text(&folder.path().join("table.csv"));
    let done = run(&["export", "--desk", &desk, "--rows", "goods", "--columns", "bill,consignee_zip,line_value_usd", "--out", &out]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "\u{feff}House bill,Consignee ZIP,Line value USD\r\nQ-1,44301,95.00\r\n");
    let refused = run(&["export", "--desk", &desk, "--rows", "goods", "--out", "table.pdf"]);
    assert_eq!((refused.status.code(), said(&refused).as_str()), (Some(2), "entrydesk-cli: table.pdf is neither .csv nor .xlsx\n"));
    let refused = run(&["export", "--desk", &desk, "--preset", "ABI", "--out", &out]);
    assert_eq!(said(&refused), "entrydesk-cli: there is no column order `ABI` for entries in this desk; it has none\n");
}

#[test]
fn a_file_for_the_filing_software_is_refused_with_its_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let desk = text(&folder.path().join("d.entrydesk"));
    let sheet = folder.path().join("orders.csv");
    std::fs::write(&sheet, "House bill,Consignee,Address,City,State,ZIP,Country,Description,HTS,Origin,Quantity,Value,Currency\nQ-1,Ann Example,1 Oak St,Akron,OH,44301,US,stainless steel electric kettle,8516.79.0000,DE,1,95.00,USD\n").unwrap();
    assert_eq!(run(&["sample", "--desk", &desk, "--out", &text(folder.path())]).status.code(), Some(0));
    run(&["import", "--desk", &desk, &text(&sheet), "--client", "Nordlicht Keramik GmbH", "--arrival", "2026-11-20"]);
    run(&["entries", "--desk", &desk, "--make"]);
    let out = text(&folder.path().join("ae.txt"));
    let said_of = |args: &[&str]| said(&run(args));
    assert_eq!(
        said_of(&["catair", "--desk", &desk, "--out", &out]),
        "entrydesk-cli: No entry is ready: mark entries ready first, or name them with --entry.\n"
    );
    assert_eq!(
        said_of(&["catair", "--desk", &desk, "--kind", "XX", "--out", &out]),
        "entrydesk-cli: `XX` is neither AE, entry summaries, nor SE, cargo releases\n"
    );
    let refused = run(&["catair", "--desk", &desk, "--entry", "9HB-1000001-8", "--packages-per-bill", "1", "--out", &out]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stdout).contains("it is a draft: complete it and mark it ready first"));
    assert!(!Path::new(&out).exists(), "nothing is written");
}

#[test]
fn records_past_their_years_are_listed_held_and_purged_once_it_is_said_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, sheet) = (text(&folder.path().join("d.entrydesk")), folder.path().join("old.csv"));
    let row = "NK-1,Ada Quill,1 Elm Street,Springfield,IL,62704,US,O-1,stainless steel kettle,8516.79.0000,DE,1,40.00,USD";
    std::fs::write(&sheet, format!("House bill,Consignee,Address,City,State,ZIP,Country,Order number,Description,HTS,Origin,Quantity,Value,Currency\n{row}\n"))
        .unwrap();
    run(&["sample", "--desk", &desk, "--out", &text(folder.path())]);
    run(&["import", "--desk", &desk, &text(&sheet), "--client", "Nordlicht Keramik GmbH", "--arrival", "2018-05-06"]);
    let list = run(&["retention", "--desk", &desk]);
    assert!(said(&list).contains("One record is past the day until which it must be kept; it may go."), "{}", said(&list));
    let shown = String::from_utf8_lossy(&list.stdout).into_owned();
    assert!(shown.contains("2023-05-06") && shown.contains("import:1") && shown.contains("may go"), "{shown}");
    let without = run(&["hold", "--desk", &desk, "--on", "import:1"]);
    assert_eq!((without.status.code(), said(&without)), (Some(2), "entrydesk-cli: give the reason: --reason WORDS\n".to_owned()));
    assert_eq!(run(&["hold", "--desk", &desk, "--on", "import:1", "--reason", "CBP audit 24-117"]).status.code(), Some(0));
    let held = run(&["purge", "--desk", &desk, "--client", "Nordlicht Keramik GmbH", "import:1"]);
    assert_eq!(held.status.code(), Some(2));
    assert!(said(&held).starts_with("entrydesk-cli: File old.csv with 1 shipment is not purged. Held since "), "{}", said(&held));
    run(&["hold", "--desk", &desk, "--lift", "1", "--reason", "audit closed"]);
    let seen = run(&["purge", "--desk", &desk, "--client", "Nordlicht Keramik GmbH"]);
    assert_eq!((seen.status.code(), said(&seen)), (Some(1), "Nothing was purged. Add --yes to take these records out for good.\n".to_owned()));
    let done = run(&["purge", "--desk", &desk, "--client", "Nordlicht Keramik GmbH", "--yes"]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let written = String::from_utf8_lossy(&done.stdout).into_owned();
    let certificate = written.lines().find(|line| line.ends_with(".json")).unwrap();
    let data: Value = serde_json::from_slice(&std::fs::read(certificate).unwrap()).unwrap();
    assert_eq!(data["records"][0]["subject"], "import:1");
    assert_eq!(run(&["verify", &desk]).status.code(), Some(0));
}
