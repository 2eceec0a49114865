//! The tree of the schedule, level by level: chapters, headings, and what stands under a row.

use crate::Tariff;
use crate::edition::{Edition, Row};
use crate::error::TariffError;
use chrono::NaiveDate;
use customs::Citation;
use customs::Confidence;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

const CHAPTERS: &str = include_str!("../../../../assets/tariff/chapters.toml");

/// Where to look in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under<'a> {
    /// The chapters.
    Root,
    /// The headings of a chapter, by its two digits.
    Chapter(&'a str),
    /// What stands under a row of the edition.
    Row(u32),
}

/// A row of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TariffNode {
    /// Its row in the edition; chapters have none.
    pub row: Option<u32>,
    /// Its chapter, two digits.
    pub chapter: String,
    /// Its number, dotted; rows that only head a group have none.
    pub number: Option<String>,
    /// Its own description; of a chapter, what it is about, in a few words of ours.
    pub description: String,
    /// The general rate that is printed for it or runs down to it; empty where goods cannot be entered under it.
    pub general: String,
    /// How many rows stand directly under it.
    pub below: usize,
    /// Whether goods can be entered under it.
    pub enterable: bool,
    /// What to know before entering goods here: our words about a chapter, or the footnotes of a row.
    pub notes: Vec<Citation>,
}

/// A level of the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct TariffBranch {
    /// The edition it is from.
    pub edition: String,
    /// Its rows, in the order of the schedule.
    pub nodes: Vec<TariffNode>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    chapter: Vec<RawChapter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChapter {
    number: String,
    title: String,
    #[serde(default)]
    notes: Vec<String>,
}

/// What the chapters are about. The official export has no titles and no notes of chapters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chapters(BTreeMap<String, (String, Vec<Citation>)>);

impl Chapters {
    pub(crate) fn built_in() -> Result<Self, TariffError> {
        let file: File = toml::from_str(CHAPTERS).map_err(|e| TariffError::built("chapters.toml", e))?;
        let mut all = BTreeMap::new();
        for chapter in file.chapter {
            let notes = chapter.notes.into_iter().map(|note| Citation::new(note, Confidence::Unverified)).collect();
            if chapter.number.len() != 2 || all.insert(chapter.number.clone(), (chapter.title, notes)).is_some() {
                return Err(TariffError::built("chapters.toml", format!("`{}` is not a chapter, or occurs twice", chapter.number)));
            }
        }
        Ok(Self(all))
    }
}

impl Tariff {
    /// A level of the tree, from the edition of a day or the nearest.
    pub fn browse(&self, on: NaiveDate, under: Under<'_>) -> TariffBranch {
        let Some(edition) = self.nearest(on) else { return TariffBranch::default() };
        let nodes = match under {
            Under::Root => self.chapters(edition),
            Under::Chapter(chapter) => {
                let tops = (0u32..).zip(&edition.rows).filter(|(_, row)| row.parent.is_none());
                tops.filter(|(at, _)| chapter_of(edition, *at) == chapter).map(|(at, row)| node(edition, at, row)).collect()
            }
            Under::Row(above) => {
                (0u32..).zip(&edition.rows).skip(above as usize).filter(|(_, row)| row.parent == Some(above)).map(|(at, row)| node(edition, at, row)).collect()
            }
        };
        TariffBranch { edition: edition.name.clone(), nodes }
    }

    fn chapters(&self, edition: &Edition) -> Vec<TariffNode> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, _) in (0u32..).zip(&edition.rows).filter(|(_, row)| row.parent.is_none()) {
            *counts.entry(chapter_of(edition, at)).or_default() += 1;
        }
        let known = |number: &str| self.chapters.0.get(number).cloned().unwrap_or_default();
        counts
            .into_iter()
            .map(|(number, below)| {
                let (description, notes) = known(number);
                TariffNode { row: None, chapter: number.to_owned(), number: None, description, general: String::new(), below, enterable: false, notes }
            })
            .collect()
    }
}

/// The chapter of a row: its number's, or that of the first number after it.
fn chapter_of(edition: &Edition, at: u32) -> &str {
    let rows = edition.rows.get(at as usize..).unwrap_or_default();
    rows.iter().find_map(|row| row.number.as_ref()).map_or("", |number| number.chapter())
}

fn node(edition: &Edition, at: u32, row: &Row) -> TariffNode {
    let enterable = row.leaf && row.number.as_ref().is_some_and(|n| n.digits().len() >= 8);
    let below = edition.rows.iter().skip(at as usize).take_while(|r| r.parent.is_some() || std::ptr::eq(*r, row)).filter(|r| r.parent == Some(at)).count();
    let general = edition.rated(row).filter(|r| enterable || std::ptr::eq(*r, row)).and_then(|r| edition.rate(r.general)).map(|r| r.text.clone());
    let confidence = if edition.starter { Confidence::Secondary } else { Confidence::Primary };
    TariffNode {
        row: Some(at),
        chapter: chapter_of(edition, at).to_owned(),
        number: row.number.as_ref().map(ToString::to_string),
        description: row.description.trim_end_matches(':').to_owned(),
        general: general.unwrap_or_default(),
        below,
        enterable,
        notes: row.footnotes.iter().filter_map(|n| edition.footnotes.get(*n as usize)).map(|text| Citation::new(text.as_str(), confidence)).collect(),
    }
}
