// A desk without a desk: for unit tests, and for `?mock` in development. Answers can be replaced one by one.
import type { Commands, Jobs } from '../contract';
import { newImporterData, newPower } from '../screens/clients/blank';
import { detailOf, rowAt, rulebook, TOTAL } from './mock-desk';
import type { Answer, Host, JobAnswer } from './types';

export type Answers = { [K in keyof Commands]?: (args: Commands[K]['args']) => Answer<K> | Promise<Answer<K>> };
export type JobAnswers = { [K in keyof Jobs]?: (args: Jobs[K]['args']) => JobAnswer<K> | Promise<JobAnswer<K>> };

const address = { name: 'Harbor Brokerage', street: '1 Pier Road', city: 'Portland', state: 'ME', postal_code: '04101', country: 'US' };
const firm = {
  name: 'Harbor Brokerage',
  address,
  phone: '207 555 0100',
  licence: '00000',
  filer_code: '9HB',
  next_entry_number: 417,
  last_entry_number: 9999,
  signer: 'J. Harbor',
  signer_title: 'Attorney-in-fact',
  surety: '999',
  default_port: '4701',
  further_ranges: [],
  warn_below: 0,
  surety_name: '',
  ports: [],
  mailing_address: { ...address, name: '' },
  email: '',
};
const client = {
  id: 1,
  name: 'Nordlicht Keramik',
  importer_number: '12-3456789XX',
  address,
  email: '',
  phone: '',
  default_port: '4701',
  default_mode: 'air' as const,
  default_country_of_shipment: 'DE',
  power_of_attorney: { ...newPower(), signer: 'A. Nord', signed: '2024-01-10' },
  notes: '',
  legal_form: null,
  bond: null,
  last_entry_elsewhere: null,
  importer_data: newImporterData(),
};
const imported = {
  id: 1,
  client_id: 1,
  client: client.name,
  file_name: 'nordlicht_2024-06-03.xlsx',
  sha256: '9f2c00000000000041d7',
  size: 81_234,
  fingerprint: 'f1',
  arrival_note: '',
  port: '4701',
  at: '2024-06-03T09:14:05Z',
  who: 'J. Harbor',
  shipments: TOTAL,
  undone: false,
};
const documents = () => ({
  documents: [],
  detached: [],
  kinds: [{ kind: 'invoice' as const, title: 'Commercial invoice' }],
  limit: 'Any kind of file, 50 MB at most.',
});
const COUNTS = [
  { route: 'review' as const, count: 7 },
  { route: 'section-321' as const, count: 1246 },
  { route: 'informal' as const, count: 24 },
  { route: 'postal-informal' as const, count: 4 },
  { route: 'formal' as const, count: 3 },
];

