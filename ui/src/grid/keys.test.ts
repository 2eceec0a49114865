import { describe, expect, it } from 'vitest';
import { click, HEADER, meant, press, START, tick, type GridState } from './keys';
import { has, size, span, toggle, union } from './rows';

const extent = { rows: 1000, columns: 8, page: 20 };
const after = (keys: string[], from: GridState = START): GridState => keys.reduce((state, key) => press(state, key, extent).state, from);

describe('moving', () => {
  it('goes from cell to cell and stops at the edges', () => {
    expect(after(['ArrowDown', 'ArrowDown', 'ArrowRight'])).toMatchObject({ row: 2, column: 1 });
    expect(after(['ArrowLeft', 'Ctrl+End', 'ArrowDown', 'ArrowRight'])).toMatchObject({ row: 999, column: 7 });
    expect(after(['Ctrl+End', 'Ctrl+Home'])).toMatchObject({ row: 0, column: 0 });
  });

  it('reaches the headings above the first row', () => {
    expect(after(['ArrowUp']).row).toBe(HEADER);
    expect(after(['ArrowUp', 'ArrowUp']).row).toBe(HEADER);
    expect(after(['ArrowUp', 'ArrowDown']).row).toBe(0);
  });

  it('pages down from the headings as from the first row', () => {
    expect(after(['PageDown']).row).toBe(20);
    expect(after(['ArrowUp', 'PageDown']).row).toBe(20);
    expect(after(['PageDown', 'PageDown', 'PageUp']).row).toBe(20);
    expect(after(['PageUp']).row).toBe(0);
  });

  it('goes along the row with Home and End, along the column with Ctrl and the arrows', () => {
    expect(after(['ArrowDown', 'End'])).toMatchObject({ row: 1, column: 7 });
    expect(after(['ArrowDown', 'End', 'Home'])).toMatchObject({ row: 1, column: 0 });
    expect(after(['Ctrl+ArrowDown'])).toMatchObject({ row: 999, column: 0 });
    expect(after(['Ctrl+ArrowDown', 'Ctrl+ArrowUp', 'Ctrl+ArrowRight'])).toMatchObject({ row: 0, column: 7 });
  });

  it('stays with the headings when there are no rows', () => {
    const empty = { rows: 0, columns: 8, page: 20 };
    expect(press(START, 'ArrowDown', empty).state.row).toBe(HEADER);
    expect(press(START, 'Ctrl+A', empty).state.selected).toEqual([]);
    expect(press(START, 'Enter', empty).act).toBeNull();
  });

  it('leaves other keys to others', () => {
    for (const key of ['e', 'F2', 'Tab', 'Ctrl+K', 'Escape']) expect(press(START, key, extent).taken).toBe(false);
  });
});

describe('selecting', () => {
  it('draws a range with Shift and shrinks it again', () => {
    const three = after(['ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown']);
    expect(three.selected).toEqual([[1, 4]]);
    expect(after(['Shift+ArrowUp'], three).selected).toEqual([[1, 3]]);
    expect(after(['Shift+ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowUp'], three).selected).toEqual([[0, 2]]);
  });

  it('adds a second range to what was selected before', () => {
    const state = after(['Space', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Shift+ArrowDown']);
    expect(state.selected).toEqual([
      [0, 1],
      [3, 5],
    ]);
  });

  it('never takes the headings into a range', () => {
    expect(after(['Shift+ArrowUp']).selected).toEqual([[0, 1]]);
  });

  it('toggles with Space, selects all with Ctrl+A, clears with Escape', () => {
    expect(after(['Space']).selected).toEqual([[0, 1]]);
    expect(after(['Space', 'Space']).selected).toEqual([]);
    expect(size(after(['Ctrl+A']).selected)).toBe(1000);
    expect(after(['Ctrl+A', 'Escape']).selected).toEqual([]);
  });

  it('reaches to the end with Ctrl+Shift+End', () => {
    expect(after(['ArrowDown', 'Ctrl+Shift+End']).selected).toEqual([[1, 1000]]);
  });

  it('means the row under the cursor when nothing is selected', () => {
    expect(meant(after(['ArrowDown']), 1000)).toEqual([[1, 2]]);
    expect(meant(after(['ArrowUp']), 1000)).toEqual([]);
    expect(meant(after(['Space', 'ArrowDown']), 1000)).toEqual([[0, 1]]);
  });
});

describe('the mouse', () => {
  const plain = { shift: false, ctrl: false };

  it('moves the cursor with a click and forgets the selection', () => {
    expect(click(after(['Ctrl+A']), 5, 2, plain)).toMatchObject({ row: 5, column: 2, selected: [] });
  });

  it('keeps the row it came from with Ctrl, as file lists do', () => {
    const one = click(START, 2, 0, plain);
    expect(click(one, 5, 0, { shift: false, ctrl: true }).selected).toEqual([
      [2, 3],
      [5, 6],
    ]);
  });

  it('draws a range with Shift from the last click', () => {
    const one = click(START, 7, 0, plain);
    expect(click(one, 4, 0, { shift: true, ctrl: false }).selected).toEqual([[4, 8]]);
  });

  it('ticks rows one by one', () => {
    const two = tick(tick(START, 3, false), 9, false);
    expect(two.selected).toEqual([
      [3, 4],
      [9, 10],
    ]);
    expect(tick(two, 12, true).selected).toEqual([
      [3, 4],
      [9, 13],
    ]);
  });
});

describe('acting', () => {
  it('opens a row, and sorts on a heading', () => {
    expect(press(START, 'Enter', extent).act).toBe('open');
    expect(press(after(['ArrowUp']), 'Enter', extent).act).toBe('sort');
    expect(press(after(['ArrowUp']), 'Space', extent).act).toBe('sort');
  });

  it('widens a column only from its heading', () => {
    expect(press(START, 'Alt+ArrowRight', extent).act).toBeNull();
    expect(press(after(['ArrowUp']), 'Alt+ArrowRight', extent).act).toBe('wider');
  });

  it('copies', () => expect(press(START, 'Ctrl+C', extent)).toMatchObject({ act: 'copy', taken: true }));
});

describe('sets of rows', () => {
  it('joins what touches', () => {
    expect(union(span(1, 3), span(4, 6))).toEqual([[1, 7]]);
    expect(union(span(1, 3), span(5, 6))).toEqual([
      [1, 4],
      [5, 7],
    ]);
  });

  it('splits a range where a row is taken out', () => {
    const set = toggle(span(0, 4), 2);
    expect(set).toEqual([
      [0, 2],
      [3, 5],
    ]);
    expect(has(set, 2)).toBe(false);
    expect(size(set)).toBe(4);
  });
});
