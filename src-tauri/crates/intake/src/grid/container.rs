//! What kind of file the bytes are, and whether it is safe to unpack.

use crate::error::IntakeError;
use crate::limits;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// What the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    /// Delimited text.
    Text,
    /// Office Open XML: XLSX, XLSM.
    Xlsx,
    /// Binary Office workbook in a ZIP.
    Xlsb,
    /// The old binary workbook.
    Xls,
    /// OpenDocument.
    Ods,
}

/// Files that are often sent by mistake: first bytes, what they are, what to do.
const STRANGERS: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "a PDF", "Ask the merchant for the spreadsheet that it was printed from."),
    (b"\x89PNG", "a picture", "Ask the merchant for the spreadsheet itself."),
    (b"\xff\xd8\xff", "a picture", "Ask the merchant for the spreadsheet itself."),
    (b"GIF8", "a picture", "Ask the merchant for the spreadsheet itself."),
    (b"Rar!", "a RAR archive", "Unpack it and open the spreadsheet inside."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it and open the spreadsheet inside."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and open the spreadsheet inside."),
    (b"SQLite format 3", "a database", "Open a spreadsheet (CSV, XLSX, XLS, ODS)."),
    (b"\x7fELF", "a program", "Open a spreadsheet (CSV, XLSX, XLS, ODS)."),
    (b"MZ\x90", "a program", "Open a spreadsheet (CSV, XLSX, XLS, ODS)."),
    (b"{\\rtf", "a text document", "Save the table in it as CSV or XLSX."),
];

/// Names the container, or refuses the file in words.
pub(crate) fn recognise(file: &str, bytes: &[u8]) -> Result<Container, IntakeError> {
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(IntakeError::new("empty", file, "the file is empty", "Ask the merchant to export it again."));
    }
    if bytes.len() > limits::FILE_BYTES {
        let size = format!("the file has {} MB, more than {} MB", bytes.len() >> 20, limits::FILE_BYTES >> 20);
        return Err(IntakeError::new("too-large", file, size, "Ask the merchant to send it in parts."));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return inspect_zip(file, bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        let holds = |name: &str| {
            let needle = wide(name);
            bytes.windows(needle.len()).any(|w| w == needle)
        };
        if holds("EncryptedPackage") {
            return Err(encrypted(file));
        }
        if holds("WordDocument") || holds("PowerPoint Document") {
            return Err(IntakeError::new("not-a-spreadsheet", file, "this is a text document or a presentation", "Save the table in it as CSV or XLSX."));
        }
        return Ok(Container::Xls);
    }
    if let Some((_, what, remedy)) = STRANGERS.iter().find(|(magic, _, _)| bytes.starts_with(magic)) {
        return Err(IntakeError::new("not-a-spreadsheet", file, format!("this is {what}, not a spreadsheet"), remedy));
    }
    Ok(Container::Text)
}

/// The refusal of a file with a password.
pub(crate) fn encrypted(file: &str) -> IntakeError {
    IntakeError::new(
        "encrypted",
        file,
        "the workbook is protected with a password",
        "Open it in the spreadsheet program, remove the password (File, Info, Protect Workbook), save it and try again.",
    )
}

/// The refusal of a file whose parts do not fit together.
pub(crate) fn damaged(file: &str, why: impl std::fmt::Display) -> IntakeError {
    IntakeError::new(
        "damaged",
        file,
        format!("the workbook is damaged or cut short ({why})"),
        "Ask the merchant to send it again, or open it in the spreadsheet program and save it anew.",
    )
}

fn bomb(file: &str, why: String) -> IntakeError {
    IntakeError::new(
        "too-large",
        file,
        format!("the workbook unpacks to more than a spreadsheet can hold ({why})"),
        "Do not open it elsewhere; ask the merchant for a CSV.",
    )
}

