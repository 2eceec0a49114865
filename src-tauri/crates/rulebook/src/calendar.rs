//! Working days: all but Saturdays, Sundays and the federal holidays, which are data.

use crate::error::{Place, RulebookError};
use crate::load::{Sources, moment, optional};
use crate::raw::{self, File};
use chrono::{Datelike, Days, Month, NaiveDate, Weekday};
use customs::{Citation, Confidence};
use toml::Spanned;

/// The federal holidays with the rule that moves them from a weekend.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    holidays: Vec<Holiday>,
    saturday: i64,
    sunday: i64,
    citations: Vec<Citation>,
    /// Every day that is kept as a holiday in the years the calendar was reckoned for, in order, with the place of its holiday.
    /// The years whose days are reckoned.
    reckoned: std::ops::Range<i32>,
    kept: Vec<(NaiveDate, usize)>,
}

/// A holiday of the law.
#[derive(Clone, Debug)]
pub struct Holiday {
    /// Its name in the statute.
    pub name: String,
    /// Its day in words: `third Monday of January`.
    pub on: String,
    /// First day of the law.
    pub from: NaiveDate,
    /// First day after it.
    pub to: Option<NaiveDate>,
    /// The law.
    pub citations: Vec<Citation>,
    rule: DayRule,
}

impl Holiday {
    /// As sure as the least sure of its sources.
    pub fn confidence(&self) -> Confidence {
        self.citations.iter().map(|c| c.confidence).max().unwrap_or(Confidence::Unverified)
    }
}

/// How the day of a holiday is found in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DayRule {
    /// A day of a month.
    Day(u32, u32),
    /// The nth weekday of a month.
    Nth(u8, Weekday, u32),
    /// The last weekday of a month.
    Last(Weekday, u32),
}

/// For how many years from the first holiday of the book the days are reckoned beforehand. A day outside them is worked out
/// when it is asked for.
const RECKONED: i32 = 72;

