//! Cells into values: money, numbers, dates, tariff numbers, postal codes, words.

pub(crate) mod date;
pub(crate) mod hts;
pub(crate) mod money;
pub(crate) mod place;
pub(crate) mod weight;
pub(crate) mod words;
