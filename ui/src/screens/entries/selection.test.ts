import { describe, expect, it } from 'vitest';
import type { EntryRow } from '../../contract';
import { flipped, span, sums } from './selection';

const row = (number: string, total: string, duty = '0.10', other = '0.20'): EntryRow =>
  ({ number, total, duty, other, entered_value: '1040' }) as EntryRow;
const rows = ['a', 'b', 'c', 'd'].map((n) => row(n, '14.68'));

describe('chosen entries', () => {
  it('are added by a span in either direction', () => {
    expect([...span(new Set(['d']), rows, 1, 0)]).toEqual(['d', 'a', 'b']);
    expect([...span(new Set(), rows, 2, 9)]).toEqual(['c', 'd']);
  });

  it('are chosen and let go one by one', () => {
    expect([...flipped(new Set(['a']), 'b')]).toEqual(['a', 'b']);
    expect([...flipped(new Set(['a']), 'a')]).toEqual([]);
  });

  it('are summed to the cent, where floating point would not be', () => {
    expect(sums(Array.from({ length: 3 }, () => row('x', '0.10')))).toMatchObject({
      total: '0.30',
      duty: '0.30',
      fees: '0.60',
      entered_value: '3120.00',
    });
  });
});
