//! The one command table: name, arguments, answer, and the use case behind it.

use crate::contract::*;
use crate::typescript::Declarations;
use crate::uses::*;
use crate::{ApiError, Reporter, Workbench};
use serde_json::Value;

macro_rules! commands {
    ($($name:ident($args:ty) -> $answer:ty = $use_case:path;)*) => {
        /// Names of all commands that answer at once.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),*];

        /// Calls a command by name, JSON in, JSON out.
        pub fn call(bench: &Workbench, name: &str, args: Value) -> Result<Value, ApiError> {
            bench.gate(name)?;
            bench.keep_law(name)?;
            match name {
                $(stringify!($name) => {
                    let args: $args = read_args(name, args)?;
                    let answer: $answer = $use_case(bench, args)?;
                    Ok(serde_json::to_value(answer)?)
                })*
                other => Err(ApiError::new("bad-arguments", format!("there is no command `{other}`"))),
            }
        }

        /// Rows for the generated TypeScript: name, arguments, answer.
        pub fn commands_in_typescript(types: &mut Declarations) -> Vec<(&'static str, String, String)> {
            vec![$((stringify!($name), types.add::<$args>(), types.add::<$answer>())),*]
        }
    };
}

macro_rules! jobs {
    ($($name:ident($args:ty) -> $answer:ty = $use_case:path;)*) => {
        /// Names of all jobs: long work with progress and cancel.
        pub const JOBS: &[&str] = &[$(stringify!($name)),*];

        /// Runs a job to its end.
        pub fn run(bench: &Workbench, name: &str, args: Value, report: &Reporter<'_>) -> Result<Value, ApiError> {
            bench.gate(name)?;
            bench.keep_law(name)?;
            // Ends when this returns, well or not: a session that is cut off in between says what it was doing.
            let _under_way = bench.desk.begin_work(&crate::words::job(name), &bench.act())?;
            match name {
                $(stringify!($name) => {
                    let args: $args = read_args(name, args)?;
                    let answer: $answer = $use_case(bench, args, report)?;
                    Ok(serde_json::to_value(answer)?)
                })*
                other => Err(ApiError::new("bad-arguments", format!("there is no job `{other}`"))),
            }
        }

        /// Rows for the generated TypeScript: name, arguments, answer.
        pub fn jobs_in_typescript(types: &mut Declarations) -> Vec<(&'static str, String, String)> {
            vec![$((stringify!($name), types.add::<$args>(), types.add::<$answer>())),*]
        }
    };
}

fn read_args<T: serde::de::DeserializeOwned>(name: &str, args: Value) -> Result<T, ApiError> {
    serde_json::from_value(args).map_err(|e| ApiError::new("bad-arguments", format!("`{name}` was asked for something it does not understand: {e}")))
}

