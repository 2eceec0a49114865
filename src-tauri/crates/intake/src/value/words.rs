//! Words that decide: totals, trailers, statuses, modes.

use crate::fold::fold;
use crate::reading::OrderStatus;
use customs::{Claim, Mode};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    total: BTreeSet<String>,
    trailer: Vec<String>,
    cancelled: BTreeSet<String>,
    refunded: BTreeSet<String>,
    part_refunded: BTreeSet<String>,
    unpaid: BTreeSet<String>,
    mode: HashMap<Mode, BTreeSet<String>>,
    claim: HashMap<Claim, BTreeSet<String>>,
    sold: BTreeMap<String, BTreeSet<String>>,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    // Our own data, compiled in and read by the tests. Words are folded once.
    WORDS.get_or_init(|| {
        let mut words: Words = toml::from_str(include_str!("../../../../../assets/intake/words.toml")).expect("assets/intake/words.toml is valid");
        for set in [&mut words.total, &mut words.cancelled, &mut words.refunded, &mut words.part_refunded, &mut words.unpaid]
            .into_iter()
            .chain(words.mode.values_mut())
            .chain(words.claim.values_mut())
            .chain(words.sold.values_mut())
        {
            *set = set.iter().map(|w| fold(w)).collect();
        }
        words
    })
}

/// Whether a cell begins a row of sums: `TOTAL`, `Summe:`, `合计`, `Total (3 parcels)`.
pub(crate) fn is_total(text: &str) -> bool {
    // Most cells are told apart by their first letter.
    let may = text.trim_start().chars().next().is_some_and(|c| !c.is_ascii() || matches!(c.to_ascii_lowercase(), 't' | 's' | 'g' | 'z' | 'i'));
    if !may || text.len() > 60 {
        return false;
    }
    let head = text.split(['(', ':', '：']).next().unwrap_or("");
    let folded = fold(head);
    words().total.contains(&folded) || words().total.contains(folded.trim_end_matches(|c: char| c.is_ascii_digit())) && !folded.is_empty()
}

/// Whether a cell is what stands under the goods.
pub(crate) fn is_trailer(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    words().trailer.iter().any(|w| if w.starts_with("record") { lower.contains(w.as_str()) } else { lower.starts_with(w.as_str()) })
}

/// What a status column says, where it says that something is amiss.
pub(crate) fn status(text: &str) -> Option<OrderStatus> {
    let (folded, words) = (fold(text), words());
    if words.cancelled.contains(&folded) {
        Some(OrderStatus::Cancelled)
    } else if words.refunded.contains(&folded) {
        Some(OrderStatus::Refunded)
    } else if words.part_refunded.contains(&folded) {
        Some(OrderStatus::PartlyRefunded)
    } else if words.unpaid.contains(&folded) {
        Some(OrderStatus::Unpaid)
    } else {
        None
    }
}

/// A mode of transport.
pub(crate) fn mode(text: &str) -> Option<Mode> {
    let folded = fold(text);
    words().mode.iter().find(|(_, set)| set.contains(&folded)).map(|(mode, _)| *mode)
}

/// Gift, accompanied or commercial.
pub(crate) fn claim(text: &str) -> Option<Claim> {
    let folded = fold(text);
    words().claim.iter().find(|(_, set)| set.contains(&folded)).map(|(claim, _)| *claim)
}

/// Whether the goods were sold. A reference of Amazon's warehouses (`FBA15…`) is stock.
pub(crate) fn sold(text: &str) -> Option<bool> {
    let folded = fold(text);
    if folded.starts_with("fba") {
        return Some(false);
    }
    words().sold.iter().find(|(_, set)| set.contains(&folded)).map(|(answer, _)| answer == "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_trailers_in_their_languages() {
        for text in ["TOTAL", "Total:", "Grand Total", "合计", "Summe", "Totaux", "Total (3 parcels)", "Sub-total"] {
            assert!(is_total(text), "{text}");
        }
        for text in ["Total body lotion", "", "DEMO-1", "Summer dress"] {
            assert!(!is_total(text), "{text}");
        }
        for text in ["83 record(s) downloaded", "Seller ID: shop-777", "Prepared by: demo"] {
            assert!(is_trailer(text), "{text}");
        }
        assert!(!is_trailer("Ceramic vase"));
    }

    #[test]
    fn statuses_and_answers() {
        assert_eq!(status("Cancelled"), Some(OrderStatus::Cancelled));
        assert_eq!(status("partially_refunded"), Some(OrderStatus::PartlyRefunded));
        assert_eq!(status("paid"), None);
        assert_eq!(mode("AIR FREIGHT"), Some(Mode::Air));
        assert_eq!(mode("空运"), Some(Mode::Air));
        assert_eq!(claim("Gift"), Some(Claim::Gift));
        assert_eq!(claim("Merchandise"), Some(Claim::Commercial));
        assert_eq!((sold("stock"), sold("Yes"), sold("FBA15ABC"), sold("?")), (Some(false), Some(true), Some(false), None));
    }
}
