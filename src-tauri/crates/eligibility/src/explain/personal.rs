//! Sentences on gifts and on articles with a traveler.

use super::{Case, Words, number};
use crate::digest::flag;
use crate::judge::Test;
use customs::Outcome;
use rulebook::Param;

impl Case<'_> {
    pub(super) fn gift_ceiling(&self) -> Words {
        if !self.digest.is(flag::GIFT_CLAIM) {
            return Words::say("It is not claimed as a gift.");
        }
        let period = self.period(if self.digest.is(flag::INSULAR) { Param::GiftInsular } else { Param::Gift });
        let (Some(ceiling), Some(person)) = (period.and_then(|p| p.micros), self.person()) else {
            return Words::say(format!("The rulebook holds no gift ceiling for {}.", self.day()));
        };
        let gifts = person.members.iter().filter(|i| self.digests.get(**i as usize).is_some_and(|d| d.is(flag::GIFT_CLAIM))).count();
        let received = match gifts {
            1 => format!("{} receives a gift worth {} on {}", self.person_name(), person.gifts.dollars(), self.day()),
            n => format!("{} receives {} gifts worth {} together on {}", self.person_name(), number(n), person.gifts.dollars(), self.day()),
        };
        match self.outcome(Test::GiftCeiling) {
            Outcome::Fail => {
                Words::say(format!("{received}; a gift passes free up to {}, over by {}.", ceiling.dollars(), person.gifts.minus(ceiling).dollars()))
            }
            Outcome::Review => Words::say(format!("{received}, but not every value of that day is known; a gift passes free up to {}.", ceiling.dollars())),
            _ => Words::say(format!("{received}, within the gift ceiling of {}.", ceiling.dollars())),
        }
        .money("gifts", person.gifts)
        .money("ceiling", ceiling)
        .cite(period)
    }

    pub(super) fn gift_conditions(&self) -> Words {
        let d = self.digest;
        if !d.is(flag::GIFT_CLAIM) {
            return Words::say("It is not claimed as a gift.");
        }
        let why = if d.is(flag::SOLD) {
            "The goods were bought; what its recipient ordered from a shop is not a gift."
        } else if d.is(flag::CARRIED) {
            "A gift is sent; what travels with a person is not one."
        } else if d.is(flag::GIFT_GOODS_BARRED) {
            "Alcohol, tobacco, perfume with alcohol and firearms cannot be sent free as gifts."
        } else if d.is(flag::QUOTA) {
            "Quota goods cannot be sent free as gifts."
        } else if d.is(flag::SELF_GIFT) {
            "The sender and the recipient have the same name; nobody sends himself a gift."
        } else if self.outcome(Test::GiftConditions) == Outcome::Review {
            "The sender reads like a firm and there is an order or invoice number; a firm may give, but what was paid for is no gift. Ask."
        } else {
            "It is sent by one person to another, and nothing suggests a purchase."
        };
        Words::say(why)
    }

    pub(super) fn accompanied_ceiling(&self) -> Words {
        if !self.digest.is(flag::CARRIED_CLAIM) {
            return Words::say("It is not claimed as accompanying a traveler.");
        }
        let period = self.period(Param::Accompanied);
        let (Some(ceiling), Some(person)) = (period.and_then(|p| p.micros), self.person()) else {
            return Words::say(format!("The rulebook holds no ceiling for travelers on {}.", self.day()));
        };
        let has = format!("{} brings articles worth {} on {}", self.person_name(), person.carried.dollars(), self.day());
        match self.outcome(Test::AccompaniedCeiling) {
            Outcome::Fail => Words::say(format!("{has}; they pass free up to {}, over by {}.", ceiling.dollars(), person.carried.minus(ceiling).dollars())),
            Outcome::Review if !self.digest.is(flag::CARRIED | flag::MODE_UNKNOWN) => {
                Words::say("Only articles that accompany a traveler pass under limb (B), and this shipment travels by itself; which is it?")
            }
            Outcome::Review => Words::say(format!("{has}, but not every value is known; they pass free up to {}.", ceiling.dollars())),
            _ => Words::say(format!("{has}, within the ceiling of {}.", ceiling.dollars())),
        }
        .money("carried", person.carried)
        .money("ceiling", ceiling)
        .cite(period)
    }
}
