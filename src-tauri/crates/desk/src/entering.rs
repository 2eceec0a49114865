//! Making entries, building them again, and following them from draft to closed.

use crate::change::{Act, Change};
use crate::tables::{entries, entry_steps, numbers, shipments, summaries, versions};
use crate::{Desk, DeskError};
use chrono::NaiveDate;
use customs::{EntryFact, EntryNumber, EntryState, EntrySummary};
use rusqlite::{Connection, OptionalExtension, params};

/// An entry to make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewEntry {
    /// The client it is made for.
    pub client_id: i64,
    /// The desk's numbers of the shipments it covers.
    pub shipment_ids: Vec<i64>,
}

/// A step of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryMove {
    /// The entry.
    pub number: String,
    /// The state it comes to.
    pub to: EntryState,
    /// The day it happened.
    pub on: NaiveDate,
    /// Why, or by what message.
    pub note: String,
}

impl Desk {
    /// Draws a number for each entry from the firm's range, has it built, and stores it as a draft; all of them, or none.
    ///
    /// `build` is given the entry's place in `drafts` and its number, inside the transaction: a number is spent only
    /// if its entry is stored. It may read the desk, never write to it.
    ///
    /// # Errors
    /// Refused where a shipment is on a live entry already or belongs to another client, where the firm has no filer code,
    /// where its range is used up, and where what `build` returns does not add up. Whatever `build` refuses is passed on.
    pub fn create_entries(
        &self,
        drafts: &[NewEntry],
        act: &Act,
        build: &mut dyn FnMut(usize, &EntryNumber) -> Result<EntrySummary, DeskError>,
    ) -> Result<Vec<EntryNumber>, DeskError> {
        self.write(act, |change| {
            let numbers = numbers::draw(change, drafts.len())?;
            for (index, (draft, number)) in drafts.iter().zip(&numbers).enumerate() {
                check_shipments(change, draft)?;
                let summary = build(index, number)?;
                check_summary(&summary, number)?;
                let summary_id = summaries::add(change, &summary)?;
                let conn = change.conn();
                entries::add(conn, draft.client_id, summary_id, &summary, &draft.shipment_ids, &change.stamp)?;
                for id in &draft.shipment_ids {
                    shipments::put_on_entry(conn, *id, &versions::current(conn, *id)?, Some(number.as_str()))?;
                }
                let after = entries::state(conn, number.as_str())?;
                change.record_state("entry-created", &format!("entry:{number}"), None, Some(after))?;
            }
            Ok(numbers)
        })
    }

    /// Stores an entry built again, with the same number and shipments. It is no longer stale.
    ///
    /// # Errors
    /// Refused once it is filed, unless CBP rejected it.
    pub fn rebuild_entry(&self, summary: &EntrySummary, act: &Act) -> Result<(), DeskError> {
        let number = summary.number.clone();
        self.write(act, |change| {
            let row = entries::row(change.conn(), number.as_str())?;
            if !row.state.is_open_to_change() {
                return Err(DeskError::refused(format!("Entry {number} is {}: only a draft, ready or rejected entry is built again.", row.state.code())));
            }
            check_summary(summary, &number)?;
            let before = entries::state(change.conn(), number.as_str())?;
            let summary_id = summaries::add(change, summary)?;
            entries::set_summary(change.conn(), summary_id, summary, &change.stamp)?;
            let after = entries::state(change.conn(), number.as_str())?;
            change.record_state("entry-rebuilt", &format!("entry:{number}"), Some(before), Some(after))?;
            Ok(())
        })
    }

    /// Moves an entry to another state; see [`Desk::move_entries`].
    pub fn move_entry(&self, step: &EntryMove, today: NaiveDate, act: &Act) -> Result<(), DeskError> {
        self.move_entries(std::slice::from_ref(step), today, act)
    }

