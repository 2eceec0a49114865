/** Which rows of a long table are drawn, and which pages of it must be fetched: arithmetic only. */

export interface Drawn {
  first: number;
  /** Exclusive. */
  last: number;
  before: number;
  after: number;
}

/** The rows to draw for a scroll position, with a margin above and below; `before` and `after` are the empty heights around them. */
export function drawn(scrollTop: number, height: number, row: number, total: number, margin = 8): Drawn {
  const first = Math.max(0, Math.min(total, Math.floor(scrollTop / row)) - margin);
  const last = Math.min(total, Math.ceil((scrollTop + Math.max(height, row)) / row) + margin);
  return { first, last: Math.max(first, last), before: first * row, after: Math.max(0, total - Math.max(first, last)) * row };
}

/** The pages that cover `[first, last)`. */
export function pagesFor(first: number, last: number, size: number): number[] {
  if (last <= first) return [];
  const pages: number[] = [];
  for (let page = Math.floor(first / size); page <= Math.floor((last - 1) / size); page += 1) pages.push(page);
  return pages;
}

/** The scroll position that shows a row, moving as little as possible. */
export function scrollTo(index: number, scrollTop: number, height: number, row: number): number {
  const top = index * row;
  if (top < scrollTop) return top;
  return top + row > scrollTop + height ? top + row - height : scrollTop;
}

/** A place in the grid; row -1 is the heading. */
export interface Place {
  row: number;
  column: number;
}

/** Where a key leads, or `null` where it is not one that moves. */
export function moved(at: Place, key: string, ctrl: boolean, rows: number, columns: number, page: number): Place | null {
  const row = (n: number) => Math.max(-1, Math.min(rows - 1, n));
  const column = (n: number) => Math.max(0, Math.min(columns - 1, n));
  switch (key) {
    case 'ArrowUp':
      return { ...at, row: ctrl ? row(0) : row(at.row - 1) };
    case 'ArrowDown':
      return { ...at, row: ctrl ? row(rows - 1) : row(at.row + 1) };
    case 'ArrowLeft':
      return { ...at, column: ctrl ? 0 : column(at.column - 1) };
    case 'ArrowRight':
      return { ...at, column: ctrl ? column(columns - 1) : column(at.column + 1) };
    case 'Home':
      return ctrl ? { row: row(0), column: 0 } : { ...at, column: 0 };
    case 'End':
      return ctrl ? { row: row(rows - 1), column: column(columns - 1) } : { ...at, column: column(columns - 1) };
    case 'PageUp':
      return { ...at, row: Math.max(Math.min(0, rows - 1), at.row - page) };
    case 'PageDown':
      return { ...at, row: row(at.row + page) };
    default:
      return null;
  }
}

/** Cells that are filled down at once at most. */
export const FILL_MOST = 5_000;

/** The cells under the first of these rows that take its text; rows that are no goods are passed over, and so is what says it already. */
export function filledDown(
  rows: ({ row: number; kind: string; cells: string[] } | null)[],
  column: number,
): { row: number; column: number; value: string }[] {
  const value = rows[0]?.cells[column];
  if (value === undefined) return [];
  return rows
    .slice(1)
    .filter((row) => row !== null)
    .filter((row) => (row.kind === 'goods' || row.kind === 'order') && (row.cells[column] ?? '') !== value)
    .map((row) => ({ row: row.row, column, value }));
}

/** Lines and cells of what a spreadsheet puts on the clipboard; the last line break is none of it. */
export function pasted(text: string): string[][] {
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t'));
}
