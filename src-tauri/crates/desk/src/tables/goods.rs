//! Which tariff numbers stored lines and the clients' product lists use, and for whom: what a new edition of the tariff is compared for.

use crate::{Desk, DeskError};

/// A number as it stands in the lines of one client's shipments, or in that client's product list.
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
    /// Products of the client's list that carry it.
    pub products: u64,
    /// The stock number of the first of them.
    pub sku: String,
    /// How the newest shipment, or else that product, describes the goods.
    pub goods: String,
}

impl Desk {
    /// The tariff numbers of all lines as they stand, then those of all product lists, each by number and client.
    pub fn numbers_in_use(&self, client_id: Option<i64>) -> Result<Vec<NumberInUse>, DeskError> {
        self.read(|conn| {
            // max() and min() make the bare columns beside them those of that very row
            let mut statement = conn.prepare_cached(
                "SELECT 0, json_extract(l.value, '$.hts') AS hts, s.client_id, c.name, count(DISTINCT s.id), s.bill, 0, '',
                        coalesce(json_extract(l.value, '$.description'), ''), max(s.id)
                 FROM shipments s JOIN versions v ON v.id = s.version_id JOIN clients c ON c.id = s.client_id, json_each(v.body, '$.shipment.lines') l
                 WHERE hts IS NOT NULL AND hts <> '' AND (?1 IS NULL OR s.client_id = ?1)
                 GROUP BY 2, 3
                 UNION ALL
                 SELECT 1, json_extract(p.body, '$.hts') AS hts, p.client_id, c.name, 0, '', count(*), json_extract(p.body, '$.sku'),
                        coalesce(json_extract(p.body, '$.description'), ''), min(p.key)
                 FROM products p JOIN clients c ON c.id = p.client_id
                 WHERE hts IS NOT NULL AND hts <> '' AND (?1 IS NULL OR p.client_id = ?1)
                 GROUP BY 2, 3
                 ORDER BY 1, 2, 4",
            )?;
            let rows = statement.query_map([client_id], |row| {
                let count = |at: usize| Ok::<u64, rusqlite::Error>(u64::try_from(row.get::<_, i64>(at)?).unwrap_or(0));
                Ok(NumberInUse {
                    hts: row.get(1)?,
                    client_id: row.get(2)?,
                    client: row.get(3)?,
                    shipments: count(4)?,
                    bill: row.get(5)?,
                    products: count(6)?,
                    sku: row.get(7)?,
                    goods: row.get(8)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
