//! Which measures charge a line, and how much.

use super::InForce;
use super::lists::{Lists, Place};
use super::model::{Effect, Measure, Program, Unlisted};
use crate::amount;
use crate::keys::Digits;
use crate::rounding;
use chrono::NaiveDate;
use customs::{Decimal, DutyComponent, HtsNumber, Quantity};

/// What is known of a line when the programs are asked.
pub(crate) struct LineFacts<'a> {
    pub number: &'a HtsNumber,
    pub digits: Digits,
    pub on: NaiveDate,
    /// Whole dollars.
    pub value: Decimal,
    /// Base duty in cents, where it is known.
    pub base: Option<Decimal>,
    pub column2: bool,
    /// The special program the goods enjoy.
    pub enjoys: Option<&'a str>,
    /// Chapter 98 and 99 numbers the filer reports, dotted.
    pub claims: &'a [String],
    /// A chapter 98 number that frees the article, among the claims.
    pub chapter_98: Option<&'a str>,
    pub loaded_on: Option<NaiveDate>,
    pub quantities: &'a [Quantity],
    /// Headings that footnotes of the edition name, where the edition has footnotes.
    pub noted: Option<&'a [String]>,
}

/// A component with its place in the order of reporting.
pub(crate) struct Charged {
    pub order: u16,
    pub component: DutyComponent,
}

/// Whether a measure applies to a line.
enum Applies {
    Yes,
    No,
    /// It would, if a list we do not have names the article.
    Unknown(usize),
}

/// All components of additional duty on a line, in the order in which programs are evaluated.
/// `say` receives what was taken for granted, and what is missing.
pub(crate) fn charge<'a>(all: &[InForce<'_>], lists: &'a Lists, facts: &LineFacts<'a>, say: &mut Vec<String>) -> Vec<Charged> {
    let mut charged = Vec::with_capacity(4);
    let mut paid = 0u64;
    // programs among those paid of which a person must say whether they are due at all
    let mut asked: Vec<&Program> = Vec::new();
    // the value of metals already charged, where it is less than the whole value
    let mut metal = Decimal::ZERO;
    let mut whole_metal = false;
    let mut places = Places { lists, found: vec![None; lists.len()] };
    for InForce { program, measures } in all {
        if program.gives_way & paid != 0 {
            if let Some(open) = asked.iter().find(|open| program.gives_way & open.bit != 0)
                && measures.iter().any(|m| would_charge(m, &mut places, facts, paid))
            {
                tell(say, format!("{} gave way to {}, which a person must settle: where that is not due, this is.", program.name, open.name));
            }
            continue;
        }
        if let Some(claim) = facts.chapter_98 {
            if measures.iter().any(|m| would_charge(m, &mut places, facts, paid)) {
                tell(say, format!("{} was not applied to goods entered under {claim}.", program.name));
            }
            continue;
        }
        for measure in measures.iter().copied() {
            match applies(measure, &mut places, facts, paid, say) {
                Applies::No => continue,
                Applies::Unknown(list) if measure.effect == Effect::None || measure.unlisted == Unlisted::Say => {
                    let title = lists.title(list);
                    tell(
                        say,
                        match measure.effect {
                            Effect::None => {
                                format!("{} was taken not to be on {title} ({}): that list is not loaded. Load it to be sure.", facts.number, measure.code)
                            }
                            _ => format!(
                                "{} ({}) was left out: {title} is not loaded, and {} may be on it. Load the list, or report {} where it applies.",
                                measure.name, measure.printed, facts.number, measure.code
                            ),
                        },
                    );
                    continue;
                }
                Applies::Unknown(list) => {
                    let title = lists.title(list);
                    tell(say, format!("{} cannot be settled for {}: {title} is not loaded. Load the list.", program.name, facts.number));
                    charged.push(Charged { order: program.order, component: component(measure, &measure.code, "list not loaded".into(), None) });
                }
                Applies::Yes => {
                    match content_of(measure, facts) {
                        Some(content) if content < facts.value => metal = metal.saturating_add(content).min(facts.value),
                        _ if measure.effect != Effect::None => {
                            paid |= program.bit;
                            if measure.effect == Effect::Ask {
                                asked.push(program);
                            }
                        }
                        _ => {}
                    }
                    if let Some(open) = asked.iter().find(|open| measure.paid & open.bit != 0) {
                        tell(say, format!("{} rests on {}, which a person must settle: where that is not due, {} is.", measure.code, open.name, program.name));
                    }
                    if let Some(note) = &measure.note {
                        tell(say, format!("{}: {note}", measure.code));
                    }
                    if let Some(tags) = measure.list.filter(|_| !measure.tags.is_empty()).and_then(|list| places.of(list, facts).divided()) {
                        tell(
                            say,
                            format!(
                                "{} stands under more than one heading of {} ({tags}), divided by words or later numbers: {} was applied.",
                                facts.number, program.name, measure.code
                            ),
                        );
                    }
                    charged.push(Charged {
                        order: program.order,
                        component: amounts(
                            program,
                            measure,
                            facts,
                            if program.spares_metal_content { facts.value - metal } else { facts.value },
                            whole_metal,
                            say,
                        ),
                    });
                    whole_metal |= measure.effect == Effect::Content && content_of(measure, facts).is_none();
                }
            }
            break;
        }
    }
    charged
}

/// Where the line stands on each list: looked up once.
struct Places<'a> {
    lists: &'a Lists,
    found: Vec<Option<Place<'a>>>,
}

