//! Running text on pages: headings, paragraphs, facts and tables, with page breaks where they belong.

use crate::fonts::Weight;
use crate::page::{Align, Colour, Pen, PlacedPage, Style};
use crate::units::{Length, hundredths, pt};
use crate::wrap::{leading, wrap};

const LEFT: Length = pt(50);
const RIGHT: Length = pt(562);
const TOP: Length = pt(58);
const BOTTOM: Length = pt(728);
/// Room for text from margin to margin.
pub(crate) const WIDTH: Length = pt(512);

/// The beginning of a table or a paragraph.
pub(crate) const A_FEW_LINES: Length = pt(60);
/// A heading with its facts and the beginning of its table.
pub(crate) const A_HEADING: Length = pt(160);

/// Body text.
pub(crate) const BODY: Style = Style::new(pt(9));
/// Table text.
pub(crate) const SMALL: Style = Style::new(pt(8));
/// Notes and citations.
pub(crate) const NOTE: Style = Style::new(hundredths(725)).muted();

/// A text in a cell, with its style.
pub(crate) type Part = (Style, String);

/// A table's column.
pub(crate) struct Column {
    pub title: &'static str,
    pub width: Length,
    pub align: Align,
}

impl Column {
    pub const fn left(title: &'static str, width: i32) -> Self {
        Self { title, width: pt(width), align: Align::Left }
    }
    pub const fn right(title: &'static str, width: i32) -> Self {
        Self { title, width: pt(width), align: Align::Right }
    }
}

/// A table's row: parts below one another in each cell.
pub(crate) type Row = Vec<Vec<Part>>;

/// One plain cell.
pub(crate) fn cell(text: impl Into<String>) -> Vec<Part> {
    vec![(SMALL, text.into())]
}

/// Pages being filled from the top.
pub(crate) struct Flow {
    pub pen: Pen,
    pages: Vec<PlacedPage>,
    page: PlacedPage,
    y: Length,
    /// Sections and the pages they begin on.
    pub outline: Vec<(String, usize)>,
}

impl Flow {
    pub fn new() -> Self {
        Self { pen: Pen::new(), pages: Vec::new(), page: PlacedPage::letter(), y: TOP, outline: Vec::new() }
    }

