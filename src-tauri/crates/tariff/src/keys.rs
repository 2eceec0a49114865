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

/// The hasher of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OneWord(u64);

impl Hasher for OneWord {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, word: u64) {
        let mixed = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}
