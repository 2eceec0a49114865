// What becomes of shipments that the desk has already: arithmetic on the broker's choices.
import type { KnownChoice, KnownShipment } from '../../contract';

type Known = Pick<KnownShipment, 'bill' | 'locked' | 'differences'>;

/** How many still want a choice. What is the same stays as it is; what is on a filed entry must. */
export function openOf(known: Known[], total: number, chosen: Record<string, KnownChoice>, all: KnownChoice | ''): number {
  if (all !== '') return 0;
  const open = known.filter((k) => k.differences.length > 0 && k.locked === '' && !chosen[k.bill]).length;
  return open + Math.max(0, total - known.length);
}

/** The choices as the desk asks for them. */
export function choicesOf(
  known: Known[],
  chosen: Record<string, KnownChoice>,
  all: KnownChoice | '',
): { all: KnownChoice | null; skip: string[]; take: string[] } {
  const stays = (k: Known) => k.differences.length === 0 || k.locked !== '' || chosen[k.bill] === 'skip';
  return {
    all: all === '' ? null : all,
    skip: known.filter(stays).map((k) => k.bill),
    take: known.filter((k) => !stays(k) && chosen[k.bill] === 'take').map((k) => k.bill),
  };
}
