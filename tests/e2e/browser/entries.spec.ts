// Entries built and followed, by keyboard: consolidated, completed, marked, taken back, seen on Today.
import { accessible, expect, test, type Desk } from '../support/desk';
import type { Page } from '@playwright/test';

const HEAD = 'House bill,Consignee,Address,City,State,ZIP,Country,Shipper,Shipper address,Shipper city,Shipper country,Description,HTS,Origin,Quantity,Value,Currency';
const KETTLE = 'stainless steel electric kettle,8516.79.0000,DE,1';
const from = 'Springfield,IL,62704,US,Nordlicht GmbH,Hafenstr 12,Hamburg,DE';

/** Three parcels for two people, all above the ceiling or suspended: two of them together are above the limit of informal entries. */
async function parcels(desk: Desk): Promise<void> {
  const client = await desk.call<{ id: number }>('sample_client');
  const rows = [
    `NK-1,Ann Example,12 Oak Street,${from},${KETTLE},1400.00,USD`,
    `NK-2,Ann Example,12 Oak Street,${from},${KETTLE},1300.00,USD`,
    `NK-3,Bea Sample,9 Elm Street,${from},${KETTLE},90.00,USD`,
  ];
  const file = await desk.offer('n.csv', Buffer.from([HEAD, ...rows].join('\n')));
  const read = await desk.call<{ options: unknown }>('intake_read', { ticket: file.ticket, client_id: client.id, options: {} });
  await desk.run('intake_store', { ticket: file.ticket, client_id: client.id, options: read.options, arrival: '2026-11-18', port: '4701', mode: 'air' });
}

async function made(desk: Desk, options: object = {}): Promise<string[]> {
  const query = { client_id: null, import_id: null, routes: [], text: '', without_entry: true, sort: 'bill', descending: false };
  const { ids } = await desk.call<{ ids: number[] }>('shipments_view', { query });
  const { made } = await desk.run<{ made: { number: string }[] }>('entries_make', { shipment_ids: ids, carrier: 'LH', ...options });
  return made.map((e) => e.number).sort();
}

/** The key works once the screen has settled; on a busy machine that is a moment after its heading. */
async function opens(page: Page, key: string, dialog: RegExp): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name: dialog })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
}

