//! Rates of duty: the printed text, and its meaning as typed terms.

mod parse;
mod special;

pub use special::{SpecialRate, special_rates};

use crate::units::Unit;
use rust_decimal::Decimal;

/// A rate as printed, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// As the schedule prints it, blanks tidied.
    pub text: String,
    /// What it means.
    pub meaning: Meaning,
}

/// What a printed rate means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// No duty.
    Free,
    /// The sum of the terms.
    Sum(Vec<Term>),
    /// The duty of the applicable subheading and the terms on top of it (chapter 99).
    Applicable(Vec<Term>),
    /// The column is not changed (chapter 99).
    NoChange,
    /// Words that no arithmetic settles: a person states the amount.
    Asks,
}

/// One term of a rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// How much.
    pub amount: Amount,
    /// On what, where it is not the whole article: `the case`, `lead content`, `drained weight`.
    pub on: Option<String>,
}

/// How much a term takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Percent of a value.
    Percent(Decimal),
    /// U.S. dollars per unit.
    PerUnit {
        /// Dollars for one unit.
        dollars: Decimal,
        /// The unit.
        unit: Unit,
        /// The unit as the rate writes it.
        written: String,
    },
}

impl Rate {
    /// Reads a printed rate. Never fails: what is not understood keeps its text and [`Meaning::Asks`].
    pub fn parse(text: &str) -> Self {
        let text = parse::tidy(text);
        let meaning = parse::meaning(&text);
        Self { text, meaning }
    }

    /// Whether the rate was understood.
    pub fn is_understood(&self) -> bool {
        self.meaning != Meaning::Asks
    }

    /// The rate in percent, when it is free or a plain percentage.
    pub fn plain_percent(&self) -> Option<Decimal> {
        match &self.meaning {
            Meaning::Free => Some(Decimal::ZERO),
            Meaning::Sum(terms) => match terms.as_slice() {
                [Term { amount: Amount::Percent(percent), on: None }] => Some(*percent),
                _ => None,
            },
            _ => None,
        }
    }

    /// The family of the rate, for a report of what the grammar covers: `percent`, `cents per unit + percent` …
    pub fn family(&self) -> String {
        match &self.meaning {
            Meaning::Free => "free".into(),
            Meaning::NoChange => "no change".into(),
            Meaning::Asks => "asks for the amount".into(),
            Meaning::Sum(terms) => family(terms),
            Meaning::Applicable(terms) if terms.is_empty() => "applicable subheading".into(),
            Meaning::Applicable(terms) => format!("applicable subheading + {}", family(terms)),
        }
    }
}

fn family(terms: &[Term]) -> String {
    let names: Vec<&str> = terms
        .iter()
        .map(|term| match (&term.amount, &term.on) {
            (Amount::Percent(_), None) => "percent",
            (Amount::Percent(_), Some(_)) => "percent on a part",
            (Amount::PerUnit { .. }, None) => "money per unit",
            (Amount::PerUnit { .. }, Some(_)) => "money per unit of content",
        })
        .collect();
    names.join(" + ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn terms(text: &str) -> Vec<String> {
        match Rate::parse(text).meaning {
            Meaning::Sum(terms) | Meaning::Applicable(terms) => terms
                .iter()
                .map(|t| {
                    let on = t.on.as_deref().map(|on| format!(" on {on}")).unwrap_or_default();
                    match &t.amount {
                        Amount::Percent(p) => format!("{}%{on}", p.normalize()),
                        Amount::PerUnit { dollars, unit, .. } => format!("${}/{}{on}", dollars.normalize(), unit.family),
                    }
                })
                .collect(),
            other => vec![format!("{other:?}")],
        }
    }

    #[test]
    fn each_family_of_printed_rate() {
        for (text, meaning) in [
            ("Free", vec!["Free"]),
            ("16.5%", vec!["16.5%"]),
            ("33 1/3%", vec!["33.333333333333333333333333333%"]),
            ("1.4¢/kg", vec!["$0.014/kg"]),
            ("25¢ each", vec!["$0.25/No."]),
            ("$1.646/kg", vec!["$1.646/kg"]),
            ("46.3¢/kg + 14.9%", vec!["$0.463/kg", "14.9%"]),
            ("46.3¢ / kg+14.9%", vec!["$0.463/kg", "14.9%"]),
            ("3.7¢/kg on drained weight", vec!["$0.037/kg on drained weight"]),
            ("33.9¢/kg of total sugars + 5.1%", vec!["$0.339/kg on total sugars", "5.1%"]),
            ("44¢ each + 6% on the case + 14% on the strap, band or bracelet", vec!["$0.44/No.", "6% on the case", "14% on the strap, band or bracelet"]),
            ("36¢ each + 5.6% + 2¢/jewel", vec!["$0.36/No.", "5.6%", "$0.02/jewel"]),
            ("90¢/pr. + 37.5%", vec!["$0.9/pr.", "37.5%"]),
            ("13.5¢/pf. liter", vec!["$0.135/pf. liter"]),
            ("$2.50/thou- sand", vec!["$2.5/No."]),
            ("2.5% on the value of the lead content", vec!["2.5% on the value of the lead content"]),
            ("The duty provided in the applicable subheading + 25%", vec!["25%"]),
            ("The duty provided inthe applicable subheading +25%", vec!["25%"]),
            ("The duty provided in the applicable subheading plus 25%", vec!["25%"]),
            ("The duty provided in the applicable subheading + 50%.", vec!["50%"]),
            ("No change", vec!["NoChange"]),
            ("The rate applicable to each garment in the ensemble if separately entered", vec!["Asks"]),
            ("See additional U.S. note 5", vec!["Asks"]),
        ] {
            assert_eq!(terms(text), meaning, "{text}");
        }
    }

    #[test]
    fn a_sliding_sugar_rate_is_not_mistaken_for_its_first_figure() {
        let text = "3.6606¢/kg less 0.020668¢/kg for each degree under 100 degrees (and fractions of a degree in proportion) but not less than 3.143854¢/kg";
        assert_eq!(Rate::parse(text).meaning, Meaning::Asks);
        assert_eq!(Rate::parse(text).text, text);
    }

    #[test]
    fn a_plain_percentage_knows_itself() {
        assert_eq!(Rate::parse("7.5%").plain_percent(), Some(d("7.5")));
        assert_eq!(Rate::parse("Free").plain_percent(), Some(d("0")));
        assert_eq!(Rate::parse("5% + 1¢/kg").plain_percent(), None);
    }

    proptest! {
        #[test]
        fn any_text_at_all_is_read_without_a_panic(text in "[0-9¢$%/ .,+a-zé\u{a0}-]{0,40}") {
            let rate = Rate::parse(&text);
            prop_assert_eq!(Rate::parse(&rate.text), rate);
        }
    }
}
