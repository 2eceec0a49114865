//! What is drawn on a page, in the operations of the PDF library.

use super::face::font_id;
use crate::fonts::{FaceId, Fonts};
use crate::page::{Colour, Item, PlacedPage, TextRun};
use crate::units::Length;
use printpdf::{Color, Line, LineCapStyle, LinePoint, Op, PaintMode, PdfFontHandle, Point, Pt, Rect, Rgb, TextItem};
use std::collections::{BTreeMap, BTreeSet};

/// The characters used of each face.
pub(super) type Used = BTreeMap<FaceId, BTreeSet<char>>;

/// What was set last, so that it is not set again.
#[derive(Default)]
struct State {
    fill: Option<Colour>,
    stroke: Option<Colour>,
    thickness: Option<Length>,
}

/// The operations of a page; adds the characters it uses.
pub(super) fn of_page(page: &PlacedPage, fonts: &Fonts, used: &mut Used) -> Vec<Op> {
    // PDF measures from the bottom left.
    let place = |x: Length, y: Length| Point { x: points(x), y: points(page.height - y) };
    let mut ops = Vec::with_capacity(page.items.len() * 3);
    let mut state = State::default();
    ops.push(Op::SetLineCapStyle { cap: LineCapStyle::ProjectingSquare });
    for item in &page.items {
        match item {
            Item::Fill { rect: [x, y, w, h], colour } => {
                set_fill(&mut ops, &mut state, *colour);
                let corner = place(*x, *y + *h);
                let rectangle = Rect { x: corner.x, y: corner.y, width: points(*w), height: points(*h), mode: Some(PaintMode::Fill), winding_order: None };
                ops.push(Op::DrawRectangle { rectangle });
            }
            Item::Rule { from, to, weight, colour } => {
                if state.stroke != Some(*colour) {
                    state.stroke = Some(*colour);
                    ops.push(Op::SetOutlineColor { col: rgb(*colour) });
                }
                if state.thickness != Some(*weight) {
                    state.thickness = Some(*weight);
                    ops.push(Op::SetOutlineThickness { pt: points(*weight) });
                }
                let ends = [from, to].into_iter().map(|(x, y)| LinePoint { p: place(*x, *y), bezier: false }).collect();
                ops.push(Op::DrawLine { line: Line { points: ends, is_closed: false } });
            }
            Item::Text(run) => {
                set_fill(&mut ops, &mut state, run.colour);
                text(&mut ops, run, place(run.x, run.y), fonts, used);
            }
        }
    }
    ops
}

fn text(ops: &mut Vec<Op>, run: &TextRun, at: Point, fonts: &Fonts, used: &mut Used) {
    // The cursor is a relative move: one section for each positioned run.
    ops.push(Op::StartTextSection);
    ops.push(Op::SetTextCursor { pos: at });
    for (face, text) in fonts.runs(&run.text, run.weight) {
        used.entry(face).or_default().extend(text.chars());
        ops.extend(shown(face, points(run.size), text));
    }
    ops.push(Op::EndTextSection);
}

/// A text in one face.
fn shown(face: FaceId, size: Pt, text: String) -> [Op; 2] {
    [Op::SetFont { font: PdfFontHandle::External(font_id(face)), size }, Op::ShowText { items: vec![TextItem::Text(text)] }]
}

/// Operations that show every character in use once: they tell the library what to describe of each face.
pub(super) fn of_all_used(used: &Used) -> Vec<Op> {
    let all = used.iter().flat_map(|(face, chars)| shown(*face, Pt(1.0), chars.iter().collect()));
    std::iter::once(Op::StartTextSection).chain(all).chain([Op::EndTextSection]).collect()
}

fn set_fill(ops: &mut Vec<Op>, state: &mut State, colour: Colour) {
    if state.fill != Some(colour) {
        state.fill = Some(colour);
        ops.push(Op::SetFillColor { col: rgb(colour) });
    }
}

/// A sheet of a size.
pub(super) fn sheet(width: Length, height: Length) -> Rect {
    Rect { x: Pt(0.0), y: Pt(0.0), width: points(width), height: points(height), mode: None, winding_order: None }
}

/// The one place where lengths become the PDF library's fractions. Every hundredth of a point up to a sheet's size is
/// told apart by an `f32`.
#[allow(clippy::float_arithmetic, clippy::cast_precision_loss)]
fn points(length: Length) -> Pt {
    Pt(length.in_hundredths() as f32 / 100.0)
}

fn rgb(Colour(r, g, b): Colour) -> Color {
    #[allow(clippy::float_arithmetic)]
    let part = |n: u8| f32::from(n) / 255.0;
    Color::Rgb(Rgb { r: part(r), g: part(g), b: part(b), icc_profile: None })
}
