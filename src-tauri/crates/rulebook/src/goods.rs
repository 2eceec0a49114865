//! Goods by tariff prefix and by word: what never passes free, what agencies want, what is outside the suspension.

use crate::FastMap;
use crate::amount::Micros;
use crate::words::{PhraseIndex, Words};
use chrono::NaiveDateTime;
use customs::{Citation, Confidence, Country};

/// A kind of goods that never passes free.
#[derive(Clone, Debug)]
pub struct Restriction {
    /// `alcohol`, `tobacco` …
    pub id: String,
    /// In words.
    pub name: String,
    /// Tariff prefixes, digits only.
    pub prefixes: Vec<String>,
    /// It only asks a person, because the rule itself was not verified.
    pub ask_only: bool,
    /// A value up to which the rule does not bite.
    pub floor: Option<Micros>,
    /// The entry is normally formal.
    pub formal: bool,
    /// Cannot be a gift either.
    pub gift_excluded: bool,
    /// Cannot use the postal lanes.
    pub postal_excluded: bool,
    /// First moment.
    pub from: Option<NaiveDateTime>,
    /// First moment after it.
    pub to: Option<NaiveDateTime>,
    /// The law.
    pub citations: Vec<Citation>,
    /// How sure we are.
    pub confidence: Confidence,
    /// What else should be known.
    pub note: String,
    pub(crate) cancels: Cancels,
}

/// A kind of goods a partner agency is concerned with.
#[derive(Clone, Debug)]
pub struct Agency {
    /// `fda-food` …
    pub id: String,
    /// `FDA`, `USDA`, `CPSC` …
    pub agency: String,
    /// The goods, in words.
    pub name: String,
    /// Tariff prefixes, digits only.
    pub prefixes: Vec<String>,
    /// For gifts and travelers' articles the rule is put to a person.
    pub ask_when_personal: bool,
    /// What is required from when.
    pub when: Vec<AgencyWhen>,
    pub(crate) cancels: Cancels,
}

/// What an agency requires during a period.
#[derive(Clone, Debug)]
pub struct AgencyWhen {
    /// First moment.
    pub from: NaiveDateTime,
    /// First moment after it.
    pub to: Option<NaiveDateTime>,
    /// What it requires.
    pub requires: Requires,
    /// The law.
    pub citations: Vec<Citation>,
    /// How sure we are.
    pub confidence: Confidence,
    /// What else should be known.
    pub note: String,
}

/// How much an agency wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Requires {
    /// It may be concerned: an advisory.
    May,
    /// A notice outside the entry: an advisory.
    Notice,
    /// A certificate to hold, which nobody files: a person looks.
    Certificate,
    /// Data filed or disclaimed.
    Data,
}

/// Goods outside the suspension of limb (C).
#[derive(Clone, Debug)]
pub struct Outside {
    /// `informational-materials`.
    pub id: String,
    /// In words.
    pub name: String,
    /// Tariff prefixes, digits only.
    pub prefixes: Vec<String>,
    /// First moment.
    pub from: NaiveDateTime,
    /// First moment after it.
    pub to: Option<NaiveDateTime>,
    /// The law.
    pub citations: Vec<Citation>,
    /// How sure we are.
    pub confidence: Confidence,
    /// What else should be known.
    pub note: String,
    pub(crate) cancels: Cancels,
}

/// An origin whose goods are barred.
#[derive(Clone, Debug)]
pub struct Embargo {
    /// The country.
    pub origin: Country,
    /// First moment.
    pub from: NaiveDateTime,
    /// First moment after it.
    pub to: Option<NaiveDateTime>,
    /// The law.
    pub citations: Vec<Citation>,
    /// How sure we are.
    pub confidence: Confidence,
    /// What else should be known.
    pub note: String,
}

/// An entry type.
#[derive(Clone, Debug)]
pub struct EntryRule {
    /// CBP's code.
    pub code: String,
    /// In words.
    pub name: String,
    /// Where the code is from.
    pub citations: Vec<Citation>,
    /// How sure we are.
    pub confidence: Confidence,
}

