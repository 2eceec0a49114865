//! OpenDocument sheets as a stream: repeated cells and rows are unrolled within the limits, and never beyond them.

use super::container::{damaged, encrypted};
use super::workbook::{Filler, Sheet, Value, choose};
use super::{CellKind, Grid, Merge};
use crate::error::IntakeError;
use crate::limits;
use crate::options::Progress;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::collections::BTreeSet;
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;

type Xml<'b> = Reader<BufReader<zip::read::ZipFile<'b, Cursor<&'b [u8]>>>>;

/// Reads the sheet asked for, or the one whose header is understood best.
pub(crate) fn read(
    file: &str,
    bytes: &[u8],
    wanted: Option<&str>,
    known: &dyn Fn(&Grid) -> usize,
    cancel: &dyn Fn(Progress) -> bool,
) -> Result<Sheet, IntakeError> {
    let mut names = Vec::new();
    walk(file, bytes, &mut |name, _, _| {
        names.push(name.to_owned());
        Ok(false)
    })?;
    let only = |wanted: &str, rows: usize, cancel: &dyn Fn(Progress) -> bool| -> Result<Grid, IntakeError> {
        let mut grid = Grid::new();
        walk(file, bytes, &mut |name, xml, buf| {
            if name != wanted {
                return Ok(false);
            }
            grid = table(file, name, xml, buf, rows, cancel)?;
            Ok(true)
        })?;
        Ok(grid)
    };
    let (name, alike) = choose(file, &names, wanted, |name| only(name, limits::HEADER_SEARCH_ROWS + 3, &|_| false).map(|grid| known(&grid)))?;
    let grid = only(&name, usize::MAX, cancel)?;
    Ok(Sheet { grid, name, names, alike })
}

