//! Every other form and worksheet of an entry: layout as data in `assets/forms`, one engine, one set of fields.

pub(crate) mod barcode;
pub(crate) mod body;
pub(crate) mod draw;
pub(crate) mod fields;
pub(crate) mod grid;
pub(crate) mod layout;
mod rows;
pub(crate) mod sheet;
mod unprintable;

pub use unprintable::unprintable;

use crate::form_7501::{Edition, form_7501_edition};
use crate::page::{Document, Pen};
use chrono::{DateTime, NaiveDate, Utc};
use customs::{Client, Decision, EntrySummary, Firm, Shipment};
use layout::FormLayout;
use std::sync::LazyLock;

/// What a paper rests on, printed at its foot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Somebody checked that the law did not change up to this day.
    pub law_verified_through: NaiveDate,
    /// The rulebook's content hash and edition.
    pub rulebook_version: String,
    /// The newest link of the desk's journal.
    pub journal_head: String,
    /// The paper's own date, never the clock's.
    pub prepared_at: DateTime<Utc>,
}

/// A kind of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaperKind {
    /// CBP Form 7501, 47 blocks: the current edition.
    EntrySummary,
    /// CBP Form 7501, 43 blocks.
    EntrySummary43,
    /// CBP Form 3461.
    EntryDelivery,
    /// Every component of the duty.
    DutyWorksheet,
    /// Commercial invoice with the declaration of an informal entry.
    Invoice,
    /// The seven facts of 19 CFR 128.21, bill by bill.
    Manifest,
    /// CBP Form 7523, for goods free of duty.
    FreeOfDuty,
    /// What goes with the papers, with the entry number as bars.
    CoverSheet,
    /// CBP Form 5291.
    PowerOfAttorney,
    /// The data of CBP Form 5106.
    ImporterIdentity,
}

impl PaperKind {
    /// All kinds, in the order they are offered.
    pub const ALL: [Self; 10] = [
        Self::EntrySummary,
        Self::EntrySummary43,
        Self::EntryDelivery,
        Self::DutyWorksheet,
        Self::Invoice,
        Self::Manifest,
        Self::FreeOfDuty,
        Self::CoverSheet,
        Self::PowerOfAttorney,
        Self::ImporterIdentity,
    ];

    /// As it is written in commands and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Self::EntrySummary => "7501",
            Self::EntrySummary43 => "7501-2022",
            Self::EntryDelivery => "3461",
            Self::DutyWorksheet => "duty",
            Self::Invoice => "invoice",
            Self::Manifest => "manifest",
            Self::FreeOfDuty => "7523",
            Self::CoverSheet => "cover",
            Self::PowerOfAttorney => "5291",
            Self::ImporterIdentity => "5106",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code.trim().to_ascii_lowercase())
    }

    /// Its name for a person.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EntrySummary => "CBP Form 7501, Entry Summary",
            Self::EntrySummary43 => "CBP Form 7501, 43-block edition",
            Self::EntryDelivery => "CBP Form 3461, Entry/Immediate Delivery",
            Self::DutyWorksheet => "Duty worksheet",
            Self::Invoice => "Commercial invoice with declaration",
            Self::Manifest => "Low-value manifest worksheet",
            Self::FreeOfDuty => "CBP Form 7523, free of duty",
            Self::CoverSheet => "Delivery cover sheet",
            Self::PowerOfAttorney => "CBP Form 5291, Power of Attorney",
            Self::ImporterIdentity => "CBP Form 5106, data sheet",
        }
    }

    /// How its file is called, after the entry number.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::EntrySummary => "CBP 7501",
            Self::EntrySummary43 => "CBP 7501 43 blocks",
            Self::EntryDelivery => "CBP 3461",
            Self::DutyWorksheet => "duty worksheet",
            Self::Invoice => "commercial invoice",
            Self::Manifest => "manifest worksheet",
            Self::FreeOfDuty => "CBP 7523",
            Self::CoverSheet => "cover sheet",
            Self::PowerOfAttorney => "CBP 5291",
            Self::ImporterIdentity => "CBP 5106 data sheet",
        }
    }

    /// It is about the client, and needs no entry.
    pub const fn of_client(self) -> bool {
        matches!(self, Self::PowerOfAttorney | Self::ImporterIdentity)
    }

    /// It can be made of shipments that are on no entry.
    pub const fn of_shipments(self) -> bool {
        matches!(self, Self::Invoice | Self::Manifest)
    }

    /// Edition of the drawing: the form's own mark for the 7501, else the month it was drawn.
    pub fn edition(self) -> String {
        match self {
            Self::EntrySummary => "02/26".to_owned(),
            Self::EntrySummary43 => "5/22".to_owned(),
            other => layout_of(other).map_or_else(|_| String::new(), |layout| layout.edition.clone()),
        }
    }

    /// What its blocks rest on, where they were not checked against the form itself.
    pub fn unverified(self) -> Option<String> {
        match self {
            Self::EntrySummary | Self::EntrySummary43 => {
                Some("The order of the blocks follows the published form; contents of blocks 4 to 47 rest on accounts of the instructions.".to_owned())
            }
            other => layout_of(other).ok().filter(|layout| layout.confidence != customs::Confidence::Primary).map(|layout| layout.source.clone()),
        }
    }
}

