import { describe, expect, it } from 'vitest';
import { mappingOf, remap, unfed } from './mapping';
import { columnLetters, reference, withFixed, withoutFix, type Column, type Field, type Trouble } from './reading';
import { byCell, filtered, kinds, ofCell, rowsInWords, tally } from './troubles';
import { EMPTY, inWords, made, type Draft } from './derive';
import { choicesOf, openOf } from './known';
import { withMapping } from './reader';
import { drawn, filledDown, moved, pagesFor, pasted, scrollTo } from './window';

const column = (index: number, header: string, field: string | null): Column => ({
  index,
  letter: columnLetters(index),
  derived: false,
  header,
  field,
  item: null,
  confidence: 100,
  basis: '',
  samples: [],
});
const columns = [
  column(0, 'House AWB', 'bill'),
  column(1, 'Consignee', 'name'),
  column(2, 'Recipient', null),
  column(3, 'Street', 'address'),
];
const field = (id: string, repeats = false): Field => ({
  id,
  label: id,
  group: 'Goods',
  needed: id === 'bill' || id === 'value',
  instead: [],
  repeats,
});
const fields = [field('bill'), field('name'), field('address', true), field('value')];

const trouble = (
  row: number | null,
  at: number | null,
  severity: Trouble['severity'],
  code: string,
  message = code,
  value = '',
): Trouble => ({
  id: `${row}:${at}:${code}`,
  row,
  column: at,
  severity,
  code,
  message,
  value,
});
const troubles = [
  trouble(11, 3, 'warning', 'vague', 'Too vague for CBP', 'daily necessities'),
  trouble(11, 4, 'error', 'hts-missing', 'HTS number is missing'),
  trouble(14, 6, 'error', 'negative', 'Pieces is negative', '-2'),
  trouble(20, 4, 'error', 'hts-missing', 'HTS number is missing'),
  trouble(null, 8, 'warning', 'new-column', 'New column'),
];

describe('references', () => {
  it('names columns as a spreadsheet does', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });

  it('says cell, row, column, or nothing', () => {
    expect(reference({ row: 14, column: 6 })).toBe('G14');
    expect(reference({ row: 14, column: null })).toBe('row 14');
    expect(reference({ row: null, column: 8 })).toBe('column I');
    expect(reference({ row: null, column: null })).toBe('');
  });
});

describe('a change of the mapping', () => {
  it('takes a single field from the column that had it, and says which', () => {
    const { mapping, freed } = remap(columns, mappingOf(columns), 2, 'name', fields);
    expect(mapping).toEqual({ 0: 'bill', 1: null, 2: 'name', 3: 'address' });
    expect(freed?.header).toBe('Consignee');
  });

  it('lets several columns feed a field that repeats', () => {
    const { mapping, freed } = remap(columns, mappingOf(columns), 2, 'address', fields);
    expect(mapping[2]).toBe('address');
    expect(mapping[3]).toBe('address');
    expect(freed).toBeNull();
  });

  it('leaves a column out without touching another', () => {
    const { mapping, freed } = remap(columns, mappingOf(columns), 1, null, fields);
    expect(mapping).toEqual({ 0: 'bill', 1: null, 2: null, 3: 'address' });
    expect(freed).toBeNull();
  });

  it('names needed fields that nothing feeds', () => {
    expect(unfed(fields, mappingOf(columns)).map((f) => f.id)).toEqual(['value']);
  });

  it('do not miss a house bill where the order number serves, nor a name that stands in two columns', () => {
    const instead: Record<string, string[]> = {
      'house-bill': ['order-number'],
      'consignee-name': ['consignee-first-name', 'consignee-last-name'],
      description: ['description-local'],
    };
    const needed = Object.keys(instead).map((id) => ({ ...field(id), needed: true, instead: instead[id] ?? [] }));
    expect(unfed(needed, { 0: 'order-number', 1: 'consignee-last-name' }).map((f) => f.id)).toEqual(['description']);
    expect(unfed(needed, { 0: 'house-bill', 1: 'description-local' }).map((f) => f.id)).toEqual(['consignee-name']);
  });
});