    /// Moves entries to other states, each on the day it happened; all of them, or none.
    ///
    /// A void entry's number stays spent and on record; its shipments are free for another.
    ///
    /// # Errors
    /// Refused where a step is not possible, on an impossible day, where a stale entry would go on to be filed, and where an
    /// entry would be closed with money owed and no payment on record.
    pub fn move_entries(&self, steps: &[EntryMove], today: NaiveDate, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| steps.iter().try_for_each(|step| take_step(change, step, today)))
    }

    /// Moves entries to filed and records with each, on the same day, that its summary was filed: a live entry is both.
    ///
    /// # Errors
    /// As [`Desk::move_entries`] and [`Desk::record_summary`]; nothing is changed then.
    pub fn file_live(&self, steps: &[EntryMove], note: &str, today: NaiveDate, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| {
            steps.iter().try_for_each(|step| {
                take_step(change, step, today)?;
                file_summary(change, &step.number, (step.on, today), note)
            })
        })
    }

    /// Why a step cannot be taken; `None` where it can. Nothing is changed.
    pub fn move_refusal(&self, step: &EntryMove, today: NaiveDate) -> Result<Option<String>, DeskError> {
        self.read(|conn| match check_move(conn, step, today) {
            Err(DeskError::Refused(why)) => Ok(Some(why)),
            other => other.map(|()| None),
        })
    }

    /// Records that the entry summary was filed: the entry stays in its state.
    ///
    /// # Errors
    /// Refused before the entry is filed, where it is on record already, and on an impossible day.
    pub fn record_summary(&self, number: &str, on: NaiveDate, note: &str, today: NaiveDate, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| file_summary(change, number, (on, today), note))
    }

    /// Takes back the last step of an entry, which was recorded by mistake. The step stays on record, with the reason.
    ///
    /// # Errors
    /// Refused without a reason, on a void entry, and where no step is on record.
    pub fn take_back_step(&self, number: &str, why: &str, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| take_back(change, number, why.trim()))
    }

    /// Takes back what was last recorded of many entries, `recorded` of each, oldest first (`None`: that its summary was filed);
    /// all of them, or none.
    ///
    /// # Errors
    /// As [`Desk::take_back_step`], and where an entry is no longer where that left it: somebody has gone on with it since.
    pub fn take_back_steps(&self, numbers: &[String], recorded: &[Option<EntryState>], why: &str, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| {
            for number in numbers {
                for step in recorded.iter().rev() {
                    check_last(change.conn(), number, *step)?;
                    take_back(change, number, why.trim())?;
                }
            }
            Ok(())
        })
    }
}

fn take_step(change: &mut Change<'_>, step: &EntryMove, today: NaiveDate) -> Result<(), DeskError> {
    check_move(change.conn(), step, today)?;
    let (number, to) = (step.number.as_str(), step.to);
    let before = entries::state(change.conn(), number)?;
    let conn = change.conn();
    conn.prepare_cached("UPDATE entries SET state = ?2, note = ?3, changed = ?4 WHERE number = ?1")?.execute(params![
        number,
        to.code(),
        step.note.trim(),
        change.stamp
    ])?;
    if to == EntryState::Void {
        conn.prepare_cached("UPDATE entries SET stale = 0 WHERE number = ?1")?.execute([number])?;
        for id in entries::shipments(conn, number)? {
            shipments::put_on_entry(conn, id, &versions::current(conn, id)?, None)?;
        }
    }
    entry_steps::add(change, number, Some(to), step.on, step.note.trim())?;
    let after = entries::state(change.conn(), number)?;
    let kind = if to == EntryState::Void { "entry-voided" } else { "entry-state" };
    change.record_state(kind, &format!("entry:{number}"), Some(before), Some(after))?;
    Ok(())
}

fn file_summary(change: &mut Change<'_>, number: &str, (on, today): (NaiveDate, NaiveDate), note: &str) -> Result<(), DeskError> {
    let dates = entry_steps::dates(change.conn(), number)?;
    if !dates.facts.contains_key(&EntryFact::Filed) || dates.state == EntryState::Void {
        return Err(DeskError::refused(format!("Entry {number} is {}: its summary can follow once it is filed.", dates.state.code())));
    }
    if let Some(day) = dates.facts.get(&EntryFact::Summary) {
        return Err(DeskError::refused(format!("The summary of entry {number} is on record already, filed on {}.", day.format("%-d %b %Y"))));
    }
    customs::following::check_day(number, "summed up", Some(EntryFact::Summary), (on, today), &dates.facts).map_err(DeskError::Refused)?;
    let before = entries::state(change.conn(), number)?;
    entry_steps::add(change, number, None, on, note.trim())?;
    let after = entries::state(change.conn(), number)?;
    change.record_state("entry-summary-filed", &format!("entry:{number}"), Some(before), Some(after))?;
    Ok(())
}

