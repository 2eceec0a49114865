// An invented desk for looking at screens while developing. Every name, number and sentence here is made up.
import type { Decision, DutyResult, Line, Party, Route, Shipment, TestResult } from '../contract';
import type { Answer } from './types';

type Row = Answer<'shipments_window'>[number];
type Detail = Answer<'shipment'>;
type Sample = [person: string, goods: string, origin: string, hts: string, value: string, route: Route];

const SAMPLES: Sample[] = [
  ['Mira Sample', 'stoneware mug, blue', 'DE', '6912.00.4810', '62.00', 'section-321'],
  ['José Núñez', 'porcelain teapot', 'DE', '6911.10.5200', '118.50', 'section-321'],
  ['山田 花子 Hanako Yamada', 'ceramic vase', 'PT', '6913.90.5000', '89.00', 'section-321'],
  ['Otto Sample', 'daily necessities', 'CN', '', '45.00', 'review'],
  ['Prairie Fulfillment LLC', 'stoneware bowls, set of 4', 'DE', '6912.00.3950', '1040.00', 'informal'],
  ['Ann Example', 'electric kettle, stainless steel', 'DE', '8516.79.0000', '450.00', 'informal'],
  ['Sol Sample', 'linen apron', 'PT', '6211.42.1081', '75.00', 'section-321'],
  ['Tess Sample', 'bottle of red wine, 750 ml', 'FR', '2204.21.5040', '35.00', 'formal'],
  ['Ugo Sample', 'stoneware saucer', 'DE', '6912.00.4810', '34.00', 'section-321'],
  ['Vera Sample', 'oak cutting board', 'DE', '4419.11.0000', '48.00', 'section-321'],
  ['Peter Parker', 'plush figure', 'CN', '9503.00.0073', '19.00', 'review'],
  ['Wim Sample', 'steel nails, AD order', 'CN', '7317.00.5503', '40.00', 'formal'],
  ['Xan Sample', 'beeswax candle', 'DE', '3406.00.0000', '42.75', 'section-321'],
  ['Yas Sample', 'brass candle holder', 'IN', '9405.50.2000', '44.00', 'section-321'],
  ['Zoe Sample', "men's leather wallet", 'IT', '4202.31.6000', '120.00', 'section-321'],
  ['Abe Sample', 'silk necktie', 'IT', '6215.10.0025', '131.00', 'section-321'],
  ['Bea Sample', 'green tea bags', 'JP', '0902.10.1015', '31.00', 'section-321'],
  ['Cal Sample', "women's canvas shoes", 'VN', '6404.19.9060', '22.40', 'section-321'],
  ['Dot Sample', 'printed catalogue', 'GB', '4911.10.0080', '12.00', 'informational-materials'],
  ['Eli Sample', 'kitchen scale, digital', 'DE', '8423.10.0000', '39.99', 'section-321'],
  ['Fay Sample', 'bamboo tray', 'VN', '4419.19.9000', '45.00', 'postal-informal'],
  ['Gus Sample', 'wool scarf', 'DE', '6214.20.0000', '49.90', 'section-321'],
];

export const rulebook = { version: 'b3:5f0c…', verified_through: '2026-10-05' };
const primary = 'primary' as const;

export function rowAt(index: number): Row {
  const [person, goods, origin, hts, value_usd, route] = SAMPLES[index % SAMPLES.length] ?? ['', '', '', '', '', 'review' as Route];
  const type: Partial<Record<Route, string>> = { informal: '11', formal: '01' };
  return {
    id: index + 1,
    bill: `NK-${20412 + index}`,
    client_id: 1,
    client: 'Nordlicht Keramik',
    import_id: 1,
    person,
    goods,
    lines: 1,
    origin,
    hts,
    value_usd,
    arrival: '2024-06-03',
    port: '4701',
    mode: 'air',
    route,
    entry_type: type[route] ?? null,
    exempt: route === 'section-321' ? true : route === 'review' ? null : false,
    would_have_qualified: false,
    entry_number: null,
    flagged: route === 'review' ? (hts === '' ? ['required-data', 'description'] : ['description']) : [],
    decided_at: '2024-06-03T09:14:05Z',
  };
}

const party = (name: string): Party => ({
  name,
  address1: '12 Oak Street',
  address2: null,
  city: 'Hartford',
  region: 'CT',
  postal_code: '06103',
  country: 'US',
  email: null,
  phone: null,
});

function shipmentOf(row: Row): Shipment {
  const line: Line = {
    description: row.goods,
    quantity: '1',
    value: row.value_usd,
    entered_value: null,
    hts: row.hts || null,
    origin: row.origin,
    weight_kg: '1.2',
    sku: null,
    adcvd_case: null,
    quota: false,
    chapter_99: [],
    pga: [],
  };
  return {
    id: row.bill,
    arrival: row.arrival,
    exported: null,
    filed_at: null,
    mode: row.mode,
    country_of_shipment: 'DE',
    shipper: party('Nordlicht Keramik'),
    consignee: party(row.person),
    purchaser: null,
    owner: null,
    claim: 'commercial',
    goods_sold: true,
    from_ftz: false,
    client: null,
    order_number: '1001',
    invoice_number: null,
    tracking_number: null,
    currency: 'USD',
    exchange_rate: null,
    lines: [line],
  };
}

