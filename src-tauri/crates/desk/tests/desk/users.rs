//! Who works here, and decisions taken in the place of the desk's own.

use crate::kit::*;
use customs::{Outcome, Route};
use desk::{Act, Override, OverrideState, Role, SECOND_EYES, User};

const REASON: &str = "Seen on the bench: a cotton tee, as invoiced.";

fn by(who: &str) -> Act {
    Act { who: who.into(), ..act() }
}

fn user(initials: &str, name: &str, role: Role) -> User {
    User { id: 0, name: name.into(), initials: initials.into(), role, active: true }
}

/// Two brokers and a clerk, and three shipments that need a person.
fn staffed() -> Office {
    let office = Office::open();
    office.desk.save_user(&user("MO", "Mara Okafor", Role::Broker), &act()).unwrap();
    office.desk.save_user(&user("KL", "Kim Lindqvist", Role::Broker), &act()).unwrap();
    office.desk.save_user(&user("TP", "Theo Park", Role::Clerk), &act()).unwrap();
    let rows: Vec<_> = (0..3)
        .map(|n| {
            let mut row = new_shipment(n, Route::Review);
            row.decision.tests[1].outcome = Outcome::Review;
            row.decision.tests[2].outcome = Outcome::Pass;
            row
        })
        .collect();
    office.store(&rows);
    office
}

fn ask(office: &Office, id: i64, who: &str) -> Result<Override, desk::DeskError> {
    office.desk.override_decision(id, Route::Section321, None, REASON, &by(who))
}

