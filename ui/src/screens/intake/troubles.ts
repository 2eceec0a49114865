import type { Severity, Trouble } from './reading';

/** Which troubles are shown. */
export interface Filter {
  severity: Severity | 'all';
  code: string | null;
  text: string;
}

/** Troubles of one kind, shown as one card with its cells. */
export interface Kind {
  code: string;
  severity: Severity;
  troubles: Trouble[];
}

const ORDER: Record<Severity, number> = { error: 0, warning: 1 };

/** What the filter lets through, in the order of the file. */
export function filtered(troubles: Trouble[], filter: Filter): Trouble[] {
  const text = filter.text.trim().toLowerCase();
  return troubles.filter(
    (t) =>
      (filter.severity === 'all' || t.severity === filter.severity) &&
      (filter.code === null || t.code === filter.code) &&
      (text === '' || t.message.toLowerCase().includes(text) || t.value.toLowerCase().includes(text) || String(t.row ?? '') === text),
  );
}

/** Errors first, then the kinds that touch most rows; inside a kind the order of the file. */
export function kinds(troubles: Trouble[]): Kind[] {
  const byCode = new Map<string, Kind>();
  for (const trouble of troubles) {
    const key = `${trouble.severity} ${trouble.code}`;
    const kind = byCode.get(key) ?? { code: trouble.code, severity: trouble.severity, troubles: [] };
    kind.troubles.push(trouble);
    byCode.set(key, kind);
  }
  return [...byCode.values()].sort(
    (a, b) => ORDER[a.severity] - ORDER[b.severity] || b.troubles.length - a.troubles.length || a.code.localeCompare(b.code),
  );
}

/** How many of each. */
export function tally(troubles: Trouble[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0 };
  for (const trouble of troubles) counts[trouble.severity] += 1;
  return counts;
}

/** The troubles of one cell. */
export function ofCell(index: ReadonlyMap<string, Trouble[]>, row: number, column: number): Trouble[] {
  return index.get(`${row}:${column}`) ?? [];
}

/** An index by cell, so that a table of thousands of rows asks in no time. */
export function byCell(troubles: Trouble[]): Map<string, Trouble[]> {
  const index = new Map<string, Trouble[]>();
  for (const trouble of troubles) {
    if (trouble.row === null || trouble.column === null) continue;
    const key = `${trouble.row}:${trouble.column}`;
    index.set(key, [...(index.get(key) ?? []), trouble]);
  }
  return index;
}

/** Rows as a person would list them: `11, 14 and 2 more`. */
export function rowsInWords(rows: number[], most = 4): string {
  const distinct = [...new Set(rows)].sort((a, b) => a - b);
  if (distinct.length === 1) return `row ${distinct[0]}`;
  if (distinct.length <= most) return `rows ${distinct.slice(0, -1).join(', ')} and ${distinct.at(-1)}`;
  return `rows ${distinct.slice(0, most).join(', ')} and ${(distinct.length - most).toLocaleString('en-US')} more`;
}
