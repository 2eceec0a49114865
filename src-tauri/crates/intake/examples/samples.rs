//! Writes the sample manifest of `assets/samples`: `cargo run -p intake --example samples`. The same bytes every time.
//!
//! All people, firms, parcels and addresses are invented. The figures are chosen so that the sample shows what a desk
//! meets: numbers stored as text and text as numbers, order fields on the first row only, a merged order, one person
//! spelt in two ways whose parcels make $850.00 together, stock for a warehouse, wine, a book, vague words, a missing
//! HTS number, a name from a comic.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// House bill, consignee, address, city, state, ZIP, country, goods, HTS, origin, pieces, unit price, grams, stock.
/// An empty house bill: more goods of the parcel above. `n:` marks what is stored as a number.
type Row = [&'static str; 14];

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ["NK-20412", "Mira Halvorsen", "18 Juniper Lane", "Stamford", "CT", "n:6902", "US", "stoneware mug, glazed, 350 ml", "6912004400", "DE", "2", "31,00", "820", ""],
    ["", "", "", "", "", "", "", "stoneware saucer, glazed", "6912004810", "DE", "4", "8,50", "960", ""],
    ["NK-20413", "José Núñez", "405 Rio Grande Street", "Austin", "TX", "78701", "US", "porcelain teapot with lid", "6911108010", "DE", "1", "118,50", "1450", ""],
    ["NK-20414", "山田 花子 Hanako Yamada", "2210 Pacific Avenue", "Tacoma", "WA", "98402", "US", "ceramic vase, hand painted", "6913905000", "PT", "1", "89,00", "2100", ""],
    ["NK-20415", "Otto Brandvold", "7 Commercial Street", "Portland", "ME", "n:4101", "USA", "daily necessities", "", "China", "3", "15,00", "900", ""],
    ["NK-20416", "Siobhán O’Dowd", "31 Beacon Street", "Boston", "MA", "n:2108", "US", "stoneware serving bowl, 28 cm", "6912004810", "DE", "1", "74,00", "1900", ""],
    ["NK-20417", "Łukasz Wiśniewski", "1502 West Division Street", "Chicago", "IL", "60642", "US", "stoneware plates, set of four", "6912003950", "DE", "1", "96,00", "3300", ""],
    ["NK-20418", "Katharina Voß", "12 Linden Avenue, Apt 4", "Portland", "OR", "97205", "US", "porcelain dinner service for six, hand painted", "6911103750", "DE", "1", "430,00", "8800", ""],
    ["NK-20419", "Renée Dubois", "88 Magazine Street", "New Orleans", "LA", "70130", "US", "ceramic espresso cups", "6912004500", "PT", "6", "9,80", "720", ""],
    ["NK-20420", "Voss, Katharina", "12 Linden Ave #4", "PORTLAND", "Oregon", "97205", "US", "porcelain soup tureen with ladle", "6911108010", "DE", "1", "420,00", "4600", ""],
    ["NK-20421", "Anders Holm", "640 Nicollet Mall", "Minneapolis", "MN", "55402", "US", "picture book on North German ceramics, hardbound", "4901990070", "DE", "1", "48,00", "1300", ""],
    ["NK-20422", "Priya Raghunathan", "19 Exchange Place", "Jersey City", "NJ", "n:7302", "US", "stoneware casserole with lid, 3 l", "6912004810", "DE", "1", "129,00", "3900", ""],
    ["NK-20423", "Tobias Grünewald", "2900 Larimer Street", "Denver", "CO", "80205", "US", "Riesling wine, one bottle of 0.75 l, white, still", "2204215040", "DE", "1", "26,50", "1350", ""],
    ["NK-20424", "Zoë van der Meer", "77 Howard Street", "San Francisco", "CA", "94105", "US", "beeswax candles in ceramic jar", "3406000000", "DE", "2", "24,00", "880", ""],
    ["NK-20425", "Nordlicht US Warehouse LLC", "4100 Logistics Parkway", "Reno", "NV", "89506", "United States", "stoneware mugs, unsold stock, in cartons", "6912004400", "DE", "n:24", "11,00", "9840", "stock"],
    ["NK-20426", "Zoe Abernathy", "233 South Wacker Drive", "Chicago", "IL", "60606", "US", "leather wallet, men's", "4202316000", "IT", "1", "120,00", "180", ""],
    ["NK-20427", "Abel Fontaine", "320 Scotch Road", "Trenton", "NJ", "n:8608", "US", "silk necktie", "6215100025", "IT", "2", "65,50", "140", ""],
    ["NK-20428", "Beatrix Lindqvist", "1111 Brickell Avenue", "Miami", "FL", "33131", "US", "green tea in bags, 50 g, organic", "n:902109015", "JP", "5", "6,20", "310", ""],
    ["NK-20429", "Calvin Reyes", "150 Las Vegas Boulevard North", "Las Vegas", "NV", "89101", "US", "women's canvas shoes, rubber soles", "6404199060", "VN", "1", "64,00", "780", ""],
    ["NK-20430", "Dorothea Lang", "940 Court Street NE", "Salem", "OR", "97301", "USA", "silicone spatulas for the kitchen", "3924104000", "DE", "2", "5,00", "160", ""],
    ["NK-20431", "Bruce Wayne", "1007 Mountain Drive", "Newark", "NJ", "n:7102", "US", "stoneware butter dish", "6912004810", "DE", "1", "38,00", "1100", ""],
    ["NK-20432", "Amélie Rousseau", "510 Townsend Street", "San Francisco", "CA", "94103", "US", "porcelain sugar bowl", "6911108010", "DE", "1", "42,00", "520", ""],
    ["NK-20433", "Ingrid Sæther", "12 Harbor Drive", "Norfolk", "VA", "23510", "US", "ceramic candle holder", "6913905000", "PT", "2", "19,50", "940", ""],
    ["NK-20434", "Mateus Figueiredo", "300 Rhode Island Avenue", "Providence", "RI", "n:2903", "US", "stoneware pitcher, 1.5 l", "6912004810", "PT", "1", "56,00", "1500", ""],
    ["NK-20435", "李 伟 Wei Li", "888 Brannan Street", "San Francisco", "CA", "94103", "US", "porcelain rice bowls", "6911105800", "DE", "8", "13,25", "1700", ""],
    ["", "", "", "", "", "", "", "bamboo chopsticks", "4419120000", "CN", "8", "2,10", "160", ""],
    ["NK-20436", "Hannah Weiß", "45 State Street", "Albany", "NY", "12207", "US", "framed ceramic tile, wall decoration", "6914908000", "DE", "1", "85,00", "2300", ""],
    ["NK-20437", "Gideon Okafor", "1801 Market Street", "Philadelphia", "PA", "19103", "US", "stoneware baking dish", "6912004810", "DE", "1", "62,00", "2700", ""],
    ["NK-20438", "Élodie Marchand", "27 Church Street", "Burlington", "VT", "n:5401", "US", "stoneware honey pot", "6912004810", "DE", "1", "29,00", "640", ""],
    ["NK-20439", "Rasmus Kjær", "600 Pine Street", "Seattle", "WA", "98101", "United States", "roasted coffee, 500 g", "n:901210065", "DE", "2", "14,50", "1050", ""],
    ["NK-20440", "Marisol Ibáñez", "1200 Calle Ashford", "San Juan", "PR", "n:907", "US", "porcelain cake stand", "6911108010", "DE", "1", "78,00", "1600", ""],
    ["NK-20441", "Nikolai Petrov", "5 Broad Street", "Charleston", "SC", "29401", "US", "table knives, stainless steel, set", "8215200000", "DE", "1", "145,00", "1900", ""],
    ["NK-20442", "Freya Sandoval", "2020 Camelback Road", "Phoenix", "AZ", "85016", "US", "cotton table linen, woven, napkins", "6302512000", "PT", "6", "12,00", "720", ""],
    ["NK-20443", "Wolfgang Ebersbach", "3600 Peachtree Road NE", "Atlanta", "GA", "30326", "US", "stein with pewter lid, ceramic", "6912004100", "DE", "1", "68,50", "1150", ""],
    ["NK-20444", "Aiko Tanaka", "1450 Ala Moana Boulevard", "Honolulu", "HI", "96814", "USA", "porcelain sake set", "6911108010", "JP", "1", "92,00", "1250", ""],
    ["NK-20445", "Cormac Gallagher", "260 Fore Street", "Portland", "ME", "04101", "US", "stoneware crock with lid, 5 l", "6912005000", "DE", "1", "110,00", "6100", ""],
    ["NK-20446", "Yusuf Demir", "415 Michigan Avenue", "Detroit", "MI", "48226", "US", "ceramic tile trivet", "6912005000", "TR", "3", "12,75", "1350", ""],
    ["NK-20447", "Clara Nyström", "1700 Broadway", "Boulder", "CO", "80302", "US", "stoneware flower pot", "6914908000", "DE", "2", "33,00", "3100", ""],
    ["NK-20448", "Mira Sato", "21 Nassau Street", "Princeton", "NJ", "n:8542", "US", "porcelain figurine, bird", "6913105000", "DE", "1", "135,00", "700", ""],
    ["NK-20449", "Joaquín Ferrer", "18 West Main Street", "Santa Fe", "NM", "87501", "US", "stoneware pasta plates, set of four", "6912003510", "PT", "1", "36,00", "2900", ""],
    ["NK-20450", "Henrik Aalto", "75 Arlington Street", "Boston", "MA", "n:2116", "US", "limited porcelain centrepiece, gilded, signed", "6913105000", "DE", "1", "1.240,00", "5200", ""],
    ["NK-20451", "Lucía Herrero", "900 Grand Avenue", "Kansas City", "MO", "64106", "US", "ceramic salt and pepper shakers", "6912004810", "DE", "2", "18,00", "560", ""],
];

