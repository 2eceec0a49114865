//! Reading a file back, and everything for which it would be rejected.

use super::layout::{COLUMNS, Class, Field, Layout, Part, RecordLayout, Use};
use super::record::ParsedRecord;
use super::{Application, CatairFault};
use chrono::NaiveDate;
use customs::{Decimal, EntryNumber};
use std::collections::BTreeMap;

/// Reads a file's records.
///
/// # Errors
/// Everything that keeps a record from being read, or breaks its layout.
pub fn parse(application: Application, text: &str) -> Result<Vec<ParsedRecord>, Vec<CatairFault>> {
    let layout = Layout::of(application);
    let mut faults = Vec::new();
    let records = read(layout, text, &mut faults);
    if faults.is_empty() { Ok(records.into_iter().map(|(_, r)| r).collect()) } else { Err(faults) }
}

/// Everything for which a file would be rejected: lengths, characters, values, mandatory fields, order, sums.
pub fn check(application: Application, text: &str) -> Vec<CatairFault> {
    let layout = Layout::of(application);
    let mut faults = Vec::new();
    let records = read(layout, text, &mut faults);
    if records.is_empty() && faults.is_empty() {
        faults.push(CatairFault { entry: String::new(), record: String::new(), field: String::new(), because: "the file has no record".into(), line: 0 });
    }
    for entry in entries(layout, &records) {
        order(layout, entry, &mut faults);
        if application == Application::Ae {
            sums(layout, entry, &mut faults);
        }
    }
    faults
}

type Known = (usize, ParsedRecord);

/// Line by line: what is no record, and what a record's fields have wrong.
fn read(layout: &'static Layout, text: &str, faults: &mut Vec<CatairFault>) -> Vec<Known> {
    let mut records = Vec::new();
    let mut entry = String::new();
    for (at, line) in text.lines().enumerate() {
        let mut say = |entry: &str, record: &str, field: &str, because: String| {
            faults.push(CatairFault { entry: entry.into(), record: record.into(), field: field.into(), because, line: at + 1 });
        };
        if !line.bytes().all(|b| (b' '..=b'~').contains(&b)) {
            say(&entry, "", "", "the line holds a character that is not printable ASCII".into());
            continue;
        }
        if line.len() != COLUMNS {
            say(&entry, "", "", format!("the line has {} columns, and a record {COLUMNS}", line.len()));
            continue;
        }
        let id = line[..layout.control].trim_end();
        let Some((place, known)) = layout.record(id) else {
            say(&entry, id, "", format!("there is no record {id} in an {} file", layout.application));
            continue;
        };
        let (fields, wrong) = fields(layout, known, line);
        if let (Some(filer), Some(number)) = (fields.get("filer"), fields.get("number")) {
            entry = format!("{filer}{number}").parse::<EntryNumber>().map_or_else(|_| format!("{filer}{number}"), |n| n.to_string());
            if let Err(why) = format!("{filer}{number}").parse::<EntryNumber>() {
                say(&entry, id, "entry number with its check digit", why);
            }
        }
        for (field, because) in wrong {
            say(&entry, id, &field, because);
        }
        records.push((place, ParsedRecord { id: id.to_owned(), fields, line: at + 1 }));
    }
    records
}

/// A record's fields, and what is wrong with them.
fn fields(layout: &Layout, record: &RecordLayout, line: &str) -> (BTreeMap<String, String>, Vec<(String, String)>) {
    let (mut fields, mut wrong) = (BTreeMap::new(), Vec::new());
    let mut blank_from = layout.control;
    for field in &record.fields {
        if !line[blank_from..field.from - 1].trim().is_empty() {
            wrong.push(("filler".into(), format!("columns {} to {} must be blank", blank_from + 1, field.from - 1)));
        }
        blank_from = field.to;
        let raw = &line[field.from - 1..field.to];
        let text = raw.trim();
        if text.is_empty() {
            if field.usage == Use::Mandatory {
                wrong.push((field.name.clone(), "it must be filled".into()));
            }
            continue;
        }
        if let Some(why) = misfit(field, raw, text) {
            wrong.push((field.name.clone(), why));
        }
        fields.insert(field.key.clone(), text.to_owned());
    }
    if !line[blank_from..].trim().is_empty() {
        wrong.push(("filler".into(), format!("columns {} to {COLUMNS} must be blank", blank_from + 1)));
    }
    (fields, wrong)
}

