//! Dates in any form, with the offset they carry; the order of day and month comes from the file.

use crate::fold::{fold, narrow};
use crate::options::DateOrder;
use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

/// A date as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct When {
    /// The calendar day where it was written.
    pub(crate) day: NaiveDate,
    /// The instant, where time and offset are given.
    pub(crate) at: Option<DateTime<FixedOffset>>,
    /// Day and month could be exchanged.
    pub(crate) ambiguous: bool,
    /// It was a bare number of days.
    pub(crate) serial: bool,
}

/// Reads a date: `2024-06-03`, `06/03/24`, `3.6.2024`, `Jul-21-25`, `2024年6月3日`, `2024-05-01 09:58:12 +0000`, `46346`.
pub(crate) fn date(text: &str, order: DateOrder, epoch_1904: bool) -> Option<When> {
    let text = narrow(text);
    let text = text.trim();
    let (head, tail) =
        match text.find(['T', ' ']).filter(|at| text.get(at + 1..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()) && t.contains(':'))) {
            Some(at) => (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or("")),
            None => (text, ""),
        };
    let (day, ambiguous, serial) = calendar_day(head.trim_end_matches(','), order, epoch_1904)?;
    let at = clock(tail).and_then(|(time, offset)| offset.and_then(|o| o.from_local_datetime(&NaiveDateTime::new(day, time)).single()));
    Some(When { day, at, ambiguous, serial })
}

fn calendar_day(text: &str, order: DateOrder, epoch_1904: bool) -> Option<(NaiveDate, bool, bool)> {
    let text = text.trim();
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return match text.len() {
            8 => NaiveDate::parse_from_str(text, "%Y%m%d").ok().map(|d| (d, false, false)),
            // Excel counts days from 1899-12-30, on old Macs from 1904-01-01. Five digits are the years 1927 to 2173.
            5 => {
                let days: i64 = text.parse().ok()?;
                let epoch = if epoch_1904 { NaiveDate::from_ymd_opt(1904, 1, 1)? } else { NaiveDate::from_ymd_opt(1899, 12, 30)? };
                epoch.checked_add_signed(Duration::try_days(days)?).map(|d| (d, false, true))
            }
            _ => None,
        };
    }
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ', ',', '年', '月', '日']).filter(|p| !p.is_empty()).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let n = |t: &str| -> Option<u32> { if t.len() <= 4 { t.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok() } else { None } };
    let year = |t: &str| -> Option<i32> {
        match (t.len(), t.parse::<i32>().ok()?) {
            (4, y) => Some(y),
            // Two digits: this century, as no shipment is older than the desk.
            (2, y) => Some(2000 + y),
            _ => None,
        }
    };
    let made = |y: i32, m: u32, d: u32| NaiveDate::from_ymd_opt(y, m, d);
    if let Some(month) = month(a) {
        return made(year(c)?, month, n(b)?).map(|d| (d, false, false));
    }
    if let Some(month) = month(b) {
        return if a.len() == 4 { made(year(a)?, month, n(c)?) } else { made(year(c)?, month, n(a)?) }.map(|d| (d, false, false));
    }
    if a.len() == 4 {
        return made(year(a)?, n(b)?, n(c)?).map(|d| (d, false, false));
    }
    if c.len() == 2 && order == DateOrder::Ymd {
        return made(year(a)?, n(b)?, n(c)?).map(|d| (d, false, false));
    }
    let (first, second, y) = (n(a)?, n(b)?, year(c)?);
    // With points between them the day always comes first.
    let dotted = text.contains('.') && !text.contains('/');
    match (first > 12, second > 12) {
        (true, true) => None,
        (true, false) => made(y, second, first).map(|d| (d, false, false)),
        (false, true) => made(y, first, second).map(|d| (d, false, false)),
        (false, false) if dotted || order == DateOrder::Dmy => made(y, second, first).map(|d| (d, !dotted && first != second, false)),
        (false, false) => made(y, first, second).map(|d| (d, first != second, false)),
    }
}

/// The order a cell shows for certain: a part above twelve is a day.
pub(crate) fn order_shown(text: &str) -> Option<DateOrder> {
    let head = text.trim().split([' ', 'T']).next()?;
    let parts: Vec<u32> = head.split(['/', '-', '.']).map(str::parse).collect::<Result<_, _>>().ok()?;
    match parts.as_slice() {
        [y, _, _] if *y > 31 => None,
        [a, b, _] if *a > 12 && *b <= 12 => Some(DateOrder::Dmy),
        [a, b, _] if *b > 12 && *a <= 12 => Some(DateOrder::Mdy),
        _ if head.contains('.') => Some(DateOrder::Dmy),
        _ => None,
    }
}

fn month(text: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "ene"],
        &["feb", "fev"],
        &["mar", "maer", "mrz", "mae"],
        &["apr", "avr", "abr"],
        &["may", "mai"],
        &["jun", "juin"],
        &["jul", "juil"],
        &["aug", "aou", "ago"],
        &["sep"],
        &["oct", "okt"],
        &["nov"],
        &["dec", "dez", "dic"],
    ];
    let folded = fold(text);
    if folded.len() < 3 || !folded.chars().all(char::is_alphabetic) {
        return None;
    }
    // `juin` and `juillet` share three letters; the longer name decides first.
    if folded.starts_with("juil") {
        return Some(7);
    }
    MONTHS.iter().position(|names| names.iter().any(|name| folded.starts_with(name))).map(|at| at as u32 + 1)
}

