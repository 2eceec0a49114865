//! Entries: their numbers, and the summary a CBP Form 7501 is printed from.

use crate::money::exact;
use crate::{Citation, FeeAmount, Mode};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;
use ts_rs::TS;

/// The three characters that begin a firm's entry numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, TS)]
#[ts(type = "string")]
pub struct FilerCode(String);

impl FilerCode {
    /// The three characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for FilerCode {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let code = text.trim().to_ascii_uppercase();
        if code.len() == 3 && code.bytes().all(|b| b.is_ascii_alphanumeric()) {
            Ok(Self(code))
        } else {
            Err(format!("`{text}` is not a filer code: it has three letters or digits, like 9HB"))
        }
    }
}

/// An entry number `FFF-NNNNNNN-C`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct EntryNumber(String);

impl EntryNumber {
    /// The number a filer draws, with its check digit.
    pub fn new(filer: &FilerCode, number: u32) -> Result<Self, String> {
        if number > 9_999_999 {
            return Err(format!("{number} has more than the seven digits of an entry number"));
        }
        let digits = format!("{number:07}");
        let check = check_digit(filer.as_str(), &digits);
        Ok(Self(format!("{}-{digits}-{check}", filer.as_str())))
    }

    /// As printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The check digit of CATAIR Appendix E: letters become digits (S is 2, not 1), every second digit is doubled
/// with its digits added, and the last digit fills the sum up to a ten.
fn check_digit(filer: &str, number: &str) -> u32 {
    let value = |c: u8| match c {
        b'0'..=b'9' => u32::from(c - b'0'),
        b'A'..=b'I' => u32::from(c - b'A') + 1,
        b'J'..=b'R' => u32::from(c - b'J') + 1,
        _ => u32::from(c.saturating_sub(b'S')) + 2,
    };
    let sum: u32 = filer
        .bytes()
        .chain(number.bytes())
        .enumerate()
        .map(|(i, c)| {
            let v = value(c);
            if i % 2 == 0 {
                v
            } else if v > 4 {
                2 * v - 9
            } else {
                2 * v
            }
        })
        .sum();
    (10 - sum % 10) % 10
}

impl FromStr for EntryNumber {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let bare: String = text.trim().to_ascii_uppercase().chars().filter(|c| *c != '-' && *c != ' ').collect();
        if bare.len() != 11 || !bare.is_ascii() || !bare[3..].bytes().all(|b| b.is_ascii_digit()) {
            return Err(format!("`{text}` is not an entry number; it looks like 916-5187505-5"));
        }
        let filer: FilerCode = bare[..3].parse()?;
        let check = check_digit(filer.as_str(), &bare[3..10]);
        if bare.ends_with(&check.to_string()) {
            Ok(Self(format!("{}-{}-{}", &bare[..3], &bare[3..10], check)))
        } else {
            Err(format!("`{text}`: the check digit of this entry number is {check}; one character is wrong"))
        }
    }
}

impl fmt::Display for EntryNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for FilerCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! text_serde {
    ($($name:ident),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                String::deserialize(d)?.parse().map_err(de::Error::custom)
            }
        }
    )*};
}
text_serde!(FilerCode, EntryNumber);

/// A name with an address, as a form prints it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct NamedAddress {
    /// Name.
    pub name: String,
    /// Street.
    pub street: String,
    /// City.
    pub city: String,
    /// State or province.
    pub state: String,
    /// ZIP or postal code.
    pub postal_code: String,
    /// Country, ISO alpha-2.
    pub country: String,
}

