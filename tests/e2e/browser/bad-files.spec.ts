// Bad input: a clear message, and nothing is stored.
import { expect, test } from '../support/desk';

const CASES: { name: string; bytes: Buffer; says: RegExp }[] = [
  { name: 'empty.csv', bytes: Buffer.from(''), says: /empty\.csv.*empty|empty.*empty\.csv/i },
  { name: 'picture.png', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0, 1, 2, 3, 0, 0, 255]), says: /picture\.png/ },
  { name: 'truncated.xlsx', bytes: Buffer.from('PK\u0003\u0004 and then nothing'), says: /truncated\.xlsx/ },
];

for (const { name, bytes, says } of CASES) {
  test(`${name} is refused with a sentence`, async ({ page, desk }) => {
    await desk.call('sample_client');
    await page.goto(`${desk.url}/#/intake`);
    await page.locator('#intake-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
    await expect(page.getByRole('alert')).toContainText(says);
    await expect(page.getByRole('alert')).toContainText('Nothing was stored');
    expect(await desk.call('imports')).toEqual([]);
  });
}

test('a row without a value names its row and column, and the file is not stored', async ({ page, desk }) => {
  const client = await desk.call<{ id: number }>('sample_client');
  const rows = ['House bill,Consignee,Address,City,State,ZIP,Country,Description,HTS,Origin,Quantity,Value,Currency', 'A-1,Ann Example,12 Oak St,Springfield,IL,62704,US,wool scarf,6214.20.0000,DE,1,,USD'];
  const ticket = await desk.offer('orders.csv', Buffer.from(rows.join('\n')));
  const args = { ticket: ticket.ticket, client_id: client.id, options: await defaults(desk, ticket.ticket, client.id), arrival: '2024-06-03', port: '4701' };
  await expect(desk.run('intake_store', args)).rejects.toThrow(/orders\.csv, row 2, Value: .*Nothing was stored/);
  expect(await desk.call('imports')).toEqual([]);
  await page.goto(`${desk.url}/#/intake`);
  await page.locator('#intake-file').setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  await expect(page.getByRole('heading', { name: '1 thing to settle' })).toBeVisible();
});

async function defaults(desk: { call<T>(name: string, args?: unknown): Promise<T> }, ticket: string, client: number): Promise<unknown> {
  return (await desk.call<{ options: unknown }>('intake_read', { ticket, client_id: client, options: EMPTY })).options;
}

const EMPTY = { exchange_rates: [], fixes: [] };
