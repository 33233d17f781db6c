import { afterEach, beforeEach, expect, test } from 'vitest';
import { startRangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';

let harness: AppHarness;

beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

test('F7: a page of the web that names an address of this machine: not asked, neither to look nor to fetch', async () => {
  const server = await harness.serve(startRangeServer());
  const window = await harness.window();
  const page = `<base href="https://a.example/"><a href="${server.url}">cat pictures</a>`;
  const found = await window.client.call.findLinks({ text: page });
  expect(found).toMatchObject({ ok: true, value: { links: [{ url: server.url, reach: 'public' }] } });
  const probed = await window.client.call.probe({ url: server.url, reach: 'public' });
  expect(probed).toMatchObject({
    ok: true,
    value: { ok: false, failure: { code: 'server-address-refused' } },
  });
  const added = await window.client.call.add({
    items: [{ url: server.url, mirrors: [], checksum: '', reach: 'public' }],
    folder: harness.folder,
    connections: 4,
    start: true,
  });
  const id = added.ok ? (added.value.ids[0] ?? '') : '';
  await window.reaches(id, 'interrupted');
  expect([server.requests.length, await harness.files()]).toEqual([0, []]);
});

test('F7: the same link without a page that it is from is the user’s own', async () => {
  const server = await harness.serve(startRangeServer());
  const window = await harness.window();
  const found = await window.client.call.findLinks({ text: `<a href="${server.url}">mine</a>` });
  expect(found).toEqual({
    ok: true,
    value: { links: [{ url: server.url, mirrors: [], checksum: null }], notes: [] },
  });
  await window.reaches(await window.add(server.url, harness.folder), 'completed');
});

test.each([
  ['../../evil.bin', 'evil.bin'],
  ['/etc/evil', 'evil'],
  ['.bashrc', '_bashrc'],
])('H4: a window that asks for the name %s gets one in the folder', async (asked, name) => {
  const server = await harness.serve(startRangeServer());
  const window = await harness.window();
  await window.reaches(await window.add(server.url, harness.folder, { name: asked }), 'completed');
  expect(await harness.files()).toEqual([name]);
});
