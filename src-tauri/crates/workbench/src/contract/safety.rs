//! Protection of the desk: lock, encryption, backups, recovery, users and overrides.

use super::Typed;
use chrono::{DateTime, Utc};
use customs::Route;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether the desk is open, and how it is protected. Answered even where the desk is not open.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DeskState {
    /// How it stands.
    pub state: Opened,
    /// Why it is not open, and what to do; nothing where it is.
    pub sentence: Option<String>,
    /// The desk file.
    pub path: String,
    /// Needs a passphrase.
    pub encrypted: bool,
    /// What was found when it was opened: work that was cut off, a clock that went back.
    pub notices: Vec<String>,
    /// Locks itself after so many minutes without a hand on it; 0 for never.
    pub auto_lock_minutes: u32,
    /// An override waits for a second broker.
    pub second_eyes: bool,
    /// Where backups go.
    pub backup_folder: String,
    /// Everybody who works here or did.
    pub users: Vec<desk::User>,
    /// Whose initials go into the journal.
    pub user: String,
    /// The person they belong to, where users are named.
    pub signed_in: Option<desk::User>,
    /// Whether this computer's own key store holds the key.
    pub kept_here: bool,
    /// What this computer offers to keep the key in; nothing where there is none.
    pub key_store: Option<String>,
}

/// How the desk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Opened {
    /// Ready for work.
    Open,
    /// Encrypted, and nobody has opened it.
    Locked,
    /// The file does not hold together.
    Damaged,
    /// It cannot be opened for another reason.
    Closed,
}

/// See `desk_unlock`. One of the two.
#[derive(Clone, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct UnlockArgs {
    /// The passphrase.
    #[ts(as = "Option<String>")]
    pub passphrase: Option<Typed>,
    /// The recovery key on its sheet.
    #[ts(as = "Option<String>")]
    pub recovery_key: Option<Typed>,
    /// Let this computer's own key store keep the key.
    #[serde(default)]
    pub keep: bool,
}

/// A passphrase.
#[derive(Clone, Deserialize, TS)]
pub struct PassphraseArgs {
    /// The passphrase.
    #[ts(as = "String")]
    pub passphrase: Typed,
}

/// See `passphrase_change`. The old passphrase, or the recovery key.
#[derive(Clone, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct PassphraseChangeArgs {
    /// The passphrase so far.
    #[ts(as = "Option<String>")]
    pub passphrase: Option<Typed>,
    /// Or the recovery key.
    #[ts(as = "Option<String>")]
    pub recovery_key: Option<Typed>,
    /// The new one.
    #[ts(as = "String")]
    pub new: Typed,
}

/// A recovery key, shown once.
#[derive(Clone, Serialize, TS)]
pub struct RecoverySheet {
    /// The key, in groups of four.
    pub recovery_key: String,
}

/// See `recovery_sheet_save`.
#[derive(Clone, Deserialize, TS)]
pub struct SheetSaveArgs {
    /// The key that was just shown.
    #[ts(as = "String")]
    pub recovery_key: Typed,
}

/// See `safety_save`.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct SafetyArgs {
    /// Minutes until it locks itself; 0 for never.
    pub auto_lock_minutes: Option<u32>,
    /// Overrides wait for a second broker.
    pub second_eyes: Option<bool>,
    /// Where backups go.
    pub backup_folder: Option<String>,
    /// Whether this computer's own key store keeps the key.
    pub keep_key: Option<bool>,
}

/// The backups of this desk.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BackupsView {
    /// Where they are.
    pub folder: String,
    /// Newest first.
    pub files: Vec<desk::BackupFile>,
}

/// A backup: one of the folder by its name, or a file that was dropped or picked.
#[derive(Clone, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct BackupArgs {
    /// Its name in the folder of backups.
    pub name: Option<String>,
    /// Or the ticket of a file.
    pub ticket: Option<String>,
    /// The passphrase it was made under, where it needs one.
    #[ts(as = "Option<String>")]
    pub passphrase: Option<Typed>,
    /// Or the recovery key.
    #[ts(as = "Option<String>")]
    pub recovery_key: Option<Typed>,
}

/// A backup looked into.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BackupPreview {
    /// Its name.
    pub name: String,
    /// When it was made, as far as its name says.
    pub at: Option<DateTime<Utc>>,
    /// What it holds and what would be lost.
    pub preview: desk::RestorePreview,
    /// The same in a sentence.
    pub sentence: String,
}

/// What can be done about a desk that does not open.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RecoveryOffer {
    /// The newest backup that is sound.
    pub backup: Option<BackupPreview>,
    /// All there are.
    pub files: Vec<desk::BackupFile>,
    /// What is offered, in a sentence.
    pub sentence: String,
}

/// A desk restored.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Restored {
    /// What was done, and where the other file is.
    pub sentence: String,
    /// The desk now.
    pub desk: DeskState,
}

/// See `user_save`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct UserSaveArgs {
    /// The user; id 0 for a new one.
    pub user: desk::User,
}

/// See `override_ask`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OverrideAskArgs {
    /// The shipment.
    pub shipment_id: i64,
    /// What is decided instead.
    pub route: Route,
    /// Why.
    pub reason: String,
}

/// See `override_answer`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OverrideAnswerArgs {
    /// The override.
    pub id: i64,
    /// Agreed or not.
    pub approve: bool,
    /// What there is to say.
    pub note: String,
}

/// See `override_withdraw`.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct OverrideWithdrawArgs {
    /// The override.
    pub id: i64,
    /// Why.
    pub note: String,
}
