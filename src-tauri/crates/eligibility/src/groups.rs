//! Persons and their days: what one shipment cannot say alone.

use crate::digest::{Digest, flag};
use crate::identity::address::near_streets;
use crate::identity::name::{Likeness, likeness};
use rayon::prelude::*;
use rulebook::{FastMap, Micros, Rulebook};

/// No group.
pub(crate) const NONE: u32 = u32::MAX;

/// One person on one local day.
#[derive(Clone, Debug, Default)]
pub(crate) struct PersonDay {
    /// The smallest key among the members: the same in any order.
    pub key: u64,
    pub members: Vec<u32>,
    pub total: Micros,
    /// Every member has a whole value.
    pub valued: bool,
    pub gifts: Micros,
    pub carried: Micros,
    /// Persons it may be one with.
    pub near: Vec<u32>,
    /// Many names at one address, or on one e-mail or telephone.
    pub crowd: Option<Crowd>,
}

/// Many names with one thing in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Crowd {
    pub total: Micros,
    pub names: u32,
    pub at_address: bool,
}

/// The lots of one order.
#[derive(Clone, Debug)]
pub(crate) struct Lot {
    pub by_invoice: bool,
    pub members: Vec<u32>,
    pub total: Micros,
    pub valued: bool,
}

/// The lots of one order that go to one person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LotShare {
    pub lot: u32,
    pub count: u32,
    pub total: Micros,
}

/// A run of shipments from one shipper to one person, seen from one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    pub near_limit: u32,
    pub sequential: bool,
    pub identical: u32,
    pub total: Micros,
}

/// Everything that joins shipments.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    pub person_of: Vec<u32>,
    pub persons: Vec<PersonDay>,
    pub lots: Vec<Lot>,
    /// By shipment: its share of the order's lots, and of the invoice's.
    pub shares: FastMap<u32, Vec<LotShare>>,
    pub runs: FastMap<u32, Run>,
}

/// A forest of joined shipments.
pub(crate) struct Forest(Vec<u32>);

impl Forest {
    pub fn of(count: usize) -> Self {
        Self((0..u32::try_from(count).unwrap_or(NONE)).collect())
    }

    pub fn root(&mut self, mut at: u32) -> u32 {
        while let Some(&up) = self.0.get(at as usize) {
            if up == at {
                break;
            }
            let above = self.0.get(up as usize).copied().unwrap_or(up);
            if let Some(slot) = self.0.get_mut(at as usize) {
                *slot = above;
            }
            at = above;
        }
        at
    }

    pub fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        if let Some(slot) = self.0.get_mut(high as usize) {
            *slot = low;
        }
    }
}

/// Shipments sorted by a key; shipments without one are left out.
pub(crate) fn sorted(digests: &[Digest], key: impl Fn(&Digest) -> u64 + Sync) -> Vec<(u64, u32)> {
    let mut pairs: Vec<(u64, u32)> =
        digests.iter().enumerate().filter_map(|(i, d)| Some(key(d)).filter(|k| *k != 0).map(|k| (k, u32::try_from(i).unwrap_or(NONE)))).collect();
    pairs.par_sort_unstable();
    pairs
}

/// A key of one local day; 0 where either is missing.
fn on_day(d: &Digest, key: u64) -> u64 {
    match d.day {
        Some(day) if key != 0 => {
            use chrono::Datelike;
            key ^ (day.num_days_from_ce() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        }
        _ => 0,
    }
}

/// Runs of two or more with the same key.
pub(crate) fn runs(pairs: &[(u64, u32)]) -> impl Iterator<Item = &[(u64, u32)]> {
    pairs.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1)
}

pub(crate) fn at(digests: &[Digest], i: u32) -> Option<&Digest> {
    digests.get(i as usize)
}

/// Joins the shipments of each person's day, and notes who may be one.
pub(crate) fn persons(digests: &[Digest], book: &Rulebook) -> Groups {
    let by_na = sorted(digests, |d| on_day(d, d.who.keys.na));
    let by_em = sorted(digests, |d| on_day(d, d.who.keys.em));
    let by_ph = sorted(digests, |d| on_day(d, d.who.keys.ph));
    let mut forest = Forest::of(digests.len());
    for run in runs(&by_na) {
        for pair in run.windows(2) {
            if let [(_, a), (_, b)] = pair {
                forest.join(*a, *b);
            }
        }
    }
    for run in runs(&by_em).chain(runs(&by_ph)) {
        join_contact(run, digests, &mut forest, book.screening().contact_join_limit);
    }
    let mut groups = Groups { person_of: vec![NONE; digests.len()], ..Default::default() };
    for i in 0..u32::try_from(digests.len()).unwrap_or(NONE) {
        let root = forest.root(i);
        let id = if root == i {
            groups.persons.push(PersonDay { valued: true, key: u64::MAX, ..Default::default() });
            u32::try_from(groups.persons.len() - 1).unwrap_or(NONE)
        } else {
            groups.person_of.get(root as usize).copied().unwrap_or(NONE)
        };
        if let (Some(slot), Some(person), Some(d)) = (groups.person_of.get_mut(i as usize), groups.persons.get_mut(id as usize), at(digests, i)) {
            *slot = id;
            person.members.push(i);
            person.key = person.key.min(if d.who.keys.na == 0 { u64::MAX } else { d.who.keys.na });
            person.total = person.total.plus(d.frv);
            person.valued &= d.valued();
            if d.is(flag::GIFT_CLAIM) {
                person.gifts = person.gifts.plus(d.frv);
            }
            if d.is(flag::CARRIED_CLAIM) {
                person.carried = person.carried.plus(d.frv);
            }
        }
    }
    let by_at = sorted(digests, |d| on_day(d, d.who.keys.at));
    let by_nz = sorted(digests, |d| on_day(d, d.who.keys.nz));
    questions(&by_at, digests, &mut groups, Common::Address, book);
    questions(&by_em, digests, &mut groups, Common::Contact, book);
    questions(&by_ph, digests, &mut groups, Common::Contact, book);
    questions(&by_nz, digests, &mut groups, Common::NameAndPlace, book);
    for person in &mut groups.persons {
        person.near.sort_unstable();
        person.near.dedup();
    }
    groups
}

