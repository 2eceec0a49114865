// Where an exception is dealt with, and how it looks.
import type { Params } from '../../app/router.svelte';
import type { Route } from '../../contract';
import type { IconName } from '../../kit';

export interface Look {
  icon: IconName;
  tone: 'review' | 'stop' | 'informal' | 'plain';
}

const LOOKS: Record<string, Look> = {
  review: { icon: 'bang', tone: 'review' },
  stop: { icon: 'cross', tone: 'stop' },
  entry: { icon: 'page', tone: 'informal' },
  poa: { icon: 'pencil', tone: 'review' },
  law: { icon: 'book', tone: 'review' },
  setup: { icon: 'gear', tone: 'plain' },
};

export const lookOf = (kind: string): Look => LOOKS[kind] ?? { icon: 'info', tone: 'plain' };

/** The address of what an exception is about. */
export function paramsOf(kind: string, screen: string, routes: Route[]): Params {
  if (screen !== 'shipments') return {};
  return { ...(routes.length > 0 ? { routes: routes.join(',') } : {}), ...(kind === 'entry' ? { open: 'true' } : {}) };
}
