// Long work under way: shown in the job bar with progress in words, and stoppable.
import type { Jobs } from '../contract';
import { asApiError, host, type JobAnswer } from '../host';
import { session } from './session.svelte';

export interface RunningJob {
  id: number;
  title: string;
  done: number;
  total: number;
  words: string;
  stopping: boolean;
  cancel(): void;
}

class JobStore {
  running = $state<RunningJob[]>([]);
  #next = 1;

  /**
   * Runs a job under a title like `Storing 1,284 shipments`. Rejects with an `ApiError`; the code `cancelled` means that the user
   * stopped it. When it ends, every screen hears that data has changed.
   */
  async run<K extends keyof Jobs>(title: string, name: K, args: Jobs[K]['args']): Promise<JobAnswer<K>> {
    const id = this.#next++;
    const job = host.run(name, args, (progress) => {
      const shown = this.running.find((j) => j.id === id);
      if (shown) Object.assign(shown, progress);
    });
    this.running.push({
      id,
      title,
      done: 0,
      total: 0,
      words: '',
      stopping: false,
      cancel: () => {
        const shown = this.running.find((j) => j.id === id);
        if (shown) shown.stopping = true;
        job.cancel();
      },
    });
    try {
      return await job.result;
    } catch (thrown) {
      throw asApiError(thrown);
    } finally {
      this.running = this.running.filter((j) => j.id !== id);
      void session.changed();
    }
  }
}

export const jobs = new JobStore();
