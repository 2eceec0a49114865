//! The engine from outside: it never panics, its sums add up, it gives the same result twice, it compares ways to enter.

use customs::{Decimal, DutyRequest, DutyRequestLine};
use proptest::prelude::*;
use std::sync::LazyLock;
use tariff::Tariff;

static TARIFF: LazyLock<Tariff> = LazyLock::new(|| Tariff::starter().unwrap());

fn request(on: &str, lines: &[(&str, &str, &str)]) -> DutyRequest {
    let lines: Vec<serde_json::Value> =
        lines.iter().map(|(hts, origin, value)| serde_json::json!({"hts": hts, "origin": origin, "entered_value_usd": value})).collect();
    serde_json::from_value(serde_json::json!({"id": "1", "entry_date": on, "entry_type": "11", "mode": "air", "lines": lines})).unwrap()
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn one_bad_line_does_not_silence_the_others() {
    let result = TARIFF.duty(&request("2026-03-02", &[("6109.10.0012", "VN", "100"), ("6109.10.0099", "VN", "100"), ("4901.99.0070", "XX", "5")]));
    assert_eq!(result.lines.len(), 3);
    assert_eq!(result.lines[0].duty, Some(d("26.50")));
    assert_eq!((result.total_duty, result.total, result.fees.len()), (None, None, 0));
    let error = result.error.unwrap();
    assert!(error.contains("Line 2: 6109.10.0099 is not among the lines") && error.contains("Line 3: the origin `XX`"), "{error}");
    assert!(TARIFF.duty(&request("2026-03-02", &[])).error.unwrap().contains("no lines"));
}

#[test]
fn every_layer_has_its_law() {
    let result = TARIFF.duty(&request("2026-03-02", &[("6109.10.0012", "CN", "100")]));
    assert!(result.lines[0].components.iter().all(|c| !c.citations.is_empty() && !c.name.is_empty() && !c.rate.is_empty()));
    for law in ["85 FR 3741", "Proclamation 11012", "90 FR 34665"] {
        assert!(result.citations.iter().any(|c| c.text == law), "{law}: {:?}", result.citations);
    }
    assert_eq!(result.lines[0].description, "Apparel, knitted › Men's cotton T-shirts, knitted");
    assert_eq!(result.edition.as_deref(), Some("Starter tariff (rates of 2026 HTS Revision 10)"));
}

#[test]
fn ways_to_enter_side_by_side() {
    let one = request("2026-03-02", &[("6109.10.0012", "VN", "100")]);
    let landed = TARIFF.landed(&one);
    assert_eq!(
        (landed.goods, landed.informal.total, landed.formal.total, landed.saved_by_321),
        (d("100"), Some(d("29.19")), Some(d("60.08")), Some(d("29.19")))
    );
    let all = TARIFF.consolidation(&[one.clone(), one.clone(), one.clone()], "11").unwrap();
    assert_eq!((all.alone, all.together.total, all.saved), (Some(d("87.57")), Some(d("82.19")), Some(d("5.38"))), "two informal fees are saved");
    let formal = TARIFF.consolidation(&[one.clone(), one], "01").unwrap();
    assert_eq!((formal.alone_duty, formal.together.total), (Some(d("53.00")), Some(d("86.58"))), "one formal entry pays the least formal fee");
    assert!(TARIFF.consolidation(&[], "11").is_none());
}

#[test]
fn the_days_on_which_duty_may_change() {
    let day = |text: &str| text.parse().unwrap();
    let days = TARIFF.days_of_change(customs::Country::from_code("VN").unwrap(), day("2026-02-01"), day("2026-04-30"));
    let days: Vec<String> = days.iter().map(ToString::to_string).collect();
    assert_eq!(days, ["2026-02-07", "2026-02-24", "2026-02-28", "2026-04-06"]);
}

#[test]
fn what_the_same_line_owed_on_other_days() {
    let day = |text: &str| text.parse().unwrap();
    let steps = TARIFF.over_time(&request("2026-03-02", &[("6109.10.0012", "VN", "100")]), day("2026-02-01"), day("2026-07-31"));
    let said: Vec<String> = steps
        .iter()
        .map(|s| format!("{} to {}: {} by {}", s.from, s.to, s.duty.unwrap(), s.layers.iter().map(|l| l.code.as_str()).collect::<Vec<_>>().join(" + ")))
        .collect();
    assert_eq!(
        said,
        [
            "2026-02-01 to 2026-02-24: 36.50 by 9903.02.69 + 6109.10.0012",
            "2026-02-24 to 2026-07-24: 26.50 by 9903.03.01 + 6109.10.0012",
            "2026-07-24 to 2026-08-01: 29.00 by 9903.05.84 + 6109.10.0012",
        ]
    );
    assert!(steps.iter().all(|s| !s.own_edition && s.error.is_none()), "the starter is no edition of those days");
    let none = TARIFF.over_time(&request("2026-03-02", &[("6109.10.0099", "VN", "100")]), day("2026-02-01"), day("2026-02-02"));
    assert!(none.len() == 1 && none[0].duty.is_none() && none[0].error.as_deref().is_some_and(|e| e.contains("6109.10.0099")));
}

fn goods() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("6109.10.0012"),
        Just("7326.90.8688"),
        Just("3305.10.0000"),
        Just("9102.11.25"),
        Just("8708.99.8180"),
        Just("2204.21.5040"),
        Just("9403.60.8093"),
        Just("8806.22.0000"),
        Just("6109.10"),
        Just("zz"),
    ]
    .prop_map(str::to_owned)
}

