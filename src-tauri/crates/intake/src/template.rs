//! Our own template: a workbook with drop-downs that a broker gives to a client, and that reads back without a doubt.
//!
//! The same bytes every time: what is in it comes from `assets/intake/template.toml` and the lists of codes.

use crate::value::{money, place};
use customs::Country;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, IgnoreError, Workbook, Worksheet, XlsxError,
};
use serde::Deserialize;
use std::sync::OnceLock;

/// Rows that are ready for goods.
const ROWS: u32 = 5_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    title: String,
    column: Vec<TemplateColumn>,
    #[serde(default)]
    modes: Vec<String>,
    #[serde(default)]
    claims: Vec<String>,
    #[serde(default)]
    sold: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TemplateColumn {
    header: String,
    says: String,
    example: String,
    width: u16,
    #[serde(default)]
    needed: bool,
    #[serde(default)]
    kind: Kind,
    #[serde(default)]
    list: Option<List>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    #[default]
    Text,
    Date,
    Count,
    Amount,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum List {
    Countries,
    States,
    Currencies,
    Modes,
    Claims,
    Sold,
}

fn template_data() -> &'static Template {
    static DATA: OnceLock<Template> = OnceLock::new();
    // Our own data, compiled in and read by the tests.
    DATA.get_or_init(|| toml::from_str(include_str!("../../../../assets/intake/template.toml")).expect("assets/intake/template.toml is valid"))
}

/// The codes of a list, with what they mean where that is not plain.
fn codes(list: List) -> Vec<(&'static str, &'static str)> {
    let plain = |words: &'static [String]| words.iter().map(|w| (w.as_str(), "")).collect();
    match list {
        List::Countries => Country::all().collect(),
        List::States => place::all_states().collect(),
        List::Currencies => money::currencies().map(|code| (code, "")).collect(),
        List::Modes => plain(&template_data().modes),
        List::Claims => plain(&template_data().claims),
        List::Sold => plain(&template_data().sold),
    }
}

/// The columns of the sheet with the lists: codes, and names where they are needed.
const LISTS: [(List, &str); 6] = [
    (List::Countries, "Country codes"),
    (List::States, "State codes"),
    (List::Currencies, "Currency codes"),
    (List::Modes, "Modes"),
    (List::Claims, "Gift or commercial"),
    (List::Sold, "Sold or stock"),
];

/// The template as a workbook: a sheet to fill in, a sheet that explains each column, and the lists of its drop-downs.
///
/// # Errors
/// Text in the template's data that a workbook cannot hold; the tests rule that out.
pub fn template() -> Result<Vec<u8>, XlsxError> {
    let data = template_data();
    let mut book = Workbook::new();
    // A fixed date, so that the file is the same whenever it is written.
    let made = ExcelDateTime::from_ymd(2024, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&data.title).set_author("Entrydesk").set_creation_datetime(&made));
    let head = Format::new().set_bold().set_background_color(Color::RGB(0x00E8_E6E0)).set_text_wrap().set_align(FormatAlign::Top);
    let needed = head.clone().set_background_color(Color::RGB(0x00F3_DFA8));
    manifest(book.add_worksheet().set_name("Manifest")?, data, &head, &needed)?;
    explained(book.add_worksheet().set_name("Columns")?, data, &head)?;
    lists(book.add_worksheet().set_name("Lists")?, &head)?;
    book.save_to_buffer()
}

fn manifest(sheet: &mut Worksheet, data: &Template, head: &Format, needed: &Format) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 1)?.set_row_height(0, 32)?.set_landscape().set_repeat_rows(0, 0)?;
    for (at, column) in (0u16..).zip(&data.column) {
        sheet.write_with_format(0, at, &column.header, if column.needed { needed } else { head })?;
        sheet.set_column_width(at, column.width)?;
        let form = match column.kind {
            // Text: numbers that are names (ZIP, HTS) keep the zeros in front.
            Kind::Text => "@",
            Kind::Date => "yyyy-mm-dd",
            Kind::Count => "0",
            Kind::Amount => "0.00##",
        };
        sheet.set_column_format(at, &Format::new().set_num_format(form))?;
        let check = match (column.list, column.kind) {
            (Some(list), _) => DataValidation::new().allow_list_formula(Formula::new(range_of(list))),
            (None, Kind::Date) => {
                let (from, to) = (ExcelDateTime::from_ymd(2000, 1, 1)?, ExcelDateTime::from_ymd(2099, 12, 31)?);
                DataValidation::new().allow_date(DataValidationRule::Between(from, to))
            }
            (None, Kind::Count) => DataValidation::new().allow_whole_number(DataValidationRule::GreaterThan(0)),
            (None, Kind::Amount) => DataValidation::new().allow_decimal_number(DataValidationRule::GreaterThan(0.0)),
            (None, Kind::Text) => DataValidation::new(),
        };
        // A spreadsheet program shows at most 32 characters of the title and 255 of the text.
        let check = check
            .set_input_title(column.header.chars().take(32).collect::<String>())?
            .set_input_message(column.says.chars().take(255).collect::<String>())?
            .set_error_title(column.header.chars().take(32).collect::<String>())?
            .set_error_message(refusal(column))?;
        sheet.add_data_validation(1, at, ROWS, at, &check)?;
    }
    let last = (data.column.len() as u16).saturating_sub(1);
    sheet.ignore_error_range(1, 0, ROWS, last, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

fn refusal(column: &TemplateColumn) -> String {
    match (column.list, column.kind) {
        (Some(_), _) => "Choose from the list; the sheet “Lists” names the codes.".to_owned(),
        (None, Kind::Date) => "Write a date like 2024-06-03.".to_owned(),
        (None, Kind::Count) => "Write a whole number of pieces, one or more.".to_owned(),
        (None, _) => "Write a number above zero, without the currency.".to_owned(),
    }
}

fn explained(sheet: &mut Worksheet, data: &Template, head: &Format) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_freeze_panes(1, 0)?;
    for (at, (name, width)) in (0u16..).zip([("Heading", 26), ("Must be filled in", 16), ("What goes into it", 74), ("For instance", 26)]) {
        sheet.write_with_format(0, at, name, head)?;
        sheet.set_column_width(at, width)?;
    }
    for (row, column) in (1u32..).zip(&data.column) {
        sheet.write_with_format(row, 0, &column.header, &wrapped)?;
        sheet.write_with_format(row, 1, if column.needed { "yes" } else { "" }, &wrapped)?;
        sheet.write_with_format(row, 2, &column.says, &wrapped)?;
        sheet.write_with_format(row, 3, &column.example, &wrapped)?;
    }
    Ok(())
}

fn lists(sheet: &mut Worksheet, head: &Format) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (at, (list, name)) in (0u16..).zip(LISTS) {
        let (code_at, name_at) = (at * 2, at * 2 + 1);
        sheet.write_with_format(0, code_at, name, head)?;
        sheet.set_column_width(code_at, 18)?.set_column_width(name_at, if matches!(list, List::Countries | List::States) { 30 } else { 3 })?;
        for (row, (code, meaning)) in (1u32..).zip(codes(list)) {
            sheet.write(row, code_at, code)?;
            if !meaning.is_empty() {
                sheet.write(row, name_at, meaning)?;
            }
        }
    }
    Ok(())
}

/// `=Lists!$A$2:$A$250`.
fn range_of(list: List) -> String {
    let at = LISTS.iter().position(|(l, _)| *l == list).unwrap_or(0) as u32 * 2;
    let column = crate::reading::letter(at);
    format!("=Lists!${column}$2:${column}${}", codes(list).len() + 1)
}
