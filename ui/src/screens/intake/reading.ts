/** What the screen works with while a file is checked: the answer of the reader in one plain shape. */

export type Severity = 'error' | 'warning';

/** One thing the reader could not settle alone. */
export interface Trouble {
  id: string;
  /** As the spreadsheet numbers it; absent where the whole file is meant. */
  row: number | null;
  /** Counted from zero; absent where the whole row is meant. */
  column: number | null;
  severity: Severity;
  code: string;
  message: string;
  value: string;
}

/** One column of the file and the field it is read into. */
export interface Column {
  index: number;
  /** As the spreadsheet names it; `+1` where it is none of the file's own. */
  letter: string;
  /** Its values come from elsewhere than the file's cells. */
  derived: boolean;
  header: string;
  field: string | null;
  /** Number of the item, where the items of an order stand side by side. */
  item: number | null;
  /** How sure the reader is of the field, per cent. */
  confidence: number;
  /** Why it took the field, in words. */
  basis: string;
  samples: string[];
}

/** A target field of the mapping. */
export interface Field {
  id: string;
  label: string;
  /** The heading it stands under. */
  group: string;
  /** A shipment cannot be read without it. */
  needed: boolean;
  /** What the reader takes where no column feeds it. */
  instead: string[];
  /** Several columns may feed it. */
  repeats: boolean;
}

/** A cell the broker has put right. */
export interface Fix {
  row: number;
  column: number;
  value: string;
}

/** A spreadsheet's own name for a column: A, B … Z, AA. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return letters;
}

/** `G14`, `row 14`, `column G`, or nothing for the whole file. */
export function reference(trouble: Pick<Trouble, 'row' | 'column'>): string {
  if (trouble.column !== null && trouble.row !== null) return `${columnLetters(trouble.column)}${trouble.row}`;
  if (trouble.row !== null) return `row ${trouble.row}`;
  return trouble.column === null ? '' : `column ${columnLetters(trouble.column)}`;
}

/** The fixes with more of them; one for the same cell takes the place of the earlier. */
export function withFixed(fixes: Fix[], more: Fix[]): Fix[] {
  const held = new Map(fixes.map((f) => [`${f.row}:${f.column}`, f]));
  for (const fix of more) held.set(`${fix.row}:${fix.column}`, fix);
  return [...held.values()];
}

/** Takes a fix back. */
export function withoutFix(fixes: Fix[], row: number, column: number): Fix[] {
  return fixes.filter((f) => f.row !== row || f.column !== column);
}

/** Fields under their headings, in the order of the list. */
export function grouped(fields: Field[]): { group: string; fields: Field[] }[] {
  const groups: { group: string; fields: Field[] }[] = [];
  for (const field of fields) {
    const last = groups.find((g) => g.group === field.group);
    if (last) last.fields.push(field);
    else groups.push({ group: field.group, fields: [field] });
  }
  return groups;
}
