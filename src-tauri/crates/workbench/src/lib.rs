//! The use cases of the desk and the one command table that every shell calls.
