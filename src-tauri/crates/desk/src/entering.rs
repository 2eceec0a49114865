//! Making entries, building them again, and following them from draft to closed.

use crate::change::{Act, Change};
use crate::deciding::may_be_rebuilt;
use crate::tables::entries::{self, state_code};
use crate::tables::{firm, shipments, summaries, versions};
use crate::{Desk, DeskError};
use customs::{EntryNumber, EntryState, EntrySummary};
use rusqlite::{OptionalExtension, params};

/// An entry to make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewEntry {
    /// The client it is made for.
    pub client_id: i64,
    /// The desk's numbers of the shipments it covers.
    pub shipment_ids: Vec<i64>,
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
            let numbers = draw(change, drafts.len())?;
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
            if !may_be_rebuilt(row.state) {
                return Err(DeskError::refused(format!("Entry {number} is {}: only a draft, ready or rejected entry is built again.", state_code(row.state))));
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

    /// Moves an entry to another state, with a note.
    ///
    /// # Errors
    /// Refused where the step is not possible, and where a stale entry would go on to be filed.
    pub fn set_entry_state(&self, number: &str, to: EntryState, note: &str, act: &Act) -> Result<(), DeskError> {
        self.write(act, |change| {
            let row = entries::row(change.conn(), number)?;
            let next = next_states(row.state);
            if !next.contains(&to) {
                let possible = next.iter().map(|s| state_code(*s)).collect::<Vec<_>>().join(", ");
                let possible = if possible.is_empty() { "nothing: it is at its end".to_string() } else { possible };
                return Err(DeskError::refused(format!(
                    "Entry {number} is {}; it cannot become {}. What can follow: {possible}.",
                    state_code(row.state),
                    state_code(to)
                )));
            }
            if row.stale && matches!(to, EntryState::Ready | EntryState::Filed) {
                return Err(DeskError::refused(format!(
                    "Entry {number} was built before one of its shipments was decided anew. Build it again, then make it {}.",
                    state_code(to)
                )));
            }
            let before = entries::state(change.conn(), number)?;
            let conn = change.conn();
            conn.prepare_cached("UPDATE entries SET state = ?2, note = ?3, changed = ?4 WHERE number = ?1")?.execute(params![
                number,
                state_code(to),
                note,
                change.stamp
            ])?;
            if to == EntryState::Void {
                conn.prepare_cached("UPDATE entries SET stale = 0 WHERE number = ?1")?.execute([number])?;
                for id in entries::shipments(conn, number)? {
                    shipments::put_on_entry(conn, id, &versions::current(conn, id)?, None)?;
                }
            }
            let after = entries::state(conn, number)?;
            let kind = if to == EntryState::Void { "entry-voided" } else { "entry-state" };
            change.record_state(kind, &format!("entry:{number}"), Some(before), Some(after))?;
            Ok(())
        })
    }

    /// Voids an entry: its number stays spent and on record, its shipments are free for another.
    pub fn void_entry(&self, number: &str, note: &str, act: &Act) -> Result<(), DeskError> {
        self.set_entry_state(number, EntryState::Void, note, act)
    }
}

/// What may follow a state. A filed entry is never voided here: its number is with CBP.
pub fn next_states(state: EntryState) -> &'static [EntryState] {
    use EntryState::*;
    match state {
        Draft => &[Ready, Void],
        Ready => &[Draft, Filed, Void],
        Filed => &[Held, Rejected, Released],
        Held => &[Released, Rejected],
        Rejected => &[Draft, Ready, Void],
        Released => &[Held, Paid],
        Paid => &[Closed],
        Closed | Void => &[],
    }
}

/// Draws numbers from the firm's range. A number that is on an entry already, void or not, is passed over.
fn draw(change: &mut Change<'_>, count: usize) -> Result<Vec<EntryNumber>, DeskError> {
    let mut firm = firm::get(change.conn())?;
    let Some(filer) = firm.filer_code.clone() else {
        return Err(DeskError::refused("The firm has no filer code yet. Enter it, and the range of entry numbers, in Settings."));
    };
    let mut numbers = Vec::with_capacity(count);
    while numbers.len() < count {
        let next = firm.next_entry_number;
        if next > firm.last_entry_number {
            let missing = count - numbers.len();
            let short = if count == 1 { "no number is left".to_string() } else { format!("{missing} of the {count} numbers needed are missing") };
            return Err(DeskError::refused(format!(
                "The firm's range of entry numbers is used up at {:07}: {short}. Enter a new range in Settings.",
                firm.last_entry_number
            )));
        }
        firm.next_entry_number += 1;
        let number = EntryNumber::new(&filer, next).map_err(DeskError::Refused)?;
        if !change.conn().prepare_cached("SELECT 1 FROM entries WHERE number = ?1")?.exists([number.as_str()])? {
            numbers.push(number);
        }
    }
    firm::put(change, "entry-numbers-drawn", &firm)?;
    Ok(numbers)
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
