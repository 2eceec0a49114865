//! Rows into shipments.

mod convention;
mod finish;
mod line;
mod packed;
mod party;
mod places;
mod rows;
mod shipment;
mod titles;

pub use packed::Packed;

use crate::derive::Ruled;
use crate::error::IntakeError;
use crate::field::Field;
use crate::grid::Grid;
use crate::issues::Issues;
use crate::layout::Layout;
use crate::layout::header::Header;
use crate::options::{DateOrder, DecimalSign, Progress, ReadOptions, Stage};
use crate::reading::{Column, ReadShipment, Reading, RowCounts, RowKind, RowRun, Source};
use customs::{Arrival, Country, Mode, Party};
use places::{Hints, PartyPlaces, Places};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Everything known while rows become shipments.
pub(crate) struct Assembler<'a> {
    grid: &'a Grid,
    header: &'a Header,
    columns: &'a [Column],
    layout: &'static Layout,
    options: &'a ReadOptions,
    places: Places,
    items: Vec<(u16, Places)>,
    goods_columns: Vec<usize>,
    consignee: PartyPlaces,
    purchaser: PartyPlaces,
    shipper: PartyPlaces,
    hints: Hints,
    decimal: DecimalSign,
    date_order: DateOrder,
    keys: Vec<(Field, usize)>,
    merged: HashMap<(u32, u32), u32>,
    has_country_column: bool,
    is_workbook: bool,
    value_word_is_vague: bool,
    default_currency: Option<String>,
    default_arrival: Option<Arrival>,
    default_shipper: Option<Box<Party>>,
    default_country: Option<String>,
    default_mode: Option<Mode>,
    /// Rows that are neither goods nor order: row, first column, its text.
    unread: Vec<(usize, usize, String)>,
    issues: Issues,
    kinds: Vec<RowKind>,
    shipments: Vec<ReadShipment>,
    /// What the order says of itself, beside each shipment.
    orders: Vec<OrderFacts>,
    by_key: HashMap<String, usize>,
    current: Option<usize>,
    sums: Sums,
    /// Countries by the text that names them: a file has few, and many rows.
    countries: HashMap<String, Option<Country>>,
}

/// What an order's own columns say, to be compared with its lines.
#[derive(Clone, Debug, Default)]
struct OrderFacts {
    row: usize,
    subtotal: Option<Decimal>,
    total: Option<Decimal>,
    shipping: Option<Decimal>,
    tax: Option<Decimal>,
    discount: Option<Decimal>,
}

/// Sums of the rows so far, to be compared with rows of totals: all, and since the last such row.
#[derive(Clone, Debug, Default)]
struct Sums {
    quantity: (Decimal, Decimal),
    value: (Decimal, Decimal),
}

impl<'a> Assembler<'a> {
    fn new(grid: &'a Grid, header: &'a Header, columns: &'a [Column], layout: &'static Layout, options: &'a ReadOptions, source: &mut Source) -> Self {
        let (places, items) = Places::bind(columns);
        let mut issues = Issues::new(columns);
        let decimal = convention::decimal_sign(grid, header.end(), columns, options, &mut issues);
        let date_order = convention::date_order(grid, header.end(), &places, layout, options, &mut issues);
        source.decimal_sign = decimal;
        source.date_order = date_order;
        let mut goods_columns = places.goods();
        goods_columns.extend(items.iter().flat_map(|(_, p)| p.goods()));
        let hints = Hints { currencies: header.cells.iter().map(|c| c.currency).collect() };
        let value_header = places.of(Field::LineValue).and_then(|c| header.cells.get(c));
        let value_word_is_vague = value_header.is_some_and(|c| {
            !c.names.iter().any(|n| ["total", "line", "amount", "gesamt", "betrag", "总", "金额", "importe", "montant"].iter().any(|w| n.contains(w)))
        });
        let mut assembler = Self {
            keys: shipment::keys(&places, layout),
            consignee: PartyPlaces::consignee(&places),
            purchaser: PartyPlaces::purchaser(&places),
            shipper: PartyPlaces::shipper(&places),
            has_country_column: places.has(Field::ConsigneeCountry) || places.has(Field::PurchaserCountry),
            is_workbook: source.sheet.is_some(),
            merged: merged_cells(grid),
            value_word_is_vague,
            default_currency: options.currency.clone(),
            default_arrival: options.arrival,
            default_shipper: None,
            default_country: options.country_of_shipment.clone(),
            default_mode: options.mode,
            unread: Vec::new(),
            kinds: Vec::with_capacity(grid.rows()),
            shipments: Vec::new(),
            orders: Vec::new(),
            by_key: HashMap::new(),
            current: None,
            sums: Sums::default(),
            countries: HashMap::new(),
            date_order: date_order.order,
            grid,
            header,
            columns,
            layout,
            options,
            places,
            items,
            goods_columns,
            hints,
            decimal,
            issues,
        };
        assembler.titles(source);
        assembler
    }

