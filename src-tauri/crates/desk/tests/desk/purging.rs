//! Records that need not be kept any longer are taken out whole, nothing else goes, and what is left still proves itself.

use crate::kit::*;
use customs::{Client, DocumentKind, EntryState, PowerOfAttorney, Route};
use desk::journal::check_slice;
use desk::{Desk, DeskError, NewDocument, NewEntry, PurgePlan, Purged, Role, ShipmentQuery, User};
use rusqlite::Connection;
use std::path::Path;

/// Two files of one client, decided together once. The first has an entry with its papers; the second stays.
fn two_files() -> (Office, String) {
    let office = Office::open();
    office.store(&shipments(6, Route::Informal));
    let staying: Vec<_> = (130..134).map(|n| new_shipment(n, Route::Section321)).collect();
    office.store(&staying);
    let again: Vec<_> = [(2, "WT-000001"), (8, "WT-000131")].map(|(id, bill)| (id, decision(bill, Route::Review))).into();
    office.desk.append_decisions(&again, &rulebook(), &act()).unwrap();
    office.desk.update_shipment(5, &new_shipment(4, Route::Formal), &[], &rulebook(), &act()).unwrap();
    let draft = [NewEntry { client_id: office.client, shipment_ids: vec![1] }];
    let number = office.desk.create_entries(&draft, &act(), &mut |_, number| Ok(summary(number, "WT-000000"))).unwrap()[0].to_string();
    office.step(&number, EntryState::Ready).unwrap();
    office.desk.add_note(&format!("entry:{number}"), "ask Zoë for the invoice", None, &act()).unwrap();
    let invoice = NewDocument { subject: &format!("entry:{number}"), kind: DocumentKind::Invoice, name: "invoice of Zoë.pdf", bytes: b"an invoice" };
    office.desk.attach(&invoice, &act()).unwrap();
    office.desk.override_decision(3, Route::Formal, Some("01".into()), "Zoë asked for a formal entry.", &act()).unwrap();
    (office, number)
}

fn plan(imports: &[i64], entries: &[&str]) -> PurgePlan {
    PurgePlan {
        client_id: 1,
        imports: imports.to_vec(),
        entries: entries.iter().map(|number| (*number).to_string()).collect(),
        records: serde_json::json!([{"rule": "five years"}]),
        ..PurgePlan::default()
    }
}

fn purge(desk: &Desk, plan: &PurgePlan) -> Result<Purged, DeskError> {
    desk.purge(plan, &act(), &|_, _, _| false)
}

fn broken(desk: &Desk) -> Option<desk::Broken> {
    desk.verify().unwrap().broken
}

#[test]
fn a_purged_record_is_gone_to_the_last_byte_and_the_rest_stands() {
    let (office, number) = two_files();
    let before = office.desk.counts().unwrap();
    let preview = office.desk.purge_preview(&plan(&[1], &[&number])).unwrap();
    let done = purge(&office.desk, &plan(&[1], &[&number])).unwrap();
    assert_eq!(done.counts, preview);
    assert_eq!((preview.shipments, preview.versions, preview.entries, preview.files, preview.documents, preview.notes), (6, 7, 1, 1, 1, 2));
    assert!(done.rewritten);
    let after = office.desk.counts().unwrap();
    assert_eq!((before.shipments - after.shipments, after.entries, after.imports), (6, 0, 1));
    assert_eq!(broken(&office.desk), None);
    let found = |text: &str| office.desk.shipment_ids(&ShipmentQuery { text: text.into(), ..Default::default() }).unwrap().len();
    assert_eq!((found("WT-000002"), found("cotton")), (0, 4));
    assert_eq!(refusal(office.desk.entry(&number)), format!("There is no entry {number} on this desk."));
    assert_eq!(office.desk.journal(Some("purge:16"), None, 1).unwrap()[0].seq, done.seq);
    // A number that was spent stays spent, and a number of a shipment never comes again.
    assert_eq!(office.desk.numbers_spent().unwrap(), 1);
    assert_eq!(office.store(&[new_shipment(700, Route::Informal)]).first_shipment, 11);
    let (file, _folder) = office.close();
    let bytes = std::fs::read(file).unwrap();
    let says = |what: &str| bytes.windows(what.len()).any(|window| window == what.as_bytes());
    for gone in ["WT-00000", "O'Brien 4", "invoice of Zoë", "ask Zoë", "Zoë asked"] {
        assert!(!says(gone), "{gone} is still in the file");
    }
    assert!(says("WT-000131") && says("O'Brien 31"), "what stays is there to be read");
}

