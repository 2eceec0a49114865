//! The workbench: the desk file, the law and the tariff, and what is open at the moment.

use crate::contract::FileTicket;
use crate::key_store::KeyStore;
use crate::{ApiError, law, tariff_files, writing};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use customs::hex::hex;
use desk::{Act, Desk, DeskError, Unlock};
use rulebook::Rulebook;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tariff::Tariff;
use zeroize::Zeroizing;

/// Where the time comes from: the shells' wall clock, or a fixed moment in tests.
pub type Clock = Box<dyn Fn() -> DateTime<FixedOffset> + Send + Sync>;

/// What a shell brings.
pub struct Setup {
    /// The desk file; made where there is none.
    pub desk: PathBuf,
    /// Where documents are written until a person chooses another folder.
    pub output_folder: PathBuf,
    /// The clock.
    pub clock: Clock,
    /// Whose name goes into the journal until a person says.
    pub user: String,
}

/// Everything a command works on. Shared by all of a shell's threads.
pub struct Workbench {
    pub(crate) desk: Desk,
    law: RwLock<Arc<Rulebook>>,
    pub(crate) tariff: RwLock<Tariff>,
    pub(crate) fonts: &'static paperwork::Fonts,
    pub(crate) clock: Clock,
    settings: Mutex<Settings>,
    files: Mutex<BTreeMap<String, Arc<OfferedFile>>>,
    pub(crate) views: Mutex<BTreeMap<String, Arc<Vec<i64>>>>,
    /// Edits of this session that can be taken back: shipment and what it was.
    pub(crate) undo: Mutex<Vec<(i64, customs::Shipment)>>,
    next: AtomicU64,
    /// The operating system's store of secrets, where the shell brings one.
    pub(crate) key_store: Option<Box<dyn KeyStore>>,
    /// When a command last came in.
    seen: Mutex<DateTime<Utc>>,
    /// What was said about documents the last session did not write to their end.
    cleared: Mutex<Vec<String>>,
}

#[derive(Clone)]
struct Settings {
    output_folder: PathBuf,
    user: String,
    /// What the shell said, for a desk that does not.
    first: (PathBuf, String),
    backup_folder: Option<PathBuf>,
    auto_lock_minutes: u32,
}

/// Names of the settings of protection that are the workbench's own.
pub(crate) struct SafetySettings {
    /// Minutes until the desk locks itself.
    pub auto_lock: &'static str,
}

/// See [`SafetySettings`].
pub(crate) const SAFETY: SafetySettings = SafetySettings { auto_lock: "auto-lock-minutes" };

/// Commands that are answered while the desk is not open.
const WHEN_CLOSED: &[&str] = &["desk_state", "desk_unlock", "desk_lock", "recovery_offer", "backups", "backup_preview", "backup_restore"];

/// Commands whose decisions are stored.
const DECIDING: &[&str] = &["intake_store", "shipment_save", "decide_again"];

/// A file that was dropped, picked or taken from the samples, with its last reading.
pub(crate) struct OfferedFile {
    pub ticket: FileTicket,
    pub bytes: Arc<Vec<u8>>,
    pub reading: Mutex<Option<Arc<intake::Reading>>>,
    /// The cells that a person corrected, as the last reading had them: row and column.
    pub fixes: Mutex<BTreeSet<(u32, u32)>>,
}

/// How many offered files and views are kept; the oldest go first.
const KEPT: usize = 16;

impl Workbench {
    /// Opens the desk file and loads the law and the tariff.
    pub fn open(setup: Setup) -> Result<Self, ApiError> {
        Self::open_with(setup, None)
    }

    /// The same for a desk file that may need a passphrase.
    pub fn open_with(setup: Setup, passphrase: Option<&str>) -> Result<Self, ApiError> {
        let act = Act { at: (setup.clock)().to_utc(), who: setup.user.clone() };
        let unlock = passphrase.map(Unlock::passphrase);
        let desk = Desk::open_with(&setup.desk, unlock.as_ref(), &act)?;
        Self::around(desk, setup, None)
    }