/// Vague words with better ones.
#[derive(Clone, Debug)]
pub struct Term {
    /// As somebody writes them.
    pub words: Vec<String>,
    /// Wording an officer can work with.
    pub better: Vec<String>,
}

/// A noun and the headings its goods can be in.
#[derive(Clone, Debug)]
pub struct Noun {
    /// The first of its words, for a sentence.
    pub name: String,
    /// Tariff prefixes, digits only.
    pub headings: Vec<String>,
}

/// Words before or after a cue that take its meaning away.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cancels {
    pub after: Vec<Vec<String>>,
    pub before: Vec<Vec<String>>,
}

impl Cancels {
    /// Reads the two lists.
    pub fn of(after: &[String], before: &[String]) -> Self {
        let split = |list: &[String]| list.iter().map(|p| Words::of(p).iter().map(str::to_owned).collect::<Vec<_>>()).filter(|p| !p.is_empty()).collect();
        Self { after: split(after), before: split(before) }
    }

    /// Whether a cue from `start` to `end` (exclusive) is cancelled: by one of the two words after it, or just before it.
    fn cancel(&self, words: &Words, start: usize, end: usize) -> bool {
        let stands = |phrase: &[String], at: usize| phrase.iter().enumerate().all(|(i, w)| words.get(at + i) == Some(w.as_str()));
        self.after.iter().any(|p| stands(p, end) || stands(p, end + 1))
            || self.before.iter().any(|p| start.checked_sub(p.len()).is_some_and(|at| stands(p, at)))
    }
}

/// A rule of the goods index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// [`Goods::restrictions`].
    Restriction(u16),
    /// [`Goods::agencies`].
    Agency(u16),
    /// [`Goods::outside`].
    Outside(u16),
    /// [`Goods::nouns`].
    Noun(u16),
}

/// A rule met, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The rule.
    pub rule: Rule,
    /// Length of the tariff prefix that met it; 0 when only words did.
    pub prefix: u8,
}

/// Everything the book knows about goods, indexed by tariff prefix and by word.
#[derive(Clone, Debug, Default)]
pub struct Goods {
    pub(crate) restrictions: Vec<Restriction>,
    pub(crate) agencies: Vec<Agency>,
    pub(crate) outside: Vec<Outside>,
    pub(crate) embargoes: Vec<Embargo>,
    pub(crate) nouns: Vec<Noun>,
    pub(crate) terms: Vec<Term>,
    pub(crate) flags: Vec<(String, Vec<String>, Vec<String>)>,
    pub(crate) by_prefix: FastMap<u64, Vec<Rule>>,
    pub(crate) by_words: PhraseIndex,
    pub(crate) by_noun: PhraseIndex,
    pub(crate) rules: Vec<Rule>,
    pub(crate) vague: FastMap<String, u32>,
    /// First words of vague phrases of several words, with the length of the longest.
    pub(crate) vague_first: FastMap<String, usize>,
    pub(crate) filler: FastMap<String, ()>,
    pub(crate) vague_citations: Vec<Citation>,
    pub(crate) noun_citations: Vec<Citation>,
}

impl Goods {
    /// Restricted kinds.
    pub fn restrictions(&self) -> &[Restriction] {
        &self.restrictions
    }

    /// Agency triggers.
    pub fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    /// Goods outside the suspension.
    pub fn outside(&self) -> &[Outside] {
        &self.outside
    }

    /// Nouns with their headings.
    pub fn nouns(&self) -> &[Noun] {
        &self.nouns
    }

    /// Barred origins.
    pub fn embargoes(&self) -> &[Embargo] {
        &self.embargoes
    }

    /// What the rule on vague words rests on.
    pub fn vague_citations(&self) -> &[Citation] {
        &self.vague_citations
    }

    /// Agency of a flag of CBP's table, and whether it requires data; `None` for a flag nobody knows.
    pub fn flag(&self, code: &str) -> Option<(&str, bool)> {
        self.flags.iter().find_map(|(agency, must, may)| {
            let required = must.iter().any(|f| f == code);
            (required || may.iter().any(|f| f == code)).then_some((agency.as_str(), required))
        })
    }

