//! Code 128: text as bars, for a scanner at the warehouse door.
//!
//! Code set B, which has every printable ASCII character, and set C for runs of digits (ISO/IEC 15417).

use crate::page::{Colour, PlacedPage};
use crate::units::Length;

/// Widths of bar, space, bar, space, bar, space for each of the symbol's 106 values, and the stop pattern.
const PATTERNS: [&str; 107] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312", "231212", "112232", "122132", "122231",
    "113222", "123122", "123221", "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
    "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131",
    "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211",
    "241211", "221114", "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141", "114131", "311141", "411131", "211412", "211214",
    "211232", "2331112",
];

const TO_C: u8 = 99;
const TO_B: u8 = 100;
const START_B: u8 = 104;
const START_C: u8 = 105;
const STOP: u8 = 106;

/// The symbol's values: start, text, check, stop. `None` where a character has no bars.
pub(crate) fn values(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || !text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return None;
    }
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
    // Set C pays for itself from four digits on.
    let mut in_c = digits(0) >= 4;
    let mut values = vec![if in_c { START_C } else { START_B }];
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let run = digits(at);
        if in_c {
            match (run >= 2, bytes.get(at + 1)) {
                (true, Some(next)) => {
                    values.push((byte - b'0') * 10 + (next - b'0'));
                    at += 2;
                }
                _ => {
                    values.push(TO_B);
                    in_c = false;
                }
            }
        } else if run >= 4 && run % 2 == 0 {
            values.push(TO_C);
            in_c = true;
        } else {
            values.push(byte - 0x20);
            at += 1;
        }
    }
    // The start counts once, each value after it by its place; modulo 103.
    let sum: u64 = values.iter().enumerate().map(|(i, v)| u64::from(*v) * (i.max(1) as u64)).sum();
    values.push(u8::try_from(sum % 103).ok()?);
    values.push(STOP);
    Some(values)
}

/// Draws the text as bars that fill the rectangle, with the quiet zone of ten modules on both sides; `false` where it has no bars.
pub(crate) fn draw(page: &mut PlacedPage, [x, y, w, h]: [Length; 4], text: &str) -> bool {
    let Some(values) = values(text) else { return false };
    let widths: Vec<i32> = values.iter().filter_map(|v| PATTERNS.get(usize::from(*v))).flat_map(|p| p.bytes().map(|b| i32::from(b - b'0'))).collect();
    let modules = widths.iter().sum::<i32>() + 20;
    // A whole number of hundredths a module: every bar is exactly as wide as its kind.
    let module = w / modules;
    let mut left = x + (w - module * modules) / 2 + module * 10;
    for (i, width) in widths.iter().enumerate() {
        if i % 2 == 0 {
            page.fill([left, y, module * *width, h], Colour(0, 0, 0));
        }
        left += module * *width;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_eleven_modules_and_the_stop_thirteen() {
        let sum = |p: &str| p.bytes().map(|b| u32::from(b - b'0')).sum::<u32>();
        assert!(PATTERNS[..106].iter().all(|p| sum(p) == 11));
        assert_eq!(sum(PATTERNS[106]), 13);
        // Bars and spaces tell values apart.
        let distinct: std::collections::BTreeSet<_> = PATTERNS.iter().collect();
        assert_eq!(distinct.len(), PATTERNS.len());
        // In every value the bars are an even number of modules: the code's own parity.
        assert!(PATTERNS[..106].iter().all(|p| p.bytes().step_by(2).map(|b| u32::from(b - b'0')).sum::<u32>() % 2 == 0));
    }

    #[test]
    fn known_symbols() {
        // The worked example of the published descriptions: PJJ123C in set B sums to 879, check 55.
        assert_eq!(values("PJJ123C").unwrap(), [104, 48, 42, 42, 17, 18, 19, 35, 55, 106]);
        assert_eq!(values("9HB-0000417-8").unwrap()[..2], [104, 25]);
        // Digits in pairs: 123456 in set C.
        assert_eq!(values("123456").unwrap(), [105, 12, 34, 56, 44, 106]);
    }

    #[test]
    fn an_odd_run_of_digits_keeps_one_in_set_b() {
        assert_eq!(values("A12345").unwrap()[..6], [104, 33, 17, 99, 23, 45]);
        assert_eq!(values("12345").unwrap()[..5], [105, 12, 34, 100, 21]);
    }

    #[test]
    fn letters_beyond_ascii_have_no_bars() {
        assert_eq!(values("é"), None);
        assert_eq!(values(""), None);
    }
}
