import { describe, expect, it } from 'vitest';
import { PAGE, Pages } from './pages.svelte';

/** A source whose answers come when they are told to. */
function source() {
  const asked: { from: number; count: number; answer: (rows: number[]) => void; fail: (why: unknown) => void }[] = [];
  const fetch = (from: number, count: number): Promise<number[]> =>
    new Promise((answer, fail) => {
      asked.push({ from, count, answer, fail });
    });
  return { asked, fetch };
}
const rows = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);
const settled = (): Promise<void> => new Promise((done) => setTimeout(done));

describe('pages of rows', () => {
  it('asks for what is in sight and answers by row', async () => {
    const { asked, fetch } = source();
    const pages = new Pages<number>();
    pages.reset(fetch, 1000);
    pages.want(0, 20);
    expect(asked).toMatchObject([{ from: 0, count: PAGE }]);
    asked[0]?.answer(rows(0, PAGE));
    await settled();
    expect(pages.get(17)).toBe(17);
    expect(pages.get(PAGE)).toBeUndefined();
  });

  it('asks for no more than the last row', () => {
    const { asked, fetch } = source();
    const pages = new Pages<number>();
    pages.reset(fetch, 160);
    pages.want(150, 160);
    expect(asked.map((a) => [a.from, a.count])).toEqual([
      [150, 10],
      [0, 150],
    ]);
  });

  it('forgets what scrolled by before it was asked for', async () => {
    const { asked, fetch } = source();
    const pages = new Pages<number>();
    pages.reset(fetch, 1_000_000);
    for (let at = 0; at <= 900_000; at += 30_000) pages.want(at, at + 30);
    expect(asked).toHaveLength(2);
    asked.forEach((a) => a.answer(rows(a.from, a.count)));
    await settled();
    const later = asked.slice(2).map((a) => a.from);
    expect(later.every((from) => from >= 899_000)).toBe(true);
  });

  it('drops the answer of an older view', async () => {
    const { asked, fetch } = source();
    const pages = new Pages<number>();
    pages.reset(fetch, 1000);
    pages.want(0, 20);
    pages.reset(fetch, 5);
    asked[0]?.answer(rows(500, PAGE));
    await settled();
    expect(pages.get(0)).toBeUndefined();
  });

  it('shows the rows of the view before until the new ones come, but never acts on them', async () => {
    const pages = new Pages<number>();
    pages.reset(async (from, count) => rows(from, count), 100);
    pages.want(0, 20);
    await settled();
    const { asked, fetch } = source();
    pages.reset(fetch, 50, true);
    pages.want(0, 20);
    expect([pages.shown(7), pages.get(7), pages.shown(70)]).toEqual([7, undefined, undefined]);
    asked[0]?.answer(rows(1000, 50));
    await settled();
    expect([pages.shown(7), pages.get(7)]).toEqual([1007, 1007]);
    pages.reset(fetch, 50);
    expect(pages.shown(7)).toBeUndefined();
  });

  it('keeps the reason when a page does not come, and asks again', async () => {
    const { asked, fetch } = source();
    const pages = new Pages<number>();
    pages.reset(fetch, 100);
    pages.want(0, 20);
    asked[0]?.fail({ code: 'busy', message: 'The desk is busy.' });
    await settled();
    expect(pages.failure).toMatchObject({ message: 'The desk is busy.' });
    pages.want(0, 20);
    asked[1]?.answer(rows(0, 100));
    await settled();
    expect(pages.failure).toBeNull();
    expect(pages.get(99)).toBe(99);
  });

  it('collects rows for a command beyond what is kept', async () => {
    const pages = new Pages<number>();
    pages.reset(async (from, count) => rows(from, count), 5000);
    const got: number[] = [];
    await pages.collect(
      [
        [10, 12],
        [1000, 3500],
      ],
      (row) => got.push(row),
    );
    expect(got).toHaveLength(2502);
    expect([got[0], got[2], got.at(-1)]).toEqual([10, 1000, 3499]);
  });
});
