// What proves the desk's work years later: packs, documents, holds, purges.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessible, expect, test, type Desk } from '../support/desk';

const COLUMNS = 'House bill,Consignee,Address,City,State,ZIP,Country,Order number,Description,HTS,Origin,Quantity,Value,Currency';

/** A client with one file of one parcel, arrived on a day. */
async function filed(desk: Desk, client: string, file: string, arrival: string, bill: string, person: string): Promise<number> {
  const known = await desk.call<{ client: { id: number; name: string } }[]>('clients');
  const blank = await desk.call<Record<string, unknown>>('sample_client');
  let id = known.find((c) => c.client.name === client)?.client.id;
  id ??= (await desk.call<{ id: number }>('client_save', { client: { ...blank, id: 0, name: client } })).id;
  const row = `${bill},${person},1 Elm Street,Springfield,IL,62704,US,O-${bill},stainless steel kettle,8516.79.0000,DE,1,40.00,USD`;
  const { ticket } = await desk.offer(file, new TextEncoder().encode(`${COLUMNS}\n${row}\n`));
  await desk.run('intake_store', { ticket, client_id: id, arrival });
  return id;
}

test('a pack is made, verified, and found out when one byte of it is changed', async ({ page, desk }) => {
  await filed(desk, 'Aster & Vale', 'aster.csv', '2024-06-03', 'AV-1', 'Ada Quill');
  await page.goto(`${desk.url}/#/audit`);
  await page.getByLabel('Client', { exact: true }).selectOption({ label: 'Aster & Vale' });
  await page.getByRole('button', { name: 'Make the pack' }).click();
  const path = await page.locator('.made p.mono').innerText();
  const pack = readFileSync(path);
  await page.getByRole('tab', { name: 'Verify a pack' }).click();
  await page.locator('#pack-file').setInputFiles(path);
  await expect(page.getByRole('heading', { name: 'This pack is sound' })).toBeVisible();
  await accessible(page, 'a sound pack');

  // One bit in the middle of the report, and the same pack cut short.
  const at = Math.floor(pack.length / 2);
  const changed = Buffer.from(pack);
  changed[at] = (changed[at] ?? 0) ^ 1;
  const damaged = join(desk.folder, 'damaged.zip');
  writeFileSync(damaged, changed);
  await page.locator('#pack-file').setInputFiles(damaged);
  await expect(page.getByRole('heading', { name: /This pack does not hold: \d finding/ })).toBeVisible();
  await accessible(page, 'a pack that does not hold');
  const short = join(desk.folder, 'short.zip');
  writeFileSync(short, pack.subarray(0, at));
  await page.locator('#pack-file').setInputFiles(short);
  await expect(page.getByText('the ZIP is cut short: its list of files at the end is missing; ask for the pack again')).toBeVisible();
});

test('a pack of a period without names, under a passphrase, opens with that passphrase alone', async ({ page, desk }) => {
  await filed(desk, 'Aster & Vale', 'aster.csv', '2024-06-03', 'AV-1', 'Ada Quill');
  await page.goto(`${desk.url}/#/audit`);
  await page.getByRole('radio', { name: 'A client’s period' }).check({ force: true });
  await page.getByLabel('Client', { exact: true }).selectOption({ label: 'Aster & Vale' });
  await page.getByLabel('Arrivals from').fill('2024-06-01');
  await page.getByLabel('to', { exact: true }).fill('2024-06-30');
  await page.getByLabel('Marks instead of people’s names').check();
  await page.getByLabel('Lock it with a passphrase').check();
  await page.getByLabel('Passphrase of the pack').fill('short');
  await expect(page.getByText('The passphrase needs 12 characters at least.')).toBeVisible();
  await page.getByLabel('Passphrase of the pack').fill('eleven geese and a bell');
  await accessible(page, 'making a locked pack');
  await page.getByRole('button', { name: 'Make the pack' }).click();
  const path = await page.locator('.made p.mono').innerText();
  expect(readFileSync(path).includes('Ada Quill')).toBe(false);
  await page.getByRole('tab', { name: 'Verify a pack' }).click();
  await page.locator('#pack-file').setInputFiles(path);
  await expect(page.getByRole('heading', { name: /is locked/ })).toBeVisible();
  await page.getByLabel('Passphrase of the pack').fill('eleven geese and a gong');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/the passphrase does not open this pack|its seal does not hold/i)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'This pack is sound' })).toHaveCount(0);
  await page.getByLabel('Passphrase of the pack').fill('eleven geese and a bell');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'This pack is sound' })).toBeVisible();
});

