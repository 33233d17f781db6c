import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seededBytes, seededSum } from '../engine/testing/range-server/seeded-body.ts';
import { startRangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';

const mebibyte = 1 << 20;
let harness: AppHarness;

beforeEach(async () => {
  harness = await AppHarness.open();
});
afterEach(() => harness.close());

test('F10: a link that works once is probed, added and downloaded with one request', async () => {
  const size = 4 * mebibyte;
  const server = await harness.serve(
    startRangeServer({ size, rules: [{ when: { from: 2 }, use: { status: 403 } }] }),
  );
  const window = await harness.window();
  const probe = await window.client.call.probe({ url: server.url });
  expect(probe).toMatchObject({ ok: true, value: { ok: true, name: 'file.bin', size, ranges: 'yes' } });
  const token = probe.ok && probe.value.ok ? probe.value.token : '';
  const id = await window.add(server.url, harness.folder, { probe: token });
  await window.reaches(id, 'completed');
  expect(server.requests.map(({ status }) => status)).toEqual([206]);
  expect(server.bytesSent).toBe(size);
  expect((await harness.read('file.bin')).equals(seededBytes(1, 0, size))).toBe(true);
});

test('F10: a download added without the token, or while its probe is on its way, goes on with that stream', async () => {
  const once = { rules: [{ when: { from: 2 }, use: { status: 403 } }] };
  const [held, late] = [
    await harness.serve(startRangeServer(once)),
    await harness.serve(startRangeServer({ ...once, firstByteDelay: 300 })),
  ];
  const window = await harness.window();
  await window.client.call.probe({ url: held.url });
  const first = await window.add(held.url, harness.folder, { name: 'held.bin' });
  const probing = window.client.call.probe({ url: late.url });
  const second = await window.add(`${late.url}#part`, harness.folder, { name: 'late.bin' });
  await window.reaches(first, 'completed');
  await window.reaches(second, 'completed');
  expect(await probing).toMatchObject({ ok: true, value: { ok: true, size: mebibyte } });
  expect([held.requests.length, late.requests.length]).toEqual([1, 1]);
  const detail = await window.client.call.watch({ id: second });
  expect(detail).toMatchObject({ ok: true, value: { requests: 1 } });
});

test('an address that is probed twice is asked once', async () => {
  const server = await harness.serve(startRangeServer());
  const window = await harness.window();
  const both = [server.url, server.url].map((url) => window.client.call.probe({ url }));
  const [one, two] = await Promise.all(both);
  expect(one).toEqual(two);
  expect(server.requests.length).toBe(1);
});

test('with several connections the stream of the probe becomes the first segment', async () => {
  const size = 12 * mebibyte;
  const server = await harness.serve(startRangeServer({ size, rate: 4 * mebibyte }));
  const window = await harness.window();
  await window.client.call.probe({ url: server.url });
  const id = await window.add(server.url, harness.folder, { connections: 6 });
  await window.reaches(id, 'completed');
  expect(server.requests.filter(({ range }) => range?.first === 0).length).toBe(1);
  expect((await harness.read('file.bin')).equals(seededBytes(1, 0, size))).toBe(true);
});

test('pause stops the stream that the probe opened, too; resume fetches only what is missing', async () => {
  const size = 8 * mebibyte;
  const server = await harness.serve(startRangeServer({ size, rate: 4 * mebibyte }));
  const window = await harness.window();
  await window.client.call.probe({ url: server.url });
  const id = await window.add(server.url, harness.folder);
  await window.shows(id, (view) => view.received > 2 * mebibyte);
  await window.client.call.pause({ ids: [id] });
  expect(server.stats.active).toBe(0);
  const paused = await window.reaches(id, 'paused');
  expect(paused).toMatchObject({ rate: 0, active: 0, secondsLeft: null });
  expect(paused.received).toBeLessThan(size);
  expect(await harness.files()).toEqual(['file.bin.part', 'file.bin.part.tributary']);
  server.behave({ rate: null });
  await window.client.call.resume({ ids: [id] });
  await window.reaches(id, 'completed');
  expect(server.requests[1]?.range?.first).toBe(paused.received);
  expect((await harness.read('file.bin')).equals(seededBytes(1, 0, size))).toBe(true);
});

test('remove without files leaves them; with files it deletes what is ours and nothing else', async () => {
  const server = await harness.serve(startRangeServer({ size: 8 * mebibyte, rate: 4 * mebibyte }));
  const quick = await harness.serve(startRangeServer());
  const window = await harness.window();
  await writeFile(harness.path('file.bin'), 'a person’s own');
  const kept = await window.add(server.url, harness.folder);
  await window.shows(kept, (view) => view.received > mebibyte && view.name === 'file (1).bin');
  await window.client.call.remove({ ids: [kept], files: false });
  await window.until(() => !window.has(kept));
  const partial = ['file (1).bin.part', 'file (1).bin.part.tributary', 'file.bin'];
  expect(await harness.files()).toEqual(partial);

  const gone = await window.add(`${server.origin}/other.bin`, harness.folder);
  await window.shows(gone, (view) => view.received > mebibyte);
  await window.client.call.remove({ ids: [gone], files: true });
  expect(await harness.files()).toEqual(partial);

  const finished = await window.add(`${quick.origin}/done.bin`, harness.folder);
  const edited = await window.add(`${quick.origin}/edited.bin`, harness.folder);
  await window.reaches(finished, 'completed');
  await window.reaches(edited, 'completed');
  await writeFile(harness.path('edited.bin'), 'changed by its owner');
  await window.client.call.remove({ ids: [finished, edited], files: true });
  await window.until(() => window.order.length === 0);
  expect(await harness.files()).toEqual(['edited.bin', ...partial]);
  expect((await harness.read('file.bin')).toString()).toBe('a person’s own');
});

test('what was running goes on after a restart; paused, interrupted and completed stay as they were', async () => {
  const size = 8 * mebibyte;
  const server = await harness.serve(
    startRangeServer({
      size,
      rate: 4 * mebibyte,
      rules: [
        { when: { path: '/missing.bin' }, use: { status: 404 } },
        { when: { path: '/small.bin' }, use: { size: 1_000 } },
      ],
    }),
  );
  const window = await harness.window();
  const [small, missing, paused, running] = [
    await window.add(`${server.origin}/small.bin`, harness.folder, {
      checksum: `sha1:${seededSum(1, 1_000)}`,
    }),
    await window.add(`${server.origin}/missing.bin`, harness.folder),
    await window.add(`${server.origin}/paused.bin`, harness.folder),
    await window.add(`${server.origin}/running.bin`, harness.folder),
  ];
  await window.reaches(small, 'completed');
  await window.reaches(missing, 'interrupted');
  await window.shows(paused, (view) => view.received > mebibyte);
  await window.client.call.pause({ ids: [paused] });
  await window.shows(running, (view) => view.received > 2 * mebibyte);
  await harness.restart();
  server.behave({ rate: null });
  const again = await harness.window();
  expect(again.order).toEqual([small, missing, paused, running]);
  expect(again.view(small)).toMatchObject({
    name: 'small.bin',
    state: { kind: 'completed' },
    checksum: { verdict: 'match' },
  });
  expect(again.view(missing).state).toMatchObject({
    kind: 'interrupted',
    failure: { code: 'server-not-found' },
  });
  expect(again.view(paused).state).toEqual({ kind: 'paused' });
  expect(again.view(paused).received).toBeGreaterThan(mebibyte);
  await again.reaches(running, 'completed');
  const fetched = server.requests.filter(({ path }) => path === '/running.bin');
  expect(fetched.at(-1)?.range?.first).toBeGreaterThan(2 * mebibyte - 1);
  expect((await harness.read('running.bin')).equals(seededBytes(1, 0, size))).toBe(true);
});

test('every download that ends is told once, however quick it was, and not again after a restart', async () => {
  const server = await harness.serve(startRangeServer({ size: 1_000 }));
  const window = await harness.window();
  const ids = await Promise.all(
    ['a', 'b'].map((name) => window.add(`${server.origin}/${name}`, harness.folder)),
  );
  for (const id of ids) await window.reaches(id, 'completed');
  expect([...harness.host.notices].sort()).toEqual(['a', 'b']);
  await harness.restart();
  const again = await harness.window();
  await again.client.call.setSettings({ notify: false });
  const third = await again.add(`${server.origin}/c`, harness.folder);
  await again.reaches(third, 'completed');
  expect(harness.host.notices.length).toBe(2);
});

test('nothing is written, listed or read outside the roots', async () => {
  const server = await harness.serve(startRangeServer());
  const window = await harness.window();
  const { call } = window.client;
  const refused = { ok: false, failure: { code: 'outside-roots' } };
  const items = [{ url: server.url }];
  for (const folder of [harness.root, 'downloads', '']) {
    expect(await call.add({ items, folder, connections: 1, start: true })).toEqual(refused);
  }
  expect(await call.setSettings({ folder: harness.root })).toEqual(refused);
  expect(await call.listFolder({ path: harness.root })).toEqual(refused);
  const sum = createHash('sha1').update('').digest('hex');
  expect(await call.verifyFile({ path: `${harness.root}/x`, checksum: sum })).toEqual(refused);
  expect(server.requests.length).toBe(0);
  const id = await window.add(server.url, harness.folder, { name: '../../outside.bin' });
  await window.reaches(id, 'completed');
  expect((await harness.files()).length).toBe(1);
});

test('links that were handed over reach every window', async () => {
  const [one, two] = [await harness.window(), await harness.window()];
  harness.app.offer('http://127.0.0.1/file');
  await one.until(() => one.offered.length === 1);
  await two.until(() => two.offered.length === 1);
  expect(two.offered).toEqual(['http://127.0.0.1/file']);
});
