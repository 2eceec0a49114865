// A choice and order of columns, as plain lists: what the export dialog does when a key is pressed.
import type { ExportColumn } from '../../contract';

/** The columns that are exported, in order. */
export type Order = readonly string[];

/** The usual columns in their usual order. */
export const usual = (columns: readonly ExportColumn[]): Order => columns.filter((c) => c.usual).map((c) => c.id);

/** Chosen columns in their order, then the others in theirs. */
export function listed(columns: readonly ExportColumn[], order: Order): ExportColumn[] {
  const byId = new Map(columns.map((c) => [c.id, c]));
  return [...order.flatMap((id) => byId.get(id) ?? []), ...columns.filter((c) => !order.includes(c.id))];
}

/** With the column in, at the end of what is chosen; or without it. */
export const toggled = (order: Order, id: string): Order => (order.includes(id) ? order.filter((o) => o !== id) : [...order, id]);

/** The column one place up (-1) or down (1); the same order where there is no such place. */
export function moved(order: Order, id: string, by: -1 | 1): Order {
  const at = order.indexOf(id);
  const other = order[at + by];
  if (at < 0 || other === undefined) return order;
  return order.map((o, i) => (i === at ? other : i === at + by ? id : o));
}

/** Whether two orders are the same. */
export const same = (a: Order, b: Order): boolean => a.length === b.length && a.every((id, i) => id === b[i]);
