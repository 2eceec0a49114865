//! What the desk knows as tables: for a merchant, for another program, for a person with a spreadsheet.

pub mod columns;
pub mod presets;

use self::columns::{Column, ENTRY, ENTRY_LINE, EntryColumn, GOODS, OfEntry, OfShipment, SHIPMENT, ShipmentColumn};
use crate::contract::*;
use crate::{ApiError, Reporter, Workbench};
use desk::ShipmentQuery;
use paperwork::sheets::{Cell, Sheet, SheetColumn, to_csv, to_xlsx};

/// Every column there is, by what a row is.
pub fn export_columns(_: &Workbench, _: Nothing) -> Result<Vec<ExportColumns>, ApiError> {
    Ok([ExportRows::Shipments, ExportRows::Goods, ExportRows::Entries, ExportRows::EntryLines]
        .map(|rows| ExportColumns { rows, columns: described(rows) })
        .into())
}

fn described(rows: ExportRows) -> Vec<ExportColumn> {
    fn each<F>(columns: &[&'static [Column<F>]]) -> Vec<ExportColumn> {
        let all = columns.iter().flat_map(|c| c.iter());
        all.map(|c| ExportColumn { id: c.id.into(), heading: c.heading.into(), meaning: c.meaning.into(), usual: c.usual }).collect()
    }
    match rows {
        ExportRows::Shipments => each(&[SHIPMENT]),
        ExportRows::Goods => each(&[SHIPMENT, GOODS]),
        ExportRows::Entries => each(&[ENTRY]),
        ExportRows::EntryLines => each(&[ENTRY, ENTRY_LINE]),
    }
}

/// The columns asked for, in their order; the usual ones where none are.
fn chosen<F>(tables: &[&'static [Column<F>]], ids: &[String]) -> Result<Vec<&'static Column<F>>, ApiError> {
    let all = || tables.iter().flat_map(|t| t.iter());
    if ids.is_empty() {
        return Ok(all().filter(|c| c.usual).collect());
    }
    let mut columns: Vec<&'static Column<F>> = Vec::with_capacity(ids.len());
    for id in ids {
        let found = all().find(|c| c.id == id).ok_or_else(|| {
            let known = all().map(|c| c.id).collect::<Vec<_>>().join(", ");
            ApiError::refused(format!("There is no column `{id}` for these rows. The columns are: {known}."))
        })?;
        if columns.iter().any(|c| c.id == found.id) {
            return Err(ApiError::refused(format!("The column `{id}` is named twice.")));
        }
        columns.push(found);
    }
    Ok(columns)
}

fn headings<F>(columns: &[&'static Column<F>]) -> Vec<SheetColumn> {
    columns.iter().map(|c| SheetColumn { heading: c.heading.into(), meaning: c.meaning.into() }).collect()
}

pub fn shipments_export(bench: &Workbench, args: ShipmentsExportArgs, report: &Reporter<'_>) -> Result<SavedSheet, ApiError> {
    let format = args.format;
    save(bench, shipments_sheet(bench, args, report)?, format)
}

pub fn entries_export(bench: &Workbench, args: EntriesExportArgs, report: &Reporter<'_>) -> Result<SavedSheet, ApiError> {
    let format = args.format;
    save(bench, entries_sheet(bench, args, report)?, format)
}

/// Shipments as a table.
pub fn shipments_sheet(bench: &Workbench, args: ShipmentsExportArgs, report: &Reporter<'_>) -> Result<Sheet, ApiError> {
    let by_line = match args.rows {
        ExportRows::Shipments => false,
        ExportRows::Goods => true,
        _ => return Err(ApiError::refused("Shipments are exported one row a shipment, or one row a line of goods.")),
    };
    let columns: Vec<&ShipmentColumn> = if by_line { chosen(&[SHIPMENT, GOODS], &args.columns)? } else { chosen(&[SHIPMENT], &args.columns)? };
    let ids = match (args.shipment_ids, args.query) {
        (Some(ids), _) => ids,
        (None, query) => bench.desk.shipment_ids(&query.unwrap_or(ShipmentQuery::default()))?,
    };
    if ids.is_empty() {
        return Err(ApiError::refused("There is no shipment to export."));
    }
    let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(ids.len());
    for (i, id) in ids.iter().enumerate() {
        if report.at(i, ids.len(), "Gathering shipments") {
            return Err(ApiError::cancelled());
        }
        let stored = bench.desk.shipment(*id)?;
        let mut add = |line| {
            let row = OfShipment { stored: &stored, line };
            rows.push(columns.iter().map(|c| (c.read)(&row)).collect());
        };
        match by_line {
            true => stored.shipment.lines.iter().enumerate().for_each(|line| add(Some(line))),
            false => add(None),
        }
    }
    Ok(Sheet { name: if by_line { "Goods" } else { "Shipments" }.into(), columns: headings(&columns), rows, about: about(bench)? })
}

/// Entries as a table.
pub fn entries_sheet(bench: &Workbench, args: EntriesExportArgs, report: &Reporter<'_>) -> Result<Sheet, ApiError> {
    let by_line = match args.rows {
        ExportRows::Entries => false,
        ExportRows::EntryLines => true,
        _ => return Err(ApiError::refused("Entries are exported one row an entry, or one row a tariff number.")),
    };
    let columns: Vec<&EntryColumn> = if by_line { chosen(&[ENTRY, ENTRY_LINE], &args.columns)? } else { chosen(&[ENTRY], &args.columns)? };
    if args.numbers.is_empty() {
        return Err(ApiError::refused("There is no entry to export."));
    }
    let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(args.numbers.len());
    for (i, number) in args.numbers.iter().enumerate() {
        if report.at(i, args.numbers.len(), "Gathering entries") {
            return Err(ApiError::cancelled());
        }
        let stored = bench.desk.entry(number)?;
        let mut add = |line| {
            let row = OfEntry { stored: &stored, line };
            rows.push(columns.iter().map(|c| (c.read)(&row)).collect());
        };
        match by_line {
            true => stored.summary.lines.iter().flat_map(|l| l.rows.iter().map(move |r| (l, r))).for_each(|line| add(Some(line))),
            false => add(None),
        }
    }
    Ok(Sheet { name: if by_line { "Entry lines" } else { "Entries" }.into(), columns: headings(&columns), rows, about: about(bench)? })
}

/// The bytes of a table, and the ending of its name.
pub fn encode(sheet: &Sheet, format: SheetFormat) -> Result<(&'static str, Vec<u8>), ApiError> {
    Ok(match format {
        SheetFormat::Csv => ("csv", to_csv(sheet)?),
        SheetFormat::Xlsx => ("xlsx", to_xlsx(sheet)?),
    })
}

/// Writes the table where documents go.
fn save(bench: &Workbench, sheet: Sheet, format: SheetFormat) -> Result<SavedSheet, ApiError> {
    let (ending, bytes) = encode(&sheet, format)?;
    let path = bench.write_document("exports", &format!("{} {}.{ending}", sheet.name.to_lowercase(), stamp(bench.now())), &bytes)?;
    Ok(SavedSheet { path: path.display().to_string(), rows: sheet.rows.len() as u64, columns: sheet.columns.len() as u64 })
}

/// What the sheet beside the table says about the whole.
fn about(bench: &Workbench) -> Result<Vec<(String, String)>, ApiError> {
    let law = bench.rulebook().stamp();
    let (event, head) = bench.journal_head()?;
    let said = [
        ("Firm", bench.desk.firm()?.name),
        ("Written", bench.now().format("%Y-%m-%d %H:%M UTC").to_string()),
        ("Rulebook", format!("{}, verified through {}", law.version, law.verified_through)),
        ("Journal", format!("event {event}, {head}")),
    ];
    Ok(said.into_iter().filter(|(_, value)| !value.is_empty()).map(|(what, value)| (what.to_owned(), value)).collect())
}
