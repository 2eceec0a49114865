//! Entries followed from draft to closed: steps, deadlines, notes.

use crate::contract::*;
use crate::prepare;
use crate::uses::entries::entry;
use crate::{ApiError, Workbench};
use chrono::NaiveDate;
use customs::{Confidence, EntryState};
use desk::{EntryDates, EntryMove, NoteRow};
use rulebook::{Due, EntryFacts, Rulebook};

/// How many of what is due Today shows.
const URGENT: usize = 12;

/// How many days ahead are shown as this week.
const WEEK: i64 = 7;

/// Moves one entry on.
pub fn entry_state(bench: &Workbench, args: EntryStateArgs) -> Result<EntryDetail, ApiError> {
    let step = EntryMove { number: args.number.clone(), to: args.state, on: args.on.unwrap_or_else(|| bench.today()), note: args.note };
    if let Some(why) = refusal(bench, &step)? {
        return Err(ApiError::refused(why));
    }
    take(bench, &[step], args.with_summary.unwrap_or(false))?;
    entry(bench, NumberArgs { number: args.number })
}

/// Moves many entries on: all that can take the step, together; the others are named with their reasons.
pub fn entries_state(bench: &Workbench, args: EntriesStateArgs) -> Result<EntriesMoved, ApiError> {
    let on = args.on.unwrap_or_else(|| bench.today());
    let (mut steps, mut stayed) = (Vec::new(), Vec::new());
    for number in args.numbers {
        let step = EntryMove { number, to: args.state, on, note: args.note.clone() };
        match refusal(bench, &step)? {
            Some(why) => stayed.push(Stayed { number: step.number, why }),
            None => steps.push(step),
        }
    }
    if !args.dry_run.unwrap_or(false) {
        take(bench, &steps, args.with_summary.unwrap_or(false))?;
    }
    Ok(EntriesMoved { moved: steps.into_iter().map(|s| s.number).collect(), stayed })
}

/// Why an entry cannot take a step; `None` where it can.
pub fn refusal(bench: &Workbench, step: &EntryMove) -> Result<Option<String>, ApiError> {
    if let Some(why) = bench.desk.move_refusal(step, bench.today())? {
        return Ok(Some(why));
    }
    if step.to != EntryState::Ready {
        return Ok(None);
    }
    let lacking = prepare::problems(&bench.desk.entry(&step.number)?.summary);
    Ok((!lacking.is_empty()).then(|| format!("{} cannot be marked ready. {}", step.number, lacking.join(" "))))
}

/// Takes steps that were found possible; all of them, or none.
pub fn take(bench: &Workbench, steps: &[EntryMove], with_summary: bool) -> Result<(), ApiError> {
    let (act, today) = (bench.act(), bench.today());
    if with_summary && steps.iter().all(|step| step.to == EntryState::Filed) {
        bench.desk.file_live(steps, "filed with the entry", today, &act)?;
    } else {
        bench.desk.move_entries(steps, today, &act)?;
    }
    Ok(())
}

/// Records that the entry summary was filed.
pub fn entry_summary_filed(bench: &Workbench, args: SummaryFiledArgs) -> Result<EntryDetail, ApiError> {
    bench.desk.record_summary(&args.number, args.on.unwrap_or_else(|| bench.today()), &args.note, bench.today(), &bench.act())?;
    entry(bench, NumberArgs { number: args.number })
}

/// Takes back the last step of an entry, which was recorded by mistake.
pub fn entry_take_back(bench: &Workbench, args: TakeBackArgs) -> Result<EntryDetail, ApiError> {
    bench.desk.take_back_step(&args.number, &args.why, &bench.act())?;
    entry(bench, NumberArgs { number: args.number })
}

/// Takes back the last step of many entries together: a step for all of them was recorded by mistake.
pub fn entries_take_back(bench: &Workbench, args: EntriesTakeBackArgs) -> Result<Sentence, ApiError> {
    let recorded = [Some(args.state), None];
    bench.desk.take_back_steps(&args.numbers, if args.with_summary { &recorded } else { &recorded[..1] }, &args.why, &bench.act())?;
    let many = args.numbers.len();
    Ok(Sentence { sentence: if many == 1 { "The step is taken back.".into() } else { format!("The step of {many} entries is taken back.") } })
}

