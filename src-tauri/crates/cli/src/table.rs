//! Tables for people: columns as wide as they need, figures to the right.

/// Prints rows under headings. A column whose heading starts with `>` is aligned to the right.
pub fn print(headings: &[&str], rows: &[Vec<String>]) {
    let width = |i: usize| rows.iter().map(|r| r.get(i).map_or(0, |c| c.chars().count())).chain([headings[i].trim_start_matches('>').len()]).max().unwrap_or(0);
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let line = |cells: Vec<&str>| {
        let mut out = String::new();
        for (i, cell) in cells.iter().enumerate() {
            let pad = " ".repeat(widths[i].saturating_sub(cell.chars().count()));
            let right = headings[i].starts_with('>');
            out.push_str(&if right { format!("{pad}{cell}  ") } else { format!("{cell}{pad}  ") });
        }
        println!("{}", out.trim_end());
    };
    line(headings.iter().map(|h| h.trim_start_matches('>')).collect());
    for row in rows {
        line(row.iter().map(String::as_str).collect());
    }
}
