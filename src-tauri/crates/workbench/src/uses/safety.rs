//! Lock and key, backups, and getting back to work when the desk file is damaged.

use crate::contract::*;
use crate::state::SAFETY;
use crate::{ApiError, Workbench};
use desk::{Desk, DeskError, Lost, RecoveryKey, RestorePreview, Unlock};
use std::path::{Path, PathBuf};

/// Days of loss that are named one by one.
const DAYS_NAMED: usize = 3;

pub fn desk_state(bench: &Workbench, _: Nothing) -> Result<DeskState, ApiError> {
    Ok(state(bench))
}

fn state(bench: &Workbench) -> DeskState {
    let closed = bench.desk.closed();
    let opened = match &closed {
        None => Opened::Open,
        Some(DeskError::Locked) => Opened::Locked,
        Some(DeskError::Damaged(_)) => Opened::Damaged,
        Some(_) => Opened::Closed,
    };
    // A closed desk answers none of these: what is said then is what was known last.
    let users = bench.desk.users().unwrap_or_default();
    let user = bench.user();
    DeskState {
        state: opened,
        sentence: closed.map(|why| why.to_string()),
        path: bench.desk.path().display().to_string(),
        encrypted: bench.desk.is_encrypted(),
        notices: bench.notices(),
        auto_lock_minutes: bench.auto_lock_minutes(),
        second_eyes: bench.desk.setting(desk::SECOND_EYES).ok().flatten().as_deref() == Some("yes"),
        backup_folder: bench.backup_folder().display().to_string(),
        signed_in: users.iter().find(|u| u.active && u.initials == user).cloned(),
        users,
        user,
        kept_here: bench.desk.is_encrypted() && bench.key_store.as_ref().is_some_and(|store| store.holds(&bench.store_id())),
        key_store: bench.key_store.as_ref().map(|store| store.name().to_owned()),
    }
}

fn unlock_of(passphrase: Option<&str>, recovery_key: Option<&str>) -> Result<Option<Unlock>, ApiError> {
    Ok(match (passphrase, recovery_key) {
        (Some(typed), _) => Some(Unlock::passphrase(typed)),
        (None, Some(typed)) => Some(Unlock::recovery(typed)?),
        (None, None) => None,
    })
}

pub fn desk_unlock(bench: &Workbench, args: UnlockArgs) -> Result<DeskState, ApiError> {
    let unlock = unlock_of(args.passphrase.as_deref(), args.recovery_key.as_deref())?;
    bench.desk.enter(unlock.as_ref(), &bench.act())?;
    bench.take_up()?;
    if args.keep {
        bench.keep_key(true)?;
    }
    Ok(state(bench))
}

pub fn desk_lock(bench: &Workbench, _: Nothing) -> Result<DeskState, ApiError> {
    bench.lock_up()?;
    Ok(state(bench))
}

/// Writes the sheet for printing. The desk does not have the key: it is the one that was just shown, and is tried first.
pub fn recovery_sheet_save(bench: &Workbench, args: SheetSaveArgs) -> Result<SavedFile, ApiError> {
    let key = bench.desk.own_recovery_key(&args.recovery_key)?;
    let name = bench.desk.path().file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let (firm, head, printed) = (bench.desk.firm()?.name, bench.journal_head()?.1, key.printed());
    let sheet = paperwork::RecoverySheet { key: &printed, desk: &name, firm: &firm, made: bench.now(), head: &head };
    let pdf = paperwork::recovery_sheet(&sheet).to_pdf(bench.fonts)?;
    let path = bench.write_document("", "Entrydesk recovery sheet.pdf", &pdf)?;
    Ok(SavedFile { path: path.display().to_string() })
}

fn shown(key: &RecoveryKey) -> RecoverySheet {
    RecoverySheet { recovery_key: key.printed().to_string() }
}

pub fn desk_encrypt(bench: &Workbench, args: PassphraseArgs) -> Result<RecoverySheet, ApiError> {
    bench.desk.need_broker("encrypting the desk", &bench.act())?;
    let key = bench.desk.encrypt(&Unlock::passphrase(&args.passphrase), &bench.act())?;
    Ok(shown(&key))
}

pub fn desk_decrypt(bench: &Workbench, args: PassphraseArgs) -> Result<DeskState, ApiError> {
    bench.desk.need_broker("taking the encryption away", &bench.act())?;
    bench.desk.decrypt(&Unlock::passphrase(&args.passphrase), &bench.act())?;
    bench.keep_key(false)?;
    Ok(state(bench))
}

