//! The goods of a row.

use super::Assembler;
use super::places::Places;
use crate::field::Field;
use crate::fold::{clean, has_han};
use crate::grid::CellKind;
use crate::options::DecimalSign;
use crate::reading::Severity;
use crate::value::hts::{Hts, hts};
use crate::value::money::{self, Money, NotMoney};
use crate::value::weight::{WeightUnit, kilograms};
use customs::Line;
use rust_decimal::Decimal;

/// A line and the currency that its cells name.
pub(crate) struct ReadLine {
    pub(crate) line: Line,
    pub(crate) currency: Option<&'static str>,
}

/// An amount with cents, as money is written; more decimals stay.
pub(crate) fn written(mut amount: Decimal) -> Decimal {
    if amount.scale() < 2 {
        amount.rescale(2);
    }
    amount
}

impl Assembler<'_> {
    fn own_text(&self, row: usize, column: Option<usize>) -> String {
        column.map(|c| clean(self.grid.cell(row, c)).into_owned()).unwrap_or_default()
    }

    /// Reads the goods of a row from the columns in `places`.
    pub(crate) fn line(&mut self, row: usize, places: &Places, shipment_currency: Option<&str>) -> ReadLine {
        let mut currency = None;
        let mut line = Line { description: self.description(row, places), ..Line::default() };
        let bad_quantity = self.quantity(row, places, &mut line);
        let unit = self.amount(row, places.of(Field::UnitValue), shipment_currency, &mut currency);
        let whole = self.amount(row, places.of(Field::LineValue), shipment_currency, &mut currency);
        let entered = self.amount(row, places.of(Field::EnteredValue), shipment_currency, &mut currency);
        line.entered_value = entered.ok().flatten().filter(|v| !v.is_sign_negative());
        if !bad_quantity {
            line.value = self.value(row, places, &line, unit, whole).map(written);
        }
        line.hts = self.hts(row, places);
        line.origin = self.origin(row, places);
        let unit = self.weight_unit(row, places.of(Field::WeightUnit));
        line.weight_kg = self.weight(row, places.of(Field::Weight), unit);
        if line.weight_kg.is_none()
            && let Some(each) = self.weight(row, places.of(Field::UnitWeight), unit)
        {
            line.weight_kg = each.checked_mul(line.quantity.unwrap_or(Decimal::ONE)).map(|w| w.normalize());
        }
        line.sku = Some(self.own_text(row, places.of(Field::Sku))).filter(|t| !t.is_empty());
        line.adcvd_case = Some(self.own_text(row, places.of(Field::AdcvdCase))).filter(|t| !t.is_empty());
        ReadLine { line, currency }
    }

    /// The unit that a row names for its weights.
    fn weight_unit(&mut self, row: usize, column: Option<usize>) -> Option<WeightUnit> {
        let text = self.own_text(row, column);
        let unit = WeightUnit::parse(&text);
        if unit.is_none() && !text.is_empty() {
            let message = format!("“{text}” is no unit of weight that is known; write kg, g, lb or oz.");
            self.issues.warn("weight-unclear", row, column, &text, message);
        }
        unit
    }

    /// Kilograms of a cell; one that is no weight is named.
    fn weight(&mut self, row: usize, column: Option<usize>, named: Option<WeightUnit>) -> Option<Decimal> {
        let column = column?;
        let text = self.own_text(row, Some(column));
        if text.is_empty() {
            return None;
        }
        let unit = named.or(self.columns.get(column).and_then(|c| c.unit)).unwrap_or_default();
        let weight = kilograms(&text, unit, self.sign(row, column));
        if weight.is_none() {
            let message = format!("“{text}” is no weight; write kilograms, or the unit behind the number.");
            self.issues.warn("weight-unclear", row, Some(column), &text, message);
        }
        weight
    }

    /// Number cells of a workbook have a point, whatever the texts of the file have.
    fn sign(&self, row: usize, column: usize) -> DecimalSign {
        if self.grid.kind(row, column) == CellKind::Number { DecimalSign::Point } else { self.decimal }
    }

    fn description(&mut self, row: usize, places: &Places) -> String {
        let mut text = self.own_text(row, places.of(Field::Description));
        if text.is_empty() {
            text = self.own_text(row, places.of(Field::DescriptionLocal));
        }
        let column = places.of(Field::Description).or(places.of(Field::DescriptionLocal));
        if text.is_empty() {
            if column.is_some() {
                self.issues.error(
                    "no-description",
                    row,
                    column,
                    "",
                    "The goods are not described; say in English what they are and what they are made of.".to_owned(),
                );
            }
        } else if has_han(&text) && !text.bytes().any(|b| b.is_ascii_alphabetic()) {
            let value = text.clone();
            self.issues.once(Severity::Warning, "description-not-english", row, column, &value, || {
                format!("“{value}” is not in English; an invoice is to be in English (19 CFR 141.86(d)).")
            });
        }
        let variation = self.own_text(row, places.of(Field::Variation));
        let says_nothing = matches!(variation.to_lowercase().as_str(), "no" | "yes" | "none" | "n/a" | "-");
        if !variation.is_empty() && !says_nothing && !text.is_empty() && !text.contains(&variation) {
            text = format!("{text} ({variation})");
        }
        text
    }

    /// Sets the quantity; `true` where it is wrong in a way that leaves no value either.
    fn quantity(&mut self, row: usize, places: &Places, line: &mut Line) -> bool {
        let Some(column) = places.of(Field::Quantity) else { return false };
        let text = self.own_text(row, Some(column));
        if text.is_empty() {
            if places.has(Field::UnitValue)
                && !self.own_text(row, places.of(Field::UnitValue)).is_empty()
                && self.own_text(row, places.of(Field::LineValue)).is_empty()
            {
                self.issues.warn("no-quantity", row, Some(column), "", "The number of pieces is missing; the value is taken for one piece.".to_owned());
            }
            return false;
        }
        match money::number(&text, self.sign(row, column)) {
            Ok(n) if n.is_sign_negative() && !n.is_zero() => {
                let what = if line.description.is_empty() { "pieces" } else { &line.description };
                let message = format!("{n} × {what}: pieces cannot be negative. A return? Leave the row out, or correct the count.");
                self.issues.error("negative-quantity", row, Some(column), &text, message);
                true
            }
            Ok(n) if n.is_zero() => {
                self.issues.error("zero-quantity", row, Some(column), &text, "No pieces: leave the row out, or correct the count.".to_owned());
                true
            }
            Ok(n) => {
                line.quantity = Some(n.normalize());
                false
            }
            Err(_) => {
                self.issues.error("quantity-unclear", row, Some(column), &text, format!("“{text}” is no number of pieces; write digits."));
                true
            }
        }
    }

    /// Reads an amount of money. `Err` where the cell is wrong and has been named, `Ok(None)` where it is empty.
    pub(crate) fn amount(
        &mut self,
        row: usize,
        column: Option<usize>,
        shipment_currency: Option<&str>,
        currency: &mut Option<&'static str>,
    ) -> Result<Option<Decimal>, ()> {
        let Some(column) = column else { return Ok(None) };
        let raw = self.grid.cell(row, column);
        if raw.is_empty() {
            return Ok(None);
        }
        let text = clean(raw).into_owned();
        if text.is_empty() || matches!(text.as_str(), "-" | "—" | "–") {
            return Ok(None);
        }
        match money::money(&text, self.sign(row, column)) {
            Ok(money) => {
                self.note_currency(row, column, &text, &money, shipment_currency, currency);
                if money.other_sign {
                    let (shown, usual) = if self.decimal == DecimalSign::Point { ("comma", "point") } else { ("point", "comma") };
                    let now = money.amount.to_string();
                    self.issues.repair(
                        "decimal-sign",
                        row,
                        column,
                        &text,
                        &now,
                        format!("{text}: the {shown} can only be the decimal sign here, though the file uses the {usual}"),
                    );
                }
                Ok(Some(money.amount))
            }
            Err(NotMoney::TwoReadings) => {
                let (usual, other) = if self.decimal == DecimalSign::Point { (".", ",") } else { (",", ".") };
                let as_decimal = text.replace(other, ".");
                let as_whole = text.replace(other, "");
                let message = format!("{text} is {as_decimal} or {as_whole}? Elsewhere in this file “{usual}” stands before the decimals. Correct the cell.");
                self.issues.error("amount-unclear", row, Some(column), &text, message);
                Err(())
            }
            Err(NotMoney::NoNumber) => {
                self.issues.error(
                    "amount-not-a-number",
                    row,
                    Some(column),
                    &text,
                    format!("“{text}” is no amount; write digits, with the currency if it is not in its own column."),
                );
                Err(())
            }
        }
    }

    fn note_currency(&mut self, row: usize, column: usize, text: &str, money: &Money, shipment: Option<&str>, currency: &mut Option<&'static str>) {
        let own = match (money.currency, money.shared) {
            (Some(_), Some(shared)) => {
                // A shared sign (¥) means what the file says elsewhere, if that is one of its meanings.
                let said = shipment.or(self.hints.currencies.get(column).copied().flatten()).or(self.default_currency.as_deref());
                match said.and_then(|said| shared.iter().find(|c| *c == said)) {
                    Some(code) => Some(code.as_str()),
                    None => {
                        let value = text.to_owned();
                        let first = shared.first().map(String::as_str);
                        self.issues.once(Severity::Warning, "currency-unclear", row, Some(column), text, || {
                            format!(
                                "The sign in {value} stands for {}; it is read as {}. Add a currency column, or choose the currency.",
                                shared.join(" or "),
                                first.unwrap_or("")
                            )
                        });
                        first
                    }
                }
            }
            (own, _) => own.or(self.hints.currencies.get(column).copied().flatten()),
        };
        let Some(own) = own else { return };
        let bare_dollar = text.contains('$') && money.currency == Some("USD") && !text.to_ascii_uppercase().contains("US");
        if let Some(said) = shipment
            && said != own
        {
            // `$` is the sign of many dollars; the currency column says which.
            if !(bare_dollar && matches!(said, "CAD" | "AUD" | "NZD" | "HKD" | "SGD" | "TWD" | "MXN" | "CLP" | "COP" | "ARS")) {
                self.issues.error(
                    "currency-conflict",
                    row,
                    Some(column),
                    text,
                    format!("{text} is in {own}, but the shipment's currency is {said}; correct one of them."),
                );
            }
            return;
        }
        match *currency {
            Some(before) if before != own => {
                self.issues.error(
                    "currency-conflict",
                    row,
                    Some(column),
                    text,
                    format!("{text} is in {own}, another amount of this row in {before}; correct one of them."),
                );
            }
            _ => *currency = Some(own),
        }
    }

    /// The value of the whole line from the value of one, the value of all, and the pieces.
    fn value(&mut self, row: usize, places: &Places, line: &Line, unit: Result<Option<Decimal>, ()>, whole: Result<Option<Decimal>, ()>) -> Option<Decimal> {
        let (unit_at, whole_at) = (places.of(Field::UnitValue), places.of(Field::LineValue));
        let column = whole_at.or(unit_at)?;
        let (Ok(unit), Ok(whole)) = (unit, whole) else { return None };
        let product = unit.and_then(|u| u.checked_mul(line.quantity.unwrap_or(Decimal::ONE)));
        if unit.is_some() && product.is_none() {
            self.issues.error("amount-not-a-number", row, unit_at, "", "Pieces times value of one is beyond any amount; correct one of them.".to_owned());
            return None;
        }
        // A total of nothing beside a real product is a formula that was never worked out.
        let whole = match (whole, product, whole_at) {
            (Some(w), Some(p), Some(at)) if w.is_zero() && p > Decimal::ZERO => {
                let why = "the total is zero, a formula that was not worked out; pieces times value of one is used".to_owned();
                self.issues.repair("formula-zero", row, at, &w.to_string(), &p.to_string(), why);
                None
            }
            (whole, ..) => whole,
        };
        let value = match (whole, product) {
            (Some(whole), Some(product)) => {
                // Half a cent of rounding for each piece, and never less than a cent.
                let slack = Decimal::new(5, 3).checked_mul(line.quantity.unwrap_or(Decimal::ONE)).unwrap_or_default().max(Decimal::new(1, 2));
                if (whole - product).abs() > slack {
                    let quantity = line.quantity.unwrap_or(Decimal::ONE);
                    let used = whole.max(product);
                    let message = format!(
                        "{quantity} × {} = {}, but the line says {}; the higher, {used}, is used until the row is corrected.",
                        unit.unwrap_or_default(),
                        product.normalize(),
                        whole
                    );
                    let shown = whole.to_string();
                    self.issues.warn("line-value-differs", row, whole_at, &shown, message);
                    used
                } else {
                    whole
                }
            }
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => {
                let where_ = unit_at.or(Some(column));
                if let Some(first) = self.merged_from(row, column) {
                    let message = format!("The value is merged over several rows (from row {}); write a value into each row.", first + 1);
                    self.issues.error("merged-value", row, where_, "", message);
                } else {
                    self.issues.error("no-value", row, where_, "", "The value is missing; write the fair retail value of the goods in this row.".to_owned());
                }
                return None;
            }
        };
        let at = if whole.is_some() { whole_at } else { unit_at };
        if value.is_sign_negative() && !value.is_zero() {
            self.issues.error(
                "negative-value",
                row,
                at,
                &value.to_string(),
                format!("{value} is negative. A refund? Leave the row out, or correct the value."),
            );
            return None;
        }
        if value.is_zero() {
            self.issues.error(
                "zero-value",
                row,
                at,
                &value.to_string(),
                "The value is zero; samples, gifts and replacements have a fair retail value too.".to_owned(),
            );
            return None;
        }
        if product.is_none()
            && line.quantity.is_some_and(|q| q > Decimal::ONE)
            && places.has(Field::Quantity)
            && !self.layout.is_exact()
            && self.value_word_is_vague
        {
            let header = self.columns.get(column).map_or(String::new(), |c| c.header.clone());
            self.issues.once(Severity::Warning, "unit-or-line-value", row, Some(column), &value.to_string(), || {
                format!("“{header}” is taken as the value of the whole line, not of one piece. Map the column as “Value of one” if that is wrong.")
            });
        }
        Some(value)
    }

    fn hts(&mut self, row: usize, places: &Places) -> Option<String> {
        let column = places.of(Field::Hts)?;
        let text = self.own_text(row, Some(column));
        if text.is_empty() {
            self.issues.warn("no-hts", row, Some(column), "", "The HTS number is missing.".to_owned());
            return None;
        }
        match hts(&text) {
            Hts::Good(number) => Some(number),
            Hts::Repaired(now, code, why) => {
                self.issues.repair(code, row, column, &text, &now, why);
                Some(now)
            }
            Hts::Shortened(now, why) => {
                self.issues.repair("hts-scientific", row, column, &text, &now, why.clone());
                self.issues.warn("hts-scientific", row, Some(column), &text, format!("{why}."));
                Some(now)
            }
            Hts::Bad(code, why) => {
                self.issues.warn(code, row, Some(column), &text, format!("“{text}” is not used as HTS number: {why}."));
                None
            }
        }
    }

    fn origin(&mut self, row: usize, places: &Places) -> Option<String> {
        let column = places.of(Field::Origin)?;
        let text = self.own_text(row, Some(column));
        if text.is_empty() {
            self.issues.warn("no-origin", row, Some(column), "", "The country of origin is missing.".to_owned());
            return None;
        }
        match self.country_of(&text) {
            Some(country) => Some(country.code().to_owned()),
            None => {
                self.issues.error(
                    "origin-unknown",
                    row,
                    Some(column),
                    &text,
                    format!("“{text}” is no country that is known; write its name or two-letter code."),
                );
                None
            }
        }
    }
}
