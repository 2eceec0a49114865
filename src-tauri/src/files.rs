//! Files between the window and the workbench. The web side never names a path to be opened.

use serde_json::Value;
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
    let wrong = |e: &dyn std::fmt::Display| ApiError::new("not-found", format!("{path} cannot be shown: {e}"));
    let folder = bench.output_folder().canonicalize().map_err(|e| wrong(&e))?;
    let wanted = std::path::Path::new(path).canonicalize().map_err(|e| wrong(&e))?;
    if !wanted.starts_with(&folder) {
        return Err(ApiError::refused("only documents that the desk has written can be shown"));
    }
    tauri_plugin_opener::reveal_item_in_dir(&wanted).map_err(|e| wrong(&e))?;
    Ok(Value::Null)
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
