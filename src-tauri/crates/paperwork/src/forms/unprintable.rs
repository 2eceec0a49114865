//! Characters no face can draw: an issue of the entry long before anybody prints it.

use crate::fonts::{Fonts, code_point};
use customs::{EntrySummary, NamedAddress};

/// Every text of an entry that cannot be printed as it stands, in sentences that name the block.
pub fn unprintable(entry: &EntrySummary) -> Vec<String> {
    let mut found = Vec::new();
    let mut look = |place: &str, text: &str| {
        // Nearly all text is ASCII, and every ASCII letter prints.
        if text.is_ascii() {
            return;
        }
        let missing: Vec<String> = Fonts::built_in().missing(text).into_iter().map(|c| format!("`{c}` ({})", code_point(c))).collect();
        if !missing.is_empty() {
            found.push(format!(
                "{place}: {} of `{text}` cannot be printed; write it in Latin, Greek, Cyrillic, Chinese, Japanese or Korean letters.",
                missing.join(", ")
            ));
        }
    };
    let parties: [(&str, &NamedAddress); 3] =
        [("Block 29, ultimate consignee", &entry.consignee), ("Block 30, importer of record", &entry.importer), ("Block 46, broker", &entry.broker)];
    for (place, party) in parties {
        for text in [&party.name, &party.street, &party.city, &party.state, &party.postal_code] {
            look(place, text);
        }
    }
    for (place, text) in [
        ("Block 8, importing carrier", &entry.carrier),
        ("Block 13, manufacturer ID", &entry.manufacturer_id),
        ("Block 25, location of goods", &entry.location),
        ("Block 28, reference number", &entry.reference_number),
        ("Block 45, declarant", &entry.declarant),
        ("Block 45, title", &entry.declarant_title),
        ("Block 47, file number", &entry.file_number),
    ] {
        look(place, text);
    }
    for bill in &entry.bills {
        look("Block 12, bill of lading or air waybill", bill);
    }
    for line in &entry.lines {
        look(&format!("Block 32, description of line {:03}", line.number), &line.description);
    }
    found
}
