// The firm's numbers and ports, and the authority of its clients, by keyboard.
import { accessible, expect, test } from '../support/desk';

test('a range that follows, a port of the firm and numbers set aside are kept', async ({ page, stocked }) => {
  await page.goto(`${stocked.url}/#/settings`);
  await page.getByRole('button', { name: 'Add a range that follows' }).press('Enter');
  await page.getByLabel('Then from').fill('2000000');
  await page.getByLabel('To', { exact: true }).fill('2000999');
  await page.getByLabel('Ports the firm files at').first().fill('2704');
  await page.getByLabel('Ports the firm files at').first().press('Enter');
  await expect(page.getByRole('list', { name: 'Ports the firm files at' })).toContainText('Los Angeles, CA');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('The firm’s particulars are saved.')).toBeVisible();
  const { firm } = await stocked.call<{ firm: { ports: string[]; further_ranges: unknown[] } }>('status');
  expect(firm.ports).toContain('2704');
  expect(firm.further_ranges).toEqual([{ first: 2_000_000, last: 2_000_999, note: '' }]);

  await page.getByRole('button', { name: 'Set numbers aside' }).press('Enter');
  await page.getByLabel('First number').fill('1000001');
  await page.getByLabel('Why').fill('used in the ABI program');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Numbers without an entry' })).toContainText('used in the ABI program');
  await accessible(page, 'settings with ranges');

  // Ranges that would draw a number twice are refused in words.
  await page.getByLabel('Then from').fill('1999999');
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/overlap: a number would be drawn twice/)).toBeVisible();
});

test('a port is added, found and taken off the list', async ({ page, stocked }) => {
  await page.goto(`${stocked.url}/#/settings?tab=ports`);
  await expect(page.getByText('John F. Kennedy International Airport')).toBeVisible();
  await page.keyboard.press('n');
  await page.getByLabel('Code').fill('4772');
  await page.getByLabel('Name').fill('Express hub');
  await page.getByLabel('State or territory').fill('NY');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /4772 Express hub NY/ })).toBeVisible();
  await accessible(page, 'ports');
  await page.getByRole('button', { name: 'Take port 4772 off the list' }).press('Enter');
  await expect(page.getByRole('row', { name: /4772/ })).toHaveCount(0);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`a client’s authority is said with its law, its number masked until asked for, in ${scheme}`, async ({ page, stocked }) => {
    await page.emulateMedia({ colorScheme: scheme });
    const [{ client }] = await stocked.call<[{ client: { id: number } }]>('clients');
    await page.goto(`${stocked.url}/#/clients?id=${client.id}`);
    await expect(page.getByText(/A formal entry needs a bond/)).toBeVisible();
    await expect(page.getByText('98-765432100')).toHaveCount(0);
    await page.keyboard.press('v');
    await expect(page.getByText('98-765432100')).toBeVisible();
    await accessible(page, `the details of a client in ${scheme}`);
    const [event] = await stocked.call<[{ kind: string }]>('journal', { before: null, limit: 1 });
    expect(event.kind).toBe('importer-number-shown');

    await page.keyboard.press('e');
    await page.getByRole('tab', { name: 'Client', exact: true }).press('ArrowRight');
    await page.getByLabel('Given by a partnership').check();
    await page.getByLabel('Signed on').fill('11/20/2023');
    await page.getByRole('tab', { name: 'Power of attorney' }).press('ArrowRight');
    await page.getByLabel('A customs bond is on file').check();
    await page.getByLabel('Surety code').fill('036');
    await accessible(page, `the form of a client in ${scheme}`);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/of a partnership ended after 2 years/).first()).toBeVisible();
    await expect(page.getByText(/A formal entry needs a bond/)).toHaveCount(0);
  });
}
