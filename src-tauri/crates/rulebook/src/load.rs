//! From files to a checked book.

use crate::calendar::Calendar;
use crate::check;
use crate::deadlines::DeadlineRule;
use crate::error::{Place, RulebookError};
use crate::goods::{Agency, AgencyWhen, Cancels, Embargo, EntryRule, Goods, Noun, Outside, Requires, Restriction, Rule, Term};
use crate::param::{Param, Period, Status, Timeline, Value, epochs};
use crate::raw::{self, File};
use crate::words::Words;
use crate::{FastMap, Micros, Rulebook, Screening, TestRule};
use chrono::{NaiveDate, NaiveDateTime};
use customs::{Citation, Country};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;
use toml::value::Datetime;

/// The registered sources, and which of them were used.
pub(crate) struct Sources {
    known: BTreeMap<String, Citation>,
    used: BTreeSet<String>,
}

impl Sources {
    /// The citations of a value. Each is shown no surer than its source was read.
    pub(crate) fn cite(&mut self, place: Place<'_>, ids: &[Spanned<String>], at: usize) -> Result<Vec<Citation>, RulebookError> {
        if ids.is_empty() {
            return Err(place.fault(at, "it cites nothing; name at least one source of citations.toml in `cite`"));
        }
        ids.iter()
            .map(|id| {
                let found = self.known.get(id.get_ref());
                self.used.insert(id.get_ref().clone());
                found.cloned().ok_or_else(|| place.fault(id.span().start, format!("the source `{}` is not in citations.toml", id.get_ref())))
            })
            .collect()
    }
}

