//! The form in which programs are written down, and what is checked when they are read.

use super::lists::Lists;
use crate::dates::{day, day_option};
use crate::error::TariffError;
use crate::keys::Beginnings;
use chrono::NaiveDate;
use customs::{Citation, Confidence, Country, Decimal};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One file of programs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProgramFile {
    pub program: Vec<RawProgram>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProgram {
    pub id: String,
    pub name: String,
    /// Where its numbers stand among the others of a line: CBP's order of reporting.
    pub order: u16,
    /// Earlier evaluated programs that, when they charge the article, leave nothing to this one.
    #[serde(default)]
    pub gives_way_to: Vec<String>,
    /// Whether it leaves alone the value of a metal that another program charges.
    #[serde(default)]
    pub spares_metal_content: bool,
    pub measure: Vec<RawMeasure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMeasure {
    pub code: String,
    pub name: Option<String>,
    #[serde(deserialize_with = "day")]
    pub from: NaiveDate,
    #[serde(default, deserialize_with = "day_option")]
    pub to: Option<NaiveDate>,
    pub effect: Effect,
    /// Percent, as text.
    pub rate: Option<String>,
    /// What is printed in the rate column, where it is not the percentage.
    pub printed: Option<String>,
    /// Origins: codes, or `@EU` for a group; none means every country.
    #[serde(default)]
    pub countries: Vec<String>,
    #[serde(default)]
    pub except_countries: Vec<String>,
    /// Codes of a rate table by country: heading, origins, percent.
    #[serde(default)]
    pub by_country: Vec<(String, Vec<String>, String)>,
    /// Digits the number begins with; none means every number.
    #[serde(default)]
    pub prefixes: Vec<String>,
    #[serde(default)]
    pub except_prefixes: Vec<String>,
    /// The product list, and the tags of it that are meant.
    pub list: Option<String>,
    #[serde(default)]
    pub tags: Vec<String>,
    /// What to do when the list is not at hand.
    #[serde(default)]
    pub unlisted: Unlisted,
    /// Applies only when the filer reports this very heading.
    #[serde(default)]
    pub claimed: bool,
    /// Applies only to goods that enjoy one of these special programs.
    #[serde(default)]
    pub programs: Vec<String>,
    /// Applies only to articles on which one of these earlier programs charged.
    #[serde(default)]
    pub paid: Vec<String>,
    /// Applies only to goods loaded (exported) before this day.
    #[serde(default, deserialize_with = "day_option")]
    pub loaded_before: Option<NaiveDate>,
    /// For a total: the heading reported when the base duty already reaches it.
    pub met: Option<String>,
    /// For duty on a metal: which one.
    pub content: Option<String>,
    /// Whether the heading leaves the countries of column 2 alone.
    #[serde(default)]
    pub not_column_2: bool,
    /// Said to the broker whenever it applies.
    pub note: Option<String>,
    pub cite: Vec<String>,
    pub confidence: Confidence,
}

/// What a measure does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Effect {
    /// Adds its percentage of the value.
    Add,
    /// Brings base duty and this one together up to its percentage of the value.
    Total,
    /// Adds its percentage of the value of a metal in the article.
    Content,
    /// Reported with no duty.
    None,
    /// Known to bite, but its amount is not for us to say.
    Ask,
    /// The goods may not be entered.
    Prohibit,
}

/// What a missing product list means for a measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Unlisted {
    /// The amount is left open.
    #[default]
    Ask,
    /// The article is taken not to be on it, and the broker is told.
    Say,
}

/// A program, checked.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub id: String,
    pub name: String,
    pub order: u16,
    pub gives_way_to: Vec<String>,
    /// A bit of its own, for sets of programs.
    pub bit: u64,
    /// The bits of those it gives way to.
    pub gives_way: u64,
    pub spares_metal_content: bool,
    pub measures: Vec<Measure>,
}

/// A measure, checked: one heading and rate; tables by country are written out.
#[derive(Clone, Debug)]
pub(crate) struct Measure {
    pub code: String,
    pub name: String,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    pub effect: Effect,
    /// A hundredth of the percentage.
    pub factor: Decimal,
    pub printed: String,
    pub countries: Vec<Country>,
    pub except_countries: Vec<Country>,
    pub prefixes: Beginnings,
    pub except_prefixes: Beginnings,
    /// Position of the list.
    pub list: Option<usize>,
    pub tags: Vec<String>,
    pub unlisted: Unlisted,
    pub claimed: bool,
    pub programs: Vec<String>,
    pub only_where_paid: Vec<String>,
    /// The bits of those.
    pub paid: u64,
    pub loaded_before: Option<NaiveDate>,
    pub met: Option<String>,
    pub content: Option<String>,
    pub not_column_2: bool,
    pub note: Option<String>,
    pub cites: Vec<Citation>,
    /// For a total that the base duty reaches: the same, with the heading that is reported then.
    pub cites_met: Vec<Citation>,
}

