/* eslint-disable svelte/prefer-svelte-reactivity -- `version` stands for the whole cache: one signal, not one per row */
// Rows arrive in pages. Only what is in sight is asked for; what has scrolled by before it was asked for is forgotten.

export const PAGE = 150;
const KEPT = 60;
const AT_ONCE = 2;

type Fetch<T> = (from: number, count: number) => Promise<T[]>;

export class Pages<T> {
  /** Grows with every page that arrives; components read it to draw again. */
  version = $state(0);
  /** Why the last page did not come. */
  failure = $state.raw<unknown>(null);
  #pages = new Map<number, T[]>();
  /** Rows of the view before, shown until the new ones come. */
  #old = new Map<number, T[]>();
  #busy = new Set<number>();
  #wanted: number[] = [];
  #era = 0;
  #fetch: Fetch<T> | null = null;
  #rows = 0;

  /** Shows another view. With `keep`, the old rows stay in sight until the new ones come, so that an edit does not make the grid blink. */
  reset(fetch: Fetch<T> | null, rows: number, keep = false): void {
    if (!keep) this.#old.clear();
    else if (this.#pages.size > 0) this.#old = new Map(this.#pages);
    this.#era += 1;
    this.#fetch = fetch;
    this.#rows = rows;
    this.#pages.clear();
    this.#busy.clear();
    this.#wanted = [];
    this.failure = null;
    this.version += 1;
  }

  /** The row, where it has come. */
  get(row: number): T | undefined {
    void this.version;
    return this.#pages.get(Math.floor(row / PAGE))?.[row % PAGE];
  }

  /** What to show for a row: itself, or what stood there before. Never to act on. */
  shown(row: number): T | undefined {
    return this.get(row) ?? (row < this.#rows ? this.#old.get(Math.floor(row / PAGE))?.[row % PAGE] : undefined);
  }

  /** Asks for the rows in sight, nearest first, with half a page on either side. */
  want(first: number, last: number): void {
    const from = Math.max(0, Math.floor((first - PAGE / 2) / PAGE));
    const to = Math.floor((Math.min(this.#rows, last + PAGE / 2) - 1) / PAGE);
    const middle = (first + last) / 2 / PAGE - 0.5;
    const pages: number[] = [];
    for (let page = from; page <= to; page += 1) pages.push(page);
    this.#wanted = pages.filter((p) => !this.#pages.has(p)).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    this.#pump();
  }

  /** Rows for a command, wherever they are; nothing is kept of them. */
  async collect(ranges: readonly (readonly [number, number])[], each: (row: T) => void): Promise<void> {
    const fetch = this.#fetch;
    const era = this.#era;
    if (!fetch) return;
    for (const [from, to] of ranges) {
      for (let at = from; at < to; at += 1000) {
        const have = to - from <= PAGE ? this.#held(at, to) : null;
        const rows = have ?? (await fetch(at, Math.min(1000, to - at)));
        if (era !== this.#era) throw { code: 'view-changed', message: 'The list changed meanwhile. Try again.' };
        rows.forEach(each);
      }
    }
  }

  #held(from: number, to: number): T[] | null {
    const rows: T[] = [];
    for (let at = from; at < to; at += 1) {
      const row = this.#pages.get(Math.floor(at / PAGE))?.[at % PAGE];
      if (row === undefined) return null;
      rows.push(row);
    }
    return rows;
  }

  #pump(): void {
    const fetch = this.#fetch;
    while (fetch && this.#busy.size < AT_ONCE) {
      const page = this.#wanted.find((p) => !this.#busy.has(p));
      if (page === undefined) return;
      this.#wanted = this.#wanted.filter((p) => p !== page);
      this.#busy.add(page);
      void this.#load(fetch, page, this.#era);
    }
  }

  async #load(fetch: Fetch<T>, page: number, era: number): Promise<void> {
    try {
      const rows = await fetch(page * PAGE, Math.min(PAGE, this.#rows - page * PAGE));
      if (era !== this.#era) return;
      this.#pages.delete(page);
      this.#pages.set(page, rows);
      this.#old.delete(page);
      for (const old of this.#pages.keys()) {
        if (this.#pages.size <= KEPT) break;
        this.#pages.delete(old);
      }
      this.failure = null;
    } catch (thrown) {
      if (era !== this.#era) return;
      this.failure = thrown;
    }
    this.#busy.delete(page);
    this.version += 1;
    this.#pump();
  }
}
