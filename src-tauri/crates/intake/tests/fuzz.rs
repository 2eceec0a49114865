//! Changed, cut and mixed files against every reader — delimited text, XLSX, XLSB, XLS, ODS, pasted cells, tables of rates,
//! product lists, remembered mappings —: nothing panics, hangs, or loses a row.
//!
//! `cargo xtask fuzz 600` runs it for ten minutes; the ordinary tests run a few hundred cases of the same kind. Files that
//! once broke a reader are kept in `tests/golden/intake/found-*` and are read by the golden tests ever after.

use intake::{
    CellFix, ColumnMapping, Derivation, Derived, Field, ListMapping, RateDefaults, ReadOptions, Remembered, ValueRule, product_sheet, rate_sheet, read,
};
use std::collections::BTreeMap;
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

/// What is fed: each reader gets its share, however many files there are of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reader {
    Text,
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    Pasted,
    Rates,
    Products,
    Mapping,
}

impl Reader {
    const ALL: [Self; 9] = [Self::Text, Self::Xlsx, Self::Xlsb, Self::Xls, Self::Ods, Self::Pasted, Self::Rates, Self::Products, Self::Mapping];

    fn name(self) -> &'static str {
        match self {
            Self::Text => "delimited text",
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Pasted => "pasted cells",
            Self::Rates => "tables of rates",
            Self::Products => "product lists",
            Self::Mapping => "remembered mappings",
        }
    }

    /// The reader of a merchant's file, by its ending.
    fn of(name: &str) -> Self {
        match name.rsplit('.').next() {
            Some("xlsx" | "xlsm") => Self::Xlsx,
            Some("xlsb") => Self::Xlsb,
            Some("xls") => Self::Xls,
            Some("ods") => Self::Ods,
            _ => Self::Text,
        }
    }
}

type Corpus = BTreeMap<Reader, Vec<(String, Vec<u8>)>>;

const RATES: &str = "Certified rates, fourth quarter\nCountry,Currency,Rate (USD),First day,Last day,Kind\nEuropean Union,EUR,1.0845,2026-10-01,2026-12-31,quarterly\nJapan,Yen,0.0064,2026-10-01,2026-12-31,quarterly\nCanada,CAD,\"0,7135\",2026-11-03,2026-11-03,daily\nChina,CNY,0.1386,10/01/2026,12/31/2026,\n";
const PRODUCTS: &str = "Artikelnummer;Bezeichnung;Zolltarifnummer;Ursprungsland;Stückpreis;Währung\nMUG-1;stoneware mug;6912004810;Portugal;18,50 €;\nTEA-2;green tea;902101015;CN;4,20;EUR\nTEE-3;cotton tee;6109.10.0012;P.R.C.;USD 9.00;USD\nMUG-1;stoneware mug;6912004810;Portugal;19,50 €;\n";
const MAPPING: &str = r#"{"mapping":[{"index":0,"header":"HAWB","field":"house-bill"},{"index":3,"header":"Goods","field":"description","item":2,"unit":"lb"}],"derived":[{"field":"origin","from":{"kind":"constant","value":"CN"}},{"field":"master-bill","from":{"kind":"file-name","pattern":"m*{}.csv"}}],"packed":{"between_items":";","between_parts":",","parts":["description",null,"quantity"]}}"#;

/// The same rows as a workbook, numbers as numbers.
fn sheet_of(text: &str, delimiter: char) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(text.lines()) {
        for (column, cell) in (0..).zip(line.split(delimiter)) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, cell).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

fn corpus() -> Corpus {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["tests/golden/intake", "assets/samples"] {
        paths.extend(std::fs::read_dir(root.join(folder)).unwrap().map(|e| e.unwrap().path()));
    }
    paths.retain(|p| p.extension().is_some_and(|e| e != "json" && e != "md"));
    paths.sort();
    let mut corpus = Corpus::new();
    for path in &paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        corpus.entry(Reader::of(&name)).or_default().push((name, std::fs::read(path).unwrap()));
    }
    let pasted = "HAWB\tConsignee\tDescription\tHTS\tQty\tValue\tCurrency\nA1\tAda Quill\t\"wool hat\nred\"\t6505001540\t2\t$14.00\tUSD\n\t\tscarf\t6117108500\t1\t1.299,00\tEUR\nTOTAL\t\t\t\t3\n";
    corpus.insert(Reader::Pasted, vec![("pasted from a spreadsheet.tsv".to_owned(), pasted.as_bytes().to_vec())]);
    let both = |name: &str, text: &str, delimiter| vec![(format!("{name}.csv"), text.as_bytes().to_vec()), (format!("{name}.xlsx"), sheet_of(text, delimiter))];
    corpus.insert(Reader::Rates, both("rates", RATES, ','));
    corpus.insert(Reader::Products, both("products", PRODUCTS, ';'));
    corpus.insert(Reader::Mapping, vec![("mapping.json".to_owned(), MAPPING.as_bytes().to_vec())]);
    assert!(Remembered::parse(MAPPING).is_ok(), "the mapping to be changed reads as it stands");
    assert!(Reader::ALL.iter().all(|r| corpus.get(r).is_some_and(|files| !files.is_empty())), "a reader without a file");
    corpus
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

