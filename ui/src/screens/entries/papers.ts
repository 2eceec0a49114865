// The papers of an entry in words.
import type { PaperOffer } from '../../contract';

/** How a paper stands in the choice: its name, and what is the matter with it. */
export function offered(offer: PaperOffer): string {
  if (offer.unsuited !== null) return `${offer.name} · does not suit`;
  return offer.lacks.length === 0 ? offer.name : `${offer.name} · ${offer.lacks.length} missing`;
}

/** The paper before or after one, of those that suit; round at the ends. */
export function besides(offers: PaperOffer[], kind: string, by: 1 | -1): string | null {
  const suited = offers.filter((o) => o.unsuited === null || o.kind === kind);
  const at = suited.findIndex((o) => o.kind === kind);
  if (at < 0 || suited.length < 2) return null;
  return suited[(at + by + suited.length) % suited.length]?.kind ?? null;
}
