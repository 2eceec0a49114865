import { describe, expect, it } from 'vitest';
import { fit, layout, toTsv, type GridColumn } from './columns';
import { MAX_CELLS, MAX_HEIGHT, reveal, ROW, sight, toScroll, toVirtual } from './scroll';

describe('what is in sight', () => {
  it('draws the rows of the viewport and one on either side', () => {
    expect(sight(0, 600, 1000, 9)).toEqual({ height: 30_000, top: 0, first: 0, last: 22 });
    expect(sight(3015, 600, 1000, 9)).toMatchObject({ top: 3015, first: 100, last: 122 });
  });

  it('draws the same number of rows at every position, the last ones at the end', () => {
    const end = sight(30_000 - 600, 600, 1000, 9);
    expect(end.last).toBe(1000);
    expect(end.last - end.first).toBe(22);
  });

  it('never draws more cells than allowed, however high the window', () => {
    const { first, last } = sight(0, 100_000, 1_000_000, 9);
    expect((last - first) * 9).toBeLessThanOrEqual(MAX_CELLS);
  });

  it('draws nothing of nothing', () => expect(sight(0, 600, 0, 9)).toEqual({ height: 0, top: 0, first: 0, last: 0 }));
});

describe('above the height an element may have', () => {
  const rows = 5_000_000;

  it('keeps the element below it', () => {
    expect(sight(0, 600, rows, 9).height).toBe(MAX_HEIGHT);
    expect(MAX_HEIGHT).toBeLessThan(33_554_428);
  });

  it('still reaches the first and the last row', () => {
    expect(toVirtual(0, 600, rows)).toBe(0);
    expect(toVirtual(MAX_HEIGHT - 600, 600, rows)).toBe(rows * ROW - 600);
    expect(sight(MAX_HEIGHT - 600, 600, rows, 9).last).toBe(rows);
  });

  it('comes back to where it was', () => {
    for (const row of [0, 1, 77_777, 2_500_000, 4_999_979]) {
      expect(toVirtual(toScroll(row * ROW, 600, rows), 600, rows)).toBeCloseTo(row * ROW, 2);
    }
  });
});

describe('following the cursor', () => {
  it('moves only as far as needed', () => {
    expect(reveal(5, 0, 600)).toBe(0);
    expect(reveal(20, 0, 600)).toBe(30);
    expect(reveal(3, 300, 600)).toBe(90);
  });
});

describe('columns', () => {
  const columns: GridColumn<{ a: string; b: string }>[] = [
    { id: 'a', label: 'A', width: 100, text: (r) => r.a },
    { id: 'b', label: 'B', width: 100, grow: 1, text: (r) => r.b },
  ];

  it('shares what is left among those that may grow', () => {
    expect(layout(columns, {}, 500)).toEqual([100, 400]);
    expect(layout(columns, {}, 150)).toEqual([100, 100]);
  });

  it('keeps a width the user chose', () => expect(layout(columns, { b: 120 }, 500)).toEqual([100, 120]));

  it('allows no width that hides a column', () => {
    expect(fit(3)).toBe(48);
    expect(fit(5000)).toBe(900);
  });

  it('copies rows that a spreadsheet takes apart as they were', () => {
    expect(toTsv(columns, [{ a: '06103', b: 'mug,\tblue\nlarge' }])).toBe('A\tB\n06103\tmug, blue large');
  });

  it('copies nothing that a spreadsheet program would run', () => {
    const copied = (b: string): string =>
      toTsv(columns, [{ a: '1', b }])
        .split('\t')
        .at(-1) ?? '';
    for (const typed of ['=HYPERLINK("http://x")', '+1+1', '-2+3', '@SUM(A1)', ' =1', '＝1+1', '\t=1+1']) {
      expect(copied(typed).startsWith("'"), typed).toBe(true);
    }
    for (const typed of ['-12.50', 'Mugs - blue', 'a=b', '06103']) expect(copied(typed)).toBe(typed);
  });
});
