//! The use cases, one file per part of the desk.

pub(crate) mod about;
pub(crate) mod audit;
pub(crate) mod authority;
pub(crate) mod clients;
mod deciding;
pub(crate) mod documents;
pub(crate) mod editions;
pub(crate) mod entries;
pub(crate) mod exports;
pub(crate) mod firm;
pub(crate) mod firm_rules;
pub(crate) mod following;
pub(crate) mod intake_files;
mod intake_known;
mod intake_options;
mod intake_parts;
pub(crate) mod landed;
pub(crate) mod papers;
pub(crate) mod people;
pub(crate) mod ports;
pub(crate) mod products;
pub(crate) mod rates;
pub(crate) mod reference;
pub(crate) mod safety;
pub(crate) mod shipments;
pub(crate) mod template;
pub(crate) mod users;
