//! The words of an edition and the rows they stand in, so that a search touches the rows it finds and no others.

use std::collections::HashMap;

/// Words in alphabetical order, each with the rows that hold it, in one list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    words: Vec<Box<str>>,
    /// Where the rows of each word begin in `rows`; one more than there are words.
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl Words {
    /// The index of descriptions, row by row.
    pub(crate) fn of<'a>(descriptions: impl Iterator<Item = &'a str>) -> Self {
        let mut found: HashMap<String, Vec<u32>> = HashMap::new();
        for (row, description) in (0u32..).zip(descriptions) {
            for word in tokens(description) {
                let rows = found.entry(word).or_default();
                if rows.last() != Some(&row) {
                    rows.push(row);
                }
            }
        }
        let mut found: Vec<(String, Vec<u32>)> = found.into_iter().collect();
        found.sort_unstable();
        let mut index = Self { words: Vec::with_capacity(found.len()), starts: vec![0], rows: Vec::new() };
        for (word, rows) in found {
            index.words.push(word.into_boxed_str());
            index.rows.extend(rows);
            index.starts.push(u32::try_from(index.rows.len()).unwrap_or(u32::MAX));
        }
        index
    }

    /// The rows that hold a word beginning with `stem`, or, where `whole`, the very word. A row can come more than once.
    pub(crate) fn rows(&self, stem: &str, whole: bool) -> &[u32] {
        let from = self.words.partition_point(|w| &**w < stem);
        let rest = self.words.get(from..).unwrap_or_default();
        let count = rest.partition_point(|w| if whole { &**w == stem } else { w.starts_with(stem) });
        let at = |word: usize| self.starts.get(word).map_or(0, |at| *at as usize);
        self.rows.get(at(from)..at(from + count)).unwrap_or_default()
    }
}

/// The words of a text in lower case: `Women's or girls' T-shirts` is `women or girls t shirts`.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = String> {
    let plain = text.to_lowercase().replace("'s", "").replace("’s", "");
    let words: Vec<String> = plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    words.into_iter()
}

/// The part of a word that its plural shares: `dresses` looks for `dress`, `batteries` for `batter`, `mugs` for `mug`.
pub(crate) fn stem(word: &str) -> &str {
    if word.len() <= 3 || !word.is_ascii() {
        return word;
    }
    for (ending, kept) in [("sses", 2), ("shes", 2), ("ches", 2), ("xes", 1), ("ies", 0)] {
        if let Some(start) = word.strip_suffix(ending).filter(|s| s.len() >= 2) {
            return word.get(..start.len() + kept).unwrap_or(word);
        }
    }
    word.strip_suffix('s').filter(|s| !s.ends_with('s')).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_beginning() {
        let index = Words::of(["Women's or girls' dresses", "Of cotton", "Dressing gowns, cotton-filled", "Batteries"].into_iter());
        assert_eq!(index.rows("dress", false), [0, 2]);
        assert_eq!(index.rows("dressing", true), [2]);
        assert_eq!(index.rows("cotton", false), [1, 2]);
        assert_eq!(index.rows("zeppelin", false), [0u32; 0]);
        assert_eq!(index.rows("women", true), [0]);
    }

    #[test]
    fn plurals_share_a_stem() {
        let stems = ["dresses", "batteries", "mugs", "glass", "brushes", "boxes", "watches", "gas", "shoes"].map(stem);
        assert_eq!(stems, ["dress", "batter", "mug", "glass", "brush", "box", "watch", "gas", "shoe"]);
    }
}
