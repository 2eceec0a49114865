//! The desk file from outside: what it keeps, what it refuses, what it finds.

mod deciding;
mod documents;
mod entries;
mod imports;
mod kit;
mod knowledge;
mod opening;
mod recovery;
mod sealed;
mod search;
mod tamper;
