//! From decided shipments to informal entries: what goes into which block of CBP Form 7501.

use crate::uses::authority;
use chrono::NaiveDate;
use customs::mid::manufacturer_id;
use customs::money::{cents, whole_dollars};
use customs::{
    Client, Country, Decimal, Decision, DutyRequest, DutyRequestLine, DutyResult, EntryLine, EntryNumber, EntrySummary, EntryTariffRow, Firm, HtsNumber, Mode,
    NamedAddress, Party, Quantity, Route, RowBasis, Shipment,
};
use rulebook::Rulebook;

/// A shipment with what the desk knows about it.
pub struct Candidate<'a> {
    /// The desk's number.
    pub id: i64,
    /// The shipment.
    pub shipment: &'a Shipment,
    /// Its decision in force.
    pub decision: &'a Decision,
    /// Port of entry.
    pub port: &'a str,
    /// The entry it is already on.
    pub entered_on: Option<&'a str>,
}

/// What an entry is made with, beyond the shipment.
pub struct Making<'a> {
    /// The brokerage.
    pub firm: &'a Firm,
    /// The importer of record.
    pub client: &'a Client,
    /// Fixes the law, the rates and the fees.
    pub entry_date: NaiveDate,
    /// Day the summary is filed.
    pub summary_date: NaiveDate,
    /// Block 8.
    pub carrier: &'a str,
    /// Block 12, first.
    pub master_bill: &'a str,
}

/// Why this shipment cannot be entered informally, in a sentence; `None` where it can.
pub fn refusal(candidate: &Candidate<'_>, client: &Client, entry_date: NaiveDate, book: &Rulebook) -> Option<String> {
    if let Some(number) = candidate.entered_on {
        return Some(format!("it is already on entry {number}"));
    }
    match candidate.decision.route {
        Route::Informal => {}
        Route::Review => return Some("a person must settle its open questions first; see its tests".into()),
        Route::Prohibited => return Some("it may not enter".into()),
        Route::Formal => {
            let kind = candidate.decision.entry_type.as_deref().unwrap_or("01");
            return Some(format!("it needs a formal entry, type {kind}, not an informal one"));
        }
        Route::PostalInformal => return Some("it is mail: postal informal entry is filed on the monthly worksheet, not on Form 7501".into()),
        Route::Section321 | Route::Gift | Route::Accompanied | Route::InformationalMaterials => return Some("it passes free; no duty entry is needed".into()),
    }
    authority::refusal(book, client, candidate.decision.entry_type.as_deref().unwrap_or("11"), entry_date)
}

/// The question put to the tariff for a shipment. An error names the line that cannot be asked.
pub fn duty_request(shipment: &Shipment, entry_date: NaiveDate, entry_type: &str) -> Result<DutyRequest, String> {
    let rate = shipment.usd_per_unit().ok_or_else(|| format!("there is no exchange rate for {}", shipment.currency.as_deref().unwrap_or("its currency")))?;
    let mut lines = Vec::with_capacity(shipment.lines.len());
    for (i, line) in shipment.lines.iter().enumerate() {
        let n = i + 1;
        let missing = |what: &str| format!("line {n} ({}) has no {what}", line.description);
        let hts: HtsNumber = line.hts.as_deref().ok_or_else(|| missing("HTS number"))?.parse().map_err(|e| format!("line {n}: {e}"))?;
        let origin = line.origin.as_deref().and_then(Country::parse).ok_or_else(|| missing("country of origin"))?;
        let value = line.customs_value().ok_or_else(|| missing("value"))?;
        let mut quantities = Vec::new();
        if let Some(weight) = line.weight_kg {
            quantities.push(Quantity { amount: weight, unit: "kg".into() });
        }
        if let Some(pieces) = line.quantity {
            quantities.push(Quantity { amount: pieces, unit: "No.".into() });
        }
        lines.push(DutyRequestLine {
            hts: hts.to_string(),
            origin: origin.code().to_owned(),
            entered_value_usd: entered_value(value * rate),
            quantities,
            programs: Vec::new(),
            claims: line.chapter_99.clone(),
        });
    }
    Ok(DutyRequest {
        id: shipment.id.clone(),
        entry_date,
        entry_type: entry_type.to_owned(),
        mode: shipment.mode,
        loaded_on: shipment.exported,
        preparation: Default::default(),
        lines,
    })
}

