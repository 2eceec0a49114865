// Editing one field of a shipment: where it stands, what may be typed, what it becomes.
import type { Line, Mode, Party, Shipment } from '../../contract';
import { MODES, parseAmount, parseDay } from '../../format';

export type FieldKind = 'text' | 'mono' | 'amount' | 'day' | 'country' | 'hts' | 'mode';

export interface EditField {
  /** `arrival`, `consignee.name`, `lines.0.hts`. */
  path: string;
  label: string;
  kind: FieldKind;
  /** Shown only where it is filled, asked for, or every field is wanted. */
  seldom?: boolean;
}

const PARTY: [keyof Party, string][] = [
  ['name', 'Name'],
  ['address1', 'Address'],
  ['address2', 'Address 2'],
  ['city', 'City'],
  ['region', 'State'],
  ['postal_code', 'ZIP'],
  ['country', 'Country'],
  ['email', 'E-mail'],
  ['phone', 'Telephone'],
];

/** The fields of one line of goods. */
export const lineFields = (i: number): EditField[] => [
  { path: `lines.${i}.description`, label: 'Description', kind: 'text' },
  { path: `lines.${i}.hts`, label: 'HTS number', kind: 'hts' },
  { path: `lines.${i}.origin`, label: 'Origin', kind: 'country' },
  { path: `lines.${i}.value`, label: 'Retail value', kind: 'amount' },
  { path: `lines.${i}.entered_value`, label: 'Entered value', kind: 'amount', seldom: true },
  { path: `lines.${i}.quantity`, label: 'Quantity', kind: 'amount' },
  { path: `lines.${i}.weight_kg`, label: 'Gross weight, kg', kind: 'amount', seldom: true },
  { path: `lines.${i}.adcvd_case`, label: 'AD/CVD case', kind: 'mono', seldom: true },
];

/** The fields of the shipment as a whole. */
export const SHIPMENT_FIELDS: EditField[] = [
  { path: 'arrival', label: 'Arrival', kind: 'day' },
  { path: 'mode', label: 'Mode', kind: 'mode' },
  { path: 'country_of_shipment', label: 'Shipped from', kind: 'country' },
  { path: 'order_number', label: 'Order', kind: 'mono' },
  { path: 'invoice_number', label: 'Invoice', kind: 'mono', seldom: true },
  { path: 'exported', label: 'Exported on', kind: 'day', seldom: true },
];

/** The fields of who gets it, or of who sends it. */
export const partyFields = (who: 'consignee' | 'shipper'): EditField[] =>
  PARTY.map(([key, label]) => ({
    path: `${who}.${key}`,
    label: key === 'name' ? (who === 'consignee' ? 'Consignee' : 'Shipper') : label,
    kind: key === 'postal_code' ? 'mono' : 'text',
    seldom: who === 'shipper' || !['name', 'address1', 'city', 'postal_code'].includes(key),
  }));

/** The stored text of a field; empty where there is none. */
export function read(shipment: Shipment, path: string): string {
  let at: unknown = shipment;
  for (const key of path.split('.')) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  return at == null ? '' : String(at);
}

const NO_PARTY: Party = {
  name: null,
  address1: null,
  address2: null,
  city: null,
  region: null,
  postal_code: null,
  country: null,
  email: null,
  phone: null,
};

/** A copy of the shipment with the field changed; empty takes the value away. */
export function write(shipment: Shipment, path: string, text: string): Shipment {
  const value = text === '' ? null : text;
  const [head = '', second = '', key = ''] = path.split('.');
  if (head === 'consignee' || head === 'shipper') return { ...shipment, [head]: { ...NO_PARTY, ...shipment[head], [second]: value } };
  if (head !== 'lines') return { ...shipment, [head]: value };
  return {
    ...shipment,
    lines: shipment.lines.map((line, i): Line => (i === Number(second) ? { ...line, [key]: key === 'description' ? text : value } : line)),
  };
}

/** What was typed, as it is stored; or why it cannot be. */
export function accept(kind: FieldKind, typed: string, today: string): { text: string } | { wrong: string } {
  const text = typed.trim();
  if (text === '') return { text };
  switch (kind) {
    case 'amount': {
      const amount = parseAmount(text);
      return amount === null ? { wrong: `“${text}” is not an amount. Write it like 450.00.` } : { text: amount };
    }
    case 'day': {
      const day = parseDay(text, today);
      return day === null ? { wrong: `“${text}” is not a date. Write 4/9/25, 040925 or 2025-04-09.` } : { text: day };
    }
    case 'country': {
      const code = text.toUpperCase();
      return /^[A-Z]{2}$/.test(code) ? { text: code } : { wrong: `“${text}” is not a country code. It has two letters, like DE.` };
    }
    case 'hts': {
      const digits = text.replace(/[.\s-]/g, '');
      return /^(\d{4}|\d{6}|\d{8}|\d{10})$/.test(digits)
        ? { text: digits }
        : { wrong: `“${text}” is not an HTS number. It has 4, 6, 8 or 10 digits.` };
    }
    case 'mode': {
      const mode = MODES.find((m) => m.value === (text as Mode));
      return mode ? { text: mode.value } : { wrong: `“${text}” is not a mode of transport.` };
    }
    default:
      return { text };
  }
}
