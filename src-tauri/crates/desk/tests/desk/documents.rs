//! Documents: attached, told apart, detached, never lost.

use crate::kit::*;
use customs::{DocumentKind, Route};
use desk::{DeskError, LARGEST_DOCUMENT, NewDocument};

fn attach(office: &Office, subject: &str, kind: DocumentKind, name: &str, bytes: &[u8]) -> Result<i64, DeskError> {
    office.desk.attach(&NewDocument { subject, kind, name, bytes }, &act())
}

#[test]
fn bytes_are_stored_once_and_come_back_whole() {
    let office = Office::open();
    office.store(&shipments(2, Route::Informal));
    let invoice = b"%PDF-1.4 invoice for both".to_vec();
    attach(&office, "shipment:1", DocumentKind::Invoice, "inv.pdf", &invoice).unwrap();
    attach(&office, "shipment:2", DocumentKind::Invoice, "inv again.pdf", &invoice).unwrap();
    let (first, second) = (office.desk.documents("shipment:1").unwrap(), office.desk.documents("shipment:2").unwrap());
    assert_eq!((first[0].name.as_str(), first[0].kind, first[0].detached), ("inv.pdf", DocumentKind::Invoice, false));
    assert_eq!(first[0].sha256, second[0].sha256);
    assert_eq!(office.desk.document(&first[0].sha256).unwrap(), invoice);
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn what_cannot_be_attached_says_why() {
    let office = Office::open();
    let kind = DocumentKind::PowerOfAttorney;
    let poa = b"%PDF-1.4 power of attorney";
    assert_eq!(refusal(attach(&office, "shipment:5", kind, "x.pdf", poa)), "There is no shipment 5 to attach x.pdf to on this desk.");
    assert_eq!(refusal(attach(&office, "moon:5", kind, "x.pdf", poa)), "There is no moon 5 to attach x.pdf to on this desk.");
    assert_eq!(
        refusal(attach(&office, "client:1", kind, "x.pdf", b"")),
        "x.pdf is empty. Open it once to see whether it is the right file, then attach it again."
    );
    assert_eq!(
        refusal(attach(&office, "client:1", kind, "x.tif", &vec![7; LARGEST_DOCUMENT + 1])),
        "x.tif has 51 MB; a document may have 50 MB at most. Scan it at 200 dots an inch, or split it."
    );
    attach(&office, "client:1", kind, "poa.pdf", poa).unwrap();
    assert_eq!(refusal(attach(&office, "client:1", kind, "poa copy.pdf", poa)), "poa copy.pdf is attached here already, as poa.pdf: the same bytes.");
}

#[test]
fn a_detached_document_is_kept_and_its_going_is_on_record() {
    let office = Office::open();
    let id = attach(&office, "client:1", DocumentKind::Other, "scan.pdf", b"a scan").unwrap();
    office.desk.set_document_kind(id, DocumentKind::Correspondence, &act()).unwrap();
    let head = office.desk.journal_head().unwrap();
    office.desk.set_document_kind(id, DocumentKind::Correspondence, &act()).unwrap();
    assert_eq!(office.desk.journal_head().unwrap(), head, "nothing changed, nothing recorded");
    office.desk.detach(id, "belongs to another client", &act()).unwrap();
    let row = &office.desk.documents("client:1").unwrap()[0];
    assert!(row.detached);
    assert_eq!(office.desk.document(&row.sha256).unwrap(), b"a scan");
    assert_eq!(refusal(office.desk.detach(id, "", &act())), "scan.pdf was detached already.");
    assert_eq!(refusal(office.desk.detach(99, "", &act())), "There is no document number 99 on this desk.");
    let events = office.desk.journal(Some(&format!("document:{id}")), None, 9).unwrap();
    assert_eq!(events.iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["document-detached", "document-changed", "document-attached"]);
    assert!(events[0].body.contains(r#""note":"belongs to another client""#), "{}", events[0].body);
    // Attached anew, it is attached anew.
    assert!(attach(&office, "client:1", DocumentKind::Invoice, "scan.pdf", b"a scan").unwrap() > id);
    assert_eq!(office.desk.verify().unwrap().broken, None);
}