fn misfit(field: &Field, raw: &str, text: &str) -> Option<String> {
    let holds = |ok: fn(u8) -> bool| raw.bytes().all(ok);
    let right = match field.class {
        Class::A => holds(|b| b.is_ascii_uppercase() || b == b' '),
        Class::N => holds(|b| b.is_ascii_digit()),
        // A name of letters and digits has blanks between its words.
        Class::An => holds(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b' '),
        Class::Sn => text.bytes().all(|b| b.is_ascii_digit()) && !raw.ends_with(' '),
        Class::D => NaiveDate::parse_from_str(raw, "%m%d%y").is_ok(),
        Class::X => holds(|b| !b.is_ascii_lowercase()),
    };
    if !right {
        let what = match field.class {
            Class::A => "capital letters",
            Class::N => "digits in all its columns",
            Class::An => "capital letters and digits",
            Class::Sn => "digits, to the right",
            Class::D => "a day as month, day and year of two digits each",
            Class::X => "capital letters, digits and signs",
        };
        return Some(format!("`{text}` is not right: the field holds {what}"));
    }
    let words = !matches!(field.class, Class::N | Class::Sn | Class::D);
    if words && raw.starts_with(' ') {
        return Some(format!("`{text}` does not begin in the field's first column"));
    }
    (!field.values.is_empty() && !field.values.iter().any(|v| v == text)).then(|| format!("`{text}` is none of {}", field.values.join(", ")))
}

/// The records of each entry: every header begins one.
fn entries<'r>(layout: &Layout, records: &'r [Known]) -> Vec<&'r [Known]> {
    let begins = |r: &Known| layout.record.first().is_some_and(|head| head.id == r.1.id);
    let starts: Vec<usize> = records.iter().enumerate().filter(|(i, r)| *i == 0 || begins(r)).map(|(i, _)| i).collect();
    starts.iter().enumerate().filter_map(|(n, from)| records.get(*from..starts.get(n + 1).copied().unwrap_or(records.len()))).collect()
}

fn number_of(entry: &[Known]) -> String {
    let head = entry.first().map(|(_, r)| &r.fields);
    let cell = |key: &str| head.and_then(|h| h.get(key)).map(String::as_str).unwrap_or_default();
    let bare = format!("{}{}", cell("filer"), cell("number"));
    bare.parse::<EntryNumber>().map_or(bare, |n| n.to_string())
}