pub fn passphrase_change(bench: &Workbench, args: PassphraseChangeArgs) -> Result<Sentence, ApiError> {
    bench.desk.need_broker("changing the passphrase", &bench.act())?;
    let unlock = unlock_of(args.passphrase.as_deref(), args.recovery_key.as_deref())?
        .ok_or_else(|| ApiError::refused("Give the passphrase so far, or the recovery key from its sheet."))?;
    bench.desk.change_passphrase(&unlock, &Unlock::passphrase(&args.new), &bench.act())?;
    Ok(Sentence { sentence: "The passphrase is changed. The recovery sheet stays good; backups made before open with the passphrase of their time.".into() })
}

pub fn recovery_sheet(bench: &Workbench, args: PassphraseArgs) -> Result<RecoverySheet, ApiError> {
    bench.desk.need_broker("making a recovery sheet", &bench.act())?;
    let key = bench.desk.new_recovery_key(&Unlock::passphrase(&args.passphrase), &bench.act())?;
    Ok(shown(&key))
}

pub fn safety_save(bench: &Workbench, args: SafetyArgs) -> Result<DeskState, ApiError> {
    let act = bench.act();
    if let Some(minutes) = args.auto_lock_minutes {
        if minutes > 24 * 60 {
            return Err(ApiError::refused("A day at most: give the minutes until the desk locks itself, or 0 for never."));
        }
        if minutes > 0 && !bench.desk.is_encrypted() {
            return Err(ApiError::refused("The desk has no passphrase, so it cannot lock itself. Set one first."));
        }
        bench.desk.set_setting(SAFETY.auto_lock, &minutes.to_string(), &act)?;
    }
    if let Some(wanted) = args.second_eyes {
        bench.desk.need_broker("saying whether overrides need a second person", &act)?;
        let brokers = bench.desk.users()?.iter().filter(|u| u.active && u.role == desk::Role::Broker).count();
        if wanted && brokers < 2 {
            return Err(ApiError::refused("A second pair of eyes needs two brokers among the users of this desk."));
        }
        bench.desk.set_setting(desk::SECOND_EYES, if wanted { "yes" } else { "no" }, &act)?;
    }
    if let Some(folder) = args.backup_folder {
        let folder = PathBuf::from(folder.trim());
        if !folder.is_absolute() {
            return Err(ApiError::refused(format!("`{}` is not a whole path; choose a folder.", folder.display())));
        }
        std::fs::create_dir_all(&folder).map_err(|e| ApiError::new("disk", format!("{} cannot be made: {e}", folder.display())))?;
        bench.desk.set_setting(Desk::BACKUP_FOLDER, &folder.to_string_lossy(), &act)?;
    }
    bench.take_up_safety()?;
    if let Some(keep) = args.keep_key {
        bench.keep_key(keep)?;
    }
    Ok(state(bench))
}

pub fn backup(bench: &Workbench, _: Nothing) -> Result<SavedFile, ApiError> {
    let folder = bench.backup_folder();
    std::fs::create_dir_all(&folder).map_err(|e| ApiError::new("disk", format!("{} cannot be made: {e}", folder.display())))?;
    let path = folder.join(bench.desk.backup_name(&bench.act())?);
    bench.desk.backup(&path)?;
    Ok(SavedFile { path: path.display().to_string() })
}

/// Days after which work that is in no backup is spoken of.
const WITHOUT_BACKUP: i64 = 7;

/// For how many days what was recorded has been in no backup, where that is too long. A desk without one counts from its first event.
pub fn days_without_backup(bench: &Workbench) -> Result<Option<i64>, ApiError> {
    let (head, _) = bench.journal_head()?;
    // A folder that cannot be read (a stick that is not plugged in) has no backup that helps.
    let newest = bench.desk.backups(&bench.backup_folder()).unwrap_or_default().into_iter().next();
    let since = match newest {
        Some(file) if u64::try_from(file.seq).is_ok_and(|seq| seq >= head) => None,
        Some(file) => Some(file.at),
        None => bench.desk.journal(None, Some(2), 1)?.first().and_then(|event| event.at.parse().ok()),
    };
    Ok(since.map(|since| (bench.now() - since).num_days()).filter(|days| *days >= WITHOUT_BACKUP))
}

pub fn backups(bench: &Workbench, _: Nothing) -> Result<BackupsView, ApiError> {
    let folder = bench.backup_folder();
    Ok(BackupsView { files: bench.desk.backups(&folder)?, folder: folder.display().to_string() })
}

/// The file a backup's name or ticket means. A dropped file is written where it can be looked into; it is gone when this is.
enum Source {
    Kept(PathBuf),
    Dropped { name: String, path: PathBuf },
}