#[test]
fn a_second_purge_speaks_of_the_same_events_again() {
    let (office, number) = two_files();
    purge(&office.desk, &plan(&[1], &[&number])).unwrap();
    purge(&office.desk, &plan(&[2], &[])).unwrap();
    assert_eq!(broken(&office.desk), None);
    assert_eq!(office.desk.counts().unwrap().shipments, 0);
    let purges = office.desk.purges().unwrap();
    assert_eq!(purges.len(), 2);
    assert!(purges[0].body.contains("five years") && purges[0].who == "MO");
    // Work goes on: the same file may come again.
    office.store(&shipments(6, Route::Informal));
    assert_eq!(broken(&office.desk), None);
}

#[test]
fn only_whole_records_go() {
    let (office, number) = two_files();
    let said = refusal(office.desk.purge_preview(&plan(&[1], &[])));
    assert_eq!(said, format!("Entry {number} carries a shipment of a file that would go: a file goes with every entry its shipments are on, or not at all."));
    let said = refusal(purge(&office.desk, &plan(&[2], &[&number])));
    assert_eq!(said, format!("Entry {number} carries a shipment of a file that stays: a file goes with every entry its shipments are on, or not at all."));
    assert_eq!(refusal(purge(&office.desk, &plan(&[], &[]))), "Nothing was chosen to purge.");
    assert_eq!(refusal(purge(&office.desk, &plan(&[9], &[]))), "There is no import number 9 on this desk.");
    let other = office.desk.save_client(&Client { name: "Reed & Sons".into(), ..Client::default() }, &act()).unwrap();
    let said = refusal(purge(&office.desk, &PurgePlan { client_id: other, ..plan(&[2], &[]) }));
    assert_eq!(said, "File number 2 is not Reed & Sons's: records are purged client by client.");
    assert_eq!(office.desk.record_ties().unwrap(), [(1, number)]);
    assert!(office.desk.purges().unwrap().is_empty());
}

#[test]
fn what_is_held_stays_until_the_hold_is_lifted() {
    let (office, number) = two_files();
    for subject in ["client:1".to_string(), "import:1".to_string(), "shipment:3".to_string(), format!("entry:{number}")] {
        let hold = office.desk.set_hold(&subject, "CBP audit 24-117, letter of 2 June", &act()).unwrap();
        let said = refusal(purge(&office.desk, &plan(&[1], &[&number])));
        assert!(said.contains(" is not purged. Held since 3 Jun 2024 by MO: CBP audit 24-117, letter of 2 June. Lift the hold first."), "{said}");
        office.desk.lift_hold(hold, "audit closed without findings", &act()).unwrap();
    }
    assert_eq!(office.desk.counts().unwrap().shipments, 10, "nothing went");
    office.desk.set_hold("import:2", "litigation", &act()).unwrap();
    purge(&office.desk, &plan(&[1], &[&number])).unwrap();
    assert_eq!(broken(&office.desk), None);
    assert_eq!((office.desk.holds().unwrap().len(), office.desk.holds_ever().unwrap().len()), (1, 5));
}

#[test]
fn a_hold_needs_a_reason_a_record_and_somebody_who_may_lift_it() {
    let office = Office::open();
    let said = refusal(office.desk.set_hold("client:1", " ", &act()));
    assert_eq!(said, "A hold needs its reason: who asked for the records, and under what reference.");
    assert_eq!(refusal(office.desk.set_hold("client:7", "an audit", &act())), "There is no client 7 to hold on this desk.");
    for (initials, role) in [("MO", Role::Broker), ("DH", Role::Clerk)] {
        office.desk.save_user(&User { id: 0, name: initials.into(), initials: initials.into(), role, active: true }, &act()).unwrap();
    }
    let clerk = desk::Act::new(act().at, "DH");
    let hold = office.desk.set_hold("client:1", "subpoena of 3 June", &clerk).unwrap();
    assert_eq!(refusal(office.desk.lift_hold(hold, "it is over", &clerk)), "DH (DH) is a clerk at this desk: lifting a hold is for a broker.");
    assert_eq!(refusal(office.desk.lift_hold(hold, "", &act())), "Say why the hold is lifted: who released the records, and when.");
    office.desk.lift_hold(hold, "released by the court", &act()).unwrap();
    assert_eq!(refusal(office.desk.lift_hold(hold, "again", &act())), "That hold was lifted on 3 Jun 2024 by MO.");
    let said = refusal(office.desk.purge(&plan(&[1], &[]), &clerk, &|_, _, _| false));
    assert_eq!(said, "DH (DH) is a clerk at this desk: purging records is for a broker.");
}

