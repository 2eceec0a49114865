import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../contract';
import { details, kindWords, sentenceOf, subjectOf } from './journal';

const event = (kind: string, body: string): JournalEvent => ({
  seq: 1,
  at: '2026-11-23T10:00:00Z',
  who: 'IE',
  kind,
  subject: 'desk',
  body,
  prev: '',
  hash: '',
});

describe('the journal in words', () => {
  it('names the file and how much was in it', () => {
    expect(sentenceOf(event('import-stored', '{"after":{"file_name":"nordlicht.xlsx","shipments":1284}}'))).toBe(
      'File stored: nordlicht.xlsx · 1,284 shipments',
    );
  });

  it('shows where an entry went and why', () => {
    expect(sentenceOf(event('entry-state', '{"before":"draft","after":"ready","note":"checked twice"}'))).toBe(
      'Entry moved on: draft → ready · checked twice',
    );
  });

  it('reads states out of whole rows, and says what an entry comes to', () => {
    expect(sentenceOf(event('entry-state', '{"before":{"state":"ready"},"after":{"state":"filed","note":""}}'))).toBe(
      'Entry moved on: ready → filed',
    );
    expect(sentenceOf(event('entry-created', '{"after":{"state":"draft","importer":"Nordlicht Keramik","total":"1089.5"}}'))).toBe(
      'Entry made: Nordlicht Keramik · $1,089.50 in duty and fees',
    );
  });

  it('keeps a kind it does not know readable', () => {
    expect(kindWords('surety-changed')).toBe('Surety changed');
    expect(details(event('x', 'not json'))).toBe('');
    expect(sentenceOf(event('backup-made', '[]'))).toBe('Backup made');
  });

  it('leads from a subject to its screen', () => {
    expect(subjectOf('entry:916-5187505-5')).toEqual({
      words: 'entry 916-5187505-5',
      go: { screen: 'entries', params: { number: '916-5187505-5' } },
    });
    expect(subjectOf('desk')).toEqual({ words: 'desk', go: null });
  });
});
