import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startRangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';
import type { TestWindow } from './testing/test-window.ts';

const mebibyte = 1024 * 1024;
const secret = 'Zq9X-secret-Xq9Z';
let harness: AppHarness;

beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

/** What the Add dialog does with a text: finds, probes and adds all of its links. */
async function take(window: TestWindow, text: string): Promise<readonly string[]> {
  const { call } = window.client;
  const found = await call.findLinks({ text });
  if (!found.ok) throw new Error(found.failure.code);
  const items = [];
  for (const { url, name, mirrors, headers, connections } of found.value.links) {
    const sent = headers?.map(([key, value]): [string, string] => [key, value]);
    const probed = await call.probe({ url, headers: sent });
    const probe = probed.ok && probed.value.ok ? probed.value.token : undefined;
    items.push({ url, name, mirrors: [...mirrors], headers: sent, connections, probe });
  }
  const added = await call.add({ items, folder: harness.folder, connections: 1, start: true });
  return added.ok ? added.value.ids : [];
}

test('a pasted curl command asks with its headers from the first request on, and nothing is asked twice', async () => {
  const server = await harness.serve(startRangeServer());
  const window = await harness.window();
  const [id = ''] = await take(window, `curl '${server.url}' -H 'X-Key: ${secret}' -o named.bin`);
  await window.reaches(id, 'completed');
  expect(await harness.files()).toEqual(['named.bin']);
  expect(server.requests.map(({ headers }) => headers['x-key'])).toEqual([secret]);
});

test('its headers go to no other server, are known after a restart, and stand in no list and no log', async () => {
  const server = await harness.serve(startRangeServer({ size: 8 * mebibyte, rate: 2 * mebibyte }));
  const other = await harness.serve(startRangeServer({ size: 8 * mebibyte, rate: 2 * mebibyte }));
  const window = await harness.window();
  const script = [server.url, other.url].map(
    (url, at) => `curl -r ${at === 0 ? '0-99' : '100-'} '${url}' -H 'Cookie: sid=${secret}' -o p${at}`,
  );
  const [id = ''] = await take(window, `${script.join('\n')}\ncat p0 p1 > joined.bin`);
  await window.shows(id, (view) => view.received > mebibyte);
  expect(window.view(id)).toMatchObject({ name: 'joined.bin', connections: 2 });
  const asked = server.requests.length;
  await harness.restart();
  const again = await harness.window();
  await again.reaches(id, 'completed');
  const sent = server.requests.map(({ headers }) => headers['cookie']);
  expect(sent.length).toBeGreaterThan(asked);
  expect(new Set(sent)).toEqual(new Set([`sid=${secret}`]));
  expect(other.requests.filter(({ headers }) => headers['cookie'] !== undefined)).toEqual([]);
  // What is finished asks for nothing any more: the next start forgets its headers, and has when it ends.
  await harness.restart();
  await harness.restart();
  const holding = [];
  for (const entry of await readdir(harness.root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && (await readFile(path, 'latin1')).includes(secret)) holding.push(entry.name);
  }
  expect(holding).toEqual([]);
});
