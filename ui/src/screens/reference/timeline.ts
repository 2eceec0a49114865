/** The rulebook drawn over time: pure arithmetic from dated values to bars, so that it can be tested without a window. */

/** One value and the half-open period `[since, until)` in which it holds. */
export interface Period {
  since: string | null;
  until: string | null;
  label: string;
}

/** A bar in the chart, in pixels. */
export interface Bar {
  /** Place in the list that was given. */
  index: number;
  x: number;
  width: number;
  /** 0 is the upper lane; periods that overlap get lanes of their own. */
  lane: number;
  /** The period goes on beyond the left or right edge. */
  before: boolean;
  after: boolean;
  /** What can be written inside the bar without being cut. */
  words: string;
}

/** A mark on the axis. */
export interface Tick {
  x: number;
  words: string;
  major: boolean;
}

/** The stretch of time that is drawn. */
export interface Span {
  from: string;
  to: string;
}

const DAY = 86_400_000;
/** About the width of a character at 11 px, with the air on both sides of a label. */
const CHARACTER = 6.3;
const AIR = 14;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Days since 1970 of an ISO date. */
export function dayNumber(date: string): number {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  return Math.round(Date.UTC(year ?? 1970, (month ?? 1) - 1, day ?? 1) / DAY);
}

/** The ISO date of a day number. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Pixels from the left edge for a date; beyond the edges it goes on. */
export function place(date: string, span: Span, width: number): number {
  const from = dayNumber(span.from);
  const length = Math.max(1, dayNumber(span.to) - from);
  return ((dayNumber(date) - from) / length) * width;
}

/** The bars of one topic: what lies outside the span is left out, what reaches over an edge is cut there. */
export function bars(periods: Period[], span: Span, width: number): Bar[] {
  const from = dayNumber(span.from);
  const to = dayNumber(span.to);
  const laneEnds: number[] = [];
  return periods
    .map((period, index) => ({
      index,
      label: period.label,
      start: period.since ? dayNumber(period.since) : Number.NEGATIVE_INFINITY,
      end: period.until ? dayNumber(period.until) : Number.POSITIVE_INFINITY,
    }))
    .filter((p) => p.start < to && p.end > from)
    .sort((a, b) => a.start - b.start || a.index - b.index)
    .map((p) => {
      const free = laneEnds.findIndex((end) => end <= p.start);
      const lane = free < 0 ? laneEnds.length : free;
      laneEnds[lane] = p.end;
      const length = Math.max(1, to - from);
      const x = ((Math.max(p.start, from) - from) / length) * width;
      const right = ((Math.min(p.end, to) - from) / length) * width;
      const bar = Math.max(3, right - x);
      return { index: p.index, x, width: bar, lane, before: p.start < from, after: p.end > to, words: fitting(p.label, bar) };
    });
}

/** How many lanes the bars take. */
export function lanes(drawn: Bar[]): number {
  return drawn.reduce((most, bar) => Math.max(most, bar.lane + 1), 1);
}

/** As much of a label as fits: all of it, a part with an ellipsis, or nothing. */
export function fitting(label: string, width: number): string {
  const room = Math.floor((width - AIR) / CHARACTER);
  if (label.length <= room) return label;
  return room >= 5 ? `${label.slice(0, room - 1).trimEnd()}…` : '';
}

/** Marks for the axis: years, or months where the span is short, never closer than 56 pixels. */
export function ticks(span: Span, width: number): Tick[] {
  const days = Math.max(1, dayNumber(span.to) - dayNumber(span.from));
  const room = Math.max(1, Math.floor(width / 56));
  const [fromYear, toYear] = [Number(span.from.slice(0, 4)), Number(span.to.slice(0, 4))];
  const monthSteps = [1, 2, 3, 6].find((step) => days / 30.4 / step <= room);
  const marks: Tick[] = [];
  if (monthSteps && days < 366 * 6) {
    for (let year = fromYear; year <= toYear; year += 1) {
      for (let month = 0; month < 12; month += monthSteps) {
        const date = `${year}-${String(month + 1).padStart(2, '0')}-01`;
        if (date < span.from || date >= span.to) continue;
        marks.push({ x: place(date, span, width), words: month === 0 ? String(year) : (MONTHS[month] ?? ''), major: month === 0 });
      }
    }
    return marks;
  }
  const years = days / 365.25;
  const step = [1, 2, 5, 10, 20, 50].find((s) => years / s <= room) ?? 100;
  for (let year = Math.ceil(fromYear / step) * step; year <= toYear; year += step) {
    const date = `${year}-01-01`;
    if (date < span.from || date >= span.to) continue;
    marks.push({ x: place(date, span, width), words: String(year), major: true });
  }
  return marks;
}

/** Whether a period holds on a day. */
export function holds(period: Pick<Period, 'since' | 'until'>, day: string): boolean {
  return (!period.since || period.since.slice(0, 10) <= day) && (!period.until || day < period.until.slice(0, 10));
}
