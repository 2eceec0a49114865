//! Reading CBP's report of partner-agency flags by tariff number, as ACE exports it (CSV).

use crate::PgaTable;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What a report holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PgaSummary {
    /// The day of the tariff it was drawn from.
    pub edition: NaiveDate,
    /// Tariff numbers in it.
    pub numbers: usize,
    /// Of them, those with a flag.
    pub flagged: usize,
    /// Every flag that is used, such as `FD2`.
    pub codes: Vec<String>,
}

/// A fault in a report: where, and what.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}{}: {what}", .row.map(|r| format!(", row {r}")).unwrap_or_default(), .column.as_deref().map(|c| format!(", column {c}")).unwrap_or_default())]
pub struct PgaFault {
    /// The file's name.
    pub file: String,
    /// The line of the file, from 1.
    pub row: Option<u64>,
    /// The column's heading.
    pub column: Option<String>,
    /// What is wrong, and what to do.
    pub what: String,
}

/// The columns of a report, found by their headings.
struct Columns {
    number: usize,
    flags: Vec<(usize, String)>,
}

const NUMBER: &str = "Tariff Number";
const DAY: &str = "HTS Date";
/// The headings stand within the first rows.
const HEAD_ROWS: usize = 20;

impl PgaTable {
    /// Reads the report: a row with the day of the tariff, a row of headings, then a row for each number.
    ///
    /// # Errors
    /// By row and column: no such headings, no day, a number that has not ten digits, a flag that is none.
    pub fn read(file: &str, bytes: &[u8]) -> Result<(Self, PgaSummary), PgaFault> {
        let fault = |row: Option<u64>, column: Option<&str>, what: String| PgaFault { file: file.to_owned(), row, column: column.map(str::to_owned), what };
        if bytes.starts_with(b"PK\x03\x04") {
            return Err(fault(None, None, "this is a workbook; save the report as CSV and load that".into()));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        let mut row = csv::ByteRecord::new();
        let (mut edition, mut columns, mut seen) = (None, None::<Columns>, 0);
        let mut flags: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        loop {
            match reader.read_byte_record(&mut row) {
                Ok(true) => {}
                Ok(false) => break,
                Err(e) => return Err(fault(e.position().map(csv::Position::line), None, "the row cannot be read as CSV".into())),
            }
            let line = row.position().map(csv::Position::line);
            let cell = |at: usize| String::from_utf8_lossy(row.get(at).unwrap_or_default()).trim().to_owned();
            let Some(columns) = &columns else {
                seen += 1;
                let texts: Vec<String> = (0..row.len()).map(cell).collect();
                if let Some(at) = texts.iter().position(|t| t.trim_end_matches(':').eq_ignore_ascii_case(DAY)) {
                    let text = texts.get(at + 1).cloned().unwrap_or_default();
                    let day = NaiveDate::parse_from_str(&text, "%m/%d/%Y").or_else(|_| NaiveDate::parse_from_str(&text, "%Y-%m-%d"));
                    edition = Some(day.map_err(|_| fault(line, Some(DAY), format!("`{text}` is not a date in the order month/day/year")))?);
                } else if let Some(number) = texts.iter().position(|t| t.eq_ignore_ascii_case(NUMBER)) {
                    let flags: Vec<(usize, String)> = texts.iter().enumerate().filter(|(_, t)| is_flag_heading(t)).map(|(i, t)| (i, t.clone())).collect();
                    if flags.is_empty() {
                        return Err(fault(line, None, "there is no column `PGA 1`; export the report with its agency flags".into()));
                    }
                    columns = Some(Columns { number, flags });
                } else if seen >= HEAD_ROWS {
                    break;
                }
                continue;
            };
            if row.iter().all(|c| c.trim_ascii().is_empty()) {
                continue;
            }
            let number: String = cell(columns.number).chars().filter(|c| *c != '.').collect();
            if number.len() != 10 || !number.bytes().all(|b| b.is_ascii_digit()) {
                return Err(fault(
                    line,
                    Some(NUMBER),
                    format!("`{}` is not a tariff number of ten digits; a spreadsheet may have dropped leading zeros", cell(columns.number)),
                ));
            }
            let mine = flags.entry(number).or_default();
            for (at, heading) in &columns.flags {
                let flag = cell(*at).to_ascii_uppercase();
                if flag.is_empty() {
                    continue;
                }
                if !is_flag(&flag) {
                    return Err(fault(line, Some(heading), format!("`{flag}` is not an agency flag like FD2")));
                }
                mine.insert(flag);
            }
        }
        if columns.is_none() {
            return Err(fault(None, None, format!("no row has the heading `{NUMBER}`; this is not CBP's report of agency flags by tariff number")));
        }
        let edition = edition.ok_or_else(|| fault(None, Some(DAY), "the report does not say which day's tariff it is of".into()))?;
        if flags.is_empty() {
            return Err(fault(None, None, "there is no tariff number under the headings".into()));
        }
        let codes: BTreeSet<&String> = flags.values().flatten().collect();
        let summary = PgaSummary {
            edition,
            numbers: flags.len(),
            flagged: flags.values().filter(|f| !f.is_empty()).count(),
            codes: codes.into_iter().cloned().collect(),
        };
        let table = Self::new(&edition.to_string(), flags.iter().map(|(n, f)| (n.as_str(), f.iter().cloned().collect())));
        Ok((table, summary))
    }
}

fn is_flag_heading(text: &str) -> bool {
    text.get(..4).is_some_and(|t| t.eq_ignore_ascii_case("PGA ")) && text.get(4..).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Two letters of the agency, one sign for what it asks: `FD2`, `AQX`.
fn is_flag(text: &str) -> bool {
    matches!(text.as_bytes(), [a, b, c] if a.is_ascii_uppercase() && b.is_ascii_uppercase() && c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str =
        "\u{feff}HTS Date:,3/1/2026,,,\n,,,,\nTariff Number,Description,AD Duty,PGA 1,PGA 2\n0101210010,\"HORSES, PURE\",N,AM7,FD3\n0901.21.0010,COFFEE,N,,\n";

    fn said(change: (&str, &str)) -> String {
        assert!(REPORT.contains(change.0), "{change:?}");
        PgaTable::read("pga.csv", REPORT.replacen(change.0, change.1, 1).as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn the_report_is_read_by_its_headings() {
        let (table, summary) = PgaTable::read("pga.csv", REPORT.as_bytes()).unwrap();
        assert_eq!((summary.edition.to_string().as_str(), summary.numbers, summary.flagged), ("2026-03-01", 2, 1));
        assert_eq!(summary.codes, ["AM7", "FD3"]);
        assert_eq!(table.flags("0101210010").unwrap(), ["AM7", "FD3"]);
        assert!(table.flags("0901210010").unwrap().is_empty(), "known, and without a flag");
        assert_eq!(table.flags("9999999999"), None);
    }

    #[test]
    fn faults_name_row_and_column() {
        assert_eq!(
            said(("0101210010", "101210010")),
            "pga.csv, row 4, column Tariff Number: `101210010` is not a tariff number of ten digits; a spreadsheet may have dropped leading zeros"
        );
        assert_eq!(said(("FD3", "see note")), "pga.csv, row 4, column PGA 2: `SEE NOTE` is not an agency flag like FD2");
        assert_eq!(said(("3/1/2026", "March")), "pga.csv, row 1, column HTS Date: `March` is not a date in the order month/day/year");
        assert_eq!(said(("HTS Date:", "Day")), "pga.csv, column HTS Date: the report does not say which day's tariff it is of");
        assert_eq!(
            said(("Tariff Number", "Number")),
            "pga.csv: no row has the heading `Tariff Number`; this is not CBP's report of agency flags by tariff number"
        );
        assert_eq!(said((",PGA 1,PGA 2", ",A,B")), "pga.csv, row 3: there is no column `PGA 1`; export the report with its agency flags");
        let workbook = PgaTable::read("pga.xlsx", b"PK\x03\x04...").unwrap_err().to_string();
        assert_eq!(workbook, "pga.xlsx: this is a workbook; save the report as CSV and load that");
    }

    #[test]
    fn the_official_report_reads_whole() {
        let Some(folder) = std::env::var_os("ENTRYDESK_REFERENCE") else {
            println!("skipped: ENTRYDESK_REFERENCE names no folder of official files");
            return;
        };
        let path = std::path::Path::new(&folder).join("data/reference/ace_hts_pga_report_2026-02-21.csv");
        let (_, summary) = PgaTable::read("report.csv", &std::fs::read(path).unwrap()).unwrap();
        assert_eq!((summary.edition.to_string().as_str(), summary.numbers), ("2026-02-21", 22_154));
    }
}
