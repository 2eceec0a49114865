//! From bytes to text: which encoding a file is in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// A decoded file.
pub(crate) struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub(crate) text: Cow<'a, str>,
    /// Name of the encoding, with `with BOM` where it had one.
    pub(crate) name: String,
}

/// Decodes with the encoding named, or with the one the bytes suggest. `Err` for a name that nobody knows.
pub(crate) fn decode<'a>(bytes: &'a [u8], named: Option<&str>) -> Result<Decoded<'a>, String> {
    if let Some(name) = named {
        let label = name.trim().trim_end_matches("with BOM").trim();
        let encoding = Encoding::for_label_no_replacement(label.as_bytes()).ok_or_else(|| name.to_owned())?;
        return Ok(with(bytes, encoding));
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(with(bytes, encoding));
    }
    if let Some(encoding) = wide_without_mark(bytes) {
        return Ok(with(bytes, encoding));
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(with(bytes, UTF_8));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // A megabyte is plenty to tell encodings apart.
    detector.feed(bytes.get(..1 << 20).unwrap_or(bytes), bytes.len() <= 1 << 20);
    let guess = detector.guess(None, Utf8Detection::Deny);
    Ok(with(bytes, if guess == GBK { GB18030 } else { guess }))
}

fn with<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Decoded<'a> {
    let marked = Encoding::for_bom(bytes).is_some_and(|(found, _)| found == encoding);
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    Decoded { text, name: if marked { format!("{} with BOM", encoding.name()) } else { encoding.name().to_owned() } }
}

/// UTF-16 without its mark: every other byte of the beginning is zero.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(512))?;
    if head.len() < 8 || head.len() % 2 != 0 {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count() * 2;
    let (even, odd) = (zeros(0), zeros(1));
    // At least seven of ten characters are Latin on one side, and the other side holds no zero at all.
    if odd * 10 >= head.len() * 7 && even == 0 {
        Some(UTF_16LE)
    } else if even * 10 >= head.len() * 7 && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(bytes: &[u8]) -> (String, String) {
        let decoded = decode(bytes, None).unwrap();
        (decoded.name, decoded.text.into_owned())
    }

    #[test]
    fn utf_8_with_and_without_its_mark() {
        assert_eq!(guess("é".as_bytes()), ("UTF-8".into(), "é".into()));
        assert_eq!(guess("\u{feff}é".as_bytes()), ("UTF-8 with BOM".into(), "é".into()));
    }

    #[test]
    fn utf_16_with_and_without_its_mark() {
        let wide: Vec<u8> = "HAWB\tName\r\nA-1\tZoë".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(guess(&wide).0, "UTF-16LE");
        let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide.iter().copied()).collect();
        assert_eq!(guess(&marked), ("UTF-16LE with BOM".into(), "HAWB\tName\r\nA-1\tZoë".into()));
        let big: Vec<u8> = "HAWB\tName".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(guess(&big), ("UTF-16BE".into(), "HAWB\tName".into()));
    }

    #[test]
    fn older_encodings_by_their_letters() {
        let latin = encoding_rs::WINDOWS_1252.encode("HAWB;Empfänger;Straße;Müller – Söhne;Größe;5 €").0.into_owned();
        assert_eq!(guess(&latin).0, "windows-1252");
        let chinese = GB18030.encode("运单号,收件人,中文品名,海关编码,申报价值,数量,原产国,重量\n陶瓷杯,连衣裙").0.into_owned();
        let (name, text) = guess(&chinese);
        assert_eq!(name, "gb18030");
        assert!(text.starts_with("运单号"));
        let japanese = encoding_rs::SHIFT_JIS.encode("お届け先氏名,郵便番号,品名,原産国,数量,金額\n山田 花子,東京都,ひらがなとカタカナ").0.into_owned();
        assert_eq!(guess(&japanese).0, "Shift_JIS");
    }

    #[test]
    fn a_named_encoding_is_used_and_an_unknown_one_named() {
        assert_eq!(decode(&[0xe9], Some("latin1")).unwrap().text, "é");
        assert_eq!(decode(b"a", Some("klingon")).err().unwrap(), "klingon");
    }
}
