//! After the rows: rates of exchange, orders against their lines, what the file lacks as a whole.

use super::Assembler;
use crate::field::Field;
use crate::options::ExchangeRate;
use crate::reading::{RowKind, Severity, Source};
use chrono::NaiveDate;
use customs::ValueSource;
use rust_decimal::Decimal;

impl Assembler<'_> {
    /// Says what no column holds, before the rows are read.
    pub(crate) fn columns_missing(&mut self) {
        let row = self.header_row();
        let in_items = |field: Field| self.items.iter().any(|(_, p)| p.has(field));
        let has = |field: Field| self.places.has(field) || in_items(field);
        let packed = self.places.has(Field::ItemsPacked);
        let mut say = Vec::new();
        if self.header.row.is_none() && self.columns.iter().all(|c| c.field.is_none()) {
            say.push((Severity::Error, "no-header", "No row names the columns. Choose the header row, or map the columns by hand.".to_owned()));
        }
        if !packed && !has(Field::Description) && !has(Field::DescriptionLocal) {
            say.push((
                Severity::Error,
                "no-description-column",
                "No column describes the goods. Map it, or ask the merchant for an export that lists the items.".to_owned(),
            ));
        }
        if !packed && !has(Field::LineValue) && !has(Field::UnitValue) {
            say.push((
                Severity::Error,
                "no-value-column",
                "No column holds the value of the goods. Map it, or ask the merchant for an export with prices.".to_owned(),
            ));
        }
        if !self.consignee.named() && !self.purchaser.named() {
            say.push((
                Severity::Error,
                "no-consignee-column",
                "No column names the consignee. Map it, or ask the merchant for an export with names and addresses.".to_owned(),
            ));
        }
        match self.keys.first() {
            None => say.push((
                Severity::Error,
                "no-house-bill-column",
                "No column holds a house bill, an order or a tracking number. Map it; until then each row is a shipment of its own.".to_owned(),
            )),
            Some((Field::HouseBill, _)) => {}
            Some((field, column)) => {
                let message = format!(
                    "The file has no house bill; the {} in column {} serves as each shipment's number.",
                    field.label().to_lowercase(),
                    crate::reading::letter(*column as u32)
                );
                self.issues.file(Severity::Warning, "id-from-other-column", row, Some(*column), message);
            }
        }
        if !packed && !has(Field::Hts) {
            say.push((Severity::Warning, "no-hts-column", "No column holds HTS numbers; they come from the client's product list, or by hand.".to_owned()));
        }
        let in_parts = |field: Field| packed && self.options.packed.as_ref().is_some_and(|p| p.parts.contains(&Some(field)));
        if !has(Field::Origin) && !in_parts(Field::Origin) {
            say.push((
                Severity::Warning,
                "no-origin-column",
                "No column holds the country of origin; it comes from the client's product list, or by hand.".to_owned(),
            ));
        }
        for (severity, code, message) in say {
            self.issues.file(severity, code, row, None, message);
        }
        // These are the file's, not the next shipment's.
        self.issues.take_errors();
    }

    /// Settles what needs all rows.
    pub(crate) fn finish(&mut self, source: &mut Source) {
        self.currencies();
        self.orders_against_lines();
        self.empty_orders();
        self.only_one(source);
        self.filled_by_rules();
    }

    /// Empty cells that a rule of the client filled: each is named where goods, or a shipment, took the value.
    fn filled_by_rules(&mut self) {
        for (column, number) in self.grid.standing_rules() {
            let (Some(rule), Some(field)) = (self.options.rules.get(number), self.columns.get(column).and_then(|c| c.field)) else { continue };
            for held in &self.shipments {
                let whole = held.rows.first().map(std::slice::from_ref).unwrap_or_default();
                let rows = if field.is_of_shipment() { whole } else { &held.line_rows };
                for row in rows.iter().map(|r| *r as usize - 1) {
                    if self.grid.own(row, column).trim().is_empty() {
                        self.issues.repair("client-rule", row, column, "", &rule.value, rule.source.clone());
                    }
                }
            }
        }
    }

    /// Currencies and rates of exchange: those given for this file, then those of the desk; a certified one goes before the merchant's own.
    fn currencies(&mut self) {
        let mut unnamed = 0u32;
        let mut troubles = RateTroubles::default();
        let column =
            self.places.of(Field::LineValue).or(self.places.of(Field::UnitValue)).or_else(|| self.items.first().and_then(|(_, p)| p.of(Field::LineValue)));
        for held in &mut self.shipments {
            let shipment = &mut held.shipment;
            if shipment.currency.is_none() {
                shipment.currency.clone_from(&self.default_currency);
            }
            let Some(currency) = shipment.currency.clone() else {
                unnamed += u32::from(shipment.lines.iter().any(|l| l.value.is_some()));
                continue;
            };
            if currency == "USD" {
                continue;
            }
            let row = held.rows.first().map_or(0, |r| *r as usize - 1);
            let arrived = shipment.arrival.map(customs::Arrival::local_day);
            let given = if shipment.exchange_rate.is_none() { rate_on(&self.options.exchange_rates, &currency, shipment.exported.or(arrived)) } else { None };
            if let Some(rate) = given {
                shipment.exchange_rate = Some(rate);
                continue;
            }
            match self.options.rates.choose(&currency, shipment.exported, arrived) {
                Ok(chosen) if shipment.exchange_rate.is_none() || !chosen.uncertified => {
                    if let Some(own) = shipment.exchange_rate.filter(|own| *own != chosen.usd_per_unit) {
                        troubles.not_certified(row, &currency, own, chosen.usd_per_unit);
                    }
                    if chosen.uncertified {
                        troubles.uncertified(row, &currency);
                    }
                    if shipment.exported.is_none() {
                        troubles.by_arrival(row);
                    }
                    shipment.exchange_rate = Some(chosen.usd_per_unit);
                    shipment.sources.push(ValueSource { line: None, field: Field::ExchangeRate.key(), source: chosen.because });
                }
                _ if shipment.exchange_rate.is_some() => {
                    let source = "the rate in the merchant's file, not certified".to_owned();
                    if !self.options.rates.is_empty() {
                        shipment.sources.push(ValueSource { line: None, field: Field::ExchangeRate.key(), source });
                    }
                }
                Ok(_) => {}
                Err(why) => {
                    held.errors += 1;
                    troubles.missing(row, &currency, if self.options.rates.is_empty() { None } else { Some(why) });
                }
            }
        }
        if unnamed > 0 {
            let row = self.header_row();
            let message = format!(
                "Neither a column nor a sign names the currency of {unnamed} shipment{}; the values are read as U.S. dollars. Choose the currency if that is wrong.",
                plural(unnamed)
            );
            self.issues.file(Severity::Warning, "currency-assumed", row, column, message);
        }
        let (currency_at, rate_at, export_at) =
            (self.places.of(Field::Currency).or(column), self.places.of(Field::ExchangeRate).or(column), self.places.of(Field::ExportDate));
        for (severity, code, row, value, message) in troubles.say() {
            let at = match code {
                "rate-not-certified" => rate_at,
                "export-day-unknown" => export_at,
                _ => currency_at,
            };
            self.issues.put(severity, code, row, at, &value, message);
        }
    }

    /// The lines of each order against the values the order states.
    fn orders_against_lines(&mut self) {
        let column = |f: Field| self.places.of(f);
        let (subtotal_at, total_at) = (column(Field::OrderSubtotal), column(Field::OrderTotal));
        if subtotal_at.is_none() && total_at.is_none() {
            return;
        }
        let mut discounted: Option<(usize, u32)> = None;
        let mut differences = Vec::new();
        for (held, facts) in self.shipments.iter().zip(&self.orders) {
            let lines = &held.shipment.lines;
            if lines.is_empty() || lines.iter().any(|l| l.value.is_none()) {
                continue;
            }
            let sum: Decimal = lines.iter().filter_map(|l| l.value).fold(Decimal::ZERO, |a, b| a.checked_add(b).unwrap_or(a));
            let slack = Decimal::new(lines.len() as i64, 2);
            let zero = Decimal::ZERO;
            let discount = facts.discount.unwrap_or(zero).abs();
            if !discount.is_zero() {
                discounted = Some(discounted.map_or((facts.row, 1), |(row, n)| (row, n + 1)));
            }
            let near = |a: Decimal, b: Decimal| (a - b).abs() <= slack;
            if let (Some(subtotal), Some(at)) = (facts.subtotal, subtotal_at) {
                if !near(sum, subtotal) && !near(sum - discount, subtotal) {
                    differences.push((
                        facts.row,
                        at,
                        subtotal,
                        format!("The lines add up to {sum}, the order says {subtotal} for its goods; one of them is wrong."),
                    ));
                }
            } else if let (Some(total), Some(at)) = (facts.total, total_at) {
                let (shipping, tax) = (facts.shipping.unwrap_or(zero), facts.tax.unwrap_or(zero));
                if near(sum, total) && shipping > slack {
                    differences.push((
                        facts.row,
                        at,
                        total,
                        format!("The lines add up to the order's whole total {total}, with shipping {shipping} in it; the value of the goods alone counts."),
                    ));
                } else if ![sum, sum - discount].into_iter().any(|goods| [goods + shipping, goods + shipping + tax].into_iter().any(|t| near(t, total))) {
                    differences.push((
                        facts.row,
                        at,
                        total,
                        format!(
                            "The lines with shipping, tax and discount make {}, the order says {total}; one of them is wrong.",
                            sum + shipping + tax - discount
                        ),
                    ));
                }
            }
        }
        for (row, at, value, message) in differences {
            self.issues.warn("order-value-differs", row, Some(at), &value.to_string(), message);
        }
        if let Some((row, count)) = discounted {
            let message =
                format!("{count} order{} a discount; the values are the prices before it, as fair retail value.", if count == 1 { " has" } else { "s have" });
            self.issues.warn("discount-not-deducted", row, self.places.of(Field::OrderDiscount), "", message);
        }
    }

    /// Orders of a file with goods that have none themselves.
    fn empty_orders(&mut self) {
        if self.goods_columns.is_empty() {
            return;
        }
        let empty: Vec<(usize, String)> = self
            .shipments
            .iter()
            .filter(|h| h.shipment.lines.is_empty())
            .filter_map(|h| h.rows.first().map(|r| (*r as usize - 1, h.shipment.id.clone())))
            .collect();
        for (row, id) in empty {
            self.issues.warn("order-without-goods", row, None, &id, format!("{id} has no goods; leave it out, or ask the merchant what is in it."));
        }
    }

    /// A master bill or a port that is the same on all rows is the file's.
    fn only_one(&mut self, source: &mut Source) {
        let only = |field: Field| {
            let at = self.places.of(field)?;
            let mut found: Option<&str> = None;
            for (row, kind) in self.kinds.iter().enumerate() {
                let text = self.grid.cell(row, at).trim();
                if matches!(kind, RowKind::Goods | RowKind::Order) && !text.is_empty() {
                    match found {
                        None => found = Some(text),
                        Some(before) if before == text => {}
                        Some(_) => return None,
                    }
                }
            }
            found.map(str::to_owned)
        };
        let (bill, port) = (only(Field::MasterBill), only(Field::Port));
        source.master_bill = source.master_bill.take().or(bill);
        source.port = source.port.take().or(port);
    }
}

