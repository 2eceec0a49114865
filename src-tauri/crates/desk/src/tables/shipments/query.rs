//! Which shipments, in what order: whole lists of numbers, of which the screen fetches windows.

use super::{rank, route, row};
use crate::{Desk, DeskError, search};
use chrono::NaiveDate;
use customs::Route;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Which shipments, in what order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ShipmentQuery {
    /// Of one client.
    #[ts(type = "number | null")]
    pub client_id: Option<i64>,
    /// Of one import.
    #[ts(type = "number | null")]
    pub import_id: Option<i64>,
    /// On any of these routes; all where empty.
    pub routes: Vec<Route>,
    /// Words that must all be found, each as the beginning of a word: bill, people, order, tracking, HTS and entry numbers, goods.
    pub text: String,
    /// Arriving on this day or later.
    pub arrival_from: Option<NaiveDate>,
    /// Arriving on this day or earlier.
    pub arrival_to: Option<NaiveDate>,
    /// Not yet on an entry.
    pub without_entry: bool,
    /// What they are sorted by; ties keep the order they were stored in.
    pub sort: SortKey,
    /// From the last to the first.
    pub descending: bool,
}

/// What a list of shipments is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SortKey {
    /// The order of the files they came in.
    #[default]
    Stored,
    /// House bill.
    Bill,
    /// Who receives it.
    Person,
    /// First line of goods.
    Goods,
    /// Origin.
    Origin,
    /// First tariff number.
    Hts,
    /// Value in U.S. dollars; those without come first.
    Value,
    /// Lines of goods.
    Lines,
    /// Day of arrival; those without come first.
    Arrival,
    /// Port.
    Port,
    /// Route, in the order of work.
    Route,
    /// Client.
    Client,
    /// Entry number; those without come first.
    Entry,
}

impl SortKey {
    fn column(self) -> &'static str {
        match self {
            Self::Stored => "id",
            Self::Bill => "bill",
            Self::Person => "person",
            Self::Goods => "goods",
            Self::Origin => "origin",
            Self::Hts => "hts",
            Self::Value => "value_cents",
            Self::Lines => "lines",
            Self::Arrival => "arrival",
            Self::Port => "port",
            Self::Route => "route",
            Self::Client => "(SELECT name FROM clients WHERE clients.id = client_id)",
            Self::Entry => "entry_number",
        }
    }
}

/// The query's conditions as SQL over `shipments`, with what is bound to them.
fn conditions(query: &ShipmentQuery, with_routes: bool) -> (String, Vec<Value>) {
    let mut sql = String::from("1");
    let mut bound: Vec<Value> = Vec::new();
    let mut add = |condition: &str, value: Value| {
        bound.push(value);
        sql.push_str(&condition.replace("??", &format!("?{}", bound.len())));
    };
    if let Some(id) = query.client_id {
        add(" AND client_id = ??", id.into());
    }
    if let Some(id) = query.import_id {
        add(" AND import_id = ??", id.into());
    }
    if let Some(day) = query.arrival_from {
        add(" AND arrival >= ??", day.to_string().into());
    }
    if let Some(day) = query.arrival_to {
        add(" AND arrival <= ??", day.to_string().into());
    }
    if !query.text.trim().is_empty() {
        match search::question(&query.text) {
            Some(question) => add(" AND id IN (SELECT rowid FROM words WHERE words MATCH ??)", question.into()),
            // Only punctuation was typed: nothing is found by it.
            None => sql.push_str(" AND 0"),
        }
    }
    if query.without_entry {
        sql.push_str(" AND entry_number IS NULL");
    }
    if with_routes && !query.routes.is_empty() {
        let ranks: Vec<String> = query.routes.iter().map(|r| rank(*r).to_string()).collect();
        sql.push_str(&format!(" AND route IN ({})", ranks.join(",")));
    }
    (sql, bound)
}

/// What a row is sorted by. Nothing sorts before something.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Nothing,
    Number(i64),
    Text(Box<str>),
}

impl Key {
    fn read(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Integer(number) => Self::Number(number),
            ValueRef::Text(text) => Self::Text(folded(&String::from_utf8_lossy(text))),
            _ => Self::Nothing,
        }
    }
}

/// Text as people sort it: without regard to case and accents.
fn folded(text: &str) -> Box<str> {
    if text.is_ascii() { text.to_ascii_lowercase().into() } else { text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect() }
}

