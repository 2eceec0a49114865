//! Tariff editions, product lists of programs and reports of agency flags: loaded, checked, compared.

use crate::contract::*;
use crate::{ApiError, Reporter, Workbench, law, tariff_files};
use chrono::NaiveDate;
use customs::HtsNumber;
use std::collections::BTreeMap;
use std::sync::PoisonError;
use tariff::{EditionInfo, ImportReport, ListInfo, ListReport, RateCoverage};

pub fn editions(bench: &Workbench, _: Nothing) -> Result<Vec<EditionInfo>, ApiError> {
    Ok(bench.tariff.read().unwrap_or_else(PoisonError::into_inner).editions())
}

/// Loads an official tariff edition and keeps its file in the desk.
pub fn import_edition(bench: &Workbench, args: TicketArgs, report: &Reporter<'_>) -> Result<EditionLoaded, ApiError> {
    let file = bench.offered(&args.ticket)?;
    if report.at(0, 2, "Reading the edition") {
        return Err(ApiError::cancelled());
    }
    let (edition, found) = tariff::Edition::import(&file.ticket.name, &file.bytes)?;
    let info = edition.info();
    if report.at(1, 2, "Storing the edition") {
        return Err(ApiError::cancelled());
    }
    bench.desk.keep_reference_file(tariff_files::EDITION, &file.ticket.name, &file.bytes, &bench.act())?;
    let mut tariff = bench.tariff.write().unwrap_or_else(PoisonError::into_inner);
    tariff.add_edition(edition);
    let before = tariff.editions().into_iter().rfind(|e| !e.is_starter && e.name != info.name && e.from <= info.from).map(|e| e.name);
    drop(tariff);
    report.at(2, 2, "Done");
    Ok(EditionLoaded { edition: info, checks: checks(&found), before })
}

/// What the import of a loaded edition checked.
pub fn edition_checks(bench: &Workbench, args: EditionArgs) -> Result<Vec<EditionCheck>, ApiError> {
    let tariff = bench.tariff.read().unwrap_or_else(PoisonError::into_inner);
    let found = tariff.import_report(&args.name).ok_or_else(|| ApiError::not_found(format!("An imported edition `{}`", args.name)))?;
    Ok(checks(found))
}

/// A report of an import as checks to read.
pub fn checks(found: &ImportReport) -> Vec<EditionCheck> {
    let until = found.to.map_or_else(|| "with no later edition known".to_owned(), |to| format!("until before {}", day(to)));
    let rows = format!("{} rows, {} ten-digit lines, in force from {} {until}.", count(found.rows), count(found.lines), day(found.from));
    let units = match found.unknown_units.len() {
        0 => "Every unit of quantity is known.".to_owned(),
        1 => "1 unit of quantity is not known: quantities in it are passed on as they are.".to_owned(),
        more => format!("{more} units of quantity are not known: quantities in them are passed on as they are."),
    };
    vec![
        EditionCheck { title: "Rows".into(), sound: true, sentence: rows, rows: Vec::new() },
        check(
            "Tree",
            &found.without_parent,
            "Every number stands under its own heading.",
            "does not stand under its own heading; its rate may not run down as printed.",
            "do not stand under their own heading; their rates may not run down as printed.",
        ),
        check(
            "Numbers",
            &found.odd_numbers,
            "Every number is one, and none occurs twice.",
            "holds no number, or one that occurs twice.",
            "hold no number, or one that occurs twice.",
        ),
        EditionCheck { title: "Units".into(), sound: found.unknown_units.is_empty(), sentence: units, rows: found.unknown_units.clone() },
        check(
            "Rates and units",
            &found.unit_mismatches,
            "Every rate counts in a unit its line reports.",
            "has a rate that counts in a unit the line does not report; the quantity is asked for in the unit of the rate.",
            "have rates that count in a unit the line does not report; the quantity is asked for in the unit of the rate.",
        ),
        coverage("General rates, chapters 1 to 97", &found.general),
        coverage("Column 2 rates, chapters 1 to 97", &found.column2),
    ]
}

/// A check that names rows: what is said of none, of one and of more.
fn check(title: &str, rows: &[String], none: &str, one: &str, more: &str) -> EditionCheck {
    let sentence = match rows.len() {
        0 => none.to_owned(),
        1 => format!("1 row {one}"),
        many => format!("{many} rows {more}"),
    };
    EditionCheck { title: title.to_owned(), sound: rows.is_empty(), sentence, rows: rows.to_vec() }
}

