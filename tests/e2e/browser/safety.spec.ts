// A desk that is locked, damaged, restored; and the people who work at it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessible, deskAt, expect, start, test } from '../support/desk';

const WORDS = 'four funny words here';

for (const scheme of ['light', 'dark'] as const) {
  test(`a passphrase is set, the desk locks, and opens again by passphrase and by sheet, in ${scheme}`, async ({ page, desk }) => {
    await desk.call('sample_client');
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(`${desk.url}/#/settings?tab=safety`);
    await page.getByRole('button', { name: 'Set a passphrase' }).click();
    await page.getByLabel('New passphrase').fill(WORDS);
    await page.getByLabel('Once more').fill(`${WORDS}!`);
    await expect(page.getByText('The two are not the same.')).toBeVisible();
    await page.getByLabel('Once more').fill(WORDS);
    await accessible(page, `setting a passphrase in ${scheme}`);
    await page.keyboard.press('Enter');
    const groups = page.getByRole('list', { name: 'Recovery key in eight groups' });
    await expect(groups.getByRole('listitem')).toHaveCount(8);
    const key = (await groups.getByRole('listitem').allTextContents()).join(' ');
    await accessible(page, `the recovery key in ${scheme}`);
    await page.getByLabel('The recovery key is on paper').check();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Lock now' }).click();

    await expect(page.getByRole('heading', { name: 'The desk is locked' })).toBeVisible();
    await expect(page.getByText('Nordlicht')).toHaveCount(0);
    await accessible(page, `the lock screen in ${scheme}`);
    await page.getByLabel('Passphrase').fill('not this one at all');
    await page.keyboard.press('Enter');
    await expect(page.getByText('That is not the passphrase of this desk.')).toBeVisible();
    await page.getByLabel('Passphrase').fill(WORDS);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Lock now' })).toBeVisible();
    await page.keyboard.press('Control+l');
    await page.getByRole('button', { name: 'Use the recovery sheet' }).click();
    await page.getByLabel('Recovery key').fill(key);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Lock now' })).toBeVisible();
  });
}

test('a damaged desk file is kept, and the desk goes on from its newest backup', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'entrydesk-'));
  const file = join(folder, 'desk.entrydesk');
  let running = await start(folder);
  let desk = deskAt(running.url, folder);
  await desk.call('sample_client');
  const { path } = await desk.call<{ path: string }>('backup');
  running.host.kill('SIGKILL');
  await new Promise((ended) => running.host.once('exit', ended));
  // The same desk at rest, of which two pages have gone bad.
  const bytes = readFileSync(path);
  bytes.fill(0xee, 4096 * 12, 4096 * 14);
  writeFileSync(file, bytes);
  rmSync(`${file}-wal`, { force: true });
  rmSync(`${file}-shm`, { force: true });
  running = await start(folder);
  desk = deskAt(running.url, folder);
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(desk.url);
    await expect(page.getByRole('heading', { name: 'The desk file is damaged' })).toBeVisible();
    await expect(page.getByText(/It holds 1 client, 0 shipments and 0 entries/)).toBeVisible();
    await accessible(page, `the recovery screen in ${scheme}`);
    await page.screenshot({ path: `report/screens/recovery-${scheme}.png` });
  }
  await page.getByRole('button', { name: 'Go on from this backup' }).click();
  await page.getByRole('button', { name: 'Restore it' }).click();
  await expect(page.getByText(/The file that was there is kept as/)).toBeVisible();
  await page.goto(`${desk.url}/#/clients`);
  await expect(page.getByText('Nordlicht Keramik GmbH').first()).toBeVisible();
  running.host.kill();
  rmSync(folder, { recursive: true, force: true });
});

test('a second broker agrees to an override, and the shipment says so', async ({ page, stocked }) => {
  for (const [initials, name, role] of [
    ['MO', 'Mara Okafor', 'broker'],
    ['KL', 'Kim Lindqvist', 'broker'],
    ['TP', 'Theo Park', 'clerk'],
  ]) {
    await stocked.call('user_save', { user: { id: 0, initials, name, role, active: true } });
  }
  await stocked.call('safety_save', { second_eyes: true });
  const view = await stocked.call<{ ids: number[] }>('shipments_view', {
    query: { client_id: null, import_id: null, routes: ['review'], text: '', arrival_from: null, arrival_to: null, without_entry: false, sort: 'bill', descending: false },
  });
  const id = view.ids[0] ?? 0;
  await page.goto(`${stocked.url}/#/shipments?id=${id}`);
  await page.getByRole('button', { name: 'Decide otherwise …' }).click();
  await page.getByLabel('Decide', { exact: true }).selectOption('formal');
  await page.getByLabel('Reason').fill('A quota is near its end; formal entry to be safe.');
  await accessible(page, 'deciding otherwise');
  await page.getByRole('button', { name: 'Ask a second broker' }).click();
  await expect(page.getByText('waits for a second broker')).toBeVisible();
  await page.getByRole('button', { name: 'MO', exact: true }).click();
  await accessible(page, 'who is at the desk');
  await page.getByRole('button', { name: /KL Kim Lindqvist/ }).click();
  await page.getByRole('button', { name: 'Agree', exact: true }).click();
  await expect(page.getByText(/Overridden by MO on 2026-11-23, approved by KL: A quota is near its end/)).toBeVisible();
  await accessible(page, 'an override that stands');
});