/// Records stand in their order, in their number, and those that must be there are.
fn order(layout: &Layout, entry: &[Known], faults: &mut Vec<CatairFault>) {
    let number = number_of(entry);
    let mut say = |record: &str, field: &str, because: String, line: usize| {
        faults.push(CatairFault { entry: number.clone(), record: record.into(), field: field.into(), because, line });
    };
    let begins_line = layout.record.iter().find(|r| r.part == Part::Line).map(|r| r.id.as_str()).unwrap_or_default();
    // The parts of an entry: its header, each line, its totals.
    let mut groups: Vec<Vec<&Known>> = vec![Vec::new()];
    let mut part = Part::Head;
    for record in entry {
        let kind = &layout.record[record.0];
        if kind.id == begins_line || kind.part != part {
            if kind.part < part {
                say(&kind.id, "", format!("record {} stands after the {}", kind.id, if part == Part::Total { "totals" } else { "lines" }), record.1.line);
            }
            if kind.part == Part::Line && kind.id != begins_line && part != Part::Line {
                say(&kind.id, "", format!("record {} stands before the first line", kind.id), record.1.line);
            }
            part = part.max(kind.part);
            groups.push(Vec::new());
        }
        if let Some(group) = groups.last_mut() {
            group.push(record);
        }
    }
    let last_line = entry.last().map_or(0, |(_, r)| r.line);
    let mut expected = 1;
    for group in groups.iter().filter(|g| !g.is_empty()) {
        let part = layout.record[group[0].0].part;
        let where_ = group[0].1.line;
        if group[0].1.id == begins_line {
            let given = group[0].1.fields.get("line").and_then(|n| n.parse::<u32>().ok());
            if given != Some(expected) {
                say(
                    begins_line,
                    "line number",
                    format!("the line is numbered {}, and {expected:03} was expected", group[0].1.fields.get("line").map_or("", |n| n)),
                    where_,
                );
            }
            expected += 1;
        }
        // Parties and addresses repeat as a group; all other records of a part stand in their order.
        let party = |place: usize| matches!(layout.record[place].id.as_str(), "SE30" | "SE31" | "SE35" | "SE36" | "SE50" | "SE51" | "SE55" | "SE56");
        for pair in group.windows(2) {
            if pair[1].0 < pair[0].0 && !(party(pair[0].0) && party(pair[1].0)) {
                say(&pair[1].1.id, "", format!("record {} stands before record {}, and must stand after it", pair[0].1.id, pair[1].1.id), pair[1].1.line);
            }
        }
        for (place, kind) in layout.record.iter().enumerate().filter(|(_, k)| k.part == part) {
            let count = group.iter().filter(|r| r.0 == place).count();
            let many = if kind.id == begins_line { 1 } else { kind.most };
            if count > many {
                say(&kind.id, "", format!("there are {count} records {}, and {many} is the most", kind.id), where_);
            }
            if kind.required && count == 0 {
                say(&kind.id, "", format!("record {}, {}, is missing", kind.id, kind.name), where_);
            }
        }
    }
    for (part, words) in [(Part::Head, "header"), (Part::Line, "line"), (Part::Total, "total")] {
        let needed = layout.record.iter().any(|r| r.part == part && r.required);
        if needed && !groups.iter().any(|g| g.first().is_some_and(|r| layout.record[r.0].part == part)) {
            say("", "", format!("the entry has no {words}"), last_line);
        }
    }
}

/// The fees of entry and lines are the fee totals, and they and the duties are the totals of the entry.
fn sums(layout: &Layout, entry: &[Known], faults: &mut Vec<CatairFault>) {
    let amount = |record: &ParsedRecord, key: &str| record.fields.get(key).and_then(|t| t.parse::<Decimal>().ok()).unwrap_or_default();
    let mut given: BTreeMap<String, Decimal> = BTreeMap::new();
    let mut totals: BTreeMap<String, Decimal> = BTreeMap::new();
    let (mut duty, mut tax) = (Decimal::ZERO, Decimal::ZERO);
    for (_, record) in entry {
        let add = |to: &mut BTreeMap<String, Decimal>, class: &str, key: &str| {
            if let Some(class) = record.fields.get(class) {
                *to.entry(class.clone()).or_default() += amount(record, key);
            }
        };
        match record.id.as_str() {
            "34" => {
                add(&mut given, "class_1", "amount_1");
                add(&mut given, "class_2", "amount_2");
                let stranger = ["class_1", "class_2"].iter().filter_map(|c| record.fields.get(*c)).find(|c| !layout.entry_fees.contains(c));
                if let Some(class) = stranger {
                    faults.push(fault(entry, "34", "class", format!("class {class} stands on the lines, not on the entry"), record.line));
                }
            }
            "62" => add(&mut given, "class", "amount"),
            "60" => tax += amount(record, "amount"),
            "89" => (1..=5).for_each(|n| add(&mut totals, &format!("class_{n}"), &format!("amount_{n}"))),
            "50" => duty += amount(record, "duty"),
            _ => {}
        }
    }
    let cents = |n: Decimal| (n / Decimal::ONE_HUNDRED).round_dp(2);
    for class in given.keys().chain(totals.keys()).collect::<std::collections::BTreeSet<_>>() {
        let (parts, total) = (given.get(class).copied().unwrap_or_default(), totals.get(class).copied().unwrap_or_default());
        if parts != total {
            faults.push(fault(entry, "89", "fee totals", format!("class {class} is {} in the total and {} in its parts", cents(total), cents(parts)), 0));
        }
    }
    let Some((_, grand)) = entry.iter().find(|(_, r)| r.id == "90") else { return };
    for (key, words, parts) in [("duty", "duty", duty), ("fees", "user fees", totals.values().copied().sum()), ("tax", "internal revenue tax", tax)] {
        let total = amount(grand, key);
        if total != parts {
            faults.push(fault(entry, "90", words, format!("the total is {} and the parts make {}", cents(total), cents(parts)), grand.line));
        }
    }
}

