//! Prints readings, briefly.
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let start = std::time::Instant::now();
        match intake::read(path.rsplit('/').next().unwrap(), &bytes, &Default::default(), &|_| false) {
            Ok(r) => {
                let s = &r.source;
                println!("=== {path} [{:?}]\n  {} {} enc={:?} del={:?} sheet={:?}/{:?} header={}+{} rows={} {:?} {:?} {:?} mawb={:?} port={:?}", start.elapsed(), s.kind, s.format, s.encoding, s.delimiter, s.sheet, s.sheets, s.header_row, s.header_rows, s.rows, s.counts, s.date_order, s.decimal_sign, s.master_bill, s.port);
                for c in &r.columns {
                    if c.field.is_some() { print!("  {}={:?}{}", c.header, c.field.unwrap(), c.item.map_or(String::new(), |i| format!("#{i}"))) }
                }
                println!();
                for sh in r.shipments.iter().take(4) {
                    println!("  {} rows={:?} {:?}", serde_json::to_string(&sh.shipment).unwrap(), sh.rows, sh.status);
                }
                println!("  {} shipments, {} issues, {} repairs", r.shipments.len(), r.issues.len(), r.repairs.len());
                for i in r.issues.iter().take(25) {
                    println!("  {:?} {}{} [{}] {} | {}", i.severity, i.column, i.row, i.code, i.message, i.value);
                }
                for i in r.repairs.iter().take(12) {
                    println!("  repair {} {} -> {} [{}] {}", i.row, i.was, i.now, i.code, i.why);
                }
            }
            Err(e) => println!("=== {path}\n  REFUSED {}: {e}", e.code()),
        }
    }
}