/// A shipment an entry or worksheet covers, with its decision.
#[derive(Clone, Debug, PartialEq)]
pub struct PaperShipment {
    /// What arrived.
    pub shipment: Shipment,
    /// What was decided.
    pub decision: Decision,
}

/// What papers are filled from.
#[derive(Clone, Copy)]
pub struct PaperMatter<'a> {
    /// The entry; `None` on the papers of a client, and on a worksheet of shipments.
    pub entry: Option<&'a EntrySummary>,
    /// The brokerage.
    pub firm: &'a Firm,
    /// The importer.
    pub client: &'a Client,
    /// The shipments.
    pub shipments: &'a [PaperShipment],
    /// What the paper rests on.
    pub stamp: &'a Stamp,
}

/// A paper, drawn. Refused, with issues and without pages, where it does not suit the entry.
pub fn paper(kind: PaperKind, matter: &PaperMatter<'_>) -> Document {
    let mut document = Document {
        title: title(kind, matter),
        author: matter.firm.name.clone(),
        pages: Vec::new(),
        issues: Vec::new(),
        outline: Vec::new(),
        prepared_at: matter.stamp.prepared_at,
    };
    if let Some(why) = unsuited(kind, matter) {
        document.issues.push(why);
        return document;
    }
    match (kind, matter.entry) {
        (PaperKind::EntrySummary, Some(entry)) => return form_7501_edition(Edition::February2026, entry, matter.stamp),
        (PaperKind::EntrySummary43, Some(entry)) => return form_7501_edition(Edition::May2022, entry, matter.stamp),
        _ => {}
    }
    match layout_of(kind) {
        Err(why) => document.issues.push(why),
        Ok(layout) => {
            let mut pen = Pen::new();
            // An invoice has one seller: each shipment has its own.
            for of_one in parts(kind, matter) {
                let rows = rows::of(kind, &of_one);
                let remarks = rows::remarks(kind, &of_one);
                let open = open_blocks(layout, &of_one, &rows);
                let open = (!open.is_empty()).then(|| format!("Not filled in: {}.", open.join("; ")));
                let file_number = matter.entry.map_or("", |entry| entry.file_number.as_str());
                let values = |field: &str| fields::value(&of_one, field);
                let filled = draw::Filled { values: &values, rows: &rows, remarks: &remarks, open, file_number, stamp: matter.stamp };
                document.pages.extend(draw::draw(&mut pen, layout, &filled));
            }
            document.issues = pen.issues;
        }
    }
    document
}

/// Why a paper cannot be made of this matter, in a sentence; `None` where it can.
pub fn unsuited(kind: PaperKind, matter: &PaperMatter<'_>) -> Option<String> {
    if let (PaperKind::PowerOfAttorney, Some(power)) = (kind, &matter.client.power_of_attorney)
        && power.kind == customs::PowerKind::Limited
    {
        let scope = if power.scope.trim().is_empty() { "a part of the business" } else { power.scope.trim() };
        return Some(format!("the power on file is limited to {scope}; CBP Form 5291 as it is drawn here grants a general one"));
    }
    if kind.of_client() {
        return None;
    }
    if kind.of_shipments() && matter.entry.is_none() || kind == PaperKind::Manifest {
        return matter.shipments.is_empty().then(|| "there are no shipments to list".to_owned());
    }
    let Some(entry) = matter.entry else { return Some(format!("{} is made of an entry", kind.name())) };
    match kind {
        PaperKind::FreeOfDuty => entry.lines.iter().find(|line| line.rows.iter().any(|row| !row.duty.is_zero())).map(|line| {
            let duty = line.rows.iter().map(|row| row.duty).sum();
            format!("CBP Form 7523 is for goods free of duty; line {:03} pays {}", line.number, customs::money::dollars(duty))
        }),
        PaperKind::Invoice => matter.shipments.is_empty().then(|| "the shipments of this entry are not on the desk".to_owned()),
        PaperKind::DutyWorksheet => {
            let disagreements = entry.disagreements();
            (!disagreements.is_empty()).then(|| disagreements.join("; "))
        }
        _ => None,
    }
}