fn clock(text: &str) -> Option<(NaiveTime, Option<FixedOffset>)> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let upper = text.to_uppercase();
    let end = upper.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(upper.len());
    let (time, zone) = upper.split_at_checked(end)?;
    let mut parts = time.split([':', '.']);
    let mut hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = parts.next()?.parse().ok()?;
    let second: u32 = parts.next().and_then(|s| s.parse().ok()).unwrap_or(0);
    let mut zone = zone.trim();
    if let Some(rest) = zone.strip_prefix("PM") {
        hour = if hour < 12 { hour + 12 } else { hour };
        zone = rest.trim();
    } else if let Some(rest) = zone.strip_prefix("AM") {
        hour %= 12;
        zone = rest.trim();
    }
    let offset = match zone {
        "Z" | "UTC" | "GMT" => FixedOffset::east_opt(0),
        _ => {
            let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
            let sign = if zone.starts_with('-') { -1 } else { 1 };
            match (zone.starts_with(['+', '-']), digits.len()) {
                (true, 4) => digits.parse::<i32>().ok().and_then(|n| FixedOffset::east_opt(sign * (n / 100 * 3600 + n % 100 * 60))),
                (true, 2) => digits.parse::<i32>().ok().and_then(|n| FixedOffset::east_opt(sign * n * 3600)),
                _ => None,
            }
        }
    };
    Some((NaiveTime::from_hms_opt(hour, minute, second)?, offset))
}

#[cfg(test)]
mod tests {
    use super::*;
    use DateOrder::{Dmy, Mdy, Ymd};

    fn day(text: &str, order: DateOrder) -> String {
        date(text, order, false).map_or("no date".to_owned(), |w| w.day.to_string())
    }

    #[test]
    fn dates_in_any_form() {
        for (text, order, expected) in [
            ("2024-06-03", Mdy, "2024-06-03"),
            ("06/03/24", Mdy, "2024-06-03"),
            ("03/06/2024", Dmy, "2024-06-03"),
            ("3.6.2024", Mdy, "2024-06-03"),
            ("03.06.24", Mdy, "2024-06-03"),
            ("31/12/2024", Mdy, "2024-12-31"),
            ("12/31/2024", Dmy, "2024-12-31"),
            ("Jul-21-25", Mdy, "2025-07-21"),
            ("21-Jul-2025", Mdy, "2025-07-21"),
            ("21 juillet 2025", Mdy, "2025-07-21"),
            ("5 juin 2025", Mdy, "2025-06-05"),
            ("3. März 2024", Mdy, "2024-03-03"),
            ("June 3rd, 2024", Mdy, "2024-06-03"),
            ("2024年6月3日", Mdy, "2024-06-03"),
            ("2024/6/3", Mdy, "2024-06-03"),
            ("20240603", Mdy, "2024-06-03"),
            ("24-06-03", Ymd, "2024-06-03"),
            ("46346", Mdy, "2026-11-20"),
            ("2024-06-03T00:00:00", Mdy, "2024-06-03"),
            ("06/03/2024 11:30 PM", Mdy, "2024-06-03"),
        ] {
            assert_eq!(day(text, order), expected, "{text}");
        }
        for text in ["", "soon", "31/31/2024", "2024-13-01", "1/2", "123456"] {
            assert_eq!(day(text, Mdy), "no date", "{text}");
        }
    }

    #[test]
    fn days_from_1904_are_four_years_later() {
        assert_eq!(date("44884", Mdy, true).unwrap().day.to_string(), "2026-11-20");
        assert!(date("44884", Mdy, true).unwrap().serial);
    }

    #[test]
    fn the_offset_is_kept_so_that_the_calendar_day_can_be_told() {
        let late = date("2024-05-01 23:58:12 -0400", Mdy, false).unwrap();
        assert_eq!(late.day.to_string(), "2024-05-01");
        assert_eq!(late.at.unwrap().to_rfc3339(), "2024-05-01T23:58:12-04:00");
        assert_eq!(late.at.unwrap().naive_utc().date().to_string(), "2024-05-02");
        assert_eq!(date("2009-01-01T10:50:49-08:00", Mdy, false).unwrap().at.unwrap().offset().to_string(), "-08:00");
        assert_eq!(date("2024-05-01 09:58", Mdy, false).unwrap().at, None);
    }

    #[test]
    fn what_could_be_two_days_says_so() {
        assert!(date("03/04/24", Mdy, false).unwrap().ambiguous);
        assert!(!date("03/03/24", Mdy, false).unwrap().ambiguous);
        assert!(!date("03/14/24", Mdy, false).unwrap().ambiguous);
        assert!(!date("3.4.24", Mdy, false).unwrap().ambiguous);
        assert_eq!(order_shown("03/14/24"), Some(Mdy));
        assert_eq!(order_shown("14/03/24"), Some(Dmy));
        assert_eq!(order_shown("03/04/24"), None);
        assert_eq!(order_shown("3.4.24"), Some(Dmy));
        assert_eq!(order_shown("2024-03-14"), None);
    }
}
