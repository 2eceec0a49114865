//! The tariff of a desk: our own data with the editions and product lists that are kept in its file.

use crate::ApiError;
use desk::Desk;
use tariff::{Edition, Tariff, TariffError};

/// Kind of reference file: an official edition of the tariff.
pub(crate) const EDITION: &str = "hts-edition";
/// Kind of reference file: the product list of a program. Its name is the list's, a dot, and the file's.
pub(crate) const PROGRAM_LIST: &str = "program-list";

/// Our own data with editions and product lists, each given as name and bytes.
pub(crate) fn tariff(editions: &[(String, Vec<u8>)], lists: &[(String, Vec<u8>)]) -> Result<Tariff, ApiError> {
    let mut tariff = Tariff::starter()?;
    // each edition takes a good part of a second, and they have nothing to do with one another
    let imported: Vec<Result<Edition, TariffError>> = std::thread::scope(|scope| {
        let working: Vec<_> = editions.iter().map(|(name, bytes)| scope.spawn(move || Edition::import(name, bytes).map(|(edition, _)| edition))).collect();
        working.into_iter().filter_map(|one| one.join().ok()).collect()
    });
    for edition in imported {
        tariff.add_edition(edition?);
    }
    for (name, bytes) in lists {
        tariff.add_program_list(name, bytes)?;
    }
    Ok(tariff)
}

/// The tariff as the desk file has it.
pub(crate) fn of(desk: &Desk) -> Result<Tariff, ApiError> {
    tariff(&desk.reference_files(EDITION)?, &desk.reference_files(PROGRAM_LIST)?)
}
