//! What a new edition changes for the numbers a desk uses.

use crate::Tariff;
use crate::edition::Edition;
use crate::find::{self, TariffLine};
use customs::HtsNumber;
use serde::Serialize;
use ts_rs::TS;

/// What became of one number between two editions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LineChange {
    /// The number, dotted.
    pub number: String,
    /// In words: what changed, or that it is gone.
    pub what: Vec<String>,
    /// Where it is gone: the closest numbers of the later edition.
    pub closest: Vec<String>,
}

impl Tariff {
    /// What changes from one loaded edition to another for the numbers given; numbers that stay as they are are left out.
    /// `None` when one of the editions is not loaded.
    pub fn differences(&self, earlier: &str, later: &str, numbers: &[HtsNumber]) -> Option<Vec<LineChange>> {
        let named = |name: &str| self.editions.iter().find(|e| e.name == name);
        let (earlier, later) = (named(earlier)?, named(later)?);
        Some(numbers.iter().filter_map(|number| change(earlier, later, number)).collect())
    }
}

fn change(earlier: &Edition, later: &Edition, number: &HtsNumber) -> Option<LineChange> {
    let line = |edition: &Edition| edition.row_of(number).and_then(|(_, row)| find::line(edition, row));
    let (before, after) = (line(earlier), line(later));
    let mut closest = Vec::new();
    let what = match (before, after) {
        (None, None) => vec![format!("is in neither {} nor {}", earlier.name, later.name)],
        (None, Some(_)) => vec![format!("is new in {}", later.name)],
        (Some(_), None) => {
            closest = find::closest(later, number);
            vec![format!("is gone from {}", later.name)]
        }
        (Some(before), Some(after)) => changed(&before, &after),
    };
    (!what.is_empty()).then(|| LineChange { number: number.to_string(), what, closest })
}

fn changed(before: &TariffLine, after: &TariffLine) -> Vec<String> {
    let units = |line: &TariffLine| line.units.join(", ");
    let pairs = [
        ("general rate", before.general.clone(), after.general.clone()),
        ("special rates", before.special.clone(), after.special.clone()),
        ("column 2 rate", before.column2.clone(), after.column2.clone()),
        ("units", units(before), units(after)),
        ("description", before.description.clone(), after.description.clone()),
    ];
    pairs.into_iter().filter(|(_, a, b)| a != b).map(|(what, a, b)| format!("{what}: {a} became {b}")).collect()
}
