//! A page as it is placed: the one drawing that screen preview and paper both come from.

use crate::fonts::{Fonts, Weight, code_point};
use crate::units::Length;
use chrono::{DateTime, Utc};
use std::fmt;

/// US letter, portrait.
pub const LETTER: (Length, Length) = (crate::units::pt(612), crate::units::pt(792));

/// A red, green, blue colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// Text and rules.
    pub const INK: Self = Self(0x14, 0x1a, 0x21);
    /// Labels and notes.
    pub const MUTED: Self = Self(0x55, 0x5f, 0x6b);
    /// Hair lines between rows.
    pub const HAIR: Self = Self(0xc9, 0xce, 0xd4);
    /// Ground of heads and totals.
    pub const TINT: Self = Self(0xf1, 0xf3, 0xf5);
    /// Paper.
    pub const PAPER: Self = Self(0xff, 0xff, 0xff);
}

/// One text on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRun {
    /// Left end.
    pub x: Length,
    /// Base line, from the top of the page.
    pub y: Length,
    /// Size of the face.
    pub size: Length,
    /// Regular or bold.
    pub weight: Weight,
    /// Colour.
    pub colour: Colour,
    /// The text, printable as it is.
    pub text: String,
}

/// Something drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A text.
    Text(TextRun),
    /// A straight line.
    Rule {
        /// One end, x and y from the top left.
        from: (Length, Length),
        /// The other end.
        to: (Length, Length),
        /// Thickness.
        weight: Length,
        /// Colour.
        colour: Colour,
    },
    /// A filled rectangle.
    Fill {
        /// Left, top, width, height.
        rect: [Length; 4],
        /// Colour.
        colour: Colour,
    },
}

/// One page, measured from its top left corner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedPage {
    /// Width of the sheet.
    pub width: Length,
    /// Height of the sheet.
    pub height: Length,
    /// What is drawn, back to front.
    pub items: Vec<Item>,
}

/// A paper ready to be shown, printed or refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Title in the PDF's properties.
    pub title: String,
    /// Author in the PDF's properties: the firm.
    pub author: String,
    /// Pages in order; none where the paper was refused.
    pub pages: Vec<PlacedPage>,
    /// Why it was refused, or what a person must mend, in sentences.
    pub issues: Vec<String>,
    /// Sections with the pages they begin on, from 1; empty on a form.
    pub outline: Vec<(String, usize)>,
    /// The date of the paper, never the clock's.
    pub prepared_at: DateTime<Utc>,
}

/// A word where it stands, for finding it and for goldens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Page, from 1.
    pub page: usize,
    /// Left end.
    pub x: Length,
    /// Base line.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Size of the face.
    pub size: Length,
    /// Whether it is bold.
    pub bold: bool,
    /// The word.
    pub text: String,
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bold = if self.bold { "b" } else { "" };
        write!(f, "{} {:>7} {:>7} {:>5}{bold} {}", self.page, self.x.to_string(), self.y.to_string(), self.size.to_string(), self.text)
    }
}

impl Document {
    /// The words of all pages with their positions, in drawing order.
    pub fn text(&self) -> Vec<Word> {
        let fonts = Fonts::built_in();
        let mut words = Vec::new();
        for (index, page) in self.pages.iter().enumerate() {
            for run in page.texts() {
                let mut x = run.x;
                for piece in run.text.split_inclusive(' ') {
                    let word = piece.trim_end();
                    if !word.is_empty() {
                        let width = fonts.width(word, run.weight, run.size);
                        words.push(Word { page: index + 1, x, y: run.y, width, size: run.size, bold: run.weight == Weight::Bold, text: word.to_owned() });
                    }
                    x += fonts.width(piece, run.weight, run.size);
                }
            }
        }
        words
    }
}

impl PlacedPage {
    /// An empty sheet of US letter.
    pub fn letter() -> Self {
        Self { width: LETTER.0, height: LETTER.1, items: Vec::new() }
    }

    /// The texts on the page.
    pub fn texts(&self) -> impl Iterator<Item = &TextRun> {
        self.items.iter().filter_map(|item| if let Item::Text(run) = item { Some(run) } else { None })
    }

    pub(crate) fn rule(&mut self, from: (Length, Length), to: (Length, Length), weight: Length, colour: Colour) {
        self.items.push(Item::Rule { from, to, weight, colour });
    }

    pub(crate) fn fill(&mut self, rect: [Length; 4], colour: Colour) {
        self.items.push(Item::Fill { rect, colour });
    }

    /// The four sides of a rectangle.
    pub(crate) fn frame(&mut self, [x, y, w, h]: [Length; 4], weight: Length, colour: Colour) {
        for (from, to) in [((x, y), (x + w, y)), ((x + w, y), (x + w, y + h)), ((x, y + h), (x + w, y + h)), ((x, y), (x, y + h))] {
            self.rule(from, to, weight, colour);
        }
    }
}

/// Writes texts onto a page and remembers, for every text that cannot be printed, what it was.
pub(crate) struct Pen {
    pub fonts: Fonts,
    pub issues: Vec<String>,
}

impl Pen {
    pub fn new() -> Self {
        Self { fonts: *Fonts::built_in(), issues: Vec::new() }
    }

    /// A text as it can be printed; what cannot becomes an issue that names `place`.
    pub fn printable(&mut self, place: &str, text: &str) -> String {
        let (clean, missing) = self.fonts.printable(text);
        for c in missing {
            let issue = format!(
                "{place}: the character `{c}` ({}) of `{text}` cannot be printed; write it in Latin, Greek, Cyrillic, Chinese, Japanese or Korean letters",
                code_point(c)
            );
            if !self.issues.contains(&issue) {
                self.issues.push(issue);
            }
        }
        clean
    }

    /// Places an already printable text.
    pub fn put(&self, page: &mut PlacedPage, at: (Length, Length), style: Style, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let width = self.fonts.width(text, style.weight, style.size);
        let x = match style.align {
            Align::Left => at.0,
            Align::Centre => at.0 - width / 2,
            Align::Right => at.0 - width,
        };
        page.items.push(Item::Text(TextRun { x, y: at.1, size: style.size, weight: style.weight, colour: style.colour, text: text.to_owned() }));
    }
}

/// How a text stands at its point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Begins there.
    #[default]
    Left,
    /// Has its middle there.
    Centre,
    /// Ends there.
    Right,
}

/// Size, weight, colour, alignment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub size: Length,
    pub weight: Weight,
    pub colour: Colour,
    pub align: Align,
}

impl Style {
    pub const fn new(size: Length) -> Self {
        Self { size, weight: Weight::Regular, colour: Colour::INK, align: Align::Left }
    }
    pub const fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }
    pub const fn muted(self) -> Self {
        Self { colour: Colour::MUTED, ..self }
    }
    pub const fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }
}
