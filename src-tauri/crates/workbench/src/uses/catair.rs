//! Entries as files for the filing software.

use crate::contract::*;
use crate::{ApiError, Reporter, Workbench};
use customs::{EntryState, EntrySummary};
use paperwork::catair::{self, Application, CatairOptions};

/// Entries one file holds at most.
const MOST: usize = 9_999;

/// Writes a file, or says every reason against it. A file that would be rejected is not written.
pub fn catair_export(bench: &Workbench, args: CatairArgs, report: &Reporter<'_>) -> Result<CatairAnswer, ApiError> {
    let (answer, text) = file(bench, &args, report)?;
    let Some(text) = text else { return Ok(answer) };
    let application = application(args.kind);
    let name = format!("{} {}.txt", catair::code(application), stamp(bench.now()));
    let path = bench.write_document("exports", &name, text.as_bytes())?;
    Ok(CatairAnswer { path: Some(path.display().to_string()), ..answer })
}

/// The text of a file, or the reasons against it.
pub fn file(bench: &Workbench, args: &CatairArgs, report: &Reporter<'_>) -> Result<(CatairAnswer, Option<String>), ApiError> {
    if args.numbers.is_empty() || args.numbers.len() > MOST {
        return Err(ApiError::refused(format!("Choose the entries to write: at least one, and {MOST} at most.")));
    }
    let mut reasons = Vec::new();
    let mut summaries: Vec<EntrySummary> = Vec::with_capacity(args.numbers.len());
    for (i, number) in args.numbers.iter().enumerate() {
        if report.at(i, args.numbers.len(), "Writing records") {
            return Err(ApiError::cancelled());
        }
        let stored = bench.desk.entry(number)?;
        let mut against = |because: String| {
            reasons.push(CatairReason { entry: number.clone(), record: String::new(), field: "state of the entry".into(), because });
        };
        match stored.state {
            EntryState::Draft => against("it is a draft: complete it and mark it ready first".into()),
            EntryState::Void => against("it is void: nothing is filed under its number".into()),
            _ if stored.row.stale => against("it is out of date: a shipment on it was decided anew, build it again first".into()),
            _ => {}
        }
        if args.numbers.iter().take(i).any(|earlier| earlier == number) {
            against("it is chosen twice".into());
        }
        summaries.push(stored.summary);
    }
    let options = CatairOptions { trip: args.trip.clone().unwrap_or_default(), packages_per_bill: args.packages_per_bill, replaces: args.replaces };
    let written = catair::write(application(args.kind), &summaries, &bench.desk.firm()?, &options);
    let entries = summaries.len() as u64;
    report.at(args.numbers.len(), args.numbers.len(), "Done");
    match written {
        Ok(file) if reasons.is_empty() => {
            let answer = CatairAnswer { path: None, entries, records: file.records as u64, reasons, notes: file.notes };
            Ok((answer, Some(file.text)))
        }
        Ok(_) => Ok((CatairAnswer { path: None, entries, records: 0, reasons, notes: Vec::new() }, None)),
        Err(faults) => {
            reasons.extend(faults.into_iter().map(|f| CatairReason { entry: f.entry, record: f.record, field: f.field, because: f.because }));
            let place = |number: &str| args.numbers.iter().position(|n| n == number);
            reasons.sort_by_key(|r| place(&r.entry));
            Ok((CatairAnswer { path: None, entries, records: 0, reasons, notes: Vec::new() }, None))
        }
    }
}

fn application(kind: CatairKind) -> Application {
    match kind {
        CatairKind::Ae => Application::Ae,
        CatairKind::Se => Application::Se,
    }
}
