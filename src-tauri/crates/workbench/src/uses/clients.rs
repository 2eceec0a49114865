//! Clients, and the invented ones of the sample.

use crate::contract::*;
use crate::{ApiError, Workbench};
use chrono::{Datelike, NaiveDate};
use customs::{Client, Firm, Mode, NamedAddress, PowerOfAttorney};

pub fn clients(bench: &Workbench, _: Nothing) -> Result<Vec<desk::ClientRow>, ApiError> {
    Ok(bench.desk.clients()?)
}

pub fn client_save(bench: &Workbench, args: ClientArgs) -> Result<Client, ApiError> {
    let mut client = args.client;
    client.name = client.name.trim().to_owned();
    if client.name.is_empty() {
        return Err(ApiError::refused("A client needs a name."));
    }
    if let Some(wrong) = faults(&client).into_iter().next() {
        return Err(ApiError::refused(wrong));
    }
    let id = bench.desk.save_client(&client, &bench.act())?;
    Ok(bench.desk.client(id)?)
}

/// What cannot be stored of a client, one sentence each.
fn faults(client: &Client) -> Vec<String> {
    let mut faults = Vec::new();
    if !client.default_port.trim().is_empty()
        && let Err(why) = super::ports::code(&client.default_port)
    {
        faults.push(why.message);
    }
    if let Some(power) = &client.power_of_attorney {
        let (signed, expires, revoked) = (power.signed, power.expires, power.revoked);
        if let (Some(signed), Some(expires)) = (signed, expires.filter(|e| signed.is_some_and(|s| *e < s))) {
            faults.push(format!("The power of attorney would expire on {expires}, before it was signed on {signed}."));
        }
        if let (Some(signed), Some(revoked)) = (signed, revoked.filter(|r| signed.is_some_and(|s| *r < s))) {
            faults.push(format!("The power of attorney would be revoked on {revoked}, before it was signed on {signed}."));
        }
        let hash = power.document.as_deref().unwrap_or_default();
        if !hash.is_empty() && (hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_hexdigit())) {
            faults.push("The scan of the power of attorney is not a document of this desk.".into());
        }
    }
    if let Some(bond) = &client.bond {
        if bond.surety.len() != 3 || !bond.surety.bytes().all(|b| b.is_ascii_digit()) {
            faults.push(format!("`{}` is not a surety code: it has three digits.", bond.surety));
        }
        if let (Some(from), Some(until)) = (bond.from, bond.until.filter(|u| bond.from.is_some_and(|f| *u < f))) {
            faults.push(format!("The bond would end on {until}, before it begins on {from}."));
        }
        if bond.amount.is_some_and(|a| a.is_sign_negative()) {
            faults.push("The amount of a bond is not below zero.".into());
        }
    }
    let digits = |text: &str, count: usize| text.is_empty() || text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    let data = &client.importer_data;
    if !digits(&data.naics, 6) {
        faults.push(format!("`{}` is not a NAICS code: it has six digits.", data.naics));
    }
    if !digits(&data.duns.replace('-', ""), 9) {
        faults.push(format!("`{}` is not a D-U-N-S number: it has nine digits.", data.duns));
    }
    faults
}

/// The invented client of the sample files, and an invented firm where none is set up.
pub fn sample_client(bench: &Workbench, _: Nothing) -> Result<Client, ApiError> {
    let act = bench.act();
    if bench.desk.firm()?.name.is_empty() {
        bench.desk.save_firm(&sample_firm()?, &act)?;
    }
    if let Some(row) = bench.desk.clients()?.into_iter().find(|c| c.client.name == SAMPLE_CLIENT) {
        return Ok(row.client);
    }
    let signed = NaiveDate::from_ymd_opt(bench.today().year() - 5, 1, 15).unwrap_or(bench.today());
    let client = Client {
        name: SAMPLE_CLIENT.into(),
        importer_number: Some("98-7654321".parse().map_err(ApiError::refused)?),
        address: NamedAddress {
            name: SAMPLE_CLIENT.into(),
            street: "Speicherstrasse 12".into(),
            city: "Hamburg".into(),
            state: String::new(),
            postal_code: "20457".into(),
            country: "DE".into(),
        },
        email: "versand@nordlicht-keramik.example".into(),
        phone: "+49 40 5550123".into(),
        default_port: "4701".into(),
        default_mode: Some(Mode::Air),
        default_country_of_shipment: "DE".into(),
        power_of_attorney: Some(PowerOfAttorney { signer: "Greta Nordlicht".into(), signed: Some(signed), ..Default::default() }),
        notes: "Invented, for trying the desk.".into(),
        ..Default::default()
    };
    let id = bench.desk.save_client(&client, &act)?;
    Ok(bench.desk.client(id)?)
}

const SAMPLE_CLIENT: &str = "Nordlicht Keramik GmbH";

fn sample_firm() -> Result<Firm, ApiError> {
    Ok(Firm {
        name: "Harbor Brokerage (sample)".into(),
        address: NamedAddress {
            name: "Harbor Brokerage".into(),
            street: "1 Cargo Plaza, Suite 200".into(),
            city: "Jamaica".into(),
            state: "NY".into(),
            postal_code: "11430".into(),
            country: "US".into(),
        },
        phone: "718-555-0142".into(),
        licence: "00000".into(),
        filer_code: Some("9HB".parse().map_err(ApiError::refused)?),
        next_entry_number: 1_000_001,
        last_entry_number: 1_999_999,
        signer: "Dana Harbor".into(),
        signer_title: "Attorney-in-fact".into(),
        surety: "999".into(),
        default_port: "4701".into(),
        ports: vec!["4701".into(), "4601".into()],
        email: "desk@harbor-brokerage.example".into(),
        ..Default::default()
    })
}