/// Whole dollars, and one dollar where a line would vanish (19 CFR 159.3).
fn entered_value(usd: Decimal) -> Decimal {
    let rounded = whole_dollars(usd);
    if rounded.is_zero() && usd > Decimal::ZERO { Decimal::ONE } else { rounded }
}

/// The entry summary of one shipment, with the duty the tariff found.
pub fn summary(number: EntryNumber, candidate: &Candidate<'_>, duty: &DutyResult, request: &DutyRequest, making: &Making<'_>) -> EntrySummary {
    let shipment = candidate.shipment;
    let origins: Vec<&str> = request.lines.iter().map(|l| l.origin.as_str()).collect();
    let origin = one_or_multi(&origins);
    let lines: Vec<EntryLine> = shipment
        .lines
        .iter()
        .zip(&request.lines)
        .zip(&duty.lines)
        .enumerate()
        .map(|(i, ((line, asked), owed))| EntryLine {
            number: u32::try_from(i + 1).unwrap_or(u32::MAX),
            description: line.description.clone(),
            origin: asked.origin.clone(),
            gross_weight_kg: line.weight_kg.map(whole_dollars),
            manifest_quantity: String::new(),
            entered_value: asked.entered_value_usd,
            charges: None,
            related: None,
            rows: owed
                .components
                .iter()
                .map(|c| EntryTariffRow {
                    hts: c.code.clone(),
                    net_quantity: net_quantity(&c.code, line.quantity, line.weight_kg, &owed.units),
                    rate: c.rate.clone(),
                    duty: cents(c.duty.unwrap_or_default()),
                    basis: Some(RowBasis { name: c.name.clone(), citations: c.citations.clone() }),
                })
                .collect(),
            adcvd_case: line.adcvd_case.clone().unwrap_or_default(),
            shipment: shipment.id.clone(),
            ..Default::default()
        })
        .collect();
    let total_duty: Decimal = lines.iter().flat_map(|l| &l.rows).map(|r| r.duty).sum();
    let other: Decimal = duty.fees.iter().map(|f| f.amount).sum();
    let mut bills: Vec<String> = Some(making.master_bill.to_owned()).filter(|m| !m.is_empty()).into_iter().collect();
    bills.push(shipment.id.clone());
    let importer = if making.client.address.name.is_empty() {
        NamedAddress { name: making.client.name.clone(), ..making.client.address.clone() }
    } else {
        making.client.address.clone()
    };
    EntrySummary {
        number,
        entry_type: request.entry_type.clone(),
        abi_status: String::new(),
        summary_date: Some(making.summary_date),
        surety: if making.firm.surety.is_empty() { "999".into() } else { making.firm.surety.clone() },
        bond_type: if making.firm.surety.is_empty() || making.firm.surety == "999" { "0".into() } else { "8".into() },
        port: candidate.port.to_owned(),
        entry_date: making.entry_date,
        carrier: making.carrier.to_owned(),
        mode_code: shipment.mode.map(mode_code).unwrap_or_default().to_owned(),
        mode: shipment.mode,
        origin,
        import_date: shipment.arrival.map(|a| a.local_day()),
        bills,
        manufacturer_id: shipment.shipper.as_ref().and_then(|s| maker_id(s, &origins)).unwrap_or_default(),
        exporting_country: shipment.country_of_shipment.as_deref().and_then(Country::parse).map(|c| c.code().to_owned()).unwrap_or_default(),
        export_date: shipment.exported,
        it_number: String::new(),
        it_date: None,
        missing_documents: String::new(),
        foreign_port: String::new(),
        port_of_unlading: candidate.port.to_owned(),
        melt_and_pour: String::new(),
        primary_smelt: String::new(),
        secondary_smelt: String::new(),
        country_of_cast: String::new(),
        location: String::new(),
        consignee_number: String::new(),
        importer_number: making.client.importer_number.as_ref().map(ToString::to_string).unwrap_or_default(),
        reference_number: String::new(),
        consignee: shipment.consignee.as_ref().map(address).unwrap_or_default(),
        importer,
        lines,
        fees: duty.fees.clone(),
        total_entered_value: request.lines.iter().map(|l| l.entered_value_usd).sum(),
        duty: total_duty,
        tax: Decimal::ZERO,
        other,
        total: total_duty + other,
        declarant: making.firm.signer.clone(),
        declarant_title: making.firm.signer_title.clone(),
        declarant_is_importer: false,
        purchased: shipment.goods_sold != Some(false),
        broker: NamedAddress { name: making.firm.name.clone(), ..making.firm.address.clone() },
        broker_phone: making.firm.phone.clone(),
        file_number: shipment.id.clone(),
        assumptions: duty.assumptions.clone(),
        shipments: vec![shipment.id.clone()],
        by_hand: Vec::new(),
        lines_merged: false,
    }
}

