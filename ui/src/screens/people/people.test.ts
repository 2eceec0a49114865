import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { route } from '../../app/router.svelte';
import { useHost } from '../../host';
import { mockHost } from '../../host/mock';
import Screen from './Screen.svelte';

afterEach(cleanup);

describe('People', () => {
  it('says who is over the ceiling by word and shape, and opens their parcels', async () => {
    route.params = {};
    useHost(mockHost());
    render(Screen);
    const row = (await screen.findByText('Ann Example')).closest('tr');
    expect(row?.textContent).toContain('over');
    expect(row?.querySelector('svg')).toBeTruthy();
    if (row) await fireEvent.keyDown(row, { key: 'Enter' });
    const parcels = await screen.findByRole('complementary', { name: 'Parcels of one person' });
    expect(await within(parcels).findByText('NK-20417')).toBeTruthy();
  });

  it('shows only those over the ceiling when asked', async () => {
    route.params = { over: 'true' };
    useHost(mockHost());
    render(Screen);
    await screen.findByText('Ann Example');
    expect(screen.queryByText('Mira Sample')).toBeNull();
  });
});
