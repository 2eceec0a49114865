import { describe, expect, it } from 'vitest';
import type { EntryLine } from '../../contract';
import { changed, drafted, lineOf } from './lineBlocks';

function line(number: number): EntryLine {
  return {
    number,
    description: 'Cotton tea towels',
    origin: 'CN',
    gross_weight_kg: '2',
    manifest_quantity: '',
    entered_value: '40',
    charges: null,
    related: null,
    rows: [
      { hts: '9903.88.15', net_quantity: '', rate: '7.5%', duty: '3.00' },
      { hts: '6302.91.0005', net_quantity: '4 NO', further_quantities: [''], units: ['NO', 'KG'], rate: '9.2%', duty: '3.68' },
    ],
    adcvd_case: '',
    shipment: 'HB1',
    manufacturer_id: '',
    fees: [],
  };
}

describe('blocks of lines', () => {
  it('asks for a quantity in each unit of the number that carries the goods', () => {
    expect(drafted(line(1)).quantities).toEqual([
      { unit: 'NO', text: '4 NO' },
      { unit: 'KG', text: '' },
    ]);
  });

  it('sends only lines in which something was typed', () => {
    const lines = [line(1), line(2)];
    const drafts = lines.map(drafted);
    expect(changed(lines, drafts)).toEqual([]);
    drafts[1] = {
      ...drafted(line(2)),
      quantities: [
        { unit: 'NO', text: '4 NO' },
        { unit: 'KG', text: '1.5' },
      ],
      related: 'no',
    };
    expect(changed(lines, drafts)).toEqual([
      { number: 2, manufacturer_id: '', manifest_quantity: '', quantities: ['4 NO', '1.5'], charges: '', related: false },
    ]);
  });

  it('knows the line a missing block stands on', () => {
    expect(lineOf('line-12-quantity-1')).toBe(12);
    expect(lineOf('carrier')).toBeNull();
  });
});
