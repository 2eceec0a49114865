import type { Column, Field } from './reading';

/** Column index to field id; `null` leaves the column out. */
export type Mapping = Record<number, string | null>;

/** The mapping as the reader has it. */
export function mappingOf(columns: Column[]): Mapping {
  return Object.fromEntries(columns.map((c) => [c.index, c.field]));
}

/** Points a column at a field. A field that takes one column only is taken from the column that had it, and that column is named. */
export function remap(
  columns: Column[],
  mapping: Mapping,
  column: number,
  field: string | null,
  fields: Field[],
): { mapping: Mapping; freed: Column | null } {
  const single = field !== null && !(fields.find((f) => f.id === field)?.repeats ?? false);
  const owner = single ? columns.find((c) => c.index !== column && mapping[c.index] === field) : undefined;
  return { mapping: { ...mapping, [column]: field, ...(owner ? { [owner.index]: null } : {}) }, freed: owner ?? null };
}

/** Fields a shipment cannot be read without that no column feeds, nor another that serves in their place. */
export function unfed(fields: Field[], mapping: Mapping): Field[] {
  const fed = new Set(Object.values(mapping));
  return fields.filter((f) => f.needed && ![f.id, ...f.instead].some((id) => fed.has(id)));
}