/// What is to be said about rates, each thing once with how many shipments it concerns.
#[derive(Default)]
struct RateTroubles(Vec<(Severity, &'static str, String, usize, String, u32)>);

impl RateTroubles {
    /// Counts one more shipment of which the same is to be said; `text` has `{n}` for how many there are.
    fn count(&mut self, severity: Severity, code: &'static str, row: usize, value: &str, text: String) {
        match self.0.iter_mut().find(|(_, c, t, ..)| *c == code && *t == text) {
            Some((.., count)) => *count += 1,
            None => self.0.push((severity, code, text, row, value.to_owned(), 1)),
        }
    }

    fn missing(&mut self, row: usize, currency: &str, why: Option<String>) {
        let text = match why {
            None => format!("There is no rate of exchange for {currency} on the date of export ({{n}}); enter the certified rate (19 CFR 159 subpart C)."),
            Some(why) => format!("{currency} is not converted: {why} ({{n}}). Put the certified rate in under Reference, Rates (19 CFR 159 subpart C)."),
        };
        self.count(Severity::Error, "no-exchange-rate", row, currency, text);
    }

    fn not_certified(&mut self, row: usize, currency: &str, own: Decimal, certified: Decimal) {
        let text = format!("The file converts {currency} at {own}; the certified rate {certified} is used instead ({{n}}), 19 CFR 159.31.");
        self.count(Severity::Warning, "rate-not-certified", row, &own.to_string(), text);
    }

    fn uncertified(&mut self, row: usize, currency: &str) {
        let text = format!("The only rate the desk has for {currency} is not certified ({{n}}); only certified rates may be used (19 CFR 159.31).");
        self.count(Severity::Warning, "rate-uncertified", row, currency, text);
    }

    fn by_arrival(&mut self, row: usize) {
        let text =
            "The day of exportation picks the rate of exchange, and the file does not say it; the day of arrival was taken ({n}), 19 CFR 159.32.".to_owned();
        self.count(Severity::Warning, "export-day-unknown", row, "", text);
    }

    fn say(self) -> impl Iterator<Item = (Severity, &'static str, usize, String, String)> {
        self.0
            .into_iter()
            .map(|(severity, code, text, row, value, count)| (severity, code, row, value, text.replace("{n}", &format!("{count} shipment{}", plural(count)))))
    }
}

/// The rate for a currency on a day: of those that cover it the one that began last.
fn rate_on(rates: &[ExchangeRate], currency: &str, day: Option<NaiveDate>) -> Option<Decimal> {
    let covers = |rate: &&ExchangeRate| match day {
        Some(day) => rate.from.is_none_or(|from| from <= day) && rate.to.is_none_or(|to| day <= to),
        // Without a day only a rate without days can be meant.
        None => rate.from.is_none() && rate.to.is_none(),
    };
    rates.iter().filter(|r| r.currency.eq_ignore_ascii_case(currency)).filter(covers).max_by_key(|r| r.from).map(|r| r.usd_per_unit)
}

fn plural(n: u32) -> &'static str {
    if n == 1 { "" } else { "s" }
}