/// What a paper lacks before it is complete, block by block; what is signed or stamped by hand is not among it.
pub fn lacking(kind: PaperKind, matter: &PaperMatter<'_>) -> Vec<String> {
    match (kind, matter.entry) {
        (PaperKind::EntrySummary, Some(entry)) => return crate::form_7501::missing_blocks(entry),
        (PaperKind::EntrySummary43, Some(entry)) => return crate::form_7501::missing_blocks_in(Edition::May2022, entry),
        _ => {}
    }
    let Ok(layout) = layout_of(kind) else { return Vec::new() };
    let mut lacking = Vec::new();
    for of_one in parts(kind, matter) {
        for open in open_blocks(layout, &of_one, &rows::of(kind, &of_one)) {
            let sentence = format!("{open} is empty");
            if !lacking.contains(&sentence) {
                lacking.push(sentence);
            }
        }
    }
    lacking
}

/// The boxes and columns that should be filled and are not, by number and name.
fn open_blocks(layout: &FormLayout, matter: &PaperMatter<'_>, rows: &[grid::GridRow]) -> Vec<String> {
    let empty = |field: &Option<String>| field.as_deref().is_some_and(|field| fields::value(matter, field).trim().is_empty());
    let boxes = layout
        .r#box
        .iter()
        .filter(|b| b.needed && empty(&b.field))
        .map(|b| if b.block.is_empty() { b.label.clone() } else { format!("block {} ({})", b.block, b.label) });
    boxes.chain(layout.table.iter().flat_map(|grid| grid::lacking(grid, rows))).collect()
}

/// The matter of each part that is drawn on sheets of its own.
fn parts<'a>(kind: PaperKind, matter: &PaperMatter<'a>) -> Vec<PaperMatter<'a>> {
    if kind == PaperKind::Invoice {
        matter.shipments.iter().map(|one| PaperMatter { shipments: std::slice::from_ref(one), ..*matter }).collect()
    } else {
        vec![*matter]
    }
}

fn title(kind: PaperKind, matter: &PaperMatter<'_>) -> String {
    let of = match (kind.of_client(), matter.entry) {
        (false, Some(entry)) => entry.number.to_string(),
        _ => matter.client.name.clone(),
    };
    format!("{} {of}", kind.name()).trim().to_owned()
}

/// The drawing of a kind that has one.
fn layout_of(kind: PaperKind) -> Result<&'static FormLayout, String> {
    macro_rules! layouts {
        ($($kind:ident: $path:literal),* $(,)?) => {
            match kind {
                $(PaperKind::$kind => {
                    static LAYOUT: LazyLock<Result<FormLayout, String>> = LazyLock::new(|| {
                        FormLayout::read(PaperKind::$kind.name(), include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/forms/", $path, "/layout.toml")))
                    });
                    LAYOUT.as_ref().map_err(Clone::clone)
                })*
                PaperKind::EntrySummary | PaperKind::EntrySummary43 => Err("CBP Form 7501 has a drawing of its own".to_owned()),
            }
        };
    }
    layouts! {
        EntryDelivery: "cbp-3461/2026-11",
        DutyWorksheet: "duty-worksheet/2026-11",
        Invoice: "commercial-invoice/2026-11",
        Manifest: "manifest-worksheet/2026-11",
        FreeOfDuty: "cbp-7523/2026-11",
        CoverSheet: "cover-sheet/2026-11",
        PowerOfAttorney: "cbp-5291/2026-11",
        ImporterIdentity: "cbp-5106/2026-11",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_reads_and_names_only_known_fields() {
        for kind in PaperKind::ALL.into_iter().skip(2) {
            let layout = layout_of(kind).unwrap_or_else(|why| panic!("{why}"));
            for field in layout.r#box.iter().chain(&layout.continuation).filter_map(|b| b.field.as_deref()) {
                assert!(fields::is_known(field), "{}: {field}", kind.code());
            }
            for paragraph in &layout.paragraph {
                for field in sheet::fields_of(&paragraph.text).filter_map(Result::err) {
                    assert!(fields::is_known(field.trim_start_matches('?')), "{}: {field}", kind.code());
                }
            }
            assert!(!layout.source.is_empty(), "{}: a drawing names what it rests on", kind.code());
        }
    }

    #[test]
    fn no_box_leaves_the_sheet_and_no_framed_boxes_overlap() {
        for kind in PaperKind::ALL.into_iter().skip(2) {
            let layout = layout_of(kind).unwrap();
            let (width, height) = layout.sheet();
            let framed: Vec<_> = layout.r#box.iter().filter(|b| b.frame).collect();
            for (i, a) in framed.iter().enumerate() {
                let [x, y, w, h] = a.rect;
                assert!(x + w <= width && y + h <= height, "{}: {}", kind.code(), a.heading());
                for b in &framed[i + 1..] {
                    let [bx, by, bw, bh] = b.rect;
                    assert!(x + w <= bx || bx + bw <= x || y + h <= by || by + bh <= y, "{}: `{}` and `{}`", kind.code(), a.heading(), b.heading());
                }
            }
        }
    }

    #[test]
    fn codes_are_read_back() {
        for kind in PaperKind::ALL {
            assert_eq!(PaperKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(PaperKind::from_code("7512"), None);
    }
}
