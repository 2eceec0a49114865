//! Lengths on paper, in whole hundredths of a point: layout needs no fractions, so the same page is the same everywhere.

use serde::{Deserialize, Deserializer, de};
use std::fmt;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// A length in hundredths of a point (72 points make an inch).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i32);

/// A whole number of points.
pub const fn pt(points: i32) -> Length {
    Length(points.saturating_mul(100))
}

/// A number of hundredths of a point.
pub const fn hundredths(n: i32) -> Length {
    Length(n)
}

impl Length {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Hundredths of a point.
    pub const fn in_hundredths(self) -> i32 {
        self.0
    }

    /// This length times `numerator / denominator`, rounded down.
    pub fn scaled(self, numerator: i32, denominator: i32) -> Self {
        let product = i64::from(self.0).saturating_mul(i64::from(numerator)) / i64::from(denominator.max(1));
        Self(i32::try_from(product).unwrap_or(i32::MAX))
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Mul<i32> for Length {
    type Output = Self;
    fn mul(self, times: i32) -> Self {
        Self(self.0.saturating_mul(times))
    }
}

impl Div<i32> for Length {
    type Output = Self;
    fn div(self, parts: i32) -> Self {
        Self(self.0 / parts.max(1))
    }
}

impl std::iter::Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Length {
    /// Points with at most two decimals: `12`, `12.5`, `-0.25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, n) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        match n % 100 {
            0 => write!(f, "{sign}{}", n / 100),
            rest if rest % 10 == 0 => write!(f, "{sign}{}.{}", n / 100, rest / 10),
            rest => write!(f, "{sign}{}.{rest:02}", n / 100),
        }
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Points;
        impl de::Visitor<'_> for Points {
            type Value = Length;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a length in points, like 12 or 12.5")
            }
            fn visit_i64<E: de::Error>(self, n: i64) -> Result<Length, E> {
                i32::try_from(n).ok().filter(|n| n.abs() < 100_000).map(pt).ok_or_else(|| E::custom(format!("{n} points do not fit on paper")))
            }
            fn visit_f64<E: de::Error>(self, n: f64) -> Result<Length, E> {
                let hundredths = format!("{n:.2}").replace('.', "");
                hundredths.parse().map(Length).map_err(|_| E::custom(format!("{n} is not a length in points")))
            }
        }
        d.deserialize_any(Points)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Line {
        at: Vec<Length>,
    }

    #[test]
    fn lengths_read_from_a_layout_and_print_as_points() {
        let line: Line = toml::from_str("at = [12, 12.5, -0.25, 7.07]").unwrap();
        assert_eq!(line.at.iter().map(ToString::to_string).collect::<Vec<_>>(), ["12", "12.5", "-0.25", "7.07"]);
        assert!(toml::from_str::<Line>("at = [9999999]").err().unwrap().to_string().contains("do not fit on paper"));
    }

    #[test]
    fn sums_do_not_wrap_around() {
        assert_eq!(pt(i32::MAX) + pt(1), Length(i32::MAX));
        assert_eq!(pt(10).scaled(1, 3), Length(333));
    }
}
