//! Editing, deciding anew, and what belongs together.

use crate::kit::*;
use customs::{Arrival, Client, EntryState, Route};
use desk::{NewEntry, ShipmentQuery};

#[test]
fn candidates_are_found_over_all_clients_by_person_near_and_lot() {
    let office = Office::open();
    office.store(&shipments(300, Route::Section321));
    let other = office.desk.save_client(&Client { name: "Juniper Supply".into(), ..Client::default() }, &act()).unwrap();
    let mut theirs = new_shipment(103, Route::Section321);
    theirs.shipment.id = "JS-1".into();
    office.desk.store_import(&import(other, std::slice::from_ref(&theirs)), &[theirs], &[], &rulebook(), &act(), &|_| false).unwrap();
    let found = |people: &[(&str, &str)], lots: &[&str]| -> Vec<(String, i64)> {
        let people: Vec<_> = people.iter().map(|(key, on)| (key.to_string(), day(on))).collect();
        let lots: Vec<_> = lots.iter().map(|l| l.to_string()).collect();
        office.desk.related(&people, &lots).unwrap().into_iter().map(|(_, client, s)| (s.id, client)).collect()
    };
    let on_the_desk = |n: &[usize]| n.iter().map(|n| (format!("WT-{n:06}"), office.client)).collect::<Vec<_>>();
    let mut person_three = on_the_desk(&[3, 103, 203]);
    person_three.push(("JS-1".into(), other));
    assert_eq!(found(&[("person 3", "2024-06-06")], &[]), person_three);
    assert_eq!(found(&[("person 3", "2024-06-07")], &[]), [], "another day is another day");
    assert_eq!(found(&[], &["order 40"]), on_the_desk(&[80, 81]));
    assert_eq!(found(&[("near 7", "2024-06-05")], &[]), on_the_desk(&[7, 57, 107, 157, 207, 257]));
    // Many more keys than the desk has ties: found by walking the desk instead, with the same answer.
    let many: Vec<(String, chrono::NaiveDate)> = (0..20_000).map(|n| (format!("person {n}"), day("2024-06-06"))).collect();
    assert_eq!(office.desk.related(&many, &[]).unwrap().len(), 61);
    let same = office.desk.same_person_day(&["person 3".into()], day("2024-06-06")).unwrap();
    assert_eq!(same.iter().map(|r| (r.bill.as_str(), r.client.as_str())).collect::<Vec<_>>().last(), Some(&("JS-1", "Juniper Supply")));
    assert_eq!(same.len(), 4);
    assert_eq!(office.desk.same_person_day(&["near 7".into()], day("2024-06-05")).unwrap(), [], "near is not the same");
    assert_eq!(office.desk.tied_shipments(1000).unwrap().len(), 301, "each of the hundred people gets three that day");
    assert_eq!(office.desk.tied_shipments(2).unwrap(), [301, 300]);
}

#[test]
fn an_import_may_change_what_was_decided_before() {
    let office = Office::open();
    office.store(&shipments(2, Route::Section321));
    let more = [new_shipment(100, Route::Informal)];
    let changed = [(1, decision("WT-000000", Route::Informal))];
    office.desk.store_import(&import(office.client, &more), &more, &changed, &rulebook(), &act(), &|_| false).unwrap();
    let first = office.desk.shipment(1).unwrap();
    assert_eq!((first.decision.route, first.row.route, first.decisions_count), (Route::Informal, Route::Informal, 2));
    let all = office.desk.shipment_decisions(1).unwrap();
    assert_eq!(all.iter().map(|(_, d)| d.route).collect::<Vec<_>>(), [Route::Section321, Route::Informal], "the first decision is still there");
    let history = office.desk.journal(Some("shipment:1"), None, 10).unwrap();
    assert_eq!(history.iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["shipments-decided", "import-stored"]);
    assert_eq!(history[0].subject, "client:1");
    assert_eq!(office.desk.verify().unwrap().broken, None);
    assert_eq!(
        refusal(office.desk.append_decisions(&[(55, decision("x", Route::Formal))], &rulebook(), &act())),
        "There is no shipment number 55 on this desk."
    );
}

