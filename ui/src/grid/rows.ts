// A set of row numbers as sorted, disjoint, half-open ranges: selecting a million rows is one range.

export type RowSet = readonly (readonly [from: number, to: number])[];

export const NONE: RowSet = [];

/** The set of the rows from `a` to `b`, both included, in either order. */
export const span = (a: number, b: number): RowSet => [[Math.min(a, b), Math.max(a, b) + 1]];

export const has = (set: RowSet, row: number): boolean => set.some(([from, to]) => row >= from && row < to);

export const size = (set: RowSet): number => set.reduce((n, [from, to]) => n + to - from, 0);

/** Everything that is in `a` or in `b`. */
export function union(a: RowSet, b: RowSet): RowSet {
  const merged: [number, number][] = [];
  for (const [from, to] of [...a, ...b].sort((x, y) => x[0] - y[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Adds the row, or takes it away. */
export function toggle(set: RowSet, row: number): RowSet {
  if (!has(set, row)) return union(set, span(row, row));
  return set.flatMap(([from, to]) => {
    if (row < from || row >= to) return [[from, to] as const];
    return (
      [
        [from, row],
        [row + 1, to],
      ] as const
    ).filter(([a, b]) => a < b);
  });
}
