//! Entries: numbers never twice, states in order, everything on record.

use crate::kit::*;
use customs::{Client, EntryFact, EntryState, NumberRange, PowerOfAttorney, Route};
use desk::{DeskError, EntryMove, EntryQuery, NewEntry, ShipmentQuery};

fn draft(office: &Office, ids: &[i64]) -> NewEntry {
    NewEntry { client_id: office.client, shipment_ids: ids.to_vec() }
}

fn make(office: &Office, drafts: &[NewEntry]) -> Result<Vec<String>, DeskError> {
    let numbers = office.desk.create_entries(drafts, &act(), &mut |_, number| Ok(summary(number, "WT-000000")))?;
    Ok(numbers.iter().map(ToString::to_string).collect())
}

fn step(office: &Office, number: &str, to: EntryState, on: &str, note: &str) -> Result<(), DeskError> {
    office.desk.move_entry(&EntryMove { number: number.into(), to, on: day(on), note: note.into() }, day("2024-07-01"), &act())
}

#[test]
fn numbers_are_drawn_in_order_and_never_twice() {
    let office = Office::open();
    office.store(&shipments(20, Route::Informal));
    let first = make(&office, &[draft(&office, &[1]), draft(&office, &[2, 3])]).unwrap();
    assert_eq!(first, ["916-0000001-1", "916-0000002-9"]);
    step(&office, &first[0], EntryState::Void, "2024-06-03", "wrong consignee").unwrap();
    // Somebody sets the range back: numbers that were drawn, void or not, are passed over.
    let mut firm = office.desk.firm().unwrap();
    assert_eq!(firm.next_entry_number, 3);
    firm.next_entry_number = 1;
    office.desk.save_firm(&firm, &act()).unwrap();
    assert_eq!(make(&office, &[draft(&office, &[1])]).unwrap(), ["916-0000003-7"]);
    assert_eq!(office.desk.shipment(1).unwrap().row.entry_number.as_deref(), Some("916-0000003-7"));
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn a_range_used_up_is_said_and_spends_nothing() {
    let office = Office::open();
    office.store(&shipments(20, Route::Informal));
    let eight: Vec<_> = (1..=8).map(|id| draft(&office, &[id])).collect();
    make(&office, &eight).unwrap();
    let said = refusal(make(&office, &[draft(&office, &[9]), draft(&office, &[10]), draft(&office, &[11])]));
    assert_eq!(said, "The firm's range of entry numbers is used up at 0000009: 2 of the 3 numbers needed are missing. Enter a new range in Settings.");
    assert_eq!(office.desk.firm().unwrap().next_entry_number, 9, "no number was spent");
    make(&office, &[draft(&office, &[9])]).unwrap();
    let said = refusal(make(&office, &[draft(&office, &[10])]));
    assert_eq!(said, "The firm's range of entry numbers is used up at 0000009: no number is left. Enter a new range in Settings.");
    assert_eq!(office.desk.overview(day("2024-06-03"), 2).unwrap().entry_numbers_left, 0);
}

#[test]
fn without_a_filer_code_there_are_no_numbers() {
    let office = Office::open();
    office.store(&shipments(1, Route::Informal));
    let mut firm = office.desk.firm().unwrap();
    firm.filer_code = None;
    office.desk.save_firm(&firm, &act()).unwrap();
    assert!(refusal(make(&office, &[draft(&office, &[1])])).starts_with("The firm has no filer code yet."));
    firm.last_entry_number = 10_000_000;
    assert!(refusal(office.desk.save_firm(&firm, &act())).contains("seven digits"));
}

#[test]
fn a_shipment_is_on_one_live_entry_only() {
    let office = Office::open();
    office.store(&shipments(3, Route::Informal));
    let number = make(&office, &[draft(&office, &[1])]).unwrap().remove(0);
    let said = refusal(make(&office, &[draft(&office, &[2]), draft(&office, &[1])]));
    assert_eq!(said, format!("Shipment WT-000000 is on entry {number} already. Void that entry first."));
    assert_eq!(office.desk.counts().unwrap().entries, 1, "the other entry was not made either");
    assert_eq!(
        refusal(make(&office, &[draft(&office, &[2]), draft(&office, &[2])])).split(" already").next(),
        Some("Shipment WT-000001 is on entry 916-0000002-9")
    );
    assert_eq!(refusal(make(&office, &[draft(&office, &[2, 2])])), "Shipment WT-000001 is named twice for one entry.");
    assert_eq!(refusal(make(&office, &[draft(&office, &[])])), "An entry needs at least one shipment.");
    assert_eq!(refusal(make(&office, &[draft(&office, &[44])])), "There is no shipment number 44 on this desk.");
    let stranger = NewEntry { client_id: 9, shipment_ids: vec![2] };
    assert_eq!(refusal(make(&office, &[stranger])), "Shipment WT-000001 belongs to another client: an entry is made for one importer.");
    step(&office, &number, EntryState::Void, "2024-06-03", "made twice").unwrap();
    make(&office, &[draft(&office, &[1])]).unwrap();
}

#[test]
fn an_entry_that_does_not_add_up_is_not_stored() {
    let office = Office::open();
    office.store(&shipments(1, Route::Informal));
    let wrong = office.desk.create_entries(&[draft(&office, &[1])], &act(), &mut |_, number| {
        let mut form = summary(number, "WT-000000");
        form.duty = "4.12".parse().unwrap();
        form.total = "4.12".parse().unwrap();
        Ok(form)
    });
    assert_eq!(refusal(wrong), "Entry 916-0000001-1 does not add up. block 41, the sum of block 38: the form says 4.12, the parts make 4.13.");
    let refused = office.desk.create_entries(&[draft(&office, &[1])], &act(), &mut |_, _| Err(DeskError::Refused("No rate for 6109.10.0012.".into())));
    assert_eq!(refusal(refused), "No rate for 6109.10.0012.");
    assert_eq!(office.desk.firm().unwrap().next_entry_number, 1);
}

#[test]
fn states_follow_their_order() {
    let office = Office::open();
    office.store(&shipments(1, Route::Informal));
    let number = make(&office, &[draft(&office, &[1])]).unwrap().remove(0);
    let go = |to, on: &str| step(&office, &number, to, on, "by the message of that day");
    assert_eq!(refusal(go(EntryState::Paid, "2024-06-03")), format!("Entry {number} is draft; it cannot become paid. What can follow: ready, void."));
    for (to, on) in [
        (EntryState::Ready, "2024-06-03"),
        (EntryState::Filed, "2024-06-04"),
        (EntryState::Exam, "2024-06-04"),
        (EntryState::Held, "2024-06-05"),
        (EntryState::Released, "2024-06-06"),
    ] {
        go(to, on).unwrap();
    }
    assert_eq!(refusal(go(EntryState::Paid, "2024-06-03")), format!("Entry {number} cannot be paid on 3 Jun 2024, before its filing on 4 Jun 2024."));
    assert_eq!(refusal(go(EntryState::Paid, "2024-07-02")), format!("Entry {number} cannot be paid on 2 Jul 2024: that day has not come yet."));
    assert_eq!(
        refusal(go(EntryState::Closed, "2024-06-07")),
        format!("Entry {number} owes $4.13 and no payment is on record. Record the payment, then close it.")
    );
    for (to, on) in [(EntryState::Paid, "2024-06-10"), (EntryState::Liquidated, "2024-06-30"), (EntryState::Closed, "2024-07-01")] {
        go(to, on).unwrap();
    }
    assert_eq!(
        refusal(go(EntryState::Void, "2024-07-01")),
        format!("Entry {number} is closed; it cannot become void. What can follow: nothing: it is at its end.")
    );
    let entry = office.desk.entry(&number).unwrap();
    assert_eq!((entry.state, entry.shipments, entry.summary.total.to_string()), (EntryState::Closed, vec![1], "4.13".into()));
    assert_eq!((entry.history.len(), entry.steps.len()), (9, 8));
    assert!(entry.history[0].body.contains(r#""state":"liquidated""#) && entry.history[0].body.contains(r#""state":"closed""#), "before and after");
    assert_eq!(refusal(office.desk.entry("916-0000099-9")), "There is no entry 916-0000099-9 on this desk.");
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn a_state_typed_by_mistake_is_taken_back_on_record() {
    let office = Office::open();
    office.store(&shipments(1, Route::Informal));
    let number = make(&office, &[draft(&office, &[1])]).unwrap().remove(0);
    assert_eq!(refusal(office.desk.take_back_step(&number, "oops", &act())), format!("No step of entry {number} is on record that could be taken back."));
    for to in [EntryState::Ready, EntryState::Filed, EntryState::Released] {
        step(&office, &number, to, "2024-06-04", "").unwrap();
    }
    assert_eq!(refusal(office.desk.take_back_step(&number, " ", &act())), "Say what was wrong: the step stays on record with the reason.");
    office.desk.take_back_step(&number, "the release was of another entry", &act()).unwrap();
    let entry = office.desk.entry(&number).unwrap();
    assert_eq!((entry.state, entry.row.note.as_str()), (EntryState::Filed, "the release was of another entry"));
    assert_eq!(entry.steps[2].taken_back, "the release was of another entry", "it stays on record");
    assert!(!office.desk.entry_dates(&number).unwrap().facts.contains_key(&EntryFact::Released));
    // And then it is released after all.
    step(&office, &number, EntryState::Released, "2024-06-05", "").unwrap();
    assert_eq!(office.desk.entry_dates(&number).unwrap().facts[&EntryFact::Released], day("2024-06-05"));

    office.store(&[new_shipment(7, Route::Informal)]);
    let spent = make(&office, &[draft(&office, &[2])]).unwrap().remove(0);
    assert_eq!(refusal(step(&office, &spent, EntryState::Void, "2024-06-05", "")), format!("Entry {spent} cannot become void without a note that says why."));
    step(&office, &spent, EntryState::Void, "2024-06-05", "typed for the wrong client").unwrap();
    assert_eq!(
        refusal(office.desk.take_back_step(&spent, "no", &act())),
        format!("Entry {spent} is void: its number is spent, and its shipments are free. That is not taken back.")
    );
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn the_summary_is_filed_once_and_after_the_entry() {
    let office = Office::open();
    office.store(&shipments(1, Route::Informal));
    let number = make(&office, &[draft(&office, &[1])]).unwrap().remove(0);
    let summary = |on: &str| office.desk.record_summary(&number, day(on), "statement 0604", day("2024-06-28"), &act());
    assert_eq!(refusal(summary("2024-06-04")), format!("Entry {number} is draft: its summary can follow once it is filed."));
    for to in [EntryState::Ready, EntryState::Filed] {
        step(&office, &number, to, "2024-06-04", "").unwrap();
    }
    assert_eq!(refusal(summary("2024-06-03")), format!("Entry {number} cannot be summed up on 3 Jun 2024, before its filing on 4 Jun 2024."));
    summary("2024-06-06").unwrap();
    assert_eq!(refusal(summary("2024-06-07")), format!("The summary of entry {number} is on record already, filed on 6 Jun 2024."));
    assert_eq!(office.desk.entry(&number).unwrap().state, EntryState::Filed, "the state is as it was");
    office.desk.take_back_step(&number, "filed on the 7th", &act()).unwrap();
    summary("2024-06-07").unwrap();
    assert_eq!(office.desk.entry_dates(&number).unwrap().facts[&EntryFact::Summary], day("2024-06-07"));
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn many_entries_move_together_or_not_at_all() {
    let office = Office::open();
    office.store(&shipments(3, Route::Informal));
    let numbers = make(&office, &[draft(&office, &[1]), draft(&office, &[2]), draft(&office, &[3])]).unwrap();
    step(&office, &numbers[2], EntryState::Void, "2024-06-04", "a double").unwrap();
    let moves = |numbers: &[String]| {
        let one = |number: &String| EntryMove { number: number.clone(), to: EntryState::Ready, on: day("2024-06-04"), note: String::new() };
        numbers.iter().map(one).collect::<Vec<_>>()
    };
    let all = moves(&numbers);
    assert!(refusal(office.desk.move_entries(&all, day("2024-06-28"), &act())).contains("is void"));
    assert_eq!(office.desk.entry(&numbers[0]).unwrap().state, EntryState::Draft, "none moved");
    assert_eq!(office.desk.move_refusal(&all[0], day("2024-06-28")).unwrap(), None);
    assert!(office.desk.move_refusal(&all[2], day("2024-06-28")).unwrap().unwrap().contains("is void"));
    office.desk.move_entries(&moves(&numbers[..2]), day("2024-06-28"), &act()).unwrap();
    let live = office.desk.live_entry_dates().unwrap();
    assert_eq!(
        live.iter().map(|e| (e.number.as_str(), e.state)).collect::<Vec<_>>(),
        [(numbers[0].as_str(), EntryState::Ready), (numbers[1].as_str(), EntryState::Ready)]
    );
    assert!(live[0].owes() && !live[0].is_periodic());
    assert_eq!(live[0].facts[&EntryFact::Entered], day("2024-06-04"));
}

#[test]
fn notes_are_written_seen_again_and_dealt_with() {
    let office = Office::open();
    office.store(&shipments(1, Route::Informal));
    let number = make(&office, &[draft(&office, &[1])]).unwrap().remove(0);
    let subject = format!("entry:{number}");
    let id = office.desk.add_note(&subject, "CBP 28: answer with the invoice and proof of payment ", Some(day("2024-07-03")), &act()).unwrap();
    office.desk.add_note("client:1", "Pays by wire on Fridays", None, &act()).unwrap();
    office.desk.add_note("shipment:1", "The buyer rang", None, &act()).unwrap();
    let due = office.desk.notes_due().unwrap();
    assert_eq!(
        due.iter().map(|n| (n.text.as_str(), n.due)).collect::<Vec<_>>(),
        [("CBP 28: answer with the invoice and proof of payment", Some(day("2024-07-03")))]
    );
    office.desk.note_done(id, &act()).unwrap();
    assert!(office.desk.notes_due().unwrap().is_empty());
    assert_eq!(refusal(office.desk.note_done(id, &act())), "This note was dealt with already: MO, 2024-06-03T14:00:00.000Z.");
    assert_eq!(refusal(office.desk.add_note(&subject, "  ", None, &act())), "A note needs some words.");
    assert_eq!(refusal(office.desk.add_note("entry:nobody", "x", None, &act())), "There is no entry nobody to note something on on this desk.");
    assert!(refusal(office.desk.add_note(&subject, &"x".repeat(4_001), None, &act())).contains("room for 4000 characters; this one has 4001"));
    assert_eq!(office.desk.notes(&subject).unwrap().len(), 1);
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn entries_are_listed_and_found() {
    let office = Office::open();
    office.store(&shipments(3, Route::Informal));
    let numbers = make(&office, &[draft(&office, &[1, 2]), draft(&office, &[3])]).unwrap();
    let find = |query: EntryQuery| office.desk.entries(&query).unwrap().into_iter().map(|e| e.number).collect::<Vec<_>>();
    let text = |text: &str| EntryQuery { text: text.into(), ..Default::default() };
    assert_eq!(find(EntryQuery::default()), [numbers[1].clone(), numbers[0].clone()]);
    assert_eq!(find(text("0000001-1")), [numbers[0].clone()]);
    assert_eq!(find(text("wren")).len(), 2);
    assert_eq!(find(text("%")), [""; 0], "no wildcards");
    assert_eq!(find(EntryQuery { states: vec![EntryState::Filed], ..Default::default() }), [""; 0]);
    assert_eq!(find(EntryQuery { from: Some(day("2024-06-05")), ..Default::default() }), [""; 0]);
    let row = &office.desk.entries(&text("0000001")).unwrap()[0];
    assert_eq!((row.shipments, row.lines, row.total.as_str(), row.client.as_str()), (2, 1, "4.13", "Wren & Thistle"));
    assert_eq!(office.desk.shipment_ids(&ShipmentQuery { without_entry: true, ..Default::default() }).unwrap(), [0i64; 0]);
}

#[test]
fn the_overview_says_what_waits() {
    let office = Office::open();
    let mut rows = shipments(6, Route::Section321);
    rows[0].decision.route = Route::Review;
    rows[1].decision.route = Route::Informal;
    rows[2].decision.route = Route::Formal;
    rows[3].shipment.arrival = None;
    office.store(&rows);
    make(&office, &[draft(&office, &[2])]).unwrap();
    let ends = |name: &str, expires: &str| Client {
        name: name.into(),
        power_of_attorney: Some(PowerOfAttorney { signed: Some(day("2023-01-01")), expires: Some(day(expires)), ..Default::default() }),
        ..Client::default()
    };
    office.desk.save_client(&ends("Soon", "2024-07-01"), &act()).unwrap();
    office.desk.save_client(&ends("Gone", "2024-05-01"), &act()).unwrap();
    office.desk.save_client(&ends("Later", "2030-01-01"), &act()).unwrap();
    let today = office.desk.overview(day("2024-06-03"), 2).unwrap();
    assert_eq!((today.shipments, today.to_review, today.without_entry, today.free, today.prohibited), (6, 1, 1, 3, 0));
    assert_eq!((today.arriving_today, today.without_arrival, today.clients, today.entry_numbers_left), (2, 1, 4, 8));
    assert_eq!(today.entries, [(EntryState::Draft, 1)]);
    assert_eq!(today.recent_imports.len(), 1);
    let powers: Vec<_> = today.powers.iter().map(|p| (p.client.as_str(), p.because.as_str())).collect();
    assert_eq!(
        powers,
        [
            ("Wren & Thistle", "there is no power of attorney"),
            ("Gone", "the power of attorney ended on 2024-05-01, before 2024-06-03"),
            ("Soon", "the power of attorney ends on 1 Jul 2024"),
        ]
    );
}

#[test]
fn the_next_range_follows_when_one_is_used_up() {
    let office = Office::open();
    office.store(&shipments(20, Route::Informal));
    let mut firm = office.desk.firm().unwrap();
    (firm.next_entry_number, firm.last_entry_number) = (8, 9);
    firm.further_ranges = vec![NumberRange { first: 500, last: 501, note: "second".into() }, NumberRange { first: 900, last: 999, note: String::new() }];
    office.desk.save_firm(&firm, &act()).unwrap();
    let drafts: Vec<_> = (1..=5).map(|id| draft(&office, &[id])).collect();
    let numbers = make(&office, &drafts).unwrap();
    assert_eq!(numbers.iter().map(|n| &n[4..11]).collect::<Vec<_>>(), ["0000008", "0000009", "0000500", "0000501", "0000900"]);
    let firm = office.desk.firm().unwrap();
    assert_eq!((firm.next_entry_number, firm.last_entry_number, firm.further_ranges.len(), firm.numbers_left()), (901, 999, 0, 99));
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn numbers_set_aside_are_passed_over_and_stay_on_record() {
    let office = Office::open();
    office.store(&shipments(3, Route::Informal));
    assert_eq!(office.desk.set_numbers_aside(1, 3, "used in the old software", &act()).unwrap(), 3);
    assert_eq!(office.desk.set_numbers_aside(2, 4, "used in the old software", &act()).unwrap(), 1, "two of them were spent already");
    assert_eq!(make(&office, &[draft(&office, &[1])]).unwrap(), ["916-0000005-2"]);
    assert_eq!(refusal(office.desk.set_numbers_aside(5, 5, "late", &act())), "916-0000005-2 is on an entry of this desk. Void that entry instead.");
    assert_eq!(refusal(office.desk.set_numbers_aside(6, 6, " ", &act())), "Say why these numbers are set aside; it stays on record.");
    assert_eq!(refusal(office.desk.set_numbers_aside(7, 6, "x", &act())), "Set aside 10000 numbers at most at once, from the first to the last.");
    step(&office, "916-0000005-2", EntryState::Void, "2024-06-03", "wrong consignee").unwrap();
    let spent = office.desk.spent_numbers(10).unwrap();
    assert_eq!(spent.iter().filter(|n| n.void).map(|n| n.why.as_str()).collect::<Vec<_>>(), ["wrong consignee"]);
    assert_eq!((spent.len(), office.desk.numbers_spent().unwrap()), (5, 5));
    let told = office.desk.journal(Some("firm"), None, 9).unwrap();
    assert!(told.iter().any(|e| e.kind == "entry-numbers-set-aside" && e.body.contains("used in the old software")));
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn many_hands_at_once_draw_each_number_once() {
    let office = Office::open();
    office.store(&shipments(64, Route::Informal));
    let mut firm = office.desk.firm().unwrap();
    (firm.next_entry_number, firm.last_entry_number) = (1, 10);
    firm.further_ranges = vec![NumberRange { first: 101, last: 999, note: String::new() }];
    office.desk.save_firm(&firm, &act()).unwrap();
    let drawn = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for hand in 0..8_i64 {
            let (office, drawn) = (&office, &drawn);
            scope.spawn(move || {
                for n in 0..8 {
                    // Every third attempt comes to nothing: its number is not spent, and nobody else's is lost.
                    let id = hand * 8 + n + 1;
                    if n % 3 == 0 {
                        let failed = office.desk.create_entries(&[draft(office, &[id])], &act(), &mut |_, _| Err(DeskError::refused("the duty is unknown")));
                        assert_eq!(refusal(failed), "the duty is unknown");
                    }
                    drawn.lock().unwrap().extend(make(office, &[draft(office, &[id])]).unwrap());
                }
            });
        }
    });
    let mut numbers = drawn.into_inner().unwrap();
    numbers.sort();
    let expected: Vec<String> = (1..=10).chain(101..=154).map(|n| customs::EntryNumber::new(&"916".parse().unwrap(), n).unwrap().to_string()).collect();
    assert_eq!(numbers, expected, "in order, without a gap, each once");
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn a_number_stays_spent_over_a_crash_and_a_range_set_back() {
    let office = Office::open();
    office.store(&shipments(4, Route::Informal));
    let first = make(&office, &[draft(&office, &[1])]).unwrap();
    // The program dies while entries are being stored.
    let died = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        office.desk.create_entries(&[draft(&office, &[2]), draft(&office, &[3])], &act(), &mut |place, number| {
            assert!(place == 0, "the power went");
            Ok(summary(number, "WT-000000"))
        })
    }));
    assert!(died.is_err());
    let (file, _folder) = office.close();
    let desk = desk::Desk::open(&file, &act()).unwrap();
    assert_eq!(desk.verify().unwrap().broken, None);
    let mut firm = desk.firm().unwrap();
    assert_eq!(firm.next_entry_number, 2, "what was not stored drew no number");
    firm.next_entry_number = 1;
    desk.save_firm(&firm, &act()).unwrap();
    let next = desk.create_entries(&[NewEntry { client_id: 1, shipment_ids: vec![2] }], &act(), &mut |_, number| Ok(summary(number, "WT-000001"))).unwrap();
    assert_eq!((first[0].as_str(), next[0].as_str()), ("916-0000001-1", "916-0000002-9"));
}
