//! The fields that a column of a merchant's spreadsheet may hold.

use crate::fold::fold;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;
use ts_rs::TS;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What a column holds. The names are those of `assets/intake/fields.toml`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "kebab-case")]
        pub enum Field { $($(#[$doc])* $name,)* }

        impl Field {
            /// Every field, in the order of the mapping screen.
            pub const ALL: &'static [Field] = &[$(Field::$name,)*];
        }
    };
}

fields! {
    /// House bill or parcel number.
    HouseBill,
    /// Master bill of the whole consignment.
    MasterBill,
    /// The shipper's own order number.
    OrderNumber,
    /// The shipper's own invoice number.
    InvoiceNumber,
    /// The carrier's tracking number.
    TrackingNumber,
    /// Date of importation.
    ArrivalDate,
    /// Date of exportation.
    ExportDate,
    /// Mode of transport.
    Mode,
    /// Port of entry.
    Port,
    /// Country the shipment leaves from.
    CountryOfShipment,
    /// Gift or ordinary commerce.
    Claim,
    /// Sold goods, or stock.
    GoodsSold,
    /// Currency of the values.
    Currency,
    /// U.S. dollars for one unit of the currency.
    ExchangeRate,
    /// Paid, cancelled, refunded.
    OrderStatus,
    /// Date of cancellation.
    CancelledAt,
    /// Amount given back.
    RefundedAmount,
    /// Value of the order's goods.
    OrderSubtotal,
    /// Value of the order with shipping, tax and discount.
    OrderTotal,
    /// Shipping charged.
    OrderShipping,
    /// Tax charged.
    OrderTax,
    /// Discount given.
    OrderDiscount,
    /// What the row is: a shipment, or one of its lines.
    RecordType,
    /// Consignee's name.
    ConsigneeName,
    /// Consignee's first name.
    ConsigneeFirstName,
    /// Consignee's last name.
    ConsigneeLastName,
    /// Consignee's firm.
    ConsigneeCompany,
    /// First address line.
    ConsigneeAddress1,
    /// Second address line.
    ConsigneeAddress2,
    /// Third address line.
    ConsigneeAddress3,
    /// City.
    ConsigneeCity,
    /// State.
    ConsigneeRegion,
    /// ZIP.
    ConsigneePostalCode,
    /// Country.
    ConsigneeCountry,
    /// City, state and ZIP in one cell.
    ConsigneeCityLine,
    /// E-mail.
    ConsigneeEmail,
    /// Telephone.
    ConsigneePhone,
    /// Purchaser's name.
    PurchaserName,
    /// Purchaser's first name.
    PurchaserFirstName,
    /// Purchaser's last name.
    PurchaserLastName,
    /// Purchaser's first address line.
    PurchaserAddress1,
    /// Purchaser's second address line.
    PurchaserAddress2,
    /// Purchaser's city.
    PurchaserCity,
    /// Purchaser's state.
    PurchaserRegion,
    /// Purchaser's ZIP.
    PurchaserPostalCode,
    /// Purchaser's country.
    PurchaserCountry,
    /// Purchaser's e-mail.
    PurchaserEmail,
    /// Purchaser's telephone.
    PurchaserPhone,
    /// Shipper's name.
    ShipperName,
    /// Shipper's first address line.
    ShipperAddress1,
    /// Shipper's second address line.
    ShipperAddress2,
    /// Shipper's city.
    ShipperCity,
    /// Shipper's region.
    ShipperRegion,
    /// Shipper's postal code.
    ShipperPostalCode,
    /// Shipper's country.
    ShipperCountry,
    /// Shipper's telephone.
    ShipperPhone,
    /// The goods in words.
    Description,
    /// The goods in the merchant's own language.
    DescriptionLocal,
    /// Size, colour.
    Variation,
    /// Pieces.
    Quantity,
    /// Value of one piece.
    UnitValue,
    /// Value of the whole line.
    LineValue,
    /// Customs value of the line where it differs.
    EnteredValue,
    /// HTS number.
    Hts,
    /// Country of origin.
    Origin,
    /// Gross weight of the line.
    Weight,
    /// Gross weight of one piece.
    UnitWeight,
    /// Unit of the row's weight.
    WeightUnit,
    /// Stock number.
    Sku,
    /// Antidumping or countervailing case.
    AdcvdCase,
    /// Several items in one cell.
    ItemsPacked,
}

/// A field as the mapping screen lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldInfo {
    /// The field.
    pub field: Field,
    /// Its name for people: `HTS number`.
    pub label: String,
    /// The heading it stands under: `Goods`.
    pub group: String,
    /// Whether a shipment cannot be read without it.
    pub needed: bool,
    /// The fields that serve where no column holds it.
    pub instead: Vec<Field>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    label: String,
    group: String,
    #[serde(default)]
    needed: bool,
    #[serde(default)]
    instead: Vec<Field>,
    words: Vec<String>,
}

/// The fields and their words, as the data file has them.
pub(crate) struct Catalogue {
    infos: Vec<FieldInfo>,
    words: HashMap<String, (Field, usize)>,
}

