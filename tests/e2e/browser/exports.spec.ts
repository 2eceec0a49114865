// Tables and files that leave the desk, and status files that come back, by keyboard.
import { readFileSync } from 'node:fs';
import { accessible, expect, test, type Desk } from '../support/desk';

/** Two kettles, each on an entry that is ready. */
async function entries(desk: Desk): Promise<string[]> {
  const [{ client }] = await desk.call<[{ client: { id: number } }]>('clients');
  const head = 'House bill,Consignee,Address,City,State,ZIP,Country,Order number,Description,HTS,Origin,Quantity,Value,Currency';
  const kettle = (n: number) => `KT-${n},Ann Kettle ${n},${n} Oak St,Akron,OH,44301,US,K${n},stainless steel electric kettle,8516.79.0000,DE,1,${89 + n},USD`;
  const file = await desk.offer('kettles.csv', new TextEncoder().encode([head, kettle(1), kettle(2)].join('\n')));
  await desk.run('intake_store', { ticket: file.ticket, client_id: client.id, arrival: '2026-11-20', port: '4701' });
  const view = await desk.call<{ ids: number[] }>('shipments_view', { query: { text: 'KT', sort: 'bill' } });
  const { made } = await desk.run<{ made: { number: string }[] }>('entries_make', { shipment_ids: view.ids, carrier: 'LH', master_bill: '020-12345675' });
  const numbers = made.map((e) => e.number).sort();
  for (const [i, number] of numbers.slice(0, 2).entries()) {
    const { summary } = await desk.call<{ summary: Record<string, unknown> }>('entry', { number });
    await desk.call('entry_save', {
      ...summary,
      bills: ['020-12345675', `NK${i}`],
      manufacturer_id: 'DENORKER12HAM',
      export_date: '2026-11-19',
      location: 'E372',
      file_number: `NK${i}`,
    });
    await desk.call('entry_state', { number, state: 'ready', note: '' });
  }
  return numbers;
}

test('shipments become a table in the columns a broker keeps', async ({ page, stocked }) => {
  await page.goto(`${stocked.url}/#/shipments`);
  await expect(page.getByRole('gridcell', { name: 'NK-20412' })).toBeVisible();
  await page.keyboard.press('x');
  const dialog = page.getByRole('dialog');
  // By keyboard alone: the second column moves up, and goes.
  await dialog.getByRole('checkbox', { name: /^Client/ }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(dialog.getByRole('listitem').first()).toContainText('Client');
  await expect(dialog.getByRole('checkbox', { name: /^Client/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await accessible(page, 'the export dialog');
  await dialog.getByRole('button', { name: 'Keep as a column order' }).press('Enter');
  await dialog.getByLabel('Name of this column order').fill('Client first');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The column order “Client first” is kept.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  const said = await page.getByText(/rows written to/).first().textContent();
  const text = readFileSync(/written to (.*\.csv)/.exec(said ?? '')?.[1] ?? '', 'utf8');
  expect(text.split('\r\n')[0]).toMatch(/^\uFEFFClient,Arrival,/);
  const presets = await stocked.call<{ name: string }[]>('export_presets');
  expect(presets.map((p) => p.name)).toEqual(['Client first']);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`a file for the filing software is written, or its reasons are listed, in ${scheme}`, async ({ page, stocked }) => {
    await page.emulateMedia({ colorScheme: scheme });
    const numbers = await entries(stocked);
    await page.goto(`${stocked.url}/#/entries?state=ready`);
    await expect(page.getByText(numbers[0] ?? '').first()).toBeVisible();
    await page.keyboard.press('c');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/block 34B, the manifest quantity, is empty on every line/).first()).toBeVisible();
    await accessible(page, `reasons in ${scheme}`);
    await page.getByLabel('Packages of each house bill').fill('1');
    await page.getByLabel('Voyage, flight or trip').fill('LH404');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/Written: 2 entries/)).toBeVisible();
    const path = (await page.getByRole('dialog').getByText(/AE .*\.txt/).first().textContent()) ?? '';
    const lines = readFileSync(path.trim(), 'utf8').split('\r\n').filter(Boolean);
    expect(lines.every((line) => line.length === 80)).toBe(true);
    expect(lines.filter((line) => line.startsWith('10A9HB'))).toHaveLength(2);
    await accessible(page, `a file written in ${scheme}`);
  });
}

test('a status file is shown first, and taken whole or not at all', async ({ page, stocked }) => {
  const numbers = await entries(stocked);
  const file = (text: string) => ({ name: 'status.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.goto(`${stocked.url}/#/entries`);
  await expect(page.getByText(numbers[0] ?? '').first()).toBeVisible();
  await page.keyboard.press('r');
  await page.getByLabel('Status file to read').setInputFiles(file(`Entry,Status,Date\n${numbers[0]},Accepted,2026-11-21\n${numbers[0]},Lost,2026-11-21\n`));
  await expect(page.getByText('`Lost` is no status the desk knows')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take 1 step' })).toBeDisabled();
  await accessible(page, 'a status file with a problem');
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await page.getByLabel('Status file to read').setInputFiles(file(`Entry,Status,Date\n${numbers[0]},Accepted,2026-11-21\n${numbers[1]},Accepted,2026-11-22\n`));
  await page.getByRole('button', { name: 'Take 2 steps' }).press('Enter');
  await expect(page.getByText('2 steps taken on 2 entries.')).toBeVisible();
  expect(await stocked.call<{ state: string }>('entry', { number: numbers[1] })).toMatchObject({ state: 'filed' });
});
