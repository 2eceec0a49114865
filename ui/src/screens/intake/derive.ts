// What a derived field is made of, as the form has it and as the desk wants it.
import type { Derivation, Derived } from '../../contract';
import type { Column } from './reading';

/** How a value is come by. */
export type Way = 'constant' | 'file-name' | 'split' | 'city-line' | 'piece' | 'joined';

export const WAYS: { value: Way; label: string; about: string }[] = [
  { value: 'constant', label: 'The same on every row', about: 'Every row, or every empty cell of the column, takes this text.' },
  { value: 'file-name', label: 'From the file’s name', about: 'Mark the part with {}; * stands for anything: manifest_{}_*' },
  {
    value: 'split',
    label: 'A part of a cell, by a sign',
    about: 'The cell is cut at the sign; the parts are counted from 1, from the end with -1.',
  },
  { value: 'piece', label: 'A part of a cell, by a pattern', about: 'Mark the part with {}; * stands for anything: HS: {};*' },
  { value: 'city-line', label: 'City, state or ZIP of one cell', about: 'From a cell like “Austin, TX 78701”.' },
  { value: 'joined', label: 'Several cells, joined', about: 'Columns in this order, like A, C; the sign goes between them.' },
];

export interface Draft {
  field: string;
  way: Way;
  text: string;
  column: string;
  columns: string;
  part: string;
}

export const EMPTY: Draft = { field: '', way: 'constant', text: '', column: '', columns: '', part: '1' };

/** The field as the desk wants it, or what is still missing. */
export function made(draft: Draft, columns: Column[]): { derived: Derived } | { lacks: string } {
  const named = (letter: string) => {
    const found = columns.find((c) => !c.derived && c.letter === letter.trim().toUpperCase());
    return found ? { index: found.index, header: found.header } : null;
  };
  if (draft.field === '') return { lacks: 'Say which field it is.' };
  const done = (from: Derivation) => ({ derived: { field: draft.field as Derived['field'], from } });
  if (draft.way === 'constant')
    return draft.text.trim() === '' ? { lacks: 'Say what every row takes.' } : done({ kind: 'constant', value: draft.text.trim() });
  if (draft.way === 'file-name')
    return draft.text.includes('{}')
      ? done({ kind: 'file-name', pattern: draft.text.trim() })
      : { lacks: 'Mark the part of the name with {}.' };
  if (draft.way === 'joined') {
    const parts = draft.columns.split(/[\s,;+]+/).filter(Boolean);
    const found = parts.map(named);
    if (parts.length < 2) return { lacks: 'Name two columns or more, like A, C.' };
    if (found.some((c) => c === null)) return { lacks: `There is no column ${parts[found.indexOf(null)] ?? ''}.` };
    return done({ kind: 'joined', columns: found.filter((c) => c !== null), between: draft.text === '' ? ' ' : draft.text });
  }
  const column = named(draft.column);
  if (!column) return { lacks: 'Say which column it is taken from.' };
  if (draft.way === 'city-line') {
    const part = (['city', 'region', 'postal-code'] as const).find((p) => p === draft.part) ?? 'city';
    return done({ kind: 'city-line', column, part });
  }
  if (draft.way === 'piece')
    return draft.text.includes('{}')
      ? done({ kind: 'piece', column, pattern: draft.text.trim() })
      : { lacks: 'Mark the part of the cell with {}.' };
  const part = Number(draft.part);
  if (draft.text === '') return { lacks: 'Say which sign stands between the parts.' };
  if (!Number.isInteger(part) || part === 0) return { lacks: 'Say which part: 1 for the first, -1 for the last.' };
  return done({ kind: 'split', column, between: draft.text, part });
}

/** A derived field in words: `the same on every row: DE`. */
export function inWords(derived: Derived): string {
  const { from } = derived;
  const column = (c: { index: number; header: string }) => (c.header ? `“${c.header}”` : `column ${c.index + 1}`);
  switch (from.kind) {
    case 'constant':
      return `the same on every row: ${from.value}`;
    case 'file-name':
      return `from the file’s name: ${from.pattern}`;
    case 'piece':
      return `a part of ${column(from.column)}: ${from.pattern}`;
    case 'split':
      return `part ${from.part} of ${column(from.column)}, cut at “${from.between}”`;
    case 'city-line':
      return `${{ city: 'city', region: 'state', 'postal-code': 'ZIP' }[from.part]} of ${column(from.column)}`;
    case 'joined':
      return `${from.columns.map(column).join(' and ')}, joined`;
  }
}
