//! In which column each field stands.

use crate::field::Field;
use crate::reading::Column;
use std::collections::BTreeMap;

/// Columns by field.
#[derive(Clone, Debug)]
pub(crate) struct Places([Option<u32>; Field::ALL.len()]);

impl Default for Places {
    fn default() -> Self {
        Self([None; Field::ALL.len()])
    }
}

impl Places {
    pub(crate) fn of(&self, field: Field) -> Option<usize> {
        self.0.get(field as usize).copied().flatten().map(|c| c as usize)
    }

    pub(crate) fn has(&self, field: Field) -> bool {
        self.of(field).is_some()
    }

    fn set(&mut self, field: Field, column: u32) {
        if let Some(place) = self.0.get_mut(field as usize) {
            *place = Some(column);
        }
    }

    /// The columns of goods of a plain row, and of each numbered item.
    pub(crate) fn bind(columns: &[Column]) -> (Self, Vec<(u16, Self)>) {
        let mut base = Self::default();
        let mut items: BTreeMap<u16, Self> = BTreeMap::new();
        for column in columns {
            match (column.field, column.item) {
                (Some(field), None) => base.set(field, column.index),
                (Some(field), Some(item)) => items.entry(item).or_default().set(field, column.index),
                _ => {}
            }
        }
        (base, items.into_iter().collect())
    }

    /// Columns whose cells make a row one with goods.
    pub(crate) fn goods(&self) -> Vec<usize> {
        use Field::*;
        let mut all: Vec<usize> = [Description, DescriptionLocal, ItemsPacked, Quantity, UnitValue, LineValue, EnteredValue, Hts, Origin, Sku]
            .into_iter()
            .filter_map(|f| self.of(f))
            .collect();
        all.sort_unstable();
        all
    }
}

/// Where a party's parts stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct PartyPlaces {
    pub(crate) name: Option<usize>,
    pub(crate) first: Option<usize>,
    pub(crate) last: Option<usize>,
    pub(crate) company: Option<usize>,
    pub(crate) address1: Option<usize>,
    pub(crate) address2: Option<usize>,
    pub(crate) address3: Option<usize>,
    pub(crate) city: Option<usize>,
    pub(crate) region: Option<usize>,
    pub(crate) postal_code: Option<usize>,
    pub(crate) country: Option<usize>,
    pub(crate) city_line: Option<usize>,
    pub(crate) email: Option<usize>,
    pub(crate) phone: Option<usize>,
}

impl PartyPlaces {
    pub(crate) fn consignee(p: &Places) -> Self {
        use Field::*;
        Self {
            name: p.of(ConsigneeName),
            first: p.of(ConsigneeFirstName),
            last: p.of(ConsigneeLastName),
            company: p.of(ConsigneeCompany),
            address1: p.of(ConsigneeAddress1),
            address2: p.of(ConsigneeAddress2),
            address3: p.of(ConsigneeAddress3),
            city: p.of(ConsigneeCity),
            region: p.of(ConsigneeRegion),
            postal_code: p.of(ConsigneePostalCode),
            country: p.of(ConsigneeCountry),
            city_line: p.of(ConsigneeCityLine),
            email: p.of(ConsigneeEmail),
            phone: p.of(ConsigneePhone),
        }
    }

    pub(crate) fn purchaser(p: &Places) -> Self {
        use Field::*;
        Self {
            name: p.of(PurchaserName),
            first: p.of(PurchaserFirstName),
            last: p.of(PurchaserLastName),
            address1: p.of(PurchaserAddress1),
            address2: p.of(PurchaserAddress2),
            city: p.of(PurchaserCity),
            region: p.of(PurchaserRegion),
            postal_code: p.of(PurchaserPostalCode),
            country: p.of(PurchaserCountry),
            email: p.of(PurchaserEmail),
            phone: p.of(PurchaserPhone),
            ..Self::default()
        }
    }

    pub(crate) fn shipper(p: &Places) -> Self {
        use Field::*;
        Self {
            name: p.of(ShipperName),
            address1: p.of(ShipperAddress1),
            address2: p.of(ShipperAddress2),
            city: p.of(ShipperCity),
            region: p.of(ShipperRegion),
            postal_code: p.of(ShipperPostalCode),
            country: p.of(ShipperCountry),
            phone: p.of(ShipperPhone),
            ..Self::default()
        }
    }

    /// Whether the file has a column for the name.
    pub(crate) fn named(&self) -> bool {
        self.name.is_some() || self.last.is_some() || self.company.is_some()
    }
}

/// Currencies that headers name, by column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints {
    pub(crate) currencies: Vec<Option<&'static str>>,
}
