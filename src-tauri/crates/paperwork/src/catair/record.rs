//! One record at a time: values into their columns, and every value that does not fit named.

use super::CatairFault;
use super::layout::{COLUMNS, Class, Field, Layout, Part, RecordLayout, Use};
use chrono::NaiveDate;
use customs::Decimal;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A record that was read: its kind and its fields, blank ones left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedRecord {
    /// Its control identifier.
    pub id: String,
    /// Fields by what the writer calls them, without the blanks around them.
    pub fields: BTreeMap<String, String>,
    /// Line of the file, from 1.
    pub line: usize,
}

/// The records of one entry, under way.
pub struct Page {
    layout: &'static Layout,
    entry: String,
    lines: Vec<String>,
    faults: Vec<CatairFault>,
    notes: Vec<String>,
}

/// The records of one entry, done.
pub struct Done {
    pub lines: Vec<String>,
    pub faults: Vec<CatairFault>,
    pub notes: Vec<String>,
}

/// A record under way.
pub struct Record<'p> {
    page: &'p mut Page,
    layout: &'static RecordLayout,
    cells: Vec<u8>,
    filled: Vec<bool>,
    /// Faults there were before it.
    since: usize,
}

impl Page {
    pub fn new(layout: &'static Layout, entry: &str) -> Self {
        Self { layout, entry: entry.to_owned(), lines: Vec::new(), faults: Vec::new(), notes: Vec::new() }
    }

    pub fn done(self) -> Done {
        Done { lines: self.lines, faults: self.faults, notes: self.notes }
    }

    /// The layout the page is written by.
    pub fn layout(&self) -> &'static Layout {
        self.layout
    }

    /// Something a person should know about this entry.
    pub fn note(&mut self, note: impl AsRef<str>) {
        self.notes.push(format!("{}: {}", self.entry, note.as_ref()));
    }

    /// Something for which the entry cannot be sent.
    pub fn fault(&mut self, record: &str, field: &str, because: impl Into<String>) {
        self.faults.push(CatairFault { entry: self.entry.clone(), record: record.into(), field: field.into(), because: because.into(), line: 0 });
    }

    /// Begins a record. One that the layout does not have is a fault, never a panic.
    pub fn record(&mut self, id: &'static str, fill: impl FnOnce(&mut Record<'_>)) {
        let Some((_, layout)) = self.layout.record(id) else {
            self.fault(id, "record", "there is no such record");
            return;
        };
        let mut cells = vec![b' '; COLUMNS];
        cells[..id.len()].copy_from_slice(id.as_bytes());
        let since = self.faults.len();
        let mut record = Record { since, filled: vec![false; layout.fields.len()], layout, cells, page: self };
        fill(&mut record);
        record.end();
    }
}

