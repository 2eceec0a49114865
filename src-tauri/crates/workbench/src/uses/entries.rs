//! Entries: planned, made, shown, printed, followed.

use crate::contract::*;
use crate::prepare::{self, Candidate, Goods, Grouping, Kind, Making};
use crate::uses::following;
use crate::{ApiError, Reporter, Workbench};
use chrono::NaiveDate;
use customs::{Client, Decimal, DutyComponent, DutyLine, DutyResult, EntryFact, EntryNumber, EntrySummary, FilerCode, Firm};
use desk::{EntryQuery, EntryRow, NewEntry, StoredShipment};
use paperwork::Stamp;
use rulebook::{Param, Status};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

/// A shipment that can be entered.
struct Member {
    stored: StoredShipment,
    entry_date: NaiveDate,
    /// The master bill that the merchant's file names, empty where it names none.
    master_bill: String,
    /// What it came by, as far as the desk knows.
    conveyance: String,
    /// The port of entry, the firm's own where the file names none.
    port: String,
}

impl Member {
    fn candidate(&self) -> Candidate<'_> {
        Candidate {
            id: self.stored.id,
            client_id: self.stored.row.client_id,
            shipment: &self.stored.shipment,
            decision: &self.stored.decision,
            port: &self.port,
            entered_on: None,
            conveyance: &self.conveyance,
        }
    }
}

/// An entry that can be made, with the duty found for it.
struct Planned<'a> {
    members: Vec<&'a Member>,
    kind: Kind,
    goods: Goods,
    duty: DutyResult,
}

impl Planned<'_> {
    fn candidates(&self) -> Vec<Candidate<'_>> {
        self.members.iter().map(|m| m.candidate()).collect()
    }

    fn entered_value(&self) -> Decimal {
        self.goods.values().into_iter().sum()
    }
}

/// Sums of a way to enter shipments.
#[derive(Default)]
struct Sums {
    entries: u64,
    formal: u64,
    entered_value: Decimal,
    duty: Decimal,
    fees: Decimal,
}

