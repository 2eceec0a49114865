//! The desk file from outside: what it keeps, what it refuses, what it finds.

mod deciding;
mod documents;
mod entries;
mod imports;
mod kills;
mod kit;
mod knowledge;
mod opening;
mod purging;
mod recovery;
mod sealed;
mod search;
mod tamper;
mod tamper_any;
mod trouble;
mod upgrade;
mod users;
