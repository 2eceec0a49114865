//! The operating system's own store of secrets, where there is one: it may keep the key, so that whoever is signed in to the
//! computer opens the desk without typing. The shell brings it; the workbench knows no system.

use crate::ApiError;

/// A store of secrets.
pub trait KeyStore: Send + Sync {
    /// What the system calls it.
    fn name(&self) -> &str;

    /// The key kept under a name.
    ///
    /// # Errors
    /// A sentence where the store does not answer.
    fn get(&self, id: &str) -> Result<Option<String>, ApiError>;

    /// Keeps a key.
    ///
    /// # Errors
    /// A sentence where the store refuses.
    fn put(&self, id: &str, key: &str) -> Result<(), ApiError>;

    /// Forgets a key; one that is not there is forgotten already.
    ///
    /// # Errors
    /// A sentence where the store refuses.
    fn forget(&self, id: &str) -> Result<(), ApiError>;

    /// Whether a key is kept.
    fn holds(&self, id: &str) -> bool {
        matches!(self.get(id), Ok(Some(_)))
    }
}
