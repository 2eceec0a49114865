//! Which shipments go on one entry, and of what type that entry is.
//!
//! Goods on one conveyance for one consignee belong on one entry (19 CFR 141.51); separate bills of lading may be entered
//! separately (19 CFR 141.52). Nothing is ever joined or parted to stay under a limit: where joining takes an entry over the
//! limit of informal entries, it becomes formal, and that is said.

use super::Candidate;
use chrono::NaiveDate;
use customs::money::dollars;
use customs::{Decimal, DutyResult, Mode};
use rulebook::{Param, Rulebook, Value};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

/// What goes on one entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Grouping {
    /// Each shipment on its own.
    #[default]
    Alone,
    /// What one recipient gets by one conveyance.
    Recipient,
    /// All that one importer brings in by one conveyance.
    Consignment,
}

/// What must be the same for shipments to share an entry.
#[derive(PartialEq, Eq, Hash)]
struct Shared<'a> {
    importer: i64,
    port: &'a str,
    mode: Option<Mode>,
    conveyance: &'a str,
    arrival: Option<NaiveDate>,
    entry_date: NaiveDate,
    class: &'a str,
    recipient: String,
}

/// Parts candidates (each with its entry date) into entries, by their places; in the order of their first shipments.
pub fn groups(candidates: &[(Candidate<'_>, NaiveDate)], grouping: Grouping) -> Vec<Vec<usize>> {
    let mut at: HashMap<Shared<'_>, usize> = HashMap::new();
    let mut parted: Vec<Vec<usize>> = Vec::new();
    for (place, (candidate, entry_date)) in candidates.iter().enumerate() {
        let arrival = candidate.shipment.arrival.map(|a| a.local_day());
        // A type 86 entry holds one bill; what has no arrival is on no conveyance that is known.
        if grouping == Grouping::Alone || candidate.is_free() || arrival.is_none() {
            parted.push(vec![place]);
            continue;
        }
        let shared = Shared {
            importer: candidate.client_id,
            port: candidate.port,
            mode: candidate.shipment.mode,
            conveyance: candidate.conveyance,
            arrival,
            entry_date: *entry_date,
            class: class(candidate),
            recipient: if grouping == Grouping::Recipient { recipient(candidate) } else { String::new() },
        };
        let group = *at.entry(shared).or_insert(parted.len());
        match parted.get_mut(group) {
            Some(members) => members.push(place),
            None => parted.push(vec![place]),
        }
    }
    parted
}

/// Ordinary consumption, informal or formal, is one class; quota, antidumping and zone goods are entered apart.
fn class<'a>(candidate: &Candidate<'a>) -> &'a str {
    match candidate.decision.entry_type.as_deref() {
        None | Some("11" | "01") => "",
        Some(other) => other,
    }
}

/// The recipient as the decision knows the person, else by name and postal code.
fn recipient(candidate: &Candidate<'_>) -> String {
    if let Some(person) = &candidate.decision.person {
        return person.key.clone();
    }
    let text = |t: Option<&String>| t.map(|t| t.trim().to_lowercase()).unwrap_or_default();
    let party = candidate.shipment.consignee.as_deref();
    format!("{}|{}|{}", text(party.and_then(|p| p.name.as_ref())), text(party.and_then(|p| p.postal_code.as_ref())), candidate.shipment.id)
}

/// The type of an entry, and why it is not the one its shipments would have alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// `11`, `01` …
    pub code: String,
    /// Sentences, where joining or a limit decided.
    pub because: Vec<String>,
}

