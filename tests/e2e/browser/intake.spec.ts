// The intake desk by keyboard: columns, corrections of one and of many cells, rules, product list, rates, rows stored before.
import { accessible, expect, test, type Desk } from '../support/desk';
import type { Page } from '@playwright/test';

const HEADER = 'House bill,Consignee,Address,City,State,ZIP,Country,Export date,SKU,Description,HTS,Origin,Quantity,Value,Currency';
const row = (bill: string, goods: string, exported = '') => `${bill},Ann Example ${bill},12 Oak Street,Springfield,IL,62704,US,${exported},${goods}`;
const MUG = (origin: string, value = '20.00', currency = 'USD') => `M-1,stoneware mug,6912.00.4810,${origin},1,${value},${currency}`;
const file = (name: string, ...rows: string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from([HEADER, ...rows].join('\n')) });

async function client(desk: Desk, name = 'Nordlicht Keramik GmbH'): Promise<number> {
  const given = { id: 0, name, default_port: '4701', default_mode: 'air', default_country_of_shipment: 'DE' };
  return (await desk.call<{ id: number }>('client_save', { client: given })).id;
}

async function open(page: Page, desk: Desk, clientId: number, given: ReturnType<typeof file>): Promise<void> {
  await page.goto(`${desk.url}/#/intake?client=${clientId}`);
  await page.locator('#intake-file').setInputFiles(given);
  await expect(page.getByRole('heading', { name: given.name })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Client' })).toHaveValue(String(clientId));
}

const cell = (page: Page, at: string) => page.locator(`td[data-row="${Number(/\d+/.exec(at)?.[0]) - 1}"][data-column="${at.charCodeAt(0) - 65}"]`);

test('many cells are put right at once, the change is taken back, and is remembered for the client', async ({ page, desk }) => {
  const id = await client(desk);
  await open(page, desk, id, file('june.csv', row('A-1', MUG('Mainland')), row('A-2', MUG('Mainland')), row('A-3', MUG('DE'))));
  await expect(page.getByRole('heading', { name: '2 things to settle' })).toBeVisible();

  // All that say the same, from the cell, by keyboard.
  await cell(page, 'L2').focus();
  await page.keyboard.press('Control+h');
  const dialog = page.getByRole('dialog', { name: 'Put L2 right' });
  await expect(dialog).toContainText('The file says Mainland');
  await expect(dialog.getByText('All 2 cells that say the same')).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('CN');
  await dialog.getByText('All 2 cells that say the same').click();
  await accessible(page, 'putting cells right');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Nothing to settle' })).toBeVisible();
  await cell(page, 'L2').focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('heading', { name: '2 things to settle' })).toBeVisible();

  // Remembered: this file and the next are read by it, and the client's page lists it.
  await cell(page, 'L3').focus();
  await page.keyboard.press('Control+h');
  const again = page.getByRole('dialog', { name: 'Put L3 right' });
  await page.keyboard.press('Control+a');
  await page.keyboard.type('CN');
  await again.getByRole('checkbox', { name: /Always, in all files of Nordlicht/ }).check();
  await again.getByRole('button', { name: /Put right/ }).click();
  await expect(page.getByRole('heading', { name: 'Nothing to settle' })).toBeVisible();
  await expect(cell(page, 'L2')).toHaveAttribute('title', /client rule of 2026-11-23/);
  await page.goto(`${desk.url}/#/clients?id=${id}`);
  await expect(page.getByText('“Mainland” is “CN”')).toBeVisible();
  await page.getByRole('button', { name: 'Remove the rule for “Mainland”' }).click();
  await expect(page.getByText('“Mainland” is “CN”')).toBeHidden();
  expect(await desk.call('client_rules', { client_id: id })).toEqual([]);
});

