// Picks the machine we run on: the desktop window, or (development, tests) the desk over loopback HTTP.
import { httpHost } from './http';
import { tauriHost } from './tauri';
import type { Host } from './types';

export { asApiError } from './types';
export type { Answer, Host, Job, JobAnswer } from './types';

let chosen: Host = typeof window !== 'undefined' && '__TAURI_INTERNALS__' in window ? tauriHost : httpHost;

/** Replaces the host: unit tests, and `?mock` in development builds. */
export function useHost(other: Host): void {
  chosen = other;
}

/** The machine we run on, whichever it is. */
export const host: Host = {
  get kind() {
    return chosen.kind;
  },
  call: (name, args) => chosen.call(name, args),
  run: (name, args, onProgress) => chosen.run(name, args, onProgress),
  offer: (file) => chosen.offer(file),
  reveal: (path) => chosen.reveal(path),
  open: (path) => chosen.open(path),
  chooseFolder: () => chosen.chooseFolder(),
};
