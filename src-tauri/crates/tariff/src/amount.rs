//! From a rate, a value and quantities to an amount.

use crate::rate::{Amount, Meaning, Rate};
use crate::rounding;
use crate::units::Unit;
use customs::{Decimal, Quantity};

/// The duty a rate makes, in cents; or in words what is missing.
pub(crate) fn duty(rate: &Rate, value: Decimal, quantities: &[Quantity]) -> Result<Decimal, String> {
    let terms = match &rate.meaning {
        Meaning::Free => return Ok(rounding::component(Decimal::ZERO)),
        Meaning::Sum(terms) => terms,
        _ => return Err(format!("the rate `{}` is words, not figures: a person must state the duty", rate.text)),
    };
    let too_large = || format!("the duty at `{}` is too large to be computed", rate.text);
    let mut sum = Decimal::ZERO;
    for term in terms {
        let part = match (&term.amount, term.on.as_deref()) {
            (Amount::Percent(percent), on) => {
                let base = match on.filter(|on| *on != "the entire set") {
                    None => value,
                    Some(on) => part_value(quantities, on)
                        .ok_or_else(|| format!("the rate `{}` needs the value of {on}: give it as a quantity in `USD {}`", rate.text, bare(on)))?,
                };
                base.checked_mul(*percent).and_then(|d| d.checked_mul(Decimal::new(1, 2))).ok_or_else(too_large)?
            }
            (Amount::PerUnit { dollars, unit, written }, on) => {
                let amount = match on {
                    None => quantities.iter().find_map(|q| Unit::parse(&q.unit)?.convert(q.amount, *unit)),
                    Some(on) => part_quantity(quantities, written, on),
                };
                let wanted = on.map_or_else(|| written.clone(), |on| format!("{written} {}", bare(on)));
                let amount = amount.ok_or_else(|| format!("the rate `{}` needs a quantity in `{wanted}`, which the request does not give", rate.text))?;
                dollars.checked_mul(amount).ok_or_else(too_large)?
            }
        };
        sum = sum.checked_add(part).ok_or_else(too_large)?;
    }
    rounding::checked(sum).ok_or_else(too_large)
}

/// The value of a part, given as a quantity in `USD case`, `USD steel content`.
pub(crate) fn part_value(quantities: &[Quantity], on: &str) -> Option<Decimal> {
    quantities.iter().find(|q| q.unit.trim().strip_prefix("USD").is_some_and(|said| same_part(said, on))).map(|q| q.amount)
}

/// A quantity of a part, given in `kg drained weight`.
fn part_quantity(quantities: &[Quantity], unit: &str, on: &str) -> Option<Decimal> {
    quantities.iter().find(|q| q.unit.trim().strip_prefix(unit).is_some_and(|said| same_part(said, on))).map(|q| q.amount)
}

/// `the case` is `case`; `strap` is enough for `the strap, band or bracelet`.
fn same_part(said: &str, on: &str) -> bool {
    let (said, on) = (bare(said), bare(on));
    !said.is_empty() && (said.eq_ignore_ascii_case(on) || on.split([',', ' ']).next().is_some_and(|first| said.eq_ignore_ascii_case(first)))
}

/// A part without its little words.
fn bare(text: &str) -> &str {
    let mut text = text.trim();
    for start in ["on ", "of ", "the ", "value of ", "the "] {
        text = text.strip_prefix(start).unwrap_or(text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn q(amount: &str, unit: &str) -> Quantity {
        Quantity { amount: amount.parse().unwrap(), unit: unit.into() }
    }

    fn of(rate: &str, value: i64, quantities: &[Quantity]) -> Result<String, String> {
        duty(&Rate::parse(rate), value.into(), quantities).map(|d| customs::money::cents(d).to_string())
    }

    #[test]
    fn each_kind_of_term() {
        assert_eq!(of("Free", 100, &[]), Ok("0.00".into()));
        assert_eq!(of("16.5%", 1000, &[]), Ok("165.00".into()));
        assert_eq!(of("6.3¢/liter", 100, &[q("9", "liters")]), Ok("0.57".into()));
        assert_eq!(of("46.3¢/kg + 14.9%", 100, &[q("500", "g")]), Ok("15.13".into()));
        assert_eq!(of("90¢/pr. + 37.5%", 100, &[q("1", "doz. prs.")]), Ok("48.30".into()));
        let watch = "44¢ each + 6% on the case + 14% on the strap, band or bracelet + 5.3% on the battery";
        let parts = [q("2", "No."), q("30", "USD case"), q("10", "USD strap"), q("1", "USD on the battery")];
        assert_eq!(of(watch, 100, &parts), Ok("4.13".into()));
    }

    #[test]
    fn what_is_missing_is_said() {
        assert!(of("6.3¢/liter", 100, &[q("9", "kg")]).unwrap_err().contains("needs a quantity in `liter`"));
        assert!(of("44¢ each + 6% on the case", 100, &[q("9", "No.")]).unwrap_err().contains("`USD case`"));
        assert!(of("See additional U.S. note 5", 100, &[]).unwrap_err().contains("words, not figures"));
        assert!(of("$79228162514264337593543950335 each", 100, &[q("9", "No.")]).unwrap_err().contains("too large"));
    }
}
