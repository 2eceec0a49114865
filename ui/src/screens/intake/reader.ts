// Between the reader's own words (generated types) and what the screen works with. Nothing else here knows both.
import type { ColumnMapping, ReadOptions } from '../../contract';
import type { Answer } from '../../host';
import type { Mapping } from './mapping';
import type { Column, Field, Fix, RepairNote, Trouble } from './reading';

type Reading = Answer<'intake_read'>;

/** What can be changed about how a file is read. */
export type Choice = 'sheet' | 'header_row' | 'encoding' | 'delimiter' | 'date_order' | 'decimal_sign' | 'currency';

/** Encodings that merchants' files come in. */
export const ENCODINGS = ['UTF-8', 'windows-1252', 'UTF-16LE', 'UTF-16BE', 'GB18030', 'Shift_JIS', 'ISO-8859-1'];

export const DELIMITERS = [
  { value: ',', label: 'comma' },
  { value: ';', label: 'semicolon' },
  { value: '\t', label: 'tab' },
  { value: '|', label: 'bar' },
];

export const DATE_ORDERS = [
  { value: 'mdy', label: 'month/day/year' },
  { value: 'dmy', label: 'day.month.year' },
  { value: 'ymd', label: 'year-month-day' },
];

export const DECIMALS = [
  { value: 'point', label: 'point' },
  { value: 'comma', label: 'comma' },
];

/** Rows of the file that the preview can show. */
export function rowCount(reading: Reading): number {
  return reading.source.rows;
}

export function columnsOf(reading: Reading): Column[] {
  return reading.columns.map((c) => ({
    index: c.index,
    header: c.header,
    field: c.field,
    item: c.item,
    confidence: c.confidence,
    basis: c.reason,
    samples: c.samples,
  }));
}

/** The target fields; those that several columns of this file feed already may be fed by more. */
export function fieldsOf(reading: Reading): Field[] {
  const uses = new Map<string, number>();
  for (const column of reading.columns) if (column.field) uses.set(column.field, (uses.get(column.field) ?? 0) + 1);
  return reading.fields.map((f) => ({
    id: f.field,
    label: f.label,
    group: f.group,
    needed: f.needed,
    repeats: (uses.get(f.field) ?? 0) > 1,
  }));
}

export function troublesOf(reading: Reading): Trouble[] {
  return reading.issues.map((issue, i) => ({
    id: `${i}:${issue.row}:${issue.column_index ?? ''}:${issue.code}`,
    row: issue.row === 0 ? null : issue.row,
    column: issue.column_index,
    severity: issue.severity,
    code: issue.code,
    message: issue.message,
    value: issue.value,
  }));
}

/** What was put right, by cell. */
export function repairsOf(repairs: Reading['repairs']): Map<string, RepairNote> {
  return new Map(repairs.map((r) => [`${r.row}:${r.column_index}`, { was: r.was, now: r.now, why: r.why }]));
}

/** What was put right, gathered by its reason: `Leading zero put back` in 212 cells. */
export function repairKinds(reading: Reading): { why: string; count: number }[] {
  const counts = new Map<string, { why: string; count: number }>();
  for (const repair of reading.repairs) {
    const kind = counts.get(repair.code) ?? { why: repair.why, count: 0 };
    kind.count += 1;
    counts.set(repair.code, kind);
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

export function fixesOf(reading: Reading): Fix[] {
  return reading.options.fixes;
}

/** The options with one thing read differently; an empty text goes back to the desk's own guess. What rested on the old columns is let go. */
export function withChoice(options: ReadOptions, choice: Choice, value: string): ReadOptions {
  const text = value === '' ? null : value;
  const moved: ReadOptions =
    choice === 'sheet' || choice === 'header_row' || choice === 'delimiter' ? { ...options, mapping: null, fixes: [] } : { ...options };
  if (choice === 'header_row') return { ...moved, header_row: text === null ? null : Number(text) };
  return { ...moved, [choice]: text };
}

/** The options with another mapping. */
export function withMapping(options: ReadOptions, mapping: Mapping, columns: Column[]): ReadOptions {
  const chosen = columns.map((c) => ({
    index: c.index,
    header: c.header,
    field: mapping[c.index] ?? null,
    item: mapping[c.index] === c.field ? c.item : null,
  }));
  return { ...options, mapping: chosen as ColumnMapping[] };
}

/** The options with these cells put right. */
export function withFixes(options: ReadOptions, fixes: Fix[]): ReadOptions {
  return { ...options, fixes };
}
