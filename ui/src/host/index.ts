// Picks the machine we run on: the desktop window, or (development, tests) the desk over loopback HTTP.
import { httpHost } from './http';
import { tauriHost } from './tauri';
import { asApiError, type Host } from './types';

export { asApiError } from './types';
export type { Answer, Host, Job, JobAnswer } from './types';

let chosen: Host = typeof window !== 'undefined' && '__TAURI_INTERNALS__' in window ? tauriHost : httpHost;

/** Replaces the host: unit tests, and `?mock` in development builds. */
export function useHost(other: Host): void {
  chosen = other;
}

let whenLocked: () => void = () => undefined;

/** Who wants to hear that the desk has locked itself. */
export function onLocked(hear: () => void): void {
  whenLocked = hear;
}

/** Passes on what comes, and says so where the desk answers that it is locked. */
async function heard<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    if (asApiError(thrown).code === 'desk-locked') whenLocked();
    throw thrown;
  }
}

/** The machine we run on, whichever it is. */
export const host: Host = {
  get kind() {
    return chosen.kind;
  },
  call: (name, args) => heard(chosen.call(name, args)),
  run: (name, args, onProgress) => chosen.run(name, args, onProgress),
  offer: (file) => chosen.offer(file),
  reveal: (path) => chosen.reveal(path),
  open: (path) => chosen.open(path),
  chooseFolder: () => chosen.chooseFolder(),
};
