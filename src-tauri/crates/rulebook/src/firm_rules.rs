//! The firm's own rules as a person fills them in, and the overlay's text they become.

use crate::amount::Micros;
use crate::overlay::{self, Overlay};
use crate::param::Param;
use crate::words::Words;
use crate::{Rulebook, RulebookError};
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The firm's own rules, row by row as in a form. Days are Eastern days of arrival, as in the law.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct FirmRules {
    /// Ceilings below the law's.
    pub limits: Vec<LimitRule>,
    /// Words a person looks at.
    pub watches: Vec<WatchRule>,
    /// Shippers the firm does not serve.
    pub barred: Vec<BarredRule>,
}

/// A ceiling below the law's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct LimitRule {
    /// U.S. dollars, such as `500.00`: for a shipment, and for a person's day.
    pub ceiling: String,
    /// Why, in the firm's words; printed in every decision the rule changes.
    pub reason: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; absent where no end is set.
    #[serde(default)]
    pub last_day: Option<NaiveDate>,
}

/// Words a person looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct WatchRule {
    /// Words or phrases; one of them in a description is enough.
    pub words: Vec<String>,
    /// Why, in the firm's words.
    pub reason: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; absent where no end is set.
    #[serde(default)]
    pub last_day: Option<NaiveDate>,
}

/// A shipper the firm does not serve.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct BarredRule {
    /// The shipper's name; a name that holds all of its words is barred.
    pub shipper: String,
    /// Why, in the firm's words.
    pub reason: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; absent where no end is set.
    #[serde(default)]
    pub last_day: Option<NaiveDate>,
}

/// A fault in the firm's rules: which row, which column, what.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{list}, row {row}, {column}: {what}")]
pub struct FirmRuleFault {
    /// `Value limits`, `Watch words`, `Barred shippers`.
    pub list: &'static str,
    /// The row, from 1.
    pub row: usize,
    /// The column.
    pub column: &'static str,
    /// What is wrong, and what to do.
    pub what: String,
}

/// A row of one of the lists, to say what is wrong with it.
#[derive(Clone, Copy)]
struct Row(&'static str, usize);

impl Row {
    fn fault(self, column: &'static str, what: impl Into<String>) -> FirmRuleFault {
        FirmRuleFault { list: self.0, row: self.1 + 1, column, what: what.into() }
    }

    /// What every rule has: a reason, and days in order.
    fn common(self, reason: &str, from: NaiveDate, last_day: Option<NaiveDate>) -> Result<(), FirmRuleFault> {
        if reason.trim().is_empty() {
            return Err(self.fault("reason", "say why in a few words; the decisions this rule changes will quote it"));
        }
        for (column, day) in [("from", Some(from)), ("last day", last_day)] {
            if day.is_some_and(|d| !(1000..9999).contains(&d.year())) {
                return Err(self.fault(column, "the year needs four digits"));
            }
        }
        match last_day {
            Some(last) if last < from => Err(self.fault("last day", format!("the rule would end on {last}, before it begins on {from}"))),
            _ => Ok(()),
        }
    }
}

impl FirmRules {
    /// Whether there is no rule at all.
    pub fn is_empty(&self) -> bool {
        self.limits.is_empty() && self.watches.is_empty() && self.barred.is_empty()
    }

    /// The overlay's text; empty where there is no rule. `firm` is whose rules decisions will say they are.
    pub fn to_toml(&self, firm: &str) -> String {
        if self.is_empty() {
            return String::new();
        }
        let mut out = format!("firm = {}\n", quoted(firm));
        let mut row = |head: &str, own: String, reason: &str, from: NaiveDate, last: Option<NaiveDate>| {
            out.push_str(&format!("\n[[{head}]]\n{own}\nreason = {}\nfrom = {from}\n", quoted(reason)));
            if let Some(to) = last.and_then(|d| d.succ_opt()) {
                out.push_str(&format!("to = {to}\n"));
            }
        };
        for l in &self.limits {
            row("limit", format!("ceiling = {}", quoted(&l.ceiling)), &l.reason, l.from, l.last_day);
        }
        for w in &self.watches {
            let words: Vec<String> = w.words.iter().map(|word| quoted(word)).collect();
            row("watch", format!("words = [{}]", words.join(", ")), &w.reason, w.from, w.last_day);
        }
        for b in &self.barred {
            row("barred", format!("shipper = {}", quoted(&b.shipper)), &b.reason, b.from, b.last_day);
        }
        out
    }

    /// The rows of an overlay.
    pub fn of(overlay: &Overlay) -> Self {
        let last = |to: Option<NaiveDateTime>| to.and_then(|t| t.date().pred_opt());
        Self {
            limits: overlay
                .limits
                .iter()
                .map(|l| LimitRule { ceiling: l.ceiling.to_decimal().to_string(), reason: l.reason.clone(), from: l.from.date(), last_day: last(l.to) })
                .collect(),
            watches: overlay
                .watches
                .iter()
                .map(|w| WatchRule { words: w.words.clone(), reason: w.reason.clone(), from: w.from.date(), last_day: last(w.to) })
                .collect(),
            barred: overlay
                .barred
                .iter()
                .map(|b| BarredRule { shipper: b.shipper.clone(), reason: b.reason.clone(), from: b.from.date(), last_day: last(b.to) })
                .collect(),
        }
    }

    /// The same rules without spaces around what was typed, and without empty watch words.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        let trim = |text: &mut String| *text = text.trim().to_owned();
        for l in &mut self.limits {
            trim(&mut l.ceiling);
            trim(&mut l.reason);
        }
        for w in &mut self.watches {
            w.words.iter_mut().for_each(trim);
            w.words.retain(|word| !word.is_empty());
            trim(&mut w.reason);
        }
        for b in &mut self.barred {
            trim(&mut b.shipper);
            trim(&mut b.reason);
        }
        self
    }

    fn check(&self, highest: Option<Micros>) -> Result<(), FirmRuleFault> {
        for (i, l) in self.limits.iter().enumerate() {
            let row = Row("Value limits", i);
            row.common(&l.reason, l.from, l.last_day)?;
            let ceiling = Decimal::from_str_exact(&l.ceiling).ok().filter(|c| !c.is_sign_negative()).and_then(Micros::from_decimal);
            let ceiling = ceiling.ok_or_else(|| row.fault("ceiling", format!("`{}` is not an amount; write dollars like 500.00", l.ceiling)))?;
            if let Some(law) = highest.filter(|h| ceiling >= *h) {
                let what = format!("{} is not below the law's {}; the firm's own limit may only be stricter", ceiling.dollars(), law.dollars());
                return Err(row.fault("ceiling", what));
            }
        }
        for (i, w) in self.watches.iter().enumerate() {
            let row = Row("Watch words", i);
            row.common(&w.reason, w.from, w.last_day)?;
            if w.words.is_empty() {
                return Err(row.fault("words", "give at least one word to look for"));
            }
            if let Some(mute) = w.words.iter().find(|p| Words::of(p).is_empty()) {
                return Err(row.fault("words", format!("`{mute}` holds no word to look for")));
            }
        }
        for (i, b) in self.barred.iter().enumerate() {
            let row = Row("Barred shippers", i);
            row.common(&b.reason, b.from, b.last_day)?;
            if Words::of(&b.shipper).is_empty() {
                return Err(row.fault("shipper", "give the shipper's name"));
            }
        }
        Ok(())
    }
}

