//! Duty and fees on known cases: our own, and those of the reference shelf where it is at hand.

use customs::{Decimal, DutyRequest, DutyResult};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use tariff::{Edition, Tariff};

fn cases(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/duty").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The reference shelf, where it is at hand.
fn reference() -> Option<PathBuf> {
    let found = std::env::var_os("ENTRYDESK_REFERENCE").map(PathBuf::from);
    if found.is_none() {
        println!("SKIPPED: set ENTRYDESK_REFERENCE to the folder of the reference shelf to run this test on the official editions");
    }
    found
}

fn with_editions(reference: &Path) -> Tariff {
    let mut tariff = Tariff::starter().unwrap();
    for file in ["hts_2025_basic.json.gz", "hts_2025_rev_18.json.gz", "hts_2025_rev_32.json.gz", "hts_2026_rev_4.json.gz", "hts_2026_rev_10.json.gz"] {
        let bytes = std::fs::read(reference.join("data/hts").join(file)).unwrap();
        tariff.add_edition(Edition::import(file, &bytes).unwrap().0);
    }
    tariff
}

/// One of our cases: a request, and what must come of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What it shows.
    shows: String,
    on: String,
    hts: String,
    origin: String,
    value: String,
    #[serde(default = "informal")]
    entry_type: String,
    #[serde(default)]
    mode: Option<String>,
    #[serde(default)]
    loaded_on: Option<String>,
    #[serde(default)]
    programs: Vec<String>,
    #[serde(default)]
    claims: Vec<String>,
    /// `3 kg`, `10 USD case`
    #[serde(default)]
    quantities: Vec<String>,
    /// `9903.88.15 75.00`, in the order of reporting; the line's own number is `base`, an open amount is `?`.
    #[serde(default)]
    components: Vec<String>,
    #[serde(default)]
    total_duty: Option<String>,
    /// `311 2.77`
    #[serde(default)]
    fees: Option<Vec<String>>,
    /// Words the error holds.
    #[serde(default)]
    error: Option<String>,
    /// Words an assumption holds.
    #[serde(default)]
    says: Vec<String>,
    /// Words no assumption holds.
    #[serde(default)]
    does_not_say: Vec<String>,
}

fn informal() -> String {
    "11".into()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

impl Case {
    fn request(&self) -> DutyRequest {
        let quantities: Vec<serde_json::Value> =
            self.quantities.iter().map(|q| q.split_once(' ').unwrap()).map(|(amount, unit)| serde_json::json!({"amount": amount, "unit": unit})).collect();
        serde_json::from_value(serde_json::json!({
            "id": self.shows, "entry_date": self.on, "entry_type": self.entry_type, "mode": self.mode.as_deref().unwrap_or("air"), "loaded_on": self.loaded_on,
            "lines": [{"hts": self.hts, "origin": self.origin, "entered_value_usd": self.value, "quantities": quantities, "programs": self.programs, "claims": self.claims}],
        }))
        .unwrap()
    }

    fn wrong(&self, result: &DutyResult) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut expect = |what: &str, expected: String, got: String| {
            if expected != got {
                wrong.push(format!("{}\n  {what}: expected {expected}\n  {what}: computed {got}", self.shows));
            }
        };
        let line = result.lines.first();
        let components: Vec<String> = line.iter().flat_map(|l| &l.components).map(|c| component(&c.code, c.duty, &line.unwrap().hts)).collect();
        if self.error.is_none() || !self.components.is_empty() {
            expect("components", self.components.join(", "), components.join(", "));
        }
        expect("total duty", self.total_duty.clone().unwrap_or_else(|| "none".into()), result.total_duty.map_or_else(|| "none".into(), |d| d.to_string()));
        if let Some(fees) = &self.fees {
            let got: Vec<String> = result.fees.iter().map(|f| format!("{} {}", f.class, f.amount)).collect();
            expect("fees", fees.join(", "), got.join(", "));
        }
        match (&self.error, &result.error) {
            (None, got) => expect("error", "none".into(), got.clone().unwrap_or_else(|| "none".into())),
            (Some(words), got) if !got.as_ref().is_some_and(|e| e.contains(words)) => {
                expect("error", words.clone(), got.clone().unwrap_or_else(|| "none".into()))
            }
            _ => {}
        }
        for words in self.says.iter().filter(|words| !result.assumptions.iter().any(|a| a.contains(*words))) {
            expect("assumptions", words.clone(), result.assumptions.join(" / "));
        }
        for words in self.does_not_say.iter().filter(|words| result.assumptions.iter().any(|a| a.contains(*words))) {
            expect("assumptions", format!("nothing about {words}"), result.assumptions.join(" / "));
        }
        wrong
    }
}