impl<'a> Places<'a> {
    fn of(&mut self, list: usize, facts: &LineFacts<'a>) -> Place<'a> {
        let found = self.found.get_mut(list);
        if let Some(Some(place)) = found {
            return *place;
        }
        let place = self.lists.place(list, facts.number, facts.on, facts.noted);
        if let Some(slot) = found {
            *slot = Some(place);
        }
        place
    }
}

/// Whether a measure would charge the line.
fn would_charge<'a>(measure: &Measure, places: &mut Places<'a>, facts: &LineFacts<'a>, paid: u64) -> bool {
    measure.effect != Effect::None && matches!(applies(measure, places, facts, paid, &mut Vec::new()), Applies::Yes)
}

/// Whether a measure in force applies to a line.
fn applies<'a>(measure: &Measure, places: &mut Places<'a>, facts: &LineFacts<'a>, paid: u64, say: &mut Vec<String>) -> Applies {
    // what is cheap to ask comes first: most measures are for goods that are claimed to be special
    let no = (measure.claimed && !facts.claims.contains(&measure.code))
        || (measure.not_column_2 && facts.column2)
        || (!measure.prefixes.is_empty() && !measure.prefixes.begin(facts.digits))
        || measure.except_prefixes.begin(facts.digits)
        || (!measure.programs.is_empty() && !facts.enjoys.is_some_and(|enjoyed| measure.programs.iter().any(|p| p == enjoyed)))
        || (measure.paid != 0 && measure.paid & paid == 0);
    if no {
        return Applies::No;
    }
    let listed = match measure.list {
        // a heading the filer reports needs no list to tell us
        Some(_) if facts.claims.contains(&measure.code) => Applies::Yes,
        Some(list) => match places.of(list, facts).has(&measure.tags) {
            Some(true) => Applies::Yes,
            Some(false) => Applies::No,
            None => Applies::Unknown(list),
        },
        None => Applies::Yes,
    };
    match (measure.loaded_before, facts.loaded_on) {
        (Some(before), Some(loaded)) if loaded >= before => Applies::No,
        (Some(before), None) => {
            if matches!(listed, Applies::Yes) {
                tell(say, format!("The goods were taken not to be loaded before {before} ({}): the request gives no date of loading.", measure.code));
            }
            Applies::No
        }
        _ => listed,
    }
}

/// The value of the metal a measure charges, where the request gives it.
fn content_of(measure: &Measure, facts: &LineFacts<'_>) -> Option<Decimal> {
    if measure.effect != Effect::Content {
        return None;
    }
    amount::part_value(facts.quantities, &format!("{} content", measure.content.as_deref().unwrap_or("metal")))
}

fn amounts(program: &Program, measure: &Measure, facts: &LineFacts<'_>, value: Decimal, paid_on_content: bool, say: &mut Vec<String>) -> DutyComponent {
    let of = |value: Decimal| value.checked_mul(measure.factor).and_then(rounding::checked);
    let zero = Some(rounding::component(Decimal::ZERO));
    match measure.effect {
        Effect::None => component(measure, &measure.code, measure.printed.clone(), zero),
        Effect::Add => component(measure, &measure.code, measure.printed.clone(), of(value)),
        Effect::Content => {
            let metal = measure.content.as_deref().unwrap_or("metal");
            let content = content_of(measure, facts);
            match content {
                // two metals cannot both be the whole article
                None if paid_on_content => {
                    tell(
                        say,
                        format!(
                            "{}: {} holds more than one metal; give the value of each as a quantity, like `USD {metal} content`.",
                            measure.code, facts.number
                        ),
                    );
                    return component(measure, &measure.code, measure.printed.clone(), None);
                }
                None => tell(
                    say,
                    format!(
                        "{}: the value of the {metal} content is not given, so the duty is on the full value; give it as a quantity in `USD {metal} content`.",
                        measure.code
                    ),
                ),
                Some(_) => {}
            }
            component(measure, &measure.code, measure.printed.clone(), of(content.unwrap_or(facts.value).min(facts.value)))
        }
        Effect::Total => {
            let (Some(total), Some(base)) = (of(value), facts.base) else {
                return component(measure, &measure.code, measure.printed.clone(), None);
            };
            match &measure.met {
                Some(met) if base >= total => DutyComponent {
                    citations: measure.cites_met.clone(),
                    ..component(measure, met, "No additional duty: the base duty reaches the total".into(), zero)
                },
                _ => component(measure, &measure.code, measure.printed.clone(), rounding::checked((total - base).max(Decimal::ZERO))),
            }
        }
        Effect::Ask => {
            tell(say, format!("{} ({}) may be due on {}: its amount is for a person to state.", program.name, measure.code, facts.number));
            component(measure, &measure.code, measure.printed.clone(), None)
        }
        Effect::Prohibit => {
            tell(say, format!("{} may not be entered: {}.", facts.number, measure.name));
            component(measure, &measure.code, measure.printed.clone(), None)
        }
    }
}

fn component(measure: &Measure, code: &str, rate: String, duty: Option<Decimal>) -> DutyComponent {
    DutyComponent { code: code.to_owned(), name: measure.name.clone(), rate, duty, citations: measure.cites.clone() }
}

/// Says a thing once.
pub(crate) fn tell(say: &mut Vec<String>, what: String) {
    if !say.contains(&what) {
        say.push(what);
    }
}