    /// For a window, which must have something to show whatever became of the desk file: where it does not open, every command but
    /// those that help says why. A key the computer's own store keeps opens it without asking.
    pub fn stand_by(setup: Setup, key_store: Option<Box<dyn KeyStore>>) -> Result<Self, ApiError> {
        let act = Act { at: (setup.clock)().to_utc(), who: setup.user.clone() };
        let desk = Desk::stand_by(&setup.desk, &act);
        let bench = Self::around(desk, setup, key_store)?;
        if bench.desk.closed() == Some(DeskError::Locked)
            && let Some(store) = &bench.key_store
            && let Ok(Some(kept)) = store.get(&bench.store_id()).map(|kept| kept.map(Zeroizing::new))
            && let Ok(unlock) = Unlock::kept(&kept)
            && bench.desk.enter(Some(&unlock), &act).is_ok()
        {
            bench.take_up()?;
        }
        Ok(bench)
    }

    fn around(desk: Desk, setup: Setup, key_store: Option<Box<dyn KeyStore>>) -> Result<Self, ApiError> {
        let settings = Settings {
            output_folder: setup.output_folder.clone(),
            user: setup.user.clone(),
            first: (setup.output_folder, setup.user),
            // A damaged file may still say where its backups are.
            backup_folder: desk.closed().and_then(|_| desk.salvaged_setting(Desk::BACKUP_FOLDER)).map(PathBuf::from),
            auto_lock_minutes: 0,
        };
        let open = desk.closed().is_none();
        let bench = Self {
            law: RwLock::new(Arc::new(if open { law::of(&desk)? } else { law::built_in()? })),
            tariff: RwLock::new(if open { tariff_files::of(&desk)? } else { Tariff::starter()? }),
            desk,
            fonts: paperwork::Fonts::built_in(),
            seen: Mutex::new((setup.clock)().to_utc()),
            clock: setup.clock,
            settings: Mutex::new(settings),
            files: Mutex::default(),
            views: Mutex::default(),
            undo: Mutex::default(),
            next: AtomicU64::new(1),
            key_store,
            cleared: Mutex::default(),
        };
        if open {
            bench.take_up_settings()?;
        }
        Ok(bench)
    }

    /// Takes up what an opened desk file says: the law, the tariff, who sits at it and where its papers go.
    pub(crate) fn take_up(&self) -> Result<(), ApiError> {
        *self.tariff.write().unwrap_or_else(PoisonError::into_inner) = tariff_files::of(&self.desk)?;
        self.reload_law()?;
        // Views and edits belonged to the file that was open before.
        lock(&self.undo).clear();
        lock(&self.views).clear();
        *lock(&self.seen) = self.now();
        self.take_up_settings()
    }

    fn take_up_settings(&self) -> Result<(), ApiError> {
        let (output_folder, user) = (self.desk.setting(OUTPUT_FOLDER)?, self.desk.setting(USER)?);
        let mut settings = lock(&self.settings);
        settings.output_folder = output_folder.map(PathBuf::from).unwrap_or_else(|| settings.first.0.clone());
        settings.user = user.unwrap_or_else(|| settings.first.1.clone());
        drop(settings);
        self.clear_documents();
        self.take_up_safety()
    }

