// Which rows are in sight. Elements may not be higher than 33,554,428 px (WebKit), which is 1.1 million rows of 30 px:
// above `MAX_HEIGHT` the scroll position stands for a proportional one in the full height.

export const ROW = 30;
export const MAX_HEIGHT = 900_000 * ROW;
export const MAX_CELLS = 700;

export interface Sight {
  /** Height of the element that makes the scrollbar. */
  height: number;
  /** Virtual pixels above the first visible one. */
  top: number;
  first: number;
  /** One past the last row to draw. */
  last: number;
}

const full = (rows: number): number => rows * ROW;

/** What is in sight at a scroll position; never more than `MAX_CELLS` cells are drawn. */
export function sight(scrollTop: number, viewport: number, rows: number, columns: number): Sight {
  const height = Math.min(full(rows), MAX_HEIGHT);
  const top = toVirtual(scrollTop, viewport, rows);
  // The number of rows drawn depends on the height alone, so that scrolling only moves and refills the same ones.
  const most = Math.max(1, Math.floor(MAX_CELLS / Math.max(1, columns)));
  const drawn = Math.min(rows, most, Math.ceil(viewport / ROW) + 2);
  const first = Math.max(0, Math.min(Math.floor(top / ROW), rows - drawn));
  return { height, top, first, last: first + drawn };
}

/** The virtual position of a scroll position. */
export function toVirtual(scrollTop: number, viewport: number, rows: number): number {
  const slack = full(rows) - viewport;
  if (slack <= 0) return 0;
  const drawn = Math.min(full(rows), MAX_HEIGHT) - viewport;
  if (full(rows) <= MAX_HEIGHT) return Math.max(0, Math.min(scrollTop, slack));
  return Math.max(0, Math.min(slack, (scrollTop / drawn) * slack));
}

/** The scroll position of a virtual position. */
export function toScroll(top: number, viewport: number, rows: number): number {
  const slack = full(rows) - viewport;
  if (slack <= 0) return 0;
  const held = Math.max(0, Math.min(top, slack));
  if (full(rows) <= MAX_HEIGHT) return held;
  return (held / slack) * (MAX_HEIGHT - viewport);
}

/** Where to scroll so that `row` is fully in sight; the same place where it already is. */
export function reveal(row: number, top: number, viewport: number): number {
  const start = row * ROW;
  if (start < top) return start;
  if (start + ROW > top + viewport) return start + ROW - viewport;
  return top;
}
