//! The authority to act for a client, held against the law of a day before an entry is made.

use crate::contract::*;
use crate::{ApiError, Workbench};
use chrono::NaiveDate;
use customs::{Citation, Client, Confidence, Country, ImporterNumber, LegalForm, PowerKind};
use rulebook::Rulebook;
use rulebook::param::Period;

/// How many years a partnership's power of attorney lasts; 0 where the book says nothing of that day.
pub fn partnership_years(book: &Rulebook, day: NaiveDate) -> u32 {
    book.count("poa-partnership", day).map_or(0, |(years, _)| years)
}

/// Everything about a client's authority that stands in the way of an entry on a day, or is to be known before it.
/// `last_entry` is the newest entry known under the client's number.
pub fn findings(book: &Rulebook, client: &Client, entry_type: &str, day: NaiveDate, last_entry: Option<NaiveDate>) -> Vec<AuthorityFinding> {
    let mut found = Vec::new();
    let mut say = |about: &str, blocks: bool, sentence: String, law: Law<'_>| {
        let (citations, confidence) = law.cite();
        found.push(AuthorityFinding { about: about.into(), blocks, sentence, citations, confidence });
    };
    let of = |topic: &str| book.word(topic, day).map_or(Law::None, Law::Book);
    let (limit, needed) = (of("poa-partnership"), of("power-of-attorney"));
    match &client.power_of_attorney {
        None => say("power", true, format!("there is no power of attorney from {} on file", client.name), needed),
        Some(power) => {
            if let Some(gap) = power.gap_on(day, partnership_years(book, day)) {
                let ended_by_kind = power.partnership && power.last_day(partnership_years(book, day)) != power.expires && power.revoked.is_none();
                let law = if ended_by_kind && power.signed.is_some_and(|s| s <= day) { limit } else { needed };
                say("power", true, gap, law);
            }
            if power.kind == PowerKind::Limited {
                let scope = if power.scope.trim().is_empty() { "it does not say to what" } else { power.scope.trim() };
                say("scope", false, format!("the power of attorney is limited: {scope}"), of("power-limited"));
            }
            if client.legal_form == Some(LegalForm::Partnership) && !power.partnership {
                say("power", false, "the client is a partnership, but its power of attorney is not marked as one".into(), limit);
            }
            let foreign = Country::parse(&client.address.country).is_some_and(|c| c.code() != "US");
            if foreign && power.agent_for_service.trim().is_empty() {
                let sentence = "the client is not in the United States, and its power of attorney names no agent for service of process there";
                say("agent", false, sentence.into(), of("power-agent"));
            }
        }
    }
    if client.importer_number.is_none() {
        say("importer-number", false, "the client has no importer number; block 27 will be empty".into(), Law::None);
    }
    if let Some((days, period)) = book.count("importer-inactive", day) {
        let known = last_entry.max(client.last_entry_elsewhere).filter(|last| *last <= day);
        match known {
            Some(last) if (day - last).num_days() >= i64::from(days) => say(
                "inactive",
                false,
                format!(
                    "the last entry known under its importer number is of {last}, {} days before: CBP may hold it inactive, and asks for CBP Form 5106 again",
                    (day - last).num_days()
                ),
                Law::Book(period),
            ),
            _ => {}
        }
    }
    let formal = !["informal", "low-value", "mail"].iter().any(|purpose| book.entry(purpose).is_some_and(|e| e.code == entry_type));
    if formal && let Some(rule) = book.word("bond-formal", day).filter(|p| p.text == "required") {
        match &client.bond {
            None => say("bond", true, format!("a formal entry needs a bond, and none of {} is on file", client.name), Law::Book(rule)),
            Some(bond) => {
                if let Some(gap) = bond.gap_on(day) {
                    say("bond", true, format!("a formal entry needs a bond: {gap}"), Law::Book(rule));
                }
            }
        }
    }
    found
}

/// What stands in the way of an entry, in one sentence with its law; `None` where nothing does.
pub fn refusal(book: &Rulebook, client: &Client, entry_type: &str, day: NaiveDate) -> Option<String> {
    let blocking: Vec<String> = findings(book, client, entry_type, day, None).into_iter().filter(|f| f.blocks).map(|f| in_words(&f)).collect();
    (!blocking.is_empty()).then(|| blocking.join("; "))
}

/// A finding with its law.
pub fn in_words(finding: &AuthorityFinding) -> String {
    let law = finding.citations.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join(", ");
    let unsure = if finding.confidence == Confidence::Primary { "" } else { ", not read at its source" };
    if law.is_empty() { finding.sentence.clone() } else { format!("{} ({law}{unsure})", finding.sentence) }
}

/// Where a finding rests.
#[derive(Clone, Copy)]
enum Law<'a> {
    Book(&'a Period),
    None,
}

impl Law<'_> {
    fn cite(self) -> (Vec<Citation>, Confidence) {
        match self {
            Self::Book(period) => (period.citations.clone(), period.confidence),
            Self::None => (Vec::new(), Confidence::Unverified),
        }
    }
}

/// How a client's authority stands for both kinds of entry.
pub fn client_authority(bench: &Workbench, args: AuthorityArgs) -> Result<AuthorityView, ApiError> {
    let client = bench.desk.client(args.id)?;
    let day = args.day.unwrap_or(bench.today());
    let book = bench.rulebook();
    let last_entry = bench.desk.last_filed_entry(args.id)?;
    let code = |purpose: &str, otherwise: &str| book.entry(purpose).map_or(otherwise.to_owned(), |e| e.code.clone());
    let of = |entry_type: &str| findings(&book, &client, entry_type, day, last_entry);
    Ok(AuthorityView {
        last_day: client.power_of_attorney.as_ref().and_then(|p| p.last_day(partnership_years(&book, day))),
        partnership_years: partnership_years(&book, day),
        last_entry: last_entry.max(client.last_entry_elsewhere),
        informal: of(&args.entry_type.unwrap_or(code("informal", "11"))),
        formal: of(&code("formal", "01")),
    })
}

/// The law that authorities are held against today.
pub fn authority_rules(bench: &Workbench, _: Nothing) -> Result<AuthorityRules, ApiError> {
    let (book, day) = (bench.rulebook(), bench.today());
    let rule = |topic: &str| book.count(topic, day).map(|(n, period)| (n, period.citations.clone()));
    let (partnership_years, partnership_law) = rule("poa-partnership").unwrap_or_default();
    let inactive = rule("importer-inactive");
    Ok(AuthorityRules {
        partnership_years,
        partnership_law,
        inactive_days: inactive.as_ref().map(|(n, _)| *n),
        inactive_law: inactive.map(|(_, law)| law).unwrap_or_default(),
    })
}

/// Shows a client's importer number in full, and puts on record that it was shown.
pub fn importer_number_show(bench: &Workbench, args: IdArgs) -> Result<ImporterNumberShown, ApiError> {
    let client = bench.desk.client(args.id)?;
    let Some(number) = client.importer_number else {
        return Ok(ImporterNumberShown { number: String::new(), kind: String::new() });
    };
    bench.desk.record_shown(args.id, "importer-number-shown", &bench.act())?;
    let kind = match &number {
        ImporterNumber::Irs(_) => "IRS number",
        ImporterNumber::SocialSecurity(_) => "Social Security number",
        ImporterNumber::CbpAssigned(_) => "CBP-assigned number",
    };
    Ok(ImporterNumberShown { number: number.to_string(), kind: kind.into() })
}
