//! What the desk knows beside shipments, without a window: rates of exchange and product lists, put in and listed.

mod program;

use program::{CLIENT, json_of, printed, run, said, text};

/// A desk with the sample client, in a folder of its own.
fn desk() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let desk = text(&folder.path().join("d.entrydesk"));
    assert!(run(&["sample", "--desk", &desk, "--out", &text(&folder.path().join("files"))]).status.success());
    (folder, desk)
}

#[test]
fn a_table_of_rates_is_put_in_and_listed() {
    let (folder, desk) = desk();
    let before = json_of(&run(&["rates", "list", "--desk", &desk, "--json"])).as_array().unwrap().len();
    let table = folder.path().join("rates.csv");
    std::fs::write(&table, "Currency,Rate,First day,Last day\nSEK,0.0951,2026-10-01,2026-12-31\nNOK,0.0912,2026-10-01,2026-12-31\n").unwrap();
    let done = run(&["rates", "import", "--desk", &desk, &text(&table), "--source", "CBP bulletin of 1 October 2026"]);
    assert_eq!((done.status.code(), printed(&done).as_str()), (Some(0), "2 rates read, 2 of them new.\n"), "{}", said(&done));
    let again = run(&["rates", "import", "--desk", &desk, &text(&table), "--source", "CBP bulletin of 1 October 2026"]);
    assert_eq!(printed(&again), "2 rates read, 0 of them new.\n", "{}", said(&again));
    let list = json_of(&run(&["rates", "list", "--desk", &desk, "--json"]));
    assert_eq!(list.as_array().unwrap().len(), before + 2);
    let krona = list.as_array().unwrap().iter().map(|r| &r["rate"]).find(|r| r["currency"] == "SEK").expect("the rate that was put in");
    assert_eq!((krona["usd_per_unit"].as_str(), krona["kind"].as_str(), krona["to"].as_str()), (Some("0.0951"), Some("quarterly"), Some("2026-12-31")));
    assert_eq!(krona["source"], "CBP bulletin of 1 October 2026 (rates.csv, row 2)");
    let shown = printed(&run(&["rates", "list", "--desk", &desk]));
    assert!(shown.lines().any(|l| l.starts_with("SEK") && l.contains("0.0951") && l.contains("quarterly")), "{shown}");
}