impl Sums {
    fn of(planned: &[Planned<'_>]) -> Self {
        planned.iter().fold(Self::default(), |sums, entry| Self {
            entries: sums.entries + 1,
            formal: sums.formal + u64::from(!matches!(entry.kind.code.as_str(), "11" | "86")),
            entered_value: sums.entered_value + entry.entered_value(),
            duty: sums.duty + entry.duty.lines.iter().flat_map(|l| &l.components).filter_map(|c| c.duty).sum::<Decimal>(),
            fees: sums.fees + entry.duty.fees.iter().map(|f| f.amount).sum::<Decimal>(),
        })
    }

    fn way(self, grouping: Grouping) -> PlanWay {
        PlanWay {
            grouping,
            entries: self.entries,
            formal: self.formal,
            entered_value: self.entered_value.to_string(),
            duty: self.duty.to_string(),
            fees: self.fees.to_string(),
            total: (self.duty + self.fees).to_string(),
        }
    }
}

pub fn entries_plan(bench: &Workbench, args: EntriesPlanArgs) -> Result<EntriesPlan, ApiError> {
    let firm = bench.desk.firm()?;
    let filer = filer(&firm)?;
    let options = checked(args.options)?;
    let (grouping, merged) = (options.grouping.unwrap_or_default(), options.merge_lines.unwrap_or(false));
    let (members, mut refused) = members(bench, &args.shipment_ids, &firm, &options, &|_, _| false)?;
    let (planned, more) = arrange(bench, &members, grouping, merged)?;
    refused.extend(more);
    let ways = if members.len() > 1 {
        let mut ways = Vec::new();
        for other in [Grouping::Alone, Grouping::Recipient, Grouping::Consignment] {
            let sums = if other == grouping { Sums::of(&planned) } else { Sums::of(&arrange(bench, &members, other, merged)?.0) };
            ways.push(sums.way(other));
        }
        ways
    } else {
        Vec::new()
    };
    let mut clients = Clients::default();
    let mut entries = Vec::new();
    for one in &planned {
        let client = clients.of(bench, one)?;
        // A number that is not drawn: the plan changes nothing.
        let number = EntryNumber::new(filer, 0).map_err(ApiError::refused)?;
        let summary = build(bench, number, one, &firm, client, &options);
        entries.push(PlannedEntry {
            shipment_ids: one.members.iter().map(|m| m.stored.id).collect(),
            bill: one.members.first().map(|m| m.stored.shipment.id.clone()).unwrap_or_default(),
            entry_type: summary.entry_type.clone(),
            because: one.kind.because.clone(),
            recipient: recipients(&one.members),
            lines: summary.lines.len() as u64,
            shipment_lines: one.goods.lines.iter().map(|l| l.parts.len() as u64).sum(),
            entered_value: summary.total_entered_value.to_string(),
            duty: summary.duty.to_string(),
            fees: summary.other.to_string(),
            total: summary.total.to_string(),
            lacks: prepare::lacks(&summary),
            assumptions: summary.assumptions,
        });
    }
    let warnings = if grouping == Grouping::Alone { separate_warnings(bench, &members) } else { Vec::new() };
    let note = match grouping {
        Grouping::Alone => "Each shipment gets an entry of its own, by its own bill (19 CFR 141.52).",
        Grouping::Recipient => "What one recipient gets by one conveyance goes on one entry (19 CFR 141.51).",
        Grouping::Consignment => "All that one importer brings in by one conveyance, at one port on one day, goes on one entry.",
    };
    let merging = if merged { " Lines of one tariff number and origin are put together; each keeps the trail to its shipments." } else { "" };
    Ok(EntriesPlan { entries, refused, warnings, ways, note: format!("{note}{merging}") })
}

/// Who gets the goods of an entry: a name, or how many there are.
fn recipients(members: &[&Member]) -> String {
    let names: BTreeSet<String> = members.iter().filter_map(|m| m.stored.shipment.consignee.as_deref().and_then(|c| c.name.clone())).collect();
    match names.len() {
        0 | 1 => names.into_iter().next().unwrap_or_default(),
        n => format!("{n} recipients"),
    }
}

/// What must be known about entering shipments one by one.
fn separate_warnings(bench: &Workbench, members: &[Member]) -> Vec<String> {
    let candidates: Vec<(Candidate<'_>, NaiveDate)> = members.iter().map(|m| (m.candidate(), m.entry_date)).collect();
    let worth = |m: &Member| Goods::of(&[&m.stored.shipment], m.entry_date, "11", false).map(|g| g.values().into_iter().sum()).unwrap_or_default();
    let values: Vec<Decimal> = members.iter().map(worth).collect();
    prepare::owed_on_one_entry(&candidates, &values, &bench.rulebook())
}

pub fn entries_make(bench: &Workbench, args: EntriesMakeArgs, report: &Reporter<'_>) -> Result<EntriesMade, ApiError> {
    let firm = bench.desk.firm()?;
    filer(&firm)?;
    let options = checked(args.options)?;
    let (members, mut refused) = members(bench, &args.shipment_ids, &firm, &options, &|done, of| report.at(done, of, "Computing duty"))?;
    let (planned, more) = arrange(bench, &members, options.grouping.unwrap_or_default(), options.merge_lines.unwrap_or(false))?;
    refused.extend(more);
    if planned.is_empty() {
        return Ok(EntriesMade { made: Vec::new(), refused });
    }
    let mut clients = Clients::default();
    for one in &planned {
        clients.of(bench, one)?;
    }
    if report.at(0, planned.len(), "Making entries") {
        return Err(ApiError::cancelled());
    }
    let drafts: Vec<NewEntry> = planned
        .iter()
        .map(|one| NewEntry {
            client_id: one.members.first().map(|m| m.stored.row.client_id).unwrap_or_default(),
            shipment_ids: one.members.iter().map(|m| m.stored.id).collect(),
        })
        .collect();
    let numbers = bench.desk.create_entries(&drafts, &bench.act(), &mut |place, number| {
        let one = planned.get(place).ok_or_else(|| desk::DeskError::refused("an entry without a shipment"))?;
        let client_id = one.members.first().map(|m| m.stored.row.client_id).unwrap_or_default();
        let client = clients.0.get(&client_id).ok_or_else(|| desk::DeskError::refused("a shipment without a client"))?;
        Ok(build(bench, number.clone(), one, &firm, client, &options))
    })?;
    let made = bench.desk.entries(&EntryQuery { numbers: numbers.iter().map(ToString::to_string).collect(), ..Default::default() })?;
    report.at(planned.len(), planned.len(), "Done");
    Ok(EntriesMade { made, refused })
}

pub fn entries(bench: &Workbench, args: EntriesArgs) -> Result<Vec<EntryRow>, ApiError> {
    Ok(bench.desk.entries(&EntryQuery { client_id: args.client_id, states: args.state.into_iter().collect(), text: args.text, ..Default::default() })?)
}

pub fn entry(bench: &Workbench, args: NumberArgs) -> Result<EntryDetail, ApiError> {
    let stored = bench.desk.entry(&args.number)?;
    let mut shipments = Vec::new();
    for row in bench.desk.shipment_rows(&stored.shipments)? {
        shipments.push(ShipmentName { id: row.id, bill: row.bill });
    }
    let dates = bench.desk.entry_dates(&args.number)?;
    Ok(EntryDetail {
        lacks: prepare::lacks(&stored.summary),
        next_states: stored.state.next(),
        awaits_summary: dates.facts.contains_key(&EntryFact::Filed) && !dates.facts.contains_key(&EntryFact::Summary) && stored.state.is_live(),
        deadlines: following::due_on(&bench.rulebook(), &dates),
        notes: bench.desk.notes(&format!("entry:{}", args.number))?,
        summary: stored.summary,
        client_id: stored.row.client_id,
        client: stored.row.client,
        state: stored.state,
        stale: stored.row.stale,
        shipments,
        history: stored.history,
        steps: stored.steps,
        today: bench.today(),
    })
}

pub fn entry_save(bench: &Workbench, args: EntrySaveArgs) -> Result<EntryDetail, ApiError> {
    let (number, before) = (args.number.clone(), bench.desk.entry(&args.number)?.summary);
    let summary = prepare::saved_by_hand(&before, args).map_err(|wrong| ApiError::refused(format!("Nothing was saved. {}.", wrong.join(". "))))?;
    bench.desk.rebuild_entry(&summary, &bench.act())?;
    entry(bench, NumberArgs { number })
}

/// Builds an entry again from its shipments as they now stand. What was filled by hand is kept.
pub fn entry_rebuild(bench: &Workbench, args: NumberArgs) -> Result<EntryDetail, ApiError> {
    let stored = bench.desk.entry(&args.number)?;
    let old = stored.summary;
    let firm = bench.desk.firm()?;
    let options = EntryOptions {
        // An entry date that followed the arrival follows it again.
        entry_date: (old.import_date != Some(old.entry_date)).then_some(old.entry_date),
        merge_lines: Some(old.lines_merged),
        low_value: Some(old.entry_type == "86"),
        carrier: Some(old.carrier.clone()),
        master_bill: old.bills.first().filter(|bill| !old.shipments.contains(bill)).cloned(),
        packages_per_bill: old.packages_per_bill().map(|(each, _)| each),
        package_kind: old.packages_per_bill().map(|(_, kind)| kind.to_owned()),
        related: old.lines.iter().find(|line| !line.by_hand.iter().any(|block| block == "36C")).and_then(|line| line.related),
        ..Default::default()
    };
    let rows = bench.desk.shipment_rows(&stored.shipments)?;
    let (members, refused) = members_of(bench, &stored.shipments, &firm, &options, Some(&args.number), &|_, _| false)?;
    let hindered = |refused: &[Refusal]| {
        let why: Vec<String> = refused.iter().map(|r| format!("{}: {}", r.bill, r.why)).collect();
        ApiError::refused(format!("{} cannot be built again as it stands. {}. Void it, and enter what still needs an entry.", args.number, why.join("; ")))
    };
    if !refused.is_empty() || members.len() != rows.len() {
        return Err(hindered(&refused));
    }
    let all: Vec<&Member> = members.iter().collect();
    let planned = plan_one(bench, all, old.lines_merged).map_err(|why| hindered(&[Refusal { id: 0, bill: args.number.clone(), why }]))?;
    let client = bench.desk.client(stored.row.client_id)?;
    let mut new = build(bench, old.number.clone(), &planned, &firm, &client, &options);
    prepare::keep_by_hand(&mut new, &old);
    bench.desk.rebuild_entry(&new, &bench.act())?;
    entry(bench, NumberArgs { number: args.number })
}

pub fn block_check(_: &Workbench, args: BlockCheckArgs) -> Result<BlockCheck, ApiError> {
    Ok(match customs::blocks::check(&args.field, &args.text, args.mode) {
        Ok(kept) => BlockCheck { kept, wrong: None },
        Err(why) => BlockCheck { kept: args.text, wrong: Some(why) },
    })
}

pub fn entry_preview(bench: &Workbench, args: NumberArgs) -> Result<Preview, ApiError> {
    let document = form(bench, &args.number)?;
    Ok(Preview { pages: document.pages.iter().map(|p| p.to_svg()).collect(), issues: document.issues })
}

pub fn entry_pdf(bench: &Workbench, args: NumberArgs) -> Result<SavedFile, ApiError> {
    let bytes = pdf(bench, &args.number)?;
    let path = bench.write_document("entries", &format!("{} CBP 7501.pdf", args.number), &bytes)?;
    Ok(SavedFile { path: path.display().to_string() })
}

/// The form of an entry, as it is drawn on screen and paper.
fn form(bench: &Workbench, number: &str) -> Result<paperwork::Document, ApiError> {
    let stored = bench.desk.entry(number)?;
    Ok(paperwork::form_7501(&stored.summary, &paper_stamp(bench, stored.row.changed)?))
}

/// A form as PDF. What cannot be printed is refused with its reasons.
pub fn pdf(bench: &Workbench, number: &str) -> Result<Vec<u8>, ApiError> {
    let document = form(bench, number)?;
    if !document.issues.is_empty() {
        return Err(ApiError::refused(format!("{number} cannot be printed as it stands. {}", document.issues.join(" "))));
    }
    Ok(document.to_pdf(bench.fonts)?)
}

/// What every paper carries: the law it rests on and the head of the journal.
pub fn paper_stamp(bench: &Workbench, prepared_at: chrono::DateTime<chrono::Utc>) -> Result<Stamp, ApiError> {
    let law = bench.rulebook().stamp();
    Ok(Stamp { law_verified_through: law.verified_through, rulebook_version: law.version, journal_head: bench.journal_head()?.1, prepared_at })
}

fn build(bench: &Workbench, number: EntryNumber, one: &Planned<'_>, firm: &Firm, client: &Client, options: &EntryOptions) -> EntrySummary {
    let typed = options.master_bill.as_deref().map(str::trim).filter(|m| !m.is_empty());
    // What a person typed stands above what the file says.
    let master_bill = typed.or(one.members.first().map(|m| m.master_bill.as_str())).unwrap_or_default();
    prepare::summary(
        number,
        &one.candidates(),
        &one.goods,
        &one.duty,
        &Making {
            firm,
            client,
            summary_date: bench.today(),
            carrier: options.carrier.as_deref().map(str::trim).unwrap_or_default(),
            master_bill,
            lines_merged: options.merge_lines.unwrap_or(false),
            packages_per_bill: options.packages_per_bill,
            package_kind: options.package_kind.as_deref().unwrap_or("PKG"),
            related: options.related,
        },
    )
}

/// Parts shipments that can be entered from those that cannot, with the reason for each.
fn members(
    bench: &Workbench,
    ids: &[i64],
    firm: &Firm,
    options: &EntryOptions,
    stop: &dyn Fn(usize, usize) -> bool,
) -> Result<(Vec<Member>, Vec<Refusal>), ApiError> {
    members_of(bench, ids, firm, options, None, stop)
}

/// The options as they are used: the packages as block 34B is written.
fn checked(options: EntryOptions) -> Result<EntryOptions, ApiError> {
    let Some(each) = options.packages_per_bill else { return Ok(options) };
    if each == 0 {
        return Err(ApiError::refused("A house bill has one package at least; leave the packages empty where they are not known."));
    }
    let typed = format!("{each} {}", options.package_kind.as_deref().unwrap_or_default());
    let kept = customs::blocks::check("manifest_quantity", typed.trim(), None).map_err(ApiError::refused)?;
    Ok(EntryOptions { package_kind: kept.split_once(' ').map(|(_, kind)| kind.to_owned()), ..options })
}

/// The same, for shipments of which some are on the entry `but_on` already.
fn members_of(
    bench: &Workbench,
    ids: &[i64],
    firm: &Firm,
    options: &EntryOptions,
    but_on: Option<&str>,
    stop: &dyn Fn(usize, usize) -> bool,
) -> Result<(Vec<Member>, Vec<Refusal>), ApiError> {
    let book = bench.rulebook();
    let mut clients = Clients::default();
    let mut masters: BTreeMap<i64, String> = BTreeMap::new();
    let (mut members, mut refused) = (Vec::new(), Vec::new());
    for (i, id) in ids.iter().enumerate() {
        if stop(i, ids.len()) {
            return Err(ApiError::cancelled());
        }
        let stored = bench.desk.shipment(*id)?;
        let client = clients.get(bench, stored.row.client_id)?;
        let entry_date = options.entry_date.or(stored.shipment.arrival.map(|a| a.local_day())).unwrap_or(bench.today());
        let port = if stored.row.port.is_empty() { firm.default_port.clone() } else { stored.row.port.clone() };
        let candidate = Candidate {
            id: *id,
            client_id: stored.row.client_id,
            shipment: &stored.shipment,
            decision: &stored.decision,
            port: &port,
            entered_on: stored.row.entry_number.as_deref().filter(|number| Some(*number) != but_on),
            conveyance: "",
        };
        let open = entry_date.and_hms_opt(12, 0, 0).and_then(|noon| book.period(Param::TypeEightySix, book.epoch(noon))).and_then(|p| p.status());
        let low_value = options.low_value.unwrap_or(false).then_some(open == Some(Status::InForce));
        let outcome = match prepare::refusal(&candidate, client, entry_date, low_value, &book) {
            Some(why) => Err(why),
            None => prepare::duty_request(&stored.shipment, entry_date, "11").map(|_| ()),
        };
        match outcome {
            Ok(()) => {
                let master_bill = match masters.entry(stored.import_id) {
                    Entry::Occupied(known) => known.get().clone(),
                    Entry::Vacant(free) => free.insert(master_bill(bench, stored.import_id)?).clone(),
                };
                let conveyance = if master_bill.is_empty() { format!("file {}", stored.import_id) } else { master_bill.clone() };
                members.push(Member { stored, entry_date, master_bill, conveyance, port });
            }
            Err(why) => refused.push(Refusal { id: *id, bill: stored.shipment.id.clone(), why }),
        }
    }
    Ok((members, refused))
}

/// Arranges shipments into entries, with the duty of each. One whose duty cannot be computed is refused alone.
fn arrange<'a>(bench: &Workbench, members: &'a [Member], grouping: Grouping, merged: bool) -> Result<(Vec<Planned<'a>>, Vec<Refusal>), ApiError> {
    let candidates: Vec<(Candidate<'_>, NaiveDate)> = members.iter().map(|m| (m.candidate(), m.entry_date)).collect();
    let (mut planned, mut refused) = (Vec::new(), Vec::new());
    for places in prepare::groups(&candidates, grouping) {
        let group: Vec<&Member> = places.iter().filter_map(|place| members.get(*place)).collect();
        match plan_one(bench, group.clone(), merged) {
            Ok(one) => planned.push(one),
            Err(_) => {
                let mut fit = Vec::new();
                for member in group {
                    match plan_one(bench, vec![member], merged) {
                        Ok(_) => fit.push(member),
                        Err(why) => refused.push(Refusal { id: member.stored.id, bill: member.stored.shipment.id.clone(), why }),
                    }
                }
                if !fit.is_empty() {
                    let bills: Vec<String> = fit.iter().map(|m| m.stored.shipment.id.clone()).collect();
                    planned.push(plan_one(bench, fit, merged).map_err(|why| ApiError::refused(format!("{}: {why}", bills.join(", "))))?);
                }
            }
        }
    }
    Ok((planned, refused))
}

/// One entry with its type and duty; why not, where the duty cannot be computed.
fn plan_one<'a>(bench: &Workbench, members: Vec<&'a Member>, merged: bool) -> Result<Planned<'a>, String> {
    let tariff = bench.tariff.read().unwrap_or_else(PoisonError::into_inner);
    let book = bench.rulebook();
    let shipments: Vec<&customs::Shipment> = members.iter().map(|m| &m.stored.shipment).collect();
    let entry_date = members.first().map(|m| m.entry_date).ok_or_else(|| "there is no shipment".to_owned())?;
    let goods = Goods::of(&shipments, entry_date, "11", merged)?;
    let candidates: Vec<Candidate<'_>> = members.iter().map(|m| m.candidate()).collect();
    let of: Vec<&Candidate<'_>> = candidates.iter().collect();
    let values = goods.values();
    let worth: Decimal = values.iter().sum();
    let first = prepare::kind(&of, worth, None, &values, entry_date, &book);
    if of.iter().any(|c| c.is_free()) {
        let goods = goods.as_type(&first.code);
        let duty = free_of_duty(&goods);
        return Ok(Planned { members, kind: first, goods, duty });
    }
    let mut goods = goods.as_type(&first.code);
    let mut duty = owed(tariff.duty(&goods.request))?;
    // A limit for articles of Chapter 99 can only be applied once the duty is known.
    let kind = prepare::kind(&of, worth, Some(&duty), &values, entry_date, &book);
    if kind.code != first.code {
        goods = goods.as_type(&kind.code);
        duty = owed(tariff.duty(&goods.request))?;
    }
    Ok(Planned { members, kind, goods, duty })
}

