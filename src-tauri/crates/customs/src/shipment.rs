//! What arrives: one house bill, its people and its goods.

use crate::Arrival;
use crate::money::{exact_option, measure_option};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One shipment: the goods under one house bill or parcel number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct Shipment {
    /// The house bill or parcel number, unique in its batch.
    pub id: String,
    /// Date of importation. Absent only until the desk asks for it.
    #[serde(default)]
    pub arrival: Option<Arrival>,
    /// Date of exportation, which fixes the rate of exchange (19 CFR 159.32).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exported: Option<NaiveDate>,
    /// When a manifest or entry was filed. Decides nothing: the law of arrival does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed_at: Option<String>,
    /// How it travels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// Country the shipment leaves from, ISO alpha-2: the one whose retail prices count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_of_shipment: Option<String>,
    /// Who sends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipper: Option<Box<Party>>,
    /// Who receives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consignee: Option<Box<Party>>,
    /// Who bought it, where disclosed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchaser: Option<Box<Party>>,
    /// Who owns it, where disclosed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Box<Party>>,
    /// What exemption is claimed.
    #[serde(default)]
    pub claim: Claim,
    /// `false`: unsold stock for a warehouse; `true`: bought by the consignee or purchaser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goods_sold: Option<bool>,
    /// Withdrawn from a foreign-trade zone or a bonded warehouse.
    #[serde(default)]
    pub from_ftz: bool,
    /// The broker's client, as received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// The shipper's own order number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_number: Option<String>,
    /// The shipper's own invoice number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice_number: Option<String>,
    /// The carrier's tracking number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking_number: Option<String>,
    /// ISO 4217 currency of the values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// U.S. dollars for one unit of `currency`.
    #[serde(default, with = "exact_option", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string | null")]
    pub exchange_rate: Option<Decimal>,
    /// Of another client than the one who will read the decision: it counts, but no sentence may name it or those on it
    /// (19 CFR 111.24).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub confidential: bool,
    /// The goods.
    pub lines: Vec<Line>,
    /// Where values come from that the merchant's file does not say: a rate of exchange, the client's product list, a correction.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<crate::ValueSource>>")]
    pub sources: Vec<crate::ValueSource>,
}

impl Shipment {
    /// Where a value comes from that the merchant's file does not say; `line` from 1, `None` for the shipment as a whole.
    pub fn source_of(&self, line: Option<u32>, field: &str) -> Option<&str> {
        self.sources.iter().find(|s| s.line == line && s.field == field).map(|s| s.source.as_str())
    }

    /// U.S. dollars for one unit of the shipment's currency; `None` when it is foreign and no rate is known.
    /// A shipment without a currency is in dollars.
    pub fn usd_per_unit(&self) -> Option<Decimal> {
        match self.currency.as_deref() {
            None | Some("USD" | "") => Some(Decimal::ONE),
            Some(_) => self.exchange_rate,
        }
    }
}

/// One kind of goods on a shipment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct Line {
    /// The goods in words, as received.
    pub description: String,
    /// Pieces.
    #[serde(default, with = "measure_option", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string | null")]
    pub quantity: Option<Decimal>,
    /// Fair retail value of the whole line in the country of shipment, in the shipment's currency (19 USC 1321(a)(2)).
    #[serde(default, with = "exact_option", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string | null")]
    pub value: Option<Decimal>,
    /// Customs value of the whole line where it differs (19 USC 1401a).
    #[serde(default, with = "exact_option", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string | null")]
    pub entered_value: Option<Decimal>,
    /// HTS number, as received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hts: Option<String>,
    /// Country of origin, ISO alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Gross weight of the line, kilograms.
    #[serde(default, with = "measure_option", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string | null")]
    pub weight_kg: Option<Decimal>,
    /// The merchant's stock number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// Antidumping or countervailing case, like `A-570-909`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adcvd_case: Option<String>,
    /// Under an absolute or tariff-rate quota.
    #[serde(default)]
    pub quota: bool,
    /// Chapter 99 numbers the filer reports.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chapter_99: Vec<String>,
    /// Partner-agency data filed or disclaimed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pga: Vec<PgaStatement>,
}

impl Line {
    /// What enters the country for duty: the customs value, or the retail value where none was given.
    pub fn customs_value(&self) -> Option<Decimal> {
        self.entered_value.or(self.value)
    }
}

/// A person or firm on a shipment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct Party {
    /// Name as received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// First address line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address1: Option<String>,
    /// Second address line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address2: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State, province or region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// ZIP or postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Country, as received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// How a shipment travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Aircraft, express or freight.
    Air,
    /// Truck.
    Truck,
    /// Rail.
    Rail,
    /// Vessel.
    Ocean,
    /// International mail.
    Mail,
    /// With a traveler.
    Accompanied,
}

/// The exemption a filer claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Claim {
    /// Ordinary commerce.
    #[default]
    Commercial,
    /// A bona fide gift (19 CFR 10.152).
    Gift,
    /// Articles accompanying a traveler.
    Accompanied,
}

/// What was done about a partner agency's data.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PgaStatement {
    /// `FDA`, `USDA`, `CPSC` …
    pub agency: String,
    /// Filed or disclaimed.
    pub data: PgaData,
}

/// Whether partner-agency data was filed or disclaimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum PgaData {
    /// The agency's message set was sent.
    Filed,
    /// The filer states that the agency does not want it.
    Disclaimed,
}

/// A batch to decide: shipments, and history that counts toward a person's day and an order's lots.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    /// The shipments to decide.
    pub shipments: Vec<Shipment>,
    /// Shipments that count but are not decided.
    #[serde(default)]
    pub history: Vec<Shipment>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_may_be_a_json_fraction_and_an_amount_may_not() {
        let line: Line = serde_json::from_str(r#"{"description": "tea", "quantity": 2, "weight_kg": 0.35, "value": "5.00"}"#).unwrap();
        assert_eq!(line.weight_kg, Some("0.35".parse().unwrap()));
        assert_eq!(line.quantity, Some(Decimal::TWO));
        let refused = serde_json::from_str::<Line>(r#"{"description": "tea", "value": 5.25}"#).unwrap_err();
        assert!(refused.to_string().contains("write amounts as text"), "{refused}");
    }
}
