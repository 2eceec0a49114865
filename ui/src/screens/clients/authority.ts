// What the screen says about a client before the desk is asked: the form of numbers, and whether the power of attorney holds.
import type { Client, PowerOfAttorney } from '../../contract';
import { addDays, day } from '../../format';

/** Why a text is no importer number, or `null` where it is one (or empty). */
export function importerProblem(typed: string): string | null {
  const text = typed.trim().toUpperCase();
  if (text === '') return null;
  const shapes = [/^\d{2}-\d{7}$/, /^\d{2}-\d{7}[0-9A-Z]{2}$/, /^\d{3}-\d{2}-\d{4}$/, /^\d{6}-\d{5}$/];
  return shapes.some((shape) => shape.test(text))
    ? null
    : 'Write an IRS number like 12-3456789 or 12-345678900, a Social Security number like 123-45-6789, or a CBP-assigned number like 240101-00001.';
}

/** All but the last four characters hidden. */
export function masked(number: string | null): string {
  if (!number) return '';
  const keep = Math.max(0, number.length - 4);
  return [...number].map((c, i) => (i < keep && /[0-9A-Za-z]/.test(c) ? '•' : c)).join('');
}

/** Why a text is no Schedule D port code, or `null`. */
export function portProblem(typed: string): string | null {
  return typed.trim() === '' || /^\d{4}$/.test(typed.trim()) ? null : 'A port code of Schedule D has four digits, like 4701.';
}

/** Why a text is no e-mail address, or `null`. */
export function emailProblem(typed: string): string | null {
  return typed.trim() === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.trim()) ? null : 'An e-mail address looks like office@example.com.';
}

/** How a power of attorney stands on a day. */
export interface Standing {
  kind: 'good' | 'soon' | 'gap' | 'missing';
  /** Two or three words for a list. */
  short: string;
  /** One sentence. */
  sentence: string;
}

/** The same day some years on; the 29th of February ends on the 28th where there is none. */
function yearsAfter(date: string, years: number): string {
  const [year = 0, month = 0, dayOf = 0] = date.split('-').map(Number);
  const then = year + years;
  const leap = (then % 4 === 0 && then % 100 !== 0) || then % 400 === 0;
  return `${then}-${String(month).padStart(2, '0')}-${String(month === 2 && dayOf === 29 && !leap ? 28 : dayOf).padStart(2, '0')}`;
}

/** The last day on which a power of attorney is good, if it ends at all. How many years a partnership's lasts is for the law to say. */
export function lastDay(power: PowerOfAttorney, partnershipYears: number): string | null {
  const ends = [
    power.expires,
    power.revoked ? addDays(power.revoked, -1) : null,
    power.partnership && power.signed && partnershipYears > 0 ? yearsAfter(power.signed, partnershipYears) : null,
  ];
  return ends.filter((d): d is string => d !== null && d !== '').sort()[0] ?? null;
}

/** How the authority of a client stands on a day; under 19 CFR 141.46 it must be valid before customs business is done. */
export function standing(client: Pick<Client, 'name' | 'power_of_attorney'>, today: string, partnershipYears: number): Standing {
  const power = client.power_of_attorney;
  if (!power || (!power.signed && !power.signer)) {
    return {
      kind: 'missing',
      short: 'None on file',
      sentence: `There is no power of attorney from ${client.name || 'this client'}. No entry can be made until one is on file (19 CFR 141.46).`,
    };
  }
  if (!power.signed) {
    return { kind: 'gap', short: 'No date', sentence: 'The power of attorney has no date of signature, so no entry can rest on it.' };
  }
  if (power.signed > today) {
    return { kind: 'gap', short: 'Not yet signed', sentence: `The power of attorney is dated ${day(power.signed)}, after today.` };
  }
  const last = lastDay(power, partnershipYears);
  if (last && last < today) {
    const why = power.revoked
      ? 'was revoked'
      : power.partnership && last !== power.expires
        ? `of a partnership ended after ${partnershipYears} years (19 CFR 141.34)`
        : 'ended';
    return {
      kind: 'gap',
      short: `Ended ${day(last)}`,
      sentence: `The power of attorney ${why}; its last day was ${day(last)}. Entries dated later are refused.`,
    };
  }
  if (last && last <= addDays(today, 60)) {
    return {
      kind: 'soon',
      short: `Until ${day(last)}`,
      sentence: `The power of attorney is good until ${day(last)}. Ask for a new one now.`,
    };
  }
  return {
    kind: 'good',
    short: last ? `Until ${day(last)}` : 'Until revoked',
    sentence: `Signed by ${power.signer || 'an unnamed person'} on ${day(power.signed)}; good ${last ? `until ${day(last)}` : 'until it is revoked'}.`,
  };
}
