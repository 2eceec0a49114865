//! What stands in which block.

use super::Candidate;
use super::goods::{Goods, GoodsLine};
use super::quantities::{self, TakenFor};
use chrono::NaiveDate;
use customs::mid::manufacturer_id;
use customs::money::{cents, whole_dollars};
use customs::{
    Client, Country, Decimal, DutyComponent, DutyLine, DutyResult, EntryLine, EntryNumber, EntrySummary, EntryTariffRow, Firm, LinePart, Mode, NamedAddress,
    Party, RowBasis, Shipment,
};

use std::collections::{BTreeMap, BTreeSet};

/// What an entry is made with, beyond the shipments.
pub struct Making<'a> {
    /// The brokerage.
    pub firm: &'a Firm,
    /// The importer of record.
    pub client: &'a Client,
    /// Day the summary is filed.
    pub summary_date: NaiveDate,
    /// Block 8.
    pub carrier: &'a str,
    /// Block 12, first.
    pub master_bill: &'a str,
    /// Lines of one tariff number and origin were put together.
    pub lines_merged: bool,
    /// Block 34B: packages of each house bill, where somebody said.
    pub packages_per_bill: Option<u32>,
    /// What kind of packages they are: `CTN`.
    pub package_kind: &'a str,
    /// Block 36C: whether buyer and seller are related, where somebody said.
    pub related: Option<bool>,
}

