//! The firm's own rules: shown, saved, and tried on what is stored.

use super::deciding;
use crate::contract::*;
use crate::{ApiError, Reporter, Workbench, law};
use chrono::{Days, NaiveDate};
use customs::Shipment;
use customs::shipment::Batch;
use desk::{ShipmentQuery, SortKey};
use rulebook::{FirmRules, Rulebook};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a dry run at most; the count is of all.
const MOST_ROWS: usize = 500;
/// Days around the period whose shipments count toward persons and lots, as they did when the period was decided.
const DAYS_AROUND: u64 = 60;
/// Shipments read from the desk at a time.
const CHUNK: usize = 2_000;

pub fn firm_rules(bench: &Workbench, _: Nothing) -> Result<FirmRulesView, ApiError> {
    let text = law::firm_rules_text(&bench.desk)?.unwrap_or_default();
    let book = bench.rulebook();
    Ok(FirmRulesView { rules: book.read_firm_rules(law::FIRM_RULES_FILE, &text)?, text, rulebook: book.stamp() })
}

/// Stores the firm's rules, all of them, and decides by them from now on. What was decided stays as it is until it is decided anew.
pub fn firm_rules_save(bench: &Workbench, args: FirmRulesArgs) -> Result<FirmRulesView, ApiError> {
    let (text, _) = tried(bench, args.rules)?;
    bench.desk.set_setting(law::FIRM_RULES, &text, &bench.act())?;
    bench.reload_law()?;
    firm_rules(bench, Nothing {})
}

/// The text of rules a person drew up, and the law with them on top.
fn tried(bench: &Workbench, rules: FirmRules) -> Result<(String, Rulebook), ApiError> {
    let rules = rules.tidied();
    let book = law::base(&bench.desk)?;
    book.check_firm_rules(&rules)?;
    let name = bench.desk.firm()?.name;
    let text = rules.to_toml(if name.trim().is_empty() { "The firm" } else { name.trim() });
    let book = if text.is_empty() { book } else { book.with_overlay(law::FIRM_RULES_FILE, &text)? };
    Ok((text, book))
}

