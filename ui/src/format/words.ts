import type { EntryState, Mode, Outcome, Route } from '../contract';

/** `1284` → `1,284`. */
export const count = (n: number): string => n.toLocaleString('en-US');

/** `1 shipment`, `1,284 shipments`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

/** The look a route has: its colour always comes with this shape and the word. */
export type RouteTone = 'free' | 'informal' | 'formal' | 'review' | 'stop';

export const ROUTES: Record<
  Route,
  { word: string; short: string; tone: RouteTone; icon: 'check' | 'page' | 'ledger' | 'bang' | 'cross' | 'envelope'; plural: string }
> = {
  review: { word: 'Needs a person', short: 'Needs a person', tone: 'review', icon: 'bang', plural: 'Needs a person' },
  prohibited: { word: 'Prohibited', short: 'Prohibited', tone: 'stop', icon: 'cross', plural: 'Prohibited' },
  'section-321': { word: 'Free · 321', short: 'Free', tone: 'free', icon: 'check', plural: 'Free' },
  gift: { word: 'Free · gift', short: 'Gift', tone: 'free', icon: 'check', plural: 'Gifts' },
  accompanied: { word: 'Free · traveler', short: 'Traveler', tone: 'free', icon: 'check', plural: 'Travelers' },
  'informational-materials': { word: 'Free · 1702(b)', short: 'Informational', tone: 'free', icon: 'check', plural: 'Informational' },
  informal: { word: 'Informal', short: 'Informal', tone: 'informal', icon: 'page', plural: 'Informal' },
  'postal-informal': { word: 'Informal · mail', short: 'Mail', tone: 'informal', icon: 'envelope', plural: 'Mail' },
  formal: { word: 'Formal', short: 'Formal', tone: 'formal', icon: 'ledger', plural: 'Formal' },
};

/** The route in words with its entry type: `Informal · 11`; in full `Informal · type 11`. */
export function routeWords(route: Route, entryType?: string | null, inFull = false): string {
  const { word, tone } = ROUTES[route];
  return entryType && (tone === 'informal' || tone === 'formal') && !word.includes('·')
    ? `${word} · ${inFull ? 'type ' : ''}${entryType}`
    : word;
}

export const OUTCOMES: Record<Outcome, { word: string; tone: 'ok' | 'no' | 'ask' | 'na'; icon: 'check' | 'cross' | 'bang' | 'dash' }> = {
  pass: { word: 'Passed', tone: 'ok', icon: 'check' },
  fail: { word: 'Failed', tone: 'no', icon: 'cross' },
  review: { word: 'A person must look', tone: 'ask', icon: 'bang' },
  'not-applicable': { word: 'Not applicable', tone: 'na', icon: 'dash' },
};

export const STATES: Record<
  EntryState,
  {
    word: string;
    tone: 'plain' | 'accent' | 'free' | 'informal' | 'review' | 'stop' | 'done';
    icon: 'pencil' | 'check' | 'send' | 'open' | 'hand' | 'search' | 'balance' | 'cross' | 'coin' | 'lock' | 'slash';
  }
> = {
  draft: { word: 'Draft', tone: 'plain', icon: 'pencil' },
  ready: { word: 'Ready', tone: 'accent', icon: 'check' },
  filed: { word: 'Filed', tone: 'informal', icon: 'send' },
  released: { word: 'Released', tone: 'free', icon: 'open' },
  held: { word: 'Held', tone: 'review', icon: 'hand' },
  exam: { word: 'Exam', tone: 'review', icon: 'search' },
  rejected: { word: 'Rejected', tone: 'stop', icon: 'cross' },
  paid: { word: 'Paid', tone: 'free', icon: 'coin' },
  liquidated: { word: 'Liquidated', tone: 'free', icon: 'balance' },
  closed: { word: 'Closed', tone: 'done', icon: 'lock' },
  void: { word: 'Void', tone: 'done', icon: 'slash' },
};

export const MODES: { value: Mode; label: string }[] = [
  { value: 'air', label: 'Air' },
  { value: 'truck', label: 'Truck' },
  { value: 'rail', label: 'Rail' },
  { value: 'ocean', label: 'Vessel' },
  { value: 'mail', label: 'Mail' },
  { value: 'accompanied', label: 'With a traveler' },
];

/** `6912004810` → `6912.00.4810`; what is no HTS number stays as it is. */
export function hts(text: string | null | undefined): string {
  if (!text) return '';
  const digits = text.replace(/[.\s-]/g, '');
  if (!/^\d{4,10}$/.test(digits)) return text;
  return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].filter(Boolean).join('.');
}

/** `9f2c…41d7` of a long hash. */
export const shortHash = (hash: string): string => (hash.length > 12 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash);

/** `person-day-aggregate` → `Person day aggregate`, where a test brings no better name. */
export function title(id: string): string {
  const words = id.replaceAll(/[-_:]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `105 KB`. */
export function bytes(n: number): string {
  if (n < 1024) return `${n} bytes`;
  if (n < 1024 * 1024) return `${Math.round(n / 1024)} KB`;
  return `${(n / 1024 / 1024).toFixed(1)} MB`;
}