/// The type of an entry of these shipments: worth `value` together, with the duty that was found for them.
pub fn kind(members: &[&Candidate<'_>], value: Decimal, duty: Option<&DutyResult>, values: &[Decimal], entry_date: NaiveDate, book: &Rulebook) -> Kind {
    if members.iter().any(|m| m.is_free()) {
        return Kind { code: book.entry("low-value").map_or_else(|| "86".to_owned(), |e| e.code.clone()), because: Vec::new() };
    }
    let decided = |m: &&Candidate<'_>| m.decision.entry_type.clone().unwrap_or_else(|| "11".to_owned());
    let informal = "11".to_owned();
    let formal = book.entry("formal").map_or_else(|| "01".to_owned(), |e| e.code.clone());
    if let Some(other) = members.iter().map(decided).find(|kind| *kind != informal) {
        let turned = members.iter().filter(|m| decided(m) == informal).count();
        let because = (turned > 0).then(|| format!("{} of its shipments would be informal alone; on one entry with a formal one they are formal too.", turned));
        return Kind { code: other, because: because.into_iter().collect() };
    }
    let mut because = Vec::new();
    if let Some((limit, law)) = limit(book, Param::Informal, entry_date)
        && value > limit
    {
        because.push(format!(
            "Together {} shipments are worth {}, above the {} up to which an entry may be informal ({law}): this entry is formal.",
            members.len(),
            dollars(value),
            dollars(limit)
        ));
    }
    if let (Some((limit, law)), Some(duty)) = (limit(book, Param::ChapterNinetyNine, entry_date), duty) {
        let scope: Vec<String> = book.scope(Param::ChapterNinetyNine).iter().map(|p| p.chars().filter(char::is_ascii_digit).collect()).collect();
        let over = duty.lines.iter().zip(values).find(|(line, value)| {
            **value > limit && line.components.iter().any(|c| scope.iter().any(|prefix| c.code.replace('.', "").starts_with(prefix.as_str())))
        });
        if let Some((line, value)) = over {
            because.push(format!(
                "{} is worth {}, above the {} up to which an article of Chapter 99 may be entered informally ({law}): this entry is formal.",
                line.hts,
                dollars(*value),
                dollars(limit)
            ));
        }
    }
    Kind { code: if because.is_empty() { informal } else { formal }, because }
}

/// A limit of the law on a day, with its first citation.
fn limit(book: &Rulebook, param: Param, day: NaiveDate) -> Option<(Decimal, String)> {
    let period = book.period(param, book.epoch(day.and_hms_opt(12, 0, 0)?))?;
    match &period.value {
        Value::Money(Some(limit)) => Some((*limit, period.citations.iter().map(|c| c.text.clone()).collect::<Vec<_>>().join("; "))),
        _ => None,
    }
}

/// What a broker must know about entering one recipient's goods of one conveyance separately: one sentence for each recipient
/// whose informal entries together would be over the limit.
pub fn owed_on_one_entry(candidates: &[(Candidate<'_>, NaiveDate)], values: &[Decimal], book: &Rulebook) -> Vec<String> {
    let mut sentences = Vec::new();
    for members in groups(candidates, Grouping::Recipient).into_iter().filter(|m| m.len() > 1) {
        let of: Vec<&(Candidate<'_>, NaiveDate)> = members.iter().filter_map(|place| candidates.get(*place)).collect();
        let worth: Decimal = members.iter().filter_map(|place| values.get(*place)).sum();
        let Some((first, day)) = of.first() else { continue };
        let Some((limit, _)) = limit(book, Param::Informal, *day).filter(|(limit, _)| worth > *limit) else { continue };
        if of.iter().all(|(c, _)| c.decision.entry_type.as_deref() == Some("11")) {
            let name = first.shipment.consignee.as_deref().and_then(|p| p.name.clone()).unwrap_or_else(|| "One recipient".into());
            sentences.push(format!(
                "{name} gets {} shipments by one conveyance, worth {} together, above {}. Goods for one consignee belong on one entry (19 CFR 141.51); separate informal entries need an exception such as separate bills of lading (19 CFR 141.52; CSMS 64957404).",
                of.len(),
                dollars(worth),
                dollars(limit)
            ));
        }
    }
    sentences
}
