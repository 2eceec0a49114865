//! Money: parsing it from JSON without a float, rounding it by rule, writing it for people.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserializer, de};
use std::fmt;

/// Rounds to whole dollars, fifty cents up (19 CFR 159.3, as entered values are written on an entry).
pub fn whole_dollars(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
}

/// Rounds to cents, half a cent up: how duty, taxes and fees are written on an entry.
pub fn cents(amount: Decimal) -> Decimal {
    let mut rounded = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(2);
    rounded
}

/// An amount of dollars and cents parted by weights: each share is cut to the cent, and the cents left over go to the shares
/// that lost most, the first of equals first. The shares make the amount. Without any weight, all of it goes to the first.
pub fn parted(amount: Decimal, weights: &[Decimal]) -> Vec<Decimal> {
    let total: Decimal = weights.iter().copied().fold(Decimal::ZERO, Decimal::saturating_add);
    let exact: Vec<Decimal> = match total.is_zero() {
        true => weights.iter().enumerate().map(|(place, _)| if place == 0 { amount } else { Decimal::ZERO }).collect(),
        false => weights.iter().map(|weight| amount.saturating_mul(*weight) / total).collect(),
    };
    let mut shares: Vec<Decimal> = exact.iter().map(|e| e.trunc_with_scale(2)).collect();
    let mut left = amount - shares.iter().copied().sum::<Decimal>();
    let mut lost: Vec<(usize, Decimal)> = exact.iter().zip(&shares).map(|(e, s)| e - s).enumerate().collect();
    lost.sort_by_key(|(_, lost)| std::cmp::Reverse(*lost));
    let cent = Decimal::new(1, 2);
    for (place, _) in lost {
        if left < cent {
            break;
        }
        if let Some(share) = shares.get_mut(place) {
            *share += cent;
            left -= cent;
        }
    }
    shares
}

/// `$1,234.50`: dollars for a sentence or a form, always two decimals.
pub fn dollars(amount: Decimal) -> String {
    let text = plain(amount.abs());
    format!("{}${text}", if amount.is_sign_negative() && !amount.is_zero() { "-" } else { "" })
}

/// `1,234.50`: an amount with thousands and two decimals (more where the value has more).
pub fn plain(amount: Decimal) -> String {
    let mut amount = amount.normalize();
    if amount.scale() < 2 {
        amount.rescale(2);
    }
    let text = amount.to_string();
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("-", d));
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if rest.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{rest}") }
}

/// Serde for an amount that is a decimal string, or a whole number; a JSON fraction is refused,
/// because it has already been a float on its way here.
pub mod exact {
    use super::*;
    pub use rust_decimal::serde::str::serialize;

    /// See the module.
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Decimal, D::Error> {
        d.deserialize_any(Exact)
    }
}

/// As [`exact`], for an amount that may be absent.
pub mod exact_option {
    use super::*;
    pub use rust_decimal::serde::str_option::serialize;

    /// See the module.
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Decimal>, D::Error> {
        d.deserialize_any(ExactOption)
    }
}

/// Serde for a quantity or a weight, which is no money: a JSON fraction is taken as it is written.
pub mod measure_option {
    use super::*;
    pub use rust_decimal::serde::str_option::serialize;

    /// See the module.
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Decimal>, D::Error> {
        d.deserialize_any(MeasureOption)
    }
}

struct MeasureOption;

impl<'de> de::Visitor<'de> for MeasureOption {
    type Value = Option<Decimal>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a quantity, like 2 or \"1.5\"")
    }
    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
        d.deserialize_any(self)
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Exact.visit_str(text).map(Some)
    }
    fn visit_u64<E: de::Error>(self, n: u64) -> Result<Self::Value, E> {
        Ok(Some(n.into()))
    }
    fn visit_i64<E: de::Error>(self, n: i64) -> Result<Self::Value, E> {
        Ok(Some(n.into()))
    }
    fn visit_f64<E: de::Error>(self, n: f64) -> Result<Self::Value, E> {
        // The shortest text that names this number is the text it was written as.
        Exact.visit_str(&n.to_string()).map(Some)
    }
}

