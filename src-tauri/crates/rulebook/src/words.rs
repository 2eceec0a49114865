//! Descriptions as words: folded, split, and looked up as phrases.

use crate::FastMap;
use unicode_normalization::UnicodeNormalization;

/// The words of a description: lower case, without accents and apostrophes, plural `s` dropped.
#[derive(Clone, Debug, Default)]
pub struct Words {
    text: String,
    ends: Vec<(u32, u32)>,
    clause: Option<usize>,
}

impl Words {
    /// Splits a text.
    pub fn of(text: &str) -> Self {
        let mut words = Self::default();
        words.read(text);
        words
    }

    /// Splits another text, keeping the allocations.
    pub fn read(&mut self, text: &str) {
        self.text.clear();
        self.ends.clear();
        self.clause = None;
        let mut start = 0;
        if text.is_ascii() {
            for byte in text.bytes() {
                start = self.push(char::from(byte.to_ascii_lowercase()), start);
            }
        } else {
            for c in text.nfkd().flat_map(char::to_lowercase) {
                if !unicode_normalization::char::is_combining_mark(c) {
                    start = self.push(c, start);
                }
            }
        }
        self.close(start);
    }

    fn push(&mut self, c: char, start: usize) -> usize {
        match c {
            '\'' | '’' | '`' => start,
            c if c.is_alphanumeric() => {
                self.text.push(c);
                start
            }
            c => {
                let next = self.close(start);
                if matches!(c, ',' | '(' | ';' | ':' | '|' | '/') && self.clause.is_none() {
                    self.clause = Some(self.ends.len());
                }
                next
            }
        }
    }

    fn close(&mut self, start: usize) -> usize {
        if let Some(word) = self.text.get(start..)
            && !word.is_empty()
        {
            let end = start + singular(word).len();
            self.text.truncate(end);
            self.ends.push((u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX)));
        }
        self.text.len()
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many words stand before the first comma, bracket or the like.
    pub fn first_clause(&self) -> usize {
        self.clause.unwrap_or(self.ends.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A word by its place.
    pub fn get(&self, at: usize) -> Option<&str> {
        self.ends.get(at).and_then(|&(from, to)| self.text.get(from as usize..to as usize))
    }

    /// All words in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|i| self.get(i))
    }
}

/// `bowls` → `bowl`; `glass`, `bus` and `is` stay.
fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(rest) if word.len() > 3 && !rest.ends_with(['s', 'u', 'i']) => rest,
        _ => word,
    }
}

/// Phrases of one or more words, found by their first word.
#[derive(Clone, Debug, Default)]
pub struct PhraseIndex {
    by_first: FastMap<String, Vec<(Vec<String>, u32)>>,
}

impl PhraseIndex {
    /// Adds a phrase for a rule.
    pub fn add(&mut self, phrase: &str, rule: u32) {
        let words = Words::of(phrase);
        let mut all = words.iter().map(str::to_owned);
        if let Some(first) = all.next() {
            self.by_first.entry(first).or_default().push((all.collect(), rule));
        }
    }

    /// Calls back for every phrase that begins at a word: rule, and the place after its last word.
    pub fn at(&self, words: &Words, place: usize, mut found: impl FnMut(u32, usize)) {
        let Some(first) = words.get(place) else { return };
        let Some(candidates) = self.by_first.get(first) else { return };
        for (rest, rule) in candidates {
            if rest.iter().enumerate().all(|(i, w)| words.get(place + 1 + i) == Some(w.as_str())) {
                found(*rule, place + 1 + rest.len());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_singular() {
        let words = Words::of("Women’s SILK scarves, bowls & glasses — Pâté n°5");
        assert_eq!(words.iter().collect::<Vec<_>>(), ["women", "silk", "scarve", "bowl", "glasse", "pate", "n", "5"]);
        assert_eq!(Words::of("  ,.!").len(), 0);
        assert_eq!(Words::of("bus, glass, gas, is").iter().collect::<Vec<_>>(), ["bus", "glass", "gas", "is"]);
    }

    #[test]
    fn phrases_are_found_where_they_stand() {
        let mut index = PhraseIndex::default();
        index.add("fishing rods", 7);
        let words = Words::of("carbon fishing rod for trout");
        let mut seen = Vec::new();
        for i in 0..words.len() {
            index.at(&words, i, |rule, end| seen.push((rule, i, end)));
        }
        assert_eq!(seen, [(7, 1, 3)]);
    }
}
