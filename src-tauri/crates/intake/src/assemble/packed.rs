//! Several items in one cell: `陶瓷杯,ceramic cup,2,pcs,5.50,6912004810;…`.

use super::Assembler;
use super::line::written;
use super::places::Places;
use crate::field::Field;
use crate::fold::{clean, has_han};
use crate::options::DecimalSign;
use crate::reading::Severity;
use crate::value::hts::{Hts, hts};
use crate::value::money;
use crate::value::weight::{WeightUnit, kilograms};
use customs::{Country, Line};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How several items stand in one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Packed {
    /// What stands between two items: `;`.
    pub between_items: String,
    /// What stands between the parts of an item: `,`.
    pub between_parts: String,
    /// What the parts are, in their order; a part that is left out is passed over. None at all: each part is known by its look.
    #[serde(default)]
    pub parts: Vec<Option<Field>>,
}

impl Assembler<'_> {
    /// Reads the items of a packed cell.
    pub(crate) fn packed(&mut self, row: usize, column: usize, places: &Places) -> Vec<Line> {
        let cell = self.grid.cell(row, column).to_owned();
        let form = self.options.packed.as_ref();
        let items: Vec<&str> = match form.filter(|f| !f.between_items.is_empty()) {
            Some(form) => cell.split(form.between_items.as_str()).collect(),
            None => cell.split([';', '；', '\n']).collect(),
        };
        let mut lines = Vec::new();
        for item in items.into_iter().map(str::trim).filter(|i| !i.is_empty()) {
            let parts: Vec<String> = match form.filter(|f| !f.between_parts.is_empty()) {
                Some(form) => item.split(form.between_parts.as_str()).map(|p| clean(p).into_owned()).collect(),
                None => item.split([',', '，', '|']).map(|p| clean(p).into_owned()).collect(),
            };
            let unpacked = match form.filter(|f| !f.parts.is_empty()) {
                Some(form) => in_order(&parts, &form.parts, self.decimal),
                None => by_look(&parts),
            };
            match unpacked {
                Ok(line) => {
                    let value = line.value;
                    lines.push(line);
                    if value.is_none() {
                        self.issues.error("no-value", row, Some(column), item, format!("“{item}” names no value; write pieces and the value of one."));
                    }
                }
                Err(why) => {
                    self.issues.error("item-unclear", row, Some(column), item, format!("“{item}” {why}; write the item into its own row."));
                    lines.push(Line { description: item.to_owned(), ..Line::default() });
                }
            }
        }
        if form.is_none() {
            self.issues.once(Severity::Warning, "items-unpacked", row, Some(column), &cell, || {
                format!("One cell holds several items; here {} were read from it. Check the first ones.", lines.len())
            });
        }
        // Origin of the row holds for all its items.
        let origin = places.of(Field::Origin).and_then(|c| Country::parse(self.grid.cell(row, c))).map(|c| c.code().to_owned());
        for line in &mut lines {
            line.origin = line.origin.take().or(origin.clone());
        }
        lines
    }
}

