//! The law on rates of exchange: how far a day's rate must differ, from the rulebook; which currencies are certified by
//! the quarter and what tables call them, from `assets/exchange`.

use crate::{ApiError, Workbench};
use customs::{Citation, Confidence, Decimal, RateLaw, Rates};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quarterly {
    cite: String,
    confidence: Confidence,
    currency: Vec<Named>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    code: String,
    names: Vec<String>,
}

fn quarterly() -> Result<Quarterly, ApiError> {
    toml::from_str(include_str!("../../../../assets/exchange/quarterly.toml")).map_err(|e| ApiError::new("internal", format!("quarterly.toml: {e}")))
}

/// What tables call the currencies: name to ISO 4217 code.
pub fn names() -> Result<BTreeMap<String, String>, ApiError> {
    Ok(quarterly()?.currency.into_iter().flat_map(|c| c.names.into_iter().map(move |name| (name, c.code.clone()))).collect())
}

/// The currencies certified by the quarter, and the section that lists them.
pub fn certified_quarterly() -> Result<(Vec<String>, Citation), ApiError> {
    let list = quarterly()?;
    Ok((list.currency.into_iter().map(|c| c.code).collect(), Citation::new(list.cite, list.confidence)))
}

/// The law on a day of the desk, and where its figure is from.
pub fn law(bench: &Workbench) -> Result<(RateLaw, Vec<Citation>), ApiError> {
    let book = bench.rulebook();
    let (percent, period) = book
        .count("exchange-difference", bench.today())
        .ok_or_else(|| ApiError::new("internal", "the rulebook does not say by how much a day's rate of exchange must differ"))?;
    let (currencies, cite) = certified_quarterly()?;
    let mut citations = period.citations.clone();
    citations.push(cite);
    Ok((RateLaw { difference_percent: Decimal::from(percent), quarterly: currencies.into_iter().collect() }, citations))
}

/// The rates of the desk under that law.
pub fn rates(bench: &Workbench) -> Result<Rates, ApiError> {
    Ok(Rates::new(bench.desk.rates()?.into_iter().map(|row| row.rate), law(bench)?.0))
}
