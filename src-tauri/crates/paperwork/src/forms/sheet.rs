//! Drawing the boxes of a sheet: label at the head, value below, shrunk or wrapped to fit, carried over where it cannot.

use super::body::Carried;
use super::layout::{FormBox, Paragraph, Sheets, Sizes, StaticText};
use crate::fonts::Weight;
use crate::page::{Align, Colour, Pen, PlacedPage, Style};
use crate::units::{Length, hundredths, pt};
use crate::wrap::{self, fit, leading};

/// What a box says when its text stands on the continuation sheet.
pub(crate) const SEE_CONTINUATION: &str = "SEE CONTINUATION SHEET";

/// What a box says when its text stands below the rows.
pub(crate) const SEE_BELOW: &str = "CONTINUED BELOW";

/// What a box of a continuation sheet says then.
pub(crate) const SEE_FIRST: &str = "SEE SHEET 1";

/// Labels may be smaller than values: they are the same on every form.
const SMALLEST_LABEL: Length = pt(5);

/// Reads a field by its name.
pub(crate) type Values<'a> = &'a dyn Fn(&str) -> String;

/// The boxes of a sheet; returns what did not fit. Its box says that it stands `elsewhere`.
pub(crate) fn draw_boxes(pen: &mut Pen, page: &mut PlacedPage, style: &Sizes, boxes: &[FormBox], values: Values<'_>, elsewhere: &str) -> Vec<Carried> {
    let mut carried = Vec::new();
    let mut owner = String::new();
    for form_box in boxes {
        if !form_box.block.is_empty() || (form_box.frame && !form_box.label.is_empty()) {
            owner = form_box.heading();
        }
        if form_box.tick {
            draw_ticked(pen, page, style, form_box, values);
            continue;
        }
        draw_label(pen, page, style, form_box, Length::ZERO);
        let Some(field) = &form_box.field else { continue };
        let heading = match (form_box.block.is_empty(), form_box.label.is_empty()) {
            (false, _) | (true, true) => owner.clone(),
            (true, false) if form_box.frame => owner.clone(),
            (true, false) => format!("{owner}, {}", form_box.label),
        };
        let text = pen.printable(&heading, &values(field));
        if !draw_value(pen, page, style, form_box, text.trim()) {
            // Of many bills the first, the master, stays in its block.
            let first = (field == "bills").then(|| text.split(',').next().map(|bill| format!("{bill}, {elsewhere}"))).flatten();
            if !first.is_some_and(|first| draw_value(pen, page, style, form_box, &first)) {
                draw_value(pen, page, style, form_box, elsewhere);
            }
            carried.push(Carried { heading: format!("Continued: {heading}"), text });
        }
    }
    carried
}

/// Agency, titles, and the OMB number.
pub(crate) fn draw_titles(pen: &Pen, page: &mut PlacedPage, texts: &[StaticText], first: bool) {
    for text in texts {
        if matches!((text.sheets, first), (Sheets::First, false) | (Sheets::Continuation, true)) {
            continue;
        }
        let style = Style::new(text.size).align(text.align);
        pen.put(page, (text.at[0], text.at[1]), if text.bold { style.bold() } else { style }, &text.text);
    }
}

