// Twenty thousand shipments in the grid: windows from the desk file, few cells in the page, the end one key away.
import { expect, test } from '../support/desk';

const ROWS = 20_000;

test('a long list stays light', async ({ page, desk }) => {
  test.setTimeout(180_000);
  const client = await desk.call<{ id: number }>('sample_client');
  const lines = ['House bill,Consignee,Address,City,State,ZIP,Country,Description,HTS,Origin,Quantity,Value,Currency'];
  for (let i = 0; i < ROWS; i++) {
    lines.push(`L-${String(i).padStart(6, '0')},Person ${i} Sample,${i} Oak Street,Springfield,IL,62704,US,wool scarf,6214.20.0000,DE,1,${20 + (i % 700)}.50,USD`);
  }
  const file = await desk.offer('long.csv', Buffer.from(lines.join('\n')));
  const view = await desk.call<{ options: unknown }>('intake_read', { ticket: file.ticket, client_id: client.id, options: { exchange_rates: [], fixes: [] } });
  await desk.run('intake_store', { ticket: file.ticket, client_id: client.id, options: view.options, arrival: '2024-06-03', port: '4701' });
  await page.goto(`${desk.url}/#/shipments`);
  const grid = page.getByRole('grid');
  await expect(page.getByRole('gridcell', { name: 'L-000000' })).toBeVisible();
  await expect(grid).toHaveAttribute('aria-rowcount', String(ROWS + 1));
  await grid.focus();
  await page.keyboard.press('Control+End');
  await expect(page.getByRole('gridcell', { name: 'L-019999' })).toBeVisible();
  expect(await page.getByRole('gridcell').count()).toBeLessThan(900);
  // The most valuable first, by the header.
  const value = page.getByRole('columnheader', { name: /Value/ });
  await value.click();
  await expect(value).toHaveAttribute('aria-sort', /ascending|descending/);
  if ((await value.getAttribute('aria-sort')) === 'ascending') await value.click();
  await expect(value).toHaveAttribute('aria-sort', 'descending');
  // Sorting keeps the current row in sight; the top is one key away, once the new order has come.
  await expect(async () => {
    await grid.focus();
    await page.keyboard.press('Control+Home');
    await expect(page.getByRole('gridcell', { name: '719.50' }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
});
