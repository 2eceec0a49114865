import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keymap } from '../../app/keymap.svelte';
import { go, route } from '../../app/router.svelte';
import { session } from '../../app/session.svelte';
import { useHost } from '../../host';
import { mockHost, type Answers, type JobAnswers } from '../../host/mock';
import { toasts } from '../../kit/toast.svelte';
import { detailOf } from '../../host/mock-desk';
import Screen from './Screen.svelte';

afterEach(() => {
  cleanup();
  toasts.list = [];
});
beforeEach(() => {
  route.screen = 'shipments';
  route.params = {};
});

async function show(answers: Answers = {}, jobs: JobAnswers = {}) {
  useHost(mockHost(answers, jobs));
  await session.refresh();
  render(Screen);
  return screen.findByRole('grid', { name: 'Shipments' });
}
const press = (key: string): boolean => keymap.press(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

describe('the list of shipments', () => {
  it('shows rows, and why the first one goes where it goes', async () => {
    await show();
    expect(await screen.findByText('José Núñez')).toBeTruthy();
    const why = await screen.findByRole('complementary', { name: 'Why' });
    expect(await within(why).findByText('Free under section 321.')).toBeTruthy();
    expect(route.params.id).toBe('1');
  });

  it('opens the shipment that the address names', async () => {
    route.params = { id: '6' };
    await show();
    const why = await screen.findByRole('complementary', { name: 'Why' });
    expect(await within(why).findByText('Not free: one person, one day.')).toBeTruthy();
    expect(within(why).getByText('another client')).toBeTruthy();
    expect(within(why).getByRole('img', { name: '$850.00 of $800.00, over the ceiling' })).toBeTruthy();
    expect(within(why).getByText('unverified')).toBeTruthy();
    expect(route.params.id).toBe('6');
  });

  it('folds the tests that do not matter into one line that opens', async () => {
    route.params = { id: '6' };
    await show();
    const fold = await screen.findByRole('button', { name: /Quota, gift, mail: not applicable/ });
    expect(fold.getAttribute('aria-expanded')).toBe('false');
    await fireEvent.click(fold);
    expect(fold.getAttribute('aria-expanded')).toBe('true');
    expect(screen.getByText('It does not come by mail.')).toBeTruthy();
  });

  it('asks the desk for one route when its chip is pressed', async () => {
    const shipments_view = vi.fn(() => ({
      view: 'v',
      total: 3,
      value_usd: '1.00',
      counts: [{ route: 'review' as const, count: 3 }],
      ids: [4, 11, 26],
    }));
    await show({ shipments_view });
    await fireEvent.click(screen.getByRole('button', { name: /Needs a person/ }));
    await waitFor(() => expect(shipments_view).toHaveBeenLastCalledWith({ query: expect.objectContaining({ routes: ['review'] }) }));
  });

  it('says so when nothing fits', async () => {
    useHost(mockHost({ shipments_view: () => ({ view: 'v', total: 0, value_usd: '0', counts: [], ids: [] }) }));
    route.params = { q: 'unicorn' };
    render(Screen);
    expect(await screen.findByText('No shipment is like that')).toBeTruthy();
  });

  it('shows the desk’s words when it cannot answer', async () => {
    useHost(
      mockHost({
        shipments_view: () => {
          throw { code: 'damaged', message: 'The desk file is damaged at page 3.' };
        },
      }),
    );
    render(Screen);
    expect((await screen.findByRole('alert')).textContent).toContain('The desk file is damaged at page 3.');
  });
});

describe('putting a field right', () => {
  it('saves the shipment with that field, and offers to undo it', async () => {
    const shipment_save = vi.fn(({ id }: { id: number }) => detailOf(id));
    route.params = { id: '4' };
    await show({ shipment_save });
    await fireEvent.click(await screen.findByRole('button', { name: /Description.*daily necessities/ }));
    const input = screen.getByRole('textbox', { name: /Description/ });
    await fireEvent.input(input, { target: { value: 'bathroom set of stoneware' } });
    await fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(shipment_save).toHaveBeenCalledOnce());
    expect(shipment_save.mock.calls[0]?.[0]).toMatchObject({ id: 4, shipment: { lines: [{ description: 'bathroom set of stoneware' }] } });
    await waitFor(() => expect(toasts.list.at(-1)).toMatchObject({ kind: 'done', action: { label: 'Undo' } }));
  });

  it('keeps what was typed when it cannot be right, and leaves it with Escape', async () => {
    const shipment_save = vi.fn(({ id }: { id: number }) => detailOf(id));
    route.params = { id: '4' };
    await show({ shipment_save });
    await fireEvent.click(await screen.findByRole('button', { name: /Retail value/ }));
    const input = screen.getByRole('textbox', { name: /Retail value/ });
    await fireEvent.input(input, { target: { value: '45,0' } });
    await fireEvent.keyDown(input, { key: 'Enter' });
    expect(screen.getByText(/“45,0” is not an amount/)).toBeTruthy();
    await fireEvent.keyDown(input, { key: 'Escape' });
    expect(screen.queryByRole('textbox', { name: /Retail value/ })).toBeNull();
    expect(shipment_save).not.toHaveBeenCalled();
  });
});

