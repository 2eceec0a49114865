//! A client's product list.

use super::table::{ListColumn, ListIssue, ListMapping, ListTarget, Table, words};
use crate::error::IntakeError;
use crate::options::DecimalSign;
use crate::value::hts::{Hts, hts};
use crate::value::money;
use customs::{Country, Product};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A product list as it was read; nothing is stored yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProductSheet {
    /// Its columns.
    pub columns: Vec<ListColumn>,
    /// What a column may be read as.
    pub targets: Vec<ListTarget>,
    /// The products of the rows that could be read.
    pub products: Vec<Product>,
    /// What could not.
    pub issues: Vec<ListIssue>,
}

const TARGETS: &[(&str, &str)] = &[
    ("sku", "Stock number"),
    ("hts", "HTS number"),
    ("origin", "Origin"),
    ("description", "Description"),
    ("unit-value", "Value of one"),
    ("currency", "Currency"),
];

/// Reads a product list; the source of each product names the file and its row.
///
/// # Errors
/// A file that is no product list at all. Rows that cannot be read are issues.
pub fn product_sheet(file: &str, bytes: &[u8], mapping: &ListMapping) -> Result<ProductSheet, IntakeError> {
    let table = Table::read(file, bytes, words("products"), mapping, "stock numbers and what is known about them")?;
    let targets = TARGETS.iter().map(|(id, label)| ListTarget { id: (*id).to_owned(), label: (*label).to_owned() }).collect();
    let mut sheet = ProductSheet { columns: table.columns.clone(), targets, ..ProductSheet::default() };
    if !table.has("sku") {
        let message = "No column holds the stock number. Point one at “Stock number”.".to_owned();
        sheet.issues.push(ListIssue { row: 0, column: String::new(), message });
        return Ok(sheet);
    }
    let mut seen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for row in table.rows() {
        match read_row(&table, row, file) {
            Ok(product) => {
                let key = Product::key(&product.sku);
                match seen.get(&key).and_then(|(first, at)| sheet.products.get(*at).map(|held| (*first, held))) {
                    Some((_, held)) if Product { source: String::new(), ..held.clone() } == Product { source: String::new(), ..product.clone() } => {}
                    Some((first, _)) => {
                        let message = format!("{} stands on row {} already and says something else there; one of the rows is wrong.", product.sku, first + 1);
                        sheet.issues.push(table.issue(row, "sku", message));
                    }
                    None => {
                        seen.insert(key, (row, sheet.products.len()));
                        sheet.products.push(product);
                    }
                }
            }
            Err(issue) => sheet.issues.push(issue),
        }
    }
    Ok(sheet)
}

