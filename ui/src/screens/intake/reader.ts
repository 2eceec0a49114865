// Between the reader's own words (generated types) and what the screen works with. Nothing else here knows both.
import type { ColumnMapping, Derived, ReadOptions, ValueRule } from '../../contract';
import type { Answer } from '../../host';
import type { Mapping } from './mapping';
import type { Column, Field, Fix, Trouble } from './reading';

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
    letter: c.letter,
    derived: c.derived ?? false,
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
    instead: f.instead,
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

/** How many cells were put right, or filled. */
export function repairedCells(reading: Reading): number {
  return reading.repairs.reduce((n, kind) => n + kind.count, 0);
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

/** The options with another mapping: what was said before, and what a person changes now. All else stays the desk's own reading. */
export function withMapping(options: ReadOptions, mapping: Mapping, columns: Column[]): ReadOptions {
  const said = new Map((options.mapping ?? []).map((m) => [m.index, m]));
  for (const c of columns) {
    const field = (mapping[c.index] ?? null) as ColumnMapping['field'];
    if (c.derived || field === c.field) continue;
    said.set(c.index, { index: c.index, header: c.header, field, item: null, unit: said.get(c.index)?.unit ?? null });
  }
  return { ...options, mapping: [...said.values()].sort((a, b) => a.index - b.index) };
}

/** The options with words that are read as others throughout the file; a rule for the same words gives way. */
export function withRule(options: ReadOptions, rule: ValueRule): ReadOptions {
  return { ...options, rules: [...options.rules.filter((r) => r.field !== rule.field || r.when !== rule.when), rule] };
}

/** The options with what is derived; a field is derived once. The mapping as it is goes with it, or the desk would recall another. */
export function withDerived(options: ReadOptions, derived: Derived[]): ReadOptions {
  return { ...options, derived };
}

/** The options with these cells put right. */
export function withFixes(options: ReadOptions, fixes: Fix[]): ReadOptions {
  return { ...options, fixes };
}
