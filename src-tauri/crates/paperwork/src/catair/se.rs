//! An entry as a cargo release: SE records.

use super::CatairOptions;
use super::ae::{numbered, packages};
use super::record::Page;
use customs::{Country, EntrySummary, Firm, ImporterNumber, NamedAddress, bill};

/// All records of one entry.
pub fn write(page: &mut Page, entry: &EntrySummary, firm: &Firm, options: &CatairOptions) {
    let (filer, number) = numbered(entry);
    let kind = match entry.importer_number.parse::<ImporterNumber>() {
        Ok(ImporterNumber::Irs(_)) => "EI",
        Ok(ImporterNumber::SocialSecurity(_)) => "34",
        Ok(ImporterNumber::CbpAssigned(_)) => "ANI",
        Err(why) => {
            if !entry.importer_number.trim().is_empty() {
                page.fault("SE10", "importer number", why);
            }
            ""
        }
    };
    page.record("SE10", |r| {
        r.code("action", if options.replaces { "R" } else { "A" }).code("filer", &filer).code("number", &number).code("type", &entry.entry_type);
        r.code("importer_kind", kind).code("importer", &entry.importer_number).code("mode", &entry.mode_code);
        r.code("bond", if entry.bond_type.is_empty() { "0" } else { &entry.bond_type }).number("value", entry.total_entered_value);
        r.code("port", &entry.port).code("unlading", &entry.port_of_unlading);
    });
    let code = bill::carrier_code(&entry.carrier);
    let firms = bill::firms_code(&entry.location);
    page.record("SE11", |r| {
        r.code("location", firms.as_deref().unwrap_or_default()).code("trip", &options.trip);
        if code.is_err() {
            r.words("conveyance", &entry.carrier);
        }
    });
    if !firm.signer.trim().is_empty() && !firm.phone.trim().is_empty() {
        let phone: String = firm.phone.chars().filter(char::is_ascii_alphanumeric).collect();
        page.record("SE13", |r| {
            r.words("name", &firm.signer).code("phone", &phone);
        });
    }
    let (quantity, unit) = packages(page, entry, options, "SE16");
    for (n, text) in entry.bills.iter().enumerate() {
        let carriers = if n == 0 { bill::ocean_bill(text).ok() } else { None };
        let number: String = carriers.as_ref().map_or_else(|| text.chars().filter(char::is_ascii_alphanumeric).collect(), |b| b.number.clone());
        if number.len() == 11
            && number.bytes().all(|b| b.is_ascii_digit())
            && let Err(why) = bill::air_waybill(&number)
        {
            page.fault("SE15", "bill number", format!("{why}; see block 12"));
        }
        page.record("SE15", |r| {
            r.code("kind", if n == 0 { "M" } else { "H" })
                .code("issuer", carriers.as_ref().map_or("", |b| &b.issuer))
                .code("bill", &number)
                .code("non_ams", "N");
        });
    }
    if options.trip.trim().is_empty() {
        page.fault("SE16", "voyage, flight or trip number", "it is not known to the entry: say it for the file");
    }
    if code.is_err() {
        page.fault("SE16", "carrier's code", format!("block 8 says `{}`, which is no carrier's code of two to four characters", entry.carrier));
    }
    page.record("SE16", |r| {
        r.code("carrier", code.as_deref().unwrap_or_default()).code("trip", &options.trip).day("arrival", entry.import_date);
        if let Some(quantity) = quantity {
            r.number("quantity", quantity);
        }
        r.code("unit", &unit);
    });
    party(page, ["SE30", "SE35", "SE36"], "CN", &entry.consignee);
    for line in &entry.lines {
        page.record("SE40", |r| {
            r.code("line", &format!("{:03}", line.number)).code("origin", &line.origin).words("text", &line.description);
        });
        let maker = if line.manufacturer_id.is_empty() { &entry.manufacturer_id } else { &line.manufacturer_id };
        match customs::mid::check(maker) {
            Ok(maker) => page.record("SE50", |r| {
                r.code("kind", "MF").code("qualifier", "MID").code("id", &maker);
            }),
            Err(_) if maker.is_empty() || maker == "MULTI" => {
                page.fault("SE50", "manufacturer ID", format!("line {:03} names no maker: fill block 13", line.number));
            }
            Err(why) => page.fault("SE50", "manufacturer ID", format!("line {:03}: {why}", line.number)),
        }
        for (n, row) in line.rows.iter().enumerate() {
            let digits: String = row.hts.chars().filter(char::is_ascii_digit).collect();
            page.record("SE60", |r| {
                r.code("hts", &digits).number("value", if n + 1 == line.rows.len() { line.entered_value } else { customs::Decimal::ZERO });
            });
        }
    }
}

/// A party with its address. Its country is a code.
fn party(page: &mut Page, ids: [&'static str; 3], kind: &str, who: &NamedAddress) {
    page.record(ids[0], |r| {
        r.code("kind", kind).words("name", &who.name);
    });
    if !who.street.trim().is_empty() {
        page.record(ids[1], |r| {
            r.code("qualifier_1", "15").words("address_1", &who.street);
        });
    }
    let country = Country::parse(&who.country).map(|c| c.code().to_owned());
    if country.is_none() {
        page.fault(ids[2], "country", format!("`{}`, the country of {}, is none", who.country, if who.name.is_empty() { "the consignee" } else { &who.name }));
    }
    page.record(ids[2], |r| {
        r.words("city", &who.city)
            .code("state", who.state.trim())
            .code("postal_code", &who.postal_code)
            .code("country", country.as_deref().unwrap_or_default());
    });
}