fn read_row(table: &Table, row: usize, file: &str) -> Result<Product, ListIssue> {
    let sku = table.cell(row, "sku");
    if sku.is_empty() {
        return Err(table.issue(row, "sku", "The stock number is missing.".to_owned()));
    }
    let said = table.cell(row, "hts");
    let number = match said.as_str() {
        "" => String::new(),
        text => match hts(text) {
            Hts::Good(number) | Hts::Repaired(number, ..) if number.bytes().filter(u8::is_ascii_digit).count() >= 6 => number,
            Hts::Good(_) | Hts::Repaired(..) => {
                return Err(table.issue(row, "hts", format!("“{text}” is too short to say what the goods are; write eight or ten digits.")));
            }
            Hts::Shortened(_, why) | Hts::Bad(_, why) => return Err(table.issue(row, "hts", format!("“{text}” is not used as HTS number: {why}."))),
        },
    };
    let said = table.cell(row, "origin");
    let origin = match said.as_str() {
        "" => String::new(),
        text => match Country::parse(text) {
            Some(country) => country.code().to_owned(),
            None => return Err(table.issue(row, "origin", format!("“{text}” is no country that is known; write its name or two-letter code."))),
        },
    };
    let mut currency = String::new();
    let said = table.cell(row, "currency");
    if !said.is_empty() {
        match money::currency(&said) {
            Some(code) => code.clone_into(&mut currency),
            None => return Err(table.issue(row, "currency", format!("“{said}” is no currency that is known; write its code, like USD or EUR."))),
        }
    }
    let said = table.cell(row, "unit-value");
    let unit_value = match said.as_str() {
        "" => None,
        text => {
            let sign = money::sign_shown(text).unwrap_or(DecimalSign::Point);
            match money::money(text, sign) {
                Ok(money) if money.amount > Decimal::ZERO => {
                    if currency.is_empty() {
                        money.currency.unwrap_or_default().clone_into(&mut currency);
                    }
                    Some(money.amount)
                }
                _ => return Err(table.issue(row, "unit-value", format!("“{text}” is no value of one piece; write digits, like 12.50."))),
            }
        }
    };
    let description = table.cell(row, "description");
    Ok(Product { sku, hts: number, origin, description, unit_value, currency, source: format!("{file}, row {}", row + 1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> ProductSheet {
        product_sheet("goods.csv", text.as_bytes(), &ListMapping::new()).unwrap()
    }

    #[test]
    fn a_shops_list_with_its_own_words() {
        let sheet = read(
            "Catalogue 2026;;;;\nArtikelnummer;Bezeichnung;Zolltarifnummer;Ursprungsland;Stückpreis\nMUG-1;stoneware mug;6912004810;Portugal;18,50 €\nTEA-2;green tea;902101015;CN;\n",
        );
        assert_eq!(sheet.issues, []);
        let mug = &sheet.products[0];
        assert_eq!((mug.sku.as_str(), mug.hts.as_str(), mug.origin.as_str(), mug.currency.as_str()), ("MUG-1", "6912004810", "PT", "EUR"));
        assert_eq!(mug.unit_value.unwrap().to_string(), "18.50");
        assert_eq!(mug.source, "goods.csv, row 3");
        assert_eq!(sheet.products[1].hts, "0902101015", "the zero that a number lost is put back");
    }

    #[test]
    fn what_cannot_be_is_named_and_left_out() {
        let sheet = read(
            "SKU,HTS,Origin,Price\nA,69120048,Atlantis,1\nB,12,DE,1\n,69120048,DE,1\nC,69120048,DE,free\nD,69120048,DE,1\nd,69120048,VN,1\nD,69120048,DE,1\n",
        );
        let said: Vec<String> = sheet.issues.iter().map(|i| format!("{}{}: {}", i.column, i.row, i.message)).collect();
        assert_eq!(said[0], "C2: “Atlantis” is no country that is known; write its name or two-letter code.");
        assert_eq!(said[1], "B3: “12” is too short to say what the goods are; write eight or ten digits.");
        assert_eq!(
            said[2..],
            [
                "A4: The stock number is missing.",
                "D5: “free” is no value of one piece; write digits, like 12.50.",
                "A7: d stands on row 6 already and says something else there; one of the rows is wrong.",
            ]
        );
        assert_eq!(sheet.products.iter().map(|p| p.sku.as_str()).collect::<Vec<_>>(), ["D"], "the same row twice is one product");
    }

    #[test]
    fn a_person_points_the_columns() {
        let text = b"Nr,Code,Land\nX-1,69120048,DE\n";
        assert!(product_sheet("g.csv", text, &ListMapping::new()).is_err());
        let mapping = ListMapping::from([(0, "sku".to_owned()), (1, "hts".to_owned())]);
        let text = b"Nr,HTS,Origin\nX-1,69120048,DE\n";
        let sheet = product_sheet("g.csv", text, &mapping).unwrap();
        assert_eq!((sheet.products[0].sku.as_str(), sheet.products[0].origin.as_str()), ("X-1", "DE"));
        let bare = product_sheet("g.csv", text, &ListMapping::new()).unwrap();
        assert_eq!(bare.issues[0].message, "No column holds the stock number. Point one at “Stock number”.");
    }
}
