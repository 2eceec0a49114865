//! Whether an old binary workbook is safe to hand to its reader, which follows chains of sectors without end and lays
//! every sheet out in memory as a full rectangle.
//!
//! Only as much of the container is understood as leads to the workbook's records: sector chains, the directory, and the
//! place of each cell. What is merely broken is left to the reader to refuse.

/// Cells that the rectangles of all sheets may have together: a full sheet of 65,536 rows and 150 columns.
pub(crate) const CELLS: u64 = 10_000_000;

/// A chain of sectors that never ends.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Circle;

/// Cells in the rectangles of all sheets of the workbook, the corners of each taken from its own cells.
pub(crate) fn laid_out(bytes: &[u8]) -> Result<u64, Circle> {
    let Some(stream) = workbook_stream(bytes)? else { return Ok(0) };
    let mut cells = 0u64;
    let mut corners: Option<(u16, u16, u16, u16)> = None;
    let mut close = |corners: &mut Option<(u16, u16, u16, u16)>| {
        if let Some((top, bottom, left, right)) = corners.take() {
            cells = cells.saturating_add((u64::from(bottom - top) + 1) * (u64::from(right - left) + 1));
        }
    };
    let mut at = 0usize;
    while let (Some(kind), Some(length)) = (word(&stream, at), word(&stream, at + 2)) {
        let body = at + 4;
        at = body + usize::from(length);
        match kind {
            // BOF: another sheet begins.
            0x0809 | 0x0409 | 0x0209 | 0x0009 => close(&mut corners),
            // FORMULA, NUMBER, LABEL, BOOLERR, RSTRING, LABELSST, RK, MULRK and their older forms.
            0x0006 | 0x0206 | 0x0406 | 0x0203 | 0x0003 | 0x0204 | 0x0004 | 0x0205 | 0x0005 | 0x00d6 | 0x00fd | 0x027e | 0x007e | 0x00bd => {
                let (Some(row), Some(first)) = (word(&stream, body), word(&stream, body + 2)) else { continue };
                // MULRK names its last column at its end.
                let last = if kind == 0x00bd && length >= 6 { word(&stream, at - 2).unwrap_or(first).max(first) } else { first };
                corners = Some(match corners {
                    Some((top, bottom, left, right)) => (top.min(row), bottom.max(row), left.min(first), right.max(last)),
                    None => (row, row, first, last),
                });
            }
            _ => {}
        }
    }
    close(&mut corners);
    Ok(cells)
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?).map(|b| u16::from_le_bytes([b[0], b[1]]))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// The sectors of a compound file.
struct Sectors<'b> {
    bytes: &'b [u8],
    size: usize,
    next: Vec<u32>,
}

