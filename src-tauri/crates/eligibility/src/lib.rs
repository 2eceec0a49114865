//! decide(): every test of Section 321 on every shipment, by the law of its arrival date.
//!
//! Three steps, each pure and order-independent. *Digest*: one pass over the raw text of a shipment leaves figures,
//! codes and keys. *Groups*: persons and their days, lots of one order, runs of shipments. *Judge*: a verdict of a few
//! bytes for each shipment. Only then, and only where somebody asks, is a verdict put into words ([`decide`] asks for
//! all; [`Judged`] for one at a time).

mod digest;
mod explain;
mod groups;
pub mod identity;
mod judge;
mod orders;
mod scan;
mod what_if;

pub use what_if::{Change, Difference, WhatIf, dry_run, what_if};

use customs::decision::Decisions;
use customs::shipment::Batch;
use customs::{Decision, Route, Shipment};
use digest::{Bench, Digest, problem};
use explain::Case;
use groups::Groups;
use judge::Verdict;
use rayon::prelude::*;
use rulebook::{FastMap, Rulebook};

/// A batch judged but not yet put into words.
pub struct Judged<'a> {
    book: &'a Rulebook,
    all: Vec<&'a Shipment>,
    decided: usize,
    digests: Vec<Digest>,
    groups: Groups,
    verdicts: Vec<Verdict>,
}

/// Judges a batch: all tests, persons and lots, without a sentence.
pub fn judge<'a>(batch: &'a Batch, book: &'a Rulebook) -> Judged<'a> {
    let mut all: Vec<&Shipment> = batch.shipments.iter().collect();
    // A stored shipment that is decided again counts once, as it stands now.
    let own: FastMap<&str, Option<&str>> = batch.shipments.iter().map(|s| (s.id.as_str(), s.client.as_deref())).collect();
    all.extend(batch.history.iter().filter(|h| h.confidential || own.get(h.id.as_str()) != Some(&h.client.as_deref())));
    let decided = batch.shipments.len();
    let mut digests: Vec<Digest> = all.par_iter().map_init(Bench::default, |bench, s| digest::digest(s, book, bench)).collect();
    mark_same_ids(&batch.shipments, &mut digests);
    let mut groups = groups::persons(&digests, book);
    orders::join(&digests, book, &mut groups);
    let days = judge::days(&digests, &groups, book);
    let verdicts =
        digests.par_iter().enumerate().take(decided).map(|(i, d)| judge::judge(u32::try_from(i).unwrap_or(groups::NONE), d, &groups, &days, book)).collect();
    Judged { book, all, decided, digests, groups, verdicts }
}

fn mark_same_ids(shipments: &[Shipment], digests: &mut [Digest]) {
    let mut seen: FastMap<&str, usize> = FastMap::default();
    for (i, s) in shipments.iter().enumerate() {
        if let Some(first) = seen.insert(s.id.as_str(), i) {
            for at in [first, i] {
                if let Some(d) = digests.get_mut(at) {
                    d.problems |= problem::SAME_ID;
                }
            }
        }
    }
}

impl Judged<'_> {
    /// How many shipments were decided.
    pub fn len(&self) -> usize {
        self.decided
    }

    /// Whether there was nothing to decide.
    pub fn is_empty(&self) -> bool {
        self.decided == 0
    }

    /// Where the shipment at a place of the input goes.
    pub fn route(&self, at: usize) -> Option<Route> {
        self.verdicts.get(at).map(|v| v.route)
    }

    /// The full decision on the shipment at a place of the input, in words.
    pub fn explain(&self, at: usize) -> Option<Decision> {
        let verdict = self.verdicts.get(at)?;
        Case::new(self.book, u32::try_from(at).ok()?, &self.all, &self.digests, &self.groups, verdict).map(|case| case.decide())
    }
}

/// Judging a stream: shipments are read in chunks and need not be kept; routes are counted at the end.
///
/// For runs over a whole history (a dry run, a benchmark) where nobody asks for words.
pub struct Judging<'a> {
    book: &'a Rulebook,
    digests: Vec<Digest>,
    groups: Groups,
}

impl<'a> Judging<'a> {
    /// A stream to be judged by a book.
    pub fn new(book: &'a Rulebook) -> Self {
        Self { book, digests: Vec::new(), groups: Groups::default() }
    }

    /// Reads a chunk: identities and everything a shipment says by itself.
    pub fn read(&mut self, shipments: &[Shipment]) {
        let book = self.book;
        self.digests.par_extend(shipments.par_iter().map_init(Bench::default, |bench, s| digest::digest(s, book, bench)));
    }

    /// Joins persons and their days.
    pub fn join_persons(&mut self) {
        self.groups = groups::persons(&self.digests, self.book);
    }

    /// Joins lots of orders and runs of shipments.
    pub fn join_lots(&mut self) {
        orders::join(&self.digests, self.book, &mut self.groups);
    }

    /// Judges all and counts the routes, in the order they are offered.
    pub fn routes(&self) -> Vec<(Route, usize)> {
        let days = judge::days(&self.digests, &self.groups, self.book);
        let judge = |(i, d)| judge::judge(u32::try_from(i).unwrap_or(groups::NONE), d, &self.groups, &days, self.book).route;
        let routes: Vec<Route> = self.digests.par_iter().enumerate().map(judge).collect();
        let count = |route: Route| routes.iter().filter(|r| **r == route).count();
        Route::ALL.iter().map(|r| (*r, count(*r))).filter(|(_, n)| *n > 0).collect()
    }
}

/// Decides every shipment of a batch, with every test explained. History counts toward days and lots.
pub fn decide(batch: &Batch, book: &Rulebook) -> Decisions {
    let judged = judge(batch, book);
    let decisions = (0..judged.len()).into_par_iter().filter_map(|at| judged.explain(at)).collect();
    Decisions { rulebook: book.stamp(), decisions }
}
