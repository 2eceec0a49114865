// Every screen, light and dark: it shows real content, axe finds nothing, nothing goes wrong in the console.
import { accessible, expect, test } from '../support/desk';

const SCREENS = [
  { hash: 'today', shows: /Waits for you/ },
  { hash: 'intake', shows: /Drop a merchant's spreadsheet/ },
  { hash: 'shipments', shows: /NK-20412/ },
  { hash: 'people', shows: /Voss/ },
  { hash: 'clients', shows: /Nordlicht Keramik GmbH/ },
  { hash: 'clients?id=1', shows: /Documents of the client/ },
  { hash: 'entries', shows: /9HB-10000/ },
  { hash: 'audit', shows: /Make the pack/ },
  { hash: 'reference', shows: /tariff/i },
  { hash: 'reference?tab=rulebook', shows: /Limb \(C\) for every origin/ },
  { hash: 'reference?tab=firm', shows: /Barred shippers/ },
  { hash: 'reference?tab=editions', shows: /Starter tariff/ },
  { hash: 'reference?tab=fees&on=2026-11-20', shows: /2\.77/ },
  { hash: 'settings', shows: /Filer code/i },
  { hash: 'reference?tab=rates', shows: /No rate yet/ },
  { hash: 'audit?tab=journal', shows: /Verify/ },
  { hash: 'audit?tab=retention', shows: /must be kept/ },
  { hash: 'settings?tab=ports', shows: /4701/ },
  { hash: 'settings?tab=desk', shows: /desk\.entrydesk/ },
  { hash: 'settings?tab=safety', shows: /Set a passphrase/ },
  { hash: 'settings?tab=people', shows: /A second broker must agree/ },
];

for (const scheme of ['light', 'dark'] as const) {
  test(`every screen in ${scheme}`, async ({ page, stocked }) => {
    test.setTimeout(240_000);
    const view = await stocked.call<{ ids: number[] }>('shipments_view', {
      query: { client_id: null, import_id: null, routes: ['informal'], text: '', arrival_from: null, arrival_to: null, without_entry: true, sort: 'bill', descending: false },
    });
    await stocked.run('entries_make', { shipment_ids: view.ids, entry_date: null, carrier: 'LH', master_bill: null });
    await page.emulateMedia({ colorScheme: scheme });
    for (const { hash, shows } of SCREENS) {
      await page.goto(`${stocked.url}/#/${hash}`);
      await expect(page.locator('main, body').first()).toContainText(shows);
      await page.waitForLoadState('networkidle');
      await accessible(page, `${hash} in ${scheme}`);
      await page.screenshot({ path: `report/screens/${hash.replace(/\W+/g, '-')}-${scheme}.png` });
    }
    await page.goto(`${stocked.url}/#/shipments`);
    await page.getByRole('gridcell', { name: 'NK-20418' }).click();
    await expect(page.getByText('Not free: the exemption is suspended.').first()).toBeVisible();
    await accessible(page, `the inspector in ${scheme}`);
    await page.screenshot({ path: `report/screens/inspector-${scheme}.png` });
  });
}

test('an empty desk in every place', async ({ page, desk }) => {
  for (const hash of ['today', 'shipments', 'people', 'clients', 'entries', 'audit', 'settings']) {
    await page.goto(`${desk.url}/#/${hash}`);
    await page.waitForLoadState('networkidle');
    await accessible(page, `${hash}, empty`);
  }
});

test('a screen at rest asks the desk for nothing', async ({ page, stocked }) => {
  test.setTimeout(120_000);
  let asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  for (const hash of [...SCREENS.map((screen) => screen.hash), 'reference?tab=tariff&text=kettle']) {
    await page.goto(`${stocked.url}/#/${hash}`);
    // It settles first: nothing for half a second.
    let before = -1;
    await expect.poll(() => (before === asked.length ? true : ((before = asked.length), false)), { intervals: [500], message: `${hash} never comes to rest` }).toBe(true);
    asked = [];
  }
});

test('the palette finds a shipment by a part of its bill', async ({ page, stocked }) => {
  await page.goto(stocked.url);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('NK-20423');
  await page.getByRole('option', { name: /NK-20423/ }).waitFor();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Not free: goods that are never exempt/).first()).toBeVisible();
});
