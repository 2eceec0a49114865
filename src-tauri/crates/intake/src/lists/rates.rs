//! A table of rates of exchange.

use super::table::{ListColumn, ListIssue, ListMapping, ListTarget, Table, words};
use crate::error::IntakeError;
use crate::fold::fold;
use crate::options::DateOrder;
use crate::value::{date, money};
use chrono::{Datelike, Months, NaiveDate};
use customs::{Country, Rate, RateKind};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What a person says about a table where its rows do not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct RateDefaults {
    /// Kind of the rates.
    pub kind: Option<RateKind>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// Where the table is from: `CBP bulletin of 1 October 2026`.
    pub source: Option<String>,
}

/// A table of rates as it was read; nothing is stored yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RateSheet {
    /// Its columns.
    pub columns: Vec<ListColumn>,
    /// What a column may be read as.
    pub targets: Vec<ListTarget>,
    /// The rates of the rows that could be read.
    pub rates: Vec<Rate>,
    /// What could not.
    pub issues: Vec<ListIssue>,
}

const TARGETS: &[(&str, &str)] = &[
    ("currency", "Currency"),
    ("country", "Country"),
    ("rate", "U.S. dollars for one unit"),
    ("from", "First day"),
    ("to", "Last day"),
    ("day", "Day"),
    ("quarter", "Quarter"),
    ("kind", "Kind"),
    ("source", "Source"),
];

/// Reads a table of rates. `names` tells the currency of a country or of a currency's name, folded by the caller's data: `Euro`, `Japan`.
///
/// # Errors
/// A file that is no table of rates at all. Rows that cannot be read are issues.
pub fn rate_sheet(
    file: &str,
    bytes: &[u8],
    mapping: &ListMapping,
    defaults: &RateDefaults,
    names: &BTreeMap<String, String>,
) -> Result<RateSheet, IntakeError> {
    let table = Table::read(file, bytes, words("rates"), mapping, "currencies and their rates")?;
    let targets = TARGETS.iter().map(|(id, label)| ListTarget { id: (*id).to_owned(), label: (*label).to_owned() }).collect();
    let mut sheet = RateSheet { columns: table.columns.clone(), targets, ..RateSheet::default() };
    let whole = |message: &str| ListIssue { row: 0, column: String::new(), message: message.to_owned() };
    if !table.has("rate") {
        let message = if table.has("inverse") {
            "The table gives foreign units for one dollar. A certified rate is dollars for one unit, and is not worked out backwards; load the table that has it."
        } else {
            "No column holds the rate. Point one at “U.S. dollars for one unit”."
        };
        sheet.issues.push(whole(message));
        return Ok(sheet);
    }
    if !table.has("currency") && !table.has("country") {
        sheet.issues.push(whole("No column names the currency. Point one at “Currency” or “Country”."));
        return Ok(sheet);
    }
    let folded: BTreeMap<String, &String> = names.iter().map(|(name, code)| (fold(name), code)).collect();
    for row in table.rows() {
        match read_row(&table, row, file, defaults, &folded) {
            Ok(Some(rate)) => sheet.rates.push(rate),
            Ok(None) => {}
            Err(issue) => sheet.issues.push(issue),
        }
    }
    Ok(sheet)
}

