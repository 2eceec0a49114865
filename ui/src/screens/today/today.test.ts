import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keymap } from '../../app/keymap.svelte';
import { route } from '../../app/router.svelte';
import { session } from '../../app/session.svelte';
import { useHost } from '../../host';
import { emptyDesk, mockHost } from '../../host/mock';
import Screen from './Screen.svelte';
import { paramsOf } from './places';

afterEach(cleanup);

describe('Today', () => {
  it('puts the exceptions on top, one key away', async () => {
    useHost(mockHost());
    await session.refresh();
    render(Screen);
    expect(screen.getByRole('button', { name: /7 shipments need a person/ })).toBeTruthy();
    keymap.press(new KeyboardEvent('keydown', { key: '1', bubbles: true, cancelable: true }));
    await waitFor(() => expect(route).toMatchObject({ screen: 'shipments', params: { routes: 'review' } }));
  });

  it('welcomes on an empty desk and tries it with a sample', async () => {
    const sample_offer = vi.fn(({ name }: { name: string }) => ({ ticket: 't9', name, size: 1, sha256: 'aa' }));
    useHost(mockHost({ ...emptyDesk, sample_offer }));
    await session.refresh();
    render(Screen);
    await fireEvent.click(screen.getByRole('button', { name: /A consolidator’s manifest/ }));
    await waitFor(() => expect(route).toMatchObject({ screen: 'intake', params: { ticket: 't9', client: '1' } }));
    expect(sample_offer).toHaveBeenCalledWith({ name: 'nordlicht_2024-06-03.xlsx' });
    expect(session.ticket?.ticket).toBe('t9');
  });

  it('leads from an exception to the shipments it is about', () => {
    expect(paramsOf('entry', 'shipments', ['informal', 'formal'])).toEqual({ routes: 'informal,formal', open: 'true' });
    expect(paramsOf('review', 'shipments', ['review'])).toEqual({ routes: 'review' });
    expect(paramsOf('poa', 'clients', [])).toEqual({});
  });
});
