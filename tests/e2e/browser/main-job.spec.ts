// The main job as a broker does it: a client, a merchant's file, decisions with their reasons, entries, a 7501, an audit pack.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '../support/desk';

const samples = resolve(import.meta.dirname, '../../../assets/samples');
const manifest = resolve(samples, 'nordlicht-keramik-manifest.xlsx');

test('an empty desk offers to be tried, and does the whole job by mouse', async ({ page, desk }) => {
  await page.goto(desk.url);
  await expect(page.getByRole('heading', { name: /the desk is empty/i })).toBeVisible();
  await page.getByRole('button', { name: /A consolidator's manifest/ }).click();

  // The file is read, its client known, its doubtful cells named; nothing is stored yet.
  await expect(page.getByRole('heading', { name: 'nordlicht-keramik-manifest.xlsx' })).toBeVisible();
  await expect(page.getByText('Nothing is stored yet')).toBeVisible();
  await expect(page.getByText(/to settle/).first()).toBeVisible();
  expect(await desk.call('imports')).toEqual([]);
  await page.getByLabel('Arrival date').fill('6/3/24');
  await page.getByLabel('Arrival date').press('Tab');
  await page.getByRole('button', { name: /^Store 40 shipments/ }).click();
  await expect(page.getByRole('heading', { name: '40 shipments stored and decided' })).toBeVisible();

  // The inspector says why, with the figures and the law.
  await page.getByRole('button', { name: /All shipments of this file/ }).click();
  await page.getByRole('gridcell', { name: 'NK-20420' }).click();
  const why = page.getByRole('complementary', { name: /shipment|why|NK-20420/i });
  await expect(why).toContainText('Not free: one person, one day.');
  await expect(why).toContainText('$850.00');
  await expect(why).toContainText('19 CFR 10.151');
  await expect(why).toContainText('NK-20418');
  await why.getByRole('button', { name: 'Decide it again by that law' }).click();
  await expect(why).toContainText(/By the rulebook .+, verified through .+, it comes out again as it was decided, all 22 tests of it\./);

  // What may not pass free becomes entries.
  await page.getByRole('button', { name: /^Informal/ }).click();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: /Make entries/ }).click();
  const plan = page.getByRole('dialog', { name: 'Make entries' });
  await expect(plan).toContainText('3 entries');
  await plan.getByLabel('Importing carrier (block 8)').fill('LH');
  await plan.getByRole('button', { name: /Make 3 entries/ }).click();
  await expect(page.getByText('3 entries made.')).toBeVisible();

  // The form, as it will print.
  await page.getByRole('link', { name: /Entries/ }).first().click();
  await page.getByText('9HB-1000002-6').first().click();
  const paper = page.locator('svg', { hasText: 'Ultimate Consignee' }).first();
  await expect(paper).toBeVisible();
  await expect(paper).toContainText('9HB-1000002-6');
  await page.getByRole('button', { name: /Save PDF/ }).click();
  const saved = page.getByText(/Saved .*CBP 7501\.pdf/);
  await expect(saved).toBeVisible();
  const path = /Saved (.*\.pdf)/.exec((await saved.textContent()) ?? '')?.[1] ?? '';
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');

  // The audit pack, and its verification in the window.
  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByRole('button', { name: /Make the pack/ }).click();
  const made = page.getByText(/\.zip$/).first();
  await expect(made).toBeVisible();
  const pack = (await made.textContent())?.trim() ?? '';
  const whole = readFileSync(pack);
  const ticket = await desk.offer('pack.zip', whole);
  expect(await desk.call('audit_verify', ticket)).toMatchObject({ sound: true, findings: [] });
  const touched = Buffer.from(whole);
  touched.writeUInt8(touched.readUInt8(whole.length >> 1) ^ 1, whole.length >> 1);
  expect(await desk.call('audit_verify', await desk.offer('pack.zip', touched))).toMatchObject({ sound: false });
});

test('the same job by keyboard alone', async ({ page, desk }) => {
  await desk.call('sample_client');
  await page.goto(desk.url);
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(page.getByRole('heading', { name: 'Intake' })).toBeVisible();
  // The key works from the moment the screen has settled; on a busy machine that is a moment after its heading.
  await expect(async () => {
    const chooser = page.waitForEvent('filechooser', { timeout: 2_000 });
    await page.keyboard.press('o');
    await (await chooser).setFiles(manifest);
  }).toPass({ timeout: 20_000 });
  await expect(page.getByRole('heading', { name: 'nordlicht-keramik-manifest.xlsx' })).toBeVisible();
  // One client in the desk: it is chosen, or chosen with the keys.
  const client = page.getByRole('combobox', { name: 'Client' });
  await client.focus();
  await client.selectOption({ label: 'Nordlicht Keramik GmbH' });
  await page.getByLabel('Arrival date').focus();
  await page.keyboard.type('060324');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '40 shipments stored and decided' })).toBeVisible();
  await page.keyboard.press('s');
  const grid = page.getByRole('grid');
  await expect(grid).toBeVisible();
  await expect(page.getByRole('gridcell', { name: 'NK-20412' })).toBeVisible();
  await grid.focus();
  await page.keyboard.press('Control+End');
  await expect(page.getByRole('gridcell', { name: 'NK-20451' })).toBeVisible();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('e');
  const plan = page.getByRole('dialog', { name: 'Make entries' });
  await expect(plan).toContainText('3 entries');
  await expect(plan).toContainText(/it passes free; no duty entry is needed/i);
  await expect(plan.getByRole('button', { name: /Make 3 entries/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/3 entries made\./)).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await expect(page.getByText('9HB-1000001-8').first()).toBeVisible();
  expect(await desk.call<unknown[]>('entries', {})).toHaveLength(3);
});

test('an edit decides anew at once, and Ctrl+Z takes it back', async ({ page, stocked }) => {
  await page.goto(`${stocked.url}/#/shipments`);
  await page.getByRole('gridcell', { name: 'NK-20413' }).click();
  const before = await shipmentByBill(stocked, 'NK-20413');
  const changed = { ...before.shipment, lines: before.shipment.lines.map((line) => ({ ...line, value: '2600.00' })) };
  await stocked.call('shipment_save', { id: before.id, shipment: changed });
  const after = await shipmentByBill(stocked, 'NK-20413');
  expect(after.decision.route).toBe('formal');
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByText(/NK-20413 is as it was before the last edit/)).toBeVisible();
  expect((await shipmentByBill(stocked, 'NK-20413')).shipment).toEqual(before.shipment);
});

interface Detail {
  id: number;
  shipment: { lines: { value: string }[] };
  decision: { route: string };
}

async function shipmentByBill(desk: { call<T>(name: string, args?: unknown): Promise<T> }, bill: string): Promise<Detail> {
  const view = await desk.call<{ ids: number[] }>('shipments_view', {
    query: { client_id: null, import_id: null, routes: [], text: bill, arrival_from: null, arrival_to: null, without_entry: false, sort: 'stored', descending: false },
  });
  const id = view.ids[0] ?? 0;
  return { ...(await desk.call<Omit<Detail, 'id'>>('shipment', { id })), id };
}
