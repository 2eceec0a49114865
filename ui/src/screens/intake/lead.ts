import { count, counted } from '../../format';
import type { Answer } from '../../host';

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** What was made of the file, in two or three sentences. */
export function lead(reading: Answer<'intake_read'>): string {
  const { shipments, ready, source } = reading;
  const { counts } = source;
  const sentences: string[] = [];
  if (shipments === 0) sentences.push('No shipment was found in this file.');
  else if (ready === shipments) sentences.push(`All ${counted(shipments, 'shipment')} read cleanly.`);
  else sentences.push(`${count(ready)} of ${counted(shipments, 'shipment')} read cleanly.`);
  const apart = [
    counts.title > 0 ? counted(counts.title, 'title row') : '',
    counts.total > 0 ? counted(counts.total, 'row of totals', 'rows of totals') : '',
    counts.trailer > 0 ? counted(counts.trailer, 'row under the goods', 'rows under the goods') : '',
    counts.blank > 0 ? counted(counts.blank, 'empty row') : '',
    counts.unread > 0 ? `${counted(counts.unread, 'row')} that could not be read` : '',
  ].filter(Boolean);
  if (apart.length > 0) sentences.push(`Set apart: ${listed(apart)}.`);
  return sentences.join(' ');
}

/** Kinds whose reason is not the same for every cell. */
const WHY: Record<string, string> = {
  'hts-leading-zero': 'Leading zero put back on HTS numbers',
  'hts-separators': 'HTS numbers without their separators',
  'zip-leading-zero': 'Leading zero put back on ZIP codes',
  'date-serial': 'Dates that were a spreadsheet’s numbers',
  'formula-zero': 'Totals worked out that a formula left at zero',
  'client-rule': 'Read by this client’s rules',
  'product-list': 'Filled from the client’s product list',
};

/** What was put right by itself, a line each: `Leading zero put back · 212 cells`. */
export function repairLines(reading: Answer<'intake_read'>): { why: string; cells: string }[] {
  return reading.repairs.map((r) => ({ why: WHY[r.code] ?? r.why, cells: counted(r.count, 'cell') }));
}

/** A code like `hts-missing` as words for a heading: `Hts missing` would be wrong, so the field's own abbreviations are kept. */
export function heading(code: string): string {
  const words = code.replaceAll(/[-_]/g, ' ').replaceAll(/\b(hts|zip|usd|id|sku|hawb|mawb|ad|cvd)\b/g, (w) => w.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}
