//! What reading a file gives: its source, columns, shipments, issues and repairs.

use crate::field::Field;
use crate::grid::Grid;
use crate::options::{ColumnMapping, DateOrder, DecimalSign};
use crate::value::weight::WeightUnit;
use customs::Shipment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Everything that was read from one file.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Reading {
    /// The file and how it was understood.
    pub source: Source,
    /// Its columns, from left to right.
    pub columns: Vec<Column>,
    /// The shipments in the order of their first rows.
    pub shipments: Vec<ReadShipment>,
    /// What needs a person, in the order of rows.
    pub issues: Vec<Issue>,
    /// What was put right, in the order of rows.
    pub repairs: Vec<Repair>,
    /// What each row is, as runs of rows of one kind, without a gap from the first row to the last.
    pub row_kinds: Vec<RowRun>,
    /// The cells, for the preview.
    #[serde(skip)]
    #[ts(skip)]
    pub(crate) grid: Grid,
}

/// The file and how it was understood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Source {
    /// Name of the file as given.
    pub file_name: String,
    /// Layout: `shopify-orders`, `consolidator-manifest`, `generic` …
    pub kind: String,
    /// The layout in words.
    pub kind_label: String,
    /// Container: `csv`, `tsv`, `xlsx`, `xls`, `ods`, `xlsb`.
    pub format: String,
    /// Character encoding of a text file.
    pub encoding: Option<String>,
    /// Delimiter of a text file.
    pub delimiter: Option<String>,
    /// Sheet that was read.
    pub sheet: Option<String>,
    /// All sheets that can be read.
    pub sheets: Vec<String>,
    /// First header row as the spreadsheet numbers it; 0 where there is none.
    pub header_row: u32,
    /// Number of header rows, one or two (English above Chinese).
    pub header_rows: u32,
    /// All rows up to the last that is not empty.
    pub rows: u32,
    /// Those rows by what they are; the counts add up to `rows`.
    pub counts: RowCounts,
    /// Order of day and month in its dates.
    pub date_order: DateOrderFound,
    /// Sign before the decimals.
    pub decimal_sign: DecimalSign,
    /// A stable name of the headers, to know the next file of the same kind.
    pub fingerprint: String,
    /// What the rows above the header say, like the master bill.
    pub titles: Vec<TitleFact>,
    /// Master bill from the titles or the only one in its column.
    pub master_bill: Option<String>,
    /// Port of entry from the options, the titles or the only one in its column.
    pub port: Option<String>,
}

/// Order of day and month in a file, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DateOrderFound {
    /// The order used.
    pub order: DateOrder,
    /// Whether the file, its layout or a person settled it; else it was taken for granted.
    pub settled: bool,
}

impl Default for DateOrderFound {
    fn default() -> Self {
        Self { order: DateOrder::Mdy, settled: true }
    }
}

/// Rows by what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RowCounts {
    /// Title rows above the header.
    pub title: u32,
    /// Header rows, repeated ones too.
    pub header: u32,
    /// Rows with goods.
    pub goods: u32,
    /// Rows of a shipment without goods of their own.
    pub order: u32,
    /// Rows of sums.
    pub total: u32,
    /// Rows under the goods.
    pub trailer: u32,
    /// Empty rows.
    pub blank: u32,
    /// Rows that could not be read; each has an issue.
    pub unread: u32,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    /// Above the header.
    Title,
    /// A header, or one repeated.
    Header,
    /// Goods.
    Goods,
    /// A shipment's own row, without goods.
    Order,
    /// Sums.
    Total,
    /// Below the goods.
    Trailer,
    /// Empty.
    Blank,
    /// Not read; an issue says why.
    Unread,
}

/// Rows next to each other that are of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RowRun {
    /// First row.
    pub from: u32,
    /// Last row.
    pub to: u32,
    /// What they are.
    pub kind: RowKind,
}

/// Something that a row above the header says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TitleFact {
    /// Its row.
    pub row: u32,
    /// The words before the value: `MAWB`.
    pub label: String,
    /// The value.
    pub value: String,
    /// The field it was read as.
    pub field: Option<Field>,
}

/// A column of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Column {
    /// Place from 0.
    pub index: u32,
    /// Letter as the spreadsheet names it.
    pub letter: String,
    /// Header, both rows of it where there are two.
    pub header: String,
    /// The first values, as they stand.
    pub samples: Vec<String>,
    /// What it holds.
    pub field: Option<Field>,
    /// Number of the item, where items stand side by side.
    pub item: Option<u16>,
    /// How sure that is, per cent.
    pub confidence: u8,
    /// Why, in words.
    pub reason: String,
    /// Unit of its weights, where it holds some.
    #[serde(default)]
    pub unit: Option<WeightUnit>,
    /// It is none of the file's columns: its values come from elsewhere.
    #[serde(default)]
    pub derived: bool,
}

/// A shipment and where it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct ReadShipment {
    /// The shipment.
    pub shipment: Shipment,
    /// All its rows.
    pub rows: Vec<u32>,
    /// The row of each line, in the order of the lines.
    pub line_rows: Vec<u32>,
    /// Cancelled, refunded, not paid.
    pub status: Option<OrderStatus>,
    /// How many errors are on it.
    pub errors: u32,
}

/// Why an order may not be meant to travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum OrderStatus {
    /// Called off.
    Cancelled,
    /// All its money given back.
    Refunded,
    /// Part of its money given back.
    PartlyRefunded,
    /// Not paid.
    Unpaid,
}

/// How much an issue weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Must be settled before the shipment can be used.
    Error,
    /// Should be looked at.
    Warning,
}

