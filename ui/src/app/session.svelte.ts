// What the whole window knows about the desk: the status line, the counts, and that something has changed.
import type { ApiError } from '../contract';
import { asApiError, host, onLocked, type Answer } from '../host';
import { toast } from '../kit';

class Session {
  /** Whether the desk is open, and how it is protected; `null` until the first answer. */
  desk = $state.raw<Answer<'desk_state'> | null>(null);
  /** Notices of the start that were read. */
  read = $state.raw<string[]>([]);
  /** The desk's status; `null` until the first answer. */
  status = $state.raw<Answer<'status'> | null>(null);
  /** Counts for the navigation and for Today. */
  overview = $state.raw<Answer<'overview'> | null>(null);
  /** Value of all shipments on the desk, U.S. dollars. */
  value = $state<string | null>(null);
  /** Whether the journal's chain was sound when it was last checked. */
  journalSound = $state<boolean | null>(null);
  /** Why the desk does not answer. */
  error = $state.raw<ApiError | null>(null);
  /** Grows whenever stored data changes; screens that show data read it in their effects. */
  revision = $state(0);
  /** What a screen wants the footer to say instead of the desk's totals, like a file's hash while nothing is stored. */
  footnote = $state.raw<{ label: string; value?: string }[] | null>(null);
  /** The file Today (or a drop anywhere) hands to Intake. */
  ticket = $state.raw<Answer<'sample_offer'> | null>(null);

  /** Asks the desk again. */
  async refresh(): Promise<void> {
    try {
      this.desk = await host.call('desk_state', {});
      if (this.desk.state !== 'open') {
        // What was on the screen belongs to an open desk.
        this.status = null;
        this.overview = null;
        this.error = null;
        return;
      }
      const [status, overview] = await Promise.all([host.call('status', {}), host.call('overview', {})]);
      this.status = status;
      this.overview = overview;
      this.error = null;
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
  }

  /** The desk was opened, or another file took its place: everything is read anew. */
  async opened(sentence?: string): Promise<void> {
    await this.changed();
    if (sentence) toast({ kind: 'done', sentence });
  }

  /** Tells every screen that stored data has changed. */
  async changed(): Promise<void> {
    this.revision += 1;
    await this.refresh();
    void this.check();
  }

  /** Re-reads the figures of the footer that cost a little more. */
  async check(): Promise<void> {
    if (this.desk !== null && this.desk.state !== 'open') return;
    try {
      this.journalSound = (await host.call('journal_verify', {})).sound;
    } catch {
      this.journalSound = null;
    }
    try {
      this.value = (await host.call('shipments_view', { query: everything() })).value_usd;
    } catch {
      this.value = null;
    }
  }
}

/** The query for all shipments. */
export function everything(): Parameters<typeof host.call<'shipments_view'>>[1]['query'] {
  return {
    client_id: null,
    import_id: null,
    routes: [],
    text: '',
    arrival_from: null,
    arrival_to: null,
    without_entry: false,
    sort: 'stored',
    descending: true,
  };
}

export const session = new Session();

onLocked(() => {
  if (session.desk?.state === 'open') void session.refresh();
});
