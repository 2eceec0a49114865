//! A form's edition as data: boxes, labels, fields and sizes, read from `assets/forms/<form>/<edition>/layout.toml`.

use crate::page::Align;
use crate::units::{Length, pt};
use customs::Confidence;
use serde::Deserialize;

/// Left, top, width, height.
pub(crate) type Rect = [Length; 4];

/// A form as it is drawn: rows of boxes, perhaps a table, texts and a foot.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormLayout {
    /// As printed at the foot: `CBP Form 3461`.
    pub form: String,
    /// Edition of the drawing, as a month: `2026-11`.
    pub edition: String,
    /// What blocks and order rest on.
    pub source: String,
    /// How sure we are of them; anything but `primary` is said on the paper.
    pub confidence: Confidence,
    /// Wider than high.
    #[serde(default)]
    pub landscape: bool,
    pub style: Sizes,
    #[serde(default)]
    pub text: Vec<StaticText>,
    /// Rows of boxes on the first sheet, each below the one before.
    #[serde(default)]
    pub row: Vec<BoxRow>,
    /// Boxes with a place of their own; rows become such boxes when the layout is read.
    #[serde(default)]
    pub r#box: Vec<FormBox>,
    /// Repeated at the head of a continuation sheet.
    #[serde(default)]
    pub continuation: Vec<FormBox>,
    pub table: Option<Grid>,
    #[serde(default)]
    pub paragraph: Vec<Paragraph>,
    pub barcode: Option<Barcode>,
    pub foot: Foot,
}

impl FormLayout {
    /// Reads a layout; rows become boxes.
    pub fn read(name: &str, text: &str) -> Result<Self, String> {
        let mut layout: Self = toml::from_str(text).map_err(|e| format!("the layout of {name} cannot be read: {}", e.message()))?;
        let width = layout.sheet().0 - MARGIN * 2;
        let mut top = Length::ZERO;
        for row in std::mem::take(&mut layout.row) {
            top = row.top.unwrap_or(top);
            let shares: i32 = row.boxes.iter().map(|b| b.share).sum();
            let mut before = 0;
            for mut one in row.boxes {
                // From one cut to the next, so that no rounding opens a gap.
                let left = width.scaled(before, shares);
                before += one.share;
                one.rect = [MARGIN + left, top, width.scaled(before, shares) - left, row.height];
                layout.r#box.push(one);
            }
            top += row.height;
        }
        Ok(layout)
    }

    /// Width and height of a sheet: US letter.
    pub fn sheet(&self) -> (Length, Length) {
        let (short, long) = crate::page::LETTER;
        if self.landscape { (long, short) } else { (short, long) }
    }
}

/// Left and right of everything that is drawn.
pub(crate) const MARGIN: Length = pt(25);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sizes {
    pub label_size: Length,
    pub value_size: Length,
    pub smallest: Length,
    pub inset: Length,
    pub rule: Length,
    pub frame: Length,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Sheets {
    First,
    Continuation,
    #[default]
    Both,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaticText {
    pub at: [Length; 2],
    pub size: Length,
    #[serde(default)]
    pub bold: bool,
    #[serde(default)]
    pub align: Align,
    #[serde(default)]
    pub sheets: Sheets,
    pub text: String,
}

/// Boxes side by side, as wide as their shares.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BoxRow {
    /// Below the row before where absent.
    pub top: Option<Length>,
    pub height: Length,
    pub boxes: Vec<FormBox>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormBox {
    /// The number printed before the label; empty for a part of a box.
    #[serde(default)]
    pub block: String,
    #[serde(default)]
    pub label: String,
    /// Its place; of a box in a row, found from its share.
    #[serde(default)]
    pub rect: Rect,
    /// Its part of the row's width.
    #[serde(default = "one_part")]
    pub share: i32,
    #[serde(default = "yes")]
    pub frame: bool,
    /// A heading over a part of the form: tinted, bold.
    #[serde(default)]
    pub band: bool,
    /// The label stands at the left of the value instead of above it.
    #[serde(default)]
    pub beside: bool,
    /// The label stands in the middle.
    #[serde(default)]
    pub centre: bool,
    pub field: Option<String>,
    /// The paper is not complete while it is empty.
    #[serde(default)]
    pub needed: bool,
    /// A tick box stands before the label; the field says `X` or nothing.
    #[serde(default)]
    pub tick: bool,
    /// Size of the value; the sheet's own where absent.
    pub size: Option<Length>,
    #[serde(default)]
    pub bold: bool,
    #[serde(default)]
    pub align: Align,
    /// The most lines the value may take.
    #[serde(default = "one")]
    pub lines: usize,
}

impl FormBox {
    /// Number and label as printed: `12. B/L or AWB Number`.
    pub fn heading(&self) -> String {
        if self.block.is_empty() { self.label.clone() } else { format!("{}. {}", self.block, self.label) }
    }
}

/// A table whose rows run on over the sheets.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grid {
    /// On the first sheet, heads included.
    pub body: Rect,
    /// On a continuation sheet, heads included.
    pub continuation_body: Rect,
    /// Height of the heads.
    pub head: Length,
    pub value_size: Length,
    pub smallest: Length,
    /// Between two rows.
    pub gap: Length,
    pub column: Vec<Column>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Column {
    /// What stands in it.
    pub field: String,
    /// Its number on the form.
    #[serde(default)]
    pub block: String,
    pub label: String,
    /// Its part of the table's width.
    pub share: i32,
    #[serde(default)]
    pub align: Align,
    /// The paper is not complete while a row of goods has nothing here.
    #[serde(default)]
    pub needed: bool,
}

/// A running text; `{field}` stands for a value, `{?field}` for a tick box.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paragraph {
    pub rect: Rect,
    pub size: Length,
    #[serde(default)]
    pub heading: String,
    #[serde(default)]
    pub frame: bool,
    pub text: String,
}

/// A value as bars.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Barcode {
    pub field: String,
    pub rect: Rect,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Foot {
    pub top: Length,
    pub size: Length,
    pub note_size: Length,
}

fn yes() -> bool {
    true
}

fn one() -> usize {
    1
}

fn one_part() -> i32 {
    1
}
