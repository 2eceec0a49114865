import { describe, expect, it } from 'vitest';
import type { DutyStep } from '../../contract';
import { outline, percentOf, percentWords, programsOf, stairs, stepOn, top } from './steps';

const step = (from: string, to: string, duty: string | null): DutyStep => ({ from, to, duty, layers: [], own_edition: true, error: null });
const STEPS = [
  step('2026-01-01', '2026-01-11', '10.00'),
  step('2026-01-11', '2026-01-16', null),
  step('2026-01-16', '2026-01-21', '20.00'),
];

describe('duty over time', () => {
  it('draws a stair for each stretch of days and breaks where there is no amount', () => {
    const drawn = stairs(STEPS, '100.00', { from: '2026-01-01', to: '2026-01-21' }, 200, 100);
    expect(drawn.map((s) => [s.x, s.width, s.y, s.percent])).toEqual([
      [0, 100, 50, 10],
      [100, 50, 100, null],
      [150, 50, 0, 20],
    ]);
    expect(outline(drawn)).toBe('M0.0 50.0H100.0M150.0 0.0H200.0');
  });

  it('says percent of the value, and no amount where there is none', () => {
    expect(percentWords(percentOf('16.50', '100'))).toBe('16.5 %');
    expect(percentWords(percentOf(null, '100'))).toBe('no amount');
    expect(percentWords(percentOf('1', '0'))).toBe('no amount');
    expect(top([16.5, null, 41.5])).toBe(50);
    expect(top([])).toBe(5);
    expect(top([412])).toBe(500);
  });

  it('finds the step of a day; the last day of one is not the next', () => {
    expect(stepOn(STEPS, '2026-01-10')).toBe(0);
    expect(stepOn(STEPS, '2026-01-11')).toBe(1);
    expect(stepOn(STEPS, '2026-01-21')).toBe(-1);
  });

  it('reads the programs of a special column', () => {
    expect(programsOf('Free (A+,AU,BH, CL,S+) 3.5% (KR) See 9822.05 (P+)')).toEqual(['A+', 'AU', 'BH', 'CL', 'S+', 'KR', 'P+']);
    expect(programsOf('')).toEqual([]);
  });
});
