//! The vocabulary of the trade: shipments, parties, tariff and entry numbers, decisions, duty, entries.
//!
//! Invariants: no I/O, no clock, no locale, no randomness. Money is [`rust_decimal::Decimal`], dates are dates,
//! text stays text until somebody asks for more. Every type here can be read from and written to JSON in the
//! shapes that `entrydesk-cli` promises.

pub mod arrival;
pub mod bill;
pub mod blocks;
pub mod citation;
pub mod client;
pub mod country;
pub mod decision;
pub mod document;
pub mod duty;
pub mod entry;
pub mod exchange;
pub mod following;
pub mod hex;
pub mod hts;
pub mod importer;
pub mod mid;
pub mod money;
pub mod product;
pub mod shipment;

pub use arrival::Arrival;
pub use citation::{Citation, Confidence};
pub use client::{Bond, Client, Firm, ImporterData, LegalForm, NumberRange, PowerKind, PowerOfAttorney};
pub use country::Country;
pub use decision::{Advisory, Decision, Limb, Outcome, PersonCounted, Route, TestResult};
pub use document::DocumentKind;
pub use duty::{DutyComponent, DutyLine, DutyRequest, DutyRequestLine, DutyResult, FeeAmount, Preparation, Quantity};
pub use entry::{EntryLine, EntryNumber, EntrySummary, EntryTariffRow, FilerCode, LineFee, LinePart, NamedAddress, RowBasis};
pub use exchange::{ChosenRate, Rate, RateKind, RateLaw, Rates};
pub use following::{EntryFact, EntryState, EntryStep};
pub use hts::HtsNumber;
pub use importer::ImporterNumber;
pub use product::{Product, ValueSource};
pub use shipment::{Claim, Line, Mode, Party, PgaData, PgaStatement, Shipment};

/// Re-exported so that every crate means the same decimal.
pub use rust_decimal::Decimal;