let lastRoutes = 0;
const base = {
  status: () => ({
    desk_path: '/home/harbor/desk.entrydesk',
    firm,
    rulebook,
    verified_note: 'Somebody checked that nothing changed up to this day.',
    journal: { events: 2570, head: '9f2c41d7' },
    shipments: TOTAL,
    app_version: '0.1.0',
    sqlite_version: '3.51.3',
    output_folder: '/home/harbor/Entrydesk',
    user: 'J. Harbor',
    empty: false,
    today: '2024-06-03',
    samples: [{ name: 'shop', title: 'A shop’s orders', about: 'Orders export with 40 parcels' }],
  }),
  desk_state: () => ({
    state: 'open' as const,
    sentence: null,
    path: '/home/harbor/desk.entrydesk',
    encrypted: false,
    notices: [],
    auto_lock_minutes: 0,
    second_eyes: false,
    backup_folder: '/home/harbor/Entrydesk/backups',
    users: [],
    user: 'J. Harbor',
    signed_in: null,
    kept_here: false,
    key_store: null,
  }),
  overrides: () => [],
  overview: () => ({
    figures: {
      shipments: TOTAL,
      to_review: 7,
      prohibited: 0,
      without_entry: 28,
      free: 1246,
      arriving_today: TOTAL,
      without_arrival: 0,
      entries: [
        ['draft', 12],
        ['filed', 19],
      ],
      stale_entries: 0,
      clients: 3,
      recent_imports: [
        imported,
        { ...imported, id: 2, file_name: 'orders_export_1.csv', client: 'Saltbox Goods', shipments: 214, at: '2024-06-02T16:40:00Z' },
      ],
      powers: [],
      entry_numbers_left: 9583,
    },
    due: {
      overdue: 0,
      today: 0,
      week: 1,
      later: 3,
      items: [
        {
          subject: '9HB-0000417-2',
          number: '9HB-0000417-2',
          client: 'Nordlicht Keramik GmbH',
          state: 'released',
          id: 'duty',
          name: 'Duty and fees',
          right: false,
          due: '2024-06-07',
          days: 4,
          counted: '10 working days after release, on 23 May 2024; not counted: Memorial Day on 27 May 2024.',
          confidence: 'primary',
        },
      ],
    },
    attention: [
      {
        kind: 'review',
        title: '7 shipments need a person',
        sentence: 'Vague words in 5, no origin in 2. Nothing is entered until somebody has looked.',
        screen: 'shipments',
        routes: ['review'],
      },
      {
        kind: 'entry',
        title: '28 shipments are not free and have no entry yet',
        sentence: 'The oldest arrived on 3 June 2024; together they are worth $14,210.00.',
        screen: 'shipments',
        routes: ['informal', 'formal'],
      },
      {
        kind: 'stop',
        title: '2 persons are over $800.00 today',
        sentence: 'Ann Example with $850.00 over two clients, and Otto Sample with $812.40.',
        screen: 'people',
        routes: [],
      },
      {
        kind: 'law',
        title: 'The law has not been checked for 49 days',
        sentence: 'The rulebook was verified through 5 October 2026.',
        screen: 'reference',
        routes: [],
      },
    ],
  }),
  clients: () => [{ client, shipments: TOTAL, last_import: '2024-06-03T09:14:05Z' }],
  shipments_view: ({ query }) => {
    lastRoutes += 1;
    const some = COUNTS.filter((c) => query.routes.includes(c.route)).reduce((n, c) => n + c.count, 0);
    return {
      view: `v${lastRoutes}`,
      total: query.text ? 22 : query.routes.length > 0 ? some : TOTAL,
      value_usd: '96210.44',
      counts: COUNTS,
      ids: Array.from({ length: TOTAL }, (_, i) => i + 1),
    };
  },
  shipments_window: ({ from, count }) => Array.from({ length: count }, (_, i) => rowAt(from + i)),
  shipment: ({ id }) => detailOf(id),
  shipment_save: ({ id }) => detailOf(id),
  undo: () => ({ sentence: 'The origin of NK-20415 is China again.' }),
  what_if: ({ id, arrival }) => {
    const as_is = detailOf(id).decision;
    const later = arrival != null && arrival >= '2025-08-29';
    return {
      as_is,
      changed: later ? { ...as_is, route: 'informal', exempt: false, entry_type: '11', would_have_qualified: true } : as_is,
      differs: later ? ['Route: free becomes informal, type 11.', 'The exemption of limb (C) was suspended from 29 August 2025.'] : [],
    };
  },
  entries_plan: ({ shipment_ids, grouping }) => {
    const entries = shipment_ids
      .map((id) => detailOf(id))
      .filter((d) => d.row.route === 'informal')
      .map((d) => ({
        shipment_ids: [d.row.id],
        bill: d.row.bill,
        entry_type: '11',
        because: [],
        recipient: 'Ann Example',
        lines: 1,
        shipment_lines: 1,
        entered_value: '450.00',
        duty: '12.15',
        fees: '2.53',
        total: '14.68',
        lacks:
          d.row.value_usd === '1040.00'
            ? [
                {
                  block: '27',
                  name: 'importer number',
                  sentence: 'Block 27, importer number, is empty. Enter the client’s number.',
                  place: 'client' as const,
                  bill: '',
                  field: 'importer_number',
                },
              ]
            : [],
        assumptions: ['Entered on the day of arrival, 3 June 2024.'],
      }));
    const way = { entered_value: '900.00', duty: '24.30', fees: '5.06', total: '29.36' };
    return {
      entries,
      refused: shipment_ids
        .map((id) => detailOf(id))
        .filter((d) => d.row.route !== 'informal')
        .map((d) => ({
          id: d.row.id,
          bill: d.row.bill,
          why: d.row.route === 'section-321' ? 'it passes free; no duty entry is needed' : 'a person must settle its open questions first',
        })),
      warnings: [],
      ways:
        entries.length > 1
          ? [
              { grouping: 'alone' as const, entries: entries.length, formal: 0, ...way },
              { grouping: 'recipient' as const, entries: entries.length, formal: 0, ...way },
              { grouping: 'consignment' as const, entries: 1, formal: 1, ...way },
            ]
          : [],
      note:
        (grouping ?? 'alone') === 'alone'
          ? 'Each shipment gets an entry of its own, by its own bill (19 CFR 141.52).'
          : 'What one recipient gets by one conveyance goes on one entry (19 CFR 141.51).',
    };
  },
  people: () => [
    {
      name: 'Ann Example',
      key: 'p1',
      day: '2024-06-03',
      parcels: 2,
      total: '850.00',
      over: true,
      spellings: ['Ann Example', 'EXAMPLE, ANN'],
      shipment_ids: [6, 28],
    },
    {
      name: 'Otto Sample',
      key: 'p2',
      day: '2024-06-03',
      parcels: 3,
      total: '812.40',
      over: true,
      spellings: ['Otto Sample'],
      shipment_ids: [4, 26, 48],
    },
    {
      name: 'Mira Sample',
      key: 'p3',
      day: '2024-06-03',
      parcels: 2,
      total: '124.00',
      over: false,
      spellings: ['Mira Sample', 'M. Sample'],
      shipment_ids: [1, 23],
    },
  ],
  palette: ({ text }) => [
    {
      kind: 'shipment',
      title: 'NK-20417',
      detail: `Ann Example · electric kettle, stainless steel · ${text}`,
      screen: 'shipments',
      id: '6',
    },
    { kind: 'tariff', title: '8516.79.0000', detail: 'Other electrothermic appliances', screen: 'reference', id: '8516.79.0000' },
  ],
  countries: () => [
    { code: 'CN', name: 'China' },
    { code: 'DE', name: 'Germany' },
    { code: 'PT', name: 'Portugal' },
    { code: 'VN', name: 'Viet Nam' },
  ],
  imports: () => [imported],
  documents,
  journal_verify: () => ({ events: 2570, head: '9f2c41d7', sound: true, sentence: 'All 2,570 events follow one another.' }),
  sample_offer: ({ name }) => ({ ticket: 't1', name: `${name}.csv`, size: 10240, sha256: '9f2c00000000000041d7' }),
  sample_client: () => client,
  entries: () => [],
  deadlines: () => ({ overdue: 0, today: 0, week: 0, later: 0, items: [] }),
  notes: () => [],
  journal: () => [],
  firm_rules: () => ({ rules: { limits: [], watches: [], barred: [] }, text: '', rulebook }),
  pga_reports: () => [],
} satisfies Answers;