    /// Every rule whose prefix begins the number, given as digits; longer prefixes later.
    pub fn by_number(&self, digits: &str, mut found: impl FnMut(Hit)) {
        let mut key = 0u64;
        for (at, byte) in digits.bytes().take(10).enumerate() {
            key = key * 10 + u64::from(byte.wrapping_sub(b'0') % 10);
            let length = at as u64 + 1;
            if length.is_multiple_of(2)
                && let Some(rules) = self.by_prefix.get(&(key << 4 | length))
            {
                for rule in rules {
                    found(Hit { rule: *rule, prefix: at as u8 + 1 });
                }
            }
        }
    }

    /// Every rule whose words are in the description and not cancelled by their neighbours.
    pub fn by_description(&self, words: &Words, mut found: impl FnMut(Rule)) {
        for start in 0..words.len() {
            self.by_words.at(words, start, |rule, end| {
                let Some(rule) = self.rules.get(rule as usize) else { return };
                let cancels = match *rule {
                    Rule::Restriction(i) => self.restrictions.get(usize::from(i)).map(|r| &r.cancels),
                    Rule::Agency(i) => self.agencies.get(usize::from(i)).map(|a| &a.cancels),
                    Rule::Outside(i) => self.outside.get(usize::from(i)).map(|o| &o.cancels),
                    Rule::Noun(_) => None,
                };
                if cancels.is_none_or(|c| !c.cancel(words, start, end)) {
                    found(*rule);
                }
            });
        }
    }

    /// The noun a description is about: the last word, or words, before the first preposition, where the book knows it.
    pub fn noun(&self, words: &Words, head: usize) -> Option<&Noun> {
        let mut best = None;
        for start in head.saturating_sub(3)..head {
            self.by_noun.at(words, start, |noun, end| {
                if end == head && best.is_none() {
                    best = self.nouns.get(noun as usize);
                }
            });
        }
        best
    }

    /// The better wording for a vague description; `None` where the words say what the goods are.
    pub fn vague(&self, words: &Words) -> Option<Option<&Term>> {
        if words.is_empty() {
            return Some(None);
        }
        let key = |from: usize, to: usize| (from..to).filter_map(|i| words.get(i)).collect::<Vec<_>>().join(" ");
        let mut at = 0;
        let mut term = None;
        while let Some(word) = words.get(at) {
            let longest = (at + 1..=words.len().min(at + 5))
                .rev()
                .find_map(|end| if end == at + 1 { self.vague.get(word) } else { self.vague.get(key(at, end).as_str()) }.map(|t| (end, *t)));
            match longest {
                Some((end, found)) => {
                    term = term.or(Some(found));
                    at = end;
                }
                None if self.filler.contains_key(word) || word.bytes().all(|b| b.is_ascii_digit()) => at += 1,
                None if word.len() > 2 && word.bytes().all(|b| Some(&b) == word.as_bytes().first()) => at += 1,
                None => return None,
            }
        }
        Some(term.and_then(|t| self.terms.get(t as usize)))
    }

    pub(crate) fn index(&mut self) {
        let mut entries: Vec<(Rule, Vec<String>)> = Vec::new();
        for (i, r) in self.restrictions.iter().enumerate() {
            entries.push((Rule::Restriction(i as u16), r.prefixes.clone()));
        }
        for (i, a) in self.agencies.iter().enumerate() {
            entries.push((Rule::Agency(i as u16), a.prefixes.clone()));
        }
        for (i, o) in self.outside.iter().enumerate() {
            entries.push((Rule::Outside(i as u16), o.prefixes.clone()));
        }
        for (rule, prefixes) in entries {
            for prefix in prefixes {
                if let Ok(digits) = prefix.parse::<u64>() {
                    self.by_prefix.entry(digits << 4 | prefix.len() as u64).or_default().push(rule);
                }
            }
        }
    }

    pub(crate) fn add_words(&mut self, rule: Rule, words: &[String]) {
        let id = self.rules.len() as u32;
        self.rules.push(rule);
        for phrase in words {
            self.by_words.add(phrase, id);
        }
    }
}
