//! The lines of an entry as rows of the form's table, and their division into sheets.

use super::fields;
use super::layout::{Columns, Layout, Rect};
use super::sheet::Carried;
use crate::fonts::Weight;
use crate::page::{Align, Colour, Pen, PlacedPage, Style};
use crate::units::{Length, hundredths, pt};
use crate::wrap::{fit, leading, wrap};
use customs::{EntryLine, EntrySummary, EntryTariffRow};

/// One text in a row; `y` counts from the top of the row to the base line.
#[derive(Clone)]
struct Cell {
    x: Length,
    y: Length,
    style: Style,
    text: String,
}

/// Texts that must not be torn apart.
#[derive(Clone)]
pub(crate) struct Row {
    height: Length,
    cells: Vec<Cell>,
    /// A text runs over the columns up to here: their rules stop for it.
    spans_to: Length,
}

/// The rows of one line of the entry.
pub(crate) type Block = Vec<Row>;

fn height(block: &[Row]) -> Length {
    block.iter().map(|row| row.height).sum()
}

/// Makes rows out of lines.
pub(crate) struct Rows<'a> {
    pub pen: &'a mut Pen,
    pub layout: &'a Layout,
}

impl Rows<'_> {
    /// Every line of the entry, and its totals.
    pub fn of_entry(&mut self, entry: &EntrySummary) -> Vec<Block> {
        let origins = entry.origin.trim().eq_ignore_ascii_case("MULTI");
        let mut blocks: Vec<Block> = entry.lines.iter().map(|line| self.of_line(line, origins)).collect();
        blocks.push(vec![self.totals(entry)]);
        blocks
    }

    /// Texts that found no room in their box on the first sheet.
    pub fn of_carried(&mut self, carried: &[Carried]) -> Vec<Block> {
        let columns = &self.layout.table.columns;
        let (left, right) = (columns.hts[0], columns.cents[0] + columns.cents[1]);
        let inset = self.layout.style.inset;
        let size = self.layout.table.value_size;
        carried
            .iter()
            .map(|carried| {
                let heading = Cell { x: left + inset, y: pt(7), style: Style::new(pt(7)).muted(), text: format!("Continued: {}", carried.heading) };
                // These lines are no columns: the rules stop for all of them.
                let mut rows = vec![Row { height: leading(pt(7)), cells: vec![heading], spans_to: right }];
                for text in wrap(self.pen.fonts, &carried.text, Weight::Regular, size, right - left - inset * 2) {
                    let cell = Cell { x: left + inset, y: size, style: Style::new(size), text };
                    rows.push(Row { height: leading(size), cells: vec![cell], spans_to: right });
                }
                rows
            })
            .collect()
    }

    /// How far the columns' rules must give way to a text.
    fn end_of(&self, cell: &Cell) -> Length {
        cell.x + self.pen.fonts.width(&cell.text, cell.style.weight, cell.style.size) + pt(2)
    }

    fn of_line(&mut self, line: &EntryLine, origins: bool) -> Block {
        let columns = &self.layout.table.columns;
        let (inset, size) = (self.layout.style.inset, self.layout.table.value_size);
        let place = format!("line {:03}", line.number);
        let description = self.pen.printable(&format!("{place}, description"), &line.description);
        let width = columns.hts[1] + columns.weight[1] + columns.quantity[1] - inset * 2;
        let mut rows: Block = wrap(self.pen.fonts, description.trim(), Weight::Regular, size, width)
            .into_iter()
            .map(|text| {
                let cell = Cell { x: columns.hts[0] + inset, y: size, style: Style::new(size), text };
                Row { height: leading(size), spans_to: self.end_of(&cell), cells: vec![cell] }
            })
            .collect();
        if rows.is_empty() {
            rows.push(Row { height: leading(size), cells: Vec::new(), spans_to: Length::ZERO });
        }
        let primary = line.rows.iter().position(|row| !is_chapter_98_or_99(&row.hts)).unwrap_or(line.rows.len().saturating_sub(1));
        for (i, tariff) in line.rows.iter().enumerate() {
            let row = self.of_tariff(&place, tariff, (i == primary).then_some(line));
            rows.push(row);
        }
        // The number stands beside the first row, the origin below it.
        let middle = columns.line[0] + columns.line[1] / 2;
        let mut beside = vec![format!("{:03}", line.number)];
        if origins && !line.origin.trim().is_empty() {
            beside.push(format!("O{}", line.origin.trim()));
        }
        for (row, text) in rows.iter_mut().zip(beside) {
            let text = self.pen.printable(&place, &text);
            row.cells.insert(0, Cell { x: middle, y: size, style: Style::new(size).align(Align::Centre), text });
        }
        rows
    }

    fn of_tariff(&mut self, place: &str, tariff: &EntryTariffRow, goods: Option<&EntryLine>) -> Row {
        let columns: &Columns = &self.layout.table.columns;
        let (dollars, cents) = split_amount(tariff);
        // The parts of a column stand below one another: number and case, weight and packages, value, charges and relationship.
        let hts = goods.map_or_else(|| tariff.hts.clone(), |line| format!("{}\n{}", tariff.hts, line.adcvd_case));
        let mut cells = vec![
            (columns.hts, Align::Left, hts),
            (columns.quantity, Align::Right, tariff.net_quantity.clone()),
            (columns.rate, Align::Right, tariff.rate.clone()),
            (columns.dollars, Align::Right, dollars),
            (columns.cents, Align::Right, cents),
        ];
        if let Some(line) = goods {
            let weight = line.gross_weight_kg.map_or_else(String::new, |kg| format!("{} KG", fields::whole(kg)));
            let charges = line.charges.map_or_else(String::new, |charges| format!("\nC{}", fields::whole(charges)));
            let related = line.related.map_or("", |related| if related { "\nRELATED" } else { "\nNOT RELATED" });
            cells.push((columns.weight, Align::Right, format!("{weight}\n{}", line.manifest_quantity)));
            cells.push((columns.value, Align::Right, format!("{}{charges}{related}", fields::whole(line.entered_value))));
        }
        self.row(place, cells)
    }

    fn totals(&mut self, entry: &EntrySummary) -> Row {
        let columns: &Columns = &self.layout.table.columns;
        let duty = customs::money::plain(customs::money::cents(entry.duty));
        let (dollars, cents) = duty.split_once('.').unwrap_or((&duty, "00"));
        self.row(
            "the totals",
            vec![
                (columns.hts, Align::Left, "Totals for Invoice".to_owned()),
                (columns.value, Align::Right, fields::whole(entry.total_entered_value)),
                (columns.dollars, Align::Right, dollars.to_owned()),
                (columns.cents, Align::Right, cents.to_owned()),
            ],
        )
    }

    /// A row of cells; each part of a cell stands on one line where it can, else it is wrapped.
    fn row(&mut self, place: &str, texts: Vec<([Length; 2], Align, String)>) -> Row {
        let (inset, size, smallest) = (self.layout.style.inset, self.layout.table.value_size, self.layout.table.smallest);
        let mut row = Row { height: leading(size), cells: Vec::new(), spans_to: Length::ZERO };
        for ([x, w], align, text) in texts {
            let width = w - inset * 2;
            let at = match align {
                Align::Left => x + inset,
                Align::Centre => x + w / 2,
                Align::Right => x + w - inset,
            };
            let mut y = size;
            let text = self.pen.printable(place, &text);
            for part in text.split('\n').map(str::trim).filter(|part| !part.is_empty()) {
                let (lines, fitted) = match fit(self.pen.fonts, part, Weight::Regular, size, smallest, (width, leading(size)), 1) {
                    Some(fitted) => (fitted.lines, fitted.size),
                    None => (wrap(self.pen.fonts, part, Weight::Regular, smallest, width), smallest),
                };
                for line in lines {
                    row.cells.push(Cell { x: at, y, style: Style::new(fitted).align(align), text: line });
                    row.height = row.height.max(y + hundredths(180));
                    y += leading(fitted);
                }
            }
        }
        if row.height > self.layout.table.body[3] {
            self.pen.issues.push(format!("{place}: a text in the columns is too long to be printed; shorten the rate, quantity or number"));
        }
        row
    }
}