test('a document is attached to a client, opened and detached, and stays on record', async ({ page, desk }) => {
  const id = await filed(desk, 'Aster & Vale', 'aster.csv', '2024-06-03', 'AV-1', 'Ada Quill');
  await page.goto(`${desk.url}/#/clients?id=${id}&tab=documents`);
  const documents = page.getByRole('group', { name: 'Documents' });
  const invoice = { name: 'invoice 2041.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF an invoice') };
  await documents.getByLabel('Files to attach').setInputFiles(invoice);
  await expect(documents.getByRole('button', { name: 'invoice 2041.pdf', exact: true })).toBeVisible();
  await expect(documents.getByLabel('What invoice 2041.pdf is')).toHaveValue('invoice');
  await documents.getByLabel('What invoice 2041.pdf is').selectOption('value-basis');
  await accessible(page, 'documents of a client');
  // The same bytes again are one document.
  await documents.getByLabel('Files to attach').setInputFiles({ ...invoice, name: 'again.pdf' });
  await expect(page.getByText('again.pdf is attached here already, as invoice 2041.pdf: the same bytes.')).toBeVisible();
  await documents.getByRole('button', { name: 'invoice 2041.pdf', exact: true }).click();
  await expect.poll(() => existsSync(join(desk.folder, 'documents', 'documents', 'invoice 2041.pdf'))).toBe(true);
  await documents.getByRole('button', { name: 'Detach invoice 2041.pdf' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Why it does not belong here').fill('belongs to another client');
  await page.keyboard.press('Enter');
  await expect(documents.getByRole('button', { name: 'invoice 2041.pdf', exact: true })).toHaveCount(0);
  const left = await desk.call<{ documents: unknown[]; detached: { name: string; kind: string }[] }>('documents', { subject: `client:${id}` });
  expect(left).toMatchObject({ documents: [], detached: [{ name: 'invoice 2041.pdf', kind: 'value-basis' }] });
});

for (const scheme of ['light', 'dark'] as const) {
  test(`a record is held, released and purged by keyboard, with a certificate, in ${scheme}`, async ({ page, desk }) => {
    await filed(desk, 'Aster & Vale', 'old.csv', '2019-05-06', 'AV-1', 'Ada Quill');
    const id = await filed(desk, 'Aster & Vale', 'new.csv', '2026-11-20', 'AV-2', 'Bo Finch');
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(`${desk.url}/#/audit?tab=retention`);
    await expect(page.getByText('One record is past the day until which it must be kept; it may go.')).toBeVisible();
    await accessible(page, `retention in ${scheme}`);

    await page.getByRole('button', { name: /Hold/ }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Reason').fill('CBP audit 24-117, letter of 2 June');
    await accessible(page, `setting a hold in ${scheme}`);
    await page.getByRole('button', { name: 'Set the hold' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Stays: Held since 23 Nov 2026', { exact: false })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Purge/ })).toHaveCount(0);
    await page.screenshot({ path: `report/screens/retention-held-${scheme}.png` });

    await page.getByRole('button', { name: /Held/ }).first().click();
    await page.getByRole('button', { name: 'Lift it…' }).click();
    await page.getByLabel('Why it is lifted').fill('audit closed, letter of 20 November');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Purge 1 record of Aster & Vale…' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('These go for good: 1 file as received and 1 shipment with its decisions.')).toBeVisible();
    const go = page.getByRole('button', { name: 'Purge 1 record', exact: true });
    await expect(go).toBeDisabled();
    await page.getByLabel('Type PURGE to take them out for good').fill('purge');
    await expect(go).toBeDisabled();
    await page.getByLabel('Type PURGE to take them out for good').fill('PURGE');
    await accessible(page, `purging in ${scheme}`);
    await page.screenshot({ path: `report/screens/purge-${scheme}.png` });
    await page.keyboard.press('Enter');
    await expect(page.getByText('Purged: 1 file as received and 1 shipment with its decisions.')).toBeVisible();
    const certificate = await page.getByRole('dialog').locator('p.mono').innerText();
    expect(readFileSync(certificate).subarray(0, 5).toString()).toBe('%PDF-');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('heading', { name: 'Purged' })).toBeVisible();
    await accessible(page, `after a purge in ${scheme}`);
    await page.screenshot({ path: `report/screens/retention-purged-${scheme}.png` });
    // What is left still proves itself, and the new file is there.
    expect(await desk.call('journal_verify')).toMatchObject({ sound: true });
    const rows = await desk.call<{ rows: { client_id: number; what: string }[] }>('retention');
    expect(rows.rows.filter((r) => r.client_id === id && r.what.startsWith('File')).map((r) => r.what)).toEqual(['File new.csv with 1 shipment']);
  });
}