/// Frame and heading of a box, `down` further than the layout says.
pub(crate) fn draw_label(pen: &Pen, page: &mut PlacedPage, style: &Sizes, form_box: &FormBox, down: Length) {
    let [x, y, w, h] = form_box.rect;
    let y = y + down;
    if form_box.band {
        page.fill([x, y, w, h], Colour::TINT);
    }
    if form_box.frame {
        page.frame([x, y, w, h], style.rule, Colour::INK);
    }
    if form_box.label.is_empty() {
        return;
    }
    let inset = style.inset;
    let text = form_box.heading();
    let width = w - inset * 2;
    if form_box.band {
        let size = style.label_size + pt(1);
        pen.put(page, (x + inset, y + h / 2 + size.scaled(35, 100)), Style::new(size).bold(), &text);
        return;
    }
    let size = style.label_size;
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
fn draw_value(pen: &Pen, page: &mut PlacedPage, sizes: &Sizes, form_box: &FormBox, text: &str) -> bool {
    let [mut x, mut y, mut w, mut h] = form_box.rect;
    let (inset, label) = (sizes.inset, sizes.label_size);
    if form_box.beside {
        let room = pen.fonts.width(&form_box.label, Weight::Regular, label) + inset;
        x += room;
        w = w - room;
    } else if !form_box.label.is_empty() {
        // A block of text begins a little lower.
        let room = label + hundredths(if form_box.lines > 2 { 250 } else { 150 });
        y += room;
        h = h - room;
    }
    let (weight, style) = if form_box.bold { (Weight::Bold, Style::new(pt(1)).bold()) } else { (Weight::Regular, Style::new(pt(1))) };
    let size = form_box.size.unwrap_or(sizes.value_size);
    // The gap below the last base line takes the descenders.
    let Some(fitted) = fit(pen.fonts, text, weight, size, sizes.smallest, (w - inset * 2, h - pt(1)), form_box.lines) else { return false };
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

/// A tick box with its words beside it.
fn draw_ticked(pen: &Pen, page: &mut PlacedPage, style: &Sizes, form_box: &FormBox, values: Values<'_>) {
    let [x, y, w, h] = form_box.rect;
    if form_box.frame {
        page.frame(form_box.rect, style.rule, Colour::INK);
    }
    let size = form_box.size.unwrap_or(style.label_size + pt(1));
    let base = y + h / 2 + size.scaled(35, 100);
    let set = form_box.field.as_deref().is_some_and(|field| !values(field).trim().is_empty());
    draw_tick(pen, page, (x + style.inset, base), size, style.rule, set);
    let left = x + style.inset + size + pt(4);
    if let Some(fitted) = fit(pen.fonts, &form_box.heading(), Weight::Regular, size, SMALLEST_LABEL, (x + w - left - style.inset, h), 2) {
        let mut base = base - leading(fitted.size) * i32::from(fitted.lines.len() > 1) / 2;
        for line in &fitted.lines {
            pen.put(page, (left, base), Style::new(fitted.size), line);
            base += leading(fitted.size);
        }
    }
}

/// An empty or crossed square that stands on a base line.
pub(crate) fn draw_tick(pen: &Pen, page: &mut PlacedPage, (x, base): (Length, Length), size: Length, rule: Length, set: bool) {
    let side = size.scaled(95, 100);
    page.frame([x, base - side + hundredths(60), side, side], rule, Colour::INK);
    if set {
        pen.put(page, (x + side / 2, base + hundredths(10)), Style::new(side).bold().align(Align::Centre), "X");
    }
}

/// One piece of a running text.
pub(crate) enum Piece<'a> {
    /// Words as they are.
    Words(&'a str),
    /// A filled-in value, underlined; a rule to write on where it is empty.
    Value(String),
    /// A tick box.
    Tick(bool),
}

/// Sets a running text line by line from `(x, base)`, `w` wide; returns the base line after the last.
pub(crate) fn run_text(pen: &Pen, page: &mut PlacedPage, pieces: &[Piece<'_>], (x, base, w): (Length, Length, Length), size: Length, rule: Length) -> Length {
    let (left, right) = (x, x + w);
    let space = pen.fonts.char_width(' ', Weight::Regular, size);
    let step = size.scaled(122, 100);
    let (mut at, mut base) = (left, base);
    // Words in a row are one text, so that they are searched and copied as one.
    let (mut line, mut line_start) = (String::new(), left);
    for piece in pieces {
        match piece {
            Piece::Tick(set) => {
                pen.put(page, (line_start, base), Style::new(size), line.trim_end());
                line.clear();
                let side = size.scaled(95, 100);
                if at + side + space > right {
                    base += step;
                    at = left;
                }
                draw_tick(pen, page, (at, base), size, rule, *set);
                at += side + space + pt(1);
                line_start = at;
            }
            Piece::Words(text) => {
                if text.starts_with(' ') && at > left && line.is_empty() {
                    at += space;
                    line_start = at;
                }
                for (i, paragraph) in text.split('\n').enumerate() {
                    if i > 0 {
                        pen.put(page, (line_start, base), Style::new(size), line.trim_end());
                        line.clear();
                        base += step + size.scaled(30, 100);
                        (at, line_start) = (left, left);
                    }
                    for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
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
            }
            Piece::Value(text) => {
                pen.put(page, (line_start, base), Style::new(size), line.trim_end());
                line.clear();
                let blank = text.trim().is_empty();
                let lines = if blank { vec![String::new()] } else { wrap::wrap(pen.fonts, text.trim(), Weight::Bold, size, w) };
                for (i, text) in lines.iter().enumerate() {
                    let width = if blank { size * 14 } else { pen.fonts.width(text, Weight::Bold, size) };
                    if i > 0 || at + width > right {
                        base += step;
                        at = left;
                    }
                    pen.put(page, (at, base), Style::new(size).bold(), text);
                    page.rule((at, base + size.scaled(18, 100)), (at + width, base + size.scaled(18, 100)), rule / 2, Colour::MUTED);
                    at += width;
                }
                line_start = at;
            }
        }
    }
    pen.put(page, (line_start, base), Style::new(size), line.trim_end());
    base + step
}

/// A running text in its place.
pub(crate) fn draw_paragraph(pen: &mut Pen, page: &mut PlacedPage, style: &Sizes, paragraph: &Paragraph, values: Values<'_>) {
    let [x, y, w, h] = paragraph.rect;
    if paragraph.frame {
        page.frame([x, y, w, h], style.rule, Colour::INK);
    }
    let inset = if paragraph.frame { style.inset } else { Length::ZERO };
    let mut base = y + paragraph.size + hundredths(150);
    if !paragraph.heading.is_empty() {
        pen.put(page, (x + inset, y + style.label_size + hundredths(50)), Style::new(style.label_size).muted(), &paragraph.heading);
        base += style.label_size + pt(2);
    }
    let filled: Vec<Option<String>> = fields_of(&paragraph.text)
        .map(|piece| match piece {
            Ok(_) => None,
            Err(field) => Some(if field.starts_with('?') { values(field.trim_start_matches('?')) } else { pen.printable(field, &values(field)) }),
        })
        .collect();
    let pieces: Vec<Piece<'_>> = fields_of(&paragraph.text)
        .zip(filled)
        .map(|(piece, value)| match piece {
            Ok(words) => Piece::Words(words),
            Err(field) if field.starts_with('?') => Piece::Tick(value.is_some_and(|v| !v.trim().is_empty())),
            Err(_) => Piece::Value(value.unwrap_or_default()),
        })
        .collect();
    run_text(pen, page, &pieces, (x + inset, base, w - inset * 2), paragraph.size, style.rule);
}

/// The words of a text, and the fields named in it.
pub(crate) fn fields_of(text: &str) -> impl Iterator<Item = Result<&str, &str>> {
    text.split('{').enumerate().flat_map(|(i, part)| match (i, part.split_once('}')) {
        (0, _) | (_, None) => vec![Ok(part)],
        (_, Some((field, words))) => vec![Err(field), Ok(words)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_between_the_words() {
        let pieces: Vec<_> = fields_of("That {name}, {?sole}sole owner").collect();
        assert_eq!(pieces, [Ok("That "), Err("name"), Ok(", "), Err("?sole"), Ok("sole owner")]);
    }
}