fn component(code: &str, duty: Option<Decimal>, own: &str) -> String {
    let code = if code == own { "base" } else { code };
    format!("{code} {}", duty.map_or_else(|| "?".into(), |d| d.to_string()))
}

fn run(tariff: &Tariff, files: &[&str]) -> (usize, Vec<String>) {
    let mut count = 0;
    let mut wrong = Vec::new();
    for file in files {
        let cases: Cases = toml::from_str(&cases(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        count += cases.case.len();
        wrong.extend(cases.case.iter().flat_map(|case| case.wrong(&tariff.duty(&case.request()))));
    }
    (count, wrong)
}

const OURS: [&str; 4] = ["known.toml", "first-and-last-days.toml", "refusals.toml", "fees.toml"];

#[test]
fn our_cases_on_the_starter_tariff_alone() {
    let (count, wrong) = run(&Tariff::starter().unwrap(), &OURS);
    assert!(wrong.is_empty(), "{} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
    println!("{count} cases");
}

#[derive(Deserialize)]
struct ReferenceFile {
    duty: Vec<ReferenceDuty>,
    fees: Vec<ReferenceFee>,
}

#[derive(Deserialize)]
struct ReferenceDuty {
    id: String,
    entry_date: String,
    hts: String,
    origin: String,
    entered_value_usd: i64,
    #[serde(default)]
    programs: Vec<String>,
    lines: Vec<ReferenceLine>,
    total_duty: String,
}

#[derive(Deserialize)]
struct ReferenceLine {
    code: String,
    duty: String,
}

#[derive(Deserialize)]
struct ReferenceFee {
    id: String,
    date: String,
    entry: String,
    value: String,
    mpf: String,
    #[serde(default)]
    hmf_vessel: Option<String>,
}

fn reference_cases(tariff: &Tariff, file: &ReferenceFile) -> Vec<String> {
    let mut wrong = Vec::new();
    for case in &file.duty {
        let request = serde_json::from_value(serde_json::json!({
            "id": case.id, "entry_date": case.entry_date, "entry_type": "11", "mode": "air",
            "lines": [{"hts": case.hts, "origin": case.origin, "entered_value_usd": case.entered_value_usd, "programs": case.programs}],
        }));
        let result = tariff.duty(&request.unwrap());
        let own = result.lines[0].hts.clone();
        let undotted = |code: &str| code.replace('.', "");
        let expected: Vec<String> =
            case.lines.iter().map(|l| format!("{} {}", if undotted(&l.code) == undotted(&own) { "base" } else { &l.code }, l.duty)).collect();
        let got: Vec<String> = result.lines[0].components.iter().map(|c| component(&c.code, c.duty, &own)).collect();
        if expected != got || result.total_duty.map(|d| d.to_string()).as_ref() != Some(&case.total_duty) {
            wrong.push(format!(
                "{}: expected {} = {}, computed {} = {:?} ({:?})",
                case.id,
                expected.join(", "),
                case.total_duty,
                got.join(", "),
                result.total_duty,
                result.error
            ));
        }
    }
    for case in &file.fees {
        let entry_type = if case.entry.starts_with("formal") { "01" } else { "11" };
        let mode = if case.hmf_vessel.is_some() { "ocean" } else { "air" };
        let request = serde_json::json!({"id": case.id, "entry_date": case.date, "entry_type": entry_type, "mode": mode,
            "lines": [{"hts": "6109.10.0012", "origin": "VN", "entered_value_usd": case.value}]});
        let result = tariff.duty(&serde_json::from_value(request).unwrap());
        let expected: Vec<String> = std::iter::once(&case.mpf).chain(&case.hmf_vessel).cloned().collect();
        let got: Vec<String> = result.fees.iter().map(|f| f.amount.to_string()).collect();
        if expected != got {
            wrong.push(format!("{}: fees expected {expected:?}, computed {got:?}", case.id));
        }
    }
    wrong
}

#[test]
fn the_reference_cases_with_and_without_the_official_editions() {
    let Some(reference) = reference() else { return };
    let file: ReferenceFile = serde_json::from_str(&std::fs::read_to_string(reference.join("cases/duty.json")).unwrap()).unwrap();
    for (name, tariff) in [("starter", Tariff::starter().unwrap()), ("editions", with_editions(&reference))] {
        let wrong = reference_cases(&tariff, &file);
        assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
    }
    println!("{} duty cases and {} fee cases, on the starter tariff and on five editions", file.duty.len(), file.fees.len());
}

#[test]
fn our_cases_with_the_official_editions() {
    let Some(reference) = reference() else { return };
    let (count, wrong) = run(&with_editions(&reference), &["known.toml", "first-and-last-days.toml", "fees.toml"]);
    assert!(wrong.is_empty(), "{} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
}
