//! Weights into kilograms.

use super::money::number;
use crate::fold::fold;
use crate::options::DecimalSign;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Units of weight that merchants use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum WeightUnit {
    /// Kilograms.
    #[default]
    Kg,
    /// Grams.
    G,
    /// Avoirdupois pounds: 0.45359237 kg exactly (15 USC 205; 1959 yard and pound agreement).
    Lb,
    /// Ounces, a sixteenth of a pound.
    Oz,
}

impl WeightUnit {
    /// A unit by its name: `KG`, `grams`, `lbs`, `oz`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Some(match fold(text).as_str() {
            "kg" | "kgs" | "kilogram" | "kilograms" | "kilo" | "公斤" | "千克" => Self::Kg,
            "g" | "gr" | "gram" | "grams" | "gramm" | "克" => Self::G,
            "lb" | "lbs" | "pound" | "pounds" | "磅" => Self::Lb,
            "oz" | "ounce" | "ounces" | "盎司" => Self::Oz,
            _ => return None,
        })
    }

    fn to_kg(self, amount: Decimal) -> Option<Decimal> {
        let pound = Decimal::new(45_359_237, 8);
        let kg = match self {
            Self::Kg => amount,
            Self::G => amount.checked_div(Decimal::ONE_THOUSAND)?,
            Self::Lb => amount.checked_mul(pound)?,
            Self::Oz => amount.checked_mul(pound)?.checked_div(Decimal::from(16))?,
        };
        // A tenth of a gram is finer than any scale for parcels.
        Some(if self == Self::Kg { kg } else { kg.round_dp(4).normalize() })
    }
}

/// Kilograms of a cell: `0.4`, `400 g`, `14 oz`; a unit in the cell goes before the column's.
pub(crate) fn kilograms(text: &str, unit: WeightUnit, decimal: DecimalSign) -> Option<Decimal> {
    let end = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let (amount, tail) = text.split_at_checked(end)?;
    let unit = if tail.trim().is_empty() { unit } else { WeightUnit::parse(tail)? };
    number(amount.trim(), decimal).ok().filter(|n| !n.is_sign_negative()).and_then(|n| unit.to_kg(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_become_kilograms() {
        for (text, unit, kg) in [
            ("0.4", WeightUnit::Kg, "0.4"),
            ("400", WeightUnit::G, "0.4"),
            ("10", WeightUnit::Oz, "0.2835"),
            ("2 lbs", WeightUnit::Kg, "0.9072"),
            ("1.250 kg", WeightUnit::G, "1.250"),
        ] {
            assert_eq!(kilograms(text, unit, DecimalSign::Point).unwrap().to_string(), kg, "{text}");
        }
        assert_eq!(kilograms("0,4", WeightUnit::Kg, DecimalSign::Comma).unwrap().to_string(), "0.4");
        assert_eq!(kilograms("heavy", WeightUnit::Kg, DecimalSign::Point), None);
        assert_eq!(kilograms("-1", WeightUnit::Kg, DecimalSign::Point), None);
        assert_eq!(kilograms("3 stone", WeightUnit::Kg, DecimalSign::Point), None);
    }
}
