import { describe, expect, it } from 'vitest';
import { detailOf } from '../../host/mock-desk';
import { accept, read, write } from './edit';
import { chipOf, chips, countOf, FILTERS, queryOf, routesOf } from './filters';

describe('the address of a list', () => {
  it('becomes a query', () => {
    expect(queryOf({ client: '3', routes: 'free', q: 'kettle', open: 'true', sort: 'value', desc: 'true', from: '2024-06-03' })).toEqual({
      client_id: 3,
      import_id: null,
      routes: ['section-321', 'gift', 'accompanied', 'informational-materials'],
      text: 'kettle',
      arrival_from: '2024-06-03',
      arrival_to: null,
      without_entry: true,
      sort: 'value',
      descending: true,
    });
  });

  it('ignores what makes no sense', () => {
    expect(queryOf({ client: 'x', routes: 'nonsense', sort: 'beauty', from: 'soon' })).toMatchObject({
      client_id: null,
      routes: [],
      sort: 'stored',
      arrival_from: null,
    });
  });

  it('knows the chip that stands for its routes', () => {
    expect(chipOf(routesOf({ routes: 'review' }))?.label).toBe('Needs a person');
    expect(chipOf(routesOf({ routes: 'informal,formal' }))).toBeNull();
    expect(chipOf([])?.id).toBe('all');
  });

  it('shows rare chips only when something is under them', () => {
    const counts = [
      { route: 'section-321' as const, count: 3 },
      { route: 'gift' as const, count: 2 },
      { route: 'postal-informal' as const, count: 1 },
    ];
    expect(chips(counts, 'all').map((c) => c.id)).toEqual(['all', 'review', 'free', 'informal', 'formal', 'mail']);
    expect(FILTERS.map((f) => countOf(f, counts))).toEqual([6, 0, 5, 0, 0, 1, 0]);
  });
});

describe('editing a field', () => {
  const { shipment } = detailOf(4);

  it('reads and writes by its place, and leaves the shipment it was given alone', () => {
    const changed = write(shipment, 'lines.0.origin', 'VN');
    expect(read(changed, 'lines.0.origin')).toBe('VN');
    expect(read(shipment, 'lines.0.origin')).toBe('CN');
    expect(read(write(shipment, 'consignee.postal_code', '06103'), 'consignee.postal_code')).toBe('06103');
  });

  it('takes a value away when it is emptied, but a description stays text', () => {
    expect(write(shipment, 'arrival', '').arrival).toBeNull();
    expect(write(shipment, 'lines.0.description', '').lines[0]?.description).toBe('');
  });

  it('makes a consignee where there was none', () => {
    expect(write({ ...shipment, consignee: null }, 'consignee.name', 'Ann').consignee).toMatchObject({ name: 'Ann', city: null });
  });

  it.each([
    ['amount', '$1,040.50', '1040.50'],
    ['day', '6/3/24', '2024-06-03'],
    ['country', 'de', 'DE'],
    ['hts', '6912.00.4810', '6912004810'],
    ['hts', '0902101015', '0902101015'],
    ['mode', 'air', 'air'],
    ['text', '  stoneware mug ', 'stoneware mug'],
  ] as const)('%s: “%s” is kept as %s', (kind, typed, text) => expect(accept(kind, typed, '2024-06-03')).toEqual({ text }));

  it.each([
    ['amount', '10,40', '“10,40” is not an amount. Write it like 450.00.'],
    ['day', '2/30/24', '“2/30/24” is not a date. Write 4/9/25, 040925 or 2025-04-09.'],
    ['country', 'UKK', '“UKK” is not a country code. It has two letters, like DE.'],
    ['hts', '69120', '“69120” is not an HTS number. It has 4, 6, 8 or 10 digits.'],
  ] as const)('%s: “%s” is refused in words', (kind, typed, wrong) => expect(accept(kind, typed, '2024-06-03')).toEqual({ wrong }));
});