/// An item whose parts a person has named.
fn in_order(parts: &[String], fields: &[Option<Field>], decimal: DecimalSign) -> Result<Line, String> {
    let mut line = Line::default();
    let (mut unit, mut whole, mut local) = (None, None, None);
    for (field, part) in fields.iter().zip(parts).filter_map(|(f, p)| Some(((*f)?, p))).filter(|(_, p)| !p.is_empty()) {
        let named = |what: &str| format!("has “{part}” where {what} should stand");
        let amount = || money::money(part, decimal).map(|m| m.amount).ok().filter(|a| *a > Decimal::ZERO);
        match field {
            Field::Description => line.description.clone_from(part),
            Field::DescriptionLocal => local = Some(part.clone()),
            Field::Sku => line.sku = Some(part.clone()),
            Field::Quantity => {
                let pieces = money::number(part, decimal).ok().filter(|n| *n > Decimal::ZERO).ok_or_else(|| named("the pieces"))?;
                line.quantity = Some(pieces.normalize());
            }
            Field::UnitValue => unit = Some(amount().ok_or_else(|| named("the value of one"))?),
            Field::LineValue => whole = Some(amount().ok_or_else(|| named("the value of the line"))?),
            Field::Hts => match hts(part) {
                Hts::Good(code) | Hts::Repaired(code, ..) => line.hts = Some(code),
                _ => return Err(named("the HTS number")),
            },
            Field::Origin => line.origin = Some(Country::parse(part).ok_or_else(|| named("the origin"))?.code().to_owned()),
            Field::Weight => line.weight_kg = Some(kilograms(part, WeightUnit::Kg, decimal).ok_or_else(|| named("the weight"))?),
            other => return Err(format!("cannot hold {} as a part", other.label().to_lowercase())),
        }
    }
    if line.description.is_empty() {
        line.description = local.ok_or_else(|| "names no goods".to_owned())?;
    }
    line.value = whole.or_else(|| unit.and_then(|u: Decimal| u.checked_mul(line.quantity.unwrap_or(Decimal::ONE)))).map(written);
    Ok(line)
}

/// An item by the look of its parts: numbers are pieces and then the value of one, a long run of digits is the HTS number.
fn by_look(parts: &[String]) -> Result<Line, String> {
    let unclear = || "does not come apart into words, pieces, value of one and HTS number".to_owned();
    let mut line = Line::default();
    let mut words: Vec<&str> = Vec::new();
    let mut unit: Option<Decimal> = None;
    for part in parts.iter().filter(|p| !p.is_empty()) {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        let number = money::number(part, DecimalSign::Point).ok().filter(|n| !n.is_sign_negative());
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
        } else if let Ok(amount) = money::money(part, DecimalSign::Point) {
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
    let description = named.iter().find(|w| !has_han(w)).or(named.first()).ok_or_else(unclear)?;
    line.description = (***description).to_owned();
    if line.quantity.is_none() && unit.is_none() && line.hts.is_none() {
        return Err(unclear());
    }
    line.value = unit.and_then(|u| u.checked_mul(line.quantity.unwrap_or(Decimal::ONE))).filter(|v| *v > Decimal::ZERO).map(written);
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn an_item_comes_apart_by_what_its_parts_look_like() {
        let cup = by_look(&parts("陶瓷杯,ceramic cup,2,pcs,5.50,6912004810")).unwrap();
        assert_eq!((cup.description.as_str(), cup.quantity, cup.value), ("ceramic cup", Some(Decimal::TWO), Some(Decimal::new(1100, 2))));
        assert_eq!(cup.hts.as_deref(), Some("6912004810"));
        assert_eq!(by_look(&parts("连衣裙,1,$18.00,CN")).unwrap().origin.as_deref(), Some("CN"));
        assert!(by_look(&parts("just words")).is_err());
    }

    #[test]
    fn an_item_comes_apart_in_the_order_a_person_named() {
        use Field::*;
        let order = [Some(Hts), None, Some(Description), Some(LineValue), Some(Quantity), Some(Weight)];
        let mug = in_order(&parts("6912.00.44,ceramics,mug,15,3,0.9"), &order, DecimalSign::Point).unwrap();
        assert_eq!((mug.description.as_str(), mug.hts.as_deref(), mug.value), ("mug", Some("6912.00.44"), Some(Decimal::new(1500, 2))));
        assert_eq!((mug.quantity, mug.weight_kg), (Some(Decimal::from(3)), Some("0.9".parse().unwrap())));
        assert_eq!(
            in_order(&parts("mug,many"), &[Some(Description), Some(Quantity)], DecimalSign::Point).unwrap_err(),
            "has “many” where the pieces should stand"
        );
        assert_eq!(in_order(&parts("mug,Ada"), &[Some(Description), Some(ConsigneeName)], DecimalSign::Point).unwrap_err(), "cannot hold consignee as a part");
    }
}
