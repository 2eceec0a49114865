//! Lists: sorting, filtering, finding.

use crate::kit::*;
use customs::Route;
use desk::{NewEntry, ShipmentQuery, SortKey};
use proptest::prelude::*;

fn text(text: &str) -> ShipmentQuery {
    ShipmentQuery { text: text.into(), ..Default::default() }
}

fn mixed() -> Office {
    let office = Office::open();
    let mut rows = shipments(6, Route::Section321);
    rows[1].decision.route = Route::Review;
    rows[2].decision.route = Route::Informal;
    rows[3].shipment.lines[0].value = Some("1200.5".parse().unwrap());
    rows[4].shipment.lines[0].value = None;
    rows[5].shipment.currency = Some("EUR".into());
    rows[5].shipment.exchange_rate = Some("1.0844".parse().unwrap());
    rows[0].shipment.consignee.as_mut().unwrap().name = Some("adam Zed".into());
    office.store(&rows);
    office
}

#[test]
fn lists_sort_by_what_they_show() {
    let office = mixed();
    let sorted = |sort, descending| office.desk.shipment_ids(&ShipmentQuery { sort, descending, ..Default::default() }).unwrap();
    assert_eq!(sorted(SortKey::Stored, false), [1, 2, 3, 4, 5, 6]);
    assert_eq!(sorted(SortKey::Stored, true), [6, 5, 4, 3, 2, 1]);
    assert_eq!(sorted(SortKey::Value, false), [5, 1, 2, 3, 6, 4], "without a value first, then by amount, not by text");
    assert_eq!(sorted(SortKey::Route, false), [2, 1, 4, 5, 6, 3], "what a person must look at comes first");
    assert_eq!(sorted(SortKey::Person, false)[0], 1, "small and large letters are alike");
    assert_eq!(sorted(SortKey::Arrival, true)[0], 5);
    for sort in [SortKey::Bill, SortKey::Goods, SortKey::Origin, SortKey::Hts, SortKey::Lines, SortKey::Port, SortKey::Client, SortKey::Entry] {
        assert_eq!(sorted(sort, false).len(), 6, "{sort:?}");
    }
}

#[test]
fn names_sort_as_people_sort_them() {
    let office = Office::open();
    let mut rows = shipments(5, Route::Informal);
    for (row, name) in rows.iter_mut().zip(["Zola", "émile", "Eve", "ADA", "Ödön"]) {
        row.shipment.consignee.as_mut().unwrap().name = Some(name.into());
    }
    office.store(&rows);
    let ids = office.desk.shipment_ids(&ShipmentQuery { sort: SortKey::Person, ..Default::default() }).unwrap();
    let names: Vec<_> = office.desk.shipment_rows(&ids).unwrap().into_iter().map(|r| r.person).collect();
    assert_eq!(names, ["ADA", "émile", "Eve", "Ödön", "Zola"]);
}

#[test]
fn lists_filter_and_count() {
    let office = mixed();
    let ids = |query| office.desk.shipment_ids(&query).unwrap();
    assert_eq!(ids(ShipmentQuery { routes: vec![Route::Review, Route::Informal], ..Default::default() }), [2, 3]);
    assert_eq!(ids(ShipmentQuery { arrival_from: Some(day("2024-06-04")), arrival_to: Some(day("2024-06-05")), ..Default::default() }), [2, 3]);
    assert_eq!(ids(ShipmentQuery { client_id: Some(9), ..Default::default() }), [0i64; 0]);
    assert_eq!(ids(ShipmentQuery { import_id: Some(1), without_entry: true, ..Default::default() }).len(), 6);
    let query = ShipmentQuery { routes: vec![Route::Review], ..Default::default() };
    assert_eq!(office.desk.route_counts(&query).unwrap(), [(Route::Review, 1), (Route::Section321, 4), (Route::Informal, 1)]);
}

