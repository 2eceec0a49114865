//! Words to find a shipment by: bill, people, order, tracking, tariff and entry numbers, goods.

use crate::DeskError;
use crate::search;
use customs::Shipment;
use rusqlite::{Connection, params};

/// The words themselves are not kept a second time (`content = ''`): only the index over them.
pub(crate) const SCHEMA: &str = "
CREATE VIRTUAL TABLE words USING fts5 (
    text,
    content = '',
    contentless_delete = 1,
    tokenize = \"unicode61 remove_diacritics 2\"
);
-- An import's words are gathered in memory (bytes) and written in few pieces, rather than in hundreds to be merged.
INSERT INTO words (words, rank) VALUES ('hashsize', 33554432);
";

/// Everything a shipment is found by.
pub(crate) fn of(shipment: &Shipment, entry_number: Option<&str>) -> String {
    let people = [&shipment.consignee, &shipment.purchaser, &shipment.owner, &shipment.shipper];
    let numbers = [&shipment.order_number, &shipment.invoice_number, &shipment.tracking_number];
    search::indexed(
        std::iter::once(shipment.id.as_str())
            .chain(people.into_iter().flatten().filter_map(|party| party.name.as_deref()))
            .chain(numbers.into_iter().flatten().map(String::as_str))
            .chain(shipment.lines.iter().flat_map(|line| [Some(line.description.as_str()), line.hts.as_deref(), line.sku.as_deref()]).flatten())
            .chain(entry_number),
    )
}

/// Indexes a shipment's words.
pub(crate) fn add(conn: &Connection, shipment_id: i64, text: &str) -> Result<(), DeskError> {
    conn.prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?.execute(params![shipment_id, text])?;
    Ok(())
}

/// Forgets a shipment's words.
pub(crate) fn remove(conn: &Connection, shipment_id: i64) -> Result<(), DeskError> {
    conn.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([shipment_id])?;
    Ok(())
}
