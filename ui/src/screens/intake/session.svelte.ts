import { SvelteMap } from 'svelte/reactivity';
import { jobs, type RunningJob } from '../../app/jobs.svelte';
import type { ApiError, Client, Derived, FileTicket, KnownChoice, Mode, ReadOptions, ValueRule } from '../../contract';
import { counted } from '../../format';
import { asApiError, host, type Answer, type JobAnswer } from '../../host';
import { columnsOf, fieldsOf, fixesOf, troublesOf, withChoice, withDerived, withFixes, withMapping, withRule, type Choice } from './reader';
import { mappingOf, remap, type Mapping } from './mapping';
import { choicesOf, openOf } from './known';
import { withFixed, withoutFix, type Fix } from './reading';
import { byCell } from './troubles';
import { pagesFor } from './window';

export type Reading = Answer<'intake_read'>;
export type PreviewRow = Answer<'intake_preview'>[number];

/** Rows a page of the preview has. */
export const PAGE = 200;

/** One file on its way from the drop to the store. */
export class Intake {
  ticket = $state.raw<FileTicket | null>(null);
  reading = $state.raw<Reading | null>(null);
  /** Why the file cannot be read, in a sentence. */
  broken = $state.raw<ApiError | null>(null);
  /** A file is being handed over or read for the first time. */
  opening = $state('');
  /** The file is being read again after a change. */
  rereading = $state(false);
  clientId = $state<number | null>(null);
  arrival = $state('');
  port = $state('');
  mode = $state<Mode | ''>('');
  country = $state('');
  /** What becomes of shipments that are on the desk already, by house bill; and of all that are not named. */
  known = $state.raw<Record<string, KnownChoice>>({});
  knownAll = $state<KnownChoice | ''>('');
  /** What the last change of the mapping took away from another column. */
  freed = $state('');
  /** The job that stores the file, while it runs. */
  job = $state.raw<string | null>(null);
  failed = $state.raw<ApiError | null>(null);
  stored = $state.raw<JobAnswer<'intake_store'> | null>(null);

  /** What the broker changed; `null` while the file is read as the desk thinks best. */
  #options: ReadOptions | null = null;
  /** The options before each change, and after those taken back. */
  #past = $state.raw<(ReadOptions | null)[]>([]);
  #future = $state.raw<(ReadOptions | null)[]>([]);
  #asked = 0;
  /** The reading on the screen, by when it was asked for: while the next one is on its way, the rows are still this one's. */
  #shown = 0;
  #underway: Promise<void> = Promise.resolve();
  /** Pages of the preview by number, each with the reading it belongs to. */
  #pages = new SvelteMap<number, { shown: number; rows: PreviewRow[] }>();
  #fetching: string[] = [];

