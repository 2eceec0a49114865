//! Audit packs: what is in them, that they are the same every time, and that nothing in them can be changed unnoticed.

#[path = "pack/sample.rs"]
mod sample;

use customs::Firm;
use paperwork::pack::{FORMAT_VERSION, Manifest};
use paperwork::{AuditMatter, Fonts, PaperError, audit_pack, audit_report, lock_pack, verify_pack};
use sample::{d, matter, sha256};
use serde_json::{Value, json};
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;

fn never(_: usize, _: usize) -> bool {
    false
}

fn pack_of(matter: &AuditMatter) -> Vec<u8> {
    audit_pack(matter, Fonts::built_in(), &never).unwrap().bytes
}

fn files(pack: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(pack)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index(i).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// Not compressed, so that thousands of packs are made in a moment.
fn stored() -> zip::write::SimpleFileOptions {
    zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, stored()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A manifest edited and sealed anew: what only somebody who knows the format could do.
fn resealed(files: &mut [(String, Vec<u8>)], edit: impl Fn(&mut Manifest)) {
    let (_, bytes) = files.iter_mut().find(|(name, _)| name == "manifest.json").unwrap();
    let mut manifest: Manifest = serde_json::from_slice(bytes).unwrap();
    edit(&mut manifest);
    manifest.seal.clear();
    let write = |manifest: &Manifest| [serde_json::to_vec_pretty(manifest).unwrap(), b"\n".to_vec()].concat();
    manifest.seal = sha256(&write(&manifest));
    *bytes = write(&manifest);
}

#[test]
fn a_fresh_pack_is_sound_and_holds_what_it_promises() {
    let pack = pack_of(&matter(3));
    let verdict = verify_pack(&pack, None);
    assert_eq!(verdict.findings, Vec::<String>::new());
    assert!(verdict.sound);
    let names: Vec<String> = files(&pack).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "VERIFY.txt",
            "cf-28/1-invoice/invoice.pdf",
            "cf-28/answer.txt",
            "data/decisions.json",
            "data/entries.json",
            "data/gaps.json",
            "data/notes.json",
            "data/shipments.csv",
            "data/shipments.json",
            "entries/9HB-0000417-8/cbp-7501.pdf",
            "journal/extract.json",
            "originals/orders_export.csv",
            "report.pdf",
            "manifest.json"
        ]
    );
    assert_eq!(verdict.files, names.len() - 1);
    assert!(
        verdict
            .summary
            .starts_with("Harbor & Pine Outfitters, arrivals 2025-06-01 to 2026-11-30: 13 files, made 2026-11-20T15:04:05Z with Entrydesk 0.1.0, law")
    );
    let manifest = verdict.manifest.unwrap();
    assert_eq!((manifest.format_version, manifest.scope.as_str()), (FORMAT_VERSION, "Harbor & Pine Outfitters, arrivals 2025-06-01 to 2026-11-30"));
    if let Some(out) = std::env::var_os("ENTRYDESK_FORMS_OUT") {
        std::fs::create_dir_all(&out).unwrap();
        std::fs::write(PathBuf::from(out).join("report.pdf"), audit_report(&matter(7)).to_pdf(Fonts::built_in()).unwrap()).unwrap();
    }
}

#[test]
fn the_same_matter_makes_the_same_bytes() {
    assert!(pack_of(&matter(3)) == pack_of(&matter(3)));
}

#[test]
fn every_file_changed_by_one_byte_is_found() {
    let whole = files(&pack_of(&matter(2)));
    let mut tampered = 0;
    for (at, (name, bytes)) in whole.iter().enumerate() {
        // Every byte of the small files, and two hundred spread over each large one.
        let step = (bytes.len() / 200).max(1);
        for byte in (0..bytes.len()).step_by(step) {
            let mut files = whole.clone();
            files[at].1[byte] ^= 0x01;
            let verdict = verify_pack(&zipped(&files), None);
            assert!(!verdict.sound, "{name}: a change at byte {byte} was not found");
            let named = verdict.findings.iter().any(|finding| finding.contains(name.as_str()) || name == "manifest.json");
            assert!(named, "{name}, byte {byte}: {:?}", verdict.findings);
            tampered += 1;
        }
    }
    assert!(tampered > 1_000, "{tampered}");
}

