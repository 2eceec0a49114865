//! Duty and fees on known cases: our own, and those of the reference shelf where it is at hand.

use chrono::NaiveDate;
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

const OURS: [&str; 5] = ["known.toml", "first-and-last-days.toml", "programs.toml", "refusals.toml", "fees.toml"];

/// What of a program file says when it runs.
#[derive(Deserialize)]
struct Programs {
    program: Vec<Program>,
}

#[derive(Deserialize)]
struct Program {
    id: String,
    measure: Vec<Measure>,
}

#[derive(Deserialize)]
struct Measure {
    code: String,
    from: toml::value::Datetime,
    to: Option<toml::value::Datetime>,
    effect: String,
    #[serde(default)]
    by_country: Vec<(String, Vec<String>, String)>,
    met: Option<String>,
}

impl Program {
    /// Every number it is reported under.
    fn codes(&self) -> Vec<&str> {
        self.measure
            .iter()
            .flat_map(|m| std::iter::once(m.code.as_str()).chain(m.met.as_deref()).chain(m.by_country.iter().map(|(code, _, _)| code.as_str())))
            .collect()
    }

    /// The first day on which it charges anything, and the first on which it no longer does.
    fn days(&self) -> (NaiveDate, Option<NaiveDate>) {
        let day = |written: &toml::value::Datetime| written.to_string().parse::<NaiveDate>().unwrap();
        let charging: Vec<&Measure> = self.measure.iter().filter(|m| m.effect != "none").collect();
        let ends: Option<Vec<NaiveDate>> = charging.iter().map(|m| m.to.as_ref().map(day)).collect();
        (charging.iter().map(|m| day(&m.from)).min().unwrap(), ends.and_then(|ends| ends.into_iter().max()))
    }
}

#[test]
fn every_program_has_cases_on_both_sides_of_its_first_and_last_day() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/tariff/programs");
    let mut programs: Vec<Program> = Vec::new();
    for file in ["s232.toml", "s301.toml", "ieepa.toml", "s122.toml", "other.toml"] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        programs.extend(toml::from_str::<Programs>(&text).unwrap_or_else(|e| panic!("{file}: {e}")).program);
    }
    let all: Vec<Case> = OURS.iter().flat_map(|file| toml::from_str::<Cases>(&cases(file)).unwrap().case).collect();
    let mut lacking = Vec::new();
    for program in &programs {
        let codes = program.codes();
        let charges = |case: &Case| case.components.iter().any(|c| c.split(' ').next().is_some_and(|code| codes.contains(&code)));
        // the very same goods, charged on one day and not on the other
        let same = |a: &Case, b: &Case| (&a.hts, &a.origin, &a.claims, &a.programs) == (&b.hts, &b.origin, &b.claims, &b.programs);
        let shown = |on: NaiveDate, off: NaiveDate| {
            let (on, off) = (on.to_string(), off.to_string());
            all.iter().filter(|c| c.on == on && charges(c)).any(|c| all.iter().any(|d| d.on == off && same(c, d) && !charges(d)))
        };
        let (first, end) = program.days();
        if !shown(first, first.pred_opt().unwrap()) {
            lacking.push(format!("{}: first day {first}", program.id));
        }
        if let Some(end) = end.filter(|end| !shown(end.pred_opt().unwrap(), *end)) {
            lacking.push(format!("{}: last day, before {end}", program.id));
        }
    }
    println!("{} programs, {} cases", programs.len(), all.len());
    assert!(programs.len() >= 27 && lacking.is_empty(), "no cases on both sides of:\n  {}", lacking.join("\n  "));
}

