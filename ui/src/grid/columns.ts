// Columns and their widths, remembered on this machine.

export interface GridColumn<T> {
  id: string;
  label: string;
  /** Width in pixels; with `grow` the least one, and a share of what is left. */
  width: number;
  grow?: number;
  align?: 'left' | 'right';
  mono?: boolean;
  /** Whether a click on the heading sorts. */
  sortable?: boolean;
  /** The cell as text: shown, and copied. */
  text: (row: T) => string;
}

export type Widths = Record<string, number>;

export const NARROWEST = 48;
const WIDEST = 900;

/** The widths in pixels, filling `room` where columns may grow. */
export function layout<T>(columns: GridColumn<T>[], chosen: Widths, room: number): number[] {
  const widths = columns.map((c) => chosen[c.id] ?? c.width);
  const rest = room - widths.reduce((a, b) => a + b, 0);
  const shares = columns.map((c) => (chosen[c.id] === undefined ? (c.grow ?? 0) : 0));
  const all = shares.reduce((a, b) => a + b, 0);
  if (rest <= 0 || all === 0) return widths;
  return widths.map((width, i) => width + Math.floor((rest * (shares[i] ?? 0)) / all));
}

/** A width that can be used. */
export const fit = (width: number): number => Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));

/** The widths chosen earlier. */
export function remembered(name: string): Widths {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(`grid:${name}`) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(Object.entries(stored).filter((pair): pair is [string, number] => typeof pair[1] === 'number'));
  } catch {
    return {};
  }
}

export function remember(name: string, widths: Widths): void {
  try {
    localStorage.setItem(`grid:${name}`, JSON.stringify(widths));
  } catch {
    // A full or forbidden store costs only the memory of a width.
  }
}

/** A spreadsheet program runs what begins like a formula, also when it is pasted; an apostrophe in front makes it text. Plain signed numbers stay. */
function neutral(text: string): string {
  return /^\s*[=+\-@＝＋－＠]/.test(text) && !/^-\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}

/** Rows as a spreadsheet takes them from the clipboard. */
export function toTsv<T>(columns: GridColumn<T>[], rows: T[]): string {
  const clean = (text: string): string => neutral(text.replace(/[\t\r\n]+/g, ' '));
  return [columns.map((c) => clean(c.label)), ...rows.map((row) => columns.map((c) => clean(c.text(row))))]
    .map((cells) => cells.join('\t'))
    .join('\n');
}
