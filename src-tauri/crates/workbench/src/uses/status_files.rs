//! Status files of filing software: what they would change, and then all of it or nothing.

use crate::contract::*;
use crate::{ApiError, Workbench};
use chrono::NaiveDate;
use customs::{EntryNumber, EntryState};
use desk::EntryMove;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Rows one file has at most.
const MOST: usize = 50_000;

/// What columns and states are called.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    headings: BTreeMap<String, Vec<String>>,
    states: BTreeMap<EntryState, Vec<String>>,
}

static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| toml::from_str(include_str!("../../../../../assets/exports/status-words.toml")).ok());

fn words() -> Result<&'static Words, ApiError> {
    WORDS.as_ref().ok_or_else(|| ApiError::new("internal", "the list of status words does not read"))
}

/// Without capitals, blanks and signs.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a status file would change.
pub fn status_preview(bench: &Workbench, args: StatusFileArgs) -> Result<StatusPreview, ApiError> {
    let file = bench.offered(&args.ticket)?;
    let (headings, table) = table(&file.ticket.name, &file.bytes)?;
    let columns = match args.columns {
        Some(columns) => columns,
        None => guess(&headings)?,
    };
    let at = |name: &str| headings.iter().position(|h| h == name);
    let (Some(number_at), Some(state_at)) = (at(&columns.number), at(&columns.state)) else {
        let known = headings.join(", ");
        return Err(ApiError::refused(format!("Say which column has the entry number and which the status. The columns are: {known}.")));
    };
    let (date_at, note_at) = (at(&columns.date), at(&columns.note));
    let mut standing: BTreeMap<String, EntryState> = BTreeMap::new();
    let mut rows = Vec::with_capacity(table.len());
    for (i, cells) in table.iter().enumerate() {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map(|c| c.trim()).unwrap_or_default();
        let (typed, state, date) = (cell(Some(number_at)), cell(Some(state_at)), cell(date_at));
        if typed.is_empty() && state.is_empty() {
            continue;
        }
        let mut row = StatusRow {
            row: u32::try_from(i + 2).unwrap_or(u32::MAX),
            number: typed.to_owned(),
            from: None,
            to: None,
            on: None,
            note: cell(note_at).to_owned(),
            outcome: StatusOutcome::Problem,
            because: String::new(),
        };
        if let Err(why) = read_row(bench, &mut row, state, date, &mut standing) {
            row.because = why;
        }
        rows.push(row);
    }
    let count = |outcome: StatusOutcome| rows.iter().filter(|r| r.outcome == outcome).count() as u64;
    let (changes, same, problems) = (count(StatusOutcome::Changes), count(StatusOutcome::Same), count(StatusOutcome::Problem));
    let many = |n: u64| if n == 1 { "1 row".to_owned() } else { format!("{n} rows") };
    let sentence = match (changes, problems) {
        (_, 1..) => {
            let them = if problems == 1 { "it" } else { "them" };
            format!("{} cannot be done: put the file right, or leave {them} out of it. Nothing is changed while one is there.", many(problems))
        }
        (0, 0) => "The desk knows all of this already.".to_owned(),
        _ => format!("{} would change an entry, {} would not.", many(changes), many(same)),
    };
    Ok(StatusPreview { headings, columns, rows, changes, same, problems, sentence })
}

