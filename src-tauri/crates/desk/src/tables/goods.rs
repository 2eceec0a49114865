//! Which tariff numbers stored lines use, and for whom: what a new edition of the tariff is compared for.

use crate::{Desk, DeskError};

/// A number as it stands in the lines of one client's shipments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberInUse {
    /// As stored: dots or not.
    pub hts: String,
    /// Whose.
    pub client_id: i64,
    /// The client's name.
    pub client: String,
    /// Shipments with such a line.
    pub shipments: u64,
    /// The bill of the newest of them.
    pub bill: String,
    /// How that one describes the goods.
    pub goods: String,
}

impl Desk {
    /// The tariff numbers of all lines as they stand, by number and client.
    pub fn numbers_in_use(&self, client_id: Option<i64>) -> Result<Vec<NumberInUse>, DeskError> {
        self.read(|conn| {
            // max(s.id) makes the bare columns beside it those of that very row
            let mut statement = conn.prepare_cached(
                "SELECT json_extract(l.value, '$.hts') AS hts, s.client_id, c.name, count(DISTINCT s.id), s.bill,
                        coalesce(json_extract(l.value, '$.description'), ''), max(s.id)
                 FROM shipments s JOIN versions v ON v.id = s.version_id JOIN clients c ON c.id = s.client_id, json_each(v.body, '$.shipment.lines') l
                 WHERE hts IS NOT NULL AND hts <> '' AND (?1 IS NULL OR s.client_id = ?1)
                 GROUP BY 1, 2 ORDER BY 1, 3",
            )?;
            let rows = statement.query_map([client_id], |row| {
                Ok(NumberInUse {
                    hts: row.get(0)?,
                    client_id: row.get(1)?,
                    client: row.get(2)?,
                    shipments: u64::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
                    bill: row.get(4)?,
                    goods: row.get(5)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
