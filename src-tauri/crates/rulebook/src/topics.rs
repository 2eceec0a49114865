//! The rulebook as a person reads it: every topic with its periods, and what is in force on a day.

use crate::Rulebook;
use crate::param::Timeline;
use chrono::{NaiveDate, NaiveDateTime};
use customs::{Citation, Confidence};
use serde::Serialize;
use ts_rs::TS;

/// One topic of the rulebook screen.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct TimelineTopic {
    /// The topic's id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it governs.
    pub governs: String,
    /// Origins or tariff prefixes it is limited to.
    pub scope: Vec<String>,
    /// Its periods, in order.
    pub periods: Vec<TimelinePeriod>,
}

/// A value with its half-open period.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct TimelinePeriod {
    /// First moment, Eastern time; `None` where it has always been so.
    #[ts(type = "string | null")]
    pub from: Option<NaiveDateTime>,
    /// First moment after it; `None` while no end is known.
    #[ts(type = "string | null")]
    pub to: Option<NaiveDateTime>,
    /// The value as text: `$800.00`, `suspended` …
    pub value: String,
    /// Where it comes from.
    pub citations: Vec<Citation>,
    /// How sure we are.
    pub confidence: Confidence,
    /// What else should be known.
    pub note: String,
}

/// A topic's value on a chosen day.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct InForce {
    /// The topic's id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The period the end of that day falls in; `None` where the book has nothing for it.
    pub period: Option<TimelinePeriod>,
}

/// Every topic with its periods: dated values first, then goods, agencies, origins, the firm's own rules.
pub fn timeline(book: &Rulebook) -> Vec<TimelineTopic> {
    let mut topics: Vec<TimelineTopic> = book.params.iter().chain(&book.others).map(of_values).collect();
    let goods = &book.goods;
    for o in &goods.outside {
        topics.push(TimelineTopic {
            id: format!("outside-suspension:{}", o.id),
            title: format!("Outside the suspension: {}", o.name),
            governs: "Goods the suspension of limb (C) does not reach.".into(),
            scope: o.prefixes.clone(),
            periods: vec![TimelinePeriod {
                from: Some(o.from),
                to: o.to,
                value: "outside".into(),
                citations: o.citations.clone(),
                confidence: o.confidence,
                note: o.note.clone(),
            }],
        });
    }
    for r in &goods.restrictions {
        topics.push(TimelineTopic {
            id: format!("restricted-goods:{}", r.id),
            title: format!("Never free: {}", r.name),
            governs: "Goods that do not pass free whatever their value.".into(),
            scope: r.prefixes.clone(),
            periods: vec![TimelinePeriod {
                from: r.from,
                to: r.to,
                value: if r.ask_only { "put to a person".into() } else { "not eligible".into() },
                citations: r.citations.clone(),
                confidence: r.confidence,
                note: r.note.clone(),
            }],
        });
    }
    for a in &goods.agencies {
        topics.push(TimelineTopic {
            id: format!("partner-agency:{}", a.id),
            title: format!("{}: {}", a.agency, a.name),
            governs: "What the agency requires before the goods may pass free.".into(),
            scope: a.prefixes.clone(),
            periods: a
                .when
                .iter()
                .map(|w| TimelinePeriod {
                    from: Some(w.from),
                    to: w.to,
                    value: format!("{:?}", w.requires).to_lowercase(),
                    citations: w.citations.clone(),
                    confidence: w.confidence,
                    note: w.note.clone(),
                })
                .collect(),
        });
    }
    for e in &goods.embargoes {
        topics.push(TimelineTopic {
            id: format!("embargo:{}", e.origin.code()),
            title: format!("Barred origin: {}", e.origin.name()),
            governs: "Products that may not be imported without a license.".into(),
            scope: vec![e.origin.code().to_owned()],
            periods: vec![TimelinePeriod {
                from: Some(e.from),
                to: e.to,
                value: "barred".into(),
                citations: e.citations.clone(),
                confidence: e.confidence,
                note: e.note.clone(),
            }],
        });
    }
    topics.extend(following(book));
    topics.extend(firm(book));
    topics
}

