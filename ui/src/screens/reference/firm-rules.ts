// The firm's own rules as a form: three lists of rows, and the rules they become.
import type { FirmRules } from '../../contract';
import { day, parseAmount } from '../../format';

export type Kind = 'limits' | 'watches' | 'barred';

/** One rule as typed. `what` is the ceiling, the words or the shipper; `last` is empty where no end is set. */
export interface Row {
  id: number;
  what: string;
  reason: string;
  from: string;
  last: string;
}
export type Form = Record<Kind, Row[]>;
export type Problem = Partial<Record<Exclude<keyof Row, 'id'>, string>>;

export const KINDS: { kind: Kind; title: string; about: string; what: string; example: string; add: string; none: string }[] = [
  {
    kind: 'limits',
    title: 'Value limits',
    about:
      'Below the law’s ceiling. A shipment, or all that one person receives on a day, goes to a person when it is worth more than this.',
    what: 'More than, USD',
    example: '500.00',
    add: 'Add a limit',
    none: 'No limit of your own: the law’s ceiling decides.',
  },
  {
    kind: 'watches',
    title: 'Watch words',
    about: 'Goods you want to see before they go. One of the words in a description is enough; separate them with commas.',
    what: 'Words',
    example: 'vape, e-liquid',
    add: 'Add words',
    none: 'No watch words.',
  },
  {
    kind: 'barred',
    title: 'Barred shippers',
    about:
      'Shippers you do not serve. Every name that holds all of these words is stopped for a person, however it is written around them.',
    what: 'Shipper',
    example: 'Acme Trading',
    add: 'Bar a shipper',
    none: 'No shipper is barred.',
  },
];

let next = 0;

/** A new rule that holds from `today` on. */
export function newRow(today: string): Row {
  next += 1;
  return { id: next, what: '', reason: '', from: today, last: '' };
}

const row = (what: string, rule: { reason: string; from: string; last_day?: string | null }): Row => ({
  ...newRow(rule.from),
  what,
  reason: rule.reason,
  last: rule.last_day ?? '',
});

/** Stored rules as rows. */
export function formOf(rules: FirmRules): Form {
  return {
    limits: rules.limits.map((l) => row(l.ceiling, l)),
    watches: rules.watches.map((w) => row(w.words.join(', '), w)),
    barred: rules.barred.map((b) => row(b.shipper, b)),
  };
}

/** Words between commas, each once, as typed. */
export function words(typed: string): string[] {
  const all = typed.split(',').map((w) => w.trim());
  return [...new Set(all.filter((w) => w !== ''))];
}

/** The rules that the rows stand for. An amount that is none is passed on as typed, for the desk to refuse. */
export function rulesOf(form: Form): FirmRules {
  const common = (r: Row) => ({ reason: r.reason.trim(), from: r.from, last_day: r.last === '' ? null : r.last });
  return {
    limits: form.limits.map((r) => ({ ceiling: parseAmount(r.what) ?? r.what.trim(), ...common(r) })),
    watches: form.watches.map((r) => ({ words: words(r.what), ...common(r) })),
    barred: form.barred.map((r) => ({ shipper: r.what.trim(), ...common(r) })),
  };
}

/** What is not right about a row yet, by field. */
export function problemsOf(kind: Kind, r: Row): Problem {
  const found: Problem = {};
  if (kind === 'limits' && parseAmount(r.what) === null) found.what = 'An amount like 500.00.';
  if (kind === 'watches' && words(r.what).length === 0) found.what = 'At least one word.';
  if (kind === 'barred' && r.what.trim() === '') found.what = 'The shipper’s name.';
  if (r.reason.trim() === '') found.reason = 'Say why; decisions will quote it.';
  if (r.from === '') found.from = 'The first day.';
  else if (r.last !== '' && r.last < r.from) found.last = `Before it begins on ${day(r.from)}.`;
  return found;
}

/** How many rows are not right yet. */
export function wrongRows(form: Form): number {
  return KINDS.reduce((n, { kind }) => n + form[kind].filter((r) => Object.keys(problemsOf(kind, r)).length > 0).length, 0);
}