fn read_row(table: &Table, row: usize, file: &str, defaults: &RateDefaults, names: &BTreeMap<String, &String>) -> Result<Option<Rate>, ListIssue> {
    let amount = table.cell(row, "rate");
    let (said, country) = (table.cell(row, "currency"), table.cell(row, "country"));
    // Headings between the rows, notes under them.
    if amount.is_empty() || (said.is_empty() && country.is_empty()) {
        return Ok(None);
    }
    let Some(currency) = currency_of(&said, &country, names) else {
        let named = [country.as_str(), said.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ");
        let at = if said.is_empty() { "country" } else { "currency" };
        return Err(table.issue(row, at, format!("“{named}” is no currency that is known; write its code, like EUR.")));
    };
    let usd_per_unit = rate(&amount).ok_or_else(|| table.issue(row, "rate", format!("“{amount}” is no rate; write dollars for one unit, like 1.0845.")))?;
    let (from, to) = days(table, row, defaults)?;
    let kind = match table.cell(row, "kind") {
        text if text.is_empty() => defaults.kind.unwrap_or(if from == to { RateKind::Daily } else { RateKind::Quarterly }),
        text => kind(&text).ok_or_else(|| table.issue(row, "kind", format!("“{text}” is no kind of rate; write quarterly, daily or other.")))?,
    };
    if kind == RateKind::Quarterly && quarter_of(from) != Some((from, to)) {
        let message = format!("{from} to {to} is no quarter of the year; a quarterly rate holds for one, like 2026-10-01 to 2026-12-31.");
        return Err(table.issue(row, if table.has("from") { "from" } else { "quarter" }, message));
    }
    let bulletin = Some(table.cell(row, "source")).filter(|s| !s.is_empty()).or(defaults.source.clone().filter(|s| !s.trim().is_empty()));
    let place = format!("{file}, row {}", row + 1);
    let source = bulletin.map_or(place.clone(), |bulletin| format!("{} ({place})", bulletin.trim()));
    Ok(Some(Rate { currency, kind, from, to, usd_per_unit, source }))
}

fn currency_of(said: &str, country: &str, names: &BTreeMap<String, &String>) -> Option<String> {
    let known = |text: &str| names.get(&fold(text)).map(|code| (*code).clone());
    let code = |text: &str| money::currency(text).map(str::to_owned);
    code(said)
        .or_else(|| known(&format!("{country} {said}")))
        .or_else(|| known(said))
        .or_else(|| known(country))
        .or_else(|| Country::parse(country).and_then(|c| known(c.code())))
        // `DOLLAR` of a country that is not known is nobody's.
        .filter(|_| !(said.is_empty() && country.is_empty()))
}

/// Dollars for one unit. A rate has no thousands: a lone comma stands before its decimals.
fn rate(text: &str) -> Option<Decimal> {
    let bare = text.trim().trim_start_matches("US").trim_start_matches(['$', ' ']).trim_end_matches("USD").trim();
    let bare = if bare.contains('.') { bare.to_owned() } else { bare.replace(',', ".") };
    bare.parse().ok().filter(|rate| *rate > Decimal::ZERO)
}

fn kind(text: &str) -> Option<RateKind> {
    let folded = fold(text);
    [(RateKind::Quarterly, "quarter"), (RateKind::Daily, "da"), (RateKind::Other, "other")]
        .into_iter()
        .find(|(_, word)| folded.starts_with(word))
        .map(|(kind, _)| kind)
}

fn days(table: &Table, row: usize, defaults: &RateDefaults) -> Result<(NaiveDate, NaiveDate), ListIssue> {
    let day = |target: &str| match table.cell(row, target) {
        text if text.is_empty() => Ok(None),
        text => match date::date(&text, DateOrder::Mdy, table.epoch_1904()) {
            Some(when) if when.ambiguous => Err(table.issue(row, target, format!("{text} can be read with day or month first; write it like {}.", when.day))),
            Some(when) => Ok(Some(when.day)),
            None => Err(table.issue(row, target, format!("“{text}” is no date; write it like 2026-10-01."))),
        },
    };
    if let Some(day) = day("day")? {
        return Ok((day, day));
    }
    let said = table.cell(row, "quarter");
    if !said.is_empty() {
        return quarter(&said).ok_or_else(|| table.issue(row, "quarter", format!("“{said}” is no quarter; write it like 2026 Q4.")));
    }
    match (day("from")?.or(defaults.from), day("to")?.or(defaults.to)) {
        (Some(from), Some(to)) if to < from => {
            let target = if table.has("to") { "to" } else { "from" };
            Err(table.issue(row, target, format!("The rate would end on {to}, before it begins on {from}; one of the days is wrong.")))
        }
        (Some(from), Some(to)) => Ok((from, to)),
        (Some(from), None) => Ok(quarter_of(from).filter(|(first, _)| *first == from && defaults.kind != Some(RateKind::Daily)).unwrap_or((from, from))),
        _ => Err(ListIssue { row: row as u32 + 1, column: String::new(), message: "The row says no day; say for which days the table is.".to_owned() }),
    }
}

/// `2026 Q4`, `Q4/2026`, `4Q26`.
fn quarter(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let upper = text.to_ascii_uppercase();
    let at = upper.find('Q')?;
    let (before, after) = (upper.get(..at)?, upper.get(at + 1..)?);
    let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
    let (number, year) = match (digits(before), digits(after)) {
        (b, a) if b.len() == 1 => (b, a),
        (b, a) if a.len() == 1 => (a, b),
        (b, a) if b.is_empty() && a.len() > 1 => (a.get(..1)?.to_owned(), a.get(1..)?.to_owned()),
        _ => return None,
    };
    let year: i32 = match year.len() {
        4 => year.parse().ok()?,
        2 => 2000 + year.parse::<i32>().ok()?,
        _ => return None,
    };
    let number: u32 = number.parse().ok().filter(|n| (1..=4).contains(n))?;
    quarter_of(NaiveDate::from_ymd_opt(year, number * 3 - 2, 1)?)
}

/// The first and last day of the quarter that holds a day.
fn quarter_of(day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1)?;
    Some((first, first.checked_add_months(Months::new(3))?.pred_opt()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> BTreeMap<String, String> {
        [("Euro", "EUR"), ("Japan Yen", "JPY"), ("Australia", "AUD")].map(|(a, b)| (a.to_owned(), b.to_owned())).into()
    }

    fn read(text: &str, defaults: &RateDefaults) -> RateSheet {
        rate_sheet("rates.csv", text.as_bytes(), &ListMapping::new(), defaults, &names()).unwrap()
    }

    #[test]
    fn a_bulletin_of_countries_and_names_under_a_title() {
        let text = "Foreign currency rates\n\nCountry,Currency,U.S. dollars\nAUSTRALIA,DOLLAR,$0.661900\nEURO,EURO,1.0845\nJAPAN,YEN,0.006712\nnotes below,,\n";
        let defaults = RateDefaults {
            kind: Some(RateKind::Quarterly),
            from: "2026-10-01".parse().ok(),
            to: "2026-12-31".parse().ok(),
            source: Some("Bulletin of 1 October 2026".into()),
        };
        let sheet = read(text, &defaults);
        assert_eq!(sheet.issues, []);
        let got: Vec<String> = sheet.rates.iter().map(|r| format!("{} {} {} {}", r.currency, r.usd_per_unit, r.from, r.to)).collect();
        assert_eq!(got, ["AUD 0.661900 2026-10-01 2026-12-31", "EUR 1.0845 2026-10-01 2026-12-31", "JPY 0.006712 2026-10-01 2026-12-31"]);
        assert_eq!(sheet.rates[1].source, "Bulletin of 1 October 2026 (rates.csv, row 5)");
    }

    #[test]
    fn quarters_and_days_name_their_own_kind() {
        let sheet = read("Code;Quarter;Rate\nEUR;2026 Q4;1,0845\nEUR;Q1/2027;1,09\nJPY;4Q26;0,0067\n", &RateDefaults::default());
        let got: Vec<String> = sheet.rates.iter().map(|r| format!("{} {} {}", r.from, r.to, r.usd_per_unit)).collect();
        assert_eq!(got, ["2026-10-01 2026-12-31 1.0845", "2027-01-01 2027-03-31 1.09", "2026-10-01 2026-12-31 0.0067"]);
        assert!(sheet.rates.iter().all(|r| r.kind == RateKind::Quarterly));
        let daily = read("Currency,Date,Rate\nEUR,2026-11-12,1.15\n", &RateDefaults::default());
        assert_eq!((daily.rates[0].kind, daily.rates[0].from, daily.rates[0].to), (RateKind::Daily, daily.rates[0].to, daily.rates[0].from));
    }

    #[test]
    fn what_is_not_clear_is_left_out_and_named() {
        let sheet = read(
            "Currency,From,To,Rate\nEUR,2026-10-01,2026-12-31,n/a\nXXQ,2026-10-01,2026-12-31,2\nEUR,01/10/2026,2026-12-31,1.1\nEUR,2026-10-15,2026-12-31,1.1\n",
            &RateDefaults { kind: Some(RateKind::Quarterly), ..RateDefaults::default() },
        );
        let said: Vec<String> = sheet.issues.iter().map(|i| format!("{}{}: {}", i.column, i.row, i.message)).collect();
        assert_eq!(
            said,
            [
                "D2: “n/a” is no rate; write dollars for one unit, like 1.0845.",
                "A3: “XXQ” is no currency that is known; write its code, like EUR.",
                "B4: 01/10/2026 can be read with day or month first; write it like 2026-01-10.",
                "B5: 2026-10-15 to 2026-12-31 is no quarter of the year; a quarterly rate holds for one, like 2026-10-01 to 2026-12-31.",
            ]
        );
        assert_eq!(sheet.rates, []);
    }

    #[test]
    fn foreign_units_for_a_dollar_are_not_turned_round() {
        let sheet = read("Currency,Units per USD,Date\nJPY,149.2,2026-11-12\n", &RateDefaults::default());
        assert!(sheet.rates.is_empty() && sheet.issues[0].message.contains("is not worked out backwards"));
        let why = rate_sheet("x.csv", b"a,b\n1,2\n", &ListMapping::new(), &RateDefaults::default(), &names()).unwrap_err();
        assert_eq!(why.to_string(), "x.csv: no row names currencies and their rates. Give the table a header row with these words, and load it again.");
    }

    #[test]
    fn a_rate_that_ends_before_it_begins_is_named_by_its_cell() {
        // 20263 is a number a spreadsheet gives a day of 1955: found by changing files at random.
        let table = "Currency,Rate,First day,Last day,Kind\nCAD,0.7135,2026-11-03,20263,daily\nEUR,1.0845,2026-10-01,2026-12-31,quarterly\n";
        let sheet = rate_sheet("r.csv", table.as_bytes(), &ListMapping::new(), &RateDefaults::default(), &BTreeMap::new()).unwrap();
        assert_eq!(sheet.rates.len(), 1);
        let issue = &sheet.issues[0];
        assert_eq!((issue.row, issue.column.as_str()), (2, "D"));
        assert_eq!(issue.message, "The rate would end on 1955-06-23, before it begins on 2026-11-03; one of the days is wrong.");
    }
}
