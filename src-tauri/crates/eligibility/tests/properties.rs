//! What must hold for any batch.

use customs::shipment::Batch;
use customs::{Arrival, Claim, Decimal, Decision, Line, Mode, Party, PgaData, PgaStatement, Shipment};
use proptest::prelude::*;
use rulebook::Rulebook;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static BOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::built_in().unwrap());

fn one_of(list: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(list).prop_map(str::to_owned)
}

fn maybe(list: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.4, one_of(list))
}

/// A small town, so that people meet.
fn party() -> impl Strategy<Value = Party> {
    (
        one_of(&["Ruth Sandoval", "SANDOVAL, RUTH", "R. Sandoval", "Ruth Sandovall", "Owen Sandoval", "Greta Olsen", "Mickey Mouse"]),
        one_of(&["48 Birch Lane", "48 BIRCH LN", "48 Birch Lane Apt 2", "310 Walnut Street"]),
        one_of(&["45402", "45402-0311", "33602"]),
        maybe(&["ruth@example.com", "Ruth+x@example.com", "all@example.com"]),
        maybe(&["937 555 0187", "+1 (937) 555-0187", "813-555-0100"]),
    )
        .prop_map(|(name, street, zip, email, phone)| Party {
            name: Some(name),
            address1: Some(street),
            postal_code: Some(zip),
            country: Some("US".into()),
            email,
            phone,
            ..Default::default()
        })
}

fn line() -> impl Strategy<Value = Line> {
    (
        prop::sample::select(
            &[
                ("brass desk lamp", Some("9405.21.6010")),
                ("men's woven wool jacket", Some("6203.31.9020")),
                ("two bottles of white wine", None),
                ("dried apple rings", Some("0813.30.0000")),
                ("eau de parfum spray", Some("3303.00.3000")),
                ("printed cookery book", Some("4901.99.0075")),
                ("women's leather shoes", Some("3924.10.4000")),
                ("parts", None),
            ][..],
        ),
        prop::sample::select(&[500i64, 9_500, 10_000, 19_999, 40_000, 40_001, 78_500, 79_999, 80_000][..]),
        one_of(&["AT", "CN", "HK", "FR"]),
        prop::bool::weighted(0.2),
    )
        .prop_map(|((description, hts), cents, origin, stated)| Line {
            description: description.into(),
            hts: hts.map(str::to_owned),
            value: Some(Decimal::new(cents, 2)),
            origin: Some(origin),
            pga: if stated { vec![PgaStatement { agency: "FDA".into(), data: PgaData::Filed }] } else { Vec::new() },
            ..Default::default()
        })
}

fn shipment() -> impl Strategy<Value = Shipment> {
    (
        one_of(&[
            "2024-06-03",
            "2024-06-04",
            "2024-06-05",
            "2024-06-04T23:30:00-07:00",
            "2015-06-04",
            "2025-02-04",
            "2025-02-06",
            "2025-08-28",
            "2025-08-29",
            "2026-10-23",
        ]),
        (party(), prop::option::weighted(0.1, party())),
        prop::sample::select(&[Claim::Commercial, Claim::Commercial, Claim::Commercial, Claim::Gift, Claim::Accompanied][..]),
        prop::sample::select(&[Mode::Air, Mode::Air, Mode::Mail, Mode::Accompanied][..]),
        one_of(&["Almhof Versand GmbH", "Odile Perrin"]),
        maybe(&["W-1", "w1", "W-2", "n/a"]),
        maybe(&["RT00000017", "RT00000018"]),
        prop::option::weighted(0.3, any::<bool>()),
        prop::collection::vec(line(), 1..3),
    )
        .prop_map(|(arrival, (consignee, purchaser), claim, mode, shipper, order_number, tracking_number, goods_sold, lines)| Shipment {
            arrival: arrival.parse::<Arrival>().ok(),
            mode: Some(mode),
            country_of_shipment: Some("AT".into()),
            shipper: Some(Party { name: Some(shipper), country: Some("AT".into()), ..Default::default() }.into()),
            consignee: Some(consignee.into()),
            purchaser: purchaser.map(Box::new),
            claim,
            goods_sold,
            order_number,
            tracking_number,
            lines,
            ..Default::default()
        })
}

