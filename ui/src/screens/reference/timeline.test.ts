import { describe, expect, it } from 'vitest';
import { bars, fitting, holds, lanes, place, ticks, type Bar, type Period } from './timeline';

/** The right edge of a bar. */
const right = (bar: Bar | undefined) => (bar ? bar.x + bar.width : Number.NaN);
const span = { from: '2016-01-01', to: '2028-01-01' };
const ceilings: Period[] = [
  { since: '1994-07-01', until: '2016-03-10', label: '$200' },
  { since: '2016-03-10', until: '2027-07-01', label: '$800' },
  { since: '2027-07-01', until: null, label: 'repealed' },
];

describe('the timeline', () => {
  it('cuts a period at the edge and says that it goes on', () => {
    const drawn = bars(ceilings, span, 1200);
    expect(drawn[0]).toMatchObject({ x: 0, before: true, after: false });
    expect(drawn[2]).toMatchObject({ before: false, after: true });
    expect(right(drawn[2])).toBeCloseTo(1200);
  });

  it('lays periods that meet end to end in one lane', () => {
    const drawn = bars(ceilings, span, 1200);
    expect(lanes(drawn)).toBe(1);
    expect(right(drawn[0])).toBeCloseTo(drawn[1]?.x ?? -1);
  });

  it('gives periods that overlap lanes of their own', () => {
    const drawn = bars(
      [
        { since: '2025-05-02', until: null, label: 'China and Hong Kong' },
        { since: '2025-08-29', until: null, label: 'all countries' },
      ],
      span,
      1200,
    );
    expect(drawn.map((b) => b.lane)).toEqual([0, 1]);
  });

  it('leaves out what lies wholly outside', () => {
    expect(bars(ceilings, { from: '1950-01-01', to: '1960-01-01' }, 400)).toEqual([]);
  });

  it('keeps a suspension of two days visible', () => {
    const drawn = bars([{ since: '2025-02-04', until: '2025-02-06', label: 'suspended' }], span, 600);
    expect(drawn[0]?.width).toBeGreaterThanOrEqual(3);
    expect(drawn[0]?.words).toBe('');
  });

  it('writes only words that fit', () => {
    expect(fitting('$800', 60)).toBe('$800');
    expect(fitting('informal limit $2,500', 80)).toBe('informal…');
    expect(fitting('informal limit', 20)).toBe('');
  });

  it('marks years over a long span and months over a short one', () => {
    expect(ticks({ from: '1938-01-01', to: '2028-01-01' }, 900).map((t) => t.words)).toContain('1980');
    expect(ticks({ from: '2025-01-01', to: '2026-01-01' }, 900).map((t) => t.words)).toContain('Aug');
    for (const width of [300, 800, 1400]) {
      const marks = ticks(span, width);
      marks.slice(1).forEach((mark, i) => expect(mark.x - (marks[i]?.x ?? Infinity)).toBeGreaterThanOrEqual(50));
    }
  });

  it('counts the first day in and the last day out', () => {
    expect(holds(ceilings[1] as Period, '2016-03-10')).toBe(true);
    expect(holds(ceilings[1] as Period, '2027-06-30')).toBe(true);
    expect(holds(ceilings[1] as Period, '2027-07-01')).toBe(false);
    expect(holds(ceilings[2] as Period, '2090-01-01')).toBe(true);
  });

  it('puts a date in proportion', () => {
    expect(place('2022-01-01', span, 1200)).toBeGreaterThan(590);
    expect(place('2022-01-01', span, 1200)).toBeLessThan(610);
  });
});
