// The reference screen wholly by keyboard: find, walk the tree, look at other days, copy a number into a line; lists and landed cost.
import { accessible, expect, test } from '../support/desk';

test('a number is found by a shop’s word, looked at, and copied into a line, by keyboard alone', async ({ page, stocked }) => {
  const view = await stocked.call<{ ids: number[] }>('shipments_view', {
    query: { client_id: null, import_id: null, routes: [], text: 'NK-20418', arrival_from: null, arrival_to: null, without_entry: false, sort: 'bill', descending: false },
  });
  const id = view.ids[0] ?? 0;
  await page.goto(`${stocked.url}/#/reference?tab=tariff&for=${id}&line=0`);
  await expect(page.getByText('For NK-20418, line 1')).toBeVisible();
  await page.getByLabel('HTS number or words').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('hoodie');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator(':focus')).toContainText(/^61.*hoodies/);
  const line = page.getByRole('complementary', { name: /^Line 61/ });
  await expect(line.getByText('Layers of duty on')).toBeVisible();
  const number = (await line.getByRole('heading', { level: 2 }).textContent()) ?? '';
  const chart = line.getByRole('slider', { name: 'Duty over time, in percent of the value' });
  await chart.focus();
  await page.keyboard.press('Home');
  await expect(chart).toHaveAttribute('aria-valuetext', /Jan 2025|2025/);
  await accessible(page, 'a line of the tariff');
  await page.keyboard.press('c');
  await expect(page).toHaveURL(new RegExp(`#/shipments\\?id=${id}`));
  const saved = await stocked.call<{ shipment: { lines: { hts: string }[] } }>('shipment', { id });
  expect(saved.shipment.lines[0]?.hts).toBe(number.replaceAll('.', ''));
});

test('the tree is walked with arrows, and a dead number offers live ones', async ({ page, stocked }) => {
  await page.goto(`${stocked.url}/#/reference`);
  await page.getByRole('treeitem', { name: /^61/ }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.press('ArrowDown');
  const focused = page.locator(':focus');
  await expect(focused).toHaveAttribute('role', 'treeitem');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await expect(focused).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(focused).toHaveAttribute('aria-level', '2');
  await page.keyboard.press('ArrowRight');
  await expect(focused).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(focused).toHaveAttribute('aria-level', '3');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: /^Line/ })).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(focused).toHaveAttribute('aria-level', '2');
  await accessible(page, 'the tree');
  await page.keyboard.press('/');
  await page.keyboard.type('6109.10.0099');
  await expect(page.getByText(/6109\.10\.0099 is not in the Starter tariff.*closest/)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('complementary', { name: /^Line 6109\.10/ })).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByRole('treeitem', { selected: true })).toContainText('6109.10');
  await expect(page.locator(':focus')).toContainText('6109.10');
});

test('a product list is loaded, and rows that are no numbers are named', async ({ page, stocked }) => {
  await page.goto(`${stocked.url}/#/reference?tab=editions`);
  const row = page.getByRole('row', { name: /exempt from the forced-labor duty/ });
  await expect(row).toContainText('not loaded');
  await row.locator('input[type=file]').setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from('hts8\n61091000\nsocks\n') });
  await expect(page.getByText('row 3: `socks` is not an HTS number')).toBeVisible();
  await expect(row).toContainText('loaded');
  await accessible(page, 'lists loaded');
});

test('the landed cost stands beside the shipment, and the law of parcels of one consignee with it', async ({ page, stocked }) => {
  await page.goto(`${stocked.url}/#/shipments`);
  await page.getByRole('gridcell', { name: 'NK-20418' }).click();
  const landed = page.getByRole('table', { name: /This shipment, goods of/ });
  await expect(landed.getByRole('row', { name: /Informal entry/ })).toContainText('cheapest lawful way');
  await expect(landed.getByRole('row', { name: /Formal entry/ })).toBeVisible();
  await page.getByRole('button', { name: 'Look up' }).first().click();
  await expect(page).toHaveURL(/#\/reference\?tab=tariff&hts=.*&for=\d+/);
});