/// Whether this is still the last step of an entry that stands. What is void is refused by what follows.
fn check_last(conn: &Connection, number: &str, recorded: Option<EntryState>) -> Result<(), DeskError> {
    let state = entries::row(conn, number)?.state;
    let last = entry_steps::of(conn, number)?.into_iter().rfind(|step| step.taken_back.is_empty());
    if state == EntryState::Void || last.is_some_and(|step| step.state == recorded) {
        return Ok(());
    }
    Err(DeskError::refused(format!(
        "Entry {number} is no longer where that step left it: it is {}. No step was taken back; take its last one back on the entry itself.",
        state.code()
    )))
}

fn take_back(change: &mut Change<'_>, number: &str, why: &str) -> Result<(), DeskError> {
    let row = entries::row(change.conn(), number)?;
    if row.state == EntryState::Void {
        return Err(DeskError::refused(format!("Entry {number} is void: its number is spent, and its shipments are free. That is not taken back.")));
    }
    if why.is_empty() {
        return Err(DeskError::refused("Say what was wrong: the step stays on record with the reason."));
    }
    let before = entries::state(change.conn(), number)?;
    let Some(now) = entry_steps::take_back(change, number, why)? else {
        return Err(DeskError::refused(format!("No step of entry {number} is on record that could be taken back.")));
    };
    change.conn().prepare_cached("UPDATE entries SET state = ?2, note = ?3, changed = ?4 WHERE number = ?1")?.execute(params![
        number,
        now.code(),
        why,
        change.stamp
    ])?;
    let after = entries::state(change.conn(), number)?;
    change.record_state("entry-step-taken-back", &format!("entry:{number}"), Some(before), Some(after))?;
    Ok(())
}

/// Whether an entry may take a step.
fn check_move(conn: &Connection, step: &EntryMove, today: NaiveDate) -> Result<(), DeskError> {
    let number = step.number.as_str();
    let dates = entry_steps::dates(conn, number)?;
    customs::following::check_step(number, (dates.state, step.to), (step.on, today), &step.note, &dates.facts).map_err(DeskError::Refused)?;
    if dates.stale && matches!(step.to, EntryState::Ready | EntryState::Filed) {
        return Err(DeskError::refused(format!(
            "Entry {number} was built before one of its shipments was decided anew. Build it again, then make it {}.",
            step.to.code()
        )));
    }
    if step.to == EntryState::Closed && dates.owes() && !dates.facts.contains_key(&EntryFact::Paid) {
        return Err(DeskError::refused(format!("Entry {number} owes ${} and no payment is on record. Record the payment, then close it.", dates.total)));
    }
    Ok(())
}

fn check_shipments(change: &Change<'_>, draft: &NewEntry) -> Result<(), DeskError> {
    if draft.shipment_ids.is_empty() {
        return Err(DeskError::refused("An entry needs at least one shipment."));
    }
    let mut find = change.conn().prepare_cached("SELECT client_id, bill, entry_number FROM shipments WHERE id = ?1")?;
    for (place, id) in draft.shipment_ids.iter().enumerate() {
        let found: Option<(i64, String, Option<String>)> = find.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
        let (client_id, bill, entry) = found.ok_or_else(|| DeskError::NotFound(format!("shipment number {id}")))?;
        if client_id != draft.client_id {
            return Err(DeskError::refused(format!("Shipment {bill} belongs to another client: an entry is made for one importer.")));
        }
        if let Some(number) = entry {
            return Err(DeskError::refused(format!("Shipment {bill} is on entry {number} already. Void that entry first.")));
        }
        if draft.shipment_ids.iter().take(place).any(|earlier| earlier == id) {
            return Err(DeskError::refused(format!("Shipment {bill} is named twice for one entry.")));
        }
    }
    Ok(())
}

fn check_summary(summary: &EntrySummary, number: &EntryNumber) -> Result<(), DeskError> {
    if summary.number != *number {
        return Err(DeskError::Internal(format!("entry {number} was built with the number {}", summary.number)));
    }
    match summary.disagreements().as_slice() {
        [] => Ok(()),
        wrong => Err(DeskError::refused(format!("Entry {number} does not add up. {}.", wrong.join("; ")))),
    }
}
