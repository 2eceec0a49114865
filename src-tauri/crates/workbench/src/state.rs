//! The workbench: the desk file, the law and the tariff, and what is open at the moment.

use crate::contract::FileTicket;
use crate::{ApiError, bundled, law};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use desk::{Act, Desk};
use rulebook::Rulebook;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tariff::Tariff;

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
}

struct Settings {
    output_folder: PathBuf,
    user: String,
}

/// A file that was dropped, picked or taken from the samples, with its last reading.
pub(crate) struct OfferedFile {
    pub ticket: FileTicket,
    pub bytes: Vec<u8>,
    pub reading: Mutex<Option<Arc<intake::Reading>>>,
}

/// How many offered files and views are kept; the oldest go first.
const KEPT: usize = 16;

impl Workbench {
    /// Opens the desk file and loads the law and the tariff.
    pub fn open(setup: Setup) -> Result<Self, ApiError> {
        let now = (setup.clock)().to_utc();
        let desk = Desk::open(&setup.desk, &Act { at: now, who: setup.user.clone() })?;
        let output_folder = desk.setting(OUTPUT_FOLDER)?.map(PathBuf::from).unwrap_or(setup.output_folder);
        let user = desk.setting(USER)?.unwrap_or(setup.user);
        let mut tariff = Tariff::starter()?;
        for (name, bytes) in desk.reference_files("hts-edition")? {
            tariff.add_edition(tariff::Edition::import(&name, &bytes)?.0);
        }
        let law = RwLock::new(Arc::new(law::of(&desk)?));
        Ok(Self {
            desk,
            law,
            tariff: RwLock::new(tariff),
            fonts: paperwork::Fonts::built_in(),
            clock: setup.clock,
            settings: Mutex::new(Settings { output_folder, user }),
            files: Mutex::default(),
            views: Mutex::default(),
            undo: Mutex::default(),
            next: AtomicU64::new(1),
        })
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
        files.insert(ticket.ticket.clone(), Arc::new(OfferedFile { ticket: ticket.clone(), bytes, reading: Mutex::default() }));
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
        bundled::write_new(&dir, name, bytes)
    }

    /// The newest event of the journal, short, as it is printed on papers.
    pub(crate) fn journal_head(&self) -> Result<(u64, String), ApiError> {
        let (seq, hash) = self.desk.journal_head()?;
        Ok((u64::try_from(seq).unwrap_or(0), hash))
    }
}

const OUTPUT_FOLDER: &str = "output-folder";
const USER: &str = "user";

/// A poisoned lock still guards whole values here: every write replaces one.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The last part of a path that may come from another system.
fn file_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned()
}