    /// A cell of the shipment as a whole: where it is merged over rows, its text stands in the first.
    pub(crate) fn shared_cell(&self, row: usize, column: usize) -> &'a str {
        let own = self.grid.cell(row, column);
        if !self.merged.is_empty()
            && self.grid.own(row, column).is_empty()
            && let Some(first) = self.merged.get(&(row as u32, column as u32))
        {
            return self.grid.cell(*first as usize, column);
        }
        own
    }

    /// The same, but only what the rows themselves say.
    fn shared_said(&self, row: usize, column: usize) -> &'a str {
        let own = self.grid.said(row, column);
        match self.merged_from(row, column).filter(|_| own.is_empty()) {
            Some(first) => self.grid.said(first as usize, column),
            None => own,
        }
    }

    /// The country a text names.
    fn country_of(&mut self, text: &str) -> Option<Country> {
        if text.len() == 2
            && let Some(country) = Country::from_code(text)
        {
            return Some(country);
        }
        if let Some(known) = self.countries.get(text) {
            return *known;
        }
        let country = Country::parse(text);
        // A column of something else entirely must not fill the memory.
        if self.countries.len() < 10_000 {
            self.countries.insert(text.to_owned(), country);
        }
        country
    }

    fn merged_from(&self, row: usize, column: usize) -> Option<u32> {
        self.merged.get(&(row as u32, column as u32)).copied()
    }

    /// Row of the header from 0, for issues of the file as a whole.
    fn header_row(&self) -> usize {
        self.header.row.map_or(0, |row| row + self.header.rows.saturating_sub(1))
    }
}

/// The first row of every cell that is merged over rows.
fn merged_cells(grid: &Grid) -> HashMap<(u32, u32), u32> {
    let mut cells = HashMap::new();
    for (first, last, column) in grid.merges() {
        for row in first + 1..=*last {
            // A sheet merged from top to bottom is dress, not data.
            if cells.len() >= crate::limits::ROWS * 2 {
                return cells;
            }
            cells.insert((row, *column), *first);
        }
    }
    cells
}

/// Reads all rows into the shipments, issues and repairs of `reading`.
pub(crate) fn assemble(
    reading: &mut Reading,
    header: &Header,
    layout: &'static Layout,
    options: &ReadOptions,
    ruled: &[Ruled],
    cancel: &dyn Fn(Progress) -> bool,
) -> Result<(), IntakeError> {
    let grid = std::mem::take(&mut reading.grid);
    let columns = std::mem::take(&mut reading.columns);
    let rows = grid.rows();
    let mut assembler = Assembler::new(&grid, header, &columns, layout, options, &mut reading.source);
    for done in ruled {
        if let Some(rule) = options.rules.get(done.rule) {
            assembler.issues.repair("client-rule", done.row, done.column, &done.was, &rule.value, rule.source.clone());
        }
    }
    assembler.columns_missing();
    for row in header.end()..rows {
        let kind = assembler.row(row);
        assembler.kinds.push(kind);
        if row.is_multiple_of(crate::limits::PROGRESS_ROWS) && cancel(Progress { stage: Stage::Shipments, rows: row as u32, of: Some(rows as u32) }) {
            return Err(crate::stopped(&reading.source.file_name));
        }
    }
    assembler.settle_tail();
    assembler.finish(&mut reading.source);
    let Assembler { kinds, shipments, issues, .. } = assembler;
    reading.row_kinds = runs(&kinds);
    reading.source.counts = count(&reading.row_kinds);
    reading.shipments = shipments;
    (reading.issues, reading.repairs) = issues.finish();
    reading.grid = grid;
    reading.columns = columns;
    Ok(())
}

fn runs(kinds: &[RowKind]) -> Vec<RowRun> {
    let mut runs: Vec<RowRun> = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        let row = at as u32 + 1;
        match runs.last_mut() {
            Some(run) if run.kind == *kind => run.to = row,
            _ => runs.push(RowRun { from: row, to: row, kind: *kind }),
        }
    }
    runs
}

fn count(runs: &[RowRun]) -> RowCounts {
    let mut counts = RowCounts::default();
    for run in runs {
        let n = run.to - run.from + 1;
        let place = match run.kind {
            RowKind::Title => &mut counts.title,
            RowKind::Header => &mut counts.header,
            RowKind::Goods => &mut counts.goods,
            RowKind::Order => &mut counts.order,
            RowKind::Total => &mut counts.total,
            RowKind::Trailer => &mut counts.trailer,
            RowKind::Blank => &mut counts.blank,
            RowKind::Unread => &mut counts.unread,
        };
        *place += n;
    }
    counts
}