impl<'b> Sectors<'b> {
    fn open(bytes: &'b [u8]) -> Option<Self> {
        let size = match word(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let sector = |number: u32| bytes.get((number as usize + 1).checked_mul(size)?..).map(|rest| rest.get(..size).unwrap_or(rest));
        // The first 109 sectors of the allocation table are named in the header, the others in a chain of their own.
        let mut tables: Vec<u32> = (0..109).filter_map(|n| long(bytes, 76 + n * 4)).filter(|s| *s < 0xffff_fffa).collect();
        let mut more = long(bytes, 68)?;
        let most = bytes.len() / size + 1;
        while more < 0xffff_fffa && tables.len() <= most {
            let Some(list) = sector(more) else { break };
            tables.extend((0..size / 4 - 1).filter_map(|n| long(list, n * 4)).filter(|s| *s < 0xffff_fffa));
            more = long(list, size - 4)?;
        }
        let mut next = Vec::new();
        for table in tables.into_iter().take(most) {
            let Some(list) = sector(table) else { break };
            next.extend((0..size / 4).map(|n| long(list, n * 4).unwrap_or(u32::MAX)));
        }
        Some(Self { bytes, size, next })
    }

    fn chain(&self, first: u32) -> Result<Vec<u8>, Circle> {
        let mut out = Vec::new();
        let mut at = first;
        let mut steps = 0;
        // As its reader does: a sector beyond the end is an empty one, and the chain goes on.
        while let Some(next) = self.next.get(at as usize) {
            steps += 1;
            if steps > self.next.len() {
                return Err(Circle);
            }
            let rest = (at as usize + 1).checked_mul(self.size).and_then(|from| self.bytes.get(from..)).unwrap_or_default();
            out.extend_from_slice(rest.get(..self.size).unwrap_or(rest));
            at = *next;
        }
        Ok(out)
    }
}

/// The records of the workbook. Every chain that its reader would follow is followed here first.
fn workbook_stream(bytes: &[u8]) -> Result<Option<Vec<u8>>, Circle> {
    let Some(sectors) = Sectors::open(bytes) else { return Ok(None) };
    let start = |at: usize| long(bytes, at).unwrap_or(u32::MAX);
    let directory = sectors.chain(start(48))?;
    let table = sectors.chain(start(60))?;
    let pieces = sectors.chain(directory.get(..128).and_then(|root| long(root, 116)).unwrap_or(u32::MAX))?;
    let name = |entry: &[u8]| -> String {
        let units: Vec<u16> = (0..32).filter_map(|n| word(entry, n * 2)).take_while(|u| *u != 0).collect();
        String::from_utf16_lossy(&units).to_ascii_lowercase()
    };
    let named = |wanted: &str| directory.chunks_exact(128).find(|entry| name(entry) == wanted);
    let Some(entry) = named("workbook").or_else(|| named("book")) else { return Ok(None) };
    let (first, length) = (long(entry, 116).unwrap_or(u32::MAX), long(entry, 120).unwrap_or(0) as usize);
    if length >= 4096 {
        let mut stream = sectors.chain(first)?;
        stream.truncate(length);
        return Ok(Some(stream));
    }
    // A short stream lies in pieces of 64 bytes inside the root's stream.
    let mut stream = Vec::new();
    let mut at = first;
    while at < 0xffff_fffa && stream.len() < length {
        let Some(piece) = (at as usize).checked_mul(64).and_then(|from| pieces.get(from..)).and_then(|rest| rest.get(..64)) else { break };
        stream.extend_from_slice(piece);
        at = long(&table, at as usize * 4).unwrap_or(u32::MAX);
    }
    stream.truncate(length);
    Ok(Some(stream))
}

#[cfg(test)]
mod tests {
    use super::{Circle, laid_out};

    const SMALL: &[u8] = include_bytes!("../../../../../tests/golden/intake/file-xls-sheets-and-merges.xls");

    #[test]
    fn the_rectangle_of_each_sheet_is_counted() {
        // One cell on the first sheet; a header, three rows and a sum of fourteen columns on the second.
        assert_eq!(laid_out(SMALL), Ok(1 + 5 * 14));
    }

    #[test]
    fn a_chain_that_bites_its_tail_is_named() {
        let mut bytes = SMALL.to_vec();
        // The directory's first sector follows itself.
        let directory = u32::from_le_bytes([bytes[48], bytes[49], bytes[50], bytes[51]]) as usize;
        let table = u32::from_le_bytes([bytes[76], bytes[77], bytes[78], bytes[79]]) as usize;
        let place = (table + 1) * 512 + directory * 4;
        bytes[place..place + 4].copy_from_slice(&(directory as u32).to_le_bytes());
        assert_eq!(laid_out(&bytes), Err(Circle));
    }

    #[test]
    fn what_is_no_workbook_has_no_cells() {
        assert_eq!(laid_out(b""), Ok(0));
        for cut in (0..SMALL.len()).step_by(13) {
            assert!(laid_out(&SMALL[..cut]).is_ok_and(|cells| cells <= 71));
        }
    }
}