describe('what is said of the columns', () => {
  it('is what a person changed, and what was said before; the rest stays the desk’s own reading', () => {
    const before = { index: 3, header: 'Street', field: 'address', item: null, unit: null };
    const options = { mapping: [before] } as never;
    const { mapping } = withMapping(options, { ...mappingOf(columns), 2: 'name', 1: null }, columns);
    expect(mapping).toEqual([
      { index: 1, header: 'Consignee', field: null, item: null, unit: null },
      { index: 2, header: 'Recipient', field: 'name', item: null, unit: null },
      before,
    ]);
  });
});

describe('things to settle', () => {
  it('are filtered by severity, words, value or row', () => {
    const all = { severity: 'all', code: null, text: '' } as const;
    expect(filtered(troubles, { ...all, severity: 'error' })).toHaveLength(3);
    expect(filtered(troubles, { ...all, text: 'DAILY' }).map((t) => t.row)).toEqual([11]);
    expect(filtered(troubles, { ...all, text: '14' }).map((t) => t.code)).toEqual(['negative']);
    expect(filtered(troubles, { ...all, text: 'no such thing' })).toEqual([]);
  });

  it('are gathered by kind, errors first, the most frequent first', () => {
    expect(kinds(troubles).map((k) => [k.code, k.troubles.length])).toEqual([
      ['hts-missing', 2],
      ['negative', 1],
      ['new-column', 1],
      ['vague', 1],
    ]);
    expect(tally(troubles)).toEqual({ error: 3, warning: 2 });
  });

  it('are found by their cell', () => {
    const index = byCell(troubles);
    expect(ofCell(index, 11, 3).map((t) => t.code)).toEqual(['vague']);
    expect(ofCell(index, 11, 9)).toEqual([]);
  });

  it('list their rows as a person would', () => {
    expect(rowsInWords([11])).toBe('row 11');
    expect(rowsInWords([20, 11, 11])).toBe('rows 11 and 20');
    expect(rowsInWords([1, 2, 3, 4, 5, 6])).toBe('rows 1, 2, 3, 4 and 2 more');
  });
});

describe('corrections', () => {
  it('replace an earlier one of the same cell', () => {
    const once = withFixed([], [{ row: 14, column: 6, value: '2' }]);
    expect(withFixed(once, [{ row: 14, column: 6, value: '3' }])).toEqual([{ row: 14, column: 6, value: '3' }]);
  });

  it('can be taken back one by one', () => {
    const fixes = [
      { row: 14, column: 6, value: '2' },
      { row: 15, column: 6, value: '3' },
    ];
    expect(withoutFix(fixes, 14, 6)).toEqual([{ row: 15, column: 6, value: '3' }]);
  });

  it('fill down over goods, and pass over sums, empty rows and what says it already', () => {
    const row = (n: number, kind: string, text: string) => ({ row: n, kind, cells: ['x', text] });
    const rows = [row(7, 'goods', 'CN'), row(8, 'goods', ''), row(9, 'total', ''), null, row(11, 'order', 'VN'), row(12, 'goods', 'CN')];
    expect(filledDown(rows, 1)).toEqual([
      { row: 8, column: 1, value: 'CN' },
      { row: 11, column: 1, value: 'CN' },
    ]);
    expect(filledDown([null, row(8, 'goods', '')], 1)).toEqual([]);
  });

  it('take what a spreadsheet has on the clipboard', () => {
    expect(pasted('a\tb\r\nc\t\r\n')).toEqual([
      ['a', 'b'],
      ['c', ''],
    ]);
  });
});