#[test]
fn a_row_says_what_the_shipment_says() {
    let office = mixed();
    let rows = office.desk.shipment_rows(&[6, 99, 5]).unwrap();
    assert_eq!(rows.iter().map(|r| r.id).collect::<Vec<_>>(), [6, 5], "in the order asked; what is gone is left out");
    assert_eq!(rows[0].value_usd.as_deref(), Some("27.11"), "25.00 EUR at 1.0844");
    assert_eq!(rows[1].value_usd, None, "no value, no figure");
    let row = &office.desk.shipment_rows(&[3]).unwrap()[0];
    assert_eq!((row.person.as_str(), row.origin.as_str(), row.hts.as_str(), row.lines), ("Zoë O'Brien 2", "CN", "6109.10.0012", 1));
    assert_eq!((row.arrival, row.entry_type.as_deref(), row.exempt), (Some(day("2024-06-05")), Some("86"), Some(true)));
    assert_eq!(row.decided_at, act().at);
}

#[test]
fn everything_a_broker_remembers_finds_it() {
    let office = Office::open();
    let mut rows = shipments(3, Route::Informal);
    rows[1].shipment.tracking_number = Some("1Z-999 AA1".into());
    rows[2].shipment.lines[0].description = "Füllfederhalter 钢笔".into();
    office.store(&rows);
    let draft = NewEntry { client_id: office.client, shipment_ids: vec![3] };
    let number = office.desk.create_entries(&[draft], &act(), &mut |_, number| Ok(summary(number, "WT-000002"))).unwrap().remove(0);
    let find = |typed: &str| office.desk.shipment_ids(&text(typed)).unwrap();
    assert_eq!(find("WT-000001"), [2]);
    assert_eq!(find("wt000001"), [2], "dashes are dress");
    assert_eq!(find("000001"), [2]);
    assert_eq!(find("wt-0000"), [1, 2, 3], "the beginning is enough");
    assert_eq!(find("zoe o'brien 000001"), [2], "accents and apostrophes are dress too");
    assert_eq!(find("obrien"), [1, 2, 3]);
    assert_eq!(find("6109.10"), [1, 2, 3]);
    assert_eq!(find("6109100012"), [1, 2, 3]);
    assert_eq!(find("#102"), [3], "order number");
    assert_eq!(find("1z999"), [2], "tracking number");
    assert_eq!(find("fullfeder"), [3]);
    assert_eq!(find("钢笔"), [3]);
    assert_eq!(find(number.as_str()), [3]);
    assert_eq!(find("cotton wt-000000"), [1], "every word must be found");
    assert_eq!(find("cotton xylophone"), [0i64; 0]);
    assert_eq!(find("  "), [1, 2, 3], "nothing typed hides nothing");
    assert_eq!(find("\"-*"), [0i64; 0]);
    assert_eq!(office.desk.route_counts(&text("1z999")).unwrap(), [(Route::Informal, 1)]);
}

#[test]
fn the_language_of_the_index_cannot_be_typed() {
    let office = Office::open();
    office.store(&shipments(2, Route::Informal));
    for typed in [
        "\"",
        "a\" OR \"b",
        "NEAR(x y)",
        "text : tee",
        "^tee",
        "tee*",
        "- tee",
        "(",
        "AND",
        "NOT",
        "a AND",
        "tee + knit",
        "x'00'",
        ";--",
        "%_",
        "\0",
        "²½㊙",
        "a\u{301}",
    ] {
        office.desk.shipment_ids(&text(typed)).unwrap_or_else(|e| panic!("{typed}: {e}"));
    }
    assert_eq!(office.desk.shipment_ids(&text("tee*")).unwrap(), [1, 2]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_typed_is_looked_for(typed in "\\PC{0,40}") {
        thread_local! {
            static OFFICE: Office = Office::open();
        }
        OFFICE.with(|office| office.desk.shipment_ids(&text(&typed)).map(|_| ())).unwrap();
    }
}