impl Catalogue {
    fn load(text: &str) -> Result<Self, String> {
        let entries: BTreeMap<Field, Entry> = toml::from_str(text).map_err(|e| e.to_string())?;
        let mut infos = Vec::new();
        let mut words = HashMap::new();
        for field in Field::ALL {
            let entry = entries.get(field).ok_or_else(|| format!("{field:?} has no entry"))?;
            infos.push(FieldInfo {
                field: *field,
                label: entry.label.clone(),
                group: entry.group.clone(),
                needed: entry.needed,
                instead: entry.instead.clone(),
            });
            for (rank, word) in entry.words.iter().enumerate() {
                if let Some((other, _)) = words.insert(fold(word), (*field, rank))
                    && other != *field
                {
                    return Err(format!("`{word}` stands under {other:?} and {field:?}"));
                }
            }
        }
        Ok(Self { infos, words })
    }

    /// The catalogue that ships with the program.
    pub(crate) fn get() -> &'static Self {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        // Our own data, compiled in and read by the tests: it cannot fail at a customer's desk.
        CATALOGUE.get_or_init(|| Self::load(include_str!("../../../../assets/intake/fields.toml")).expect("assets/intake/fields.toml is valid"))
    }

    /// The field whose words hold this folded header.
    pub(crate) fn field_of(&self, folded: &str) -> Option<Field> {
        self.words.get(folded).map(|(field, _)| *field)
    }

    /// The folded words, for near misses; in a fixed order.
    pub(crate) fn sorted_words(&self) -> &'static [(String, Field)] {
        static SORTED: OnceLock<Vec<(String, Field)>> = OnceLock::new();
        SORTED.get_or_init(|| {
            let mut all: Vec<_> = Self::get().words.iter().map(|(word, (field, _))| (word.clone(), *field)).collect();
            all.sort();
            all
        })
    }
}

/// The fields a column may be given, in the order of the mapping screen.
pub fn fields() -> Vec<FieldInfo> {
    Catalogue::get().infos.clone()
}

impl Field {
    /// The field's name for people: `HTS number`.
    pub fn label(self) -> &'static str {
        Catalogue::get().infos.get(self as usize).map_or("", |info| &info.label)
    }

    /// The name used in data and in JSON: `house-bill`.
    pub fn key(self) -> String {
        serde_json::to_value(self).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Whether the field belongs to the shipment as a whole, so that it may stand on its first row only.
    pub fn is_of_shipment(self) -> bool {
        self < Self::Description
    }

    /// Whether the cells are amounts of money.
    pub fn is_money(self) -> bool {
        use Field::*;
        matches!(self, UnitValue | LineValue | EnteredValue | OrderSubtotal | OrderTotal | OrderShipping | OrderTax | OrderDiscount | RefundedAmount)
    }

    /// Whether the cells are weights.
    pub fn is_weight(self) -> bool {
        matches!(self, Self::Weight | Self::UnitWeight)
    }

    /// Whether the cells are dates whose day and month could be confused.
    pub fn is_date(self) -> bool {
        matches!(self, Self::ArrivalDate | Self::ExportDate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_described_and_no_word_means_two_things() {
        let catalogue = Catalogue::load(include_str!("../../../../assets/intake/fields.toml")).unwrap();
        assert_eq!(catalogue.infos.len(), Field::ALL.len());
        assert_eq!(Field::ALL.iter().map(|f| *f as usize).collect::<Vec<_>>(), (0..Field::ALL.len()).collect::<Vec<_>>());
    }

    #[test]
    fn merchants_words_in_five_languages() {
        for (word, field) in [
            ("HTS Code", Field::Hts),
            ("hs_code", Field::Hts),
            ("harmonizedTariffCode", Field::Hts),
            ("customs_hs_tariff", Field::Hts),
            ("海关编码", Field::Hts),
            ("Zolltarifnummer", Field::Hts),
            ("Código arancelario", Field::Hts),
            ("Code SH", Field::Hts),
            ("C.O.O.", Field::Origin),
            ("原产国", Field::Origin),
            ("Pays d’origine", Field::Origin),
            ("Straße", Field::ConsigneeAddress1),
            ("DESTINATAIRE", Field::ConsigneeName),
            ("收件人", Field::ConsigneeName),
            ("Stückpreis", Field::UnitValue),
        ] {
            assert_eq!(Catalogue::get().field_of(&fold(word)), Some(field), "{word}");
        }
        assert_eq!(Catalogue::get().field_of(&fold("Batch")), None);
    }

    #[test]
    fn what_serves_for_a_needed_field_is_named_with_it() {
        let of = |field: Field| fields().into_iter().find(|info| info.field == field).unwrap().instead;
        assert_eq!(of(Field::HouseBill), [Field::OrderNumber, Field::InvoiceNumber, Field::TrackingNumber]);
        assert_eq!(of(Field::Description), [Field::DescriptionLocal, Field::ItemsPacked]);
        assert!(of(Field::ConsigneeName).contains(&Field::ConsigneeLastName));
        assert!(fields().iter().all(|info| info.needed || info.instead.is_empty()));
        let text = include_str!("../../../../assets/intake/fields.toml").replace("\"items-packed\"]", "\"item-list\"]");
        assert!(Catalogue::load(&text).err().unwrap().contains("unknown variant `item-list`"));
    }

    #[test]
    fn a_word_under_two_fields_is_refused() {
        let text = include_str!("../../../../assets/intake/fields.toml").replace("\"Master\",", "\"Master\", \"HAWB\",");
        assert!(Catalogue::load(&text).err().unwrap().contains("`HAWB` stands under"));
    }
}
