//! Where things are: the checkout, and the cache that outlives it.

use std::path::PathBuf;

/// The root of the checkout.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(3).map(PathBuf::from).unwrap_or(here)
}

/// The cache kept outside the checkout, so that a second clone starts warm.
/// `ENTRYDESK_CACHE` moves it.
pub fn cache() -> PathBuf {
    if let Some(set) = std::env::var_os("ENTRYDESK_CACHE") {
        return PathBuf::from(set);
    }
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from).unwrap_or_else(|| root().join("target"));
    if cfg!(target_os = "macos") {
        home.join("Library/Caches/entrydesk")
    } else if cfg!(windows) {
        home.join("AppData/Local/entrydesk/cache")
    } else {
        std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).unwrap_or_else(|| home.join(".cache")).join("entrydesk")
    }
}

/// Cargo's build folder: `CARGO_TARGET_DIR` where it is set, else in the cache.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from).unwrap_or_else(|| cache().join("target"))
}

/// A program that cargo built.
pub fn built(profile: &str, name: &str) -> PathBuf {
    target().join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
