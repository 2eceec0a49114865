//! The clients' product lists: stock number to tariff number, origin, words, value.

use super::imports::moment_at;
use super::{clients, unreadable};
use crate::change::{Act, Change};
use crate::{Desk, DeskError, canonical};
use chrono::{DateTime, Utc};
use customs::Product;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use ts_rs::TS;

pub(crate) const SCHEMA: &str = "
CREATE TABLE products (
    client_id INTEGER NOT NULL REFERENCES clients (id),
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (client_id, key)
) STRICT, WITHOUT ROWID;
";

/// A product in the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProductRow {
    /// The product.
    pub product: Product,
    /// When it was put in, or changed last.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub who: String,
}

impl ProductRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let body: String = row.get("body")?;
        Ok(Self { product: serde_json::from_str(&body).map_err(|e| unreadable(0, e))?, at: moment_at(row, "at")?, who: row.get("who")? })
    }
}

fn of_client(conn: &Connection, client_id: i64) -> Result<Vec<ProductRow>, DeskError> {
    let mut statement = conn.prepare_cached("SELECT body, at, who FROM products WHERE client_id = ?1 ORDER BY key")?;
    Ok(statement.query_map([client_id], ProductRow::read)?.collect::<Result<_, _>>()?)
}

fn one(conn: &Connection, client_id: i64, key: &str) -> Result<Option<ProductRow>, DeskError> {
    let mut statement = conn.prepare_cached("SELECT body, at, who FROM products WHERE client_id = ?1 AND key = ?2")?;
    Ok(statement.query_row(params![client_id, key], ProductRow::read).optional()?)
}

/// A list as the journal holds it: how long it is, and a hash over all of it. What changed is in the event beside it.
fn state(conn: &Connection, client_id: i64) -> Result<Value, DeskError> {
    let mut hasher = Sha256::new();
    let mut count = 0u64;
    let mut statement = conn.prepare_cached("SELECT key, body, at, who FROM products WHERE client_id = ?1 ORDER BY key")?;
    let mut rows = statement.query([client_id])?;
    while let Some(row) = rows.next()? {
        for column in 0..4 {
            canonical::field(&mut hasher, row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?.as_bytes());
        }
        count += 1;
    }
    let digest: [u8; 32] = hasher.finalize().into();
    Ok(json!({"products": count.to_string(), "sha256": canonical::hex(&digest)}))
}

/// Every list's subject and state.
pub(crate) fn states(conn: &Connection, mut each: impl FnMut(String, Value)) -> Result<(), DeskError> {
    let clients: BTreeSet<i64> = conn.prepare("SELECT DISTINCT client_id FROM products")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for client_id in clients {
        each(format!("products:{client_id}"), state(conn, client_id)?);
    }
    Ok(())
}

fn put(change: &Change<'_>, client_id: i64, product: &Product) -> Result<Option<Value>, DeskError> {
    let key = Product::key(&product.sku);
    if key.is_empty() {
        return Err(DeskError::refused("A product needs its stock number, as the merchant's files write it."));
    }
    let before = one(change.conn(), client_id, &key)?.map(|row| row.product);
    if before.as_ref() == Some(product) {
        return Ok(None);
    }
    let after = serde_json::to_value(product)?;
    change
        .conn()
        .prepare_cached(
            "INSERT INTO products (client_id, key, body, at, who) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (client_id, key) DO UPDATE SET body = excluded.body, at = excluded.at, who = excluded.who",
        )?
        .execute(params![client_id, key, canonical::text(&after), change.stamp, change.act.who])?;
    Ok(Some(json!({"before": before.map(serde_json::to_value).transpose()?, "after": after})))
}

impl Desk {
    /// A client's product list, by stock number.
    pub fn products(&self, client_id: i64) -> Result<Vec<ProductRow>, DeskError> {
        self.read(|conn| of_client(conn, client_id))
    }

    /// Puts products into a client's list and takes others out, by stock number; all of it, or nothing, in one event.
    /// Returns how many are new or differ, and how many were taken out.
    pub fn save_products(&self, client_id: i64, products: &[Product], remove: &[String], act: &Act) -> Result<(u64, u64), DeskError> {
        self.write(act, |change| {
            clients::need(change.conn(), client_id)?;
            let before = one_state(change.conn(), client_id)?;
            let mut changes = Vec::new();
            for product in products {
                changes.extend(put(change, client_id, product)?);
            }
            let saved = changes.len() as u64;
            for sku in remove {
                let key = Product::key(sku);
                if let Some(held) = one(change.conn(), client_id, &key)? {
                    change.conn().prepare_cached("DELETE FROM products WHERE client_id = ?1 AND key = ?2")?.execute(params![client_id, key])?;
                    changes.push(json!({"before": serde_json::to_value(&held.product)?, "after": null}));
                }
            }
            let removed = changes.len() as u64 - saved;
            if !changes.is_empty() {
                let after = one_state(change.conn(), client_id)?;
                change.record("products-saved", &format!("products:{client_id}"), json!({"before": before, "after": after, "changes": changes}))?;
            }
            Ok((saved, removed))
        })
    }
}

/// The list's state; nothing where it is empty.
fn one_state(conn: &Connection, client_id: i64) -> Result<Option<Value>, DeskError> {
    let any = conn.prepare_cached("SELECT 1 FROM products WHERE client_id = ?1")?.exists([client_id])?;
    if any { state(conn, client_id).map(Some) } else { Ok(None) }
}
