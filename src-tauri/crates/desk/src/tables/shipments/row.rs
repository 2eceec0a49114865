//! What a row shows, and how it follows from the shipment and its decision.

use super::{rank, route};
use crate::tables::decisions::Gist;
use crate::tables::{decisions, imports, unreadable, versions, whole_cents};
use crate::{Desk, DeskError};
use chrono::{DateTime, NaiveDate, Utc};
use customs::decision::RulebookStamp;
use customs::{Decimal, Decision, Mode, Route, Shipment};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A shipment as the grid shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ShipmentRow {
    /// The desk's own number.
    #[ts(type = "number")]
    pub id: i64,
    /// House bill.
    pub bill: String,
    /// Whose it is.
    #[ts(type = "number")]
    pub client_id: i64,
    /// The client's name.
    pub client: String,
    /// The import that brought it.
    #[ts(type = "number")]
    pub import_id: i64,
    /// Who receives it.
    pub person: String,
    /// The first line of goods.
    pub goods: String,
    /// The origins of its lines, each once: `CN, VN`.
    pub origin: String,
    /// The first tariff number, as received.
    pub hts: String,
    /// Fair retail value in U.S. dollars, two decimals; `null` where a value or a rate of exchange is missing.
    pub value_usd: Option<String>,
    /// Lines of goods.
    pub lines: u32,
    /// Local day of arrival.
    pub arrival: Option<NaiveDate>,
    /// Port, Schedule D.
    pub port: String,
    /// How it travels.
    pub mode: Option<Mode>,
    /// Where it goes.
    pub route: Route,
    /// CBP entry type code.
    pub entry_type: Option<String>,
    /// Free, not free, or a person must look.
    pub exempt: Option<bool>,
    /// Only the suspension stands in the way.
    pub would_have_qualified: bool,
    /// The tests that failed or ask for a person.
    pub flagged: Vec<String>,
    /// The live entry it is on.
    pub entry_number: Option<String>,
    /// When it was decided last.
    pub decided_at: DateTime<Utc>,
}

/// A shipment whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct StoredShipment {
    /// The desk's own number.
    #[ts(type = "number")]
    pub id: i64,
    /// Its row.
    pub row: ShipmentRow,
    /// The shipment as it stands.
    pub shipment: Shipment,
    /// The last decision.
    pub decision: Decision,
    /// How often it was decided.
    #[ts(type = "number")]
    pub decisions_count: u64,
    /// By which rulebook it was decided last.
    pub rulebook: Option<RulebookStamp>,
    /// The import that brought it.
    #[ts(type = "number")]
    pub import_id: i64,
    /// Name of the file it came in.
    pub file_name: String,
    /// Its rows in that file, counted from 1.
    pub source_rows: Vec<u32>,
    /// Port, Schedule D.
    pub port: String,
}

/// The columns of a shipment that follow from its version and decision.
#[derive(Debug, PartialEq)]
pub(crate) struct Fields {
    pub(crate) bill: String,
    pub(crate) person: String,
    pub(crate) goods: String,
    pub(crate) origin: String,
    pub(crate) hts: String,
    pub(crate) value_usd: Option<String>,
    pub(crate) value_cents: Option<i64>,
    pub(crate) lines: i64,
    pub(crate) arrival: Option<String>,
    pub(crate) port: String,
    pub(crate) mode: &'static str,
    pub(crate) route: i64,
    pub(crate) entry_type: String,
    pub(crate) exempt: Option<bool>,
    pub(crate) would_have_qualified: bool,
    pub(crate) flags: String,
}

fn mode_code(mode: Option<Mode>) -> &'static str {
    match mode {
        None => "",
        Some(Mode::Air) => "air",
        Some(Mode::Truck) => "truck",
        Some(Mode::Rail) => "rail",
        Some(Mode::Ocean) => "ocean",
        Some(Mode::Mail) => "mail",
        Some(Mode::Accompanied) => "accompanied",
    }
}

/// The retail value of all lines in dollars; `None` where any value, or the rate of exchange, is missing.
fn value_usd(shipment: &Shipment) -> Option<Decimal> {
    let rate = shipment.usd_per_unit()?;
    let total = shipment.lines.iter().try_fold(Decimal::ZERO, |sum, line| sum.checked_add(line.value?))?;
    if shipment.lines.is_empty() { None } else { total.checked_mul(rate) }
}

impl Fields {
    pub(crate) fn of(shipment: &Shipment, port: &str, decision: &Gist) -> Self {
        let person = [&shipment.consignee, &shipment.purchaser, &shipment.owner].into_iter().flatten().find_map(|party| party.name.clone());
        let mut origins: Vec<&str> = Vec::new();
        for origin in shipment.lines.iter().filter_map(|line| line.origin.as_deref()) {
            if !origins.contains(&origin) {
                origins.push(origin);
            }
        }
        let value = value_usd(shipment);
        Self {
            bill: shipment.id.clone(),
            person: person.or_else(|| decision.person.clone()).unwrap_or_default(),
            goods: shipment.lines.first().map(|line| line.description.clone()).unwrap_or_default(),
            origin: origins.join(", "),
            hts: shipment.lines.iter().find_map(|line| line.hts.clone()).unwrap_or_default(),
            value_usd: value.map(|v| customs::money::cents(v).to_string()),
            value_cents: value.and_then(whole_cents),
            lines: i64::try_from(shipment.lines.len()).unwrap_or(i64::MAX),
            arrival: shipment.arrival.map(|a| a.local_day().to_string()),
            port: port.to_string(),
            mode: mode_code(shipment.mode),
            route: rank(decision.route),
            entry_type: decision.entry_type.clone().unwrap_or_default(),
            exempt: decision.exempt,
            would_have_qualified: decision.would_have_qualified,
            flags: decision.flagged.join(" "),
        }
    }