#[test]
fn fees_of_every_fiscal_year_on_both_sides_of_its_first_day() {
    // first day; formal least and greatest; informal filed electronically, on paper, by CBP; surcharge; dutiable mail; express bill
    let years: [(&str, [&str; 8]); 10] = [
        ("2018-01-01", ["25.67", "497.99", "2.05", "6.16", "9.24", "3.08", "5.65", "1.03"]),
        ("2018-10-01", ["26.22", "508.70", "2.10", "6.29", "9.44", "3.15", "5.77", "1.05"]),
        ("2019-10-01", ["26.79", "519.76", "2.14", "6.43", "9.65", "3.22", "5.89", "1.07"]),
        ("2020-10-01", ["27.23", "528.33", "2.18", "6.54", "9.80", "3.27", "5.99", "1.09"]),
        ("2021-10-01", ["27.75", "538.40", "2.22", "6.66", "9.99", "3.33", "6.11", "1.11"]),
        ("2022-10-01", ["29.66", "575.35", "2.37", "7.12", "10.68", "3.56", "6.52", "1.19"]),
        ("2023-10-01", ["31.67", "614.35", "2.53", "7.60", "11.40", "3.80", "6.97", "1.27"]),
        ("2024-10-01", ["32.71", "634.62", "2.62", "7.85", "11.78", "3.93", "7.20", "1.31"]),
        ("2025-10-01", ["33.58", "651.50", "2.69", "8.06", "12.09", "4.03", "7.39", "1.34"]),
        ("2026-10-01", ["34.58", "670.86", "2.77", "8.30", "12.45", "4.15", "7.61", "1.38"]),
    ];
    let tariff = Tariff::starter().unwrap();
    let owed = |on: NaiveDate, entry_type: &str, mode: &str, preparation: &str, value: &str| -> Vec<String> {
        let request = serde_json::json!({"id": "1", "entry_date": on, "entry_type": entry_type, "mode": mode, "preparation": preparation,
            "lines": [{"hts": "4901.99.0070", "origin": "DE", "entered_value_usd": value}]});
        tariff.duty(&serde_json::from_value(request).unwrap()).fees.iter().map(|f| format!("{} {}", f.class, f.amount)).collect()
    };
    let check = |on: NaiveDate, [least, most, electronic, paper, by_cbp, surcharge, mail, express]: [&str; 8]| {
        assert_eq!(owed(on, "01", "air", "automated", "100"), [format!("499 {least}")], "{on}");
        assert_eq!(owed(on, "01", "air", "automated", "900000"), [format!("499 {most}")], "{on}");
        assert_eq!(owed(on, "01", "air", "manual", "100"), [format!("499 {least}"), format!("500 {surcharge}")], "{on}");
        assert_eq!(owed(on, "11", "air", "automated", "100"), [format!("311 {electronic}")], "{on}");
        assert_eq!(owed(on, "11", "air", "manual", "100"), [format!("311 {paper}")], "{on}");
        assert_eq!(owed(on, "11", "air", "by-cbp", "100"), [format!("311 {by_cbp}")], "{on}");
        assert_eq!(owed(on, "11", "mail", "by-cbp", "100"), [format!("496 {mail}")], "{on}");
        assert_eq!(owed(on, "11", "air", "express-hub", "100"), [format!(" {express}")], "{on}");
    };
    for (at, (first, figures)) in years.iter().enumerate() {
        let first: NaiveDate = first.parse().unwrap();
        check(first, *figures);
        match at.checked_sub(1).and_then(|before| years.get(before)) {
            Some((_, before)) => check(first.pred_opt().unwrap(), *before),
            None => assert_eq!(owed(first.pred_opt().unwrap(), "11", "air", "automated", "100"), Vec::<String>::new(), "before our data"),
        }
    }
}

#[test]
fn who_owes_no_merchandise_processing_fee() {
    let tariff = Tariff::starter().unwrap();
    let fees = |line: serde_json::Value| -> (Vec<String>, String) {
        let request = serde_json::json!({"id": "1", "entry_date": "2026-11-20", "entry_type": "11", "mode": "air", "lines": [line]});
        let result = tariff.duty(&serde_json::from_value(request).unwrap());
        (result.fees.iter().map(|f| f.amount.to_string()).collect(), result.assumptions.join(" "))
    };
    let line = |origin: &str, programs: &[&str], claims: &[&str]| serde_json::json!({"hts": "6109.10.0012", "origin": origin, "entered_value_usd": "100", "programs": programs, "claims": claims});
    assert_eq!(fees(line("KR", &["KR"], &[])).0, Vec::<String>::new());
    assert_eq!(fees(line("KR", &[], &[])).0, ["2.77"]);
    assert_eq!(fees(line("VI", &[], &[])).0, Vec::<String>::new(), "an insular possession");
    let (none, said) = fees(line("CN", &[], &["9801.00.10"]));
    assert_eq!(none, Vec::<String>::new());
    assert!(said.contains("No merchandise processing fee: every line is free of it by its program, origin or chapter 98 (19 CFR 24.23(c))."), "{said}");
    assert_eq!(fees(line("CN", &[], &["9802.00.80"])).0, ["2.77"], "its dutiable part owes the fee");
}

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
    let (count, wrong) = run(&with_editions(&reference), &["known.toml", "first-and-last-days.toml", "programs.toml", "fees.toml", "editions.toml"]);
    assert!(wrong.is_empty(), "{} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
}
