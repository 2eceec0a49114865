//! What shops call goods, and what the schedule calls them: data, for finding only; no decision rests on it.

use crate::edition::words::{stem, tokens};
use crate::error::TariffError;
use serde::Deserialize;
use std::collections::HashMap;

const WORDS: &str = include_str!("../../../../assets/tariff/words.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    word: Vec<RawWord>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWord {
    /// One or two words, as a shop writes them.
    says: Vec<String>,
    /// Each is a way in which the schedule says it: words that stand on one line or above it.
    schedule: Vec<String>,
}

/// The ways in which the schedule says what a shop says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Thesaurus(HashMap<String, Vec<Vec<String>>>);

impl Thesaurus {
    pub(crate) fn built_in() -> Result<Self, TariffError> {
        let wrong = |what: String| TariffError::built("words.toml", what);
        let file: File = toml::from_str(WORDS).map_err(|e| wrong(e.to_string()))?;
        let mut all = HashMap::new();
        for word in file.word {
            let ways: Vec<Vec<String>> = word.schedule.iter().map(|way| stems(way)).collect();
            for said in &word.says {
                let key = stems(said);
                if key.is_empty() || key.len() > 2 || ways.iter().any(Vec::is_empty) {
                    return Err(wrong(format!("`{said}` is not one or two words with a meaning")));
                }
                if all.insert(key.join(" "), ways.clone()).is_some() {
                    return Err(wrong(format!("`{said}` occurs twice")));
                }
            }
        }
        Ok(Self(all))
    }

    /// Ways to say the stems of one word or of two, each a list of stems.
    pub(crate) fn meanings(&self, stems: &str) -> Option<&[Vec<String>]> {
        self.0.get(stems).map(Vec::as_slice)
    }
}

fn stems(text: &str) -> Vec<String> {
    tokens(text).map(|word| stem(&word).to_owned()).collect()
}
