//! The file's conventions: its decimal sign, its order of day and month.

use super::places::Places;
use crate::field::Field;
use crate::grid::{CellKind, Grid};
use crate::issues::Issues;
use crate::layout::Layout;
use crate::options::{DateOrder, DecimalSign, ReadOptions};
use crate::reading::{Column, DateOrderFound, Severity};
use crate::value::{date, money};

/// Settles the decimal sign by the cells that show it for certain.
pub(crate) fn decimal_sign(grid: &Grid, from: usize, columns: &[Column], options: &ReadOptions, issues: &mut Issues) -> DecimalSign {
    if let Some(named) = options.decimal_sign {
        return named;
    }
    let (mut points, mut commas) = (0u32, 0u32);
    let mut doubtful: Option<(usize, usize, String)> = None;
    for column in columns.iter().filter(|c| c.field.is_some_and(|f| f.is_money() || f == Field::Weight)) {
        let is_money = column.field.is_some_and(Field::is_money);
        let at = column.index as usize;
        for row in from..grid.rows() {
            let text = grid.cell(row, at);
            // Most cells of a file are read here and settle nothing; whole numbers are passed over quickly.
            if text.is_empty() || grid.kind(row, at) != CellKind::Text || !text.contains(['.', ',']) {
                continue;
            }
            match money::sign_shown(text) {
                Some(DecimalSign::Point) => points += 1,
                Some(DecimalSign::Comma) => commas += 1,
                None if is_money && doubtful.is_none() && money::sign_matters(text) => doubtful = Some((row, at, text.to_owned())),
                None => {}
            }
            if points.abs_diff(commas) > 1_000 {
                break;
            }
        }
    }
    let sign = if commas > points { DecimalSign::Comma } else { DecimalSign::Point };
    if points == 0
        && commas == 0
        && let Some((row, at, text)) = doubtful
    {
        issues.put(
            Severity::Warning,
            "decimal-sign-assumed",
            row,
            Some(at),
            &text,
            format!("No amount in this file shows whether comma or point stands before the decimals; {text} is read with the comma between thousands. Choose the decimal sign if that is wrong."),
        );
    }
    sign
}

/// Settles the order of day and month by the dates that show it for certain; asks once where none does.
pub(crate) fn date_order(grid: &Grid, from: usize, places: &Places, layout: &Layout, options: &ReadOptions, issues: &mut Issues) -> DateOrderFound {
    if let Some(order) = options.date_order {
        return DateOrderFound { order, settled: true };
    }
    let (mut mdy, mut dmy) = (None, None);
    let mut doubtful = None;
    for field in [Field::ArrivalDate, Field::ExportDate] {
        let Some(at) = places.of(field) else { continue };
        for row in from..grid.rows() {
            let text = grid.cell(row, at);
            if text.is_empty() || grid.kind(row, at) != CellKind::Text {
                continue;
            }
            match date::order_shown(text) {
                Some(DateOrder::Mdy) => mdy = mdy.or(Some((row, at))),
                Some(DateOrder::Dmy) => dmy = dmy.or(Some((row, at))),
                _ if doubtful.is_none() && date::date(text, DateOrder::Mdy, false).is_some_and(|w| w.ambiguous) => doubtful = Some((row, at)),
                _ => {}
            }
        }
    }
    match (mdy, dmy, layout.date_order, doubtful) {
        (Some((one, at)), Some((other, column)), _, _) => {
            let message = format!(
                "Row {} has the month first ({}), row {} the day first ({}): dates whose day is 12 or less cannot be told. Choose the order, and correct the others.",
                one + 1,
                grid.cell(one, at),
                other + 1,
                grid.cell(other, column)
            );
            issues.error("date-order-mixed", other.max(one), Some(column), grid.cell(other.max(one), column), message);
            DateOrderFound { order: DateOrder::Mdy, settled: false }
        }
        (Some(_), None, _, _) => DateOrderFound { order: DateOrder::Mdy, settled: true },
        (None, Some(_), _, _) => DateOrderFound { order: DateOrder::Dmy, settled: true },
        (None, None, Some(order), _) => DateOrderFound { order, settled: true },
        (None, None, None, Some((row, at))) => {
            let text = grid.cell(row, at).to_owned();
            let read = |order| date::date(&text, order, false).map_or(String::new(), |w| w.day.format("%-d %B %Y").to_string());
            let message = format!(
                "{text} is {} or {}? No date in this file settles it; the month is taken to come first. Choose the order once for the file.",
                read(DateOrder::Mdy),
                read(DateOrder::Dmy)
            );
            issues.warn("date-order-unclear", row, Some(at), &text, message);
            DateOrderFound { order: DateOrder::Mdy, settled: false }
        }
        (None, None, None, None) => DateOrderFound { order: DateOrder::Mdy, settled: true },
    }
}