/// How much of a column of rates is understood.
fn coverage(title: &str, of: &RateCoverage) -> EditionCheck {
    let points = of.basis_points();
    let sentence = format!(
        "{} of {} printed rates are understood, {}.{:02} %; the others are words and ask for the amount.",
        count(of.understood),
        count(of.printed),
        points / 100,
        points % 100
    );
    EditionCheck { title: title.to_owned(), sound: of.asks.is_empty(), sentence, rows: of.asks.clone() }
}

/// A day as people read it: `8 Jun 2026`.
fn day(on: NaiveDate) -> String {
    on.format("%-d %b %Y").to_string()
}

/// A count as people read it: `35,509`.
fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What changes between two loaded editions for the numbers that stored lines and product lists use.
pub fn edition_differences(bench: &Workbench, args: EditionDifferencesArgs) -> Result<EditionDifferences, ApiError> {
    let mut in_use: BTreeMap<HtsNumber, Vec<NumberUse>> = BTreeMap::new();
    let mut unread = Vec::new();
    for used in bench.desk.numbers_in_use(args.client_id)? {
        let of = NumberUse {
            client: used.client,
            client_id: used.client_id,
            shipments: used.shipments,
            bill: used.bill,
            products: used.products,
            sku: used.sku,
            goods: used.goods,
        };
        match used.hts.parse::<HtsNumber>() {
            // dots or not, it is one number
            Ok(number) => {
                let uses = in_use.entry(number).or_default();
                match uses.iter_mut().find(|u| u.client_id == of.client_id) {
                    Some(known) => {
                        known.shipments += of.shipments;
                        known.products += of.products;
                        if known.sku.is_empty() {
                            known.sku = of.sku;
                        }
                    }
                    None => uses.push(of),
                }
            }
            Err(why) => unread.push(format!("{} ({}): {why}", of.bill, of.client)),
        }
    }
    let numbers: Vec<HtsNumber> = in_use.keys().cloned().collect();
    let tariff = bench.tariff.read().unwrap_or_else(PoisonError::into_inner);
    let missing = || {
        let loaded: Vec<String> = tariff.editions().into_iter().map(|e| e.name).collect();
        let wanted = [&args.earlier, &args.later].into_iter().find(|name| !loaded.contains(name)).unwrap_or(&args.earlier);
        ApiError::new("not-found", format!("There is no edition `{wanted}`. These are loaded: {}.", loaded.join("; ")))
    };
    let whole = tariff.change_count(&args.earlier, &args.later).ok_or_else(missing)?;
    let changes = tariff.differences(&args.earlier, &args.later, &numbers).ok_or_else(missing)?;
    let changes = changes
        .into_iter()
        .map(|change| {
            let uses = change.number.parse::<HtsNumber>().ok().and_then(|number| in_use.remove(&number)).unwrap_or_default();
            UsedChange { change, uses }
        })
        .collect();
    Ok(EditionDifferences { earlier: args.earlier, later: args.later, whole, looked_at: numbers.len() as u64, changes, unread })
}

/// The product lists of additional-duty programs, and which of them are at hand.
pub fn program_lists(bench: &Workbench, _: Nothing) -> Result<Vec<ListInfo>, ApiError> {
    Ok(bench.tariff.read().unwrap_or_else(PoisonError::into_inner).program_lists())
}

/// Loads a product list of an additional-duty program and keeps its file in the desk; a newer one takes its place.
pub fn import_program_list(bench: &Workbench, args: ImportListArgs, report: &Reporter<'_>) -> Result<ListReport, ApiError> {
    let file = bench.offered(&args.ticket)?;
    if report.at(0, 2, "Reading the list") {
        return Err(ApiError::cancelled());
    }
    let name = match args.list.as_deref().map(str::trim).filter(|l| !l.is_empty()) {
        Some(list) => format!("{list}.{}", file.ticket.name),
        None => file.ticket.name.clone(),
    };
    let mut tariff = bench.tariff.read().unwrap_or_else(PoisonError::into_inner).clone();
    let found = tariff.add_program_list(&name, &file.bytes)?;
    if report.at(1, 2, "Storing the list") {
        return Err(ApiError::cancelled());
    }
    let kept = if name.starts_with(&format!("{}.", found.list)) { name } else { format!("{}.{name}", found.list) };
    bench.desk.keep_reference_file(tariff_files::PROGRAM_LIST, &kept, &file.bytes, &bench.act())?;
    bench.tariff.write().unwrap_or_else(PoisonError::into_inner).add_program_list(&kept, &file.bytes)?;
    report.at(2, 2, "Done");
    Ok(found)
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