#[test]
fn an_edit_keeps_what_was_before() {
    let office = Office::open();
    office.store(&shipments(3, Route::Section321));
    let mut edited = new_shipment(1, Route::Informal);
    edited.source_rows.clear();
    edited.shipment.lines[0].value = Some("900".parse().unwrap());
    edited.shipment.lines[0].description = "Silk scarf".into();
    edited.shipment.arrival = Some(Arrival::Day(day("2024-07-01")));
    let changed = [(3, decision("WT-000002", Route::Review))];
    office.desk.update_shipment(2, &edited, &changed, &rulebook(), &act()).unwrap();
    let now = office.desk.shipment(2).unwrap();
    assert_eq!((now.row.value_usd.as_deref(), now.row.goods.as_str(), now.row.route), (Some("900.00"), "Silk scarf", Route::Informal));
    assert_eq!((now.source_rows, now.port.as_str()), (vec![3], "2704"), "the file's row and the port stay");
    let find = |typed: &str| office.desk.shipment_ids(&ShipmentQuery { text: typed.into(), ..Default::default() }).unwrap();
    assert_eq!((find("silk"), find("cotton")), (vec![2], vec![1, 3]));
    assert_eq!(office.desk.related(&[("person 1".into(), day("2024-06-04"))], &[]).unwrap(), [], "it is tied to its new day only");
    assert_eq!(office.desk.related(&[("person 1".into(), day("2024-07-01"))], &[]).unwrap().len(), 1);
    let event = &office.desk.journal(Some("shipment:2"), None, 1).unwrap()[0];
    assert_eq!(event.kind, "shipment-edited");
    let body: serde_json::Value = serde_json::from_str(&event.body).unwrap();
    assert_eq!(body["before"]["shipment"]["lines"][0]["value"], "25.00");
    assert_eq!(body["after"]["shipment"]["lines"][0]["value"], "900");
    let versions = office.desk.shipment_versions(2).unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0].shipment, shipment(1), "as received");
    assert_eq!(office.desk.shipment(3).unwrap().row.route, Route::Review);
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn many_edits_are_stored_together_or_not_at_all() {
    let office = Office::open();
    office.store(&shipments(3, Route::Section321));
    let mut first = new_shipment(0, Route::Informal);
    first.shipment.order_number = Some("changed".into());
    let mut second = new_shipment(1, Route::Informal);
    second.shipment.id = "WT-000002".into();
    let said = refusal(office.desk.update_shipments(&[(1, &first), (2, &second)], &[], &rulebook(), &act()));
    assert_eq!(said, "This client already has a shipment WT-000002 on the desk.");
    assert_eq!(office.desk.shipment(1).unwrap().shipment, shipment(0), "the edit before it was not stored either");
    second.shipment.id = "WT-2".into();
    office.desk.update_shipments(&[(1, &first), (2, &second)], &[], &rulebook(), &act()).unwrap();
    assert_eq!(office.desk.shipment_by_bill(office.client, "WT-2").unwrap().map(|s| s.id), Some(2));
    second.shipment.id = String::new();
    assert_eq!(refusal(office.desk.update_shipment(2, &second, &[], &rulebook(), &act())), "A shipment needs a house bill.");
}

#[test]
fn deciding_anew_makes_a_draft_stale_and_leaves_what_was_filed() {
    let office = Office::open();
    office.store(&shipments(2, Route::Informal));
    let drafts: Vec<_> = [1, 2].map(|id| NewEntry { client_id: office.client, shipment_ids: vec![id] }).into();
    let numbers = office.desk.create_entries(&drafts, &act(), &mut |i, number| Ok(summary(number, &format!("WT-{i:06}")))).unwrap();
    let [draft, filed] = [0, 1].map(|i| numbers[i].as_str());
    office.step(filed, EntryState::Ready).unwrap();
    office.step(filed, EntryState::Filed).unwrap();
    let anew = [(1, decision("WT-000000", Route::Formal)), (2, decision("WT-000001", Route::Formal))];
    office.desk.append_decisions(&anew, &rulebook(), &act()).unwrap();
    assert!(office.desk.entry(draft).unwrap().row.stale);
    assert!(!office.desk.entry(filed).unwrap().row.stale);
    let said = refusal(office.step(draft, EntryState::Ready));
    assert_eq!(said, format!("Entry {draft} was built before one of its shipments was decided anew. Build it again, then make it ready."));
    office.desk.rebuild_entry(&summary(&numbers[0], "WT-000000"), &act()).unwrap();
    office.step(draft, EntryState::Ready).unwrap();
    assert!(refusal(office.desk.rebuild_entry(&summary(&numbers[1], "WT-000001"), &act())).contains("only a draft, ready or rejected entry is built again"));
    let said = refusal(office.desk.update_shipment(2, &new_shipment(1, Route::Formal), &[], &rulebook(), &act()));
    assert_eq!(said, format!("WT-000001 is on entry {filed}, which was filed: what was filed is not edited. Note the correction on the entry."));
    assert_eq!(office.desk.verify().unwrap().broken, None);
}