impl Rulebook {
    /// Checks the firm's rules against this book.
    ///
    /// # Errors
    /// The first fault, by list, row and column: an amount that is none or not below the law's, a missing reason or
    /// name, a rule that ends before it begins.
    pub fn check_firm_rules(&self, rules: &FirmRules) -> Result<(), FirmRuleFault> {
        rules.check(self.highest_ceiling())
    }

    /// The highest commercial ceiling the law ever had: an overlay may only be stricter.
    pub(crate) fn highest_ceiling(&self) -> Option<Micros> {
        self.params[Param::Commercial as usize].periods.iter().filter_map(|p| p.micros).max()
    }

    /// The rows of an overlay's text.
    ///
    /// # Errors
    /// As [`Rulebook::with_overlay`].
    pub fn read_firm_rules(&self, file: &str, text: &str) -> Result<FirmRules, RulebookError> {
        if text.trim().is_empty() {
            return Ok(FirmRules::default());
        }
        Ok(FirmRules::of(&overlay::read(file, text, self.highest_ceiling())?))
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rules() -> FirmRules {
        FirmRules {
            limits: vec![LimitRule {
                ceiling: "500.00".into(),
                reason: "the \"quiet\" season".into(),
                from: day("2024-01-01"),
                last_day: Some(day("2024-12-31")),
            }],
            watches: vec![WatchRule { words: vec!["vape".into(), "e liquid".into()], reason: "line\nbreak".into(), from: day("2023-05-01"), last_day: None }],
            barred: vec![BarredRule { shipper: "Acme \\ Söhne".into(), reason: "unpaid".into(), from: day("2024-02-29"), last_day: None }],
        }
    }

    #[test]
    fn rows_come_back_from_the_text_as_they_were() {
        let book = Rulebook::built_in().unwrap();
        let text = rules().to_toml("Keel & Sons");
        assert!(text.contains("to = 2025-01-01\n"), "the last day belongs to the rule: {text}");
        assert_eq!(book.read_firm_rules("firm rules", &text).unwrap(), rules());
        assert_eq!(FirmRules::default().to_toml("Keel"), "");
        assert!(book.read_firm_rules("firm rules", " \n").unwrap().is_empty());
    }

    #[test]
    fn faults_name_list_row_and_column() {
        let book = Rulebook::built_in().unwrap();
        let said = |change: &dyn Fn(&mut FirmRules)| {
            let mut r = rules();
            change(&mut r);
            book.check_firm_rules(&r.tidied()).unwrap_err().to_string()
        };
        assert_eq!(
            said(&|r| r.limits[0].ceiling = "800".into()),
            "Value limits, row 1, ceiling: $800.00 is not below the law's $800.00; the firm's own limit may only be stricter"
        );
        assert_eq!(said(&|r| r.limits[0].ceiling = "-5".into()), "Value limits, row 1, ceiling: `-5` is not an amount; write dollars like 500.00");
        assert_eq!(
            said(&|r| r.limits[0].last_day = Some(day("2023-12-31"))),
            "Value limits, row 1, last day: the rule would end on 2023-12-31, before it begins on 2024-01-01"
        );
        assert_eq!(said(&|r| r.watches[0].words = vec![" ".into()]), "Watch words, row 1, words: give at least one word to look for");
        assert_eq!(said(&|r| r.watches[0].words.push("!!".into())), "Watch words, row 1, words: `!!` holds no word to look for");
        assert_eq!(said(&|r| r.barred[0].shipper = "&".into()), "Barred shippers, row 1, shipper: give the shipper's name");
        assert_eq!(
            said(&|r| r.barred[0].reason = "  ".into()),
            "Barred shippers, row 1, reason: say why in a few words; the decisions this rule changes will quote it"
        );
    }
}
