//! Which rows are one shipment, and what they say of it as a whole.

use super::{Assembler, OrderFacts};
use crate::field::Field;
use crate::fold::{clean, fold};
use crate::layout::{Identity, Layout};
use crate::reading::{OrderStatus, ReadShipment, Severity};
use crate::value::{date, money, words};
use customs::{Arrival, Country, Line, Party, Shipment};
use rust_decimal::Decimal;

use super::places::Places;

/// Columns that may name the shipment, the best first.
pub(crate) fn keys(places: &Places, layout: &Layout) -> Vec<(Field, usize)> {
    use Field::{HouseBill, InvoiceNumber, OrderNumber, TrackingNumber};
    let order = match layout.identity {
        Identity::Order => [HouseBill, OrderNumber, TrackingNumber, InvoiceNumber],
        Identity::HouseBill => [HouseBill, TrackingNumber, OrderNumber, InvoiceNumber],
    };
    order.into_iter().filter_map(|f| places.of(f).map(|c| (f, c))).collect()
}

impl Assembler<'_> {
    fn whole(&self, row: usize, field: Field) -> Option<String> {
        self.places.of(field).map(|c| clean(self.shared_cell(row, c)).into_owned()).filter(|t| !t.is_empty())
    }

    /// A row with goods: finds its shipment, or begins one, and adds the lines.
    pub(crate) fn goods(&mut self, row: usize) {
        let Some(at) = self.shipment_of(row) else { return };
        let currency = self.shipments.get(at).and_then(|s| s.shipment.currency.clone());
        let mut lines: Vec<Line> = Vec::new();
        let mut named: Option<&'static str> = None;
        let base = self.places.clone();
        let own_goods = base.goods().iter().any(|c| !self.grid.said(row, *c).trim().is_empty());
        if let Some(packed) = base.of(Field::ItemsPacked).filter(|c| !self.grid.cell(row, *c).trim().is_empty()) {
            lines.extend(self.packed(row, packed, &base));
        } else if own_goods && (self.items.is_empty() || base.has(Field::Description)) {
            let read = self.line(row, &base, currency.as_deref());
            named = read.currency;
            lines.push(read.line);
        }
        for (_, places) in self.items.clone() {
            if places.goods().iter().any(|c| !self.grid.said(row, *c).trim().is_empty()) {
                let read = self.line(row, &places, currency.as_deref());
                named = named.or(read.currency);
                lines.push(read.line);
            }
        }
        for line in &lines {
            if let Some(quantity) = line.quantity {
                self.sums.quantity.0 = self.sums.quantity.0.checked_add(quantity).unwrap_or_default();
                self.sums.quantity.1 = self.sums.quantity.1.checked_add(quantity).unwrap_or_default();
            }
            if let Some(value) = line.value {
                self.sums.value.0 = self.sums.value.0.checked_add(value).unwrap_or_default();
                self.sums.value.1 = self.sums.value.1.checked_add(value).unwrap_or_default();
            }
            self.look_for_twin(row, at, line);
        }
        let column = self.places.of(Field::LineValue).or(self.places.of(Field::UnitValue));
        let errors = self.issues.take_errors();
        let mut conflict = None;
        if let Some(held) = self.shipments.get_mut(at) {
            match (&held.shipment.currency, named) {
                (None, Some(code)) => held.shipment.currency = Some(code.to_owned()),
                // A conflict with the currency column has been named at the cell.
                (Some(before), Some(code)) if before != code && currency.is_none() => conflict = Some((before.clone(), code)),
                _ => {}
            }
            held.line_rows.extend(lines.iter().map(|_| row as u32 + 1));
            held.shipment.lines.extend(lines);
            if held.rows.last() != Some(&(row as u32 + 1)) {
                held.rows.push(row as u32 + 1);
            }
            held.errors += errors;
        }
        if let Some((before, code)) = conflict {
            self.issues.error(
                "currency-conflict",
                row,
                column,
                code,
                format!("This row is in {code}, the shipment's rows above are in {before}; a shipment has one currency."),
            );
        }
    }

    /// A row of an order without goods.
    pub(crate) fn order(&mut self, row: usize) {
        let before = self.shipments.len();
        if let Some(at) = self.shipment_of(row) {
            if self.shipments.len() == before
                && let Some(held) = self.shipments.get_mut(at)
                && held.rows.last() != Some(&(row as u32 + 1))
            {
                held.rows.push(row as u32 + 1);
            }
            let errors = self.issues.take_errors();
            if let Some(held) = self.shipments.get_mut(at) {
                held.errors += errors;
            }
        }
    }

    /// The shipment of a row: that of the row above where the key is blank, that of its key, or a new one.
    fn shipment_of(&mut self, row: usize) -> Option<usize> {
        let is_line_record = self.places.has(Field::RecordType) && self.current.is_some();
        if is_line_record {
            return self.current;
        }
        let primary = self.keys.first().copied();
        let key = primary.and_then(|(_, c)| self.key_text(row, c));
        if let Some(key) = key {
            return Some(match self.by_key.get(&key).copied() {
                Some(at) => {
                    self.again(row, at, &key);
                    at
                }
                None => self.begin(row, key),
            });
        }
        if let Some(at) = self.current
            && primary.is_some()
            && !self.is_another(row, at)
        {
            return Some(at);
        }
        // No key and somebody else's goods: the next best number serves, else the row's.
        for (field, column) in self.keys.clone().into_iter().skip(1) {
            if let Some(key) = self.key_text(row, column) {
                if let Some((first, _)) = primary {
                    self.issues.once(Severity::Warning, "id-from-other-number", row, Some(column), &key, || {
                        format!("{} is missing; {} {key} serves as the shipment's number.", first.label(), field.label().to_lowercase())
                    });
                }
                return Some(match self.by_key.get(&key).copied() {
                    Some(at) => at,
                    None => self.begin(row, key),
                });
            }
        }
        if let Some((field, column)) = primary {
            let message =
                format!("{} is missing, and the row above is somebody else's; write the number, or the row cannot be told from others.", field.label());
            let code = if field == Field::HouseBill { "no-house-bill" } else { "no-number" };
            self.issues.error(code, row, Some(column), "", message);
        }
        Some(self.begin(row, format!("row-{}", row + 1)))
    }

    fn key_text(&self, row: usize, column: usize) -> Option<String> {
        // `#3001` in one export is `3001` in another.
        let text = clean(self.shared_cell(row, column));
        let text = text.strip_prefix('#').unwrap_or(&text).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Whether a row without a key names another consignee or order than the shipment above it.
    fn is_another(&self, row: usize, at: usize) -> bool {
        let Some(first) = self.shipments.get(at).and_then(|s| s.rows.first()).map(|r| *r as usize - 1) else { return true };
        let differs = |column: Option<usize>| {
            column.is_some_and(|c| {
                let own = self.shared_cell(row, c).trim();
                !own.is_empty() && fold(own) != fold(self.shared_cell(first, c).trim())
            })
        };
        differs(self.consignee.name)
            || self.keys.iter().skip(1).any(|(_, c)| differs(Some(*c)))
            || (self.consignee.name.is_none() && differs(self.consignee.address1))
    }

    /// A key that is there already: the same person's further goods, or a mistake.
    fn again(&mut self, row: usize, at: usize, key: &str) {
        let next_to_it = self.current == Some(at);
        self.current = Some(at);
        let Some(first) = self.shipments.get(at).and_then(|s| s.rows.first()).map(|r| *r as usize - 1) else { return };
        if let Some(column) = self.consignee.name {
            let (own, held) = (self.shared_cell(row, column).trim(), self.shared_cell(first, column).trim());
            if !own.is_empty() && own != held && fold(own) != fold(held) {
                let message =
                    format!("{key} is {held}'s on row {} and {own}'s here; one number cannot have two consignees. Correct the number or the name.", first + 1);
                let own = own.to_owned();
                self.issues.error("two-consignees", row, Some(column), &own, message);
            }
        }
        if !next_to_it && self.layout.identity == Identity::HouseBill {
            let column = self.keys.first().map(|(_, c)| *c);
            let message = format!("{key} was on row {} already, with other shipments in between; this row is read as more of its goods.", first + 1);
            self.issues.warn("house-bill-again", row, column, key, message);
        }
    }

    /// The same goods twice under one number: perhaps one row too many.
    fn look_for_twin(&mut self, row: usize, at: usize, line: &Line) {
        if self.layout.identity != Identity::HouseBill {
            return;
        }
        let Some(held) = self.shipments.get(at) else { return };
        let twin = held.shipment.lines.iter().zip(&held.line_rows).find(|(l, _)| {
            l.description == line.description
                && l.sku == line.sku
                && l.quantity == line.quantity
                && l.hts == line.hts
                && l.origin == line.origin
                && !line.description.is_empty()
        });
        let Some((other, other_row)) = twin else { return };
        let column = self.places.of(Field::LineValue).or(self.places.of(Field::UnitValue));
        let amount = |v: Option<Decimal>| v.map_or("none".to_owned(), |v| v.to_string());
        let key = held.shipment.id.clone();
        if other.value == line.value {
            let message = format!("{key} has the same goods on row {other_row}; if this row is a copy, leave it out.");
            self.issues.warn("same-goods-twice", row, None, &key, message);
        } else {
            let message = format!(
                "{key} has the same goods on row {other_row} with the value {}, here {}; one of the rows is wrong.",
                amount(other.value),
                amount(line.value)
            );
            self.issues.error("same-goods-other-value", row, column, &amount(line.value), message);
        }
    }

    /// Begins a shipment with what the row says of it as a whole.
    fn begin(&mut self, row: usize, key: String) -> usize {
        let mut shipment = Shipment { id: key.clone(), client: self.options.client.clone(), ..Shipment::default() };
        shipment.order_number = self.whole(row, Field::OrderNumber).map(|n| n.strip_prefix('#').map_or(n.clone(), str::to_owned));
        shipment.invoice_number = self.whole(row, Field::InvoiceNumber);
        shipment.tracking_number = self.whole(row, Field::TrackingNumber);
        shipment.currency = self.currency(row);
        shipment.arrival = self.arrival(row).or(self.default_arrival);
        shipment.exported = self.day(row, Field::ExportDate).map(|w| w.day);
        shipment.mode = self.mode(row).or(self.default_mode);
        shipment.country_of_shipment = self.country_of_shipment(row).or(self.default_country.clone());
        if let Some(text) = self.whole(row, Field::Claim) {
            match words::claim(&text) {
                Some(claim) => shipment.claim = claim,
                None => self.issues.warn(
                    "claim-unclear",
                    row,
                    self.places.of(Field::Claim),
                    &text,
                    format!("“{text}” says neither gift nor commercial; it is read as commercial."),
                ),
            }
        }
        if let Some(text) = self.whole(row, Field::GoodsSold) {
            shipment.goods_sold = words::sold(&text);
            if shipment.goods_sold.is_none() {
                self.issues.warn(
                    "sold-unclear",
                    row,
                    self.places.of(Field::GoodsSold),
                    &text,
                    format!("“{text}” says neither that the goods are sold nor that they are stock."),
                );
            }
        }
        if let Some(text) = self.whole(row, Field::ExchangeRate) {
            match money::number(&text, self.decimal) {
                Ok(rate) if rate > Decimal::ZERO => shipment.exchange_rate = Some(rate),
                _ => self.issues.error(
                    "rate-unclear",
                    row,
                    self.places.of(Field::ExchangeRate),
                    &text,
                    format!("“{text}” is no rate of exchange; write U.S. dollars for one unit, like 1.0845."),
                ),
            }
        }
        let (consignee, purchaser, shipper) = (self.consignee.clone(), self.purchaser.clone(), self.shipper.clone());
        shipment.consignee = self.party(row, &consignee, true);
        shipment.purchaser = self.party(row, &purchaser, shipment.consignee.is_none());
        shipment.shipper = self.party(row, &shipper, false).or(self.default_shipper.clone());
        self.consignee_or_purchaser(row, &mut shipment);
        let status = self.status(row, &key);
        let mut ignored = None;
        let facts = OrderFacts {
            row,
            subtotal: self.amount(row, self.places.of(Field::OrderSubtotal), None, &mut ignored).ok().flatten(),
            total: self.amount(row, self.places.of(Field::OrderTotal), None, &mut ignored).ok().flatten(),
            shipping: self.amount(row, self.places.of(Field::OrderShipping), None, &mut ignored).ok().flatten(),
            tax: self.amount(row, self.places.of(Field::OrderTax), None, &mut ignored).ok().flatten(),
            discount: self.amount(row, self.places.of(Field::OrderDiscount), None, &mut ignored).ok().flatten(),
        };
        let at = self.shipments.len();
        let errors = self.issues.take_errors();
        self.shipments.push(ReadShipment { shipment, rows: vec![row as u32 + 1], line_rows: Vec::new(), status, errors });
        self.orders.push(facts);
        self.by_key.insert(key, at);
        self.current = Some(at);
        at
    }

    /// Where no consignee is given the purchaser receives the goods, and that is said.
    fn consignee_or_purchaser(&mut self, row: usize, shipment: &mut Shipment) {
        let nameless = |p: &Option<Box<Party>>| p.as_ref().is_none_or(|p| p.name.is_none());
        if !nameless(&shipment.consignee) || !(self.consignee.named() || self.purchaser.named()) {
            return;
        }
        if !nameless(&shipment.purchaser) && shipment.consignee.as_deref().is_none_or(|c| c.address1.is_none()) {
            shipment.consignee = shipment.purchaser.clone();
            let column = self.consignee.name.or(self.purchaser.name).or(self.purchaser.last);
            self.issues.once(Severity::Warning, "consignee-from-purchaser", row, column, "", || {
                "No consignee is given; the purchaser is taken for the consignee.".to_owned()
            });
        } else {
            let column = self.consignee.name.or(self.consignee.last).or(self.consignee.company);
            self.issues.error("no-consignee", row, column, "", "The consignee has no name; write first and last name, or the firm.".to_owned());
        }
    }

    fn currency(&mut self, row: usize) -> Option<String> {
        let text = self.whole(row, Field::Currency);
        match text {
            Some(text) => match money::currency(&text) {
                Some(code) => Some(code.to_owned()),
                None => {
                    self.issues.error(
                        "currency-unknown",
                        row,
                        self.places.of(Field::Currency),
                        &text,
                        format!("“{text}” is no currency that is known; write its code, like USD or EUR."),
                    );
                    None
                }
            },
            None => None,
        }
    }

    fn day(&mut self, row: usize, field: Field) -> Option<date::When> {
        let column = self.places.of(field)?;
        let text = clean(self.shared_cell(row, column)).into_owned();
        if text.is_empty() || text == "-" {
            return None;
        }
        match date::date(&text, self.date_order, self.grid.epoch_1904) {
            Some(when) => {
                if when.serial {
                    let why = format!("{text} is the number a spreadsheet gives the day");
                    self.issues.repair("date-serial", row, column, &text, &when.day.to_string(), why);
                }
                Some(when)
            }
            None => {
                self.issues.warn("date-unclear", row, Some(column), &text, format!("“{text}” is no date; write it like 2024-06-03."));
                None
            }
        }
    }

    fn arrival(&mut self, row: usize) -> Option<Arrival> {
        self.day(row, Field::ArrivalDate).map(|when| when.at.map_or(Arrival::Day(when.day), Arrival::Instant))
    }

    fn mode(&mut self, row: usize) -> Option<customs::Mode> {
        let text = self.whole(row, Field::Mode)?;
        let mode = words::mode(&text);
        if mode.is_none() {
            self.issues.warn(
                "mode-unknown",
                row,
                self.places.of(Field::Mode),
                &text,
                format!("“{text}” is no mode of transport that is known: air, truck, rail, ocean or mail."),
            );
        }
        mode
    }

    fn country_of_shipment(&mut self, row: usize) -> Option<String> {
        let text = self.whole(row, Field::CountryOfShipment)?;
        let country = Country::parse(&text);
        if country.is_none() {
            self.issues.warn(
                "country-unknown",
                row,
                self.places.of(Field::CountryOfShipment),
                &text,
                format!("“{text}” is no country that is known; write its name or two-letter code."),
            );
        }
        country.map(|c| c.code().to_owned())
    }

    fn status(&mut self, row: usize, key: &str) -> Option<OrderStatus> {
        let cancelled = self.whole(row, Field::CancelledAt).filter(|t| !matches!(fold(t).as_str(), "no" | "false" | "0" | "nein" | "non"));
        let refunded = self.whole(row, Field::RefundedAmount).and_then(|t| money::money(&t, self.decimal).ok()).is_some_and(|m| !m.amount.is_zero());
        let word = self.whole(row, Field::OrderStatus);
        let (status, column, text) = match (cancelled, word.as_deref().and_then(words::status)) {
            (Some(text), _) => (OrderStatus::Cancelled, self.places.of(Field::CancelledAt), text),
            (None, Some(status)) => (status, self.places.of(Field::OrderStatus), word.unwrap_or_default()),
            (None, None) if refunded => {
                (OrderStatus::PartlyRefunded, self.places.of(Field::RefundedAmount), self.whole(row, Field::RefundedAmount).unwrap_or_default())
            }
            _ => return None,
        };
        let (code, what) = match status {
            OrderStatus::Cancelled => ("order-cancelled", "is cancelled; leave it out unless the goods travel all the same"),
            OrderStatus::Refunded => ("order-refunded", "is refunded; leave it out unless the goods travel all the same"),
            OrderStatus::PartlyRefunded => ("order-partly-refunded", "is refunded in part; check which goods travel"),
            OrderStatus::Unpaid => ("order-unpaid", "is not paid; check that the goods travel"),
        };
        self.issues.warn(code, row, column, &text, format!("Order {key} {what}."));
        Some(status)
    }
}
