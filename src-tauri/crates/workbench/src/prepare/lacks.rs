//! What an entry lacks before it can be filed: block by block, each with the place where it is mended.

use customs::{EntrySummary, Mode};
use serde::Serialize;
use ts_rs::TS;

/// Something an entry lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Lack {
    /// The block's number in the 47-block edition; empty where it is no block but a sum.
    pub block: String,
    /// The block's name.
    pub name: String,
    /// What is the matter, and what to do.
    pub sentence: String,
    /// Where it is mended.
    pub place: Place,
    /// Which field to open there (of a shipment: its own, or that of its lines); empty where it is no one field.
    pub field: String,
    /// The bill of the shipment, where it is mended there; else empty.
    pub bill: String,
}

/// Where something is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// In the blocks of the entry that are filled by hand.
    Blocks,
    /// On a shipment; the entry is then built again.
    Shipment,
    /// On the client; the entry is then built again.
    Client,
    /// In Settings; the entry is then built again.
    Firm,
}

/// What the entry lacks before it can be filed.
pub fn lacks(entry: &EntrySummary) -> Vec<Lack> {
    // A type 86 entry is a set of data, filed with the bill; Form 7501 is not drawn up for it.
    let low_value = entry.entry_type == "86";
    let formal = !low_value && entry.entry_type != "11";
    let bonded = !matches!(entry.bond_type.as_str(), "" | "0") && !matches!(entry.surety.as_str(), "" | "999");
    let first = entry.shipments.first().cloned().unwrap_or_default();
    let mut found = Vec::new();
    if formal && !bonded {
        found.push(Lack {
            block: "4".into(),
            name: "surety number".into(),
            sentence: "Blocks 4 and 5 name no bond, and a formal entry needs one: enter its surety and type.".into(),
            place: Place::Blocks,
            field: "surety".into(),
            bill: String::new(),
        });
    }
    let mut need = |block: &str, name: &str, present: bool, place: Place, field: &str, remedy: &str| {
        if !present {
            let sentence = format!("Block {block}, {name}, is empty. {remedy}").trim_end().to_owned();
            let bill = if place == Place::Shipment { first.clone() } else { String::new() };
            found.push(Lack { block: block.into(), name: name.into(), sentence, place, field: field.into(), bill });
        }
    };
    need("6", "port code", !entry.port.is_empty(), Place::Blocks, "port", "");
    need("8", "importing carrier", !entry.carrier.is_empty(), Place::Blocks, "carrier", "");
    need("9", "mode of transport", !entry.mode_code.is_empty(), Place::Shipment, "mode", "Say how the shipment travelled.");
    need("10", "country of origin", !entry.origin.is_empty(), Place::Shipment, "origin", "");
    need("11", "import date", entry.import_date.is_some(), Place::Shipment, "arrival", "Give the shipment its day of arrival.");
    need("12", "bill of lading or air waybill", !entry.bills.is_empty(), Place::Blocks, "bills", "");
    if !low_value {
        need(
            "13",
            "manufacturer ID",
            !entry.manufacturer_id.is_empty(),
            Place::Blocks,
            "manufacturer_id",
            "The shipper is not in the country of origin, or its address is not known.",
        );
        need("14", "exporting country", !entry.exporting_country.is_empty(), Place::Shipment, "country_of_shipment", "");
        need("27", "importer number", !entry.importer_number.is_empty(), Place::Client, "importer_number", "Enter the client's number.");
    }
    if entry.mode == Some(Mode::Ocean) && formal {
        need("19", "foreign port of lading", !entry.foreign_port.is_empty(), Place::Blocks, "foreign_port", "Schedule K, five digits, for goods by vessel.");
    }
    need(
        "29",
        "ultimate consignee",
        !entry.consignee.name.is_empty(),
        Place::Blocks,
        "consignee",
        if entry.shipments.len() > 1 { "The shipments go to several recipients: name the one consignee of the entry." } else { "" },
    );
    need("30", "importer of record", !entry.importer.name.is_empty(), Place::Client, "name", "");
    if !low_value {
        need("45", "declarant", !entry.declarant.is_empty(), Place::Firm, "signer", "Enter who signs.");
    }
    need("46", "broker", !entry.broker.name.is_empty(), Place::Firm, "name", "");
    let antidumping = matches!(entry.entry_type.as_str(), "03" | "07");
    if antidumping {
        let cased = entry.lines.iter().any(|l| !l.adcvd_case.is_empty());
        need("33", "AD/CVD case number", cased, Place::Shipment, "adcvd_case", "An entry of type 03 or 07 names the case on its lines.");
    }
    for line in &entry.lines {
        let own = |what: &str| format!("line-{}-{what}", line.number);
        if entry.manufacturer_id == super::form::MULTI {
            let name = format!("manufacturer ID of line {:03}", line.number);
            need("13", &name, !line.manufacturer_id.is_empty(), Place::Blocks, &own("manufacturer_id"), "Block 13 says MULTI, so each line names its maker.");
        }
        for (place, unit) in line.goods().map(|goods| goods.units.as_slice()).unwrap_or_default().iter().enumerate() {
            let goods = line.goods();
            let given = match place {
                0 => goods.map(|g| g.net_quantity.as_str()),
                _ => goods.and_then(|g| g.further_quantities.get(place - 1)).map(String::as_str),
            };
            let name = format!("net quantity of line {:03} in {unit}", line.number);
            let remedy = "The merchant's file does not say it: the tariff asks for it in this unit.";
            need("35", &name, low_value || given.is_some_and(|g| !g.is_empty()), Place::Blocks, &own(&format!("quantity-{place}")), remedy);
        }
    }
    for line in entry.lines.iter().filter(|line| line.description.is_empty()) {
        found.push(Lack {
            block: "32".into(),
            name: format!("description of line {:03}", line.number),
            sentence: format!("Block 32, description of line {:03}, is empty.", line.number),
            place: Place::Shipment,
            field: "description".into(),
            bill: line.shipment.clone(),
        });
    }
    let other = |name: &'static str| {
        move |sentence: String| Lack { block: String::new(), name: name.into(), sentence, place: Place::Blocks, field: String::new(), bill: String::new() }
    };
    found.extend(entry.disagreements().into_iter().map(other("sums")));
    found.extend(paperwork::unprintable(entry).into_iter().map(other("print")));
    found
}

/// The same as sentences.
pub fn problems(entry: &EntrySummary) -> Vec<String> {
    lacks(entry).into_iter().map(|lack| lack.sentence).collect()
}
