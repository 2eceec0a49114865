//! Collecting issues and repairs: cell by cell, or once for the file.

use crate::limits;
use crate::reading::{Column, Issue, Repair, Severity, letter};
use std::collections::BTreeMap;

/// The issues and repairs of a reading under way.
pub(crate) struct Issues {
    names: Vec<String>,
    issues: Vec<Issue>,
    repairs: Vec<Repair>,
    counts: BTreeMap<String, usize>,
    /// Issues said once for the file: index in `issues`, and how many cells are concerned.
    once: BTreeMap<String, (usize, u32)>,
    /// Errors since the last time somebody asked.
    fresh_errors: u32,
}

impl Issues {
    pub(crate) fn new(columns: &[Column]) -> Self {
        let names = columns.iter().map(|c| if c.header.is_empty() { c.letter.clone() } else { c.header.clone() }).collect();
        Self { names, issues: Vec::new(), repairs: Vec::new(), counts: BTreeMap::new(), once: BTreeMap::new(), fresh_errors: 0 }
    }

    fn name(&self, column: Option<usize>) -> String {
        column.map_or(String::new(), |c| self.names.get(c).cloned().unwrap_or_else(|| letter(c as u32)))
    }

    /// An issue on a row (from 0) and a column, or on the row as a whole.
    pub(crate) fn put(&mut self, severity: Severity, code: &str, row: usize, column: Option<usize>, value: &str, message: String) {
        if severity == Severity::Error {
            self.fresh_errors += 1;
        }
        let count = match self.counts.get_mut(code) {
            Some(count) => count,
            None => self.counts.entry(code.to_owned()).or_insert(0),
        };
        *count += 1;
        if *count > limits::ISSUES_PER_CODE {
            return;
        }
        let column_name = self.name(column);
        self.issues.push(Issue {
            row: row as u32 + 1,
            column: column_name,
            column_index: column.map(|c| c as u32),
            severity,
            code: code.to_owned(),
            message,
            value: value.chars().take(200).collect(),
        });
    }

    pub(crate) fn error(&mut self, code: &str, row: usize, column: Option<usize>, value: &str, message: String) {
        self.put(Severity::Error, code, row, column, value, message);
    }

    pub(crate) fn warn(&mut self, code: &str, row: usize, column: Option<usize>, value: &str, message: String) {
        self.put(Severity::Warning, code, row, column, value, message);
    }

    /// An issue that is said once, where it first occurs, with the number of places added.
    pub(crate) fn once(&mut self, severity: Severity, code: &str, row: usize, column: Option<usize>, value: &str, message: impl FnOnce() -> String) {
        if let Some((_, count)) = self.once.get_mut(code) {
            *count += 1;
            return;
        }
        let at = self.issues.len();
        self.put(severity, code, row, column, value, message());
        self.once.insert(code.to_owned(), (at, 1));
    }

    /// An issue of the file as a whole, on its header row.
    pub(crate) fn file(&mut self, severity: Severity, code: &str, header_row: usize, column: Option<usize>, message: String) {
        self.put(severity, code, header_row, column, "", message);
    }

    pub(crate) fn repair(&mut self, code: &str, row: usize, column: usize, was: &str, now: &str, why: String) {
        self.repairs.push(Repair { row: row as u32 + 1, column_index: column as u32, was: was.to_owned(), now: now.to_owned(), code: code.to_owned(), why });
    }

    /// Errors put since the last call.
    pub(crate) fn take_errors(&mut self) -> u32 {
        std::mem::take(&mut self.fresh_errors)
    }

    /// All of them in the order of rows; what went beyond the bound is counted in a last issue per kind.
    pub(crate) fn finish(mut self) -> (Vec<Issue>, Vec<Repair>) {
        for (at, count) in self.once.values().filter(|(_, count)| *count > 1) {
            if let Some(issue) = self.issues.get_mut(*at) {
                issue.message.push_str(&format!(" ({count} places in this file.)"));
            }
        }
        for (code, count) in &self.counts {
            if *count > limits::ISSUES_PER_CODE
                && let Some(last) = self.issues.iter().rfind(|i| i.code == *code).cloned()
            {
                let more = count - limits::ISSUES_PER_CODE;
                self.issues.push(Issue { message: format!("{more} more rows below have the same: {}", last.message), ..last });
            }
        }
        self.issues.sort_by_key(|i| (i.row, i.column_index));
        self.repairs.sort_by_key(|r| (r.row, r.column_index));
        (self.issues, self.repairs)
    }
}
