//! The built-in book is sound, and a book that is not is refused with its file, line and fault.

use chrono::{NaiveDate, NaiveDateTime};
use customs::Confidence;
use rulebook::{BUILT_IN, Param, PgaTable, Rulebook, Status, in_force, timeline};
use std::collections::BTreeSet;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

/// The built-in book with one file's text changed.
fn with(file: &str, from: &str, to: &str) -> Result<Rulebook, rulebook::RulebookError> {
    let changed: Vec<(&str, String)> = BUILT_IN
        .iter()
        .map(|(name, text)| {
            if *name == file {
                assert!(text.contains(from), "{file} does not hold `{from}`");
                (*name, text.replacen(from, to, 1))
            } else {
                (*name, (*text).to_owned())
            }
        })
        .collect();
    let files: Vec<(&str, &str)> = changed.iter().map(|(n, t)| (*n, t.as_str())).collect();
    Rulebook::load(&files)
}

fn fault(file: &str, from: &str, to: &str) -> String {
    with(file, from, to).expect_err("the fault is found").to_string()
}

#[test]
fn the_built_in_book_is_sound_and_says_how_far_it_was_checked() {
    let book = Rulebook::built_in().unwrap();
    assert_eq!(book.stamp().verified_through, day("2026-10-05"));
    assert!(book.stamp().version.starts_with("2026.10 ") && book.stamp().version.len() == "2026.10 ".len() + 12);
    assert!(book.verified_note().contains("Nothing later was seen"));
    assert_eq!(book.tests().len(), 22);
}

#[test]
fn every_file_of_the_folder_is_built_in() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/rulebook");
    let there: BTreeSet<String> =
        std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().to_string_lossy().into_owned()).filter(|n| n.ends_with(".toml")).collect();
    let built: BTreeSet<String> = BUILT_IN.iter().map(|(n, _)| (*n).to_owned()).collect();
    assert_eq!(there, built);
}

#[test]
fn the_ceiling_has_its_value_on_both_sides_of_every_switch() {
    let book = Rulebook::built_in().unwrap();
    for (moment, value) in [
        ("1937-12-31T23:59:59", None),
        ("1938-01-01T00:00:00", Some("1.00")),
        ("1978-01-01T00:00:00", Some("5.00")),
        ("2016-03-09T23:59:59", Some("200.00")),
        ("2016-03-10T00:00:00", Some("800.00")),
        ("2027-06-30T23:59:59", Some("800.00")),
        ("2027-07-01T00:00:00", Some("none")),
    ] {
        assert_eq!(book.period(Param::Commercial, book.epoch(at(moment))).map(|p| p.text.as_str()), value, "{moment}");
    }
}

#[test]
fn the_suspensions_switch_at_a_minute() {
    let book = Rulebook::built_in().unwrap();
    let status = |param, moment: &str| book.period(param, book.epoch(at(moment))).and_then(rulebook::Period::status);
    assert_eq!(status(Param::China, "2025-02-04T00:00:59"), Some(Status::InForce));
    assert_eq!(status(Param::China, "2025-02-04T00:01:00"), Some(Status::Suspended));
    assert_eq!(status(Param::China, "2025-02-06T12:00:00"), Some(Status::Uncertain));
    assert_eq!(status(Param::China, "2025-05-02T00:00:59"), Some(Status::InForce));
    assert_eq!(status(Param::China, "2025-05-02T00:01:00"), Some(Status::Suspended));
    assert_eq!(status(Param::General, "2025-08-29T00:00:59"), Some(Status::InForce));
    assert_eq!(status(Param::General, "2025-08-29T00:01:00"), Some(Status::Suspended));
    let now = book.period(Param::General, book.epoch(at("2026-11-22T12:00:00"))).unwrap();
    assert_eq!(book.unbroken_since(Param::General, now), at("2025-08-29T00:01:00"));
}

#[test]
fn gaps_and_overlaps_are_refused() {
    let said = fault("commercial-ceiling.toml", "to = 2016-03-10", "to = 2016-03-09");
    assert!(said.starts_with("commercial-ceiling.toml, line ") && said.contains("there is a gap between 2016-03-09"), "{said}");
    let said = fault("commercial-ceiling.toml", "to = 2016-03-10", "to = 2016-03-11");
    assert!(said.contains("overlaps the one before"), "{said}");
    let said = fault("commercial-ceiling.toml", "to = 2016-03-10\n", "");
    assert!(said.contains("has no end"), "{said}");
    let said = fault("agencies.toml", "from = 2025-07-09", "from = 2025-07-10");
    assert!(said.contains("gap") && said.starts_with("agencies.toml"), "{said}");
}

