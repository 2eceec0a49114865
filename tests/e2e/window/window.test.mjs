// The real window, driven through tauri-driver: the main job from an empty desk to a verified audit pack, and the files that came out.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test as bare } from 'node:test';
import { Builder, By, Capabilities, Key } from 'selenium-webdriver';

const need = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run \`cargo xtask test window\``);
  return value;
};
const APP = need('ENTRYDESK_APP');
const CLI = need('ENTRYDESK_CLI');
const DRIVER = need('TAURI_DRIVER');
const PORT = 4710;
const manifest = resolve(import.meta.dirname, '../../../assets/samples/nordlicht-keramik-manifest.xlsx');
const pictures = resolve(import.meta.dirname, '../report/window');
const home = mkdtempSync(join(tmpdir(), 'entrydesk-window-'));

let server;
let window;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  server = spawn(DRIVER, ['--port', String(PORT), '--native-port', String(PORT + 1)], { stdio: 'inherit', env: { ...process.env, ENTRYDESK_HOME: home } });
  for (let i = 0; i < 100; i++) {
    try {
      await fetch(`http://127.0.0.1:${PORT}/status`);
      break;
    } catch {
      await new Promise((r) => setTimeout(r, 100));
    }
  }
  window = await open();
});

after(async () => {
  await window?.quit().catch(() => undefined);
  server?.kill();
  rmSync(home, { recursive: true, force: true });
});

function open() {
  const wanted = new Capabilities();
  wanted.set('tauri:options', { application: APP });
  wanted.setBrowserName('wry');
  return new Builder().usingServer(`http://127.0.0.1:${PORT}/`).withCapabilities(wanted).build();
}

/** The first element of the path that can be seen; waits for one. */
const shown = (xpath, ms = 20_000) =>
  window.wait(
    async () => {
      for (const element of await window.findElements(By.xpath(xpath))) {
        if (await element.isDisplayed().catch(() => false)) return element;
      }
      return null;
    },
    ms,
    `nothing to be seen at ${xpath}`,
  );
const button = (words) => shown(`//button[contains(normalize-space(.), ${JSON.stringify(words)})]`);
const tab = async (words) => (await shown(`//*[@role='tab'][contains(normalize-space(.), ${JSON.stringify(words)})]`)).click();
const heading = (words) => shown(`//*[self::h1 or self::h2 or self::h3][contains(normalize-space(.), ${JSON.stringify(words)})]`);
const text = (words) => shown(`//*[contains(normalize-space(.), ${JSON.stringify(words)}) and not(self::script)]`);
const type = async (label, value) => {
  const field = await shown(`//input[@id=//label[starts-with(normalize-space(.), ${JSON.stringify(label)})]/@for]`);
  await field.clear();
  await field.sendKeys(value, Key.TAB);
};
/** Chooses an option, also where the list itself lies invisibly over its words. */
const choose = async (words) => {
  const list = await window.wait(async () => (await window.findElements(By.xpath(`//select[option[contains(., ${JSON.stringify(words)})]]`)))[0] ?? null, 20_000, `no list offers ${words}`);
  await window.executeScript(
    `const [list, words] = arguments;
     list.value = [...list.options].find((o) => o.text.includes(words)).value;
     list.dispatchEvent(new Event('change', { bubbles: true }));`,
    list,
    words,
  );
};
const picture = async (name) => {
  const png = await window.takeScreenshot();
  writeFileSync(join(pictures, `${name}.png`), png, 'base64');
};
const place = async (hash) => {
  await window.executeScript(`location.hash = ${JSON.stringify('#/' + hash)}`);
};

/** A test that leaves a picture of the window where it fails. */
function test(name, work) {
  bare(name, async () => {
    try {
      await work();
    } catch (error) {
      await picture(`failed-${name.replace(/\W+/g, '-')}`).catch(() => undefined);
      throw error;
    }
  });
}

test('a client is created', async () => {
  await heading('The desk is empty');
  await picture('1-empty');
  await place('clients?new=true');
  await type('Name', 'Hearthside Goods LLC');
  await type('Importer number', '98-7654321');
  await type('Port of entry', '4701');
  await tab('Power of attorney');
  await type('Signed by', 'Rosa Hearth');
  await type('Signed on', '1/15/2022');
  await (await button('Create client')).click();
  await text('Hearthside Goods LLC');
  await picture('2-client');
});

test('a merchant file is dropped, checked, stored and decided', async () => {
  await place('today');
  // The invented firm and client of the sample, as the welcome offers them.
  await window.executeAsyncScript(`const done = arguments[arguments.length - 1]; window.__TAURI_INTERNALS__.invoke('sample_client', { args: {} }).then(done, done);`);
  await place('intake');
  await heading('Intake');
  // A drop as the person's file manager makes it: a File on the window.
  const bytes = readFileSync(manifest).toString('base64');
  await window.executeScript(
    `const raw = Uint8Array.from(atob(arguments[0]), (c) => c.charCodeAt(0));
     const data = new DataTransfer();
     data.items.add(new File([raw], 'nordlicht-keramik-manifest.xlsx'));
     for (const kind of ['dragenter', 'dragover', 'drop'])
       document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));`,
    bytes,
  );
  await heading('nordlicht-keramik-manifest.xlsx');
  await choose('Nordlicht Keramik');
  await type('Arrival date', '6/3/24');
  await picture('3-check');
  await (await button('Store 40 shipments')).click();
  await heading('40 shipments stored and decided');
  await picture('4-stored');
});

