//! What the book says about the goods of one line: by tariff number, by words, and where the two disagree.

use customs::Line;
use rulebook::goods::{Hit, Noun, Rule, Term};
use rulebook::words::Words;
use rulebook::{Agency, AgencyWhen, Micros, Requires, Restriction, Rulebook};

/// Something the book says about a line.
pub(crate) enum Finding<'b> {
    /// Goods of a kind that never passes free.
    Restricted { rule: &'b Restriction, by: By, outcome: Strength },
    /// An agency's concern; `when` is `None` where CBP's table speaks.
    Agency { agency: &'b str, name: &'b str, when: Option<&'b AgencyWhen>, requires: Requires, by: By, outcome: Strength, stated: bool },
    /// Outside the suspension.
    Outside { rule: u16 },
    /// The number is not one this noun can have.
    Disagree { noun: &'b Noun },
    /// Words from which nobody knows the goods.
    Vague { better: Option<&'b Term> },
}

/// What gave a rule away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// The tariff number.
    Number,
    /// The words, and there is no number.
    Words,
    /// The words, against the number.
    WordsAgainstNumber,
    /// CBP's table.
    Table,
}

/// How hard a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// To know.
    Note,
    /// A person looks.
    Ask,
    /// In the way.
    Fail,
}

/// What the scan needs to know of the shipment around the line.
#[derive(Clone, Copy)]
pub(crate) struct Around {
    /// The moment whose law applies.
    pub at: chrono::NaiveDateTime,
    /// The whole shipment's retail value, for rules with a floor.
    pub frv: Micros,
    /// A gift, or with a traveler.
    pub personal: bool,
}

/// The digits of a line's tariff number.
#[derive(Clone, Copy)]
pub(crate) struct Number {
    digits: [u8; 10],
    len: u8,
}

impl Number {
    /// `None` where there is no number; an error where it is none.
    pub fn of(line: &Line) -> Result<Option<Self>, ()> {
        let Some(text) = line.hts.as_deref().map(str::trim).filter(|t| !t.is_empty()) else { return Ok(None) };
        let mut number = Self { digits: [b'0'; 10], len: 0 };
        for c in text.bytes() {
            match c {
                b'.' | b' ' | b'-' => {}
                b'0'..=b'9' => {
                    *number.digits.get_mut(usize::from(number.len)).ok_or(())? = c;
                    number.len += 1;
                }
                _ => return Err(()),
            }
        }
        let right = matches!(number.len, 4 | 6 | 8 | 10) && !number.as_str().starts_with("00");
        if right { Ok(Some(number)) } else { Err(()) }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        self.digits.get(..usize::from(self.len)).and_then(|d| std::str::from_utf8(d).ok()).unwrap_or_default()
    }
}

/// Room kept between lines.
#[derive(Default)]
pub(crate) struct Room {
    words: Words,
    hits: Vec<Hit>,
    spoken: Vec<Rule>,
}

/// Scans one line; findings come in a fixed order.
pub(crate) fn line<'b>(line: &Line, number: Option<Number>, around: Around, book: &'b Rulebook, room: &mut Room, mut found: impl FnMut(Finding<'b>)) {
    let goods = book.goods();
    let Room { words, hits, spoken } = room;
    words.read(&line.description);
    hits.clear();
    spoken.clear();
    let digits = number.as_ref().map_or("", Number::as_str);
    goods.by_number(digits, |hit| hits.push(hit));
    goods.by_description(words, |rule| {
        if !spoken.contains(&rule) {
            spoken.push(rule);
        }
    });
    let wordy = if digits.is_empty() { By::Words } else { By::WordsAgainstNumber };

    for (i, rule) in goods.restrictions().iter().enumerate() {
        let id = Rule::Restriction(i as u16);
        let by = if hits.iter().any(|h| h.rule == id) {
            By::Number
        } else if spoken.contains(&id) {
            wordy
        } else {
            continue;
        };
        let in_time = rule.from.is_none_or(|f| f <= around.at) && rule.to.is_none_or(|t| around.at < t);
        if !in_time || rule.floor.is_some_and(|floor| around.frv <= floor) {
            continue;
        }
        let outcome = if rule.ask_only || by == By::WordsAgainstNumber { Strength::Ask } else { Strength::Fail };
        found(Finding::Restricted { rule, by, outcome });
    }

    if !hits.is_empty() || !spoken.is_empty() || book.pga().is_some() {
        agencies(line, digits, around, book, hits, spoken, wordy, &mut found);
        if digits.is_empty() {
            for rule in spoken.iter() {
                if let Rule::Outside(i) = rule {
                    found(Finding::Outside { rule: *i });
                }
            }
        }
        for hit in hits.iter() {
            if let Rule::Outside(i) = hit.rule {
                found(Finding::Outside { rule: i });
            }
        }
    }
    if !digits.is_empty()
        && let Some(noun) = goods.noun(words, head(words))
        && !noun.headings.iter().any(|h| digits.starts_with(h.as_str()) || h.starts_with(digits))
    {
        found(Finding::Disagree { noun });
    }
    if let Some(better) = goods.vague(words) {
        found(Finding::Vague { better });
    }
}

#[expect(clippy::too_many_arguments, reason = "the parts of one scan, split for reading")]
fn agencies<'b>(line: &Line, digits: &str, around: Around, book: &'b Rulebook, hits: &[Hit], spoken: &[Rule], wordy: By, found: &mut impl FnMut(Finding<'b>)) {
    let goods = book.goods();
    let all = goods.agencies();
    let table = book.pga().and_then(|t| t.flags(digits).map(|flags| (t, flags)));
    for (i, trigger) in all.iter().enumerate() {
        let id = Rule::Agency(i as u16);
        let mine = hits.iter().filter(|h| h.rule == id).map(|h| h.prefix).max();
        // Of an agency's own rules the longest prefix speaks.
        let outdone = |mine: u8| hits.iter().any(|h| h.prefix > mine && agency_of(all, h.rule).is_some_and(|a| a.agency == trigger.agency));
        let heard = hits.iter().any(|h| agency_of(all, h.rule).is_some_and(|a| a.agency == trigger.agency));
        let by = match mine {
            Some(prefix) if !outdone(prefix) => By::Number,
            None if !heard && spoken.contains(&id) => wordy,
            _ => continue,
        };
        let Some(when) = trigger.when.iter().find(|w| w.from <= around.at && w.to.is_none_or(|t| around.at < t)) else { continue };
        let mut requires = when.requires;
        if by == By::Number
            && let Some((table, flags)) = table
            && table.covers(goods, &trigger.agency)
        {
            // The table says whether the agency is concerned with this number at all; the book says since when and how.
            match flags.iter().filter_map(|f| goods.flag(f)).filter(|(agency, _)| *agency == trigger.agency).map(|(_, must)| must).max() {
                None => continue,
                Some(true) if trigger.when.iter().all(|w| w.requires == Requires::May) => requires = Requires::Data,
                Some(true) => {}
                Some(false) => requires = requires.min(Requires::May),
            }
        }
        found(concern(line, trigger, when, requires, by, around.personal));
    }
    let Some((_, flags)) = table else { return };
    for flag in flags {
        let Some((agency, must)) = goods.flag(flag) else { continue };
        if hits.iter().any(|h| agency_of(all, h.rule).is_some_and(|a| a.agency == agency)) {
            continue;
        }
        let requires = if must { Requires::Data } else { Requires::May };
        let stated = states(line, agency);
        let outcome = if must && !stated { Strength::Fail } else { Strength::Note };
        found(Finding::Agency { agency, name: "goods flagged in CBP's table", when: None, requires, by: By::Table, outcome, stated });
    }
}

fn agency_of(all: &[Agency], rule: Rule) -> Option<&Agency> {
    if let Rule::Agency(i) = rule { all.get(usize::from(i)) } else { None }
}

fn concern<'b>(line: &Line, trigger: &'b Agency, when: &'b AgencyWhen, requires: Requires, by: By, personal: bool) -> Finding<'b> {
    let stated = states(line, &trigger.agency);
    let outcome = match (requires, by) {
        (Requires::May | Requires::Notice, _) => Strength::Note,
        _ if stated => Strength::Note,
        (_, By::WordsAgainstNumber) => Strength::Note,
        (Requires::Certificate, _) | (Requires::Data, By::Words) => Strength::Ask,
        (Requires::Data, _) if personal && trigger.ask_when_personal => Strength::Ask,
        (Requires::Data, _) => Strength::Fail,
    };
    Finding::Agency { agency: &trigger.agency, name: &trigger.name, when: Some(when), requires, by, outcome, stated }
}

/// Whether the line says the agency's data is filed or disclaimed; parts of USDA are known by the department's name too.
fn states(line: &Line, agency: &str) -> bool {
    let parent = agency.split(' ').next().unwrap_or(agency);
    line.pga.iter().any(|p| p.agency.trim().eq_ignore_ascii_case(agency) || p.agency.trim().eq_ignore_ascii_case(parent))
}

/// How many words stand before the first comma, bracket or preposition: the noun is the last of them.
fn head(words: &Words) -> usize {
    let within = words.first_clause();
    (0..within).find(|i| matches!(words.get(*i), Some("of" | "for" | "with" | "in" | "and" | "from" | "to" | "by" | "without" | "on"))).unwrap_or(within)
}
