//! Sentences on the law of the day: whether the exemption runs, and what takes its place.

use super::{Case, Words, date};
use crate::digest::{Standing, flag, origin, problem, span, status_for};
use crate::judge::{Test, lane};
use crate::scan::Finding;
use chrono::NaiveDateTime;
use customs::{Arrival, Country, Outcome};
use rulebook::{Param, Period, Requires, Status};

/// A moment of the law: `29 Aug 2025, 00:01 Eastern time`.
fn moment(at: NaiveDateTime) -> String {
    format!("{}, {} Eastern time", date(at.date()), at.format("%H:%M"))
}

impl Case<'_> {
    pub(super) fn in_force(&self) -> Words {
        let d = self.digest;
        if d.lacks(problem::NO_ARRIVAL) {
            return Words::say("Without a day of arrival nobody can say whether the exemption is in force.");
        }
        if d.lacks(problem::TOO_EARLY) {
            return Words::say(format!("The rulebook holds nothing for {}.", self.day()));
        }
        if self.outcome(Test::InForce) == Outcome::NotApplicable {
            return Words::say("It is claimed under another limb, which was not suspended.");
        }
        // The line that decides: the first whose standing is the strictest.
        let epochs = self.shipment.arrival.map(span).map(|(a, b)| (self.book.epoch(a), self.book.epoch(b)));
        let strictest = self.shipment.lines.iter().enumerate().filter_map(|(i, l)| {
            let country = origin(l.origin.as_deref()).ok().flatten();
            let code = country.as_ref().map(Country::code);
            let standing = status_for(self.book, d.epoch, code);
            let outside = self.outside_rule(i + 1).is_some() && standing != Standing::Repealed;
            (!outside || d.standing == Standing::Outside).then_some((standing, i + 1, country))
        });
        let (standing, at, country) = strictest.max_by_key(|(s, i, _)| (*s, std::cmp::Reverse(*i))).unwrap_or((d.standing, 1, None));
        let code = country.as_ref().map(Country::code);
        let scoped = code.is_some_and(|c| self.book.scope(Param::China).iter().any(|o| o == c));
        let general = self.period(Param::General);
        let period = if scoped && self.standing_of(general) < standing { self.period(Param::China) } else { general };
        let goods = country.map_or_else(|| "these goods".to_owned(), |c| format!("products of {}", c.name()));
        let from = period
            .map(|p| moment(self.book.unbroken_since(if scoped && self.standing_of(general) < standing { Param::China } else { Param::General }, p)))
            .unwrap_or_default();
        let words = match d.standing {
            Standing::InForce => Words::say(format!("The exemption was in force for {goods} on {}.", self.day())),
            Standing::Outside => self.outside_words(),
            Standing::Repealed => Words::say(format!("The exemption for ordinary goods is struck from the law since {from}.")),
            Standing::Suspended => {
                let routing = match self.shipment.country_of_shipment.as_deref().map(str::trim) {
                    Some(sent) if code.is_some_and(|c| !c.eq_ignore_ascii_case(sent)) && scoped && self.standing_of(general) < standing => {
                        format!(" The origin counts, not that it was sent from {}.", Country::from_code(sent).map_or(sent.to_owned(), |c| c.name().to_owned()))
                    }
                    _ => String::new(),
                };
                let line =
                    if self.shipment.lines.len() > 1 && scoped && self.standing_of(general) < standing { format!(" (line {at})") } else { String::new() };
                Words::say(format!("The exemption is suspended for {goods}{line} since {from}; the shipment arrived on {}.{routing}", self.arrived()))
            }
            Standing::Uncertain if country.is_none() && d.lacks(problem::NO_ORIGIN) => {
                Words::say(format!("On {} the exemption was suspended for some origins; without an origin nobody can say.", self.day()))
            }
            Standing::Uncertain if epochs.is_some_and(|(a, b)| status_for(self.book, a, code) != status_for(self.book, b, code)) => {
                Words::say(format!("The law changed during {}; give the hour of arrival.", self.day()))
            }
            Standing::Uncertain => Words::say(format!(
                "Whether the exemption was in force for {goods} on {} is not certain: {}",
                self.day(),
                period.map(|p| p.note.as_str()).unwrap_or_default()
            )),
        };
        words.fact("arrival", self.shipment.arrival.map(|a| a.to_string()).unwrap_or_default()).cite(period)
    }

    fn arrived(&self) -> String {
        match self.shipment.arrival {
            Some(Arrival::Instant(at)) => format!("{} at {}", self.day(), at.format("%H:%M %:z")),
            _ => self.day(),
        }
    }

    fn standing_of(&self, period: Option<&Period>) -> Standing {
        match period.and_then(Period::status) {
            Some(Status::InForce) => Standing::InForce,
            Some(Status::Suspended | Status::Closed) => Standing::Suspended,
            Some(Status::Repealed) => Standing::Repealed,
            _ => Standing::Uncertain,
        }
    }

    fn outside_rule(&self, at: usize) -> Option<&rulebook::Outside> {
        self.findings().find_map(|(i, f)| match f {
            Finding::Outside { rule } if i == at => {
                self.book.goods().outside().get(usize::from(*rule)).filter(|_| crate::digest::is_outside(self.book, *rule, self.digest.at))
            }
            _ => None,
        })
    }

    fn outside_words(&self) -> Words {
        let Some(rule) = self.outside_rule(1) else { return Words::say("The goods are outside the suspension.") };
        let note = if rule.note.is_empty() { String::new() } else { format!(" {}", rule.note) };
        Words::say(format!("The goods are {}, which the suspension does not reach.{note}", rule.name)).law(&rule.citations, rule.confidence)
    }

    pub(super) fn informal_ceiling(&self) -> Words {
        let period = self.period(Param::Informal);
        let entered = self.digest.entered;
        match (self.outcome(Test::InformalCeiling), period.and_then(|p| p.micros)) {
            (Outcome::NotApplicable, _) => Words::say("No informal entry is needed as things stand."),
            (Outcome::Fail, Some(limit)) => Words::say(format!(
                "The customs value is {}; an informal entry ends at {}, over by {}.",
                entered.dollars(),
                limit.dollars(),
                entered.minus(limit).dollars()
            ))
            .money("limit", limit),
            (_, Some(limit)) => {
                Words::say(format!("The customs value is {}, within the {} of an informal entry.", entered.dollars(), limit.dollars())).money("limit", limit)
            }
            (_, None) => Words::say(format!("The rulebook holds no informal limit for {}.", self.day())),
        }
        .money("customs_value", entered)
        .cite(period)
    }

    pub(super) fn chapter_99(&self) -> Words {
        let period = self.period(Param::ChapterNinetyNine);
        let amount = self.digest.chapter_99;
        match (self.outcome(Test::ChapterNinetyNine), period.and_then(|p| p.micros)) {
            (Outcome::NotApplicable, _) if self.digest.is(flag::CHAPTER_99) => {
                Words::say("Chapter 99 numbers are reported, but no informal entry is needed as things stand.")
            }
            (Outcome::NotApplicable, _) => Words::say("No Chapter 99 number is reported."),
            (Outcome::Fail, Some(limit)) => Words::say(format!(
                "Articles worth {} are reported under Chapter 99; above {} they could not be entered informally on {}.",
                amount.dollars(),
                limit.dollars(),
                self.day()
            ))
            .money("limit", limit)
            .cite(period),
            (_, Some(limit)) => {
                Words::say(format!("Articles worth {} are reported under Chapter 99, within {}.", amount.dollars(), limit.dollars())).cite(period)
            }
            (_, None) => {
                let note = period.map(|p| p.note.as_str()).unwrap_or_default();
                Words::say(format!(
                    "Articles worth {} are reported under Chapter 99; the limit for them was set aside on {}. {note}",
                    amount.dollars(),
                    self.day()
                ))
                .cite(period)
            }
        }
        .money("chapter_99_value", amount)
    }

    pub(super) fn postal(&self) -> Words {
        if !self.digest.is(flag::MAIL) {
            return Words::say("It does not come by mail.");
        }
        let period = self.period(Param::PostalLane);
        let d = self.digest;
        let words = match (self.outcome(Test::Postal), lane(d, self.book)) {
            (Outcome::NotApplicable, _) => "Which lane the mail takes depends on the open questions.",
            (Outcome::Fail, _) if d.is(flag::ADCVD | flag::QUOTA) => "Mail under antidumping, countervailing or quota rules needs a formal entry.",
            (Outcome::Fail, _) if d.is(flag::POSTAL_BARRED) => "Alcohol, tobacco and firearms cannot use the postal informal entry.",
            (Outcome::Fail, _) => "Mail above the informal limit needs a formal entry.",
            _ if self.verdict.exempt == Some(true) => "It passes free in the mail.",
            (_, "mail-entry") => "Before the postal informal entry, CBP or the addressee's broker enters such mail informally.",
            (_, "carrier-collects") => "The carrier or another qualified party collects and remits the duty on such mail.",
            (_, "postal-informal") => "It goes on the monthly postal informal entry.",
            _ if self.verdict.entry.is_some() => "Mail with agency data or Chapter 99 numbers goes on the informal mail entry under test.",
            _ => "It goes on the monthly postal informal entry; the informal mail entry under test is open too.",
        };
        Words::say(words).fact("lane", lane(d, self.book)).cite(period)
    }

    pub(super) fn importer(&self) -> Words {
        let period = self.period(Param::ImporterOfRecord);
        let open = period.and_then(Period::status) == Some(Status::InForce);
        let since = period.map(|p| date(p.from.date())).unwrap_or_default();
        let words = match self.outcome(Test::Importer) {
            Outcome::Review => format!(
                "The goods belong to a party abroad; from {since}, by an order without a text of rules that we could see, only U.S. importers of record may make informal entry. Decide who enters."
            ),
            Outcome::Pass => format!("The party that would enter is in the United States, as an order asks from {since} (not verified)."),
            _ if open => "No informal entry is needed as things stand.".to_owned(),
            _ => {
                let to = period.and_then(|p| p.to).map(|t| date(t.date())).unwrap_or_default();
                format!("Who may be importer of record on an informal entry was not limited on {}; an order sets {to} for that.", self.day())
            }
        };
        Words::say(words).cite(period)
    }

    /// Whether a line's goods need a notice outside the entry.
    pub(super) fn wants_notice(&self) -> bool {
        self.findings().any(|(_, f)| matches!(f, Finding::Agency { requires: Requires::Notice, .. }))
    }
}
