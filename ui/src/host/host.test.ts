import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JobMessage } from './types';
import { httpHost, readLines } from './http';
import { mockHost } from './mock';
import { asApiError } from './types';

afterEach(() => vi.unstubAllGlobals());

/** A body that arrives in the given pieces. */
function stream(...pieces: string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece));
      controller.close();
    },
  });
}

describe('the desk over HTTP', () => {
  it('calls a command by name', async () => {
    const fetch = vi.fn(async () => new Response(JSON.stringify([{ code: 'DE', name: 'Germany' }])));
    vi.stubGlobal('fetch', fetch);
    expect(await httpHost.call('countries', {})).toEqual([{ code: 'DE', name: 'Germany' }]);
    expect(fetch).toHaveBeenCalledWith('/api/call/countries', expect.objectContaining({ method: 'POST', body: '{}' }));
  });

  it('throws the desk’s own words', async () => {
    vi.stubGlobal(
      'fetch',
      async () => new Response(JSON.stringify({ code: 'not-found', message: 'shipment 9 is not in this desk file' }), { status: 400 }),
    );
    await expect(httpHost.call('shipment', { id: 9 })).rejects.toEqual({
      code: 'not-found',
      message: 'shipment 9 is not in this desk file',
    });
  });

  it('says so when nobody answers', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('failed')));
    await expect(httpHost.call('status', {})).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('reads a job’s messages also when they arrive in pieces', async () => {
    const seen: JobMessage[] = [];
    await readLines(stream('{"kind":"progress","done":1,"to', 'tal":2,"words":"Storing"}\n{"kind":"fin', 'ished","answer":7}'), (m) =>
      seen.push(m),
    );
    expect(seen).toEqual([
      { kind: 'progress', done: 1, total: 2, words: 'Storing' },
      { kind: 'finished', answer: 7 },
    ]);
  });

  it('ends a job with its answer, its failure, or the word that it broke off', async () => {
    const bodies = [
      '{"kind":"finished","answer":{"made":[],"refused":[]}}\n',
      '{"kind":"failed","error":{"code":"cancelled","message":"Stopped."}}\n',
      '{"kind":"progress","done":1,"total":2,"words":""}\n',
    ];
    vi.stubGlobal('fetch', async () => new Response(stream(bodies.shift() ?? '')));
    const args = { shipment_ids: [1], entry_date: null, carrier: null, master_bill: null };
    const progress = vi.fn();
    expect(await httpHost.run('entries_make', args, progress).result).toEqual({ made: [], refused: [] });
    await expect(httpHost.run('entries_make', args, progress).result).rejects.toEqual({ code: 'cancelled', message: 'Stopped.' });
    await expect(httpHost.run('entries_make', args, progress).result).rejects.toMatchObject({ code: 'broken-off' });
    expect(progress).toHaveBeenCalledOnce();
  });
});

describe('the made-up desk', () => {
  it('answers from memory, and otherwise as the test says', async () => {
    const desk = mockHost({ undo: () => ({ sentence: 'Undone.' }) });
    expect(await desk.call('undo', {})).toEqual({ sentence: 'Undone.' });
    expect((await desk.call('status', {})).firm.filer_code).toBe('9HB');
  });

  it('refuses what it does not know with a sentence', async () => {
    await expect(mockHost().call('backup', {})).rejects.toMatchObject({ message: 'The made-up desk has no answer to “backup”.' });
  });

  it('stops a job when asked to', async () => {
    const job = mockHost().run('entries_make', { shipment_ids: [1], entry_date: null, carrier: null, master_bill: null }, () => undefined);
    job.cancel();
    await expect(job.result).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('errors', () => {
  it('keep their code and words, whatever was thrown', () => {
    expect(asApiError({ code: 'refused', message: 'No.' })).toEqual({ code: 'refused', message: 'No.' });
    expect(asApiError(new Error('boom'))).toEqual({ code: 'unexpected', message: 'boom' });
    expect(asApiError('text')).toEqual({ code: 'unexpected', message: 'text' });
    expect(asApiError(undefined).message).toMatch(/went wrong/);
  });
});