/// What the form lacks before it can be filed, by block.
pub fn problems(entry: &EntrySummary) -> Vec<String> {
    let mut lacking = Vec::new();
    let mut need = |block: &str, name: &str, present: bool| {
        if !present {
            lacking.push(format!("Block {block}, {name}, is empty."));
        }
    };
    need("6", "port code", !entry.port.is_empty());
    need("8", "importing carrier", !entry.carrier.is_empty());
    need("9", "mode of transport", !entry.mode_code.is_empty());
    need("10", "country of origin", !entry.origin.is_empty());
    need("11", "import date", entry.import_date.is_some());
    need("12", "bill of lading or air waybill", !entry.bills.is_empty());
    need("13", "manufacturer ID", !entry.manufacturer_id.is_empty());
    need("14", "exporting country", !entry.exporting_country.is_empty());
    need("27", "importer number", !entry.importer_number.is_empty());
    need("29", "ultimate consignee", !entry.consignee.name.is_empty());
    need("30", "importer of record", !entry.importer.name.is_empty());
    need("45", "declarant", !entry.declarant.is_empty());
    need("46", "broker", !entry.broker.name.is_empty());
    for line in &entry.lines {
        need("32", &format!("description of line {:03}", line.number), !line.description.is_empty());
    }
    lacking.extend(entry.disagreements());
    lacking.extend(paperwork::unprintable(entry));
    lacking
}

fn one_or_multi(values: &[&str]) -> String {
    match values.split_first() {
        None => String::new(),
        Some((first, rest)) if rest.iter().all(|v| v == first) => (*first).to_owned(),
        Some(_) => "MULTI".into(),
    }
}

/// The shipper stands for the maker only where it is in the country of origin; otherwise the desk asks.
fn maker_id(shipper: &Party, origins: &[&str]) -> Option<String> {
    let country = shipper.country.as_deref().and_then(Country::parse)?;
    if !origins.iter().all(|o| *o == country.code()) {
        return None;
    }
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    manufacturer_id(country.code(), &text(&shipper.region), &text(&shipper.name), &text(&shipper.address1), &text(&shipper.city))
}

fn address(party: &Party) -> NamedAddress {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let street = [text(&party.address1), text(&party.address2)].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ");
    NamedAddress {
        name: text(&party.name),
        street,
        city: text(&party.city),
        state: text(&party.region),
        postal_code: text(&party.postal_code),
        country: text(&party.country),
    }
}

/// Two-digit mode of block 9: air non-container, truck, rail, vessel container, mail, passenger hand-carried.
fn mode_code(mode: Mode) -> &'static str {
    match mode {
        Mode::Air => "40",
        Mode::Truck => "30",
        Mode::Rail => "20",
        Mode::Ocean => "11",
        Mode::Mail => "50",
        Mode::Accompanied => "60",
    }
}

/// Block 35: the quantity in the tariff's first unit; `X` where it asks for none; blank for Chapter 98 and 99 numbers.
fn net_quantity(code: &str, pieces: Option<Decimal>, weight: Option<Decimal>, units: &[String]) -> String {
    if code.starts_with("98") || code.starts_with("99") {
        return String::new();
    }
    let given = |amount: Option<Decimal>, unit: &str| amount.map(|a| format!("{} {unit}", a.normalize())).unwrap_or_default();
    let dozens = pieces.map(|p| (p / Decimal::from(12)).round_dp(2));
    match units.first().map(|u| u.replace('.', "").trim().to_ascii_lowercase()).as_deref() {
        None | Some("" | "x") => "X".into(),
        Some("no" | "pcs") => given(pieces, "NO"),
        Some("doz" | "doz pcs" | "dozpcs") => given(dozens, "DOZ"),
        Some("doz prs") => given(dozens, "DPR"),
        Some("prs" | "pr") => given(pieces, "PRS"),
        Some("kg") => given(weight, "KG"),
        Some("g") => given(weight.map(|w| w * Decimal::ONE_THOUSAND), "G"),
        // Liters, square meters, content weights: the file did not say, so the block stays open.
        Some(_) => String::new(),
    }
}
