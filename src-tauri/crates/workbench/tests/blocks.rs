//! CBP Form 7501 block by block, both editions: how the desk fills each, or why it stays empty, and by which source.

#[path = "bench/mod.rs"]
mod bench;

use bench::Bench;
use chrono::{DateTime, NaiveDate, Utc};
use customs::{Decimal, EntrySummary};
use paperwork::{Document, Edition, Stamp, Word, form_7501_edition};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// How a block is filled.
#[derive(Clone, Copy, Debug, PartialEq)]
enum How {
    /// By the desk: from the file, the client, the firm, the tariff.
    Desk,
    /// By a person: no merchant's file says it.
    Hand,
    /// Left for CBP's officer or for a pen.
    Paper,
}
use How::{Desk, Hand, Paper};

/// How sure the source is: the text itself, an account of it, or memory of the form.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sure {
    Primary,
    Secondary,
    Unverified,
}
use Sure::{Primary, Secondary, Unverified};

/// New number, old number, label, how it is filled, how sure, what it says on the sample entry (several words apart by `|`).
type Block = (&'static str, &'static str, &'static str, How, Sure, &'static str);

const INSTRUCTIONS: &str = "blocks 1 to 3 by the printed instructions; the rest by accounts of them and of filed forms";

const BLOCKS: &[Block] = &[
    ("1", "1", "Filer Code/Entry Number", Desk, Primary, "9HB-1000001-8"),
    ("2", "2", "Entry Type", Desk, Primary, "01"),
    ("3", "3", "Summary Date", Desk, Primary, "11/23/2026"),
    ("4", "4", "Surety Number", Desk, Unverified, "036"),
    ("5", "5", "Bond Type", Desk, Unverified, "8"),
    ("6", "6", "Port Code", Desk, Unverified, "4701"),
    ("7", "7", "Entry Date", Desk, Unverified, "11/20/2026"),
    ("8", "8", "Importing Carrier", Desk, Unverified, "MAEU"),
    ("9", "9", "Mode of Transport", Desk, Unverified, "11"),
    ("10", "10", "Country of Origin", Desk, Secondary, "MULTI"),
    ("11", "11", "Import Date", Desk, Unverified, "11/20/2026"),
    ("12", "12", "B/L or AWB Number", Desk, Unverified, "MAEU221004400,|NK20601,|NK20602"),
    ("13", "13", "Manufacturer ID", Desk, Primary, "MULTI"),
    ("14", "14", "Exporting Country", Desk, Unverified, "DE"),
    ("15", "15", "Export Date", Hand, Unverified, "11/02/2026"),
    ("16", "16", "I.T. Number", Hand, Unverified, "123456782"),
    ("17", "17", "I.T. Date", Hand, Unverified, "11/21/2026"),
    ("18", "18", "Missing Docs", Hand, Unverified, "01|10"),
    ("19", "19", "Foreign Port of Lading", Hand, Unverified, "42870"),
    ("20", "20", "U.S. Port of Unlading", Desk, Unverified, "4701"),
    ("21", "", "Country of Melt and Pour", Hand, Secondary, "TR"),
    ("22", "", "Primary Country of Smelt", Hand, Secondary, "CA"),
    ("23", "", "Secondary Country of Smelt", Hand, Secondary, "N/A"),
    ("24", "", "Country of Cast", Hand, Secondary, "NO"),
    ("25", "21", "Location of Goods/G.O. Number", Hand, Unverified, "E372"),
    ("26", "22", "Consignee Number", Hand, Unverified, "12-345678900"),
    ("27", "23", "Importer Number", Desk, Unverified, "98-765432100"),
    ("28", "24", "Reference Number", Hand, Unverified, "11-223344500"),
    ("29", "25", "Ultimate Consignee Name", Desk, Unverified, "Ann|Example|Oak|Springfield|IL|62704"),
    ("30", "26", "Importer of Record Name", Desk, Unverified, "Nordlicht|Hamburg,|Germany"),
    ("31", "27", "Line No.", Desk, Unverified, "001|ODE|002|OTR"),
    ("32", "28", "Description of Merchandise", Desk, Unverified, "kettle|t-shirts"),
    ("33", "29", "A. HTSUS No. B. AD/CVD No.", Desk, Primary, "8516.79.0000|6109.10.0012"),
    ("34", "30", "A. Gross Weight B. Manifest Qty.", Desk, Unverified, "90|KG|2|PKG"),
    ("35", "31", "Net Quantity in HTSUS Units", Desk, Unverified, "60|NO|50|DOZ|75|KG"),
    ("36", "32", "A. Entered Value B. CHGS C. Relationship", Desk, Unverified, "9,981|3,333|NOT|RELATED"),
    ("37", "33", "A. HTSUS Rate", Desk, Unverified, "2.7%|16.5%|.3464%|.125%"),
    ("38", "34", "Duty and I.R. Tax", Desk, Unverified, "269|49|549|95"),
    ("39", "35", "Total Entered Value", Desk, Secondary, "13,314"),
    ("40", "36", "Declaration of Importer of Record", Desk, Secondary, "X"),
    ("41", "37", "Duty", Desk, Unverified, "*duty"),
    ("42", "38", "Tax", Desk, Unverified, "0.00"),
    ("43", "39", "Other", Desk, Secondary, "62.76"),
    ("44", "40", "Total", Desk, Secondary, "*total"),
    ("45", "41", "Declarant Name", Desk, Unverified, "*declarant"),
    ("46", "42", "Broker/Filer Information", Desk, Unverified, "*broker"),
    ("47", "43", "Broker/Importer File Number", Desk, Unverified, "*file_number"),
    ("A", "A", "LIQ. Code", Paper, Unverified, ""),
    ("B", "B", "Ascertained Duty", Paper, Unverified, ""),
    ("C", "C", "Ascertained Tax", Paper, Unverified, ""),
    ("D", "D", "Ascertained Other", Paper, Unverified, ""),
    ("E", "E", "Ascertained Total", Paper, Unverified, ""),
];

