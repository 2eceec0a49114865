// The papers of an entry, a client or some shipments in words.
import type { PaperOffer } from '../../contract';

/** What papers are made of. */
export interface PaperSubject {
  number: string | null;
  client_id: number | null;
  shipment_ids: number[] | null;
}

export const ofEntry = (number: string): PaperSubject => ({ number, client_id: null, shipment_ids: null });
export const ofClient = (id: number): PaperSubject => ({ number: null, client_id: id, shipment_ids: null });
export const ofShipments = (ids: number[]): PaperSubject => ({ number: null, client_id: null, shipment_ids: ids });

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
