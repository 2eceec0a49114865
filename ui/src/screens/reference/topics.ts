import type { TimelineTopic } from '../../contract';
import { day } from '../../format';
import type { Period, Span } from './timeline';

/** The periods of a topic as the chart draws them. */
export function periodsOf(topic: TimelineTopic): Period[] {
  return topic.periods.map((p) => ({ since: p.from, until: p.to, label: p.value }));
}

/** `until 5 Feb 2025`, or that no end is known. */
export function untilOf(to: string | null): string {
  return to ? `until ${day(to)}` : 'with no end set';
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