#[test]
fn a_missing_an_added_and_a_renamed_file_are_told_apart() {
    let whole = files(&pack_of(&matter(2)));
    let without: Vec<_> = whole.iter().filter(|(name, _)| name != "report.pdf").cloned().collect();
    assert_eq!(verify_pack(&zipped(&without), None).findings, ["report.pdf is missing"]);
    let mut more = whole.clone();
    more.push(("originals/second.csv".into(), b"x".to_vec()));
    assert_eq!(verify_pack(&zipped(&more), None).findings, ["originals/second.csv does not belong to this pack: the manifest does not list it"]);
    let mut renamed = whole.clone();
    renamed.iter_mut().find(|(name, _)| name == "originals/orders_export.csv").unwrap().0 = "originals/orders.csv".into();
    assert_eq!(verify_pack(&zipped(&renamed), None).findings, ["originals/orders_export.csv was renamed to originals/orders.csv"]);
    let bare: Vec<_> = whole.into_iter().filter(|(name, _)| name != "manifest.json").collect();
    assert_eq!(verify_pack(&zipped(&bare), None).findings, ["manifest.json is missing: this is not an audit pack, or its list was taken out"]);
}

#[test]
fn a_pack_cut_short_anywhere_is_found() {
    let pack = pack_of(&matter(2));
    for cut in (0..pack.len()).step_by(pack.len() / 150) {
        let verdict = verify_pack(&pack[..cut], None);
        assert!(!verdict.sound && !verdict.findings.is_empty(), "cut at {cut}");
    }
    assert_eq!(verify_pack(&pack[..pack.len() / 2], None).findings, ["the ZIP is cut short: its list of files at the end is missing; ask for the pack again"]);
    assert_eq!(verify_pack(b"Name,Total", None).findings, ["this is not a ZIP file, so it is not an audit pack"]);
    assert_eq!(verify_pack(b"", None).findings.len(), 1);
}

#[test]
fn bytes_that_belong_to_no_file_are_found() {
    let pack = pack_of(&matter(1));
    let before = [b"hidden".as_slice(), &pack].concat();
    assert!(!verify_pack(&before, None).sound);
}

#[test]
fn a_pack_of_a_newer_version_says_so() {
    let mut files = files(&pack_of(&matter(1)));
    resealed(&mut files, |manifest| {
        manifest.format_version = FORMAT_VERSION + 1;
        manifest.app_version = "9.2.0".into();
    });
    assert_eq!(
        verify_pack(&zipped(&files), None).findings,
        ["this pack has format 2, written by Entrydesk 9.2.0; this Entrydesk reads up to format 1. Update Entrydesk and check it again"]
    );
}

#[test]
fn a_rewritten_journal_is_found_even_under_a_fresh_manifest() {
    let mut files = files(&pack_of(&matter(1)));
    let (_, extract) = files.iter_mut().find(|(name, _)| name == "journal/extract.json").unwrap();
    let mut value: Value = serde_json::from_slice(extract).unwrap();
    value["events"][1]["event"]["who"] = json!("Somebody Else");
    *extract = serde_json::to_vec_pretty(&value).unwrap();
    let (hash, size) = (sha256(extract), extract.len() as u64);
    resealed(&mut files, |manifest| {
        let file = manifest.files.iter_mut().find(|f| f.path == "journal/extract.json").unwrap();
        file.sha256.clone_from(&hash);
        file.size = size;
    });
    assert_eq!(verify_pack(&zipped(&files), None).findings, ["the journal extract is broken at event 2: what it says is not what was recorded"]);
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    let mut files = files(&pack_of(&matter(1)));
    resealed(&mut files, |manifest| manifest.files.iter_mut().for_each(|f| f.size = 1 << 60));
    let finding = verify_pack(&zipped(&files), None).findings.remove(0);
    assert!(finding.contains("it was not unpacked"), "{finding}");
    // A file that unpacks to more than the manifest says is read no further than that.
    let mut swollen = self::files(&pack_of(&matter(1)));
    swollen.iter_mut().find(|(name, _)| name == "VERIFY.txt").unwrap().1 = vec![0; 64 << 20];
    let started = std::time::Instant::now();
    assert_eq!(verify_pack(&zipped(&swollen), None).findings, ["VERIFY.txt was changed: its SHA-256 is not the one in the manifest"]);
    assert!(started.elapsed().as_secs() < 20);
}

