// Records that go together are chosen together.
import type { RetentionRow } from '../../contract';
import { day } from '../../format';

export interface Group {
  group: number;
  label: string;
  hint: string;
}

/** The records of one client, file and entries on one line, with the day until which the last of them was kept. */
export function groupsOf(rows: RetentionRow[]): Group[] {
  const all = new Map<number, RetentionRow[]>();
  for (const row of rows) all.set(row.group, [...(all.get(row.group) ?? []), row]);
  return [...all.entries()].map(([group, members]) => {
    const until = members
      .map((row) => row.until ?? '')
      .toSorted()
      .at(-1);
    const files = members.filter((row) => !row.subject.startsWith('entry:')).map((row) => row.what);
    const entries = members.filter((row) => row.subject.startsWith('entry:'));
    const shown = entries.slice(0, 3).map((row) => row.what);
    const more = entries.length > shown.length ? [`${entries.length - shown.length} more entries`] : [];
    return {
      group,
      label: [...files, ...shown, ...more].join(' · '),
      hint: `${members.length > 1 ? 'They go together. ' : ''}Kept until ${day(until ?? '')}.`,
    };
  });
}

/** Clients with records that may go, by name, with how many. */
export function readyToGo(rows: RetentionRow[]): { id: number; name: string; records: number }[] {
  const all = new Map<number, { id: number; name: string; records: number }>();
  for (const row of rows) {
    if (!row.may_go) continue;
    const known = all.get(row.client_id) ?? { id: row.client_id, name: row.client, records: 0 };
    known.records += 1;
    all.set(row.client_id, known);
  }
  return [...all.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}