#[test]
fn citations_must_exist_and_be_used() {
    let said = fault("gift-ceiling.toml", "\"10.152\"", "\"10.153a\"");
    assert!(said.contains("the source `10.153a` is not in citations.toml"), "{said}");
    let said = fault(
        "citations.toml",
        "[[source]]\nid = \"1321\"",
        "[[source]]\nid = \"nobody\"\ntext = \"1 CFR 1\"\nconfidence = \"primary\"\n[[source]]\nid = \"1321\"",
    );
    assert!(said.starts_with("citations.toml, line 5: nothing cites the source `nobody`"), "{said}");
    let said = fault("gift-ceiling.toml", "cite = [\"1321\", \"10.152\"]", "cite = []");
    assert!(said.contains("it cites nothing"), "{said}");
}

#[test]
fn countries_and_prefixes_must_be_ones() {
    assert!(fault("exemption-china.toml", "\"HK\"", "\"XX\"").contains("`XX` is no country"));
    assert!(fault("embargoes.toml", "\"KP\"", "\"North Korea\"").contains("is no country"));
    assert!(fault("restricted-goods.toml", "\"2203\"", "\"22O3\"").contains("`22O3` is no tariff prefix"));
    assert!(fault("restricted-goods.toml", "\"2203\"", "\"220\"").contains("is no tariff prefix"));
    assert!(fault("restricted-goods.toml", "\"2203\"", "\"2204\"").contains("listed twice"));
}

#[test]
fn two_rules_may_not_both_apply() {
    let said = fault("agencies.toml", "\"3303\", \"3304\"", "\"2202\", \"3303\", \"3304\"");
    assert!(said.contains("the prefix `2202` is also in `fda-food`: two rules would both apply"), "{said}");
    let said = fault("restricted-goods.toml", "\"9507\"", "\"9507\", \"2203\"");
    assert!(said.contains("also in `alcohol`"), "{said}");
}

#[test]
fn unknown_fields_and_wrong_values_are_named() {
    assert!(fault("gift-ceiling.toml", "value = \"100.00\"", "valeu = \"100.00\"").contains("valeu"));
    assert!(fault("gift-ceiling.toml", "value = \"100.00\"", "value = \"a hundred\"").contains("`a hundred` is not an amount"));
    assert!(fault("exemption-general.toml", "value = \"repealed\"", "value = \"gone\"").contains("`gone` is not in-force"));
    assert!(fault("gift-ceiling.toml", "confidence = \"primary\"", "confidence = \"certain\"").contains("certain"));
    let said = fault("gift-ceiling.toml", "topic = \"gift-ceiling\"", "topic = \"commercial-ceiling\"");
    assert!(said.contains("is already in commercial-ceiling.toml"), "{said}");
}

#[test]
fn the_overlay_may_only_be_stricter() {
    let good = "firm = \"Keel Brokers\"\n[[limit]]\nreason = \"house rule\"\nceiling = \"500.00\"\nfrom = 2024-01-01\n[[watch]]\nreason = \"returns\"\nwords = [\"hoverboard\"]\nfrom = 2024-01-01\n[[barred]]\nreason = \"unpaid\"\nshipper = \"Acme Export\"\nfrom = 2024-01-01\nto = 2025-01-01\n";
    let plain = Rulebook::built_in().unwrap();
    let book = Rulebook::built_in().unwrap().with_overlay("firm.toml", good).unwrap();
    assert_ne!(book.stamp().version, plain.stamp().version);
    assert!(book.stamp().version.ends_with("with Keel Brokers"));
    assert!(timeline(&book).iter().any(|t| t.id == "firm:limit-0"));
    let overlay = book.overlay().unwrap();
    assert!(overlay.bars("ACME EXPORT CO", at("2024-06-01T00:00:00")).is_some());
    assert!(overlay.bars("ACME EXPORT CO", at("2025-01-01T00:00:00")).is_none());
    let refused = |text: &str| Rulebook::built_in().unwrap().with_overlay("firm.toml", text).unwrap_err().to_string();
    assert_eq!(
        refused(&good.replace("500.00", "800.00")),
        "firm.toml, line 2: a firm's ceiling of $800.00 is not below the law's; an overlay may only be stricter"
    );
    assert!(refused(&good.replace("2025-01-01", "2023-01-01")).contains("ends before it begins"));
    assert!(refused("firm = \"x\"\n[[limits]]\n").contains("limits"));
}

