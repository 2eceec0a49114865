//! Changed, cut and mixed files against every reader: nothing panics, hangs, or loses a row.
//!
//! `cargo xtask fuzz 600` runs it for ten minutes; the ordinary tests run a few hundred cases of the same kind. Files that
//! once broke a reader are kept in `tests/golden/intake/found-*` and are read by the golden tests ever after.

use intake::{CellFix, ColumnMapping, Derivation, Derived, Field, ReadOptions, ValueRule, read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// SplitMix64: the same cases for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut n = self.0;
        n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        if most == 0 { 0 } else { ((n ^ (n >> 31)) % most as u64) as usize }
    }
}

/// A reading of a small file that takes longer than this hangs; the machine may be busy.
const LONGEST: Duration = Duration::from_secs(20);

fn corpus() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/golden/intake");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e != "json" && e != "md"));
    paths.sort();
    paths.iter().map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(p).unwrap())).collect()
}

/// Pieces that mean something to one reader or another.
const PIECES: &[&[u8]] = &[
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\r\n",
    b"\0",
    b"sep=",
    b"=\"",
    b"'",
    b"$1,299.00",
    b"1.299,00",
    b"-",
    b"6.10442E+09",
    b"99999999999999999999999999999",
    b"2024-02-30",
    b"45446",
    b"TOTAL",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xe5\x8d",
    b"1e308",
    b"0.0000000000000000000000000001",
    b"<table:table-cell table:number-columns-repeated=\"9999999\"/>",
    b"</row>",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xff\xff\xff",
    b"\x00\x00\x00\x00",
    b"\xfd\x00\x0a\x00",
    b"#REF!",
    b"\xe2\x80\x8b",
    b"\xc2\xa0",
];

/// A few changes to a file, some within the parts of a workbook.
fn change(dice: &mut Dice, whole: &[u8], other: &[u8]) -> Vec<u8> {
    let mut below = |most: usize| dice.below(most);
    let mut bytes = whole.to_vec();
    for _ in 0..1 + below(6) {
        let at = below(bytes.len());
        match below(8) {
            0 => bytes.truncate(at),
            1 | 2 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = below(256) as u8;
                }
            }
            3 | 4 => {
                let piece = PIECES[below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            5 => {
                let end = (at + below(64)).min(bytes.len());
                bytes.drain(at..end);
            }
            6 => {
                let end = (at + below(256)).min(bytes.len());
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            _ => {
                let from = below(other.len());
                let end = (from + below(512)).min(other.len());
                bytes.splice(at..at, other[from..end].iter().copied());
            }
        }
    }
    bytes
}

/// The parts of a ZIP, changed inside and packed again: changed bytes of a packed part would only ever be refused by its checksum.
fn change_part(dice: &mut Dice, whole: &[u8], other: &[u8]) -> Option<Vec<u8>> {
    use std::io::{Cursor, Read, Write};
    let mut archive = zip::ZipArchive::new(Cursor::new(whole)).ok()?;
    let target = dice.below(archive.len());
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).ok()?;
        if at == target {
            bytes = change(dice, &bytes, other);
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).ok()?;
        out.write_all(&bytes).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}

/// Settings of a person, as odd as the file.
fn options(dice: &mut Dice) -> ReadOptions {
    let mut below = |most: usize| dice.below(most);
    if below(3) > 0 {
        return ReadOptions::default();
    }
    let field = |n: usize| Field::ALL[n % Field::ALL.len()];
    let fix = CellFix { row: below(12) as u32, column: below(40) as u32, value: ["", "12", "TOTAL", "=1+1"][below(4)].to_owned() };
    let wish = ColumnMapping { index: below(20) as u32, header: String::new(), field: Some(field(below(99))), item: None, unit: None };
    ReadOptions {
        header_row: [None, Some(0), Some(1), Some(900)][below(4)],
        delimiter: [None, Some(','), Some('é'), Some('"')][below(4)],
        fixes: vec![fix],
        mapping: [None, Some(vec![wish])][below(2)].clone(),
        derived: vec![
            Derived { field: field(below(99)), from: Derivation::Constant { value: "7".to_owned() } },
            Derived { field: field(below(99)), from: Derivation::FileName { pattern: "*-{}.*".to_owned() } },
        ],
        rules: vec![ValueRule { field: field(below(99)), when: ["", "US"][below(2)].to_owned(), value: "x".to_owned(), source: "rule".to_owned() }],
        ..ReadOptions::default()
    }
}

fn check(name: &str, bytes: &[u8], options: &ReadOptions) {
    let started = Instant::now();
    if let Ok(reading) = read(name, bytes, options, &|_| false) {
        let c = reading.source.counts;
        assert_eq!(c.title + c.header + c.goods + c.order + c.total + c.trailer + c.blank + c.unread, reading.source.rows, "a row is unaccounted for");
        for held in &reading.shipments {
            assert_eq!(held.line_rows.len(), held.shipment.lines.len());
        }
        let _ = reading.preview(1, 50);
    }
    assert!(started.elapsed() < LONGEST, "reading takes {:?}", started.elapsed());
}

/// Runs cases until the time is over or `most` are done; what breaks is written to the temporary folder and named.
fn run(most: usize, time: Duration) -> usize {
    let corpus = corpus();
    let seed = std::env::var("ENTRYDESK_FUZZ_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let mut dice = Dice(seed);
    // What a reader's own code panics about is caught and refused; only what comes through is worth a word.
    std::panic::set_hook(Box::new(|_| {}));
    let started = Instant::now();
    let mut done = 0;
    while done < most && started.elapsed() < time {
        let (name, whole) = &corpus[dice.below(corpus.len())];
        let (other_name, other) = &corpus[dice.below(corpus.len())];
        let inside = if whole.starts_with(b"PK") && dice.below(4) > 0 { change_part(&mut dice, whole, other) } else { None };
        let bytes = inside.unwrap_or_else(|| change(&mut dice, whole, other));
        // Now and then under another file's name.
        let name = if dice.below(8) == 0 { other_name } else { name };
        let options = options(&mut dice);
        // Written first: what kills the process is still there afterwards.
        let path = std::env::temp_dir().join(format!("found-{seed}-{done}-{name}"));
        std::fs::write(&path, &bytes).unwrap();
        std::fs::write(path.with_extension("options.json"), serde_json::to_string_pretty(&options).unwrap()).unwrap();
        if std::panic::catch_unwind(|| check(name, &bytes, &options)).is_err() {
            let _ = std::panic::take_hook();
            panic!("case {done} of seed {seed} did not hold; it is kept as {}", path.display());
        }
        let _ = std::fs::remove_file(path.with_extension("options.json"));
        let _ = std::fs::remove_file(path);
        done += 1;
    }
    println!("{done} cases in {:.0} s, seed {seed}", started.elapsed().as_secs_f32());
    done
}

#[test]
fn a_few_hundred_changed_files_hold() {
    assert!(run(300, Duration::from_secs(60)) > 0);
}

#[test]
#[ignore = "runs as long as ENTRYDESK_FUZZ_SECONDS says; cargo xtask fuzz"]
fn changed_files_hold_for_a_long_time() {
    let seconds = std::env::var("ENTRYDESK_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(60);
    run(usize::MAX, Duration::from_secs(seconds));
}
