//! Units of quantity: as the schedule prints them, as rates name them, and the exact conversions between them.

use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A unit reduced to what can be converted exactly: a family, and how many of the family's base units it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The unit's family, in its own base: `kg`, `No.`, `liter` …
    pub family: &'static str,
    /// Thousandths of the base unit in one of this unit (a gram is 1 thousandth of a kilogram).
    pub thousandths: u32,
}

const KG: (&str, u32) = ("kg", 1_000);
const NUMBER: (&str, u32) = ("No.", 1_000);

/// Printed spellings (lower case, no dots or spaces), family, thousandths of the family's base.
/// Only conversions that are exact by definition share a family.
const SPELLINGS: &[(&str, (&str, u32))] = &[
    ("kg", KG),
    ("kgs", KG),
    ("kilogram", KG),
    ("kilograms", KG),
    ("g", ("kg", 1)),
    ("grams", ("kg", 1)),
    ("t", ("kg", 1_000_000)),
    ("no", NUMBER),
    ("number", NUMBER),
    ("each", NUMBER),
    ("ea", NUMBER),
    ("pcs", NUMBER),
    ("pc", NUMBER),
    ("piece", NUMBER),
    ("pieces", NUMBER),
    ("article", NUMBER),
    ("head", NUMBER),
    ("doz", ("No.", 12_000)),
    ("dozen", ("No.", 12_000)),
    ("dzpcs", ("No.", 12_000)),
    ("dozpcs", ("No.", 12_000)),
    ("gross", ("No.", 144_000)),
    ("hundreds", ("No.", 100_000)),
    ("thousand", ("No.", 1_000_000)),
    ("thousands", ("No.", 1_000_000)),
    ("1000", ("No.", 1_000_000)),
    ("pack", ("pack", 1_000)),
    ("pr", ("pr.", 1_000)),
    ("prs", ("pr.", 1_000)),
    ("pair", ("pr.", 1_000)),
    ("pairs", ("pr.", 1_000)),
    ("dozprs", ("pr.", 12_000)),
    ("dozpairs", ("pr.", 12_000)),
    ("liter", ("liter", 1_000)),
    ("liters", ("liter", 1_000)),
    ("l", ("liter", 1_000)),
    ("ml", ("liter", 1)),
    ("pfliter", ("pf. liter", 1_000)),
    ("pfliters", ("pf. liter", 1_000)),
    ("m2", ("m²", 1_000)),
    ("m²", ("m²", 1_000)),
    ("cm2", ("cm²", 1_000)),
    ("m3", ("m³", 1_000)),
    ("m³", ("m³", 1_000)),
    ("thousandm3", ("m³", 1_000_000)),
    ("m", ("m", 1_000)),
    ("linm", ("m", 1_000)),
    ("thousandm", ("m", 1_000_000)),
    ("fiberm", ("fiber m", 1_000)),
    ("bbl", ("bbl", 1_000)),
    ("carat", ("carat", 1_000)),
    ("carats", ("carat", 1_000)),
    ("jewel", ("jewel", 1_000)),
    ("jewels", ("jewel", 1_000)),
    ("jwls", ("jewel", 1_000)),
    ("line/gross", ("line-gross", 1_000)),
    ("grlines", ("line-gross", 1_000)),
    ("1000pins", ("pins", 1_000_000)),
    ("cleankg", ("clean kg", 1_000)),
    ("cykg", ("clean kg", 1_000)),
    ("kgcmsc", ("kg cmsc", 1_000)),
    ("kgmsc", ("kg msc", 1_000)),
    ("kgttlsug", ("kg ttl sug", 1_000)),
    ("kgamc", ("kg amc", 1_000)),
    ("tadw", ("t adw", 1_000)),
    ("tdwb", ("t dwb", 1_000)),
    ("square", ("square", 1_000)),
    ("doses", ("doses", 1_000)),
    ("mwh", ("MWh", 1_000)),
    ("gbq", ("GBq", 1_000)),
    ("w", ("W", 1_000)),
    ("x", ("X", 1_000)),
];

#[derive(Deserialize)]
struct Codes {
    codes: BTreeMap<String, String>,
}

/// CBP's codes by folded spelling. The file is part of the program, and a test reads it.
static CODES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let file: Option<Codes> = toml::from_str(include_str!("../../../../assets/tariff/unit-codes.toml")).ok();
    file.map(|f| f.codes.into_iter().map(|(unit, code)| (folded(&unit), code)).collect()).unwrap_or_default()
});

/// CBP's code for a unit as the schedule prints it: `DPC` for `Dz Pcs`; `None` where it has none that is certain.
pub fn unit_code(printed: &str) -> Option<&'static str> {
    let folded = folded(printed).replace('²', "2").replace('³', "3");
    CODES.get(&folded).map(String::as_str)
}

/// A spelling as it is compared.
fn folded(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '.' | ' ' | '\u{a0}' | ',' | '\t')).flat_map(char::to_lowercase).collect()
}

impl Unit {
    /// A unit by any spelling the schedule or a broker uses; `None` for one we do not know.
    /// Metal contents (`Cu kg`, `Au g`) are a weight of that metal, and a family of their own.
    pub fn parse(text: &str) -> Option<Self> {
        let folded = folded(text);
        if let Some((_, (family, thousandths))) = SPELLINGS.iter().find(|(spelling, _)| *spelling == folded) {
            return Some(Self { family, thousandths: *thousandths });
        }
        METALS.iter().find_map(|(metal, kg, g, t)| {
            let weight = folded.strip_prefix(metal)?;
            let (family, thousandths) = match weight {
                "kg" => (*kg, 1_000),
                "g" => (*g, 1_000),
                "t" => (*t, 1_000),
                _ => return None,
            };
            Some(Self { family, thousandths })
        })
    }

