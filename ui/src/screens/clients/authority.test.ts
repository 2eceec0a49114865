import { describe, expect, it } from 'vitest';
import type { PowerOfAttorney } from '../../contract';
import { emailProblem, importerProblem, lastDay, masked, portProblem, standing } from './authority';
import { newPower } from './blank';

const power = (changes: Partial<PowerOfAttorney>): PowerOfAttorney => ({
  ...newPower(),
  signer: 'Ida Example',
  signed: '2024-03-01',
  expires: null,
  revoked: null,
  partnership: false,
  ...changes,
});
const client = (changes: Partial<PowerOfAttorney> | null) => ({
  name: 'Nordlicht Keramik',
  power_of_attorney: changes === null ? null : power(changes),
});

describe('importer numbers', () => {
  it('come in three kinds', () => {
    for (const good of ['12-3456789', '12-345678900', '12-3456789xx', '123-45-6789', '240101-00001', ''])
      expect(importerProblem(good)).toBeNull();
    for (const bad of ['1234', '12-34567', '123456789']) expect(importerProblem(bad)).toContain('12-3456789');
  });

  it('are masked but for the last four', () => {
    expect(masked('123-45-6789')).toBe('•••-••-6789');
    expect(masked(null)).toBe('');
  });
});

describe('ports and e-mail', () => {
  it('say what they should look like', () => {
    expect(portProblem('4701')).toBeNull();
    expect(portProblem('JFK')).toContain('four digits');
    expect(emailProblem('office@example.com')).toBeNull();
    expect(emailProblem('office')).toContain('office@example.com');
  });
});

describe('a power of attorney', () => {
  it('of a partnership lasts two years', () => {
    expect(lastDay(power({ partnership: true }), 2)).toBe('2026-03-01');
    expect(lastDay(power({ partnership: true, signed: '2024-02-29' }), 2)).toBe('2026-02-28');
    expect(standing(client({ partnership: true }), '2026-03-02', 2)).toMatchObject({ kind: 'gap' });
    expect(standing(client({ partnership: true }), '2026-03-02', 2).sentence).toContain('2 years');
  });

  it('ends on the day before it is revoked', () => {
    expect(standing(client({ revoked: '2026-05-05' }), '2026-05-04', 2).kind).toBe('soon');
    expect(standing(client({ revoked: '2026-05-05' }), '2026-05-05', 2).sentence).toContain('was revoked; its last day was 4 May 2026');
  });

  it('that is missing, undated or of the future is said so', () => {
    expect(standing(client(null), '2026-01-01', 2).kind).toBe('missing');
    expect(standing(client({ signed: null }), '2026-01-01', 2).short).toBe('No date');
    expect(standing(client({ signed: '2026-06-01' }), '2026-01-01', 2).short).toBe('Not yet signed');
  });

  it('without an end holds until revoked', () => {
    expect(standing(client({}), '2030-01-01', 2).short).toBe('Until revoked');
  });
});