/// What is done with a visible sheet; `true` ends the walk.
type Visit<'v> = &'v mut dyn FnMut(&str, &mut Xml<'_>, &mut Vec<u8>) -> Result<bool, IntakeError>;

/// Goes over the visible sheets.
fn walk(file: &str, bytes: &[u8], visit: Visit<'_>) -> Result<(), IntakeError> {
    let fault = |why: &dyn std::fmt::Display| damaged(file, why);
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| fault(&e))?;
    let mut manifest = String::new();
    if let Ok(part) = zip.by_name("META-INF/manifest.xml") {
        let _ = part.take(1 << 20).read_to_string(&mut manifest);
    }
    if manifest.contains("encryption-data") {
        return Err(encrypted(file));
    }
    let part = zip.by_name("content.xml").map_err(|e| fault(&e))?;
    let mut xml = Reader::from_reader(BufReader::new(part));
    xml.config_mut().check_end_names = false;
    let mut hidden: BTreeSet<String> = BTreeSet::new();
    let mut style = String::new();
    let mut buf = Vec::new();
    loop {
        buf.clear();
        match xml.read_event_into(&mut buf).map_err(|e| fault(&e))? {
            Event::Start(e) | Event::Empty(e) if e.name().as_ref() == "style:style" => style = attribute(&e, "style:name"),
            Event::Start(e) | Event::Empty(e) if e.name().as_ref() == "style:table-properties" && attribute(&e, "table:display") == "false" => {
                hidden.insert(style.clone());
            }
            Event::Start(e) if e.name().as_ref() == "table:table" => {
                let (name, of_style) = (attribute(&e, "table:name"), attribute(&e, "table:style-name"));
                let mut inner = Vec::new();
                if !hidden.contains(&of_style) && visit(&name, &mut xml, &mut inner)? {
                    return Ok(());
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    let found = element.try_get_attribute(name).ok().flatten();
    found.and_then(|a| a.normalized_value(XmlVersion::Implicit1_0).map(std::borrow::Cow::into_owned).ok()).unwrap_or_default()
}

fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).parse().unwrap_or(1).max(1)
}

/// A filled cell of a row: its column, how many times it is repeated, its text and kind.
struct Cell {
    column: u32,
    times: u32,
    text: String,
    kind: CellKind,
}

/// Reads one sheet up to a number of rows.
fn table(file: &str, sheet: &str, xml: &mut Xml<'_>, buf: &mut Vec<u8>, most: usize, cancel: &dyn Fn(Progress) -> bool) -> Result<Grid, IntakeError> {
    let mut filler = Filler::new(file, sheet, false);
    let mut merges: Vec<Merge> = Vec::new();
    let mut row = 0u32;
    loop {
        buf.clear();
        match xml.read_event_into(buf).map_err(|e| damaged(file, e))? {
            Event::Empty(e) if e.name().as_ref() == "table:table-row" => row = row.saturating_add(count(&e, "table:number-rows-repeated")),
            Event::Start(e) if e.name().as_ref() == "table:table-row" => {
                let times = count(&e, "table:number-rows-repeated");
                let cells = cells(file, xml, buf, row, &mut merges)?;
                for again in 0..if cells.is_empty() { 0 } else { times } {
                    let at = row.saturating_add(again);
                    if at as usize >= most {
                        break;
                    }
                    for cell in &cells {
                        for offset in 0..cell.times {
                            filler.put(at, cell.column.saturating_add(offset), Value::new(&cell.text, cell.kind), cancel)?;
                        }
                    }
                }
                row = row.saturating_add(times);
            }
            Event::End(e) if e.name().as_ref() == "table:table" => break,
            Event::Eof => return Err(damaged(file, "a sheet does not end")),
            _ => {}
        }
        if row as usize >= most {
            break;
        }
    }
    let mut grid = filler.finish();
    let last = grid.rows().saturating_sub(1) as u32;
    grid.set_merges(merges.into_iter().filter(|(first, ..)| *first < last).map(|(first, end, column)| (first, end.min(last), column)).collect());
    Ok(grid)
}

/// The filled cells of a row.
fn cells(file: &str, xml: &mut Xml<'_>, buf: &mut Vec<u8>, row: u32, merges: &mut Vec<Merge>) -> Result<Vec<Cell>, IntakeError> {
    let mut cells = Vec::new();
    let mut column = 0u32;
    loop {
        buf.clear();
        match xml.read_event_into(buf).map_err(|e| damaged(file, e))? {
            Event::Empty(e) if is_cell(&e) => {
                let times = count(&e, "table:number-columns-repeated");
                // A value without a paragraph is a value all the same.
                push(&mut cells, column, times, &e, String::new());
                column = column.saturating_add(times);
            }
            Event::Start(e) if is_cell(&e) => {
                let times = count(&e, "table:number-columns-repeated");
                let down = count(&e, "table:number-rows-spanned");
                if down > 1 && merges.len() < limits::ROWS {
                    merges.push((row, row.saturating_add(down - 1), column));
                }
                let start = e.into_owned();
                let text = paragraphs(file, xml, buf)?;
                push(&mut cells, column, times, &start, text);
                column = column.saturating_add(times);
            }
            Event::End(e) if e.name().as_ref() == "table:table-row" => return Ok(cells),
            Event::Eof => return Err(damaged(file, "a row does not end")),
            _ => {}
        }
        if cells.len() > limits::COLUMNS + 1 {
            return Ok(cells);
        }
    }
}

fn is_cell(element: &BytesStart<'_>) -> bool {
    matches!(element.name().as_ref(), "table:table-cell" | "table:covered-table-cell")
}

fn push(cells: &mut Vec<Cell>, column: u32, times: u32, element: &BytesStart<'_>, shown: String) {
    let (text, kind) = match attribute(element, "office:value-type").as_str() {
        "float" | "currency" | "percentage" => (attribute(element, "office:value"), CellKind::Number),
        "date" => (attribute(element, "office:date-value"), CellKind::Date),
        "boolean" => (attribute(element, "office:boolean-value").to_uppercase(), CellKind::Text),
        "string" if shown.is_empty() => (attribute(element, "office:string-value"), CellKind::Text),
        _ => (shown, CellKind::Text),
    };
    if !text.is_empty() {
        cells.push(Cell { column, times, text, kind });
    }
}

/// The text of a cell; comments on it are not part of it.
fn paragraphs(file: &str, xml: &mut Xml<'_>, buf: &mut Vec<u8>) -> Result<String, IntakeError> {
    let mut text = String::new();
    let (mut first, mut comment) = (true, 0usize);
    loop {
        buf.clear();
        let event = xml.read_event_into(buf).map_err(|e| damaged(file, e))?;
        match event {
            Event::Start(e) if e.name().as_ref() == "office:annotation" => comment += 1,
            Event::End(e) if e.name().as_ref() == "office:annotation" => comment = comment.saturating_sub(1),
            Event::End(e) if matches!(e.name().as_ref(), "table:table-cell" | "table:covered-table-cell") => return Ok(text),
            Event::Eof => return Err(damaged(file, "a cell does not end")),
            _ if comment > 0 => {}
            Event::Start(e) | Event::Empty(e) => match e.name().as_ref() {
                "text:p" if std::mem::take(&mut first) => {}
                "text:p" | "text:line-break" => text.push('\n'),
                "text:tab" => text.push('\t'),
                "text:s" => text.extend(std::iter::repeat_n(' ', count(&e, "text:c").min(100) as usize)),
                _ => {}
            },
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part),
            Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                Ok(Some(c)) => text.push(c),
                _ => text.push_str(quick_xml::escape::resolve_predefined_entity(&entity).unwrap_or("")),
            },
            _ => {}
        }
        if text.len() > limits::CELL_CHARS * 8 {
            return Ok(text);
        }
    }
}
