/* eslint-disable svelte/prefer-svelte-reactivity -- the search parameters are read and written in one go, never kept */
// Where we are: `#/shipments?client=3&id=12`. Sixty lines of router.

export const SCREENS = ['today', 'intake', 'shipments', 'people', 'clients', 'entries', 'audit', 'reference', 'settings'] as const;
export type ScreenName = (typeof SCREENS)[number];
export type Params = Record<string, string>;

export interface Route {
  screen: ScreenName;
  params: Params;
}

const isScreen = (name: string): name is ScreenName => (SCREENS as readonly string[]).includes(name);

/** Reads a hash; what is no screen of ours is Today. */
export function readHash(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  return { screen: isScreen(path) ? path : 'today', params: Object.fromEntries(new URLSearchParams(query)) };
}

/** Writes a hash; empty parameters are left out. */
export function writeHash(screen: ScreenName, params: Params = {}): string {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== '')).toString();
  return `#/${screen}${query ? `?${query}` : ''}`;
}

/** The current place. Read it in components; change it with `go` or `refine`. */
export const route: Route = $state(readHash(typeof location === 'undefined' ? '' : location.hash));

function arrive(): void {
  const next = readHash(location.hash);
  route.screen = next.screen;
  route.params = next.params;
}

if (typeof window !== 'undefined') window.addEventListener('hashchange', arrive);

type Given = Record<string, string | number | boolean | null | undefined>;

function plain(given: Given): Params {
  const kept = Object.entries(given).filter(([, value]) => value !== null && value !== undefined && value !== false);
  return Object.fromEntries(kept.map(([key, value]) => [key, String(value)]));
}

/** Goes to a screen (one step in the history). */
export function go(screen: ScreenName | (string & {}), params: Given = {}): void {
  const hash = writeHash(isScreen(screen) ? screen : 'today', plain(params));
  if (location.hash === hash) arrive();
  else location.hash = hash;
}

/** Changes parameters of this screen without a new step in the history; `null` removes one. */
export function refine(changes: Given): void {
  const merged = plain({ ...route.params, ...changes });
  history.replaceState(null, '', writeHash(route.screen, merged));
  route.params = merged;
}
