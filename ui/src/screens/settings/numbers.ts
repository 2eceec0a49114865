// Entry numbers: what the next one will be, so that a wrong filer code or range is seen before the first is drawn.

/** The value of a letter or digit for the check digit (CATAIR Appendix E: S is 2, not 1). */
function worth(c: string): number {
  if (/\d/.test(c)) return Number(c);
  const at = c.charCodeAt(0) - 65;
  if (at < 9) return at + 1;
  return at < 18 ? at - 8 : at - 16;
}

/** Why a text is no filer code, or `null`. */
export function filerProblem(typed: string): string | null {
  return typed.trim() === '' || /^[0-9A-Z]{3}$/i.test(typed.trim()) ? null : 'A filer code has three letters or digits, like 9HB.';
}

/** Why a text is no number of a range, or `null`. */
export function rangeProblem(typed: string): string | null {
  return /^\d{1,7}$/.test(typed.trim()) ? null : 'Up to seven digits.';
}

/** The entry number a filer draws: `916` and 5187505 make `916-5187505-5`. `null` where the parts are not right. */
export function entryNumber(filer: string, number: number): string | null {
  const code = filer.trim().toUpperCase();
  if (!/^[0-9A-Z]{3}$/.test(code) || !Number.isInteger(number) || number < 0 || number > 9_999_999) return null;
  const digits = String(number).padStart(7, '0');
  const sum = [...code, ...digits].reduce((total, c, i) => {
    const value = worth(c);
    return total + (i % 2 === 0 ? value : value > 4 ? 2 * value - 9 : 2 * value);
  }, 0);
  return `${code}-${digits}-${(10 - (sum % 10)) % 10}`;
}
