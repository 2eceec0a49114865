//! Layouts: the exports we know by name, as data, and how a file is recognised as one of them.

pub(crate) mod columns;
pub(crate) mod header;

use crate::field::Field;
use crate::fold::fold;
use crate::grid::Grid;
use crate::limits;
use crate::options::{DateOrder, DecimalSign};
use crate::value::money;
use crate::value::weight::WeightUnit;
use customs::Country;
use header::Header;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// What makes rows one shipment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Identity {
    /// The order number, unless a house bill is given: exports of shops.
    Order,
    /// The house bill: manifests.
    #[default]
    HouseBill,
}

/// A layout as its file describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Layout {
    /// Its stable name.
    pub(crate) kind: String,
    /// Its name for people.
    pub(crate) label: String,
    /// Headers that must all be there.
    #[serde(default)]
    requires: Vec<String>,
    /// Fields that must all be found by their words.
    #[serde(default)]
    requires_fields: Vec<Field>,
    /// Fields of which one must be found.
    #[serde(default)]
    requires_any: Vec<Field>,
    #[serde(default)]
    pub(crate) identity: Identity,
    /// Order of day and month that the export always uses.
    #[serde(default)]
    pub(crate) date_order: Option<DateOrder>,
    /// Unit of a weight column that names none.
    #[serde(default)]
    pub(crate) weight_unit: Option<WeightUnit>,
    /// Fields that other columns may hold; absent: any.
    #[serde(default)]
    others: Option<BTreeSet<Field>>,
    /// Headers and what they hold.
    #[serde(default)]
    columns: BTreeMap<String, Field>,
    /// Headers with `{n}` for the number of the item.
    #[serde(default)]
    items: BTreeMap<String, Field>,
    /// Our own: there is no doubt about its columns.
    #[serde(default)]
    pub(crate) own: bool,
    /// What a postal code says where there is none.
    #[serde(default)]
    pub(crate) no_postal_code: Option<String>,
    /// What each place holds in a file without a header; empty: nothing that is needed.
    #[serde(default)]
    positions: Vec<String>,
    /// What tells such a file.
    #[serde(default)]
    shape: Vec<Shape>,
    #[serde(skip)]
    by_name: HashMap<String, Field>,
    #[serde(skip)]
    by_place: Vec<Option<Field>>,
}

/// What the cells of one column look like.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    column: usize,
    is: Look,
}

/// The look of a cell.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Look {
    Filled,
    Country,
    Number,
    WeightUnit,
}

impl Look {
    fn is(self, text: &str) -> bool {
        match self {
            Self::Filled => !text.is_empty(),
            Self::Country => text.len() == 2 && Country::from_code(text).is_some(),
            Self::Number => !text.is_empty() && money::number(text, DecimalSign::Point).is_ok(),
            Self::WeightUnit => WeightUnit::parse(text).is_some(),
        }
    }
}

macro_rules! layouts {
    ($($name:literal),* $(,)?) => { [$(($name, include_str!(concat!("../../../../../assets/intake/layouts/", $name, ".toml")))),*] };
}

/// The layouts that ship with the program; `generic` is the last.
fn all() -> &'static [Layout] {
    static LAYOUTS: OnceLock<Vec<Layout>> = OnceLock::new();
    LAYOUTS.get_or_init(|| {
        layouts![
            "shopify-orders",
            "etsy-order-items",
            "etsy-orders",
            "ebay-orders",
            "amazon-orders",
            "woocommerce-wide",
            "woocommerce-orders",
            "woocommerce-export",
            "shipstation",
            "boxc",
            "easypost",
            "ups-batch",
            "shipandco",
            "dhl-ecommerce",
            "bigcommerce-orders",
            "entrydesk-template",
            "consolidator-manifest",
            "generic",
        ]
        .into_iter()
        // Our own data, compiled in and read by the tests.
        .map(|(name, text)| Layout::load(text).unwrap_or_else(|e| panic!("assets/intake/layouts/{name}.toml: {e}")))
        .collect()
    })
}

