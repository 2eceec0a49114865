//! The body of a form: rows of cells under column rules, divided into sheets.

use crate::fonts::Weight;
use crate::forms::layout::Rect;
use crate::page::{Align, Colour, Pen, PlacedPage, Style};
use crate::units::{Length, hundredths, pt};
use crate::wrap::{fit, leading, wrap};

/// One text in a row; `y` counts from the top of the row to the base line.
#[derive(Clone)]
pub(crate) struct Cell {
    pub x: Length,
    pub y: Length,
    pub style: Style,
    pub text: String,
}

impl Cell {
    /// Where the room it takes ends, counted from the top of the row.
    fn foot(&self) -> Length {
        self.y + hundredths(180)
    }
}

/// Texts that must not be torn apart.
#[derive(Clone, Default)]
pub(crate) struct Row {
    pub height: Length,
    pub cells: Vec<Cell>,
    /// A text runs over the columns up to here: their rules stop for it.
    pub spans_to: Length,
    /// A hair line stands above it.
    pub ruled: bool,
    /// It lies on a tinted ground.
    pub tinted: bool,
}

/// The rows of one line of goods.
pub(crate) type Block = Vec<Row>;

fn height(block: &[Row]) -> Length {
    block.iter().map(|row| row.height).sum()
}

/// How a table's texts are set.
#[derive(Clone, Copy)]
pub(crate) struct Setting {
    pub size: Length,
    pub smallest: Length,
    pub inset: Length,
    /// Height of an empty sheet's body: no row may be higher.
    pub highest: Length,
    /// Texts break between words at full size before they shrink.
    pub breaks: bool,
}

/// What stands in one column of a row.
pub(crate) struct Text {
    /// Left edge and width of the column.
    pub column: [Length; 2],
    pub align: Align,
    pub weight: Weight,
    pub text: String,
}

/// A row of cells; each part of a cell stands on one line where it can, else it is wrapped.
pub(crate) fn row(pen: &mut Pen, setting: Setting, place: &str, texts: Vec<Text>) -> Row {
    let Setting { inset, size, smallest, .. } = setting;
    let mut row = Row { height: leading(size), ..Row::default() };
    for Text { column: [x, w], align, weight, text } in texts {
        let width = w - inset * 2;
        let at = match align {
            Align::Left => x + inset,
            Align::Centre => x + w / 2,
            Align::Right => x + w - inset,
        };
        let mut y = size;
        let text = pen.printable(place, &text);
        let most = if setting.breaks { usize::MAX } else { 1 };
        for part in text.split('\n').map(str::trim).filter(|part| !part.is_empty()) {
            let (lines, fitted) = match fit(pen.fonts, part, weight, size, smallest, (width, leading(size).max(setting.highest)), most) {
                Some(fitted) => (fitted.lines, fitted.size),
                None => (wrap(pen.fonts, part, weight, smallest, width), smallest),
            };
            for line in lines {
                let style = Style::new(fitted).align(align);
                let cell = Cell { x: at, y, style: if weight == Weight::Bold { style.bold() } else { style }, text: line };
                row.height = row.height.max(cell.foot());
                row.cells.push(cell);
                y += leading(fitted);
            }
        }
    }
    if row.height > setting.highest {
        pen.issues.push(format!("{place}: a text in the columns is too long to be printed; shorten the rate, quantity or number"));
    }
    row
}

/// Lets a text of the first row run on beside the rows below where their columns leave it room, an address beside the goods, so that
/// those rows follow one another closely.
pub(crate) fn close_up(block: &mut Block) {
    let Some((first, below)) = block.split_first_mut().filter(|(_, below)| !below.is_empty()) else { return };
    let shared: Vec<Length> = below.iter().flat_map(|row| &row.cells).map(|cell| cell.x).collect();
    let (own, mut beside): (Vec<Cell>, Vec<Cell>) = std::mem::take(&mut first.cells).into_iter().partition(|cell| shared.contains(&cell.x));
    first.height = own.iter().map(Cell::foot).max().unwrap_or_else(|| beside.iter().map(Cell::foot).min().unwrap_or(first.height));
    first.cells = own;
    let last = block.len() - 1;
    for (n, row) in block.iter_mut().enumerate() {
        let (here, further): (Vec<Cell>, Vec<Cell>) = beside.into_iter().partition(|cell| n == last || cell.foot() <= row.height);
        row.height = here.iter().map(Cell::foot).max().map_or(row.height, |foot| foot.max(row.height));
        // Whoever copies the text out reads them first: they stand further left.
        row.cells.splice(0..0, here);
        beside = further.into_iter().map(|cell| Cell { y: cell.y - row.height, ..cell }).collect();
    }
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

/// How a body is ruled.
pub(crate) struct Ruling<'a> {
    /// Left edges of the columns.
    pub edges: &'a [Length],
    /// Rules up to here give way to no text.
    pub fixed: Length,
    pub rule: Length,
    pub gap: Length,
    /// Where the note at the foot begins, and its size.
    pub note_at: Length,
    pub note_size: Length,
}

