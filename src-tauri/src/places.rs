//! Where the desk lives on this machine.

use std::path::PathBuf;
use tauri::path::PathResolver;

/// Names a folder of its own for a desk: a second desk beside the usual one, or a test.
const HOME: &str = "ENTRYDESK_HOME";

/// The folders and names the desk starts with.
pub struct Places {
    /// The desk file.
    pub desk: PathBuf,
    /// Where documents go until a person chooses another folder.
    pub documents: PathBuf,
    /// The person at the machine.
    pub user: String,
}

/// Whether this desk has a folder of its own, beside the usual one.
pub fn apart() -> bool {
    std::env::var_os(HOME).is_some()
}

/// Finds them, and makes the folder of the desk file.
pub fn find<R: tauri::Runtime>(paths: &PathResolver<R>) -> Result<Places, Box<dyn std::error::Error>> {
    let (data, documents) = match std::env::var_os(HOME) {
        Some(home) => (PathBuf::from(&home), PathBuf::from(home).join("documents")),
        None => (paths.app_data_dir()?, paths.document_dir().or_else(|_| paths.app_data_dir())?.join("Entrydesk")),
    };
    std::fs::create_dir_all(&data)?;
    let user = std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_else(|_| "broker".into());
    Ok(Places { desk: data.join("desk.entrydesk"), documents, user })
}
