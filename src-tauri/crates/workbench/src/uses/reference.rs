//! Reference: rulebook, tariff, fees.

use crate::contract::*;
use crate::{ApiError, Workbench};
use chrono::NaiveDate;
use customs::{Country, Decimal, DutyRequest, DutyRequestLine, HtsNumber, Quantity};
use rulebook::{Requires, TimelineTopic};
use std::sync::PoisonError;
use tariff::{DutyStep, TariffBranch, TariffFound, Under};

/// Hits at most, whatever is asked for.
const MOST_HITS: u32 = 500;

pub fn rulebook_timeline(bench: &Workbench, _: Nothing) -> Result<Vec<TimelineTopic>, ApiError> {
    Ok(rulebook::timeline(&bench.rulebook()))
}

/// What the rulebook says on a day; topics it says nothing about that day are left out.
pub fn rulebook_in_force(bench: &Workbench, args: DateArgs) -> Result<Vec<InForce>, ApiError> {
    let rows = rulebook::in_force(&bench.rulebook(), args.on).into_iter().filter_map(|row| {
        let period = row.period?;
        Some(InForce {
            topic: row.id,
            title: row.title,
            value: period.value,
            since: period.from.map(|t| t.to_string()),
            until: period.to.map(|t| t.to_string()),
            citations: period.citations,
            confidence: period.confidence,
        })
    });
    Ok(rows.collect())
}

/// The fees of the fiscal year of a day, as a list to read.
pub fn fees(bench: &Workbench, args: DateArgs) -> Result<Vec<FeeRow>, ApiError> {
    let tariff = bench.tariff.read().unwrap_or_else(PoisonError::into_inner);
    let year = tariff.fees_on(args.on).ok_or_else(|| ApiError::new("not-found", format!("no fees are known for {}", args.on)))?;
    let since = year.from.to_string();
    let row = |class: &str, name: &str, figure: &tariff::FeeFigure| FeeRow {
        class: class.into(),
        name: name.into(),
        amount: customs::money::dollars(figure.amount),
        since: since.clone(),
        citations: vec![figure.citation.clone()],
    };
    let share = |class: &str, name: &str, percent: Decimal| FeeRow {
        class: class.into(),
        name: name.into(),
        amount: format!("{}% of the value", percent.normalize()),
        since: since.clone(),
        citations: year.citations.clone(),
    };
    Ok(vec![
        row("311", "Informal entry, filed electronically", &year.informal_automated),
        row("311", "Informal entry on paper", &year.informal_manual),
        row("311", "Informal entry prepared by CBP", &year.informal_by_cbp),
        share("499", "Formal entry, merchandise processing", year.formal_percent),
        row("499", "Formal entry, least fee", &year.formal_minimum),
        row("499", "Formal entry, greatest fee", &year.formal_maximum),
        row("500", "Formal entry on paper, surcharge", &year.manual_surcharge),
        row("496", "Dutiable mail", &year.dutiable_mail),
        row("", "Express consignment, each bill", &year.express_bill),
        share("501", "Harbor maintenance, by vessel", year.harbor_percent),
    ])
}

/// Lines for a number or for words, best first.
pub fn tariff_find(bench: &Workbench, args: TariffFindArgs) -> Result<TariffFound, ApiError> {
    let tariff = bench.tariff.read().unwrap_or_else(PoisonError::into_inner);
    Ok(tariff.find(&args.text, args.on, args.limit.min(MOST_HITS) as usize))
}

/// A level of the schedule's tree.
pub fn tariff_browse(bench: &Workbench, args: TariffBrowseArgs) -> Result<TariffBranch, ApiError> {
    let tariff = bench.tariff.read().unwrap_or_else(PoisonError::into_inner);
    let under = match (args.row, args.chapter.as_deref()) {
        (Some(row), _) => Under::Row(row),
        (None, Some(chapter)) => Under::Chapter(chapter),
        (None, None) => Under::Root,
    };
    Ok(tariff.browse(args.on, under))
}