/// The entry summary of the shipments that go on one entry, with the duty the tariff found.
pub fn summary(number: EntryNumber, members: &[Candidate<'_>], goods: &Goods, duty: &DutyResult, making: &Making<'_>) -> EntrySummary {
    let shipments: Vec<&Shipment> = members.iter().map(|m| m.shipment).collect();
    let request = &goods.request;
    let origins: Vec<&str> = request.lines.iter().map(|l| l.origin.as_str()).collect();
    let makers: Vec<String> = goods.lines.iter().zip(&origins).map(|(line, origin)| maker(line, origin, &shipments)).collect();
    let several = members.len() > 1 || making.lines_merged;
    let manufacturer = one_or_multi(&makers);
    let one_maker = !manufacturer.is_empty() && manufacturer != MULTI;
    let mut taken: BTreeMap<TakenFor, Vec<usize>> = BTreeMap::new();
    let lines: Vec<EntryLine> = goods
        .lines
        .iter()
        .zip(&request.lines)
        .zip(&duty.lines)
        .zip(&makers)
        .enumerate()
        .map(|(i, (((line, asked), owed), maker))| EntryLine {
            number: u32::try_from(i + 1).unwrap_or(u32::MAX),
            description: line.description.clone(),
            origin: asked.origin.clone(),
            gross_weight_kg: line.weight_kg.map(whole_dollars),
            entered_value: asked.entered_value_usd,
            manifest_quantity: making.packages_per_bill.and_then(|each| packages(&goods.lines, i, each, making.package_kind)).unwrap_or_default(),
            related: making.related,
            rows: rows(line, owed, i + 1, &mut taken),
            fees: owed.fees.clone(),
            adcvd_case: line.adcvd_case.clone(),
            shipment: line.parts.first().map(|(_, p)| p.shipment.clone()).unwrap_or_default(),
            manufacturer_id: if one_maker { String::new() } else { maker.clone() },
            parts: if several { line.parts.iter().map(|(_, part)| part.clone()).collect::<Vec<LinePart>>() } else { Vec::new() },
            ..Default::default()
        })
        .collect();
    let total_duty: Decimal = lines.iter().flat_map(|l| &l.rows).map(|r| r.duty).sum();
    let other: Decimal = duty.fees.iter().map(|f| f.amount).sum();
    let importer = if making.client.address.name.is_empty() {
        NamedAddress { name: making.client.name.clone(), ..making.client.address.clone() }
    } else {
        making.client.address.clone()
    };
    let (consignee, consignee_number) = consignee(&shipments, &importer);
    let exporting: Vec<String> = shipments.iter().map(|s| country(s.country_of_shipment.as_deref())).collect();
    let port = members.first().map(|m| m.port.to_owned()).unwrap_or_default();
    let mut bills: Vec<String> = Some(making.master_bill.to_owned()).filter(|m| !m.is_empty()).into_iter().collect();
    bills.extend(shipments.iter().map(|s| s.id.clone()));
    let (surety, bond_type) = bond(&request.entry_type, request.entry_date, making);
    let mut assumptions = duty.assumptions.clone();
    assumptions.extend(taken.into_iter().map(|(what, lines)| what.sentence(&in_words(&lines, goods.lines.len()))));
    if consignee_number == SAME && members.len() > 1 {
        assumptions.push("Block 29: the shipments go to several recipients, so the importer of record stands as the consignee. Its rule was not found in a source we could read.".into());
    }
    EntrySummary {
        number,
        entry_type: request.entry_type.clone(),
        abi_status: String::new(),
        summary_date: Some(making.summary_date),
        bond_type,
        surety,
        port_of_unlading: port.clone(),
        port,
        entry_date: request.entry_date,
        carrier: making.carrier.to_owned(),
        mode_code: request.mode.map(mode_code).unwrap_or_default().to_owned(),
        mode: request.mode,
        origin: one_or_multi(&origins),
        import_date: shipments.first().and_then(|s| s.arrival).map(|a| a.local_day()),
        bills,
        manufacturer_id: manufacturer,
        exporting_country: one_or_multi(&exporting),
        export_date: shipments.first().and_then(|s| s.exported).filter(|day| shipments.iter().all(|s| s.exported == Some(*day))),
        it_number: String::new(),
        it_date: None,
        missing_documents: String::new(),
        foreign_port: String::new(),
        melt_and_pour: String::new(),
        primary_smelt: String::new(),
        secondary_smelt: String::new(),
        country_of_cast: String::new(),
        location: String::new(),
        consignee_number,
        importer_number: making.client.importer_number.as_ref().map(ToString::to_string).unwrap_or_default(),
        reference_number: String::new(),
        consignee,
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
        purchased: shipments.iter().all(|s| s.goods_sold != Some(false)),
        broker: NamedAddress { name: making.firm.name.clone(), ..making.firm.address.clone() },
        broker_phone: making.firm.phone.clone(),
        file_number: request.id.clone(),
        assumptions,
        shipments: shipments.iter().map(|s| s.id.clone()).collect(),
        by_hand: [("8", making.carrier)].into_iter().filter(|(_, typed)| !typed.is_empty()).map(|(block, _)| block.to_owned()).collect(),
        lines_merged: making.lines_merged,
    }
}

pub(super) const MULTI: &str = "MULTI";
const SAME: &str = "SAME";

fn rows(line: &GoodsLine, owed: &DutyLine, number: usize, taken: &mut BTreeMap<TakenFor, Vec<usize>>) -> Vec<EntryTariffRow> {
    let row = |c: &DutyComponent| {
        let mut row = EntryTariffRow {
            hts: c.code.clone(),
            rate: c.rate.clone(),
            duty: cents(c.duty.unwrap_or_default()),
            basis: Some(RowBasis { name: c.name.clone(), citations: c.citations.clone() }),
            ..Default::default()
        };
        // Numbers of chapters 98 and 99 stand above the one that carries the quantity.
        if !c.code.starts_with("98") && !c.code.starts_with("99") {
            for what in quantities::fill(&mut row, &owed.units, line.quantity, line.weight_kg) {
                taken.entry(what).or_default().push(number);
            }
        }
        row
    };
    owed.components.iter().map(row).collect()
}

/// Lines by their numbers, as a person names them: `line 001`, `lines 001, 002 and 005`, `every line`.
fn in_words(lines: &[usize], of: usize) -> String {
    match lines.split_last() {
        Some((last, [])) => format!("line {last:03}"),
        Some(_) if lines.len() == of => "every line".to_owned(),
        Some((last, before)) => format!("lines {} and {last:03}", before.iter().map(|n| format!("{n:03}")).collect::<Vec<_>>().join(", ")),
        None => String::new(),
    }
}

/// Block 34B: the packages of the bills whose first goods stand on this line; nothing on the others, so that none counts twice.
fn packages(lines: &[GoodsLine], at: usize, each: u32, kind: &str) -> Option<String> {
    let bills = |line: &GoodsLine| line.parts.iter().map(|(place, _)| *place).collect::<BTreeSet<usize>>();
    let before: BTreeSet<usize> = lines.iter().take(at).flat_map(bills).collect();
    let new = bills(lines.get(at)?).difference(&before).count();
    (new > 0).then(|| format!("{} {kind}", Decimal::from(new).saturating_mul(each.into())))
}

/// Blocks 4 and 5: a formal entry rests on the client's bond where it covers the day; otherwise the firm's is named, or none.
fn bond(entry_type: &str, day: NaiveDate, making: &Making<'_>) -> (String, String) {
    let formal = !matches!(entry_type, "11" | "86");
    if let Some(bond) = making.client.bond.as_ref().filter(|bond| formal && bond.gap_on(day).is_none()) {
        return (bond.surety.clone(), if bond.continuous { "8" } else { "9" }.to_owned());
    }
    match making.firm.surety.as_str() {
        "" | "999" => ("999".to_owned(), "0".to_owned()),
        surety => (surety.to_owned(), "8".to_owned()),
    }
}

pub(super) fn one_or_multi<T: AsRef<str>>(values: &[T]) -> String {
    match values.split_first() {
        None => String::new(),
        Some((first, rest)) if rest.iter().all(|v| v.as_ref() == first.as_ref()) => first.as_ref().to_owned(),
        // One that is not known is asked for, rather than hidden behind MULTI.
        Some(_) if values.iter().any(|v| v.as_ref().is_empty()) => String::new(),
        Some(_) => MULTI.into(),
    }
}

fn country(text: Option<&str>) -> String {
    text.and_then(Country::parse).map(|c| c.code().to_owned()).unwrap_or_default()
}

/// The maker of a line: the shipper, where every part of the line has the same one, in the country of origin; otherwise the desk asks.
fn maker(line: &GoodsLine, origin: &str, shipments: &[&Shipment]) -> String {
    let ids: Vec<String> = line
        .parts
        .iter()
        .map(|(place, _)| shipments.get(*place).and_then(|s| s.shipper.as_deref()).and_then(|s| maker_id(s, origin)).unwrap_or_default())
        .collect();
    match ids.split_first() {
        Some((first, rest)) if rest.iter().all(|id| id == first) => first.clone(),
        _ => String::new(),
    }
}

/// The shipper stands for the maker only where it is in the country of origin.
fn maker_id(shipper: &Party, origin: &str) -> Option<String> {
    let country = shipper.country.as_deref().and_then(Country::parse).filter(|c| c.code() == origin)?;
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    manufacturer_id(country.code(), &text(&shipper.region), &text(&shipper.name), &text(&shipper.address1), &text(&shipper.city))
}

/// The ultimate consignee: the one recipient; of several, the importer where it is in this country; else nobody yet.
fn consignee(shipments: &[&Shipment], importer: &NamedAddress) -> (NamedAddress, String) {
    let to: Vec<NamedAddress> = shipments.iter().map(|s| s.consignee.as_deref().map(address).unwrap_or_default()).collect();
    let same = |a: &NamedAddress, b: &NamedAddress| a.name.eq_ignore_ascii_case(&b.name) && a.postal_code == b.postal_code;
    match to.split_first() {
        Some((first, rest)) if rest.iter().all(|other| same(first, other)) => {
            let number = if !importer.name.is_empty() && same(first, importer) { SAME } else { "" };
            (first.clone(), number.to_owned())
        }
        Some(_) if importer.country == "US" => (importer.clone(), SAME.into()),
        _ => (NamedAddress::default(), String::new()),
    }
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
