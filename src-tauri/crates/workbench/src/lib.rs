//! The use cases of the desk, and the one command table that every shell calls.
//!
//! Shells add no behaviour: the same command with the same arguments gives the same answer in the window, in the
//! development host and on the command line. The clock and the user come from the shell.

mod api_error;
mod batch;
pub mod bundled;
pub mod contract;
mod exchange;
pub mod headless;
mod jobs;
mod key_store;
mod law;
pub mod prepare;
mod state;
pub mod table;
mod tariff_files;
pub mod typescript;
mod uses;
mod words;
pub mod writing;

pub use api_error::ApiError;
pub use jobs::Reporter;
pub use key_store::KeyStore;
pub use state::{Clock, Setup, Workbench};
pub use uses::documents::is_for_reading;
