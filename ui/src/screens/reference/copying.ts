/** Copying a tariff number into a line of a stored shipment. */
import { session } from '../../app/session.svelte';
import { hts as dotted } from '../../format';
import { host } from '../../host';
import { toast } from '../../kit';

/** A line of a shipment that a number is looked up for: in the address as `for` and `line`. */
export interface Target {
  id: number;
  line: number;
}

/** Reads a target from the parameters of the address. */
export function targetOf(params: Record<string, string>): Target | null {
  const [id, line] = [Number(params['for'] ?? ''), Number(params['line'] ?? '0')];
  return Number.isInteger(id) && id > 0 && Number.isInteger(line) && line >= 0 ? { id, line } : null;
}

/** Writes the number into the line; the shipment is decided anew. Answers its bill. */
export async function copyInto(target: Target, number: string): Promise<string> {
  const { shipment } = await host.call('shipment', { id: target.id });
  const digits = number.replace(/\D/g, '');
  if (!shipment.lines[target.line]) throw new Error(`${shipment.id} has no line ${target.line + 1}.`);
  const lines = shipment.lines.map((line, i) => (i === target.line ? { ...line, hts: digits } : line));
  await host.call('shipment_save', { id: target.id, shipment: { ...shipment, lines } });
  session.changed();
  toast({ kind: 'done', sentence: `${dotted(digits)} is on line ${target.line + 1} of ${shipment.id}, which was decided anew.` });
  return shipment.id;
}
