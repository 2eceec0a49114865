//! The law as data: load, check and look up by date.