/// Draws the body: outer frame, column rules, rows.
pub(crate) fn draw(pen: &Pen, page: &mut PlacedPage, ruling: &Ruling<'_>, [x, y, w, h]: Rect, blocks: &[Block], note: Option<&str>) {
    let mut top = y + ruling.gap / 2;
    // Grounds lie under everything else.
    for row in blocks.iter().flat_map(|block| block.iter().map(Some).chain([None])) {
        match row {
            Some(row) => {
                if row.tinted {
                    page.fill([x, top - ruling.gap / 2, w, row.height + ruling.gap / 2], Colour::TINT);
                }
                top += row.height;
            }
            None => top += ruling.gap,
        }
    }
    page.frame([x, y, w, h], ruling.rule, Colour::INK);
    top = y + ruling.gap / 2;
    // From where each column's rule has still to be drawn.
    let mut drawn_to = vec![y; ruling.edges.len()];
    for block in blocks {
        for row in block {
            if row.ruled {
                page.rule((x, top - ruling.gap / 2), (x + w, top - ruling.gap / 2), ruling.rule / 2, Colour::HAIR);
            }
            for (edge, from) in ruling.edges.iter().zip(&mut drawn_to).filter(|(edge, _)| **edge > ruling.fixed && **edge < row.spans_to) {
                if top > *from + ruling.gap {
                    page.rule((*edge, *from), (*edge, top), ruling.rule, Colour::INK);
                }
                *from = top + row.height + pt(1);
            }
            for cell in &row.cells {
                pen.put(page, (cell.x, top + cell.y), cell.style, &cell.text);
            }
            top += row.height;
        }
        top += ruling.gap;
    }
    // Below a text that runs over all columns there are none any more.
    let spanned = blocks.last().and_then(|block| block.last()).map_or(Length::ZERO, |row| row.spans_to);
    let open = |edge: Length| edge > x && !(edge > ruling.fixed && edge < spanned && spanned >= x + w);
    for (edge, from) in ruling.edges.iter().zip(drawn_to).filter(|(edge, _)| open(**edge)) {
        page.rule((*edge, from), (*edge, y + h), ruling.rule, Colour::INK);
    }
    if let Some(note) = note {
        let width = pen.fonts.width(note, Weight::Bold, ruling.note_size);
        page.fill([ruling.note_at - pt(1), y + h - pt(4) - ruling.note_size, width + pt(2), ruling.note_size + pt(3)], Colour::PAPER);
        pen.put(page, (ruling.note_at, y + h - pt(4)), Style::new(ruling.note_size).bold(), note);
    }
}

/// A text too long for its box.
pub(crate) struct Carried {
    /// The heading it stands under: `Continued: 29. Ultimate Consignee`.
    pub heading: String,
    /// All of it.
    pub text: String,
}

/// Texts that found no room in their box on the first sheet, as rows across all columns.
pub(crate) fn of_carried(pen: &Pen, carried: &[Carried], (left, right): (Length, Length), inset: Length, size: Length) -> Vec<Block> {
    carried
        .iter()
        .map(|carried| {
            let heading = Cell { x: left + inset, y: pt(7), style: Style::new(pt(7)).muted(), text: carried.heading.clone() };
            // These lines are no columns: the rules stop for all of them.
            let mut rows = vec![Row { height: leading(pt(7)), cells: vec![heading], spans_to: right, ..Row::default() }];
            for text in wrap(pen.fonts, &carried.text, Weight::Regular, size, right - left - inset * 2) {
                let cell = Cell { x: left + inset, y: size, style: Style::new(size), text };
                rows.push(Row { height: leading(size), cells: vec![cell], spans_to: right, ..Row::default() });
            }
            rows
        })
        .collect()
}
