//! What is drawn on a page, in the operators of PDF.

use super::face::code;
use crate::fonts::{FaceId, Fonts};
use crate::page::{Colour, Item, PlacedPage, TextRun};
use crate::units::Length;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The characters used of each face.
pub(super) type Used = BTreeMap<FaceId, BTreeSet<char>>;

/// What was set last, so that it is not set again.
#[derive(Default)]
struct State {
    fill: Option<Colour>,
    stroke: Option<Colour>,
    thickness: Option<Length>,
    font: Option<(FaceId, Length)>,
}

/// The operators of a page; adds the characters it uses.
pub(super) fn operators(page: &PlacedPage, fonts: &Fonts, used: &mut Used) -> String {
    let mut out = String::with_capacity(page.items.len() * 64);
    let mut state = State::default();
    // Lines end in the corner of the next one. Writing to a string cannot fail.
    out.push_str("2 J\n");
    for item in &page.items {
        match item {
            Item::Fill { rect: [x, y, w, h], colour } => {
                set_fill(&mut out, &mut state, *colour);
                // PDF measures from the bottom left.
                let _ = writeln!(out, "{x} {} {w} {h} re f", page.height - *y - *h);
            }
            Item::Rule { from, to, weight, colour } => {
                if state.stroke != Some(*colour) {
                    state.stroke = Some(*colour);
                    let _ = writeln!(out, "{} RG", rgb(*colour));
                }
                if state.thickness != Some(*weight) {
                    state.thickness = Some(*weight);
                    let _ = writeln!(out, "{weight} w");
                }
                let _ = writeln!(out, "{} {} m {} {} l S", from.0, page.height - from.1, to.0, page.height - to.1);
            }
            Item::Text(run) => text(&mut out, &mut state, run, page.height, fonts, used),
        }
    }
    out
}

fn text(out: &mut String, state: &mut State, run: &TextRun, height: Length, fonts: &Fonts, used: &mut Used) {
    set_fill(out, state, run.colour);
    let _ = write!(out, "BT {} {} Td", run.x, height - run.y);
    for (face, text) in fonts.runs(&run.text, run.weight) {
        if state.font != Some((face, run.size)) {
            state.font = Some((face, run.size));
            let _ = write!(out, "/{} {} Tf", resource(face), run.size);
        }
        out.push('<');
        let chars = used.entry(face).or_default();
        for c in text.chars() {
            chars.insert(c);
            let _ = write!(out, "{:04x}", code(c));
        }
        out.push_str(">Tj");
    }
    out.push_str(" ET\n");
}

fn set_fill(out: &mut String, state: &mut State, colour: Colour) {
    if state.fill != Some(colour) {
        state.fill = Some(colour);
        let _ = writeln!(out, "{} rg", rgb(colour));
    }
}

/// Three parts of one, in thousandths.
fn rgb(Colour(r, g, b): Colour) -> String {
    let part = |n: u8| match (u32::from(n) * 2000 + 255) / 510 {
        1000 => "1".to_owned(),
        0 => "0".to_owned(),
        thousandths => format!(".{thousandths:03}"),
    };
    format!("{} {} {}", part(r), part(g), part(b))
}

/// The name a face has on every page.
pub(super) fn resource(face: FaceId) -> &'static str {
    match face {
        FaceId::Regular => "F1",
        FaceId::Bold => "F2",
        FaceId::Cjk => "F3",
        FaceId::Korean => "F4",
    }
}
