//! The recovery sheet: one page that opens an encrypted desk when its passphrase is gone.

use super::flow::{A_FEW_LINES, BODY, Flow, NOTE};
use crate::page::{Document, Style};
use crate::units::pt;
use chrono::{DateTime, Utc};

/// What the sheet speaks of.
#[derive(Clone, Debug)]
pub struct RecoverySheet<'a> {
    /// The recovery key in groups.
    pub key: &'a str,
    /// Name of the desk file.
    pub desk: &'a str,
    /// The firm; may be empty.
    pub firm: &'a str,
    /// When the sheet was made.
    pub made: DateTime<Utc>,
    /// The journal's head then.
    pub head: &'a str,
}

/// Draws the sheet.
pub fn recovery_sheet(sheet: &RecoverySheet<'_>) -> Document {
    let mut flow = Flow::new();
    flow.section("Recovery sheet for an encrypted Entrydesk desk file", A_FEW_LINES);
    flow.facts(&[
        ("Firm", sheet.firm.to_owned()),
        ("Desk file", sheet.desk.to_owned()),
        ("Made", sheet.made.format("%Y-%m-%d %H:%M UTC").to_string()),
        ("Replaces", "every earlier sheet of this desk".to_owned()),
    ]);
    flow.space(pt(16));
    // Two lines of four groups: read out and typed group by group.
    let groups: Vec<&str> = sheet.key.split('-').collect();
    for line in groups.chunks(4) {
        flow.paragraph(&line.join("   "), Style::new(pt(26)).bold());
        flow.space(pt(6));
    }
    flow.space(pt(12));
    for text in [
        "This key opens the desk file, and every backup made while it was good, without the passphrase. Keep the sheet where you keep the license and the bond: in a safe, not in the desk drawer beside the computer.",
        "To use it: open Entrydesk, choose Use the recovery sheet on the lock screen, and type the thirty-two signs. Dashes, spaces and small letters do not matter; a 0 is a zero and a 1 is a one, because no letter O, I, L or U is ever used. The last sign finds most slips of the pen.",
        "Then set a new passphrase in Settings. Where this sheet may have been seen by others, make a new sheet there as well: the old one is worthless from then on.",
        "Without the passphrase and without this sheet nobody can open the desk file: not the firm, and not those who made the program.",
    ] {
        flow.paragraph(text, BODY);
        flow.space(pt(4));
    }
    flow.space(pt(6));
    flow.paragraph(
        "If this sheet came out of a printer that others use, or lies in a folder as a file: delete the file, and clear the printer's memory.",
        NOTE,
    );
    let title = "Entrydesk recovery sheet".to_owned();
    let (pages, issues, _) = flow.finish(&title, [sheet.firm, &format!("Journal head {}", sheet.head)]);
    Document { title, author: sheet.firm.to_owned(), pages, issues, outline: Vec::new(), prepared_at: sheet.made }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_stands_on_one_page_in_groups() {
        let key = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789";
        let made = "2026-11-23T10:00:00Z".parse().unwrap();
        let sheet = recovery_sheet(&RecoverySheet { key, desk: "desk.entrydesk", firm: "Harbor Lane Customs Brokers", made, head: "9f2c" });
        assert_eq!((sheet.pages.len(), sheet.issues.len()), (1, 0));
        let words: Vec<String> = sheet.text().into_iter().filter(|w| w.bold && w.size == pt(26)).map(|w| w.text).collect();
        assert_eq!(words.join("-"), key);
    }
}