#[test]
fn a_purge_that_is_stopped_takes_nothing() {
    let (office, number) = two_files();
    for at in 0..3 {
        let stopped = office.desk.purge(&plan(&[1], &[&number]), &act(), &|done, _, _| done == at);
        assert_eq!(refusal(stopped), "Stopped. Nothing was stored.");
    }
    assert_eq!((office.desk.counts().unwrap().shipments, broken(&office.desk)), (10, None));
}

#[test]
fn nothing_is_purged_from_a_desk_whose_evidence_does_not_hold() {
    let (office, number) = two_files();
    let (file, _folder) = office.close();
    behind_its_back(&file, "UPDATE decisions SET body = replace(body, 'WT-', 'WX-') WHERE id = 9");
    let desk = Desk::open(&file, &act()).unwrap();
    let said = refusal(purge(&desk, &plan(&[1], &[&number])));
    assert_eq!(
        said,
        "Nothing is purged: the journal does not hold from event 5: the decisions stored under it are not what was recorded. Find out why first; a backup may help."
    );
}

/// Changes a closed file past its triggers.
fn behind_its_back(file: &Path, sql: &str) {
    let conn = Connection::open(file).unwrap();
    let triggers: Vec<String> =
        conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").unwrap().query_map([], |r| r.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    for trigger in triggers {
        conn.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    assert!(conn.execute(sql, []).unwrap() > 0, "{sql} changes something");
}

#[test]
fn after_a_purge_a_change_is_found_as_before() {
    let (office, number) = two_files();
    purge(&office.desk, &plan(&[1], &[&number])).unwrap();
    let (file, _folder) = office.close();
    // Events: 1 created, 2 firm, 3 client, 4 and 5 imports, 6 decided, 7 edit, 8 numbers, 9 entry, 10 ready, 11 note, 12 document, 13 and 14
    // override, 15 decided under it, …, the last the purge.
    for (sql, seq) in [
        ("UPDATE versions SET body = replace(body, '25.00', '24.00') WHERE id = 8", 5),
        ("UPDATE versions SET body = replace(body, 'a', 'b') WHERE id = 2", 4),
        ("UPDATE decisions SET body = replace(body, 'review', 'formal') WHERE shipment_id = 8", 6),
        ("UPDATE decisions SET body = (SELECT body FROM decisions WHERE id = 1) WHERE id = 8", 5),
        ("UPDATE summaries SET body = replace(body, 'purged', 'spared')", 9),
        ("DELETE FROM versions WHERE id = 3", 4),
        ("UPDATE journal SET who = 'XX' WHERE seq = 9", 9),
        ("UPDATE journal SET subject = 'entry:916-0000002-9' WHERE seq = 9", 9),
        ("UPDATE journal SET body = '{}' WHERE seq = 10", 10),
        // Words taken out of an event by nobody's purge.
        ("UPDATE journal SET body = (SELECT body FROM journal WHERE seq = 9) WHERE seq = 5", 5),
        // A purge that tells of more than it did.
        ("UPDATE journal SET body = replace(body, 'five years', 'one year') WHERE kind = 'records-purged'", 16),
        ("DELETE FROM purges", 16),
        ("INSERT INTO purges (seq) VALUES (3)", 3),
        ("DELETE FROM numbers", 0),
        ("UPDATE numbers SET number = '916-0000009-9'", 0),
        ("UPDATE imports SET file_name = 'other.csv'", 5),
    ] {
        let copy = file.with_extension("tampered");
        std::fs::copy(&file, &copy).unwrap();
        behind_its_back(&copy, sql);
        let desk = Desk::open(&copy, &act()).unwrap();
        let found = broken(&desk).unwrap_or_else(|| panic!("{sql} was not found"));
        assert_eq!(found.seq, seq, "{sql}: {}", found.why);
    }
}