#[test]
fn the_timeline_shows_every_topic_with_its_sources() {
    let book = Rulebook::built_in().unwrap();
    let topics = timeline(&book);
    for needed in ["commercial-ceiling", "exemption-china", "postal-lane", "retention", "restricted-goods:alcohol", "partner-agency:fda-food", "embargo:KP"] {
        assert!(topics.iter().any(|t| t.id == needed), "{needed}");
    }
    for topic in &topics {
        assert!(!topic.periods.is_empty() && topic.periods.iter().all(|p| !p.citations.is_empty()), "{}", topic.id);
    }
    let today = in_force(&book, day("2026-11-22"));
    let of = |id: &str| today.iter().find(|t| t.id == id).and_then(|t| t.period.as_ref()).unwrap();
    assert_eq!(of("commercial-ceiling").value, "$800.00");
    assert_eq!(of("exemption-general").value, "suspended");
    assert_eq!(of("exemption-general").confidence, Confidence::Secondary);
    assert_eq!(of("partner-agency:cpsc-children").value, "data");
    assert!(in_force(&book, day("1930-01-01")).iter().find(|t| t.id == "commercial-ceiling").unwrap().period.is_none());
}

#[test]
fn deadlines_are_counts() {
    let book = Rulebook::built_in().unwrap();
    assert_eq!(book.count("retention", day("2026-01-01")).map(|(n, _)| n), Some(5));
    assert_eq!(book.count("poa-partnership", day("2026-01-01")).map(|(n, _)| n), Some(2));
    assert!(book.count("no-such-topic", day("2026-01-01")).is_none());
}

#[test]
fn the_official_table_knows_its_numbers() {
    let table = PgaTable::new("2026-02-21", [("0902101015", vec!["FD4".to_owned()]), ("not a number", vec!["FD2".to_owned()])]);
    let book = Rulebook::built_in().unwrap();
    assert_eq!(table.flags("0902101015"), Some(&["FD4".to_owned()][..]));
    assert_eq!(table.flags("0902109999"), None);
    assert!(table.covers(book.goods(), "FDA") && !table.covers(book.goods(), "CPSC"));
    let before = book.stamp().version;
    assert_ne!(book.with_pga_table(table).stamp().version, before);
}

/// No figure of law in Rust: ceilings, dates, rates and citations live in the book. Comments and tests may name them.
#[test]
fn the_rust_sources_hold_no_figure_of_law() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut stack = vec![root.join("rulebook/src"), root.join("eligibility/src")];
    let mut found = Vec::new();
    let mut files = 0;
    while let Some(folder) = stack.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                stack.push(path);
                continue;
            }
            files += 1;
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for (at, line) in code.lines().enumerate() {
                let line = line.split("//").next().unwrap_or_default();
                if let Some(what) = figure_of_law(line) {
                    found.push(format!("{}:{}: {what}: {}", path.display(), at + 1, line.trim()));
                }
            }
        }
    }
    assert!(files > 20, "the sources were found");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn figure_of_law(line: &str) -> Option<&'static str> {
    // The help text that shows how a date or prefix is written is an example, not law.
    if line.contains("write 2025-08-29") || line.contains("like 2204.21") {
        return None;
    }
    let numbers = line.split(|c: char| !c.is_ascii_digit() && c != '_').map(|n| n.replace('_', ""));
    for n in numbers {
        match n.as_str() {
            "250" | "800" | "2000" | "2500" | "9903" | "9904" | "1321" | "1702" => return Some("a ceiling or a section"),
            n if n.len() == 4 && matches!(n.parse::<u32>(), Ok(1930..=2049)) => return Some("a year"),
            _ => {}
        }
    }
    ["CFR", "USC ", "CSMS", "EO 1", "Pub. L."].iter().any(|c| line.contains(c)).then_some("a citation")
}

#[test]
fn the_search_for_figures_finds_them() {
    assert_eq!(figure_of_law("let ceiling = 800;"), Some("a ceiling or a section"));
    assert_eq!(figure_of_law("let ceiling = 2_500;"), Some("a ceiling or a section"));
    assert_eq!(figure_of_law("from_ymd(2025, 8, 29)"), Some("a year"));
    assert_eq!(figure_of_law("\"19 CFR 10.151\""), Some("a citation"));
    assert_eq!(figure_of_law("amount * 1000 >= ceiling"), None);
}
