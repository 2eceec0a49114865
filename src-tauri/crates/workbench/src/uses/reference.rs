//! Reference: rulebook, tariff, fees, editions.

use crate::contract::*;
use crate::{ApiError, Reporter, Workbench, law};
use customs::{Country, Decimal, DutyRequest, DutyRequestLine, HtsNumber};
use rulebook::TimelineTopic;
use std::sync::PoisonError;
use tariff::{EditionInfo, TariffLine};

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

pub fn tariff_find(bench: &Workbench, args: TariffFindArgs) -> Result<Vec<TariffLine>, ApiError> {
    let tariff = bench.tariff.read().unwrap_or_else(PoisonError::into_inner);
    Ok(tariff.find(&args.text, args.on, args.limit.min(MOST_HITS) as usize))
}

pub fn tariff_line(bench: &Workbench, args: TariffLineArgs) -> Result<TariffLineAnswer, ApiError> {
    let tariff = bench.tariff.read().unwrap_or_else(PoisonError::into_inner);
    let number: HtsNumber = args.hts.parse().map_err(ApiError::refused)?;
    let line = tariff.line(&number, args.on).ok_or_else(|| {
        let closest = tariff.closest(&number, args.on);
        let offer = if closest.is_empty() { String::new() } else { format!(" The closest are {}.", closest.join(", ")) };
        ApiError::new("not-found", format!("{number} is in no edition loaded for {}.{offer}", args.on))
    })?;
    let duty = match args.origin.as_deref().map(str::trim).filter(|o| !o.is_empty()) {
        None => None,
        Some(origin) => {
            let country = Country::parse(origin).ok_or_else(|| ApiError::refused(format!("`{origin}` is not a country.")))?;
            Some(tariff.duty(&DutyRequest {
                id: number.to_string(),
                entry_date: args.on,
                entry_type: "11".into(),
                mode: None,
                loaded_on: None,
                lines: vec![DutyRequestLine {
                    hts: number.to_string(),
                    origin: country.code().into(),
                    entered_value_usd: args.value.unwrap_or(Decimal::ONE_HUNDRED),
                    quantities: Vec::new(),
                    programs: Vec::new(),
                    claims: Vec::new(),
                }],
            }))
        }
    };
    Ok(TariffLineAnswer { line, duty })
}

pub fn editions(bench: &Workbench, _: Nothing) -> Result<Vec<EditionInfo>, ApiError> {
    Ok(bench.tariff.read().unwrap_or_else(PoisonError::into_inner).editions())
}

/// Loads an official tariff edition and keeps its file in the desk.
pub fn import_edition(bench: &Workbench, args: TicketArgs, report: &Reporter<'_>) -> Result<EditionInfo, ApiError> {
    let file = bench.offered(&args.ticket)?;
    if report.at(0, 2, "Reading the edition") {
        return Err(ApiError::cancelled());
    }
    let (edition, _) = tariff::Edition::import(&file.ticket.name, &file.bytes)?;
    let info = edition.info();
    if report.at(1, 2, "Storing the edition") {
        return Err(ApiError::cancelled());
    }
    bench.desk.keep_reference_file("hts-edition", &file.ticket.name, &file.bytes, &bench.act())?;
    bench.tariff.write().unwrap_or_else(PoisonError::into_inner).add_edition(edition);
    report.at(2, 2, "Done");
    Ok(info)
}

/// CBP's reports of agency flags that are kept in the desk, in the order they were loaded.
pub fn pga_reports(bench: &Workbench, _: Nothing) -> Result<Vec<PgaReportInfo>, ApiError> {
    Ok(law::reports(&bench.desk)?.into_iter().map(pga_info).collect())
}

fn pga_info(report: law::KeptReport) -> PgaReportInfo {
    let law::KeptReport { file, summary, in_force, .. } = report;
    PgaReportInfo { file, edition: summary.edition, numbers: summary.numbers as u64, flagged: summary.flagged as u64, flags: summary.codes, in_force }
}

/// Loads CBP's report of agency flags, keeps its file in the desk, and decides by it from now on.
pub fn import_pga(bench: &Workbench, args: TicketArgs, report: &Reporter<'_>) -> Result<PgaReportInfo, ApiError> {
    let file = bench.offered(&args.ticket)?;
    if report.at(0, 2, "Reading the report") {
        return Err(ApiError::cancelled());
    }
    let (_, summary) = rulebook::PgaTable::read(&file.ticket.name, &file.bytes)?;
    if report.at(1, 2, "Storing the report") {
        return Err(ApiError::cancelled());
    }
    bench.desk.keep_reference_file(law::PGA_REPORT, &file.ticket.name, &file.bytes, &bench.act())?;
    bench.reload_law()?;
    report.at(2, 2, "Done");
    let kept = law::reports(&bench.desk)?.into_iter().filter(|r| r.summary == summary).map(pga_info).next_back();
    kept.ok_or_else(|| ApiError::not_found(format!("The report {}", file.ticket.name)))
}
