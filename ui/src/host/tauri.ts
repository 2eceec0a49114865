// The only file that knows Tauri.
import { Channel, invoke } from '@tauri-apps/api/core';
import type { FileTicket } from '../contract';
import { asApiError, jobId, type Host, type JobMessage } from './types';

async function ask<T>(command: string, args: Record<string, unknown> | Uint8Array, headers?: Record<string, string>): Promise<T> {
  try {
    return await invoke<T>(command, args, headers ? { headers } : undefined);
  } catch (thrown) {
    throw asApiError(thrown);
  }
}

export const tauriHost: Host = {
  kind: 'tauri',
  // Every command of the table is a command of its own to Tauri, so that the capability file can name them one by one.
  call: (name, args) => ask(name, { args }),
  run(name, args, onProgress) {
    const job = jobId();
    const result = new Promise<never>((resolve, reject) => {
      const progress = new Channel<JobMessage>();
      progress.onmessage = (message) => {
        if (message.kind === 'progress') onProgress(message);
        else if (message.kind === 'finished') resolve(message.answer as never);
        else reject(asApiError(message.error));
      };
      ask(name, { job, args, progress }).catch(reject);
    });
    return { result, cancel: () => void ask('cancel', { job }).catch(() => undefined) };
  },
  offer: async (file) =>
    ask<FileTicket>('offer', new Uint8Array(await file.arrayBuffer()), { 'x-file-name': encodeURIComponent(file.name) }),
  reveal: (path) => ask('reveal', { path }),
  open: (path) => ask('open', { path }),
  chooseFolder: () => ask('choose_folder', {}),
};