/// A formal entry by vessel of two lines from two countries and makers, as the desk makes it.
fn made(bench: &Bench) -> Value {
    bench.call("sample_client", json!({}));
    let client = bench.client("Nordlicht");
    let clients = bench.call("clients", json!({}));
    let mut with_bond = clients.as_array().unwrap().iter().find(|c| c["client"]["id"] == client).unwrap()["client"].clone();
    with_bond["bond"] = json!({ "continuous": true, "number": "25C000123", "surety": "036", "amount": "50000", "from": "2025-01-01" });
    bench.call("client_save", json!({ "client": with_bond }));
    let csv = "House bill,Consignee,Address,City,State,ZIP,Country,Shipper,Shipper address,Shipper city,Shipper country,Description,HTS,Origin,Quantity,Value,Currency,Weight (kg)\n\
        NK20601,Ann Example,12 Oak Street,Springfield,IL,62704,US,Werk Nord GmbH,Hafenstr 12,Hamburg,DE,stainless steel electric kettle,8516.79.0000,DE,60,9981.00,USD,90\n\
        NK20602,Ann Example,12 Oak Street,Springfield,IL,62704,US,Ege Tekstil AS,Liman 7,Izmir,TR,cotton t-shirts for men,6109.10.0012,TR,600,3333.00,USD,75\n";
    let ticket = bench.bench.offer("n.csv", csv.as_bytes().to_vec());
    bench.run("intake_store", json!({ "ticket": ticket.ticket, "client_id": client, "arrival": "2026-11-20", "mode": "ocean", "country_of_shipment": "DE" }));
    let options = json!({ "shipment_ids": bench.ids(""), "grouping": "recipient", "carrier": "MAEU", "master_bill": "MAEU221004400", "packages_per_bill": 2, "related": false });
    let numbers = bench.run("entries_make", options)["made"].clone();
    bench.call("entry", json!({ "number": numbers[0]["number"] }))
}

/// The same with every block filled that a person fills.
fn filled(bench: &Bench, entry: &Value) -> Value {
    let mut blocks = entry["summary"].clone();
    for (field, typed) in [
        ("export_date", "2026-11-02"),
        ("it_number", "123456782"),
        ("it_date", "2026-11-21"),
        ("missing_documents", "01 10"),
        ("foreign_port", "42870"),
        ("melt_and_pour", "TR"),
        ("primary_smelt", "CA"),
        ("secondary_smelt", "N/A"),
        ("country_of_cast", "NO"),
        ("location", "E372"),
        ("consignee_number", "12-3456789"),
        ("reference_number", "11-2233445"),
    ] {
        blocks[field] = json!(typed);
    }
    bench.call("entry_save", blocks)
}

fn printed(entry: &Value, edition: Edition) -> (EntrySummary, Document) {
    let summary: EntrySummary = serde_json::from_value(entry["summary"].clone()).unwrap();
    let stamp = Stamp {
        law_verified_through: NaiveDate::default(),
        rulebook_version: "test".into(),
        journal_head: "0".repeat(64),
        prepared_at: DateTime::<Utc>::UNIX_EPOCH,
    };
    let document = form_7501_edition(edition, &summary, &stamp);
    assert_eq!(document.issues, Vec::<String>::new());
    (summary, document)
}

fn points(length: impl ToString) -> Decimal {
    length.to_string().parse().unwrap()
}

