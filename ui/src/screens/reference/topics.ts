import type { TimelineTopic } from '../../contract';
import { day } from '../../format';
import type { Period, Span } from './timeline';

/** A value as a person would say it: `in-force` → `in force`, `$800.00` → `$800`. */
export function valueWords(value: string): string {
  if (/^[a-z]+(-[a-z0-9]+)+$/.test(value)) return value.replaceAll('-', ' ');
  return value.replace(/^(\$[\d,]+)\.00$/, '$1');
}

/** Whether a topic is about kinds of goods and the agencies behind them, rather than a limit or a regime. */
export function aboutGoods(topic: string): boolean {
  return topic.includes(':');
}

/** The periods of a topic as the chart draws them. */
export function periodsOf(topic: TimelineTopic): Period[] {
  return topic.periods.map((p) => ({ since: p.from, until: p.to, label: valueWords(p.value) }));
}

/** A day, or a day with its minute in Eastern time where the law turns at one. */
export function turn(at: string): string {
  const time = /T(\d{2}:\d{2})/.exec(at)?.[1];
  return time && time !== '00:00' ? `${day(at)}, ${time} ET` : day(at);
}

/** `until 5 Feb 2025`, or that no end is known. */
export function untilOf(to: string | null): string {
  return to ? `until ${turn(to)}` : 'with no end set';
}

/** The stretches of time that are offered. */
export function spans(today: string): { value: string; label: string; span: Span }[] {
  const year = Number(today.slice(0, 4));
  return [
    { value: 'recent', label: `${year - 2}–${year + 1}`, span: { from: `${year - 2}-01-01`, to: `${year + 2}-01-01` } },
    { value: 'modern', label: `2016–${year + 1}`, span: { from: '2016-01-01', to: `${year + 2}-01-01` } },
    { value: 'all', label: 'Since 1938', span: { from: '1938-01-01', to: `${year + 2}-01-01` } },
  ];
}
