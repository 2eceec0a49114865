//! What is remembered of a reading for the client's next file of the same kind.

use crate::assemble::Packed;
use crate::derive::Derived;
use crate::options::{ColumnMapping, ReadOptions};
use crate::reading::Reading;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The settings of a person that hold for the next file, too: the mapping and what is derived.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Remembered {
    /// What each column holds.
    pub mapping: Vec<ColumnMapping>,
    /// Fields that come from elsewhere.
    #[serde(default)]
    pub derived: Vec<Derived>,
    /// How several items stand in one cell.
    #[serde(default)]
    pub packed: Option<Packed>,
}

impl Remembered {
    /// What is to be remembered of a reading.
    pub fn of(reading: &Reading, options: &ReadOptions) -> Self {
        Self { mapping: reading.mapping(), derived: options.derived.clone(), packed: options.packed.clone() }
    }

    /// Reads it from JSON. The first desks kept the mapping alone, as a list.
    ///
    /// # Errors
    /// Text that is neither.
    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        if json.trim_start().starts_with('[') {
            return serde_json::from_str(json).map(|mapping| Self { mapping, ..Self::default() });
        }
        serde_json::from_str(json)
    }

    /// Puts it into the options, where a person has not said otherwise this time.
    pub fn recall(&self, options: &mut ReadOptions) {
        if options.mapping.is_none() {
            options.mapping = Some(self.mapping.clone());
            if options.derived.is_empty() {
                options.derived.clone_from(&self.derived);
            }
            if options.packed.is_none() {
                options.packed.clone_from(&self.packed);
            }
        }
    }
}