#[test]
fn outside_a_purge_the_triggers_let_nothing_go() {
    let (office, number) = two_files();
    let (file, _folder) = office.close();
    let conn = Connection::open(&file).unwrap();
    let stone = format!("{{\"purged\":\"{}\"}}", "0".repeat(64));
    for table in ["journal", "versions", "decisions", "findings", "summaries"] {
        let said = conn.execute(&format!("UPDATE {table} SET body = ?1"), [&stone]).unwrap_err().to_string();
        assert!(said.contains("never changed"), "{table}: {said}");
    }
    drop(conn);
    // Past the triggers, it is the journal that tells.
    behind_its_back(&file, &format!("UPDATE versions SET body = '{stone}' WHERE id = 2"));
    let desk = Desk::open(&file, &act()).unwrap();
    assert_eq!(broken(&desk).map(|b| b.seq), Some(4));
    assert!(refusal(purge(&desk, &plan(&[1], &[&number]))).starts_with("Nothing is purged: the journal does not hold from event 4"));
}

#[test]
fn the_chain_of_a_pack_still_proves_itself() {
    let (office, number) = two_files();
    purge(&office.desk, &plan(&[1], &[&number])).unwrap();
    let (prev, slice) = office.desk.journal_slice(&["client:1".into(), "import:2".into(), format!("entry:{number}")]).unwrap();
    assert_eq!(check_slice(&prev, &slice), Ok(office.desk.journal_head().unwrap().1));
    assert!(slice.iter().filter_map(|e| e.event.as_ref()).all(|e| !e.body.contains("purged\":\"")));
    assert!(slice.iter().all(|e| e.event.as_ref().is_none_or(|e| e.subject != format!("entry:{number}"))));
}

#[test]
fn a_power_of_attorney_goes_once_nothing_made_under_it_is_kept() {
    let office = Office::open();
    let power = PowerOfAttorney { signer: "Ada Wren".into(), ..PowerOfAttorney::default() };
    office.desk.save_client(&Client { power_of_attorney: Some(power), ..office.desk.client(1).unwrap() }, &act()).unwrap();
    for (kind, name) in [(DocumentKind::PowerOfAttorney, "poa.pdf"), (DocumentKind::Other, "letter.pdf")] {
        office.desk.attach(&NewDocument { subject: "client:1", kind, name, bytes: name.as_bytes() }, &act()).unwrap();
    }
    office.store(&shipments(2, Route::Informal));
    let power = PurgePlan { power: true, ..plan(&[], &[]) };
    assert_eq!(
        refusal(purge(&office.desk, &power)),
        "The power of attorney of Wren & Thistle stays: records of entries made under it are kept still, and it says by whose authority they were made."
    );
    purge(&office.desk, &PurgePlan { imports: vec![1], ..power }).unwrap();
    assert_eq!(office.desk.client(1).unwrap().power_of_attorney, None);
    let left: Vec<String> = office.desk.documents("client:1").unwrap().into_iter().map(|d| d.name).collect();
    assert_eq!(left, ["letter.pdf"]);
    assert_eq!(broken(&office.desk), None);
}

#[test]
fn an_older_backup_brings_a_purged_record_back_and_says_so() {
    let (office, number) = two_files();
    let backup = office.folder.path().join("before.backup");
    office.desk.backup(&backup).unwrap();
    assert_eq!(office.desk.restore_preview(&backup, None).unwrap().purged_since, 0);
    purge(&office.desk, &plan(&[1], &[&number])).unwrap();
    assert_eq!(office.desk.restore_preview(&backup, None).unwrap().purged_since, 1);
    office.desk.restore_here(&backup, None, &act()).unwrap();
    assert_eq!((office.desk.counts().unwrap().shipments, broken(&office.desk)), (10, None));
    assert!(office.desk.entry(&number).is_ok());
}

#[test]
fn a_file_that_was_taken_back_goes_like_any_other() {
    let office = Office::open();
    office.store(&shipments(3, Route::Informal));
    office.desk.undo_import(1, &act()).unwrap();
    let done = purge(&office.desk, &plan(&[1], &[])).unwrap();
    assert_eq!((done.counts.shipments, done.counts.versions, broken(&office.desk)), (3, 3, None));
    let (file, _folder) = office.close();
    let bytes = std::fs::read(file).unwrap();
    assert!(!bytes.windows(8).any(|window| window == b"WT-00000"));
}
