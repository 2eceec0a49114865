import { describe, expect, it } from 'vitest';
import type { DueItem, EntryRow } from '../../contract';
import { COLUMNS, pressed, sorted } from './sorting';

const row = (number: string, given: Partial<EntryRow>) =>
  ({ number, state: 'draft', client: 'A', entered_value: '1.00', duty: '0', other: '0', total: '0', lines: 1, ...given }) as EntryRow;
const rows = [row('1', { total: '100.10' }), row('2', { total: '20.05', state: 'filed' }), row('3', { total: '100.10', state: 'ready' })];
const order = (column: string, descending = false, due = new Map<string, DueItem>()) =>
  sorted(rows, column, descending, due)
    .map((r) => r.number)
    .join('');

describe('the order of the list of entries', () => {
  it('compares amounts as amounts, and leaves equals where they were', () => {
    expect(order('total')).toBe('213');
    expect(order('total', true)).toBe('132');
  });

  it('follows an entry through its states, not through the alphabet', () => {
    expect(order('state')).toBe('132');
  });

  it('puts what is due soonest first and what is not due last', () => {
    const due = new Map([['3', { number: '3', due: '2026-11-24' } as DueItem]]);
    expect(order('due', false, due)).toBe('312');
  });

  it('is the desk’s own order without a column', () => {
    expect(order('')).toBe('123');
  });

  it('turns on a second press and goes away on a third', () => {
    const column = (id: string) => COLUMNS.find((c) => c.id === id) ?? { id, label: id };
    const total = column('total');
    const highest = pressed(total, { sort: '', descending: false });
    expect(highest).toEqual({ sort: 'total', descending: true });
    const lowest = pressed(total, highest);
    expect(lowest).toEqual({ sort: 'total', descending: false });
    expect(pressed(total, lowest)).toEqual({ sort: '', descending: false });
    expect(pressed(column('client'), lowest)).toEqual({ sort: 'client', descending: false });
  });
});