#[test]
fn random_bytes_never_panic() {
    let pack = pack_of(&matter(1));
    let mut state = 0x2545_f491_4f6c_dd1du64;
    for _ in 0..300 {
        let mut bytes = pack.clone();
        for _ in 0..4 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let at = usize::try_from(state).unwrap() % bytes.len();
            bytes[at] = (state >> 32) as u8;
        }
        let _ = verify_pack(&bytes, None);
    }
}

#[test]
fn formulas_in_the_table_have_lost_their_power() {
    let pack = pack_of(&matter(2));
    let (_, csv) = files(&pack).into_iter().find(|(name, _)| name == "data/shipments.csv").unwrap();
    let text = String::from_utf8(csv).unwrap();
    assert!(text.contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"tote bag\"\")\""), "{text}");
    assert_eq!(text.lines().count(), 4, "a head, and a row for each line of goods");
}

#[test]
fn another_clients_shipment_is_named_nowhere() {
    let pack = pack_of(&matter(3));
    for (name, bytes) in files(&pack) {
        assert!(!bytes.windows(12).any(|w| w == b"OTHER-CLIENT"), "{name}");
    }
    let said = audit_report(&matter(3)).text().iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    assert!(!said.contains("OTHER-CLIENT") && said.contains("1 outside this pack"));
}

#[test]
fn the_report_reads_from_the_first_page() {
    let report = audit_report(&matter(7));
    assert_eq!(report.issues, Vec::<String>::new());
    let words = report.text();
    let said = words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    for sentence in [
        "Prepared by Almgren Customs Brokerage Inc., customs broker license 31877 for Harbor & Pine Outfitters LLC.",
        "Section 321, free 3",
        "1 entry: duty $50.88, taxes $0.00, fees $2.77, together $53.65.",
        "verified through 2026-10-09",
        "CSMS 67834313 (unverified)",
        "19 CFR 10.151 (secondary)",
        "Received in orders_export.csv, rows 2–3",
        "Proof of payment for shipment HLX00000002: not at hand",
        "The rate of exchange of shipment HLX00000002 was typed by hand.",
        "1 event between these appears in journal/extract.json as a digest only",
        "Taken for granted: the quantity in dozens was taken from the invoice",
        "State Released",
        "Bond none required",
        "Entry 9HB-0000417-8 Mrs. Nandu rang: the tote bag went back to the shop",
        "to be seen again on 2026-11-25 dealt with by Jo Field, 2026-11-20 09:05",
    ] {
        assert!(said.contains(sentence), "the report does not say `{sentence}`");
    }
    assert!(!said.contains("12-345678900"), "the importer number is not masked");
    let pages = report.pages.len();
    for page in 1..=pages {
        let of_page = words.iter().filter(|w| w.page == page).map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
        assert!(of_page.contains(&format!("Page {page} of {pages}")) && of_page.contains("Journal head"), "page {page}");
    }
    assert_eq!(report.outline.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>()[..3], ["Summary", "Shipments at a glance", "Decisions"]);
}