impl Layout {
    fn load(text: &str) -> Result<Self, String> {
        let mut layout: Self = toml::from_str(text).map_err(|e| e.to_string())?;
        layout.by_place = layout
            .positions
            .iter()
            .map(|key| if key.is_empty() { Ok(None) } else { serde_json::from_value(key.as_str().into()).map(Some).map_err(|e| e.to_string()) })
            .collect::<Result<_, _>>()?;
        layout.by_name = layout.columns.iter().map(|(header, field)| (fold(header), *field)).collect();
        Ok(layout)
    }

    /// The layout whose headers are all there; of several the one that demands most.
    pub(crate) fn recognise(header: &Header, found: &BTreeSet<Field>) -> &'static Layout {
        let names: BTreeSet<&str> = header.cells.iter().flat_map(|c| c.names.iter().map(String::as_str)).collect();
        let fits = |l: &&Layout| {
            l.requires.iter().all(|r| names.contains(fold(r).as_str()))
                && l.requires_fields.iter().all(|f| found.contains(f))
                && (l.requires_any.is_empty() || l.requires_any.iter().any(|f| found.contains(f)))
        };
        let generic = all().last();
        // Of two that demand as much the one that stands first in the table.
        let best = all().iter().rev().filter(fits).max_by_key(|l| l.requires.len() * 2 + l.requires_fields.len());
        // `generic` demands nothing, so there is always one.
        best.or(generic).unwrap_or_else(|| unreachable!("the table of layouts is not empty"))
    }

    /// The layout that a file without a header has, by the look of its columns: nine rows of ten must have it.
    pub(crate) fn by_shape(grid: &Grid) -> Option<&'static Layout> {
        let rows: Vec<usize> = (0..grid.rows().min(limits::HEADER_SEARCH_ROWS)).filter(|row| grid.row_len(*row) > 0).collect();
        let looks = |layout: &&Layout| {
            let fits = |row: &&usize| layout.shape.iter().all(|s| s.is.is(grid.cell(**row, s.column).trim()));
            !layout.shape.is_empty() && !rows.is_empty() && rows.iter().filter(fits).count() * 10 >= rows.len() * 9
        };
        all().iter().find(looks)
    }

    /// What the layout has in a place of a file without a header.
    pub(crate) fn at_place(&self, place: usize) -> Option<Field> {
        self.by_place.get(place).copied().flatten()
    }

    /// How many of these folded headers the best layout names that finds all it demands by name.
    pub(crate) fn named_columns(names: &BTreeSet<String>) -> usize {
        let complete = |l: &&Layout| l.is_exact() && l.requires.iter().all(|r| names.contains(&fold(r)));
        all().iter().filter(complete).map(|l| names.iter().filter(|n| l.by_name.contains_key(*n)).count()).max().unwrap_or(0)
    }

    /// What the layout says a header holds.
    pub(crate) fn field_of(&self, name: &str) -> Option<(Field, Option<u16>)> {
        if let Some(field) = self.by_name.get(name) {
            return Some((*field, None));
        }
        self.items.iter().find_map(|(pattern, field)| {
            let (before, after) = pattern.split_once("{n}")?;
            let number = name.strip_prefix(fold(before).as_str())?.strip_suffix(fold(after).as_str())?;
            number.parse().ok().map(|n| (*field, Some(n)))
        })
    }

    /// Whether a column that the layout does not name may be read as `field`.
    pub(crate) fn allows(&self, field: Field) -> bool {
        self.others.as_ref().is_none_or(|others| others.contains(&field))
    }

    /// Whether the layout names its columns itself.
    pub(crate) fn is_exact(&self) -> bool {
        !self.requires.is_empty()
    }
}

/// The layouts that are recognised: stable name and name for people.
pub fn layouts() -> Vec<(String, String)> {
    all().iter().map(|l| (l.kind.clone(), l.label.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_file_is_sound() {
        assert_eq!(all().len(), 18);
        assert_eq!(all().last().unwrap().kind, "generic");
        for layout in all() {
            assert!(!layout.label.is_empty());
            for pattern in layout.items.keys() {
                assert!(pattern.contains("{n}"), "{pattern}");
            }
        }
    }

    #[test]
    fn item_groups_are_numbered() {
        let woo = all().iter().find(|l| l.kind == "woocommerce-wide").unwrap();
        assert_eq!(woo.field_of(&fold("Product Item 12 SKU")), Some((Field::Sku, Some(12))));
        assert_eq!(woo.field_of(&fold("Product Item x SKU")), None);
    }
}
