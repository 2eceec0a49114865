//! What the desk looks like today.

use crate::tables::entries::state_of_code;
use crate::tables::imports::{self, ImportRow};
use crate::tables::shipments::rank;
use crate::{Desk, DeskError};
use chrono::{Days, NaiveDate};
use customs::{Client, EntryState, Route};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How many days ahead a power of attorney that ends is shown.
const POWER_NOTICE_DAYS: u64 = 60;

/// How many imports are shown.
const RECENT_IMPORTS: i64 = 8;

/// What waits on the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Overview {
    /// Shipments on the desk.
    #[ts(type = "number")]
    pub shipments: u64,
    /// A person must look.
    #[ts(type = "number")]
    pub to_review: u64,
    /// May not enter.
    #[ts(type = "number")]
    pub prohibited: u64,
    /// Need an entry (informal, postal informal or formal) and are on none.
    #[ts(type = "number")]
    pub without_entry: u64,
    /// Free of duty and entry.
    #[ts(type = "number")]
    pub free: u64,
    /// Arriving today.
    #[ts(type = "number")]
    pub arriving_today: u64,
    /// Without a date of arrival.
    #[ts(type = "number")]
    pub without_arrival: u64,
    /// Entries in each state that has any.
    #[ts(type = "Array<[EntryState, number]>")]
    pub entries: Vec<(EntryState, u64)>,
    /// Entries to build again.
    #[ts(type = "number")]
    pub stale_entries: u64,
    /// Clients.
    #[ts(type = "number")]
    pub clients: u64,
    /// The newest imports.
    pub recent_imports: Vec<ImportRow>,
    /// Clients whose power of attorney is missing, has ended, or ends soon; the soonest first.
    pub powers: Vec<ClientPower>,
    /// Entry numbers left in the firm's range.
    pub entry_numbers_left: u32,
}

/// A client whose power of attorney wants attention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClientPower {
    /// The client.
    #[ts(type = "number")]
    pub client_id: i64,
    /// Its name.
    pub client: String,
    /// The last day it is good, if it ends at all.
    pub last_day: Option<NaiveDate>,
    /// What is the matter, in words.
    pub because: String,
}

/// How much the desk holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Counts {
    /// Clients.
    #[ts(type = "number")]
    pub clients: u64,
    /// Imports, those taken back too.
    #[ts(type = "number")]
    pub imports: u64,
    /// Shipments as they stand.
    #[ts(type = "number")]
    pub shipments: u64,
    /// Decisions ever made.
    #[ts(type = "number")]
    pub decisions: u64,
    /// Entries, void ones too.
    #[ts(type = "number")]
    pub entries: u64,
    /// Documents attached.
    #[ts(type = "number")]
    pub documents: u64,
    /// Events in the journal.
    #[ts(type = "number")]
    pub events: u64,
}

fn count(conn: &Connection, sql: &str) -> Result<u64, DeskError> {
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0))?.unsigned_abs())
}

/// How much a desk file holds.
pub(crate) fn counts(conn: &Connection) -> Result<Counts, DeskError> {
    let of = |table: &str| count(conn, &format!("SELECT count(*) FROM {table}"));
    Ok(Counts {
        clients: of("clients")?,
        imports: of("imports")?,
        shipments: of("shipments")?,
        decisions: of("decisions")?,
        entries: of("entries")?,
        documents: of("documents")?,
        events: of("journal")?,
    })
}

fn on_routes(conn: &Connection, routes: &[Route], and: &str) -> Result<u64, DeskError> {
    let ranks = routes.iter().map(|r| rank(*r).to_string()).collect::<Vec<_>>().join(",");
    count(conn, &format!("SELECT count(*) FROM shipments WHERE route IN ({ranks}) {and}"))
}

fn powers(conn: &Connection, today: NaiveDate, partnership_years: u32) -> Result<Vec<ClientPower>, DeskError> {
    let soon = today.checked_add_days(Days::new(POWER_NOTICE_DAYS)).unwrap_or(today);
    let bodies: Vec<String> = conn.prepare_cached("SELECT body FROM clients ORDER BY name")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut powers = Vec::new();
    for body in bodies {
        let client: Client = serde_json::from_str(&body)?;
        let last_day = client.power_of_attorney.as_ref().and_then(|power| power.last_day(partnership_years));
        let because = match &client.power_of_attorney {
            None => Some("there is no power of attorney".to_string()),
            Some(power) => power
                .gap_on(today, partnership_years)
                .or_else(|| last_day.filter(|last| *last <= soon).map(|last| format!("the power of attorney ends on {}", last.format("%-d %b %Y")))),
        };
        powers.extend(because.map(|because| ClientPower { client_id: client.id, client: client.name, last_day, because }));
    }
    powers.sort_by_key(|power| power.last_day);
    Ok(powers)
}

impl Desk {
    /// What waits on the desk on a day. How many years a partnership's power of attorney lasts is for the law to say.
    pub fn overview(&self, today: NaiveDate, partnership_years: u32) -> Result<Overview, DeskError> {
        use Route::*;
        let firm = self.firm()?;
        self.read(|conn| {
            let mut statement = conn.prepare_cached("SELECT state, count(*) FROM entries GROUP BY state")?;
            let mut entries: Vec<(EntryState, u64)> = statement
                .query_map([], |row| Ok((state_of_code(row.get_ref(0)?.as_str()?)?, row.get::<_, i64>(1)?.unsigned_abs())))?
                .collect::<Result<_, _>>()?;
            entries.sort_by_key(|(state, _)| EntryState::ALL.iter().position(|s| s == state));
            let arriving =
                conn.prepare_cached("SELECT count(*) FROM shipments WHERE arrival = ?1")?.query_row([today.to_string()], |row| row.get::<_, i64>(0))?;
            Ok(Overview {
                shipments: count(conn, "SELECT count(*) FROM shipments")?,
                to_review: on_routes(conn, &[Review], "")?,
                prohibited: on_routes(conn, &[Prohibited], "")?,
                without_entry: on_routes(conn, &[Informal, PostalInformal, Formal], "AND entry_number IS NULL")?,
                free: on_routes(conn, &[Section321, Gift, Accompanied, InformationalMaterials], "")?,
                arriving_today: arriving.unsigned_abs(),
                without_arrival: count(conn, "SELECT count(*) FROM shipments WHERE arrival IS NULL")?,
                entries,
                stale_entries: count(conn, &format!("SELECT count(*) FROM entries WHERE stale = 1 AND state <> '{}'", EntryState::Void.code()))?,
                clients: count(conn, "SELECT count(*) FROM clients")?,
                recent_imports: imports::recent(conn, RECENT_IMPORTS)?,
                powers: powers(conn, today, partnership_years)?,
                entry_numbers_left: if firm.filer_code.is_some() { u32::try_from(firm.numbers_left()).unwrap_or(u32::MAX) } else { 0 },
            })
        })
    }

    /// How much the desk holds.
    pub fn counts(&self) -> Result<Counts, DeskError> {
        self.read(counts)
    }
}
