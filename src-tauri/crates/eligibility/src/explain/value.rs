//! Sentences on value: the ceiling, the person's day, the lots of an order, runs of shipments.

use super::{Case, Words, date, list, name_of, number};
use crate::digest::problem;
use crate::groups::Lot;
use crate::judge::{Test, role_name};
use customs::Outcome;
use rulebook::{Micros, Param};

impl Case<'_> {
    pub(super) fn value_ceiling(&self) -> Words {
        let period = self.period(Param::Commercial);
        let frv = self.digest.frv;
        let Some(ceiling) = period.and_then(|p| p.micros) else { return self.no_ceiling() };
        let value = format!("fair retail value of {}{}", frv.dollars(), self.conversion());
        let words = match self.outcome(Test::ValueCeiling) {
            Outcome::Fail => Words::say(format!(
                "The shipment has a {value}; the exemption on {} ends at {}, over by {}.",
                self.day(),
                ceiling.dollars(),
                frv.minus(ceiling).dollars()
            ))
            .money("over_by", frv.minus(ceiling)),
            Outcome::Review => Words::say(format!(
                "The shipment is worth at least {}, but not every value is known; the exemption ends at {}.",
                frv.dollars(),
                ceiling.dollars()
            )),
            _ => Words::say(format!("The shipment has a {value}, within the ceiling of {} on {}.", ceiling.dollars(), self.day())),
        };
        let words = words.money("fair_retail_value", frv).money("ceiling", ceiling).cite(period);
        match self.shipment.source_of(None, "exchange-rate") {
            Some(source) => words.fact("rate_of_exchange", source),
            None => words,
        }
    }

    fn no_ceiling(&self) -> Words {
        if self.digest.lacks(problem::NO_ARRIVAL) {
            return Words::say("Without a day of arrival nobody can say which ceiling applies.");
        }
        if self.digest.lacks(problem::TOO_EARLY) {
            return Words::say(format!("The rulebook holds no ceiling for {}.", self.day()));
        }
        Words::say(format!("On {} there is no exemption for ordinary goods, and so no ceiling.", self.day())).cite(self.period(Param::Commercial))
    }

    pub(super) fn person_day(&self) -> Words {
        let period = self.period(Param::Commercial);
        let (Some(ceiling), Some(person)) = (period.and_then(|p| p.micros), self.person()) else {
            return if self.person().is_none() { Words::say("Nobody is named to whom the shipment could be counted.") } else { self.no_ceiling() };
        };
        let (name, day, total) = (self.person_name(), self.day(), self.verdict.counted);
        let count = person.members.len();
        let ids = self.ids(&person.members);
        let received = match count {
            1 => format!("{name} received one shipment on {day}, worth {}", total.dollars()),
            n => format!("{name} received {} shipments on {day} worth {} together ({})", number(n), total.dollars(), list(&ids)),
        };
        let words = match self.outcome(Test::PersonDay) {
            Outcome::Fail => Words::say(format!("{received}; the exemption ends at {}, over by {}.", ceiling.dollars(), total.minus(ceiling).dollars()))
                .money("over_by", total.minus(ceiling)),
            Outcome::Review if total <= ceiling && self.verdict.with_near > ceiling => self.near_question(ceiling),
            Outcome::Review => Words::say(format!("{received}, but not every value of that day is known; the exemption ends at {}.", ceiling.dollars())),
            Outcome::NotApplicable => {
                Words::say(format!("The shipment passes under its own limb and does not count toward {} of other goods.", ceiling.dollars()))
            }
            Outcome::Pass => Words::say(format!("{received}, within the exemption of {}.", ceiling.dollars())),
        };
        let free = person.total.minus(total);
        let mut words = words.money("person_day_total", person.total).money("counted", total).money("ceiling", ceiling).cite(period);
        if free > Micros(0) {
            words = words.money("free_under_other_limbs", free);
        }
        words.fact("person", name).fact("person_is", role_name(self.digest.role)).fact("shipments", ids.join(", "))
    }

    fn near_question(&self, ceiling: Micros) -> Words {
        let Some(person) = self.person() else { return Words::say("") };
        let mut others: Vec<String> = person
            .near
            .iter()
            .filter_map(|q| self.groups.persons.get(*q as usize))
            .map(|q| {
                // The name is read from a parcel this client may see; where there is none, it stays unsaid.
                let named = q.members.iter().filter_map(|i| Some((self.all.get(*i as usize)?, self.digests.get(*i as usize)?)));
                match named.filter(|(s, _)| !s.confidential).min_by_key(|(s, _)| s.id.as_str()) {
                    Some((s, d)) => format!("{} (shipment {})", name_of(s, d), list(&self.ids(&q.members))),
                    None => format!("the recipient of {}", list(&self.ids(&q.members))),
                }
            })
            .collect();
        others.sort_unstable();
        Words::say(format!(
            "Is {} (shipment {}) the same person as {}? Together they received {} on {}; the exemption ends at {}.",
            self.person_name(),
            list(&self.ids(&person.members)),
            list(&others),
            self.verdict.with_near.dollars(),
            self.day(),
            ceiling.dollars()
        ))
        .money("together", self.verdict.with_near)
        .fact("may_be", others.join("; "))
    }

    pub(super) fn single_order(&self) -> Words {
        if self.outcome(Test::SingleOrder) == Outcome::NotApplicable && (self.digest.order != 0 || self.digest.invoice != 0) {
            return self.no_ceiling();
        }
        if self.digest.order == 0 && self.digest.invoice == 0 {
            return Words::say("Neither an order nor an invoice number with a shipper is given, so lots of one order cannot be told.");
        }
        let ceiling = self.period(Param::Commercial).and_then(|p| p.micros).unwrap_or_default();
        let shares = self.groups.shares.get(&self.index).map_or(&[][..], Vec::as_slice);
        let share = shares.iter().max_by_key(|s| (s.total, self.groups.lots.get(s.lot as usize).map(|l| l.total)));
        let Some((share, lot)) = share.and_then(|s| self.groups.lots.get(s.lot as usize).map(|l| (s, l))) else {
            return Words::say(format!("No other shipment of {} is known.", self.order_name(self.digest.order == 0)));
        };
        let what = format!(
            "{} of {} arrived as {} shipments {} worth {} together",
            list(&self.ids(&lot.members)),
            self.order_name(lot.by_invoice),
            number(lot.members.len()),
            self.lot_days(lot),
            lot.total.dollars()
        );
        let words = match self.outcome(Test::SingleOrder) {
            Outcome::Fail => Words::say(format!("{what}; one order sent in lots may not pass {}.", ceiling.dollars())),
            Outcome::Review if lot.valued => {
                Words::say(format!("{what}, above {}, but to different persons; is it one order sent in lots?", ceiling.dollars()))
            }
            Outcome::Review => Words::say(format!("{what}, and not every value is known; the exemption ends at {}.", ceiling.dollars())),
            _ => Words::say(format!("{what}, within {}.", ceiling.dollars())),
        };
        words
            .money("order_total", lot.total)
            .money("to_this_person", share.total)
            .money("ceiling", ceiling)
            .fact("shipments", self.ids(&lot.members).join(", "))
    }

    fn order_name(&self, by_invoice: bool) -> String {
        let s = self.shipment;
        let (kind, number) = if by_invoice { ("invoice", &s.invoice_number) } else { ("order", &s.order_number) };
        let shipper = s.shipper.as_deref().and_then(|p| p.name.as_deref()).unwrap_or("an unnamed shipper");
        format!("{kind} {} of {}", number.as_deref().unwrap_or_default().trim(), shipper.trim())
    }

    fn lot_days(&self, lot: &Lot) -> String {
        let days = lot.members.iter().filter_map(|i| self.digests.get(*i as usize).and_then(|d| d.day));
        match (days.clone().min(), days.max()) {
            (Some(a), Some(b)) if a == b => format!("on {}", date(a)),
            (Some(a), Some(b)) => format!("from {} to {}", date(a), date(b)),
            _ => "on unknown days".to_owned(),
        }
    }

    pub(super) fn repeats(&self) -> Words {
        let Some(run) = self.groups.runs.get(&self.index) else {
            return Words::say("No run of shipments from the same shipper to the same person is known.");
        };
        let s = self.book.screening();
        let mut signs = Vec::new();
        if run.near_limit >= 2 {
            signs.push(format!("{} shipments near or above the ceiling", number(run.near_limit as usize)));
        }
        if run.sequential {
            signs.push("tracking numbers in sequence".to_owned());
        }
        if run.identical >= 3 {
            signs.push(format!("{} lots of the same goods", number(run.identical as usize)));
        }
        let window = format!("within {} days either way, {} in all", s.window_days, run.total.dollars());
        let words = match self.outcome(Test::Repeats) {
            Outcome::Review => {
                Words::say(format!("From this shipper to this person: {} ({window}). A person should ask whether it is one order.", list(&signs)))
            }
            _ if signs.is_empty() => Words::say(format!("Other shipments from this shipper to this person show no pattern ({window}).")),
            _ => Words::say(format!(
                "From this shipper to this person: {} ({window}); {} of {} points, not enough to ask.",
                list(&signs),
                self.verdict.score,
                s.review_at
            )),
        };
        words.fact("score", self.verdict.score.to_string()).fact("asks_at", s.review_at.to_string()).money("in_window", run.total)
    }
}
