// Amounts stay text: they are never turned into a floating-point number.

/** `1234.5` → `1,234.50`: thousands and at least two decimals; nothing is rounded. */
export function amount(value: string | null | undefined): string {
  if (value == null || value === '') return '';
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value.trim());
  if (!match) return value;
  const [, sign = '', whole = '0', rest = ''] = match;
  const kept = rest.replace(/0+$/, '').padEnd(2, '0');
  return `${sign}${whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, ',')}.${kept}`;
}

/** `$1,234.50`, for a sentence. */
export function dollars(value: string | null | undefined): string {
  const text = amount(value);
  if (text === '') return '';
  return text.startsWith('-') ? `-$${text.slice(1)}` : `$${text}`;
}

/** Ten-thousandths of a dollar as an integer, for comparing and drawing only. `null` where it is no amount. */
export function units(value: string | null | undefined): bigint | null {
  const match = /^(-?)(\d+)(?:\.(\d{1,}))?$/.exec((value ?? '').trim());
  if (!match) return null;
  const [, sign = '', whole = '0', rest = ''] = match;
  const all = BigInt(whole + rest.padEnd(4, '0').slice(0, 4));
  return sign ? -all : all;
}

/** `part` of `whole` in per mille, held between 0 and 1000: how long to draw a bar. */
export function perMille(part: string | null | undefined, whole: string | null | undefined): number {
  const a = units(part);
  const b = units(whole);
  if (a === null || b === null || b <= 0n) return 0;
  const share = (a * 1000n) / b;
  return Number(share < 0n ? 0n : share > 1000n ? 1000n : share);
}

/** Sum of amounts given as text; parts that are no amounts are left out. */
export function sum(values: (string | null | undefined)[]): string {
  const all = values.reduce<bigint>((total, value) => total + (units(value) ?? 0n), 0n);
  const sign = all < 0n ? '-' : '';
  const digits = (all < 0n ? -all : all).toString().padStart(5, '0');
  return `${sign}${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/0{1,2}$/, '');
}

/** What a person typed as an amount (`1,040`, `$62.5`) as plain text (`1040`, `62.5`); `null` where it is none. */
export function parseAmount(typed: string): string | null {
  const text = typed.replace(/[\s$]/g, '');
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return text.replaceAll(',', '');
  return /^\d+(\.\d+)?$/.test(text) ? text : null;
}
