//! What the desk knows beside shipments: rates, product lists, rules of a client. All of it on record.

use crate::kit::*;
use customs::{Product, Rate, RateKind};
use desk::{Desk, NewRule};
use rusqlite::Connection;

fn rate(currency: &str, kind: RateKind, from: &str, to: &str, usd: &str) -> Rate {
    Rate {
        currency: currency.into(),
        kind,
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        usd_per_unit: usd.parse().unwrap(),
        source: "bulletin".into(),
    }
}

fn product(sku: &str, hts: &str, origin: &str) -> Product {
    Product { sku: sku.into(), hts: hts.into(), origin: origin.into(), source: "typed".into(), ..Product::default() }
}

#[test]
fn rates_are_replaced_and_removed_on_record() {
    let office = Office::open();
    let quarter = rate("EUR", RateKind::Quarterly, "2026-10-01", "2026-12-31", "1.0800");
    assert_eq!(office.desk.save_rates(&[quarter.clone(), rate("EUR", RateKind::Daily, "2026-11-12", "2026-11-12", "1.15")], &act()).unwrap(), 2);
    assert_eq!(office.desk.save_rates(std::slice::from_ref(&quarter), &act()).unwrap(), 0, "the same again changes nothing");
    assert_eq!(office.desk.save_rates(&[rate("EUR", RateKind::Quarterly, "2026-10-01", "2026-12-31", "1.0801")], &act()).unwrap(), 1);
    let rows = office.desk.rates().unwrap();
    assert_eq!(rows.iter().map(|r| r.rate.usd_per_unit.to_string()).collect::<Vec<_>>(), ["1.15", "1.0801"]);
    assert_eq!(office.desk.verify().unwrap().broken, None);
    office.desk.remove_rate(rows[0].id, &act()).unwrap();
    assert_eq!(office.desk.rates().unwrap().len(), 1);
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn rates_that_cannot_be_are_refused_whole() {
    let office = Office::open();
    office.desk.save_rates(&[rate("EUR", RateKind::Quarterly, "2026-10-01", "2026-12-31", "1.08")], &act()).unwrap();
    let overlapping =
        [rate("CHF", RateKind::Quarterly, "2026-10-01", "2026-12-31", "1.1"), rate("EUR", RateKind::Quarterly, "2026-12-01", "2027-02-28", "1.09")];
    assert_eq!(
        refusal(office.desk.save_rates(&overlapping, &act())),
        "EUR has a quarterly rate for 2026-10-01 to 2026-12-31 already, which overlaps 2026-12-01 to 2027-02-28. Remove it first, or correct the days."
    );
    assert_eq!(office.desk.rates().unwrap().len(), 1, "the one that could be was not stored either");
    assert_eq!(
        refusal(office.desk.save_rates(&[rate("JPY", RateKind::Daily, "2026-10-01", "2026-10-01", "0")], &act())),
        "The JPY rate is not above zero: U.S. dollars for one unit, like 1.0845."
    );
}

#[test]
fn a_product_list_is_one_event_a_change_and_a_touched_row_is_found() {
    let office = Office::open();
    let saved = office.desk.save_products(1, &[product("MUG-1", "6912.00.4810", "DE"), product("mug-2", "6912.00.4810", "PT")], &[], &act()).unwrap();
    assert_eq!(saved, (2, 0));
    // A stock number is the same in capitals and without.
    assert_eq!(office.desk.save_products(1, &[product("MUG-2", "6912.00.4810", "VN")], &["mug-1".into()], &act()).unwrap(), (1, 1));
    let rows = office.desk.products(1).unwrap();
    assert_eq!(rows.iter().map(|r| (r.product.sku.as_str(), r.product.origin.as_str())).collect::<Vec<_>>(), [("MUG-2", "VN")]);
    assert_eq!(office.desk.verify().unwrap().broken, None);
    assert_eq!(
        refusal(office.desk.save_products(1, &[product(" ", "", "")], &[], &act())),
        "A product needs its stock number, as the merchant's files write it."
    );
    assert_eq!(refusal(office.desk.save_products(77, &[product("A", "", "")], &[], &act())), "There is no client number 77 on this desk.");
    let (file, _folder) = office.close();
    Connection::open(&file).unwrap().execute("UPDATE products SET body = replace(body, 'VN', 'DE')", []).unwrap();
    let desk = Desk::open(&file, &act()).unwrap();
    assert_eq!(desk.verify().unwrap().broken.unwrap().why, "products:1 is not as it left it");
}

#[test]
fn an_emptied_product_list_is_sound() {
    let office = Office::open();
    office.desk.save_products(1, &[product("MUG-1", "6912.00.4810", "DE")], &[], &act()).unwrap();
    office.desk.save_products(1, &[], &["MUG-1".into()], &act()).unwrap();
    assert_eq!(office.desk.products(1).unwrap(), []);
    assert_eq!(office.desk.verify().unwrap().broken, None);
}

#[test]
fn a_rule_is_replaced_and_removed_and_stays_on_record() {
    let office = Office::open();
    let rule = |means: &str| NewRule { field: "origin".into(), says: "Mainland".into(), means: means.into() };
    let first = office.desk.remember_rule(1, &rule("CN"), &act()).unwrap();
    assert_eq!(office.desk.remember_rule(1, &rule("CN"), &act()).unwrap(), first);
    let second = office.desk.remember_rule(1, &rule("HK"), &act()).unwrap();
    assert_ne!(first, second);
    assert_eq!(office.desk.client_rules(1).unwrap().iter().map(|r| r.rule.means.as_str()).collect::<Vec<_>>(), ["HK"]);
    office.desk.remove_rule(second, &act()).unwrap();
    assert_eq!(office.desk.client_rules(1).unwrap(), []);
    assert_eq!(refusal(office.desk.remove_rule(second, &act())), "That rule was removed already.");
    assert_eq!(office.desk.journal(Some(&format!("client-rule:{second}")), None, 10).unwrap().len(), 2);
    assert_eq!(office.desk.verify().unwrap().broken, None);
}
