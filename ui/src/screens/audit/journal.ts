// Journal events in words. An event keeps its details as canonical JSON; the sentence is made here, the proof stays in the desk.
import type { JournalEvent } from '../../contract';
import { counted, day, dollars } from '../../format';

const KINDS: Record<string, string> = {
  'desk-created': 'The desk file was created',
  'desk-migrated': 'The desk file was brought to a newer form',
  'firm-saved': 'The firm’s particulars were saved',
  'setting-changed': 'A setting was changed',
  'client-added': 'Client created',
  'client-saved': 'Client changed',
  'import-stored': 'File stored',
  'import-undone': 'Import taken back',
  'shipments-decided': 'Decided',
  'shipment-edited': 'Shipment changed',
  'entry-numbers-drawn': 'Entry numbers drawn',
  'entry-created': 'Entry made',
  'entry-rebuilt': 'Entry figured anew',
  'entry-state': 'Entry moved on',
  'entry-stale': 'Entry marked out of date',
  'entry-voided': 'Entry number voided',
  'document-attached': 'Document attached',
  'document-changed': 'Document told apart anew',
  'document-detached': 'Document detached',
  'reference-kept': 'Reference file kept',
  'override-asked': 'Override asked for',
  'override-stands': 'Override stands',
  'hold-set': 'Legal hold set',
  'hold-lifted': 'Legal hold lifted',
  'records-purged': 'Records purged',
  'power-purged': 'Power of attorney purged',
  'pack-made': 'Audit pack made',
  'work-interrupted': 'Work was cut off',
  'clock-went-back': 'The clock stood before the last event',
  'desk-restored': 'The desk was restored from a backup',
};

/** A kind like `import-stored` in words; what has none keeps its own. */
export function kindWords(kind: string): string {
  const words = KINDS[kind] ?? kind.replaceAll(/[-_.]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What an event was about: `entry:916-5187505-5` → `entry 916-5187505-5`, and where it can be looked at. */
export function subjectOf(subject: string): { words: string; go: { screen: string; params: Record<string, string> } | null } {
  const cut = subject.indexOf(':');
  if (cut < 0) return { words: subject, go: null };
  const [what, which] = [subject.slice(0, cut), subject.slice(cut + 1)];
  const places: Record<string, { screen: string; key: string }> = {
    client: { screen: 'clients', key: 'id' },
    import: { screen: 'shipments', key: 'import' },
    shipment: { screen: 'shipments', key: 'id' },
    entry: { screen: 'entries', key: 'number' },
  };
  const place = places[what];
  return { words: `${what} ${which}`, go: place ? { screen: place.screen, params: { [place.key]: which } } : null };
}

/** The details of an event that say the most, in a few words. */
export function details(event: Pick<JournalEvent, 'body'>): string {
  let body: unknown;
  try {
    body = JSON.parse(event.body);
  } catch {
    return '';
  }
  if (typeof body !== 'object' || body === null) return '';
  const given = body as Record<string, unknown>;
  const after = (typeof given['after'] === 'object' && given['after'] !== null ? given['after'] : {}) as Record<string, unknown>;
  const text = (key: string): string => {
    const value = given[key] ?? after[key];
    return typeof value === 'string' ? value : '';
  };
  const number = (key: string): number | null => {
    const value = given[key] ?? after[key];
    return typeof value === 'number' ? value : null;
  };
  const shipments = number('shipments');
  const before = (typeof given['before'] === 'object' && given['before'] !== null ? given['before'] : {}) as Record<string, unknown>;
  const [was, is] = [given['before'], given['after']].map((side, i) =>
    typeof side === 'string' ? side : (i === 0 ? before : after)['state'],
  );
  const states = typeof was === 'string' && typeof is === 'string' && was !== is ? `${was} → ${is}` : '';
  const total = text('total');
  const purge = (typeof given['purge'] === 'object' && given['purge'] !== null ? given['purge'] : {}) as Record<string, unknown>;
  const pack = (typeof given['pack'] === 'object' && given['pack'] !== null ? given['pack'] : {}) as Record<string, unknown>;
  const parts = [
    text('sentence'),
    typeof purge['client'] === 'string' ? purge['client'] : '',
    typeof pack['about'] === 'string' ? pack['about'] : '',
    states,
    text('file_name') || text('name') || text('number'),
    text('importer'),
    total ? `${dollars(total)} in duty and fees` : '',
    shipments === null ? '' : counted(shipments, 'shipment'),
    text('arrival') ? `arriving ${day(text('arrival'))}` : '',
    text('path'),
    text('reason'),
    text('lifted_why'),
    text('note'),
  ];
  return [...new Set(parts.filter(Boolean))].join(' · ');
}

/** The sentence of an event: the desk's own where it sends one, else kind and details. */
export function sentenceOf(event: JournalEvent): string {
  if (event.body.startsWith('{"purged":"')) return `${kindWords(event.kind)} (its words were purged)`;
  const own = (event as { sentence?: unknown }).sentence;
  if (typeof own === 'string' && own !== '') return own;
  const more = details(event);
  return more ? `${kindWords(event.kind)}: ${more}` : kindWords(event.kind);
}