/// Joins the shipments of one e-mail or telephone whose names agree.
fn join_contact(run: &[(u64, u32)], digests: &[Digest], forest: &mut Forest, limit: usize) {
    let mut names: Vec<(u64, u32)> = run.iter().filter_map(|(_, i)| at(digests, *i).map(|d| (d.who.keys.name, *i))).filter(|(n, _)| *n != 0).collect();
    names.sort_unstable();
    for pair in names.windows(2) {
        if let [(a, i), (b, j)] = pair
            && a == b
        {
            forest.join(*i, *j);
        }
    }
    names.dedup_by_key(|(name, _)| *name);
    if names.len() > limit {
        return;
    }
    for (k, (_, i)) in names.iter().enumerate() {
        for (_, j) in names.iter().skip(k + 1) {
            let (Some(a), Some(b)) = (at(digests, *i), at(digests, *j)) else { continue };
            if likeness(a.who.name.as_str(), b.who.name.as_str()) >= Likeness::Near {
                forest.join(*i, *j);
            }
        }
    }
}

/// What the shipments of a run have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Common {
    Address,
    Contact,
    NameAndPlace,
}

/// Beyond this many persons in one run (or four times as many ways of writing them), pairs are not compared: the crowd itself is the question.
const PAIRS: usize = 64;

/// Notes which persons of a run may be one, and crowds.
fn questions(pairs: &[(u64, u32)], digests: &[Digest], groups: &mut Groups, common: Common, book: &Rulebook) {
    for run in runs(pairs) {
        let mut writings: Vec<(u32, u32)> = run.iter().filter_map(|(_, i)| groups.person_of.get(*i as usize).map(|p| (*p, *i))).collect();
        writings.sort_unstable();
        let mut persons: Vec<u32> = writings.iter().map(|(p, _)| *p).collect();
        persons.dedup();
        if persons.len() < 2 {
            continue;
        }
        let threshold = match common {
            Common::Address => book.screening().names_at_one_address,
            Common::Contact => book.screening().names_on_one_contact,
            Common::NameAndPlace => usize::MAX,
        };
        if persons.len() >= threshold {
            let total = persons.iter().filter_map(|p| groups.persons.get(*p as usize)).fold(Micros(0), |t, p| t.plus(p.total));
            let crowd = Crowd { total, names: u32::try_from(persons.len()).unwrap_or(u32::MAX), at_address: common == Common::Address };
            for p in &persons {
                if let Some(person) = groups.persons.get_mut(*p as usize) {
                    person.crowd = person.crowd.max(Some(crowd));
                }
            }
        }
        if persons.len() > PAIRS {
            continue;
        }
        // A person may be written in several ways in one run, and each is compared: whichever came first in the file must not decide.
        let written = |(p, i): &(u32, u32)| at(digests, *i).map(|d| (*p, d.who.name, d.who.street, d.who.keys.at));
        writings.sort_by_cached_key(written);
        writings.dedup_by_key(|w| written(w));
        if writings.len() > 4 * PAIRS {
            continue;
        }
        for (k, (p, i)) in writings.iter().enumerate() {
            for (q, j) in writings.iter().skip(k + 1) {
                let (Some(a), Some(b)) = (at(digests, *i), at(digests, *j)) else { continue };
                if p == q || !may_be_one(a, b, common) {
                    continue;
                }
                for (p, q) in [(p, q), (q, p)] {
                    if let Some(person) = groups.persons.get_mut(*p as usize) {
                        person.near.push(*q);
                    }
                }
            }
        }
    }
}

fn may_be_one(a: &Digest, b: &Digest, common: Common) -> bool {
    let names = likeness(a.who.name.as_str(), b.who.name.as_str());
    match common {
        Common::Address => names == Likeness::Near,
        // One household with one telephone is several persons; one contact at two addresses is a question.
        Common::Contact => names >= Likeness::Near || (a.who.keys.at != b.who.keys.at && a.who.keys.at != 0 && b.who.keys.at != 0),
        Common::NameAndPlace => near_streets(a.who.street.as_str(), b.who.street.as_str()),
    }
}
