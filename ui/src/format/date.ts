// Dates are the text `YYYY-MM-DD`; no clock and no time zone gets near them.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

interface Day {
  year: number;
  month: number;
  day: number;
}

function parts(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  return valid({ year, month, day }) ? { year, month, day } : null;
}

function valid({ year, month, day }: Day): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= 1900 && year <= 2199 && day >= 1 && day <= length;
}

const iso = ({ year, month, day }: Day): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** `2024-06-03` → `3 Jun 2024`; with `weekday` `Mon 3 Jun 2024`. An instant shows its local day. Anything else stays as it is. */
export function day(text: string | null | undefined, weekday = false): string {
  if (!text) return '';
  const d = parts(text);
  if (!d) return text;
  const words = `${d.day} ${MONTHS[d.month - 1] ?? ''} ${d.year}`;
  return weekday ? `${DAYS[new Date(Date.UTC(d.year, d.month - 1, d.day)).getUTCDay()] ?? ''} ${words}` : words;
}

/** A sentence with its dates as people write them: `since 2025-08-29` → `since 29 Aug 2025`. */
export const dated = (sentence: string): string => sentence.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => day(date));

const two = (n: number): string => String(n).padStart(2, '0');

/** `2024-06-03T14:05:00Z` → `3 Jun 2024, 10:05` on the desk's own clock; with another offset as it was written down. */
export function moment(text: string | null | undefined): string {
  if (!text) return '';
  const at = text.endsWith('Z') ? new Date(text) : null;
  if (at && !Number.isNaN(at.getTime())) {
    const local = iso({ year: at.getFullYear(), month: at.getMonth() + 1, day: at.getDate() });
    return `${day(local)}, ${two(at.getHours())}:${two(at.getMinutes())}`;
  }
  const match = /T(\d{2}:\d{2})/.exec(text);
  return match ? `${day(text)}, ${match[1] ?? ''}` : day(text);
}

/** The day `n` days after `text`. */
export function addDays(text: string, n: number): string {
  const d = parts(text);
  if (!d) return text;
  return new Date(Date.UTC(d.year, d.month - 1, d.day + n)).toISOString().slice(0, 10);
}

/**
 * What a broker types as a date, in the order of the country: `040925`, `04092025`, `4/9/25`, `4-9-2025` are 9 April 2025;
 * `2025-04-09` and `9 Apr 2025` are clear by themselves; `4/9` takes the year of `today`; `t` is today, `t+3`, `t-1` near it.
 * `null` where it is no date.
 */
export function parseDay(typed: string, today = ''): string | null {
  const text = typed.trim().toLowerCase();
  if (text === '') return null;
  const near = /^t(?:oday)?\s*(?:([+-])\s*(\d{1,4}))?$/.exec(text);
  if (near) return parts(today) ? addDays(today, Number(near[2] ?? 0) * (near[1] === '-' ? -1 : 1)) : null;
  const year = (y: string): number => (y.length === 2 ? 2000 + Number(y) : Number(y));
  const shapes: [RegExp, (m: string[]) => Day][] = [
    [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, ([, y = '', m = '', d = '']) => ({ year: Number(y), month: Number(m), day: Number(d) })],
    [/^(\d{2})(\d{2})(\d{2}|\d{4})$/, ([, m = '', d = '', y = '']) => ({ year: year(y), month: Number(m), day: Number(d) })],
    [
      /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})$/,
      ([, m = '', d = '', y = '']) => ({ year: year(y), month: Number(m), day: Number(d) }),
    ],
    [/^(\d{1,2})[/\-](\d{1,2})$/, ([, m = '', d = '']) => ({ year: parts(today)?.year ?? 0, month: Number(m), day: Number(d) })],
    [
      /^(\d{1,2})[ \-.]*([a-z]{3})[a-z]*\.?[ \-,]*(\d{2}|\d{4})$/,
      ([, d = '', m = '', y = '']) => ({ year: year(y), month: named(m), day: Number(d) }),
    ],
    [
      /^([a-z]{3})[a-z]*\.?[ \-]*(\d{1,2})[ \-,]+(\d{2}|\d{4})$/,
      ([, m = '', d = '', y = '']) => ({ year: year(y), month: named(m), day: Number(d) }),
    ],
  ];
  for (const [shape, read] of shapes) {
    const match = shape.exec(text);
    if (!match) continue;
    const found = read([...match]);
    return valid(found) ? iso(found) : null;
  }
  return null;
}

function named(month: string): number {
  return MONTHS.findIndex((name) => name.toLowerCase() === month) + 1;
}

/** Days from one day to another: 3 from the 4th to the 7th, below zero backwards. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