/// Shipments with numbers of their own.
fn shipments(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Shipment>> {
    prop::collection::vec(shipment(), count).prop_map(|mut all| {
        for (i, s) in all.iter_mut().enumerate() {
            s.id = format!("S{i}");
        }
        all
    })
}

fn decide(shipments: &[Shipment], history: &[Shipment]) -> BTreeMap<String, Decision> {
    let batch = Batch { shipments: shipments.to_vec(), history: history.to_vec() };
    eligibility::decide(&batch, &BOOK).decisions.into_iter().map(|d| (d.id.clone(), d)).collect()
}

fn bytes(decisions: &BTreeMap<String, Decision>) -> String {
    serde_json::to_string(decisions).unwrap()
}

/// Nothing that was not free before is free now.
fn nothing_gained(before: &BTreeMap<String, Decision>, after: &BTreeMap<String, Decision>) -> Result<(), TestCaseError> {
    for (id, now) in after {
        if let Some(was) = before.get(id)
            && now.exempt == Some(true)
        {
            prop_assert_eq!(was.exempt, Some(true), "{} became free: {} was {}", id, now.route.code(), was.route.code());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_input_never_matters(all in shipments(1..9), seed in any::<u64>()) {
        let mut shuffled = all.clone();
        shuffled.sort_by_key(|s| (s.id.len() as u64 * 31 + s.id.bytes().map(u64::from).sum::<u64>()).wrapping_mul(seed | 1));
        prop_assert_eq!(bytes(&decide(&all, &[])), bytes(&decide(&shuffled, &[])));
        let mut reversed = all.clone();
        reversed.reverse();
        prop_assert_eq!(bytes(&decide(&all, &[])), bytes(&decide(&reversed, &[])));
    }

    #[test]
    fn another_parcel_never_makes_anything_free(all in shipments(2..9)) {
        let before = decide(&all[..all.len() - 1], &[]);
        nothing_gained(&before, &decide(&all, &[]))?;
    }

    #[test]
    fn a_cent_more_never_makes_anything_free(all in shipments(1..6), which in any::<prop::sample::Index>()) {
        let before = decide(&all, &[]);
        let mut more = all.clone();
        let at = which.index(more.len());
        let value = &mut more[at].lines[0].value;
        *value = value.map(|v| v + Decimal::new(1, 2));
        nothing_gained(&before, &decide(&more, &[]))?;
    }

    #[test]
    fn deciding_twice_gives_the_same_bytes(all in shipments(1..9)) {
        prop_assert_eq!(bytes(&decide(&all, &[])), bytes(&decide(&all, &[])));
    }

    #[test]
    fn halves_with_history_give_what_the_whole_gave(all in shipments(2..9), cut in any::<prop::sample::Index>()) {
        let (a, b) = all.split_at(cut.index(all.len()));
        let whole = decide(&all, &[]);
        let mut halves = decide(a, b);
        halves.extend(decide(b, a));
        prop_assert_eq!(bytes(&whole), bytes(&halves));
    }

    #[test]
    fn what_is_joined_shares_a_key(a in shipment(), b in shipment()) {
        let (a, b) = (Shipment { id: "A".into(), ..a }, Shipment { id: "B".into(), ..b });
        let share = |f: fn(&Shipment) -> Vec<String>| f(&a).iter().any(|k| f(&b).contains(k));
        let decided = decide(&[a.clone(), b.clone()], &[]);
        let first = &decided["A"];
        if first.person.as_ref().is_some_and(|p| p.shipments.len() == 2) {
            prop_assert!(share(eligibility::identity::match_keys));
        }
        let day = first.tests.iter().find(|t| t.id == "person-day-aggregate").unwrap();
        if day.facts.contains_key("may_be") {
            prop_assert!(share(eligibility::identity::near_keys) || share(eligibility::identity::match_keys));
        }
        let lots = first.tests.iter().find(|t| t.id == "single-order-split").unwrap();
        if lots.facts.contains_key("order_total") {
            prop_assert!(share(eligibility::identity::lot_keys));
        }
    }

    #[test]
    fn no_input_panics(
        texts in prop::collection::vec(".{0,40}", 12),
        mantissa in any::<i128>(),
        scale in 0u32..28,
        rate in any::<i64>(),
        day in "[0-9]{4}-[01][0-9]-[0-3][0-9]",
        claim in prop::sample::select(&[Claim::Commercial, Claim::Gift, Claim::Accompanied][..]),
    ) {
        let text = |i: usize| texts.get(i).cloned();
        let party = Party { name: text(0), address1: text(1), address2: text(2), city: text(3), region: text(4), postal_code: text(5), country: text(6), email: text(7), phone: text(8) };
        let value = Decimal::try_from_i128_with_scale(mantissa >> 33, scale).ok();
        let line = Line { description: texts[9].clone(), hts: text(10), origin: text(6), value, entered_value: value, quantity: value, chapter_99: texts.clone(), ..Default::default() };
        let s = Shipment {
            id: texts[11].clone(),
            arrival: day.parse().ok(),
            shipper: Some(party.clone().into()),
            consignee: Some(party.into()),
            claim,
            currency: Some("EUR".into()),
            exchange_rate: Some(Decimal::new(rate, 4)),
            order_number: text(10),
            tracking_number: text(9),
            lines: vec![line.clone(), line],
            ..Default::default()
        };
        let decided = eligibility::decide(&Batch { shipments: vec![s.clone(), s.clone()], history: vec![s] }, &BOOK);
        prop_assert_eq!(decided.decisions.len(), 2);
    }
}
