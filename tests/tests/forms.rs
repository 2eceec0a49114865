//! CBP Form 7501 on paper: words with their positions, pictures, and the promises of the PDF.
//!
//! After a change that is meant, look at every page and bless the new goldens: `ENTRYDESK_BLESS=1 cargo test -p acceptance --test forms`.
//! With `ENTRYDESK_FORMS_OUT=<folder>` the PDFs are written there to be looked at.

#[path = "forms/more.rs"]
mod more;
#[path = "forms/picture.rs"]
mod picture;
#[path = "forms/samples.rs"]
mod samples;

use paperwork::{Document, Edition, Fonts, form_7501, form_7501_edition};
use samples::{all, d, stamp};
use std::fmt::Write;
use std::path::PathBuf;
use std::process::Command;

fn golden(name: &str) -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = here.ancestors().map(|a| a.join("tests/golden/forms")).find(|p| p.is_dir()).expect("tests/golden/forms");
    folder.join(name)
}

fn blessing() -> bool {
    std::env::var_os("ENTRYDESK_BLESS").is_some()
}

fn words(document: &Document) -> String {
    document.text().iter().fold(String::new(), |mut all, word| {
        writeln!(all, "{word}").unwrap();
        all
    })
}

/// The whole text, one space between words.
fn said(document: &Document) -> String {
    document.text().iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn documents() -> Vec<(String, Document)> {
    let mut documents: Vec<(String, Document)> = all().into_iter().map(|(name, entry)| (name.to_owned(), form_7501(&entry, &stamp()))).collect();
    documents.extend(more::all().into_iter().map(|(name, entry)| (name.to_owned(), form_7501(&entry, &stamp()))));
    for (name, entry) in [
        ("every-block-43", samples::every_block()),
        ("foreign-importer-43", more::foreign_importer()),
        ("five-stacked-9903-43", samples::five_stacked()),
        ("formal-fees-43", more::formal_fees()),
        ("longest-names-43", samples::longest_names()),
        ("thirty-lines-43", samples::thirty_lines()),
    ] {
        documents.push((name.to_owned(), form_7501_edition(Edition::May2022, &entry, &stamp())));
    }
    documents.extend(more::papers().into_iter().map(|(name, document)| (name.to_owned(), document)));
    documents
}

#[test]
fn every_word_stands_where_it_stood() {
    for (name, document) in documents() {
        assert_eq!(document.issues, Vec::<String>::new(), "{name}");
        let (path, now) = (golden(&format!("{name}.txt")), words(&document));
        if blessing() {
            std::fs::write(&path, &now).unwrap();
        }
        let then = std::fs::read_to_string(&path).unwrap_or_default();
        let first_difference = now.lines().zip(then.lines()).find(|(a, b)| a != b);
        assert!(now == then, "{name}: the words on the form have moved or changed; first difference {first_difference:?}");
    }
}

#[test]
fn every_page_looks_as_it_looked() {
    let Some(painter) = picture::Painter::find() else {
        println!("SKIPPED: pictures of the forms were not compared, because pdftoppm is not installed (apt install poppler-utils)");
        return;
    };
    for (name, document) in documents() {
        let pdf = document.to_pdf(Fonts::built_in()).unwrap();
        if let Some(out) = std::env::var_os("ENTRYDESK_FORMS_OUT") {
            std::fs::create_dir_all(&out).unwrap();
            std::fs::write(PathBuf::from(&out).join(format!("{name}.pdf")), &pdf).unwrap();
            for (i, page) in document.pages.iter().enumerate() {
                std::fs::write(PathBuf::from(&out).join(format!("{name}-{}.svg", i + 1)), page.to_svg()).unwrap();
            }
        }
        let pages = painter.paint(&pdf);
        assert_eq!(pages.len(), document.pages.len(), "{name}");
        for (index, now) in pages.iter().enumerate() {
            let path = golden(&format!("{name}-{}.pgm.z", index + 1));
            if blessing() {
                std::fs::write(&path, now.packed()).unwrap();
            }
            let then = picture::Picture::unpacked(&std::fs::read(&path).unwrap_or_default());
            let differs = then.as_ref().map_or(1000, |then| now.per_mille_different(then));
            assert!(differs <= 4, "{name}, page {}: {differs} of 1000 points look different from {}", index + 1, path.display());
        }
    }
}

#[test]
fn the_same_entry_makes_the_same_bytes_here_and_in_another_process() {
    let make = || form_7501(&samples::cjk_names(), &stamp()).to_pdf(Fonts::built_in()).unwrap();
    let (once, twice) = (make(), make());
    assert!(once == twice, "two PDFs of one entry differ in one process");
    // The other process is this test again, writing instead of comparing.
    if let Some(path) = std::env::var_os("ENTRYDESK_FORM_TWIN") {
        std::fs::write(path, &once).unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let twin = folder.path().join("twin.pdf");
    // Other papers first, so that counters inside the PDF library stand elsewhere.
    for (_, entry) in all().into_iter().take(3) {
        form_7501(&entry, &stamp()).to_pdf(Fonts::built_in()).unwrap();
    }
    let status = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            std::thread::current().name().filter(|name| *name != "main").unwrap_or("the_same_entry_makes_the_same_bytes_here_and_in_another_process"),
        ])
        .env("ENTRYDESK_FORM_TWIN", &twin)
        .stdout(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    assert!(std::fs::read(&twin).unwrap() == once, "two PDFs of one entry differ between processes");
    assert!(make() == once);
}

#[test]
fn the_text_can_be_searched_and_copied() {
    let Ok(version) = Command::new("pdftotext").arg("-v").output() else {
        println!("SKIPPED: the PDF's text was not read back, because pdftotext is not installed (apt install poppler-utils)");
        return;
    };
    drop(version);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form.pdf");
    std::fs::write(&path, form_7501(&samples::cjk_names(), &stamp()).to_pdf(Fonts::built_in()).unwrap()).unwrap();
    let text = Command::new("pdftotext").args(["-layout"]).arg(&path).arg("-").output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    for word in [
        "9HB-0000424-",
        "東京製鉄株式会社",
        "深圳市华强北电子科技有限公司",
        "Ñandú",
        "Straße",
        "Δελφοί",
        "Київ",
        "서울",
        "Łukasiewicz",
        "47.",
        "Dollars",
        "Totals",
    ] {
        assert!(text.contains(word), "`{word}` cannot be found in the PDF");
    }
    let fonts = Command::new("pdffonts").arg(&path).output().map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    for face in fonts.lines().skip(2) {
        assert!(face.contains("yes yes yes"), "not embedded, subset and mapped to Unicode: {face}");
    }
    let info = Command::new("pdfinfo").arg(&path).output().map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    if !info.is_empty() {
        assert!(info.contains("Entry summary 9HB-0000424-") && info.contains("PDF version:     1.7") && !info.contains("PDF/X"), "{info}");
        assert!(info.contains("2026"), "{info}");
    }
}

#[test]
fn labels_are_words_at_the_head_of_their_boxes() {
    let document = form_7501(&samples::one_line(), &stamp());
    let words = document.text();
    for number in 1..=47 {
        let label = format!("{number}.");
        assert_eq!(words.iter().filter(|w| w.text == label).count(), 1, "block {label}");
    }
    let said = said(&document);
    for label in ["Dollars", "Cents", "Other Fee Summary", "Totals for Invoice", "Total Entered Value", "CBP USE ONLY", "TOTALS"] {
        assert!(said.contains(label), "{label}");
    }
}

#[test]
fn nothing_overlaps_and_nothing_leaves_the_sheet() {
    for (name, document) in documents() {
        let words = document.text();
        for (i, a) in words.iter().enumerate() {
            let sheet = &document.pages[a.page - 1];
            assert!(a.x + a.width <= sheet.width && a.y <= sheet.height, "{name}: {a}");
            for b in &words[i + 1..] {
                let same_line = a.page == b.page && (a.y - b.y).max(b.y - a.y) < a.size.min(b.size).scaled(6, 10);
                let apart = a.x + a.width <= b.x || b.x + b.width <= a.x;
                assert!(!same_line || apart, "{name}: `{a}` and `{b}` overlap");
            }
        }
    }
}

#[test]
fn a_name_too_long_for_its_box_is_carried_over_whole() {
    let document = form_7501(&samples::longest_names(), &stamp());
    let said = said(&document);
    assert!(document.pages.len() > 1 && said.contains("SEE CONTINUATION SHEET"));
    assert!(said.contains("Conglomerated Everyday Household Necessities Direct"), "the end of the longest name is missing");
    assert!(said.contains("sewn into side seam"));
    assert!(said.contains("Continued: 29. Ultimate Consignee"));
}

#[test]
fn thirty_lines_run_on_over_the_sheets() {
    let document = form_7501(&samples::thirty_lines(), &stamp());
    assert!(document.pages.len() >= 2, "{}", document.pages.len());
    let words = document.text();
    for number in 1..=30 {
        let label = format!("{number:03}");
        assert_eq!(words.iter().filter(|w| w.text == label).count(), 1, "line {label}");
    }
    let pages = document.pages.len();
    for page in 1..=pages {
        let of_page: Vec<&str> = words.iter().filter(|w| w.page == page).map(|w| w.text.as_str()).collect();
        assert!(of_page.join(" ").contains(&format!("Page {page} of {pages}")));
        assert!(of_page.join(" ").contains("File 26-00417"), "the file number is missing on page {page}");
        assert_eq!(of_page.join(" ").contains("SEE CONTINUATION SHEET"), page < pages, "page {page}");
    }
    // Origins stand under the line numbers, because block 10 says MULTI.
    assert_eq!(words.iter().filter(|w| w.text == "OCN").count(), 10);
    assert_eq!(words.iter().filter(|w| w.text == "OPT").count(), 20);
}

#[test]
fn a_description_longer_than_a_sheet_is_printed_whole() {
    let mut entry = samples::one_line();
    let words: Vec<String> = (0..4_000).map(|n| format!("w{n}")).collect();
    entry.lines[0].description = words.join(" ");
    entry.lines.push(samples::line(2, "Cotton tea towels", "40", vec![samples::row("6302.91.0005", "4 NO", "9.2%", "3.68")]));
    let document = form_7501(&samples::added_up(entry), &stamp());
    let text = document.text();
    let printed: Vec<&str> = text.iter().map(|w| w.text.as_str()).filter(|w| w.starts_with('w') && w[1..].parse::<u32>().is_ok()).collect();
    assert_eq!(printed, words, "every word once, in order");
    assert!(document.pages.len() >= 4);
    assert!(text.iter().all(|w| w.y < paperwork::page::LETTER.1));
    let second = text.iter().find(|w| w.text == "002").unwrap();
    assert_eq!(second.page, document.pages.len());
}

#[test]
fn what_found_no_room_follows_the_lines_on_the_last_sheet() {
    let mut entry = samples::thirty_lines();
    entry.consignee.name = samples::longest_names().consignee.name;
    let document = form_7501(&entry, &stamp());
    let text = document.text();
    let last_line = text.iter().find(|w| w.text == "030").unwrap();
    let carried = text.iter().find(|w| w.text == "Continued:").unwrap();
    assert_eq!((carried.page, last_line.page), (document.pages.len(), document.pages.len()));
    assert!(carried.y > last_line.y);
}

#[test]
fn chapter_99_numbers_stand_above_the_number_that_carries_the_value() {
    let document = form_7501(&samples::five_stacked(), &stamp());
    let words = document.text();
    let at = |text: &str| words.iter().find(|w| w.text == text).unwrap_or_else(|| panic!("{text}")).y;
    assert!(at("9903.88.15") < at("9903.01.24") && at("9903.05.20") < at("8507.60.0020"));
    assert!(words.iter().any(|w| w.text == "780" && w.y == at("8507.60.0020")), "the value stands beside the number of chapters 1 to 97");
    assert_eq!(words.iter().filter(|w| w.text == "780").count(), 3, "once on the line, once in the totals of the lines, once in block 39");
}

#[test]
fn an_entry_whose_figures_disagree_is_not_printed() {
    let mut entry = samples::one_line();
    entry.total_entered_value = d("213");
    let document = form_7501(&entry, &stamp());
    assert_eq!(document.issues, ["block 39, the sum of block 36A: the form says 213, the parts make 212"]);
    assert!(document.pages.is_empty());
    let refusal = document.to_pdf(Fonts::built_in()).unwrap_err().to_string();
    assert_eq!(refusal, "this paper cannot be printed: block 39, the sum of block 36A: the form says 213, the parts make 212");
}

#[test]
fn an_entry_without_goods_or_numbers_is_not_printed() {
    let mut entry = samples::one_line();
    entry.lines[0].rows.clear();
    let entry = samples::added_up(entry);
    assert_eq!(form_7501(&entry, &stamp()).issues, ["line 001 has no tariff number (block 33); classify the goods before the entry is printed"]);
    let mut empty = entry;
    empty.lines.clear();
    let document = form_7501(&samples::added_up(empty), &stamp());
    assert_eq!(document.issues, ["the entry has no lines; add the goods before it is printed"]);
}

#[test]
fn a_character_without_a_glyph_is_an_issue() {
    let mut entry = samples::one_line();
    entry.consignee.name = "บริษัท ไทย".into();
    let document = form_7501(&entry, &stamp());
    assert_eq!(
        document.issues[0],
        "29. Ultimate Consignee Name (Last, First, M.I.) and Address: the character `บ` (U+0E1A) of `บริษัท ไทย` cannot be printed; \
         write it in Latin, Greek, Cyrillic, Chinese, Japanese or Korean letters"
    );
}

#[test]
fn the_blocks_still_empty_are_named() {
    let mut entry = samples::one_line();
    assert_eq!(paperwork::missing_blocks(&entry), Vec::<String>::new());
    entry.summary_date = None;
    entry.bills.clear();
    entry.mode = Some(customs::Mode::Ocean);
    assert_eq!(
        paperwork::missing_blocks(&entry),
        [
            "block 3 (Summary Date) is empty",
            "block 12 (B/L or AWB Number) is empty",
            "block 19 (Foreign Port of Lading) is empty; it is needed for goods that come by vessel"
        ]
    );
}

#[test]
fn the_declaration_ticks_one_of_each_pair() {
    let ticks = |entry: &customs::EntrySummary| form_7501(entry, &stamp()).text().iter().filter(|w| w.text == "X" && w.bold).count();
    assert_eq!(ticks(&samples::one_line()), 2);
    assert_eq!(ticks(&samples::every_block()), 2);
}

#[test]
fn preview_and_paper_are_one_drawing() {
    for (name, document) in documents() {
        for page in &document.pages {
            let svg = page.to_svg();
            assert!(
                !svg.contains("style=") && !svg.contains("<script") && (svg.contains("viewBox=\"0 0 612 792\"") || svg.contains("viewBox=\"0 0 792 612\"")),
                "{name}"
            );
            assert_eq!(svg.matches("<text ").count(), page.texts().count(), "{name}");
        }
    }
}
