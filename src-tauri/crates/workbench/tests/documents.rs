//! Documents through the command table.

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};
use tempfile::TempDir;
use workbench::{ApiError, Setup, Workbench, table};

struct Bench {
    bench: Workbench,
    _folder: TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now: DateTime<FixedOffset> = "2026-11-23T09:00:00-05:00".parse().unwrap();
        let setup =
            Setup { desk: folder.path().join("d.entrydesk"), output_folder: folder.path().join("out"), clock: Box::new(move || now), user: "DH".into() };
        let bench = Self { bench: Workbench::open(setup).unwrap(), _folder: folder };
        bench.call("client_save", json!({ "client": { "id": 0, "name": "Nordlicht" } })).unwrap();
        bench
    }

    fn call(&self, name: &str, args: Value) -> Result<Value, ApiError> {
        table::call(&self.bench, name, args)
    }

    fn attach(&self, name: &str, bytes: &[u8]) -> Result<Value, ApiError> {
        let ticket = self.bench.offer(name, bytes.to_vec());
        self.call("document_attach", json!({ "subject": "client:1", "ticket": ticket.ticket }))
    }
}

#[test]
fn a_document_is_attached_as_what_its_name_suggests_and_can_be_told_better() {
    let desk = Bench::new();
    let view = desk.attach("Rechnung 2041.pdf", b"%PDF an invoice").unwrap();
    assert_eq!(view["documents"][0]["kind"], "invoice");
    assert_eq!(view["documents"][0]["who"], "DH");
    assert_eq!(view["limit"], "Any kind of file, 50 MB at most.");
    let view = desk.call("document_kind", json!({ "id": 1, "kind": "value-basis" })).unwrap();
    assert_eq!(view["documents"][0]["kind"], "value-basis");
    assert!(view["kinds"].as_array().unwrap().iter().any(|k| k["kind"] == "cbp28" && k["title"] == "CBP Form 28, request for information"));
}

#[test]
fn an_opened_document_is_the_file_that_came_and_twice_is_once() {
    let desk = Bench::new();
    desk.attach("poa.pdf", b"%PDF a power").unwrap();
    let first = desk.call("document_open", json!({ "id": 1 })).unwrap();
    let path = first["path"].as_str().unwrap();
    assert!(path.ends_with("poa.pdf"));
    assert_eq!(std::fs::read(path).unwrap(), b"%PDF a power");
    assert_eq!(desk.call("document_open", json!({ "id": 1 })).unwrap(), first);
    std::fs::write(path, b"changed by somebody").unwrap();
    let second = desk.call("document_open", json!({ "id": 1 })).unwrap();
    assert_eq!(std::fs::read(second["path"].as_str().unwrap()).unwrap(), b"%PDF a power", "what is opened is what the desk holds");
    assert_eq!(std::fs::read(path).unwrap(), b"changed by somebody", "and nobody's work is written over");
}

#[test]
fn a_detached_document_moves_to_the_other_list() {
    let desk = Bench::new();
    desk.attach("scan.pdf", b"scan").unwrap();
    let view = desk.call("document_detach", json!({ "id": 1, "note": "wrong client" })).unwrap();
    assert_eq!((view["documents"].as_array().unwrap().len(), view["detached"][0]["name"].as_str()), (0, Some("scan.pdf")));
    assert_eq!(desk.call("document_open", json!({ "id": 7 })).unwrap_err().message, "There is no document number 7 on this desk.");
    assert_eq!(desk.call("journal_verify", json!({})).unwrap()["sound"], true);
}