/// Whether a word stands under the head of a block: to its right, and below it no further than a box (or the table) is high.
fn under(word: &Word, head: &Word, table: bool) -> bool {
    let (right, down) = (points(word.x) - points(head.x), points(word.y) - points(head.y));
    let (wide, high) = if table { (300, 260) } else { (280, 62) };
    word.page == 1 && right >= Decimal::from(-12) && right < wide.into() && down >= Decimal::ZERO && down < high.into()
}

fn expected(block: &Block, summary: &EntrySummary) -> Vec<String> {
    let own = match block.5.strip_prefix('*') {
        None => return block.5.split('|').map(str::to_owned).collect(),
        Some("duty") => customs::money::plain(summary.duty),
        Some("total") => customs::money::plain(summary.total),
        Some("declarant") => summary.declarant.clone(),
        Some("broker") => summary.broker.name.clone(),
        Some("file_number") => summary.file_number.clone(),
        Some(other) => panic!("{other}"),
    };
    own.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn every_block_of_both_editions_is_in_the_table_once() {
    let numbers = |of: fn(&Block) -> &'static str| BLOCKS.iter().map(of).filter_map(|n| n.parse::<u32>().ok()).collect::<Vec<_>>();
    assert_eq!(numbers(|b| b.0), (1..=47).collect::<Vec<_>>());
    assert_eq!(numbers(|b| b.1), (1..=43).collect::<Vec<_>>());
    // What the window says about the form's sources is what the table says.
    let unverified = BLOCKS.iter().filter(|b| b.4 == Unverified).count();
    println!("{INSTRUCTIONS}: {unverified} of {} blocks rest on memory of the form", BLOCKS.len());
    let said = paperwork::PaperKind::EntrySummary.unverified().unwrap();
    assert_eq!(said, "The order of the blocks follows the published form; contents of blocks 4 to 47 rest on accounts of the instructions.");
    assert!(BLOCKS.iter().take(3).all(|b| b.4 == Primary));
}

#[test]
fn every_block_is_filled_by_the_desk_or_by_hand_and_says_so_under_its_head() {
    let bench = Bench::new();
    let fresh = made(&bench);
    let full = filled(&bench, &fresh);
    assert_eq!(full["lacks"], json!([]), "nothing is lacking once the blocks are filled");
    for (edition, number_of) in [(Edition::February2026, (|b: &Block| b.0) as fn(&Block) -> &'static str), (Edition::May2022, |b| b.1)] {
        let ((summary, form), (_, before)) = (printed(&full, edition), printed(&fresh, edition));
        let (words, words_before) = (form.text(), before.text());
        let heads: BTreeSet<String> = BLOCKS.iter().map(|b| format!("{}.", number_of(b))).collect();
        for block in BLOCKS.iter().filter(|b| !number_of(b).is_empty()) {
            let head = format!("{}.", number_of(block));
            let at = words.iter().find(|w| w.text == head && points(w.size) <= 7.into()).unwrap_or_else(|| panic!("no head {head}"));
            let table = (31..=38).contains(&block.0.parse::<u32>().unwrap_or(0));
            let here = |words: &[Word], text: &str| words.iter().any(|w| w.text == text && !heads.contains(&w.text) && under(w, at, table));
            for text in expected(block, &summary).iter().filter(|_| block.3 != Paper) {
                assert!(here(&words, text), "{edition:?}, block {head} {}: `{text}` does not stand under its head", block.2);
                if block.3 == Hand {
                    assert!(!here(&words_before, text), "{edition:?}, block {head} {}: `{text}` is there before anybody typed it", block.2);
                }
            }
        }
        // The line that block 10's MULTI sends to the lines, and the makers that block 13 sends there.
        let all: Vec<&str> = words.iter().map(|w| w.text.as_str()).collect();
        for maker in ["DEWERNOR12HAM", "TREGETEK7IZM"] {
            assert!(all.windows(2).any(|w| w == ["MID", maker]), "{maker}");
        }
    }
}

#[test]
fn what_a_person_must_fill_is_asked_for_by_number_where_the_form_cannot_do_without() {
    let bench = Bench::new();
    let fresh = made(&bench);
    let asked: Vec<(&str, &str)> = fresh["lacks"].as_array().unwrap().iter().map(|l| (l["block"].as_str().unwrap(), l["field"].as_str().unwrap())).collect();
    // Of the blocks filled by hand, a formal entry by vessel cannot do without the port of lading; the others are for who needs them.
    assert_eq!(asked, [("19", "foreign_port")]);
    let optional: Vec<&str> = BLOCKS.iter().filter(|b| b.3 == Hand && b.0 != "19").map(|b| b.0).collect();
    assert_eq!(optional, ["15", "16", "17", "18", "21", "22", "23", "24", "25", "26", "28"]);
}