/// Everything CBP Form 7501 shows, block by block (numbers of the 47-block edition in brackets).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct EntrySummary {
    /// [1] Entry number.
    pub number: EntryNumber,
    /// [2] Entry type, `11`.
    pub entry_type: String,
    /// [2] ABI status after the type, like `ABI/A`; empty where not filed that way.
    pub abi_status: String,
    /// [3] Summary date.
    pub summary_date: Option<NaiveDate>,
    /// [4] Surety number.
    pub surety: String,
    /// [5] Bond type: `0` none, `8` continuous, `9` single.
    pub bond_type: String,
    /// [6] Port of entry, Schedule D.
    pub port: String,
    /// [7] Entry date: fixes the law, the rates and the fees.
    pub entry_date: NaiveDate,
    /// [8] Importing carrier.
    pub carrier: String,
    /// [9] Mode of transport, two digits.
    pub mode_code: String,
    /// How the goods travel.
    pub mode: Option<Mode>,
    /// [10] Country of origin, ISO alpha-2 or `MULTI`.
    pub origin: String,
    /// [11] Import date.
    pub import_date: Option<NaiveDate>,
    /// [12] Bill of lading or air waybill numbers, master first.
    pub bills: Vec<String>,
    /// [13] Manufacturer ID or `MULTI`.
    pub manufacturer_id: String,
    /// [14] Exporting country.
    pub exporting_country: String,
    /// [15] Export date.
    pub export_date: Option<NaiveDate>,
    /// [16] I.T. number.
    pub it_number: String,
    /// [17] I.T. date.
    pub it_date: Option<NaiveDate>,
    /// [18] Missing documents.
    pub missing_documents: String,
    /// [19] Foreign port of lading, Schedule K.
    pub foreign_port: String,
    /// [20] U.S. port of unlading, Schedule D.
    pub port_of_unlading: String,
    /// [21] Country of melt and pour.
    pub melt_and_pour: String,
    /// [22] Primary country of smelt.
    pub primary_smelt: String,
    /// [23] Secondary country of smelt.
    pub secondary_smelt: String,
    /// [24] Country of cast.
    pub country_of_cast: String,
    /// [25] Location of goods, G.O. number.
    pub location: String,
    /// [26] Consignee number; `SAME` where it is the importer's.
    pub consignee_number: String,
    /// [27] Importer number.
    pub importer_number: String,
    /// [28] Reference number.
    pub reference_number: String,
    /// [29] Ultimate consignee.
    pub consignee: NamedAddress,
    /// [30] Importer of record.
    pub importer: NamedAddress,
    /// [31-38] Lines.
    pub lines: Vec<EntryLine>,
    /// [Other fee summary] Fees of the whole entry.
    pub fees: Vec<FeeAmount>,
    /// [39] Total entered value, whole dollars.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub total_entered_value: Decimal,
    /// [41] Duty.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub duty: Decimal,
    /// [42] Internal revenue tax.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub tax: Decimal,
    /// [43] Other: the fees.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub other: Decimal,
    /// [44] Total.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub total: Decimal,
    /// [45] Who declares.
    pub declarant: String,
    /// [45] The declarant's title.
    pub declarant_title: String,
    /// [40] The declarant is the importer of record, rather than owner, purchaser or agent.
    pub declarant_is_importer: bool,
    /// [40] The goods were obtained by purchase or agreement to purchase.
    pub purchased: bool,
    /// [46] Broker or filer.
    pub broker: NamedAddress,
    /// [46] Telephone.
    pub broker_phone: String,
    /// [47] Broker's file number.
    pub file_number: String,
    /// What was taken for granted in the figures, in words: shown beside the form, not on it.
    pub assumptions: Vec<String>,
    /// The shipments this entry covers.
    pub shipments: Vec<String>,
    /// Blocks that a person filled by hand, by number: they are kept when it is built again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub by_hand: Vec<String>,
    /// Shipment lines of one tariff number and origin were put together into one entry line, because somebody asked for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub lines_merged: bool,
}

/// One line of an entry [31-38].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct EntryLine {
    /// [31] Line number.
    pub number: u32,
    /// [32] Description.
    pub description: String,
    /// Country of origin, printed `O` + code where block 10 says MULTI.
    pub origin: String,
    /// [34A] Gross weight, kilograms.
    #[serde(with = "crate::money::exact_option")]
    #[ts(type = "string | null")]
    pub gross_weight_kg: Option<Decimal>,
    /// [34B] Manifest quantity, packages.
    pub manifest_quantity: String,
    /// [36A] Entered value, whole dollars.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub entered_value: Decimal,
    /// [36B] Charges, whole dollars.
    #[serde(with = "crate::money::exact_option")]
    #[ts(type = "string | null")]
    pub charges: Option<Decimal>,
    /// [36C] Whether buyer and seller are related.
    pub related: Option<bool>,
    /// [33A,35,37,38] The numbers of the line: chapter 98/99 numbers above the chapter 1-97 number.
    pub rows: Vec<EntryTariffRow>,
    /// [33B] Antidumping or countervailing case.
    pub adcvd_case: String,
    /// The shipment the line comes from; of several, the first.
    pub shipment: String,
    /// [13] The line's own manufacturer, where block 13 says MULTI; empty where block 13 names the one.
    #[serde(default)]
    pub manufacturer_id: String,
    /// Fees printed on the line below its numbers: merchandise processing and harbor fees of a formal entry. They are shares of
    /// what the fee summary says, before a fee's least and most for the whole entry.
    #[serde(default)]
    pub fees: Vec<LineFee>,
    /// The shipment lines that make it up, where they are more than one: the trail of a merged line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<LinePart>>", optional)]
    pub parts: Vec<LinePart>,
    /// Blocks of the line that a person filled by hand, by number (`13`, `34B`, `35`, `36B`, `36C`): they are kept when the
    /// entry is built again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub by_hand: Vec<String>,
}

impl EntryLine {
    /// The number of chapters 1 to 97, which carries quantity and value: the last of the stack.
    pub fn goods(&self) -> Option<&EntryTariffRow> {
        self.rows.last()
    }
}

