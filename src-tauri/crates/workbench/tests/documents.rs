//! Documents and retention through the command table.

mod bench;

use bench::Bench;
use serde_json::{Value, json};
use workbench::ApiError;

fn with_client() -> Bench {
    let desk = Bench::new();
    desk.call("client_save", json!({ "client": { "id": 0, "name": "Nordlicht" } }));
    desk
}

impl Bench {
    fn attach(&self, name: &str, bytes: &[u8]) -> Result<Value, ApiError> {
        self.try_call("document_attach", json!({ "subject": "client:1", "ticket": self.offer(name, bytes) }))
    }
}

#[test]
fn a_document_is_attached_as_what_its_name_suggests_and_can_be_told_better() {
    let desk = with_client();
    let view = desk.attach("Rechnung 2041.pdf", b"%PDF an invoice").unwrap();
    assert_eq!(view["documents"][0]["kind"], "invoice");
    assert_eq!(view["documents"][0]["who"], "DH");
    assert_eq!(view["limit"], "Any kind of file, 50 MB at most.");
    let view = desk.call("document_kind", json!({ "id": 1, "kind": "value-basis" }));
    assert_eq!(view["documents"][0]["kind"], "value-basis");
    assert!(view["kinds"].as_array().unwrap().iter().any(|k| k["kind"] == "cbp28" && k["title"] == "CBP Form 28, request for information"));
}

#[test]
fn an_opened_document_is_the_file_that_came_and_twice_is_once() {
    let desk = with_client();
    desk.attach("poa.pdf", b"%PDF a power").unwrap();
    let first = desk.call("document_open", json!({ "id": 1 }));
    let path = first["path"].as_str().unwrap();
    assert!(path.ends_with("poa.pdf"));
    assert_eq!(std::fs::read(path).unwrap(), b"%PDF a power");
    assert_eq!(desk.call("document_open", json!({ "id": 1 })), first);
    std::fs::write(path, b"changed by somebody").unwrap();
    let second = desk.call("document_open", json!({ "id": 1 }));
    assert_eq!(std::fs::read(second["path"].as_str().unwrap()).unwrap(), b"%PDF a power", "what is opened is what the desk holds");
    assert_eq!(std::fs::read(path).unwrap(), b"changed by somebody", "and nobody's work is written over");
}

#[test]
fn a_detached_document_moves_to_the_other_list() {
    let desk = with_client();
    desk.attach("scan.pdf", b"scan").unwrap();
    let view = desk.call("document_detach", json!({ "id": 1, "note": "wrong client" }));
    assert_eq!((view["documents"].as_array().unwrap().len(), view["detached"][0]["name"].as_str()), (0, Some("scan.pdf")));
    assert_eq!(desk.refused("document_open", json!({ "id": 7 })), "There is no document number 7 on this desk.");
    assert_eq!(desk.call("journal_verify", json!({}))["sound"], true);
}

#[test]
fn every_record_knows_its_rule_and_its_day() {
    let desk = with_client();
    let power = json!({ "signer": "Greta Sample", "signed": "2015-01-02", "revoked": "2019-06-30", "partnership": false });
    let client =
        json!({ "id": 0, "name": "Suedwind", "default_country_of_shipment": "DE", "default_mode": "air", "default_port": "4701", "power_of_attorney": power });
    let id = desk.call("client_save", json!({ "client": client }))["id"].as_i64().unwrap();
    for (name, arrival) in [("old.csv", "2018-06-03"), ("new.csv", "2024-06-03")] {
        let csv = format!(
            "House bill,Consignee,Address,City,State,ZIP,Country,Description,HTS,Origin,Quantity,Value,Currency\nB-{arrival},Ann Example,1 Oak Street,Springfield,IL,62704,US,steel kettle,8516.79.0000,DE,1,25.00,USD\n"
        );
        desk.run("intake_store", json!({ "ticket": desk.offer(name, csv), "client_id": id, "arrival": arrival }));
    }
    let view = desk.call("retention", json!({}));
    let told: Vec<(String, Option<&str>, bool)> = view["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["what"].as_str().unwrap().to_owned(), row["until"].as_str(), row["due"].as_bool().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ("File old.csv with 1 shipment".to_owned(), Some("2023-06-03"), true),
            ("Power of attorney".to_owned(), Some("2024-06-30"), true),
            ("File new.csv with 1 shipment".to_owned(), Some("2029-06-03"), false),
        ]
    );
    assert_eq!(view["sentence"], "2 records are past the day until which they must be kept; 1 of them may go.");
    assert_eq!(view["rows"][2]["client_until"], "2026-06-03", "the client's own two years are information, not the rule");
    assert!(view["rows"][0]["citations"].to_string().contains("111.23"), "{}", view["rows"][0]);
}
