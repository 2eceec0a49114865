//! The decision in a few words, for a person who has one second.

use customs::{Decision, Outcome, Route};

/// Why a shipment goes where it goes.
pub struct Reason {
    /// A few words.
    pub headline: String,
    /// One sentence with the figures.
    pub lead: String,
}

/// What stands in the way when a test fails, in the order in which it matters to a broker.
const IN_THE_WAY: &[(&str, &str)] = &[
    ("restricted-goods", "goods that are never exempt"),
    ("antidumping-countervailing", "antidumping or countervailing duty"),
    ("quota", "goods under a quota"),
    ("ftz-or-warehouse-withdrawal", "withdrawn from a zone or warehouse"),
    ("gift-conditions", "not a gift in the law's sense"),
    ("gift-ceiling", "over the gift ceiling"),
    ("accompanied-ceiling", "over the traveler's ceiling"),
    ("exemption-in-force", "the exemption is suspended"),
    ("single-order-split", "one order in lots"),
    ("value-ceiling", "over the ceiling"),
    ("person-day-aggregate", "one person, one day"),
    ("partner-agency", "an agency wants its data"),
];

/// The reason for a decision, from its tests.
pub fn reason(decision: &Decision) -> Reason {
    let because = |id: &str| decision.tests.iter().find(|t| t.id == id).map(|t| t.because.clone());
    let first = |outcome: Outcome| decision.tests.iter().find(|t| t.outcome == outcome);
    let say = |headline: &str, lead: Option<String>| Reason { headline: headline.to_owned(), lead: lead.unwrap_or_default() };
    match decision.route {
        Route::Review => {
            let open = decision.tests.iter().filter(|t| t.outcome == Outcome::Review).count();
            let headline = if open > 1 { format!("Needs a person: {open} open questions.") } else { "Needs a person.".into() };
            Reason { headline, lead: first(Outcome::Review).map(|t| t.because.clone()).unwrap_or_default() }
        }
        Route::Section321 => say("Free under Section 321.", because("person-day-aggregate").or_else(|| because("value-ceiling"))),
        Route::Gift => say("Free as a gift.", because("gift-ceiling")),
        Route::Accompanied => say("Free with the traveler.", because("accompanied-ceiling")),
        Route::InformationalMaterials => say("Free: informational materials.", because("exemption-in-force")),
        Route::Prohibited => Reason { headline: "May not enter.".into(), lead: first(Outcome::Fail).map(|t| t.because.clone()).unwrap_or_default() },
        Route::Informal | Route::Formal | Route::PostalInformal => {
            if decision.would_have_qualified {
                return say("Would have qualified, but the exemption is suspended.", because("exemption-in-force"));
            }
            let failed = IN_THE_WAY.iter().find(|(id, _)| decision.outcome(id) == Some(Outcome::Fail));
            match failed {
                Some((id, words)) => say(&format!("Not free: {words}."), because(id)),
                None => Reason { headline: "Not free.".into(), lead: first(Outcome::Fail).map(|t| t.because.clone()).unwrap_or_default() },
            }
        }
    }
}

/// What a job does, in words, for whoever comes after it was cut off.
pub fn job(name: &str) -> String {
    match name {
        "intake_store" => "Storing an import".into(),
        "entries_make" => "Making entries".into(),
        "entries_pdf" => "Writing forms".into(),
        "papers_pdf" => "Printing papers".into(),
        "shipments_export" | "entries_export" => "Writing a table".into(),
        "catair_export" => "Writing a file for the filing software".into(),
        "records_purge" => "Purging records".into(),
        "audit_export" => "Writing an audit pack".into(),
        "decide_again" => "Deciding shipments anew".into(),
        "import_edition" => "Loading a tariff edition".into(),
        "import_program_list" => "Loading a product list".into(),
        "rules_dry_run" => "Trying the firm's rules".into(),
        "import_pga" => "Loading the table of agency flags".into(),
        other => format!("The work `{other}`"),
    }
}
