//! CBP Form 7501, Entry Summary: one small drawing engine, and an edition of the form as data.

pub(crate) mod fields;
mod layout;
mod parts;
mod table;

pub use fields::{missing_blocks, missing_blocks_in};
pub use layout::Edition;
pub(crate) use table::is_chapter_98_or_99;

use crate::forms::Stamp;
use crate::forms::body::{self, paginate};
use crate::forms::draw::{Filled, Foot, foot};
use crate::forms::sheet::{self, SEE_CONTINUATION, SEE_FIRST};
use crate::page::{Colour, Document, Pen, PlacedPage};
use crate::units::{Length, pt};
use customs::EntrySummary;
use layout::Layout;
use table::Rows;

/// The entry on the current edition of the form.
///
/// Refused, with issues and without pages, where the figures of the entry do not agree with one another.
pub fn form_7501(entry: &EntrySummary, stamp: &Stamp) -> Document {
    form_7501_edition(Edition::default(), entry, stamp)
}

/// Why an entry cannot be drawn at all: sums that disagree, nothing to declare.
pub(crate) fn hindrances(entry: &EntrySummary) -> Vec<String> {
    let mut hindrances = entry.disagreements();
    if entry.lines.is_empty() {
        hindrances.push("the entry has no lines; add the goods before it is printed".to_owned());
    }
    for line in entry.lines.iter().filter(|line| line.rows.is_empty()) {
        hindrances.push(format!("line {:03} has no tariff number (block 33); classify the goods before the entry is printed", line.number));
    }
    hindrances
}

/// The entry on an edition of the form; see [`form_7501`].
pub fn form_7501_edition(edition: Edition, entry: &EntrySummary, stamp: &Stamp) -> Document {
    let mut document = Document {
        title: format!("Entry summary {}", entry.number),
        author: entry.broker.name.clone(),
        pages: Vec::new(),
        issues: hindrances(entry),
        outline: Vec::new(),
        prepared_at: stamp.prepared_at,
    };
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
    let values = |field: &str| fields::value(entry, field);
    let style = &layout.style;
    let mut first = PlacedPage::letter();
    sheet::draw_titles(pen, &mut first, &layout.text, true);
    let mut carried = sheet::draw_boxes(pen, &mut first, style, &layout.r#box, &values, SEE_CONTINUATION);
    carried.extend(parts::draw_fees(pen, &mut first, layout, &layout.fees, entry));
    parts::draw_declaration(pen, &mut first, layout, &layout.declaration, entry);

    let columns = &layout.table.columns;
    let right = columns.cents[0] + columns.cents[1];
    let blocks = Rows { pen, layout }.of_entry(entry);
    let carried = body::of_carried(pen, &carried, (columns.hts[0], right), style.inset, layout.table.value_size);
    let (first_body, following) = (layout.table.body, layout.table.continuation_body);
    let gap = layout.table.gap;
    let note = pt(14);
    let mut sheets = paginate(&blocks, gap, first_body[3], following[3], note);
    if !carried.is_empty() {
        // What found no room in its box follows the lines on a continuation sheet.
        if sheets.len() > 1 {
            sheets = paginate(&[blocks, carried].concat(), gap, first_body[3], following[3], note);
        } else {
            sheets.extend(paginate(&carried, gap, following[3], following[3], note));
        }
    }
    let edges = [columns.hts, columns.weight, columns.quantity, columns.value, columns.rate, columns.dollars, columns.cents].map(|column| column[0]);
    let ruling =
        body::Ruling { edges: &edges, fixed: columns.hts[0], rule: style.rule, gap, note_at: columns.hts[0] + style.inset, note_size: layout.table.value_size };
    let filled = Filled { values: &values, rows: &[], remarks: &[], open: None, file_number: &entry.file_number, stamp };
    let at_foot = Foot { form: &layout.form, top: layout.foot.top, size: layout.foot.size, note_size: layout.foot.note_size };
    let count = sheets.len();
    let mut pages = Vec::with_capacity(count);
    let mut first = Some(first);
    for (index, blocks) in sheets.into_iter().enumerate() {
        let (mut page, place) = match first.take() {
            Some(page) => (page, first_body),
            None => (continuation(pen, layout, entry), following),
        };
        let down = if index == 0 { first_body[1] - heads_height(layout) } else { layout.table.continuation_heads };
        for head in &layout.table.head {
            sheet::draw_label(pen, &mut page, style, head, down);
        }
        let note = (index + 1 < count).then_some(SEE_CONTINUATION);
        body::draw(pen, &mut page, &ruling, place, &blocks, note);
        outline(&mut page, layout, index == 0);
        foot(pen, &mut page, &at_foot, &filled, (index + 1, count), &[]);
        pages.push(page);
    }
    pages
}

fn heads_height(layout: &Layout) -> Length {
    layout.table.head.iter().map(|head| head.rect[1] + head.rect[3]).max().unwrap_or_default()
}

fn continuation(pen: &mut Pen, layout: &Layout, entry: &EntrySummary) -> PlacedPage {
    let mut page = PlacedPage::letter();
    sheet::draw_titles(pen, &mut page, &layout.text, false);
    // What does not fit here stands in full on the first sheet or after the lines.
    let _ = sheet::draw_boxes(pen, &mut page, &layout.style, &layout.continuation, &|field| fields::value(entry, field), SEE_FIRST);
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