/// Reads a file of programs.
pub(super) fn read(file: &str, text: &str, groups: &BTreeMap<String, Vec<Country>>, lists: &Lists) -> Result<Vec<Program>, TariffError> {
    let wrong = |what: String| TariffError::built(file, what);
    let raw: ProgramFile = toml::from_str(text).map_err(|e| wrong(e.to_string()))?;
    let mut programs = Vec::with_capacity(raw.program.len());
    for program in raw.program {
        let mut measures = Vec::new();
        for measure in program.measure {
            expand(measure, &program.name, groups, lists, &mut measures).map_err(&wrong)?;
        }
        programs.push(Program {
            id: program.id,
            name: program.name,
            order: program.order,
            gives_way_to: program.gives_way_to,
            bit: 0,
            gives_way: 0,
            spares_metal_content: program.spares_metal_content,
            measures,
        });
    }
    Ok(programs)
}

fn expand(raw: RawMeasure, program: &str, groups: &BTreeMap<String, Vec<Country>>, lists: &Lists, out: &mut Vec<Measure>) -> Result<(), String> {
    let code = raw.code;
    if let Some(wrong) = raw.prefixes.iter().chain(&raw.except_prefixes).find(|p| p.is_empty() || p.len() > 10 || !p.bytes().all(|b| b.is_ascii_digit())) {
        return Err(format!("{code}: `{wrong}` is not the beginning of a tariff number"));
    }
    if raw.to.is_some_and(|to| to <= raw.from) {
        return Err(format!("{code}: it ends before it begins"));
    }
    let list = match &raw.list {
        Some(id) => Some(lists.position(id).ok_or_else(|| format!("{code}: there is no product list `{id}`"))?),
        None => None,
    };
    let needs_rate = matches!(raw.effect, Effect::Add | Effect::Total | Effect::Content) && raw.by_country.is_empty();
    if needs_rate != raw.rate.is_some() {
        return Err(format!("{code}: a rate is given where none belongs, or missing where one does"));
    }
    let mut rows = vec![(code.clone(), raw.countries.clone(), raw.rate.clone())];
    if !raw.by_country.is_empty() {
        rows = raw.by_country.into_iter().map(|(code, countries, rate)| (code, countries, Some(rate))).collect();
    }
    for (code, origins, rate) in rows {
        let percent: Decimal = match &rate {
            Some(rate) => rate.parse().map_err(|_| format!("{code}: the rate `{rate}` is not a number"))?,
            None => Decimal::ZERO,
        };
        let printed = raw.printed.clone().unwrap_or_else(|| match raw.effect {
            Effect::None | Effect::Prohibit => "No additional duty".to_owned(),
            Effect::Ask => "see the heading".to_owned(),
            Effect::Total => format!("total {}% incl. base", percent.normalize()),
            Effect::Add => format!("{}%", percent.normalize()),
            Effect::Content => format!("{}% of the {} content", percent.normalize(), raw.content.as_deref().unwrap_or("metal")),
        });
        let (own, reached) = (format!("HTSUS {code}"), raw.met.as_ref().map(|met| format!("HTSUS {met}")));
        let cited = |heading: &dyn Fn(&str) -> String| raw.cite.iter().map(|text| Citation::new(heading(text), raw.confidence)).collect();
        out.push(Measure {
            name: raw.name.clone().unwrap_or_else(|| program.to_owned()),
            code,
            from: raw.from,
            to: raw.to,
            effect: raw.effect,
            factor: percent * Decimal::new(1, 2),
            printed,
            countries: countries(&origins, groups)?,
            except_countries: countries(&raw.except_countries, groups)?,
            prefixes: Beginnings::of(&raw.prefixes),
            except_prefixes: Beginnings::of(&raw.except_prefixes),
            list,
            tags: raw.tags.clone(),
            unlisted: raw.unlisted,
            claimed: raw.claimed,
            programs: raw.programs.clone(),
            only_where_paid: raw.paid.clone(),
            paid: 0,
            loaded_before: raw.loaded_before,
            met: raw.met.clone(),
            content: raw.content.clone(),
            not_column_2: raw.not_column_2,
            note: raw.note.clone(),
            cites: cited(&|text| text.to_owned()),
            cites_met: cited(&|text| reached.as_ref().filter(|_| text == own).map_or_else(|| text.to_owned(), Clone::clone)),
        });
    }
    Ok(())
}

/// Origins by code, or `@GROUP`.
pub(super) fn countries(codes: &[String], groups: &BTreeMap<String, Vec<Country>>) -> Result<Vec<Country>, String> {
    let mut out = Vec::new();
    for code in codes {
        if let Some(group) = code.strip_prefix('@') {
            out.extend(groups.get(group).ok_or_else(|| format!("there is no group of countries `{code}`"))?);
        } else {
            out.push(Country::from_code(code).ok_or_else(|| format!("`{code}` is not a country"))?);
        }
    }
    Ok(out)
}
