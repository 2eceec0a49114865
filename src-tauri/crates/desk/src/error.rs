//! What can go wrong with the desk file, in sentences for the person at the desk.

use rusqlite::ErrorCode;

/// An error of the desk file. Its text is meant to be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeskError {
    /// Written by a later version: left untouched.
    #[error(
        "This desk file was written by a newer Entrydesk (file format {found}; this one knows up to {known}). Nothing in it was changed. Open it with the newer version."
    )]
    Newer {
        /// The file's format.
        found: i64,
        /// The newest format this program knows.
        known: i64,
    },
    /// Another program has it open.
    #[error("The desk file {0} is already open in another Entrydesk. Use that window, or close it and try again.")]
    InUse(String),
    /// Not a desk file at all.
    #[error("{0} is not an Entrydesk desk file. Nothing in it was changed. Choose another file, or a new name.")]
    NotADesk(String),
    /// Bytes in the file are not what they were.
    #[error("The desk file is damaged: {0}. Keep the file as it is and restore the newest good backup.")]
    Damaged(String),
    /// The desk is encrypted and nobody has opened it.
    #[error("The desk is locked. Give its passphrase, or the recovery key from its sheet.")]
    Locked,
    /// A passphrase or recovery key that does not open it; the sentence says which.
    #[error("{0}")]
    WrongSecret(String),
    /// No such record.
    #[error("There is no {0} on this desk.")]
    NotFound(String),
    /// The change is not allowed as things stand; the sentence says why and what to do.
    #[error("{0}")]
    Refused(String),
    /// The caller stopped the work; nothing of it was stored.
    #[error("Stopped. Nothing was stored.")]
    Cancelled,
    /// The disk has no room left.
    #[error("The disk is full: the change was not stored, and everything stored before it is safe. Make room and try again.")]
    DiskFull,
    /// The folder or file cannot be read or written.
    #[error("The desk file cannot be read or written: {0}. Check that the folder exists, is on this computer and may be written to.")]
    Disk(String),
    /// A fault of the program itself.
    #[error("The desk file refused a statement: {0}. This is a fault in Entrydesk; nothing was stored.")]
    Internal(String),
}

impl DeskError {
    /// A short stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Newer { .. } => "desk-newer",
            Self::InUse(_) => "desk-in-use",
            Self::NotADesk(_) => "desk-not-a-desk",
            Self::Damaged(_) => "desk-damaged",
            Self::Locked => "desk-locked",
            Self::WrongSecret(_) => "wrong-secret",
            Self::NotFound(_) => "not-found",
            Self::Refused(_) => "refused",
            Self::Cancelled => "cancelled",
            Self::DiskFull => "disk-full",
            Self::Disk(_) => "disk",
            Self::Internal(_) => "internal",
        }
    }

    /// A refusal, with its sentence.
    pub fn refused(sentence: impl Into<String>) -> Self {
        Self::Refused(sentence.into())
    }
}

impl From<rusqlite::Error> for DeskError {
    fn from(error: rusqlite::Error) -> Self {
        let said = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(said),
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::SystemIoFailure | ErrorCode::PermissionDenied) => Self::Disk(said),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Disk(format!("{said}: another program holds the file (a backup or virus scanner, perhaps)"))
            }
            _ => Self::Internal(said),
        }
    }
}

impl From<std::io::Error> for DeskError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded | std::io::ErrorKind::FileTooLarge => Self::DiskFull,
            _ => Self::Disk(error.to_string()),
        }
    }
}

/// Stored JSON that no longer reads was changed by something else.
impl From<serde_json::Error> for DeskError {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(format!("a stored record no longer reads ({error})"))
    }
}