impl Source {
    fn of(bench: &Workbench, args: &BackupArgs) -> Result<Self, ApiError> {
        if let Some(ticket) = &args.ticket {
            let offered = bench.offered(ticket)?;
            let path = std::env::temp_dir().join(format!("entrydesk-{}-{}.entrydesk", std::process::id(), bench.fresh("dropped")));
            std::fs::write(&path, offered.bytes.as_slice())?;
            return Ok(Self::Dropped { name: offered.ticket.name.clone(), path });
        }
        let name = args.name.as_deref().unwrap_or_default();
        let folder = bench.backup_folder();
        // A name and nothing else: the web side never names a path to be opened.
        let known = bench.desk.backups(&folder)?.into_iter().any(|file| file.name == name);
        if known { Ok(Self::Kept(folder.join(name))) } else { Err(ApiError::new("not-found", format!("There is no backup `{name}` in {}.", folder.display()))) }
    }

    fn path(&self) -> &Path {
        match self {
            Self::Kept(path) | Self::Dropped { path, .. } => path,
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Kept(path) => path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
            Self::Dropped { name, .. } => name.clone(),
        }
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        if let Self::Dropped { path, .. } = self {
            // A copy of what the person still has.
            let _ = std::fs::remove_file(path);
        }
    }
}

pub fn backup_preview(bench: &Workbench, args: BackupArgs) -> Result<BackupPreview, ApiError> {
    let source = Source::of(bench, &args)?;
    let unlock = unlock_of(args.passphrase.as_deref(), args.recovery_key.as_deref())?;
    let preview = bench.desk.restore_preview(source.path(), unlock.as_ref())?;
    let at = bench.desk.backups(&bench.backup_folder())?.into_iter().find(|file| Some(&file.name) == args.name.as_ref()).map(|file| file.at);
    Ok(described(source.name(), at, preview))
}

pub fn backup_restore(bench: &Workbench, args: BackupArgs) -> Result<Restored, ApiError> {
    if bench.desk.closed().is_none() {
        bench.desk.need_broker("restoring a backup", &bench.act())?;
    }
    let source = Source::of(bench, &args)?;
    let unlock = unlock_of(args.passphrase.as_deref(), args.recovery_key.as_deref())?;
    let aside = bench.desk.restore_here(source.path(), unlock.as_ref(), &bench.act())?;
    bench.take_up()?;
    let kept = aside.map(|path| format!(" The file that was there is kept as {}.", path.display())).unwrap_or_default();
    Ok(Restored { sentence: format!("The desk is as it was in {}.{kept}", source.name()), desk: state(bench) })
}

pub fn recovery_offer(bench: &Workbench, args: UnlockArgs) -> Result<RecoveryOffer, ApiError> {
    let folder = bench.backup_folder();
    let files = bench.desk.backups(&folder)?;
    let unlock = unlock_of(args.passphrase.as_deref(), args.recovery_key.as_deref())?;
    let backup = bench.desk.newest_good_backup(&folder, unlock.as_ref())?.map(|(file, preview)| described(file.name, Some(file.at), preview));
    let sentence = match (&backup, files.len()) {
        (Some(_), _) => "The damaged file is kept as it is, beside the restored one.".to_owned(),
        (None, 0) => format!("There is no backup in {}. Choose one from elsewhere.", folder.display()),
        (None, _) => format!("None of the backups in {} is sound. Choose one from elsewhere.", folder.display()),
    };
    Ok(RecoveryOffer { backup, files, sentence })
}

fn described(name: String, at: Option<chrono::DateTime<chrono::Utc>>, preview: RestorePreview) -> BackupPreview {
    let counts = &preview.card.counts;
    let many = |n: u64, one: &str, more: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {more}") };
    let holds = format!(
        "{}, {} and {}",
        many(counts.clients, "client", "clients"),
        many(counts.shipments, "shipment", "shipments"),
        many(counts.entries, "entry", "entries")
    );
    let last = preview.card.last_event.map(|at| at.format("%-d %b %Y, %H:%M UTC").to_string()).unwrap_or_else(|| "an unknown moment".into());
    let lost = match &preview.lost {
        Lost::Nothing => "Nothing recorded since is missing from it.".to_owned(),
        Lost::Events { events, days } => {
            let named: Vec<String> = days.iter().take(DAYS_NAMED).map(|(day, n)| format!("{n} on {}", day.format("%-d %b %Y"))).collect();
            let more = if days.len() > DAYS_NAMED { format!(" and on {} earlier days", days.len() - DAYS_NAMED) } else { String::new() };
            format!("{} recorded since would be missing: {}{more}.", many(*events, "event", "events"), named.join(", "))
        }
        Lost::AnotherDesk => "It is a backup of another desk: nothing of this one is in it.".to_owned(),
        Lost::Unknown => format!("Whatever was done after {last} would be missing: the damaged file no longer says what that was."),
    };
    let plain = if preview.loses_encryption { " It was made before the desk had a passphrase: restored, the desk is not encrypted." } else { "" };
    let purged = if preview.purged_since > 0 { " Records were purged since: restored, they are on the desk again, and want to be purged again." } else { "" };
    BackupPreview { name, at, sentence: format!("It holds {holds}, up to {last}. {lost}{plain}{purged}"), preview }
}
