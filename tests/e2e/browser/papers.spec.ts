// Papers by keyboard: of an entry, of many entries, of a client, of shipments; chosen, read with what is missing, saved.
import { accessible, expect, test, type Desk } from '../support/desk';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const HEAD = 'House bill,Consignee,Address,City,State,ZIP,Country,Description,HTS,Origin,Quantity,Weight kg,Value,Currency';

/** A client with so many parcels on the desk. */
async function parcels(desk: Desk, count: number): Promise<number[]> {
  const client = await desk.call<{ id: number }>('sample_client');
  const rows = Array.from({ length: count }, (_, i) => `P-${i},Person ${i} Sample,${i} Oak Street,Springfield,IL,62704,US,stainless steel kettle,8516.79.0000,DE,1,2,90.00,USD`);
  const file = await desk.offer('papers.csv', Buffer.from([HEAD, ...rows].join('\n')));
  const read = await desk.call<{ options: unknown }>('intake_read', { ticket: file.ticket, client_id: client.id, options: {} });
  await desk.run('intake_store', { ticket: file.ticket, client_id: client.id, options: read.options, arrival: '2026-11-18', port: '4701', mode: 'air' });
  const query = { client_id: null, import_id: null, routes: [], text: '', without_entry: true, sort: 'bill', descending: false };
  return (await desk.call<{ ids: number[] }>('shipments_view', { query })).ids;
}

async function entries(desk: Desk, count: number): Promise<string[]> {
  const { made } = await desk.run<{ made: { number: string }[] }>('entries_make', { shipment_ids: await parcels(desk, count), carrier: 'LH' });
  return made.map((e) => e.number).sort();
}

test('the papers of an entry are turned, read and saved', async ({ page, desk }) => {
  const [number] = await entries(desk, 1);
  await page.goto(`${desk.url}/#/entries?number=${number}`);
  await expect(page.getByRole('region', { name: /CBP Form 7501, Entry Summary of entry/ })).toBeVisible();
  // Two papers on: past the 43-block edition to the 3461.
  await page.keyboard.press(']');
  await expect(page.getByRole('region', { name: /43-block edition/ })).toBeVisible();
  await page.keyboard.press(']');
  await expect(page.getByRole('region', { name: /CBP Form 3461/ })).toBeVisible();
  await expect(page.getByText('Unverified drawing')).toBeVisible();
  await page.getByText(/missing on this paper/).click();
  await expect(page.getByText('block 13 (Voyage/Flight/Trip) is empty')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await accessible(page, `a paper in ${colorScheme}`);
  }
  await page.keyboard.press('p');
  await expect(page.getByText(/Saved .*CBP 3461\.pdf/)).toBeVisible();
  expect(existsSync(join(desk.folder, 'documents/entries', `${number} CBP 3461.pdf`))).toBe(true);
  // Every other paper is drawn too; round at the end one is back at the 7501.
  for (const name of [/Duty worksheet/, /Commercial invoice/, /Low-value manifest/, /cover sheet/, /CBP Form 5291/, /CBP Form 5106/, /CBP Form 7501, Entry Summary/]) {
    await page.keyboard.press(']');
    await expect(page.getByRole('region', { name })).toBeVisible();
    await expect(page.getByRole('figure', { name: /^Page 1 of/ })).toBeVisible();
  }
});

test('papers of many entries become one file', async ({ page, desk }) => {
  await entries(desk, 3);
  await page.goto(`${desk.url}/#/entries`);
  await expect(page.locator('tr[data-at="2"]')).toBeVisible();
  await page.locator('tr[data-at="0"]').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Shift+P');
  const dialog = page.getByRole('dialog', { name: 'Papers of 3 entries' });
  await dialog.getByLabel('CBP Form 3461').check();
  await accessible(page, 'the choice of papers');
  await page.keyboard.press('Control+Enter');
  const done = page.getByText(/6 papers in 1 file in /);
  await expect(done).toBeVisible();
  const folder = /in (\/.*)$/.exec((await done.textContent()) ?? '')?.[1]?.trim() ?? '';
  expect(existsSync(join(folder, '3 entries papers.pdf'))).toBe(true);
});

test('a client has its power of attorney drawn, saved, and its scan attached', async ({ page, desk }) => {
  const client = await desk.call<{ id: number }>('sample_client');
  await page.goto(`${desk.url}/#/clients?id=${client.id}`);
  await expect(page.getByRole('complementary', { name: 'Client' })).toBeVisible();
  await page.keyboard.press('p');
  const papers = page.getByRole('dialog', { name: 'Papers of Nordlicht Keramik GmbH' });
  await expect(papers.getByRole('region', { name: /CBP Form 5291/ })).toBeVisible();
  await page.keyboard.press(']');
  await expect(papers.getByRole('region', { name: /CBP Form 5106/ })).toBeVisible();
  await accessible(page, 'the papers of a client');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/Saved .*Nordlicht Keramik GmbH CBP 5106 data sheet\.pdf/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(papers).toBeHidden();

  await page.keyboard.press('e');
  const form = page.getByRole('dialog', { name: 'Edit Nordlicht Keramik GmbH' });
  await form.getByRole('tab', { name: 'Power of attorney' }).click();
  await form.getByLabel('Files to attach').setInputFiles({ name: 'vollmacht.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 signed') });
  await expect(form.getByRole('button', { name: 'vollmacht.pdf', exact: true })).toBeVisible();
  await expect(form.getByLabel('What vollmacht.pdf is')).toHaveValue('power-of-attorney');
  await accessible(page, 'the scan on the client form');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Client' }).getByRole('button', { name: 'vollmacht.pdf', exact: true })).toBeVisible();
});

test('selected shipments have their manifest worksheet and invoices', async ({ page, desk }) => {
  await parcels(desk, 3);
  await page.goto(`${desk.url}/#/shipments`);
  await expect(page.getByRole('gridcell', { name: 'P-0', exact: true })).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('p');
  const papers = page.getByRole('dialog', { name: 'Papers of 3 shipments' });
  await expect(papers.getByRole('region', { name: /Low-value manifest worksheet of 3 shipments/ })).toBeVisible();
  await page.keyboard.press('[');
  await expect(papers.getByRole('region', { name: /Commercial invoice with declaration of 3 shipments/ })).toBeVisible();
  await expect(papers.getByText('Page 1 of 3')).toBeVisible();
  await accessible(page, 'the papers of shipments');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/Saved .*3 shipments commercial invoice\.pdf/)).toBeVisible();
});
