//! The firm: what is printed of it, the numbers it draws, the identifiers it types.

use super::ports;
use crate::contract::*;
use crate::{ApiError, Workbench};
use customs::{EntryNumber, FilerCode, Firm, ImporterNumber, bill, mid};

/// Void entries and numbers set aside that are listed.
const LISTED: u32 = 200;

/// What cannot be stored of a firm, one sentence each.
pub fn faults(firm: &Firm) -> Vec<String> {
    let mut faults = firm.range_faults();
    let surety = firm.surety.trim();
    if !surety.is_empty() && (surety.len() != 3 || !surety.bytes().all(|b| b.is_ascii_digit())) {
        faults.push(format!("`{surety}` is not a surety code: it has three digits; 999 where no bond is required."));
    }
    for port in std::iter::once(&firm.default_port).chain(&firm.ports).filter(|p| !p.is_empty()) {
        if let Err(why) = ports::code(port) {
            faults.push(why.message);
        }
    }
    if let Some((place, twice)) = firm.ports.iter().enumerate().find(|(i, p)| firm.ports.iter().take(*i).any(|earlier| earlier == *p)) {
        faults.push(format!("Port {twice} is named twice, the second time in place {}.", place + 1));
    }
    faults
}

pub fn firm_save(bench: &Workbench, args: FirmArgs) -> Result<Firm, ApiError> {
    let faults = faults(&args.firm);
    if !faults.is_empty() {
        return Err(ApiError::refused(faults.join(" ")));
    }
    bench.desk.save_firm(&args.firm, &bench.act())?;
    Ok(bench.desk.firm()?)
}

/// How the numbers stand.
pub fn numbers(bench: &Workbench, _: Nothing) -> Result<NumbersView, ApiError> {
    let firm = bench.desk.firm()?;
    let left = left(bench, &firm)?;
    let next = firm.filer_code.as_ref().and_then(|filer| next(&firm, filer));
    let sentence = match (&next, left) {
        (None, _) => "No entry can be made until the filer code and a range of numbers are given.".to_owned(),
        (Some(_), 1) => "1 entry number is left. Enter the next range before it is used.".to_owned(),
        (Some(_), n) if firm.is_low(n) => format!("{n} entry numbers are left. Enter the next range before they run out."),
        (Some(number), n) => format!("The next entry is {number}; {n} numbers are left."),
    };
    Ok(NumbersView { next, left, spent: bench.desk.numbers_spent()?, low: firm.is_low(left), sentence, without_entry: bench.desk.spent_numbers(LISTED)? })
}

/// Numbers that can still be drawn: those of the ranges that are not spent.
fn left(bench: &Workbench, firm: &Firm) -> Result<u64, ApiError> {
    let mut left = firm.numbers_left();
    if let Some(filer) = &firm.filer_code {
        let current = (firm.last_entry_number > 0).then_some((firm.next_entry_number, firm.last_entry_number));
        for (first, last) in current.into_iter().chain(firm.further_ranges.iter().map(|r| (r.first, r.last))) {
            left = left.saturating_sub(bench.desk.spent_between(filer, first, last)?);
        }
    }
    Ok(left)
}

/// The number the firm's ranges say is next. Spent ones are passed over only when it is drawn.
fn next(firm: &Firm, filer: &FilerCode) -> Option<String> {
    let current = (firm.last_entry_number > 0 && firm.next_entry_number <= firm.last_entry_number).then_some(firm.next_entry_number);
    let number = current.or(firm.further_ranges.first().map(|r| r.first))?;
    EntryNumber::new(filer, number).ok().map(|n| n.to_string())
}

pub fn numbers_set_aside(bench: &Workbench, args: SetAsideArgs) -> Result<NumbersView, ApiError> {
    bench.desk.set_numbers_aside(args.first, args.last, &args.why, &bench.act())?;
    numbers(bench, Nothing {})
}

/// A manufacturer ID from a name and an address, with what each part is taken from.
pub fn manufacturer_id(_: &Workbench, args: MakerArgs) -> Result<MakerAnswer, ApiError> {
    let parts = mid::parts(&args.country, &args.region, &args.name, &args.street, &args.city);
    let id = mid::manufacturer_id(&args.country, &args.region, &args.name, &args.street, &args.city);
    let part = |what: &str, text: String| MakerPart { what: what.into(), text };
    Ok(MakerAnswer {
        id,
        parts: vec![part("Country", parts.origin), part("Name", parts.name), part("Street number", parts.number), part("City", parts.city)],
        note: "The beginning of the rule was read (19 CFR part 102, appendix); hyphens, numbers in names, streets and cities are from memory and unverified."
            .into(),
    })
}

/// What a person typed, held against the form it must have.
pub fn identifier_check(bench: &Workbench, args: IdentifierArgs) -> Result<IdentifierAnswer, ApiError> {
    let text = args.text.trim();
    let checked: Result<String, String> = match args.kind.as_str() {
        "entry-number" => text.parse::<EntryNumber>().map(|n| n.to_string()),
        "importer-number" => text.parse::<ImporterNumber>().map(|n| n.to_string()),
        "filer-code" => text.parse::<FilerCode>().map(|n| n.to_string()),
        "air-waybill" => bill::air_waybill(text),
        "ocean-bill" => bill::ocean_bill(text).map(|b| format!("{}{}", b.issuer, b.number)),
        "house-bill" => bill::house_bill(text),
        "in-bond" => bill::in_bond(text),
        "manufacturer-id" => mid::check(text),
        "carrier" => bill::carrier_code(text),
        "firms" => bill::firms_code(text),
        "port" => match ports::code(text) {
            Err(why) => Err(why.message),
            Ok(code) => {
                let sentence = match ports::name(bench, &code)? {
                    Some(name) => name,
                    None => format!("Port {code} is not in the desk's list. Check it, and add it in Settings, Ports."),
                };
                return Ok(IdentifierAnswer { proper: Some(code), sentence });
            }
        },
        other => return Err(ApiError::new("bad-arguments", format!("there is no identifier `{other}`"))),
    };
    Ok(match checked {
        Ok(proper) => IdentifierAnswer { proper: Some(proper), sentence: String::new() },
        Err(sentence) => IdentifierAnswer { proper: None, sentence },
    })
}
