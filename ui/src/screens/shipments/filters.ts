// What the chips and boxes above the grid ask for, and how it is kept in the address.
import type { Params } from '../../app/router.svelte';
import type { Route, RouteCount, ShipmentQuery, SortKey } from '../../contract';

export interface Filter {
  id: string;
  label: string;
  routes: Route[];
  /** Shown even when nothing is under it. */
  always: boolean;
}

export const FILTERS: Filter[] = [
  { id: 'all', label: 'All', routes: [], always: true },
  { id: 'review', label: 'Needs a person', routes: ['review'], always: true },
  { id: 'free', label: 'Free', routes: ['section-321', 'gift', 'accompanied', 'informational-materials'], always: true },
  { id: 'informal', label: 'Informal', routes: ['informal'], always: true },
  { id: 'formal', label: 'Formal', routes: ['formal'], always: true },
  { id: 'mail', label: 'Mail', routes: ['postal-informal'], always: false },
  { id: 'prohibited', label: 'Prohibited', routes: ['prohibited'], always: false },
];

const SORTS: SortKey[] = [
  'stored',
  'bill',
  'person',
  'goods',
  'origin',
  'hts',
  'value',
  'lines',
  'arrival',
  'port',
  'route',
  'client',
  'entry',
];

/** The routes an address asks for: a chip's name, or route codes with commas. */
export function routesOf(params: Params): Route[] {
  const asked = params.routes ?? '';
  const chip = FILTERS.find((f) => f.id === asked);
  if (chip) return chip.routes;
  const known = new Set<string>(FILTERS.flatMap((f) => f.routes));
  return asked.split(',').filter((r): r is Route => known.has(r));
}

/** The chip that stands for exactly these routes. */
export function chipOf(routes: Route[]): Filter | null {
  const key = [...routes].sort().join();
  return FILTERS.find((f) => [...f.routes].sort().join() === key) ?? null;
}

export function countOf(filter: Filter, counts: RouteCount[]): number {
  return counts.filter((c) => filter.routes.length === 0 || filter.routes.includes(c.route)).reduce((n, c) => n + c.count, 0);
}

/** The chips to show: the usual ones, and the rare ones that have something under them. */
export const chips = (counts: RouteCount[], active: string): Filter[] =>
  FILTERS.filter((f) => f.always || f.id === active || countOf(f, counts) > 0);

const day = (text: string | undefined): string | null => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null);
const number = (text: string | undefined): number | null => (text && /^\d+$/.test(text) ? Number(text) : null);

/** The address as a query. */
export function queryOf(params: Params): ShipmentQuery {
  return {
    client_id: number(params.client),
    import_id: number(params.import),
    routes: routesOf(params),
    text: params.q ?? '',
    arrival_from: day(params.from),
    arrival_to: day(params.to),
    without_entry: params.open === 'true',
    sort: SORTS.find((s) => s === params.sort) ?? 'stored',
    descending: params.desc === 'true',
  };
}
