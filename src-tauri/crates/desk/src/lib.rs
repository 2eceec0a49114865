//! The desk file: everything the desk knows, in one SQLite file, with a journal that proves it.
//!
//! How it is built:
//!
//! * `tables/` holds one file per table: its SQL, its row, its reads and its writes.
//! * Four tables are **evidence** ([`evidence`]): versions of shipments, decisions, findings, entry summaries.
//!   Their rows are only ever added; triggers refuse anything else. What need not be kept any longer is taken out by a
//!   purge, which leaves its digest in its place ([`purging`]).
//! * Every change is one transaction ([`change`]) that also appends to the **journal** ([`journal`]), a chain of
//!   SHA-256. An event carries the state after it, and a digest over all evidence rows it added; [`verify`] holds
//!   the whole file against it.
//! * The table `shipments` is the desk *as it stands*: narrow rows that sort, filter and page quickly, derived from the
//!   evidence and checked against it.
//!
//! Invariants: the clock and the person are arguments ([`Act`]); no money is a float; one process writes at a time
//! (a lock file); reading goes on while an import is written (a second, read-only connection over WAL).

mod backup;
mod canonical;
mod change;
mod connection;
mod deciding;
mod desk;
mod disclosing;
mod entering;
mod error;
mod evidence;
pub mod fail;
mod importing;
pub mod journal;
mod keys;
mod migrate;
mod opening;
mod overview;
mod purging;
mod restoring;
mod sealing;
mod search;
mod tables;
mod verify;
mod work;

pub use backup::{Backup, BackupFile, DeskCard};
pub use change::Act;
pub use desk::Desk;
pub use entering::{EntryMove, NewEntry};
pub use error::DeskError;
pub use importing::{ImportPart, KnownRows, NewImport, NewShipment, Prepared, Stored};
pub use journal::{JournalEvent, SliceEvent};
pub use keys::RecoveryKey;
pub use opening::Unlock;
pub use overview::{ClientPower, Counts, Overview};
pub use purging::{PurgeCounts, PurgePlan, Purged};
pub use restoring::{Lost, RestorePreview};
pub use tables::client_rules::{ClientRule, NewRule};
pub use tables::clients::ClientRow;
pub use tables::decisions::Phrases;
pub use tables::documents::{DocumentRow, LARGEST_DOCUMENT, NewDocument};
pub use tables::entries::{EntryQuery, EntryRow, StoredEntry};
pub use tables::entry_steps::EntryDates;
pub use tables::goods::NumberInUse;
pub use tables::holds::HoldRow;
pub use tables::imports::{ImportRow, RememberedReading};
pub use tables::notes::NoteRow;
pub use tables::numbers::SpentNumber;
pub use tables::overrides::{OVERRIDE_TEST, Override, OverrideState, SECOND_EYES};
pub use tables::products::ProductRow;
pub use tables::rates::RateRow;
pub use tables::shipments::{ShipmentQuery, ShipmentRow, SortKey, StoredShipment};
pub use tables::users::{Role, User};
pub use tables::versions::ShipmentVersion;
pub use verify::{Broken, JournalVerdict};
pub use work::Work;
