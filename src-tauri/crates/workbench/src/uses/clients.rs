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
    let port = client.default_port.trim();
    let four_digits = port.len() == 4 && port.bytes().all(|b| b.is_ascii_digit());
    if !port.is_empty() && !four_digits {
        return Err(ApiError::refused(format!("`{port}` is not a port code: Schedule D has four digits, like 4701 for New York JFK.")));
    }
    if let Some(power) = &client.power_of_attorney
        && let (Some(signed), Some(expires)) = (power.signed, power.expires)
        && expires < signed
    {
        return Err(ApiError::refused(format!("The power of attorney would expire on {expires}, before it was signed on {signed}.")));
    }
    let id = bench.desk.save_client(&client, &bench.act())?;
    Ok(bench.desk.client(id)?)
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
    })
}
