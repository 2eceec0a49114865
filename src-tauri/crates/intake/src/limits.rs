//! How much a file may hold. Each bound is far above what merchants send and far below what would hurt the desk.

/// Bytes of a file: the largest sheet planned for is a CSV of 120 MB.
pub const FILE_BYTES: usize = 256 * 1024 * 1024;

/// Bytes a workbook may unpack to, all parts together: a 60 MB workbook unpacks to about 600 MB.
pub const UNPACKED_BYTES: u64 = 1024 * 1024 * 1024;

/// Bytes the shared texts of a workbook may unpack to, since they are held in memory all at once.
pub const SHARED_TEXT_BYTES: u64 = 192 * 1024 * 1024;

/// Bytes an OpenDocument sheet may unpack to: its cells are held in memory all at once.
pub const OPEN_DOCUMENT_BYTES: u64 = 128 * 1024 * 1024;

/// Parts of a workbook: real ones have a few dozen.
pub const PARTS: usize = 2_000;

/// Bytes between two tags inside a workbook. A cell of Excel holds 32,767 characters; this leaves room for four-byte ones and escapes.
pub const RUN_BYTES: usize = 1024 * 1024;

/// Characters in one cell: the limit Excel itself has.
pub const CELL_CHARS: usize = 32_767;

/// Columns: the widest export known has about 200.
pub const COLUMNS: usize = 1_000;

/// Empty cells behind the last column that are passed over: sheets saved with all of Excel's 16,384 columns exist.
pub const EMPTY_COLUMNS: usize = 2_000_000;

/// Rows: as many as a sheet of Excel has.
pub const ROWS: usize = 1_048_576;

/// Cells in all, so that a million rows of a thousand columns do not fill the memory.
pub const CELLS: usize = 60_000_000;

/// Rows looked through for the header: title blocks of a dozen rows exist, of fifty do not.
pub const HEADER_SEARCH_ROWS: usize = 50;

/// Issues of one kind that are kept one by one; what follows is counted.
pub const ISSUES_PER_CODE: usize = 5_000;

/// Sheets of one workbook that are looked at for the one to read.
pub const SHEETS: usize = 64;

/// Rows between two calls of the progress function.
pub const PROGRESS_ROWS: usize = 1_000;