/** A desk with a great many shipments. */
export const crowdedDesk = (rows: number): Answers => {
  const ids = Array.from({ length: rows }, (_, i) => i + 1);
  return { shipments_view: () => ({ view: 'many', total: rows, value_usd: '96210.44', counts: COUNTS, ids }) };
};

/** A desk on its first day. */
export const emptyDesk: Answers = {
  status: () => ({
    ...base.status(),
    firm: { ...firm, name: '', filer_code: null },
    shipments: 0,
    empty: true,
    samples: [
      {
        name: 'nordlicht_2024-06-03.xlsx',
        title: 'A consolidator’s manifest',
        about: '48 parcels by air, with everything that goes wrong in one',
      },
      { name: 'saltbox_orders_export.csv', title: 'A shop’s orders', about: 'Orders as Shopify exports them, without origins' },
    ],
  }),
  overview: () => ({
    figures: {
      ...base.overview().figures,
      shipments: 0,
      to_review: 0,
      without_entry: 0,
      free: 0,
      entries: [],
      clients: 0,
      recent_imports: [],
    },
    due: { overdue: 0, today: 0, week: 0, later: 0, items: [] },
    attention: [],
  }),
  clients: () => [],
  people: () => [],
  imports: () => [],
  shipments_view: () => ({ view: 'v0', total: 0, value_usd: '0.00', counts: [], ids: [] }),
};

const baseJobs: JobAnswers = {
  entries_make: ({ shipment_ids }) => ({
    made: shipment_ids.map((id) => ({
      number: `9HB-${String(417 + id).padStart(7, '0')}-2`,
      client_id: 1,
      client: client.name,
      note: '',
      created: '2024-06-03T10:00:00Z',
      changed: '2024-06-03T10:00:00Z',
      entry_type: '11',
      entry_date: '2024-06-03',
      port: '4701',
      importer: 'Ann Example',
      consignee: 'Ann Example',
      lines: 1,
      entered_value: '450.00',
      duty: '12.15',
      other: '2.53',
      total: '14.68',
      state: 'draft' as const,
      stale: false,
      shipments: 1,
    })),
    refused: [],
  }),
};

/** A host that answers from memory. What it has no answer to, it refuses with a sentence. */
export function mockHost(answers: Answers = {}, jobAnswers: JobAnswers = {}): Host {
  const refuse = (name: string) => ({ code: 'not-mocked', message: `The made-up desk has no answer to “${name}”.` });
  return {
    kind: 'mock',
    call: async (name, args) => {
      const answer = answers[name] ?? (base as Answers)[name];
      if (!answer) throw refuse(name);
      return (answer as (a: unknown) => unknown)(args) as never;
    },
    run: (name, args, onProgress) => {
      let stop = (): void => undefined;
      const stopped = new Promise<never>((_, reject) => {
        stop = () => reject({ code: 'cancelled', message: 'Stopped. Nothing was stored.' });
      });
      const work = (async () => {
        for (let done = 0; done <= 100; done += 20) {
          onProgress({ done, total: 100, words: 'Writing entries' });
          await new Promise((next) => setTimeout(next, 10));
        }
        const answer = jobAnswers[name] ?? baseJobs[name];
        if (!answer) throw refuse(name);
        return (answer as (a: unknown) => unknown)(args) as never;
      })();
      return { result: Promise.race([work, stopped]), cancel: () => stop() };
    },
    offer: async (file) => ({ ticket: 't1', name: file.name, size: file.size, sha256: '9f2c00000000000041d7' }),
    reveal: async () => undefined,
    open: async () => undefined,
    chooseFolder: async () => null,
  };
}
