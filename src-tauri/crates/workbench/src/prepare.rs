//! From decided shipments to entries: who can be entered, which go on one entry, as what type, and what stands in which block.

mod by_hand;
mod form;
mod goods;
mod groups;
mod lacks;
mod quantities;

pub use by_hand::{keep as keep_by_hand, saved as saved_by_hand};
pub use form::{Making, summary};
pub use goods::{Goods, duty_request};
pub use groups::{Grouping, Kind, groups, kind, owed_on_one_entry};
pub use lacks::{Lack, Place, lacks, problems};

use crate::uses::authority;
use chrono::NaiveDate;
use customs::{Client, Decision, Route, Shipment};
use rulebook::Rulebook;

/// A shipment with what the desk knows about it.
#[derive(Clone, Copy)]
pub struct Candidate<'a> {
    /// The desk's number.
    pub id: i64,
    /// Whose it is.
    pub client_id: i64,
    /// The shipment.
    pub shipment: &'a Shipment,
    /// Its decision in force.
    pub decision: &'a Decision,
    /// Port of entry.
    pub port: &'a str,
    /// The entry it is already on.
    pub entered_on: Option<&'a str>,
    /// What it came by: the master bill where one is known, else the file it was in.
    pub conveyance: &'a str,
}

impl Candidate<'_> {
    /// It passes free, and is entered only because somebody wants the type 86 entry.
    pub fn is_free(&self) -> bool {
        self.decision.route == Route::Section321
    }
}

/// Why this shipment cannot be entered, in a sentence; `None` where it can. `low_value`: a type 86 entry is wanted for what
/// passes free, and was lawful on the day, or was not.
pub fn refusal(candidate: &Candidate<'_>, client: &Client, entry_date: NaiveDate, low_value: Option<bool>, book: &Rulebook) -> Option<String> {
    if let Some(number) = candidate.entered_on {
        return Some(format!("it is already on entry {number}"));
    }
    match candidate.decision.route {
        Route::Informal | Route::Formal => {}
        Route::Review => return Some("a person must settle its open questions first; see its tests".into()),
        Route::Prohibited => return Some("it may not enter".into()),
        Route::PostalInformal => return Some("it is mail: postal informal entry is filed on the monthly worksheet, not on Form 7501".into()),
        Route::Section321 => match low_value {
            Some(true) => {}
            Some(false) => return Some("it passes free from the manifest; type 86 entries were not open on that day (19 CFR 143.23)".into()),
            None => return Some("it passes free; no duty entry is needed".into()),
        },
        Route::Gift | Route::Accompanied | Route::InformationalMaterials => return Some("it passes free; no duty entry is needed".into()),
    }
    authority::refusal(book, client, candidate.decision.entry_type.as_deref().unwrap_or("11"), entry_date)
}
