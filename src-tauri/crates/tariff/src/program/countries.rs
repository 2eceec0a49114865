//! Groups of countries, special programs and their members, the countries of column 2; and all programs, by origin.

use super::lists::Lists;
use super::model::{self, Measure, Program, countries};
use crate::dates::{day, day_option};
use crate::error::TariffError;
use chrono::NaiveDate;
use customs::{Citation, Confidence, Country};
use serde::Deserialize;
use std::collections::BTreeMap;

const COUNTRIES: &str = include_str!("../../../../../assets/tariff/countries.toml");

/// The files of programs in the order in which they are evaluated: what gives way comes after what it gives way to.
const PROGRAMS: &[(&str, &str)] = &[
    ("programs/s232.toml", include_str!("../../../../../assets/tariff/programs/s232.toml")),
    ("programs/s301.toml", include_str!("../../../../../assets/tariff/programs/s301.toml")),
    ("programs/ieepa.toml", include_str!("../../../../../assets/tariff/programs/ieepa.toml")),
    ("programs/s122.toml", include_str!("../../../../../assets/tariff/programs/s122.toml")),
    ("programs/other.toml", include_str!("../../../../../assets/tariff/programs/other.toml")),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    group: BTreeMap<String, Vec<String>>,
    special: Vec<RawPeriod>,
    column2: Vec<RawPeriod>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPeriod {
    #[serde(default)]
    program: String,
    countries: Vec<String>,
    #[serde(default, deserialize_with = "day_option")]
    to: Option<NaiveDate>,
    #[serde(deserialize_with = "day")]
    from: NaiveDate,
    cite: String,
    confidence: Confidence,
}

#[derive(Clone, Debug)]
struct Period {
    program: String,
    countries: Vec<Country>,
    from: NaiveDate,
    to: Option<NaiveDate>,
    cite: Citation,
}

impl Period {
    fn covers(&self, on: NaiveDate) -> bool {
        self.from <= on && self.to.is_none_or(|to| on < to)
    }
}

/// Which countries enjoy which special program, when.
#[derive(Clone, Debug)]
pub(crate) struct SpecialPrograms(Vec<Period>);

impl SpecialPrograms {
    /// Whether goods of `origin` may claim `program` on a day: the citation, or why not.
    pub(crate) fn may_claim(&self, program: &str, origin: Country, on: NaiveDate) -> Result<&Citation, String> {
        let mut known = false;
        let mut lapsed = false;
        for period in self.0.iter().filter(|p| p.program == program) {
            known = true;
            if !period.countries.is_empty() && !period.countries.contains(&origin) {
                continue;
            }
            if period.covers(on) {
                return Ok(&period.cite);
            }
            lapsed = true;
        }
        Err(if !known {
            format!("`{program}` is not a special program we know")
        } else if lapsed {
            format!("program {program} is not in force on {on}")
        } else {
            format!("program {program} is not for goods of {}", origin.name())
        })
    }
}

/// The countries that pay the rates of column 2.
#[derive(Clone, Debug)]
pub(crate) struct Column2(Vec<Period>);

impl Column2 {
    /// The authority, where `origin` pays column 2 on a day.
    pub(crate) fn applies(&self, origin: Country, on: NaiveDate) -> Option<&Citation> {
        self.0.iter().find(|p| p.covers(on) && p.countries.contains(&origin)).map(|p| &p.cite)
    }
}

/// A measure that can concern an origin, with its time.
#[derive(Clone, Copy, Debug)]
struct Concerned {
    measure: u16,
    /// Applies only where the filer reports its heading.
    claimed: bool,
    from: NaiveDate,
    to: NaiveDate,
}

impl Concerned {
    fn covers(&self, on: NaiveDate, claims: bool) -> bool {
        self.from <= on && on < self.to && (claims || !self.claimed)
    }
}

/// All programs, and which measures can concern which origin.
#[derive(Clone, Debug)]
pub(crate) struct Programs {
    programs: Vec<Program>,
    /// Positions of programs in order of evaluation, and of their measures.
    by_origin: BTreeMap<Country, Vec<(u16, Vec<Concerned>)>>,
}

/// A program with those of its measures that are in force on a day for an origin.
pub(crate) struct InForce<'p> {
    pub program: &'p Program,
    pub measures: Vec<&'p Measure>,
}

