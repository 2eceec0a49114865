//! The commands about keeping a desk safe: verify, restore, encrypt, users.

use crate::commands::{Outcome, bytes, each, name, open, setup, word};
use crate::{Ended, table as columns};
use serde_json::json;
use std::path::Path;
use std::sync::OnceLock;
use workbench::{ApiError, Workbench, headless, table};
use zeroize::Zeroizing;

static PASSPHRASE: OnceLock<Zeroizing<String>> = OnceLock::new();

/// Reads the passphrase from the first line of a file: on a command line others could see it.
pub fn take_passphrase(file: &Path) -> Result<(), ApiError> {
    // Set once, before any command runs.
    let _ = PASSPHRASE.set(passphrase_in(file)?);
    Ok(())
}

/// The first line of a file.
pub fn passphrase_in(file: &Path) -> Result<Zeroizing<String>, ApiError> {
    let bytes = Zeroizing::new(bytes(file)?);
    let text = std::str::from_utf8(&bytes).map_err(|_| ApiError::new("unreadable-file", format!("{} is not text in UTF-8", file.display())))?;
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(ApiError::new("bad-arguments", format!("the first line of {} is empty; it should be the passphrase", file.display())));
    }
    Ok(Zeroizing::new(line.to_owned()))
}

/// The passphrase that was given.
pub fn passphrase() -> Option<&'static str> {
    PASSPHRASE.get().map(|text| text.as_str())
}

fn need_passphrase() -> Result<&'static str, ApiError> {
    passphrase().ok_or_else(|| ApiError::new("bad-arguments", "give the passphrase in a file: --passphrase-file FILE"))
}

/// `verify FILE`: a pack, a desk file or a backup
pub fn verify(file: Option<&Path>) -> Outcome {
    let file = file.ok_or_else(|| ApiError::new("bad-arguments", "say what to verify: an audit pack, a desk file or a backup"))?;
    let (sound, sentences) = if headless::is_desk(file)? {
        let (sound, sentence) = headless::verify_desk(file, passphrase())?;
        (sound, vec![format!("{}: {sentence}", name(file))])
    } else {
        let verdict = headless::verify_pack(&bytes(file)?, passphrase());
        let sound = format!("{}: sound. {} files checked. {}", name(file), verdict.files, verdict.summary);
        (verdict.sound, if verdict.sound { vec![sound] } else { verdict.findings })
    };
    for sentence in sentences {
        println!("{sentence}");
    }
    Ok(if sound { Ended::Well } else { Ended::WantsAPerson })
}

/// `restore --desk DESK BACKUP [--yes]`
pub fn restore(desk: &Path, backup: &Path, yes: bool) -> Outcome {
    // The desk may be damaged, or not be there: both are reasons to restore.
    let bench = Workbench::stand_by(setup(desk), None)?;
    if let Some(passphrase) = passphrase() {
        // A damaged or plain desk needs none; whether the backup opens with it is what counts.
        let _ = table::call(&bench, "desk_unlock", json!({ "passphrase": passphrase }));
    }
    let ticket = bench.offer(&name(backup), bytes(backup)?);
    // A call takes its passphrase over and wipes it: each has its own.
    let args = || json!({ "ticket": ticket.ticket, "passphrase": passphrase() });
    let preview = table::call(&bench, "backup_preview", args())?;
    println!("{}: {}", name(backup), word(&preview["sentence"]));
    if !yes {
        eprintln!("Nothing was changed. Add --yes to put it in the place of {}.", desk.display());
        return Ok(Ended::WantsAPerson);
    }
    println!("{}", word(&table::call(&bench, "backup_restore", args())?["sentence"]));
    Ok(Ended::Well)
}

/// `encrypt --desk DESK --passphrase-file FILE`
pub fn encrypt(desk: &Path) -> Outcome {
    let sheet = table::call(&open(desk, true)?, "desk_encrypt", json!({ "passphrase": need_passphrase()? }))?;
    println!("{}", word(&sheet["recovery_key"]));
    eprintln!("{} is encrypted. The line above is its recovery key: write it down, and keep it in a safe. It is shown once.", desk.display());
    Ok(Ended::Well)
}

/// `decrypt --desk DESK --passphrase-file FILE`
pub fn decrypt(desk: &Path) -> Outcome {
    table::call(&open(desk, true)?, "desk_decrypt", json!({ "passphrase": need_passphrase()? }))?;
    eprintln!("{} is no longer encrypted.", desk.display());
    Ok(Ended::Well)
}

/// `users --desk DESK [--add NAME --initials MO --role broker]`
pub fn users(desk: &Path, add: Option<(String, String)>, role: &str) -> Outcome {
    let bench = open(desk, true)?;
    if let Some((name, initials)) = add {
        let user = json!({ "id": 0, "name": name, "initials": initials, "role": role, "active": true });
        table::call(&bench, "user_save", json!({ "user": user }))?;
    }
    let users = table::call(&bench, "users", json!({}))?;
    let rows = each(&users)
        .map(|u| vec![word(&u["initials"]), word(&u["name"]), word(&u["role"]), if u["active"] == true { "works here" } else { "has left" }.into()]);
    columns::print(&["Initials", "Name", "Role", "Standing"], &rows.collect::<Vec<_>>());
    Ok(Ended::Well)
}
