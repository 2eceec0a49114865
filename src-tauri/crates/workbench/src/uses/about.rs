//! Where the desk stands: status, Today, settings, the command palette.

use crate::bundled::SAMPLES;
use crate::contract::*;
use crate::uses::following;
use crate::{ApiError, Workbench};
use customs::{Country, Route};
use desk::{Desk, EntryQuery, ShipmentQuery};
use std::path::PathBuf;

/// Hits of one kind the palette shows.
const PALETTE_HITS: usize = 6;

pub fn status(bench: &Workbench, _: Nothing) -> Result<Status, ApiError> {
    let counts = bench.desk.counts()?;
    let (events, head) = bench.journal_head()?;
    Ok(Status {
        desk_path: bench.desk.path().display().to_string(),
        firm: bench.desk.firm()?,
        rulebook: bench.rulebook().stamp(),
        verified_note: bench.rulebook().verified_note().to_owned(),
        journal: JournalHead { events, head },
        shipments: counts.shipments,
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        sqlite_version: Desk::sqlite_version().to_owned(),
        output_folder: bench.output_folder().display().to_string(),
        user: bench.user(),
        empty: counts.shipments == 0 && counts.clients == 0,
        today: bench.today(),
        samples: SAMPLES.iter().map(|s| SampleInfo { name: s.name.into(), title: s.title.into(), about: s.about.into() }).collect(),
    })
}

pub fn overview(bench: &Workbench, _: Nothing) -> Result<TodayOverview, ApiError> {
    let today = bench.today();
    let figures = bench.desk.overview(today, super::authority::partnership_years(&bench.rulebook(), today))?;
    let firm = bench.desk.firm()?;
    let mut attention = Vec::new();
    let mut note = |kind: &str, title: String, sentence: String, screen: &str, routes: &[Route]| {
        attention.push(Attention { kind: kind.into(), title, sentence, screen: screen.into(), routes: routes.to_vec() });
    };
    let many = |n: u64, one: &str, more: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {more}") };
    if figures.to_review > 0 {
        let title =
            format!("{} a person", if figures.to_review == 1 { "1 shipment needs".to_owned() } else { format!("{} shipments need", figures.to_review) });
        note("review", title, "Something is missing, vague or doubtful. Each says what.".into(), "shipments", &[Route::Review]);
    }
    if figures.without_entry > 0 {
        let n = figures.without_entry;
        note(
            "entry",
            format!("{} no entry yet", many(n, "shipment that may not pass free has", "shipments that may not pass free have")),
            "Make their entries from the list.".into(),
            "shipments",
            &[Route::Informal, Route::PostalInformal, Route::Formal],
        );
    }
    if figures.stale_entries > 0 {
        note(
            "entry",
            many(figures.stale_entries, "entry is stale", "entries are stale"),
            "A shipment on it was decided anew after it was built. Open it and build it again.".into(),
            "entries",
            &[],
        );
    }
    for power in &figures.powers {
        note("poa", format!("Power of attorney of {}", power.client), power.because.clone(), "clients", &[]);
    }
    if let Some(days) = super::safety::days_without_backup(bench)? {
        note(
            "setup",
            if days == 1 { "No backup for a day".to_owned() } else { format!("No backup for {days} days") },
            format!("What was recorded since is on one disk only. Backups go to {}.", bench.backup_folder().display()),
            "settings",
            &[],
        );
    }
    let waiting = bench.desk.pending_overrides()?;
    if let Some(first) = waiting.first() {
        let title = if waiting.len() == 1 {
            "1 override waits for a second broker".to_owned()
        } else {
            format!("{} overrides wait for a second broker", waiting.len())
        };
        note("review", title, format!("{} asked to decide {} otherwise: {}", first.by, first.bill, first.reason), "shipments", &[first.from]);
    }
    if firm.name.is_empty() || firm.filer_code.is_none() {
        note("setup", "The firm is not set up".into(), "Entries need its name, filer code and number range.".into(), "settings", &[]);
    } else if firm.numbers_low() {
        note(
            "setup",
            format!("{} left", many(firm.numbers_left(), "entry number is", "entry numbers are")),
            "Enter the next range in Settings before they run out.".into(),
            "settings",
            &[],
        );
    }
    let verified = bench.rulebook().stamp().verified_through;
    let gap = (today - verified).num_days();
    if gap > 0 {
        note(
            "law",
            format!("The law was last checked on {}", verified.format("%-d %b %Y")),
            format!("Nothing that changed in the {gap} days since is known to the desk. {}", bench.rulebook().verified_note()),
            "reference",
            &[],
        );
    }
    Ok(TodayOverview { figures, attention, due: following::most_urgent(bench)? })
}

pub fn settings_save(bench: &Workbench, args: SettingsArgs) -> Result<Status, ApiError> {
    let folder = PathBuf::from(args.output_folder.trim());
    if !folder.is_absolute() {
        return Err(ApiError::refused(format!("`{}` is not a whole path; choose a folder.", folder.display())));
    }
    std::fs::create_dir_all(&folder).map_err(|e| ApiError::new("disk", format!("{} cannot be made: {e}", folder.display())))?;
    bench.set_output_folder(&folder)?;
    status(bench, Nothing {})
}

pub fn countries(_: &Workbench, _: Nothing) -> Result<Vec<CountryName>, ApiError> {
    Ok(Country::all().map(|(code, name)| CountryName { code: code.into(), name: name.into() }).collect())
}

pub fn palette(bench: &Workbench, args: TextArgs) -> Result<Vec<PaletteHit>, ApiError> {
    let text = args.text.trim();
    let mut hits = Vec::new();
    if text.is_empty() {
        return Ok(hits);
    }
    let hit = |kind: &str, title: String, detail: String, screen: &str, id: String| PaletteHit { kind: kind.into(), title, detail, screen: screen.into(), id };
    let ids = bench.desk.shipment_ids(&ShipmentQuery { text: text.to_owned(), ..Default::default() })?;
    for row in bench.desk.shipment_rows(ids.get(..PALETTE_HITS).unwrap_or(&ids))? {
        hits.push(hit("shipment", row.bill, format!("{} · {} · {}", row.person, row.goods, row.client), "shipments", row.id.to_string()));
    }
    for row in bench.desk.entries(&EntryQuery { text: text.to_owned(), ..Default::default() })?.into_iter().take(PALETTE_HITS) {
        hits.push(hit("entry", row.number.clone(), format!("{} · {}", row.client, row.total), "entries", row.number));
    }
    let wanted = text.to_lowercase();
    for row in bench.desk.clients()?.into_iter().filter(|c| c.client.name.to_lowercase().contains(&wanted)).take(PALETTE_HITS) {
        hits.push(hit("client", row.client.name, format!("{} shipments", row.shipments), "clients", row.client.id.to_string()));
    }
    for line in bench.tariff.read().unwrap_or_else(std::sync::PoisonError::into_inner).find(text, bench.today(), PALETTE_HITS).lines {
        hits.push(hit("tariff", line.number.clone(), line.description, "reference", line.number));
    }
    Ok(hits)
}