    /// Goes to a new page unless `height` is left on this one.
    pub fn need(&mut self, height: Length) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.break_page();
        }
    }

    pub fn break_page(&mut self) {
        self.pages.push(std::mem::replace(&mut self.page, PlacedPage::letter()));
        self.y = TOP;
    }

    pub fn space(&mut self, height: Length) {
        self.y += height;
    }

    /// A section that readers find in the outline, with room for `what_follows` after it.
    pub fn section(&mut self, title: &str, what_follows: Length) {
        self.need(what_follows + pt(44));
        if self.y > TOP {
            self.space(pt(18));
        }
        self.outline.push((title.to_owned(), self.pages.len() + 1));
        self.line_of(title, Style::new(pt(13)).bold());
        self.page.rule((LEFT, self.y + pt(1)), (RIGHT, self.y + pt(1)), hundredths(80), Colour::INK);
        self.space(pt(9));
    }

    /// A heading inside a section, with something at the right end of its line.
    pub fn heading(&mut self, title: &str, at_right: &str) {
        self.need(A_HEADING);
        self.space(pt(10));
        let at_right = self.pen.printable("the report", at_right);
        let taken = self.pen.fonts.width(&at_right, Weight::Bold, pt(9)) + pt(12);
        let title = self.pen.printable("the report", title);
        let lines = wrap(self.pen.fonts, &title, Weight::Bold, hundredths(1050), WIDTH - taken);
        let first = self.y + hundredths(1050);
        self.pen.put(&mut self.page, (RIGHT, first), Style::new(pt(9)).bold().align(Align::Right), &at_right);
        for line in lines {
            self.line_of(&line, Style::new(hundredths(1050)).bold());
        }
        self.space(pt(3));
    }

    pub fn paragraph(&mut self, text: &str, style: Style) {
        self.indented(text, style, Length::ZERO);
    }

    /// A paragraph that begins further right.
    pub fn indented(&mut self, text: &str, style: Style, indent: Length) {
        let text = self.pen.printable("the report", text);
        for line in wrap(self.pen.fonts, &text, style.weight, style.size, WIDTH - indent) {
            self.need(leading(style.size));
            let base = self.y + style.size;
            self.pen.put(&mut self.page, (LEFT + indent, base), style, &line);
            self.y += leading(style.size) + pt(1);
        }
        self.space(pt(2));
    }

    fn line_of(&mut self, text: &str, style: Style) {
        self.need(leading(style.size));
        let base = self.y + style.size;
        self.pen.put(&mut self.page, (LEFT, base), style, text);
        self.y += leading(style.size);
    }

    /// Labels and values in two columns; empty values are left out.
    pub fn facts(&mut self, facts: &[(&str, String)]) {
        let half = WIDTH / 2;
        let label_width = pt(88);
        let fonts = self.pen.fonts;
        let facts: Vec<(&str, Vec<String>)> = facts
            .iter()
            .map(|(label, value)| (*label, self.pen.printable(&format!("the report, {label}"), value)))
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(label, value)| (label, wrap(fonts, &value, Weight::Regular, BODY.size, half - label_width - pt(10))))
            .collect();
        for pair in facts.chunks(2) {
            let lines = pair.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
            let step = leading(BODY.size) + hundredths(50);
            let height = step * i32::try_from(lines).unwrap_or(1);
            self.need(height);
            for (side, (label, lines)) in (0i32..).zip(pair) {
                let x = LEFT + half * side;
                self.pen.put(&mut self.page, (x, self.y + BODY.size), SMALL.muted(), label);
                let mut base = self.y + BODY.size;
                for line in lines {
                    self.pen.put(&mut self.page, (x + label_width, base), BODY, line);
                    base += step;
                }
            }
            self.y += height;
        }
        self.space(pt(4));
    }

    /// A table with its head repeated on every page; a row is torn only where no page could hold it.
    pub fn table(&mut self, columns: &[Column], rows: &[Row]) {
        if rows.is_empty() {
            return;
        }
        self.need(pt(44));
        self.table_head(columns);
        for row in rows {
            let lines = self.wrapped(columns, row);
            let heights: Vec<Length> = lines.iter().map(|cell| cell.iter().map(|(style, _)| leading(style.size)).sum()).collect();
            let height = heights.iter().copied().max().unwrap_or_default() + pt(5);
            if self.y + height > BOTTOM {
                if self.y > TOP + pt(24) {
                    self.break_page();
                    self.table_head(columns);
                }
                if self.y + height > BOTTOM {
                    self.tall_row(columns, lines);
                    continue;
                }
            }
            self.draw_row(columns, &lines);
            self.y += height;
            self.page.rule((LEFT, self.y - pt(1)), (RIGHT, self.y - pt(1)), hundredths(40), Colour::HAIR);
        }
        self.space(pt(5));
    }

    fn table_head(&mut self, columns: &[Column]) {
        self.page.fill([LEFT, self.y, RIGHT - LEFT, pt(13)], Colour::TINT);
        let mut x = LEFT;
        for column in columns {
            let at = anchor(x, column);
            self.pen.put(&mut self.page, (at, self.y + hundredths(930)), Style::new(pt(7)).bold().align(column.align), column.title);
            x += column.width;
        }
        self.y += pt(15);
    }

    fn wrapped(&mut self, columns: &[Column], row: &Row) -> Vec<Vec<Part>> {
        columns
            .iter()
            .zip(row)
            .map(|(column, parts)| {
                let mut lines = Vec::new();
                for (style, text) in parts {
                    let text = self.pen.printable("the report", text);
                    let width = column.width - pt(8);
                    lines.extend(wrap(self.pen.fonts, text.trim(), style.weight, style.size, width).into_iter().map(|line| (style.align(column.align), line)));
                }
                lines
            })
            .collect()
    }

    fn draw_row(&mut self, columns: &[Column], lines: &[Vec<Part>]) {
        let mut x = LEFT;
        for (column, cell) in columns.iter().zip(lines) {
            let mut y = self.y;
            for (style, line) in cell {
                self.pen.put(&mut self.page, (anchor(x, column), y + style.size), *style, line);
                y += leading(style.size);
            }
            x += column.width;
        }
    }

    /// A row higher than a page, a page at a time.
    fn tall_row(&mut self, columns: &[Column], mut lines: Vec<Vec<Part>>) {
        while lines.iter().any(|cell| !cell.is_empty()) {
            let room = BOTTOM - self.y;
            let fits = usize::try_from(room.in_hundredths() / leading(pt(9)).in_hundredths().max(1)).unwrap_or(0).max(1);
            let rest: Vec<Vec<Part>> = lines.iter_mut().map(|cell| cell.split_off(fits.min(cell.len()))).collect();
            self.draw_row(columns, &lines);
            lines = rest;
            if lines.iter().any(|cell| !cell.is_empty()) {
                self.break_page();
                self.table_head(columns);
            } else {
                self.y = BOTTOM;
            }
        }
    }

    /// Finished pages with the running head and foot.
    pub fn finish(mut self, title: &str, foot: [&str; 2]) -> (Vec<PlacedPage>, Vec<String>, Vec<(String, usize)>) {
        self.break_page();
        let title = self.pen.printable("the report", title);
        let foot = foot.map(|text| self.pen.printable("the report", text));
        let count = self.pages.len();
        for (number, page) in (1usize..).zip(&mut self.pages) {
            if number > 1 {
                let room = crate::wrap::wrap(self.pen.fonts, &title, Weight::Regular, pt(8), WIDTH);
                self.pen.put(page, (LEFT, pt(38)), Style::new(pt(8)).muted(), room.first().map_or("", String::as_str));
                page.rule((LEFT, pt(44)), (RIGHT, pt(44)), hundredths(40), Colour::HAIR);
            }
            page.rule((LEFT, pt(742)), (RIGHT, pt(742)), hundredths(40), Colour::HAIR);
            self.pen.put(page, (RIGHT, pt(754)), Style::new(pt(8)).align(Align::Right), &format!("Page {number} of {count}"));
            let mut base = pt(754);
            for text in &foot {
                for line in wrap(self.pen.fonts, text, Weight::Regular, hundredths(650), WIDTH - pt(70)) {
                    self.pen.put(page, (LEFT, base), Style::new(hundredths(650)).muted(), &line);
                    base += pt(8);
                }
            }
        }
        (self.pages, self.pen.issues, self.outline)
    }
}

fn anchor(x: Length, column: &Column) -> Length {
    match column.align {
        Align::Left => x + pt(4),
        Align::Centre => x + column.width / 2,
        Align::Right => x + column.width - pt(4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_longer_than_a_page_is_printed_whole() {
        let mut flow = Flow::new();
        let words: Vec<String> = (0..4000).map(|n| format!("w{n}")).collect();
        flow.table(&[Column::left("Text", 200), Column::right("Other", 100)], &[vec![cell(words.join(" ")), cell("1")]]);
        let (pages, issues, _) = flow.finish("Long", ["a", "b"]);
        let text: Vec<&str> = pages.iter().flat_map(PlacedPage::texts).flat_map(|run| run.text.split(' ')).collect();
        assert!(pages.len() > 1 && issues.is_empty());
        assert!(words.iter().all(|word| text.contains(&word.as_str())));
        assert!(pages.iter().flat_map(PlacedPage::texts).all(|run| run.y <= pt(780)));
    }
}
