import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import Grid from './Grid.svelte';
import type { GridColumn } from './columns';

afterEach(cleanup);

interface Row {
  bill: string;
  value: string;
}
const columns: GridColumn<Row>[] = [
  { id: 'bill', label: 'House bill', width: 120, sortable: true, text: (r) => r.bill },
  { id: 'value', label: 'Value', width: 80, align: 'right', sortable: true, text: (r) => r.value },
];

function show(total = 100_000) {
  const props = {
    name: 'test',
    label: 'Shipments',
    columns,
    view: { id: 'v1', total },
    fetch: vi.fn(async (_view: string, from: number, count: number) =>
      Array.from({ length: count }, (_, i) => ({ bill: `NK-${from + i}`, value: '1.00' })),
    ),
    sort: 'bill',
    descending: false,
    onsort: vi.fn(),
    onopen: vi.fn(),
    onactive: vi.fn(),
    onselect: vi.fn(),
  };
  render(Grid<Row>, { props });
  return props;
}

describe('the grid', () => {
  it('tells assistive technology how much there is, and draws only what is in sight', async () => {
    show();
    const grid = screen.getByRole('grid', { name: 'Shipments' });
    expect(grid.getAttribute('aria-rowcount')).toBe('100001');
    expect(grid.getAttribute('aria-colcount')).toBe('2');
    await screen.findByText('NK-0');
    expect(screen.getAllByRole('gridcell').length).toBeLessThanOrEqual(700);
    expect(screen.getAllByRole('row')[1]?.getAttribute('aria-rowindex')).toBe('2');
  });

  it('is one tab stop, and names the cell under the cursor', async () => {
    show();
    const grid = screen.getByRole('grid');
    await screen.findByText('NK-0');
    await fireEvent.focus(grid);
    await fireEvent.keyDown(grid, { key: 'ArrowDown' });
    await fireEvent.keyDown(grid, { key: 'ArrowRight' });
    const cell = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
    expect(cell?.getAttribute('aria-colindex')).toBe('2');
    expect(cell?.closest('[role=row]')?.getAttribute('aria-rowindex')).toBe('3');
    expect(document.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });

  it('opens the row with Enter, and tells which row the cursor is on', async () => {
    const props = show();
    const grid = screen.getByRole('grid');
    await screen.findByText('NK-0');
    await fireEvent.keyDown(grid, { key: 'ArrowDown' });
    await fireEvent.keyDown(grid, { key: 'Enter' });
    expect(props.onopen).toHaveBeenCalledWith({ bill: 'NK-1', value: '1.00' });
    expect(props.onactive).toHaveBeenLastCalledWith({ bill: 'NK-1', value: '1.00' });
  });

  it('says how it is sorted, and sorts by key from a heading', async () => {
    const props = show();
    const grid = screen.getByRole('grid');
    expect(screen.getByRole('columnheader', { name: 'House bill' }).getAttribute('aria-sort')).toBe('ascending');
    expect(screen.getByRole('columnheader', { name: 'Value' }).getAttribute('aria-sort')).toBe('none');
    await fireEvent.keyDown(grid, { key: 'ArrowUp' });
    await fireEvent.keyDown(grid, { key: 'ArrowRight' });
    await fireEvent.keyDown(grid, { key: 'Enter' });
    expect(props.onsort).toHaveBeenCalledWith('value');
  });

  it('selects every row at once', async () => {
    const props = show();
    await screen.findByText('NK-0');
    await fireEvent.keyDown(screen.getByRole('grid'), { key: 'a', ctrlKey: true });
    expect(props.onselect).toHaveBeenLastCalledWith(100_000);
    expect(screen.getAllByRole('row', { selected: true }).length).toBeGreaterThan(1);
  });
});