/// Something that needs a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Issue {
    /// Row as the spreadsheet numbers it; 0 where the issue is the file's.
    pub row: u32,
    /// Header of the column, or its letter; empty where the issue is the row's.
    pub column: String,
    /// Place of the column from 0.
    pub column_index: Option<u32>,
    /// How much it weighs.
    pub severity: Severity,
    /// Stable name of the kind of issue.
    pub code: String,
    /// What is wrong and what to do.
    pub message: String,
    /// The cell's text.
    pub value: String,
}

/// Something that was put right, with what stood there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Repair {
    /// Row.
    pub row: u32,
    /// Column from 0.
    pub column_index: u32,
    /// What stood there.
    pub was: String,
    /// What was read.
    pub now: String,
    /// Stable name of the kind of repair.
    pub code: String,
    /// Why.
    pub why: String,
}

/// A row of the preview: the cells as they stand in the file, or as a person corrected them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreviewRow {
    /// Row as the spreadsheet numbers it.
    pub row: u32,
    /// What it is.
    pub kind: RowKind,
    /// The cells' texts.
    pub cells: Vec<String>,
}

impl Reading {
    /// Up to `count` rows from `from_row` (as the spreadsheet numbers them, from 1), with their original text.
    /// Empty for a reading that came back from JSON: the cells are not part of it.
    pub fn preview(&self, from_row: u32, count: u32) -> Vec<PreviewRow> {
        let first = from_row.max(1);
        let last = first.saturating_add(count).min(self.source.rows.saturating_add(1));
        let width = self.columns.len();
        (first..last.max(first))
            .filter(|row| (*row as usize) <= self.grid.rows())
            .map(|row| PreviewRow {
                row,
                kind: self.kind_of(row),
                cells: (0..width).map(|column| self.grid.cell(row as usize - 1, column).to_owned()).collect(),
            })
            .collect()
    }

    /// What a row is.
    pub fn kind_of(&self, row: u32) -> RowKind {
        let at = self.row_kinds.partition_point(|run| run.to < row);
        self.row_kinds.get(at).filter(|run| run.from <= row).map_or(RowKind::Blank, |run| run.kind)
    }

    /// What each column holds, to be remembered for the client.
    pub fn mapping(&self) -> Vec<ColumnMapping> {
        self.columns
            .iter()
            .filter(|c| !c.derived)
            .map(|c| ColumnMapping { index: c.index, header: c.header.clone(), field: c.field, item: c.item, unit: c.unit })
            .collect()
    }

    /// How many issues are errors.
    pub fn errors(&self) -> usize {
        self.issues.iter().filter(|i| i.severity == Severity::Error).count()
    }

    /// The shape that `entrydesk-cli read --json` promises.
    pub fn to_spec_json(&self) -> serde_json::Value {
        let s = &self.source;
        let mut mapping = serde_json::Map::new();
        for column in &self.columns {
            if let Some(field) = column.field {
                let name = if column.header.is_empty() || mapping.contains_key(&column.header) {
                    if column.header.is_empty() { column.letter.clone() } else { format!("{} ({})", column.header, column.letter) }
                } else {
                    column.header.clone()
                };
                let key = match column.item {
                    Some(item) => format!("{}:{item}", field.key()),
                    None => field.key(),
                };
                mapping.insert(name, key.into());
            }
        }
        let issues: Vec<_> = self
            .issues
            .iter()
            .map(|i| serde_json::json!({"row": i.row, "column": i.column, "severity": i.severity, "code": i.code, "message": i.message, "value": i.value}))
            .collect();
        let repairs: Vec<_> = self
            .repairs
            .iter()
            .map(|r| serde_json::json!({"row": r.row, "column": self.column_name(r.column_index), "was": r.was, "now": r.now, "code": r.code, "why": r.why}))
            .collect();
        serde_json::json!({
            "source": {
                "kind": s.kind, "format": s.format, "encoding": s.encoding, "delimiter": s.delimiter, "sheet": s.sheet, "sheets": s.sheets,
                "header_row": s.header_row, "header_rows": s.header_rows, "rows": s.rows,
                "title_rows": s.counts.title, "all_header_rows": s.counts.header, "goods_rows": s.counts.goods, "order_rows": s.counts.order,
                "total_rows": s.counts.total, "trailer_rows": s.counts.trailer, "blank_rows": s.counts.blank, "unread_rows": s.counts.unread,
                "date_order": s.date_order.order, "decimal_sign": s.decimal_sign, "master_bill": s.master_bill, "port": s.port,
                "fingerprint": s.fingerprint,
            },
            "mapping": mapping,
            "shipments": self.shipments.iter().map(|s| &s.shipment).collect::<Vec<_>>(),
            "issues": issues,
            "repairs": repairs,
        })
    }

    fn column_name(&self, index: u32) -> String {
        self.columns.get(index as usize).map_or_else(|| letter(index), |c| if c.header.is_empty() { c.letter.clone() } else { c.header.clone() })
    }
}

/// The letter a spreadsheet gives the column at `index` (from 0): A, Z, AA …
pub fn letter(index: u32) -> String {
    let mut n = index + 1;
    let mut out = Vec::new();
    while n > 0 {
        n -= 1;
        out.push(b'A' + (n % 26) as u8);
        n /= 26;
    }
    out.reverse();
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn columns_have_the_spreadsheets_letters() {
        assert_eq!((letter(0), letter(25), letter(26), letter(701), letter(702)), ("A".into(), "Z".into(), "AA".into(), "ZZ".into(), "AAA".into()));
    }
}
