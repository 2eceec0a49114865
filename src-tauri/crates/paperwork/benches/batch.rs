//! A thousand entries of three lines as a thousand PDFs and one merged file: how many a second, and in how much memory.
//!
//! One pass, as a broker's batch is one pass; drawn and written on all processors like the workbench does it, 64 at a time.

use chrono::{DateTime, NaiveDate, Utc};
use customs::{Client, EntryLine, EntryNumber, EntrySummary, EntryTariffRow, FeeAmount, Firm, Mode, NamedAddress};
use paperwork::{Encoded, Fonts, PaperKind, PaperMatter, Stamp, print_all};
use std::time::Instant;

/// As the shells have it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ENTRIES: u32 = 1_000;
const AT_ONCE: usize = 64;

fn entry(n: u32) -> EntrySummary {
    let consignee = NamedAddress {
        name: format!("Harbor & Pine Outfitters No. {n} LLC"),
        street: format!("{} Broadway, Suite {}", 100 + n, n % 90),
        city: "New York".into(),
        state: "NY".into(),
        postal_code: "10018".into(),
        country: "US".into(),
    };
    let line = |number: u32, hts: &str, description: &str| EntryLine {
        number,
        description: format!("{description}, style {n}"),
        origin: "CN".into(),
        gross_weight_kg: Some(2.into()),
        entered_value: 100.into(),
        related: Some(false),
        rows: vec![
            EntryTariffRow { hts: "9903.88.15".into(), rate: "7.5%".into(), duty: 7.into(), ..Default::default() },
            EntryTariffRow { hts: hts.into(), net_quantity: "24 DOZ".into(), rate: "16%".into(), duty: 16.into(), ..Default::default() },
        ],
        shipment: format!("HB{n:05}"),
        ..Default::default()
    };
    let day = NaiveDate::from_ymd_opt(2026, 11, 18);
    EntrySummary {
        number: "9HB".parse().and_then(|filer| EntryNumber::new(&filer, n)).expect("a number"),
        entry_type: "11".into(),
        abi_status: "ABI/A".into(),
        summary_date: day,
        surety: "999".into(),
        bond_type: "0".into(),
        port: "4701".into(),
        entry_date: day.unwrap_or_default(),
        carrier: "CX".into(),
        mode_code: "40".into(),
        mode: Some(Mode::Air),
        origin: "CN".into(),
        import_date: day,
        bills: vec!["160-12345675".into(), format!("HLX{n:08}")],
        manufacturer_id: "CNSHEHUA1688SHE".into(),
        exporting_country: "CN".into(),
        port_of_unlading: "4701".into(),
        importer_number: "12-345678900".into(),
        consignee_number: "SAME".into(),
        importer: consignee.clone(),
        consignee,
        lines: vec![
            line(1, "6109.10.0040", "Women's knitted T-shirts of cotton"),
            line(2, "6302.91.0005", "Tea towels of cotton, woven, printed, in sets of four"),
            line(3, "9405.21.8010", "Table lamps, LED, of base metal, with shade of glass"),
        ],
        fees: vec![FeeAmount { class: "311".into(), name: "Informal MPF".into(), amount: 2.into(), citations: vec![] }],
        total_entered_value: 300.into(),
        duty: 69.into(),
        other: 2.into(),
        total: 71.into(),
        declarant: "Ruth Almgren".into(),
        declarant_title: "Attorney-in-fact".into(),
        purchased: true,
        broker: NamedAddress { name: "Almgren Customs Brokerage Inc.".into(), street: "151-02 North Boundary Road".into(), ..Default::default() },
        broker_phone: "(718) 555-0142".into(),
        file_number: format!("26-{n:05}"),
        ..empty()
    }
}

