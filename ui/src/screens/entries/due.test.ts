import { describe, expect, it } from 'vitest';
import type { DueItem } from '../../contract';
import { dueTone, dueWords, soonest } from './due';

const item = (number: string, id: string, days: number, right = false): DueItem => ({
  subject: number,
  number,
  client: 'Nordlicht',
  state: 'released',
  id,
  name: id,
  right,
  due: '2026-12-07',
  days,
  counted: '',
  confidence: 'primary',
});

describe('what is due', () => {
  it('is said as people say it', () => {
    expect([-12, -1, 0, 1, 2, 180].map(dueWords)).toEqual(['12 days late', '1 day late', 'today', 'tomorrow', 'in 2 days', 'in 180 days']);
  });

  it('is late only where it is a duty', () => {
    expect([-1, 0, 2, 3].map((days) => dueTone({ days, right: false }))).toEqual(['stop', 'review', 'review', 'plain']);
    expect(dueTone({ days: -1, right: true })).toBe('plain');
  });

  it('shows the soonest duty of each entry, and a right where there is nothing else', () => {
    const list = [
      item('A', 'protest', 1, true),
      item('A', 'duty', 3),
      item('A', 'entry-summary', 5),
      item('B', 'protest', 9, true),
      item('', 'note', 0),
    ];
    expect([...soonest(list)].map(([number, due]) => `${number} ${due.id}`)).toEqual(['A duty', 'B protest']);
  });
});