/// The deadlines of an entry, and the federal holidays they pass over.
fn following(book: &Rulebook) -> impl Iterator<Item = TimelineTopic> {
    let from = |day: NaiveDate| day.and_hms_opt(0, 0, 0);
    let deadlines = book.deadlines.iter().map(move |d| TimelineTopic {
        id: format!("deadline:{}", d.id),
        title: format!("Deadline: {}", d.name),
        governs: if d.right { "How long a right on an entry lasts." } else { "Until when something must be done on an entry." }.into(),
        scope: d.types.clone(),
        periods: vec![TimelinePeriod {
            from: from(d.from),
            to: d.to.and_then(from),
            value: d.in_words(),
            citations: d.citations.clone(),
            confidence: d.confidence,
            note: d.note.clone(),
        }],
    });
    let holidays = book.calendar.holidays().iter().map(move |h| TimelineTopic {
        id: format!("holiday:{}", h.name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-")),
        title: format!("Federal holiday: {}", h.name),
        governs: "A day that is no working day. From a Saturday it is moved to the Friday before, from a Sunday to the Monday after.".into(),
        scope: Vec::new(),
        periods: vec![TimelinePeriod {
            from: from(h.from),
            to: h.to.and_then(from),
            value: h.on.clone(),
            citations: h.citations.iter().chain(book.calendar.citations()).cloned().collect(),
            confidence: h.confidence(),
            note: String::new(),
        }],
    });
    deadlines.chain(holidays)
}

fn firm(book: &Rulebook) -> Vec<TimelineTopic> {
    let Some(overlay) = book.overlay() else { return Vec::new() };
    let own = |id: String, title: String, value: String, from, to, note: &str| TimelineTopic {
        id,
        title,
        governs: format!("A rule of {}, stricter than the law.", overlay.firm),
        scope: Vec::new(),
        periods: vec![TimelinePeriod { from: Some(from), to, value, citations: Vec::new(), confidence: Confidence::Primary, note: note.to_owned() }],
    };
    let limits =
        overlay.limits.iter().enumerate().map(|(i, l)| own(format!("firm:limit-{i}"), "Firm ceiling".into(), l.ceiling.dollars(), l.from, l.to, &l.reason));
    let watches =
        overlay.watches.iter().enumerate().map(|(i, w)| own(format!("firm:watch-{i}"), "Firm watch words".into(), w.words.join(", "), w.from, w.to, &w.reason));
    let barred = overlay
        .barred
        .iter()
        .enumerate()
        .map(|(i, b)| own(format!("firm:barred-{i}"), "Firm: barred shipper".into(), b.shipper.clone(), b.from, b.to, &b.reason));
    limits.chain(watches).chain(barred).collect()
}

/// What every topic says at the end of a day, Eastern time.
pub fn in_force(book: &Rulebook, day: NaiveDate) -> Vec<InForce> {
    let at = day.and_hms_opt(23, 59, 59).unwrap_or_default();
    timeline(book)
        .into_iter()
        .map(|topic| {
            let period = topic.periods.into_iter().find(|p| p.from.is_none_or(|f| f <= at) && p.to.is_none_or(|t| at < t));
            InForce { id: topic.id, title: topic.title, period }
        })
        .collect()
}

fn of_values(timeline: &Timeline) -> TimelineTopic {
    TimelineTopic {
        id: timeline.topic.clone(),
        title: timeline.title.clone(),
        governs: timeline.governs.clone(),
        scope: timeline.scope.clone(),
        periods: timeline
            .periods
            .iter()
            .map(|p| TimelinePeriod {
                from: Some(p.from),
                to: p.to,
                value: p.micros.map_or_else(|| p.text.clone(), |m| m.dollars()),
                citations: p.citations.clone(),
                confidence: p.confidence,
                note: p.note.clone(),
            })
            .collect(),
    }
}