/// Sorted here rather than by SQLite: several times quicker than its sorter at a hundred thousand rows, without an index
/// for every column to slow imports down, and right for names that are not English.
fn ids(conn: &Connection, query: &ShipmentQuery) -> Result<Vec<i64>, DeskError> {
    let (conditions, bound) = conditions(query, true);
    let mut ids: Vec<i64> = if query.sort == SortKey::Stored {
        let sql = format!("SELECT id FROM shipments WHERE {conditions} ORDER BY id");
        conn.prepare_cached(&sql)?.query_map(params_from_iter(bound), |row| row.get(0))?.collect::<Result<_, _>>()?
    } else {
        let sql = format!("SELECT {}, id FROM shipments WHERE {conditions}", query.sort.column());
        let mut statement = conn.prepare_cached(&sql)?;
        let keyed = statement.query_map(params_from_iter(bound), |row| Ok((Key::read(row.get_ref(0)?), row.get(1)?)))?;
        let mut keyed = keyed.collect::<Result<Vec<(Key, i64)>, _>>()?;
        keyed.sort_unstable();
        keyed.into_iter().map(|(_, id)| id).collect()
    };
    if query.descending {
        ids.reverse();
    }
    Ok(ids)
}

impl Desk {
    /// The numbers of all shipments that match, in order: the grid keeps them and fetches rows in windows.
    pub fn shipment_ids(&self, query: &ShipmentQuery) -> Result<Vec<i64>, DeskError> {
        self.read(|conn| ids(conn, query))
    }

    /// Rows of the given shipments, in the given order; numbers no longer on the desk are left out.
    pub fn shipment_rows(&self, ids: &[i64]) -> Result<Vec<super::ShipmentRow>, DeskError> {
        self.read(|conn| row::rows(conn, ids))
    }

    /// Retail value of the query's shipments together, whole cents; those without a value count nothing.
    pub fn value_cents(&self, query: &ShipmentQuery) -> Result<i64, DeskError> {
        self.read(|conn| {
            let (conditions, bound) = conditions(query, true);
            let sql = format!("SELECT coalesce(sum(value_cents), 0) FROM shipments WHERE {conditions}");
            Ok(conn.prepare_cached(&sql)?.query_row(params_from_iter(bound), |row| row.get(0))?)
        })
    }

    /// How many shipments match on each route, whatever routes the query asks for; routes without any are left out.
    pub fn route_counts(&self, query: &ShipmentQuery) -> Result<Vec<(Route, u64)>, DeskError> {
        self.read(|conn| {
            let (conditions, bound) = conditions(query, false);
            let sql = format!("SELECT route, count(*) FROM shipments WHERE {conditions} GROUP BY route ORDER BY route");
            let mut statement = conn.prepare_cached(&sql)?;
            let counts = statement.query_map(params_from_iter(bound), |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
            counts
                .map(|count| {
                    let (stored, count) = count?;
                    let route = route(stored).ok_or_else(|| DeskError::Damaged(format!("there is no route number {stored}")))?;
                    Ok((route, count.unsigned_abs()))
                })
                .collect()
        })
    }

    /// A shipment whole: as it stands, with its last decision.
    pub fn shipment(&self, id: i64) -> Result<super::StoredShipment, DeskError> {
        self.read(|conn| row::stored(conn, id))
    }

    /// A client's shipment by its house bill.
    pub fn shipment_by_bill(&self, client_id: i64, bill: &str) -> Result<Option<super::StoredShipment>, DeskError> {
        self.read(|conn| {
            let id = conn
                .prepare_cached("SELECT id FROM shipments WHERE client_id = ?1 AND bill = ?2")?
                .query_row(params![client_id, bill], |row| row.get(0))
                .optional()?;
            id.map(|id| row::stored(conn, id)).transpose()
        })
    }

    /// The client's shipments on the desk with these house bills, in the given order: house bill and number.
    pub fn shipments_by_bill(&self, client_id: i64, bills: &[&str]) -> Result<Vec<(String, i64)>, DeskError> {
        self.read(|conn| {
            let mut find = conn.prepare_cached("SELECT id FROM shipments WHERE client_id = ?1 AND bill = ?2")?;
            let mut known = Vec::new();
            for bill in bills {
                if let Some(id) = find.query_row(params![client_id, bill], |row| row.get(0)).optional()? {
                    known.push(((*bill).to_string(), id));
                }
            }
            Ok(known)
        })
    }

    /// Which of these house bills the client already has on the desk, in the given order.
    pub fn known_bills(&self, client_id: i64, bills: &[&str]) -> Result<Vec<String>, DeskError> {
        self.read(|conn| {
            let mut find = conn.prepare_cached("SELECT 1 FROM shipments WHERE client_id = ?1 AND bill = ?2")?;
            let mut known = Vec::new();
            for bill in bills {
                if find.exists(params![client_id, bill])? {
                    known.push((*bill).to_string());
                }
            }
            Ok(known)
        })
    }
}