test('a cell is edited, filled down and pasted over from a spreadsheet', async ({ page, desk }) => {
  const id = await client(desk);
  await open(page, desk, id, file('june.csv', row('A-1', MUG('DE')), row('A-2', MUG('')), row('A-3', MUG(''))));
  await cell(page, 'L2').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+d');
  await expect(cell(page, 'L4')).toContainText('DE');
  await expect(page.getByRole('heading', { name: 'Nothing to settle' })).toBeVisible();
  await expect(cell(page, 'L3')).toHaveAttribute('title', /the file says nothing/);
  await cell(page, 'M2').focus();
  await cell(page, 'M2').evaluate((node) => {
    const data = new DataTransfer();
    data.setData('text/plain', '2\t30.00\r\n3\t40.00\r\n');
    node.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(cell(page, 'N3')).toContainText('40.00');
  await expect(cell(page, 'M3')).toContainText('3');
  expect(await desk.call('imports')).toEqual([]);
});

test('the columns are a table; one is mapped by keyboard, a field is derived, and the next file says what changed', async ({ page, desk }) => {
  const id = await client(desk);
  const odd = (header: string, name: string, bill: string) => {
    const given = file(name, row(bill, MUG('DE')));
    return { ...given, buffer: Buffer.from(given.buffer.toString().replace(',Origin,', `,${header},`)) };
  };
  await open(page, desk, id, odd('Provenance', 'june.csv', 'A-1'));
  await cell(page, 'A2').focus();
  await page.keyboard.press('F4');
  const columns = page.getByRole('table', { name: 'Columns of the file and what they are read as' });
  await expect(columns.getByRole('row', { name: /Provenance/ })).toContainText('DE');
  await accessible(page, 'columns');
  await page.getByLabel('Column L, “Provenance”, is read as').selectOption('origin');
  await expect(columns.getByRole('row', { name: /Provenance/ })).toContainText('sure');
  await page.getByRole('button', { name: 'Derive a field' }).click();
  const derive = page.getByRole('dialog', { name: 'Derive a field' });
  await derive.getByRole('combobox', { name: /Field/ }).selectOption('export-date');
  await derive.getByRole('textbox', { name: 'Text' }).fill('2026-11-10');
  await page.keyboard.press('Enter');
  await expect(page.getByText('the same on every row: 2026-11-10').first()).toBeVisible();
  await page.getByLabel('Arrival date').fill('112026');
  await page.getByLabel('Arrival date').press('Tab');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '1 shipment stored and decided' })).toBeVisible();
  await page.keyboard.press('n');

  await open(page, desk, id, odd('Prov. country', 'july.csv', 'A-2'));
  await expect(page.getByText('Column L “Provenance” is now called “Prov. country”.').first()).toBeVisible();
  await page.keyboard.press('F4');
  await expect(page.getByLabel('Column L, “Prov. country”, is read as')).toHaveValue('origin');
});

test('rates are typed and loaded; a foreign value converts by the day of exportation and shows why', async ({ page, desk }) => {
  const id = await client(desk);
  await page.goto(`${desk.url}/#/reference?tab=rates`);
  await page.getByRole('button', { name: 'Type a rate' }).click();
  const typed = page.getByRole('dialog', { name: 'A rate of exchange' });
  await page.keyboard.type('EUR');
  await typed.getByLabel('First day').fill('10/1/26');
  await typed.getByLabel('Last day').fill('12/31/26');
  await typed.getByLabel('U.S. dollars for one unit').fill('1.0800');
  await typed.getByLabel('Source').fill('Bulletin 40');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /EUR 1.0800/ })).toContainText('Bulletin 40');
  const table = { name: 'daily.csv', mimeType: 'text/csv', buffer: Buffer.from('Currency,Date,Rate\nEUR,2026-11-12,1.1500\nXXQ,2026-11-12,2\n') };
  await page.locator('#rates-file').setInputFiles(table);
  const sheet = page.getByRole('dialog', { name: 'Rates of daily.csv' });
  await expect(sheet).toContainText('“XXQ” is no currency that is known');
  await sheet.getByRole('button', { name: 'Put in 1 rate' }).click();
  await expect(page.getByRole('row', { name: /EUR 1.1500/ })).toBeVisible();
  await page.getByLabel('Day of exportation').fill('11/12/26');
  await page.getByLabel('Day of exportation').press('Tab');
  await expect(page.getByRole('status').or(page.locator('output')).filter({ hasText: 'differs from the quarter' })).toBeVisible();
  await accessible(page, 'rates');

  await open(page, desk, id, file('june.csv', row('A-1', MUG('DE', '100.00', 'EUR'), '2026-11-12'), row('A-2', MUG('DE', '100.00', 'JPY'), '2026-11-12')));
  await expect(page.getByText(/JPY is not converted: the desk has no rate for JPY on 2026-11-12/).first()).toBeVisible();
  await cell(page, 'O3').focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('EUR');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Nothing to settle' })).toBeVisible();
  await page.getByLabel('Arrival date').fill('112026');
  await page.getByLabel('Arrival date').press('Tab');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '2 shipments stored and decided' })).toBeVisible();
  await page.keyboard.press('s');
  await page.getByRole('gridcell', { name: 'A-1', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Where values come from' })).toContainText('rate certified for the day');
});