impl DayRule {
    /// `4 July`, `third Monday of January`, `last Monday of May`.
    fn parse(text: &str) -> Option<Self> {
        let month = |name: &str| name.parse::<Month>().ok().map(|m| m.number_from_month());
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            [day, name] => {
                let (day, month) = (day.parse().ok()?, month(name)?);
                // The year 1 is no leap year: a holiday on 29 February could not be kept each year.
                NaiveDate::from_ymd_opt(1, month, day).map(|_| Self::Day(month, day))
            }
            [place, weekday, "of", name] => {
                let (weekday, month) = (weekday.parse().ok()?, month(name)?);
                match *place {
                    "first" => Some(Self::Nth(1, weekday, month)),
                    "second" => Some(Self::Nth(2, weekday, month)),
                    "third" => Some(Self::Nth(3, weekday, month)),
                    "fourth" => Some(Self::Nth(4, weekday, month)),
                    "last" => Some(Self::Last(weekday, month)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn day(self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::Day(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Self::Nth(n, weekday, month) => NaiveDate::from_weekday_of_month_opt(year, month, weekday, n),
            Self::Last(weekday, month) => (4..=5).rev().find_map(|n| NaiveDate::from_weekday_of_month_opt(year, month, weekday, n)),
        }
    }
}

impl Calendar {
    pub(crate) fn read(place: Place<'_>, file: &File, observed: &Spanned<raw::Observed>, sources: &mut Sources) -> Result<Self, RulebookError> {
        let moved = observed.get_ref();
        for shift in [moved.saturday, moved.sunday] {
            if !(-3..=3).contains(&shift) {
                return Err(place.fault(observed.span().start, format!("a holiday is not moved by {shift} days")));
            }
        }
        let mut holidays = Vec::new();
        for spanned in &file.holiday {
            let (h, at) = (spanned.get_ref(), spanned.span().start);
            let rule = DayRule::parse(h.on.get_ref()).ok_or_else(|| {
                place.fault(
                    h.on.span().start,
                    format!("`{}` is no day of the year; write `4 July`, `third Monday of January` or `last Monday of May`", h.on.get_ref()),
                )
            })?;
            holidays.push(Holiday {
                name: h.name.clone(),
                on: h.on.get_ref().clone(),
                from: moment(place, &h.from, at)?.date(),
                to: optional(place, h.to.as_ref(), at)?.map(|t| t.date()),
                citations: sources.cite(place, &h.cite, at)?,
                rule,
            });
        }
        let citations = sources.cite(place, &moved.cite, observed.span().start)?;
        let mut calendar = Self { holidays, saturday: moved.saturday, sunday: moved.sunday, citations, reckoned: 0..0, kept: Vec::new() };
        if let Some(first) = calendar.holidays.iter().map(|h| h.from.year()).min() {
            calendar.reckoned = first..first.saturating_add(RECKONED);
            // One year more: its New Year's Day may be kept in the last of them.
            calendar.kept = (first..=calendar.reckoned.end).flat_map(|year| calendar.kept_in(year)).collect();
        }
        calendar.kept.sort_unstable();
        Ok(calendar)
    }

    /// The holidays of the law.
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }

    /// Where the rule comes from that moves a holiday from a weekend.
    pub fn citations(&self) -> &[Citation] {
        &self.citations
    }

    /// The days kept as holidays that belong to a year's holidays. New Year's Day on a Saturday is kept in the year before.
    fn kept_in(&self, year: i32) -> Vec<(NaiveDate, usize)> {
        let kept = |(place, holiday): (usize, &Holiday)| {
            let day = holiday.rule.day(year)?;
            let shift = match day.weekday() {
                Weekday::Sat => self.saturday,
                Weekday::Sun => self.sunday,
                _ => 0,
            };
            let observed = day.checked_add_signed(chrono::TimeDelta::days(shift))?;
            (holiday.from <= day && holiday.to.is_none_or(|to| day < to)).then_some((observed, place))
        };
        self.holidays.iter().enumerate().filter_map(kept).collect()
    }

    /// The holiday that is kept on a day.
    pub fn holiday(&self, day: NaiveDate) -> Option<&Holiday> {
        let place = if self.reckoned.contains(&day.year()) {
            let at = self.kept.partition_point(|(kept, _)| *kept < day);
            self.kept.get(at).filter(|(kept, _)| *kept == day).map(|(_, place)| *place)
        } else {
            let years = [day.year(), day.year().saturating_add(1)];
            years.into_iter().flat_map(|year| self.kept_in(year)).find(|(kept, _)| *kept == day).map(|(_, place)| place)
        };
        place.and_then(|place| self.holidays.get(place))
    }

    /// Whether the offices work on a day.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && self.holiday(day).is_none()
    }

    /// The nth working day after a day, which does not count itself. With 0 it is the day itself.
    pub fn working_days_after(&self, day: NaiveDate, count: u32) -> Option<NaiveDate> {
        let mut at = day;
        let mut left = count;
        while left > 0 {
            at = at.checked_add_days(Days::new(1))?;
            left -= u32::from(self.is_working_day(at));
        }
        Some(at)
    }

    /// The nth working day of the month after the one a day lies in.
    pub fn working_day_of_next_month(&self, day: NaiveDate, count: u32) -> Option<NaiveDate> {
        let last = day.with_day(1)?.checked_add_months(chrono::Months::new(1))?.pred_opt()?;
        self.working_days_after(last, count)
    }

    /// The holidays that fall on a weekday between two days, the first left out.
    pub fn holidays_between(&self, after: NaiveDate, until: NaiveDate) -> Vec<(NaiveDate, &Holiday)> {
        let mut found = Vec::new();
        let mut day = after;
        while let Some(next) = day.succ_opt().filter(|next| *next <= until) {
            day = next;
            if let Some(holiday) = self.holiday(day) {
                found.push((day, holiday));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rulebook;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn calendar() -> Calendar {
        Rulebook::built_in().unwrap().calendar().clone()
    }

    #[test]
    fn days_of_the_year_in_words() {
        assert_eq!(DayRule::parse("4 July"), Some(DayRule::Day(7, 4)));
        assert_eq!(DayRule::parse("last Monday of May"), Some(DayRule::Last(Weekday::Mon, 5)));
        for wrong in ["29 February", "fifth Monday of May", "July 4", "Monday", "last Moonday of May", ""] {
            assert_eq!(DayRule::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_holiday_on_a_weekend_is_kept_on_its_friday_or_monday() {
        let calendar = calendar();
        let kept = |text: &str| calendar.holiday(day(text)).map(|h| h.name.as_str());
        // 4 July 2026 is a Saturday, 4 July 2021 was a Sunday.
        assert_eq!(kept("2026-07-03"), Some("Independence Day"));
        assert_eq!(kept("2026-07-04"), None);
        assert_eq!(kept("2021-07-05"), Some("Independence Day"));
        // New Year's Day of 2022 was a Saturday: it is kept in 2021.
        assert_eq!(kept("2021-12-31"), Some("New Year's Day"));
        // Juneteenth became law on a Thursday, and was kept on the next day.
        assert_eq!(kept("2021-06-18"), Some("Juneteenth National Independence Day"));
        assert_eq!(kept("2020-06-19"), None);
        assert_eq!(kept("2060-12-31"), Some("New Year's Day"), "of 2061, a Saturday");
        assert_eq!(kept("2061-07-04"), Some("Independence Day"), "beyond the years reckoned beforehand");
    }

    #[test]
    fn the_fifteenth_working_days_of_2025_are_those_cbp_published() {
        // The payment days of the periodic monthly statement, CSMS 63430997.
        let calendar = calendar();
        let published = ["01-23", "02-24", "03-21", "04-21", "05-21", "06-23", "07-22", "08-21", "09-22", "10-22", "11-24", "12-19"];
        for (month, said) in published.iter().enumerate() {
            let before = day("2024-12-15").checked_add_months(chrono::Months::new(u32::try_from(month).unwrap())).unwrap();
            assert_eq!(calendar.working_day_of_next_month(before, 15), Some(day(&format!("2025-{said}"))));
        }
    }

    #[test]
    fn ten_working_days_pass_over_thanksgiving() {
        let calendar = calendar();
        assert_eq!(calendar.working_days_after(day("2026-11-20"), 10), Some(day("2026-12-07")));
        let passed: Vec<_> = calendar.holidays_between(day("2026-11-20"), day("2026-12-07")).into_iter().map(|(d, h)| (d, h.name.clone())).collect();
        assert_eq!(passed, [(day("2026-11-26"), "Thanksgiving Day".to_owned())]);
        assert_eq!(calendar.working_days_after(day("2026-11-21"), 0), Some(day("2026-11-21")));
    }
}