test('the inspector says why', async () => {
  await (await button('All shipments of this file')).click();
  await (await shown(`//*[@role='gridcell'][contains(., 'NK-20420')]`)).click();
  await text('Not free: one person, one day.');
  await text('19 CFR 10.151');
  await picture('5-inspector');
});

test('entries are made and printed', async () => {
  await window.actions().keyDown(Key.CONTROL).sendKeys('a').keyUp(Key.CONTROL).perform();
  await (await button('Make entries')).click();
  await (await button('Make 3 entries')).click();
  await text('3 entries made.');
  await place('entries?number=9HB-1000002-6');
  await shown(`//*[name()='svg'][contains(., 'Ultimate Consignee')]`);
  await picture('6-form');
  await (await button('Save PDF')).click();
  await text('Saved ');
  const written = readdirSync(join(home, 'documents/entries'));
  assert.deepEqual(written, ['9HB-1000002-6 CBP 7501.pdf']);
  const pdf = readFileSync(join(home, 'documents/entries', written[0]));
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  const words = printed(written[0]);
  for (const wanted of ['9HB-1000002-6', 'Voss, Katharina', '6911.10.8010', '89.89']) assert.ok(words.includes(wanted), `the form lacks ${wanted}`);
});

/** Words of a written PDF. */
const printed = (file) => execFileSync('pdftotext', ['-layout', join(home, 'documents/entries', file), '-']).toString();
const press = (key, modifier) =>
  modifier
    ? window.actions().keyDown(modifier).sendKeys(key).keyUp(modifier).perform()
    : window.actions().sendKeys(key).perform();

test('what a form lacks is filled, the entry is marked ready and filed, and its other papers are printed', async () => {
  // One click from what is missing to its field.
  await (await shown(`//li/button[contains(., 'Block 8, importing carrier, is empty')]`)).click();
  await heading('Blocks filled by hand');
  await type('8. Importing carrier', 'LH');
  await (await button('Save the blocks')).click();
  await text('The blocks of 9HB-1000002-6 are saved.');
  await (await button('Mark ready')).click();
  await heading('Mark ready: 9HB-1000002-6');
  await press(Key.ENTER, Key.CONTROL);
  await (await button('Mark filed')).click();
  await heading('Mark filed: 9HB-1000002-6');
  await picture('7-step');
  await press(Key.ENTER, Key.CONTROL);
  await button('Mark released');
  // The older edition of the form, and the one after it.
  await window.executeScript('document.activeElement.blur()');
  await press(']');
  await shown(`//*[@role='region'][contains(@aria-label, '43-block edition')]`);
  await press('p');
  await text('CBP 7501 43 blocks.pdf');
  await press(']');
  await shown(`//*[@role='region'][contains(@aria-label, 'CBP Form 3461')]`);
  await press('p');
  await text('CBP 3461.pdf');
  await picture('8-papers');
  const written = readdirSync(join(home, 'documents/entries')).sort();
  assert.deepEqual(written, ['9HB-1000002-6 CBP 3461.pdf', '9HB-1000002-6 CBP 7501 43 blocks.pdf', '9HB-1000002-6 CBP 7501.pdf']);
  for (const file of written) assert.ok(printed(file).includes('9HB-1000002-6'), file);
  assert.match(printed('9HB-1000002-6 CBP 3461.pdf'), /LH/, 'the block filled by hand is on every paper printed after it');
});

test('an audit pack is exported and verifies, in the window and on the command line', async () => {
  await place('audit');
  await choose('Nordlicht Keramik');
  await (await button('Make the pack')).click();
  await text('.zip');
  await picture('9-pack');
  const packs = readdirSync(join(home, 'documents/audit'));
  assert.equal(packs.length, 1);
  const pack = join(home, 'documents/audit', packs[0]);
  const verdict = execFileSync(CLI, ['verify', pack]).toString();
  assert.match(verdict, /sound/);
});

test('a second program on the same desk file is refused with a sentence', () => {
  const refused = (() => {
    try {
      execFileSync(CLI, ['entries', '--desk', join(home, 'desk.entrydesk')], { stdio: 'pipe' });
    } catch (error) {
      return error;
    }
    return null;
  })();
  assert.equal(refused?.status, 2);
  assert.match(refused.stderr.toString(), /in use|open/i);
});

test('the window may call nothing that is not in the table', async () => {
  const answer = await window.executeAsyncScript(
    `const done = arguments[arguments.length - 1];
     window.__TAURI_INTERNALS__.invoke('plugin:dialog|open', {}).then(() => done('allowed'), (e) => done(String(e)));`,
  );
  assert.match(answer, /not allowed/i);
});

test('a passphrase is set, the desk locks, and opens again with it', async () => {
  const words = 'seven kettles cross the harbor';
  await place('settings?tab=safety');
  await (await button('Set a passphrase')).click();
  await type('New passphrase', words);
  await type('Once more', words);
  await (await button('Encrypt the desk')).click();
  await heading('The recovery key');
  await picture('10-recovery-key');
  await (await shown(`//label[contains(., 'The recovery key is on paper')]`)).click();
  await (await button('Done')).click();
  await (await button('Lock now')).click();
  await heading('The desk is locked');
  await picture('11-locked');
  await type('Passphrase', 'seven kettles');
  await (await button('Open the desk')).click();
  await text('That is not the passphrase of this desk.');
  await type('Passphrase', words);
  await (await button('Open the desk')).click();
  await button('Lock now');
  assert.ok(!readFileSync(join(home, 'desk.entrydesk')).subarray(0, 15).equals(Buffer.from('SQLite format 3')), 'the file on disk is encrypted');
});
