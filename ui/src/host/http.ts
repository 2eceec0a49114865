// The same workbench over loopback HTTP: for development in a browser, and for browser tests.
import type { FileTicket } from '../contract';
import { asApiError, jobId, type Host, type JobMessage } from './types';

async function post(path: string, body: BodyInit, type: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { method: 'POST', body, headers: { 'content-type': type } });
  } catch {
    throw { code: 'unreachable', message: 'The desk does not answer. Is it still running?' };
  }
  if (response.ok) return response;
  const text = await response.text();
  let error: unknown;
  try {
    error = JSON.parse(text);
  } catch {
    error = { code: `http-${response.status}`, message: text || `The desk answered ${response.status}.` };
  }
  throw asApiError(error);
}

const json = (path: string, args: unknown) => post(path, JSON.stringify(args), 'application/json');

/** Calls `onMessage` for every line of a newline-delimited JSON answer, as the lines arrive. */
export async function readLines(body: ReadableStream<Uint8Array>, onMessage: (message: JobMessage) => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const line of lines) if (line.trim() !== '') onMessage(JSON.parse(line) as JobMessage);
    if (done) return;
  }
}

export const httpHost: Host = {
  kind: 'http',
  call: async (name, args) => (await json(`/api/call/${name}`, args)).json(),
  run(name, args, onProgress) {
    const job = jobId();
    const work = async () => {
      const response = await json(`/api/run/${name}?job=${job}`, args);
      let last: JobMessage | null = null;
      if (response.body) {
        await readLines(response.body, (message) => {
          if (message.kind === 'progress') onProgress(message);
          else last = message;
        });
      }
      const end = last as JobMessage | null;
      if (end?.kind === 'finished') return end.answer as never;
      throw end?.kind === 'failed' ? asApiError(end.error) : { code: 'broken-off', message: 'The work broke off without an answer.' };
    };
    return { result: work(), cancel: () => void json(`/api/cancel?job=${job}`, {}).catch(() => undefined) };
  },
  offer: async (file) =>
    (await post(`/api/offer?name=${encodeURIComponent(file.name)}`, file, 'application/octet-stream')).json() as Promise<FileTicket>,
  reveal: async (path) => void (await json('/api/reveal', { path })),
  open: async (path) => {
    const link = document.createElement('a');
    link.href = `/api/file?path=${encodeURIComponent(path)}`;
    link.download = path.split(/[\\/]/).at(-1) ?? 'document';
    link.click();
  },
  chooseFolder: async () => null,
};
