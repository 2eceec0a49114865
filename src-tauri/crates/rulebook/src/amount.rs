//! Amounts as whole millionths of a dollar: exact, small and quick to add.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Millionths of a U.S. dollar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Micros(pub i64);

/// Digits behind the point that are kept.
const SCALE: u32 = 6;

impl Micros {
    /// From dollars. What lies beyond the sixth decimal is rounded away from zero, so that an excess over a ceiling is
    /// never rounded away (our own rule: the comparison is "not exceeding"). `None` beyond nine trillion dollars.
    pub fn from_decimal(amount: Decimal) -> Option<Self> {
        let scale = amount.scale();
        let mantissa = amount.mantissa();
        if scale <= SCALE {
            let factor = 10i128.pow(SCALE - scale);
            return mantissa.checked_mul(factor).and_then(|m| i64::try_from(m).ok()).map(Self);
        }
        let factor = Decimal::from(10i64.pow(SCALE));
        let up = amount.checked_mul(factor)?.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::AwayFromZero);
        up.to_i64().map(Self)
    }

    /// Back to dollars, with at least two decimals.
    pub fn to_decimal(self) -> Decimal {
        let mut amount = Decimal::new(self.0, SCALE).normalize();
        if amount.scale() < 2 {
            amount.rescale(2);
        }
        amount
    }

    /// The sum, held at the largest amount.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference, held at the ends.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// As it is read aloud: `$1,234.50`.
    pub fn dollars(self) -> String {
        customs::money::dollars(self.to_decimal())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn m(text: &str) -> Option<Micros> {
        Micros::from_decimal(text.parse().unwrap())
    }

    #[test]
    fn an_excess_is_never_rounded_away() {
        assert_eq!(m("800").unwrap().dollars(), "$800.00");
        assert!(m("800.0000000001").unwrap() > m("800").unwrap());
        assert_eq!(m("800.0000000001").unwrap().dollars(), "$800.000001");
        assert_eq!(m("79228162514264337593543950335"), None);
        assert_eq!(m("0.79228162514264337593543950335").unwrap().0, 792_282);
    }
}
