//! The lines of an entry as rows of the form's table, and their division into sheets.

use super::fields;
use super::layout::{Columns, Layout};
use crate::fonts::Weight;
use crate::forms::body::{self, Block, Cell, Row, Setting, Text};
use crate::page::{Align, Pen, Style};
use crate::units::{Length, pt};
use crate::wrap::{leading, wrap};
use customs::{Decimal, EntryLine, EntrySummary, EntryTariffRow, LineFee};

/// Makes rows out of lines.
pub(crate) struct Rows<'a> {
    pub pen: &'a mut Pen,
    pub layout: &'a Layout,
}

impl Rows<'_> {
    /// Every line of the entry, and its totals.
    pub fn of_entry(&mut self, entry: &EntrySummary) -> Vec<Block> {
        let multi = |text: &str| text.trim().eq_ignore_ascii_case("MULTI");
        let (origins, makers) = (multi(&entry.origin), multi(&entry.manufacturer_id));
        let mut blocks: Vec<Block> = entry.lines.iter().map(|line| self.of_line(line, origins, makers)).collect();
        blocks.push(vec![self.totals(entry)]);
        blocks
    }

    /// How far the columns' rules must give way to a text.
    fn end_of(&self, cell: &Cell) -> Length {
        cell.x + self.pen.fonts.width(&cell.text, cell.style.weight, cell.style.size) + pt(2)
    }

    fn of_line(&mut self, line: &EntryLine, origins: bool, makers: bool) -> Block {
        let columns = &self.layout.table.columns;
        let (inset, size) = (self.layout.style.inset, self.layout.table.value_size);
        let place = format!("line {:03}", line.number);
        let description = self.pen.printable(&format!("{place}, description"), &line.description);
        let width = columns.hts[1] + columns.weight[1] + columns.quantity[1] - inset * 2;
        let mut rows: Block = wrap(self.pen.fonts, description.trim(), Weight::Regular, size, width)
            .into_iter()
            .map(|text| {
                let cell = Cell { x: columns.hts[0] + inset, y: size, style: Style::new(size), text };
                Row { height: leading(size), spans_to: self.end_of(&cell), cells: vec![cell], ..Row::default() }
            })
            .collect();
        if rows.is_empty() {
            rows.push(Row { height: leading(size), ..Row::default() });
        }
        if makers && !line.manufacturer_id.trim().is_empty() {
            let text = self.pen.printable(&place, &format!("MID {}", line.manufacturer_id.trim()));
            let cell = Cell { x: columns.hts[0] + inset, y: size, style: Style::new(size), text };
            rows.push(Row { height: leading(size), spans_to: self.end_of(&cell), cells: vec![cell], ..Row::default() });
        }
        let primary = line.rows.iter().position(|row| !is_chapter_98_or_99(&row.hts)).unwrap_or(line.rows.len().saturating_sub(1));
        for (i, tariff) in line.rows.iter().enumerate() {
            let row = self.of_tariff(&place, tariff, (i == primary).then_some(line));
            rows.push(row);
        }
        for fee in &line.fees {
            let row = self.of_fee(&place, fee);
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
        let (dollars, cents) = split_amount(tariff.duty);
        // The parts of a column stand below one another: number and case, weight and packages, value, charges and relationship.
        let hts = goods.map_or_else(|| tariff.hts.clone(), |line| format!("{}\n{}", tariff.hts, line.adcvd_case));
        let quantities = std::iter::once(&tariff.net_quantity).chain(&tariff.further_quantities).map(String::as_str).collect::<Vec<_>>().join("\n");
        let mut cells = vec![
            (columns.hts, Align::Left, hts),
            (columns.quantity, Align::Right, quantities),
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

    /// A fee of the line: class and name, rate, amount.
    fn of_fee(&mut self, place: &str, fee: &LineFee) -> Row {
        let columns: &Columns = &self.layout.table.columns;
        let (dollars, cents) = split_amount(fee.amount);
        let name = [columns.hts[0], columns.hts[1] + columns.weight[1] + columns.quantity[1]];
        let mut row = self.row(
            place,
            vec![
                (name, Align::Left, format!("{} {}", fee.class, fee.name)),
                (columns.rate, Align::Right, fee.rate.clone()),
                (columns.dollars, Align::Right, dollars),
                (columns.cents, Align::Right, cents),
            ],
        );
        row.spans_to = row.cells.first().map(|cell| self.end_of(cell)).unwrap_or_default();
        row
    }

    fn totals(&mut self, entry: &EntrySummary) -> Row {
        let columns: &Columns = &self.layout.table.columns;
        let (dollars, cents) = split_amount(entry.duty);
        self.row(
            "the totals",
            vec![
                (columns.hts, Align::Left, "Totals for Invoice".to_owned()),
                (columns.value, Align::Right, fields::whole(entry.total_entered_value)),
                (columns.dollars, Align::Right, dollars),
                (columns.cents, Align::Right, cents),
            ],
        )
    }

    fn row(&mut self, place: &str, texts: Vec<([Length; 2], Align, String)>) -> Row {
        let texts = texts.into_iter().map(|(column, align, text)| Text { column, align, weight: Weight::Regular, text }).collect();
        let (style, table) = (&self.layout.style, &self.layout.table);
        let setting = Setting { size: table.value_size, smallest: table.smallest, inset: style.inset, highest: table.body[3], breaks: false };
        body::row(self.pen, setting, place, texts)
    }
}

/// Dollars and cents, each for its column.
fn split_amount(amount: Decimal) -> (String, String) {
    let text = customs::money::plain(customs::money::cents(amount));
    text.split_once('.').map_or_else(|| (text.clone(), "00".to_owned()), |(dollars, cents)| (dollars.to_owned(), cents.to_owned()))
}

pub(crate) fn is_chapter_98_or_99(hts: &str) -> bool {
    // A special program indicator may stand before the number.
    let number = hts.split_whitespace().last().unwrap_or_default();
    number.starts_with("98") || number.starts_with("99")
}
