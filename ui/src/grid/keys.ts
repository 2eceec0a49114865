// What the keys and the mouse do to the grid, as a pure function: no DOM, no data, only numbers.
import { NONE, span, toggle, union, type RowSet } from './rows';

/** The row of the column headings. */
export const HEADER = -1;

export interface GridState {
  /** Where the cursor is; `HEADER` is the heading row. */
  row: number;
  column: number;
  /** Where a range with Shift begins. */
  anchor: number;
  /** What was selected before the range now being drawn. */
  base: RowSet;
  selected: RowSet;
}

export interface Extent {
  rows: number;
  columns: number;
  /** Rows in one screen. */
  page: number;
}

/** What the grid must do beyond moving: open the row, sort by the column, copy, widen or narrow the column. */
export type Act = 'open' | 'sort' | 'copy' | 'wider' | 'narrower' | null;

export interface Step {
  state: GridState;
  act: Act;
  /** `false`: not a key of the grid; let others have it. */
  taken: boolean;
}

export const START: GridState = { row: 0, column: 0, anchor: 0, base: NONE, selected: NONE };

const clamp = (n: number, low: number, high: number): number => Math.max(low, Math.min(high, n));

/** The rows meant by a command: those selected, or the one under the cursor. */
export function meant(state: GridState, rows: number): RowSet {
  if (state.selected.length > 0) return state.selected;
  return state.row >= 0 && state.row < rows ? span(state.row, state.row) : NONE;
}

/** Where a key moves to, or `null` where it moves nothing. */
function target(keys: string, { row, column }: GridState, { rows, columns, page }: Extent): { row: number; column: number } | null {
  const lastRow = rows - 1;
  const lastColumn = columns - 1;
  switch (keys) {
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'PageDown':
      return { row: Math.max(row, 0) + page, column };
    case 'PageUp':
      return { row: Math.max(row - page, Math.min(row, 0)), column };
    case 'Home':
    case 'Ctrl+ArrowLeft':
      return { row, column: 0 };
    case 'End':
    case 'Ctrl+ArrowRight':
      return { row, column: lastColumn };
    case 'Ctrl+Home':
      return { row: 0, column: 0 };
    case 'Ctrl+End':
      return { row: lastRow, column: lastColumn };
    case 'Ctrl+ArrowUp':
      return { row: 0, column };
    case 'Ctrl+ArrowDown':
      return { row: lastRow, column };
    default:
      return null;
  }
}

/** One key press, written as `Ctrl+Shift+End`. */
export function press(state: GridState, keys: string, extent: Extent): Step {
  const stay = (act: Act = null, changes: Partial<GridState> = {}): Step => ({ state: { ...state, ...changes }, act, taken: true });
  const inRows = state.row >= 0 && state.row < extent.rows;
  switch (keys) {
    case 'Enter':
      return stay(state.row === HEADER ? 'sort' : inRows ? 'open' : null);
    case 'Space':
    case 'Ctrl+Space':
    case 'Shift+Space':
      if (state.row === HEADER) return stay('sort');
      if (!inRows) return stay();
      return stay(null, { selected: toggle(state.selected, state.row), anchor: state.row, base: NONE });
    case 'Ctrl+A':
      return stay(null, { selected: extent.rows > 0 ? span(0, extent.rows - 1) : NONE, base: NONE });
    case 'Ctrl+C':
      return stay('copy');
    case 'Escape':
      if (state.selected.length === 0) return { state, act: null, taken: false };
      return stay(null, { selected: NONE, base: NONE, anchor: state.row });
    case 'Alt+ArrowRight':
      return stay(state.row === HEADER ? 'wider' : null);
    case 'Alt+ArrowLeft':
      return stay(state.row === HEADER ? 'narrower' : null);
  }
  const ranging = keys.includes('Shift+');
  const to = target(keys.replace('Shift+', ''), state, extent);
  if (!to) return { state, act: null, taken: false };
  const row = clamp(to.row, ranging ? 0 : HEADER, Math.max(HEADER, extent.rows - 1));
  const column = clamp(to.column, 0, extent.columns - 1);
  if (!ranging || extent.rows === 0) return stay(null, { row, column, anchor: Math.max(row, 0), base: state.selected });
  return stay(null, { row, column, ...reach(state, row) });
}

/** Draws the range from the anchor to `row`, on top of what was selected before. */
function reach(state: GridState, row: number): Pick<GridState, 'anchor' | 'base' | 'selected'> {
  return { anchor: state.anchor, base: state.base, selected: union(state.base, span(state.anchor, row)) };
}

/** A click on a cell. */
export function click(state: GridState, row: number, column: number, held: { shift: boolean; ctrl: boolean }): GridState {
  if (held.shift) return { ...state, row, column, ...reach(state, row) };
  if (held.ctrl) {
    // The first Ctrl+click keeps the row the cursor was on, as file lists do.
    const before = state.selected.length === 0 && state.row >= 0 && state.row !== row ? span(state.row, state.row) : state.selected;
    const selected = toggle(before, row);
    return { row, column, anchor: row, base: selected, selected };
  }
  return { row, column, anchor: row, base: NONE, selected: NONE };
}

/** A click on the box at the beginning of a row: selects it and leaves the others alone. */
export function tick(state: GridState, row: number, shift: boolean): GridState {
  if (shift) return { ...state, row, ...reach(state, row) };
  const selected = toggle(state.selected, row);
  return { ...state, row, anchor: row, base: selected, selected };
}