impl Programs {
    /// Programs with the measures that are in force on a day for goods of `origin`, in order of evaluation. Without `claims`,
    /// which is when no heading is reported, those that apply only where theirs is are left out: they are most of all.
    pub(crate) fn of(&self, origin: Country, on: NaiveDate, claims: bool) -> Vec<InForce<'_>> {
        let concerned = self.by_origin.get(&origin).map_or(&[][..], Vec::as_slice);
        let in_force = concerned.iter().filter_map(|(program, measures)| {
            let program = self.programs.get(usize::from(*program))?;
            let measures: Vec<&Measure> =
                measures.iter().filter(|c| c.covers(on, claims)).filter_map(|c| program.measures.get(usize::from(c.measure))).collect();
            (!measures.is_empty()).then_some(InForce { program, measures })
        });
        in_force.collect()
    }

    /// When something changes for goods of `origin`: the first and last days of the measures that can concern them.
    pub(crate) fn turns(&self, origin: Country) -> impl Iterator<Item = NaiveDate> {
        let concerned = self.by_origin.get(&origin).map_or(&[][..], Vec::as_slice);
        concerned.iter().flat_map(|(_, measures)| measures).flat_map(|c| [c.from, c.to])
    }
}

/// Countries by their codes.
pub(crate) fn countries_of(codes: &[String]) -> Result<Vec<Country>, String> {
    countries(codes, &BTreeMap::new())
}

/// Reads countries and programs.
pub(crate) fn load(lists: &Lists) -> Result<(Programs, SpecialPrograms, Column2), TariffError> {
    let wrong = |what: String| TariffError::built("countries.toml", what);
    let file: File = toml::from_str(COUNTRIES).map_err(|e| wrong(e.to_string()))?;
    let mut groups = BTreeMap::new();
    for (name, codes) in &file.group {
        groups.insert(name.clone(), countries(codes, &BTreeMap::new()).map_err(wrong)?);
    }
    let periods = |raw: Vec<RawPeriod>| -> Result<Vec<Period>, TariffError> {
        raw.into_iter()
            .map(|p| {
                Ok(Period {
                    countries: countries(&p.countries, &groups).map_err(wrong)?,
                    program: p.program,
                    from: p.from,
                    to: p.to,
                    cite: Citation::new(p.cite, p.confidence),
                })
            })
            .collect()
    };
    let special = SpecialPrograms(periods(file.special)?);
    let column2 = Column2(periods(file.column2)?);
    let mut programs: Vec<Program> = Vec::new();
    for (name, text) in PROGRAMS {
        programs.extend(model::read(name, text, &groups, lists)?);
    }
    order(&mut programs)?;
    let mut by_origin = BTreeMap::new();
    for origin in Country::all().filter_map(|(code, _)| Country::from_code(code)) {
        let mut concerned = Vec::new();
        for (p, program) in programs.iter().enumerate() {
            let measures: Vec<Concerned> = program
                .measures
                .iter()
                .enumerate()
                .filter(|(_, m)| (m.countries.is_empty() || m.countries.contains(&origin)) && !m.except_countries.contains(&origin))
                .filter_map(|(at, m)| {
                    Some(Concerned { measure: u16::try_from(at).ok()?, claimed: m.claimed, from: m.from, to: m.to.unwrap_or(NaiveDate::MAX) })
                })
                .collect();
            if let (false, Ok(p)) = (measures.is_empty(), u16::try_from(p)) {
                concerned.push((p, measures));
            }
        }
        by_origin.insert(origin, concerned);
    }
    Ok((Programs { programs, by_origin }, special, column2))
}

/// Gives each program its bit, and turns the names of others it looks at into theirs: what gives way must be evaluated
/// after what it gives way to.
fn order(programs: &mut [Program]) -> Result<(), TariffError> {
    let mut bits: BTreeMap<String, u64> = BTreeMap::new();
    for (at, program) in programs.iter_mut().enumerate() {
        let of = |others: &[String]| {
            others.iter().try_fold(0, |all, other| {
                let bit = bits.get(other);
                bit.map(|bit| all | bit)
                    .ok_or_else(|| TariffError::built("programs", format!("`{}` looks at `{other}`, which is not evaluated before it", program.id)))
            })
        };
        program.gives_way = of(&program.gives_way_to)?;
        for measure in &mut program.measures {
            measure.paid = of(&measure.only_where_paid)?;
        }
        program.bit =
            u32::try_from(at).ok().and_then(|at| 1u64.checked_shl(at)).ok_or_else(|| TariffError::built("programs", "there are more than sixty-four"))?;
        if bits.insert(program.id.clone(), program.bit).is_some() {
            return Err(TariffError::built("programs", format!("`{}` occurs twice", program.id)));
        }
    }
    Ok(())
}