/// What the entries of this bench leave open.
fn empty() -> EntrySummary {
    let texts = "abi_status surety bond_type port carrier mode_code origin manufacturer_id exporting_country it_number missing_documents foreign_port \
                 port_of_unlading melt_and_pour primary_smelt secondary_smelt country_of_cast location consignee_number importer_number \
                 reference_number declarant declarant_title broker_phone file_number entry_type";
    let mut entry = serde_json::json!({
        "number": "916-5187505-5", "entry_date": "2026-11-18", "bills": [], "lines": [], "fees": [], "assumptions": [], "shipments": [],
        "total_entered_value": "0", "duty": "0", "tax": "0", "other": "0", "total": "0", "declarant_is_importer": false, "purchased": true,
        "consignee": {}, "importer": {}, "broker": {}
    });
    for name in texts.split_whitespace() {
        entry[name] = "".into();
    }
    for name in ["summary_date", "mode", "import_date", "export_date", "it_date"] {
        entry[name] = serde_json::Value::Null;
    }
    serde_json::from_value(entry).expect("an empty entry")
}

/// The most memory this process ever had, in MiB, where the system says.
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

fn main() {
    // With names on the command line, this bench runs where one of them is its own.
    let names: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if !names.is_empty() && !names.iter().any(|name| "batch".contains(name.as_str())) {
        return;
    }
    let (firm, client) = (Firm { name: "Almgren Customs Brokerage Inc.".into(), ..Default::default() }, Client::default());
    let stamp = Stamp {
        law_verified_through: NaiveDate::default(),
        rulebook_version: "bench".into(),
        journal_head: "0".repeat(64),
        prepared_at: DateTime::<Utc>::UNIX_EPOCH,
    };
    let folder = tempfile::tempdir().expect("a folder");
    let fonts = Fonts::built_in();
    let numbers: Vec<u32> = (1..=ENTRIES).collect();

    let started = Instant::now();
    let mut kept: Vec<Encoded> = Vec::new();
    let mut bytes = 0;
    for some in numbers.chunks(AT_ONCE) {
        let entries: Vec<EntrySummary> = some.iter().map(|n| entry(*n)).collect();
        let matter = |entry| PaperMatter { entry: Some(entry), firm: &firm, client: &client, shipments: &[], stamp: &stamp };
        let wanted: Vec<_> = entries.iter().map(|entry| (PaperKind::EntrySummary, matter(entry))).collect();
        for (entry, printed) in entries.iter().zip(print_all(&wanted, true, fonts)) {
            let printed = printed.expect("a form");
            let file = printed.file.unwrap_or_default();
            bytes += file.len();
            std::fs::write(folder.path().join(format!("{}.pdf", entry.number)), file).expect("a file");
            kept.push(printed.encoded);
        }
    }
    let separate = started.elapsed();
    let merged = Encoded::merged("1000 entries", &firm.name, &kept.iter().collect::<Vec<_>>(), fonts).expect("a merged file");
    std::fs::write(folder.path().join("all.pdf"), &merged).expect("a file");
    let whole = started.elapsed();

    let pages: usize = kept.iter().map(Encoded::page_count).sum();
    let rate = u128::from(ENTRIES) * 1_000_000 / whole.as_micros().max(1);
    println!("{ENTRIES} entries of three lines, {pages} pages, {} KiB of files: {} ms", bytes / 1024, separate.as_millis());
    println!("one merged file of {} KiB: {} ms more", merged.len() / 1024, (whole - separate).as_millis());
    println!("together {rate} entries a second on {} processors", std::thread::available_parallelism().map_or(1, usize::from));
    if let Some(peak) = peak_mib() {
        println!("at most {peak} MiB of memory");
    }
    for printed in [PaperKind::EntryDelivery, PaperKind::DutyWorksheet, PaperKind::CoverSheet] {
        let entries: Vec<EntrySummary> = (1..=200).map(entry).collect();
        let matter = |entry| PaperMatter { entry: Some(entry), firm: &firm, client: &client, shipments: &[], stamp: &stamp };
        let wanted: Vec<_> = entries.iter().map(|entry| (printed, matter(entry))).collect();
        let started = Instant::now();
        let made = print_all(&wanted, true, fonts).into_iter().filter(Result::is_ok).count();
        println!("{}: {} a second", printed.name(), made as u128 * 1_000_000 / started.elapsed().as_micros().max(1));
    }
}