const test = (
  id: string,
  outcome: TestResult['outcome'],
  because: string,
  law: string[],
  facts: Record<string, string> = {},
): TestResult => ({
  id,
  outcome,
  because,
  citations: law.map((text) => ({ text, confidence: primary })),
  facts,
});

function decisionOf(row: Row): Decision {
  const over = row.person === 'Ann Example';
  return {
    id: row.bill,
    route: row.route,
    exempt: row.exempt,
    limb: row.route === 'section-321' ? '1321(a)(2)(C)' : null,
    entry_type: row.entry_type,
    person: { name: row.person, key: 'p1', shipments: [row.bill] },
    person_day_total: over ? '850.00' : row.value_usd,
    tests: [
      test('exemption-in-force', 'pass', 'The exemption of limb (C) is in force for goods from Germany on 3 June 2024.', [
        '19 USC 1321(a)(2)(C)',
      ]),
      test('value-ceiling', 'pass', `$${row.value_usd ?? ''} of $800.00, fair retail value in Germany.`, ['19 CFR 10.151']),
      over
        ? test('person-day-aggregate', 'fail', '$450.00 + $400.00 = $850.00 for one person on one day: over the ceiling by $50.00.', [
            '19 USC 1321(a)(2)',
            '19 CFR 10.151',
          ])
        : test('person-day-aggregate', 'pass', 'One parcel for this person on this day.', ['19 USC 1321(a)(2)']),
      test('single-order-split', 'pass', 'Orders 1001 and NK-88 come from two shops: not one order in lots.', []),
      row.route === 'review'
        ? test('description', 'review', `“${row.goods}” is too vague to say what it is; CBP lists such words.`, ['19 CFR 10.151'])
        : test('description', 'pass', 'The words say what the goods are.', []),
      test(
        'restricted-goods',
        row.route === 'formal' ? 'fail' : 'pass',
        row.route === 'formal' ? 'Goods of this heading are never exempt.' : 'No restricted goods, no partner agency.',
        ['19 CFR 10.153(d)'],
      ),
      test('quota', 'not-applicable', 'No quota concerns these goods.', []),
      test('gift-conditions', 'not-applicable', 'Nothing says that it is a gift.', []),
      {
        ...test('postal-conditions', 'not-applicable', 'It does not come by mail.', []),
        citations: [{ text: '19 CFR 145.12', confidence: 'secondary' }],
      },
    ],
    advisories: over
      ? [
          {
            about: 'record',
            because: 'Keep the records of this shipment until 3 June 2029.',
            citations: [{ text: '19 CFR 163.4', confidence: 'unverified' }],
          },
        ]
      : [],
    would_have_qualified: false,
  };
}

function estimateOf(row: Row): DutyResult | null {
  if (row.route !== 'informal') return null;
  const law = [{ text: '19 USC 58c(b)(9)', confidence: primary }];
  return {
    id: row.bill,
    lines: [
      {
        hts: row.hts,
        description: 'Other electrothermic appliances',
        units: ['No.'],
        components: [{ code: row.hts, name: 'Base duty', rate: '2.7 %', duty: '12.15', citations: law }],
        duty: '12.15',
      },
    ],
    total_duty: '12.15',
    fees: [{ class: '311', name: 'Informal MPF', amount: '2.53', citations: law }],
    total: '14.68',
    citations: law,
    assumptions: ['Entered on the day of arrival.'],
    edition: '2024 Revision 3',
    error: null,
  };
}

export function detailOf(id: number): Detail {
  const row = rowAt(id - 1);
  const over = row.person === 'Ann Example';
  return {
    row,
    shipment: shipmentOf(row),
    decision: decisionOf(row),
    headline: over
      ? 'Not free: one person, one day.'
      : row.route === 'review'
        ? 'A person must look: the words are too vague.'
        : 'Free under section 321.',
    lead: over
      ? 'Ann Example received two parcels today worth $850.00 together; the exemption ends at $800.00, so neither passes.'
      : `One parcel worth $${row.value_usd ?? ''}, within the $800.00 a person may receive free on one day.`,
    law_day: '2024-06-03',
    person_day: {
      name: row.person,
      day: '2024-06-03',
      total: over ? '850.00' : row.value_usd,
      ceiling: '800.00',
      parcels: [
        { id, bill: row.bill, client: row.client, value_usd: row.value_usd ?? '', this: true, written: row.person },
        ...(over ? [{ id: null, bill: '', client: 'another client', value_usd: '400.00', this: false, written: '' }] : []),
      ],
    },
    estimate: estimateOf(row),
    source: { file_name: 'nordlicht_2024-06-03.xlsx', rows: [id + 6], import_id: 1 },
    history: [
      {
        seq: 12,
        at: '2024-06-03T09:14:05Z',
        who: 'J. Harbor',
        kind: 'shipments-decided',
        subject: `shipment:${id}`,
        body: '{}',
        prev: '',
        hash: '9f2c41d7aa',
      },
      {
        seq: 11,
        at: '2024-06-03T09:14:05Z',
        who: 'J. Harbor',
        kind: 'import-stored',
        subject: 'import:1',
        body: '{}',
        prev: '',
        hash: '11aa41d7aa',
      },
    ],
    decisions: 1,
  };
}

export const TOTAL = 1284;