/// A merchant's file: every row is accounted for.
fn check_file(name: &str, bytes: &[u8], options: &ReadOptions) {
    if let Ok(reading) = read(name, bytes, options, &|_| false) {
        let c = reading.source.counts;
        assert_eq!(c.title + c.header + c.goods + c.order + c.total + c.trailer + c.blank + c.unread, reading.source.rows, "a row is unaccounted for");
        for held in &reading.shipments {
            assert_eq!(held.line_rows.len(), held.shipment.lines.len());
        }
        for repair in &reading.repairs {
            let _ = reading.original(repair.row, repair.column_index);
        }
        let _ = reading.preview(1, 50);
    }
}

/// A list's columns pointed anywhere.
fn pointed(dice: &mut Dice, targets: &[&str]) -> ListMapping {
    let mut mapping = ListMapping::new();
    for _ in 0..dice.below(3) {
        mapping.insert(dice.below(8) as u32, targets[dice.below(targets.len())].to_owned());
    }
    mapping
}

fn check(reader: Reader, name: &str, bytes: &[u8], options: &ReadOptions, dice: &mut Dice) {
    let started = Instant::now();
    match reader {
        Reader::Rates => {
            let mapping = pointed(dice, &["currency", "country", "rate", "from", "to", "day", "quarter", "kind", "source", "", "inverse"]);
            let names = BTreeMap::from([("Yen".to_owned(), "JPY".to_owned()), ("European Union".to_owned(), "EUR".to_owned())]);
            let defaults =
                RateDefaults { from: "2026-10-01".parse().ok().filter(|_| dice.below(2) == 0), to: "2026-12-31".parse().ok(), ..RateDefaults::default() };
            if let Ok(sheet) = rate_sheet(name, bytes, &mapping, &defaults, &names) {
                for rate in &sheet.rates {
                    assert!(
                        rate.usd_per_unit.is_sign_positive() && !rate.usd_per_unit.is_zero() && rate.from <= rate.to && !rate.source.is_empty(),
                        "{rate:?}"
                    );
                }
            }
        }
        Reader::Products => {
            let mapping = pointed(dice, &["sku", "hts", "origin", "description", "unit-value", "currency", ""]);
            if let Ok(sheet) = product_sheet(name, bytes, &mapping) {
                for product in &sheet.products {
                    assert!(!product.sku.trim().is_empty() && product.unit_value.is_none_or(|v| v.is_sign_positive() && !v.is_zero()), "{product:?}");
                }
            }
        }
        Reader::Mapping => {
            if let Ok(remembered) = Remembered::parse(&String::from_utf8_lossy(bytes)) {
                let mut options = ReadOptions::default();
                remembered.recall(&mut options);
                let file = "HAWB,Consignee,Goods,Qty,Value\nA1,Ada Quill,\"mug,x,2;hat,y,3\",2,$5\nA2,Ben Oakley,tea,1,$6\n";
                check_file("mapped.csv", file.as_bytes(), &options);
            }
        }
        _ => check_file(name, bytes, options),
    }
    assert!(started.elapsed() < LONGEST, "reading takes {:?}", started.elapsed());
}

/// Runs cases until the time is over or `most` are done; what breaks is written to the temporary folder and named.
fn run(most: usize, time: Duration) -> usize {
    let corpus = corpus();
    let all: Vec<&(String, Vec<u8>)> = corpus.values().flatten().collect();
    let seed = std::env::var("ENTRYDESK_FUZZ_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let mut dice = Dice(seed);
    // What a reader's own code panics about is caught and refused; only what comes through is worth a word.
    std::panic::set_hook(Box::new(|_| {}));
    let started = Instant::now();
    let mut done: BTreeMap<Reader, usize> = BTreeMap::new();
    let mut cases = 0;
    while cases < most && started.elapsed() < time {
        let reader = Reader::ALL[dice.below(Reader::ALL.len())];
        let files = &corpus[&reader];
        let (name, whole) = &files[dice.below(files.len())];
        let (other_name, other) = all[dice.below(all.len())];
        let inside = if whole.starts_with(b"PK") && dice.below(4) > 0 { change_part(&mut dice, whole, other) } else { None };
        let bytes = inside.unwrap_or_else(|| change(&mut dice, whole, other));
        // Now and then under another file's name.
        let name = if dice.below(8) == 0 { other_name } else { name };
        let options = options(&mut dice);
        // Written first: what kills the process is still there afterwards.
        let path = std::env::temp_dir().join(format!("found-{seed}-{cases}-{name}"));
        std::fs::write(&path, &bytes).unwrap();
        std::fs::write(path.with_extension("options.json"), serde_json::to_string_pretty(&options).unwrap()).unwrap();
        let mut own = Dice(dice.0);
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(reader, name, &bytes, &options, &mut own))).is_err() {
            let _ = std::panic::take_hook();
            panic!("case {cases} of seed {seed} ({}) did not hold; it is kept as {}", reader.name(), path.display());
        }
        let _ = std::fs::remove_file(path.with_extension("options.json"));
        let _ = std::fs::remove_file(path);
        cases += 1;
        *done.entry(reader).or_default() += 1;
    }
    let shares: Vec<String> = done.iter().map(|(reader, n)| format!("{n} {}", reader.name())).collect();
    println!("{cases} cases in {:.0} s, seed {seed}: {}", started.elapsed().as_secs_f32(), shares.join(", "));
    cases
}

#[test]
fn a_few_hundred_changed_files_hold() {
    assert!(run(400, Duration::from_secs(60)) > 0);
}

#[test]
#[ignore = "runs as long as ENTRYDESK_FUZZ_SECONDS says; cargo xtask fuzz"]
fn changed_files_hold_for_a_long_time() {
    let seconds = std::env::var("ENTRYDESK_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(60);
    run(usize::MAX, Duration::from_secs(seconds));
}
