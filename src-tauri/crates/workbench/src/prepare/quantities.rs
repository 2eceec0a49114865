//! Block 35: the quantities of a line in the units its tariff number asks for.
//!
//! Converted is only what converts exactly (pieces to dozens, kilograms to grams), and rounded once, to the two decimals that an
//! entry summary carries. Liters, square meters and contained metals the merchant's file does not know: those stay open.

use customs::money::cents;
use customs::{Decimal, EntryTariffRow};
use tariff::{Unit, unit_code};

/// What a line's quantities rest on beyond what the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TakenFor {
    /// Pieces were taken for pairs.
    Pairs,
    /// The gross weight was taken for the net weight.
    NetWeight,
}

impl TakenFor {
    /// In a sentence, for the lines named.
    pub fn sentence(self, lines: &str) -> String {
        match self {
            Self::Pairs => format!("Block 35: the tariff counts pairs on {lines}, and each piece of the file is taken for a pair."),
            Self::NetWeight => {
                format!("Block 35: the tariff asks for the net weight on {lines}, and the file's weight stands for it; write the net weight where it is less.")
            }
        }
    }
}

/// The units of a number as the schedule prints them, each with CBP's code; none where it asks for no quantity.
fn units(printed: &[String]) -> Vec<(&str, String)> {
    let each = printed.iter().flat_map(|unit| unit.split(" and ")).map(str::trim).filter(|unit| !unit.is_empty());
    each.map(|unit| (unit, unit_code(unit).map_or_else(|| unit.to_uppercase(), str::to_owned))).filter(|(_, code)| code != NONE).collect()
}

/// Fills block 35 of a number of chapters 1 to 97. What is not known stays empty.
pub fn fill(row: &mut EntryTariffRow, printed: &[String], pieces: Option<Decimal>, weight_kg: Option<Decimal>) -> Vec<TakenFor> {
    let units = units(printed);
    if units.is_empty() {
        row.net_quantity = NONE.to_owned();
        return Vec::new();
    }
    let mut taken = Vec::new();
    let mut amounts = units.iter().map(|(unit, code)| {
        let amount = Unit::parse(unit).and_then(|unit| known(unit, pieces, weight_kg, &mut taken)).filter(|amount| !amount.is_zero());
        amount.map(|amount| format!("{} {code}", amount.normalize())).unwrap_or_default()
    });
    row.net_quantity = amounts.next().unwrap_or_default();
    row.further_quantities = amounts.collect();
    row.units = units.into_iter().map(|(_, code)| code).collect();
    taken
}

/// As the form and the records write that a number asks for no quantity.
const NONE: &str = "X";

fn known(unit: Unit, pieces: Option<Decimal>, weight_kg: Option<Decimal>, taken: &mut Vec<TakenFor>) -> Option<Decimal> {
    let mut in_unit = |amount: Option<Decimal>, of: &str, assuming: Option<TakenFor>| {
        let converted = amount.and_then(|amount| Unit::parse(of)?.convert(amount, unit))?;
        taken.extend(assuming);
        Some(cents(converted))
    };
    match unit.family {
        "No." => in_unit(pieces, "No.", None),
        "pr." => in_unit(pieces, "pr.", Some(TakenFor::Pairs)),
        "kg" => in_unit(weight_kg, "kg", Some(TakenFor::NetWeight)),
        _ => None,
    }
}

/// A quantity that a person typed for a unit: a number with or without the unit, which must be the tariff's.
///
/// # Errors
/// A sentence that says what it should look like.
pub fn typed(text: &str, unit: &str) -> Result<String, String> {
    let text = text.trim().to_ascii_uppercase();
    if text.is_empty() {
        return Ok(text);
    }
    let (number, said) = text.split_once(' ').map_or((text.as_str(), ""), |(number, said)| (number, said.trim()));
    let amount = number.parse::<Decimal>().ok().filter(|n| *n >= Decimal::ZERO && n.scale() <= 2);
    match amount {
        Some(amount) if said.is_empty() || said == unit => Ok(format!("{} {unit}", amount.normalize())),
        Some(_) => Err(format!("`{text}`: the tariff asks for this quantity in {unit}, not in {said}")),
        None => Err(format!("`{text}` is not a quantity; write a number with two decimals at most, like 12.5 {unit}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(printed: &[&str], pieces: Option<&str>, weight: Option<&str>) -> (String, Vec<TakenFor>) {
        let d = |text: &str| text.parse::<Decimal>().unwrap();
        let mut row = EntryTariffRow::default();
        let printed: Vec<String> = printed.iter().map(|p| (*p).to_owned()).collect();
        let taken = fill(&mut row, &printed, pieces.map(d), weight.map(d));
        let all: Vec<String> = std::iter::once(row.net_quantity).chain(row.further_quantities).collect();
        (all.join(" | "), taken)
    }

    #[test]
    fn pieces_become_dozens_where_the_tariff_counts_dozens() {
        for (printed, pieces, quantity) in [
            (&["No."][..], "7", "7 NO"),
            (&["Dz Pcs"], "36", "3 DPC"),
            (&["doz."], "7", "0.58 DOZ"),
            (&["doz."], "30", "2.5 DOZ"),
            (&["gross"], "72", "0.5 GR"),
            (&["thousands"], "2500", "2.5 K"),
            (&["pcs "], "4", "4 PCS"),
        ] {
            assert_eq!(filled(printed, Some(pieces), None), (quantity.to_owned(), vec![]), "{printed:?}");
        }
    }

    #[test]
    fn a_second_unit_is_filled_beside_the_first() {
        assert_eq!(filled(&["doz.", "kg"], Some("24"), Some("5.4")), ("2 DOZ | 5.4 KG".into(), vec![TakenFor::NetWeight]));
        assert_eq!(filled(&["doz.", "kg"], Some("24"), None), ("2 DOZ | ".into(), vec![]), "the weight is asked for");
        assert_eq!(filled(&["No. and kg"], Some("2"), Some("3")), ("2 NO | 3 KG".into(), vec![TakenFor::NetWeight]));
        assert_eq!(filled(&["m²", "kg"], Some("2"), Some("3")), (" | 3 KG".into(), vec![TakenFor::NetWeight]), "nobody measured the cloth");
        assert_eq!(filled(&["doz. prs.", "kg"], Some("24"), Some("2")).0, "2 DPR | 2 KG");
    }

    #[test]
    fn what_asks_for_no_quantity_says_so() {
        assert_eq!(filled(&["X"], Some("2"), None).0, "X");
        assert_eq!(filled(&[""], None, None).0, "X");
        assert_eq!(filled(&[], None, None).0, "X");
    }

    #[test]
    fn too_little_to_be_written_stays_open() {
        assert_eq!(filled(&["thousands"], Some("3"), None).0, "", "0.003 thousand would be written as nothing");
    }

    #[test]
    fn typed_quantities_are_in_the_tariffs_unit() {
        assert_eq!(typed("12.5", "M2").as_deref(), Ok("12.5 M2"));
        assert_eq!(typed(" 3.00 m2 ", "M2").as_deref(), Ok("3 M2"));
        assert_eq!(typed("", "M2").as_deref(), Ok(""));
        assert_eq!(typed("3 KG", "M2").unwrap_err(), "`3 KG`: the tariff asks for this quantity in M2, not in KG");
        assert_eq!(typed("a few", "KG").unwrap_err(), "`A FEW` is not a quantity; write a number with two decimals at most, like 12.5 KG");
        assert!(typed("1.005", "KG").is_err());
    }
}