#[test]
fn where_the_base_duty_reaches_the_total_the_heading_that_says_so_is_reported_and_cited() {
    // 15 % in all for goods of the European Union: porcelain pays 26 % already, cotton shirts 16.5 %, mugs 10 %.
    let result = TARIFF.duty(&request("2025-09-15", &[("6911.10.8010", "DE", "100"), ("6912.00.4400", "DE", "100")]));
    let said = |line: usize| {
        let component = &result.lines[line].components[0];
        (component.code.as_str(), component.citations[0].text.as_str(), component.duty)
    };
    assert_eq!(said(0), ("9903.02.19", "HTSUS 9903.02.19", Some(d("0.00"))));
    assert_eq!(said(1), ("9903.02.20", "HTSUS 9903.02.20", Some(d("5.00"))));
}

/// A line that reports a heading of chapter 99.
fn claimed_book() -> DutyRequestLine {
    serde_json::from_value(serde_json::json!({"hts": "4901.99.0070", "origin": "CN", "entered_value_usd": "20", "claims": ["9903.01.31"]})).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_request_is_answered_and_its_sums_add_up(
        hts in goods(), origin in "[A-Z]{2}|CN|CA|JP|IT|RU|BR", value in "[0-9]{1,28}|-5|[0-9]{1,4}\\.[0-9]{2}", day in 0i64..3300,
        quantities in prop::collection::vec(("[0-9]{1,28}", "kg|No\\.|liters|USD case|USD steel content|[a-z]{0,3}"), 0..3),
        programs in prop::collection::vec("S|KR|P|A|[A-Z+*]{0,2}", 0..2), claims in prop::collection::vec("9903\\.(01|82|94|88|05)\\.[0-9]{2}|9801.00.10|x", 0..2),
        loaded in prop::option::of(0i64..3300), entry_type in "11|01|86|", ocean in any::<bool>(),
    ) {
        let start: chrono::NaiveDate = "2017-12-01".parse().unwrap();
        let date = |days: i64| start + chrono::Duration::days(days);
        let quantities: Vec<serde_json::Value> = quantities.iter().map(|(amount, unit)| serde_json::json!({"amount": amount, "unit": unit})).collect();
        let request: DutyRequest = serde_json::from_value(serde_json::json!({
            "id": "x", "entry_date": date(day), "entry_type": entry_type, "mode": if ocean { "ocean" } else { "air" }, "loaded_on": loaded.map(date),
            "lines": [{"hts": hts, "origin": origin, "entered_value_usd": value, "quantities": quantities, "programs": programs, "claims": claims}],
        })).unwrap();
        let result = TARIFF.duty(&request);
        prop_assert_eq!(&result, &TARIFF.duty(&request));
        for line in &result.lines {
            if let Some(duty) = line.duty {
                prop_assert_eq!(duty, line.components.iter().filter_map(|c| c.duty).sum::<Decimal>());
                prop_assert!(line.components.iter().all(|c| c.duty.is_some_and(|d| d.scale() == 2 && d >= Decimal::ZERO)));
            }
        }
        // beside a line that reports a heading it owes what it owes alone
        let mut beside = request.clone();
        beside.lines.insert(0, claimed_book());
        let beside = TARIFF.duty(&beside);
        prop_assert_eq!(beside.lines.get(1).map(|l| &l.components), result.lines.first().map(|l| &l.components));
        // either there is a sum, or words that say why there is none
        prop_assert_eq!(result.total_duty.is_none(), result.error.is_some());
        if let (Some(total), Some(duty)) = (result.total, result.total_duty) {
            prop_assert_eq!(total, duty + result.fees.iter().map(|f| f.amount).sum::<Decimal>());
        }
    }
}