  step = $derived<1 | 2 | 3>(this.stored || this.job ? 3 : this.reading ? 2 : 1);
  columns = $derived(this.reading ? columnsOf(this.reading) : []);
  fields = $derived(this.reading ? fieldsOf(this.reading) : []);
  troubles = $derived(this.reading ? troublesOf(this.reading) : []);
  cells = $derived(byCell(this.troubles));
  mapping = $derived<Mapping>(mappingOf(this.columns));
  fixes = $derived<Fix[]>(this.reading ? fixesOf(this.reading) : []);
  running = $derived<RunningJob | null>(this.job === null ? null : (jobs.running.find((j) => j.title === this.job) ?? null));
  /** What still stands between the file and the store; empty when nothing does. */
  wanting = $derived.by<string[]>(() => {
    const reading = this.reading;
    if (!reading) return ['a file'];
    const wants: string[] = [];
    if (this.clientId === null) wants.push('the client');
    if (!reading.arrival_in_file && this.arrival === '') wants.push('the arrival date');
    if (!/^\d{4}$/.test(this.port.trim())) wants.push('the port of entry');
    if (reading.shipments === 0) wants.push('at least one shipment in the file');
    if (this.openKnown > 0) wants.push('a choice for the shipments stored already');
    return wants;
  });
  /** Shipments stored before of which nobody has said what becomes of them. Those that are the same stay as they are. */
  openKnown = $derived.by<number>(() => {
    const reading = this.reading;
    return reading ? openOf(reading.known, reading.known_total, this.known, this.knownAll) : 0;
  });
  canUndo = $derived(this.#past.length > 0);
  canRedo = $derived(this.#future.length > 0);

  /** Starts afresh. */
  clear(): void {
    this.#asked += 1;
    this.#shown = this.#asked;
    this.ticket = null;
    this.reading = null;
    this.broken = null;
    this.opening = '';
    this.rereading = false;
    this.arrival = '';
    this.freed = '';
    this.job = null;
    this.failed = null;
    this.stored = null;
    this.known = {};
    this.knownAll = '';
    this.#options = null;
    this.#past = [];
    this.#future = [];
    this.#pages.clear();
  }

  /** Takes a dropped or picked file. */
  async offer(file: File): Promise<void> {
    await this.#open(file.name, () => host.offer(file));
  }

  /** Takes a sample that ships with us, as if it had been dropped. */
  async sample(name: string): Promise<void> {
    await this.#open(name, () => host.call('sample_offer', { name }));
  }

  /** Takes a file that another screen has already handed over. */
  async take(ticket: FileTicket): Promise<void> {
    await this.#open(ticket.name, () => Promise.resolve(ticket));
  }

  async #open(name: string, offer: () => Promise<FileTicket>): Promise<void> {
    this.clear();
    // Another file may be another merchant's: who it came from is said anew, never carried over.
    this.clientId = null;
    this.port = '';
    this.mode = '';
    this.country = '';
    this.opening = name;
    const asked = this.#asked;
    try {
      const ticket = await offer();
      if (asked !== this.#asked) return;
      this.ticket = ticket;
      await this.read();
      // Its client may have been named meanwhile, and it is read again.
      await this.#underway;
    } catch (thrown) {
      if (asked === this.#asked) this.broken = asApiError(thrown);
    } finally {
      this.opening = '';
    }
  }

  /** Makes a client the one the file came from, and takes over its defaults. */
  async choose(client: Client | null): Promise<void> {
    this.clientId = client?.id ?? null;
    if (client) {
      if (client.default_port) this.port = client.default_port;
      if (client.default_mode) this.mode = client.default_mode;
      if (client.default_country_of_shipment) this.country = client.default_country_of_shipment;
    }
    if (this.ticket) await this.read();
  }

  /** Reads the file again with the options as they are; the last reading asked for wins. */
  read(options: ReadOptions | null = this.#options): Promise<void> {
    if (!this.ticket) return Promise.resolve();
    const asked = ++this.#asked;
    this.#options = options;
    this.rereading = this.reading !== null;
    // One after the other: the desk shows rows of the reading it finished last, which must be the one asked for last.
    this.#underway = this.#underway.then(() => this.#read(options, asked));
    return this.#underway;
  }

  async #read(options: ReadOptions | null, asked: number): Promise<void> {
    if (!this.ticket || asked !== this.#asked) return;
    try {
      const args = {
        ticket: this.ticket.ticket,
        client_id: this.clientId,
        options: { ...(options ?? ({} as ReadOptions)), arrival: this.arrival === '' ? null : this.arrival },
      };
      const reading = await host.call('intake_read', args);
      if (asked !== this.#asked) return;
      this.#shown = asked;
      this.reading = reading;
      if (this.port === '' && reading.source.port) this.port = reading.source.port;
      this.broken = null;
      this.failed = null;
    } catch (thrown) {
      if (asked === this.#asked) {
        const error = asApiError(thrown);
        if (this.reading) this.failed = error;
        else this.broken = error;
      }
    } finally {
      if (asked === this.#asked) this.rereading = false;
    }
  }

  /** Reads the file with other options; the change can be taken back. */
  async #change(options: ReadOptions): Promise<void> {
    this.#past = [...this.#past, this.#options].slice(-100);
    this.#future = [];
    await this.read(options);
  }

  /** Takes the last change of how the file is read back: a correction, a column, a choice. */
  async undo(): Promise<void> {
    const before = this.#past.at(-1);
    if (before === undefined) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, this.#options];
    await this.read(before);
  }

  /** Makes the change again that was taken back last. */
  async redo(): Promise<void> {
    const after = this.#future.at(-1);
    if (after === undefined) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, this.#options];
    await this.read(after);
  }

  /** The day of arrival was given: where the rate of exchange hangs on it, the file is read again. */
  async arrived(): Promise<void> {
    const hangs =
      this.reading?.issues.some((i) => ['no-exchange-rate', 'export-day-unknown', 'rate-uncertified'].includes(i.code)) ?? false;
    if (hangs) await this.read();
  }

  /** Changes how the file is read: sheet, header row, encoding, delimiter, dates, decimal sign. */
  async set(choice: Choice, value: string): Promise<void> {
    if (this.reading) await this.#change(withChoice(this.reading.options, choice, value));
  }

  /** Points a column at a field, or leaves it out. */
  async map(column: number, field: string | null): Promise<void> {
    if (!this.reading) return;
    const { mapping, freed } = remap(
      this.columns.filter((c) => !c.derived),
      this.mapping,
      column,
      field,
      this.fields,
    );
    const label = this.fields.find((f) => f.id === field)?.label ?? '';
    this.freed = freed ? `${label} was taken from “${freed.header}”, which is now left out.` : '';
    await this.#change(withMapping(this.reading.options, mapping, this.columns));
  }

  /** Takes fields from elsewhere than a column of their own. */
  async derive(derived: Derived[]): Promise<void> {
    if (this.reading) await this.#change(withDerived(withMapping(this.reading.options, this.mapping, this.columns), derived));
  }

  /** Puts cells right. */
  async fix(...fixes: Fix[]): Promise<void> {
    if (!this.reading || fixes.length === 0) return;
    await this.#change(withFixes(this.reading.options, withFixed(this.fixes, fixes)));
  }

  /** Reads the same words of a field as others throughout this file. */
  async replace(rule: ValueRule): Promise<void> {
    if (this.reading) await this.#change(withRule(this.reading.options, rule));
  }

  /** Remembers the same for all files of the client, and reads this one by it. */
  async remember(field: string, says: string, means: string): Promise<void> {
    if (this.clientId === null) return;
    await host.call('rule_remember', { client_id: this.clientId, rule: { field, says, means } });
    await this.read();
  }

  /** Gives a cell back what the file says. */
  async unfix(row: number, column: number): Promise<void> {
    if (this.reading) await this.#change(withFixes(this.reading.options, withoutFix(this.fixes, row, column)));
  }

  /** How many cells of a column say the same, over the whole file. */
  async alike(column: number, text: string): Promise<number> {
    if (!this.ticket) return 0;
    return (await host.call('intake_alike', { ticket: this.ticket.ticket, column, text })).count;
  }

  /** Says what becomes of a shipment that is stored already. */
  settle(bill: string, choice: KnownChoice): void {
    this.known = { ...this.known, [bill]: choice };
  }

  /** Says it of all of them. */
  settleAll(choice: KnownChoice): void {
    this.knownAll = choice;
    this.known = {};
  }

  /** A row of the preview by its place from 0; `null` until its page has come. A page of an older reading is shown until the new one is there. */
  row(index: number): PreviewRow | null {
    return this.#pages.get(Math.floor(index / PAGE))?.rows[index % PAGE] ?? null;
  }

  /** Fetches the pages of the preview that cover `[first, last)` and are missing or old. */
  async need(first: number, last: number): Promise<void> {
    const [ticket, shown] = [this.ticket, this.#shown];
    if (!ticket || this.rereading) return;
    const wanted = pagesFor(first, last, PAGE).filter(
      (page) => this.#pages.get(page)?.shown !== shown && !this.#fetching.includes(`${shown}:${page}`),
    );
    await Promise.all(
      wanted.map(async (page) => {
        const key = `${shown}:${page}`;
        this.#fetching.push(key);
        try {
          const rows = await host.call('intake_preview', { ticket: ticket.ticket, from: page * PAGE + 1, count: PAGE });
          if (shown === this.#shown) this.#pages.set(page, { shown, rows });
        } catch (thrown) {
          if (shown === this.#shown) this.failed = asApiError(thrown);
        } finally {
          this.#fetching = this.#fetching.filter((k) => k !== key);
        }
      }),
    );
  }

  /** Stores all shipments of the file, or nothing. */
  async store(): Promise<void> {
    await this.#underway;
    const { ticket, reading, clientId } = this;
    if (!ticket || !reading || clientId === null || this.wanting.length > 0 || this.job) return;
    this.failed = null;
    this.job = `Storing ${counted(reading.shipments, 'shipment')} of ${ticket.name}`;
    try {
      this.stored = await jobs.run(this.job, 'intake_store', {
        ticket: ticket.ticket,
        client_id: clientId,
        options: reading.options,
        arrival: this.arrival === '' ? null : this.arrival,
        port: this.port.trim(),
        mode: this.mode === '' ? null : this.mode,
        country_of_shipment: this.country === '' ? null : this.country,
        known: reading.known_total > 0 ? choicesOf(reading.known, this.known, this.knownAll) : null,
      });
    } catch (thrown) {
      this.failed = asApiError(thrown);
    } finally {
      this.job = null;
    }
  }
}

/** One intake for the window, so that looking elsewhere and coming back loses nothing. */
export const intake = new Intake();
