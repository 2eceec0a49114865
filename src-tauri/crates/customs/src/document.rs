//! The papers behind a shipment, an entry or a client.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// Commercial or pro forma invoice.
    Invoice,
    /// Packing list.
    PackingList,
    /// Air waybill, bill of lading, carrier's receipt.
    Waybill,
    /// Customs power of attorney.
    PowerOfAttorney,
    /// Wire, card or marketplace record that the invoice was paid.
    ProofOfPayment,
    /// Order or contract of sale.
    PurchaseOrder,
    /// Brochure, data sheet, photograph, sample.
    Literature,
    /// Ruling, classification memo, expert's opinion.
    ClassificationBasis,
    /// How the value came about: price list, assists, royalties, transfer pricing.
    ValueBasis,
    /// A partner agency's form, permit or confirmation of prior notice.
    AgencyPaper,
    /// CBP Form 28, request for information.
    Cbp28,
    /// CBP Form 29, notice of action.
    Cbp29,
    /// CBP Form 4647, notice to mark or redeliver.
    Cbp4647,
    /// Any other notice, bill or letter of CBP.
    CbpNotice,
    /// What was written to or by the client.
    Correspondence,
    /// Anything else.
    #[default]
    Other,
}

impl DocumentKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 16] = [
        Self::Invoice,
        Self::PackingList,
        Self::Waybill,
        Self::PowerOfAttorney,
        Self::ProofOfPayment,
        Self::PurchaseOrder,
        Self::Literature,
        Self::ClassificationBasis,
        Self::ValueBasis,
        Self::AgencyPaper,
        Self::Cbp28,
        Self::Cbp29,
        Self::Cbp4647,
        Self::CbpNotice,
        Self::Correspondence,
        Self::Other,
    ];

    /// The code it is stored as.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::PackingList => "packing-list",
            Self::Waybill => "waybill",
            Self::PowerOfAttorney => "power-of-attorney",
            Self::ProofOfPayment => "proof-of-payment",
            Self::PurchaseOrder => "purchase-order",
            Self::Literature => "literature",
            Self::ClassificationBasis => "classification-basis",
            Self::ValueBasis => "value-basis",
            Self::AgencyPaper => "agency-paper",
            Self::Cbp28 => "cbp28",
            Self::Cbp29 => "cbp29",
            Self::Cbp4647 => "cbp4647",
            Self::CbpNotice => "cbp-notice",
            Self::Correspondence => "correspondence",
            Self::Other => "other",
        }
    }

    /// The kind of a stored code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What a broker calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Invoice => "Commercial invoice",
            Self::PackingList => "Packing list",
            Self::Waybill => "Waybill or bill of lading",
            Self::PowerOfAttorney => "Power of attorney",
            Self::ProofOfPayment => "Proof of payment",
            Self::PurchaseOrder => "Purchase order",
            Self::Literature => "Product literature",
            Self::ClassificationBasis => "Basis of classification",
            Self::ValueBasis => "Basis of value",
            Self::AgencyPaper => "Partner agency paper",
            Self::Cbp28 => "CBP Form 28, request for information",
            Self::Cbp29 => "CBP Form 29, notice of action",
            Self::Cbp4647 => "CBP Form 4647, notice to mark or redeliver",
            Self::CbpNotice => "CBP notice",
            Self::Correspondence => "Correspondence",
            Self::Other => "Other document",
        }
    }

    /// The kind a file's name suggests; a person may say otherwise.
    pub fn suggested_by(file_name: &str) -> Self {
        let name = file_name.to_lowercase();
        let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let has = |wanted: &[&str]| wanted.iter().any(|w| words.contains(w));
        let pair = |a: &str, b: &str| words.windows(2).any(|w| w == [a, b]);
        match () {
            () if has(&["cf28", "cbp28"]) || pair("cf", "28") || pair("cbp", "28") || pair("form", "28") => Self::Cbp28,
            () if has(&["cf29", "cbp29"]) || pair("cf", "29") || pair("cbp", "29") || pair("form", "29") => Self::Cbp29,
            () if has(&["4647", "cf4647", "cbp4647"]) => Self::Cbp4647,
            () if has(&["poa", "5291"]) || pair("power", "of") => Self::PowerOfAttorney,
            () if has(&["packing", "packlist", "packliste"]) => Self::PackingList,
            () if has(&["awb", "hawb", "mawb", "waybill", "bol", "lading", "cmr"]) => Self::Waybill,
            () if has(&["payment", "paid", "wire", "remittance", "receipt"]) => Self::ProofOfPayment,
            () if has(&["po", "order", "contract"]) => Self::PurchaseOrder,
            () if has(&["invoice", "inv", "proforma", "rechnung", "facture", "factura", "fattura"]) => Self::Invoice,
            () if has(&["brochure", "catalog", "catalogue", "datasheet", "spec", "photo"]) => Self::Literature,
            () if has(&["ruling", "classification"]) => Self::ClassificationBasis,
            () if has(&["pricelist", "valuation"]) => Self::ValueBasis,
            () if has(&["fda", "usda", "epa", "cpsc", "fcc", "permit"]) => Self::AgencyPaper,
            () if has(&["cbp", "customs", "notice"]) => Self::CbpNotice,
            () => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_what_json_says_and_comes_back() {
        for kind in DocumentKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
            assert_eq!(DocumentKind::of_code(kind.code()), Some(kind));
        }
        assert_eq!(DocumentKind::of_code("scroll"), None);
    }

    #[test]
    fn file_names_suggest_a_kind() {
        for (name, kind) in [
            ("INV-2041.pdf", DocumentKind::Invoice),
            ("Rechnung_2024.pdf", DocumentKind::Invoice),
            ("packing list HLX-7.xlsx", DocumentKind::PackingList),
            ("HAWB 160-12345675.pdf", DocumentKind::Waybill),
            ("poa signed.pdf", DocumentKind::PowerOfAttorney),
            ("CF-28 of 12 May.pdf", DocumentKind::Cbp28),
            ("CBP 29.pdf", DocumentKind::Cbp29),
            ("wire confirmation.pdf", DocumentKind::ProofOfPayment),
            ("PO 7781.pdf", DocumentKind::PurchaseOrder),
            ("poster.pdf", DocumentKind::Other),
            ("scan0001.pdf", DocumentKind::Other),
        ] {
            assert_eq!(DocumentKind::suggested_by(name), kind, "{name}");
        }
    }
}