test('the plan shows what joining costs, and that it turns informal into formal', async ({ page, desk }) => {
  await parcels(desk);
  await page.goto(`${desk.url}/#/shipments`);
  await expect(page.getByRole('gridcell', { name: 'NK-1', exact: true })).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  await opens(page, 'e', /Make entries/);
  const plan = page.getByRole('dialog', { name: 'Make entries' });
  await expect(plan.getByRole('status').first()).toContainText('3 entries');
  await expect(plan).toContainText('Ann Example gets 2 shipments by one conveyance, worth $2,700.00 together');
  await expect(plan).toContainText('Block 8, importing carrier, is empty.');
  await plan.getByLabel('Importing carrier (block 8)').focus();
  await page.keyboard.type('LH');
  await expect(plan).not.toContainText('Block 8, importing carrier');
  // Past the master bill, the packages and the relationship.
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await expect(plan.getByRole('radio', { name: 'By recipient' })).toBeFocused();
  await expect(plan.getByRole('row', { name: /By recipient 2 1/ })).toBeVisible();
  await expect(plan).toContainText('above the $2,500.00 up to which an entry may be informal');
  await accessible(page, 'the plan');
  await plan.getByRole('button', { name: 'Make 2 entries' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 entries made.')).toBeVisible();
});

test('what a form lacks is one key from its field, and a wrong number is said as it is typed', async ({ page, desk }) => {
  await parcels(desk);
  const [number] = await made(desk, { carrier: null });
  await page.goto(`${desk.url}/#/entries?number=${number}`);
  const lack = page.getByRole('button', { name: /Block 8, importing carrier, is empty/ });
  await lack.focus();
  await page.keyboard.press('Enter');
  const blocks = page.getByRole('dialog', { name: /Blocks filled by hand/ });
  await expect(blocks.getByLabel('8. Importing carrier')).toBeFocused();
  await page.keyboard.type('LH');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Home');
  await page.keyboard.type('589-81140744\n');
  await expect(blocks).toContainText('here 3; one digit is wrong');
  await blocks.getByLabel('12. Bills').fill('589-81140743\nNK-1');
  await expect(blocks).not.toContainText('one digit is wrong');
  await accessible(page, 'the blocks');
  await blocks.getByLabel("47. Broker's file number").press('Enter');
  await expect(page.getByText(`The blocks of ${number} are saved.`)).toBeVisible();
  await expect(lack).toHaveCount(0);
  expect(await desk.call('entry', { number })).toMatchObject({ summary: { carrier: 'LH', bills: ['589-81140743', 'NK-1'] }, lacks: [] });
});

test('many entries move on together, and a mistake is taken back on record', async ({ page, desk }) => {
  await parcels(desk);
  const [first] = await made(desk);
  await page.goto(`${desk.url}/#/entries`);
  await expect(page.getByRole('gridcell', { name: first, exact: true })).toBeVisible();
  await page.locator(`tr[data-at="0"]`).focus();
  await page.keyboard.press('Control+a');
  await opens(page, 'm', /Mark ready: 3 entries/);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('3 entries: ready.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Ready 3/ })).toBeVisible();
  await page.locator(`tr[data-at="0"]`).focus();
  await opens(page, 'm', /Mark filed: 3 entries/);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Day it happened').fill('11/19/26');
  await dialog.getByLabel(/entry summary was filed with it/).press('Space');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('3 entries: filed.')).toBeVisible();

  await page.goto(`${desk.url}/#/entries?number=${first}`);
  await opens(page, 'm', /Mark released/);
  await page.getByRole('dialog').getByLabel('Day it happened').fill('11/20/26');
  await page.keyboard.press('Control+Enter');
  const side = page.getByRole('complementary', { name: `Entry ${first}` });
  await expect(side).toContainText('7 Dec 2026');
  await expect(side).toContainText('not counted: Thanksgiving Day on 26 Nov 2026');
  await side.getByRole('button', { name: 'The last step was a mistake' }).press('Enter');
  await page.keyboard.type('it was the release of another entry');
  await page.keyboard.press('Enter');
  await expect(side).toContainText('Taken back: it was the release of another entry');
  await expect(side).not.toContainText('Thanksgiving');
  expect(await desk.call('entry', { number: first })).toMatchObject({ state: 'filed' });
  await accessible(page, 'a followed entry');
});

test('packages and relationship said in the plan stand on every line', async ({ page, desk }) => {
  await parcels(desk);
  await page.goto(`${desk.url}/#/shipments`);
  await expect(page.getByRole('gridcell', { name: 'NK-1', exact: true })).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  await opens(page, 'e', /Make entries/);
  const plan = page.getByRole('dialog', { name: 'Make entries' });
  const packages = plan.getByLabel('Packages of each house bill (block 34B)');
  await packages.focus();
  await page.keyboard.type('two boxes');
  await expect(plan).toContainText('`TWO BOXES`: a manifest quantity is a whole number of packages and their kind, like 84 CTN');
  await expect(plan.getByRole('button', { name: 'Make 3 entries' })).toBeDisabled();
  await packages.fill('2 ctn');
  await plan.getByLabel('Buyer and seller (block 36C)').selectOption('no');
  await accessible(page, 'the plan with its packages');
  await plan.getByRole('button', { name: 'Make 3 entries' }).press('Enter');
  await expect(page.getByText('3 entries made.')).toBeVisible();
  const entries = await desk.call<{ number: string }[]>('entries', {});
  for (const { number } of entries) {
    expect(await desk.call('entry', { number })).toMatchObject({ summary: { lines: [{ manifest_quantity: '2 CTN', related: false }] } });
  }
});

test('a step of many entries is undone with one key, and the list is sorted by its headings', async ({ page, desk }) => {
  await parcels(desk);
  const numbers = await made(desk);
  await page.goto(`${desk.url}/#/entries`);
  await expect(page.locator('tr[data-at="2"]')).toBeVisible();
  // Up from the first row to the headings, along to the total, the highest first.
  await page.locator('tr[data-at="0"]').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await expect(page.getByRole('columnheader', { name: 'Total USD' }).getByRole('button')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Total USD' })).toHaveAttribute('aria-sort', 'descending');
  await expect(page.locator('tr[data-at="2"]')).toContainText('90.00');
  await page.keyboard.press('Enter');
  await expect(page.locator('tr[data-at="0"]')).toContainText('90.00');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('tr[data-at="0"]')).toBeFocused();

  await page.keyboard.press('Control+a');
  await opens(page, 'm', /Mark ready: 3 entries/);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: /^Ready 3/ })).toBeVisible();
  await page.locator('tr[data-at="0"]').focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('The step of 3 entries is taken back.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Draft 3/ })).toBeVisible();
  expect(await desk.call('entry', { number: numbers[0] })).toMatchObject({ state: 'draft', steps: [{ state: 'ready', taken_back: 'Undone right after it was recorded' }] });
});

test('what was decided anew is built again, and what is due is on Today', async ({ page, desk }) => {
  await parcels(desk);
  const [first] = await made(desk);
  const { shipments } = await desk.call<{ shipments: { id: number }[] }>('entry', { number: first });
  const { shipment } = await desk.call<{ shipment: { lines: { value: string }[] } }>('shipment', { id: shipments[0]?.id });
  if (shipment.lines[0]) shipment.lines[0].value = '1500.00';
  await desk.call('shipment_save', { id: shipments[0]?.id, shipment });
  await page.goto(`${desk.url}/#/entries?number=${first}`);
  await expect(page.getByText('Out of date: a shipment was decided anew')).toBeVisible();
  await page.keyboard.press('r');
  await expect(page.getByText(`${first} is built again from its shipments as they now stand.`)).toBeVisible();
  await expect(page.getByText('Out of date: a shipment was decided anew')).toHaveCount(0);

  const side = page.getByRole('complementary', { name: `Entry ${first}` });
  await side.getByRole('button', { name: 'Write a note' }).press('Enter');
  await page.keyboard.type('CBP 28: send the invoice');
  await side.getByLabel('Show it again on').fill('11/24/26');
  await side.getByRole('button', { name: /Keep the note/ }).press('Enter');
  await expect(side.getByText('CBP 28: send the invoice')).toBeVisible();
  await page.goto(`${desk.url}/#/today`);
  const due = page.getByRole('region', { name: 'Due' });
  await expect(due).toContainText('CBP 28: send the invoice');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await accessible(page, `Today in ${colorScheme}`);
  }
  await due.getByRole('button', { name: /CBP 28/ }).press('Enter');
  await expect(page.getByRole('heading', { name: first })).toBeVisible();
});
