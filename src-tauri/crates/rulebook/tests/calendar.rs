//! Working days hold together over any dates, and a faulty calendar is refused with its line.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use proptest::prelude::*;
use rulebook::{BUILT_IN, Calendar, Rulebook};
use std::sync::LazyLock;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Rulebook::built_in().unwrap().calendar().clone());

fn days() -> impl Strategy<Value = NaiveDate> {
    (0..32_000i64).prop_map(|n| NaiveDate::from_ymd_opt(1989, 1, 2).unwrap() + TimeDelta::days(n))
}

proptest! {
    #[test]
    fn n_working_days_later_is_a_working_day_with_n_of_them_between(start in days(), count in 1u32..40) {
        let end = CALENDAR.working_days_after(start, count).unwrap();
        prop_assert!(CALENDAR.is_working_day(end));
        let between = start.iter_days().skip(1).take_while(|d| *d <= end).filter(|d| CALENDAR.is_working_day(*d)).count();
        prop_assert_eq!(between, count as usize);
    }

    #[test]
    fn counting_goes_on_where_it_stopped(start in days(), a in 1u32..20, b in 1u32..20) {
        let stopped = CALENDAR.working_days_after(start, a).unwrap();
        prop_assert_eq!(CALENDAR.working_days_after(stopped, b), CALENDAR.working_days_after(start, a + b));
    }

    #[test]
    fn a_later_start_never_ends_earlier(start in days(), count in 0u32..40) {
        let next = start.succ_opt().unwrap();
        prop_assert!(CALENDAR.working_days_after(start, count) <= CALENDAR.working_days_after(next, count));
    }

    #[test]
    fn no_holiday_is_kept_on_a_weekend(day in days()) {
        if CALENDAR.holiday(day).is_some() {
            prop_assert!(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
        }
    }
}

#[test]
fn every_year_keeps_eleven_holidays_since_juneteenth_and_ten_before() {
    for year in 1990..2090 {
        // By the holiday's own year: New Year's Day of a year may be kept on the last day of the year before.
        let of_year: Vec<_> = NaiveDate::from_ymd_opt(year, 1, 2)
            .unwrap()
            .iter_days()
            .take_while(|d| *d < NaiveDate::from_ymd_opt(year + 1, 1, 2).unwrap())
            .filter(|d| CALENDAR.holiday(*d).is_some())
            .collect();
        // New Year's Day on a Sunday is kept on the second of January: it moves a count of one from year to year.
        let moved = |y: i32| i32::from(NaiveDate::from_ymd_opt(y, 1, 1).unwrap().weekday() == Weekday::Sun);
        let expected = if year >= 2021 { 11 } else { 10 } + moved(year) - moved(year + 1);
        assert_eq!(i32::try_from(of_year.len()).unwrap(), expected, "{year}: {of_year:?}");
    }
}

fn fault(file: &str, from: &str, to: &str) -> String {
    let changed: Vec<(&str, String)> =
        BUILT_IN.iter().map(|(name, text)| (*name, if *name == file { text.replacen(from, to, 1) } else { (*text).to_owned() })).collect();
    let files: Vec<(&str, &str)> = changed.iter().map(|(n, t)| (*n, t.as_str())).collect();
    Rulebook::load(&files).expect_err("the fault is found").to_string()
}

#[test]
fn a_faulty_calendar_or_deadline_is_refused_with_its_line() {
    assert_eq!(
        fault("holidays.toml", "third Monday of January", "fifth Monday of January"),
        "holidays.toml, line 20: `fifth Monday of January` is no day of the year; write `4 July`, `third Monday of January` or `last Monday of May`"
    );
    assert!(fault("holidays.toml", "saturday = -1", "saturday = -9").contains("a holiday is not moved by -9 days"));
    assert!(fault("deadlines.toml", "starts = [\"imported\"]", "starts = [\"landed\"]").contains("`landed` is none of imported, entered, filed"));
    assert!(fault("deadlines.toml", "starts = [\"imported\"]", "starts = []").contains("begins with nothing"));
    assert!(fault("deadlines.toml", "unit = \"days\"", "unit = \"weeks\"").contains("`weeks` is none of days"));
    assert!(fault("deadlines.toml", "\"06\"]", "\"99\"]").contains("no file holds the entry type `99`"));
    assert!(fault("deadlines.toml", "cite = [\"141.5\"]", "cite = [\"141.50\"]").contains("is not in citations.toml"));
}
