//! Rounding, in one place: where a figure of this crate is rounded, it is rounded here.

use rust_decimal::Decimal;

/// The value duty is computed on: whole dollars per line, fifty cents up, and one dollar where a line with a value
/// would round to none (19 CFR 159.3).
pub fn entered_value(value: Decimal) -> Decimal {
    let whole = customs::money::whole_dollars(value);
    if whole.is_zero() && value > Decimal::ZERO { Decimal::ONE } else { whole }
}

/// Duty of one component, or one fee: cents, half a cent up; each component is rounded by itself and the rounded
/// amounts are added (as entry summaries are written; `customs::money::cents`).
pub fn component(duty: Decimal) -> Decimal {
    customs::money::cents(duty)
}

/// [`component`] of an amount nobody has seen yet: nothing where it is so large that no digit is left for the cents.
pub fn checked(duty: Decimal) -> Option<Decimal> {
    Some(component(duty)).filter(|cents| cents.scale() == 2)
}

/// Rounded amounts added up; nothing where one is missing or the sum leaves no digit for the cents.
pub fn sum(amounts: impl IntoIterator<Item = Option<Decimal>>) -> Option<Decimal> {
    amounts.into_iter().try_fold(component(Decimal::ZERO), |sum, d| sum.checked_add(d?)).filter(|sum| sum.scale() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_dollars_duties_in_cents() {
        let d = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(entered_value(d("19.50")), d("20"));
        assert_eq!(entered_value(d("19.49")), d("19"));
        assert_eq!(entered_value(d("0.30")), d("1"), "a class of less than fifty cents is written as one dollar");
        assert_eq!(entered_value(d("0")), d("0"));
        assert_eq!(component(d("12.475")).to_string(), "12.48");
        assert_eq!(checked(d("12.475")), Some(d("12.48")));
        assert_eq!(checked(d("3180000000000000000000000000")), None, "no digit is left for the cents");
        assert_eq!(sum([Some(d("0.10")), Some(d("1.2"))]), Some(d("1.30")));
        assert_eq!(sum([Some(d("0.10")), None]), None);
    }
}