fn split_amount(tariff: &EntryTariffRow) -> (String, String) {
    let text = customs::money::plain(customs::money::cents(tariff.duty));
    text.split_once('.').map_or_else(|| (text.clone(), "00".to_owned()), |(dollars, cents)| (dollars.to_owned(), cents.to_owned()))
}

fn is_chapter_98_or_99(hts: &str) -> bool {
    // A special program indicator may stand before the number.
    let number = hts.split_whitespace().last().unwrap_or_default();
    number.starts_with("98") || number.starts_with("99")
}

/// What stands on each sheet: blocks whole where an empty sheet can hold them, else torn between rows.
///
/// `note` is kept free at the foot of each for the words that point to the next.
pub(crate) fn paginate(blocks: &[Block], gap: Length, first: Length, following: Length, note: Length) -> Vec<Vec<Block>> {
    let mut sheets: Vec<Vec<Block>> = vec![Vec::new()];
    let mut left = first - note;
    for block in blocks {
        let mut block = block.clone();
        loop {
            let needed = height(&block) + gap;
            if needed <= left {
                left = left - needed;
                push(&mut sheets, block);
                break;
            }
            if needed <= following - note || left < pt(40) {
                // A new sheet takes it whole, or this one is full.
                if sheets.last().is_some_and(Vec::is_empty) && sheets.len() > 1 {
                    push(&mut sheets, block);
                    break;
                }
                sheets.push(Vec::new());
                left = following - note;
                continue;
            }
            let mut used = gap;
            let count = block
                .iter()
                .take_while(|row| {
                    used += row.height;
                    used <= left
                })
                .count();
            let rest = block.split_off(count.max(1).min(block.len()));
            push(&mut sheets, block);
            if rest.is_empty() {
                break;
            }
            block = rest;
            sheets.push(Vec::new());
            left = following - note;
        }
    }
    sheets
}

