//! Lots of one order, and runs of shipments from one shipper to one person.

use crate::digest::Digest;
use crate::groups::{Forest, Groups, Lot, LotShare, NONE, Run, at, runs, sorted};
use rulebook::{FastMap, Micros, Param, Rulebook};

/// Joins lots of one order, and runs of shipments.
pub(crate) fn join(digests: &[Digest], book: &Rulebook, groups: &mut Groups) {
    lots(&sorted(digests, |d| d.order), false, digests, groups);
    lots(&sorted(digests, |d| d.invoice), true, digests, groups);
    repeats(digests, book, groups);
}

/// Lots of one order or invoice.
fn lots(pairs: &[(u64, u32)], by_invoice: bool, digests: &[Digest], groups: &mut Groups) {
    for run in runs(pairs) {
        let id = u32::try_from(groups.lots.len()).unwrap_or(NONE);
        let mut lot = Lot { by_invoice, members: run.iter().map(|(_, i)| *i).collect(), total: Micros(0), valued: true };
        let mut forest = Forest::of(run.len());
        let mut first: FastMap<u64, u32> = FastMap::default();
        for (k, (_, i)) in run.iter().enumerate() {
            let Some(d) = at(digests, *i) else { continue };
            lot.total = lot.total.plus(d.frv);
            lot.valued &= d.valued();
            let k = u32::try_from(k).unwrap_or(NONE);
            for key in [d.who.keys.na, d.who.keys.em, d.who.keys.ph] {
                if key != 0 {
                    let other = *first.entry(key).or_insert(k);
                    forest.join(other, k);
                }
            }
        }
        let mut sums: FastMap<u32, (u32, Micros)> = FastMap::default();
        for (k, (_, i)) in run.iter().enumerate() {
            let root = forest.root(u32::try_from(k).unwrap_or(NONE));
            let sum = sums.entry(root).or_default();
            sum.0 += 1;
            sum.1 = sum.1.plus(at(digests, *i).map_or(Micros(0), |d| d.frv));
        }
        for (k, (_, i)) in run.iter().enumerate() {
            let root = forest.root(u32::try_from(k).unwrap_or(NONE));
            let (count, total) = sums.get(&root).copied().unwrap_or_default();
            groups.shares.entry(*i).or_default().push(LotShare { lot: id, count, total });
        }
        groups.lots.push(lot);
    }
}

/// Runs of shipments from one shipper to one person within the window.
fn repeats(digests: &[Digest], book: &Rulebook, groups: &mut Groups) {
    use chrono::Datelike;
    let screening = book.screening();
    let pairs = sorted(digests, |d| if d.shipper != 0 && d.who.keys.na != 0 && d.day.is_some() { d.shipper.rotate_left(17) ^ d.who.keys.na } else { 0 });
    for run in runs(&pairs) {
        let mut run: Vec<(i32, u32, &Digest)> =
            run.iter().filter_map(|(_, i)| at(digests, *i).and_then(|d| d.day.map(|day| (day.num_days_from_ce(), *i, d)))).collect();
        run.sort_unstable_by_key(|(day, i, _)| (*day, *i));
        let near = |d: &Digest| {
            let ceiling = book.period(Param::Commercial, d.epoch).and_then(|p| p.micros);
            ceiling.is_some_and(|c| i128::from(d.frv.0) * 1000 >= i128::from(c.0) * i128::from(screening.near_limit_permille))
        };
        let mut tracks: Vec<(u64, u64)> = run.iter().map(|(_, _, d)| d.tracking).filter(|t| t.0 != 0).collect();
        tracks.sort_unstable();
        let mut goods: FastMap<u64, Vec<i32>> = FastMap::default();
        for (day, _, d) in &run {
            goods.entry(d.goods).or_default().push(*day);
        }
        // Running sums make each window two look-ups.
        let days: Vec<i32> = run.iter().map(|(day, _, _)| *day).collect();
        let mut close = vec![0u32];
        let mut sums = vec![Micros(0)];
        for (_, _, d) in &run {
            close.push(close.last().copied().unwrap_or(0) + u32::from(near(d)));
            sums.push(sums.last().copied().unwrap_or_default().plus(d.frv));
        }
        for (day, i, d) in &run {
            let from = days.partition_point(|x| *x < day - screening.window_days);
            let to = days.partition_point(|x| *x <= day + screening.window_days);
            let between = |v: &[u32]| v.get(to).copied().unwrap_or(0).saturating_sub(v.get(from).copied().unwrap_or(0));
            let same = goods.get(&d.goods).map_or(0, |all| {
                let from = all.partition_point(|x| *x < day - screening.window_days);
                all.partition_point(|x| *x <= day + screening.window_days) - from
            });
            let (head, number) = d.tracking;
            let sequential =
                head != 0 && [number.checked_sub(1), number.checked_add(1)].into_iter().flatten().any(|n| tracks.binary_search(&(head, n)).is_ok());
            let total = sums.get(to).copied().unwrap_or_default().minus(sums.get(from).copied().unwrap_or_default());
            let found = Run { near_limit: between(&close), sequential, identical: u32::try_from(same).unwrap_or(u32::MAX), total };
            if to - from > 1 {
                groups.runs.insert(*i, found);
            }
        }
    }
}