const HEAD: [(&str, &str); 14] = [
    ("House AWB", "分单号"),
    ("Consignee", "收件人"),
    ("Address", "地址"),
    ("City", "城市"),
    ("State", "州"),
    ("Zip", "邮编"),
    ("Country", "国家"),
    ("Goods", "英文品名"),
    ("HS code", "海关编码"),
    ("Origin", "原产国"),
    ("Pieces", "数量"),
    ("Unit price USD", "单价 USD"),
    ("Weight (g)", "重量 (g)"),
    ("Sold or stock", "是否销售"),
];

fn main() -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    // A fixed date, so that the file is the same whenever it is built.
    let made = ExcelDateTime::from_ymd(2024, 6, 1)?;
    book.set_properties(&DocProperties::new().set_title("Nordlicht Keramik, manifest").set_creation_datetime(&made));
    let bold = Format::new().set_bold();
    let head = Format::new().set_bold().set_background_color("E8E6E0");
    let sheet = book.add_worksheet().set_name("Manifest")?;
    sheet.write_with_format(0, 0, "NORDLICHT KERAMIK · U.S. parcel manifest", &bold)?;
    for (row, column, label, value) in [
        (1, 0, "MAWB", "589-81140743"),
        (1, 3, "Flight", "NL 408"),
        (2, 0, "Shipper", "Nordlicht Keramik GmbH"),
        (2, 3, "Shipper address", "Speicherweg 4"),
        (2, 6, "Shipper city", "Kiel"),
        (3, 0, "Country of export", "Germany"),
        (3, 3, "Shipper country", "Germany"),
    ] {
        sheet.write(row, column, label)?;
        sheet.write(row, column + 1, value)?;
    }
    for (column, (english, chinese)) in HEAD.iter().enumerate() {
        sheet.write_with_format(4, column as u16, *english, &head)?;
        sheet.write_with_format(5, column as u16, *chinese, &head)?;
    }
    let mut pieces = 0u32;
    for (at, cells) in ROWS.iter().enumerate() {
        let row = at as u32 + 6;
        for (column, cell) in cells.iter().enumerate() {
            let column = column as u16;
            match cell.strip_prefix("n:").or((column == 12).then_some(*cell)) {
                // A number, as the merchant's program stored it: zeros in front are gone.
                Some(number) => sheet.write(row, column, number.parse::<u32>().unwrap_or_default())?,
                None if cell.is_empty() => sheet,
                None => sheet.write(row, column, *cell)?,
            };
        }
        pieces += cells[10].trim_start_matches("n:").parse::<u32>().unwrap_or_default();
    }
    // The parcel of 李 伟 has its house bill and name merged over both rows.
    let first = ROWS.iter().position(|r| r[0] == "NK-20435").unwrap_or_default() as u32 + 6;
    let plain = Format::new();
    sheet.merge_range(first, 0, first + 1, 0, "NK-20435", &plain)?;
    sheet.merge_range(first, 1, first + 1, 1, "李 伟 Wei Li", &plain)?;
    let last = ROWS.len() as u32 + 6;
    sheet.write_with_format(last, 0, "TOTAL", &bold)?;
    sheet.write_with_format(last, 10, pieces, &bold)?;
    sheet.write(last + 1, 0, "Prepared by: warehouse desk, Kiel")?;
    for (column, width) in [(0, 12.0), (1, 28.0), (2, 30.0), (3, 16.0), (7, 46.0), (8, 13.0)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(6, 0)?;
    book.add_worksheet().set_name("Notes")?.write(0, 0, "Values are retail prices in our shop, in U.S. dollars.")?;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/samples/nordlicht-keramik-manifest.xlsx");
    book.save(path)?;
    println!("{path}: {} rows of goods, {pieces} pieces", ROWS.len());
    Ok(())
}
