// The order of the list of entries, by one of its columns.
import type { DueItem, EntryRow } from '../../contract';
import { units } from '../../format';

export interface EntryColumn {
  id: string;
  label: string;
  /** Amounts and counts: right-aligned, and the highest first when chosen. */
  figures?: boolean;
  /** Left out where there is little room. */
  spare?: boolean;
}

export const COLUMNS: EntryColumn[] = [
  { id: 'number', label: 'Entry' },
  { id: 'state', label: 'State' },
  { id: 'due', label: 'Due next' },
  { id: 'type', label: 'Type', spare: true },
  { id: 'date', label: 'Entry date' },
  { id: 'port', label: 'Port', spare: true },
  { id: 'client', label: 'Client' },
  { id: 'lines', label: 'Lines', figures: true, spare: true },
  { id: 'value', label: 'Value', figures: true },
  { id: 'duty', label: 'Duty', figures: true },
  { id: 'fees', label: 'Fees', figures: true, spare: true },
  { id: 'total', label: 'Total USD', figures: true },
];

/** The states in the order an entry goes through them. */
export const STATE_ORDER = ['draft', 'ready', 'filed', 'held', 'exam', 'rejected', 'released', 'paid', 'liquidated', 'closed', 'void'];
const NEVER = '9999-12-31';

type Key = (row: EntryRow) => string | number | bigint;

function key(column: string, due: Map<string, DueItem>): Key {
  switch (column) {
    case 'state':
      return (row) => STATE_ORDER.indexOf(row.state);
    case 'due':
      return (row) => due.get(row.number)?.due ?? NEVER;
    case 'type':
      return (row) => row.entry_type;
    case 'date':
      return (row) => row.entry_date;
    case 'port':
      return (row) => row.port;
    case 'client':
      return (row) => row.client.toLocaleLowerCase();
    case 'lines':
      return (row) => row.lines;
    case 'value':
      return (row) => units(row.entered_value) ?? 0n;
    case 'duty':
      return (row) => units(row.duty) ?? 0n;
    case 'fees':
      return (row) => units(row.other) ?? 0n;
    case 'total':
      return (row) => units(row.total) ?? 0n;
    default:
      return (row) => row.number;
  }
}

/** The rows in that order; equals stay as the desk gave them. Without a column the desk's own order. */
export function sorted(rows: EntryRow[], column: string, descending: boolean, due: Map<string, DueItem>): EntryRow[] {
  if (column === '') return rows;
  const of = key(column, due);
  const keyed = rows.map((row) => ({ row, by: of(row) }));
  const way = descending ? -1 : 1;
  return keyed.sort((a, b) => (a.by < b.by ? -way : a.by > b.by ? way : 0)).map(({ row }) => row);
}

/** What a press on a heading makes of the order: figures the highest first, words from A; then the other way; then the desk's own. */
export function pressed(column: EntryColumn, now: { sort: string; descending: boolean }): { sort: string; descending: boolean } {
  const first = column.figures ?? false;
  if (now.sort !== column.id) return { sort: column.id, descending: first };
  return now.descending === first ? { sort: column.id, descending: !first } : { sort: '', descending: false };
}