#[test]
fn a_table_with_one_bad_rate_is_refused_whole_by_its_cell() {
    let (folder, desk) = desk();
    let count = || json_of(&run(&["rates", "list", "--desk", &desk, "--json"])).as_array().unwrap().len();
    let before = count();
    let table = folder.path().join("rates.csv");
    std::fs::write(
        &table,
        "Currency,Rate,First day,Last day\nSEK,0.0951,2026-10-01,2026-12-31\nThaler,1.2,2026-10-01,2026-12-31\nNOK,dear,2026-10-01,2026-12-31\n",
    )
    .unwrap();
    let refused = run(&["rates", "import", "--desk", &desk, &text(&table)]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(
        said(&refused),
        "entrydesk-cli: rates.csv, A3: “Thaler” is no currency that is known; write its code, like EUR. There are 1 more. Nothing was put in.\n"
    );
    assert_eq!(count(), before);
    let words = folder.path().join("letter.txt");
    std::fs::write(&words, "Dear broker,\nthe rates follow.\n").unwrap();
    let refused = run(&["rates", "import", "--desk", &desk, &text(&words)]);
    assert_eq!(
        (refused.status.code(), said(&refused).as_str()),
        (Some(2), "entrydesk-cli: letter.txt: no row names currencies and their rates. Give the table a header row with these words, and load it again.\n")
    );
    let inverse = folder.path().join("inverse.csv");
    std::fs::write(&inverse, "Currency,Units per USD,First day,Last day\nSEK,10.51,2026-10-01,2026-12-31\n").unwrap();
    let refused = run(&["rates", "import", "--desk", &desk, &text(&inverse)]);
    assert_eq!(refused.status.code(), Some(2), "a rate is not worked out backwards: {}", printed(&refused));
}

#[test]
fn a_sheet_of_products_is_put_in_and_listed() {
    let (folder, desk) = desk();
    let sheet = folder.path().join("goods.csv");
    std::fs::write(
        &sheet,
        "SKU;Bezeichnung;Zolltarifnummer;Ursprungsland;Stückpreis\nMUG-1;stoneware mug;6912004810;Portugal;18,50 €\nTEA-2;green tea;902101015;CN;\n",
    )
    .unwrap();
    let listed = || json_of(&run(&["products", "list", "--desk", &desk, "--client", CLIENT, "--json"])).as_array().unwrap().len();
    let before = listed();
    let done = run(&["products", "import", "--desk", &desk, "--client", CLIENT, &text(&sheet)]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    assert_eq!(printed(&done), format!("2 products new or changed; the list of {CLIENT} has {}.\n", before + 2));
    let list = json_of(&run(&["products", "list", "--desk", &desk, "--client", CLIENT, "--json"]));
    let of = |sku: &str| list.as_array().unwrap().iter().map(|r| r["product"].clone()).find(|p| p["sku"] == sku).unwrap();
    assert_eq!(
        (of("MUG-1")["unit_value"].as_str(), of("MUG-1")["currency"].as_str(), of("MUG-1")["origin"].as_str()),
        (Some("18.50"), Some("EUR"), Some("PT"))
    );
    assert_eq!(of("TEA-2")["hts"], "0902101015", "the zero that a number lost is put back");
    assert!(of("TEA-2")["source"].as_str().unwrap().starts_with("goods.csv, row 3, imported "));
    let again = run(&["products", "import", "--desk", &desk, "--client", CLIENT, &text(&sheet)]);
    assert!(printed(&again).starts_with("0 products new or changed;"), "{}", printed(&again));
    let shown = printed(&run(&["products", "list", "--desk", &desk, "--client", CLIENT]));
    assert!(shown.starts_with("Stock number") && shown.contains("stoneware mug"), "{shown}");
}

#[test]
fn a_sheet_of_products_is_refused_whole_by_its_cell_and_a_client_by_name() {
    let (folder, desk) = desk();
    let sheet = folder.path().join("goods.csv");
    std::fs::write(&sheet, "SKU,HTS,Origin\nMUG-1,6912004810,PT\nTEA-2,12,CN\n").unwrap();
    let refused = run(&["products", "import", "--desk", &desk, "--client", CLIENT, &text(&sheet)]);
    assert_eq!(
        (refused.status.code(), said(&refused).as_str()),
        (Some(2), "entrydesk-cli: goods.csv, B3: “12” is too short to say what the goods are; write eight or ten digits. Nothing was put in.\n")
    );
    let nobody = run(&["products", "list", "--desk", &desk, "--client", "Nobody"]);
    assert!(nobody.status.code() == Some(2) && said(&nobody).contains(CLIENT), "the clients there are are named: {}", said(&nobody));
    let nowhere = run(&["products", "import", "--desk", &desk, "--client", CLIENT, "nowhere.csv"]);
    assert!(nowhere.status.code() == Some(2) && said(&nowhere).contains("nowhere.csv"), "{}", said(&nowhere));
}

#[test]
fn a_file_says_what_it_is_by_what_stands_between_its_cells() {
    let folder = tempfile::tempdir().unwrap();
    for (name, between, format) in
        [("pasted from a spreadsheet.tsv", "\t", "tsv"), ("orders.txt", "\t", "tsv"), ("orders.csv", ",", "csv"), ("batch.ssv", ";", "csv")]
    {
        let file = folder.path().join(name);
        let rows = [["HAWB", "Consignee", "Description", "Value"], ["A1", "Ada Quill", "wool hat", "$14.00"]];
        std::fs::write(&file, rows.map(|r| r.join(between)).join("\n")).unwrap();
        let source = json_of(&run(&["read", &text(&file), "--json"]))["source"].clone();
        assert_eq!((source["format"].as_str(), source["delimiter"].as_str()), (Some(format), Some(between)), "{name}");
    }
}

#[test]
fn a_table_that_is_exported_runs_nothing() {
    let (folder, desk) = desk();
    let sheet = folder.path().join("orders.csv");
    std::fs::write(&sheet, "House bill,Consignee,Address,City,State,ZIP,Country,Description,HTS,Origin,Quantity,Value,Currency\n=1+1,@SUM(A1),+1 Oak St,Akron,OH,44301,US,=cmd|' /C calc'!A0,8516.79.0000,DE,1,95.00,USD\n").unwrap();
    run(&["import", "--desk", &desk, &text(&sheet), "--client", CLIENT, "--arrival", "2026-11-20"]);
    let out = folder.path().join("table.csv");
    let done = run(&["export", "--desk", &desk, "--rows", "goods", "--columns", "bill,consignee,line_description", "--out", &text(&out)]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let table = std::fs::read_to_string(&out).unwrap();
    assert!(table.ends_with("'=1+1,'@SUM(A1),'=cmd|' /C calc'!A0\r\n"), "{table}");
}
