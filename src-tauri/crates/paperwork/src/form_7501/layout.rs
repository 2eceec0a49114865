//! A form's edition as data: boxes, labels, fields and sizes, read from `assets/forms/cbp-7501/<edition>/layout.toml`.

use crate::forms::layout::{Foot, FormBox, Rect, Sizes, StaticText};
use crate::units::Length;
use serde::Deserialize;
use std::sync::LazyLock;

/// An edition of CBP Form 7501.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edition {
    /// 47 blocks, the edition marked (02/26): the current one.
    #[default]
    February2026,
    /// 43 blocks, the edition marked (5/22).
    May2022,
}

impl Edition {
    /// The drawing of the edition.
    pub(crate) fn layout(self) -> Result<&'static Layout, String> {
        static FEBRUARY_2026: LazyLock<Result<Layout, String>> =
            LazyLock::new(|| read("2026-02", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/forms/cbp-7501/2026-02/layout.toml"))));
        static MAY_2022: LazyLock<Result<Layout, String>> =
            LazyLock::new(|| read("2022-05", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/forms/cbp-7501/2022-05/layout.toml"))));
        match self {
            Self::February2026 => FEBRUARY_2026.as_ref(),
            Self::May2022 => MAY_2022.as_ref(),
        }
        .map_err(Clone::clone)
    }
}

fn read(edition: &str, text: &str) -> Result<Layout, String> {
    toml::from_str(text).map_err(|e| format!("the layout of CBP Form 7501, edition {edition}, cannot be read: {}", e.message()))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Layout {
    /// As printed at the foot: `CBP Form 7501 (02/26)`.
    pub form: String,
    pub style: Sizes,
    pub text: Vec<StaticText>,
    pub r#box: Vec<FormBox>,
    pub continuation: Vec<FormBox>,
    pub table: Table,
    pub fees: Fees,
    pub declaration: Declaration,
    pub foot: Foot,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    pub body: Rect,
    pub continuation_heads: Length,
    pub continuation_body: Rect,
    pub value_size: Length,
    pub smallest: Length,
    /// Between two lines of the entry.
    pub gap: Length,
    pub columns: Columns,
    pub head: Vec<FormBox>,
}

/// Left edge and width of each column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Columns {
    pub line: [Length; 2],
    pub hts: [Length; 2],
    pub weight: [Length; 2],
    pub quantity: [Length; 2],
    pub value: [Length; 2],
    pub rate: [Length; 2],
    pub dollars: [Length; 2],
    pub cents: [Length; 2],
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fees {
    pub label: String,
    pub rect: Rect,
    pub value_size: Length,
    pub rows: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Declaration {
    pub block: String,
    pub label: String,
    pub rect: Rect,
    pub size: Length,
    pub parts: Vec<DeclarationPart>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeclarationPart {
    pub tick: Option<Tick>,
    pub text: String,
}

/// The alternative a tick box stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Tick {
    Importer,
    Agent,
    Purchased,
    NotPurchased,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form_7501::fields::FIELDS;

    fn blocks(edition: Edition) -> Vec<u32> {
        let layout = edition.layout().unwrap();
        let mut numbers: Vec<u32> = layout
            .r#box
            .iter()
            .chain(&layout.table.head)
            .map(|b| b.block.as_str())
            .chain([layout.declaration.block.as_str()])
            .filter_map(|b| b.parse().ok())
            .collect();
        numbers.sort_unstable();
        numbers
    }

    #[test]
    fn each_edition_has_every_block_once() {
        assert_eq!(blocks(Edition::February2026), (1..=47).collect::<Vec<_>>());
        assert_eq!(blocks(Edition::May2022), (1..=43).collect::<Vec<_>>());
    }

    #[test]
    fn every_field_of_a_layout_is_known_and_every_field_is_on_the_current_edition() {
        for edition in [Edition::February2026, Edition::May2022] {
            let layout = edition.layout().unwrap();
            for field in layout.r#box.iter().chain(&layout.continuation).filter_map(|b| b.field.as_deref()) {
                assert!(FIELDS.iter().any(|(name, _)| *name == field), "{field}");
            }
        }
        let current = Edition::February2026.layout().unwrap();
        for (name, _) in FIELDS {
            assert!(current.r#box.iter().any(|b| b.field.as_deref() == Some(name)), "{name} is not printed");
        }
    }

    #[test]
    fn framed_boxes_lie_on_the_sheet_and_do_not_overlap() {
        for edition in [Edition::February2026, Edition::May2022] {
            let layout = edition.layout().unwrap();
            let framed: Vec<_> = layout.r#box.iter().filter(|b| b.frame).collect();
            for (i, a) in framed.iter().enumerate() {
                let [ax, ay, aw, ah] = a.rect;
                assert!(ax >= Length::ZERO && ax + aw <= crate::page::LETTER.0 && ay + ah <= crate::page::LETTER.1, "{}", a.heading());
                for b in &framed[i + 1..] {
                    let [bx, by, bw, bh] = b.rect;
                    let slack = crate::units::hundredths(11);
                    let apart = ax + aw <= bx + slack || bx + bw <= ax + slack || ay + ah <= by + slack || by + bh <= ay + slack;
                    assert!(apart, "{} overlaps {}", a.heading(), b.heading());
                }
            }
        }
    }

    #[test]
    fn a_broken_layout_is_named() {
        assert!(read("2031-01", "form = 7").unwrap_err().starts_with("the layout of CBP Form 7501, edition 2031-01, cannot be read"));
    }
}
