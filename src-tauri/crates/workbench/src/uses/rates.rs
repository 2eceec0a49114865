//! Rates of exchange: read from a table, typed, removed.

use crate::contract::*;
use crate::{ApiError, Workbench, exchange};
use customs::{Rate, RateKind};

pub fn rates(bench: &Workbench, _: Nothing) -> Result<RatesView, ApiError> {
    let (law, citations) = exchange::law(bench)?;
    Ok(RatesView {
        rows: bench.desk.rates()?,
        difference_percent: law.difference_percent.normalize().to_string(),
        quarterly: law.quarterly.into_iter().collect(),
        citations,
    })
}

/// Reads a table of rates; nothing is stored.
pub fn rates_read(bench: &Workbench, args: RatesReadArgs) -> Result<RatesReading, ApiError> {
    let file = bench.offered(&args.ticket)?;
    let sheet = intake::rate_sheet(&file.ticket.name, &file.bytes, &args.mapping, &args.defaults, &exchange::names()?)?;
    let held = bench.desk.rates()?;
    let same = |rate: &&Rate| {
        held.iter()
            .any(|h| h.rate.currency == rate.currency && h.rate.kind == rate.kind && h.rate.from == rate.from && h.rate.usd_per_unit == rate.usd_per_unit)
    };
    let fresh = sheet.rates.iter().filter(|r| !same(r)).count() as u64;
    Ok(RatesReading { columns: sheet.columns, targets: sheet.targets, rates: sheet.rates, issues: sheet.issues, fresh })
}

/// Puts rates in, all or none.
pub fn rates_save(bench: &Workbench, args: RatesSaveArgs) -> Result<RatesView, ApiError> {
    let mut rates = args.rates;
    for rate in &mut rates {
        rate.currency = rate.currency.trim().to_uppercase();
        if rate.currency.len() != 3 || !rate.currency.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(ApiError::refused(format!("`{}` is no currency; write its three letters, like EUR.", rate.currency)));
        }
        if rate.currency == "USD" {
            return Err(ApiError::refused("U.S. dollars need no rate of exchange."));
        }
        if rate.source.trim().is_empty() {
            return Err(ApiError::refused(format!("Say where the {} rate was read, like “CBP bulletin of 1 October 2026”.", rate.currency)));
        }
        if rate.kind == RateKind::Daily && rate.from != rate.to {
            return Err(ApiError::refused(format!("A daily rate is for one day; {} to {} are several.", rate.from, rate.to)));
        }
    }
    bench.desk.save_rates(&rates, &bench.act())?;
    self::rates(bench, Nothing {})
}

pub fn rate_remove(bench: &Workbench, args: IdArgs) -> Result<RatesView, ApiError> {
    bench.desk.remove_rate(args.id, &bench.act())?;
    rates(bench, Nothing {})
}

/// Which rate would convert a value exported on a day.
pub fn rate_for(bench: &Workbench, args: RateForArgs) -> Result<RateFor, ApiError> {
    let currency = args.currency.trim().to_uppercase();
    Ok(match exchange::rates(bench)?.choose(&currency, Some(args.on), None) {
        Ok(chosen) => RateFor { usd_per_unit: Some(chosen.usd_per_unit.to_string()), because: chosen.because },
        Err(missing) => RateFor { usd_per_unit: None, because: missing },
    })
}
