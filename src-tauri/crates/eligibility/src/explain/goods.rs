//! Sentences on the goods: what never passes free, agencies, quota, antidumping, zones.

use super::{Case, Words, date, list};
use crate::digest::{embargo, flag, origin};
use crate::judge::Test;
use crate::scan::{By, Finding, Strength};
use customs::Outcome;
use rulebook::Requires;

impl Case<'_> {
    fn line_words(&self, at: usize) -> (String, String) {
        let line = self.shipment.lines.get(at.wrapping_sub(1));
        line.map(|l| (l.description.trim().to_owned(), l.hts.as_deref().unwrap_or_default().trim().to_owned())).unwrap_or_default()
    }

    pub(super) fn restricted(&self) -> Words {
        for (at, line) in self.shipment.lines.iter().enumerate() {
            if let Ok(Some(country)) = origin(line.origin.as_deref())
                && let Some(e) = embargo(self.book, country, self.digest.at)
            {
                return Words::say(format!("Line {} is a product of {}, whose goods may not be imported without a license.", at + 1, country.name()))
                    .fact("origin", country.code())
                    .law(&e.citations, e.confidence);
            }
        }
        let worst = self
            .findings()
            .filter_map(|(at, f)| if let Finding::Restricted { rule, by, outcome } = f { Some((at, *rule, *by, *outcome)) } else { None })
            .max_by_key(|(at, _, _, outcome)| (*outcome, std::cmp::Reverse(*at)));
        let Some((at, rule, by, outcome)) = worst else { return Words::say("Nothing in it is of a kind that never passes free.") };
        let (written, number) = self.line_words(at);
        let words = match (by, outcome) {
            (By::Number | By::Table, Strength::Fail) => format!("Line {at}, “{written}” ({number}), is among {}, which never pass free.", rule.name),
            (By::Words, Strength::Fail) => format!("Line {at}, “{written}”, names {}, which never pass free; it has no tariff number.", rule.name),
            (By::WordsAgainstNumber, _) => {
                format!("Line {at} says “{written}”, which reads like {}, but its tariff number {number} is for something else; which is right?", rule.name)
            }
            _ => format!("Line {at}, “{written}”, is {}; whether that passes free rests on a text we have not seen.", rule.name),
        };
        Words::say(words).fact("kind", rule.id.clone()).fact("line", at.to_string()).law(&rule.citations, rule.confidence)
    }

    pub(super) fn partner_agency(&self) -> Words {
        let worst = self
            .findings()
            .filter_map(|(at, f)| match f {
                Finding::Agency { agency, name, when, requires, by, outcome, stated } => Some((at, *agency, *name, *when, *requires, *by, *outcome, *stated)),
                _ => None,
            })
            .max_by_key(|(at, _, _, _, requires, _, outcome, _)| (*outcome, *requires, std::cmp::Reverse(*at)));
        let Some((at, agency, name, when, requires, by, outcome, stated)) = worst else { return Words::say("No partner agency is concerned.") };
        let (written, number) = self.line_words(at);
        // Only a change is worth its day; a rule that has always been there has none.
        let changed = |w: &&rulebook::AgencyWhen| {
            w.requires == Requires::Data && self.book.goods().agencies().iter().any(|a| a.name == name && a.when.first().is_some_and(|f| f.from < w.from))
        };
        let since = when.filter(changed).map(|w| format!(" (since {})", date(w.from.date()))).unwrap_or_default();
        let goods = if number.is_empty() { format!("“{written}”") } else { format!("“{written}” ({number})") };
        let words = match (outcome, by) {
            (Strength::Fail, _) => {
                format!("{agency} requires data for {name}{since}; line {at}, {goods}, says neither that they are filed nor that they are disclaimed.")
            }
            (Strength::Ask, By::Words) => format!("{agency} may require data for {name}; line {at}, {goods}, has no tariff number to tell."),
            (Strength::Ask, _) if requires == Requires::Certificate => {
                format!("{name} need a certificate under {agency}'s rules whatever their value; ask whether there is one for line {at}, {goods}.")
            }
            (Strength::Ask, _) => {
                format!("{agency} requires data for {name}{since}; whether that reaches a personal shipment like line {at}, {goods}, was not seen.")
            }
            _ if stated && self.outcome(Test::PartnerAgency) == Outcome::Pass => {
                format!("{agency}'s data for line {at}, {goods}, are stated as filed or disclaimed.")
            }
            _ if self.outcome(Test::PartnerAgency) == Outcome::Fail => {
                format!("Line {at}, {goods}, needs {agency}'s data in an entry, and on {} no entry free of duty could carry them.", self.day())
            }
            _ => "No partner agency requires data; see the advisories for those that may be concerned.".to_owned(),
        };
        let mut letters = words.chars();
        let first = letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
        let said = Words::say(format!("{first}{}", letters.as_str())).fact("agency", agency).fact("line", at.to_string());
        when.map(|w| (w.citations.clone(), w.confidence))
            .map_or_else(|| Words::say("").law(&[], customs::Confidence::Primary), |(c, k)| Words::say("").law(&c, k))
            .merge(said)
    }

    pub(super) fn quota(&self) -> Words {
        let lines: Vec<String> = self.shipment.lines.iter().enumerate().filter(|(_, l)| l.quota).map(|(i, _)| format!("line {}", i + 1)).collect();
        if lines.is_empty() {
            return Words::say("Nothing in it is reported as under a quota.");
        }
        Words::say(format!("Quota goods never pass free: {} is under a quota.", list(&lines)))
    }

    pub(super) fn antidumping(&self) -> Words {
        let cases: Vec<String> = self
            .shipment
            .lines
            .iter()
            .enumerate()
            .filter_map(|(i, l)| l.adcvd_case.as_deref().map(str::trim).filter(|c| !c.is_empty()).map(|c| format!("line {} under case {c}", i + 1)))
            .collect();
        if cases.is_empty() {
            return Words::say("Nothing in it is reported under an antidumping or countervailing case.");
        }
        Words::say(format!("Goods under antidumping or countervailing duty never pass free: {}.", list(&cases))).fact("cases", cases.join("; "))
    }

    pub(super) fn zone(&self) -> Words {
        if self.digest.is(flag::FROM_FTZ) {
            return Words::say(
                "It was withdrawn from a foreign-trade zone or warehouse: the importation came before, and the ceiling was the importer's then, not the buyer's now.",
            );
        }
        Words::say("It was not withdrawn from a zone or warehouse.")
    }
}

impl Words {
    /// The sentence and facts of `said`, with this one's citations.
    fn merge(self, said: Self) -> Self {
        Self { citations: self.citations, ..said }
    }
}