    /// Clears away what the last session did not write to its end.
    fn clear_documents(&self) {
        let output = self.output_folder();
        let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|folder| output.join(folder)).collect();
        if !self.desk.notices().is_empty() {
            // Batches of papers have folders of their own; writing them is work that leaves a mark.
            let batches = std::fs::read_dir(output.join(ENTRIES)).into_iter().flatten().flatten();
            folders.extend(batches.filter(|f| f.file_type().is_ok_and(|t| t.is_dir())).map(|f| f.path()));
        }
        let left = folders.iter().flat_map(|folder| writing::clear(folder)).map(|path| {
            format!("{} was being written when Entrydesk was cut off; what there was of it is removed. Where it is not there, make it again.", path.display())
        });
        lock(&self.cleared).extend(left);
    }

    /// Sentences about what was found at the start.
    pub(crate) fn notices(&self) -> Vec<String> {
        [self.desk.notices(), lock(&self.cleared).clone()].concat()
    }

    /// Takes up the settings that still count when the desk is closed.
    pub(crate) fn take_up_safety(&self) -> Result<(), ApiError> {
        let (folder, minutes) = (self.desk.setting(Desk::BACKUP_FOLDER)?, self.desk.setting(SAFETY.auto_lock)?);
        let mut settings = lock(&self.settings);
        settings.backup_folder = folder.map(PathBuf::from);
        settings.auto_lock_minutes = minutes.and_then(|m| m.parse().ok()).unwrap_or(0);
        Ok(())
    }

    /// Lets a command through, or says why the desk is closed. Locks a desk that nobody has touched for as long as its owner said.
    pub(crate) fn gate(&self, command: &str) -> Result<(), ApiError> {
        let now = self.now();
        let minutes = i64::from(self.auto_lock_minutes());
        let idle = (now - *lock(&self.seen)).num_minutes();
        if minutes > 0 && idle >= minutes && self.desk.closed().is_none() && self.desk.is_encrypted() && !self.desk.is_working() {
            self.lock_up()?;
        }
        // Asking how the desk stands is not a hand on it.
        if command != "desk_state" {
            *lock(&self.seen) = now;
        }
        match self.desk.closed() {
            Some(why) if !WHEN_CLOSED.contains(&command) => Err(why.into()),
            _ => Ok(()),
        }
    }

    /// Before a command that decides: the law it decides by is in the desk file from then on.
    pub(crate) fn keep_law(&self, command: &str) -> Result<(), ApiError> {
        if DECIDING.contains(&command) { law::keep(&self.desk, &self.act()) } else { Ok(()) }
    }

    /// Locks the desk, and forgets what was read from it: offered files, views, edits to undo, the firm's own law.
    pub(crate) fn lock_up(&self) -> Result<(), ApiError> {
        self.desk.lock()?;
        lock(&self.files).clear();
        lock(&self.views).clear();
        lock(&self.undo).clear();
        *self.law.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(law::built_in()?);
        Ok(())
    }

    pub(crate) fn auto_lock_minutes(&self) -> u32 {
        lock(&self.settings).auto_lock_minutes
    }

    /// Where backups go: the folder of the broker's choice, or `backups` among the documents.
    pub(crate) fn backup_folder(&self) -> PathBuf {
        let chosen = lock(&self.settings).backup_folder.clone();
        chosen.unwrap_or_else(|| self.output_folder().join("backups"))
    }

    /// The name this desk's key has in the computer's store.
    pub(crate) fn store_id(&self) -> String {
        self.desk.path().display().to_string()
    }

    /// Lets the computer's own store keep the key, or forget it.
    pub(crate) fn keep_key(&self, keep: bool) -> Result<(), ApiError> {
        let id = self.store_id();
        match (&self.key_store, self.desk.key_to_keep()) {
            (Some(store), Some(key)) if keep => store.put(&id, &key),
            (Some(store), _) if !keep => store.forget(&id),
            (None, _) if keep => Err(ApiError::refused("This computer has no key store that Entrydesk can use; the passphrase is asked for at every start.")),
            (Some(_), None) => Err(ApiError::refused("The desk has no passphrase, so there is no key to keep.")),
            _ => Ok(()),
        }
    }

    /// Closes the day: a backup into the folder of backups, if anything was recorded since the last one. Returns its path.
    pub fn close(&self) -> Result<Option<String>, ApiError> {
        if self.desk.closed().is_some() {
            return Ok(None);
        }
        let made = self.desk.keep_backup(&self.backup_folder(), &self.act());
        // Backed up or not, the file is closed as one file.
        self.desk.close()?;
        Ok(made?.map(|backup| backup.path))
    }

    /// The law decisions are made by: the built-in book with CBP's table of flags and the firm's own rules, where they are there.
    /// Who decides several things that belong together asks once.
    pub(crate) fn rulebook(&self) -> Arc<Rulebook> {
        self.law.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes up what the desk file now says about the law.
    pub(crate) fn reload_law(&self) -> Result<(), ApiError> {
        let mut law = self.law.write().unwrap_or_else(PoisonError::into_inner);
        *law = Arc::new(law::of(&self.desk)?);
        Ok(())
    }

    /// Who does what when, for the journal.
    pub(crate) fn act(&self) -> Act {
        Act { at: self.now(), who: self.user() }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.clock)().to_utc()
    }

    /// The local day at the desk.
    pub(crate) fn today(&self) -> NaiveDate {
        (self.clock)().date_naive()
    }

    pub(crate) fn user(&self) -> String {
        lock(&self.settings).user.clone()
    }

    /// Where documents are written.
    pub fn output_folder(&self) -> PathBuf {
        lock(&self.settings).output_folder.clone()
    }

    pub(crate) fn set_user(&self, name: &str) -> Result<(), ApiError> {
        self.desk.set_setting(USER, name, &self.act())?;
        lock(&self.settings).user = name.to_owned();
        Ok(())
    }

    pub(crate) fn set_output_folder(&self, folder: &Path) -> Result<(), ApiError> {
        self.desk.set_setting(OUTPUT_FOLDER, &folder.to_string_lossy(), &self.act())?;
        lock(&self.settings).output_folder = folder.to_owned();
        Ok(())
    }

    /// A name no other open thing has.
    pub(crate) fn fresh(&self, kind: &str) -> String {
        format!("{kind}-{}", self.next.fetch_add(1, Ordering::Relaxed))
    }

    /// Takes a file in, to be read by later commands. Nothing is stored.
    pub fn offer(&self, name: &str, bytes: Vec<u8>) -> FileTicket {
        let ticket = FileTicket { ticket: self.fresh("file"), name: file_name(name), size: bytes.len() as u64, sha256: hex(&Sha256::digest(&bytes)) };
        let mut files = lock(&self.files);
        while files.len() >= KEPT {
            files.pop_first();
        }
        files.insert(
            ticket.ticket.clone(),
            Arc::new(OfferedFile { ticket: ticket.clone(), bytes: Arc::new(bytes), reading: Mutex::default(), fixes: Mutex::default() }),
        );
        ticket
    }

    pub(crate) fn offered(&self, ticket: &str) -> Result<Arc<OfferedFile>, ApiError> {
        lock(&self.files).get(ticket).cloned().ok_or_else(|| ApiError::new("not-found", "That file is no longer open. Drop or pick it again."))
    }

    /// Keeps an ordered selection for the windows that follow.
    pub(crate) fn keep_view(&self, ids: Arc<Vec<i64>>) -> String {
        let name = self.fresh("view");
        let mut views = lock(&self.views);
        while views.len() >= KEPT {
            views.pop_first();
        }
        views.insert(name.clone(), ids);
        name
    }

    /// Writes a document under the output folder, whole or not at all, never over another.
    pub(crate) fn write_document(&self, folder: &str, name: &str, bytes: &[u8]) -> Result<PathBuf, ApiError> {
        let dir = self.output_folder().join(folder);
        writing::write_new(&dir, name, bytes)
    }

    /// The newest event of the journal, short, as it is printed on papers.
    pub(crate) fn journal_head(&self) -> Result<(u64, String), ApiError> {
        let (seq, hash) = self.desk.journal_head()?;
        Ok((u64::try_from(seq).unwrap_or(0), hash))
    }
}

/// The folders of documents under the output folder.
pub(crate) const ENTRIES: &str = "entries";
const FOLDERS: [&str; 7] = ["", "audit", ENTRIES, "exports", "templates", "certificates", "documents"];

const OUTPUT_FOLDER: &str = "output-folder";
const USER: &str = "user";

/// A poisoned lock still guards whole values here: every write replaces one.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The last part of a path that may come from another system.
fn file_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned()
}