    /// `amount` of this unit in `other`; `None` when the two measure different things.
    pub fn convert(self, amount: Decimal, other: Self) -> Option<Decimal> {
        if self.family != other.family {
            return None;
        }
        if self.thousandths == other.thousandths {
            return Some(amount);
        }
        amount.checked_mul(self.thousandths.into())?.checked_div(other.thousandths.into())
    }
}

/// Metals whose contained weight is a unit of quantity; each its own family, in kilograms, grams and tonnes.
const METALS: &[(&str, &str, &str, &str)] = &[
    ("cu", "Cu kg", "Cu g", "Cu t"),
    ("pb", "Pb kg", "Pb g", "Pb t"),
    ("zn", "Zn kg", "Zn g", "Zn t"),
    ("w", "W kg", "W g", "W t"),
    ("v2o5", "V2O5 kg", "V2O5 g", "V2O5 t"),
    ("v", "V kg", "V g", "V t"),
    ("mo", "Mo kg", "Mo g", "Mo t"),
    ("mg", "Mg kg", "Mg g", "Mg t"),
    ("mn", "Mn kg", "Mn g", "Mn t"),
    ("si", "Si kg", "Si g", "Si t"),
    ("ni", "Ni kg", "Ni g", "Ni t"),
    ("cr2o3", "Cr2O3 kg", "Cr2O3 g", "Cr2O3 t"),
    ("cr", "Cr kg", "Cr g", "Cr t"),
    ("co", "Co kg", "Co g", "Co t"),
    ("sb", "Sb kg", "Sb g", "Sb t"),
    ("sn", "Sn kg", "Sn g", "Sn t"),
    ("naoh", "NaOH kg", "NaOH g", "NaOH t"),
    ("nh3", "NH3 kg", "NH3 g", "NH3 t"),
    ("au", "Au kg", "Au g", "Au t"),
    ("ag", "Ag kg", "Ag g", "Ag t"),
    ("pt", "Pt kg", "Pt g", "Pt t"),
    ("pd", "Pd kg", "Pd g", "Pd t"),
    ("rh", "Rh kg", "Rh g", "Rh t"),
    ("ir", "Ir kg", "Ir g", "Ir t"),
    ("ru", "Ru kg", "Ru g", "Ru t"),
    ("os", "Os kg", "Os g", "Os t"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_conversions_and_no_others() {
        let unit = |text: &str| Unit::parse(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(unit("g").convert(Decimal::from(250), unit("kg")), Some(Decimal::new(25, 2)));
        assert_eq!(unit("doz.").convert(Decimal::from(2), unit("each")), Some(Decimal::from(24)));
        assert_eq!(unit("pcs").convert(Decimal::from(18), unit("doz.")), Some(Decimal::new(15, 1)));
        assert_eq!(unit("prs.").convert(Decimal::from(3), unit("pr.")), Some(Decimal::from(3)));
        assert_eq!(unit("doz. prs.").convert(Decimal::from(3), unit("pr.")), Some(Decimal::from(36)));
        assert_eq!(unit("kg").convert(Decimal::from(3), unit("liter")), None, "a kilogram is not a litre");
        assert_eq!(unit("Cu kg").convert(Decimal::from(3), unit("kg")), None, "copper content is not gross weight");
        assert_eq!(unit("m2"), unit("m²"));
        assert_eq!(Unit::parse("bushel"), None);
    }

    #[test]
    fn cbps_codes_of_printed_units() {
        for (printed, code) in [("Dz Pcs", "DPC"), ("doz.", "DOZ"), ("doz. prs.", "DPR"), ("No.", "NO"), ("m²", "M2"), ("pcs ", "PCS"), ("thousands", "K")] {
            assert_eq!(unit_code(printed), Some(code), "{printed}");
        }
        assert_eq!(unit_code("Au g"), None, "it has more than one");
        // Whatever has a code is a unit we know.
        let unknown: Vec<&String> = CODES.keys().filter(|unit| Unit::parse(unit).is_none()).collect();
        assert_eq!((unknown, CODES.len()), (vec![], 39));
    }

    /// Where CBP's own report is at hand, its codes are held against ours.
    #[test]
    fn codes_are_those_of_the_reference() {
        let Some(folder) = std::env::var_os("ENTRYDESK_REFERENCE") else {
            println!("skipped: ENTRYDESK_REFERENCE names no folder with reference files");
            return;
        };
        let text = std::fs::read_to_string(std::path::Path::new(&folder).join("data/reference/uom_hts_text_to_cbp_code.csv")).unwrap();
        let mut usual: BTreeMap<String, (u32, String)> = BTreeMap::new();
        for line in text.lines().skip(1) {
            let cells: Vec<&str> = line.rsplitn(3, ',').collect();
            let (count, code, unit) = (cells[0].parse::<u32>().unwrap(), cells[1], folded(cells[2]).replace('²', "2"));
            let known = usual.entry(unit).or_default();
            if count > known.0 {
                *known = (count, code.to_owned());
            }
        }
        let differing: Vec<_> = CODES.iter().filter(|(unit, code)| *unit != "x" && usual.get(*unit).is_none_or(|(_, theirs)| theirs != *code)).collect();
        assert_eq!(differing, vec![]);
    }
}