commands! {
    status(Nothing) -> Status = about::status;
    overview(Nothing) -> TodayOverview = about::overview;
    firm_save(FirmArgs) -> customs::Firm = firm::firm_save;
    numbers(Nothing) -> NumbersView = firm::numbers;
    numbers_set_aside(SetAsideArgs) -> NumbersView = firm::numbers_set_aside;
    manufacturer_id(MakerArgs) -> MakerAnswer = firm::manufacturer_id;
    identifier_check(IdentifierArgs) -> IdentifierAnswer = firm::identifier_check;
    ports(Nothing) -> Vec<Port> = ports::ports;
    port_save(PortArgs) -> Vec<Port> = ports::port_save;
    port_remove(PortCodeArgs) -> Vec<Port> = ports::port_remove;
    settings_save(SettingsArgs) -> Status = about::settings_save;
    palette(TextArgs) -> Vec<PaletteHit> = about::palette;
    countries(Nothing) -> Vec<CountryName> = about::countries;

    desk_state(Nothing) -> DeskState = safety::desk_state;
    desk_unlock(UnlockArgs) -> DeskState = safety::desk_unlock;
    desk_lock(Nothing) -> DeskState = safety::desk_lock;
    desk_encrypt(PassphraseArgs) -> RecoverySheet = safety::desk_encrypt;
    desk_decrypt(PassphraseArgs) -> DeskState = safety::desk_decrypt;
    passphrase_change(PassphraseChangeArgs) -> Sentence = safety::passphrase_change;
    recovery_sheet(PassphraseArgs) -> RecoverySheet = safety::recovery_sheet;
    recovery_sheet_save(SheetSaveArgs) -> SavedFile = safety::recovery_sheet_save;
    safety_save(SafetyArgs) -> DeskState = safety::safety_save;
    backup(Nothing) -> SavedFile = safety::backup;
    backups(Nothing) -> BackupsView = safety::backups;
    backup_preview(BackupArgs) -> BackupPreview = safety::backup_preview;
    backup_restore(BackupArgs) -> Restored = safety::backup_restore;
    recovery_offer(UnlockArgs) -> RecoveryOffer = safety::recovery_offer;

    users(Nothing) -> Vec<desk::User> = users::users;
    user_save(UserSaveArgs) -> Vec<desk::User> = users::user_save;
    set_user(UserArgs) -> Status = users::set_user;
    override_ask(OverrideAskArgs) -> ShipmentDetail = users::override_ask;
    override_answer(OverrideAnswerArgs) -> desk::Override = users::override_answer;
    override_withdraw(OverrideWithdrawArgs) -> desk::Override = users::override_withdraw;
    overrides(IdArgs) -> Vec<desk::Override> = users::overrides;
    overrides_pending(Nothing) -> Vec<desk::Override> = users::overrides_pending;

    clients(Nothing) -> Vec<desk::ClientRow> = clients::clients;
    client_save(ClientArgs) -> customs::Client = clients::client_save;
    client_authority(AuthorityArgs) -> AuthorityView = authority::client_authority;
    authority_rules(Nothing) -> AuthorityRules = authority::authority_rules;
    importer_number_show(IdArgs) -> ImporterNumberShown = authority::importer_number_show;
    sample_client(Nothing) -> customs::Client = clients::sample_client;

    sample_offer(NameArgs) -> FileTicket = intake_files::sample_offer;
    intake_read(IntakeReadArgs) -> IntakeView = intake_files::intake_read;
    intake_preview(PreviewArgs) -> Vec<PreviewLine> = intake_files::intake_preview;
    intake_template(Nothing) -> SavedFile = template::intake_template;
    intake_fields(Nothing) -> Vec<intake::FieldInfo> = intake_files::intake_fields;
    intake_alike(AlikeArgs) -> Alike = intake_files::intake_alike;
    imports(Nothing) -> Vec<desk::ImportRow> = intake_files::imports;
    import_undo(ImportArgs) -> Nothing = intake_files::import_undo;
    client_rules(ClientIdArgs) -> Vec<desk::ClientRule> = products::client_rules;
    rule_remember(RuleArgs) -> Vec<desk::ClientRule> = products::rule_remember;
    rule_remove(IdArgs) -> Nothing = products::rule_remove;
    products(ClientIdArgs) -> Vec<desk::ProductRow> = products::products;
    products_read(ProductsReadArgs) -> ProductsReading = products::products_read;
    products_learn(ClientIdArgs) -> Vec<ProductProposal> = products::products_learn;
    products_save(ProductsSaveArgs) -> Vec<desk::ProductRow> = products::products_save;
    rates(Nothing) -> RatesView = rates::rates;
    rates_read(RatesReadArgs) -> RatesReading = rates::rates_read;
    rates_save(RatesSaveArgs) -> RatesView = rates::rates_save;
    rate_remove(IdArgs) -> RatesView = rates::rate_remove;
    rate_for(RateForArgs) -> RateFor = rates::rate_for;

    shipments_view(ViewArgs) -> ShipmentsView = shipments::view;
    shipments_window(WindowArgs) -> Vec<desk::ShipmentRow> = shipments::window;
    shipment(IdArgs) -> ShipmentDetail = shipments::shipment;
    shipment_save(ShipmentSaveArgs) -> ShipmentDetail = shipments::shipment_save;
    undo(Nothing) -> Sentence = shipments::undo;
    what_if(WhatIfArgs) -> WhatIfAnswer = shipments::what_if;
    people(PeopleArgs) -> Vec<PersonRow> = people::people;

    entries_plan(EntriesPlanArgs) -> EntriesPlan = entries::entries_plan;
    entries(EntriesArgs) -> Vec<desk::EntryRow> = entries::entries;
    entry(NumberArgs) -> EntryDetail = entries::entry;
    entry_save(EntrySaveArgs) -> EntryDetail = entries::entry_save;
    entry_preview(NumberArgs) -> Preview = entries::entry_preview;
    entry_rebuild(NumberArgs) -> EntryDetail = entries::entry_rebuild;
    block_check(BlockCheckArgs) -> BlockCheck = entries::block_check;
    entry_state(EntryStateArgs) -> EntryDetail = following::entry_state;
    entries_state(EntriesStateArgs) -> EntriesMoved = following::entries_state;
    entry_summary_filed(SummaryFiledArgs) -> EntryDetail = following::entry_summary_filed;
    entry_take_back(TakeBackArgs) -> EntryDetail = following::entry_take_back;
    entries_take_back(EntriesTakeBackArgs) -> Sentence = following::entries_take_back;
    deadlines(Nothing) -> DueList = following::deadlines;
    notes(SubjectArgs) -> Vec<desk::NoteRow> = following::notes;
    note_add(NoteArgs) -> Vec<desk::NoteRow> = following::note_add;
    note_done(IdArgs) -> Nothing = following::note_done;
    entry_pdf(NumberArgs) -> SavedFile = entries::entry_pdf;

    status_preview(StatusFileArgs) -> StatusPreview = status_files::status_preview;
    status_apply(StatusFileArgs) -> Sentence = status_files::status_apply;
    export_columns(Nothing) -> Vec<ExportColumns> = exports::export_columns;
    export_presets(Nothing) -> Vec<ExportPreset> = exports::presets::export_presets;
    export_preset_save(ExportPreset) -> Vec<ExportPreset> = exports::presets::export_preset_save;
    export_preset_remove(NameArgs) -> Vec<ExportPreset> = exports::presets::export_preset_remove;

    papers(PapersArgs) -> Vec<PaperOffer> = papers::papers;
    paper_preview(PaperArgs) -> Preview = papers::paper_preview;
    paper_pdf(PaperArgs) -> SavedFile = papers::paper_pdf;

    decision_replay(IdArgs) -> Replay = replay::decision_replay;
    audit_verify(VerifyArgs) -> PackVerdict = audit::audit_verify;
    journal(JournalArgs) -> Vec<desk::JournalEvent> = audit::journal;
    retention(RetentionArgs) -> RetentionView = retention::retention;
    hold_set(HoldArgs) -> RetentionView = retention::hold_set;
    hold_lift(LiftArgs) -> RetentionView = retention::hold_lift;
    purge_preview(PurgePreviewArgs) -> PurgePreview = purge::purge_preview;
    purge_certificate(PurgeSeqArgs) -> Certificate = purge::purge_certificate;
    journal_verify(Nothing) -> JournalVerdict = audit::journal_verify;

    documents(SubjectArgs) -> DocumentsView = documents::documents;
    document_attach(AttachArgs) -> DocumentsView = documents::document_attach;
    document_kind(DocumentKindArgs) -> DocumentsView = documents::document_kind;
    document_detach(DetachArgs) -> DocumentsView = documents::document_detach;
    document_open(IdArgs) -> SavedFile = documents::document_open;

    rulebook_timeline(Nothing) -> Vec<rulebook::TimelineTopic> = reference::rulebook_timeline;
    rulebook_in_force(DateArgs) -> Vec<InForce> = reference::rulebook_in_force;
    tariff_find(TariffFindArgs) -> tariff::TariffFound = reference::tariff_find;
    tariff_browse(TariffBrowseArgs) -> tariff::TariffBranch = reference::tariff_browse;
    tariff_line(TariffLineArgs) -> TariffLineAnswer = reference::tariff_line;
    duty_over_time(DutyOverTimeArgs) -> Vec<tariff::DutyStep> = reference::duty_over_time;
    editions(Nothing) -> Vec<tariff::EditionInfo> = editions::editions;
    edition_checks(EditionArgs) -> Vec<EditionCheck> = editions::edition_checks;
    edition_differences(EditionDifferencesArgs) -> EditionDifferences = editions::edition_differences;
    program_lists(Nothing) -> Vec<tariff::ListInfo> = editions::program_lists;
    pga_reports(Nothing) -> Vec<PgaReportInfo> = editions::pga_reports;
    shipment_landed(IdArgs) -> LandedCost = landed::shipment_landed;
    fees(DateArgs) -> Vec<FeeRow> = reference::fees;

    firm_rules(Nothing) -> FirmRulesView = firm_rules::firm_rules;
    firm_rules_save(FirmRulesArgs) -> FirmRulesView = firm_rules::firm_rules_save;
}

jobs! {
    intake_store(StoreArgs) -> StoreAnswer = intake_files::intake_store;
    entries_make(EntriesMakeArgs) -> EntriesMade = entries::entries_make;
    entries_pdf(NumbersArgs) -> SavedPapers = papers::entries_pdf;
    papers_pdf(PapersPdfArgs) -> SavedPapers = papers::papers_pdf;
    shipments_export(ShipmentsExportArgs) -> SavedSheet = exports::shipments_export;
    catair_export(CatairArgs) -> CatairAnswer = catair::catair_export;
    entries_export(EntriesExportArgs) -> SavedSheet = exports::entries_export;
    audit_export(AuditArgs) -> SavedPack = audit::audit_export;
    records_purge(PurgeArgs) -> PurgeDone = purge::records_purge;
    import_edition(TicketArgs) -> EditionLoaded = editions::import_edition;
    import_program_list(ImportListArgs) -> tariff::ListReport = editions::import_program_list;
    import_pga(TicketArgs) -> PgaReportInfo = editions::import_pga;
    rules_dry_run(DryRunArgs) -> DryRunAnswer = firm_rules::rules_dry_run;
    decide_again(PeriodArgs) -> DecidedAgain = firm_rules::decide_again;
}
