//! A form filled and drawn: boxes, texts, table, foot; what finds no room runs on over continuation sheets.

use super::body::{self, Ruling};
use super::grid::{self, GridRow};
use super::layout::{FormLayout, MARGIN, Rect};
use super::sheet::{self, SEE_BELOW, SEE_CONTINUATION, SEE_FIRST, Values};
use super::{Stamp, barcode};
use crate::fonts::Weight;
use crate::page::{Align, Colour, Pen, PlacedPage, Style};
use crate::units::{Length, pt};
use crate::wrap::{fit, leading, wrap};

/// What a form is drawn with, beyond its boxes.
pub(crate) struct Filled<'a> {
    pub values: Values<'a>,
    pub rows: &'a [GridRow],
    /// Texts below the rows: assumptions, remarks.
    pub remarks: &'a [String],
    /// What is not filled in and should be, in a sentence for the foot.
    pub open: Option<String>,
    pub file_number: &'a str,
    pub stamp: &'a Stamp,
}

/// The sheets of a form.
pub(crate) fn draw(pen: &mut Pen, layout: &FormLayout, filled: &Filled<'_>) -> Vec<PlacedPage> {
    let style = &layout.style;
    let (width, height) = layout.sheet();
    let sheet = || PlacedPage { width, height, items: Vec::new() };
    let mut first = sheet();
    sheet::draw_titles(pen, &mut first, &layout.text, true);
    let mut carried =
        sheet::draw_boxes(pen, &mut first, style, &layout.r#box, filled.values, if layout.table.is_some() { SEE_BELOW } else { SEE_CONTINUATION });
    for paragraph in &layout.paragraph {
        sheet::draw_paragraph(pen, &mut first, style, paragraph, filled.values);
    }
    if let Some(bars) = &layout.barcode {
        // What has no bars is printed in letters beside them.
        barcode::draw(&mut first, bars.rect, &(filled.values)(&bars.field));
    }
    for remark in filled.remarks {
        carried.push(body::Carried { heading: "Remark".to_owned(), text: pen.printable("a remark", remark) });
    }

    let plain: Rect = [MARGIN, pt(112), width - MARGIN * 2, height - pt(112) - pt(42)];
    let (bodies, gap, head, size) = match &layout.table {
        Some(grid) => ([grid.body, grid.continuation_body], grid.gap, grid.head, grid.value_size),
        None => ([plain, plain], pt(5), Length::ZERO, style.value_size),
    };
    let mut blocks = layout.table.as_ref().map(|grid| grid::blocks(pen, grid, style, filled.rows)).unwrap_or_default();
    blocks.extend(body::of_carried(pen, &carried, (MARGIN, width - MARGIN), style.inset, size));
    let note = pt(14);
    let sheets = match &layout.table {
        Some(_) => body::paginate(&blocks, gap, bodies[0][3] - head, bodies[1][3] - head, note),
        // A form without a table has one sheet, and more only for what found no room.
        None if blocks.is_empty() => vec![Vec::new()],
        None => std::iter::once(Vec::new()).chain(body::paginate(&blocks, gap, plain[3], plain[3], note)).collect(),
    };
    let count = sheets.len();
    let notes: Vec<String> = unverified(layout).into_iter().chain(filled.open.clone()).collect();
    let mut first = Some(first);
    let mut pages = Vec::with_capacity(count);
    for (index, blocks) in sheets.into_iter().enumerate() {
        let on_first = index == 0;
        let mut page = first.take().unwrap_or_else(|| {
            let mut page = sheet();
            sheet::draw_titles(pen, &mut page, &layout.text, false);
            // What does not fit here stands in full on the first sheet or after the rows.
            let _ = sheet::draw_boxes(pen, &mut page, style, &layout.continuation, filled.values, SEE_FIRST);
            page
        });
        let note = (index + 1 < count).then_some(SEE_CONTINUATION);
        match &layout.table {
            Some(grid) => {
                let at = grid::draw_heads(pen, &mut page, grid, style, if on_first { grid.body } else { grid.continuation_body });
                let columns = grid::columns(grid);
                let edges: Vec<Length> = columns.iter().map(|c| c[0]).collect();
                let ruling = Ruling { edges: &edges, fixed: MARGIN, rule: style.rule, gap, note_at: MARGIN + style.inset, note_size: size };
                body::draw(pen, &mut page, &ruling, at, &blocks, note);
            }
            None if !on_first => {
                let ruling = Ruling { edges: &[], fixed: MARGIN, rule: style.rule, gap, note_at: MARGIN + style.inset, note_size: size };
                body::draw(pen, &mut page, &ruling, plain, &blocks, note);
            }
            None => {}
        }
        outline(&mut page, layout, on_first, if on_first { bodies[0] } else { bodies[1] });
        foot(
            pen,
            &mut page,
            &Foot { form: &form_name(layout), top: layout.foot.top, size: layout.foot.size, note_size: layout.foot.note_size },
            filled,
            (index + 1, count),
            &notes,
        );
        pages.push(page);
    }
    pages
}

fn form_name(layout: &FormLayout) -> String {
    format!("{} (drawn {})", layout.form, layout.edition)
}

/// What is said of a drawing whose blocks were not checked against the form itself.
fn unverified(layout: &FormLayout) -> Option<String> {
    (layout.confidence != customs::Confidence::Primary).then(|| format!("Unverified: {}", layout.source))
}

/// The heavier frame around everything.
fn outline(page: &mut PlacedPage, layout: &FormLayout, first: bool, body: Rect) {
    let boxes = if first { &layout.r#box } else { &layout.continuation };
    let with_body = layout.table.is_some() || !first;
    let framed = || boxes.iter().filter(|b| b.frame).map(|b| b.rect).chain(with_body.then_some(body));
    let left = framed().map(|r| r[0]).min().unwrap_or_default();
    let top = framed().map(|r| r[1]).min().unwrap_or_default();
    let right = framed().map(|r| r[0] + r[2]).max().unwrap_or_default();
    let bottom = framed().map(|r| r[1] + r[3]).max().unwrap_or_default();
    page.frame([left, top, right - left, bottom - top], layout.style.frame, Colour::INK);
}

/// Where and how the foot stands.
pub(crate) struct Foot<'a> {
    pub form: &'a str,
    pub top: Length,
    pub size: Length,
    pub note_size: Length,
}

/// Form and edition, file number, page n of m; what the paper rests on, and the head of the journal.
pub(crate) fn foot(pen: &Pen, page: &mut PlacedPage, foot: &Foot<'_>, filled: &Filled<'_>, (number, count): (usize, usize), notes: &[String]) {
    let (left, width) = (MARGIN, page.width - MARGIN * 2);
    pen.put(page, (left, foot.top), Style::new(foot.size).bold(), foot.form);
    let file = pen.fonts.printable(filled.file_number).0;
    if !file.trim().is_empty() {
        let fitted = fit(pen.fonts, &format!("File {}", file.trim()), Weight::Regular, foot.size, pt(5), (pt(300), pt(10)), 1);
        if let Some(fitted) = fitted {
            pen.put(page, (left + width / 2, foot.top), Style::new(fitted.size).align(Align::Centre), fitted.lines.first().map_or("", String::as_str));
        }
    }
    pen.put(page, (left + width, foot.top), Style::new(foot.size).align(Align::Right), &format!("Page {number} of {count}"));
    let stamp = filled.stamp;
    let prepared = stamp.prepared_at.format("%Y-%m-%d %H:%M UTC");
    let own = [
        format!("Prepared {prepared} with Entrydesk. Law verified through {}. Rulebook {}", stamp.law_verified_through, stamp.rulebook_version),
        format!("Journal head {}", stamp.journal_head),
    ];
    let mut base = foot.top + pt(9);
    for note in own.iter().chain(notes) {
        let note = pen.fonts.printable(note).0;
        for line in wrap(pen.fonts, &note, Weight::Regular, foot.note_size, width) {
            pen.put(page, (left, base), Style::new(foot.note_size).muted(), &line);
            base += leading(foot.note_size);
        }
    }
}
