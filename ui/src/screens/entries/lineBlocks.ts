// The blocks of single lines that a person fills by hand: as they are typed, and as they are sent.
import type { EntryLine, LineBlocks } from '../../contract';

export interface LineDraft {
  number: number;
  description: string;
  manufacturer_id: string;
  manifest_quantity: string;
  /** Block 35: each unit the tariff asks for, with the amount as typed. */
  quantities: { unit: string; text: string }[];
  charges: string;
  /** `yes`, `no`, or nothing where nobody said. */
  related: string;
}

/** What block 36C can say. */
export const RELATED = [
  { value: '', label: 'Not said' },
  { value: 'no', label: 'Not related' },
  { value: 'yes', label: 'Related' },
];

export function drafted(line: EntryLine): LineDraft {
  const goods = line.rows[line.rows.length - 1];
  const given = goods ? [goods.net_quantity, ...(goods.further_quantities ?? [])] : [];
  return {
    number: line.number,
    description: line.description,
    manufacturer_id: line.manufacturer_id,
    manifest_quantity: line.manifest_quantity,
    quantities: (goods?.units ?? []).map((unit, i) => ({ unit, text: given[i] ?? '' })),
    charges: line.charges ?? '',
    related: line.related === null ? '' : line.related ? 'yes' : 'no',
  };
}

function sent(draft: LineDraft): LineBlocks {
  return {
    number: draft.number,
    manufacturer_id: draft.manufacturer_id,
    manifest_quantity: draft.manifest_quantity,
    quantities: draft.quantities.map((q) => q.text),
    charges: draft.charges,
    related: draft.related === '' ? null : draft.related === 'yes',
  };
}

/** The lines in which something was typed. */
export function changed(lines: EntryLine[], drafts: LineDraft[]): LineBlocks[] {
  const before = new Map(lines.map((line) => [line.number, JSON.stringify(sent(drafted(line)))]));
  return drafts.map(sent).filter((line) => JSON.stringify(line) !== before.get(line.number));
}

/** The line that a lack names, as `line-3-quantity-0`. */
export function lineOf(field: string): number | null {
  const found = /^line-(\d+)-/.exec(field);
  return found ? Number(found[1]) : null;
}
