//! What a new edition changes for the numbers a desk uses, and in all.

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
    /// The description in the later edition, or in the earlier one where it is gone.
    pub description: String,
    /// In words: what changed, or that it is gone.
    pub what: Vec<String>,
    /// Where it is gone: the closest numbers of the later edition.
    pub closest: Vec<String>,
}

/// How many ten-digit numbers of the whole schedule changed between two editions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct ChangeCount {
    /// In the later edition only.
    pub new: usize,
    /// In the earlier edition only.
    pub gone: usize,
    /// In both, with another general rate.
    pub rates: usize,
    /// In both, with other units of quantity.
    pub units: usize,
}

impl Tariff {
    /// What changes from one loaded edition to another for the numbers given; numbers that stay as they are are left out.
    /// `None` when one of the editions is not loaded.
    pub fn differences(&self, earlier: &str, later: &str, numbers: &[HtsNumber]) -> Option<Vec<LineChange>> {
        let (earlier, later) = (self.named(earlier)?, self.named(later)?);
        Some(numbers.iter().filter_map(|number| change(earlier, later, number)).collect())
    }

    /// How much changes from one loaded edition to another in the whole schedule.
    pub fn change_count(&self, earlier: &str, later: &str) -> Option<ChangeCount> {
        let (earlier, later) = (self.named(earlier)?, self.named(later)?);
        let mut count = ChangeCount::default();
        for number in later.numbers() {
            let (Some((_, before)), Some((_, after))) = (earlier.row_of(number), later.row_of(number)) else {
                count.new += 1;
                continue;
            };
            count.rates += usize::from(earlier.general(number).map(|r| &r.text) != later.general(number).map(|r| &r.text));
            count.units += usize::from(before.units != after.units);
        }
        count.gone = earlier.numbers().filter(|number| later.row_of(number).is_none()).count();
        Some(count)
    }
}

fn change(earlier: &Edition, later: &Edition, number: &HtsNumber) -> Option<LineChange> {
    let line = |edition: &Edition| edition.row_of(number).and_then(|(at, _)| find::line(edition, at));
    let (before, after) = (line(earlier), line(later));
    let description = after.as_ref().or(before.as_ref()).map(described).unwrap_or_default();
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
    (!what.is_empty()).then(|| LineChange { number: number.to_string(), description, what, closest })
}

/// The line's own words after the heading it stands under.
fn described(line: &TariffLine) -> String {
    let heading = line.path.first().map(String::as_str).unwrap_or_default();
    if heading.is_empty() { line.description.clone() } else { format!("{heading} › {}", line.description) }
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
    let named = |text: String| if text.is_empty() { "none".to_owned() } else { text };
    pairs.into_iter().filter(|(_, a, b)| a != b).map(|(what, a, b)| format!("{what}: {} became {}", named(a), named(b))).collect()
}