impl Record<'_> {
    fn field(&mut self, key: &str) -> Option<(usize, &'static Field)> {
        let found = self.layout.fields.iter().enumerate().find(|(_, f)| f.key == key);
        if found.is_none() {
            self.page.fault(&self.layout.id, key, "there is no such field");
        }
        found
    }

    fn refuse(&mut self, field: &Field, because: String) {
        self.page.fault(&self.layout.id, &field.name, because);
    }

    fn set(&mut self, place: usize, field: &Field, text: &str) {
        // From the left where it is words, from the right where it is a number.
        let at = match field.class {
            Class::N | Class::Sn => field.to - text.len(),
            _ => field.from - 1,
        };
        if matches!(field.class, Class::N | Class::Sn) {
            self.cells[field.from - 1..field.to].fill(b'0');
        }
        self.cells[at..at + text.len()].copy_from_slice(text.as_bytes());
        self.filled[place] = true;
    }

    /// An identifier or code: it fits, or it is a fault.
    pub fn code(&mut self, key: &str, value: &str) -> &mut Self {
        let Some((place, field)) = self.field(key) else { return self };
        let text = value.trim().to_ascii_uppercase();
        if text.is_empty() {
            return self;
        }
        let fits = match field.class {
            Class::A => text.bytes().all(|b| b.is_ascii_uppercase()),
            Class::N | Class::Sn | Class::D => text.bytes().all(|b| b.is_ascii_digit()),
            Class::An => text.bytes().all(|b| b.is_ascii_alphanumeric()),
            Class::X => text.bytes().all(|b| (b' '..=b'~').contains(&b)),
        };
        if !fits {
            self.refuse(field, format!("`{value}` holds a character that this field does not take"));
        } else if text.len() > field.width() {
            self.refuse(field, format!("`{value}` has {} characters, and the field {}", text.len(), field.width()));
        } else if !field.values.is_empty() && !field.values.contains(&text) {
            self.refuse(field, format!("`{value}` is none of {}", field.values.join(", ")));
        } else {
            self.set(place, field, &text);
        }
        self
    }

    /// Words: accents are folded, and what is too long is shortened and noted. Other writing is a fault.
    pub fn words(&mut self, key: &str, value: &str) -> &mut Self {
        let Some((place, field)) = self.field(key) else { return self };
        let text = match plain(value) {
            Ok(text) => text,
            Err(strange) => {
                self.refuse(field, format!("`{value}` holds {strange}, which cannot be sent: write it in Latin letters"));
                return self;
            }
        };
        let text = match field.class {
            Class::An => {
                text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
            }
            _ => text,
        };
        if text.is_empty() {
            return self;
        }
        let kept = text.get(..field.width()).unwrap_or(&text).trim_end();
        if kept.len() < text.len() {
            self.page.note(format!("{} is shortened to “{kept}” in record {}.", field.name, self.layout.id));
        }
        self.set(place, field, kept);
        self
    }

    /// A number with the decimals its field implies. More decimals than that are a fault, and so is a number below zero.
    pub fn number(&mut self, key: &str, value: Decimal) -> &mut Self {
        let Some((place, field)) = self.field(key) else { return self };
        let scaled = value * Decimal::from(10_u64.pow(field.decimals));
        if scaled.is_sign_negative() && !scaled.is_zero() {
            self.refuse(field, format!("{value} is below zero"));
        } else if scaled.fract() != Decimal::ZERO {
            self.refuse(field, format!("{value} has more than {} decimals", field.decimals));
        } else {
            let digits = scaled.trunc().normalize().to_string();
            if digits.len() > field.width() {
                self.refuse(field, format!("{value} has more digits than the {} of the field", field.width()));
            } else {
                self.set(place, field, &digits);
            }
        }
        self
    }

    /// A day.
    pub fn day(&mut self, key: &str, day: Option<NaiveDate>) -> &mut Self {
        let Some((place, field)) = self.field(key) else { return self };
        if let Some(day) = day {
            self.set(place, field, &day.format("%m%d%y").to_string());
        }
        self
    }

    fn end(self) {
        let Self { page, layout, cells, filled, since } = self;
        for (field, filled) in layout.fields.iter().zip(filled) {
            // A header's field is refused once; a line's field again for every line.
            let told = if layout.part == Part::Line { since } else { 0 };
            let refused = page.faults.iter().skip(told).any(|f| f.record == layout.id && f.field == field.name);
            if field.usage == Use::Mandatory && !filled && !refused {
                page.fault(&layout.id, &field.name, "it must be filled, and the entry does not say it");
            }
        }
        page.lines.push(String::from_utf8_lossy(&cells).into_owned());
    }
}

/// Latin letters without accents, upper case, blanks closed up. What has no such form is named.
pub fn plain(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            ' '..='~' => out.push(c.to_ascii_uppercase()),
            'ß' | 'ẞ' => out.push_str("SS"),
            'Æ' | 'æ' => out.push_str("AE"),
            'Œ' | 'œ' => out.push_str("OE"),
            'Ø' | 'ø' => out.push('O'),
            'Ł' | 'ł' => out.push('L'),
            'Đ' | 'đ' | 'Ð' | 'ð' => out.push('D'),
            'Þ' | 'þ' => out.push_str("TH"),
            'ı' => out.push('I'),
            '‘' | '’' | '′' => out.push('\''),
            '“' | '”' | '″' => out.push('"'),
            '–' | '—' | '‐' | '‑' => out.push('-'),
            '×' => out.push('X'),
            '°' | '™' | '®' | '©' => {}
            c if c.is_whitespace() => out.push(' '),
            c => return Err(format!("“{c}”")),
        }
    }
    Ok(out.split_whitespace().collect::<Vec<_>>().join(" "))
}
