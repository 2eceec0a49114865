// Events of the journal in words. The journal keeps facts; the sentence is made here.
import type { JournalEvent } from '../contract';
import { amount } from './money';
import { counted, title } from './words';

const KINDS: Record<string, string> = {
  'client-added': 'Client added',
  'client-saved': 'Client changed',
  'clock-went-back': 'The clock of this computer had gone back',
  'desk-created': 'Desk file created',
  'desk-decrypted': 'Encryption taken away',
  'desk-encrypted': 'Desk file encrypted',
  'desk-migrated': 'Desk file brought to a newer version',
  'desk-restored': 'Desk restored from a backup',
  'entry-created': 'Entry made',
  'entry-numbers-drawn': 'Entry numbers drawn',
  'entry-rebuilt': 'Entry built again',
  'entry-saved': 'Entry changed',
  'entry-stale': 'Entry to be built again: a shipment of it was decided anew',
  'entry-state': 'Entry moved on',
  'entry-step-taken-back': 'A step was taken back: it had been recorded by mistake',
  'entry-summary-filed': 'Entry summary filed',
  'entry-voided': 'Entry voided',
  'firm-saved': 'Firm changed',
  'import-stored': 'File stored',
  'import-undone': 'Import taken back',
  'note-added': 'Note written',
  'note-done': 'Note dealt with',
  'override-asked': 'A broker decided otherwise',
  'override-lapsed': 'An override lapsed: the shipment was decided anew',
  'override-refused': 'An override was not agreed to',
  'override-stands': 'An override stands',
  'override-withdrawn': 'An override was taken back',
  'passphrase-changed': 'Passphrase changed',
  'recovery-key-made': 'New recovery sheet made',
  'products-saved': 'Product list changed',
  'rate-added': 'Rate of exchange put in',
  'rate-removed': 'Rate of exchange removed',
  'rate-replaced': 'Rate of exchange replaced by another for the same days',
  'reference-loaded': 'Reference file loaded',
  'rule-remembered': 'Correction remembered for all files of a client',
  'rule-removed': 'Rule of a client removed',
  'setting-changed': 'Setting changed',
  'shipment-edited': 'Shipment changed and decided anew',
  'shipments-decided': 'Decided',
  'user-added': 'User added',
  'user-saved': 'User changed',
  'work-interrupted': 'Work had been cut off',
};

const NAMES: Record<string, string> = {
  value: 'value',
  entered_value: 'entered value',
  hts: 'HTS number',
  description: 'goods',
  arrival: 'arrival',
  country_of_shipment: 'country of shipment',
  postal_code: 'ZIP',
  address1: 'address',
  weight_kg: 'weight',
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

function parse(body: string): { [key: string]: Json } {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as { [key: string]: Json }) : {};
  } catch {
    return {};
  }
}

const isBranch = (value: Json | undefined): value is Json[] | { [key: string]: Json } => typeof value === 'object' && value !== null;

/** The leaves that differ, by name: `goods “daily necessities” → “bathroom set”`. */
export function changes(before: Json | undefined, after: Json | undefined, name = ''): string[] {
  if (isBranch(before) || isBranch(after)) {
    const a = isBranch(before) ? (before as Record<string, Json>) : {};
    const b = isBranch(after) ? (after as Record<string, Json>) : {};
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => changes(a[key], b[key], /^\d+$/.test(key) ? name : key));
  }
  if ((before ?? '') === (after ?? '')) return [];
  const shown = (value: Json | undefined): string => {
    const text = String(value ?? '');
    if (text === '') return 'nothing';
    return name.includes('value') ? amount(text) : `“${text}”`;
  };
  return [`${NAMES[name] ?? name.replaceAll('_', ' ')} ${shown(before)} → ${shown(after)}`];
}

/** An event as a person reads it: a title, and the details where it has some. */
export function eventWords(event: Pick<JournalEvent, 'kind' | 'body'>): { title: string; detail: string } {
  const body = parse(event.body);
  const heading = KINDS[event.kind] ?? title(event.kind);
  switch (event.kind) {
    case 'shipment-edited':
    case 'client-saved':
    case 'firm-saved': {
      const list = changes(body.before, body.after);
      const more = list.length > 4 ? `; and ${counted(list.length - 4, 'more change')}` : '';
      return { title: heading, detail: list.slice(0, 4).join('; ') + more };
    }
    case 'entry-state':
      return {
        title: heading,
        detail: changes(body.before, body.after)
          .filter((c) => /^(state|note) /.test(c))
          .join('; '),
      };
    case 'setting-changed':
      // The firm's rules are kept as one long text; what they say is in Reference.
      if ([body.before, body.after].some((text) => typeof text === 'string' && text.startsWith('firm = '))) {
        return { title: 'The firm’s own rules changed', detail: body.after === '' ? 'All were taken away.' : '' };
      }
      return { title: heading, detail: changes(body.before, body.after, 'from').join('; ') };
    default:
      return { title: heading, detail: '' };
  }
}