/// See [`Rulebook::load`].
pub(crate) fn load(files: &[(&str, &str)]) -> Result<Rulebook, RulebookError> {
    let mut parsed: Vec<(Place<'_>, File)> = Vec::new();
    for (name, text) in files {
        let place = Place { file: name, text };
        let file: File = place.read()?;
        if let Some((other, _)) = parsed.iter().find(|(_, f)| f.topic.get_ref() == file.topic.get_ref()) {
            return Err(place.fault(file.topic.span().start, format!("the topic `{}` is already in {}", file.topic.get_ref(), other.file)));
        }
        parsed.push((place, file));
    }
    let mut sources = Sources { known: BTreeMap::new(), used: BTreeSet::new() };
    for (place, file) in &parsed {
        for source in &file.source {
            let s = source.get_ref();
            if sources.known.insert(s.id.clone(), Citation::new(s.text.clone(), s.confidence)).is_some() {
                return Err(place.fault(source.span().start, format!("the source `{}` is listed twice", s.id)));
            }
        }
    }
    let mut timelines = Vec::new();
    let mut book = BookFile::default();
    let mut goods = Goods::default();
    let mut tests = Vec::new();
    let mut entries = BTreeMap::new();
    let mut fictitious = FastMap::default();
    let mut screening = None;
    let mut calendar = Calendar::default();
    let mut deadlines: Vec<DeadlineRule> = Vec::new();
    for (place, file) in &parsed {
        let place = *place;
        if !file.period.is_empty() {
            timelines.push(timeline(place, file, &mut sources)?);
        }
        if let (Some(edition), Some(day)) = (&file.edition, &file.verified_through) {
            book = BookFile { edition: edition.clone(), verified: Some(moment(place, day, 0)?.date()), note: file.verified_note.clone().unwrap_or_default() };
        }
        for test in &file.test {
            let t = test.get_ref();
            tests.push(TestRule { id: t.id.clone(), asks: t.asks.clone(), citations: sources.cite(place, &t.cite, test.span().start)? });
        }
        for entry in &file.entry {
            let e = entry.get_ref();
            let citations = sources.cite(place, &e.cite, entry.span().start)?;
            entries.insert(e.id.clone(), EntryRule { code: e.code.clone(), name: e.name.clone(), citations, confidence: e.confidence });
        }
        read_goods(place, file, &mut sources, &mut goods)?;
        for name in &file.names {
            fictitious.insert(name.clone(), ());
        }
        let whole = if file.cite.is_empty() { Vec::new() } else { sources.cite(place, &file.cite, 0)? };
        if !file.term.is_empty() {
            goods.vague_citations = whole.clone();
        }
        if !file.noun.is_empty() {
            goods.noun_citations = whole.clone();
        }
        if let Some(observed) = &file.observed {
            calendar = Calendar::read(place, file, observed, &mut sources)?;
        }
        for rule in &file.deadline {
            deadlines.push(DeadlineRule::read(place, rule, &entry_codes(&parsed), &mut sources)?);
        }
        if let Some(score) = &file.score {
            screening = Some(thresholds(place, score, whole)?);
        }
    }
    let book_place = parsed.first().map_or(Place { file: "book.toml", text: "" }, |(p, _)| *p);
    check::sources(&parsed, &sources.known, &sources.used)?;
    if calendar.holidays().is_empty() || deadlines.is_empty() {
        return Err(book_place.fault(0, "no file holds the federal holidays, or none the deadlines of an entry"));
    }
    goods.index();
    let mut params = Vec::new();
    for param in Param::ALL {
        let at = timelines.iter().position(|t| t.topic == param.topic());
        params.push(timelines.remove(at.ok_or_else(|| book_place.fault(0, format!("no file holds the topic `{}`", param.topic())))?));
    }
    for needed in ["low-value", "informal", "formal", "quota", "antidumping", "zone", "antidumping-quota", "mail"] {
        if !entries.contains_key(needed) {
            return Err(book_place.fault(0, format!("no file holds the entry type `{needed}`")));
        }
    }
    Ok(Rulebook {
        edition: book.edition,
        hash: String::new(),
        verified_through: book.verified.ok_or_else(|| book_place.fault(0, "no file says `edition` and `verified_through`"))?,
        verified_note: book.note,
        epochs: epochs(&params),
        params,
        others: timelines,
        tests,
        goods,
        screening: screening.ok_or_else(|| book_place.fault(0, "no file holds the thresholds `[score]`"))?,
        fictitious,
        entries,
        calendar,
        deadlines,
        overlay: None,
        pga: None,
        citations: sources.known,
    })
}

/// The entry type codes the book knows.
fn entry_codes<'a>(parsed: &'a [(Place<'_>, File)]) -> BTreeSet<&'a str> {
    parsed.iter().flat_map(|(_, f)| &f.entry).map(|e| e.get_ref().code.as_str()).collect()
}

#[derive(Default)]
struct BookFile {
    edition: String,
    verified: Option<NaiveDate>,
    note: String,
}

/// A moment of a file: a day is its first instant, Eastern time.
pub(crate) fn moment(place: Place<'_>, at: &Datetime, offset: usize) -> Result<NaiveDateTime, RulebookError> {
    let wrong = || place.fault(offset, format!("`{at}` is not a moment; write 2025-08-29 or 2025-08-29T00:01:00, without an offset"));
    let date = at.date.ok_or_else(wrong)?;
    let day = NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day)).ok_or_else(wrong)?;
    if at.offset.is_some() {
        return Err(wrong());
    }
    let time = at.time.map_or((0, 0, 0), |t| (u32::from(t.hour), u32::from(t.minute), u32::from(t.second.unwrap_or(0))));
    day.and_hms_opt(time.0, time.1, time.2).ok_or_else(wrong)
}

pub(crate) fn optional(place: Place<'_>, at: Option<&Datetime>, offset: usize) -> Result<Option<NaiveDateTime>, RulebookError> {
    at.map(|d| moment(place, d, offset)).transpose()
}

fn timeline(place: Place<'_>, file: &File, sources: &mut Sources) -> Result<Timeline, RulebookError> {
    let kind = file.kind.as_ref().map_or("", |k| k.get_ref().as_str());
    let mut periods = Vec::new();
    for spanned in &file.period {
        let at = spanned.span().start;
        let p = spanned.get_ref();
        let value = value(place, kind, p, at)?;
        let micros = if let Value::Money(Some(m)) = &value { Micros::from_decimal(*m) } else { None };
        periods.push(Period {
            from: moment(place, &p.from, at)?,
            to: optional(place, p.to.as_ref(), at)?,
            value,
            text: p.value.clone(),
            micros,
            citations: sources.cite(place, &p.cite, at)?,
            confidence: p.confidence,
            note: p.note.clone(),
        });
    }
    let spans: Vec<_> = file.period.iter().zip(&periods).map(|(s, p)| (s.span().start, p.from, p.to)).collect();
    check::gapless(place, &spans)?;
    let mut scope = Vec::new();
    for origin in &file.origins {
        check::country(place, origin)?;
        scope.push(origin.get_ref().clone());
    }
    scope.extend(check::prefixes(place, &file.prefixes)?);
    Ok(Timeline { topic: file.topic.get_ref().clone(), title: file.title.clone(), governs: file.governs.clone(), scope, periods })
}

fn value(place: Place<'_>, kind: &str, p: &raw::Period, at: usize) -> Result<Value, RulebookError> {
    let wrong = |what: &str| place.fault(at, format!("`{}` is not {what}", p.value));
    match kind {
        "money" if p.value == "none" => Ok(Value::Money(None)),
        "money" => Decimal::from_str_exact(&p.value).map(|m| Value::Money(Some(m))).map_err(|_| wrong("an amount like \"12.50\", nor \"none\"")),
        "status" => match p.value.as_str() {
            "in-force" => Ok(Value::Status(Status::InForce)),
            "closed" => Ok(Value::Status(Status::Closed)),
            "uncertain" => Ok(Value::Status(Status::Uncertain)),
            "suspended" => Ok(Value::Status(Status::Suspended)),
            "repealed" => Ok(Value::Status(Status::Repealed)),
            _ => Err(wrong("in-force, closed, uncertain, suspended or repealed")),
        },
        "lane" => Ok(Value::Text(p.value.clone())),
        "count" => p.value.parse::<u32>().map(|_| Value::Text(p.value.clone())).map_err(|_| wrong("a whole number")),
        other => Err(place.fault(0, format!("the kind `{other}` is unknown; a topic with periods is of kind money, status, lane or count"))),
    }
}

fn read_goods(place: Place<'_>, file: &File, sources: &mut Sources, goods: &mut Goods) -> Result<(), RulebookError> {
    for spanned in &file.class {
        let (c, at) = (spanned.get_ref(), spanned.span().start);
        let floor = match &c.floor {
            None => None,
            Some(text) => {
                let amount = Decimal::from_str_exact(text.get_ref()).ok().and_then(Micros::from_decimal);
                Some(amount.ok_or_else(|| place.fault(text.span().start, format!("`{}` is not an amount", text.get_ref())))?)
            }
        };
        let rule = Rule::Restriction(goods.restrictions.len() as u16);
        goods.restrictions.push(Restriction {
            id: c.id.clone(),
            name: c.name.clone(),
            prefixes: check::prefixes(place, &c.prefixes)?,
            ask_only: c.outcome.as_ref().is_some_and(|o| o.get_ref() == "review"),
            floor,
            formal: one_of(place, &c.entry, &["formal", "any"])? == "formal",
            gift_excluded: c.gift_excluded,
            postal_excluded: c.postal_excluded,
            from: optional(place, c.from.as_ref(), at)?,
            to: optional(place, c.to.as_ref(), at)?,
            citations: sources.cite(place, &c.cite, at)?,
            confidence: c.confidence,
            note: c.note.clone(),
            cancels: Cancels::of(&c.cancel, &c.cancel_before),
        });
        if let Some(outcome) = &c.outcome {
            one_of(place, outcome, &["fail", "review"])?;
        }
        goods.add_words(rule, &c.words);
    }
    for spanned in &file.trigger {
        let (t, at) = (spanned.get_ref(), spanned.span().start);
        let mut when = Vec::new();
        let mut spans = Vec::new();
        for inner in &t.when {
            let (w, at) = (inner.get_ref(), inner.span().start);
            let requires = match one_of(place, &w.requires, &["may", "notice", "certificate", "data"])? {
                "may" => Requires::May,
                "notice" => Requires::Notice,
                "certificate" => Requires::Certificate,
                _ => Requires::Data,
            };
            let (from, to) = (moment(place, &w.from, at)?, optional(place, w.to.as_ref(), at)?);
            spans.push((at, from, to));
            let citations = sources.cite(place, &w.cite, at)?;
            when.push(AgencyWhen { from, to, requires, citations, confidence: w.confidence, note: w.note.clone() });
        }
        check::gapless(place, &spans)?;
        let prefixes = check::prefixes(place, &t.prefixes)?;
        check::no_second_rule(place, at, goods.agencies.iter().filter(|a| a.agency == t.agency).map(|a| (a.id.as_str(), a.prefixes.as_slice())), &prefixes)?;
        let rule = Rule::Agency(goods.agencies.len() as u16);
        goods.agencies.push(Agency {
            id: t.id.clone(),
            agency: t.agency.clone(),
            name: t.name.clone(),
            prefixes,
            ask_when_personal: one_of(place, &t.personal, &["review", "fail"])? == "review",
            when,
            cancels: Cancels::of(&t.cancel, &t.cancel_before),
        });
        goods.add_words(rule, &t.words);
    }
    for (i, class) in goods.restrictions.iter().enumerate() {
        let others = goods.restrictions.iter().take(i).map(|r| (r.id.as_str(), r.prefixes.as_slice()));
        let at = file.class.iter().find(|c| c.get_ref().id == class.id).map_or(0, |c| c.span().start);
        check::no_second_rule(place, at, others, &class.prefixes)?;
    }
    for flag in &file.flag {
        let f = flag.get_ref();
        goods.flags.push((f.agency.clone(), f.must.clone(), f.may.clone()));
    }
    for spanned in &file.embargo {
        let (e, at) = (spanned.get_ref(), spanned.span().start);
        let origin: Country = check::country(place, &e.origin)?;
        goods.embargoes.push(Embargo {
            origin,
            from: moment(place, &e.from, at)?,
            to: optional(place, e.to.as_ref(), at)?,
            citations: sources.cite(place, &e.cite, at)?,
            confidence: e.confidence,
            note: e.note.clone(),
        });
    }
    for spanned in &file.outside {
        let (o, at) = (spanned.get_ref(), spanned.span().start);
        let rule = Rule::Outside(goods.outside.len() as u16);
        goods.outside.push(Outside {
            id: o.id.clone(),
            name: o.name.clone(),
            prefixes: check::prefixes(place, &o.prefixes)?,
            from: moment(place, &o.from, at)?,
            to: optional(place, o.to.as_ref(), at)?,
            citations: sources.cite(place, &o.cite, at)?,
            confidence: o.confidence,
            note: o.note.clone(),
            cancels: Cancels::of(&o.cancel, &o.cancel_before),
        });
        goods.add_words(rule, &o.words);
    }
    for spanned in &file.noun {
        let n = spanned.get_ref();
        let id = goods.nouns.len() as u32;
        goods.nouns.push(Noun { name: n.words.first().cloned().unwrap_or_default(), headings: check::prefixes(place, &n.headings)? });
        for phrase in &n.words {
            goods.by_noun.add(phrase, id);
        }
    }
    for spanned in &file.term {
        let t = spanned.get_ref();
        let id = goods.terms.len() as u32;
        goods.terms.push(Term { words: t.words.clone(), better: t.better.clone() });
        for phrase in &t.words {
            let folded = Words::of(phrase);
            if let Some(first) = folded.get(0)
                && folded.len() > 1
            {
                let reach = goods.vague_first.entry(first.to_owned()).or_insert(1);
                *reach = folded.len().max(*reach);
            }
            goods.vague.entry(folded.iter().collect::<Vec<_>>().join(" ")).or_insert(id);
        }
    }
    for word in &file.filler {
        for folded in Words::of(word).iter() {
            goods.filler.insert(folded.to_owned(), ());
        }
    }
    Ok(())
}

fn one_of<'a>(place: Place<'_>, text: &'a Spanned<String>, choices: &[&str]) -> Result<&'a str, RulebookError> {
    let value = text.get_ref().as_str();
    if choices.contains(&value) { Ok(value) } else { Err(place.fault(text.span().start, format!("`{value}` is none of {}", choices.join(", ")))) }
}

fn thresholds(place: Place<'_>, score: &Spanned<raw::Score>, citations: Vec<Citation>) -> Result<Screening, RulebookError> {
    let s = score.get_ref();
    let permille = Decimal::from_str_exact(&s.near_limit_percent)
        .ok()
        .and_then(|p| p.checked_mul(Decimal::TEN))
        .and_then(|p| i64::try_from(p.mantissa() / 10i128.pow(p.scale())).ok());
    Ok(Screening {
        near_limit_permille: permille.ok_or_else(|| place.fault(score.span().start, format!("`{}` is not a percentage", s.near_limit_percent)))?,
        window_days: s.window_days,
        near_limit_two: s.near_limit_two,
        near_limit_three: s.near_limit_three,
        sequential_tracking: s.sequential_tracking,
        identical_goods_three: s.identical_goods_three,
        review_at: s.review_at,
        advise_at: s.advise_at,
        names_at_one_address: s.names_at_one_address,
        names_on_one_contact: s.names_on_one_contact,
        contact_join_limit: s.contact_join_limit,
        citations,
    })
}
