import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import Button from './Button.svelte';
import Citation from './Citation.svelte';
import ConfirmHost from './ConfirmHost.svelte';
import DateField from './DateField.svelte';
import ErrorState from './ErrorState.svelte';
import Progress from './Progress.svelte';
import RouteBadge from './RouteBadge.svelte';
import Tabs from './Tabs.svelte';
import { confirm } from './confirm.svelte';

afterEach(cleanup);
const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

describe('a date field', () => {
  it('takes 040925 and says it back as a date', async () => {
    const onchange = vi.fn();
    render(DateField, { label: 'Arrival', value: '', onchange });
    const input = screen.getByLabelText<HTMLInputElement>('Arrival');
    await fireEvent.input(input, { target: { value: '040925' } });
    await fireEvent.blur(input);
    expect(input.value).toBe('9 Apr 2025');
    expect(onchange).toHaveBeenCalledWith('2025-04-09');
  });

  it('keeps what it does not understand and says how to write it', async () => {
    render(DateField, { label: 'Arrival', value: '' });
    const input = screen.getByLabelText<HTMLInputElement>('Arrival');
    await fireEvent.input(input, { target: { value: 'soon' } });
    await fireEvent.blur(input);
    expect(input.value).toBe('soon');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(/“soon” is not a date/).id).toBe(input.getAttribute('aria-describedby'));
  });
});

describe('a button', () => {
  it('does nothing while it is busy, and keeps the focus', async () => {
    const onclick = vi.fn();
    render(Button, { busy: true, onclick, children: words('Store') });
    const button = screen.getByRole('button', { name: 'Store' });
    await fireEvent.click(button);
    expect(onclick).not.toHaveBeenCalled();
    expect(button.hasAttribute('disabled')).toBe(false);
    expect(button.getAttribute('aria-busy')).toBe('true');
  });
});

describe('law', () => {
  it('marks what was not read at its source by word', () => {
    render(Citation, { citation: { text: '19 CFR 163.4', confidence: 'unverified' } });
    expect(screen.getByText('unverified')).toBeTruthy();
  });

  it('leaves what was read unmarked', () => {
    const { container } = render(Citation, { citation: { text: '19 CFR 10.151', confidence: 'primary' } });
    expect(container.textContent?.trim()).toBe('19 CFR 10.151');
  });
});

describe('never colour alone', () => {
  it('gives a route its word and its shape', () => {
    const { container } = render(RouteBadge, { route: 'formal', entryType: '01' });
    expect(container.textContent).toBe('Formal · 01');
    expect(container.querySelector('svg path')).toBeTruthy();
  });
});

describe('tabs', () => {
  it('move with the arrows', async () => {
    const onchange = vi.fn();
    render(Tabs, {
      tabs: [
        { id: 'a', label: 'Tariff' },
        { id: 'b', label: 'Fees' },
      ],
      value: 'a',
      onchange,
    });
    await fireEvent.keyDown(screen.getByRole('tab', { name: 'Tariff' }), { key: 'ArrowLeft' });
    expect(onchange).toHaveBeenCalledWith('b');
  });
});

describe('asking', () => {
  it('waits for an answer and gives it', async () => {
    render(ConfirmHost);
    const answer = confirm({ title: 'Void the entry?', sentence: 'Its number is spent.', action: 'Void it', danger: true });
    await fireEvent.click(await screen.findByRole('button', { name: /Void it/ }));
    expect(await answer).toBe(true);
  });

  it('takes a second question as a no to the first', async () => {
    render(ConfirmHost);
    const first = confirm({ title: 'One', sentence: '', action: 'Yes' });
    const second = confirm({ title: 'Two', sentence: '', action: 'Yes' });
    expect(await first).toBe(false);
    await fireEvent.click(await screen.findByRole('button', { name: /Cancel/ }));
    expect(await second).toBe(false);
  });
});

describe('work and failure', () => {
  it('says how far it is and can be stopped', async () => {
    const oncancel = vi.fn();
    render(Progress, { done: 420, total: 1284, words: 'Storing shipments', oncancel });
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('420');
    expect(screen.getByText('420 of 1,284')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(oncancel).toHaveBeenCalledOnce();
  });

  it('shows the desk’s words and offers to try again', async () => {
    const retry = vi.fn();
    render(ErrorState, { error: { code: 'busy', message: 'The desk file is in use.' }, retry });
    expect(screen.getByRole('alert').textContent).toContain('The desk file is in use.');
    await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
  });
});