test('a product list is loaded and typed, fills a line, and is learned from', async ({ page, desk }) => {
  const id = await client(desk);
  await page.goto(`${desk.url}/#/clients?id=${id}`);
  await page.getByRole('button', { name: 'Product list' }).click();
  const list = page.getByRole('dialog', { name: /Products of Nordlicht/ });
  await expect(list).toContainText('No product yet');
  await page.locator('#products-file').setInputFiles({ name: 'goods.csv', mimeType: 'text/csv', buffer: Buffer.from('SKU,HTS,Origin,Description\nM-1,6912.00.4810,PT,stoneware mug\n') });
  await list.getByRole('button', { name: 'Put 1 product in' }).click();
  await expect(list.getByRole('cell', { name: 'stoneware mug' })).toBeVisible();
  await list.getByRole('button', { name: 'Add a product' }).click();
  await page.keyboard.type('T-2');
  await list.getByRole('textbox', { name: 'Origin' }).fill('Atlantis');
  await page.keyboard.press('Enter');
  await expect(list).toContainText('T-2: `Atlantis` is no country');
  await list.getByRole('textbox', { name: 'Origin' }).fill('Japan');
  await page.keyboard.press('Enter');
  await expect(list.getByRole('cell', { name: 'JP', exact: true })).toBeVisible();
  await accessible(page, 'product list');
  await list.getByRole('button', { name: 'Close', exact: true }).last().click();

  await open(page, desk, id, file('june.csv', row('A-1', 'M-1,,,,1,20.00,USD'), row('A-2', 'V-9,glass vase,7013.99.5000,DE,1,20.00,USD')));
  await expect(cell(page, 'K2')).toHaveAttribute('title', /product list, goods.csv, row 2, imported 2026-11-23/);
  await page.getByLabel('Arrival date').fill('112026');
  await page.getByLabel('Arrival date').press('Tab');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '2 shipments stored and decided' })).toBeVisible();
  await page.goto(`${desk.url}/#/clients?id=${id}`);
  await page.getByRole('button', { name: 'Product list' }).click();
  await list.getByRole('button', { name: 'Learn from confirmed lines' }).click();
  await expect(list.getByRole('row', { name: /V-9/ })).toContainText('1 line');
  await list.getByRole('button', { name: 'Put 1 product in' }).click();
  await expect(list.getByRole('cell', { name: 'V-9', exact: true })).toBeVisible();
});

test('rows stored before are shown with what differs, and the new version is taken where the broker says so', async ({ page, desk }) => {
  const id = await client(desk);
  const first = file('june.csv', row('A-1', MUG('DE')), row('A-2', MUG('DE')));
  const { ticket } = await desk.offer(first.name, first.buffer);
  await desk.run('intake_store', { ticket, client_id: id, arrival: '2026-11-20' });
  await open(page, desk, id, file('again.csv', row('A-1', MUG('DE')), row('A-2', MUG('PT', '35.00')), row('A-3', MUG('DE'))));
  await page.getByLabel('Arrival date').fill('112026');
  await page.getByLabel('Arrival date').press('Tab');
  await expect(page.getByText('To store it, give a choice for the shipments stored already.')).toBeVisible();
  await page.getByRole('tab', { name: /Stored before/ }).click();
  const known = page.getByRole('list', { name: 'Shipments stored before' });
  await expect(known.getByRole('row', { name: 'line 1, value 20 35' })).toBeVisible();
  await expect(known.getByRole('row', { name: 'line 1, origin DE PT' })).toBeVisible();
  await expect(known).not.toContainText('A-1');
  await accessible(page, 'rows stored before');
  await known.getByRole('button', { name: 'Take the new version' }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('1 shipment stored before takes the new version.')).toBeVisible();
  await expect(page.getByText('1 shipment stored before stays as it is.')).toBeVisible();
});

test('rows pasted on the drop zone are read like a file', async ({ page, desk }) => {
  const id = await client(desk);
  await page.goto(`${desk.url}/#/intake?client=${id}`);
  await expect(page.getByText(/Drop a merchant/)).toBeVisible();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, [HEADER, row('A-1', MUG('DE'))].join('\n').replaceAll(',', '\t'));
  await expect(page.getByRole('heading', { name: 'pasted from a spreadsheet.tsv' })).toBeVisible();
  await expect(cell(page, 'A2')).toContainText('A-1');
});