/// One row against what the desk knows, and what rows above it would do.
fn read_row(bench: &Workbench, row: &mut StatusRow, state: &str, date: &str, standing: &mut BTreeMap<String, EntryState>) -> Result<(), String> {
    let number = row.number.parse::<EntryNumber>()?;
    row.number = number.to_string();
    let wanted = folded(state);
    let known = words().map_err(|e| e.message)?;
    let to = known.states.iter().find(|(_, all)| all.iter().any(|w| folded(w) == wanted)).map(|(state, _)| *state);
    let Some(to) = to else {
        return Err(format!("`{state}` is no status the desk knows"));
    };
    row.to = Some(to);
    let on = if date.is_empty() { bench.today() } else { day(date).ok_or_else(|| format!("`{date}` is not a day, like 2026-11-23 or 11/23/2026"))? };
    row.on = Some(on);
    let above = standing.get(&row.number).copied();
    let from = match above {
        Some(state) => state,
        None => bench.desk.entry(&row.number).map_err(|_| format!("{} is not an entry of this desk", row.number))?.state,
    };
    row.from = Some(from);
    if from == to {
        row.outcome = StatusOutcome::Same;
        return Ok(());
    }
    // The first step is held against everything the desk knows; one that follows another in the file, against that other.
    let refused = match above {
        None => {
            let step = EntryMove { number: row.number.clone(), to, on, note: row.note.clone() };
            bench.desk.move_refusal(&step, bench.today()).map_err(|e| e.to_string())?
        }
        Some(_) if from.next().contains(&to) => None,
        Some(_) => Some(format!("Entry {} would be {} by a row above; it cannot become {} then.", row.number, from.code(), to.code())),
    };
    if let Some(why) = refused {
        return Err(why);
    }
    standing.insert(row.number.clone(), to);
    row.outcome = StatusOutcome::Changes;
    Ok(())
}

/// Does all that a status file says, or nothing.
pub fn status_apply(bench: &Workbench, args: StatusFileArgs) -> Result<Sentence, ApiError> {
    let preview = status_preview(bench, args)?;
    if preview.problems > 0 {
        return Err(ApiError::refused(preview.sentence));
    }
    let steps: Vec<EntryMove> = preview
        .rows
        .into_iter()
        .filter(|r| r.outcome == StatusOutcome::Changes)
        .filter_map(|r| Some(EntryMove { number: r.number, to: r.to?, on: r.on?, note: r.note }))
        .collect();
    if steps.is_empty() {
        return Ok(Sentence { sentence: preview.sentence });
    }
    bench.desk.move_entries(&steps, bench.today(), &bench.act())?;
    let entries = steps.iter().map(|s| &s.number).collect::<std::collections::BTreeSet<_>>().len();
    let count = |n: usize, one: &str, many: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {many}") };
    Ok(Sentence { sentence: format!("{} taken on {}.", count(steps.len(), "step", "steps"), count(entries, "entry", "entries")) })
}

/// Headings and rows of a CSV file in UTF-8, delimited by comma, semicolon or tab.
fn table(name: &str, bytes: &[u8]) -> Result<(Vec<String>, Vec<Vec<String>>), ApiError> {
    let unreadable = |what: String| ApiError::new("unreadable-file", format!("{name}: {what}"));
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable("this is not a CSV file in UTF-8. Save it as CSV (UTF-8) and choose it again.".into()))?;
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|d| first.bytes().filter(|b| b == d).count()).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let headings: Vec<String> = reader.headers().map_err(|e| unreadable(e.to_string()))?.iter().map(|h| h.trim().to_owned()).collect();
    if headings.len() < 2 {
        return Err(unreadable("a status file has at least two columns, the entry number and its status".into()));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        if rows.len() == MOST {
            return Err(unreadable(format!("a status file has at most {MOST} rows")));
        }
        rows.push(record.map_err(|e| unreadable(e.to_string()))?.iter().map(str::to_owned).collect());
    }
    Ok((headings, rows))
}

/// Which column says what, by its heading.
fn guess(headings: &[String]) -> Result<StatusColumns, ApiError> {
    let words = words()?;
    let find = |what: &str| {
        let names = words.headings.get(what).map(Vec::as_slice).unwrap_or_default();
        let found = names.iter().find_map(|name| headings.iter().find(|h| folded(h) == folded(name)));
        found.cloned().unwrap_or_default()
    };
    Ok(StatusColumns { number: find("number"), state: find("state"), date: find("date"), note: find("note") })
}

/// `2026-11-23` or, as Americans write it, `11/23/2026`; a time behind it is left aside.
fn day(text: &str) -> Option<NaiveDate> {
    let text = text.split([' ', 'T']).next().unwrap_or(text);
    ["%Y-%m-%d", "%m/%d/%Y"].iter().find_map(|format| NaiveDate::parse_from_str(text, format).ok())
}
