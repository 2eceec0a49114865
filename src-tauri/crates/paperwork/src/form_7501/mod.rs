//! CBP Form 7501, Entry Summary: one small drawing engine, and an edition of the form as data.

pub(crate) mod fields;
mod layout;
mod sheet;
mod table;

pub use fields::missing_blocks;
pub use layout::Edition;

use crate::fonts::Weight;
use crate::page::{Align, Colour, Document, Pen, PlacedPage, Style};
use crate::units::{Length, pt};
use crate::wrap::fit;
use chrono::{DateTime, NaiveDate, Utc};
use customs::EntrySummary;
use layout::Layout;
use sheet::SEE_CONTINUATION;
use table::{Rows, draw_body, paginate};

/// What a paper rests on, printed at its foot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Somebody checked that the law did not change up to this day.
    pub law_verified_through: NaiveDate,
    /// The rulebook's content hash and edition.
    pub rulebook_version: String,
    /// The newest link of the desk's journal.
    pub journal_head: String,
    /// The paper's own date, never the clock's.
    pub prepared_at: DateTime<Utc>,
}

/// The entry on the current edition of the form.
///
/// Refused, with issues and without pages, where the figures of the entry do not agree with one another.
pub fn form_7501(entry: &EntrySummary, stamp: &Stamp) -> Document {
    form_7501_edition(Edition::default(), entry, stamp)
}

/// The entry on an edition of the form; see [`form_7501`].
pub fn form_7501_edition(edition: Edition, entry: &EntrySummary, stamp: &Stamp) -> Document {
    let mut document = Document {
        title: format!("Entry summary {}", entry.number),
        author: entry.broker.name.clone(),
        pages: Vec::new(),
        issues: entry.disagreements(),
        outline: Vec::new(),
        prepared_at: stamp.prepared_at,
    };
    if entry.lines.is_empty() {
        document.issues.push("the entry has no lines; add the goods before it is printed".to_owned());
    }
    for line in entry.lines.iter().filter(|line| line.rows.is_empty()) {
        document.issues.push(format!("line {:03} has no tariff number (block 33); classify the goods before the entry is printed", line.number));
    }
    if !document.issues.is_empty() {
        return document;
    }
    match edition.layout() {
        Err(why) => document.issues.push(why),
        Ok(layout) => {
            let mut pen = Pen::new();
            document.pages = draw(&mut pen, layout, entry, stamp);
            document.issues = pen.issues;
        }
    }
    document
}

fn draw(pen: &mut Pen, layout: &Layout, entry: &EntrySummary, stamp: &Stamp) -> Vec<PlacedPage> {
    let mut first = PlacedPage::letter();
    sheet::draw_titles(pen, &mut first, layout, true);
    let mut carried = sheet::draw_boxes(pen, &mut first, layout, entry, true);
    carried.extend(sheet::draw_fees(pen, &mut first, layout, &layout.fees, entry));
    sheet::draw_declaration(pen, &mut first, layout, &layout.declaration, entry);

    let mut rows = Rows { pen, layout };
    let blocks = rows.of_entry(entry);
    let carried = rows.of_carried(&carried);
    let (body, following) = (layout.table.body, layout.table.continuation_body);
    let gap = layout.table.gap;
    let note = pt(14);
    let mut sheets = paginate(&blocks, gap, body[3], following[3], note);
    if !carried.is_empty() {
        // What found no room in its box follows the lines on a continuation sheet.
        if sheets.len() > 1 {
            sheets = paginate(&[blocks, carried].concat(), gap, body[3], following[3], note);
        } else {
            sheets.extend(paginate(&carried, gap, following[3], following[3], note));
        }
    }
    let count = sheets.len();
    let mut pages = Vec::with_capacity(count);
    let mut first = Some(first);
    for (index, blocks) in sheets.into_iter().enumerate() {
        let (mut page, body) = match first.take() {
            Some(page) => (page, layout.table.body),
            None => (continuation(pen, layout, entry), layout.table.continuation_body),
        };
        let down = if index == 0 { layout.table.body[1] - heads_height(layout) } else { layout.table.continuation_heads };
        for head in &layout.table.head {
            sheet::draw_label(pen, &mut page, layout, head, down);
        }
        let note = (index + 1 < count).then_some(SEE_CONTINUATION);
        draw_body(pen, &mut page, layout, body, &blocks, note);
        outline(&mut page, layout, index == 0);
        foot(pen, &mut page, layout, entry, stamp, (index + 1, count));
        pages.push(page);
    }
    pages
}

fn heads_height(layout: &Layout) -> Length {
    layout.table.head.iter().map(|head| head.rect[1] + head.rect[3]).max().unwrap_or_default()
}

fn continuation(pen: &mut Pen, layout: &Layout, entry: &EntrySummary) -> PlacedPage {
    let mut page = PlacedPage::letter();
    sheet::draw_titles(pen, &mut page, layout, false);
    // What does not fit here stands in full on the first sheet or after the lines.
    let _ = sheet::draw_boxes(pen, &mut page, layout, entry, false);
    page
}

/// The heavier frame around everything.
fn outline(page: &mut PlacedPage, layout: &Layout, first: bool) {
    let boxes = if first { &layout.r#box } else { &layout.continuation };
    let body = if first { layout.table.body } else { layout.table.continuation_body };
    let framed = || boxes.iter().filter(|b| b.frame).map(|b| b.rect).chain([body]);
    let left = framed().map(|r| r[0]).min().unwrap_or_default();
    let top = framed().map(|r| r[1]).min().unwrap_or_default();
    let right = framed().map(|r| r[0] + r[2]).max().unwrap_or_default();
    let bottom = framed().map(|r| r[1] + r[3]).max().unwrap_or_default();
    page.frame([left, top, right - left, bottom - top], layout.style.frame, Colour::INK);
}

fn foot(pen: &Pen, page: &mut PlacedPage, layout: &Layout, entry: &EntrySummary, stamp: &Stamp, (number, count): (usize, usize)) {
    let [left, _, width, _] = layout.table.body;
    let (base, size) = (layout.foot.top, layout.foot.size);
    pen.put(page, (left, base), Style::new(size).bold(), &layout.form);
    let file = pen.fonts.printable(&entry.file_number).0;
    if !file.trim().is_empty() {
        let fitted = fit(pen.fonts, &format!("File {}", file.trim()), Weight::Regular, size, pt(5), (pt(300), pt(10)), 1);
        if let Some(fitted) = fitted {
            pen.put(page, (left + width / 2, base), Style::new(fitted.size).align(Align::Centre), fitted.lines.first().map_or("", String::as_str));
        }
    }
    pen.put(page, (left + width, base), Style::new(size).align(Align::Right), &format!("Page {number} of {count}"));
    let prepared = stamp.prepared_at.format("%Y-%m-%d %H:%M UTC");
    let notes = [
        format!("Prepared {prepared} with Entrydesk. Law verified through {}. Rulebook {}", stamp.law_verified_through, stamp.rulebook_version),
        format!("Journal head {}", stamp.journal_head),
    ];
    let mut base = base + pt(9);
    for note in notes {
        let note = pen.fonts.printable(&note).0;
        for line in crate::wrap::wrap(pen.fonts, &note, Weight::Regular, layout.foot.note_size, width) {
            pen.put(page, (left, base), Style::new(layout.foot.note_size).muted(), &line);
            base += crate::wrap::leading(layout.foot.note_size);
        }
    }
}