/// What passes free owes nothing: its numbers with the rate `Free`.
fn free_of_duty(goods: &Goods) -> DutyResult {
    let line = |asked: &customs::DutyRequestLine| DutyLine {
        hts: asked.hts.clone(),
        components: vec![DutyComponent {
            code: asked.hts.clone(),
            name: "Free under section 321".into(),
            rate: "Free".into(),
            duty: Some(Decimal::ZERO),
            citations: Vec::new(),
        }],
        duty: Some(Decimal::ZERO),
        ..Default::default()
    };
    DutyResult { id: goods.request.id.clone(), lines: goods.request.lines.iter().map(line).collect(), ..Default::default() }
}

/// The master bill that the title rows of a merchant's file name.
fn master_bill(bench: &Workbench, import_id: i64) -> Result<String, ApiError> {
    let (_, source) = bench.desk.import_reading(import_id)?;
    let source: serde_json::Value = serde_json::from_str(&source)?;
    Ok(source["master_bill"].as_str().unwrap_or_default().to_owned())
}

/// The firm's filer code, without which nothing can be entered.
fn filer(firm: &Firm) -> Result<&FilerCode, ApiError> {
    firm.filer_code
        .as_ref()
        .filter(|_| !firm.name.is_empty())
        .ok_or_else(|| ApiError::refused("Entries need the firm's name, filer code and number range. Set them up in Settings."))
}

/// The duty, unless it is not known: a number that is none, or a rate that needs a quantity nobody gave.
fn owed(duty: DutyResult) -> Result<DutyResult, String> {
    if let Some(error) = &duty.error {
        return Err(error.clone());
    }
    match duty.lines.iter().flat_map(|l| &l.components).find(|c| c.duty.is_none()) {
        Some(open) => Err(format!("the duty of {} at {} cannot be computed without its quantity", open.code, open.rate)),
        None => Ok(duty),
    }
}

#[derive(Default)]
struct Clients(BTreeMap<i64, Client>);

impl Clients {
    fn get(&mut self, bench: &Workbench, id: i64) -> Result<&Client, ApiError> {
        Ok(match self.0.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(bench.desk.client(id)?),
        })
    }

    /// The importer of a planned entry.
    fn of(&mut self, bench: &Workbench, planned: &Planned<'_>) -> Result<&Client, ApiError> {
        self.get(bench, planned.members.first().map(|m| m.stored.row.client_id).unwrap_or_default())
    }
}