fn fault(entry: &[Known], record: &str, field: &str, because: String, line: usize) -> CatairFault {
    CatairFault { entry: number_of(entry), record: record.into(), field: field.into(), because, line }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Something a field takes.
    fn fitting(field: &Field) -> String {
        if let Some(value) = field.values.first() {
            return value.clone();
        }
        match field.class {
            Class::A | Class::X => "A".repeat(field.width()),
            Class::An => "A1".repeat(field.width()).chars().take(field.width()).collect(),
            Class::N | Class::Sn => "1".repeat(field.width()),
            Class::D => "112026".into(),
        }
    }

    fn with(record: &RecordLayout, change: &dyn Fn(&Field) -> Option<String>) -> String {
        let mut line = vec![b' '; COLUMNS];
        line[..record.id.len()].copy_from_slice(record.id.as_bytes());
        for field in &record.fields {
            let text = change(field).unwrap_or_else(|| fitting(field));
            line[field.from - 1..field.from - 1 + text.len()].copy_from_slice(text.as_bytes());
        }
        String::from_utf8(line).unwrap()
    }

    fn wrong(layout: &Layout, record: &RecordLayout, line: &str) -> Vec<String> {
        fields(layout, record, line).1.into_iter().map(|(field, why)| format!("{field}: {why}")).collect()
    }

    /// Of every record, every field by itself: blank, with a character its class does not take, with a value that is none of its own.
    #[test]
    fn every_field_of_every_record_is_held_against_its_class() {
        let (mut checked, mut mandatory) = (0, 0);
        for application in [Application::Ae, Application::Se] {
            let layout = Layout::of(application);
            for record in &layout.record {
                let whole = with(record, &|_| None);
                assert_eq!(wrong(layout, record, &whole), Vec::<String>::new(), "{} {whole}", record.id);
                for field in &record.fields {
                    let changed = |text: String| wrong(layout, record, &with(record, &|f| (f.from == field.from).then(|| text.clone())));
                    let blank = changed(" ".repeat(field.width()));
                    if field.usage == Use::Mandatory {
                        assert_eq!(blank, [format!("{}: it must be filled", field.name)], "{} {}", record.id, field.key);
                        mandatory += 1;
                    } else {
                        assert_eq!(blank, Vec::<String>::new(), "{} {}", record.id, field.key);
                    }
                    let stranger = match field.class {
                        Class::A => "1",
                        Class::N | Class::Sn | Class::D => "Q",
                        Class::An => "*",
                        Class::X => "a",
                    };
                    let refused = changed(stranger.repeat(field.width()));
                    assert!(refused.len() == 1 && refused[0].contains("is not right: the field holds"), "{} {}: {refused:?}", record.id, field.key);
                    if !field.values.is_empty() && field.class != Class::Sn {
                        let other = if matches!(field.class, Class::N) { "7" } else { "Q" }.repeat(field.width());
                        let refused = changed(other);
                        assert!(refused.len() == 1 && refused[0].contains("is none of"), "{} {}: {refused:?}", record.id, field.key);
                    }
                    checked += 1;
                }
                // What stands between fields, or after the last, is no field's.
                let last = record.fields.last().map_or(record.id.len(), |f| f.to);
                if last < COLUMNS {
                    let mut line = whole.clone().into_bytes();
                    line[COLUMNS - 1] = b'Z';
                    let said = wrong(layout, record, &String::from_utf8(line).unwrap());
                    assert_eq!(said, [format!("filler: columns {} to {COLUMNS} must be blank", last + 1)], "{}", record.id);
                }
            }
        }
        println!("{checked} fields of both files checked, {mandatory} of them mandatory");
        assert!(checked > 200 && mandatory > 60);
    }
}