/// A fee as it stands on a line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct LineFee {
    /// CBP accounting class: `499`, `501` …
    pub class: String,
    /// `Merchandise Processing Fee` …
    pub name: String,
    /// The rate as printed: `.3464%`.
    pub rate: String,
    /// U.S. dollars and cents.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub amount: Decimal,
}

/// What the duty of a tariff number rests on, for the duty worksheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct RowBasis {
    /// What the layer is, in a broker's words: `Base duty`, `Section 301 (China), list 3`.
    pub name: String,
    /// The law behind it.
    pub citations: Vec<Citation>,
}

/// A shipment line that went into an entry line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct LinePart {
    /// The shipment's house bill.
    pub shipment: String,
    /// Its line, from 1.
    pub line: u32,
    /// Description as received.
    pub description: String,
    /// Customs value in U.S. dollars, before rounding.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub value: Decimal,
    /// Pieces.
    #[serde(with = "crate::money::exact_option")]
    #[ts(type = "string | null")]
    pub quantity: Option<Decimal>,
    /// Weight, kilograms.
    #[serde(with = "crate::money::exact_option")]
    #[ts(type = "string | null")]
    pub weight_kg: Option<Decimal>,
}

/// One tariff number of a line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct EntryTariffRow {
    /// [33A] HTSUS number, dotted.
    pub hts: String,
    /// [35] Net quantity in tariff units, with the unit: `12 NO`; `X` where none is reported.
    pub net_quantity: String,
    /// [35] The same in the tariff's second and third units, printed below.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub further_quantities: Vec<String>,
    /// [35] The units the tariff asks for, as CBP's codes; empty on entries made before they were kept, and for numbers of
    /// chapters 98 and 99.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub units: Vec<String>,
    /// [37] Rate as printed.
    pub rate: String,
    /// [38] Duty.
    #[serde(with = "exact")]
    #[ts(type = "string")]
    pub duty: Decimal,
    /// What the duty rests on; `None` on entries made before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub basis: Option<RowBasis>,
}

impl EntrySummary {
    /// Packages of each house bill and their kind, where block 34B was filled for all bills alike and not by hand.
    pub fn packages_per_bill(&self) -> Option<(u32, &str)> {
        let of_bills = self.lines.iter().filter(|line| !line.by_hand.iter().any(|block| block == "34B"));
        let counted = of_bills.filter_map(|line| line.manifest_quantity.split_once(' ').and_then(|(count, kind)| Some((count.parse::<u32>().ok()?, kind))));
        let (all, kind) = counted.fold((0_u32, ""), |(sum, _), (count, kind)| (sum.saturating_add(count), kind));
        let bills = u32::try_from(self.shipments.len()).ok()?;
        (all > 0 && all.checked_rem(bills)? == 0).then(|| (all / bills, kind))
    }

    /// The identities that must hold before it is printed: 39 = sum of 36A; 41 = sum of 38; 43 = sum of fees; 44 = 41 + 42 + 43.
    /// Returns each that does not, in words.
    pub fn disagreements(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut check = |blocks: &str, printed: Decimal, computed: Decimal| {
            if printed != computed {
                wrong.push(format!("{blocks}: the form says {printed}, the parts make {computed}"));
            }
        };
        check("block 39, the sum of block 36A", self.total_entered_value, self.lines.iter().map(|l| l.entered_value).sum());
        check("block 41, the sum of block 38", self.duty, self.lines.iter().flat_map(|l| &l.rows).map(|r| r.duty).sum());
        check("block 43, the sum of the fees", self.other, self.fees.iter().map(|f| f.amount).sum());
        check("block 44, the sum of blocks 41 to 43", self.total, self.duty + self.tax + self.other);
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_of_known_numbers() {
        for (filer, number, whole) in [
            ("B76", 324_527, "B76-0324527-8"), // CATAIR Appendix E's own example
            ("ABC", 1_234_567, "ABC-1234567-6"),
            ("999", 9_999_999, "999-9999999-0"),
            ("916", 5_187_505, "916-5187505-5"), // a really filed entry
            ("XYZ", 7_654_321, "XYZ-7654321-1"),
        ] {
            let drawn = EntryNumber::new(&filer.parse().unwrap(), number).unwrap();
            assert_eq!(drawn.as_str(), whole);
            assert_eq!(whole.replace('-', "").parse(), Ok(drawn));
        }
    }

    #[test]
    fn a_wrong_digit_is_found() {
        assert!("916-5187505-6".parse::<EntryNumber>().unwrap_err().contains("check digit of this entry number is 5"));
        assert!("916-51875".parse::<EntryNumber>().unwrap_err().contains("looks like"));
        assert!("é16-5187505".parse::<EntryNumber>().is_err());
        assert!(EntryNumber::new(&"916".parse().unwrap(), 10_000_000).is_err());
    }
}