/// Which stored shipments of a period would go another way under other rules of the firm. Nothing is stored.
pub fn rules_dry_run(bench: &Workbench, args: DryRunArgs, report: &Reporter<'_>) -> Result<DryRunAnswer, ApiError> {
    if args.to < args.from {
        return Err(ApiError::refused(format!("The period ends on {}, before it begins on {}.", args.to, args.from)));
    }
    let (_, then_book) = tried(bench, args.rules)?;
    let now_book = bench.rulebook();
    let within = arriving(bench, Some(args.from), Some(args.to))?;
    let around = arriving(bench, args.from.checked_sub_days(Days::new(DAYS_AROUND)), args.to.checked_add_days(Days::new(DAYS_AROUND)))?;
    let own: BTreeSet<i64> = within.iter().copied().collect();
    let rest: Vec<i64> = around.into_iter().filter(|id| !own.contains(id)).collect();
    let total = within.len() + rest.len();
    let mut bills = BTreeMap::new();
    let shipments = read(bench, &within, &mut bills, &|done| report.at(done, total, "Reading shipments"))?;
    let history = read(bench, &rest, &mut bills, &|done| report.at(within.len() + done, total, "Reading shipments"))?;
    let (ids, shipments): (Vec<i64>, Vec<Shipment>) = shipments.into_iter().unzip();
    let batch = Batch { shipments, history: history.into_iter().map(|(_, s)| s).collect() };
    if report.at(0, 2, "Deciding by the rules in force") {
        return Err(stopped());
    }
    let now = eligibility::judge(&batch, &now_book);
    if report.at(1, 2, "Deciding by the rules tried") {
        return Err(stopped());
    }
    let then = eligibility::judge(&batch, &then_book);
    let differ: Vec<usize> = (0..then.len()).filter(|at| now.route(*at) != then.route(*at)).collect();
    let shown: Vec<(i64, usize)> = differ.iter().take(MOST_ROWS).filter_map(|at| Some((*ids.get(*at)?, *at))).collect();
    let places: BTreeMap<i64, usize> = shown.iter().copied().collect();
    let rows = bench.desk.shipment_rows(&shown.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
    let rows = rows
        .into_iter()
        .filter_map(|row| {
            let at = *places.get(&row.id)?;
            let because = then.explain(at)?.tests.into_iter().find(|t| t.id == FIRM_TEST).map(|t| t.because).unwrap_or_default();
            Some(DryRunRow { id: row.id, bill: row.bill, client: row.client, arrival: row.arrival, now: now.route(at)?, then: then.route(at)?, because })
        })
        .collect();
    report.at(2, 2, "Done");
    let (shipments, differ) = (then.len() as u64, differ.len() as u64);
    Ok(DryRunAnswer { shipments, differ, rows, sentence: sentence(shipments, differ, args.from, args.to) })
}

/// Decides stored shipments of a period anew by the law and the firm's rules as they stand. New decisions are appended where
/// they differ; nothing of the old ones is lost. What was filed is not decided again: it stands by the law it was filed under.
pub fn decide_again(bench: &Workbench, args: PeriodArgs, report: &Reporter<'_>) -> Result<DecidedAgain, ApiError> {
    if let (Some(from), Some(to)) = (args.from, args.to)
        && to < from
    {
        return Err(ApiError::refused(format!("The period ends on {to}, before it begins on {from}.")));
    }
    let open = bench.desk.not_filed(&arriving(bench, args.from, args.to)?)?;
    let mut by_client: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (id, client) in &open {
        by_client.entry(*client).or_default().push(*id);
    }
    let (total, mut done, mut differ) = (open.len(), 0, BTreeSet::new());
    for (client, ids) in by_client {
        // Each part is one change with its own event: stopped half-way, what was decided stays, and is on record.
        for part in ids.chunks(CHUNK) {
            if report.at(done, total, "Deciding anew") {
                return Ok(again(done as u64, differ.len() as u64, true));
            }
            let stored: Vec<(i64, Shipment)> = bench.desk.bare_shipments(part)?.into_iter().map(|(id, _, shipment)| (id, shipment)).collect();
            let mut outcome = deciding::decide_stored(bench, client, &stored)?;
            let may: BTreeMap<i64, i64> = bench.desk.not_filed(&outcome.changed.iter().map(|(id, _)| *id).collect::<Vec<_>>())?.into_iter().collect();
            outcome.changed.retain(|(id, _)| may.contains_key(id));
            if !outcome.changed.is_empty() {
                bench.desk.append_decisions(&outcome.changed, &outcome.rulebook, &bench.act())?;
            }
            differ.extend(outcome.changed.iter().map(|(id, _)| *id));
            done += part.len();
        }
    }
    report.at(total, total, "Done");
    Ok(again(total as u64, differ.len() as u64, false))
}

fn again(shipments: u64, differ: u64, stopped: bool) -> DecidedAgain {
    let what = match (shipments, differ) {
        (0, _) => "No stored shipment was decided anew".to_owned(),
        (1, 0) => "One shipment decided anew; its decision stays as it was".to_owned(),
        (n, 0) => format!("{n} shipments decided anew; every decision stays as it was"),
        (n, 1) => format!("{n} shipments decided anew; 1 decision differs and was added to its record"),
        (n, d) => format!("{n} shipments decided anew; {d} decisions differ and were added to their records"),
    };
    let sentence = if stopped { format!("Stopped, as you asked. {what}.") } else { format!("{what}.") };
    DecidedAgain { shipments, differ, stopped, sentence }
}

/// The test of the spec that is about the firm's own rules.
const FIRM_TEST: &str = "firm-rules";

fn stopped() -> ApiError {
    ApiError::new("cancelled", "Stopped, as you asked.")
}

fn sentence(shipments: u64, differ: u64, from: NaiveDate, to: NaiveDate) -> String {
    let day = |d: NaiveDate| d.format("%-d %b %Y").to_string();
    let period = if from == to { format!("on {}", day(from)) } else { format!("between {} and {}", day(from), day(to)) };
    match (shipments, differ) {
        (0, _) => format!("No stored shipment arrived {period}."),
        (1, 0) => format!("With these rules the one decision {period} stays as it is."),
        (n, 0) => format!("With these rules all {n} decisions {period} stay as they are."),
        (n, 1) => format!("With these rules 1 of {n} decisions {period} differs."),
        (n, d) => format!("With these rules {d} of {n} decisions {period} differ."),
    }
}

fn arriving(bench: &Workbench, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Vec<i64>, ApiError> {
    Ok(bench.desk.shipment_ids(&ShipmentQuery { arrival_from: from, arrival_to: to, sort: SortKey::Arrival, ..Default::default() })?)
}

/// Reads shipments. Two clients may each have a parcel of the same bill: the later ones are told apart, as they are not the same parcel.
fn read(bench: &Workbench, ids: &[i64], bills: &mut BTreeMap<String, u32>, stop: &dyn Fn(usize) -> bool) -> Result<Vec<(i64, Shipment)>, ApiError> {
    let mut all = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        if stop(all.len()) {
            return Err(stopped());
        }
        for (id, _, mut shipment) in bench.desk.bare_shipments(chunk)? {
            let met = bills.entry(shipment.id.clone()).or_default();
            *met += 1;
            if *met > 1 {
                shipment.id = format!("{} ({met})", shipment.id);
            }
            all.push((id, shipment));
        }
    }
    Ok(all)
}