fn push(sheets: &mut [Vec<Block>], block: Block) {
    if let Some(sheet) = sheets.last_mut() {
        sheet.push(block);
    }
}

/// Draws the body: outer frame, column rules, rows.
pub(crate) fn draw_body(pen: &Pen, page: &mut PlacedPage, layout: &Layout, body: Rect, blocks: &[Block], note: Option<&str>) {
    let [x, y, w, h] = body;
    let columns = &layout.table.columns;
    page.frame([x, y, w, h], layout.style.rule, Colour::INK);
    let mut top = y + layout.table.gap / 2;
    let edges = [columns.hts, columns.weight, columns.quantity, columns.value, columns.rate, columns.dollars, columns.cents].map(|column| column[0]);
    // From where each column's rule has still to be drawn.
    let mut drawn_to = edges.map(|_| y);
    for block in blocks {
        for row in block {
            for (edge, from) in edges.iter().zip(&mut drawn_to).filter(|(edge, _)| **edge > columns.hts[0] && **edge < row.spans_to) {
                if top > *from + layout.table.gap {
                    page.rule((*edge, *from), (*edge, top), layout.style.rule, Colour::INK);
                }
                *from = top + row.height + pt(1);
            }
            for cell in &row.cells {
                pen.put(page, (cell.x, top + cell.y), cell.style, &cell.text);
            }
            top += row.height;
        }
        top += layout.table.gap;
    }
    for (edge, from) in edges.iter().zip(drawn_to) {
        page.rule((*edge, from), (*edge, y + h), layout.style.rule, Colour::INK);
    }
    if let Some(note) = note {
        pen.put(page, (columns.hts[0] + layout.style.inset, y + h - pt(4)), Style::new(layout.table.value_size).bold(), note);
    }
}
