//! Imports: all or nothing, kept, taken back.

use crate::kit::*;
use customs::{Client, Route};
use desk::{Desk, DeskError, ShipmentQuery};
use std::cell::RefCell;

#[test]
fn a_file_comes_back_byte_for_byte_with_all_it_brought() {
    let office = Office::open();
    let rows = shipments(1200, Route::Section321);
    let seen = RefCell::new(Vec::new());
    let file = import(office.client, &rows);
    let stored = office.desk.store_import(&file, &rows, &[], &rulebook(), &act(), &|n| {
        seen.borrow_mut().push(n);
        false
    });
    let stored = stored.unwrap();
    assert_eq!((stored.import_id, stored.shipments, stored.first_shipment), (1, 1200, 1));
    assert_eq!(*seen.borrow(), [0, 500, 1000, 1200]);
    assert_eq!(office.desk.import_file(1).unwrap(), ("orders.csv".to_string(), file.bytes.to_vec()));
    let row = &office.desk.imports().unwrap()[0];
    assert_eq!((row.client.as_str(), row.size, row.shipments, row.who.as_str()), ("Wren & Thistle", file.bytes.len() as u64, 1200, "MO"));
    assert_eq!(office.desk.import_by_hash(office.client, &row.sha256).unwrap().as_ref(), Some(row));
    assert_eq!(office.desk.remembered_mapping(office.client, "name|email|total").unwrap().as_deref(), Some(r#"{"bill":"Name"}"#));
    assert_eq!(office.desk.remembered_mapping(office.client, "other").unwrap(), None);
    for n in [0, 1, 2, 1199] {
        let kept = office.desk.shipment(i64::try_from(n).unwrap() + 1).unwrap();
        assert_eq!((kept.shipment, kept.decision), (rows[n].shipment.clone(), rows[n].decision.clone()));
        assert_eq!((kept.source_rows, kept.port.as_str(), kept.rulebook), (rows[n].source_rows.clone(), "2704", Some(rulebook())));
    }
    let clients = office.desk.clients().unwrap();
    assert_eq!((clients[0].shipments, clients[0].last_import), (1200, Some(act().at)));
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn stopped_half_way_nothing_was_stored() {
    let office = Office::open();
    let rows = shipments(2000, Route::Section321);
    let before = (office.desk.counts().unwrap(), office.desk.journal_head().unwrap());
    let stopped = office.desk.store_import(&import(office.client, &rows), &rows, &[], &rulebook(), &act(), &|n| n >= 1000);
    assert!(matches!(stopped, Err(DeskError::Cancelled)));
    assert_eq!((office.desk.counts().unwrap(), office.desk.journal_head().unwrap()), before);
    assert_eq!(office.desk.shipment_ids(&ShipmentQuery { text: "cotton".into(), ..Default::default() }).unwrap(), [0i64; 0]);
    // The same file can be stored afterwards, and holds.
    office.store(&rows);
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn reading_goes_on_while_an_import_is_written() {
    let office = Office::open();
    office.store(&shipments(10, Route::Section321));
    let more: Vec<_> = (10..1500).map(|n| new_shipment(n, Route::Section321)).collect();
    let seen = RefCell::new(Vec::new());
    let read = |_| {
        seen.borrow_mut().push(office.desk.shipment_ids(&ShipmentQuery::default()).unwrap().len());
        false
    };
    office.desk.store_import(&import(office.client, &more), &more, &[], &rulebook(), &act(), &read).unwrap();
    assert!(seen.borrow().iter().all(|n| *n == 10), "half of an import is never seen: {seen:?}");
    assert_eq!(office.desk.shipment_ids(&ShipmentQuery::default()).unwrap().len(), 1500);
}

#[test]
fn what_the_client_sent_before_is_refused_by_name() {
    let office = Office::open();
    office.store(&shipments(3, Route::Section321));
    let said = refusal(office.try_store(&shipments(3, Route::Section321)));
    assert_eq!(said, "orders.csv is on the desk already: Wren & Thistle sent these very bytes before (import 1, 2024-06-03). Take that import back first.");
    let said = refusal(office.try_store(&[new_shipment(2, Route::Informal), new_shipment(7, Route::Informal)]));
    assert_eq!(said, "Wren & Thistle already has this house bill on the desk: WT-000002. Leave them out, or take the earlier import back first.");
    assert_eq!(office.desk.known_bills(office.client, &["WT-000002", "WT-000007"]).unwrap(), ["WT-000002"]);
    // Another client may use the same numbers.
    let other = office.desk.save_client(&Client { name: "Juniper Supply".into(), ..Client::default() }, &act()).unwrap();
    let rows = shipments(3, Route::Section321);
    office.desk.store_import(&import(other, &rows), &rows, &[], &rulebook(), &act(), &|_| false).unwrap();
    assert_eq!(office.desk.shipment_by_bill(other, "WT-000001").unwrap().map(|s| s.row.client), Some("Juniper Supply".into()));
}

#[test]
fn a_house_bill_twice_or_missing_is_refused() {
    let office = Office::open();
    let said = refusal(office.try_store(&[new_shipment(1, Route::Informal), new_shipment(1, Route::Informal)]));
    assert_eq!(said, "orders.csv has the same house bill on more than one shipment: WT-000001. Each shipment needs its own.");
    let mut blank = new_shipment(1, Route::Informal);
    blank.shipment.id = " ".into();
    assert_eq!(refusal(office.try_store(&[blank])), "orders.csv: a shipment has no house bill (row 3). Map a column to it, or fill it in.");
    assert_eq!(refusal(office.try_store(&[])), "orders.csv has no shipments to store.");
    let many: Vec<_> = (0..9).flat_map(|n| [new_shipment(n, Route::Informal), new_shipment(n, Route::Informal)]).collect();
    assert!(refusal(office.try_store(&many)).contains("WT-000004 and 4 more."));
    assert_eq!(office.desk.counts().unwrap().imports, 0);
}

#[test]
fn an_import_taken_back_leaves_the_desk_and_stays_on_record() {
    let office = Office::open();
    office.store(&shipments(20, Route::Section321));
    office.desk.undo_import(1, &act()).unwrap();
    let counts = office.desk.counts().unwrap();
    assert_eq!((counts.shipments, counts.decisions, counts.imports), (0, 20, 1));
    assert!(office.desk.imports().unwrap()[0].undone);
    assert_eq!(office.desk.related(&[("person 3".into(), day("2024-06-06"))], &["order 1".into()]).unwrap(), []);
    assert_eq!(office.desk.shipment_ids(&ShipmentQuery { text: "WT-000003".into(), ..Default::default() }).unwrap(), [0i64; 0]);
    assert_eq!(office.desk.remembered_mapping(office.client, "name|email|total").unwrap(), None);
    assert_eq!(office.desk.journal(Some("shipment:3"), None, 10).unwrap()[0].kind, "import-stored");
    assert_eq!(refusal(office.desk.undo_import(1, &act())), "Import number 1 was taken back already.");
    // The same file can come again; its shipments get new numbers.
    assert_eq!(office.store(&shipments(20, Route::Section321)).first_shipment, 21);
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn with_a_shipment_on_an_entry_an_import_stays() {
    let office = Office::open();
    office.store(&shipments(2, Route::Informal));
    let draft = desk::NewEntry { client_id: office.client, shipment_ids: vec![2] };
    office.desk.create_entries(&[draft], &act(), &mut |_, number| Ok(summary(number, "WT-000001"))).unwrap();
    let said = refusal(office.desk.undo_import(1, &act()));
    assert!(said.starts_with("This import cannot be taken back: its shipment WT-000001 is on entry 916-0000001-"), "{said}");
    assert_eq!(refusal(office.desk.undo_import(9, &act())), "There is no import number 9 on this desk.");
}

#[test]
fn clients_have_names_of_their_own() {
    let office = Office::open();
    let named = |name: &str| office.desk.save_client(&Client { name: name.into(), ..Client::default() }, &act());
    assert_eq!(refusal(named("  ")), "A client needs a name.");
    assert_eq!(refusal(named("wren & thistle")), "There is already a client named wren & thistle. Open that one, or choose another name.");
    let mut client = office.desk.client(office.client).unwrap();
    let head = office.desk.journal_head().unwrap();
    office.desk.save_client(&client, &act()).unwrap();
    assert_eq!(office.desk.journal_head().unwrap(), head, "nothing changed, nothing recorded");
    client.notes = "Calls on Mondays".into();
    office.desk.save_client(&client, &act()).unwrap();
    let event = &office.desk.journal(Some("client:1"), None, 1).unwrap()[0];
    assert_eq!(event.kind, "client-saved");
    assert!(event.body.contains(r#""notes":"Calls on Mondays""#) && event.body.contains(r#""before":{"#));
    assert_eq!(refusal(office.desk.client(77)), "There is no client number 77 on this desk.");
}

#[test]
fn settings_and_reference_files_are_kept_on_record() {
    let office = Office::open();
    let desk = &office.desk;
    assert_eq!(desk.setting("user").unwrap(), None);
    desk.set_setting("user", "MO", &act()).unwrap();
    desk.set_setting("user", "MO", &act()).unwrap();
    desk.set_setting("user", "JT", &act()).unwrap();
    assert_eq!(desk.setting("user").unwrap().as_deref(), Some("JT"));
    let events = desk.journal(Some("setting:user"), None, 9).unwrap();
    assert_eq!(events.iter().map(|e| e.body.as_str()).collect::<Vec<_>>(), [r#"{"after":"JT","before":"MO"}"#, r#"{"after":"MO","before":null}"#]);
    for name in ["hts 2026.csv", "the same again.csv"] {
        desk.keep_reference_file("hts-edition", name, b"number,rate", &act()).unwrap();
    }
    assert_eq!(desk.reference_files("hts-edition").unwrap(), [("hts 2026.csv".to_string(), b"number,rate".to_vec())]);
    assert_eq!(desk.reference_files("other").unwrap(), []);
    assert_eq!(desk.verify().unwrap().broken, None);
}

#[test]
fn ten_thousand_shipments_stay_whole_over_a_restart() {
    let office = Office::open();
    let rows = shipments(10_000, Route::Section321);
    office.store(&rows);
    let head = office.desk.journal_head().unwrap();
    let (file, _folder) = office.close();
    let desk = Desk::open(&file, &act()).unwrap();
    assert_eq!(desk.journal_head().unwrap(), head);
    let verdict = desk.verify().unwrap();
    assert_eq!((verdict.broken, verdict.head), (None, head.1));
    assert!(verdict.rows >= 20_000);
    let ids = desk.shipment_ids(&ShipmentQuery::default()).unwrap();
    let window = desk.shipment_rows(&ids[5000..5050]).unwrap();
    assert_eq!(window.first().map(|r| (r.bill.as_str(), r.value_usd.as_deref())), Some(("WT-005000", Some("25.00"))));
}