describe('what is stored already', () => {
  const known = (bill: string, differs: boolean, locked = '') => ({
    bill,
    locked,
    differences: differs ? [{ what: 'line 1, value', desk: '1', file: '2' }] : [],
  });
  const all = [known('A', false), known('B', true), known('C', true), known('D', true, 'it is on entry 9HB-1, which was filed')];

  it('wants a choice where something differs, and for what is not compared', () => {
    expect(openOf(all, 4, {}, '')).toBe(2);
    expect(openOf(all, 4, { B: 'take', C: 'skip' }, '')).toBe(0);
    expect(openOf(all, 10, { B: 'take', C: 'skip' }, '')).toBe(6);
    expect(openOf(all, 10, {}, 'take')).toBe(0);
  });

  it('leaves what is the same, and what was filed, as it is', () => {
    expect(choicesOf(all, { B: 'take' }, '')).toEqual({ all: null, skip: ['A', 'D'], take: ['B'] });
    expect(choicesOf(all, { C: 'skip' }, 'take')).toEqual({ all: 'take', skip: ['A', 'C', 'D'], take: [] });
  });
});

describe('a derived field', () => {
  const draft = (more: Partial<Draft>): Draft => ({ ...EMPTY, field: 'origin', ...more });

  it('says what is missing', () => {
    const lacks = (more: Partial<Draft>) => {
      const result = made(draft(more), columns);
      return 'lacks' in result ? result.lacks : '';
    };
    expect(lacks({ field: '' })).toBe('Say which field it is.');
    expect(lacks({ way: 'constant' })).toBe('Say what every row takes.');
    expect(lacks({ way: 'file-name', text: 'manifest' })).toBe('Mark the part of the name with {}.');
    expect(lacks({ way: 'split', column: 'A', text: ',', part: '0' })).toBe('Say which part: 1 for the first, -1 for the last.');
    expect(lacks({ way: 'joined', columns: 'A, Q' })).toBe('There is no column Q.');
  });

  it('names its column by letter and follows it by header', () => {
    expect(made(draft({ way: 'split', column: 'b', text: ',', part: '-1' }), columns)).toEqual({
      derived: { field: 'origin', from: { kind: 'split', column: { index: 1, header: 'Consignee' }, between: ',', part: -1 } },
    });
    expect(inWords({ field: 'origin', from: { kind: 'constant', value: 'DE' } })).toBe('the same on every row: DE');
  });
});

describe('the window on a long table', () => {
  it('draws what is seen with a margin and keeps the height of the rest', () => {
    const d = drawn(30_000, 600, 30, 200_000);
    expect(d.first).toBe(992);
    expect(d.last).toBe(1028);
    expect(d.before + (d.last - d.first) * 30 + d.after).toBe(200_000 * 30);
  });

  it('stays inside a short table and an empty one', () => {
    expect(drawn(0, 600, 30, 5)).toEqual({ first: 0, last: 5, before: 0, after: 0 });
    expect(drawn(900, 600, 30, 0)).toEqual({ first: 0, last: 0, before: 0, after: 0 });
  });

  it('asks for the pages that cover the rows', () => {
    expect(pagesFor(195, 405, 200)).toEqual([0, 1, 2]);
    expect(pagesFor(0, 0, 200)).toEqual([]);
  });

  it('scrolls no further than it must', () => {
    expect(scrollTo(3, 300, 600, 30)).toBe(90);
    expect(scrollTo(15, 300, 600, 30)).toBe(300);
    expect(scrollTo(40, 300, 600, 30)).toBe(630);
  });

  it('moves by keys, up into the headings and never out of the table', () => {
    const at = { row: 0, column: 1 };
    expect(moved(at, 'ArrowUp', false, 50, 4, 10)).toEqual({ row: -1, column: 1 });
    expect(moved({ row: -1, column: 1 }, 'ArrowUp', false, 50, 4, 10)).toEqual({ row: -1, column: 1 });
    expect(moved(at, 'PageDown', false, 50, 4, 10)).toEqual({ row: 10, column: 1 });
    expect(moved(at, 'End', true, 50, 4, 10)).toEqual({ row: 49, column: 3 });
    expect(moved(at, 'x', false, 50, 4, 10)).toBeNull();
  });
});
