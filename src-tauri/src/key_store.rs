//! The key store of this computer: on Linux the Secret Service, through its own command `secret-tool`.
//!
//! Elsewhere none is used yet: the passphrase is asked for at every start, and the settings say so.

use workbench::KeyStore;

/// The store, where this computer has one that answers.
pub fn of_this_computer() -> Option<Box<dyn KeyStore>> {
    #[cfg(target_os = "linux")]
    if let Some(store) = linux::SecretService::find() {
        return Some(Box::new(store));
    }
    None
}

#[cfg(target_os = "linux")]
mod linux {
    use std::io::Write;
    use std::path::PathBuf;
    use std::process::{Command, Output, Stdio};
    use workbench::{ApiError, KeyStore};

    /// `secret-tool` of libsecret. The key goes over standard input: on a command line others could read it.
    pub struct SecretService {
        tool: PathBuf,
    }

    impl SecretService {
        pub fn find() -> Option<Self> {
            std::env::var_os("DBUS_SESSION_BUS_ADDRESS")?;
            let paths = std::env::var_os("PATH")?;
            std::env::split_paths(&paths).map(|dir| dir.join("secret-tool")).find(|tool| tool.is_file()).map(|tool| Self { tool })
        }

        #[cfg(test)]
        pub fn at(tool: PathBuf) -> Self {
            Self { tool }
        }

        fn run(&self, what: &[&str], id: &str, input: &str) -> Result<Output, ApiError> {
            let said = |e: std::io::Error| ApiError::new("key-store", format!("the Secret Service of this computer does not answer: {e}"));
            let mut child = Command::new(&self.tool)
                .args(what)
                .args(["application", "entrydesk", "desk", id])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .map_err(said)?;
            if let Some(mut stdin) = child.stdin.take() {
                // A tool that reads nothing closes the pipe early; its answer tells.
                let _ = stdin.write_all(input.as_bytes());
            }
            child.wait_with_output().map_err(said)
        }

        fn done(output: &Output) -> Result<(), ApiError> {
            if output.status.success() {
                return Ok(());
            }
            let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            Err(ApiError::new("key-store", format!("the Secret Service of this computer refused: {}", if why.is_empty() { "it gave no reason" } else { &why })))
        }
    }

    impl KeyStore for SecretService {
        fn name(&self) -> &str {
            "the keyring of this computer"
        }

        fn get(&self, id: &str) -> Result<Option<String>, ApiError> {
            let output = self.run(&["lookup"], id, "")?;
            let key = String::from_utf8_lossy(&output.stdout).trim().to_owned();
            Ok((output.status.success() && !key.is_empty()).then_some(key))
        }

        fn put(&self, id: &str, key: &str) -> Result<(), ApiError> {
            Self::done(&self.run(&["store", "--label=Entrydesk desk file"], id, key)?)
        }

        fn forget(&self, id: &str) -> Result<(), ApiError> {
            // Clearing what is not there ends with 1 and says nothing: it is forgotten either way.
            let output = self.run(&["clear"], id, "")?;
            if output.stderr.is_empty() { Ok(()) } else { Self::done(&output) }
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use std::os::unix::fs::PermissionsExt;

        /// A stand-in that keeps secrets in files named by their desk.
        const TOOL: &str = r#"#!/bin/sh
dir="$(dirname "$0")"
case "$1" in
  lookup) cat "$dir/kept-$5" 2>/dev/null ;;
  store) cat > "$dir/kept-$6" ;;
  clear) rm "$dir/kept-$5" 2>/dev/null ;;
esac
"#;

        #[test]
        fn a_key_is_kept_found_and_forgotten() {
            let folder = std::env::temp_dir().join(format!("entrydesk-secret-tool-{}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            let tool = folder.join("secret-tool");
            std::fs::write(&tool, TOOL).unwrap();
            std::fs::set_permissions(&tool, std::fs::Permissions::from_mode(0o755)).unwrap();
            let store = SecretService::at(tool);
            assert_eq!(store.get("desk").unwrap(), None);
            store.put("desk", "00ff").unwrap();
            assert_eq!(store.get("desk").unwrap().as_deref(), Some("00ff"));
            assert!(store.holds("desk") && !store.holds("another"));
            store.forget("desk").unwrap();
            store.forget("desk").unwrap();
            assert!(!store.holds("desk"));
            let gone = SecretService::at(folder.join("no-such-tool"));
            assert!(gone.get("desk").unwrap_err().message.starts_with("the Secret Service of this computer does not answer"));
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
}
