import { describe, expect, it } from 'vitest';
import {
  addDays,
  amount,
  bytes,
  changes,
  counted,
  dated,
  day,
  dollars,
  eventWords,
  figures,
  hts,
  moment,
  parseAmount,
  parseDay,
  perMille,
  routeWords,
  shortHash,
  sortTests,
  sum,
  testList,
  units,
} from '.';

describe('dates as brokers type them', () => {
  it.each([
    ['040925', '2025-04-09'],
    ['04092025', '2025-04-09'],
    ['4/9/25', '2025-04-09'],
    ['4-9-2025', '2025-04-09'],
    ['4.9.25', '2025-04-09'],
    ['2025-04-09', '2025-04-09'],
    ['9 Apr 2025', '2025-04-09'],
    ['9 april 25', '2025-04-09'],
    ['Apr 9, 2025', '2025-04-09'],
    ['4/9', '2024-04-09'],
    ['t', '2024-06-03'],
    ['t+3', '2024-06-06'],
    ['today-3', '2024-05-31'],
    ['2/29/24', '2024-02-29'],
  ])('%s is %s', (typed, iso) => expect(parseDay(typed, '2024-06-03')).toBe(iso));

  it.each(['', '2/29/25', '13/1/25', '31 June 2025', 'soon', '20250409x', '0/1/25', '4/9'])('“%s” is no date', (typed) =>
    expect(parseDay(typed)).toBeNull(),
  );

  it('reads them back as they would be said', () => {
    expect(day('2024-06-03')).toBe('3 Jun 2024');
    expect(day('2024-06-03', true)).toBe('Mon 3 Jun 2024');
    expect(day('2024-06-03T23:30:00-04:00')).toBe('3 Jun 2024');
    expect(moment('2024-06-03T09:14:05-04:00')).toBe('3 Jun 2024, 09:14');
    const local = new Date('2024-06-03T12:14:05Z');
    expect(moment('2024-06-03T12:14:05Z')).toBe(
      `3 Jun 2024, ${String(local.getHours()).padStart(2, '0')}:${String(local.getMinutes()).padStart(2, '0')}`,
    );
    expect(day(null)).toBe('');
    expect(day('sometime')).toBe('sometime');
    expect(addDays('2024-12-31', 1)).toBe('2025-01-01');
  });
});

describe('dates inside a sentence', () => {
  it('are written out, and what is no date is left alone', () => {
    expect(dated('in force from 2026-06-08 until before 2026-07-01')).toBe('in force from 8 Jun 2026 until before 1 Jul 2026');
    expect(dated('bill 2026-13-45 and number 9903.05.86')).toBe('bill 2026-13-45 and number 9903.05.86');
  });
});

describe('amounts stay text', () => {
  it('sets thousands and keeps every digit', () => {
    expect(amount('1040')).toBe('1,040.00');
    expect(amount('1234567.5')).toBe('1,234,567.50');
    expect(amount('0.125')).toBe('0.125');
    expect(amount('99999999999999999999.99')).toBe('99,999,999,999,999,999,999.99');
    expect(amount('')).toBe('');
    expect(dollars('-20')).toBe('-$20.00');
  });

  it('adds without losing a cent', () => {
    expect(sum(['0.10', '0.20', null])).toBe('0.30');
    expect(sum(['14.68', '14.68'])).toBe('29.36');
    expect(sum(['0.125', '1'])).toBe('1.125');
    expect(sum([])).toBe('0.00');
    expect(sum(['-5', '2.5'])).toBe('-2.50');
  });

  it('compares as whole numbers', () => {
    expect(units('850.00')).toBe(8_500_000n);
    expect(units('eight')).toBeNull();
    expect(perMille('400.00', '800.00')).toBe(500);
    expect(perMille('900', '800')).toBe(1000);
    expect(perMille('1', '0')).toBe(0);
  });

  it('takes what is typed, refuses what is unclear', () => {
    expect(parseAmount('$1,040.50')).toBe('1040.50');
    expect(parseAmount('62')).toBe('62');
    expect(parseAmount('1.040,50')).toBeNull();
    expect(parseAmount('10,40')).toBeNull();
    expect(parseAmount('-2')).toBeNull();
  });
});

describe('words', () => {
  it('counts', () => {
    expect(counted(1, 'shipment')).toBe('1 shipment');
    expect(counted(1284, 'entry', 'entries')).toBe('1,284 entries');
  });

  it('names a route with its entry type', () => {
    expect(routeWords('informal', '11')).toBe('Informal · 11');
    expect(routeWords('informal', '11', true)).toBe('Informal · type 11');
    expect(routeWords('section-321', '86')).toBe('Free · 321');
    expect(routeWords('review')).toBe('Needs a person');
  });

  it('dots HTS numbers and leaves others alone', () => {
    expect(hts('6912004810')).toBe('6912.00.4810');
    expect(hts('0902.10.1015')).toBe('0902.10.1015');
    expect(hts('690')).toBe('690');
    expect(hts('unknown')).toBe('unknown');
  });

  it('shortens hashes and sizes', () => {
    expect(shortHash('9f2c00000000000041d7')).toBe('9f2c…41d7');
    expect(bytes(999)).toBe('999 bytes');
    expect(bytes(105_000)).toBe('103 KB');
    expect(bytes(5_400_000)).toBe('5.1 MB');
  });

  it('finds the figures in a sentence', () => {
    expect(figures('worth $1,850.00 together').filter((p) => p.bold)).toEqual([{ text: '$1,850.00', bold: true }]);
  });

  it('puts what is in the way first and what does not matter apart', () => {
    const t = (id: string, outcome: 'pass' | 'fail' | 'review' | 'not-applicable') => ({
      id,
      outcome,
      because: '',
      citations: [],
      facts: {},
    });
    const { run, idle } = sortTests([
      t('a', 'pass'),
      t('quota', 'not-applicable'),
      t('c', 'review'),
      t('d', 'fail'),
      t('gift-conditions', 'not-applicable'),
    ]);
    expect(run.map((r) => r.id)).toEqual(['d', 'c', 'a']);
    expect(testList(idle.map((i) => i.id))).toBe('Quota, gift');
  });
});

describe('the journal in words', () => {
  it('names what changed', () => {
    const before = { lines: [{ description: 'daily necessities', value: '45' }], arrival: null };
    const after = { lines: [{ description: 'bathroom set', value: '1045.5' }], arrival: '2024-06-03' };
    expect(changes(before, after)).toEqual([
      'goods “daily necessities” → “bathroom set”',
      'value 45.00 → 1,045.50',
      'arrival nothing → “2024-06-03”',
    ]);
  });

  it('reads an event, also one it does not know', () => {
    expect(eventWords({ kind: 'shipment-edited', body: JSON.stringify({ before: { origin: 'CN' }, after: { origin: 'VN' } }) })).toEqual({
      title: 'Shipment changed and decided anew',
      detail: 'origin “CN” → “VN”',
    });
    expect(eventWords({ kind: 'something-new', body: 'not json' })).toEqual({ title: 'Something new', detail: '' });
  });
});
