import { describe, expect, it } from 'vitest';
import type { RetentionRow } from '../../contract';
import { groupsOf, readyToGo } from './purge';

const row = (subject: string, what: string, group: number, more: Partial<RetentionRow> = {}): RetentionRow => ({
  subject,
  what,
  client: 'Nordlicht Keramik GmbH',
  client_id: 1,
  since: '2019-05-06',
  until: '2024-05-06',
  rule: '5 years after the date of entry.',
  citations: [],
  client_until: null,
  due: true,
  may_go: true,
  stays: null,
  group,
  holds: [],
  ...more,
});

describe('records that go together', () => {
  it('are one choice, with the latest day among them', () => {
    const rows = [
      row('import:1', 'File old.csv with 2 shipments', 1),
      row('entry:9HB-0000417-8', 'Entry 9HB-0000417-8', 1, { until: '2024-06-01' }),
      row('client:1', 'Power of attorney', 2),
    ];
    expect(groupsOf(rows)).toEqual([
      { group: 1, label: 'File old.csv with 2 shipments · Entry 9HB-0000417-8', hint: 'They go together. Kept until 1 Jun 2024.' },
      { group: 2, label: 'Power of attorney', hint: 'Kept until 6 May 2024.' },
    ]);
  });

  it('are not all named where they are many', () => {
    const entries = Array.from({ length: 9 }, (_, n) => row(`entry:${n}`, `Entry ${n}`, 1));
    expect(groupsOf(entries)[0]?.label).toBe('Entry 0 · Entry 1 · Entry 2 · 6 more entries');
  });
});

describe('clients with records that may go', () => {
  it('are named once, and those with none are left out', () => {
    const rows = [
      row('import:1', 'File a', 1),
      row('import:2', 'File b', 2),
      row('import:3', 'File c', 3, { client: 'Aster', client_id: 2 }),
      row('import:4', 'File d', 4, { client: 'Held', client_id: 3, may_go: false }),
    ];
    expect(readyToGo(rows)).toEqual([
      { id: 2, name: 'Aster', records: 1 },
      { id: 1, name: 'Nordlicht Keramik GmbH', records: 2 },
    ]);
  });
});
