//! Additional duties as data: programs of chapter 99, their measures, and the product lists they rest on.

mod apply;
mod countries;
mod lists;
mod model;

pub use lists::{ListInfo, ListReport};

pub(crate) use apply::{Charged, LineFacts, charge};
pub(crate) use countries::{Column2, InForce, Programs, SpecialPrograms, countries_of, load};
pub(crate) use lists::Lists;