#[test]
fn gaps_are_listed_honestly() {
    let mut matter = matter(2);
    matter.shipments[0].decision = None;
    matter.originals[0].bytes.push(b' ');
    matter.entries.clear();
    assert_eq!(
        matter.all_gaps(),
        [
            "The rate of exchange of shipment HLX00000002 was typed by hand.",
            "Shipment HLX00000001 has not been decided.",
            "Entry 9HB-0000417-8 of shipment HLX00000002 is not in this pack.",
            "The file orders_export.csv is not the one that was received: its SHA-256 has changed.",
            "Proof of payment for shipment HLX00000002 (payment.pdf) is on record but its file is not at hand.",
        ]
    );
    let said = audit_report(&matter).text().iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    assert!(said.contains("5 gaps are known in this record:"));
}

#[test]
fn a_disagreeing_entry_is_a_gap_and_not_a_paper() {
    let mut matter = matter(1);
    matter.entries[0].total = d("1.00");
    let pack = pack_of(&matter);
    assert!(!files(&pack).iter().any(|(name, _)| name.starts_with("entries/")));
    assert!(matter.all_gaps().iter().any(|gap| gap.starts_with("Entry 9HB-0000417-8 was not printed: block 44")), "{:?}", matter.all_gaps());
}

#[test]
fn many_shipments_are_put_into_volumes() {
    let matter = matter(251);
    let pack = pack_of(&matter);
    let names: Vec<String> = files(&pack).into_iter().map(|(name, _)| name).filter(|name| name.starts_with("report")).collect();
    assert_eq!(names, ["report-decisions-001.pdf", "report-decisions-002.pdf", "report.pdf"]);
    assert!(verify_pack(&pack, None).sound);
}

/// `cargo test --release -p paperwork --test pack -- --ignored --nocapture`
#[test]
#[ignore = "a measurement, to be run with --release"]
fn five_thousand_shipments_within_twenty_seconds() {
    let matter = matter(5_000);
    let started = std::time::Instant::now();
    let pack = pack_of(&matter);
    let packed = started.elapsed();
    assert!(verify_pack(&pack, None).sound);
    println!("5,000 shipments: packed in {packed:?}, verified in {:?}, {} bytes", started.elapsed() - packed, pack.len());
    assert!(packed.as_secs() < 20);
}

#[test]
fn a_person_can_stop_it() {
    let stopped = audit_pack(&matter(2), Fonts::built_in(), &|done, total| {
        assert!(done <= total);
        done == 3
    });
    assert!(matches!(stopped, Err(PaperError::Cancelled)));
    assert_eq!(PaperError::Cancelled.to_string(), "stopped before it was finished; nothing was written");
}

#[test]
fn an_empty_matter_is_still_a_pack() {
    let mut matter = matter(0);
    matter.entries.clear();
    matter.originals.clear();
    matter.documents.clear();
    matter.journal.clear();
    matter.client = None;
    matter.firm = Firm::default();
    let pack = pack_of(&matter);
    assert!(verify_pack(&pack, None).sound);
}

const WORDS: &str = "lantern orbit mackerel seven";

#[test]
fn a_locked_pack_is_verified_with_its_passphrase_alone() {
    let locked = lock_pack(&pack_of(&matter(2)), WORDS).unwrap();
    assert_eq!(verify_pack(&locked, None).findings, ["this pack is locked: it takes the passphrase to check it"]);
    assert_eq!(
        verify_pack(&locked, Some("lantern orbit mackerel eight")).findings,
        ["the passphrase does not open this pack: look at capitals and spaces, or ask whoever made it"]
    );
    let verdict = verify_pack(&locked, Some(WORDS));
    assert!(verdict.sound, "{:?}", verdict.findings);
    for word in [b"HLX0000".as_slice(), b"report.pdf", b"orders_export"] {
        assert!(!locked.windows(word.len()).any(|w| w == word), "{} can be read from outside", String::from_utf8_lossy(word));
    }
    assert_eq!(
        verify_pack(&locked[..locked.len() / 2], Some(WORDS)).findings,
        ["the ZIP is cut short: its list of files at the end is missing; ask for the pack again"]
    );
}

