//! Several items in one cell: `陶瓷杯,ceramic cup,2,pcs,5.50,6912004810;…`.

use super::Assembler;
use super::places::Places;
use crate::field::Field;
use crate::fold::{clean, has_han};
use crate::reading::Severity;
use crate::value::hts::{Hts, hts};
use crate::value::money;
use customs::{Country, Line};
use rust_decimal::Decimal;

impl Assembler<'_> {
    /// Reads the items of a packed cell. Each has its parts between commas: words, pieces, value of one, HTS number, origin.
    pub(crate) fn packed(&mut self, row: usize, column: usize, places: &Places) -> Vec<Line> {
        let cell = self.grid.cell(row, column).to_owned();
        let mut lines = Vec::new();
        for item in cell.split([';', '；', '\n']).map(str::trim).filter(|i| !i.is_empty()) {
            let parts: Vec<String> = item.split([',', '，', '|']).map(|p| clean(p).into_owned()).filter(|p| !p.is_empty()).collect();
            match unpack(&parts) {
                Some(line) => {
                    let value = line.value;
                    lines.push(line);
                    if value.is_none() {
                        self.issues.error("no-value", row, Some(column), item, format!("“{item}” names no value; write pieces and the value of one."));
                    }
                }
                None => {
                    let message = format!("“{item}” does not come apart into words, pieces, value of one and HTS number; write the item into its own row.");
                    self.issues.error("item-unclear", row, Some(column), item, message);
                    lines.push(Line { description: item.to_owned(), ..Line::default() });
                }
            }
        }
        self.issues.once(Severity::Warning, "items-unpacked", row, Some(column), &cell, || {
            format!("One cell holds several items; here {} were read from it. Check the first ones.", lines.len())
        });
        // Origin and stock number of the row hold for all its items.
        let origin = places.of(Field::Origin).and_then(|c| Country::parse(self.grid.cell(row, c))).map(|c| c.code().to_owned());
        for line in &mut lines {
            line.origin = line.origin.take().or(origin.clone());
        }
        lines
    }
}

/// An item of its parts: numbers are pieces and then the value of one, a long run of digits is the HTS number.
fn unpack(parts: &[String]) -> Option<Line> {
    let mut line = Line::default();
    let mut words: Vec<&str> = Vec::new();
    let mut unit: Option<Decimal> = None;
    for part in parts {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        let number = money::number(part, crate::options::DecimalSign::Point).ok().filter(|n| !n.is_sign_negative());
        if digits >= 6
            && !part.contains(|c: char| c.is_alphabetic())
            && let Hts::Good(code) | Hts::Repaired(code, ..) = hts(part)
        {
            line.hts = Some(code);
        } else if let Some(n) = number {
            if line.quantity.is_none() {
                line.quantity = Some(n.normalize());
            } else {
                unit = unit.or(Some(n));
            }
        } else if let Ok(amount) = money::money(part, crate::options::DecimalSign::Point) {
            unit = unit.or(Some(amount.amount));
        } else if part.len() == 2
            && let Some(country) = Country::from_code(part)
        {
            line.origin = Some(country.code().to_owned());
        } else {
            words.push(part);
        }
    }
    // The English words are the description; units of count are no words.
    let is_unit = |w: &&&str| !matches!(w.to_lowercase().as_str(), "pcs" | "pc" | "set" | "pair" | "件" | "个" | "套" | "双" | "只" | "条");
    let named: Vec<&&str> = words.iter().filter(is_unit).collect();
    let description = named.iter().find(|w| !has_han(w)).or(named.first())?;
    line.description = (***description).to_owned();
    if line.quantity.is_none() && unit.is_none() && line.hts.is_none() {
        return None;
    }
    line.value = unit.and_then(|u| u.checked_mul(line.quantity.unwrap_or(Decimal::ONE))).filter(|v| *v > Decimal::ZERO).map(super::line::written);
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(text: &str) -> Option<Line> {
        unpack(&text.split(',').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn an_item_comes_apart_by_what_its_parts_look_like() {
        let cup = item("陶瓷杯,ceramic cup,2,pcs,5.50,6912004810").unwrap();
        assert_eq!((cup.description.as_str(), cup.quantity, cup.value), ("ceramic cup", Some(Decimal::TWO), Some(Decimal::new(1100, 2))));
        assert_eq!(cup.hts.as_deref(), Some("6912004810"));
        assert_eq!(item("连衣裙,1,$18.00,CN").unwrap().origin.as_deref(), Some("CN"));
        assert!(item("just words").is_none());
    }
}