/// Unpacks every part once without keeping it: sizes written in the file are not to be trusted.
fn inspect_zip(file: &str, bytes: &[u8]) -> Result<Container, IntakeError> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(file, e))?;
    if zip.len() > limits::PARTS {
        return Err(bomb(file, format!("{} parts", zip.len())));
    }
    let mut kind = None;
    let mut total = 0u64;
    let mut buffer = vec![0; 64 * 1024];
    for at in 0..zip.len() {
        let mut part = match zip.by_index(at) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => return Err(encrypted(file)),
            Err(why) => return Err(damaged(file, why)),
        };
        let name = part.name().map_err(|e| damaged(file, e))?.replace('\\', "/").to_lowercase();
        match name.trim_start_matches('/') {
            "xl/workbook.xml" => kind = kind.or(Some(Container::Xlsx)),
            "xl/workbook.bin" => kind = kind.or(Some(Container::Xlsb)),
            "content.xml" => kind = kind.or(Some(Container::Ods)),
            "word/document.xml" | "ppt/presentation.xml" => {
                return Err(IntakeError::new("not-a-spreadsheet", file, "this is a text document or a presentation", "Save the table in it as CSV or XLSX."));
            }
            _ => {}
        }
        let most = match name.trim_start_matches('/') {
            name if name.ends_with("sharedstrings.xml") || name.ends_with("sharedstrings.bin") => limits::SHARED_TEXT_BYTES,
            "content.xml" => limits::OPEN_DOCUMENT_BYTES,
            _ => limits::UNPACKED_BYTES,
        };
        let is_xml = name.ends_with(".xml");
        let (mut size, mut run) = (0u64, 0usize);
        loop {
            let got = part.read(&mut buffer).map_err(|e| damaged(file, format!("{name}: {e}")))?;
            if got == 0 {
                break;
            }
            size += got as u64;
            if size > most || total + size > limits::UNPACKED_BYTES {
                return Err(bomb(file, format!("{name} passes {} MB", most.min(limits::UNPACKED_BYTES) >> 20)));
            }
            if is_xml {
                let chunk = buffer.get(..got).unwrap_or_default();
                for piece in chunk.split_inclusive(|b| *b == b'<') {
                    run += piece.len();
                    if run > limits::RUN_BYTES {
                        return Err(bomb(file, format!("one cell or tag of {name} passes {} MB", limits::RUN_BYTES >> 20)));
                    }
                    if piece.ends_with(b"<") {
                        run = 0;
                    }
                }
            }
        }
        total += size;
    }
    kind.ok_or_else(|| {
        IntakeError::new("not-a-spreadsheet", file, "this is a ZIP archive without a workbook in it", "Unpack it and open the spreadsheet inside.")
    })
}

/// Refuses text that is none, or is another format under a spreadsheet's name.
pub(crate) fn check_text(file: &str, text: &str) -> Result<(), IntakeError> {
    let mut end = text.len().min(64 * 1024);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or("");
    let odd = head.chars().filter(|c| (c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{1a}' | '\u{c}')) || *c == '\u{fffd}').count();
    if odd * 50 > head.chars().count() {
        return Err(IntakeError::new("binary", file, "the file holds no text and no workbook", "Open a spreadsheet (CSV, TSV, XLSX, XLS, ODS)."));
    }
    let start = head.trim_start().get(..200.min(head.trim_start().len())).unwrap_or_else(|| head.trim_start()).to_lowercase();
    if start.starts_with("<html") || start.starts_with("<!doctype html") || start.starts_with("<table") {
        return Err(IntakeError::new(
            "html",
            file,
            "this is a web page under a spreadsheet's name",
            "Open it in the spreadsheet program and save it as XLSX or CSV.",
        ));
    }
    if start.starts_with("<?xml") {
        return Err(IntakeError::new("xml", file, "this is XML, not a spreadsheet", "Open it in the spreadsheet program and save it as XLSX or CSV."));
    }
    if start.starts_with('{') || start.starts_with("[{") {
        return Err(IntakeError::new("json", file, "this is JSON, not a spreadsheet", "Export the orders as CSV or XLSX."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> IntakeError {
        recognise("x.xlsx", bytes).map(|c| format!("{c:?}")).unwrap_err()
    }

    #[test]
    fn files_sent_by_mistake_are_named() {
        assert_eq!(refusal(b"").to_string(), "x.xlsx: the file is empty. Ask the merchant to export it again.");
        assert_eq!(refusal(b" \r\n \0\0").code(), "empty");
        assert_eq!(
            refusal(b"%PDF-1.7\n...").to_string(),
            "x.xlsx: this is a PDF, not a spreadsheet. Ask the merchant for the spreadsheet that it was printed from."
        );
        assert!(refusal(b"\x1f\x8b\x08\0").to_string().contains("gzip archive"));
        assert_eq!(refusal(b"PK\x03\x04 and then nothing").code(), "damaged");
    }

    #[test]
    fn a_password_is_named_with_its_remedy() {
        let mut cfb = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        cfb.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        let said = refusal(&cfb);
        assert_eq!(said.code(), "encrypted");
        assert!(said.to_string().contains("protected with a password") && said.to_string().contains("remove the password"));
    }

    #[test]
    fn text_that_is_no_table_is_named() {
        assert_eq!(check_text("x.xls", "<html><table>").unwrap_err().code(), "html");
        assert_eq!(check_text("x.csv", "{\"a\": 1}").unwrap_err().code(), "json");
        assert_eq!(check_text("x.csv", "\u{1}\u{2}\u{3}abc").unwrap_err().code(), "binary");
        assert!(check_text("x.csv", "a,b\n1,2\n").is_ok());
    }
}