/// A line on a day: rates, units, notes, the agencies it concerns, and what is owed on it from an origin.
pub fn tariff_line(bench: &Workbench, args: TariffLineArgs) -> Result<TariffLineAnswer, ApiError> {
    let number: HtsNumber = args.hts.parse().map_err(ApiError::refused)?;
    let agencies = agencies(bench, &number, args.on);
    let tariff = bench.tariff.read().unwrap_or_else(PoisonError::into_inner);
    let line = tariff.line(&number, args.on).ok_or_else(|| {
        let closest = tariff.closest(&number, args.on);
        let offer = if closest.is_empty() { String::new() } else { format!(" The closest are {}.", closest.join(", ")) };
        ApiError::new("not-found", format!("{number} is in no edition loaded for {}.{offer}", args.on))
    })?;
    let origin = args.origin.as_deref().map(str::trim).filter(|o| !o.is_empty());
    let duty = match origin {
        None => None,
        Some(origin) => {
            let value = args.value.unwrap_or(Decimal::ONE_HUNDRED);
            Some(tariff.duty(&question(&number, origin, value, args.quantities, args.program, args.on)?))
        }
    };
    Ok(TariffLineAnswer { line, duty, agencies })
}

/// What the same goods owed on other days.
pub fn duty_over_time(bench: &Workbench, args: DutyOverTimeArgs) -> Result<Vec<DutyStep>, ApiError> {
    let number: HtsNumber = args.hts.parse().map_err(ApiError::refused)?;
    if args.to < args.from {
        return Err(ApiError::refused(format!("{} lies before {}.", args.to, args.from)));
    }
    let request = question(&number, &args.origin, args.value, args.quantities, args.program, args.from)?;
    Ok(bench.tariff.read().unwrap_or_else(PoisonError::into_inner).over_time(&request, args.from, args.to))
}

fn question(
    number: &HtsNumber,
    origin: &str,
    value: Decimal,
    quantities: Option<Vec<Quantity>>,
    program: Option<String>,
    on: NaiveDate,
) -> Result<DutyRequest, ApiError> {
    let country = Country::parse(origin).ok_or_else(|| ApiError::refused(format!("`{origin}` is not a country.")))?;
    Ok(DutyRequest {
        id: number.to_string(),
        entry_date: on,
        entry_type: "11".into(),
        mode: None,
        loaded_on: None,
        preparation: Default::default(),
        lines: vec![DutyRequestLine {
            hts: number.to_string(),
            origin: country.code().into(),
            entered_value_usd: value,
            quantities: quantities.unwrap_or_default(),
            programs: program.into_iter().filter(|p| !p.trim().is_empty()).collect(),
            claims: Vec::new(),
        }],
    })
}

/// Which agencies goods of a number concern: by CBP's report where one is loaded, else by the rulebook's headings.
fn agencies(bench: &Workbench, number: &HtsNumber, on: NaiveDate) -> AgencyFlags {
    let book = bench.rulebook();
    if let Some(table) = book.pga() {
        let listed = table.flags(number.digits());
        let flag = |code: &String| {
            let (agency, required) = book.goods().flag(code).unwrap_or(("", false));
            let about = if required { "data required" } else { "data may be required" };
            AgencyFlag {
                code: code.clone(),
                agency: if agency.is_empty() { code.get(..2).unwrap_or_default().to_owned() } else { agency.to_owned() },
                about: about.to_owned(),
                required,
                confidence: customs::Confidence::Primary,
            }
        };
        return AgencyFlags { report: table.edition().parse().ok(), known: listed.is_some(), flags: listed.unwrap_or_default().iter().map(flag).collect() };
    }
    let at = on.and_hms_opt(12, 0, 0).unwrap_or_default();
    let concerned = book.goods().agencies().iter().filter(|a| a.prefixes.iter().any(|p| number.digits().starts_with(p.as_str())));
    let flags = concerned.filter_map(|agency| {
        let when = agency.when.iter().find(|w| w.from <= at && w.to.is_none_or(|to| at < to))?;
        Some(AgencyFlag {
            code: String::new(),
            agency: agency.agency.clone(),
            about: agency.name.clone(),
            required: when.requires == Requires::Data,
            confidence: when.confidence,
        })
    });
    AgencyFlags { report: None, known: true, flags: flags.collect() }
}
