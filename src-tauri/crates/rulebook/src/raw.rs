//! The files as they are written.

use customs::Confidence;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub topic: Spanned<String>,
    pub title: String,
    pub governs: String,
    pub kind: Option<Spanned<String>>,
    #[serde(default)]
    pub origins: Vec<Spanned<String>>,
    #[serde(default)]
    pub prefixes: Vec<Spanned<String>>,
    pub edition: Option<String>,
    pub verified_through: Option<Datetime>,
    pub verified_note: Option<String>,
    #[serde(default)]
    pub cite: Vec<Spanned<String>>,
    #[serde(rename = "confidence")]
    pub _confidence: Option<Confidence>,
    #[serde(default)]
    pub filler: Vec<String>,
    #[serde(default)]
    pub names: Vec<String>,
    #[serde(default)]
    pub period: Vec<Spanned<Period>>,
    #[serde(default)]
    pub source: Vec<Spanned<Source>>,
    #[serde(default)]
    pub test: Vec<Spanned<Test>>,
    #[serde(default)]
    pub entry: Vec<Spanned<Entry>>,
    #[serde(default)]
    pub class: Vec<Spanned<Class>>,
    #[serde(default)]
    pub trigger: Vec<Spanned<Trigger>>,
    #[serde(default)]
    pub flag: Vec<Spanned<Flag>>,
    #[serde(default)]
    pub embargo: Vec<Spanned<Embargo>>,
    #[serde(default)]
    pub outside: Vec<Spanned<Outside>>,
    #[serde(default)]
    pub term: Vec<Spanned<Term>>,
    #[serde(default)]
    pub noun: Vec<Spanned<Noun>>,
    pub score: Option<Spanned<Score>>,
    pub observed: Option<Spanned<Observed>>,
    #[serde(default)]
    pub holiday: Vec<Spanned<Holiday>>,
    #[serde(default)]
    pub deadline: Vec<Spanned<Deadline>>,
}

/// By how many days a holiday is moved from a day of the weekend.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Observed {
    pub saturday: i64,
    pub sunday: i64,
    pub cite: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holiday {
    pub name: String,
    pub on: Spanned<String>,
    pub from: Datetime,
    pub to: Option<Datetime>,
    pub cite: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deadline {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub right: bool,
    pub from: Datetime,
    pub to: Option<Datetime>,
    #[serde(default)]
    pub types: Vec<Spanned<String>>,
    #[serde(default)]
    pub owed: bool,
    pub periodic: Option<bool>,
    pub starts: Vec<Spanned<String>>,
    pub met_by: Vec<Spanned<String>>,
    pub count: u32,
    pub unit: Spanned<String>,
    pub cite: Vec<Spanned<String>>,
    pub confidence: Confidence,
    #[serde(default)]
    pub note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Period {
    pub from: Datetime,
    pub to: Option<Datetime>,
    pub value: String,
    pub cite: Vec<Spanned<String>>,
    pub confidence: Confidence,
    #[serde(default)]
    pub note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub id: String,
    pub text: String,
    pub confidence: Confidence,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Test {
    pub id: String,
    pub asks: String,
    pub cite: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub id: String,
    pub code: String,
    pub name: String,
    pub cite: Vec<Spanned<String>>,
    pub confidence: Confidence,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Class {
    pub id: String,
    pub name: String,
    pub prefixes: Vec<Spanned<String>>,
    #[serde(default)]
    pub words: Vec<String>,
    #[serde(default)]
    pub cancel: Vec<String>,
    #[serde(default)]
    pub cancel_before: Vec<String>,
    #[serde(default)]
    pub outcome: Option<Spanned<String>>,
    #[serde(default)]
    pub floor: Option<Spanned<String>>,
    pub entry: Spanned<String>,
    pub gift_excluded: bool,
    pub postal_excluded: bool,
    pub from: Option<Datetime>,
    pub to: Option<Datetime>,
    pub cite: Vec<Spanned<String>>,
    pub confidence: Confidence,
    #[serde(default)]
    pub note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Trigger {
    pub id: String,
    pub agency: String,
    pub name: String,
    pub prefixes: Vec<Spanned<String>>,
    #[serde(default)]
    pub words: Vec<String>,
    #[serde(default)]
    pub cancel: Vec<String>,
    #[serde(default)]
    pub cancel_before: Vec<String>,
    pub personal: Spanned<String>,
    pub when: Vec<Spanned<When>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct When {
    pub from: Datetime,
    pub to: Option<Datetime>,
    pub requires: Spanned<String>,
    pub cite: Vec<Spanned<String>>,
    pub confidence: Confidence,
    #[serde(default)]
    pub note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Flag {
    pub agency: String,
    pub must: Vec<String>,
    pub may: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Embargo {
    pub origin: Spanned<String>,
    pub from: Datetime,
    pub to: Option<Datetime>,
    pub cite: Vec<Spanned<String>>,
    pub confidence: Confidence,
    #[serde(default)]
    pub note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outside {
    pub id: String,
    pub name: String,
    pub prefixes: Vec<Spanned<String>>,
    pub words: Vec<String>,
    #[serde(default)]
    pub cancel: Vec<String>,
    #[serde(default)]
    pub cancel_before: Vec<String>,
    pub from: Datetime,
    pub to: Option<Datetime>,
    pub cite: Vec<Spanned<String>>,
    pub confidence: Confidence,
    #[serde(default)]
    pub note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Term {
    pub words: Vec<String>,
    pub better: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Noun {
    pub words: Vec<String>,
    pub headings: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Score {
    pub near_limit_percent: String,
    pub window_days: i32,
    pub near_limit_two: u32,
    pub near_limit_three: u32,
    pub sequential_tracking: u32,
    pub identical_goods_three: u32,
    pub review_at: u32,
    pub advise_at: u32,
    pub names_at_one_address: usize,
    pub names_on_one_contact: usize,
    pub contact_join_limit: usize,
}
