// What is due, as people say it.
import type { DueItem } from '../../contract';
import { counted } from '../../format';

/** `today`, `in 3 days`, `2 days late`. */
export function dueWords(days: number): string {
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days > 0 ? `in ${counted(days, 'day')}` : `${counted(-days, 'day')} late`;
}

/** How urgent it is. A right that ends is never late, only near its end. */
export function dueTone(item: { days: number; right: boolean }): 'stop' | 'review' | 'plain' {
  if (item.days < 0) return item.right ? 'plain' : 'stop';
  return item.days <= 2 ? 'review' : 'plain';
}

/** The soonest of what is due on each entry; a duty stands before a right of the same day. */
export function soonest(items: DueItem[]): Map<string, DueItem> {
  const found = new Map<string, DueItem>();
  for (const item of items) {
    const known = found.get(item.number);
    if (item.number && (!known || (known.right && !item.right))) found.set(item.number, item);
  }
  return found;
}
