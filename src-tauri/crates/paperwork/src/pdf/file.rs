//! The container: numbered objects, their places in the file, and an identity made from everything before it.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The number of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ref(usize);

impl std::fmt::Display for Ref {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} 0 R", self.0)
    }
}

/// A PDF 1.7 file being written, object after object.
pub(super) struct PdfFile {
    bytes: Vec<u8>,
    /// Where each object begins; 0 until it is written.
    places: Vec<usize>,
}

impl PdfFile {
    pub fn new() -> Self {
        // The second line tells transports that the file is not text.
        Self { bytes: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), places: Vec::new() }
    }

    /// A number for an object that is written later.
    pub fn reserve(&mut self) -> Ref {
        self.places.push(0);
        Ref(self.places.len())
    }

    /// Writes an object: a dictionary, an array, anything but a stream.
    pub fn object(&mut self, at: Ref, body: &str) {
        self.begin(at);
        self.bytes.extend_from_slice(body.as_bytes());
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    /// Writes a stream; `entries` stand in its dictionary beside the length.
    pub fn stream(&mut self, at: Ref, entries: &str, data: &[u8]) {
        self.begin(at);
        self.bytes.extend_from_slice(format!("<<{entries}/Length {}>>stream\n", data.len()).as_bytes());
        self.bytes.extend_from_slice(data);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    /// As [`Self::stream`], for data that is deflated already.
    pub fn deflated(&mut self, at: Ref, entries: &str, data: &[u8]) {
        self.stream(at, &format!("{entries}/Filter/FlateDecode"), data);
    }

    fn begin(&mut self, at: Ref) {
        if let Some(place) = self.places.get_mut(at.0.saturating_sub(1)) {
            *place = self.bytes.len();
        }
        self.bytes.extend_from_slice(format!("{} 0 obj\n", at.0).as_bytes());
    }

    /// The table of places and the trailer.
    pub fn finish(mut self, root: Ref, info: Ref) -> Vec<u8> {
        let identity: String = Sha256::digest(&self.bytes).iter().take(16).map(|b| format!("{b:02x}")).collect();
        let start = self.bytes.len();
        let count = self.places.len() + 1;
        let mut end = format!("xref\n0 {count}\n0000000000 65535 f \n");
        // Writing to a string cannot fail.
        for place in &self.places {
            let _ = writeln!(end, "{place:010} 00000 n ");
        }
        let _ = write!(end, "trailer\n<</Size {count}/Root {root}/Info {info}/ID[<{identity}><{identity}>]>>\nstartxref\n{start}\n%%EOF\n");
        self.bytes.extend_from_slice(end.as_bytes());
        self.bytes
    }
}

/// A text string: as it is where it is plain, else UTF-16 with its mark.
pub(super) fn text_string(text: &str) -> String {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        let mut out = String::from("(");
        for c in text.chars() {
            if matches!(c, '(' | ')' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
        out.push(')');
        return out;
    }
    let mut out = String::from("<feff");
    for unit in text.encode_utf16() {
        let _ = write!(out, "{unit:04x}");
    }
    out.push('>');
    out
}

/// Deflated as `FlateDecode` wants it.
pub(super) fn deflate(data: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::with_capacity(data.len() / 3), flate2::Compression::default());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_plain_or_marked_as_unicode() {
        assert_eq!(text_string(r"Entry (a\b)"), r"(Entry \(a\\b\))");
        assert_eq!(text_string("Å"), "<feff00c5>");
    }
}
