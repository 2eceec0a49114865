//! The parts of the 7501 that are neither box nor line: fee summary and declaration.

use super::fields;
use super::layout::{Declaration, Fees, Layout, Tick};
use crate::fonts::Weight;
use crate::forms::body::Carried;
use crate::forms::sheet::{Piece, SEE_CONTINUATION, run_text};
use crate::page::{Align, Colour, Pen, PlacedPage, Style};
use crate::units::{hundredths, pt};
use crate::wrap::fit;
use customs::EntrySummary;

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
                carried.push(Carried { heading: format!("Continued: {}, class {class}", fees.label), text: name });
            }
        }
        base += step;
    }
    if !hidden.is_empty() {
        pen.put(page, (x + inset, base), style, SEE_CONTINUATION);
        let rest: Vec<String> = hidden.iter().map(|fee| format!("{} {} {}", fee.class, fee.name, fields::amount(fee.amount))).collect();
        let text = pen.printable("the fee summary", &rest.join("; "));
        carried.push(Carried { heading: format!("Continued: {}", fees.label), text });
    }
    carried
}

/// The declaration in the form's words, with its tick boxes set.
pub(crate) fn draw_declaration(pen: &Pen, page: &mut PlacedPage, layout: &Layout, declaration: &Declaration, entry: &EntrySummary) {
    let [x, y, w, _] = declaration.rect;
    page.frame(declaration.rect, layout.style.rule, Colour::INK);
    let (inset, size) = (layout.style.inset, declaration.size);
    let heading = format!("{}. {}", declaration.block, declaration.label);
    pen.put(page, (x + inset, y + size + hundredths(50)), Style::new(layout.style.label_size).muted(), &heading);
    let pieces: Vec<Piece<'_>> = declaration
        .parts
        .iter()
        .flat_map(|part| part.tick.map(|tick| Piece::Tick(ticked(tick, entry))).into_iter().chain([Piece::Words(&part.text)]))
        .collect();
    run_text(pen, page, &pieces, (x + inset, y + size * 2 + pt(4), w - inset * 2), size, layout.style.rule);
}

fn ticked(tick: Tick, entry: &EntrySummary) -> bool {
    match tick {
        Tick::Importer => entry.declarant_is_importer,
        Tick::Agent => !entry.declarant_is_importer,
        Tick::Purchased => entry.purchased,
        Tick::NotPurchased => !entry.purchased,
    }
}
