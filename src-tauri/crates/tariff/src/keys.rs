//! Numbers as keys: one word each, hashed by one multiplication. The keys are ours, so nobody can choose them to collide.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map by [`key`].
pub(crate) type ByKey<V> = HashMap<u64, V, BuildHasherDefault<OneWord>>;
/// A set of [`key`]s.
pub(crate) type Keys = HashSet<u64, BuildHasherDefault<OneWord>>;

/// A number as one word: its digits and how many there are, so that leading zeros count.
pub(crate) fn key(digits: &str) -> u64 {
    digits.bytes().fold(0u64, |k, b| k.wrapping_mul(10).wrapping_add(u64::from(b.wrapping_sub(b'0')))).wrapping_mul(16).wrapping_add(digits.len() as u64)
}

/// Beginnings of tariff numbers, compared as whole numbers: each is the range of ten-digit numbers that begin so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beginnings(Vec<(u64, u64, usize)>);

impl Beginnings {
    pub(crate) fn of(prefixes: &[String]) -> Self {
        let range = |prefix: &String| {
            let low = Digits::of(prefix).padded;
            let width = 10u64.pow(u32::try_from(10usize.saturating_sub(prefix.len())).unwrap_or(0));
            (low, low + (width - 1), prefix.len())
        };
        Self(prefixes.iter().map(range).collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of them begins the number; a beginning that is longer than the number does not.
    pub(crate) fn begin(&self, number: Digits) -> bool {
        self.0.iter().any(|(low, high, length)| *low <= number.padded && number.padded <= *high && *length <= number.length)
    }
}

/// A tariff number as a whole number of ten digits, and how many of them are its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Digits {
    padded: u64,
    length: usize,
}

impl Digits {
    pub(crate) fn of(digits: &str) -> Self {
        let number = digits.bytes().take(10).fold(0u64, |n, b| n * 10 + u64::from(b.wrapping_sub(b'0') % 10));
        let length = digits.len().min(10);
        Self { padded: number * 10u64.pow(u32::try_from(10 - length).unwrap_or(0)), length }
    }
}

/// The hasher of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OneWord(u64);

impl Hasher for OneWord {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        self.write_u64(rest.iter().fold(rest.len() as u64, |word, byte| word << 8 | u64::from(*byte)));
    }

    fn write_u64(&mut self, word: u64) {
        let mixed = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_are_those_of_the_text() {
        let prefixes: Vec<String> = ["72", "7217", "721720", "72172030", "7217203000", "0901"].map(str::to_owned).into();
        for prefix in &prefixes {
            let one = Beginnings::of(std::slice::from_ref(prefix));
            for number in ["7217203000", "72172030", "7217", "72", "7218000000", "0901210010", "0902", "9999999999", "7216999999"] {
                assert_eq!(one.begin(Digits::of(number)), number.starts_with(prefix.as_str()), "{prefix} {number}");
            }
        }
        assert!(Beginnings::of(&[]).is_empty() && !Beginnings::of(&[]).begin(Digits::of("7217203000")));
    }
}
