// Which entries are chosen, and what they come to.
import type { EntryRow } from '../../contract';
import { sum } from '../../format';

/** Chooses the rows between two places, both included, on top of what is chosen. */
export function span(chosen: ReadonlySet<string>, rows: EntryRow[], from: number, to: number): Set<string> {
  const [a, b] = from < to ? [from, to] : [to, from];
  return new Set([...chosen, ...rows.slice(Math.max(0, a), b + 1).map((r) => r.number)]);
}

/** Chooses a row, or lets it go. */
export function flipped(chosen: ReadonlySet<string>, number: string): Set<string> {
  const next = new Set(chosen);
  if (!next.delete(number)) next.add(number);
  return next;
}

/** What entries come to, exact to the cent. */
export function sums(rows: EntryRow[]): { entered_value: string; duty: string; fees: string; total: string } {
  return {
    entered_value: sum(rows.map((r) => r.entered_value)),
    duty: sum(rows.map((r) => r.duty)),
    fees: sum(rows.map((r) => r.other)),
    total: sum(rows.map((r) => r.total)),
  };
}
