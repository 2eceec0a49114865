//! Files between the window and the workbench. The web side never names a path to be opened.

use serde_json::Value;
use std::path::{Path, PathBuf};
use tauri::ipc::{InvokeBody, InvokeMessage, InvokeResolver};
use tauri::{AppHandle, Wry};
use tauri_plugin_dialog::DialogExt;
use workbench::{ApiError, Workbench};

/// The largest file taken in: far above any merchant's, far below what would exhaust memory.
const LARGEST: usize = 512 * 1024 * 1024;

/// Takes the bytes of a dropped or picked file.
pub fn offer(bench: &Workbench, message: &InvokeMessage<Wry>, resolver: InvokeResolver<Wry>) {
    let name = message.headers().get("x-file-name").and_then(|v| v.to_str().ok()).map(unescape).unwrap_or_else(|| "file".into());
    match message.payload() {
        InvokeBody::Raw(bytes) if bytes.len() <= LARGEST => match serde_json::to_value(bench.offer(&name, bytes.clone())) {
            Ok(ticket) => resolver.resolve(ticket),
            Err(e) => resolver.reject(ApiError::from(e)),
        },
        InvokeBody::Raw(bytes) => {
            resolver.reject(ApiError::new(
                "unreadable-file",
                format!("{name} is {} MB; the desk takes files up to {} MB. Split it.", bytes.len() >> 20, LARGEST >> 20),
            ));
        }
        InvokeBody::Json(_) => resolver.reject(ApiError::new("bad-arguments", "a file comes as bytes")),
    }
}

/// Shows a document the desk has written, in the system's file manager. Only documents of the desk.
pub fn reveal(bench: &Workbench, path: &str) -> Result<Value, ApiError> {
    let wanted = written_by_the_desk(bench, path)?;
    tauri_plugin_opener::reveal_item_in_dir(&wanted).map_err(|e| cannot_be_shown(path, &e))?;
    Ok(Value::Null)
}

/// Opens a document the desk has written with the system's program for it. What a system would run instead of show
/// is shown in its folder only: a merchant's attachment never starts anything.
pub fn open(bench: &Workbench, path: &str) -> Result<Value, ApiError> {
    let wanted = written_by_the_desk(bench, path)?;
    if !workbench::is_for_reading(&wanted) {
        return reveal(bench, path);
    }
    tauri_plugin_opener::open_path(&wanted, None::<&str>).map_err(|e| cannot_be_shown(path, &e))?;
    Ok(Value::Null)
}

fn written_by_the_desk(bench: &Workbench, path: &str) -> Result<PathBuf, ApiError> {
    let folder = bench.output_folder().canonicalize().map_err(|e| cannot_be_shown(path, &e))?;
    let wanted = Path::new(path).canonicalize().map_err(|e| cannot_be_shown(path, &e))?;
    if wanted.starts_with(&folder) { Ok(wanted) } else { Err(ApiError::refused("only documents that the desk has written can be shown")) }
}

fn cannot_be_shown(path: &str, why: &dyn std::fmt::Display) -> ApiError {
    ApiError::new("not-found", format!("{path} cannot be shown: {why}"))
}

/// Asks for a folder with the system's own dialog.
pub fn choose_folder(app: &AppHandle, resolver: InvokeResolver<Wry>) {
    app.dialog().file().pick_folder(move |folder| {
        let path = folder.and_then(|f| f.into_path().ok()).map(|p| p.to_string_lossy().into_owned());
        resolver.resolve(path);
    });
}

/// `%20` and its like, as the window escapes names for a header.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = (*first == b'%').then(|| tail.get(..2)).flatten().and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok());
        rest = match escaped {
            Some(byte) => {
                bytes.push(byte);
                &tail[2..]
            }
            None => {
                bytes.push(*first);
                tail
            }
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn names_come_back_as_they_were() {
        assert_eq!(unescape("Bestellungen%20M%C3%A4rz.csv"), "Bestellungen März.csv");
        assert_eq!(unescape("100%.csv"), "100%.csv");
        assert_eq!(unescape("%E5%B1%B1.xlsx"), "山.xlsx");
    }
}