/// The deadlines of an entry that have begun, met or not.
pub fn due_on(book: &Rulebook, entry: &EntryDates) -> Vec<Due> {
    let facts = EntryFacts { entry_type: &entry.entry_type, periodic: entry.is_periodic(), owed: entry.owes(), dates: &entry.facts };
    let mut due = book.deadlines(&facts);
    if entry.state == EntryState::Void {
        due.clear();
    }
    // An entry that went on before its dates were kept has no day of filing; it is not late for that.
    if !entry.state.is_open_to_change() && !entry.facts.contains_key(&customs::EntryFact::Filed) {
        due.retain(|d| d.id != "entry");
    }
    due
}

/// Everything that is still due: on entries, and by notes that want to be seen again.
pub fn deadlines(bench: &Workbench, _: Nothing) -> Result<DueList, ApiError> {
    let (book, today) = (bench.rulebook(), bench.today());
    let mut items = Vec::new();
    for dates in bench.desk.live_entry_dates()? {
        for due in due_on(&book, &dates).into_iter().filter(|d| d.met.is_none()) {
            let days = (due.due - today).num_days();
            // A right that has lapsed is no longer due.
            if due.right && days < 0 {
                continue;
            }
            items.push(DueItem {
                subject: dates.number.clone(),
                number: dates.number.clone(),
                client: dates.client.clone(),
                state: Some(dates.state),
                id: due.id,
                name: due.name,
                right: due.right,
                due: due.due,
                days,
                counted: due.counted,
                confidence: due.confidence,
            });
        }
    }
    for note in bench.desk.notes_due()? {
        items.extend(noted(&note, today));
    }
    items.sort_by(|a, b| (a.due, &a.subject, &a.id).cmp(&(b.due, &b.subject, &b.id)));
    let count = |within: &dyn Fn(i64) -> bool| items.iter().filter(|i| within(i.days)).count() as u64;
    Ok(DueList { overdue: count(&|d| d < 0), today: count(&|d| d == 0), week: count(&|d| (1..=WEEK).contains(&d)), later: count(&|d| d > WEEK), items })
}

/// A note that wants to be seen again, as something due.
fn noted(note: &NoteRow, today: NaiveDate) -> Option<DueItem> {
    let due = note.due?;
    let number = note.subject.strip_prefix("entry:").unwrap_or_default().to_owned();
    Some(DueItem {
        subject: if number.is_empty() { note.subject.clone() } else { number.clone() },
        number,
        client: String::new(),
        state: None,
        id: "note".into(),
        name: "Note".into(),
        right: false,
        due,
        days: (due - today).num_days(),
        counted: note.text.clone(),
        confidence: Confidence::Primary,
    })
}

/// The same for Today: the counts of all, and the most urgent.
pub fn most_urgent(bench: &Workbench) -> Result<DueList, ApiError> {
    let mut list = deadlines(bench, Nothing {})?;
    list.items.retain(|item| item.days <= WEEK);
    // What is overdue longest would push out what can still be met: today and this week come first.
    list.items.sort_by_key(|item| (item.days < 0, item.due));
    let late = list.items.iter().filter(|i| i.days < 0).count();
    let ahead = list.items.len() - late;
    let shown_ahead = ahead.min(URGENT / 2 + (URGENT / 2).saturating_sub(late));
    let overdue = list.items.split_off(ahead);
    list.items.truncate(shown_ahead);
    // Of what is late, the latest first: the older ones are in the list of entries.
    let room = URGENT - list.items.len();
    let skip = overdue.len().saturating_sub(room);
    list.items.splice(0..0, overdue.into_iter().skip(skip));
    Ok(list)
}

pub fn notes(bench: &Workbench, args: SubjectArgs) -> Result<Vec<NoteRow>, ApiError> {
    Ok(bench.desk.notes(&args.subject)?)
}

pub fn note_add(bench: &Workbench, args: NoteArgs) -> Result<Vec<NoteRow>, ApiError> {
    bench.desk.add_note(&args.subject, &args.text, args.due, &bench.act())?;
    Ok(bench.desk.notes(&args.subject)?)
}

pub fn note_done(bench: &Workbench, args: IdArgs) -> Result<Nothing, ApiError> {
    bench.desk.note_done(args.id, &bench.act())?;
    Ok(Nothing {})
}
