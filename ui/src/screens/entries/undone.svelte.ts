// The last step that was recorded here, as long as it can still be taken back with one key.
import { session } from '../../app/session.svelte';
import type { EntryState } from '../../contract';
import { asApiError, host } from '../../host';
import { dismiss, toast } from '../../kit';

interface LastStep {
  numbers: string[];
  /** Where it brought them. */
  state: EntryState;
  /** The entry summary was recorded with it. */
  with_summary: boolean;
}

class Undone {
  last: LastStep | null = $state.raw(null);
  #said: number | null = null;

  /** A step was recorded. One before it can no longer be taken back from here: it is not the last any more. */
  recorded(sentence: string, step: LastStep | null): void {
    this.forget();
    this.last = step;
    this.#said = toast({
      kind: 'done',
      sentence,
      ...(step ? { action: { label: 'Undo', run: () => void this.takeBack() } } : {}),
    });
  }

  /** Something else was done since. */
  forget(): void {
    this.last = null;
    if (this.#said !== null) dismiss(this.#said);
    this.#said = null;
  }

  /** Takes the last step back: it stays on record, struck out. */
  async takeBack(): Promise<void> {
    const step = this.last;
    if (!step) return;
    this.forget();
    try {
      const { sentence } = await host.call('entries_take_back', { ...step, why: 'Undone right after it was recorded' });
      toast({ kind: 'done', sentence });
      await session.changed();
    } catch (thrown) {
      toast({ kind: 'error', sentence: asApiError(thrown).message });
    }
  }
}

export const undone = new Undone();
