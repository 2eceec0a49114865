//! The firm's own rules on top of the law: stricter limits, watch words, barred shippers. Dated, and never silent.

use crate::amount::Micros;
use crate::error::{Place, RulebookError};
use crate::load::moment;
use crate::words::{PhraseIndex, Words};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

/// The firm's own rules.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// Whose rules they are.
    pub firm: String,
    /// Lower ceilings.
    pub limits: Vec<FirmLimit>,
    /// Words to look at.
    pub watches: Vec<FirmWatch>,
    /// Shippers the firm does not serve.
    pub barred: Vec<FirmBar>,
    watch_index: PhraseIndex,
}

/// A ceiling below the law's.
#[derive(Clone, Debug)]
pub struct FirmLimit {
    /// Why, in the firm's words.
    pub reason: String,
    /// The ceiling on a shipment, and on a person's day.
    pub ceiling: Micros,
    /// First moment.
    pub from: NaiveDateTime,
    /// First moment after it.
    pub to: Option<NaiveDateTime>,
}

/// Words the firm looks at.
#[derive(Clone, Debug)]
pub struct FirmWatch {
    /// Why.
    pub reason: String,
    /// The words.
    pub words: Vec<String>,
    /// First moment.
    pub from: NaiveDateTime,
    /// First moment after it.
    pub to: Option<NaiveDateTime>,
}

/// A shipper the firm does not serve.
#[derive(Clone, Debug)]
pub struct FirmBar {
    /// Why.
    pub reason: String,
    /// The name, as the firm wrote it.
    pub shipper: String,
    folded: Vec<String>,
    /// First moment.
    pub from: NaiveDateTime,
    /// First moment after it.
    pub to: Option<NaiveDateTime>,
}

impl Overlay {
    /// The watches whose words are in a description at a moment.
    pub fn watches_in(&self, words: &Words, at: NaiveDateTime) -> Vec<&FirmWatch> {
        let mut found: Vec<usize> = Vec::new();
        for start in 0..words.len() {
            self.watch_index.at(words, start, |i, _| found.push(i as usize));
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|i| self.watches.get(i)).filter(|w| holds(w.from, w.to, at)).collect()
    }

    /// The bar on a shipper at a moment; every word of the firm's entry must be in the name.
    pub fn bars(&self, shipper: &str, at: NaiveDateTime) -> Option<&FirmBar> {
        let words = Words::of(shipper);
        self.barred.iter().find(|b| holds(b.from, b.to, at) && !b.folded.is_empty() && b.folded.iter().all(|w| words.iter().any(|x| x == w)))
    }

    /// The lowest firm ceiling at a moment.
    pub fn limit(&self, at: NaiveDateTime) -> Option<&FirmLimit> {
        self.limits.iter().filter(|l| holds(l.from, l.to, at)).min_by_key(|l| l.ceiling)
    }
}

fn holds(from: NaiveDateTime, to: Option<NaiveDateTime>, at: NaiveDateTime) -> bool {
    from <= at && to.is_none_or(|to| at < to)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOverlay {
    firm: String,
    #[serde(default)]
    limit: Vec<Spanned<RawLimit>>,
    #[serde(default)]
    watch: Vec<Spanned<RawWatch>>,
    #[serde(default)]
    barred: Vec<Spanned<RawBar>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLimit {
    reason: String,
    ceiling: String,
    from: Datetime,
    to: Option<Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWatch {
    reason: String,
    words: Vec<String>,
    from: Datetime,
    to: Option<Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBar {
    reason: String,
    shipper: String,
    from: Datetime,
    to: Option<Datetime>,
}

/// Reads an overlay; `highest` is the highest ceiling of the law.
pub(crate) fn read(file: &str, text: &str, highest: Option<Micros>) -> Result<Overlay, RulebookError> {
    let place = Place { file, text };
    let raw: RawOverlay = place.read()?;
    let mut overlay = Overlay { firm: raw.firm, ..Default::default() };
    for spanned in raw.limit {
        let (at, l) = (spanned.span().start, spanned.into_inner());
        let ceiling = Decimal::from_str_exact(&l.ceiling).ok().and_then(Micros::from_decimal);
        let ceiling = ceiling.ok_or_else(|| place.fault(at, format!("`{}` is not an amount like \"500.00\"", l.ceiling)))?;
        if highest.is_some_and(|h| ceiling >= h) {
            return Err(place.fault(at, format!("a firm's ceiling of {} is not below the law's; an overlay may only be stricter", ceiling.dollars())));
        }
        let (from, to) = span(place, at, &l.from, l.to.as_ref())?;
        overlay.limits.push(FirmLimit { reason: l.reason, ceiling, from, to });
    }
    for spanned in raw.watch {
        let (at, w) = (spanned.span().start, spanned.into_inner());
        if w.words.iter().all(|p| Words::of(p).is_empty()) {
            return Err(place.fault(at, "a watch needs words"));
        }
        let (from, to) = span(place, at, &w.from, w.to.as_ref())?;
        let id = overlay.watches.len() as u32;
        for phrase in &w.words {
            overlay.watch_index.add(phrase, id);
        }
        overlay.watches.push(FirmWatch { reason: w.reason, words: w.words, from, to });
    }
    for spanned in raw.barred {
        let (at, b) = (spanned.span().start, spanned.into_inner());
        let (from, to) = span(place, at, &b.from, b.to.as_ref())?;
        let folded: Vec<String> = Words::of(&b.shipper).iter().map(str::to_owned).collect();
        if folded.is_empty() {
            return Err(place.fault(at, "a barred shipper needs a name"));
        }
        overlay.barred.push(FirmBar { reason: b.reason, shipper: b.shipper, folded, from, to });
    }
    Ok(overlay)
}

fn span(place: Place<'_>, at: usize, from: &Datetime, to: Option<&Datetime>) -> Result<(NaiveDateTime, Option<NaiveDateTime>), RulebookError> {
    let from = moment(place, from, at)?;
    let to = to.map(|t| moment(place, t, at)).transpose()?;
    if to.is_some_and(|to| to <= from) {
        return Err(place.fault(at, format!("the rule that begins {from} ends before it begins")));
    }
    Ok((from, to))
}
