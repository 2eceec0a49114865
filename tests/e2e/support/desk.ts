// A desk for one test: the development host over a desk file of its own, at a fixed moment.
import { test as base, expect, type Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The moment at which all browser tests happen. */
export const NOW = '2026-11-23T09:00:00-05:00';

export interface Desk {
  url: string;
  folder: string;
  /** Calls a command of the backend directly, to set the scene. */
  call<T = unknown>(name: string, args?: unknown): Promise<T>;
  /** Runs a job to its end. */
  run<T = unknown>(name: string, args: unknown): Promise<T>;
  /** Hands a file to the backend. */
  offer(name: string, bytes: Uint8Array): Promise<{ ticket: string }>;
}

export async function start(folder: string): Promise<{ host: ChildProcess; url: string }> {
  const program = process.env['ENTRYDESK_DEVHOST'];
  if (!program) throw new Error('ENTRYDESK_DEVHOST names no program; run `cargo xtask test browser`');
  const ui = resolve(import.meta.dirname, '../../../ui/dist');
  const host = spawn(program, ['--desk', join(folder, 'desk.entrydesk'), '--ui', ui, '--output', join(folder, 'documents'), '--now', NOW], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((found, lost) => {
    let said = '';
    host.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const match = /listening on (\S+)/.exec(said);
      if (match?.[1]) found(match[1]);
    });
    host.on('exit', (code) => lost(new Error(`the development host ended with ${String(code)}: ${said}`)));
  });
  return { host, url };
}

export function deskAt(url: string, folder: string): Desk {
  const post = async (path: string, body: BodyInit) => {
    const response = await fetch(url + path, { method: 'POST', body });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${text}`);
    return text;
  };
  return {
    url,
    folder,
    call: async <T>(name: string, args: unknown = {}) => JSON.parse(await post(`/api/call/${name}`, JSON.stringify(args))) as T,
    run: async <T>(name: string, args: unknown) => {
      const lines = (await post(`/api/run/${name}?job=test`, JSON.stringify(args))).trim().split('\n');
      const last = JSON.parse(lines.at(-1) ?? '{}') as { kind: string; answer: T; error?: { message: string } };
      if (last.kind !== 'finished') throw new Error(`${name}: ${last.error?.message ?? 'no answer'}`);
      return last.answer;
    },
    offer: async (name, bytes) => JSON.parse(await post(`/api/offer?name=${encodeURIComponent(name)}`, new Blob([bytes as BlobPart]))) as { ticket: string },
  };
}

export const test = base.extend<{ desk: Desk; stocked: Desk }>({
  desk: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'entrydesk-'));
    const { host, url } = await start(folder);
    await use(deskAt(url, folder));
    host.kill();
    rmSync(folder, { recursive: true, force: true });
  },
  // A desk on which the sample manifest has been stored and decided.
  stocked: async ({ desk }, use) => {
    const client = await desk.call<{ id: number }>('sample_client');
    const file = await desk.call<{ ticket: string }>('sample_offer', { name: 'nordlicht-keramik-manifest.xlsx' });
    await desk.run('intake_store', { ticket: file.ticket, client_id: client.id, options: await readable(desk, file.ticket, client.id), arrival: '2026-11-20', port: '4701' });
    await use(desk);
  },
  page: async ({ page }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      // A refused command answers 400; the screen shows its sentence.
      if (message.type() === 'error' && !message.text().includes('400 (Bad Request)')) faults.push(message.text());
    });
    await use(page);
    expect(faults, 'nothing may go wrong silently in the page').toEqual([]);
  },
});

/** Options under which the sample can be stored: cells in error are put right as a person would. */
export async function readable(desk: Desk, ticket: string, clientId: number): Promise<unknown> {
  const view = await desk.call<{ options: { fixes: unknown[] }; issues: { row: number; column_index: number | null; severity: string; code: string }[] }>('intake_read', {
    ticket,
    client_id: clientId,
    options: {},
  });
  const options = view.options;
  for (const issue of view.issues.filter((i) => i.severity === 'error' && i.column_index !== null)) {
    options.fixes.push({ row: issue.row, column: issue.column_index, value: '1' });
  }
  return options;
}

/**
 * No accessibility fault that axe can find, in the colour scheme the page has. Every screen that is held to this can be kept as a
 * picture, to be looked at: `ENTRYDESK_PICTURES` names the folder.
 */
export async function accessible(page: Page, what: string): Promise<void> {
  const pictures = process.env['ENTRYDESK_PICTURES'];
  if (pictures) await page.screenshot({ path: join(pictures, `${what.replace(/\W+/g, '-')}.png`) });
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  const faults = found.violations.map((v) => `${v.id}: ${v.help} (${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join('; ')})`);
  expect(faults, what).toEqual([]);
}

export { expect };
