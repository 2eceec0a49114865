//! Tables for spreadsheet programs and filing software.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What one row of an export is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ExportRows {
    /// A shipment.
    #[default]
    Shipments,
    /// A line of goods of a shipment.
    Goods,
    /// An entry.
    Entries,
    /// A tariff number of an entry line.
    EntryLines,
}

/// The kind of file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum SheetFormat {
    /// Comma-separated, UTF-8.
    #[default]
    Csv,
    /// A workbook, with a sheet that explains the columns.
    Xlsx,
}

/// A column that can be exported.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ExportColumn {
    /// Stable name, as presets and the command line use it.
    pub id: String,
    /// Heading in the file.
    pub heading: String,
    /// What it holds.
    pub meaning: String,
    /// Part of the usual order.
    pub usual: bool,
}

/// The columns an export of one kind of rows can have, in their usual order.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ExportColumns {
    /// What a row is.
    pub rows: ExportRows,
    /// All of them.
    pub columns: Vec<ExportColumn>,
}

/// A choice and order of columns that a broker keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportPreset {
    /// Its name.
    pub name: String,
    /// What a row is.
    pub rows: ExportRows,
    /// Columns by id, in order.
    pub columns: Vec<String>,
    /// The kind of file.
    pub format: SheetFormat,
}

/// See `shipments_export`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct ShipmentsExportArgs {
    /// The shipments by number, in order; where absent, all that `query` finds.
    #[serde(default)]
    pub shipment_ids: Option<Vec<i64>>,
    /// Which shipments, where none are named.
    #[serde(default)]
    pub query: Option<desk::ShipmentQuery>,
    /// Shipments or goods.
    #[serde(default)]
    pub rows: ExportRows,
    /// Columns by id, in order; the usual ones where empty.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The kind of file.
    #[serde(default)]
    pub format: SheetFormat,
}

/// See `entries_export`.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct EntriesExportArgs {
    /// The entries, in order.
    pub numbers: Vec<String>,
    /// Entries or entry lines.
    pub rows: ExportRows,
    /// Columns by id, in order; the usual ones where empty.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The kind of file.
    #[serde(default)]
    pub format: SheetFormat,
}

/// A table that was written.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SavedSheet {
    /// Where.
    pub path: String,
    /// Its rows, headings left aside.
    pub rows: u64,
    /// Its columns.
    pub columns: u64,
}