#[test]
fn the_first_user_is_a_broker_and_nobody_shares_initials() {
    let office = Office::open();
    let said = refusal(office.desk.save_user(&user("TP", "Theo Park", Role::Clerk), &act()));
    assert_eq!(said, "The desk needs at least one broker: nobody could override, approve, or say who works here.");
    let office = staffed();
    assert!(refusal(office.desk.save_user(&user("mo", "Max Ohm", Role::Clerk), &act())).starts_with("mo are the initials of Mara Okafor."));
    assert_eq!(
        refusal(office.desk.save_user(&user("XY", "Xen Yu", Role::Clerk), &by("TP"))),
        "Theo Park (TP) is a clerk at this desk: saying who works here is for a broker."
    );
    let mut mara = office.desk.users().unwrap()[0].clone();
    mara.initials = "MX".into();
    assert!(refusal(office.desk.save_user(&mara, &act())).starts_with("Initials stay as they are"));
    let gone = User { active: false, ..office.desk.users().unwrap()[1].clone() };
    office.desk.save_user(&gone, &act()).unwrap();
    assert_eq!(office.desk.user_called("KL").unwrap(), None);
    assert_eq!(office.desk.users().unwrap().len(), 3, "who has left is still spoken of");
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn an_override_stands_with_its_reason_beside_what_the_law_said() {
    let office = staffed();
    assert_eq!(refusal(ask(&office, 1, "TP")), "Theo Park (TP) is a clerk at this desk: overriding a decision is for a broker.");
    assert!(refusal(ask(&office, 1, "somebody")).starts_with("`somebody` is nobody who works at this desk."));
    let short = office.desk.override_decision(1, Route::Section321, None, "fine", &by("MO"));
    assert!(refusal(short).starts_with("An override needs its reason in a sentence"));
    let over = ask(&office, 1, "MO").unwrap();
    assert_eq!((over.state, over.from, over.route), (OverrideState::Standing, Route::Review, Route::Section321));
    let stored = office.desk.shipment(1).unwrap();
    assert_eq!((stored.row.route, stored.decision.exempt, stored.decisions_count), (Route::Section321, Some(true), 2));
    let test = stored.decision.tests.last().unwrap();
    assert_eq!((test.id.as_str(), test.because.as_str()), ("override", "Overridden by MO on 2024-06-03: Seen on the bench: a cotton tee, as invoiced."));
    assert_eq!(stored.decision.outcome("restricted-goods"), Some(Outcome::Review), "what the law's tests said stays");
    assert!(refusal(ask(&office, 1, "KL")).starts_with("MO overrode this shipment already."));
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn what_the_law_refuses_is_not_overridden_to_free() {
    let office = staffed();
    office.store(&[new_shipment(50, Route::Informal)]);
    let said = refusal(ask(&office, 4, "MO"));
    assert!(said.starts_with("What the law refuses is not made free by an override. Suspended or not, by the day of arrival."), "{said}");
    let stricter = office.desk.override_decision(4, Route::Formal, Some("01".into()), "A quota is near its end; formal entry to be safe.", &by("MO")).unwrap();
    assert_eq!((stricter.route, office.desk.shipment(4).unwrap().row.entry_type.as_deref()), (Route::Formal, Some("01")));
    let same = office.desk.override_decision(2, Route::Review, None, REASON, &by("MO"));
    assert_eq!(refusal(same), "That is what the desk decided itself; there is nothing to override.");
}

#[test]
fn where_the_firm_wants_it_a_second_broker_answers() {
    let office = staffed();
    office.desk.set_setting(SECOND_EYES, "yes", &act()).unwrap();
    let over = ask(&office, 1, "MO").unwrap();
    assert_eq!((over.state, office.desk.shipment(1).unwrap().row.route), (OverrideState::Pending, Route::Review));
    assert_eq!(office.desk.pending_overrides().unwrap().len(), 1);
    assert_eq!(refusal(office.desk.answer_override(over.id, true, "", &by("MO"))), "MO asked for this override: a second person answers it.");
    assert!(refusal(office.desk.answer_override(over.id, true, "", &by("TP"))).contains("is for a broker"));
    let stands = office.desk.answer_override(over.id, true, "Looked at it too.", &by("KL")).unwrap();
    assert_eq!((stands.state, stands.answered_by.as_deref()), (OverrideState::Standing, Some("KL")));
    let test = office.desk.shipment(1).unwrap().decision.tests.pop().unwrap();
    assert_eq!(test.because, "Overridden by MO on 2024-06-03, approved by KL: Seen on the bench: a cotton tee, as invoiced.");
    let refused = ask(&office, 2, "MO").unwrap();
    office.desk.answer_override(refused.id, false, "Show me the invoice.", &by("KL")).unwrap();
    assert_eq!(office.desk.shipment(2).unwrap().row.route, Route::Review);
    assert_eq!(refusal(office.desk.answer_override(refused.id, true, "", &by("KL"))), "That override is refused already.");
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn it_holds_while_the_tests_come_out_the_same_and_lapses_when_they_do_not() {
    let office = staffed();
    ask(&office, 1, "MO").unwrap();
    let mut again = office.desk.shipment(1).unwrap().decision;
    again.tests.pop();
    again.route = Route::Review;
    again.tests[0].because = "The same in other words.".into();
    let under = office.desk.under_override(1, again.clone()).unwrap();
    assert_eq!(under.route, Route::Section321, "the same tests, the same override");
    office.desk.append_decisions(&[(1, under)], &rulebook(), &act()).unwrap();
    assert_eq!(office.desk.overrides_of(1).unwrap()[0].state, OverrideState::Standing);
    again.tests[2].outcome = Outcome::Fail;
    again.route = Route::Informal;
    let anew = office.desk.under_override(1, again).unwrap();
    assert_eq!(anew.route, Route::Informal);
    office.desk.append_decisions(&[(1, anew)], &rulebook(), &act()).unwrap();
    let lapsed = &office.desk.overrides_of(1).unwrap()[0];
    assert_eq!((lapsed.state, lapsed.note.as_str()), (OverrideState::Lapsed, "The shipment was decided anew and came out differently."));
    assert_eq!((office.desk.shipment(1).unwrap().row.route, office.desk.verify().unwrap().broken), (Route::Informal, None));
}

#[test]
fn taken_back_the_desk_s_own_decision_stands_again() {
    let office = staffed();
    let over = ask(&office, 3, "MO").unwrap();
    assert!(refusal(office.desk.withdraw_override(over.id, "", &by("TP"))).contains("taking back somebody else's override is for a broker"));
    office.desk.withdraw_override(over.id, "Wrong parcel.", &by("KL")).unwrap();
    let stored = office.desk.shipment(3).unwrap();
    assert_eq!((stored.row.route, stored.decisions_count), (Route::Review, 3));
    assert_eq!(stored.decision.outcome("override"), None);
    assert_eq!(office.desk.verify().unwrap().broken, None);
}
