// What the screens may ask of the machine they run on. Nothing else in the UI knows what that machine is.
import type { ApiError, Commands, FileTicket, Jobs, Progress } from '../contract';

/** The answer of a command or of a job, by its name. */
export type Answer<K extends keyof Commands> = Commands[K]['answer'];
export type JobAnswer<K extends keyof Jobs> = Jobs[K]['answer'];

/** Long work under way: its answer, and a way to stop it. A stopped job rejects with the code `cancelled`. */
export interface Job<T> {
  result: Promise<T>;
  cancel(): void;
}

export interface Host {
  kind: 'tauri' | 'http' | 'mock';
  call<K extends keyof Commands>(name: K, args: Commands[K]['args']): Promise<Answer<K>>;
  run<K extends keyof Jobs>(name: K, args: Jobs[K]['args'], onProgress: (progress: Progress) => void): Job<JobAnswer<K>>;
  /** Hands a file to the desk, which reads it itself: no path ever reaches the page. */
  offer(file: File): Promise<FileTicket>;
  /** Shows a finished file in the system's file manager. */
  reveal(path: string): Promise<void>;
  /** Opens a file the desk has written with the system's own program for it; in a browser it is downloaded. */
  open(path: string): Promise<void>;
  /** Lets the user pick a folder; `null` where they thought better of it. */
  chooseFolder(): Promise<string | null>;
}

/** One message of a running job. The end of a job is a message, never the end of the call that started it. */
export type JobMessage = ({ kind: 'progress' } & Progress) | { kind: 'finished'; answer: unknown } | { kind: 'failed'; error: ApiError };

/** Whatever was thrown, as an error that can be shown. */
export function asApiError(thrown: unknown): ApiError {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) {
    const { code, message, detail } = thrown as { code?: unknown; message: unknown; detail?: unknown };
    return {
      code: typeof code === 'string' ? code : 'unexpected',
      message: String(message),
      ...(typeof detail === 'string' ? { detail } : {}),
    };
  }
  return { code: 'unexpected', message: typeof thrown === 'string' ? thrown : 'Something went wrong that has no words of its own.' };
}

let counter = 0;

/** A job's own name, so that a repeated call is the same job. */
export function jobId(): string {
  counter += 1;
  return `${Date.now().toString(36)}-${counter.toString(36)}`;
}