    /// Whether a stored row says exactly this.
    pub(crate) fn stand_in(&self, row: &Row<'_>) -> rusqlite::Result<bool> {
        Ok(row.get_ref("bill")?.as_str()? == self.bill
            && row.get_ref("person")?.as_str()? == self.person
            && row.get_ref("goods")?.as_str()? == self.goods
            && row.get_ref("origin")?.as_str()? == self.origin
            && row.get_ref("hts")?.as_str()? == self.hts
            && row.get_ref("value_usd")?.as_str_or_null()? == self.value_usd.as_deref()
            && row.get::<_, Option<i64>>("value_cents")? == self.value_cents
            && row.get::<_, i64>("lines")? == self.lines
            && row.get_ref("arrival")?.as_str_or_null()? == self.arrival.as_deref()
            && row.get_ref("port")?.as_str()? == self.port
            && row.get_ref("mode")?.as_str()? == self.mode
            && row.get::<_, i64>("route")? == self.route
            && row.get_ref("entry_type")?.as_str()? == self.entry_type
            && row.get::<_, Option<i64>>("exempt")? == self.exempt.map(i64::from)
            && row.get::<_, i64>("would_have_qualified")? == i64::from(self.would_have_qualified)
            && row.get_ref("flags")?.as_str()? == self.flags)
    }
}

const SELECT: &str = "SELECT s.*, c.name AS client, j.at AS decided_at
    FROM shipments s JOIN clients c ON c.id = s.client_id JOIN decisions d ON d.id = s.decision_id JOIN journal j ON j.seq = d.seq
    WHERE s.id = ?1";

impl ShipmentRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let stored_route: i64 = row.get("route")?;
        let mode: String = row.get("mode")?;
        let text = |column: &str| row.get::<_, String>(column);
        Ok(Self {
            id: row.get("id")?,
            bill: text("bill")?,
            client_id: row.get("client_id")?,
            client: text("client")?,
            import_id: row.get("import_id")?,
            person: text("person")?,
            goods: text("goods")?,
            origin: text("origin")?,
            hts: text("hts")?,
            value_usd: row.get("value_usd")?,
            lines: row.get("lines")?,
            arrival: row.get::<_, Option<String>>("arrival")?.map(|day| day.parse().map_err(|e| unreadable(0, e))).transpose()?,
            port: text("port")?,
            mode: [Mode::Air, Mode::Truck, Mode::Rail, Mode::Ocean, Mode::Mail, Mode::Accompanied].into_iter().find(|m| mode_code(Some(*m)) == mode),
            route: route(stored_route).ok_or_else(|| unreadable(0, format!("there is no route number {stored_route}")))?,
            entry_type: Some(text("entry_type")?).filter(|code| !code.is_empty()),
            exempt: row.get("exempt")?,
            would_have_qualified: row.get("would_have_qualified")?,
            flagged: text("flags")?.split_whitespace().map(str::to_string).collect(),
            entry_number: row.get("entry_number")?,
            decided_at: imports::moment_at(row, "decided_at")?,
        })
    }
}

/// Rows in the given order.
pub(crate) fn rows(conn: &Connection, ids: &[i64]) -> Result<Vec<ShipmentRow>, DeskError> {
    let mut statement = conn.prepare_cached(SELECT)?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        rows.extend(statement.query_row([id], ShipmentRow::read).optional()?);
    }
    Ok(rows)
}

/// A shipment whole.
pub(crate) fn stored(conn: &Connection, id: i64) -> Result<StoredShipment, DeskError> {
    let row = rows(conn, &[id])?.pop().ok_or_else(|| DeskError::NotFound(format!("shipment number {id}")))?;
    let version = versions::current(conn, id)?;
    let (body, event): (String, String) = conn
        .prepare_cached("SELECT d.body, j.body FROM shipments s JOIN decisions d ON d.id = s.decision_id JOIN journal j ON j.seq = d.seq WHERE s.id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let count: i64 = conn.prepare_cached("SELECT count(*) FROM decisions WHERE shipment_id = ?1")?.query_row([id], |row| row.get(0))?;
    let file_name: String = conn.prepare_cached("SELECT file_name FROM imports WHERE id = ?1")?.query_row([row.import_id], |row| row.get(0))?;
    let event: serde_json::Value = serde_json::from_str(&event)?;
    Ok(StoredShipment {
        id,
        shipment: version.shipment,
        decision: decisions::read(conn, &body)?,
        decisions_count: count.unsigned_abs(),
        rulebook: event.get("rulebook").cloned().map(serde_json::from_value).transpose()?,
        import_id: row.import_id,
        file_name,
        source_rows: version.source_rows,
        port: version.port,
        row,
    })
}

impl Desk {
    /// Every decision on a shipment, oldest first, each with the place of the event that recorded it.
    pub fn shipment_decisions(&self, id: i64) -> Result<Vec<(i64, Decision)>, DeskError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached("SELECT seq, body FROM decisions WHERE shipment_id = ?1 ORDER BY id")?;
            let rows = statement.query_map([id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
            rows.map(|row| {
                let (seq, body) = row?;
                Ok((seq, decisions::read(conn, &body)?))
            })
            .collect()
        })
    }
}
