//! Writes a large manifest for the benchmarks: `scale FILE ROWS`, CSV or XLSX by the file's ending. The same every time.
//!
//! Four rows in five are shipments of their own, the others second goods of the shipment above; people return in other
//! shipments, so that days of persons are counted. Above 150,000 rows a remark fills each row to about 600 bytes.

use rust_xlsxwriter::Workbook;
use std::io::{BufWriter, Write};

const HEAD: [&str; 17] = [
    "HAWB",
    "Order number",
    "Consignee",
    "Address",
    "City",
    "State",
    "Zip",
    "Country",
    "Email",
    "Description of goods",
    "HTS code",
    "Origin",
    "Qty",
    "Unit price",
    "Currency",
    "Weight (kg)",
    "Remark",
];
const GOODS: [(&str, &str); 6] = [
    ("cotton tee, knitted, men's", "6109100012"),
    ("stoneware mug, glazed", "6912004400"),
    ("wool hat, felt", "6505001540"),
    ("table lamp, brass", "9405214010"),
    ("steel kitchen knife", "8211924060"),
    ("leather belt", "4203300000"),
];
/// City, state, and the first of a hundred ZIPs.
const PLACES: [(&str, &str, usize); 5] =
    [("Akron", "OH", 44_301), ("Austin", "TX", 78_701), ("Boston", "MA", 2_101), ("Reno", "NV", 89_501), ("Portland", "OR", 97_201)];
const FIRST: [&str; 20] = [
    "Ada", "Ben", "Cleo", "Dora", "Emil", "Freya", "Gus", "Hanna", "Ivo", "Jule", "Kaspar", "Lena", "Milo", "Nora", "Otis", "Pia", "Quinn", "Rosa", "Sven",
    "Tilda",
];
const LAST: [&str; 12] = ["Quill", "Oakley", "Marsh", "Lind", "Frost", "Halvorsen", "Brandvold", "Nyström", "Figueiredo", "Okafor", "Tanaka", "Raghunathan"];
const STREETS: [&str; 8] = ["Linden Street", "Mill Lane", "Quay Street", "Juniper Lane", "Beacon Street", "Harbor Drive", "Nassau Street", "Grand Avenue"];

/// A row, from its number alone.
fn row(n: usize, long: bool) -> Vec<String> {
    // Knuth's multiplicative hash: spread, and the same every time.
    let spread = n.wrapping_mul(2_654_435_761) % 1_000_003;
    let shipment = n - usize::from(n % 5 == 4);
    let of_shipment = shipment.wrapping_mul(2_654_435_761) % 1_000_003;
    let person = of_shipment % 60_000;
    let (goods, hts) = GOODS[spread % GOODS.len()];
    let (city, state, zip) = PLACES[person % PLACES.len()];
    let name = format!("{} {}{}", FIRST[person / 5 % 20], LAST[person / 100 % 12], ["", "son", "er", "mann", "berg"][person / 1_200 % 5]);
    let remark = if long { format!("packed by hand, checked twice, row {n} of a long list; ").repeat(8) } else { String::new() };
    vec![
        format!("HB{of_shipment:07}{shipment:06}"),
        format!("#{}", 10_000 + shipment),
        name,
        format!("{} {}", 1 + person / 8, STREETS[person % 8]),
        city.to_owned(),
        state.to_owned(),
        (zip + person / 5 % 100).to_string(),
        "US".to_owned(),
        format!("p{person}@example.com"),
        format!("{goods}, style {}", spread % 500),
        hts.to_owned(),
        ["CN", "VN", "PT"][spread % 3].to_owned(),
        (1 + spread % 3).to_string(),
        format!("{}.{:02}", 5 + spread % 40, spread % 100),
        "USD".to_owned(),
        format!("0.{:03}", 100 + spread % 900),
        remark,
    ]
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(path), Some(rows)) = (words.next(), words.next()) else { return Err("usage: scale FILE ROWS".into()) };
    let rows: usize = rows.parse()?;
    let long = rows > 150_000;
    if path.ends_with(".xlsx") {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, name) in (0..).zip(HEAD) {
            sheet.write(0, column, name)?;
        }
        for n in 0..rows {
            for (column, text) in (0..).zip(row(n, long)) {
                match text.parse::<f64>() {
                    Ok(number) if matches!(column, 6 | 10 | 12 | 13 | 15) => sheet.write(n as u32 + 1, column, number)?,
                    _ => sheet.write(n as u32 + 1, column, text)?,
                };
            }
        }
        book.save(&path)?;
    } else {
        let mut out = BufWriter::new(std::fs::File::create(&path)?);
        writeln!(out, "{}", HEAD.join(","))?;
        for n in 0..rows {
            let cells: Vec<String> = row(n, long).into_iter().map(|c| if c.contains(',') { format!("\"{c}\"") } else { c }).collect();
            writeln!(out, "{}", cells.join(","))?;
        }
        out.flush()?;
    }
    println!("{path}: {rows} rows");
    Ok(())
}