describe('making entries', () => {
  it('plans what is selected, says what is refused and why, then makes them', async () => {
    const entries_make = vi.fn(() => ({ made: [], refused: [] }));
    const grid = await show({}, { entries_make });
    await screen.findByText('José Núñez');
    for (let i = 0; i < 5; i += 1) await fireEvent.keyDown(grid, { key: 'ArrowDown', shiftKey: true });
    expect(press('e')).toBe(true);
    expect(await screen.findByText('4 shipments not entered')).toBeTruthy();
    const free = screen.getByText('It passes free; no duty entry is needed').closest('li');
    expect(free?.textContent).toContain('NK-20412  NK-20413  NK-20414');
    expect(screen.getByText(/Block 27, importer number, is empty/)).toBeTruthy();
    // The same shipments another way, with the sums side by side.
    expect(screen.getByRole('row', { name: /By consignment 1 1/ })).toBeTruthy();
    await fireEvent.click(screen.getByRole('radio', { name: 'By recipient' }));
    await fireEvent.click(screen.getByRole('checkbox', { name: /Merge lines/ }));
    expect(await screen.findByText(/What one recipient gets by one conveyance/)).toBeTruthy();
    await fireEvent.change(screen.getByLabelText('Buyer and seller (block 36C)'), { target: { value: 'no' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Make 2 entries' }));
    await waitFor(() =>
      expect(entries_make).toHaveBeenCalledWith({
        shipment_ids: [5, 6],
        entry_date: null,
        grouping: 'recipient',
        merge_lines: true,
        low_value: false,
        carrier: null,
        master_bill: null,
        packages_per_bill: null,
        package_kind: null,
        related: false,
      }),
    );
  });
});

describe('what if', () => {
  it('decides the same shipment on another day, side by side', async () => {
    const what_if = vi.fn(({ id }: { id: number }) => {
      const as_is = detailOf(id).decision;
      const tests = as_is.tests.map((t) =>
        t.id === 'exemption-in-force' ? { ...t, outcome: 'fail' as const, because: 'Suspended from 29 August 2025.' } : t,
      );
      return { as_is, changed: { ...as_is, route: 'informal' as const, entry_type: '11', tests, would_have_qualified: true }, differs: [] };
    });
    go('shipments', { id: 1 });
    route.params = { id: '1' };
    await show({ what_if });
    await fireEvent.click(await screen.findByRole('button', { name: /What if/ }));
    const form = screen.getByRole('form', { name: 'What if' });
    const arrival = within(form).getByRole('textbox', { name: 'Arrival' });
    await fireEvent.input(arrival, { target: { value: '083025' } });
    await fireEvent.blur(arrival);
    await fireEvent.submit(form);
    await waitFor(() => expect(what_if).toHaveBeenCalledWith({ id: 1, arrival: '2025-08-30', value: null, origin: null, mode: null }));
    expect(await screen.findByText('Suspended from 29 August 2025.')).toBeTruthy();
    expect(screen.getByText('Only the suspension would stand in its way.')).toBeTruthy();
  });
});
