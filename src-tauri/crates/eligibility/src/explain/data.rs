//! Sentences on the data itself: what is missing, vague words, invented names, the firm's own rules.

use super::{Case, Words, list, number};
use crate::digest::{flag, origin, problem};
use crate::judge::{Test, over_firm_limit};
use crate::scan::{Finding, Number};
use customs::{Confidence, Outcome};

impl Case<'_> {
    pub(super) fn required_data(&self) -> Words {
        let d = self.digest;
        let mut missing: Vec<String> = Vec::new();
        let mut say = |bit: u32, text: &str| {
            if d.lacks(bit) {
                missing.push(text.to_owned());
            }
        };
        say(problem::NO_ID, "the shipment has no number");
        say(problem::SAME_ID, "another shipment of the batch has the same number");
        say(problem::NO_ARRIVAL, "the day of arrival is missing");
        say(problem::TOO_EARLY, "the day of arrival lies before the rulebook begins");
        say(problem::NO_LINES, "no goods are listed");
        say(problem::NO_CONSIGNEE, "the person who imports is not named");
        say(problem::NO_ADDRESS, "the consignee has no address");
        say(problem::NO_SHIPPER, "the shipper is not named");
        if d.lacks(problem::NO_RATE) {
            let code = self.shipment.currency.as_deref().unwrap_or_default().trim();
            missing.push(format!("the values are in {code} and no rate of exchange above zero is given"));
        }
        for (at, line) in self.shipment.lines.iter().enumerate() {
            let at = at + 1;
            if line.description.trim().is_empty() {
                missing.push(format!("line {at} has no description"));
            }
            match line.value {
                None => missing.push(format!("line {at} has no value")),
                Some(v) if v.is_zero() => missing.push(format!("line {at} is valued at $0.00, and even a sample has a retail value")),
                Some(v) if v.is_sign_negative() => missing.push(format!("line {at} has a value below zero ({v})")),
                Some(_) => {}
            }
            if line.entered_value.is_some_and(|v| v.is_sign_negative() && !v.is_zero()) {
                missing.push(format!("line {at} has a customs value below zero"));
            }
            match origin(line.origin.as_deref()) {
                Ok(None) => missing.push(format!("line {at} has no country of origin")),
                Err(()) => missing.push(format!("line {at}: `{}` is no country", line.origin.as_deref().unwrap_or_default().trim())),
                Ok(Some(_)) => {}
            }
            match Number::of(line) {
                Err(()) => missing.push(format!("line {at}: `{}` is no tariff number", line.hts.as_deref().unwrap_or_default().trim())),
                Ok(n) if self.needs_entry() && n.is_none_or(|n| n.as_str().len() < 10) => {
                    missing.push(format!("line {at} has no ten-digit tariff number, which an entry needs"))
                }
                Ok(_) => {}
            }
        }
        if d.lacks(problem::HUGE) {
            missing.push("a value is too large to be true".to_owned());
        }
        if missing.is_empty() {
            return Words::say("Everything a release needs is stated.");
        }
        let text = list(&missing);
        let mut letters = text.chars();
        let first = letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
        Words::say(format!("{first}{}.", letters.as_str())).fact("missing", missing.join("; "))
    }

    pub(super) fn needs_entry(&self) -> bool {
        self.verdict.entry.is_some() && self.verdict.exempt == Some(false) || self.verdict.route == customs::Route::PostalInformal
    }

    pub(super) fn description(&self) -> Words {
        let vague: Vec<(usize, Option<String>)> = self
            .findings()
            .filter_map(|(at, f)| if let Finding::Vague { better } = f { Some((at, better.map(|t| t.better.join("” or “")))) } else { None })
            .collect();
        let Some((at, better)) = vague.first() else { return Words::say("The words say what the goods are.") };
        let written = self.shipment.lines.get(at - 1).map(|l| l.description.trim().to_owned()).unwrap_or_default();
        let better = better.clone().unwrap_or_else(|| "women's silk scarf” or “stainless steel water bottle, 750 ml".to_owned());
        let also = if vague.len() > 1 { format!(" ({} lines are like that)", number(vague.len())) } else { String::new() };
        Words::say(format!("“{written}” on line {at} does not say what the goods are{also}; write for example “{better}”."))
            .fact("written", written)
            .fact("better", better)
            .law(self.book.goods().vague_citations(), Confidence::Primary)
    }

    pub(super) fn number_and_words(&self) -> Words {
        let found = self.findings().find_map(|(at, f)| if let Finding::Disagree { noun } = f { Some((at, *noun)) } else { None });
        let Some((at, noun)) = found else { return Words::say("No tariff number contradicts its words.") };
        let line = self.shipment.lines.get(at - 1);
        let (written, number) = line.map(|l| (l.description.trim(), l.hts.as_deref().unwrap_or_default().trim())).unwrap_or_default();
        Words::say(format!("Line {at} says “{written}”, but {number} is not a number for that; goods called “{}” are in {}.", noun.name, list(&noun.headings)))
            .fact("line", at.to_string())
            .fact("hts", number)
    }

    pub(super) fn identity(&self) -> Words {
        let name = self.person_name();
        if self.digest.is(flag::FICTITIOUS) {
            return Words::say(format!("“{name}” is a name CBP has met as an invention; ask who receives the goods.")).fact("name", name);
        }
        let crowd = self.person().and_then(|p| p.crowd);
        match (self.outcome(Test::Identity), crowd) {
            (Outcome::Review, Some(c)) => Words::say(format!(
                "{} different names received {} together on {} {}; is there one buyer behind them?",
                number(c.names as usize),
                c.total.dollars(),
                self.day(),
                if c.at_address { "at one address" } else { "with one e-mail or telephone" }
            ))
            .fact("names", c.names.to_string())
            .money("together", c.total),
            _ if name.is_empty() => Words::say("Nobody is named."),
            _ => Words::say(format!("Nothing suggests that {name} is not one real person or firm.")),
        }
    }

    pub(super) fn firm(&self) -> Words {
        let Some(overlay) = self.book.overlay() else { return Words::say("The firm has set no rules of its own.") };
        let at = self.digest.at;
        if let Some(bar) = self.shipment.shipper.as_deref().and_then(|p| p.name.as_deref()).and_then(|n| overlay.bars(n, at)) {
            return Words::say(format!(
                "{} does not serve the shipper “{}” (its own rule since {}): {}.",
                overlay.firm,
                bar.shipper,
                super::date(bar.from.date()),
                bar.reason
            ))
            .fact("rule", "barred shipper");
        }
        if over_firm_limit(self.digest, self.verdict.counted, self.book)
            && let Some(limit) = overlay.limit(at)
        {
            return Words::say(format!(
                "{} looks at everything above {} (its own rule since {}): {}. The person's day comes to {}.",
                overlay.firm,
                limit.ceiling.dollars(),
                super::date(limit.from.date()),
                limit.reason,
                self.verdict.counted.dollars()
            ))
            .fact("rule", "firm ceiling")
            .money("firm_ceiling", limit.ceiling);
        }
        for line in &self.shipment.lines {
            let words = rulebook::words::Words::of(&line.description);
            if let Some(watch) = overlay.watches_in(&words, at).first() {
                return Words::say(format!(
                    "“{}” is on the watch list of {} (its own rule since {}): {}.",
                    line.description.trim(),
                    overlay.firm,
                    super::date(watch.from.date()),
                    watch.reason
                ))
                .fact("rule", "watch words");
            }
        }
        Words::say(format!("No rule of {} stands in the way.", overlay.firm))
    }
}
