//! Drawing the boxes of a sheet: label at the head, value below, shrunk or wrapped to fit, carried over where it cannot.

use super::fields;
use super::layout::{Declaration, Fees, FormBox, Layout, Rect, Sheets, Tick};
use crate::fonts::Weight;
use crate::page::{Align, Colour, Pen, PlacedPage, Style};
use crate::units::{Length, hundredths, pt};
use crate::wrap::{self, fit, leading};
use customs::EntrySummary;

/// What a box says when its text stands on the continuation sheet.
pub(crate) const SEE_CONTINUATION: &str = "SEE CONTINUATION SHEET";

/// What a box of a continuation sheet says then.
const SEE_FIRST: &str = "SEE SHEET 1";

/// A text too long for its box.
pub(crate) struct Carried {
    /// The heading of the box.
    pub heading: String,
    /// All of it.
    pub text: String,
}

/// Labels may be smaller than values: they are the same on every form.
const SMALLEST_LABEL: Length = pt(5);

/// The boxes of a sheet; returns what did not fit, which a continuation sheet looks for on the first.
pub(crate) fn draw_boxes(pen: &mut Pen, page: &mut PlacedPage, layout: &Layout, entry: &EntrySummary, first_sheet: bool) -> Vec<Carried> {
    let (boxes, elsewhere) = if first_sheet { (&layout.r#box, SEE_CONTINUATION) } else { (&layout.continuation, SEE_FIRST) };
    let mut carried = Vec::new();
    let mut owner = String::new();
    for form_box in boxes {
        if !form_box.block.is_empty() {
            owner = form_box.heading();
        }
        draw_label(pen, page, layout, form_box, Length::ZERO);
        let Some(field) = &form_box.field else { continue };
        let heading = match (form_box.block.is_empty(), form_box.label.is_empty()) {
            (false, _) => owner.clone(),
            (true, true) => owner.clone(),
            (true, false) => format!("{owner}, {}", form_box.label),
        };
        let text = pen.printable(&heading, &fields::value(entry, field));
        if !draw_value(pen, page, layout, form_box, text.trim()) {
            // Of many bills the first, the master, stays in its block.
            let first = (field == "bills").then(|| text.split(',').next().map(|bill| format!("{bill}, {elsewhere}"))).flatten();
            if !first.is_some_and(|first| draw_value(pen, page, layout, form_box, &first)) {
                draw_value(pen, page, layout, form_box, elsewhere);
            }
            carried.push(Carried { heading, text });
        }
    }
    carried
}

/// Agency, titles, and the OMB number.
pub(crate) fn draw_titles(pen: &Pen, page: &mut PlacedPage, layout: &Layout, first: bool) {
    for text in &layout.text {
        if matches!((text.sheets, first), (Sheets::First, false) | (Sheets::Continuation, true)) {
            continue;
        }
        let style = Style::new(text.size).align(text.align);
        pen.put(page, (text.at[0], text.at[1]), if text.bold { style.bold() } else { style }, &text.text);
    }
}

/// Frame and heading of a box, `down` further than the layout says.
pub(crate) fn draw_label(pen: &Pen, page: &mut PlacedPage, layout: &Layout, form_box: &FormBox, down: Length) {
    let [x, y, w, h] = form_box.rect;
    let y = y + down;
    if form_box.frame {
        page.frame([x, y, w, h], layout.style.rule, Colour::INK);
    }
    if form_box.label.is_empty() {
        return;
    }
    let inset = layout.style.inset;
    let text = form_box.heading();
    let width = w - inset * 2;
    let size = layout.style.label_size;
    let fitted = fit(pen.fonts, &text, Weight::Regular, size, SMALLEST_LABEL, (width, h), text.split('\n').count());
    let (lines, size) = fitted.map_or_else(|| (wrap::wrap(pen.fonts, &text, Weight::Regular, SMALLEST_LABEL, width), SMALLEST_LABEL), |f| (f.lines, f.size));
    let mut base = y + size + hundredths(50);
    for line in lines {
        let (at, align) = if form_box.centre { (x + w / 2, Align::Centre) } else { (x + inset, Align::Left) };
        pen.put(page, (at, base), Style::new(size).muted().align(align), &line);
        base += leading(size);
    }
}

/// The value of a box; `false` where it cannot be made to fit.
fn draw_value(pen: &Pen, page: &mut PlacedPage, layout: &Layout, form_box: &FormBox, text: &str) -> bool {
    let [mut x, mut y, mut w, mut h] = form_box.rect;
    let (inset, label) = (layout.style.inset, layout.style.label_size);
    if form_box.beside {
        let room = pen.fonts.width(&form_box.label, Weight::Regular, label) + inset;
        x += room;
        w = w - room;
    } else if !form_box.label.is_empty() {
        y += label + hundredths(150);
        h = h - label - hundredths(150);
    }
    let (weight, style) = if form_box.bold { (Weight::Bold, Style::new(pt(1)).bold()) } else { (Weight::Regular, Style::new(pt(1))) };
    let size = form_box.size.unwrap_or(layout.style.value_size);
    // The gap below the last base line takes the descenders.
    let Some(fitted) = fit(pen.fonts, text, weight, size, layout.style.smallest, (w - inset * 2, h - pt(1)), form_box.lines) else { return false };
    let style = Style { size: fitted.size, ..style }.align(form_box.align);
    let below = if form_box.beside { h - label - hundredths(50) - fitted.size.scaled(1, 10) } else { hundredths(320) };
    let last = i32::try_from(fitted.lines.len()).unwrap_or(1) - 1;
    let mut base = if form_box.beside && last == 0 {
        y + h - below
    } else if form_box.lines > 2 {
        // A block of text begins at the top.
        y + fitted.size
    } else {
        y + h - fitted.size.scaled(36, 100) - leading(fitted.size) * last
    };
    for line in &fitted.lines {
        let at = match form_box.align {
            Align::Left => x + inset,
            Align::Centre => x + w / 2,
            Align::Right => x + w - inset - pt(1),
        };
        pen.put(page, (at, base), style, line);
        base += leading(fitted.size);
    }
    true
}

/// The fee summary; classes that find no room are carried over.
pub(crate) fn draw_fees(pen: &mut Pen, page: &mut PlacedPage, layout: &Layout, fees: &Fees, entry: &EntrySummary) -> Vec<Carried> {
    let [x, y, w, h] = fees.rect;
    page.frame(fees.rect, layout.style.rule, Colour::INK);
    let inset = layout.style.inset;
    let base = y + layout.style.label_size + hundredths(50);
    pen.put(page, (x + inset, base), Style::new(layout.style.label_size).muted(), &fees.label);
    let room = h - layout.style.label_size - pt(3);
    let step = room / i32::try_from(fees.rows).unwrap_or(1);
    let (shown, hidden) = if entry.fees.len() > fees.rows { entry.fees.split_at(fees.rows.saturating_sub(1)) } else { (entry.fees.as_slice(), [].as_slice()) };
    let mut base = base + step;
    let style = Style::new(fees.value_size);
    let mut carried = Vec::new();
    for fee in shown {
        let (class, name) = (pen.printable("the fee summary", &fee.class), pen.printable("the fee summary", &fee.name));
        let amount = fields::amount(fee.amount);
        let name_x = x + inset + pt(24);
        let name_width = w - pt(24) - inset * 3 - pen.fonts.width(&amount, Weight::Regular, fees.value_size);
        pen.put(page, (x + inset, base), style, &class);
        pen.put(page, (x + w - inset - pt(1), base), style.align(Align::Right), &amount);
        match fit(pen.fonts, &name, Weight::Regular, fees.value_size, layout.style.smallest, (name_width, step + pt(2)), 1) {
            Some(fitted) => pen.put(page, (name_x, base), Style::new(fitted.size), fitted.lines.first().map_or("", String::as_str)),
            None => {
                pen.put(page, (name_x, base), Style::new(layout.style.smallest), SEE_CONTINUATION);
                carried.push(Carried { heading: format!("{}, class {class}", fees.label), text: name });
            }
        }
        base += step;
    }
    if !hidden.is_empty() {
        pen.put(page, (x + inset, base), style, SEE_CONTINUATION);
        let rest: Vec<String> = hidden.iter().map(|fee| format!("{} {} {}", fee.class, fee.name, fields::amount(fee.amount))).collect();
        let text = pen.printable("the fee summary", &rest.join("; "));
        carried.push(Carried { heading: fees.label.clone(), text });
    }
    carried
}

/// The declaration in the form's words, with its tick boxes set.
pub(crate) fn draw_declaration(pen: &Pen, page: &mut PlacedPage, layout: &Layout, declaration: &Declaration, entry: &EntrySummary) {
    let [x, y, w, _]: Rect = declaration.rect;
    page.frame(declaration.rect, layout.style.rule, Colour::INK);
    let (inset, size) = (layout.style.inset, declaration.size);
    let heading = format!("{}. {}", declaration.block, declaration.label);
    pen.put(page, (x + inset, y + size + hundredths(50)), Style::new(layout.style.label_size).muted(), &heading);
    let (left, right) = (x + inset, x + w - inset);
    let side = size.scaled(95, 100);
    let space = pen.fonts.char_width(' ', Weight::Regular, size);
    let step = size.scaled(122, 100);
    let mut base = y + size * 2 + pt(4);
    let mut at = left;
    let mut line = String::new();
    let mut line_start = left;
    for part in &declaration.parts {
        if let Some(tick) = part.tick {
            pen.put(page, (line_start, base), Style::new(size), line.trim_end());
            line.clear();
            if at + side + space > right {
                base += step;
                at = left;
            }
            draw_tick(pen, page, (at, base), side, layout, ticked(tick, entry));
            at += side + space + pt(1);
            line_start = at;
        }
        for word in part.text.split(' ') {
            let width = pen.fonts.width(word, Weight::Regular, size);
            if at + width > right {
                pen.put(page, (line_start, base), Style::new(size), line.trim_end());
                line.clear();
                base += step;
                (at, line_start) = (left, left);
            }
            line.push_str(word);
            line.push(' ');
            at += width + space;
        }
    }
    pen.put(page, (line_start, base), Style::new(size), line.trim_end());
}

fn draw_tick(pen: &Pen, page: &mut PlacedPage, (x, base): (Length, Length), side: Length, layout: &Layout, set: bool) {
    let top = base - side + hundredths(60);
    page.frame([x, top, side, side], layout.style.rule, Colour::INK);
    if set {
        pen.put(page, (x + side / 2, base + hundredths(10)), Style::new(side).bold().align(Align::Centre), "X");
    }
}

fn ticked(tick: Tick, entry: &EntrySummary) -> bool {
    match tick {
        Tick::Importer => entry.declarant_is_importer,
        Tick::Agent => !entry.declarant_is_importer,
        Tick::Purchased => entry.purchased,
        Tick::NotPurchased => !entry.purchased,
    }
}
