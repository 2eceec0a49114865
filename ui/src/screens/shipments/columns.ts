import { amount, day, hts, routeWords } from '../../format';
import type { GridColumn } from '../../grid';
import type { Answer } from '../../host';

export type Row = Answer<'shipments_window'>[number];

/** A column of the list, and the field that F2 edits from it. */
export interface ShipmentColumn extends GridColumn<Row> {
  field?: string;
}

export const COLUMNS: ShipmentColumn[] = [
  { id: 'bill', label: 'House bill', width: 104, mono: true, sortable: true, text: (r) => r.bill },
  { id: 'person', label: 'Person', width: 104, grow: 2, sortable: true, text: (r) => r.person, field: 'consignee.name' },
  {
    id: 'goods',
    label: 'Goods',
    width: 108,
    grow: 3,
    sortable: true,
    text: (r) => (r.lines > 1 ? `${r.goods} + ${r.lines - 1} more` : r.goods),
    field: 'lines.0.description',
  },
  { id: 'origin', label: 'Origin', width: 58, mono: true, sortable: true, text: (r) => r.origin, field: 'lines.0.origin' },
  { id: 'hts', label: 'HTS', width: 108, mono: true, sortable: true, text: (r) => hts(r.hts), field: 'lines.0.hts' },
  { id: 'value', label: 'Value USD', width: 84, align: 'right', sortable: true, text: (r) => amount(r.value_usd), field: 'lines.0.value' },
  { id: 'arrival', label: 'Arrival', width: 92, sortable: true, text: (r) => day(r.arrival), field: 'arrival' },
  { id: 'route', label: 'Route', width: 144, sortable: true, text: (r) => routeWords(r.route, r.entry_type) },
];