struct Exact;

impl de::Visitor<'_> for Exact {
    type Value = Decimal;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount written as text, like \"850.00\"")
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
        Decimal::from_str_exact(text.trim()).map_err(|_| E::custom(format!("`{text}` is not an amount; write it like \"850.00\"")))
    }
    fn visit_u64<E: de::Error>(self, n: u64) -> Result<Decimal, E> {
        Ok(n.into())
    }
    fn visit_i64<E: de::Error>(self, n: i64) -> Result<Decimal, E> {
        Ok(n.into())
    }
    fn visit_f64<E: de::Error>(self, n: f64) -> Result<Decimal, E> {
        Err(E::custom(format!("{n} is written as a fraction; write amounts as text, like \"{n}\", so that no cent is lost")))
    }
}

struct ExactOption;

impl<'de> de::Visitor<'de> for ExactOption {
    type Value = Option<Decimal>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Exact.expecting(f)
    }
    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
        exact::deserialize(d).map(Some)
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Exact.visit_str(text).map(Some)
    }
    fn visit_u64<E: de::Error>(self, n: u64) -> Result<Self::Value, E> {
        Exact.visit_u64(n).map(Some)
    }
    fn visit_i64<E: de::Error>(self, n: i64) -> Result<Self::Value, E> {
        Exact.visit_i64(n).map(Some)
    }
    fn visit_f64<E: de::Error>(self, n: f64) -> Result<Self::Value, E> {
        Exact.visit_f64(n).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn half_a_cent_goes_up() {
        assert_eq!(cents(d("12.475")), d("12.48"));
        assert_eq!(cents(d("12.474")), d("12.47"));
        assert_eq!(cents(d("242.125")).to_string(), "242.13");
        assert_eq!(cents(d("5")).to_string(), "5.00");
    }

    #[test]
    fn fifty_cents_make_a_dollar() {
        assert_eq!(whole_dollars(d("19.50")), d("20"));
        assert_eq!(whole_dollars(d("19.49")), d("19"));
    }

    #[test]
    fn shares_make_the_amount() {
        let shares = |amount: &str, weights: &[&str]| {
            let weights: Vec<Decimal> = weights.iter().map(|w| d(w)).collect();
            parted(d(amount), &weights).iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ")
        };
        assert_eq!(shares("34.57", &["96", "120"]), "15.36 + 19.21");
        assert_eq!(shares("0.10", &["1", "1", "1"]), "0.04 + 0.03 + 0.03", "the first of equals takes the cent left over");
        assert_eq!(shares("2.77", &["0", "0"]), "2.77 + 0.00");
        assert_eq!(shares("2.77", &[]), "");
    }

    #[test]
    fn amounts_read_like_amounts() {
        assert_eq!(dollars(d("1234567.5")), "$1,234,567.50");
        assert_eq!(dollars(d("-20")), "-$20.00");
        assert_eq!(plain(d("0.125")), "0.125");
        assert_eq!(plain(d("999")), "999.00");
    }

    proptest! {
        #[test]
        fn no_cent_is_lost_in_parting(cents in 0_i64..99_999_999, weights in proptest::collection::vec(0_u32..1_000_000, 1..30)) {
            let amount = Decimal::new(cents, 2);
            let shares = parted(amount, &weights.iter().map(|w| Decimal::from(*w)).collect::<Vec<_>>());
            prop_assert_eq!(shares.iter().copied().sum::<Decimal>(), amount);
            prop_assert!(shares.iter().all(|s| s.scale() <= 2 && !s.is_sign_negative()));
        }

        #[test]
        fn grouping_only_adds_commas(n in 0i64..i64::MAX, scale in 2u32..5) {
            let amount = Decimal::new(n, scale);
            let back: Decimal = plain(amount).replace(',', "").parse().unwrap();
            prop_assert_eq!(back, amount);
        }
    }
}