/// The text that can be copied out of a PDF.
fn pdf_text(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap()
}

/// What the pack says in every way: its files, and the text of its PDFs.
fn everything(pack: &[u8]) -> String {
    files(pack)
        .into_iter()
        .map(
            |(name, bytes)| {
                if name.ends_with(".pdf") && bytes.starts_with(b"%PDF-1.7") { pdf_text(&bytes) } else { format!("{name} {}", String::from_utf8_lossy(&bytes)) }
            },
        )
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_redacted_pack_names_nobody_and_still_proves_itself() {
    let whole = matter(4);
    assert!(everything(&pack_of(&whole)).contains("Jean O'Malley"), "the search finds what is there");
    let redacted = whole.clone().redacted(b"a secret of this pack");
    let pack = pack_of(&redacted);
    let verdict = verify_pack(&pack, None);
    assert!(verdict.sound, "{:?}", verdict.findings);
    let said = everything(&pack);
    for secret in
        ["Jean O'Malley", "Mariela", "Ñandú", "77 Elm Street", "Columbus", "43004", "p1", "Name,Total", "Nandu", "Mrs. Nandu", "tote bag went back", "Jo Field"]
    {
        assert!(!said.contains(&format!(" {secret}")) && !said.contains(&format!("\"{secret}")), "{secret} is in the redacted pack");
    }
    let marked = paperwork::pack::mark(b"a secret of this pack", "Jean O'Malley");
    assert!(said.contains(&marked));
    assert!(!everything(&pack_of(&whole.redacted(b"another secret"))).contains(&marked), "a mark holds for one pack only");
    let names: Vec<String> = files(&pack).into_iter().map(|(name, _)| name).collect();
    assert!(!names.iter().any(|n| n.starts_with("originals/") || n.starts_with("entries/") || n.ends_with("invoice.pdf")), "{names:?}");
    assert!(names.contains(&"report.pdf".to_owned()) && said.contains("Marks are not anonymity"));
}

#[test]
fn what_cbp_asks_for_is_here_or_named_as_missing() {
    let pack = pack_of(&matter(2));
    let (_, answer) = files(&pack).into_iter().find(|(name, _)| name == "cf-28/answer.txt").unwrap();
    let answer = String::from_utf8(answer).unwrap();
    for line in [
        "Over one entry, 2 of 6 are here and 4 are missing.",
        "Commercial invoice       invoice.pdf (shipment HLX00000002), cf-28/1-invoice/invoice.pdf",
        "Proof of payment         payment.pdf (shipment HLX00000002), on record, not in this pack",
        "Purchase order           MISSING: ask the client for it",
        "As entered, line 001: Women's knitted T-shirts of cotton; 9903.88.15, 6109.10.0040; origin CN; value $212",
    ] {
        assert!(answer.contains(line), "{line} is not in\n{answer}");
    }
}

/// Ten thousand packs, each with one byte of one file changed, anywhere.
#[test]
fn ten_thousand_changes_of_one_byte_are_all_found() {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 16).unwrap()
    };
    let whole = files(&pack_of(&matter(1)));
    let total: usize = whole.iter().map(|(_, bytes)| bytes.len()).sum();
    // Where each file's bytes stand in a ZIP that does not compress: changed in place, its checksum mended, as somebody would who knows ZIP.
    let mut files = whole.clone();
    for _ in 0..10_000 {
        let mut at = random() % total;
        let file = files
            .iter()
            .position(|(_, bytes)| {
                if at < bytes.len() {
                    true
                } else {
                    at -= bytes.len();
                    false
                }
            })
            .unwrap();
        let flip = u8::try_from(random() % 255 + 1).unwrap();
        files[file].1[at] ^= flip;
        let verdict = verify_pack(&zipped(&files), None);
        assert!(!verdict.sound, "{}: byte {at} changed by {flip:#04x} was not found", files[file].0);
        files[file].1[at] ^= flip;
    }
    assert!(verify_pack(&zipped(&files), None).sound);
}
